"""A finished Easy Read page as a Word file with real styles, that a council can still change.

A picture stands left of its words in a row of a table without lines: of what Word has, only that keeps several lines of
words beside their picture in every program, and a row is read picture first. The table says that it is for layout, its
rows are never parted by a page's end, and it holds nothing but pictured lines: headings and lines without a picture are
paragraphs, and a sheet without pictures has no table at all.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from easyread.page import LineKind
from easyread.render_look import ABOUT, PAPERS, Colours, Sizes, kept_with_next, parts, sizes
from easyread.render_pictures import drawing, pictured, raster
from easyread.sheet import Sheet, SheetLine
from easyread.word_file import add_page_numbers, new_word_file, set_styles

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LAYOUT_ONLY = "For layout only: in each row a picture, then its words."
_STYLES = {LineKind.HEADING: "Heading 1", LineKind.LIST: "List Bullet"}
_WIDTH_MM = 210.0
_SPACE_BEFORE = {"Heading 1": 1.5, "Subtitle": 0.75}
"""In lines of words."""
_HARD_SPACE = "\u00a0"
_AFTER_SHADING = (
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
)
"""What Word wants to come after a paragraph's shading."""


def docx(sheet: Sheet, at: datetime | None = None) -> bytes:
    """The bytes of the Word file, made at `at` (now). Raises `NotTypeset` or `PictureGone`."""
    made, colours = sizes(sheet.choices), PAPERS[sheet.choices.colour]
    word = new_word_file(sheet.title, at or datetime.now(UTC), made.margin)
    _set_styles(word, made, colours)
    _set_paper(word, colours)
    _set_foot(word, sheet, made)
    word.add_paragraph(sheet.title, style="Title")
    if sheet.goes_with:
        word.add_paragraph(style="Subtitle").add_run(sheet.goes_with)
    _add_lines(word, sheet, made, colours)
    word.add_paragraph(style="Subtitle").add_run(sheet.checked_by)
    _add_about(word, sheet)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _set_styles(word: WordDocument, made: Sizes, colours: Colours) -> None:
    from docx.shared import Pt

    words = {"Normal": made.words, "List Bullet": made.words, "Subtitle": made.words}
    set_styles(word, {**words, "Footer": made.small, "Caption": made.small}, colours.ink, 1.35)
    set_styles(word, {"Title": made.title, "Heading 1": made.heading}, colours.accent, 1.1)
    for name, bold in (("Title", True), ("Subtitle", True), ("Heading 1", True), ("Caption", False)):
        style: Any = word.styles[name]
        style.font.bold, style.font.italic = bold, False
        style.paragraph_format.space_before = Pt(made.words * _SPACE_BEFORE.get(name, 0.0))
        style.paragraph_format.space_after = Pt(made.words)
    for name in (*words, "Caption"):
        spacing: Any = word.styles[name].paragraph_format
        spacing.widow_control = spacing.keep_together = True
    _drop_own_looks(word)


def _drop_own_looks(word: WordDocument) -> None:
    """The library's own styles have letters moved apart, a line under the title, and lists without space."""
    from docx.oxml.ns import qn

    for name in ("Title", "Subtitle"):
        for tag in ("w:spacing", "w:kern"):
            for found in word.styles[name].element.rPr.findall(qn(tag)):
                found.getparent().remove(found)
    for name, tag in (("Title", "w:pBdr"), ("Title", "w:contextualSpacing"), ("List Bullet", "w:contextualSpacing")):
        for found in word.styles[name].element.pPr.findall(qn(tag)):
            found.getparent().remove(found)


def _set_paper(word: WordDocument, colours: Colours) -> None:
    """The paper's colour on the screen and, where Word is told to print it, on paper; and a band behind headings."""
    band = _element("w:shd", {"w:val": "clear", "w:fill": _hex(colours.tint)})
    word.styles["Heading 1"].element.get_or_add_pPr().insert_element_before(band, *_AFTER_SHADING)
    if colours.paper == "#ffffff":
        return
    word.element.insert(0, _element("w:background", {"w:color": _hex(colours.paper)}))
    settings = word.settings.element
    before = [child for child in settings if child.tag.endswith(("}writeProtection", "}view", "}zoom"))]
    settings.insert(len(before), _element("w:displayBackgroundShape", {}))


def _set_foot(word: WordDocument, sheet: Sheet, made: Sizes) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    section, foot = word.sections[0], word.sections[0].footer.paragraphs[0]
    section.footer_distance = Mm(made.margin / 2)
    style: Any = foot.style
    style.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH_MM - 2 * made.margin), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{sheet.running}\t")
    add_page_numbers(foot)


