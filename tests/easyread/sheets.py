"""Sheets for tests: of a gold document made easier with its pictures, and a small one that has each kind of line."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image

from easyread.page import LineKind, Profile
from easyread.pictures import OWN, add_pictures, credits, picture_file
from easyread.reader import Reader
from easyread.sheet import Choices, Sheet, SheetLine
from easyread.simplify import simplify
from tests.gold.easyread_documents import documents

NOT_CHECKED = "Not yet checked by a person with a learning disability"


@lru_cache(maxsize=4)
def gold_sheet(name: str) -> Sheet:
    document = next(one for one in documents() if name in one.name)
    page = add_pictures(
        simplify(
            document.source, Profile.EASY_READ, Reader(document.reader, document.reader is not None, document.writer)
        )
    )
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
            "Checked and approved by Ann Achebe (author); not a manager's authorisation.",
            "Approved: Friday 20 November 2026 at 15:04 (UTC+00:00)",
            "Fingerprint of the approved text (SHA-256): " + "0123456789abcdef" * 4,
        ),
        running=document.title,
    )


def photograph(kind: str, size: tuple[int, int] = (400, 300)) -> bytes:
    """A picture of pixels, as a council's own or a person's would be."""
    buffer = io.BytesIO()
    Image.new("RGB", size, (60, 120, 90)).save(buffer, kind)
    return buffer.getvalue()


def small_sheet(**choices: object) -> Sheet:
    """A title, headings, and lines of each kind, with drawings, photographs and without."""
    return Sheet(
        title="Your money and your care",
        goes_with="This goes with the letter from the council, 3 March 2026.",
        lines=(
            SheetLine("What you pay", LineKind.HEADING),
            SheetLine(
                "You must pay £63.45 by 6 April 2026.", LineKind.IDEA, OWN / "own" / "pay.svg", "A coin in a hand"
            ),
            SheetLine("An appeal asks somebody to look again.", LineKind.EXPLAIN, photograph("PNG"), "A photograph"),
            SheetLine("You can tell us by:", LineKind.IDEA),
            SheetLine("phone: 01632 960418", LineKind.LIST, photograph("JPEG"), "A telephone"),
            SheetLine("letter", LineKind.LIST, OWN / "own" / "letter.svg", "A <letter> & “stamp”"),
            SheetLine("Who can help", LineKind.HEADING),
            SheetLine("A #friend *can* <b>help</b> $you$ \\ @here.", LineKind.IDEA),
        ),
        checked_by=NOT_CHECKED,
        credits=("Some pictures: nobody.",),
        particulars=("Approved by somebody.", "Fingerprint: " + "0123456789abcdef" * 4),
        running="Your money and your care",
        choices=Choices(**choices),  # type: ignore[arg-type]
    )
