"""Measures Easy Read on the documents of tests/gold/easyread: `python -m tests.benchmarks easyread`.

[--json FILE|-] [--misses [MEASURE]] [--show] [--aside] [--profile easy-read|plain-english|dyslexia]
[--liar KIND|all] [NAME …]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from easyread.page import Page, Profile
from tests.benchmarks import easyread_pace
from tests.benchmarks.easyread_measures import Tallies, Tally, measures
from tests.gold.easyread_documents import SEEN, SET_ASIDE, UNSEEN, Document, aside, documents

SECONDS = 20.0
"""At most so many seconds for 1,000 words, on two processor cores."""
RULES_SECONDS = 1.0
"""At most so many for the rules alone, in a new process."""


@dataclass(frozen=True)
class Row:
    """One line of the table: the measure, how it is shown, and what is asked for (`least`, as a share)."""

    measure: str
    title: str
    how: str = "share"
    least: float | None = None


ROWS = (
    Row("facts", "must-keep facts kept or listed", least=1.0),
    Row("values", "numbers, sums, dates, times, addresses changed", "bad", 1.0),
    Row("names", "names added or changed", "bad", 1.0),
    Row("denials", "'not' lost or added", "bad", 1.0),
    Row("wrong readings", "wrong readings found", "bad", 1.0),
    Row("short", "sentences of at most 15 words", least=0.90),
    Row("not too long", "sentences over 25 words, unflagged", "bad", 1.0),
    Row("active", "passives, unflagged", "rest", 0.97),
    Row("hard words", "hard words explained or replaced", least=0.95),
    Row("pictures", "lines with a picture or an honest none", least=1.0),
    Row("reworded", "source sentences against a rule, copied unchanged", "rest", 0.75),
    Row("pictured", "lines with a picture"),
    Row("not flagged", "lines flagged", "rest"),
    Row("traced", "lines with their source", least=1.0),
    Row("whole", "source sentences in a line or listed", least=1.0),
)


@dataclass(frozen=True)
class Measured:
    """One document's page, what it shows, and how long it took."""

    document: Document
    page: Page
    tallies: Tallies
    seconds: float


def parts_are_there(*names: str) -> str | None:
    """Which of these modules of Easy Read is missing, in one sentence; None where all are there."""
    for name in names:
        try:
            import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            return f"{name} is not built yet: there is nothing to measure."
    return None


def measure_lied(document: Document, profile: Profile, liar: str, told: Any) -> Measured:  # noqa: ANN401
    """The same with a writer that lies; `told` gathers what it did."""
    liars: Any = import_module("tests.benchmarks.easyread_liars")
    if liar == liars.OBEYS:
        document = liars.with_orders(document)
    started = time.perf_counter()
    page = liars.lying_page(document, profile, liar, told)
    seconds = time.perf_counter() - started
    page, picture_file = _pictured(page)
    return Measured(document, page, measures(document, page, picture_file), seconds)


def measure(document: Document, profile: Profile) -> Measured:
    """Simplify one document, with the rules alone, put pictures to it, and measure."""
    simplify: Any = import_module("easyread.simplify").simplify
    reader: Any = import_module("easyread.fidelity").Reader
    started = time.perf_counter()
    page = simplify(document.source, profile, reader(document.reader, True, document.writer))
    seconds = time.perf_counter() - started
    page, picture_file = _pictured(page)
    return Measured(document, page, measures(document, page, picture_file), seconds)


def _pictured(page: Page) -> tuple[Page, Callable[[object], Path] | None]:
    try:
        pictures: Any = import_module("easyread.pictures")
    except ModuleNotFoundError:
        return page, None
    return pictures.add_pictures(page), pictures.picture_file


def joined(measured: Iterable[Measured], name: str) -> Tally:
    """One measure over several documents."""
    total = Tally()
    for each in measured:
        tally = each.tallies[name]
        total.good += tally.good
        total.of += tally.of
        total.misses += [f"{each.document.name}: {miss}" for miss in tally.misses]
    return total


def pace(measured: Sequence[Measured]) -> float:
    """Seconds for 1,000 words of source."""
    return 1000 * sum(each.seconds for each in measured) / max(1, sum(each.document.words for each in measured))


def shown(row: Row, tally: Tally) -> str:
    """How one measure stands in the table."""
    if row.how == "bad":
        return f"{tally.bad} of {tally.of}"
    share = tally.share if row.how == "share" else 1 - tally.share
    return f"{share:.1%} of {tally.of}"


def goal(row: Row) -> str:
    """What is asked for, in words."""
    if row.least is None:
        return ""
    if row.how == "bad":
        return "0"
    return f"≥ {row.least:.0%}" if row.how == "share" else f"≤ {1 - row.least:.0%}"


def grouped(measured: Sequence[Measured]) -> dict[str, list[Measured]]:
    """Seen and unseen documents, and those set aside, each apart."""
    return {part: [each for each in measured if each.document.part == part] for part in (SEEN, UNSEEN, *SET_ASIDE)}


