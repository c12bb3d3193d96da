"""An approved document as plain text."""

from __future__ import annotations

from scribe.document_text import PRACTICE, text_of_blocks
from scribe.export_shape import Printed


def text_file(shown: Printed) -> bytes:
    """UTF-8: the approved text as it was shown, then its particulars."""
    around = f"{PRACTICE}\n" if shown.practice else ""
    rule = "-" * 40
    text = f"{around}{text_of_blocks(shown.blocks)}\n{rule}\n{text_of_blocks(shown.particulars)}{around}"
    return text.encode("utf-8")
