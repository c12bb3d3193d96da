"""An approved document as a Word file with real styles, so that a screen reader can move by heading."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from easyread.word_file import add_page_numbers, new_word_file, set_styles
from scribe.document_text import Block, BlockKind, Part
from scribe.export_shape import Printed

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

POINTS = {"Normal": 12, "Title": 22, "Heading 1": 15, "List Bullet": 12, "Header": 10, "Footer": 10}
"""Body text of at least 12 points (UK Association for Accessible Formats, clear print)."""
_STYLES = {
    BlockKind.TITLE: "Title",
    BlockKind.DETAIL: "Normal",
    BlockKind.HEADING: "Heading 1",
    BlockKind.PARAGRAPH: "Normal",
    BlockKind.ITEM: "List Bullet",
    BlockKind.LINE: "Normal",
    BlockKind.PICTURE: "Normal",
}
MUTED = (0x55, 0x55, 0x55)
"""Times: 7.5 to 1 on white, which is enough for any size of text (WCAG 2.2, 1.4.6)."""


def docx_file(shown: Printed) -> bytes:
    """The bytes of the Word file."""
    word = new_word_file(f"{shown.title}, {shown.reference}", shown.at)
    set_styles(word, POINTS)
    header = word.sections[0].header.paragraphs[0]
    header.text = shown.running
    header.runs[0].bold = shown.practice
    add_page_numbers(word.sections[0].footer.paragraphs[0])
    for block in (*shown.blocks, *shown.particulars):
        _add(word, block)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _add(word: WordDocument, block: Block) -> None:
    from docx.shared import RGBColor

    name = _STYLES[block.kind]
    # 'Normal' is what a paragraph has anyway, and naming a style takes the library 2 ms.
    paragraph = word.add_paragraph(style=None if name == "Normal" else name)
    for part, text in block.parts:
        run = paragraph.add_run(text)
        if part is Part.SPEAKER:
            run.bold = True
        elif part is Part.TIME:
            run.font.color.rgb = RGBColor(*MUTED)
