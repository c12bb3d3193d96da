"""A finished page as it is laid out: what stands on it, how large, in which colours, for every format alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from easyread.page import LineKind

LARGE_PRINT_POINTS = 24
"""From this size of type a page is called large print."""


class Colour(StrEnum):
    """The paper's colour and the words' on it."""

    WHITE = "white"
    CREAM = "cream"
    YELLOW = "yellow"
    BLUE = "blue"
    GREEN = "green"
    WHITE_ON_BLACK = "white on black"


@dataclass(frozen=True)
class Choices:
    """How the person who will read it wants it. Sizes of type in points, of pictures in millimetres."""

    points: int = 16
    picture_mm: int = 30
    colour: Colour = Colour.WHITE
    pictures: bool = True

    @property
    def is_large_print(self) -> bool:
        """Whether its type is that of large print."""
        return self.points >= LARGE_PRINT_POINTS


@dataclass(frozen=True)
class SheetLine:
    """One line as it is laid out: words, and left of them a picture with its alt text, or none.

    `picture` is a file that exists, or the bytes of one that is in no folder (a photograph out of the vault): SVG, PNG
    or JPEG.
    """

    text: str
    kind: LineKind
    picture: Path | bytes | None = None
    alt: str = ""


@dataclass(frozen=True)
class Sheet:
    """All that is on a finished page, in order."""

    title: str
    goes_with: str
    """'This goes with the letter of 3 March 2026 from the council', or ''."""
    lines: tuple[SheetLine, ...]
    checked_by: str
    """'Checked by …' or 'Not yet checked by a person with a learning disability'."""
    credits: tuple[str, ...] = ()
    particulars: tuple[str, ...] = ()
    """Who approved it, when, and how to check the file, each a paragraph after the last line."""
    running: str = ""
    """What is at the foot of each page."""
    choices: Choices = field(default_factory=Choices)

    @property
    def shown_credits(self) -> tuple[str, ...]:
        """Whose the pictures are, where there are any."""
        return self.credits if self.choices.pictures and any(line.picture for line in self.lines) else ()
