"""Opens the worker's vault, or a throwaway one for the practice visit."""

from __future__ import annotations

import logging
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from models.progress import Cancellation, OnProgress, ignore_progress
from scribe import lifecycle
from scribe.audio_recovery import tidy_sound
from scribe.errors import FairnoteError, NoKey
from scribe.ids import new_id
from scribe.keys import KeyHolder, KeyringHolder, MemoryHolder, PassphraseHolder, keychain_works
from scribe.lifecycle import Move
from scribe.model_record import catch_up
from scribe.practice import Practice, read_practice
from scribe.recovery import keep_sealed_if_possible
from scribe.session import Engines, Session, installed_engines
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.vault_folder import FolderLock, VaultFiles, read_description
from scribe.visit import AudioOrigin, Recording, RecordingId, Visit, VisitId, VisitStage

log = logging.getLogger(__name__)

AskPassphrase = Callable[[bool], str]
"""Asks the worker for the passphrase; the argument says whether it is a new one."""


def open_session(settings: Settings, ask_passphrase: AskPassphrase, engines: Engines | None = None) -> Session:
    """The worker's own vault; a new one on first use.

    The key is in the laptop's keychain, or behind a passphrase where the laptop has no keychain that can be used.
    Raises the precise error of `scribe.errors` where it can't be opened; nothing is created then.
    """
    folder = settings.vault_folder
    vault = Vault.open_or_create(folder, _holder(folder, ask_passphrase))
    try:
        keep_sealed_if_possible(vault, settings.recovery_public_key)
        catch_up(vault, settings)
        unknown = tidy_sound(vault).unknown
        return Session(vault, settings, engines or installed_engines(settings), unknown_sound=unknown)
    except BaseException:
        vault.close()
        raise


def open_practice(
    settings: Settings | None = None,
    engines: Engines | None = None,
    *,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> Session:
    """A throwaway vault with the practice visit in it: people named, sound imported. Its key is only ever in memory."""
    from scribe.audio_import import import_audio

    clear_left_practice()
    settings = settings or Settings()
    practice = read_practice()
    session = Session(Vault.practice(), settings, engines or installed_engines(settings), practice=practice)
    try:
        visit = _practice_visit(practice)
        session.vault.add_visit(visit)
        recording_id = RecordingId(new_id("r"))
        recording = Recording(recording_id, visit.id, f"{recording_id}.fna", AudioOrigin.PRACTICE, datetime.now(UTC))
        destination = session.vault.audio_folder / recording.file_name
        session.vault.make_sound_key(recording)
        key = session.vault.sound_key(recording)
        got = import_audio(
            practice.audio, destination, key, recording_id, on_progress=on_progress, cancel=cancel or Cancellation()
        )
        with session.vault.transaction():
            session.vault.save_recording(
                replace(recording, finished=True, seconds=got.seconds, audio_sha256=got.sha256)
            )
            lifecycle.advance(session.vault, visit.id, Move.IMPORT_SOUND)
    except BaseException:
        session.close()
        raise
    return session


def clear_left_practice(folder: Path | None = None) -> int:
    """Remove the practice vaults that a program which was killed left in the temporary folder; returns how many.

    Nobody has their keys any more. One that somebody has open is left alone, and so is any other kind of vault.
    """
    where = folder or Path(tempfile.gettempdir())
    left = [each for each in where.glob(f"{PRACTICE_PREFIX}*") if each.is_dir() and not each.is_symlink()]
    return sum(_clear_practice(VaultFiles(each)) for each in left)


PRACTICE_PREFIX = "fairnote-practice-"
_BEING_MADE_SECONDS = 3600.0
"""A folder without a lock may be one that another Fairnote is making just now: it is left alone for this long."""


def _clear_practice(files: VaultFiles) -> bool:
    try:
        if not files.lock.exists() and time.time() - files.folder.stat().st_mtime < _BEING_MADE_SECONDS:
            return False
        if files.description.exists() and _kept_by(files) != MemoryHolder.kind:
            return False
        FolderLock(files.lock).release()
        shutil.rmtree(files.folder)
    except (FairnoteError, OSError) as error:
        log.info("a practice folder was left where it is: %s", type(error).__name__)
        return False
    return True


def _practice_visit(practice: Practice) -> Visit:
    return Visit(
        VisitId(new_id("v")),
        practice.reference,
        "care-act-assessment",
        VisitStage.PLANNED,
        datetime.now(UTC),
        practice.people,
        practice=True,
    )


def _holder(folder: Path, ask_passphrase: AskPassphrase) -> KeyHolder:
    """What holds this vault's key: what it was made with, or for a new vault the keychain if it works."""
    files = VaultFiles(folder)
    new = files.is_empty()
    kind = (KeyringHolder.kind if keychain_works() else PassphraseHolder.kind) if new else _kept_by(files)
    if kind == KeyringHolder.kind:
        return KeyringHolder()
    if kind == PassphraseHolder.kind:
        return PassphraseHolder(ask_passphrase(new))
    raise NoKey


def _kept_by(files: VaultFiles) -> str:
    return read_description(files).key.holder
