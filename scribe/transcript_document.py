"""The transcript as a document: each turn a line to be read, mended and approved before anything of it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import accumulate, groupby

from scribe.document_text import clock, tidy
from scribe.doubts import LOW_CONFIDENCE
from scribe.errors import NothingHeard
from scribe.ids import new_id
from scribe.jottings import drafted_from
from scribe.records import utc_now
from scribe.transcript_edits import transcript_sha256
from scribe.transcript_gaps import NotRecorded, duration, with_gaps
from scribe.vault import Vault
from scribe.visit import (
    TRANSCRIPT,
    Claim,
    ClaimId,
    Document,
    DocumentId,
    DocumentStage,
    Doubt,
    Evidence,
    Kind,
    Manner,
    Section,
    SectionId,
    Transcript,
    Turn,
    TurnId,
    Visit,
    VisitId,
    Word,
    WrittenBy,
)

TITLE = "Transcript of the visit"
SECTION_SECONDS = 600
"""A section is read in one go: some hundred turns."""
NOBODY = "Speaker not known"
UNNAMED = "Nobody has said whose voice this is. Name it in the transcript, or say why it can stay without a name."
OWN = {
    Manner.DICTATED: "Worker dictated",
    Manner.SEEN: "Worker saw",
    Manner.TOLD: "Worker was told",
    Manner.VIEW: "Worker's view",
    Manner.READ_BACK: "The person visited, when the note was read back",
}
"""What stands before the worker's own account, so that nobody takes it for words of the visit."""
NO_TURN = TurnId("")
"""Of a line that nobody said."""
NOTHING_SAID = "Nobody is heard in the sound of this visit, so there is no transcript to make a document of."
_ID = "t"
URGENT_ID = "u"
EASY_ID = "e"
_NO_NOTES = frozenset({_ID, URGENT_ID, EASY_ID})
_HEARD = frozenset({Manner.SPOKEN, Manner.DICTATED})


def current(vault: Vault, visit_id: VisitId) -> Document:
    """The transcript document of a visit: the latest while it says what the transcript says, else a new one, kept.

    Raises `NothingHeard` where nothing was said.
    """
    with vault.transaction():
        said = drafted_from(vault, visit_id)
        if said is None or not any(turn.manner in _HEARD and turn.text.strip() for turn in said.turns):
            raise NothingHeard(NOTHING_SAID)
        made = written_out(said, vault.visit(visit_id))
        known = latest(vault, visit_id)
        if known is not None and _says_the_same(known, made):
            return known
        vault.save_document(made)
        return vault.document(made.id)


def latest(vault: Vault, visit_id: VisitId) -> Document | None:
    """The transcript document of a visit that was made last, if there is one."""
    made = (one for one in reversed(vault.document_ids(visit_id)) if _is_of_transcript(one))
    return next((vault.document(one) for one in made), None)


def latest_note(vault: Vault, visit_id: VisitId) -> Document | None:
    """The note of a visit that was drafted last, if there is one; its transcript, urgent extracts and Easy Reads are
    none.
    """
    drafted = (one for one in reversed(vault.document_ids(visit_id)) if one.partition("-")[0] not in _NO_NOTES)
    return next((vault.document(one) for one in drafted), None)


def _is_of_transcript(document_id: DocumentId) -> bool:
    """Seen by its id: a list of visits must not have to open an hour of talk for each."""
    return document_id.startswith(f"{_ID}-")


def extracts(vault: Vault, visit_id: VisitId) -> tuple[Document, ...]:
    """The urgent extracts of a visit, in the order in which they were made."""
    return tuple(vault.document(one) for one in vault.document_ids(visit_id) if _is_urgent(one))


def easy_reads(vault: Vault, visit_id: VisitId) -> tuple[Document, ...]:
    """The Easy Reads of a visit, in the order in which they were made."""
    made = (one for one in vault.document_ids(visit_id) if one.startswith(f"{EASY_ID}-"))
    return tuple(vault.document(one) for one in made)


def _is_urgent(document_id: DocumentId) -> bool:
    return document_id.startswith(f"{URGENT_ID}-")


def written_out(said: Transcript, visit: Visit) -> Document:
    """A new document of all that was said and jotted down, in sections of ten minutes. Pure, but for its id and time.

    Each turn is a claim whose evidence is the whole turn. What was not recorded, or is off the record, has a line of
    its own. Doubts, and the first line of each voice that nobody has named, are flags. Codes and passwords are left out
    of it, as they are of a note, and flagged.
    """
    claims = tuple(_flagging_voices(_lines_without_codes(said, visit), said, visit))
    return Document(
        id=DocumentId(new_id(_ID)),
        visit=visit.id,
        template=TRANSCRIPT,
        title=TITLE,
        version=1,
        stage=DocumentStage.DRAFTED,
        sections=_sections(claims),
        actions=(),
        omissions=(),
        model=said.model,
        created_at=utc_now(),
        seconds_taken=said.seconds_taken,
        practice=visit.practice,
        transcript_sha256=transcript_sha256(said),
        left_out=said.left_out,
    )


def word_times(vault: Vault, visit_id: VisitId) -> Mapping[TurnId, tuple[Word, ...]]:
    """When each word of each turn was said, for captions; nothing where that isn't known."""
    said = drafted_from(vault, visit_id)
    return {turn.id: turn.words for turn in said.turns} if said else {}


