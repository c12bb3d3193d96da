"""What a reader of pictures takes and gives: one page as a picture, and the lines of text that were seen on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from models.progress import Cancellation


@dataclass(frozen=True)
class PagePicture:
    """A page in shades of grey: a byte for each pixel, row by row from the top."""

    pixels: bytes
    width: int
    height: int


@dataclass(frozen=True)
class SeenWord:
    """A word; `sure` is how sure its least sure letter is, from 0 to 1."""

    text: str
    sure: float


@dataclass(frozen=True)
class SeenLine:
    """Words that stand on one line, with its edges in pixels of the page after that was turned upright.

    What belongs to one line but stands far apart, such as the cells of a table, is several.
    """

    words: tuple[SeenWord, ...]
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class SeenPage:
    """The lines of a page in no certain order, and the size of the page in pixels once it was upright."""

    lines: tuple[SeenLine, ...]
    width: int
    height: int


class PageReader(Protocol):
    """Recognises the text in a picture of a page."""

    def read(self, picture: PagePicture, *, cancel: Cancellation) -> SeenPage:
        """What can be read in it. Raises `Cancelled`, or `ModelError` when it can't be done."""

    def close(self) -> None:
        """Let go of the memory. Safe to call twice."""
