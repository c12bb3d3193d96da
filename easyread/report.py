"""How a page stands against its rules: every line checked, and a report that a person can act on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from easyread import words
from easyread.language.tidying import tidying_put_off
from easyread.page import Check, Level, Line, LineKind, Page
from easyread.profiles import Limits, Standard, limits
from easyread.readability import Reading, reading
from easyread.rules import RULES, Rule, name_of, seen, source_of


@dataclass(frozen=True)
class Row:
    """How many lines one rule finds good, doubtful and bad, and where the rule comes from."""

    rule: str
    green: int
    amber: int
    red: int
    source: str


@dataclass(frozen=True)
class Report:
    """Of a page. Readability is advice beside the rules: it must not judge a simplification (Tanprasert 2021)."""

    rows: tuple[Row, ...]
    readability: Reading
    words: int
    over_length: bool
    """Whether it has more words than the profile allows (Easy Read: 1,000)."""


@tidying_put_off()
def check(page: Page, standard: Standard = Standard.UK, own: Path | None = None) -> Page:
    """The page, each line with what every rule of its profile says of it."""
    clashes = words.clashes([line.text for line in page.lines], own)
    limit = limits(page.profile, standard)
    lines = tuple(
        replace(line, checks=_checks(line, page, limit, at, clashes, own)) for at, line in enumerate(page.lines)
    )
    return replace(page, lines=lines)


def check_line(page: Page, at: int, standard: Standard = Standard.UK, own: Path | None = None) -> tuple[Check, ...]:
    """What the rules say of the line at one place: while somebody types, only this line is looked at again."""
    clashes = words.clashes([line.text for line in page.lines], own)
    return _checks(page.lines[at], page, limits(page.profile, standard), at, clashes, own)


def _checks(
    line: Line, page: Page, limit: Limits, at: int, clashes: tuple[words.Clash, ...], own: Path | None
) -> tuple[Check, ...]:
    shown = seen(line, page, limit, at, clashes, own)
    return tuple(found for rule in RULES[page.profile] if (found := rule(shown)) is not None)


def report(page: Page, standard: Standard = Standard.UK) -> Report:
    """The counts of a page that was checked."""
    found = [each for line in page.lines for each in line.checks]
    rows = tuple(
        _row(rule, [each.level for each in found if each.rule == name_of(rule)]) for rule in RULES[page.profile]
    )
    counted = reading(line.text for line in page.lines if line.kind is not LineKind.HEADING)
    most = limits(page.profile, standard).document_words
    return Report(rows, counted, counted.words, most is not None and counted.words > most)


def _row(rule: Rule, levels: list[Level]) -> Row:
    green, amber, red = (levels.count(level) for level in (Level.GREEN, Level.AMBER, Level.RED))
    return Row(name_of(rule), green, amber, red, source_of(rule))