def speaker_name(turn: Turn, visit: Visit) -> str:
    """Who says a turn, for a reader who hasn't heard it: a name, 'Voice 2', or how the worker put it down."""
    if turn.manner in OWN:
        return OWN[turn.manner]
    person = visit.named(turn.speaker)
    if person is not None:
        return tidy(person.name)
    letter, number = turn.speaker[:1], turn.speaker[1:]
    return f"Voice {number}" if letter == "S" and number.isdigit() else NOBODY


# --- lines
def _lines_without_codes(said: Transcript, visit: Visit) -> Iterator[Claim]:
    # They bring the dictionary with them, which the window must not load at its start.
    from scribe.notes.material import Material
    from scribe.notes.secrets import shown_claim, without_codes

    hidden = without_codes(Material(visit.people, said.turns, said.doubts))
    for claim in _lines(replace(said, turns=hidden.turns, doubts=hidden.doubts), visit):
        yield shown_claim(claim)


def _lines(said: Transcript, visit: Visit) -> Iterator[Claim]:
    doubts: dict[TurnId, list[Doubt]] = {}
    for doubt in said.doubts:
        doubts.setdefault(doubt.turn, []).append(doubt)
    for number, part in enumerate(_parts(said), start=1):
        claim_id = ClaimId(f"c{number}")
        if isinstance(part, NotRecorded):
            yield _told(claim_id, part)
        elif part.manner is not Manner.MARK and tidy(part.text):
            yield _said(claim_id, part, visit, doubts.get(part.id, []))


def _parts(said: Transcript) -> Iterator[Turn | NotRecorded]:
    """The turns in order, and among them where there are none: not recorded, or off the record.

    That something was off the record is no secret, and without it the talk would seem to go on.
    """
    waiting = [NotRecorded(one.start, f"Off the record for {duration(one.end - one.start)}.") for one in said.left_out]
    for part in with_gaps(said):
        while waiting and waiting[0].start <= part.start:
            yield waiting.pop(0)
        yield part
    yield from waiting


def _told(claim_id: ClaimId, line: NotRecorded) -> Claim:
    """A line that nobody said: in brackets, so that it can't be read as words of the visit."""
    at = Evidence(NO_TURN, 0, 0, line.start, line.start)
    return Claim(claim_id, f"({line.sentence})", Kind.OBSERVED, (at,), written_by=WrittenBy.RULES)


def _said(claim_id: ClaimId, turn: Turn, visit: Visit, doubts: list[Doubt]) -> Claim:
    why = " ".join(dict.fromkeys(_doubt_sentence(turn, doubt) for doubt in doubts))
    return Claim(
        claim_id,
        f"{speaker_name(turn, visit)}: {tidy(turn.text)}",
        Kind.QUOTED,
        (Evidence(turn.id, 0, len(turn.text), turn.start, turn.end),),
        flagged=bool(why),
        why=why or None,
        written_by=WrittenBy.QUOTATION,
    )


def _doubt_sentence(turn: Turn, doubt: Doubt) -> str:
    words = tidy(" ".join(word.text.strip() for word in turn.words[doubt.from_word : doubt.to_word]))
    told = f"“{words}” may not be what was said" if words else "This may not be what was said"
    why = "" if doubt.why in ("", LOW_CONFIDENCE) else f" ({tidy(doubt.why).rstrip('.')})"
    offer = f" It may have been “{tidy(doubt.offer)}”." if doubt.offer else ""
    return f"{told}{why}.{offer}"


def _flagging_voices(claims: Iterator[Claim], said: Transcript, visit: Visit) -> Iterator[Claim]:
    """The first line of each voice without a name is flagged: once is enough to ask for all its lines."""
    spoken = {turn.id: turn for turn in said.turns if turn.manner is Manner.SPOKEN}
    asked: set[str] = set()
    for claim in claims:
        turn = spoken.get(claim.evidence[0].turn)
        if turn is None or visit.named(turn.speaker) is not None or turn.speaker in asked:
            yield claim
        else:
            asked.add(turn.speaker)
            yield _with_reason(claim, UNNAMED)


def _with_reason(claim: Claim, why: str) -> Claim:
    return replace(claim, flagged=True, why=f"{claim.why} {why}" if claim.why else why)


def _sections(claims: tuple[Claim, ...]) -> tuple[Section, ...]:
    # What lies at the edge of two words may begin a little before the line that it comes after.
    numbers = accumulate((int(claim.evidence[0].start // SECTION_SECONDS) for claim in claims), max)
    stretches = groupby(zip(numbers, claims, strict=True), key=lambda pair: pair[0])
    return tuple(_section(number, tuple(claim for _, claim in within)) for number, within in stretches)


def _section(number: int, claims: tuple[Claim, ...]) -> Section:
    start = number * SECTION_SECONDS
    heading = f"{clock(start)} to {clock(start + SECTION_SECONDS)}"
    return Section(SectionId(f"s{number + 1}"), heading, claims)


# --- whether it is the same
def _says_the_same(known: Document, made: Document) -> bool:
    """Whether the machine would write the same lines. Flags count only while nobody has begun to read it."""
    untouched = known.stage is DocumentStage.DRAFTED
    same = known.transcript_sha256 == made.transcript_sha256
    return same and _written(known, flags=untouched) == _written(made, flags=untouched)


def _written(document: Document, *, flags: bool) -> list[tuple[str, tuple[Evidence, ...], str | None]]:
    claims = (claim for section in document.sections for claim in section.claims)
    return [(claim.original or claim.text, claim.evidence, claim.why if flags else None) for claim in claims]
