"""Says what the set-up does, and runs a command while showing how far it is."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

LINES_SHOWN_ON_FAILURE = 25
SECONDS_BETWEEN_LINES = 15.0  # where the output is a file or a pipe, and a line can't be rewritten


Words = Sequence[str | Path]
"""A command line."""


class SetUpFailed(Exception):
    """A step could not be done; `str()` of it says what happened and what to do."""


def say(text: str) -> None:
    """Print one line at once."""
    print(text, flush=True)


class LiveLine:
    """One line that is rewritten on a terminal, and printed now and then anywhere else."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._started = self._last_printed = time.monotonic()
        self._terminal = sys.stdout.isatty()
        self._note = ""

    @property
    def seconds(self) -> float:
        """Seconds since the work began."""
        return time.monotonic() - self._started

    def show(self, note: str | None = None) -> None:
        """Show the latest note (the one before it if None) and the time taken so far."""
        self._note = note or self._note
        if self._terminal:
            print(f"\r\x1b[K{self._text()}", end="", flush=True)
        elif time.monotonic() - self._last_printed >= SECONDS_BETWEEN_LINES:
            self._last_printed = time.monotonic()
            say(self._text())

    def end(self) -> None:
        """Leave the line behind, with the time that it took."""
        start = "\r\x1b[K" if self._terminal else ""
        say(f"{start}    {self._label}: {self.seconds:.0f} s")

    def _text(self) -> str:
        note = f" {self._note}," if self._note else ""
        return f"    {self._label}:{note} {self.seconds:.0f} s"


def run(
    command: Words,
    *,
    label: str,
    log: Path,
    notice: Callable[[str], str | None] = lambda _: None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> None:
    """Run a command, its whole output to `log`; `notice` picks what to show of each line.

    Raises SetUpFailed with the last lines of the output when the command can't be started or fails.
    """
    line = LiveLine(label)
    try:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace", env=environment, cwd=folder,
        )  # fmt: skip
    except OSError as error:
        raise SetUpFailed(f"{label}: {command[0]} could not be started ({error.strerror}).") from error
    try:
        _follow(process, log, notice, line)
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    if process.returncode != 0:
        raise SetUpFailed(_failure(label, process.returncode, log))
    line.end()


def _follow(process: subprocess.Popen[str], log: Path, notice: Callable[[str], str | None], line: LiveLine) -> None:
    """Copy the output to the log until it ends; the line goes on ticking while the command is silent."""
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_pump, args=(process, lines), daemon=True).start()
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as kept:
        while True:
            try:
                text = lines.get(timeout=1.0)
            except queue.Empty:
                line.show()
                continue
            if text is None:
                break
            kept.write(text)
            line.show(notice(text))
    process.wait()


def _pump(process: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    assert process.stdout is not None
    with process.stdout as output:
        for text in output:
            lines.put(text)
    lines.put(None)


def _failure(label: str, status: int, log: Path) -> str:
    last = log.read_text(encoding="utf-8").splitlines()[-LINES_SHOWN_ON_FAILURE:]
    shown = "\n".join(f"      {text}" for text in last)
    return f"{label} failed (exit status {status}). Its last lines:\n{shown}\n    The whole output is in {log}."
