"""What every Word file that leaves has: British English, one typeface, A4, its properties and page numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LANGUAGE = "en-GB"
FONT = "Arial"
"""On every council laptop; a typeface that Word has to replace would change the layout."""


def new_word_file(title: str, at: datetime, margin_mm: float = 25.0) -> WordDocument:
    """An empty A4 document in British English with these properties."""
    import docx  # slow to import, and only needed here
    from docx.shared import Mm

    word = docx.Document()
    _set_language(word)
    properties = word.core_properties
    properties.title, properties.author, properties.comments = title, "Fairnote", ""
    properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)  # A4: the library's own default is American
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(margin_mm)
    return word


def set_styles(word: WordDocument, points: Mapping[str, float], ink: str = "#000000", spacing: float = 1.25) -> None:
    """Give styles by name their points, one typeface and colour, left aligned, `spacing` lines apart."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    for name, size in points.items():
        style: Any = word.styles[name]
        _set_font(style)
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor.from_string(ink.removeprefix("#"))
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        style.paragraph_format.line_spacing = spacing
        style.paragraph_format.space_after = Pt(6)


def add_page_numbers(paragraph: Any) -> None:  # noqa: ANN401 - python-docx's paragraphs have no common type
    """'Page 1 of 4', which Word works out."""
    paragraph.add_run("Page ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _add_field(paragraph, "NUMPAGES")


def _set_language(word: WordDocument) -> None:
    """Say that all text is British English, so that it is read and spelt so."""
    from docx.oxml.ns import qn

    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    word.core_properties.language = LANGUAGE


def _set_font(style: Any) -> None:  # noqa: ANN401
    """Name the font for every script, and drop the theme's own names, which would win over it."""
    from docx.oxml.ns import qn

    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
    fonts.attrib.pop(qn("w:cstheme"), None)


def _add_field(paragraph: Any, code: str) -> None:  # noqa: ANN401
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
