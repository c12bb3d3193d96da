"""Writes a small file so that it is either the old one or the new one, whatever happens."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from scribe.errors import DiskFull, FairnoteError

WINDOWS = os.name == "nt"


class WriteFailed(FairnoteError):
    """The system refused to write a file."""

    sentence = "The file could not be written there. Nothing was changed. Choose another folder, or ask IT."


class FileAlreadyThere(FairnoteError):
    """A file of that name exists and nobody said that it may be replaced."""

    sentence = "There is already a file of that name. It was not changed. Choose another name."


@contextlib.contextmanager
def clear_disk_errors() -> Iterator[None]:
    """Turn the system's own errors of writing into `DiskFull` or `WriteFailed`, without the file's name in them."""
    try:
        yield
    except OSError as error:
        # Not chained: the cause names the file.
        raise (DiskFull() if error.errno in (errno.ENOSPC, errno.EDQUOT) else WriteFailed()) from None


class PartialFile:
    """All of some data, safely on the disk beside `path` under another name, until it is put in place or given up."""

    def __init__(self, path: Path, data: bytes) -> None:
        """Write it. Raises `DiskFull` or `WriteFailed`, and then nothing is left of it."""
        self._path = path
        self._partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
        with clear_disk_errors():
            try:
                _write_through(self._partial, data)
            except BaseException:
                self.give_up()
                raise

    def put_in_place(self, *, overwrite: bool) -> None:
        """Give it its name in one step. Raises `FileAlreadyThere` when the name is taken and may not be."""
        with clear_disk_errors():
            try:
                _put_in_place(self._partial, self._path, overwrite)
            except FileExistsError:
                raise FileAlreadyThere from None
            _sync_folder(self._path.parent)

    def give_up(self) -> None:
        """Remove what was written here, and never what has the name. Safe after `put_in_place`."""
        self._partial.unlink(missing_ok=True)


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
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


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
