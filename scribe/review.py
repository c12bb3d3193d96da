"""What a worker can do to a draft while reading it, as pure functions, and what still stands in the way of approval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from scribe.document_text import can_be_seen, section_text, tidy, tidy_lines
from scribe.errors import FairnoteError, NotFound, NotReadyToApprove
from scribe.records import utc_now
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
    Settled,
    Turn,
    WrittenBy,
)

REMOVED_BY_WORKER = "removed by the worker"


class NothingWritten(FairnoteError):
    """A reason or a text is needed and there was none."""

    sentence = "Nothing was written, so nothing was changed. Write a few words, or choose something else."


@dataclass(frozen=True)
class Obstacle:
    """One thing that has to be done before approval, and where it is."""

    sentence: str
    section: SectionId | None = None
    claim: ClaimId | None = None


# --- sections
def confirm_section(document: Document, section_id: SectionId, *, at: datetime | None = None) -> Document:
    """The worker has read this section. Raises `NotReadyToApprove` while a flag in it is open."""
    section = _section(document, section_id)
    if any(claim.open_flag for claim in section.claims):
        raise NotReadyToApprove("Settle each flag in this section first, then confirm it.")
    return _with_section(document, replace(section, confirmed_at=at or utc_now()))


def unconfirm_section(document: Document, section_id: SectionId) -> Document:
    """The worker wants to read it again."""
    return _with_section(document, replace(_section(document, section_id), confirmed_at=None))


def write_section(document: Document, section_id: SectionId, text: str) -> Document:
    """Set what the worker has written under a heading; '' takes it out. Raises `NothingWritten` if it can't be seen."""
    words = tidy_lines(text)
    if words and not can_be_seen(words):
        raise NothingWritten
    return _with_section(document, replace(_section(document, section_id), written=words))


# --- claims
def accept_claim(document: Document, claim_id: ClaimId, reason: str, *, at: datetime | None = None) -> Document:
    """Keep a flagged claim as it is, for a reason. Raises `NothingWritten` without one."""
    settled = Settled("accepted", _written(reason), at or utc_now())
    return _with_claim(document, claim_id, lambda claim: replace(claim, settled=settled if claim.flagged else None))


def edit_claim(document: Document, claim_id: ClaimId, text: str, *, at: datetime | None = None) -> Document:
    """Put the worker's words in place of a claim's. What the draft said, and its evidence, are kept."""
    words = _written(text)
    settled = Settled("edited", "", at or utc_now())

    def edited(claim: Claim) -> Claim:
        if words == claim.text:
            return claim
        return replace(
            claim,
            text=words,
            original=claim.original or claim.text,
            written_by=WrittenBy.WORKER,
            settled=settled if claim.flagged else None,
        )

    return _with_claim(document, claim_id, edited)


def use_rules_wording(document: Document, claim_id: ClaimId) -> Document:
    """Put what the rules wrote in the place of a model's wording, also after an edit of it; else nothing changes."""

    def by_rules(claim: Claim) -> Claim:
        if not claim.by_rules or claim.text == claim.by_rules:
            return claim
        # Both wordings had passed every check, so the checks stand; a flag is open again.
        rules = WrittenBy.RULES
        return replace(claim, text=claim.by_rules, by_rules="", original="", written_by=rules, settled=None)

    return _with_claim(document, claim_id, by_rules)


def remove_claim(document: Document, claim_id: ClaimId, *, at: datetime | None = None) -> Document:
    """Take a claim out. One of weight is listed with what is not in the note, so that it is never silently gone."""
    claim = _claim(document, claim_id)
    if claim.removed:
        return document
    settled = Settled("removed", "", at or utc_now())
    shorter = _with_claim(document, claim_id, lambda one: replace(one, removed=True, settled=settled))
    return _with_omissions(shorter, (*shorter.omissions, *_omissions_of(claim)))


def restore_claim(document: Document, claim_id: ClaimId) -> Document:
    """Put a removed claim back. If it was flagged, its flag is open again."""
    claim = _claim(document, claim_id)
    if not claim.removed:
        return document
    listed = _omissions_of(claim)
    longer = _with_claim(document, claim_id, lambda one: replace(one, removed=False, settled=None))
    return _with_omissions(longer, tuple(one for one in longer.omissions if one not in listed))


def add_omission(
    document: Document, index: int, section_id: SectionId, *, turn: Turn | None = None, said_by: str = ""
) -> Document:
    """Quote something that was left out, at the end of a section.

    `turn` gives the quotation its times in seconds; `said_by` is the speaker's name. Raises `NotFound`.
    """
    if not 0 <= index < len(document.omissions):
        raise NotFound
    omission, section = document.omissions[index], _section(document, section_id)
    longer = replace(section, claims=(*section.claims, _quotation(document, omission, turn, said_by)))
    left = document.omissions[:index] + document.omissions[index + 1 :]
    return _with_omissions(_with_section(document, longer), left)


# --- actions and what was left out
def edit_action(
    document: Document, action_id: ClaimId, text: str, *, owner: str | None = None, by: str | None = None
) -> Document:
    """Change what is to be done and, where given, by whom and by when."""
    words = _written(text)

    def edited(action: Action) -> Action:
        new_owner = action.owner if owner is None else owner
        return replace(action, text=words, owner=new_owner, by=action.by if by is None else tidy(by))

    return _with_action(document, action_id, edited)


