"""Reads what strace saw of a program: the sockets that it asked for, and the paths that it wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

WRITING_CALLS = (
    "open", "openat", "openat2", "creat", "mkdir", "mkdirat", "mknod", "mknodat", "rename", "renameat", "renameat2",
    "link", "linkat", "symlink", "symlinkat", "truncate", "unlink", "unlinkat", "rmdir",
)  # fmt: skip
# Devices, shared memory and pipes: gone with the process.
NOTHING_KEPT = ("/dev/null", "/dev/tty", "/dev/pts/", "/dev/shm/", "pipe:", "socket:", "anon_inode:")
INTERNET = ("AF_INET", "AF_INET6")
PROBE = "0xff"
"""The family that doesn't exist: `models.no_internet` asks for it to learn whether sockets are refused."""


@dataclass(frozen=True)
class Socket:
    """A socket that was asked for; `family` is the kernel's name, such as AF_UNIX."""

    family: str


@dataclass(frozen=True)
class Written:
    """A path that was opened for writing, made, moved or removed by the call named."""

    call: str
    path: str


_CALL = re.compile(r"^(?:\d+\s+)?(?:[\d.]+\s+)?(\w+)\((.*)\)\s+= (-?\d+)(?:<(.*?)>)?", re.DOTALL)
_QUOTED = re.compile(r'(?:(?:AT_FDCWD|-?\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
_FOR_WRITING = re.compile(r"\b(?:O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE)\b")


def read_line(line: str) -> Socket | tuple[Written, ...] | None:
    """What one line of `strace -y` shows: a socket, paths written, or (None) nothing of interest.

    A socket counts even when it was refused; a file only when the call succeeded.
    """
    match = _CALL.match(line)
    if match is None:
        return None
    call, arguments, result, opened = match.groups()
    if call in ("socket", "socketpair"):
        return Socket(arguments.split(",")[0].strip())
    if call not in WRITING_CALLS or int(result) < 0:
        return None
    if call.startswith("open") and not _FOR_WRITING.search(_QUOTED.sub("", arguments)):
        return None
    if opened is not None:
        return (Written(call, opened),)
    return tuple(Written(call, str(Path(folder or "/", path))) for folder, path in _QUOTED.findall(arguments))


def read_lines(lines: Iterable[str]) -> Iterator[Socket | Written]:
    """Everything that the lines show, one by one."""
    for line in lines:
        seen = read_line(line)
        if isinstance(seen, Socket):
            yield seen
        elif seen is not None:
            yield from seen


def is_own(path: str, own: Sequence[Path]) -> bool:
    """Whether a path is in one of the folders, or is nothing that is kept: a device, a pipe, a process's own entry."""
    return path.startswith(NOTHING_KEPT) or any(Path(path).is_relative_to(folder) for folder in own)
