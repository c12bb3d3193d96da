"""Scans and photographs are read by the real networks: their words, and which of these are doubted."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from easyread.printed import printed
from easyread.reading import DocumentRefused, read_document
from easyread.source import Source
from models.engines import start_page_reader
from models.errors import ModelDamaged, ModelMissing
from models.ocr_engine import _MODELS, _compared, open_ocr
from models.page_text import PagePicture, PageReader, SeenLine, SeenPage, SeenWord
from models.progress import Cancellation, Cancelled
from tests.easyread.papers import blocks
from tests.gold.easyread_documents import FOLDER, documents
from tests.gold.easyread_scans import FONTS

FIGURES = re.compile(r"\d[\d.,:/]*\d|\d")


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    """The networks, in their child."""
    found = start_page_reader()
    yield found
    found.close()


def gold(name: str) -> Source:
    """A document as it was before it was scanned."""
    return next(document.source for document in documents() if document.name == name)


def doubted(source: Source) -> list[str]:
    """The words that were hard to make out."""
    return [span.of(source.text) for span in source.doubtful]


def _words(source: Source) -> list[str]:
    return source.text.replace("|", " ").split()


@pytest.mark.parametrize("name", ["01-charging-letter", pytest.param("07-pip-decision", marks=pytest.mark.long)])
def test_a_scanned_letter_is_read_word_for_word(name: str) -> None:
    """Of two pages at 150 dots an inch, askew and grainy, no word is wrong; every figure and date is right; the
    structure is that of the letter, and few words are doubted.
    """
    found, wanted = read_document(FOLDER / "scans" / f"{name}.pdf"), gold(name)
    assert _words(found) == _words(wanted)
    assert FIGURES.findall(found.text) == FIGURES.findall(wanted.text)
    kinds = [kind for kind, _ in blocks(found)]
    assert found.from_picture and found.pages == 2 and found.blocks[-1].page == 2
    assert kinds.count("row") == [kind for kind, _ in blocks(wanted)].count("row")
    same = set(blocks(found)) & set(blocks(wanted))
    assert len(same) >= 0.95 * len(blocks(wanted))
    assert len(doubted(found)) < 0.02 * len(_words(wanted))


def page(lines: list[str], size: int = 34) -> Image.Image:
    """A page with these lines, as clean as can be."""
    font = ImageFont.truetype(str(FONTS / "lexend-Regular.ttf"), size)
    image = Image.new("L", (1100, 1500), 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((90, 90 + number * size * 2), line, font=font, fill=0)
    return image


LINES = ["Dear Mrs Dacre,", "You must pay £63.45 by 6 April 2026.", "You can appeal within 28 days.", "Yours sincerely"]


@pytest.mark.parametrize("turn", [90, 180, 4])
def test_a_picture_is_read_whichever_way_it_lies(reader: PageReader, turn: int) -> None:
    """On its side, on its head, or held a little askew."""
    turned = page(LINES).rotate(turn, expand=True, fillcolor=255)
    seen = reader.read(PagePicture(turned.tobytes(), *turned.size), cancel=Cancellation())
    lines = sorted(seen.lines, key=lambda line: line.top)
    assert [" ".join(word.text for word in line.words) for line in lines] == LINES


def test_a_photograph_is_turned_as_the_camera_was_held(tmp_path: Path) -> None:
    """By what it says of itself; what can be seen through is white."""
    turned = page(LINES).rotate(90, expand=True)
    notes = Image.Exif()
    notes[0x0112] = 6  # to be turned a quarter to the right
    turned.save(tmp_path / "letter.jpg", exif=notes)
    assert [text for _, text in blocks(read_document(tmp_path / "letter.jpg"))] == LINES


def test_a_picture_without_words_is_refused(tmp_path: Path) -> None:
    """With what to do about it."""
    Image.new("RGB", (600, 600), "grey").save(tmp_path / "wall.png")
    with pytest.raises(DocumentRefused, match=r"No words could be made out.*Scan it again"):
        read_document(tmp_path / "wall.png")


def test_the_networks_stop_when_they_are_asked_to(reader: PageReader) -> None:
    """Between two lines."""
    cancel = Cancellation()
    cancel.ask()
    with pytest.raises(Cancelled):
        reader.read(PagePicture(b"\xff" * 10_000, 100, 100), cancel=cancel)


def test_networks_that_are_not_the_ones_that_were_checked_are_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that is missing is not fetched."""
    import rapidocr

    shutil.copytree(Path(rapidocr.__file__).parent / "models", tmp_path / "models")
    monkeypatch.setattr(rapidocr, "__file__", str(tmp_path / "__init__.py"))
    name = _MODELS["Rec"][0]
    with (tmp_path / "models" / name).open("r+b") as file:
        file.write(b"x")
    with pytest.raises(ModelDamaged):
        open_ocr()
    (tmp_path / "models" / name).unlink()
    with pytest.raises(ModelMissing):
        open_ocr()
    assert not (tmp_path / "models" / name).exists()


