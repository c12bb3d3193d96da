"""Erases what has had its time, once it was told: planned first, done days later, and only while the clock is believed.

So a wrong clock can never erase much at once: whatever is due is first shown to the worker with its date, for a week
of time that is believed to have passed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import inf

from scribe import lifecycle, passed_time
from scribe.audio_recovery import UNREADABLE
from scribe.erasing_parts import clear_files, erase_draft, erase_sound, finish
from scribe.errors import DataDamaged, FairnoteError
from scribe.passed_time import Clock, Doubt, system_clock
from scribe.retention import Due, Standing, Written, due
from scribe.settings import Settings
from scribe.vault import Vault, VisitErased
from scribe.vault_keeping import Kept, Plan
from scribe.visit import Document, DocumentId, Recording, VisitId
from scribe.visit_audio import sound_damage, sound_of

log = logging.getLogger(__name__)

NOTICE = timedelta(days=7)
"""How long before it is done the worker is told of it."""
LOOKED_IN = timedelta(days=1)
"""How much time one look stands for: of what passed without any, nobody was told anything."""
_END_OF_TIME = datetime(9000, 1, 1, tzinfo=UTC)
"""By when all that can ever be due is."""


@dataclass(frozen=True)
class Planned:
    """Something that will be erased: what, of which visit, and from when on (UTC)."""

    kind: Kept
    visit: VisitId
    reference: str
    due_at: datetime


@dataclass(frozen=True)
class Outlook:
    """What a look found. `erased`: what was erased just now, one for each. With a `doubt` nothing was."""

    planned: tuple[Planned, ...] = ()
    erased: tuple[Kept, ...] = ()
    doubt: Doubt | None = None


def look_after(vault: Vault, settings: Settings, clock: Clock = system_clock) -> Outlook:
    """Plan what is due, erase what was planned and told long enough ago, and say what is to come.

    One that can't be erased now is tried again at the next look. A vault that can only be read is left alone.
    """
    if vault.read_only:
        return Outlook()
    clear_files(vault)
    with vault.transaction():
        before, now = vault.last_seen(), passed_time.look(vault, clock)
        if before is not None and isinstance(now, datetime):
            _put_off(vault, now - before.wall - LOOKED_IN)
    if isinstance(now, Doubt):
        return Outlook(_to_come(vault), doubt=now)
    _plan(vault, tuple(_all_due(vault, settings, now)), now, settings)
    ready = [plan for plan in vault.plans() if plan.due_at <= now]
    erased = tuple(plan.kind for plan in ready if _erased(vault, plan, settings, now))
    return Outlook(_to_come(vault), erased)


def confirm_date(vault: Vault, settings: Settings, says: datetime, clock: Clock = system_clock) -> Outlook:
    """A person says that the date they were shown is right: everything is planned and told anew.

    Raises `MoveNotAllowed` where the clock says something else by now.
    """
    passed_time.confirm(vault, says, clock)
    return look_after(vault, settings, clock)


def sound_is_done_with(vault: Vault, visit_id: VisitId) -> bool:
    """Whether a visit's sound could go, as far as the work with it goes: a note is filed, and no days are counted."""
    at_once = replace(Settings(), audio_days_after_filed=1, audio_days_unfiled=0, draft_days=0)
    found = _visit_due(vault, visit_id, at_once, _END_OF_TIME, read_words=True)
    return any(each.kind is Kept.SOUND for each in found)


# --- what is due
def _all_due(vault: Vault, settings: Settings, now: datetime) -> Iterator[Due]:
    """Over all visits; one that can't be read is passed over, and nothing of it is erased."""
    for visit_id, at in vault.erased_visits():
        yield from _hidden_due(vault, visit_id, at + timedelta(days=settings.restore_days))
    planned = {plan.visit for plan in vault.plans() if plan.kind is Kept.SOUND}
    for visit_id in vault.visits_to_look_at(drafts=settings.draft_days > 0):
        try:
            yield from _visit_due(vault, visit_id, settings, now, read_words=visit_id not in planned)
        except FairnoteError as error:
            log.warning("a visit's time could not be reckoned: %s", type(error).__name__)


def _hidden_due(vault: Vault, visit_id: VisitId, until: datetime) -> Iterator[Due]:
    try:
        if not vault.visit(visit_id).held:
            yield Due(Kept.VISIT, visit_id, visit_id, until)
    except VisitErased:
        return  # it is done
    except FairnoteError as error:
        log.warning("an erased visit could not be read: %s", type(error).__name__)


def _visit_due(
    vault: Vault, visit_id: VisitId, settings: Settings, now: datetime, *, read_words: bool
) -> tuple[Due, ...]:
    """A transcript takes long to open: whether all sound is words, and can be read, is looked at where sound would be
    due, once when it is planned and once before it goes.
    """
    with vault.reading():
        standing = _standing(vault, visit_id)
        found = due(standing, settings)
        if read_words and any(each.kind is Kept.SOUND and each.at <= now + NOTICE for each in found):
            said = vault.transcript(visit_id)
            found = due(replace(standing, said_seconds=said.seconds if said else 0.0), settings)
            if any(each.kind is Kept.SOUND for each in found) and _perhaps_unheard(vault, standing):
                found = tuple(each for each in found if each.kind is not Kept.SOUND)
    return found


