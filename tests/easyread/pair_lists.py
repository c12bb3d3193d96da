"""Reads lists of sentences with true versions (`T`) and false ones (`F`), and asks the check of fidelity about them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from easyread.fidelity import Fault, Reader, compare
from easyread.words import glossary

READER = Reader("Mrs Begum", True, "Hillside Council")


@cache
def pairs(name: str, kind: str) -> tuple[tuple[str, str], ...]:
    """The sentences (`S`) of a list in this folder, each with one of its versions of a kind."""
    found, source = [], ""
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "S":
            source = text
        elif mark == kind:
            found.append((source, text))
    return tuple(found)


def faults(source: str, text: str) -> Sequence[Fault]:
    """What is wrong with a version, whose lines are parted by ' | '."""
    explained = tuple(found.term.meaning for found in glossary().find(source))
    return compare(source, text.split(" | "), READER, explained)
