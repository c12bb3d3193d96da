"""The one place where a stage changes: a table of the moves that are allowed, and `advance`, which makes one."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from scribe.audit import Fact
from scribe.document_text import can_be_seen, tidy
from scribe.errors import MoveNotAllowed
from scribe.records import refuse_broken, utc_now
from scribe.vault import Vault
from scribe.vault_parcels import refuse_handed_over
from scribe.visit import EASY_READ, DocumentId, DocumentStage, Filed, Visit, VisitId, VisitStage


class Held(MoveNotAllowed):
    """There is a legal hold on the visit."""

    sentence = (
        "There is a legal hold on this visit, so nothing of it may be erased. Nothing was changed. "
        "Release the hold first, if whoever asked for it says so."
    )


class OnRecord(MoveNotAllowed):
    """A note of the visit is a record."""

    sentence = (
        "A note of this visit was approved or has left this laptop, so it is a record that has to be kept. The visit "
        "was not erased. If the note never left, reopen it first; else ask whoever looks after your records."
    )


KEEPS_A_RECORD = (
    "This holds what must be recorded of a visit that was erased, so it has to be kept. It was not erased. If it is "
    "wrong, write more below it, or ask whoever looks after your records."
)
HELD_ALREADY = (
    "There is a legal hold on this visit already. Nothing was changed. If there is a second reason, release the hold "
    "and put one on that names both."
)
A_LETTER = "This is a letter and no visit, so it has no sound. Nothing was changed. Plan a visit first."
NOT_HELD = "There is no legal hold on this visit. Nothing was changed."


class Move(StrEnum):
    """What can happen to a visit or a document."""

    START_RECORDING = "start recording"
    FINISH_RECORDING = "finish recording"
    GIVE_UP_RECORDING = "give up recording"
    IMPORT_SOUND = "import sound"
    TRANSCRIBE = "transcribe"
    ERASE = "erase"
    START_REVIEW = "start review"
    APPROVE = "approve"
    EXPORT = "export"
    FILE = "file"
    REOPEN = "reopen"


_V, _D, _M = VisitStage, DocumentStage, Move

ALLOWED: dict[tuple[VisitStage | DocumentStage, Move], VisitStage | DocumentStage] = {
    (_V.PLANNED, _M.START_RECORDING): _V.RECORDING,
    (_V.RECORDED, _M.START_RECORDING): _V.RECORDING,
    (_V.TRANSCRIBED, _M.START_RECORDING): _V.RECORDING,
    (_V.RECORDING, _M.FINISH_RECORDING): _V.RECORDED,
    # The microphone gave nothing at all: there is no sound to go on with.
    (_V.RECORDING, _M.GIVE_UP_RECORDING): _V.PLANNED,
    (_V.PLANNED, _M.IMPORT_SOUND): _V.RECORDED,
    (_V.RECORDED, _M.IMPORT_SOUND): _V.RECORDED,
    # More sound than the transcript covers: it has to be transcribed again.
    (_V.TRANSCRIBED, _M.IMPORT_SOUND): _V.RECORDED,
    (_V.RECORDED, _M.TRANSCRIBE): _V.TRANSCRIBED,
    (_V.TRANSCRIBED, _M.TRANSCRIBE): _V.TRANSCRIBED,
    (_V.PLANNED, _M.ERASE): _V.ERASED,
    (_V.RECORDED, _M.ERASE): _V.ERASED,
    (_V.TRANSCRIBED, _M.ERASE): _V.ERASED,
    (_D.DRAFTED, _M.START_REVIEW): _D.IN_REVIEW,
    (_D.REOPENED, _M.START_REVIEW): _D.IN_REVIEW,
    (_D.IN_REVIEW, _M.APPROVE): _D.APPROVED,
    (_D.APPROVED, _M.EXPORT): _D.EXPORTED,
    (_D.EXPORTED, _M.EXPORT): _D.EXPORTED,
    (_D.FILED, _M.EXPORT): _D.FILED,
    (_D.EXPORTED, _M.FILE): _D.FILED,
    # The record number was mistyped.
    (_D.FILED, _M.FILE): _D.FILED,
    (_D.APPROVED, _M.REOPEN): _D.REOPENED,
    (_D.EXPORTED, _M.REOPEN): _D.REOPENED,
    (_D.FILED, _M.REOPEN): _D.REOPENED,
}
"""The table. A move that is not in it raises `MoveNotAllowed`. Out of 'erased' there is only `restore`."""

ON_RECORD = frozenset({DocumentStage.APPROVED, DocumentStage.EXPORTED, DocumentStage.FILED})
"""Stages of a document in which its visit can't be erased."""