def _add_lines(word: WordDocument, sheet: Sheet, made: Sizes, colours: Colours) -> None:
    """Each line in order: pictured ones that follow each other are rows of one table."""
    for has_picture, together in groupby(_lines(sheet), key=lambda pair: pictured(sheet, pair[0])):
        if has_picture:
            _add_rows(word, list(together), made, colours)
        else:
            for line, keep in together:
                _add_paragraph(word, sheet, line, keep, made)


def _lines(sheet: Sheet) -> Iterator[tuple[SheetLine, bool]]:
    after = (*sheet.lines[1:], None)
    return ((line, kept_with_next(line, next_one)) for line, next_one in zip(sheet.lines, after, strict=True))


def _add_rows(word: WordDocument, rows: list[tuple[SheetLine, bool]], made: Sizes, colours: Colours) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.shared import Mm

    widths = (Mm(made.picture + made.between), Mm(_WIDTH_MM - 2 * made.margin - made.picture - made.between))
    table = word.add_table(rows=len(rows), cols=2)
    table.autofit = False
    _set_layout(table._tbl.tblPr)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, (line, keep) in zip(table.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(_element("w:cantSplit", {}))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width, cell.vertical_alignment = width, WD_ALIGN_VERTICAL.CENTER
        _add_picture(row.cells[0], line, made, keep, colours)
        _add_words(row.cells[1].paragraphs[0], line, keep)
        _set_space(row.cells[1].paragraphs[0], made)


def _set_layout(properties: Any) -> None:  # noqa: ANN401 - a part of XML
    """No space that Word adds to cells, no first row or column that is a heading, and what the table is for."""
    margins = _element("w:tblCellMar", {})
    for side in ("w:left", "w:right"):
        margins.append(_element(side, {"w:w": "0", "w:type": "dxa"}))
    properties.insert_element_before(margins, "w:tblLook")
    for look in properties.iterchildren("{*}tblLook"):
        properties.remove(look)
    properties.append(_element("w:tblDescription", {"w:val": LAYOUT_ONLY}))


def _add_picture(cell: Any, line: SheetLine, made: Sizes, keep: bool, colours: Colours) -> None:  # noqa: ANN401
    from docx.shared import Mm

    paragraph = cell.paragraphs[0]
    tile = colours.tile if colours.tile != colours.paper else ""
    shape = paragraph.add_run().add_picture(io.BytesIO(raster(drawing(line), made.picture, tile)))
    scale = Mm(made.picture) / max(shape.width, shape.height)
    shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
    shape._inline.docPr.set("descr", line.alt)
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    paragraph.paragraph_format.line_spacing = 1.0
    _set_space(paragraph, made)
    paragraph.paragraph_format.keep_with_next = keep or None


def _set_space(paragraph: Any, made: Sizes) -> None:  # noqa: ANN401
    """Half of what stands between two rows, above and below."""
    from docx.shared import Mm

    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Mm(made.gap / 2)


def _add_paragraph(word: WordDocument, sheet: Sheet, line: SheetLine, keep: bool, made: Sizes) -> None:
    """A heading, or a line without a picture: its words stand below those of lines that have one."""
    from docx.shared import Mm, Pt

    paragraph = word.add_paragraph()
    _add_words(paragraph, line, keep)
    if line.kind is LineKind.HEADING:
        return
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(made.words * 0.5)
    if any(pictured(sheet, other) for other in sheet.lines):
        hanging = Mm(7 if line.kind is LineKind.LIST else 0)
        paragraph.paragraph_format.left_indent = Mm(made.picture + made.between) + hanging


def _add_words(paragraph: Any, line: SheetLine, keep: bool) -> None:  # noqa: ANN401
    if line.kind in _STYLES:
        paragraph.style = _STYLES[line.kind]
    for part in parts(line):
        words = part.text.replace(" ", _HARD_SPACE) if part.whole else part.text
        paragraph.add_run(words).bold = part.strong or None
    if line.kind is not LineKind.HEADING:
        paragraph.paragraph_format.keep_with_next = keep or None


def _add_about(word: WordDocument, sheet: Sheet) -> None:
    small = (*sheet.shown_credits, *sheet.particulars)
    if small:
        word.add_paragraph(ABOUT, style="Heading 1")
    for words in small:
        word.add_paragraph(words, style="Caption")


def _hex(colour: str) -> str:
    return colour.removeprefix("#")


def _element(tag: str, attributes: dict[str, str]) -> Any:  # noqa: ANN401
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name), value)
    return made
