"""The PDF of an Easy Read is checked from outside: its tags, its alt texts, its order, its fonts, and how it looks."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from easyread.page import LineKind
from easyread.pictures import OWN
from easyread.render_look import PAPERS, parts, sizes
from easyread.render_pdf import pdf, preview_png
from easyread.render_pictures import PictureGone, drawing, raster
from easyread.sheet import Choices, Colour, Sheet, SheetLine
from easyread.typesetting import NotTypeset
from tests.easyread.pdf_tags import elements, fonts, painted
from tests.easyread.sheets import gold_sheet, photograph, small_sheet

LETTER = "01-charging-letter"
EACH_LOOK = pytest.mark.parametrize(
    "choices",
    [Choices(), Choices(points=24), Choices(pictures=False), Choices(colour=Colour.WHITE_ON_BLACK, picture_mm=45)],
    ids=["usual", "large", "bare", "black"],
)


def _opened(sheet: Sheet) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf(sheet)))


def _pages(data: bytes) -> list[str]:
    """The words of each page without spaces, so that how lines are broken doesn't matter."""
    with pypdfium2.PdfDocument(data) as document:
        return [re.sub(r"\s", "", page.get_textpage().get_text_bounded()).replace("•", "") for page in document]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


# --- tags
@EACH_LOOK
def test_it_claims_what_it_is_and_is_tagged(choices: Choices):
    """PDF/UA-1 and PDF/A-2a, tagged, in British English, with the title shown in place of the file's name."""
    with _opened(replace(gold_sheet(LETTER), choices=choices)) as made:
        with made.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["dc:title"] == gold_sheet(LETTER).title
        assert made.Root.MarkInfo.Marked and str(made.Root.Lang) == "en-GB"
        assert made.Root.ViewerPreferences.DisplayDocTitle
        assert str(made.docinfo["/Title"]) == gold_sheet(LETTER).title


@EACH_LOOK
def test_all_that_is_painted_is_tagged_or_an_artifact(choices: Choices):
    """Nothing on a page is unknown to a screen reader, and nothing that the tags name is missing."""
    with _opened(replace(gold_sheet(LETTER), choices=choices)) as made:
        on_pages = {(page, number) for page, number in painted(made) if number is not None}
        in_tags = {one for element in elements(made) for one in element.marked}
    assert on_pages and on_pages == in_tags


def test_each_picture_has_its_alt_text_before_its_words():
    """A row is read picture first, in the order of the page; a list is a list, and nothing is a table."""
    with _opened(small_sheet()) as made:
        found = [(one.tag, one.alt) for one in elements(made) if one.tag in ("H1", "H2", "Figure", "P", "L", "LI")]
        tags = {one.tag for one in elements(made)}
    assert found[:13] == [
        ("H1", ""),
        ("P", ""),
        ("H2", ""),
        ("Figure", "A coin in a hand"),
        ("P", ""),
        ("Figure", "A photograph"),
        ("P", ""),
        ("P", ""),
        ("L", ""),
        ("LI", ""),
        ("Figure", "A telephone"),
        ("P", ""),
        ("LI", ""),
    ]
    assert not tags & {"Table", "TR", "TD", "TH"}


def test_figures_are_the_pictures_of_the_lines_and_none_without_alt():
    """In a whole letter: as many figures as pictured lines, each with the alt text of its line, in their order."""
    sheet = gold_sheet(LETTER)
    with _opened(sheet) as made:
        figures = [one.alt for one in elements(made) if one.tag == "Figure"]
        headings = [one.tag for one in elements(made) if one.tag.startswith("H")]
    assert figures == [line.alt for line in sheet.lines if line.picture] and all(figures)
    of_lines = sum(line.kind is LineKind.HEADING for line in sheet.lines)
    assert headings == ["H1"] + ["H2"] * (of_lines + 1)  # and one for the particulars