STILL_HERE = frozenset({Move.EXPORT, Move.FILE})
"""Moves of the documents of a visit that another worker has: what was approved here stays here."""

VISIT_MOVES = frozenset(move for stage, move in ALLOWED if isinstance(stage, VisitStage))


def advance(vault: Vault, thing_id: VisitId | DocumentId, move: Move, **facts: Fact) -> None:
    """Make a move: the stage, what goes with it and the audit row, in one transaction.

    Reopening makes a new version and every approval so far void. Erasing is refused while there is a legal hold
    (`Held`) or a note is on record (`OnRecord`). `facts` are ids, hashes and numbers for the audit. Raises
    `MoveNotAllowed`, `HandedOver` or `NotFound`, and then nothing has changed.
    """
    stages: tuple[VisitStage, VisitStage] | tuple[DocumentStage, DocumentStage]
    with vault.transaction():
        if move in VISIT_MOVES:
            stages = _move_visit(vault, VisitId(thing_id), move)
        else:
            stages = _move_document(vault, DocumentId(thing_id), move)
        before, after = stages
        vault.audit.add(move.value, thing_id, before=before.value, after=after.value, **facts)


def may(stage: VisitStage | DocumentStage, move: Move) -> bool:
    """Whether the table has this move."""
    return (stage, move) in ALLOWED


def file_document(vault: Vault, document_id: DocumentId, record_number: str, *, at: datetime | None = None) -> Filed:
    """Mark an exported document as filed under a number of the council's case system.

    Raises `MoveNotAllowed` before it was exported, and without a number.
    """
    number = tidy(refuse_broken(record_number))
    if not can_be_seen(number):
        raise MoveNotAllowed("Give the record number of the case system. Nothing was changed.")
    filed = Filed(number, at or utc_now())
    with vault.transaction():
        advance(vault, document_id, Move.FILE)
        vault.write_filed(document_id, vault.document(document_id).version, filed)
    return filed


def restore(vault: Vault, visit_id: VisitId, *, restorable: timedelta) -> None:
    """Bring an erased visit back as it was, as long as its key is there: only `destroy_erased` ends that.

    Where nothing is `restorable` it raises `MoveNotAllowed`. One that is held comes back all the same: to be read.
    `VisitErased` where its key was destroyed.
    """
    with vault.transaction():
        erased, held = vault.erasure(visit_id), vault.visit(visit_id).held
        if erased is None:
            raise MoveNotAllowed
        if restorable <= timedelta(0) and not held:
            raise MoveNotAllowed("Erased visits can't be brought back on this laptop.")
        vault.write_erasure(visit_id, None, None)
        vault.write_visit_stage(visit_id, erased[0])
        vault.audit.add("restore", visit_id, before=VisitStage.ERASED.value, after=erased[0].value)


def hold(vault: Vault, visit_id: VisitId, why: str) -> Visit:
    """Put a legal hold on a visit: nothing of it is erased or destroyed from now on, also where it is hidden already.

    What is changed or taken out while it is held is kept as it was, in `Vault.earlier`. The audit has the reason's
    keyed hash. Raises `MoveNotAllowed` without a reason and where it is held already, and `NotFound`.
    """
    reason = tidy(refuse_broken(why))
    if not can_be_seen(reason):
        raise MoveNotAllowed("Say why it is held. Nothing was changed.")
    with vault.transaction():
        if vault.visit(visit_id).held:
            # The first reason would be gone, and one release would free both.
            raise MoveNotAllowed(HELD_ALREADY)
        vault.audit.add("hold", visit_id, why=vault.audit.fingerprint(reason))
        return vault.write_hold(visit_id, reason)