def remove_action(document: Document, action_id: ClaimId) -> Document:
    """Take an action out."""
    return _with_action(document, action_id, lambda action: replace(action, removed=True))


def restore_action(document: Document, action_id: ClaimId) -> Document:
    """Put a removed action back."""
    return _with_action(document, action_id, lambda action: replace(action, removed=False))


def confirm_actions(document: Document, *, at: datetime | None = None) -> Document:
    """The worker has read the actions."""
    return replace(document, actions_confirmed_at=at or utc_now())


def see_omissions(document: Document, *, at: datetime | None = None) -> Document:
    """The worker has looked at what is not in the note."""
    return replace(document, omissions_seen_at=at or utc_now())


# --- what stands in the way
def obstacles(document: Document) -> tuple[Obstacle, ...]:
    """Everything that still has to be done, in the order of the document. Empty: it may be approved."""
    found = [one for section in document.sections for one in _section_obstacles(section)]
    if document.actions and document.actions_confirmed_at is None:
        found.append(Obstacle("Read the actions and confirm them."))
    if document.omissions and document.omissions_seen_at is None:
        found.append(Obstacle("Look at what was said and is not in the note."))
    return tuple(found)


def _section_obstacles(section: Section) -> list[Obstacle]:
    heading = tidy(section.heading)
    found = [
        Obstacle(f"Settle a flag in '{heading}'.", section.id, claim.id) for claim in section.claims if claim.open_flag
    ]
    if section.confirmed_at is None:
        found.append(Obstacle(f"Read and confirm '{heading}'.", section.id))
    return found


# --- finding and changing one thing
def _written(text: str) -> str:
    words = tidy(text)
    if not can_be_seen(words):
        raise NothingWritten
    return words


def _section(document: Document, section_id: SectionId) -> Section:
    for section in document.sections:
        if section.id == section_id:
            return section
    raise NotFound


def _claim(document: Document, claim_id: ClaimId) -> Claim:
    return next(claim for claim in _section_of(document, claim_id).claims if claim.id == claim_id)


def _section_of(document: Document, claim_id: ClaimId) -> Section:
    for section in document.sections:
        if any(claim.id == claim_id for claim in section.claims):
            return section
    raise NotFound


def _with_section(document: Document, section: Section) -> Document:
    """Put a section in place. If its text, or an open flag in it, changed, it has to be confirmed again."""
    sections = tuple(section if one.id == section.id else one for one in document.sections)
    changed = replace(document, sections=sections)
    same_text = section_text(changed, section.id) == section_text(document, section.id)
    if same_text and not any(claim.open_flag for claim in section.claims):
        return changed
    unread = tuple(replace(one, confirmed_at=None) if one.id == section.id else one for one in sections)
    return replace(document, sections=unread)


def _with_claim(document: Document, claim_id: ClaimId, change: Callable[[Claim], Claim]) -> Document:
    section = _section_of(document, claim_id)
    claims = tuple(change(claim) if claim.id == claim_id else claim for claim in section.claims)
    return _with_section(document, replace(section, claims=claims))


def _with_action(document: Document, action_id: ClaimId, change: Callable[[Action], Action]) -> Document:
    if all(action.id != action_id for action in document.actions):
        raise NotFound
    actions = tuple(change(action) if action.id == action_id else action for action in document.actions)
    if actions == document.actions:
        return document
    return replace(document, actions=actions, actions_confirmed_at=None)


def _with_omissions(document: Document, omissions: tuple[Omission, ...]) -> Document:
    """A list that grew has to be looked at again."""
    grew = any(one not in document.omissions for one in omissions)
    seen = None if grew else document.omissions_seen_at
    return replace(document, omissions=omissions, omissions_seen_at=seen)


def _omissions_of(claim: Claim) -> tuple[Omission, ...]:
    """How a removed claim of weight is listed: once for each piece of its evidence."""
    if not claim.of_weight:
        return ()
    return tuple(
        Omission(at.turn, claim.original or claim.text, REMOVED_BY_WORKER, at.start_char, at.end_char, claim.of_weight)
        for at in claim.evidence
    )


def _quotation(document: Document, omission: Omission, turn: Turn | None, said_by: str) -> Claim:
    words = tidy(omission.text)
    end = omission.end_char or len(omission.text)
    start_time, end_time = (turn.start, turn.end) if turn else (0.0, 0.0)
    return Claim(
        id=_free_id(document),
        text=f"{tidy(said_by)} said: \u201c{words}\u201d" if said_by.strip() else f"\u201c{words}\u201d",
        kind=Kind.QUOTED,
        evidence=(Evidence(omission.turn, omission.start_char, end, start_time, end_time),),
        written_by=WrittenBy.QUOTATION,
        of_weight=omission.of_weight,
    )


def _free_id(document: Document) -> ClaimId:
    taken = {claim.id for section in document.sections for claim in section.claims}
    taken |= {action.id for action in document.actions}
    return ClaimId(next(f"w{n}" for n in range(1, len(taken) + 2) if f"w{n}" not in taken))
