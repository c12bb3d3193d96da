"""An approved note as the source of an Easy Read, and what of it is not for the person to have by default."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from easyread.source import Block as Part
from easyread.source import BlockKind as PartKind
from easyread.source import Source, Span
from scribe.approval import ApprovedDocument, approved
from scribe.document_text import Block, BlockKind, action_text, empty_line, not_discussed_line, tidy
from scribe.errors import MoveNotAllowed, NotApproved
from scribe.jottings import whole_transcript
from scribe.vault import Vault
from scribe.visit import Claim, Document, DocumentId, Kind, OfNote, Person, Role, TurnId, Visit, VisitId

SOMEBODY_ELSE, OPINION, RISK = "about somebody else", "an opinion", "risk"
NOTES_ONLY = "An Easy Read is made of a note that was approved. Nothing was made. Approve the note first."
OTHER_NOTE = (
    "The note was changed meanwhile, or is not approved any more. Nothing was made. Approve it, and begin again."
)
_KINDS = {
    BlockKind.HEADING: PartKind.HEADING,
    BlockKind.PARAGRAPH: PartKind.PARAGRAPH,
    BlockKind.ITEM: PartKind.ITEM,
}
_OF_RISK = frozenset({"harm", "abuse", "suicide", "risk", "death"})
_OTHERS = (Role.FAMILY, Role.CARER, Role.CHILD, Role.OTHER)
"""Whose own matters are not the person's to be sent. What a professional will do is."""
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "lady"})


@dataclass(frozen=True)
class TakeOut:
    """Words of a note that are offered to be left out of its Easy Read, and why: one of the three reasons."""

    span: Span
    text: str
    why: str


@dataclass(frozen=True)
class NoteSource:
    """A note as a source, what is offered to be left out of it, and which note at which version it is."""

    source: Source
    take_out: tuple[TakeOut, ...]
    of_note: OfNote


def note_source(vault: Vault, document_id: DocumentId) -> NoteSource:
    """An approved note as a source. Raises `NotApproved`, and `MoveNotAllowed` for what is no note."""
    with vault.reading():
        note = approved(vault, document_id)
        if not note.document.is_note:
            raise MoveNotAllowed(NOTES_ONLY)
        said = whole_transcript(vault, note.visit.id)
    source = _source([block for block in note.blocks if block.kind in _KINDS], _placeholders(note.document))
    speakers = {turn.id: turn.speaker for turn in said.turns} if said else {}
    approval = note.approval
    offers = tuple(_offers(note, source, speakers))
    return NoteSource(source, offers, OfNote(document_id, approval.version, approval.text_sha256))


def note_of(vault: Vault, visit_id: VisitId, source: Source) -> NoteSource:
    """The approved note of a visit that a source is of, as it is now. Raises `MoveNotAllowed` where there is none."""
    for document_id in reversed(vault.document_ids(visit_id)):
        try:
            found = note_source(vault, document_id)
        except (NotApproved, MoveNotAllowed):
            continue
        if found.source == source:
            return found
    raise MoveNotAllowed(OTHER_NOTE)


# --- the source
def _source(shown: Sequence[Block], placeholders: frozenset[str]) -> Source:
    """The blocks as a source, without headings under which there is nothing but that there is nothing."""
    said = [block for block in shown if block.kind is BlockKind.HEADING or block.text not in placeholders]
    following = [*said[1:], None]
    kept = [
        block
        for block, after in zip(said, following, strict=True)
        if block.kind is not BlockKind.HEADING or (after is not None and after.kind is not BlockKind.HEADING)
    ]
    parts, at = [], 0
    for block in kept:
        parts.append(
            Part(_KINDS[block.kind], Span(at, at + len(block.text)), 2 if block.kind is BlockKind.HEADING else 1)
        )
        at += len(block.text) + 1
    return Source("\n".join(block.text for block in kept), tuple(parts))


def _placeholders(note: Document) -> frozenset[str]:
    """The lines of a note that say that something is not in it."""
    sections = note.sections
    empty = {empty_line(note.omissions, each, sections) for each in sections if each.not_discussed}
    return frozenset(empty | {not_discussed_line(each) for each in sections})


# --- what is offered to be left out
def _offers(note: ApprovedDocument, source: Source, speakers: dict[TurnId, str]) -> Iterator[TakeOut]:
    document, visit = note.document, note.visit
    claims: dict[str, list[Claim]] = {}
    for claim in (claim for section in document.sections for claim in section.shown):
        claims.setdefault(tidy(claim.text), []).append(claim)
    actions = {action_text(action, visit) for action in document.actions if not action.removed}
    for part in source.blocks:
        text = part.span.of(source.text)
        if part.kind is not PartKind.HEADING:
            made_of = claims.get(text, [])
            own = not made_of and text not in actions
            why = _why_out(text, made_of, visit, speakers, own=own)
            if why:
                yield TakeOut(part.span, text, why)


def _why_out(text: str, claims: Sequence[Claim], visit: Visit, speakers: dict[TurnId, str], *, own: bool) -> str:
    """Why a statement of a note is offered to be left out, or ''. Risk comes first: it is the gravest to send.

    `own`: the worker wrote it under the heading.
    """
    from scribe.notes.weight import weight

    if _OF_RISK & {*weight(text), *(kind for claim in claims for kind in claim.of_weight)}:
        return RISK
    if own or any(claim.kind is Kind.VIEW and not _is_the_persons(claim, visit, speakers) for claim in claims):
        return OPINION
    return SOMEBODY_ELSE if _of_another(text, visit.people) else ""


def _is_the_persons(claim: Claim, visit: Visit, speakers: dict[TurnId, str]) -> bool:
    """Whether a view is that of the person whom the visit is about: what they want is theirs to read."""
    people = [visit.named(speakers.get(each.turn, "")) for each in claim.evidence]
    return bool(people) and all(one is not None and one.role is Role.PERSON for one in people)


def _of_another(text: str, people: Sequence[Person]) -> bool:
    from scribe.notes.whose_matter import tells_of_kin

    names = {word for person in people if person.role in _OTHERS for word in _names(person)}
    shared = {word for person in people if person.role is Role.PERSON for word in _names(person)}
    return bool((names - shared) & set(re.findall(r"[^\W\d_]+", text.casefold()))) or tells_of_kin(text)


def _names(person: Person) -> set[str]:
    return set(re.findall(r"[^\W\d_]{2,}", person.name.casefold())) - _TITLES
