"""An Easy Read as a Word file, a web page, plain text and speech: the same lines, in order, each by its own element."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import docx as word_files
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from PIL import Image

from easyread.page import LineKind
from easyread.render_docx import LAYOUT_ONLY, docx
from easyread.render_html import html
from easyread.render_look import ABOUT
from easyread.render_text import LONGER_PAUSE, as_said, spoken, text
from easyread.sheet import Choices, Colour, Sheet
from tests.easyread.sheets import gold_sheet, photograph, small_sheet

LETTER = "01-charging-letter"


def _shown(sheet: Sheet) -> list[str]:
    """All words of a sheet in their order."""
    lines = [line.text for line in sheet.lines]
    return [sheet.title, sheet.goes_with, *lines, sheet.checked_by, ABOUT, *sheet.shown_credits, *sheet.particulars]


# --- Word
def _word(sheet: Sheet) -> Any:
    return word_files.Document(io.BytesIO(docx(sheet)))


def _paragraphs(word: Any) -> list[Paragraph]:
    """All paragraphs that have words, those in tables too, in the order of the file."""
    found = [Paragraph(each, word) for each in word.element.body.iter(qn("w:p"))]
    return [each for each in found if each.text]


PLAIN = Sheet("Your money", "", small_sheet().lines, "Checked by Sam Cole", choices=Choices(pictures=False))
"""A sheet with nothing but lines: it goes with nothing, and has no credits and particulars."""


def test_a_sheet_of_lines_alone_has_nothing_else():
    """No empty paragraph where something could have stood."""
    shown = [PLAIN.title, *(line.text for line in PLAIN.lines), PLAIN.checked_by]
    assert [each.text.replace("\u00a0", " ") for each in _paragraphs(_word(PLAIN))] == shown
    assert _page(PLAIN).words == shown and ABOUT not in text(PLAIN).decode()


@pytest.mark.parametrize("sheet", [small_sheet(), small_sheet(pictures=False), gold_sheet(LETTER)])
def test_word_has_all_lines_in_order(sheet: Sheet):
    """Each line is one paragraph; only that no line ends in a date or telephone number is added."""
    assert [each.text.replace("\u00a0", " ") for each in _paragraphs(_word(sheet))] == _shown(sheet)


def test_word_has_real_styles_in_sixteen_points():
    """Headings and lists are styles; words are 16 points or more, left aligned, and never slanted or underlined."""
    word = _word(small_sheet())
    styles = {each.text.replace("\u00a0", " "): each.style.name for each in _paragraphs(word)}
    assert styles["Your money and your care"] == "Title" and styles["What you pay"] == "Heading 1"
    assert styles["phone: 01632 960418"] == "List Bullet"
    for each in _paragraphs(word):
        style = each.style
        assert style.font.size.pt >= (12 if style.name == "Caption" else 16), style.name
        assert not style.font.italic and not style.font.underline and style.paragraph_format.alignment == 0
    assert word.styles["Normal"].paragraph_format.widow_control
    assert word.core_properties.title == "Your money and your care" and word.core_properties.language == "en-GB"


def test_word_pictures_say_what_they_show_and_stand_left_of_their_words():
    """Each picture is in line with the text, with its alt text, in the cell left of its words; no row is parted."""
    sheet = small_sheet()
    word = _word(sheet)
    rows = [row for table in word.tables for row in table.rows]
    pictured = [line for line in sheet.lines if line.picture]
    assert [_alt(row.cells[0]) for row in rows] == [line.alt for line in pictured]
    assert [row.cells[1].text.replace("\u00a0", " ") for row in rows] == [line.text for line in pictured]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    for table in word.tables:
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == LAYOUT_ONLY


def _alt(cell: Any) -> str:
    (found,) = cell._tc.iter(qn("wp:docPr"))
    assert not list(cell._tc.iter(qn("wp:anchor")))
    return found.get("descr")


def test_word_pictures_keep_their_shape_and_size():
    """30 millimetres the longer side, also of a photograph that is wider than high."""
    shapes = [shape for shape in _word(small_sheet()).inline_shapes]
    assert all(round(max(shape.width.mm, shape.height.mm)) == 30 for shape in shapes)
    assert round(shapes[1].height / shapes[1].width, 2) == 0.75


def test_word_without_pictures_has_no_table():
    """What has no pictures is paragraphs alone."""
    word = _word(small_sheet(pictures=False))
    assert not word.tables and not word.inline_shapes


def test_word_has_its_foot_and_its_paper():
    """The foot has the title and the numbers of pages; white on black is black, and its words are white."""
    word = _word(small_sheet(colour=Colour.WHITE_ON_BLACK))
    foot = word.sections[0].footer
    fields = [each.get(qn("w:instr")) for each in foot._element.iter(qn("w:fldSimple"))]
    assert foot.paragraphs[0].text.startswith("Your money and your care") and fields == ["PAGE", "NUMPAGES"]
    assert word.element[0].get(qn("w:color")) == "000000"
    assert str(word.styles["Normal"].font.color.rgb) == "FFFFFF"
    assert word.settings.element.find(qn("w:displayBackgroundShape")) is not None


def test_word_has_what_it_wants_in_the_order_that_it_wants():
    """Word calls a file damaged whose properties are in another order than its standard's."""
    word = _word(small_sheet(colour=Colour.CREAM))
    properties = [child.tag.partition("}")[2] for child in word.tables[0]._tbl.tblPr]
    assert properties == sorted(properties, key=["tblW", "jc", "tblLayout", "tblCellMar", "tblDescription"].index)
    heading = [child.tag.partition("}")[2] for child in word.styles["Heading 1"].element.pPr]
    order = ["keepNext", "keepLines", "widowControl", "shd", "spacing", "jc", "outlineLvl"]
    assert heading == sorted(heading, key=order.index)
    settings = [child.tag.partition("}")[2] for child in word.settings.element]
    assert settings.index("displayBackgroundShape") == settings.index("zoom") + 1


