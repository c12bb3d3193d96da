"""One change of a review as it is kept, with what is needed to take it back and to make it again. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from easyread.sheet import Choices
from scribe.edit_log import EditState
from scribe.visit import Action, Claim, ClaimId, Document, DocumentId, EasyLine, EasyPart, Omission, Section, SectionId


@dataclass(frozen=True)
class SectionThen:
    """A section as it was: itself without its claims, and the ids of those in their order."""

    section: Section
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True)
class Side:
    """A document on one side of a change, as far as the other side differs. None: they are the same there."""

    sections: tuple[SectionThen, ...] = ()
    claims: tuple[Claim, ...] = ()
    actions: tuple[Action, ...] | None = None
    omissions: tuple[Omission, ...] | None = None
    actions_confirmed_at: datetime | None = None
    omissions_seen_at: datetime | None = None
    order: tuple[SectionId, ...] | None = None
    """The sections in their order, where a change made one, or took one away: only that of an Easy Read can."""
    easy: EasySide | None = None


@dataclass(frozen=True)
class EasySide:
    """What of an Easy Read a change can change besides its sections and claims; its source never is."""

    lines: tuple[EasyLine, ...]
    choices: Choices
    checked_by: str


@dataclass(frozen=True)
class ReviewStep:
    """One change of a document at one version, from `before` to `after`."""

    document: DocumentId
    version: int
    at: datetime
    before: Side
    after: Side


@dataclass(frozen=True)
class KeptStep:
    """A step as it is kept: its number grows with each, in all documents together."""

    number: int
    state: EditState
    step: ReviewStep


def step_between(before: Document, after: Document, version: int, at: datetime) -> ReviewStep | None:
    """The step from one to the other, or None where nothing differs that a review can change."""
    one, other = _side(before, after), _side(after, before)
    return None if one == other else ReviewStep(before.id, version, at, one, other)


def with_side(document: Document, side: Side) -> Document:
    """The document with what a side of a step says; a claim that isn't there any more is passed over.

    A flag that came since is still open, so its section has to be read again.
    """
    known = {claim.id: claim for claim in _claims(document.sections)} | {claim.id: claim for claim in side.claims}
    then = {each.section.id: _section_then(each, known) for each in side.sections}
    sections = (then.get(section.id, section) for section in document.sections)
    if side.order is not None:
        there = {section.id: section for section in document.sections} | then
        sections = (there[each] for each in side.order)
    return replace(
        document,
        sections=tuple(_unread_where_open(section) for section in sections),
        actions=document.actions if side.actions is None else side.actions,
        omissions=document.omissions if side.omissions is None else side.omissions,
        actions_confirmed_at=side.actions_confirmed_at,
        omissions_seen_at=side.omissions_seen_at,
        easy=_easy_then(document.easy, side.easy),
    )


def _easy_then(easy: EasyPart | None, then: EasySide | None) -> EasyPart | None:
    if easy is None or then is None:
        return easy
    return replace(easy, lines=then.lines, choices=then.choices, checked_by=then.checked_by)


def _side(this: Document, other: Document) -> Side:
    there = {section.id: section for section in other.sections}
    claims = {claim.id: claim for claim in _claims(other.sections)}
    return Side(
        sections=tuple(
            SectionThen(replace(section, claims=()), tuple(claim.id for claim in section.claims))
            for section in this.sections
            if section != there.get(section.id)
        ),
        claims=tuple(claim for claim in _claims(this.sections) if claim != claims.get(claim.id)),
        actions=None if this.actions == other.actions else this.actions,
        omissions=None if this.omissions == other.omissions else this.omissions,
        actions_confirmed_at=this.actions_confirmed_at,
        omissions_seen_at=this.omissions_seen_at,
        order=None if _ids(this) == _ids(other) else _ids(this),
        easy=None if this.easy == other.easy else _easy_side(this.easy),
    )


def _ids(document: Document) -> tuple[SectionId, ...]:
    return tuple(section.id for section in document.sections)


def _easy_side(easy: EasyPart | None) -> EasySide | None:
    return None if easy is None else EasySide(easy.lines, easy.choices, easy.checked_by)


def _section_then(then: SectionThen, known: dict[ClaimId, Claim]) -> Section:
    return replace(then.section, claims=tuple(known[each] for each in then.claims if each in known))


def _unread_where_open(section: Section) -> Section:
    return replace(section, confirmed_at=None) if any(claim.open_flag for claim in section.claims) else section


def _claims(sections: Iterable[Section]) -> list[Claim]:
    return [claim for section in sections for claim in section.claims]
