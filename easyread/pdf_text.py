"""The letters of a PDF's page as words in pieces of lines, each with its place, size and boldness."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from easyread.printed import Piece, Word

_FINE = 16
"""Parts of a point in which places are counted."""
_GAP = 0.28
"""Share of the letters' size, from which on a gap parts two words."""
_NARROWEST_SPACE, _WIDEST_SPACE = 0.5, 0.95
"""Shares of the letters' size."""
_ASKEW = math.radians(8)
_BOLD = 600
_LETTERS_OF_ONE = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_HYPHEN = "\x02"
"""What pdfium gives for a hyphen at a line's end."""
_BOLD_NAME = re.compile(rb"(?i)bold|black|heavy|semibold|demi")


@dataclass
class _Made:
    """A word while letters are added to it."""

    text: str
    box: _Box
    size: float
    bold: bool
    askew: bool


@dataclass
class _Box:
    """Edges on the page as it is shown, growing to the right and down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True)
class PageText:
    """The pieces of a page, the share of their size that is a space between two, and whether its lines run upright."""

    pieces: tuple[Piece, ...]
    space: float
    upright: bool


def page_text(page: pdfium.PdfPage) -> PageText:
    """What a page says in letters."""
    textpage = page.get_textpage()
    try:
        words = list(_words(textpage.raw, _Frame(page)))
    finally:
        textpage.close()
    shown = [
        Piece((Word(word.text),), word.box.left, word.box.top, word.box.right, word.box.bottom, word.size, word.bold)
        for word in words
        if not word.askew
    ]
    space = _space(shown)
    return PageText(tuple(_pieces(shown, space)), space, 2 * len(shown) >= len(words))


class _Frame:
    """Where on the page, as it is shown, something is: the page may be cut to a frame and turned."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page.raw
        self._size = round(page.get_width() * _FINE), round(page.get_height() * _FINE)
        self.turned = math.radians(page.get_rotation())

    def box(self, box: pdf.FS_RECTF) -> _Box:
        """A box of the page, shown."""
        (one, high), (other, low) = self._point(box.left, box.top), self._point(box.right, box.bottom)
        return _Box(min(one, other), min(high, low), max(one, other), max(high, low))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdf.FPDF_PageToDevice(self._page, 0, 0, *self._size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        return across.value / _FINE, down.value / _FINE


def _space(words: list[Piece]) -> float:
    """Up to which share of the letters' size a gap is a space: wider where lines are spread out to end alike."""
    gaps = [
        (two.left - one.right) / one.size
        for one, two in pairwise(words)
        if _level(one, two) and 0 < two.left - one.right < 1.5 * one.size
    ]
    return min(_WIDEST_SPACE, max(_NARROWEST_SPACE, 2.5 * median(gaps))) if gaps else _NARROWEST_SPACE


def _words(text: pdf.FPDF_TEXTPAGE, frame: _Frame) -> Iterator[_Made]:
    word: _Made | None = None
    for at in range(max(0, pdf.FPDFText_CountChars(text))):
        sign = _sign(pdf.FPDFText_GetUnicode(text, at))
        if sign is None:
            continue
        box = pdf.FS_RECTF()
        seen = bool(sign.strip()) and pdf.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box))
        shown = frame.box(box) if seen else None
        if word and shown and _goes_on(word, sign, shown):
            _add(word, sign, shown)
            continue
        if word:
            yield word
        word = _begun(text, at, sign, shown, frame) if shown else None
    if word:
        yield word


def _sign(code: int) -> str | None:
    """What a number stands for, several letters where it is one sign for them; None for what nobody sees."""
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code < 32 and chr(code) not in "\t\n\r\x02":
        return None
    sign = chr(code)
    return "-" if sign == _HYPHEN else _LETTERS_OF_ONE.get(sign, sign)


def _add(word: _Made, sign: str, box: _Box) -> None:
    word.text += sign
    word.box.left, word.box.right = min(word.box.left, box.left), max(word.box.right, box.right)
    if box.height > 0.8 * word.size:
        word.box.top, word.box.bottom = min(word.box.top, box.top), max(word.box.bottom, box.bottom)


def _begun(text: pdf.FPDF_TEXTPAGE, at: int, sign: str, box: _Box, frame: _Frame) -> _Made:
    angle = pdf.FPDFText_GetCharAngle(text, at)
    askew = all(_apart(angle, turned) > _ASKEW for turned in (frame.turned, -frame.turned))
    return _Made(sign, box, box.height, _is_bold(text, at), askew)


def _apart(one: float, other: float) -> float:
    """The smaller angle between two."""
    angle = (one - other) % (2 * math.pi)
    return min(angle, 2 * math.pi - angle)


def _is_bold(text: pdf.FPDF_TEXTPAGE, at: int) -> bool:
    if pdf.FPDFText_GetFontWeight(text, at) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdf.FPDFText_GetFontInfo(text, at, name, len(name), ctypes.byref(flags))
    return bool(_BOLD_NAME.search(name.value))


def _goes_on(word: _Made, sign: str, box: _Box) -> bool:
    """Whether a letter stands right after a word. The little number of a footnote is a word by itself."""
    size = max(word.size, box.height, 0.1)
    if box.left - word.box.right > _GAP * size or box.left < word.box.left - size:
        return False
    if min(word.box.bottom, box.bottom) - max(word.box.top, box.top) < 0.2 * min(word.size, box.height):
        return False
    raised = box.height < 0.8 * word.size and sign.isdigit()
    return not (raised and word.text[-1:].isalpha())


def _pieces(words: list[Piece], space: float) -> Iterator[Piece]:
    """The words of one size that follow upon each other on a line, together."""
    piece: Piece | None = None
    for word in words:
        if piece and _together(piece, word, space):
            piece = Piece(
                piece.words + word.words,
                piece.left,
                min(piece.top, word.top),
                max(piece.right, word.right),
                max(piece.bottom, word.bottom),
                piece.size,
                piece.bold,
            )
            continue
        if piece:
            yield piece
        piece = word
    if piece:
        yield piece


def _together(piece: Piece, word: Piece, space: float) -> bool:
    same = abs(piece.size - word.size) < 0.12 * piece.size and piece.bold == word.bold
    return same and _level(piece, word) and -0.5 * piece.size < word.left - piece.right < space * piece.size


def _level(one: Piece, other: Piece) -> bool:
    return abs(one.middle - other.middle) < 0.3 * one.size