# --- the web page
class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag in ("h1", "h2", "p"):
            self.words.append("")
            self._depth = 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h1", "h2", "p"):
            self._depth = 0

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.words[-1] += data


def _page(sheet: Sheet) -> _Page:
    page = _Page()
    page.feed(html(sheet).decode("utf-8"))
    return page


@pytest.mark.parametrize("sheet", [small_sheet(), small_sheet(pictures=False), gold_sheet(LETTER)])
def test_the_web_page_has_all_lines_in_order(sheet: Sheet):
    """Each line is one element, its words exactly as they are, whatever signs are in them."""
    assert _page(sheet).words == _shown(sheet)


def test_the_web_page_needs_nothing_else_and_runs_nothing():
    """Pictures are inside it; there is no script, and what it may load is nothing but them."""
    page = _page(small_sheet())
    images = [attrs for tag, attrs in page.found if tag == "img"]
    assert [attrs["alt"] for attrs in images] == [line.alt for line in small_sheet().lines if line.picture]
    assert all(str(attrs["src"]).startswith("data:image/") for attrs in images)
    assert base64.b64decode(str(images[2]["src"]).partition(",")[2]) == photograph("JPEG")
    policy = next(attrs["content"] for tag, attrs in page.found if "http-equiv" in attrs)
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    assert not any(tag in ("script", "link", "iframe", "a") for tag, _ in page.found)
    assert ("html", {"lang": "en-GB"}) in page.found


def test_the_web_page_grows_with_what_a_reader_has_set():
    """Sizes are in rem: 16 points are 1.33 of them. Colours are those that were chosen, and are printed."""
    style = html(small_sheet(colour=Colour.WHITE_ON_BLACK, points=24)).decode()
    assert "font: 2rem/1.5" in style and "background: #000000; color: #ffffff" in style
    assert "print-color-adjust: exact" in style and not re.search(r"font-size: [\d.]+px", style)
    assert "font: 1.33rem/1.5" in html(small_sheet()).decode()


def test_the_web_page_without_pictures_has_no_room_for_them():
    """No pictures, no credits, and the words begin at the left."""
    page = _page(small_sheet(pictures=False))
    assert not any(tag == "img" for tag, _ in page.found) and ("body", {}) in page.found
    assert "Some pictures: nobody." not in page.words


# --- words alone
def test_plain_text_is_the_words_with_their_headings():
    """No pictures, and so no credits of them; a heading has a line free before it, an item a dash."""
    assert text(small_sheet()).decode("utf-8").splitlines()[:9] == [
        "Your money and your care",
        "This goes with the letter from the council, 3 March 2026.",
        "",
        "What you pay",
        "You must pay £63.45 by 6 April 2026.",
        "An appeal asks somebody to look again.",
        "You can tell us by:",
        "- phone: 01632 960418",
        "- letter",
    ]
    shown = text(small_sheet()).decode("utf-8")
    assert "photograph" not in shown and "nobody" not in shown and "Approved by somebody." in shown
    assert "\n\n\n" not in shown


def test_what_is_read_aloud_is_what_the_reader_reads():
    """All lines and the sign-off, a longer pause before each heading, and no particulars."""
    sheet = replace(small_sheet(), goes_with="")
    said = spoken(sheet)
    words = (sheet.title, *(line.text for line in sheet.lines), sheet.checked_by)
    assert [one for one in said if one] == [as_said(one) for one in words]
    headings = [line.text for line in sheet.lines if line.kind is LineKind.HEADING]
    assert all(said[said.index(heading) - 1] == LONGER_PAUSE for heading in headings)
    assert not any(one == other == LONGER_PAUSE for one, other in zip(said, said[1:], strict=False))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("You must pay £63.45.", "You must pay 63 pounds and 45 pence."),
        ("It is £1,200.00, or £14,250, or £1.", "It is 1,200 pounds, or 14,250 pounds, or 1 pound."),
        ("Pay £5.05 in 2026.", "Pay 5 pounds and 5 pence in 2026."),
        ("Ring 01632 960418 or 020 7946 0018.", "Ring 0 1 6 3 2, 9 6 0 4 1 8 or 0 2 0, 7 9 4 6, 0 0 1 8."),
        ("Ring 07700900123 by 6 April 2026.", "Ring 0 7 7 0 0 9 0 0 1 2 3 by 6 April 2026."),
    ],
)
def test_sums_and_telephone_numbers_are_said_so_that_they_can_be_written_down(words: str, said: str):
    """Not every voice knows '£', and none says a telephone number figure by figure."""
    assert as_said(words) == said


def test_pixels_are_as_sharp_as_their_size_asks():
    """A picture of 60 millimetres has twice the pixels of one of 30."""
    files = _word(replace(small_sheet(), choices=Choices(picture_mm=60))).part.package.image_parts
    sizes = {Image.open(io.BytesIO(one.blob)).size for one in files}
    assert (472, 472) in sizes
