"""Actions on documents that belong to no visit yet: read one, write it in easier words, check it as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from easyread.page import Page, Profile
from easyread.reader import Reader
from easyread.source import Source
from scribe.jobs import Job, JobContext

if TYPE_CHECKING:
    from scribe.easy_read_writing import ModelWriter, Written

READING, EASIER = "documents", "easy read"
"""Lanes: a document can be read while another is being rewritten."""


def read_document_job(path: Path) -> Job[Source]:
    """Open a document: docx, odt, pdf, txt, html, rtf, or a picture or scan, whose words are recognised.

    Its work raises `easyread.reading.DocumentRefused`, with one plain sentence.
    """
    from easyread.reading import read_document

    def work(context: JobContext) -> Source:
        return read_document(path, on_progress=context.progress, cancel=context.cancel)

    return Job("read a document", READING, work, _nothing_to_keep)


def read_bytes_job(data: bytes, ending: str = "") -> Job[Source]:
    """As `read_document_job`, of bytes that are in memory; `ending` is that of the name that they had ('.pdf')."""
    from easyread.reading import read_bytes

    def work(context: JobContext) -> Source:
        return read_bytes(data, ending, on_progress=context.progress, cancel=context.cancel)

    return Job("read a document", READING, work, _nothing_to_keep)


def source_from_text(text: str) -> Source:
    """A text that was pasted, typed or dictated. Raises `easyread.reading.DocumentRefused`."""
    from easyread.reading import source_from_text as structured

    return structured(text)


def easy_read_job(
    source: Source,
    profile: Profile,
    reader: Reader,
    own: Path | None = None,
    *,
    model: ModelWriter | None = None,
    remark: str = "",
) -> Job[Written]:
    """Write a document in easier words: its page with pictures, checked. `own` is the council's folder of words.

    `model` and `remark`: as `scribe.easy_read_writing.permitted` gives them.
    """
    from scribe.easy_read_writing import write_page

    def work(context: JobContext) -> Written:
        return write_page(
            source,
            profile,
            reader,
            own=own,
            model=model,
            remark=remark,
            on_progress=context.progress,
            cancel=context.cancel,
        )

    return Job("easy read", EASIER, work, _nothing_to_keep)


def check_job(source: Source, profile: Profile, own: Path | None = None) -> Job[Page]:
    """Check a document as it stands: each of its sentences with what the rules say of it."""
    from easyread.apart import page_as_it_stands

    def work(context: JobContext) -> Page:
        return page_as_it_stands(source, profile, own, on_progress=context.progress, cancel=context.cancel)

    return Job("check a document", EASIER, work, _nothing_to_keep)


def _nothing_to_keep(_: object) -> None:
    """What is made belongs to whoever asked."""