def release(vault: Vault, visit_id: VisitId) -> Visit:
    """Take the hold away. Raises `MoveNotAllowed` where there is none, and `NotFound`."""
    with vault.transaction():
        if not vault.visit(visit_id).held:
            raise MoveNotAllowed(NOT_HELD)
        vault.audit.add("release hold", visit_id)
        return vault.write_hold(visit_id, "")


def refuse_erasing(vault: Vault, visit_id: VisitId) -> None:
    """Raise `Held` or `OnRecord` where a visit has to stay, whatever is written down first."""
    _refuse_held(vault, visit_id)
    _refuse_on_record(vault, visit_id)


def destroy_erased(vault: Vault, visit_id: VisitId, *, restorable: timedelta, at: datetime | None = None) -> None:
    """Destroy the key of a visit that was erased at least as long ago as `restorable`. Nothing can bring it back.

    Raises `MoveNotAllowed` if it isn't erased, or not long enough; `Held`; and `VisitErased` if it was done before.
    """
    with vault.transaction():
        erased = vault.erasure(visit_id)
        if erased is None or (at or utc_now()) - erased[1] < restorable:
            raise MoveNotAllowed
        _refuse_held(vault, visit_id)
        vault.destroy_visit_key(visit_id)
        vault.audit.add("key destroyed", visit_id)


def erase_for_good(vault: Vault, visit_id: VisitId, **facts: Fact) -> None:
    """Erase a visit at once and destroy its key, hidden or not, on record or not: for `scribe.references` only, which
    asks who may, and sees to it that what must be recorded is.

    Raises `Held`, `MoveNotAllowed` while it is recorded, `VisitErased` where it was done before.
    """
    with vault.transaction():
        _refuse_held(vault, visit_id)
        before = vault.visit_stage(visit_id)
        if before is VisitStage.RECORDING:
            raise MoveNotAllowed
        if before is not VisitStage.ERASED:
            vault.write_erasure(visit_id, before, utc_now())
            vault.write_visit_stage(visit_id, VisitStage.ERASED)
        vault.destroy_visit_key(visit_id)
        vault.audit.add("erased for good", visit_id, before=before.value, **facts)


def _refuse_held(vault: Vault, visit_id: VisitId) -> None:
    if vault.visit(visit_id).held:
        raise Held


def _refuse_on_record(vault: Vault, visit_id: VisitId) -> None:
    """A note that was approved, or may be out at any version, is what the council has to keep; so is the record of
    an erased visit, of which nothing else is left.
    """
    if vault.visit(visit_id).record_of:
        raise OnRecord(KEEPS_A_RECORD)
    if any(note.stage in ON_RECORD or vault.may_be_out(note.id) for note in vault.documents(visit_id)):
        raise OnRecord


def _move_visit(vault: Vault, visit_id: VisitId, move: Move) -> tuple[VisitStage, VisitStage]:
    before = vault.visit_stage(visit_id)
    after = _after(before, move)
    assert isinstance(after, VisitStage)
    if move is not Move.ERASE:
        visit = vault.visit(visit_id)
        refuse_handed_over(visit)
        if visit.template == EASY_READ:
            raise MoveNotAllowed(A_LETTER)
    if move is Move.ERASE:
        refuse_erasing(vault, visit_id)
        vault.write_erasure(visit_id, before, utc_now())
    vault.write_visit_stage(visit_id, after)
    return before, after


def _move_document(vault: Vault, document_id: DocumentId, move: Move) -> tuple[DocumentStage, DocumentStage]:
    document = vault.document(document_id)
    if vault.visit_stage(document.visit) is VisitStage.ERASED:
        raise MoveNotAllowed
    before, after = document.stage, _after(document.stage, move)
    assert isinstance(after, DocumentStage)
    if move not in STILL_HERE:
        refuse_handed_over(vault.visit(document.visit))
    vault.write_document_stage(document_id, after, new_version=move is Move.REOPEN)
    return before, after


def _after(stage: VisitStage | DocumentStage, move: Move) -> VisitStage | DocumentStage:
    try:
        return ALLOWED[stage, move]
    except KeyError:
        raise MoveNotAllowed from None
