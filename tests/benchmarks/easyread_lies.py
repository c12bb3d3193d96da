"""Measures what Easy Read's fidelity check lets through: `python -m tests.benchmarks easyread_lies`.

[--misses] [--alarms] [--json FILE|-] [KIND …]: the lies of tests/gold/easyread_lies.py that it catches, by kind, and
the true simplifications that it alarms; seen and unseen documents apart.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.benchmarks.easyread import parts_are_there
from tests.benchmarks.rates import Rate
from tests.gold.easyread_documents import Document
from tests.gold.easyread_lies import KINDS, Lie, Version, as_they_are, by_hand, lies

GOAL, ALARMS = 0.99, 0.05
"""At least so many lies of each kind are caught, at most so many true simplifications alarmed."""


@dataclass(frozen=True)
class Judged:
    """A lie, or something true, with the rules that it failed, and whether what it was made from passes all."""

    text: str
    sort: str
    failed: tuple[str, ...]
    unseen: bool
    by_hand: bool
    base_passes: bool = True


def rate(judged: Iterable[Judged]) -> Rate:
    """How many of them failed a rule."""
    found = [bool(each.failed) for each in judged]
    return Rate(sum(found), len(found))


@cache
def failed(source: str, lines: tuple[str, ...], document: Document) -> tuple[str, ...]:
    """The rules that lines fail, each once, in order."""
    fidelity: Any = import_module("easyread.fidelity")
    reader = fidelity.Reader(document.reader, True, document.writer)
    faults = fidelity.compare(source, lines, reader)
    return tuple(dict.fromkeys(f"{fault.rule} {fault.sort} {fault.words!r}" for fault in faults))


def judged_lies(kind: str) -> list[Judged]:
    """Each lie of a kind."""
    return [_lie(each) for each in lies(kind)]


def _lie(lie: Lie) -> Judged:
    document = lie.base.document
    base = failed(lie.base_source, lie.base_lines, document)
    return Judged(
        f"{lie.source}\n      -> {' / '.join(lie.lines)}",
        lie.sort,
        failed(lie.source, lie.lines, document),
        document.unseen,
        lie.base.by_hand,
        not base,
    )


def judged_truth(versions: Iterable[Version]) -> list[Judged]:
    """Each true version."""
    return [
        Judged(
            f"{each.source}\n      -> {' / '.join(each.lines)}",
            "by hand" if each.by_hand else "as it stands",
            failed(each.source, each.lines, each.document),
            each.document.unseen,
            each.by_hand,
        )
        for each in versions
    ]


def row(title: str, judged: Sequence[Judged], asked: str) -> str:
    """One line of the table: all, those made from a true version that passes, and those of unseen documents."""
    passing = rate(each for each in judged if each.base_passes)
    unseen = rate(each for each in judged if each.unseen)
    return f"{title:20} {rate(judged)!s:>20} {passing!s:>20} {unseen!s:>20}   {asked}"


def listed(judged: Iterable[Judged], fails: bool) -> str:
    """Those that failed, or those that didn't, for reading."""
    return "\n".join(
        f"  [{each.sort}] {each.text}" + (f"\n      {'; '.join(each.failed)}" if fails else "")
        for each in judged
        if bool(each.failed) is fails
    )


def read(name: str, about: str | None, kinds: Iterable[str], arguments: Sequence[str]) -> argparse.Namespace:
    """The command line of a benchmark of lies. What it prints of documents is of seen ones only."""
    parser = argparse.ArgumentParser(prog=f"python -m tests.benchmarks {name}", description=about)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"some of: {', '.join(kinds)}")
    parser.add_argument("--misses", action="store_true", help="print the lies that passed")
    parser.add_argument("--alarms", action="store_true", help="print the true ones that failed")
    parser.add_argument("--json", default="", metavar="FILE|-", help="write JSON too, or instead to standard output")
    given = parser.parse_args(arguments)
    if unknown := [each for each in given.kinds if each not in kinds]:
        parser.error(f"there is no kind {', '.join(unknown)}")
    return given


def run(arguments: Sequence[str]) -> int:
    """Measure and print; 1 where a part of Easy Read is missing."""
    asked = read("easyread_lies", __doc__, KINDS, arguments)
    if missing := parts_are_there("easyread.fidelity"):
        print(missing, file=sys.stderr)
        return 1
    table: dict[str, list[Judged]] = {kind: judged_lies(kind) for kind in asked.kinds or KINDS}
    truth = {"true, by hand": judged_truth(by_hand()), "true, as it stands": judged_truth(as_they_are())}
    if asked.json != "-":
        print(f"{'caught':20} {'all':>20} {'where truth passes':>20} {'unseen':>20}   asked")
        print("\n".join(row(kind, each, f"≥ {GOAL:.0%}") for kind, each in table.items()))
        print("alarmed")
        print("\n".join(row(title, each, f"≤ {ALARMS:.0%}") for title, each in truth.items()))
    if asked.misses:
        shown = {kind: listed([one for one in each if not one.unseen], False) for kind, each in table.items()}
        print("\n".join(f"\n{kind}, not caught:\n{text}" for kind, text in shown.items() if text))
    if asked.alarms:
        alarmed = [one for each in truth.values() for one in each if not one.unseen]
        print(f"\nTrue, but alarmed:\n{listed(alarmed, True)}")
    if asked.json:
        text = json.dumps({name: _as_json(each) for name, each in (table | truth).items()}, indent=2) + "\n"
        sys.stdout.write(text) if asked.json == "-" else Path(asked.json).write_text(text, "utf-8")
    return 0


def _as_json(judged: Sequence[Judged]) -> dict[str, Any]:
    groups = {
        "all": rate(judged),
        "where_truth_passes": rate(each for each in judged if each.base_passes),
        "unseen": rate(each for each in judged if each.unseen),
        "by_hand": rate(each for each in judged if each.by_hand),
    }
    return {name: {"failed": each.count, "of": each.of} for name, each in groups.items()}


def main() -> int:
    """Run with the command line's arguments."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