def as_text(measured: Sequence[Measured]) -> str:
    """The table."""
    groups = grouped(measured)
    lines = [_row("", list(groups), "asked")]
    for row in ROWS:
        lines.append(_row(row.title, [shown(row, joined(group, row.measure)) for group in groups.values()], goal(row)))
    paces = [f"{pace(group):.1f}" for group in groups.values()]
    lines.append(_row("seconds for 1,000 words", paces, f"≤ {SECONDS:.0f}"))
    loading, ruling, count = easyread_pace.measured()
    whole = f"{1000 * ruling / count + loading:.2f}"
    lines.append(_row("seconds to load and check 1,000 words", [whole, "", ""], f"≤ {RULES_SECONDS:.0f}"))
    counts = [f"{len(group)}, {sum(each.document.words for each in group)}" for group in groups.values()]
    lines.append(_row("documents, words", counts, ""))
    return "\n".join(lines)


def _row(title: str, cells: Sequence[str], asked: str) -> str:
    return f"{title:50} {' '.join(f'{cell:>16}' for cell in cells)}   {asked}".rstrip()


def as_json(measured: Sequence[Measured]) -> dict[str, Any]:
    """The table for other programs; shares are from 0 to 1, of what is good."""
    return {
        name: {
            "documents": [each.document.name for each in group],
            "words": sum(each.document.words for each in group),
            "seconds_per_1000_words": round(pace(group), 2),
            "measures": {
                row.measure: {
                    "good": (tally := joined(group, row.measure)).good,
                    "of": tally.of,
                    "share": round(tally.share, 4),
                    "asked": row.least,
                }
                for row in ROWS
            },
        }
        for name, group in grouped(measured).items()
    }


def with_liars(documents: Sequence[Document], asked: argparse.Namespace) -> int:
    """The table for each liar that was asked for; 1 where one of them got anything onto a page."""
    liars: Any = import_module("tests.benchmarks.easyread_liars")
    stood = 0
    for kind in liars.LIARS if asked.liar == "all" else (asked.liar,):
        told = liars.Told()
        measured = [measure_lied(document, asked.profile, kind, told) for document in documents]
        print(
            f"\n=== {kind}: asked about {told.asked} sentences, {told.offered} lies offered, "
            f"{len(told.believed)} passed the check, {len(told.stood)} stood on a page"
        )
        print(as_text(measured))
        if asked.misses is not None:
            print("\n".join(f"  passed: {each}" for each in told.believed if each))
            print("\n".join(f"  stood: {each}" for each in told.stood if each))
            print(misses([each for each in measured if not each.document.unseen], asked.misses))
        stood += len(told.stood)
    return 1 if stood else 0


def misses(measured: Sequence[Measured], wanted: str) -> str:
    """All that counted against a measure, or against each that has a goal."""
    rows = [row for row in ROWS if (row.measure == wanted if wanted else row.least is not None)]
    listed = [(row.title, joined(measured, row.measure).misses) for row in rows]
    return "\n".join(f"\n{title}:\n" + "\n".join(f"  {miss}" for miss in each) for title, each in listed if each)


def page_text(each: Measured) -> str:
    """A page as lines, with '!' before flagged ones."""
    rows = [f"{'!' if line.flagged else ' '} {line.kind.value:8} {line.text}" for line in each.page.lines]
    rows += [f"- left out {left.text!r}: {left.why}" for left in each.page.left_out]
    return "\n".join([f"\n=== {each.document.name}: {each.document.title}", *rows])


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks easyread", description=__doc__)
    parser.add_argument("names", nargs="*", help="parts of documents' names; all without")
    parser.add_argument("--json", default="", metavar="FILE|-", help="write JSON too, or instead to standard output")
    parser.add_argument("--misses", nargs="?", const="", default=None, metavar="MEASURE", help="what counted against")
    parser.add_argument("--show", action="store_true", help="print the pages")
    parser.add_argument("--aside", action="store_true", help="those set aside too: not for whoever writes rules")
    parser.add_argument("--liar", default="", metavar="KIND|all", help="the same with a writer that lies")
    parser.add_argument("--profile", type=Profile, default=Profile.EASY_READ, choices=list(Profile))
    return parser.parse_args(arguments)


def run(arguments: Sequence[str]) -> int:
    """Measure and print; 1 where a part of Easy Read is missing."""
    asked = read(arguments)
    if missing := parts_are_there("easyread.simplify", "easyread.fidelity"):
        print(missing, file=sys.stderr)
        return 1
    every = (*documents(), *aside())
    chosen = [each for each in every if not asked.names or any(name in each.name for name in asked.names)]
    if asked.liar:
        return with_liars(chosen, asked)
    measured = [measure(document, asked.profile) for document in chosen]
    told = [each for each in measured if asked.aside or each.document.part not in SET_ASIDE]
    if asked.json != "-":
        print(as_text(measured))
    if asked.show:
        print("\n".join(page_text(each) for each in told))
    if asked.misses is not None:
        print(misses(told, asked.misses))
    if (asked.show or asked.misses is not None) and len(told) < len(measured):
        hidden = len(measured) - len(told)
        print(f"Set aside, and not shown: {hidden}. See tests/gold/easyread/README.md.", file=sys.stderr)
    if asked.json:
        text = json.dumps(as_json(measured), indent=2, ensure_ascii=False) + "\n"
        sys.stdout.write(text) if asked.json == "-" else Path(asked.json).write_text(text, "utf-8")
    return 0


def main() -> int:
    """Run with the command line's arguments."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
