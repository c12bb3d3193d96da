"""Writes a small file so that it is either the old one or the new one, whatever happens."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import platform
import re
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from scribe.errors import DiskFull, FairnoteError

WINDOWS = os.name == "nt"
_GREATEST_NUMBER = 0xFFFF_FFFF
"""Of a process on Windows."""
_MACHINE = hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]
"""In the names of partial files: on a shared folder, another laptop's must not be taken for one left behind."""
_OURS = re.compile(r"\.fairnote-([0-9a-f]{8})-([0-9]{1,10})-[0-9a-f]{16}\.(partial|old)")
_NAME_REFUSED = (errno.ENAMETOOLONG, errno.EINVAL)
"""The second for a character that a file system has not: a colon on Windows, and on a memory stick everywhere."""
_TOO_LONG_ON_WINDOWS = 206
"""ERROR_FILENAME_EXCED_RANGE, which Python takes for a file that is not there."""
_in_hand: set[str] = set()
"""Names of the partial files that this process is busy with."""


class WriteFailed(FairnoteError):
    """The system refused to write a file."""

    sentence = "The file could not be written there. Nothing was changed. Choose another folder, or ask IT."


class FileAlreadyThere(FairnoteError):
    """A file of that name exists and nobody said that it may be replaced."""

    sentence = "There is already a file of that name. It was not changed. Choose another name."


class NameRefused(WriteFailed):
    """No file can have that name here: it is too long, or has a character that this system can't write."""

    sentence = "A file can't have that name here. Nothing was changed. Choose a shorter or simpler name."


@contextlib.contextmanager
def clear_disk_errors() -> Iterator[None]:
    """Turn the system's own errors of writing into `DiskFull` or `WriteFailed`, without the file's name in them."""
    try:
        yield
    except OSError as error:
        # Not chained: the cause names the file.
        raise _clear(error) from None


def is_full(number: int | None) -> bool:
    """Whether the system's number of an error says that there is no room."""
    return number in (errno.ENOSPC, errno.EDQUOT)


def _clear(error: OSError) -> FairnoteError:
    if is_full(error.errno):
        return DiskFull()
    too_long = getattr(error, "winerror", None) == _TOO_LONG_ON_WINDOWS
    return NameRefused() if error.errno in _NAME_REFUSED or too_long else WriteFailed()


def is_taken(path: Path) -> bool:
    """Whether a file, folder or link has this name. Raises `NameRefused` or `WriteFailed` where that can't be said."""
    if "\0" in str(path):
        raise NameRefused
    with clear_disk_errors():
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except UnicodeEncodeError:
            raise NameRefused from None
    return True


def clear_stale(folder: Path) -> None:
    """Remove what a killed Fairnote of this laptop left in `folder`, and never what anybody else put there.

    What was set aside to be overwritten is only a second name of a file that still has its own, or of one that the
    worker asked to have overwritten.
    """
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if _is_stale(path):
                path.unlink()


def _is_stale(path: Path) -> bool:
    named = _OURS.fullmatch(path.name)
    if named is None or named[1] != _MACHINE or path.name in _in_hand:
        return False
    return stat.S_ISREG(path.lstat().st_mode) and not _runs(int(named[2]))


def _runs(process: int) -> bool:
    """Whether another process of that number is there. Our own is not meant: what it is busy with is known."""
    if process == os.getpid():
        return False
    if WINDOWS:
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _runs_on_windows(process: int) -> bool:
    """There, `os.kill` would end it. Asked of the system; what can't be known is taken to run."""
    import ctypes

    synchronise, wrong_parameter = 0x0010_0000, 87
    if process > _GREATEST_NUMBER:  # it comes out of a file's name
        return True
    kernel = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 - not there on Linux
    handle = kernel.OpenProcess(synchronise, False, process)
    if handle:
        ended = kernel.WaitForSingleObject(handle, 0) == 0
        kernel.CloseHandle(handle)
        return not ended
    return bool(getattr(ctypes, "get_last_error")() != wrong_parameter)  # noqa: B009


