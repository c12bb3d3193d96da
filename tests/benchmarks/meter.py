"""Measures whole commands with everything that they start: time, processor time, and the most memory at once."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
LOOK_EVERY = 0.2
"""Seconds between two looks at the memory."""
_MB = 1e6


@dataclass(frozen=True)
class Used:
    """What a command and its children used: seconds on the clock and of processor time, and the most MB at once."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


class CommandFailed(Exception):
    """A measured command ended badly; `str()` of it names the command and its last lines."""


@dataclass(frozen=True)
class Outcome:
    """How a measured command ended."""

    used: Used
    status: int
    errors: str

    def or_fail(self) -> Outcome:
        """Itself. Raises `CommandFailed` where the command did not end well."""
        if self.status != 0:
            raise CommandFailed(f"exit status {self.status}: {self.errors[-2_000:]}")
        return self


def run_metered(command: list[str], environment: Mapping[str, str] | None = None) -> Outcome:
    """Run a command to its end. Processor time is counted on POSIX only, and of children that were waited for."""
    began, used = time.monotonic(), os.times()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    with process, MemoryWatch(process.pid) as memory:
        _, errors = process.communicate()
    now = os.times()
    cpu = now.children_user + now.children_system - used.children_user - used.children_system
    took = Used(time.monotonic() - began, cpu, memory.peak_mb)
    return Outcome(took, process.returncode, errors.decode("utf-8", "replace"))


class MemoryWatch(threading.Thread):
    """Looks at the memory of a process and all below it while it is used in a `with`; remembers the most at once."""

    def __init__(self, pid: int) -> None:
        super().__init__(name="memory", daemon=True)
        self.peak_mb = 0.0
        self._pid = pid
        self._over = threading.Event()

    def run(self) -> None:
        """Look until it is over."""
        while not self._over.is_set():
            self.peak_mb = max(self.peak_mb, tree_mb(self._pid))
            self._over.wait(LOOK_EVERY)

    def __enter__(self) -> MemoryWatch:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()


def tree_mb(pid: int) -> float:
    """MB of a process and all below it now; 0 where it is gone."""
    try:
        process = psutil.Process(pid)
        below = process.children(recursive=True)
    except psutil.Error:
        return 0.0
    return sum(process_mb(each.pid) for each in (process, *below))


def process_mb(pid: int) -> float:
    """MB of one process now; 0 where it is gone.

    On Linux what several processes share is counted once in all (PSS); elsewhere by each of them (RSS).
    """
    try:
        memory = psutil.Process(pid).memory_full_info()
    except psutil.Error:
        return 0.0
    return float(getattr(memory, "pss", memory.rss)) / _MB
