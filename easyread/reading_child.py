"""The child process in which documents are opened: it has limits, and whatever happens to it, the program lives on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from easyread import refusals
from easyread.document_kind import DocumentKind, kind_of
from easyread.parts import Part, source_of
from easyread.refusals import DocumentRefused
from easyread.source import Source
from models.child import Send
from models.page_text import PagePicture, SeenPage
from models.progress import Cancellation

T = TypeVar("T")
LARGEST = 64 << 20
"""Bytes of a document."""
MOST_WORDS = 100_000
MOST_LETTERS = 1_000_000
LONGEST_WORD = 2_000
"""Letters; the longest addresses of web pages have fewer."""


@dataclass(frozen=True)
class Opened:
    """A document that was opened: what was read of it, and which of its pages (from 1) are pictures to be read yet."""

    source: Source | None
    pictures: tuple[int, ...] = ()
    pages: int = 1


class _Pages(Protocol):
    """A document of pages, some of which may be pictures."""

    pages: int
    pictures: tuple[int, ...]

    def picture(self, number: int) -> PagePicture:
        """A page as a picture."""

    def source(self, seen: dict[int, SeenPage]) -> Source:
        """The document, with what was read in its pictures."""


class DocumentOpener:
    """The service behind `easyread.reading`: a document is opened, its pictures given out, then its text made."""

    def __init__(self) -> None:
        self._pages: _Pages | None = None

    def open(self, document: Path | bytes, ending: str, *, send: Send, cancel: Cancellation) -> Opened:
        """Open a document. Raises `DocumentRefused`."""
        return _guarded(lambda: self._open(document if isinstance(document, bytes) else _read(document), ending))

    def picture(self, number: int, *, send: Send, cancel: Cancellation) -> PagePicture:
        """A page of the opened document, from 1, as a picture."""
        assert self._pages is not None
        pages = self._pages
        return _guarded(lambda: pages.picture(number))

    def read(self, seen: tuple[tuple[int, SeenPage], ...], *, send: Send, cancel: Cancellation) -> Source:
        """The opened document, with what was seen on those of its pages that are pictures."""
        assert self._pages is not None
        pages = self._pages
        return _guarded(lambda: _limited(pages.source(dict(seen))))

    def _open(self, data: bytes, ending: str) -> Opened:
        kind = kind_of(data, ending)
        if kind in (DocumentKind.PDF, DocumentKind.PICTURE):
            self._pages = _pages_of(data, kind)
            if self._pages.pictures:
                return Opened(None, self._pages.pictures, self._pages.pages)
            return Opened(_limited(self._pages.source({})), (), self._pages.pages)
        return Opened(_limited(source_of(_parts_of(data, kind))))


def _guarded(work: Callable[[], T]) -> T:
    """What the work gives. Whatever a library raises becomes one of our sentences: its own text may hold content."""
    try:
        return work()
    except DocumentRefused:
        raise
    except MemoryError as error:
        raise DocumentRefused(refusals.NO_MEMORY) from error
    except Exception as error:  # the one boundary where any failure of a parser becomes a sentence
        raise DocumentRefused(refusals.DAMAGED) from error


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise DocumentRefused(refusals.TOO_LARGE.format(LARGEST >> 20))
    return data


def _pages_of(data: bytes, kind: DocumentKind) -> _Pages:
    if kind is DocumentKind.PDF:
        from easyread.reading_pdf import PdfPages

        return PdfPages(data)
    from easyread.reading_picture import PicturePages

    return PicturePages(data)


def _parts_of(data: bytes, kind: DocumentKind) -> tuple[Part, ...]:
    """The parts of a document; each reader of a format is loaded when it is needed."""
    if kind is DocumentKind.DOCX:
        from easyread.reading_docx import docx_parts

        return docx_parts(data)
    if kind is DocumentKind.ODT:
        from easyread.reading_odt import odt_parts

        return odt_parts(data)
    if kind is DocumentKind.HTML:
        from easyread.reading_html import html_parts

        return html_parts(data)
    if kind is DocumentKind.RTF:
        from easyread.reading_rtf import rtf_parts

        return rtf_parts(data)
    from easyread.plain_text import decoded, text_parts

    return text_parts(decoded(data) or "")


def _limited(source: Source) -> Source:
    if not source.blocks:
        raise DocumentRefused(refusals.NO_WORDS_SEEN if source.from_picture else refusals.NO_WORDS)
    if len(source.text) > MOST_LETTERS or len(source.text.split()) > MOST_WORDS:
        raise DocumentRefused(refusals.TOO_MUCH_TEXT.format(f"{MOST_WORDS:,}"))
    refuse_without_spaces(source.text)
    return source


def refuse_without_spaces(text: str) -> None:
    """Raise `DocumentRefused` for what has no words, such as a file that was written as letters."""
    if any(len(word) > LONGEST_WORD for word in text.split()):
        raise DocumentRefused(refusals.NO_SPACES)
