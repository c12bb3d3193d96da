"""What was measured, as facts, as one table for people, and as JSON."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata
from typing import Any

from tests.benchmarks.runners import BARE, LIVE, POST_HOC, Run

MARKED_IS_FINE = frozenset({"babble"})
"""Nothing-sounds that hold real voices: what is marked as doubtful there was not invented."""


@dataclass(frozen=True)
class Machine:
    """Where it was measured. `load`: the mean number of busy processes over the minute before."""

    cores: int
    processor: str
    system: str
    python: str
    libraries: dict[str, str]
    load_before: float
    load_after: float = 0.0


@dataclass(frozen=True)
class Heard:
    """How well a visit was heard: the word error rate and the longest run of words that are missing.

    `apart` is the word error rate of our live text against our text of the finished file, where both were made.
    """

    wer: float
    longest_lost: int
    apart: float | None = None


@dataclass(frozen=True)
class VisitRow:
    """One program on one visit; every figure is the median of the rounds."""

    program: str
    minutes: float
    seconds: float
    waited: float
    cpu_a_minute: float
    peak_mb: float
    heard: Heard
    remark: str = ""
    rounds: tuple[float, ...] = ()
    """Seconds waited in each round."""


@dataclass(frozen=True)
class NothingRow:
    """One program on one nothing-sound: how many words it wrote, how many of them unmarked, and how many count."""

    program: str
    kind: str
    seconds: int
    words: int
    unmarked: int
    invented: int
    cpu_a_minute: float
    remark: str = ""


@dataclass(frozen=True)
class Report:
    """All of it."""

    machine: Machine
    model: str
    pace: float
    rounds: int
    visits: list[VisitRow] = field(default_factory=list)
    nothing: list[NothingRow] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def this_machine() -> Machine:
    """This machine, before the work."""
    named = ("faster-whisper", "ctranslate2", "whisper-ctranslate2")
    return Machine(
        os.cpu_count() or 0, _processor(), platform.platform(), platform.python_version(),
        {name: _version(name) for name in named}, load(),
    )  # fmt: skip


def load() -> float:
    """The mean load of the last minute; 0 where the system does not tell."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "")
    except OSError:
        return platform.processor()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def visit_row(program: str, minutes: float, seconds: float, runs: Sequence[Run], heard: Heard) -> VisitRow:
    """A row from the runs of all rounds. One run at least."""
    middle = statistics.median
    return VisitRow(
        program, minutes, round(seconds, 1), round(middle(run.waited for run in runs), 2),
        round(middle(run.used.cpu_seconds for run in runs) * 60 / seconds, 2),
        round(middle(run.used.peak_mb for run in runs)), heard, runs[-1].remark,
        tuple(round(run.waited, 2) for run in runs),
    )  # fmt: skip


def nothing_row(program: str, kind: str, seconds: int, run: Run, words: int) -> NothingRow:
    """A row from one run that wrote so many words."""
    unmarked = words - min(words, run.marked)
    invented = unmarked if kind in MARKED_IS_FINE else words
    cpu = round(run.used.cpu_seconds * 60 / seconds, 2)
    return NothingRow(program, kind, seconds, words, unmarked, invented, cpu, run.remark)


# --- how ours stands to the bare library


@dataclass(frozen=True)
class Ratio:
    """One of ours divided by the bare sequential pass on the same visit; `wer_points` is a difference."""

    program: str
    minutes: float
    waited: float
    cpu: float
    peak: float
    wer_points: float


def ratios(rows: Iterable[VisitRow]) -> list[Ratio]:
    """Ours over bare, for each visit that both have heard."""
    listed = list(rows)
    bare = {row.minutes: row for row in listed if row.program == BARE}
    ours = [row for row in listed if row.program in (POST_HOC, LIVE) and row.minutes in bare]
    return [_ratio(row, bare[row.minutes]) for row in ours]


def _ratio(row: VisitRow, bare: VisitRow) -> Ratio:
    return Ratio(
        row.program, row.minutes, round(row.waited / bare.waited, 3),
        round(row.cpu_a_minute / bare.cpu_a_minute, 3) if bare.cpu_a_minute else 0.0,
        round(row.peak_mb / bare.peak_mb, 3) if bare.peak_mb else 0.0, round(row.heard.wer - bare.heard.wer, 2),
    )  # fmt: skip


def longest_to_shortest(rows: Iterable[VisitRow]) -> float | None:
    """How much longer Stop → transcript of the live way takes for the longest visit than for the shortest."""
    live = sorted((row for row in rows if row.program == LIVE), key=lambda row: row.minutes)
    return round(live[-1].waited / live[0].waited, 3) if len(live) > 1 and live[0].waited else None


# --- shown


def as_json(report: Report) -> dict[str, Any]:
    """The whole report, and what is worked out from it."""
    return {
        **asdict(report),
        "ratios_to_bare": [asdict(ratio) for ratio in ratios(report.visits)],
        "live_longest_to_shortest": longest_to_shortest(report.visits),
    }


def as_text(report: Report) -> str:
    """One table, a line for each program and sound."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    machine = report.machine
    yield f"{machine.cores} cores ({machine.processor}), {machine.system}, Python {machine.python}"
    yield ", ".join(f"{name} {version}" for name, version in machine.libraries.items())
    yield f"load {machine.load_before} before, {machine.load_after} after"
    yield f"{report.model} int8, beam 5, word times; live visits played at {report.pace:g} x; rounds: {report.rounds}"
    yield from (f"Left out: {left}" for left in report.left_out)
    if report.visits:
        yield ""
        yield _VISIT.format("visit", "program", "Stop → words", "CPU s/min", "peak MB", "WER %", "run lost")
        yield from map(_visit_line, report.visits)
        yield ""
        yield from map(_ratio_line, ratios(report.visits))
        yield from _live_lines(report.visits)
    if report.nothing:
        yield ""
        yield _NOTHING.format("sound", "program", "words", "unmarked", "invented", "CPU s/min")
        yield from map(_nothing_line, report.nothing)


_VISIT = "{:>7}  {:<24}{:>13}{:>11}{:>9}{:>8}{:>10}"
_NOTHING = "{:>7}  {:<24}{:>8}{:>10}{:>10}{:>11}"


def _visit_line(row: VisitRow) -> str:
    line = _VISIT.format(
        f"{row.minutes:g} min", row.program, f"{row.waited:.1f} s", f"{row.cpu_a_minute:.2f}", f"{row.peak_mb:.0f}",
        f"{row.heard.wer:.2f}", row.heard.longest_lost,
    )  # fmt: skip
    return f"{line}  ({row.remark})" if row.remark else line


def _nothing_line(row: NothingRow) -> str:
    line = _NOTHING.format(row.kind, row.program, row.words, row.unmarked, row.invented, f"{row.cpu_a_minute:.2f}")
    return f"{line}  ({row.remark})" if row.remark else line


def _ratio_line(ratio: Ratio) -> str:
    return (
        f"{ratio.minutes:g} min, {ratio.program} to {BARE}: wait {ratio.waited:.2f} x, CPU {ratio.cpu:.2f} x, "
        f"memory {ratio.peak:.2f} x, WER {ratio.wer_points:+.2f} points"
    )


def _live_lines(rows: Sequence[VisitRow]) -> Iterator[str]:
    for row in rows:
        if row.heard.apart is not None:
            yield f"{row.minutes:g} min, live text against one pass over the finished file: {row.heard.apart:.2f}% WER"
    ratio = longest_to_shortest(rows)
    if ratio is not None:
        yield f"Live: the longest visit's wait is {ratio:.2f} x the shortest's"
