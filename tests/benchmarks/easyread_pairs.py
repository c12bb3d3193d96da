"""Judges Easy Read's fidelity check on sentences kept aside: `python -m tests.benchmarks easyread_pairs`.

[--misses] [--alarms] [--json FILE|-] [KIND …]: how many of the true versions of tests/gold/easyread/pairs it alarms,
and how many of the lies it catches, by kind.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.benchmarks.easyread import parts_are_there
from tests.benchmarks.easyread_lies import ALARMS, GOAL, Judged, listed, rate
from tests.gold.easyread_pairs import KINDS, Sentence, Told, sentences


@cache
def failed(told: Told) -> tuple[str, ...]:
    """The rules that lines fail, each once, in order."""
    fidelity: Any = import_module("easyread.fidelity")
    reader = fidelity.Reader(told.letter.reader, True, told.letter.writer)
    faults = fidelity.compare(told.source, told.lines, reader, told.explained)
    return tuple(dict.fromkeys(f"{fault.rule} {fault.sort} {fault.words!r}" for fault in faults))


def judged_truth(chosen: Iterable[Sentence]) -> list[Judged]:
    """Each true version."""
    return [_judged(each.told, each.told.letter.name, True) for one in chosen for each in one.truths]


def judged_lies(chosen: Iterable[Sentence], kind: str) -> list[Judged]:
    """Each lie of a kind."""
    return [
        _judged(told, kind, not failed(truth.told))
        for one in chosen
        for truth in one.truths
        for named, told in truth.lies
        if named == kind
    ]


def _judged(told: Told, sort: str, base_passes: bool) -> Judged:
    text = f"{told.source}\n      -> {' | '.join(told.lines)}"
    return Judged(text, sort, failed(told), True, True, base_passes)


def row(title: str, judged: Sequence[Judged], asked: str) -> str:
    """One line of the table: all, and those made from a true version that passes."""
    passing = rate(each for each in judged if each.base_passes)
    return f"{title:20} {rate(judged)!s:>20} {passing!s:>20}   {asked}"


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks easyread_pairs", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"some of: {', '.join(KINDS)}")
    parser.add_argument("--misses", action="store_true", help="print the lies that passed")
    parser.add_argument("--alarms", action="store_true", help="print the true versions that failed")
    parser.add_argument("--json", default="", metavar="FILE|-", help="write JSON too, or instead to standard output")
    given = parser.parse_args(arguments)
    if unknown := [each for each in given.kinds if each not in KINDS]:
        parser.error(f"there is no kind {', '.join(unknown)}")
    return given


def run(arguments: Sequence[str]) -> int:
    """Measure and print; 1 where a part of Easy Read is missing."""
    asked = read(arguments)
    if missing := parts_are_there("easyread.fidelity"):
        print(missing, file=sys.stderr)
        return 1
    table = {kind: judged_lies(sentences(), kind) for kind in asked.kinds or KINDS}
    truth = judged_truth(sentences())
    if asked.json != "-":
        print(as_text(table, truth))
    if asked.misses:
        shown = {kind: listed(each, False) for kind, each in table.items()}
        print("\n".join(f"\n{kind}, not caught:\n{text}" for kind, text in shown.items() if text))
    if asked.alarms:
        print(f"\nTrue, but alarmed:\n{listed(truth, True)}")
    if asked.json:
        text = json.dumps({name: _as_json(each) for name, each in {**table, "true": truth}.items()}, indent=2) + "\n"
        sys.stdout.write(text) if asked.json == "-" else Path(asked.json).write_text(text, "utf-8")
    return 0


def as_text(table: dict[str, list[Judged]], truth: Sequence[Judged]) -> str:
    """The table: lies caught, by kind and together, and true versions alarmed."""
    every = [each for judged in table.values() for each in judged]
    return "\n".join(
        (
            f"{'caught':20} {'all':>20} {'where truth passes':>20}   asked",
            *(row(kind, each, f"≥ {GOAL:.0%}") for kind, each in table.items()),
            row("every kind", every, f"≥ {GOAL:.0%}"),
            "alarmed",
            f"{'true, by hand':20} {rate(truth)!s:>20} {'':>20}   ≤ {ALARMS:.0%}",
        )
    )


def _as_json(judged: Sequence[Judged]) -> dict[str, Any]:
    groups = {"all": rate(judged), "where_truth_passes": rate(each for each in judged if each.base_passes)}
    return {name: {"failed": each.count, "of": each.of} for name, each in groups.items()}


def main() -> int:
    """Run with the command line's arguments."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
