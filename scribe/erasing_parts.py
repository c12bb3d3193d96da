"""Erases a part of a visit for good while the rest of it stays: its sound, or a draft; and what is left of files."""

from __future__ import annotations

import contextlib
import logging
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scribe import harm
from scribe.audio_gaps import gaps_path
from scribe.audit import Fact
from scribe.errors import FairnoteError, MoveNotAllowed
from scribe.lifecycle import KEEPS_A_RECORD, Held, OnRecord
from scribe.silenced_sound import destroy
from scribe.vault import Vault, VisitHidden
from scribe.visit import DocumentId, DocumentStage, RecordingId, VisitId, VisitStage

log = logging.getLogger(__name__)

STILL_RECORDING = "This visit is being recorded. Nothing was erased."
WAS_APPROVED = "This was approved once, or may have left this laptop, so it is kept. Nothing was erased."


def erase_sound(vault: Vault, visit_id: VisitId, at: datetime, **facts: Fact) -> None:
    """Destroy the keys of a visit's sound; its words, notes and times stay. `at`: now, in UTC. `finish` follows.
    `facts`: what else the audit is told.

    Also where another worker has the visit, whose sound they have. Raises `Held`, `VisitHidden`, `OnRecord` for what is
    kept of an erased visit, and `MoveNotAllowed` while it is recorded.
    """
    with vault.transaction():
        _refuse_kept(vault, visit_id)
        if vault.visit_stage(visit_id) is VisitStage.RECORDING:
            raise MoveNotAllowed(STILL_RECORDING)
        kept = [each for each in vault.recordings(visit_id) if each.erased_at is None]
        for recording in kept:
            vault.destroy_sound_key(recording, at)
        seconds = round(sum(recording.seconds for recording in kept), 2)
        vault.audit.add("sound erased", visit_id, recordings=len(kept), seconds=seconds, **facts)


def erase_draft(vault: Vault, document_id: DocumentId) -> None:
    """Take a draft out for good; that words of harm were in it is remembered. `finish` follows.

    Raises as `erase_sound`, and `MoveNotAllowed` for what was ever approved or may be out.
    """
    with vault.transaction():
        draft = vault.document(document_id)
        _refuse_kept(vault, draft.visit)
        never = draft.stage in (DocumentStage.DRAFTED, DocumentStage.IN_REVIEW) and draft.version == 1
        if not never or vault.may_be_out(document_id):
            raise MoveNotAllowed(WAS_APPROVED)
        if vault.visit(draft.visit).handed_over_at is None:  # what another worker has can't be changed here
            harm.remember_note(vault, draft.visit, draft, replace(draft, sections=(), actions=(), omissions=()))
        vault.forget_draft(draft.visit, document_id)
        vault.audit.add("draft erased", document_id, visit=draft.visit)


def _refuse_kept(vault: Vault, visit_id: VisitId) -> None:
    visit = vault.visit(visit_id)
    if visit.held:
        raise Held
    if visit.stage is VisitStage.ERASED:
        raise VisitHidden
    if visit.record_of:
        raise OnRecord(KEEPS_A_RECORD)


def finish(vault: Vault) -> None:
    """Once it is certain that the keys are gone (never inside a transaction): the files, and old pages of the database.

    A file that can't be removed now is removed at the next look.
    """
    clear_files(vault)
    with contextlib.suppress(FairnoteError):  # what is still in the log of writes goes when the vault is closed
        vault.forget_old_pages()


def clear_files(vault: Vault) -> int:
    """Overwrite and remove the files of sound whose key is destroyed; returns how many could be."""
    gone = 0
    without = vault.recordings_without_key()
    for path in _files(vault.audio_folder) if without else ():
        if not any(_is_of(path.name, recording) for recording in without):
            continue
        try:
            destroy(path)
            gone += 1
        except OSError as error:  # nobody can read it without its key; the next look tries again
            log.warning("a file of erased sound could not be removed yet: %s", type(error).__name__)
    return gone


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(path for path in folder.iterdir() if path.is_file())


def _is_of(name: str, recording: RecordingId) -> bool:
    """Whether a file is a recording's: its own, a silenced one in its place, or what lies beside one."""
    names = (re.escape(path.name) for path in (Path("x.fna"), gaps_path(Path("x.fna"))))
    endings = "|".join(name.removeprefix("x") for name in names)
    return re.fullmatch(rf"{re.escape(recording)}(-[0-9a-f]{{16}})?({endings})", name) is not None
