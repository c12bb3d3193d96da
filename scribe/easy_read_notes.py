"""An approved note as the source of an Easy Read, and what of it is not for the person to have by default."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from easyread.source import Block as Part
from easyread.source import BlockKind as PartKind
from easyread.source import Source, Span
from scribe.approval import ApprovedDocument, approved
from scribe.document_text import BlockKind, tidy
from scribe.errors import MoveNotAllowed
from scribe.vault import Vault
from scribe.visit import Claim, DocumentId, Kind, OfNote, Person, Role, VisitId, WrittenBy

SOMEBODY_ELSE, OPINION, RISK = "about somebody else", "an opinion", "risk"
NOTES_ONLY = "An Easy Read is made of a note that was approved. Nothing was made. Approve the note first."
_KINDS = {
    BlockKind.HEADING: PartKind.HEADING,
    BlockKind.PARAGRAPH: PartKind.PARAGRAPH,
    BlockKind.ITEM: PartKind.ITEM,
}
_OF_RISK = frozenset({"harm", "abuse", "suicide", "risk", "death"})


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
    note = approved(vault, document_id)
    if not note.document.is_note:
        raise MoveNotAllowed(NOTES_ONLY)
    shown = [block for block in note.blocks if block.kind in _KINDS]
    parts, at = [], 0
    for block in shown:
        parts.append(Part(_KINDS[block.kind], Span(at, at + len(block.text)), level=2))
        at += len(block.text) + 1
    source = Source("\n".join(block.text for block in shown), tuple(parts))
    approval = note.approval
    return NoteSource(source, _offers(note, source), OfNote(document_id, approval.version, approval.text_sha256))


def note_of(vault: Vault, visit_id: VisitId, source: Source) -> NoteSource:
    """The approved note of a visit that a source is of, as it is now. Raises `MoveNotAllowed` where there is none."""
    for document_id in reversed(vault.document_ids(visit_id)):
        try:
            found = note_source(vault, document_id)
        except Exception:  # noqa: S112, BLE001
            continue
        if found.source == source:
            return found
    raise MoveNotAllowed(NOTES_ONLY)


def _offers(note: ApprovedDocument, source: Source) -> tuple[TakeOut, ...]:
    claims = {tidy(c.text): c for section in note.document.sections for c in section.shown}
    return tuple(_offered(source, claims, note.visit.people))


def _offered(source: Source, claims: dict[str, Claim], people: Sequence[Person]) -> Iterator[TakeOut]:
    for part in source.blocks:
        text = part.span.of(source.text)
        why = "" if part.kind is PartKind.HEADING else why_out(text, claims.get(text), people)
        if why:
            yield TakeOut(part.span, text, why)


def why_out(text: str, claim: Claim | None, people: Sequence[Person]) -> str:
    """Why a statement of a note is offered to be left out, or ''. Risk comes first: it is the gravest to send."""
    from scribe.notes.weight import weight

    if _OF_RISK & {*weight(text), *(claim.of_weight if claim else ())}:
        return RISK
    if (
        claim is None
        or claim.kind is Kind.VIEW
        or claim.written_by is WrittenBy.WORKER
        and claim.kind is not Kind.ACTION
    ):
        return OPINION
    return SOMEBODY_ELSE if _names_another(text, people) else ""


def _names_another(text: str, people: Sequence[Person]) -> bool:
    others = (p.name for p in people if p.role not in (Role.PERSON, Role.WORKER))
    return any(re.search(rf"\b{re.escape(word)}\b", text) for name in others for word in name.split() if len(word) > 2)
