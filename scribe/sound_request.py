"""Erases the sound of one filed visit because somebody asks for it, before its time; words and note stay."""

from __future__ import annotations

from datetime import datetime

from scribe.document_text import can_be_seen, tidy
from scribe.erasing_parts import STILL_RECORDING, erase_sound, finish
from scribe.errors import MoveNotAllowed
from scribe.keeping import sound_is_done_with
from scribe.lifecycle import Held
from scribe.records import refuse_broken, utc_now
from scribe.retention import RECEIPT
from scribe.review import NothingWritten
from scribe.vault import Vault
from scribe.vault_keeping import Kept
from scribe.visit import VisitId, VisitStage

NO_REASON = "Say why the sound is erased. Nothing was erased."
NO_SOUND = "There is no sound of this visit here. Nothing was erased."
HANDED_OVER = (
    "This visit was handed over, and nobody knows yet whether the other worker has it. Nothing was erased. Wait for "
    "their answer, or for 30 days."
)
NOT_DONE_WITH = (
    "The sound of this visit is still needed: all of it has to be words, and its newest note has to be filed, with "
    "nothing begun or reopened since. Nothing was erased. File the note first, or erase the whole visit. If the sound "
    "is damaged, ask whoever looks after your records."
)


def erase_sound_on_request(vault: Vault, visit_id: VisitId, why: str, *, at: datetime | None = None) -> float:
    """Destroy the keys of the sound, then its files; returns how many seconds it was. Nothing brings it back.

    The same rules hold as for sound that has had its time, but for the days; and a note has to be filed. The audit has
    the reason's keyed hash. Raises `Held`, `NothingWritten` without a reason, `MoveNotAllowed` where it is still
    needed, being recorded, or gone, and as `erase_sound`.
    """
    reason, now = tidy(refuse_broken(why)), at or utc_now()
    if not can_be_seen(reason):
        raise NothingWritten(NO_REASON)
    with vault.transaction():
        seconds = _refuse_needed(vault, visit_id, now)
        for plan in vault.plans():
            if (plan.kind, plan.visit) == (Kept.SOUND, visit_id):
                vault.drop_plan(plan)
        erase_sound(vault, visit_id, now, why=vault.audit.fingerprint(reason))
    finish(vault)
    return seconds


def _refuse_needed(vault: Vault, visit_id: VisitId, now: datetime) -> float:
    """How many seconds of sound are there."""
    if vault.visit(visit_id).held:
        raise Held
    if vault.visit_stage(visit_id) is VisitStage.RECORDING:
        raise MoveNotAllowed(STILL_RECORDING)
    left = [each.seconds for each in vault.recordings(visit_id) if each.erased_at is None]
    if not left:
        raise MoveNotAllowed(NO_SOUND)
    awaited = vault.receipt_awaited_since(visit_id)
    if awaited is not None and now < awaited + RECEIPT:
        raise MoveNotAllowed(HANDED_OVER)
    if not sound_is_done_with(vault, visit_id):
        raise MoveNotAllowed(NOT_DONE_WITH)
    return sum(left)