def test_a_picture_without_alt_text_is_refused():
    """A picture that says nothing to who can't see it makes no PDF."""
    line = SheetLine("Words", LineKind.IDEA, OWN / "own" / "pay.svg", "")
    with pytest.raises(NotTypeset):
        pdf(Sheet("Title", "", (line,), "Checked by nobody"))


def test_its_fonts_are_inside_it():
    """The typeface is the wanted one, regular and bold, and inside the file."""
    with _opened(gold_sheet(LETTER)) as made:
        found = fonts(made)
    assert found and all(found.values())
    assert {name.split("-")[0] for name in found} == {"Lexend"}


# --- words
@EACH_LOOK
def test_no_line_is_parted_by_the_end_of_a_page_and_no_word_by_a_hyphen(choices: Choices):
    """Each line is whole on one page, letter for letter, in order, and each page has its number."""
    sheet = replace(gold_sheet(LETTER), choices=choices)
    pages, at = _pages(pdf(sheet)), 0
    for line in sheet.lines:
        at = next((n for n in range(at, len(pages)) if _bare(line.text) in pages[n]), -1)
        assert at >= 0, line.text
    for n, page in enumerate(pages, start=1):
        assert page.endswith(f"Page{n}of{len(pages)}"), page[-30:]


@EACH_LOOK
def test_a_heading_is_never_alone_at_the_end_of_a_page(choices: Choices):
    """What follows a heading is on its page; so is the first item of a list with its opening."""
    sheet = replace(gold_sheet(LETTER), choices=choices)
    pages = _pages(pdf(sheet))
    for line, after in zip(sheet.lines, sheet.lines[1:], strict=False):
        if line.kind is LineKind.HEADING or (after.kind is LineKind.LIST and line.kind is not LineKind.LIST):
            assert any(_bare(line.text + after.text) in page for page in pages), line.text


def test_what_is_not_for_the_reader_is_at_the_end():
    """'Not yet checked' comes after the last line, then credits and particulars."""
    text = "".join(_pages(pdf(gold_sheet(LETTER))))
    order = [text.index(_bare(one)) for one in (gold_sheet(LETTER).checked_by, "About this document", "Somepictures")]
    assert order == sorted(order) and order[0] > text.index(_bare(gold_sheet(LETTER).lines[-1].text))


def test_words_are_only_ever_text():
    """What looks like markup in a line is shown as it stands, also where a name has every sign of it."""
    text = "".join(_pages(pdf(small_sheet())))
    assert _bare(r"A #friend *can* <b>help</b> $you$ \ @here.") in text


@pytest.mark.parametrize("points", [16, 36, 60])
def test_nothing_is_cut_off_by_the_edge(points: int):
    """An address too long for its line is broken, not cut off, however large the letters."""
    long = SheetLine("Write to a-very-long-name-of-an-office@a-long-name-of-a-council.example.org", LineKind.LIST,
                     OWN / "own" / "letter.svg", "A letter")  # fmt: skip
    sheet = replace(small_sheet(points=points), lines=(*small_sheet().lines, long))
    with pypdfium2.PdfDocument(pdf(sheet)) as document:
        for page in document:
            text = page.get_textpage()
            assert all(text.get_charbox(n)[2] <= page.get_width() - 30 for n in range(text.count_chars()))


def test_a_missing_letter_makes_no_pdf():
    """A box in place of a letter would be a wrong page."""
    with pytest.raises(NotTypeset):
        pdf(replace(small_sheet(), title="\U000131a0\U0001f9ff\u1234"))


def test_credits_are_not_shown_without_pictures():
    """Who wants no pictures is not told whose they are."""
    assert "Somepictures" in "".join(_pages(pdf(small_sheet())))
    assert "Somepictures" not in "".join(_pages(pdf(small_sheet(pictures=False))))


