"""The judging set of Easy Read's fidelity: sentences of letters, true versions of each by hand, and edits that lie."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "easyread" / "pairs"
KINDS = (
    "number", "date", "money", "name", "negation dropped", "negation added", "must and may", "condition dropped",
    "condition moved", "deadline", "period", "at least", "owner", "added", "right lost", "or and and", "some and all",
)  # fmt: skip
"""The kinds of `easyread_lies` (but no injection), with sums of money apart, and two of their own."""


@dataclass(frozen=True)
class Letter:
    """Who 'you' is (empty: whoever reads) and who 'we' is, in all sentences of a file."""

    name: str
    reader: str | None
    writer: str


@dataclass(frozen=True)
class Told:
    """Lines that tell a sentence, truly or falsely; `explained` are meanings of hard words that its page gives."""

    letter: Letter
    source: str
    lines: tuple[str, ...]
    explained: tuple[str, ...]


@dataclass
class Truth:
    """A true version, and the lies made of it, by kind."""

    told: Told
    lies: list[tuple[str, Told]] = field(default_factory=list)


@dataclass
class Sentence:
    """One sentence (or two) of a letter, with its true versions."""

    letter: Letter
    source: str
    truths: list[Truth] = field(default_factory=list)


@cache
def sentences() -> tuple[Sentence, ...]:
    """All of them, by file. ValueError where an edit does not fit the version that it is made from."""
    return tuple(each for path in sorted(FOLDER.glob("*.toml")) for each in read(path))


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of one file: S, then T (after ## the meanings that it gives) and, of the T above it, F."""
    table = tomllib.loads(path.read_text("utf-8"))
    letter = Letter(path.stem, table["reader"] or None, table["writer"])
    for block in table["pairs"].strip().split("\n\n"):
        yield _sentence(letter, block.splitlines())


def _sentence(letter: Letter, rows: list[str]) -> Sentence:
    sentence = Sentence(letter, rows[0].removeprefix("S "))
    for row in rows[1:]:
        mark, text = row[0], row[2:]
        if mark == "T":
            shown, _, meanings = text.partition(" ## ")
            told = Told(letter, sentence.source, _split(shown), _split(meanings))
            sentence.truths.append(Truth(told))
        elif mark == "F":
            kind, _, edit = text.partition(": ")
            base = sentence.truths[-1]
            base.lies.append((kind, _edited(base.told, edit)))
        else:
            raise ValueError(f"{letter.name}: what is the row {row!r}?")
    return sentence


def _edited(told: Told, edit: str) -> Told:
    """`old => new` once in the lines, `+ line` added after them, or `= lines` in their place."""
    joined = " | ".join(told.lines)
    if edit.startswith(("+ ", "= ")):
        new = f"{joined} | {edit[2:]}" if edit[0] == "+" else edit[2:]
    else:
        before, _, after = edit.partition(" =>")
        if joined.count(before) != 1:
            raise ValueError(f"{told.letter.name}: {before!r} stands {joined.count(before)} times in {joined!r}")
        new = joined.replace(before, after.strip())
    return Told(told.letter, told.source, _split(new), told.explained)


def _split(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("|") if line.strip())
