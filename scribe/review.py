"""What a worker can do to a draft while reading it, as pure functions, and what still stands in the way of approval."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from scribe.document_text import can_be_seen, tidy, tidy_lines
from scribe.errors import FairnoteError, MoveNotAllowed, NotFound, NotReadyToApprove
from scribe.records import utc_now
from scribe.review_parts import (
    any_claim,
    quotation,
    refuse_easy_read,
    section_of,
    section_with,
    taken_out,
    with_action,
    with_claim,
    with_omissions,
    with_section,
)
from scribe.visit import (
    Action,
    Claim,
    ClaimId,
    Document,
    Omission,
    Section,
    SectionId,
    Settled,
    Turn,
    WrittenBy,
)

OWN_WORDS = "your own words: not in what was said"
"""How a claim is marked of whose edit the evidence does not hold everything."""


HAS_ITS_PLACE = "The lines of a transcript are in the order of the visit. Nothing was moved."
TAKEN_OUT = "This statement was taken out. Nothing was moved. Put it back first."


class NothingWritten(FairnoteError):
    """A reason or a text is needed and there was none."""

    sentence = "Nothing was written, so nothing was changed. Write a few words, or choose something else."


@dataclass(frozen=True)
class OwnWords:
    """What of a worker's edit its evidence does not hold, each as it is shown, and whether nothing of it was said."""

    words: tuple[str, ...] = ()
    nothing_said: bool = False


@dataclass(frozen=True)
class Obstacle:
    """One thing that has to be done before approval, and where it is."""

    sentence: str
    section: SectionId | None = None
    claim: ClaimId | None = None


# --- sections
def confirm_section(document: Document, section_id: SectionId, *, at: datetime | None = None) -> Document:
    """The worker has read this section. Raises `NotReadyToApprove` while a flag in it is open."""
    section = section_of(document, section_id)
    if any(claim.open_flag for claim in section.claims):
        raise NotReadyToApprove("Settle each flag in this section first, then confirm it.")
    return with_section(document, replace(section, confirmed_at=at or utc_now()))


def unconfirm_section(document: Document, section_id: SectionId) -> Document:
    """The worker wants to read it again."""
    return with_section(document, replace(section_of(document, section_id), confirmed_at=None))


def confirm_empty(document: Document, *, at: datetime | None = None) -> Document:
    """The worker has seen that nothing was said under these headings: all of them are confirmed together.

    Not where a person has to write, where something was taken out, nor where something was said that is not in the
    note: those are read one by one.
    """
    now = at or utc_now()
    sections = tuple(
        replace(section, confirmed_at=now) if section.confirmed_at is None and _is_empty(document, section) else section
        for section in document.sections
    )
    return replace(document, sections=sections)


def _is_empty(document: Document, section: Section) -> bool:
    by_a_person = section.prompt or section.required or section.written
    return not (by_a_person or section.claims or omissions_of(document, section.id))


def write_section(document: Document, section_id: SectionId, text: str) -> Document:
    """Set what the worker has written under a heading; '' takes it out. Raises `NothingWritten` if it can't be seen."""
    refuse_easy_read(document)
    words = tidy_lines(text)
    if words and not can_be_seen(words):
        raise NothingWritten
    return with_section(document, replace(section_of(document, section_id), written=words))


# --- claims
def accept_claim(document: Document, claim_id: ClaimId, reason: str, *, at: datetime | None = None) -> Document:
    """Keep a flagged claim as it is, for a reason. Raises `NothingWritten` without one."""
    settled = Settled("accepted", _written(reason), at or utc_now())
    return with_claim(document, claim_id, lambda claim: replace(claim, settled=settled if claim.flagged else None))


def edit_claim(
    document: Document,
    claim_id: ClaimId,
    text: str,
    *,
    compare: Callable[[Claim], OwnWords] = lambda _: OwnWords(),
    at: datetime | None = None,
) -> Document:
    """Put the worker's words in place of a claim's. What the draft said, and its evidence, are kept.

    `compare` says what of them the evidence does not hold: that is marked, and stops nothing.
    """
    words = _written(text)
    refuse_easy_read(document)
    settled = Settled("edited", "", at or utc_now())

    def edited(claim: Claim) -> Claim:
        if words == claim.text:
            return claim
        made = replace(
            claim,
            text=words,
            original=claim.original or claim.text,
            written_by=WrittenBy.WORKER,
            settled=settled if claim.flagged else None,
        )
        own = compare(made)
        return replace(made, own_words=own.words, link_cut=own.nothing_said)

    return with_claim(document, claim_id, edited)


def use_rules_wording(document: Document, claim_id: ClaimId) -> Document:
    """Put what the rules wrote in the place of a model's wording, also after an edit of it; else nothing changes."""

    def by_rules(claim: Claim) -> Claim:
        if not claim.by_rules or claim.text == claim.by_rules:
            return claim
        # Both wordings had passed every check, so the checks stand; a flag is open again.
        rules = WrittenBy.RULES
        own = replace(claim, by_rules="", original="", settled=None, own_words=(), link_cut=False)
        return replace(own, text=claim.by_rules, written_by=rules)

    return with_claim(document, claim_id, by_rules)


def remove_claim(document: Document, claim_id: ClaimId, *, at: datetime | None = None) -> Document:
    """Take a claim out. One of weight, or that was added, is listed with what is not in the note: it is never silently
    gone.
    """
    refuse_easy_read(document)
    claim = any_claim(document, claim_id)
    if claim.removed:
        return document
    settled = Settled("removed", "", at or utc_now())
    listed = taken_out(claim, section_with(document, claim_id))
    shorter = with_claim(document, claim_id, lambda one: replace(one, removed=True, settled=settled))
    return with_omissions(shorter, (*shorter.omissions, *listed))


