"""Puts what stands on pages into reading order: columns, lines, tables, paragraphs, lists and headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from easyread.columns import Band, bands
from easyread.headings import CLOSING, as_headings, looks_like_heading
from easyread.parts import CELLS, Part, same_twice
from easyread.plain_text import BULLET, NUMBER, whole_word
from easyread.printed import Piece, PrintedPage, Word
from easyread.running_heads import without_running_heads
from easyread.source import BlockKind, Span

_PITCH = 1.24
"""More than this share of the usual way from line to line, and a new paragraph begins."""
_LARGER = 1.13
"""A heading's letters are larger than the text's by this share; or they are bold."""
_NARROW = 0.6
"""Lines that all fill less than this share of their column were ended on purpose, as those of an address."""
_LEFT_OVER = 1.3
"""How much wider than its word a line's end has to be until that word would surely have fitted."""
_STOP = re.compile(r"[.!?:;][\"”’')\]]*$")


@dataclass
class _Text:
    """A part while lines are added to it."""

    kind: BlockKind
    words: list[Word]
    page: int
    last: Piece
    size: float
    bold: bool
    level: int = 1
    lines: int = 1
    left: float = 0.0
    begins_table: bool = False


@dataclass
class _Making:
    """What was made so far of a document, and what is known of all its pages."""

    size: float
    reaches: tuple[float, ...]
    """How far to the right each piece of all pages reaches."""
    texts: list[_Text] = field(default_factory=list)


def parts_of(pages: Sequence[PrintedPage]) -> tuple[Part, ...]:
    """The parts that stand on pages, in the order in which they are read."""
    shown = [page for page in without_running_heads(pages) if page.pieces]
    making = _Making(_usual_size(shown), tuple(piece.right for page in shown for piece in page.pieces))
    for page in shown:
        for band in bands(page):
            if band.is_table:
                making.texts += [_row(cells, page.number, begins=not at) for at, cells in enumerate(band.rows)]
            else:
                for column in band.columns:
                    _add_column(making, column, band, page)
    levels = _levels(making)
    parts = [_part(text, making, levels) for text in making.texts]
    return tuple(as_headings(list(same_twice(parts))))


def _usual_size(pages: Iterable[PrintedPage]) -> float:
    sizes = [piece.size for page in pages for piece in page.pieces for _ in range(len(piece.text))]
    return median(sizes) if sizes else 1.0


def _row(cells: Sequence[Sequence[Piece]], page: int, *, begins: bool) -> _Text:
    words: list[Word] = []
    for number, cell in enumerate(cells):
        if number:
            words.append(Word(CELLS.strip()))
        words += [Word(word.text.replace("|", "/"), word.doubted) for piece in cell for word in piece.words]
    last = next(piece for cell in reversed(cells) for piece in cell)
    return _Text(BlockKind.ROW, words, page, last, last.size, last.bold, begins_table=begins)


def _add_column(making: _Making, lines: Sequence[Piece], band: Band, page: PrintedPage) -> None:
    """The lines of one column, from top to bottom."""
    if not lines:
        return
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    # One line alone at the right edge may be no longer than the others by chance.
    alone = sum(reach > right - 0.1 * (right - left) for reach in making.reaches) < 2
    narrow = right - left < _NARROW * (band.right - band.left) / max(1, len(band.columns))
    fresh = True
    for line in lines:
        before = making.texts[-1] if making.texts else None
        if before and _goes_on(
            before, line, right, page.pitch, narrow=narrow, alone=alone, first=fresh, page=page.number
        ):
            before.words = _with(before.words, line.words)
            before.last, before.lines = line, before.lines + 1
        else:
            making.texts.append(_begun(line, left, page.number))
        fresh = False


def _begun(line: Piece, left: float, page: int) -> _Text:
    text = line.text
    kind, words = BlockKind.PARAGRAPH, list(line.words)
    if bullet := BULLET.match(text):
        kind, words = BlockKind.ITEM, _after(words, len(text[: bullet.end()].replace(" ", "")))
    elif NUMBER.match(text):
        kind = BlockKind.ITEM
    level = 1 + round((line.left - left) / (line.size * 2.5)) if kind is BlockKind.ITEM else 1
    return _Text(kind, words, page, line, line.size, line.bold, min(6, max(1, level)), left=line.left)


def _after(words: list[Word], letters: int) -> list[Word]:
    """Words without so many letters at their beginning."""
    while words and letters >= len(words[0].text):
        letters -= len(words[0].text)
        words = words[1:]
    return [Word(words[0].text[letters:], words[0].doubted), *words[1:]] if letters and words else words


def _goes_on(
    before: _Text, line: Piece, right: float, pitch: float, *, narrow: bool, alone: bool, first: bool, page: int
) -> bool:
    """Whether a line goes on with the part that the one before it belongs to."""
    text, said = line.text, before.words[-1].text if before.words else ""
    if before.kind is BlockKind.ROW or BULLET.match(text) or NUMBER.match(text) or CLOSING.match(text):
        return False
    if abs(line.size - before.size) > 0.12 * before.size or line.bold != before.bold:
        return False
    unfinished = text[:1].islower() and not _STOP.search(said)
    if first:
        return unfinished and (before.page != page or line.top < before.last.bottom)
    if line.middle - before.last.middle > _PITCH * pitch:
        return False
    if unfinished:
        return True
    if alone and _STOP.search(said):
        return False
    fits = before.last.right + _LEFT_OVER * _first_width(line) < right
    hangs = before.kind is BlockKind.ITEM and line.left > before.left + 0.3 * line.size
    return not fits and not narrow or hangs and not fits


def _first_width(line: Piece) -> float:
    """How wide the first word of a line is, with a space before it."""
    letters = len(line.text)
    return (len(line.words[0].text) + 1) * (line.right - line.left) / max(1, letters)


def _with(words: list[Word], more: Sequence[Word]) -> list[Word]:
    """Words with those of the next line. A word that was split at the line's end is whole again."""
    if words and more and (joined := whole_word(words[-1].text, more[0].text)):
        return [*words[:-1], Word(joined, words[-1].doubted or more[0].doubted), *more[1:]]
    return [*words, *more]


def _levels(making: _Making) -> dict[float, int]:
    """The sizes of headings with the level of each, the largest first."""
    sizes = sorted({_rounded(text.size) for text in making.texts if _is_larger(text, making)}, reverse=True)
    return {size: min(6, number) for number, size in enumerate(sizes, 1)}


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _is_larger(text: _Text, making: _Making) -> bool:
    return text.size > _LARGER * making.size and len(text.words) <= 25 and text.kind is not BlockKind.ROW


def _part(text: _Text, making: _Making, levels: dict[float, int]) -> Part:
    words = " ".join(word.text for word in text.words)
    kind, level = text.kind, text.level
    if _is_larger(text, making) and re.search(r"[A-Za-z]{2}", words):
        kind, level = BlockKind.HEADING, levels[_rounded(text.size)]
    elif text.bold and kind is not BlockKind.ROW and looks_like_heading(words):
        kind, level = BlockKind.HEADING, min(6, len(levels) + 1)
    return Part(kind, words, level, text.page, _doubtful(text.words), text.begins_table)


def _doubtful(words: Sequence[Word]) -> tuple[Span, ...]:
    found, at = [], 0
    for word in words:
        if word.doubted:
            found.append(Span(at, at + len(word.text)))
        at += len(word.text) + 1
    return tuple(found)
