"""The folder that a vault lives in: its lock, its `vault.json`, and where each file goes."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
import uuid
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO, TypeVar

from scribe.errors import DataDamaged, FileRefused, NotFound, VaultInUse
from scribe.files import WriteFailed, clear_disk_errors, is_full, write_atomically
from scribe.keys import KeyHolder, KeyRecord

FORMAT = 1
"""The newest layout of `vault.json` that this program knows."""


_HEX_ID, _HEX_SHA256 = re.compile("[0-9a-f]{32}"), re.compile("[0-9a-f]{64}")
_CAN_NOT_WRITE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)
T = TypeVar("T")
NO_VAULT = (
    "There is no vault in the folder that is set for it. If that is on a drive or a share, see that it is there. Else "
    "open the window once to make one, by: fairnote."
)


class AmongVaultsFiles(FileRefused):
    """Somebody named a place among a vault's files for a file of another kind."""

    sentence = (
        "That is in the folder in which visits are kept, where nothing else is written. Nothing was changed. "
        "Choose another folder."
    )


class VaultTooNew(DataDamaged):
    """A newer Fairnote wrote this vault."""

    sentence = "A newer Fairnote made this vault. Nothing was changed. Ask IT to update Fairnote."


@dataclass(frozen=True)
class VaultFiles:
    """Where a vault's files are. Names hold ids, never content."""

    folder: Path

    @property
    def description(self) -> Path:
        """Who holds the key; no secrets."""
        return self.folder / "vault.json"

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / "vault.db"

    @property
    def audio(self) -> Path:
        """Encrypted sound."""
        return self.folder / "audio"

    @property
    def head(self) -> Path:
        """The audit's last known head, kept outside the database so that a tail that is cut off is noticed."""
        return self.folder / "audit-head.json"

    @property
    def recovery(self) -> Path:
        """The vault's key, sealed to the council's recovery key where policy names one."""
        return self.folder / "recovery.json"

    @property
    def lock(self) -> Path:
        """The file that the running Fairnote holds a lock on."""
        return self.folder / "vault.lock"

    def make_folders(self) -> None:
        """Make the folders, readable by this user only. Raises `DiskFull` or `WriteFailed`."""
        with clear_disk_errors():
            for folder in (self.folder, self.audio):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def is_empty(self) -> bool:
        """Whether no part of a vault is here, not even its sound."""
        return not (self.description.exists() or self.database.exists() or self.was_used())

    def was_used(self) -> bool:
        """Whether there is something that only a vault with a database can have made."""
        return self.head.exists() or (self.audio.is_dir() and any(self.audio.iterdir()))


def refuse_no_vault(folder: Path) -> None:
    """Raise `NotFound` where no part of a vault is: a command makes none, as where its drive is not there just now."""
    if VaultFiles(folder).is_empty():
        raise NotFound(NO_VAULT)


def refuse_among_vaults_files(path: Path) -> None:
    """Raise `AmongVaultsFiles` for a name beside a vault's files or its sound: it may take the place of visits."""
    with clear_disk_errors():
        try:
            folder = path.absolute().parent.resolve()
        except RuntimeError:  # links in a ring
            raise WriteFailed from None
        beside_sound = VaultFiles(folder.parent)
        if VaultFiles(folder).description.exists() or (
            folder == beside_sound.audio and beside_sound.description.exists()
        ):
            raise AmongVaultsFiles


@dataclass(frozen=True)
class Description:
    """What `vault.json` holds. `complete` is False only while the vault is first being made."""

    key: KeyRecord
    complete: bool
    format: int = FORMAT


def new_description(holder: KeyHolder) -> Description:
    """Have a new key made and kept, and describe it."""
    return Description(holder.make(uuid.uuid4().hex), complete=False)


def write_description(files: VaultFiles, description: Description) -> None:
    """Replace `vault.json` in one step."""
    write_atomically(files.description, json.dumps(asdict(description), indent=1).encode())


def completed(description: Description) -> Description:
    """The same, saying that the database is there."""
    return replace(description, complete=True)


def read_description(files: VaultFiles) -> Description:
    """What `vault.json` says.

    Raises `NotFound` where there is no vault, `VaultTooNew`, and `DataDamaged` where a part of one is missing or
    unreadable: it is never made again, because that would lose the key.
    """
    if files.is_empty():
        raise NotFound("There is no vault in that folder.")
    try:
        data = json.loads(files.description.read_bytes())
        if data["format"] > FORMAT:
            raise VaultTooNew
        description = Description(_key_record(data["key"]), _exactly(bool, data["complete"]), data["format"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        raise DataDamaged from None
    if (description.complete or files.was_used()) and not _has_bytes(files.database):
        raise DataDamaged
    return description


def _key_record(data: dict[str, object]) -> KeyRecord:
    """What is said of the key. Raises `TypeError` or `ValueError` for anything that can't have been written."""
    record = KeyRecord(**data)  # type: ignore[arg-type]  # checked below
    for name in ("argon2id_operations", "argon2id_memory_bytes"):
        _exactly(int, getattr(record, name))
    texts = [_exactly(str, getattr(record, name)) for name in ("holder", "sealed_key", "salt")]
    known = _HEX_ID.fullmatch(record.vault_id) and _HEX_SHA256.fullmatch(record.check)
    if not (known and all(text.isascii() for text in texts)):
        raise ValueError("key")
    return record


def _exactly(kind: type[T], value: object) -> T:
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value


def _has_bytes(path: Path) -> bool:
    """An empty file would be taken for a new database and written over."""
    return path.exists() and path.stat().st_size > 0


class FolderLock:
    """A lock of the operating system on the vault's folder: it goes when the program goes, however it ends.

    Where its file can't even be made, because there is no room or no right to write, `full` is True or False and the
    vault may only be read; otherwise it is None.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises `VaultInUse`."""
        self.full: bool | None = None
        self._file: BinaryIO | None = None
        with clear_disk_errors():
            try:
                self._file = open(path, "ab")  # noqa: SIM115 - held until release
            except OSError as error:
                if error.errno not in _CAN_NOT_WRITE:
                    raise
                self.full = is_full(error.errno)
                if not path.exists():
                    return
                self._file = open(path, "rb")  # noqa: SIM115
        try:
            _lock(self._file)
        except OSError:
            self._file.close()
            raise VaultInUse from None

    def release(self) -> None:
        """Let go. Safe to call twice. The empty file stays: removing it would let two hold it."""
        if self._file is not None:
            self._file.close()


if sys.platform == "win32":  # pragma: no cover - measured on Linux
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        # flock belongs to the open file, so a second Vault in the same process is refused too.
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.set_inheritable(file.fileno(), False)
