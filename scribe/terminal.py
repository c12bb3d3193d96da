"""How the command line shows progress and results: nothing but results on standard output, and none of it in a log."""

from __future__ import annotations

import io
import sys
import textwrap
import time
from typing import TypeVar

from models.progress import Cancelled, Progress
from scribe.jobs import Job, Jobs

T = TypeVar("T")
WIDTH = 100


def write_every_character() -> None:
    """Have no character that Fairnote prints be one that can't be.

    What goes to a file or another program is UTF-8: Windows' own encoding lacks much of what people are called, and a
    heading's line. A terminal keeps its encoding, and shows what it lacks as '?'.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


class ProgressLine:
    """One line that is written over and over on a terminal; silent when standard error is piped."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._began = time.monotonic()
        self._last = 0.0

    def __call__(self, progress: Progress) -> None:
        """Show how far the work is, at most five times a second."""
        now = time.monotonic()
        if not self._shown or now - self._last < 0.2:
            return
        self._last = now
        sys.stderr.write(f"\r\033[K{progress.label}{self._how_far(progress, now)}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Leave the line empty."""
        if self._shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    def _how_far(self, progress: Progress, now: float) -> str:
        fraction = progress.fraction
        if fraction is None:
            return " …"
        text = f" … {fraction:.0%}"
        if fraction > 0.05:
            left = (now - self._began) * (1 - fraction) / fraction
            text += f", about {left:.0f} seconds left"
        return text


def run(jobs: Jobs, job: Job[T]) -> T:
    """Run a job to its end on the command line, with progress. Ctrl-C cancels it and raises `Cancelled`."""
    line = ProgressLine()
    got: list[T] = []
    failed: list[BaseException] = []
    handle = jobs.submit(
        job,
        on_progress=line,
        on_success=got.append,
        on_failure=failed.append,
        on_cancel=lambda: failed.append(Cancelled()),
    )
    try:
        handle.wait()
    except KeyboardInterrupt:
        handle.cancel()
        handle.wait()
    finally:
        line.clear()
    if failed:
        raise failed[0]
    return got[0]


def run_alone(job: Job[T]) -> T:
    """As `run`, for a job that belongs to no session."""
    jobs = Jobs()
    try:
        return run(jobs, job)
    finally:
        jobs.close()


def say(text: str = "", *, indent: int = 0) -> None:
    """Print a paragraph, wrapped for reading."""
    prefix = " " * indent
    print(textwrap.fill(text, WIDTH, initial_indent=prefix, subsequent_indent=prefix) if text else "")


def heading(text: str) -> None:
    """Print a heading."""
    line = "─" if can_write("─") else "-"
    print(f"\n{text}\n{line * min(WIDTH, len(text))}")


def can_write(text: str) -> bool:
    """Whether standard output, as it is encoded, has all of these letters."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def write_what_can_be() -> None:
    """Let a letter that the terminal or pipe has not be a '?': Windows pipes know few, and a name may have any."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
