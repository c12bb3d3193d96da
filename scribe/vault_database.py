"""The vault's encrypted database: opening it, one transaction at a time, and its errors in our own words."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from scribe.errors import DataDamaged, DiskFull, FairnoteError, VaultInUse
from scribe.vault_folder import VaultTooNew
from scribe.vault_schema import STEPS

if TYPE_CHECKING:
    Values = tuple[apsw.SQLiteValue, ...]


class VaultFailed(FairnoteError):
    """The database refused, and it is neither damage nor a full disk."""

    sentence = "The vault could not be used. What was already saved is safe. Close Fairnote and open it again."


class UnsafeDatabase(FairnoteError):
    """The database library would put readable pages in temporary files."""

    sentence = "This build of Fairnote could leave readable traces on the disk, so it won't open the vault. Tell IT."


_DAMAGED = (apsw.CorruptError, apsw.NotADBError, apsw.FormatError)
_BUSY = (apsw.BusyError, apsw.LockedError)


@contextlib.contextmanager
def clear_database_errors() -> Iterator[None]:
    """Turn the database's errors into ours. Their texts name tables, never values, but they are not chained either."""
    try:
        yield
    except _DAMAGED:
        raise DataDamaged from None
    except apsw.FullError:
        raise DiskFull from None
    except _BUSY:
        raise VaultInUse from None
    except apsw.IOError as error:
        raise _input_output_error(error) from None
    except apsw.Error as error:
        raise VaultFailed from VaultFailed(type(error).__name__)


def _input_output_error(error: apsw.IOError) -> FairnoteError:
    """A page that can't be read back as it was written is damage; anything else is not known to be."""
    damaged = (
        apsw.SQLITE_IOERR_DATA,
        apsw.SQLITE_IOERR_CORRUPTFS,
        apsw.SQLITE_IOERR_SHORT_READ,
        apsw.SQLITE_IOERR_READ,
    )
    return DataDamaged() if getattr(error, "extendedresult", 0) in damaged else VaultFailed()


class Database:
    """One connection, shared by threads under one lock. `read_only` is True when its pages were found damaged."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open or make the database. Raises `DataDamaged`, `VaultTooNew`, `DiskFull` or `UnsafeDatabase`."""
        self.lock = threading.RLock()
        self.read_only = False
        self._depth = 0
        self._after_commit: list[Callable[[], None]] = []
        with clear_database_errors():
            self._connection = apsw.Connection(str(path))
            try:
                self._prepare(key)
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self, key: bytes) -> None:
        connection = self._connection
        connection.pragma("cipher", "chacha20")
        # 'raw:' stops the library from deriving a key of its own; hex keeps every byte value possible.
        connection.pragma("hexkey", (b"raw:" + key).hex())
        assert_no_temporary_files(connection)
        connection.set_busy_timeout(5_000)
        _set(connection, "journal_mode", "wal", "wal")
        _set(connection, "synchronous", "FULL", 2)
        _set(connection, "foreign_keys", "ON", 1)
        _set(connection, "secure_delete", "ON", 1)
        if self._version() > len(STEPS):
            raise VaultTooNew
        if not self._is_sound():
            self._protect()
            return
        migrate(connection)

    def _version(self) -> int:
        version = self._connection.pragma("user_version")
        assert isinstance(version, int)
        return version

    def _is_sound(self) -> bool:
        """Read every page, which checks every page's authentication tag."""
        try:
            return bool(self._connection.pragma("quick_check") == "ok")
        except (*_DAMAGED, apsw.IOError):
            return False

    def _protect(self) -> None:
        """Damaged: let what can be read be read, and write nothing, not even on closing."""
        self.read_only = True
        self._connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        self._connection.pragma("query_only", "ON")

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none. May be nested: only the outermost one commits. Raises `DataDamaged` when read-only."""
        with self.lock, clear_database_errors():
            self._begin()
            try:
                yield
                self._connection.execute("COMMIT" if self._depth == 1 else f"RELEASE step{self._depth}")
            except BaseException:
                self._undo()
                raise
            finally:
                self._depth -= 1
            if self._depth == 0:
                self._run_after_commit()

    def _begin(self) -> None:
        if self.read_only:
            raise DataDamaged
        if self._depth and not self._connection.in_transaction:
            # A full disk inside undid all of it: what came before is gone, so nothing may be added to it.
            raise VaultFailed
        self._connection.execute("BEGIN IMMEDIATE" if self._depth == 0 else f"SAVEPOINT step{self._depth + 1}")
        self._depth += 1

    def _undo(self) -> None:
        """Undo this step. The database has already undone everything by itself where the disk was full."""
        if self._depth == 1:
            self._after_commit.clear()
        if self._connection.in_transaction:
            undo = f"ROLLBACK TO step{self._depth}; RELEASE step{self._depth}"
            self._connection.execute("ROLLBACK" if self._depth == 1 else undo)

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
        with self.lock, clear_database_errors():
            return [tuple(row) for row in self._connection.execute(statement, values)]

    def write(self, statement: str, values: Values = ()) -> None:
        """Run one statement that changes something, in a transaction. Raises `DataDamaged` when read-only."""
        with self.transaction():
            self._connection.execute(statement, values)

    def changed(self) -> int:
        """Rows that the last statement changed."""
        return self._connection.changes()

    def close(self) -> None:
        """Close. Safe to call twice."""
        with self.lock, clear_database_errors():
            self._connection.close()


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
