"""Measures Fairnote beside its peers in one run, with the same weights, and prints one table; --json gives the same.

`python -m tests.benchmarks easyread`, `… easyread_lies`, `… easyread_pairs` and `… easyread_window` run those instead.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from models.catalogue import starter
from models.offline import go_offline
from tests.benchmarks.made_visits import MadeVisit, make_visit
from tests.benchmarks.nothing import KINDS, make_nothing
from tests.benchmarks.report import (
    Heard,
    Report,
    VisitRow,
    as_json,
    as_text,
    load,
    nothing_row,
    this_machine,
    visit_row,
)
from tests.benchmarks.runners import LIVE, PEER, POST_HOC, Run, Runner, peer_is_here, runners
from tests.benchmarks.transcription import LIBRISPEECH, normalise

VISITS, NOTHING = "visits", "nothing"
NOTHING_SECONDS = 600
QUICK_MINUTES, QUICK_SECONDS = (2.0,), 60
BY_NAME = ("easyread", "easyread_lies", "easyread_pairs", "easyread_window")
"""Benchmarks that this runs where the first argument names them."""


@dataclass(frozen=True)
class Asked:
    """What is to be measured: lengths in minutes, seconds of each nothing-sound, and the names given with --only."""

    minutes: tuple[float, ...]
    nothing_seconds: int
    only: frozenset[str]
    rounds: int
    pace: float
    json: str

    def wants_part(self, part: str) -> bool:
        """Whether this part is wanted: no part named means both."""
        return part in self.only or not self.only & {VISITS, NOTHING}

    def wants_program(self, runner: Runner) -> bool:
        """Whether this program is wanted: none named means all."""
        return runner.short in self.only or not self.only - {VISITS, NOTHING}


def read(arguments: Sequence[str]) -> Asked:
    """The command line. Ends the program where it can't be understood."""
    shorts = tuple(runner.short for runner in runners(starter("transcriber"), 1.0))
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--json", metavar="FILE|-", default="", help="write JSON too, or instead to standard output")
    parser.add_argument("--minutes", type=_minutes, default=(5.0, 20.0, 60.0), help="lengths of the visits (5,20,60)")
    parser.add_argument("--only", default="", help=f"some of: {', '.join((VISITS, NOTHING, *shorts))}")
    parser.add_argument("--quick", action="store_true", help="2 minutes, and 60 seconds of each nothing-sound")
    parser.add_argument("--rounds", type=int, default=1, help="how often each visit is heard; medians are given")
    parser.add_argument("--pace", type=float, default=8.0, help="how many times faster than real life live visits are")
    given = parser.parse_args(arguments)
    only = frozenset(filter(None, given.only.split(",")))
    if unknown := only - {VISITS, NOTHING, *shorts}:
        parser.error(f"there is no {', '.join(sorted(unknown))} to measure")
    if given.rounds < 1 or given.pace <= 0:
        parser.error("--rounds is 1 or more, and --pace above 0")
    minutes, seconds = (QUICK_MINUTES, QUICK_SECONDS) if given.quick else (given.minutes, NOTHING_SECONDS)
    return Asked(minutes, seconds, only, given.rounds, given.pace, given.json)


def _minutes(text: str) -> tuple[float, ...]:
    lengths = tuple(float(part) for part in text.split(","))
    if min(lengths) <= 0:
        raise argparse.ArgumentTypeError("a visit lasts longer than that")
    return lengths


def measure(asked: Asked) -> Report:
    """Everything that was asked for. What is being done is told on standard error."""
    model = starter("transcriber")
    report = Report(this_machine(), model.name, asked.pace, asked.rounds)
    chosen = [runner for runner in runners(model, asked.pace) if asked.wants_program(runner)]
    if not peer_is_here():
        report.left_out.extend(f"{PEER} is not installed: dev.py bench does that" for r in chosen if r.name == PEER)
        chosen = [runner for runner in chosen if runner.name != PEER]
    with tempfile.TemporaryDirectory(prefix="fairnote-bench-") as folder:
        if asked.wants_part(VISITS):
            for minutes in asked.minutes:
                report.visits.extend(hear_visit(chosen, make_visit(minutes, Path(folder)), asked.rounds, Path(folder)))
        if asked.wants_part(NOTHING):
            for kind in KINDS:
                _nothing(chosen, kind, asked.nothing_seconds, Path(folder), report)
    return replace(report, machine=replace(report.machine, load_after=load()))


def hear_visit(chosen: Sequence[Runner], visit: MadeVisit, rounds: int, folder: Path) -> list[VisitRow]:
    """All programs on one visit, in turn, every second round the other way round: a machine's speed drifts."""
    runs: dict[str, list[Run]] = {runner.name: [] for runner in chosen}
    for number in range(rounds):
        for runner in chosen if number % 2 == 0 else reversed(chosen):
            _tell(f"{visit.minutes:g} minutes, round {number + 1} of {rounds}: {runner.name}")
            runs[runner.name].append(runner.listen(visit.sound, folder))
    texts = {name: listed[-1].text for name, listed in runs.items()}
    return [
        visit_row(name, visit.minutes, visit.seconds, listed, heard(visit.words, texts, name))
        for name, listed in runs.items()
    ]


def heard(words: str, texts: dict[str, str], name: str) -> Heard:
    """How well a program's text gives the words that were said."""
    import jiwer

    found = jiwer.process_words(normalise(words), normalise(texts[name]))
    gone = (chunk.ref_end_idx - chunk.ref_start_idx for chunk in found.alignments[0] if chunk.type == "delete")
    apart = None
    if name == LIVE and normalise(texts.get(POST_HOC, "")):
        apart = round(100 * jiwer.wer(normalise(texts[POST_HOC]), normalise(texts[LIVE])), 2)
    return Heard(round(100 * found.wer, 2), max(gone, default=0), apart)


def _nothing(chosen: Sequence[Runner], kind: str, seconds: int, folder: Path, report: Report) -> None:
    sound = make_nothing(kind, seconds, folder)
    for runner in chosen:
        _tell(f"{seconds} seconds of {kind}: {runner.name}")
        run = runner.listen(sound, folder)
        report.nothing.append(nothing_row(runner.name, kind, seconds, run, len(normalise(run.text).split())))
    sound.unlink()


def _tell(text: str) -> None:
    print(f"{text} …", file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Measure and print. 1 where the speech that it is measured on is not there."""
    if arguments and arguments[0] in BY_NAME:
        return int(import_module(f"tests.benchmarks.{arguments[0]}").run(arguments[1:]))
    asked = read(arguments)
    go_offline()
    if not (LIBRISPEECH / "refs.tsv").is_file():
        print(f"The speech to measure on is not here: {LIBRISPEECH}", file=sys.stderr)
        return 1
    report = measure(asked)
    if asked.json != "-":
        print(as_text(report))
    if asked.json:
        text = json.dumps(as_json(report), indent=2) + "\n"
        sys.stdout.write(text) if asked.json == "-" else Path(asked.json).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