class PartialFile:
    """All of some data, safely on the disk beside `path` under another name, until it is put in place or given up."""

    def __init__(self, path: Path, data: bytes) -> None:
        """Write it. Raises `DiskFull`, `WriteFailed` or `NameRefused`, and then nothing is left of it."""
        self._name(path)
        with clear_disk_errors():
            try:
                _write_through(self._partial, data)
                self._identity = self._partial.lstat()
            except BaseException:
                self.give_up()
                raise

    def _name(self, path: Path) -> None:
        if not path.name:  # of '' and '/', which are no names of files
            raise NameRefused
        self._path = path
        # Random, so that two exports to one place never share it and nobody can put a link there first.
        self._mark = f".fairnote-{_MACHINE}-{os.getpid()}-{secrets.token_hex(8)}"
        self._partial, self._old = path.with_name(f"{self._mark}.partial"), path.with_name(f"{self._mark}.old")
        _in_hand.update((self._partial.name, self._old.name))

    def put_in_place(self, *, overwrite: bool, keep_old: bool = False) -> None:
        """Give it its name in one step. Raises `FileAlreadyThere` when the name is taken and may not be.

        With `keep_old`, a file that is overwritten is kept aside until `give_up`, so that `take_back` can undo this.
        """
        with clear_disk_errors():
            try:
                if overwrite and keep_old:
                    self._set_aside()
                _put_in_place(self._partial, self._path, overwrite)
            except FileExistsError:
                raise FileAlreadyThere from None
            _sync_folder(self._path.parent)

    def _set_aside(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            _second_name(self._path, self._old)

    def take_back(self) -> None:
        """Undo `put_in_place`, as far as it came: an overwritten file is there again, a new one is gone."""
        if os.path.lexists(self._old):
            os.replace(self._old, self._path)
        elif self._has_the_name():
            self._path.unlink()

    def _has_the_name(self) -> bool:
        """Whether what has the name is what was written here, and not somebody else's."""
        try:
            return os.path.samestat(self._path.lstat(), self._identity)
        except OSError:
            return False

    def give_up(self) -> None:
        """Remove what is only ours, and never what has the name. Safe after `put_in_place`."""
        self._partial.unlink(missing_ok=True)
        self._old.unlink(missing_ok=True)
        _in_hand.difference_update((self._partial.name, self._old.name))


class GrowingFile(PartialFile):
    """As a `PartialFile`, written piece by piece: it can be put in place once it is finished."""

    def __init__(self, path: Path) -> None:
        """Begin it. Raises `DiskFull`, `WriteFailed` or `NameRefused`, and then nothing is left of it."""
        self._name(path)
        with clear_disk_errors():
            self._file = _new_file(self._partial)

    def write(self, data: bytes) -> None:
        """Add to it. Raises `DiskFull` or `WriteFailed`."""
        with clear_disk_errors():
            self._file.write(data)

    @property
    def partial(self) -> Path:
        """Where it is until it is put in place."""
        return self._partial

    def finish(self) -> None:
        """Have all of it on the disk. Raises `DiskFull` or `WriteFailed`."""
        with clear_disk_errors():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._identity = self._partial.lstat()

    def give_up(self) -> None:
        """Remove what is only ours, and never what has the name. Safe after `put_in_place`."""
        with contextlib.suppress(OSError):  # what could not be written has been told
            self._file.close()
        super().give_up()


def write_atomically(path: Path, data: bytes, *, overwrite: bool = True) -> None:
    """Write all of `data`, so that `path` holds either what it held or all of this.

    Raises `DiskFull`, `WriteFailed`, or `FileAlreadyThere` when `path` is there and `overwrite` is False.
    """
    partial = PartialFile(path, data)
    try:
        partial.put_in_place(overwrite=overwrite)
    finally:
        partial.give_up()


def _write_through(path: Path, data: bytes) -> None:
    with _new_file(path) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _new_file(path: Path) -> BinaryIO:
    """A file that was not there, for this user alone."""
    only_new = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    return os.fdopen(os.open(path, only_new | getattr(os, "O_BINARY", 0), 0o600), "wb")


def _second_name(path: Path, name: Path) -> None:
    """Give a file a second name; where there are no links, a copy of its own."""
    try:
        os.link(path, name)
    except FileNotFoundError:
        raise
    except OSError:
        _write_through(name, path.read_bytes())


def _put_in_place(partial: Path, path: Path, overwrite: bool) -> None:
    if overwrite:
        os.replace(partial, path)
    elif WINDOWS:
        os.rename(partial, path)  # on Windows this refuses when the name is taken
    else:
        _link_new(partial, path)


def _link_new(partial: Path, path: Path) -> None:
    """Give the finished file its name only if the name is free; a link is the one step that can't overwrite."""
    try:
        os.link(partial, path)
    except FileExistsError:
        raise
    except OSError:
        # FAT and some network folders have no links: look, then rename.
        if path.exists():
            raise FileExistsError from None
        os.rename(partial, path)
        return
    partial.unlink()


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder last through a power cut. Windows does this by itself."""
    if WINDOWS:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