def _perhaps_unheard(vault: Vault, standing: Standing) -> bool:
    """Whether sound that is kept can't be read, or all of it, now or when it was kept.

    What is damaged is silence to the recogniser, so the transcript looks whole; a backup may still bring it back.
    """
    kept = [each for each in standing.recordings if each.erased_at is None]
    if any(each.remark == UNREADABLE for each in kept):
        return True
    try:
        return bool(sound_damage(vault, standing.visit.id)) or any(_is_damaged(vault, each) for each in kept)
    except DataDamaged:
        return True


def _is_damaged(vault: Vault, recording: Recording) -> bool:
    """Not where it only ended in the middle, as a recording that was cut off does."""
    return recording.seconds > 0 and sound_of(vault, recording).state.damaged_at is not None


def _standing(vault: Vault, visit_id: VisitId) -> Standing:
    written = tuple(_written(vault, document) for document in vault.documents(visit_id))
    awaited = vault.receipt_awaited_since(visit_id)
    return Standing(vault.visit(visit_id), vault.recordings(visit_id), inf, written, awaited)


def _written(vault: Vault, document: Document) -> Written:
    approval, may_be_out = vault.approval(document.id), vault.may_be_out(document.id)
    approved_too = approval is not None and vault.second_approval(approval) is not None
    return Written(document, approval, vault.filed(document.id), may_be_out, approved_too)


# --- what is planned
def _put_off(vault: Vault, unseen: timedelta) -> None:
    """Time without a look is no notice: a leave, or a clock that jumped by less than is doubted. Whoever looks once a
    week is told for seven looks.
    """
    if unseen > timedelta(0):
        for plan in vault.plans():
            vault.write_plan(replace(plan, due_at=plan.due_at + unseen))


def _plan(vault: Vault, found: tuple[Due, ...], now: datetime, settings: Settings) -> None:
    """Plans follow what is due: new ones are told from now on, those that are due no more or later are put right."""
    known = {(plan.kind, plan.thing): plan for plan in vault.plans()}
    # An erased visit's days begin when they are planned, so that is at once.
    soon = {(each.kind, each.thing): each for each in found if each.kind is Kept.VISIT or each.at <= now + NOTICE}
    with vault.transaction():
        for name, plan in known.items():
            if name not in soon or soon[name].at > plan.due_at:
                vault.drop_plan(plan)
                vault.audit.add("erasing put off", plan.thing, kind=plan.kind.value)
        for name, each in soon.items():
            if name not in known or each.at > known[name].due_at:
                notice = timedelta(days=settings.restore_days) if each.kind is Kept.VISIT else NOTICE
                plan = Plan(each.kind, each.thing, each.visit, now, max(each.at, now + notice))
                vault.write_plan(plan)
                vault.audit.add("erasing planned", each.thing, kind=each.kind.value, day=_day(plan.due_at))


def _erased(vault: Vault, plan: Plan, settings: Settings, now: datetime) -> bool:
    """Erase it, if it is still due: the worker may have reopened a note, or put a hold on it, this very moment."""
    try:
        with vault.transaction():
            vault.drop_plan(plan)
            if not _still_due(vault, plan, settings, now):
                vault.audit.add("erasing put off", plan.thing, kind=plan.kind.value)
                return False
            _erase(vault, plan, settings, now)
        finish(vault)
        return True
    except (FairnoteError, OSError) as error:
        log.warning("what was due could not be erased yet: %s", type(error).__name__)
        return False


def _still_due(vault: Vault, plan: Plan, settings: Settings, now: datetime) -> bool:
    if plan.kind is Kept.VISIT:
        return vault.erasure(plan.visit) is not None
    found = _visit_due(vault, plan.visit, settings, now, read_words=True)
    return any((each.kind, each.thing) == (plan.kind, plan.thing) and each.at <= now for each in found)


def _erase(vault: Vault, plan: Plan, settings: Settings, now: datetime) -> None:
    if plan.kind is Kept.SOUND:
        erase_sound(vault, plan.visit, now)
    elif plan.kind is Kept.DRAFT:
        erase_draft(vault, DocumentId(plan.thing))
    else:
        lifecycle.destroy_erased(vault, plan.visit, restorable=timedelta(days=settings.restore_days), at=now)


def _to_come(vault: Vault) -> tuple[Planned, ...]:
    """What the worker is told of; a visit that they erased themselves is in the list of those."""
    found = []
    for plan in vault.plans():
        if plan.kind is Kept.VISIT:
            continue
        try:
            found.append(Planned(plan.kind, plan.visit, vault.visit(plan.visit).reference, plan.due_at))
        except FairnoteError:
            continue
    return tuple(found)


def _day(moment: datetime) -> int:
    """Days from the start of 1970."""
    return int(moment.timestamp() // 86_400)
