"""Opens documents: docx, odt, pdf, txt, html, rtf, pictures and scans become a `Source`, in a child with limits."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from easyread import refusals
from easyread.parts import source_of
from easyread.plain_text import text_parts
from easyread.reading_child import LARGEST, MOST_LETTERS, MOST_WORDS, DocumentOpener, Opened, refuse_without_spaces
from easyread.refusals import DocumentRefused
from easyread.source import Source
from models.child import Limits
from models.engines import start_page_reader
from models.errors import ChildDied
from models.facts import Garbled
from models.page_text import PagePicture, SeenPage
from models.process import ChildProcess, TookTooLong
from models.progress import Cancellation, OnProgress, Progress, ignore_progress

LIMITS = Limits(cpu_seconds=300, memory_bytes=2 << 30, wall_seconds=120.0)
"""A 20-page PDF takes two seconds and 200 MB: what needs a hundred times that is hostile. Seconds are for each step."""
_READING, _SEEING = "Opening the document", "Reading page {} of {}"


def read_document(
    path: Path, *, on_progress: OnProgress = ignore_progress, cancel: Cancellation | None = None
) -> Source:
    """What stands in a document; pages that are pictures have their words recognised.

    The file is only read, in a child process with limits of time and memory. Raises `DocumentRefused` with one plain
    sentence, `Cancelled`, or `ModelError` where pictures can't be read on this laptop.
    """
    _refuse_at_once(path)
    return _opened(path.absolute(), path.suffix, on_progress, cancel or Cancellation())


def read_bytes(
    data: bytes, ending: str = "", *, on_progress: OnProgress = ignore_progress, cancel: Cancellation | None = None
) -> Source:
    """As `read_document`, of bytes that are in memory. `ending` is that of the name that they had, such as '.pdf'."""
    if len(data) > LARGEST:
        raise DocumentRefused(refusals.TOO_LARGE.format(LARGEST >> 20))
    return _opened(data, ending, on_progress, cancel or Cancellation())


def source_from_text(text: str) -> Source:
    """A text that was pasted, typed or dictated. Raises `DocumentRefused` where it holds no words or too many."""
    if len(text) > MOST_LETTERS or len(text.split()) > MOST_WORDS:
        raise DocumentRefused(refusals.TOO_MUCH_TEXT.format(f"{MOST_WORDS:,}"))
    refuse_without_spaces(text)
    source = source_of(text_parts(text))
    if not source.blocks:
        raise DocumentRefused(refusals.NO_WORDS)
    return source


def _opened(document: Path | bytes, ending: str, on_progress: OnProgress, cancel: Cancellation) -> Source:
    child = ChildProcess(DocumentOpener, name="document", idle_seconds=None, grace=0.5, limits=LIMITS)
    try:
        with _told_plainly():
            on_progress(Progress(0, 0, _READING))
            opened = cast(Opened, child.request("open", document, ending, cancel=cancel))
            if opened.source is not None:
                return opened.source
            seen = _seen(child, opened, on_progress, cancel)
            return cast(Source, child.request("read", seen, cancel=cancel))
    finally:
        child.close()


def _seen(
    child: ChildProcess, opened: Opened, on_progress: OnProgress, cancel: Cancellation
) -> tuple[tuple[int, SeenPage], ...]:
    """What is recognised on each page that is a picture, one page at a time: no more than one is in memory."""
    reader = start_page_reader()
    found = []
    try:
        for done, number in enumerate(opened.pictures):
            on_progress(Progress(done, len(opened.pictures), _SEEING.format(number, opened.pages)))
            picture = cast(PagePicture, child.request("picture", number, cancel=cancel))
            found.append((number, reader.read(picture, cancel=cancel)))
    finally:
        reader.close()
    return tuple(found)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """A child that died, hung or talked nonsense was given a document that does so."""
    try:
        yield
    except TookTooLong as error:
        raise DocumentRefused(refusals.TOOK_TOO_LONG) from error
    except (ChildDied, Garbled) as error:
        raise DocumentRefused(refusals.CRASHED) from error


def _refuse_at_once(path: Path) -> None:
    """Raise `DocumentRefused` for what can be seen without reading: nothing there, a folder, a pipe, too large."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise DocumentRefused(refusals.A_FOLDER)
        if not stat.S_ISREG(found.st_mode):
            raise DocumentRefused(refusals.NOT_A_FILE)
        path.open("rb").close()
    except FileNotFoundError as error:
        raise DocumentRefused(refusals.NOT_THERE) from error
    except PermissionError as error:
        raise DocumentRefused(refusals.NOT_ALLOWED) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise DocumentRefused(refusals.CAN_NOT_OPEN) from error
    if found.st_size > LARGEST:
        raise DocumentRefused(refusals.TOO_LARGE.format(LARGEST >> 20))


__all__ = ["LIMITS", "DocumentRefused", "read_bytes", "read_document", "source_from_text"]
