"""A whole vault as one encrypted file, and back: into an empty folder only, and only once all of it was verified."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.progress import Cancellation, OnProgress, Progress, ignore_progress
from scribe.audio_store import new_private_file, sync_folder
from scribe.errors import DataDamaged, FileRefused
from scribe.files import GrowingFile, clear_disk_errors, clear_stale
from scribe.keys import KEY_BYTES, KeyRecord, MemoryHolder, key_check
from scribe.logs import keep_head_in_system_log
from scribe.recovery import entrust_to_laptop
from scribe.sealed_file import Locks, Opening, SealedFileDamaged, sealed_reader, sealed_writer
from scribe.vault import Vault
from scribe.vault_folder import Description, VaultFiles, write_description

KIND = "backup"
_KEY, _ID, _DATABASE = "key", "vault-id", "vault.db"
_BESIDE = re.compile(r"audit-head(\.lost-[0-9]{1,6})?\.json")
_SOUND = re.compile(r"audio/[A-Za-z0-9._-]{1,120}")
_PIECE = 1 << 20


class NotEmpty(FileRefused):
    """A backup is restored only where nothing is."""

    sentence = "There is something in that folder already. Nothing was changed. Give the name of a new or empty folder."


class NotRestored(DataDamaged):
    """What was in the backup doesn't hold."""

    sentence = (
        "What is in this backup is not a whole vault, so it was not restored. Nothing was changed. Use another backup."
    )


@dataclass(frozen=True)
class BackupMade:
    """What a backup holds."""

    visits: int
    sounds: int
    sha256: str

    def __str__(self) -> str:
        return f"Backed up: {self.visits} visits, {self.sounds} sound files. SHA-256 of the file: {self.sha256}."


@dataclass(frozen=True)
class Restored:
    """What was restored, who holds its key now, and what the audit's own check said."""

    visits: int
    sounds: int
    holder: str
    problems: tuple[str, ...]

    def __str__(self) -> str:
        said = f"Restored: {self.visits} visits, {self.sounds} sound files."
        return " ".join((said, *self.problems))


