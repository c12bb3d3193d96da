"""Makes a folder that is either wholly there under its name, or not there at all."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

_LEFT = re.compile(r"\.(?P<name>.+)\.(?P<process>[0-9]{1,10})\.partial")


@contextlib.contextmanager
def staged(final: Path) -> Iterator[Path]:
    """An empty folder beside `final`, which gets its name when the block ends well, and is removed when it doesn't.

    Its own name begins with a dot, and nothing looks for a model there; one that a killed program left is removed
    first. Raises `FileExistsError` when `final` is there, before anything is done, and what the system says otherwise.
    """
    if os.path.lexists(final):
        raise FileExistsError
    final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear_left(final)
    partial = final.with_name(f".{final.name}.{os.getpid()}.partial")
    partial.mkdir(mode=0o700)
    try:
        yield partial
        sync_folder(partial)
        if os.path.lexists(final):  # on Linux a rename would take the place of an empty folder
            raise FileExistsError
        partial.rename(final)
        sync_folder(final.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)  # only ever our own unfinished copy
        raise


def clear_left(final: Path) -> None:
    """Remove the unfinished folders for this name whose program is gone."""
    import psutil

    for path in final.parent.iterdir():
        left = _LEFT.fullmatch(path.name)
        if left is None or left["name"] != final.name or path.is_symlink() or not path.is_dir():
            continue
        process = int(left["process"])
        if process == os.getpid() or not psutil.pid_exists(process):
            shutil.rmtree(path, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut. Windows does this by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
