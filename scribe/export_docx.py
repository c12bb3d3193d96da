"""An approved document as a Word file with real styles, so that a screen reader can move by heading."""

from __future__ import annotations

import io
from datetime import UTC
from typing import TYPE_CHECKING, Any

from scribe.document_text import Block, BlockKind, Part
from scribe.export_shape import LANGUAGE, Printed

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

FONT = "Arial"
"""On every council laptop; a typeface that Word has to replace would change the layout."""
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
    import docx  # slow to import, and only needed here

    word = docx.Document()
    _set_language(word)
    _set_styles(word)
    _set_properties(word, shown)
    _set_header_and_footer(word, shown)
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


def _set_language(word: WordDocument) -> None:
    """Say that all text is British English, so that it is read and spelt so."""
    from docx.oxml.ns import qn

    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    word.core_properties.language = LANGUAGE


def _set_styles(word: WordDocument) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    for name, points in POINTS.items():
        style: Any = word.styles[name]
        _set_font(style)
        style.font.size = Pt(points)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        style.paragraph_format.line_spacing = 1.25
        style.paragraph_format.space_after = Pt(6)


def _set_font(style: Any) -> None:  # noqa: ANN401 - python-docx's styles have no common type
    """Name the font for every script, and drop the theme's own names, which would win over it."""
    from docx.oxml.ns import qn

    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
    fonts.attrib.pop(qn("w:cstheme"), None)


def _set_properties(word: WordDocument, shown: Printed) -> None:
    properties = word.core_properties
    properties.title = f"{shown.title}, {shown.reference}"
    properties.author = "Fairnote"
    properties.comments = ""
    properties.created = properties.modified = shown.at.astimezone(UTC).replace(tzinfo=None)


def _set_header_and_footer(word: WordDocument, shown: Printed) -> None:
    from docx.shared import Mm

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)  # A4: the library's own default is American
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    header = section.header.paragraphs[0]
    header.text = shown.running
    header.runs[0].bold = shown.practice
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    _add_field(footer, "PAGE")
    footer.add_run(" of ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Any, code: str) -> None:  # noqa: ANN401
    """A number that Word works out."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
