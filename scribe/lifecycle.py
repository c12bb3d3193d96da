"""The one place where a stage changes: a table of the moves that are allowed, and `advance`, which makes one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from scribe.audit import Fact
from scribe.document_text import can_be_seen, text_sha256, tidy
from scribe.errors import MoveNotAllowed
from scribe.records import refuse_broken, utc_now
from scribe.vault import Vault
from scribe.visit import DocumentId, DocumentStage, Filed, Visit, VisitId, VisitStage

RESTORABLE = timedelta(days=7)
"""How long an erased visit can be brought back where no policy says otherwise (design: precisions.md)."""


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


class Move(StrEnum):
    """What can happen to a visit or a document."""

    START_RECORDING = "start recording"
    FINISH_RECORDING = "finish recording"
    GIVE_UP_RECORDING = "give up recording"
    IMPORT_SOUND = "import sound"
    TRANSCRIBE = "transcribe"
    ERASE = "erase"
    RESTORE = "restore"
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
    (_V.RECORDING, _M.ERASE): _V.ERASED,
    # Where it comes back to is the stage that it had.
    (_V.ERASED, _M.RESTORE): _V.ERASED,
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
"""The table. A move that is not in it raises `MoveNotAllowed`."""

ON_RECORD = frozenset({DocumentStage.APPROVED, DocumentStage.EXPORTED, DocumentStage.FILED})
"""Stages of a document in which its visit can't be erased."""

VISIT_MOVES = frozenset(move for stage, move in ALLOWED if isinstance(stage, VisitStage))


def advance(vault: Vault, thing_id: VisitId | DocumentId, move: Move, **facts: Fact) -> None:
    """Make a move: the stage, what goes with it and the audit row, in one transaction.

    Reopening makes a new version and every approval so far void. Erasing is refused while there is a legal hold
    (`Held`) or a note is on record (`OnRecord`); an erased visit comes back for as long as `RESTORABLE`. `facts` are
    ids, hashes and numbers for the audit. Raises `MoveNotAllowed` or `NotFound`, and then nothing has changed.
    """
    _make(vault, thing_id, move, RESTORABLE, facts)


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
    """Bring an erased visit back as it was. Raises `MoveNotAllowed` where that is longer ago than `restorable`.

    A visit that is held comes back however long ago it was erased: it is held to be read.
    """
    _make(vault, visit_id, Move.RESTORE, restorable, {})


def hold(vault: Vault, visit_id: VisitId, why: str) -> Visit:
    """Put a legal hold on a visit: nothing of it is erased or destroyed from now on, also where it is hidden already.

    The audit has the reason's hash. Raises `MoveNotAllowed` without a reason, and `NotFound`.
    """
    reason = tidy(refuse_broken(why))
    if not can_be_seen(reason):
        raise MoveNotAllowed("Say why it is held. Nothing was changed.")
    return _write_hold(vault, visit_id, reason, "hold", why=text_sha256(reason))


def release(vault: Vault, visit_id: VisitId) -> Visit:
    """Take the hold away. Raises `NotFound`."""
    return _write_hold(vault, visit_id, "", "release hold")


def destroy_erased(
    vault: Vault, visit_id: VisitId, *, restorable: timedelta, at: datetime | None = None
) -> None:
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


def _make(vault: Vault, thing_id: str, move: Move, restorable: timedelta, facts: dict[str, Fact]) -> None:
    stages: tuple[VisitStage, VisitStage] | tuple[DocumentStage, DocumentStage]
    with vault.transaction():
        if move in VISIT_MOVES:
            stages = _move_visit(vault, VisitId(thing_id), move, restorable)
        else:
            stages = _move_document(vault, DocumentId(thing_id), move)
        before, after = stages
        vault.audit.add(move.value, thing_id, before=before.value, after=after.value, **facts)


def _write_hold(vault: Vault, visit_id: VisitId, reason: str, event: str, **facts: Fact) -> Visit:
    with vault.transaction():
        held = replace(vault.visit(visit_id), held=reason)
        vault.save_visit(held)
        vault.audit.add(event, visit_id, **facts)
    return held


def _refuse_held(vault: Vault, visit_id: VisitId) -> None:
    if vault.visit(visit_id).held:
        raise Held


def _refuse_on_record(vault: Vault, visit_id: VisitId) -> None:
    """A note that was approved, or that left at any version, is what the council has to keep."""
    if any(note.stage in ON_RECORD or vault.exports(note.id) for note in vault.documents(visit_id)):
        raise OnRecord


def _move_visit(
    vault: Vault, visit_id: VisitId, move: Move, restorable: timedelta
) -> tuple[VisitStage, VisitStage]:
    before = vault.visit_stage(visit_id)
    after = _after(before, move)
    assert isinstance(after, VisitStage)
    if move is Move.ERASE:
        _refuse_held(vault, visit_id)
        _refuse_on_record(vault, visit_id)
        vault.write_erasure(visit_id, before, utc_now())
    elif move is Move.RESTORE:
        after = _restored(vault, visit_id, restorable)
    vault.write_visit_stage(visit_id, after)
    return before, after


def _restored(vault: Vault, visit_id: VisitId, restorable: timedelta) -> VisitStage:
    erased, held = vault.erasure(visit_id), vault.visit(visit_id).held
    if erased is None or (utc_now() - erased[1] >= restorable and not held):
        raise MoveNotAllowed("This visit was erased too long ago, and can't be brought back.")
    vault.write_erasure(visit_id, None, None)
    return erased[0]


def _move_document(vault: Vault, document_id: DocumentId, move: Move) -> tuple[DocumentStage, DocumentStage]:
    document = vault.document(document_id)
    if vault.visit_stage(document.visit) is VisitStage.ERASED:
        raise MoveNotAllowed
    before, after = document.stage, _after(document.stage, move)
    assert isinstance(after, DocumentStage)
    vault.write_document_stage(document_id, after, new_version=move is Move.REOPEN)
    return before, after


def _after(stage: VisitStage | DocumentStage, move: Move) -> VisitStage | DocumentStage:
    try:
        return ALLOWED[stage, move]
    except KeyError:
        raise MoveNotAllowed from None
