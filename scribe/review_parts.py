"""The parts of a document that a review changes: how one is found, and what else changes with it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scribe.document_text import section_text, tidy
from scribe.errors import MoveNotAllowed, NotFound
from scribe.off_record import CODE_LEFT_OUT
from scribe.visit import (
    Action,
    Claim,
    ClaimId,
    Document,
    Evidence,
    Kind,
    Omission,
    Section,
    SectionId,
    Turn,
    WrittenBy,
)

REMOVED_BY_WORKER = "removed by the worker"
YOURS = "yours, from the last draft"
"""Why something is listed that the worker wrote, edited or added in the last draft, and the next one has not got."""
HAS_ITS_SOURCE = "The lines of an Easy Read are changed beside their source. Nothing was changed."
ADDED = "w"
"""How the id of a statement begins that was added in a review: quoted from what was left out, or said to the note."""


def section_of(document: Document, section_id: SectionId) -> Section:
    """One section. Raises `NotFound`."""
    for section in document.sections:
        if section.id == section_id:
            return section
    raise NotFound


def any_claim(document: Document, claim_id: ClaimId) -> Claim:
    """One claim, also one that was taken out. Raises `NotFound`."""
    return next(claim for claim in section_with(document, claim_id).claims if claim.id == claim_id)


def refuse_easy_read(document: Document) -> None:
    """What is done to statements of a note is not done to lines of an Easy Read. Raises `MoveNotAllowed`."""
    if document.is_easy_read:
        raise MoveNotAllowed(HAS_ITS_SOURCE)


def section_with(document: Document, claim_id: ClaimId) -> Section:
    """The section in which a claim is. Raises `NotFound`."""
    for section in document.sections:
        if any(claim.id == claim_id for claim in section.claims):
            return section
    raise NotFound


def claim_of(document: Document, section_id: SectionId, claim_id: ClaimId) -> Claim:
    """One claim of a section that is still in the document. Raises `NotFound`."""
    found = next((claim for claim in section_of(document, section_id).shown if claim.id == claim_id), None)
    if found is None:
        raise NotFound
    return found


def with_section(document: Document, section: Section) -> Document:
    """Put a section in place. If its text, or an open flag in it, changed, it has to be confirmed again."""
    sections = tuple(section if one.id == section.id else one for one in document.sections)
    changed = replace(document, sections=sections)
    same_text = section_text(changed, section.id) == section_text(document, section.id)
    if same_text and not any(claim.open_flag for claim in section.claims):
        return changed
    unread = tuple(replace(one, confirmed_at=None) if one.id == section.id else one for one in sections)
    return replace(document, sections=unread)


def with_claim(document: Document, claim_id: ClaimId, change: Callable[[Claim], Claim]) -> Document:
    """The document with one claim changed. Raises `NotFound`."""
    section = section_with(document, claim_id)
    claims = tuple(change(claim) if claim.id == claim_id else claim for claim in section.claims)
    return with_section(document, replace(section, claims=claims))


def with_action(document: Document, action_id: ClaimId, change: Callable[[Action], Action]) -> Document:
    """The document with one action changed; then the actions have to be confirmed again. Raises `NotFound`."""
    if all(action.id != action_id for action in document.actions):
        raise NotFound
    actions = tuple(change(action) if action.id == action_id else action for action in document.actions)
    if actions == document.actions:
        return document
    return replace(document, actions=actions, actions_confirmed_at=None)


def with_omissions(document: Document, omissions: tuple[Omission, ...]) -> Document:
    """A list that grew has to be looked at again."""
    grew = any(one not in document.omissions for one in omissions)
    seen = None if grew else document.omissions_seen_at
    return replace(document, omissions=omissions, omissions_seen_at=seen)


def add_claim(document: Document, section_id: SectionId, claim: Claim, *, after: ClaimId | None = None) -> Document:
    """Put a new claim under a heading: after another one of it, or at its end. Raises `NotFound`."""
    refuse_easy_read(document)
    section = section_of(document, section_id)
    ids = [one.id for one in section.claims]
    if after is not None and after not in ids:
        raise NotFound
    at = len(ids) if after is None else ids.index(after) + 1
    return with_section(document, replace(section, claims=(*section.claims[:at], claim, *section.claims[at:])))


def mark_corrected(document: Document, claim_id: ClaimId, by: ClaimId) -> Document:
    """Mark a claim with the one in which the person visited corrects it. Raises `NotFound`."""
    return with_claim(document, claim_id, lambda one: replace(one, corrected_by=(*one.corrected_by, by)))


def taken_out(claim: Claim, section: Section) -> tuple[Omission, ...]:
    """How a removed claim is listed that is of weight, or was added: once for each piece of its evidence.

    What was added stood in that list before, or is what the person visited said to the note.
    """
    if not claim.of_weight and not claim.id.startswith(ADDED):
        return ()
    return tuple(
        Omission(
            at.turn,
            claim.original or claim.text,
            REMOVED_BY_WORKER,
            at.start_char,
            at.end_char,
            claim.of_weight,
            section.id,
        )
        for at in claim.evidence
    )


def quotation(document: Document, omission: Omission, turn: Turn | None, said_by: str) -> Claim:
    """Something that was left out, as a claim in its own words. `turn` gives it its times in seconds.

    What was taken out is listed in the words of the draft: what is quoted is what was said, but never a code that the
    draft kept out.
    """
    if omission.why == YOURS:
        return _own(document, omission, turn)
    drafted = omission.why == REMOVED_BY_WORKER
    as_said = drafted and turn and CODE_LEFT_OUT not in omission.text
    words = tidy(turn.text[omission.start_char : omission.end_char] if turn and as_said else omission.text)
    end = omission.end_char or len(omission.text)
    start_time, end_time = (turn.start, turn.end) if turn else (0.0, 0.0)
    return Claim(
        id=free_id(document),
        text=_in_marks(words, said_by) if turn or not drafted else words,
        kind=Kind.QUOTED,
        evidence=(Evidence(omission.turn, omission.start_char, end, start_time, end_time),),
        written_by=WrittenBy.QUOTATION,
        of_weight=omission.of_weight,
    )


def _own(document: Document, omission: Omission, turn: Turn | None) -> Claim:
    """The worker's own statement again, in their words: nobody said it so, so it stands in no quotation marks."""
    evidence = (Evidence(turn.id, 0, len(turn.text), turn.start, turn.end),) if turn else ()
    return Claim(
        id=free_id(document),
        text=tidy(omission.text),
        kind=Kind.REPORTED,
        evidence=evidence,
        written_by=WrittenBy.WORKER,
        of_weight=omission.of_weight,
    )


def _in_marks(words: str, said_by: str) -> str:
    return f"{tidy(said_by)} said: \u201c{words}\u201d" if said_by.strip() else f"\u201c{words}\u201d"


def free_id(document: Document) -> ClaimId:
    """An id that no statement and no action of the document has."""
    taken = {claim.id for section in document.sections for claim in section.claims}
    taken |= {action.id for action in document.actions}
    return ClaimId(next(f"{ADDED}{n}" for n in range(1, len(taken) + 2) if f"{ADDED}{n}" not in taken))