def restore_claim(document: Document, claim_id: ClaimId) -> Document:
    """Put a removed claim back. If it was flagged, its flag is open again."""
    refuse_easy_read(document)
    claim = any_claim(document, claim_id)
    if not claim.removed:
        return document
    section = section_with(document, claim_id)
    # Where it would have gone was not kept in every version.
    listed = [*taken_out(claim, section), *(replace(one, section=None) for one in taken_out(claim, section))]
    longer = with_claim(document, claim_id, lambda one: replace(one, removed=False, settled=None))
    return with_omissions(longer, tuple(one for one in longer.omissions if one not in listed))


def move_claim(document: Document, claim_id: ClaimId, section_id: SectionId) -> Document:
    """Put a claim under another heading, in the order of the talk. It keeps its id, its evidence and its flag.

    What corrects it, and stood under the same heading, goes with it: nobody may read the one without the other. Both
    sections have to be confirmed again. Raises `NotFound`, and `MoveNotAllowed` for what was taken out and for the
    lines of a transcript.
    """
    refuse_easy_read(document)
    claim, old, new = any_claim(document, claim_id), section_with(document, claim_id), section_of(document, section_id)
    if document.is_transcript or claim.removed:
        raise MoveNotAllowed(HAS_ITS_PLACE if document.is_transcript else TAKEN_OUT)
    if old.id == new.id:
        return document
    group = [claim, *(one for one in old.claims if one.id in claim.corrected_by)]
    moved = tuple(_moved(one, old.id, new.id) for one in group)
    left = tuple(one for one in old.claims if one not in group)
    changed = {
        old.id: replace(old, claims=left, confirmed_at=None),
        new.id: replace(new, claims=_in_order(new.claims, moved), confirmed_at=None),
    }
    return replace(document, sections=tuple(changed.get(one.id, one) for one in document.sections))


def _moved(claim: Claim, old: SectionId, new: SectionId) -> Claim:
    drafted_in = claim.moved_from or old
    return replace(claim, moved_from=None if drafted_in == new else drafted_in)


def _in_order(claims: tuple[Claim, ...], more: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with one more and what corrects it: after the last of those that were said no later, and never between
    a claim and what corrects it.
    """
    at = max((n for n, each in enumerate(claims, start=1) if _said_at(each) <= _said_at(more[0])), default=0)
    corrections = {by for each in claims for by in each.corrected_by}
    while at < len(claims) and claims[at].id in corrections:
        at += 1
    return (*claims[:at], *more, *claims[at:])


def _said_at(claim: Claim) -> float:
    return min((each.start for each in claim.evidence), default=math.inf)


def omissions_of(document: Document, section_id: SectionId | None) -> tuple[tuple[int, Omission], ...]:
    """What was said, is not in the note, and would have gone into this section, each with its index for `add_omission`.

    None: what would have gone nowhere.
    """
    return tuple((at, each) for at, each in enumerate(document.omissions) if each.section == section_id)


def add_omission(
    document: Document, index: int, section_id: SectionId, *, turn: Turn | None = None, said_by: str = ""
) -> Document:
    """Quote something that was left out, at the end of a section.

    `turn` gives the quotation its times in seconds; `said_by` is the speaker's name. Raises `NotFound`.
    """
    refuse_easy_read(document)
    if not 0 <= index < len(document.omissions):
        raise NotFound
    omission, section = document.omissions[index], section_of(document, section_id)
    longer = replace(section, claims=(*section.claims, quotation(document, omission, turn, said_by)))
    left = document.omissions[:index] + document.omissions[index + 1 :]
    return with_omissions(with_section(document, longer), left)


# --- actions and what was left out
def edit_action(
    document: Document, action_id: ClaimId, text: str, *, owner: str | None = None, by: str | None = None
) -> Document:
    """Change what is to be done and, where given, by whom and by when."""
    words = _written(text)

    def edited(action: Action) -> Action:
        new_owner = action.owner if owner is None else owner
        made = replace(action, text=words, owner=new_owner, by=action.by if by is None else tidy(by))
        return action if made == action else replace(made, edited=True)

    return with_action(document, action_id, edited)


def remove_action(document: Document, action_id: ClaimId) -> Document:
    """Take an action out."""
    return with_action(document, action_id, lambda action: replace(action, removed=True))


def restore_action(document: Document, action_id: ClaimId) -> Document:
    """Put a removed action back."""
    return with_action(document, action_id, lambda action: replace(action, removed=False))


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
        left = "in the source and not in the Easy Read" if document.is_easy_read else "said and is not in the note"
        found.append(Obstacle(f"Look at what {'is' if document.is_easy_read else 'was'} {left}."))
    if document.is_easy_read and not any(section.shown for section in document.sections):
        found.append(Obstacle("This Easy Read has no lines. Put a line back, or write one."))
    return tuple(found)


def _section_obstacles(section: Section) -> list[Obstacle]:
    heading = tidy(section.heading)
    found = [
        Obstacle(f"Settle what is to be checked in '{heading}'.", section.id, claim.id)
        for claim in section.claims
        if claim.open_flag
    ]
    if section.required and not can_be_seen(section.written):
        found.append(Obstacle(f"Write under '{heading}': only you can say this, and it has to be said.", section.id))
    if section.confirmed_at is None:
        found.append(Obstacle(f"Read and confirm '{heading}'.", section.id))
    return found


# --- what the worker writes
def _written(text: str) -> str:
    words = tidy(text)
    if not can_be_seen(words):
        raise NothingWritten
    return words
