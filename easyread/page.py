"""An Easy Read page: lines, each with the words of the source that it came from, its picture, and what checks said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from easyread.source import Source, Span


class Profile(StrEnum):
    """For whom a text is made easier, and so which rules it is held to."""

    EASY_READ = "easy-read"
    PLAIN = "plain-english"
    DYSLEXIA = "dyslexia"


class LineKind(StrEnum):
    """What a line of a page is."""

    IDEA = "idea"
    HEADING = "heading"
    EXPLAIN = "explain"
    """What a hard word of the line before means. It comes from the glossary, not from the source."""
    LIST = "list"


class Level(StrEnum):
    """What a rule says of a line."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class WrittenBy(StrEnum):
    """How a line came by its words."""

    RULES = "rules"
    MODEL = "model"
    SOURCE = "source"
    """The source's own words, as they stand."""
    GLOSSARY = "glossary"
    PERSON = "person"


@dataclass(frozen=True)
class Check:
    """What one rule says of one line; `span` is what of the line it is about, `why` one plain sentence."""

    rule: str
    level: Level
    why: str = ""
    span: Span = Span(0, 0)


@dataclass(frozen=True)
class Picture:
    """A picture for a line; `file` is relative to the folder of pictures that `source` names."""

    concept: str
    file: Path
    alt: str
    credit: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a page. `source` is where in the source's text it comes from."""

    id: str
    text: str
    source: Span
    kind: LineKind = LineKind.IDEA
    picture: Picture | None = None
    checks: tuple[Check, ...] = ()
    flagged: bool = False
    why: str | None = None
    """Why it is flagged, in one plain sentence."""
    written_by: WrittenBy = WrittenBy.RULES


@dataclass(frozen=True)
class LeftOut:
    """Words of the source that no line holds, and why."""

    source: Span
    text: str
    why: str


@dataclass(frozen=True)
class Explained:
    """A hard word that stays, and what it means in plain words."""

    word: str
    meaning: str


@dataclass(frozen=True)
class Page:
    """An Easy Read or plain English page, not yet approved by anybody."""

    profile: Profile
    source: Source
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...] = ()
    explained: tuple[Explained, ...] = ()
    seconds_taken: float = 0.0
