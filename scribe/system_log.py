"""Reads the audit's heads back out of the operating system's own log, which this program can't rewrite."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from scribe.visit import Sha256

_HEAD = re.compile(r"audit head ([0-9a-f]{64}) vault ([0-9a-f]{32})")
_FILES = (Path("/var/log/syslog"), Path("/var/log/messages"))
"""Where Debian's and Red Hat's rsyslog puts lines, beside or instead of the journal."""
_SECONDS = 30.0
_JOURNAL = ("journalctl", "--identifier=fairnote", "--output=cat", "--no-pager", "--quiet")
_EVENTS = ("wevtutil", "qe", "Application", "/q:*[System[Provider[@Name='Fairnote']]]", "/f:xml")


def heads_in(lines: Iterable[str], vault_id: str) -> tuple[Sha256, ...]:
    """The heads of one vault that are in these lines, oldest first, each once; not those of others."""
    found = (match for line in lines for match in _HEAD.finditer(line))
    return tuple(dict.fromkeys(Sha256(match[1]) for match in found if match[2] == vault_id))


def read_system_log() -> tuple[str, ...] | None:
    """The lines that Fairnote wrote into the system's log, as far as this user may read it; None where there is none.

    No network is used: the journal and the event log are asked by the system's own programs.
    """
    said = _asked(_EVENTS if sys.platform == "win32" else _JOURNAL)
    files = [lines for path in _FILES if (lines := _lines_of(path)) is not None]
    if said is None and not files:
        return None
    return tuple(line for lines in (said or (), *files) for line in lines)


def _asked(command: tuple[str, ...]) -> tuple[str, ...] | None:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return None
    return tuple(done.stdout.decode("utf-8", "replace").splitlines())


def _lines_of(path: Path) -> tuple[str, ...] | None:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return tuple(line for line in file if "fairnote" in line)
    except OSError:
        return None
