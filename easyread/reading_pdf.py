"""Reads PDFs: the text that a page holds, or a picture of the page where it holds none that can be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from easyread import refusals
from easyread.layout import parts_of
from easyread.parts import source_of
from easyread.pdf_text import page_text
from easyread.pdf_usable import is_usable
from easyread.printed import PrintedPage, printed
from easyread.refusals import DocumentRefused
from easyread.source import Source
from models.page_text import PagePicture, SeenPage

MOST_PAGES = 200
MOST_PICTURES = 60
"""Pages that are recognised at once: each takes some seconds."""
MOST_SIGNS = 1_000_000
"""Letters of all pages together."""
DOTS = 250
"""Dots an inch at which a page is drawn to be recognised; at 150 a deadline was misread."""
LONGEST_SIDE = 4_000
_WHOLE_PAGE = 0.5
"""Share of the page that a picture fills, where it is a scan with a few words put over it."""
_FEW_SIGNS = 30


class PdfPages:
    """An opened PDF. Raises `DocumentRefused`."""

    def __init__(self, data: bytes) -> None:
        self._pdf = _opened(data)
        self.pages = len(self._pdf)
        if self.pages == 0:
            raise DocumentRefused(refusals.DAMAGED)
        if self.pages > MOST_PAGES:
            raise DocumentRefused(refusals.TOO_MANY_PAGES.format(self.pages, MOST_PAGES))
        self._printed: dict[int, PrintedPage] = {}
        wanted = []
        signs = 0
        for number in range(1, self.pages + 1):
            page = self._pdf[number - 1]
            shown, has_picture = self._text_of(page, number)
            signs += sum(len(piece.text) for piece in shown.pieces)
            if signs > MOST_SIGNS:
                raise DocumentRefused(refusals.TOO_MUCH_TEXT.format("100,000"))
            if has_picture:
                wanted.append(number)
            else:
                self._printed[number] = shown
            page.close()
        if len(wanted) > MOST_PICTURES:
            raise DocumentRefused(refusals.TOO_MANY_PICTURES.format(len(wanted), MOST_PICTURES))
        self.pictures = tuple(wanted)

    def _text_of(self, page: pdfium.PdfPage, number: int) -> tuple[PrintedPage, bool]:
        """What a page says in letters, and whether it has to be recognised as a picture instead."""
        found = page_text(page)
        shown = PrintedPage(number, page.get_width(), page.get_height(), found.pieces, found.space)
        text = " ".join(piece.text for piece in found.pieces)
        pictured, unseen = _pictured(page)
        if not text:
            return shown, pictured > 0 or _draws(page)
        scan = pictured >= _WHOLE_PAGE and (unseen or len(text) < _FEW_SIGNS)
        return shown, scan or not found.upright or not is_usable(text)

    def picture(self, number: int) -> PagePicture:
        """A page as a picture, in shades of grey."""
        page = self._pdf[number - 1]
        scale = min(DOTS / 72, LONGEST_SIDE / max(1.0, page.get_width(), page.get_height()))
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        rows = bytes(bitmap.buffer)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        page.close()
        if stride != width:
            rows = b"".join(rows[at * stride : at * stride + width] for at in range(height))
        return PagePicture(rows, width, height)

    def source(self, seen: dict[int, SeenPage]) -> Source:
        """All pages in reading order."""
        pages = self._printed | printed(seen)
        parts = parts_of([pages[number] for number in sorted(pages)])
        return source_of(parts, pages=self.pages, from_picture=bool(seen))


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = pdf.FPDF_GetLastError() == pdf.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise DocumentRefused(refusals.PASSWORD if locked else refusals.DAMAGED) from error


def _objects(page: pdfium.PdfPage) -> Iterator[Any]:
    return iter(page.get_objects(max_depth=3))


def _pictured(page: pdfium.PdfPage) -> tuple[float, bool]:
    """The share of the page that its largest picture fills, and whether all of its text is there to be found only.

    Scanners put such text over the picture; it was recognised by who knows what, and doubts nothing.
    """
    area = max(1.0, page.get_width() * page.get_height())
    share, seen, unseen = 0.0, False, False
    for each in _objects(page):
        if each.type == pdf.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = each.get_bounds()
            share = max(share, abs(right - left) * abs(top - bottom) / area)
        elif each.type == pdf.FPDF_PAGEOBJ_TEXT:
            hidden = pdf.FPDFTextObj_GetTextRenderMode(each.raw) == pdf.FPDF_TEXTRENDERMODE_INVISIBLE
            seen, unseen = seen or not hidden, unseen or hidden
    return share, unseen and not seen


def _draws(page: pdfium.PdfPage) -> bool:
    """Whether a page without letters draws anything: letters may be drawn as shapes."""
    return sum(1 for _ in zip(_objects(page), range(20), strict=False)) == 20
