"""Sheets for tests: of a gold document made easier with its pictures, and a small one that has each kind of line."""

from __future__ import annotations

from functools import lru_cache

from easyread.page import LineKind, Profile
from easyread.pictures import add_pictures, credits, picture_file
from easyread.reader import Reader
from easyread.sheet import Choices, Sheet, SheetLine
from easyread.simplify import simplify
from tests.gold.easyread_documents import documents

NOT_CHECKED = "Not yet checked by a person with a learning disability"


@lru_cache(maxsize=4)
def gold_sheet(name: str) -> Sheet:
    document = next(one for one in documents() if name in one.name)
    page = add_pictures(simplify(document.source, Profile.EASY_READ, Reader(document.reader, document.reader is not None, document.writer)))
    lines = tuple(
        SheetLine(one.text, one.kind, picture_file(one.picture), one.picture.alt)
        if one.picture
        else SheetLine(one.text, one.kind)
        for one in page.lines
    )
    return Sheet(
        title=document.title,
        goes_with=f"This goes with the letter of 3 March 2026 from {document.writer or 'the council'}.",
        lines=lines,
        checked_by=NOT_CHECKED,
        credits=credits(one.picture for one in page.lines),
        particulars=(
            "Made easier to read with Fairnote. Checked and approved by Ann Achebe (author); not a manager's authorisation.",
            "Approved: Friday 20 November 2026 at 15:04 (UTC+00:00)",
            "Fingerprint of the approved text (SHA-256): " + "0123456789abcdef" * 4,
        ),
        running=document.title,
    )