def back_up(
    vault: Vault,
    to: Path,
    locks: Locks,
    *,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> BackupMade:
    """Write all of a vault to `to`: rows, sound, and its key, encrypted so that any one of `locks` opens it.

    The vault is held meanwhile, so that rows, sound and the record's head belong together. Raises the vault's refusal
    where it can only be read, `FileAlreadyThere`, `NeedsLock`, `NotARecoveryKey`, `DiskFull`, `WriteFailed`,
    `OutOfReach`, `Cancelled`; nothing is left of the file then.
    """
    if vault.refusal is not None:
        raise vault.refusal
    clear_stale(to.parent)
    cancel, files, done = cancel or Cancellation(), VaultFiles(vault.folder), 0
    with vault.reading(), sealed_writer(to, KIND, locks) as writer:
        vault.audit.add("backup begun", vault.id, file=writer.id)
        with _copied_database(vault, to.parent) as database:
            found = sorted(each for each in files.audio.iterdir() if _SOUND.fullmatch(f"audio/{each.name}"))
            sounds = [each for each in found if each.is_file()]  # a folder or pipe that somebody put there is no sound
            heads = sorted(each for each in vault.folder.iterdir() if _BESIDE.fullmatch(each.name))
            total = sum(each.stat().st_size for each in (database, *sounds))

            def tell(size: int) -> None:
                nonlocal done
                cancel.raise_if_asked()
                done += size
                on_progress(Progress(done, total, "backing up"))

            writer.on_piece = tell
            writer.add(_ID, vault.id.encode("ascii"))
            writer.add(_KEY, vault.key)
            writer.add_file(_DATABASE, database)
            for each in heads:
                writer.add_file(each.name, each)
            for each in sounds:
                writer.add_file(f"audio/{each.name}", each)
            sha256 = writer.finish()
        vault.audit.add("backup made", vault.id, file=writer.id, sha256=sha256, sounds=len(sounds))
    keep_head_in_system_log("backed up", vault.id, vault.audit.head(), vault.id)
    return BackupMade(len(vault.visits()), len(sounds), sha256)


@contextmanager
def _copied_database(vault: Vault, folder: Path) -> Iterator[Path]:
    """All rows in a file that is encrypted as the vault's own, and goes again; after a kill, `clear_stale` knows it."""
    rows = GrowingFile(folder / _DATABASE)
    try:
        rows.finish()
        vault.copy_database(rows.partial)
        yield rows.partial
    finally:
        rows.give_up()


def restore(
    path: Path,
    to: Path,
    opening: Opening,
    ask_new_passphrase: Callable[[], str],
    *,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> Restored:
    """Make a vault of a backup in the empty or new folder `to`; its key goes to this laptop.

    All of it is read and checked, opened and recorded in a folder beside `to` first, which gets the name last: a backup
    that doesn't hold leaves nothing. Raises `NotEmpty`, what `sealed_reader` raises, `NotRestored`, `AnotherKeyHere`,
    the refusal of a vault that can only be read here, `DiskFull`, `WriteFailed`, `Cancelled`.
    """
    refuse_used(to)
    cancel = cancel or Cancellation()
    with clear_disk_errors():
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=".fairnote-restoring-", dir=to.parent))
    try:
        with sealed_reader(path, KIND, opening) as reader:
            key, vault_id, sounds = _unpack(reader.parts(), VaultFiles(place), path, on_progress, cancel)
        record = KeyRecord(vault_id, MemoryHolder.kind, key_check(key, vault_id))
        write_description(VaultFiles(place), Description(record, complete=True))
        with Vault.open(place, MemoryHolder(key)) as vault:
            if vault.refusal is not None:  # a full disk, say, is none of the backup's
                raise NotRestored if isinstance(vault.refusal, DataDamaged) else vault.refusal
            problems = vault.audit.check().problems
            # The id came out of the file: it may be that of a vault which is on this laptop.
            holder = entrust_to_laptop(vault, ask_new_passphrase, replace=False)
            vault.audit.add("restored from backup", vault_id, file=reader.id, holder=holder)
            head, visits = vault.audit.head(), len(vault.visits())
        with clear_disk_errors():
            with suppress(FileNotFoundError):
                to.rmdir()
            os.rename(place, to)
            sync_folder(to.parent)
    finally:
        # Only ever the folder that was made above, and no longer there where all went well.
        shutil.rmtree(place, ignore_errors=True)
    keep_head_in_system_log("restored", vault_id, head, vault_id)
    return Restored(visits, sounds, holder, problems)


def refuse_used(folder: Path) -> None:
    """Raises `NotEmpty` unless a backup may be restored to this folder."""
    try:
        used = folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir())))
    except (OSError, ValueError):
        raise NotEmpty from None
    if used:
        raise NotEmpty


def _unpack(
    parts: Iterator[tuple[str, BinaryIO]], files: VaultFiles, path: Path, on_progress: OnProgress, cancel: Cancellation
) -> tuple[bytes, str, int]:
    """The parts as files; gives the key, the vault's id and the number of sounds. Only names that a backup has."""
    total, done = path.stat().st_size, 0
    small: dict[str, bytes] = {}
    sounds = 0
    files.make_folders()
    for name, contents in parts:
        if name in (_KEY, _ID):
            small[name] = contents.read(1024)
            continue
        if not (name == _DATABASE or _BESIDE.fullmatch(name) or _SOUND.fullmatch(name)):
            raise SealedFileDamaged
        sounds += name.startswith("audio/")
        for size in _write(contents, files.folder / name):
            cancel.raise_if_asked()
            done += size
            on_progress(Progress(done, total, "restoring"))
    key, vault_id = small.get(_KEY, b""), small.get(_ID, b"").decode("ascii", "replace")
    if len(key) != KEY_BYTES or not re.fullmatch("[0-9a-f]{32}", vault_id) or not files.database.exists():
        raise NotRestored
    return key, vault_id, sounds


def _write(contents: BinaryIO, path: Path) -> Iterator[int]:
    """Write a part to a new file, a piece at a time; gives the size of each."""
    with clear_disk_errors(), os.fdopen(new_private_file(path), "wb") as file:
        while piece := contents.read(_PIECE):
            file.write(piece)
            yield len(piece)
        file.flush()
        os.fsync(file.fileno())
