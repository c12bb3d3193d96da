"""Which sound and which drafts have had their time, from the settings and what is known of each visit; nothing is done.

Sound is kept until its words and its note are done with: it goes so many days after the note was filed, or, where it
never was, after the note was approved. Never sound that is no transcript yet, or whose note is not approved; never
anything that is held.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scribe.lifecycle import ON_RECORD
from scribe.settings import Settings
from scribe.vault_keeping import Kept
from scribe.visit import (
    EASY_READ,
    Approval,
    Document,
    DocumentStage,
    Filed,
    Recording,
    Visit,
    VisitId,
    VisitStage,
)
from scribe.ways_out import asks_for_two

RECEIPT = timedelta(days=30)
"""For how long a visit is left as it was handed over, so that the taker's receipt can still be matched with it."""
_NEAR = 1.0
"""Seconds of sound that the transcript may be shorter by."""


@dataclass(frozen=True)
class Written:
    """A document, the approval that holds, where it was filed, whether a file of it may be out, and whether a second
    person has approved it too.
    """

    document: Document
    approval: Approval | None
    filed: Filed | None
    may_be_out: bool
    approved_too: bool = False


@dataclass(frozen=True)
class Standing:
    """What is known of one visit: all that its keeping rests on. Documents are in the order of their adding."""

    visit: Visit
    recordings: tuple[Recording, ...]
    said_seconds: float
    """How many seconds of sound the transcript is of; 0 where there is none."""
    written: tuple[Written, ...]
    receipt_awaited_since: datetime | None = None
    """When it was put into a file for another worker, where nobody knows yet whether they have it."""


@dataclass(frozen=True)
class Due:
    """Something that may go from `at` (UTC) on."""

    kind: Kept
    thing: str
    visit: VisitId
    at: datetime


@dataclass(frozen=True)
class _Settled:
    """The note with which the visit was done, at which place among its documents, and since when it is."""

    place: int
    filed: bool
    at: datetime


def due(standing: Standing, settings: Settings) -> tuple[Due, ...]:
    """What of a visit may go, and from when on; nothing where a number of days is 0, or while the visit is held."""
    visit = standing.visit
    if visit.held or visit.record_of or visit.practice or visit.template == EASY_READ:
        return ()
    settled = _settled(standing, settings)
    if settled is None:
        return ()
    found = (*_sound(standing, settled, settings), *_drafts(standing, settled, settings))
    awaited = standing.receipt_awaited_since
    return tuple(replace(each, at=max(each.at, awaited + RECEIPT)) for each in found) if awaited else found


def _sound(standing: Standing, settled: _Settled, settings: Settings) -> Iterator[Due]:
    days = settings.audio_days_after_filed if settled.filed else settings.audio_days_unfiled
    if days and _is_words(standing) and not _goes_on(standing, settled):
        visit = standing.visit.id
        yield Due(Kept.SOUND, visit, visit, settled.at + timedelta(days=days))


def _drafts(standing: Standing, settled: _Settled, settings: Settings) -> Iterator[Due]:
    """Documents that nobody approved, in a visit that another note of it has settled. The days begin with that."""
    if not settings.draft_days:
        return
    for place, one in enumerate(standing.written):
        document = one.document
        never = document.stage in (DocumentStage.DRAFTED, DocumentStage.IN_REVIEW) and document.version == 1
        if place < settled.place and never and not one.may_be_out and not document.is_urgent:
            since = max(settled.at, document.created_at)
            yield Due(Kept.DRAFT, document.id, standing.visit.id, since + timedelta(days=settings.draft_days))


def _settled(standing: Standing, settings: Settings) -> _Settled | None:
    """The visit's newest note, where it is on record; a newer draft means that the work goes on. So does a second
    approval that IT asks for: who gives it may have to listen.
    """
    notes = [(place, one) for place, one in enumerate(standing.written) if one.document.is_note]
    if not notes:
        return None
    place, newest = notes[-1]
    if newest.document.stage not in ON_RECORD or newest.approval is None:
        return None
    waits = newest.document.stage is DocumentStage.APPROVED and not newest.approved_too
    if waits and asks_for_two(settings, newest.document):
        return None
    if newest.document.stage is DocumentStage.FILED and newest.filed is not None:
        return _Settled(place, True, newest.filed.at)
    return _Settled(place, False, newest.approval.at)


def _goes_on(standing: Standing, settled: _Settled) -> bool:
    """Whether something else that is made with the sound at hand is not done: begun since the note, or reopened."""
    return any(
        one.document.stage not in ON_RECORD
        and not one.document.is_easy_read
        and (place > settled.place or one.document.stage is DocumentStage.REOPENED)
        for place, one in enumerate(standing.written)
    )


def _is_words(standing: Standing) -> bool:
    """Whether there is sound, and every second of it is in the transcript."""
    sounding = [each for each in standing.recordings if each.seconds > 0]
    left = any(each.erased_at is None for each in sounding)
    if standing.visit.stage is not VisitStage.TRANSCRIBED or not left:
        return False
    finished = all(each.finished for each in standing.recordings)
    return finished and standing.said_seconds >= sum(each.seconds for each in sounding) - _NEAR
