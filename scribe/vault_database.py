"""The vault's encrypted database: opening it, one transaction at a time, and its errors in our own words."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from scribe.errors import DataDamaged, DiskFull, FairnoteError, VaultInUse
from scribe.files import is_full
from scribe.records import TextRefused
from scribe.vault_folder import VaultTooNew
from scribe.vault_schema import STEPS

if TYPE_CHECKING:
    Values = tuple[apsw.SQLiteValue, ...]


class VaultFailed(FairnoteError):
    """The database refused, and it is neither damage nor a full disk."""

    sentence = "The vault could not be used. What was already saved is safe. Close Fairnote and open it again."


class FullWhenOpened(DiskFull):
    """There was no room even for what the database needs to be opened with, so it was opened to be read only."""

    sentence = (
        "The disk was full when the vault was opened, so it can only be read. What was already saved is safe. Make"
        " room, then close Fairnote and open it again."
    )


class NotWritable(VaultFailed):
    """The vault's folder can't be written to."""

    sentence = (
        "The vault's folder can't be written to, so nothing can be changed. What was already saved is safe. Ask IT."
    )


class UnsafeDatabase(FairnoteError):
    """The database library would put readable pages in temporary files."""

    sentence = "This build of Fairnote could leave readable traces on the disk, so it won't open the vault. Tell IT."


_DAMAGED = (apsw.CorruptError, apsw.NotADBError, apsw.FormatError)
_NOT_WRITABLE = (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError)
_BUSY = (apsw.BusyError, apsw.LockedError)
_PAGES_A_STEP = 256


@contextlib.contextmanager
def clear_database_errors(system_errno: Callable[[], int] = lambda: 0) -> Iterator[None]:
    """Turn the database's errors into ours. Their texts name tables, never values, but they are not chained either.

    `system_errno` gives the system's own number of the last failure to read or write.
    """
    try:
        yield
    except _DAMAGED:
        raise DataDamaged from None
    except apsw.FullError:
        raise DiskFull from None
    except _BUSY:
        raise VaultInUse from None
    except apsw.IOError as error:
        raise _input_output_error(error, system_errno()) from None
    except _NOT_WRITABLE:
        raise (DiskFull() if is_full(system_errno()) else NotWritable()) from None
    except UnicodeEncodeError:
        raise TextRefused from None
    except apsw.Error as error:
        raise VaultFailed from VaultFailed(type(error).__name__)


def _input_output_error(error: apsw.IOError, system_errno: int) -> FairnoteError:
    """A page that can't be read back as it was written is damage; anything else is not known to be.

    A full disk is told by the system's number, and by the one error that has no other cause: no room for the index of
    the write-ahead log.
    """
    if is_full(system_errno) or getattr(error, "extendedresult", 0) == apsw.SQLITE_IOERR_SHMSIZE:
        return DiskFull()
    damaged = (
        apsw.SQLITE_IOERR_DATA,
        apsw.SQLITE_IOERR_CORRUPTFS,
        apsw.SQLITE_IOERR_SHORT_READ,
        apsw.SQLITE_IOERR_READ,
    )
    return DataDamaged() if getattr(error, "extendedresult", 0) in damaged else VaultFailed()


class Database:
    """One connection, shared by threads under one lock. Where it can only be read, `refusal` is why."""

    _connection: apsw.Connection | None = None

    def __init__(self, path: Path, key: bytes, refusal: type[FairnoteError] | None = None) -> None:
        """Open or make the database; only to be read when `refusal` says why, or when there is no room or no right.

        Raises `DataDamaged`, `VaultTooNew`, `DiskFull`, `NotWritable` or `UnsafeDatabase`.
        """
        self.lock = threading.RLock()
        self.refusal = refusal
        self._failed = 0
        self._depth = 0
        self._after_commit: list[Callable[[], None]] = []
        if refusal is None:
            try:
                self._connect(str(path), key, self._prepare)
                return
            except (DiskFull, NotWritable) as error:
                if not (path.exists() and path.stat().st_size):
                    raise
                self.refusal = FullWhenOpened if isinstance(error, DiskFull) else NotWritable
        self._open_to_read(path, key)

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""
        return self.refusal is not None

    def _connect(self, name: str, key: bytes, prepare: Callable[[apsw.Connection], None]) -> None:
        with clear_database_errors(self._errno):
            self._connection = connection = apsw.Connection(name, flags=_flags(name))
            try:
                _unlock(connection, key)
                prepare(connection)
            except BaseException:
                # Kept in `_connection`, because it still knows the system's number of the failure.
                with clear_database_errors(self._errno):
                    self._failed = connection.system_errno
                    connection.close()
                raise

    def _errno(self) -> int:
        return self._failed or (self._open.system_errno if self._connection else 0)

    def _open_to_read(self, path: Path, key: bytes) -> None:
        """Each way to read needs less than the one before it; the last would not see a log of writes, so it has none.

        sqlite.org/wal.html (heap memory for the index, read-only databases) and sqlite.org/uri.html (immutable).
        """
        uri = path.absolute().as_uri()
        log = path.with_name(f"{path.name}-wal")
        ways = [(uri, self._prepare_alone), (f"{uri}?mode=ro", self._prepare_to_read)]
        if not (log.exists() and log.stat().st_size):
            ways.append((f"{uri}?immutable=1", self._prepare_to_read))
        for name, prepare in ways:
            try:
                self._failed = 0
                self._connect(name, key, prepare)
                return
            except (VaultFailed, DiskFull):
                continue
        raise NotWritable

    def _prepare_alone(self, connection: apsw.Connection) -> None:
        """Nobody else may use it, so the index of the log can be in memory and needs no room on the disk."""
        connection.pragma("locking_mode", "exclusive")
        self._prepare_to_read(connection)

    def _prepare_to_read(self, connection: apsw.Connection) -> None:
        if self._version() > len(STEPS):
            raise VaultTooNew
        self._protect(DataDamaged if not self._is_sound() else self.refusal or NotWritable)

    def _prepare(self, connection: apsw.Connection) -> None:
        _set(connection, "journal_mode", "wal", "wal")
        _set(connection, "synchronous", "FULL", 2)
        _set(connection, "foreign_keys", "ON", 1)
        _set(connection, "secure_delete", "ON", 1)
        if self._version() > len(STEPS):
            raise VaultTooNew
        if not self._is_sound():
            self._protect(DataDamaged)
        elif connection.readonly("main"):
            self._protect(NotWritable)
        else:
            migrate(connection)

    @property
    def _open(self) -> apsw.Connection:
        assert self._connection is not None
        return self._connection

    def _version(self) -> int:
        version = self._open.pragma("user_version")
        assert isinstance(version, int)
        return version

    def _is_sound(self) -> bool:
        """Read every page, which checks every page's authentication tag."""
        try:
            return bool(self._open.pragma("quick_check") == "ok")
        except (*_DAMAGED, apsw.IOError):
            return False

    def _protect(self, refusal: type[FairnoteError]) -> None:
        """Let what can be read be read, and write nothing, not even on closing."""
        self.refusal = refusal
        self._open.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        self._open.pragma("query_only", "ON")

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none. May be nested: only the outermost one commits. Raises `refusal` when read-only."""
        with self.lock, clear_database_errors(self._errno):
            self._begin()
            try:
                yield
                self._open.execute("COMMIT" if self._depth == 1 else f"RELEASE step{self._depth}")
            except BaseException:
                self._undo()
                raise
            finally:
                self._depth -= 1
            if self._depth == 0:
                self._run_after_commit()

    def _begin(self) -> None:
        if self.refusal:
            raise self.refusal
        if self._depth and not self._open.in_transaction:
            # A full disk inside undid all of it: what came before is gone, so nothing may be added to it.
            raise VaultFailed
        self._open.execute("BEGIN IMMEDIATE" if self._depth == 0 else f"SAVEPOINT step{self._depth + 1}")
        self._depth += 1

    def _undo(self) -> None:
        """Undo this step. The database has already undone everything by itself where the disk was full."""
        if self._depth == 1:
            self._after_commit.clear()
        if self._open.in_transaction:
            undo = f"ROLLBACK TO step{self._depth}; RELEASE step{self._depth}"
            self._open.execute("ROLLBACK" if self._depth == 1 else undo)

    def after_commit(self, name: Callable[[], None]) -> None:
        """Have something done once the outermost transaction has been committed, and not if it is undone."""
        if name not in self._after_commit:
            self._after_commit.append(name)

    def _run_after_commit(self) -> None:
        waiting, self._after_commit = self._after_commit, []
        for act in waiting:
            act()

    def rows(self, statement: str, values: Values = ()) -> list[tuple[object, ...]]:
        """All rows of one statement."""
        with self.lock, clear_database_errors(self._errno):
            return [tuple(row) for row in self._open.execute(statement, values)]

    def write(self, statement: str, values: Values = ()) -> None:
        """Run one statement that changes something, in a transaction. Raises `refusal` when read-only."""
        with self.transaction():
            self._open.execute(statement, values)

    def changed(self) -> int:
        """Rows that the last statement changed."""
        return self._open.changes()

    def forget_old_pages(self) -> None:
        """Write the log of writes into the database and empty it, so that pages as they were are in neither.

        What was overwritten in the database is zeros already (`secure_delete`).
        """
        with self.lock, clear_database_errors(self._errno):
            self._open.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, path: Path, key: bytes) -> None:
        """All of it as it is now in another file, encrypted by the same key (sqlite.org/backup.html).

        `path` is empty or not there. Raises `DiskFull`, `DataDamaged` or `VaultFailed`.
        """
        copy = apsw.Connection(str(path))
        try:
            with self.lock, clear_database_errors(lambda: copy.system_errno):
                _unlock(copy, key)
                copy.pragma("journal_mode", "memory")  # no second file beside it
                with copy.backup("main", self._open, "main") as backup:
                    while not backup.done:
                        backup.step(_PAGES_A_STEP)
        finally:
            copy.close()

    def close(self) -> None:
        """Close. Safe to call twice."""
        with self.lock, clear_database_errors(self._errno):
            self._open.close()


def _flags(name: str) -> int:
    """A way of reading never makes a database, and says so as a URI."""
    if name.startswith("file:"):
        return apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
    return apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE


def _unlock(connection: apsw.Connection, key: bytes) -> None:
    connection.pragma("cipher", "chacha20")
    # 'raw:' stops the library from deriving a key of its own; hex keeps every byte value possible.
    connection.pragma("hexkey", (b"raw:" + key).hex())
    assert_no_temporary_files(connection)
    connection.set_busy_timeout(5_000)


def _set(connection: apsw.Connection, name: str, value: str, expected: object) -> None:
    """Set a pragma and make sure that it took."""
    connection.pragma(name, value)
    if connection.pragma(name) != expected:
        raise VaultFailed


def assert_no_temporary_files(connection: apsw.Connection) -> None:
    """Raise `UnsafeDatabase` unless temporary tables and sorting stay in memory (sqlite.org/tempfiles.html)."""
    if "TEMP_STORE=3" in apsw.compile_options:
        return
    connection.pragma("temp_store", "2")
    if "TEMP_STORE=0" in apsw.compile_options or connection.pragma("temp_store") != 2:
        raise UnsafeDatabase


def migrate(connection: apsw.Connection, steps: tuple[str, ...] = STEPS) -> None:
    """Take the steps that are missing, each with its version number in one transaction."""
    version = connection.pragma("user_version")
    assert isinstance(version, int)
    for number, step in enumerate(steps[version:], start=version + 1):
        with connection:
            connection.execute(step)
            connection.pragma("user_version", str(number))
