"""Text as it stands on pages: words in pieces of lines, each with its place; of PDFs and of recognised pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from models.page_text import SeenPage, SeenWord

_DOUBTED = 0.8
"""A recognised word is doubted whose least sure letter is less sure than this."""
_FIGURE_DOUBTED = 0.95
"""The same of a word with a figure in it, which no other word of the sentence would put right."""
_RARE = 2.5
"""Words that English has more seldom (Zipf) are doubted too, unless they stand there again: 'carefuly', 'wriling'."""
_WRONG_MONEY = re.compile(r"[€$]|(?<![A-Za-z])[EFf]\d")
"""What pounds are taken for."""
_LETTERS = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True)
class Word:
    """A word, and whether it was hard to make out."""

    text: str
    doubted: bool = False


@dataclass(frozen=True)
class Piece:
    """Words that stand together on one line. Edges grow to the right and down; `size` is the height of its letters."""

    words: tuple[Word, ...]
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False

    @property
    def text(self) -> str:
        """Its words, with a space between two."""
        return " ".join(word.text for word in self.words)

    @property
    def middle(self) -> float:
        """How far down the page the middle of its letters is."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True)
class PrintedPage:
    """A page: its pieces in no certain order. Nearer than `space`, a share of the letters' size, is together.

    A recogniser joins words itself, and parts cells: below 0 no two of its pieces are joined.
    """

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    space: float = -0.1

    @property
    def pitch(self) -> float:
        """From the middle of a line to that of the next, as it is within paragraphs: most other ways are longer."""
        down = sorted(self.pieces, key=lambda piece: piece.middle)
        steps = sorted(step for at, piece in enumerate(down) if (step := _step(piece, down[at + 1 : at + 60])))
        return steps[len(steps) * 3 // 10] if steps else 1.2 * max((piece.height for piece in down), default=1.0)


def printed(seen: Mapping[int, SeenPage]) -> dict[int, PrintedPage]:
    """Recognised pages by their numbers, each word of them with whether it is doubted."""
    written = Counter(_core(word.text) for page in seen.values() for line in page.lines for word in line.words)
    return {number: _printed(number, page, written) for number, page in seen.items()}


def _printed(number: int, seen: SeenPage, written: Counter[str]) -> PrintedPage:
    """A page, its letters all of one size where they differ as little as boxes around words do."""
    pieces = [
        Piece(
            tuple(Word(word.text, _is_doubted(word, written)) for word in line.words),
            line.left,
            line.top,
            line.right,
            line.bottom,
            line.bottom - line.top,
        )
        for line in seen.lines
        if line.right > line.left and line.bottom > line.top
    ]
    usual = median(piece.size for piece in pieces) if pieces else 1.0
    levelled = tuple(replace(piece, size=usual) if piece.size < usual * 1.35 else piece for piece in pieces)
    return PrintedPage(number, seen.width, seen.height, levelled)


def _is_doubted(word: SeenWord, written: Counter[str]) -> bool:
    if any(letter.isdigit() for letter in word.text):
        return word.sure < _FIGURE_DOUBTED or bool(_WRONG_MONEY.search(word.text))
    core = _core(word.text)
    return word.sure < _DOUBTED or written[core] < 2 and _is_rare(core)


def _core(text: str) -> str:
    """A word without the signs before and after it."""
    return text.strip(".,;:!?()[]'\"“”‘’•").lower()


def _is_rare(core: str) -> bool:
    from wordfreq import zipf_frequency

    return len(core) > 1 and _LETTERS.fullmatch(core) is not None and zipf_frequency(core, "en", "large") < _RARE


def _step(piece: Piece, below: Sequence[Piece]) -> float:
    """How far down the next piece is that stands under another one; 0 where none is near."""
    for other in below:
        step = other.middle - piece.middle
        if step > 2.2 * piece.height:
            return 0.0
        if step > 0.6 * piece.height and other.left < piece.right and piece.left < other.right:
            return step
    return 0.0
