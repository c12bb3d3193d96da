"""Proves on Linux that a command uses no network and writes nowhere but in its own folders."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import system_libraries
from console import SetUpFailed, say

from models.offline import VARIABLES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "prove-offline"
WRITING_CALLS = (
    "open", "openat", "openat2", "creat", "mkdir", "mkdirat", "mknod", "mknodat", "rename", "renameat", "renameat2",
    "link", "linkat", "symlink", "symlinkat", "truncate", "unlink", "unlinkat", "rmdir",
)  # fmt: skip
# Devices, shared memory and pipes: gone with the process.
NOTHING_KEPT = ("/dev/null", "/dev/tty", "/dev/pts/", "/dev/shm/", "pipe:", "socket:", "anon_inode:")
INTERNET = ("AF_INET", "AF_INET6")


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


def main(command: Sequence[str]) -> int:
    """Run the command twice, without a network and then watched; 0 only if both end well and nothing was seen."""
    if not sys.platform.startswith("linux"):
        raise SetUpFailed("This proof needs Linux: it uses network namespaces and strace.")
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
    problems = [*_without_network(command), *_watched(command)]
    for problem in problems:
        say(f"  NOT PROVED: {problem}")
    if not problems:
        say("Proved: it runs without a network, opens no internet socket, and writes only in its own folders.")
    return 1 if problems else 0


def _without_network(command: Sequence[str]) -> list[str]:
    isolated = _isolation()
    status = _run("1. With no network at all", [*isolated, *command], FOLDER / "no-network")
    return [] if status == 0 else [f"without a network it ended with exit status {status}"]


def _isolation() -> list[str]:
    for isolated in (["unshare", "-rn"], ["unshare", "-n"]):  # the second for root in a place without user namespaces
        try:
            answer = subprocess.run([*isolated, "true"], capture_output=True, check=False)
        except FileNotFoundError:
            break
        if answer.returncode == 0:
            return isolated
    raise SetUpFailed("This system lets no program be cut off from the network (unshare -rn), so nothing was proved.")


def _watched(command: Sequence[str]) -> list[str]:
    if not shutil.which("strace"):
        system_libraries.install(["strace"], "strace is needed", FOLDER / "strace-install.log")
    folder = FOLDER / "watched"
    traces = folder / "strace"
    traces.mkdir(parents=True)
    # '?': a processor that lacks a call (aarch64 has no mkdir) is no error.
    calls = ",".join(f"?{call}" for call in ("socket", "socketpair", *WRITING_CALLS))
    watch = ["strace", "-ff", "-qq", "-y", "-s", "4096", "-e", f"trace={calls}", "-o", str(traces / "process")]
    status = _run("2. With the network there, every socket and file watched", [*watch, *command], folder)
    seen = [event for trace in sorted(traces.iterdir()) for event in read_lines(_open_lines(trace))]
    problems = report(seen, own_folders(folder))
    return problems if status == 0 else [*problems, f"while watched it ended with exit status {status}"]


def _open_lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as opened:
        yield from opened


def report(seen: Sequence[Socket | Written], own: Sequence[Path]) -> list[str]:
    """Print the counts, and return a sentence for each thing that should not have been."""
    sockets = Counter(event.family for event in seen if isinstance(event, Socket))
    written = {event.path for event in seen if isinstance(event, Written)}
    strays = sorted(path for path in written if not is_own(path, own))
    internet = sum(sockets.pop(family, 0) for family in INTERNET)
    say(f"  Internet sockets (AF_INET, AF_INET6): {internet}")
    say(f"  Other sockets: {', '.join(f'{count} {family}' for family, count in sockets.items()) or 'none'}")
    say(f"  Paths written: {len(written)}, outside its own folders: {len(strays)}")
    problems = [f"{internet} internet sockets were asked for"] if internet else []
    return problems + [f"written outside its own folders: {path}" for path in strays]


def own_folders(folder: Path) -> tuple[Path, ...]:
    """The app's own folders in the empty home that it is given, and its own temporary ones."""
    home = folder / "home"
    parts = (".local/share/fairnote", ".local/state/fairnote", ".config/fairnote", ".cache/fairnote")
    return (*(home / part for part in parts), folder / "tmp")


def _run(title: str, command: Sequence[str], folder: Path) -> int:
    """Run a command in an empty home of its own, its output to a file; the exit status."""
    home, temporary = folder / "home", folder / "tmp"
    for made in (home, temporary):
        made.mkdir(parents=True)
    # Fairnote has to set its own variables; those of this shell must not do it for it.
    drop = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", *VARIABLES)
    kept = {name: value for name, value in os.environ.items() if name not in drop and not name.startswith("XDG_")}
    places = {"HOME": str(home), "TMPDIR": str(temporary), "QT_QPA_PLATFORM": "offscreen"}
    places["PYTHONDONTWRITEBYTECODE"] = "1"  # compiled Python beside its source is the installation's, made once
    say(title)
    started = time.monotonic()
    with (folder / "output.txt").open("wb") as output:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=kept | places, check=False
        )
    say(f"  Exit status {done.returncode} after {time.monotonic() - started:.0f} s; output in {folder / 'output.txt'}")
    return done.returncode
