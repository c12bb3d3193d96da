"""Judges Easy Read's fidelity check on sentences kept aside: `python -m tests.benchmarks easyread_pairs`.

[--misses] [--alarms] [--json FILE|-] [KIND …]: how many of the true versions of tests/gold/easyread/pairs it alarms,
by rule, and how many of the lies it catches, by kind. 'By a new fault' counts only lies with a fault that the true
version which they were made from does not have: a checker that alarms everything catches every lie, but not so.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.benchmarks.easyread import parts_are_there
from tests.benchmarks.easyread_lies import ALARMS, GOAL, Judged, listed, rate, read
from tests.benchmarks.rates import Rate
from tests.gold.easyread_pairs import KINDS, Sentence, Told, sentences


@dataclass(frozen=True)
class JudgedPair(Judged):
    """A lie or a true version, with the rules that what it was made from fails."""

    base: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether it fails where what it was made from does not."""
        return bool(set(self.failed) - set(self.base))


@cache
def failed(told: Told) -> tuple[str, ...]:
    """The rules that lines fail, each once, in order."""
    fidelity: Any = import_module("easyread.fidelity")
    reader = fidelity.Reader(told.letter.reader, True, told.letter.writer)
    faults = fidelity.compare(told.source, told.lines, reader, told.explained)
    return tuple(dict.fromkeys(f"{fault.rule} {fault.sort} {fault.words!r}" for fault in faults))


def judged_truth(chosen: Iterable[Sentence]) -> list[JudgedPair]:
    """Each true version."""
    return [_judged(each.told, each.told.letter.name) for one in chosen for each in one.truths]


def judged_lies(chosen: Iterable[Sentence], kind: str) -> list[JudgedPair]:
    """Each lie of a kind."""
    return [
        _judged(told, kind, failed(truth.told))
        for one in chosen
        for truth in one.truths
        for named, told in truth.lies
        if named == kind
    ]


def _judged(told: Told, sort: str, base: tuple[str, ...] = ()) -> JudgedPair:
    text = f"{told.source}\n      -> {' | '.join(told.lines)}"
    return JudgedPair(text, sort, failed(told), True, True, not base, base)


def newly(judged: Sequence[JudgedPair]) -> Rate:
    """How many of them fail by a fault of their own."""
    return Rate(sum(each.is_new for each in judged), len(judged))


def row(title: str, judged: Sequence[JudgedPair], asked: str) -> str:
    """One line of the table: all, those made from a true version that passes, and those with a fault of their own."""
    passing = rate(each for each in judged if each.base_passes)
    return f"{title:20} {rate(judged)!s:>20} {passing!s:>20} {newly(judged)!s:>20}   {asked}"


def by_rule(truth: Sequence[JudgedPair]) -> list[str]:
    """For each rule that alarms something true, how often it does, and how often it is the only one."""
    rules = [frozenset(" ".join(fault.split()[:2]) for fault in each.failed) for each in truth]
    every = Counter(rule for each in rules for rule in each)
    alone = Counter(rule for each in rules if len(each) == 1 for rule in each)
    return [f"  {rule:20} {Rate(count, len(truth))!s:>18}   alone {alone[rule]}" for rule, count in every.most_common()]


def run(arguments: Sequence[str]) -> int:
    """Measure and print; 1 where a part of Easy Read is missing."""
    asked = read("easyread_pairs", __doc__, KINDS, arguments)
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


def as_text(table: dict[str, list[JudgedPair]], truth: Sequence[JudgedPair]) -> str:
    """The table: lies caught, by kind and together, and true versions alarmed, by rule."""
    every = [each for judged in table.values() for each in judged]
    return "\n".join(
        (
            f"{'caught':20} {'all':>20} {'where truth passes':>20} {'by a new fault':>20}   asked",
            *(row(kind, each, f"≥ {GOAL:.0%}") for kind, each in table.items()),
            row("every kind", every, f"≥ {GOAL:.0%}"),
            "alarmed",
            f"{'true, by hand':20} {rate(truth)!s:>20} {'':41}   ≤ {ALARMS:.0%}",
            *by_rule(truth),
        )
    )


def _as_json(judged: Sequence[JudgedPair]) -> dict[str, Any]:
    groups = {"all": rate(judged), "where_truth_passes": rate(each for each in judged if each.base_passes)}
    groups["by_a_new_fault"] = newly(judged)
    return {name: {"failed": each.count, "of": each.of} for name, each in groups.items()}


def main() -> int:
    """Run with the command line's arguments."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
