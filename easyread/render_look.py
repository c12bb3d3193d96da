"""How a sheet looks: its colours, its sizes, and which words of an explanation stand out, for every format alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from easyread.page import LineKind
from easyread.sheet import LARGE_PRINT_POINTS, Choices, Colour, Sheet, SheetLine
from easyread.words import glossary

LANGUAGE = "en-GB"
SMALLEST_SMALL = 12
"""Points of what is not for the reader: the foot, credits and particulars (UK Association for Accessible Formats)."""
LARGEST_SMALL = LARGE_PRINT_POINTS
WIDEST_PICTURE = 80
"""Millimetres: more would leave no room for words beside it."""
FONTS = ("Lexend", "Atkinson Hyperlegible Next")
"""Sans serif, with the 'a' that people learn to write and a nought without a stroke: '£100' must not look odd."""
ABOUT = "About this document"


@dataclass(frozen=True)
class Colours:
    """A paper's colours, as '#rrggbb': itself, words, headings and lines, and what a picture stands on."""

    paper: str
    ink: str
    accent: str
    tint: str
    tile: str


PAPERS = {
    Colour.WHITE: Colours("#ffffff", "#111111", "#123a6b", "#eaf1f8", "#ffffff"),
    Colour.CREAM: Colours("#fdf5e2", "#111111", "#123a6b", "#f5e8c8", "#fdf5e2"),
    Colour.YELLOW: Colours("#fff3a3", "#111111", "#122f57", "#ffe97a", "#fff3a3"),
    Colour.BLUE: Colours("#dcecf9", "#111111", "#122f57", "#c6dff3", "#dcecf9"),
    Colour.GREEN: Colours("#e0f2df", "#111111", "#122f57", "#cbe7c9", "#e0f2df"),
    Colour.WHITE_ON_BLACK: Colours("#000000", "#ffffff", "#ffffff", "#2b2b2b", "#ffffff"),
}
"""Words are at least 7 to 1 on their paper and on its tint (WCAG 2.2, 1.4.6). Drawings are made for light ground."""


@dataclass(frozen=True)
class Sizes:
    """Points of type, and millimetres of pictures and space."""

    words: float
    title: float
    heading: float
    small: float
    picture: float
    gap: float
    between: float
    """From a picture to its words."""
    margin: float


def sizes(choices: Choices) -> Sizes:
    """The sizes that follow from the two that a person chooses."""
    points = float(choices.points)
    return Sizes(
        words=points,
        title=round(points * (1.5 if choices.is_large_print else 1.75), 1),
        heading=round(points * (1.25 if choices.is_large_print else 1.375), 1),
        small=min(max(float(SMALLEST_SMALL), round(points * 0.75, 1)), float(LARGEST_SMALL)),
        picture=float(min(max(choices.picture_mm, 1), WIDEST_PICTURE)),
        gap=round(max(7.0, points * 0.375), 1),
        between=8.0,
        margin=18.0 if choices.is_large_print else 22.0,
    )


@dataclass(frozen=True)
class Part:
    """Words of a line that look alike: `strong` where they are a hard word, `whole` where no line may end in them."""

    text: str
    strong: bool = False
    whole: bool = False


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WHOLE = re.compile(rf"\b\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?\b|\b\d{{3,}}(?: \d{{3,}})+\b|\w+(?:-\w+)+")
"""A date, a telephone number and a word with a hyphen in it are read as one thing."""


def parts(line: SheetLine) -> tuple[Part, ...]:
    """A line in parts that may look different. Joined, they are its text."""
    start, end = _hard_word(line)
    text = line.text
    strong = (Part(text[start:end], strong=True),) if end else ()
    return (*parts_of(text[:start]), *strong, *parts_of(text[end:]))


def parts_of(text: str) -> tuple[Part, ...]:
    """Words in which nothing stands out, their dates and telephone numbers whole."""
    made, at = [], 0
    for found in _WHOLE.finditer(text):
        made += [Part(text[at : found.start()]), Part(found.group(), whole=True)]
        at = found.end()
    return tuple(part for part in (*made, Part(text[at:])) if part.text)


def _hard_word(line: SheetLine) -> tuple[int, int]:
    """Where in an explanation the word stands that it explains; nowhere in other lines."""
    if line.kind is LineKind.EXPLAIN:
        found = next(iter(glossary().find(line.text)), None)
        if found is not None and found.span.start <= len("The "):
            return found.span.start, found.span.end
    return 0, 0


def kept_with_next(line: SheetLine, after: SheetLine | None) -> bool:
    """Whether a line stays on the page of the next: a list's opening, and a line whose hard word is explained next."""
    if after is None or line.kind in (LineKind.LIST, LineKind.HEADING):
        return False
    opens = after.kind is LineKind.LIST
    return opens or (after.kind is LineKind.EXPLAIN and line.kind is not LineKind.EXPLAIN)


@dataclass(frozen=True)
class Group:
    """Lines that stand together: the items of one list, or a single line that is none."""

    lines: tuple[SheetLine, ...]
    is_list: bool = False


def groups(sheet: Sheet) -> Iterator[Group]:
    """A sheet's lines, those of a list together."""
    items: list[SheetLine] = []
    for line in sheet.lines:
        if line.kind is LineKind.LIST:
            items.append(line)
            continue
        if items:
            yield Group(tuple(items), is_list=True)
            items = []
        yield Group((line,))
    if items:
        yield Group(tuple(items), is_list=True)