def test_nothing_of_it_looks_for_a_network() -> None:
    """The client that would fetch models is not even imported: its import opens a socket."""
    program = (
        "from models.offline import go_offline; go_offline()\n"
        "from models.ocr_engine import open_ocr; open_ocr()\n"
        "import sys; print({'requests', 'urllib3'} & set(sys.modules))"
    )
    root = Path(__file__).parents[2]
    answer = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert answer.stdout.strip() == "set()", answer.stderr


# --- doubts


def _page(*words: SeenWord) -> Source:
    from easyread.layout import parts_of
    from easyread.parts import source_of

    seen = SeenPage((SeenLine(words, 0, 0, 900, 30),), 1000, 1400)
    return source_of(parts_of(list(printed({1: seen}).values())), from_picture=True)


def test_what_is_doubted() -> None:
    """A word that was hard to see, a figure that was a little hard to see, a word that English has not, a euro sign."""
    source = _page(
        SeenWord("You", 0.99), SeenWord("must", 0.7), SeenWord("pay", 0.9), SeenWord("£63.45", 0.94),
        SeenWord("by", 0.99), SeenWord("6", 0.99), SeenWord("carefuly", 0.99), SeenWord("€20.", 0.99),
    )  # fmt: skip
    assert doubted(source) == ["must", "£63.45", "carefuly", "€20."]


def test_a_strange_word_that_stands_there_twice_is_a_name() -> None:
    """The networks seldom make the same mistake twice."""
    assert doubted(_page(SeenWord("Larkmoor", 0.99), SeenWord("is", 0.99), SeenWord("Larkmoor.", 0.99))) == []


@pytest.mark.parametrize("other", ["within 23 days", "within days", "within 2 8 days"])
def test_a_figure_that_comes_out_otherwise_at_another_size_is_doubted(other: str) -> None:
    """However sure the networks were of it."""
    text, sure = _compared(("within 28 days", [0.99] * 14), other)
    assert text == "within 28 days"
    assert sure[7:9] == [0.3, 0.3] and min(sure[:7] + sure[9:]) == 0.99


def test_two_readings_that_agree_leave_it_as_it_is() -> None:
    """Also where they differ in a word without a figure."""
    assert _compared(("within 28 days", [0.99] * 14), "withln 28 days")[1] == [0.99] * 14


def test_a_scan_in_a_file_of_several_pages(tmp_path: Path) -> None:
    """As an office scanner saves it: TIFF, a page after the other."""
    file = io.BytesIO()
    page(LINES[:2]).save(file, "TIFF", save_all=True, append_images=[page(LINES[2:])])
    path = tmp_path / "scan.tif"
    path.write_bytes(file.getvalue())
    source = read_document(path)
    assert [block.page for block in source.blocks] == [1, 1, 2, 2]
    assert [text for _, text in blocks(source)] == LINES
