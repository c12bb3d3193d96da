"""What the person visited says to the note when it is read back: kept as their words, beside what they correct."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from scribe import jottings
from scribe.jottings import whole_transcript
from scribe.off_record import CODE_LEFT_OUT
from scribe.review_actions import change
from scribe.review_parts import add_claim, claim_of, free_id, mark_corrected, section_with
from scribe.vault import Vault
from scribe.visit import (
    Claim,
    ClaimId,
    Document,
    DocumentId,
    Evidence,
    Kind,
    Manner,
    SectionId,
    Transcript,
    Turn,
    TurnId,
    WrittenBy,
)

READ = "note read back"
_STATEMENT = TurnId("")


def correct(
    vault: Vault,
    document_id: DocumentId,
    words: str,
    section_id: SectionId,
    claim_id: ClaimId | None = None,
    *,
    fill: Callable[[Document, Document], Document] = lambda _, after: after,
) -> Document:
    """Keep what was said, and quote it in this section: after the statement that it is about, or at the end.

    The statement stays as it is, marked with what corrects it: nobody but the worker rewords the note. The words are a
    jotting, so they are there whatever becomes of the note, and what has been drafted is no older for it. The section
    has to be confirmed again. `fill` completes the changed document by its template, given that before and after. All
    of it is one transaction. Raises `JottingRefused` without words, `NotFound`, and
    what `review_actions.change` and the vault raise.
    """
    with vault.transaction():
        note = vault.document(document_id)
        if claim_id is not None:
            claim_of(note, section_id, claim_id)
        said = whole_transcript(vault, note.visit)
        kept = jottings.add(vault, note.visit, Manner.READ_BACK, words, said.seconds if said else 0.0)
        words_said = jottings.as_turn(kept, "")
        return change(vault, document_id, lambda note: fill(note, _with(note, section_id, claim_id, words_said)))


def was_read_back(vault: Vault, document_id: DocumentId, *, words: int, seconds: float) -> None:
    """Record that it was read to the person visited: how many words of it, and for how long. Raises `NotFound`."""
    with vault.transaction():
        version = vault.document(document_id).version
        vault.audit.add(READ, document_id, version=version, words=words, seconds=round(seconds, 1))


# --- what becomes of corrections in a new draft, and in an extract
def with_corrections(vault: Vault, note: Document, said: Transcript, fallback: SectionId | None) -> Document:
    """A new draft with all that was said to the earlier ones: what came while it was made is added, and each statement
    that was corrected is marked again.

    It stands after the statement that it is about; else what is added is where it stood before, or under `fallback`,
    or under the first heading. `said` is what the visit's documents are made from now.
    """
    told = [turn for turn in said.turns if turn.manner is Manner.READ_BACK]
    if not told:
        return note
    before = [vault.document(each) for each in reversed(vault.document_ids(note.visit)) if each != note.id]
    earlier = [each for each in before if each.is_note]
    for turn in told:
        note = _carried(note, turn, earlier, fallback)
    return note


def corrections(document: Document) -> tuple[tuple[Claim, Claim], ...]:
    """Each statement that is marked as corrected with what corrects it, both of which stand in the document."""
    shown = {claim.id: claim for section in document.sections for claim in section.shown}
    return tuple((one, shown[by]) for one in shown.values() for by in one.corrected_by if by in shown)


def shared_characters(one: Claim, other: Claim) -> int:
    """How many characters of what was said both were made of."""
    return sum(
        max(0, min(mine.end_char, its.end_char) - max(mine.start_char, its.start_char))
        for mine in one.evidence
        for its in other.evidence
        if mine.turn == its.turn
    )


def _carried(note: Document, turn: Turn, earlier: Sequence[Document], fallback: SectionId | None) -> Document:
    corrected = _corrected_by(turn, earlier)
    shares = [(sum(shared_characters(claim, each) for each in corrected), claim) for claim in _claims(note)]
    most, about = max(shares, key=lambda each: each[0], default=(0, None))
    mine = next((claim for claim in _claims(note) if _is_of(claim, turn)), None)
    if mine is None and any(each.turn == turn.id for each in note.omissions):
        return note
    if about is None or not most:
        return note if mine is not None else _added(note, turn, _stood_in(turn, earlier) or fallback)
    quoted = _without_codes_of(mine, turn, about) if mine else _quotation(turn, free_id(note), about)
    return _beside(note, about, quoted)


def _added(note: Document, turn: Turn, section: SectionId | None) -> Document:
    known = [each.id for each in note.sections]
    return add_claim(note, section if section in known else known[0], _quotation(turn, free_id(note)))


def _beside(note: Document, about: Claim, quoted: Claim) -> Document:
    """The note with this quotation after the claim, and after what corrects it already, wherever it stood before."""
    others = tuple(
        replace(section, claims=tuple(claim for claim in section.claims if claim.id != quoted.id))
        for section in note.sections
    )
    alone = replace(note, sections=others)
    place = section_with(alone, about.id)
    beside = [about.id, *(each for each in about.corrected_by if any(each == c.id for c in place.claims))]
    return mark_corrected(add_claim(alone, place.id, quoted, after=beside[-1]), about.id, quoted.id)


def _corrected_by(turn: Turn, earlier: Iterable[Document]) -> tuple[Claim, ...]:
    """The statements that these words corrected in the latest of the notes in which they did."""
    found = (tuple(one for one, by in corrections(note) if _is_of(by, turn)) for note in earlier)
    return next((each for each in found if each), ())


def _stood_in(turn: Turn, earlier: Iterable[Document]) -> SectionId | None:
    return next((s.id for note in earlier for s in note.sections for c in s.claims if _is_of(c, turn)), None)


def _is_of(claim: Claim, turn: Turn) -> bool:
    return any(each.turn == turn.id for each in claim.evidence)


def _claims(document: Document) -> list[Claim]:
    return [claim for section in document.sections for claim in section.claims]


def beside_corrections(claims: Sequence[Claim], pairs: Collection[tuple[Claim, Claim]]) -> list[Claim]:
    """Statements each followed by what the person visited said to it, in whichever words it is quoted. What corrects
    one of them is not left out where the statement is taken elsewhere.
    """
    came = [by for one, by in pairs if any(shared_characters(one, each) for each in claims)]
    own = [each for each in claims if not any(_same(each, by) for by in came)]
    ordered: list[Claim] = []
    for each in own:
        ordered.append(each)
        ordered += [by for one, by in pairs if shared_characters(one, each) and not any(_same(by, o) for o in ordered)]
    return ordered


def numbered(claims: Sequence[Claim], pairs: Collection[tuple[Claim, Claim]]) -> tuple[Claim, ...]:
    """The statements with ids of their own, c1 and on, each marked with what corrects it by its new id."""
    ids = {_key(claim): ClaimId(f"c{n}") for n, claim in enumerate(claims, start=1)}

    def marked(claim: Claim) -> Claim:
        by = [ids[_key(by)] for one, by in pairs if shared_characters(one, claim) and _key(by) in ids]
        others = tuple(each for each in dict.fromkeys(by) if each != ids[_key(claim)])
        return replace(claim, id=ids[_key(claim)], moved_from=None, corrected_by=others)

    return tuple(marked(claim) for claim in claims)


def _same(one: Claim, other: Claim) -> bool:
    return _key(one) == _key(other)


def _key(claim: Claim) -> tuple[str, tuple[Evidence, ...]]:
    return claim.text, claim.evidence


# --- one correction
def _with(document: Document, section_id: SectionId, claim_id: ClaimId | None, said: Turn) -> Document:
    about = claim_of(document, section_id, claim_id) if claim_id is not None else None
    quoted = _quotation(said, free_id(document), about)
    longer = add_claim(document, section_id, quoted, after=claim_id)
    if claim_id is None:
        return longer
    return mark_corrected(longer, claim_id, quoted.id)


def _quotation(said: Turn, claim_id: ClaimId, about: Claim | None = None) -> Claim:
    """Their words, without a code that is in them: whether figures are one may hang on the statement they are about."""
    # They bring the dictionary with them, which the window must not load at its start.
    from scribe.notes.material import Material
    from scribe.notes.own_words import as_typed, framed
    from scribe.notes.secrets import shown_claim, without_codes
    from scribe.notes.weight import told

    before = Turn(_STATEMENT, "", said.start, said.start, about.text if about else "")
    hidden = without_codes(Material((), (before, said))).turns[-1]
    claim = Claim(
        claim_id,
        framed(as_typed(hidden.text), said.manner),
        Kind.QUOTED,
        (Evidence(said.id, 0, len(said.text), round(said.start, 2), round(said.start, 2)),),
        written_by=WrittenBy.QUOTATION,
        of_weight=told(said.text),
    )
    return shown_claim(claim)


def _without_codes_of(mine: Claim, turn: Turn, about: Claim) -> Claim:
    """What a new draft quotes, as it stands beside the statement: that may tell that a figure in it is a code."""
    beside = _quotation(turn, mine.id, about)
    if CODE_LEFT_OUT not in beside.text or CODE_LEFT_OUT in mine.text:
        return mine
    return replace(mine, text=beside.text, flagged=True, why=beside.why)