# --- how it looks
@pytest.mark.parametrize("colour", Colour)
def test_words_are_seven_to_one_on_their_paper(colour: Colour):
    """Words and headings have the contrast of WCAG 2.2's level AAA on all that they stand on."""
    look = PAPERS[colour]
    for words, ground in ((look.ink, look.paper), (look.accent, look.paper), (look.accent, look.tint)):
        assert _contrast(words, ground) >= 7


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of '#rrggbb' (WCAG 2.2)."""
    shares = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_nothing_is_smaller_than_clear_print():
    """The foot and the particulars have at least 12 points, and grow with the rest."""
    assert sizes(Choices()).small == 12 and sizes(Choices(points=24)).small == 18


def test_the_paper_has_its_colour_and_a_picture_stays_left_of_its_words():
    """White on black is black to the edge; pictures are left, on light ground, as they are drawn for it."""
    data, pages = preview_png(small_sheet(colour=Colour.WHITE_ON_BLACK), 0, 50)
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    assert pages >= 1 and picture.getpixel((1, 1)) == (0, 0, 0)
    left = picture.crop((0, 0, picture.width // 3, picture.height))
    right = picture.crop((picture.width // 2, 0, picture.width, picture.height))
    photo = (60, 120, 90)
    assert photo in _colours(left) and photo not in _colours(right)


def _colours(picture: Image.Image) -> set[object]:
    return {colour for _, colour in picture.getcolors(picture.width * picture.height)}


def test_the_preview_is_a_page_of_the_very_pdf():
    """As many pages as the PDF has; a number beyond them gives the last."""
    sheet = small_sheet(points=30)
    pages = len(_pages(pdf(sheet)))
    assert preview_png(sheet, 0, 40)[1] == pages > 1
    assert preview_png(sheet, 99, 40)[0] == preview_png(sheet, pages - 1, 40)[0] != preview_png(sheet, 0, 40)[0]


def test_a_hard_word_stands_out_where_it_is_explained():
    """Only there, and the parts are the line."""
    explained = next(line for line in small_sheet().lines if line.kind is LineKind.EXPLAIN)
    assert [part.text for part in parts(explained) if part.strong] == ["appeal"]
    assert "".join(part.text for part in parts(explained)) == explained.text
    assert not any(part.strong for part in parts(replace(explained, kind=LineKind.IDEA)))
    assert not any(part.strong for part in parts(replace(explained, text="It is nothing that is in the glossary.")))


def test_dates_and_telephone_numbers_are_whole():
    """A line never ends within one."""
    line = SheetLine("Ring 01632 960418 before 30 March 2026, or pay £5 on 3 May.", LineKind.IDEA)
    assert [part.text for part in parts(line) if part.whole] == ["01632 960418", "30 March 2026", "3 May"]


# --- pictures
def test_a_picture_that_is_gone_is_said():
    """A file that was deleted meanwhile is no traceback of the disk's."""
    line = SheetLine("Words", LineKind.IDEA, OWN / "own" / "nothing.svg", "Nothing")
    with pytest.raises(PictureGone):
        pdf(Sheet("Title", "", (line,), "Checked by nobody"))


@pytest.mark.parametrize("data", [b"<svg", b"\x89PNG and nothing more", b"\xff\xd8\xff"])
def test_a_damaged_picture_makes_no_pdf(data: bytes):
    """What is no picture is not left out in silence."""
    with pytest.raises(NotTypeset):
        pdf(Sheet("Title", "", (SheetLine("Words", LineKind.IDEA, data, "Broken"),), "Checked by nobody"))


def test_a_line_without_a_picture_has_no_drawing():
    """Who asks for one is told so."""
    with pytest.raises(PictureGone):
        drawing(SheetLine("Words", LineKind.IDEA))


def test_drawings_become_pixels_and_photographs_stay():
    """For Word: an SVG is drawn on nothing, or on a tile of a colour; a photograph is as it was."""
    svg = (OWN / "own" / "pay.svg").read_bytes()
    drawn = Image.open(io.BytesIO(raster(svg, 30)))
    assert drawn.size == (236, 236) and drawn.getchannel("A").getextrema() == (0, 255)
    assert Image.open(io.BytesIO(raster(svg, 30, "#ffffff"))).getpixel((118, 4))[:3] == (255, 255, 255)
    assert raster(photograph("JPEG"), 30) == photograph("JPEG")
