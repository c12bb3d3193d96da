"""Readings of letters that would make a person act wrongly, and that no rule may make."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from easyread.page import LineKind, Profile
from easyread.reader import Reader
from easyread.simplify import simplify
from tests.easyread.sources import source_of

LISTS = tuple(Path(__file__).parent / name for name in ("wrong_readings.txt", "wrong_splits.txt"))


@dataclass
class Case:
    """A sentence, who reads and who writes it, a true and a false reading, and the pattern of what is false."""

    group: str
    reader: Reader
    source: str
    true: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    never: str = ""


def cases():
    found, group, reader = [], "", Reader()
    for line in (line for path in LISTS for line in path.read_text(encoding="utf-8").splitlines()):
        mark, _, rest = line.partition(" ")
        if mark == "#":
            group = rest
        elif mark == "@":
            name, writer = rest.split(" | ")
            reader = Reader(name, True, writer)
        elif mark == "S":
            found.append(Case(group, reader, rest.replace("¶", "\n")))
        elif mark == "T":
            found[-1].true.append(rest)
        elif mark == "F":
            found[-1].false.append(rest)
        elif mark == "N":
            found[-1].never = rest
    return found


CASES = cases()


def lines(case: Case) -> str:
    """The lines that are made of a case, ' | ' between them; meanings of words are not of the source."""
    page = simplify(source_of(case.source), Profile.EASY_READ, case.reader)
    return " | ".join(line.text for line in page.lines if line.kind is not LineKind.EXPLAIN)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.source[:40]}")
def test_a_letter_is_never_read_wrongly(case):
    """What no line may say is in none."""
    made = lines(case)
    found = re.search(case.never, made)
    assert not found, f"{made!r} says {found.group()!r}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.source[:40]}")
def test_the_pattern_of_a_wrong_reading_tells_it_from_a_true_one(case):
    """Each pattern finds the false readings, and neither the true ones nor the letter's own words."""
    assert case.true and case.false and case.never
    assert all(re.search(case.never, one) for one in case.false)
    own = "" if "¶" in case.source or "\n" in case.source else case.source
    assert not [one for one in (*case.true, own) if re.search(case.never, one)]
