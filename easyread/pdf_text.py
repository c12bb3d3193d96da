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
    """A word while letters are added to it. Edges are those of the page before it is turned, growing upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    askew: bool


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
        words = list(_words(textpage.raw))
    finally:
        textpage.close()
    shown = [word for word in words if not word.askew]
    placed = [_placed(page, word) for word in shown]
    space = _space(placed)
    return PageText(tuple(_pieces(placed, space)), space, 2 * len(shown) >= len(words))


def _space(words: list[Piece]) -> float:
    """Up to which share of the letters' size a gap is a space: wider where lines are spread out to end alike."""
    gaps = [
        (two.left - one.right) / one.size
        for one, two in pairwise(words)
        if _level(one, two) and 0 < two.left - one.right < 1.5 * one.size
    ]
    return min(_WIDEST_SPACE, max(_NARROWEST_SPACE, 2.5 * median(gaps))) if gaps else _NARROWEST_SPACE


def _words(text: pdf.FPDF_TEXTPAGE) -> Iterator[_Made]:
    word: _Made | None = None
    for at in range(max(0, pdf.FPDFText_CountChars(text))):
        code = pdf.FPDFText_GetUnicode(text, at)
        sign = "" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
        sign = "-" if sign == _HYPHEN else _LETTERS_OF_ONE.get(sign, sign)
        if not sign.strip() or code < 32:
            if word and sign.isspace() or code in (9, 10, 13):
                if word:
                    yield word
                word = None
            continue
        box = pdf.FS_RECTF()
        if not pdf.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)):
            continue
        if word and _goes_on(word, sign, box):
            word.text += sign
            word.left, word.right = min(word.left, box.left), max(word.right, box.right)
            if abs(box.top - box.bottom) > 0.8 * word.size:
                word.bottom, word.top = min(word.bottom, box.bottom), max(word.top, box.top)
            continue
        if word:
            yield word
        word = _begun(text, at, sign, box)
    if word:
        yield word


def _begun(text: pdf.FPDF_TEXTPAGE, at: int, sign: str, box: pdf.FS_RECTF) -> _Made:
    angle = pdf.FPDFText_GetCharAngle(text, at) % (2 * math.pi)
    askew = min(angle, 2 * math.pi - angle) > _ASKEW
    size = abs(box.top - box.bottom)
    return _Made(sign, box.left, box.bottom, box.right, box.top, size, _is_bold(text, at), askew)


def _is_bold(text: pdf.FPDF_TEXTPAGE, at: int) -> bool:
    if pdf.FPDFText_GetFontWeight(text, at) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdf.FPDFText_GetFontInfo(text, at, name, len(name), ctypes.byref(flags))
    return bool(_BOLD_NAME.search(name.value))


def _goes_on(word: _Made, sign: str, box: pdf.FS_RECTF) -> bool:
    """Whether a letter stands right after a word. The little number of a footnote is a word by itself."""
    size = max(word.size, abs(box.top - box.bottom), 0.1)
    if box.left - word.right > _GAP * size or box.left < word.left - size:
        return False
    if min(word.top, box.top) - max(word.bottom, box.bottom) < 0.2 * min(word.size, abs(box.top - box.bottom)):
        return False
    raised = abs(box.top - box.bottom) < 0.8 * word.size and sign.isdigit()
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


def _placed(page: pdfium.PdfPage, word: _Made) -> Piece:
    """A word where it stands on the page as it is shown: cut to its frame, turned, from the top."""
    one, other = _shown(page, word.left, word.top), _shown(page, word.right, word.bottom)
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    return Piece((Word(word.text),), left, top, right, bottom, word.size, word.bold)


def _shown(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    width, height = page.get_width(), page.get_height()
    across, down = ctypes.c_int(), ctypes.c_int()
    size = (round(width * _FINE), round(height * _FINE))
    pdf.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value / _FINE, down.value / _FINE


def _together(piece: Piece, word: Piece, space: float) -> bool:
    same = abs(piece.size - word.size) < 0.12 * piece.size and piece.bold == word.bold
    return same and _level(piece, word) and -0.5 * piece.size < word.left - piece.right < space * piece.size


def _level(one: Piece, other: Piece) -> bool:
    return abs(one.middle - other.middle) < 0.3 * one.size
