"""An approved Easy Read leaves as its reader wants it, in each format, through the same gate as a note."""

from __future__ import annotations

import io
import re
import wave
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from PIL import Image

from easyread.page import LineKind, Picture
from easyread.sheet import Choices, Colour
from scribe import easy_read
from scribe.approval import ApprovedDocument
from scribe.document_text import PRACTICE, BlockKind
from scribe.easy_read_pictures import PictureMissing, keep_photograph
from scribe.errors import ApprovalVoid, FileRefused
from scribe.export import ONLY_OF_A_TRANSCRIPT, ONLY_OF_AN_EASY_READ, export, verify_file
from scribe.export_easy_read import Means, PictureNotDrawn, sheet_of
from scribe.export_pdf import PdfNotPossible
from scribe.review_actions import change, start_review
from scribe.spoken_file import CannotSpeak
from scribe.vault import Vault
from scribe.visit import EASY_READ, Document, SectionId, Visit, VisitStage
from tests.scribe_core.make import AT, E3, V1, an_easy_read, approve_all, with_document

FORMATS = ("docx", "pdf", "html", "txt")
HEAD = "0" * 64


def _kept(vault: Vault, document: Document | None = None) -> Document:
    """A letter and its Easy Read in a vault, in review."""
    vault.add_visit(Visit(V1, "Case 4711, the letter", EASY_READ, VisitStage.PLANNED, AT))
    made = document or an_easy_read()
    vault.save_document(made)
    return start_review(vault, made.id)


def _approved(vault: Vault, document: Document | None = None) -> ApprovedDocument:
    return approve_all(vault, _kept(vault, document).id)


def _words(data: bytes, format: str) -> str:
    """The words of a file without spaces."""
    if format == "pdf":
        with pypdfium2.PdfDocument(data) as document:
            text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    elif format == "docx":
        word = docx.Document(io.BytesIO(data))
        text = " ".join(each.text or "" for each in word.element.body.iter() if each.tag.endswith("}t"))
    else:
        text = re.sub(r"<[^>]+>", "", data.decode())
    return "".join(text.split())


def _file(vault: Vault, ready: ApprovedDocument, to: Path, **options: object) -> bytes:
    export(vault, ready, to.suffix[1:], to, **options)  # type: ignore[arg-type]
    return to.read_bytes()


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_has_every_line_that_was_approved(vault: Vault, tmp_path: Path, format: str) -> None:
    """All that was approved is in the file, and the file is known again; of the visit it says nothing."""
    ready = _approved(vault)
    data = _file(vault, ready, tmp_path / f"page.{format}")
    words = _words(data, format)
    for block in ready.blocks:
        if block.kind is not BlockKind.PICTURE and not (format == "txt" and block.text.startswith("Letters of")):
            assert "".join(block.text.split()) in words, block.text
    assert "4711" not in words and "Jo" in words
    assert verify_file(vault, tmp_path / f"page.{format}").holds


def test_what_a_picture_shows_is_in_the_files_that_have_pictures(vault: Vault, tmp_path: Path) -> None:
    """The alt texts are those that were approved."""
    ready = _approved(vault)
    shown = [block.text.removeprefix("Picture: ") for block in ready.blocks if block.kind is BlockKind.PICTURE]
    sheet = sheet_of(vault, ready, HEAD)
    assert [line.alt for line in sheet.lines if line.picture] == shown and shown
    assert _file(vault, ready, tmp_path / "page.html").decode().count(f'alt="{shown[0]}"') == len(shown)


def test_the_sheet_is_the_approved_page(vault: Vault) -> None:
    """Title, what it goes with, each line with its kind, who checked it, how it is to look, and who approved it."""
    document = _kept(vault)
    change(vault, document.id, lambda d: easy_read.set_choices(d, Choices(points=24, colour=Colour.CREAM)))
    change(vault, document.id, lambda d: easy_read.set_checked_by(d, "Sam Cole"))
    sheet = sheet_of(vault, approve_all(vault, document.id), HEAD)
    assert (sheet.title, sheet.goes_with) == ("Your money", "This goes with the letter, 3 March 2026.")
    assert [(line.text, line.kind) for line in sheet.lines][:2] == [
        ("Larkmoor Council", LineKind.IDEA),
        ("Your money", LineKind.HEADING),
    ]
    assert (sheet.checked_by, sheet.running) == ("Checked by Sam Cole", "Your money")
    assert sheet.choices.is_large_print and sheet.choices.colour is Colour.CREAM
    assert "approved by Jo Reed" in sheet.particulars[0]
    assert sheet.particulars[-1] == "Letters of 24 points, pictures of 30 millimetres, colour: cream"


def test_practice_is_at_the_top_and_on_each_page(vault: Vault) -> None:
    """What is no real letter says so where it is seen first."""
    sheet = sheet_of(vault, _approved(vault, replace(an_easy_read(), practice=True)), HEAD)
    assert sheet.goes_with == f"{PRACTICE}. This goes with the letter, 3 March 2026." and sheet.running == PRACTICE


def test_a_line_that_was_taken_out_does_not_leave(vault: Vault, tmp_path: Path) -> None:
    """Only what is shown is laid out, each line with its own picture."""
    document = _kept(vault)
    change(vault, document.id, lambda d: easy_read.remove_line(d, E3))
    words = _words(_file(vault, approve_all(vault, document.id), tmp_path / "page.pdf"), "pdf")
    assert "£5" not in words and "Youmayappeal" in words


# --- pictures
def _with_photograph(vault: Vault, tmp_path: Path) -> Document:
    document = _kept(vault)
    Image.new("RGB", (640, 480), (10, 120, 200)).save(tmp_path / "home.jpg")
    picture = keep_photograph(vault, document.visit, tmp_path / "home.jpg", "Your own front door")
    return change(vault, document.id, lambda d: easy_read.choose_picture(d, E3, picture))


@pytest.mark.parametrize("format", ["docx", "pdf", "html"])
def test_a_photograph_out_of_the_vault_is_in_the_file(vault: Vault, tmp_path: Path, format: str) -> None:
    """It never lies on the disk; its alt text is what the worker called it."""
    ready = approve_all(vault, _with_photograph(vault, tmp_path).id)
    data = _file(vault, ready, tmp_path / f"page.{format}")
    if format == "docx":
        parts = docx.Document(io.BytesIO(data)).part.package.image_parts
        assert any(Image.open(io.BytesIO(part.blob)).format == "JPEG" for part in parts)
    elif format == "html":
        assert b'alt="Your own front door"' in data and b"data:image/jpeg;base64," in data
    else:
        assert b"Your own front door" in data or b"/Alt" in data


def test_a_picture_that_is_gone_stops_the_export(vault: Vault, tmp_path: Path) -> None:
    """A page without a picture that was approved with it is another page."""
    gone = Picture("home", Path("own/no-such-picture.svg"), "A home")
    document = _kept(vault)
    change(vault, document.id, lambda d: easy_read.choose_picture(d, E3, gone))
    ready = approve_all(vault, document.id)
    with pytest.raises(PictureMissing):
        export(vault, ready, "pdf", tmp_path / "page.pdf")
    assert not list(tmp_path.glob("page*"))


@pytest.mark.parametrize(("format", "error"), [("docx", PictureNotDrawn), ("pdf", PdfNotPossible)])
def test_a_damaged_picture_of_the_council_stops_the_export(
    vault: Vault, tmp_path: Path, format: str, error: type[Exception]
) -> None:
    """What can't be drawn is said in a sentence, and nothing is written."""
    own = tmp_path / "own"
    (own / "photo").mkdir(parents=True)
    (own / "photo" / "home.svg").write_text("<svg")
    document = _kept(vault)
    picture = Picture("home", Path("photo/home.svg"), "A home")
    change(vault, document.id, lambda d: easy_read.choose_picture(d, E3, picture))
    ready = approve_all(vault, document.id)
    with pytest.raises(error) as caught:
        export(vault, ready, format, tmp_path / f"page.{format}", means=Means(own))
    assert "home" not in str(caught.value) and not (tmp_path / f"page.{format}").exists()


# --- sound
def _a_voice(lines: Sequence[str]) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(bytes(2 * 8000 * len(lines)))
    return buffer.getvalue()


def test_it_can_be_listened_to(vault: Vault, tmp_path: Path) -> None:
    """What is read aloud is the approved page, and the file is an export like any other."""
    said: list[str] = []

    def speak(lines: Sequence[str]) -> bytes:
        said.extend(lines)
        return _a_voice(lines)

    ready = _approved(vault)
    data = _file(vault, ready, tmp_path / "page.wav", means=Means(speak=speak))
    assert data.startswith(b"RIFF") and verify_file(vault, tmp_path / "page.wav").holds
    assert "You must pay 5 pounds a week." in said and said[0] == "Your money"


def test_without_a_voice_there_is_no_file(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said in a sentence, and nothing is recorded."""
    monkeypatch.setattr("scribe.spoken_file.shutil.which", lambda name: None)
    monkeypatch.setattr("scribe.spoken_file.sys.platform", "linux")
    ready = _approved(vault)
    with pytest.raises(CannotSpeak):
        export(vault, ready, "wav", tmp_path / "page.wav")
    assert not list(tmp_path.glob("page*")) and not vault.exports(ready.document.id)


# --- the gate
def test_formats_are_only_of_what_they_are_made_for(vault: Vault, tmp_path: Path) -> None:
    """Captions are of a transcript, sound of an Easy Read; nothing is written otherwise."""
    ready = _approved(vault)
    with pytest.raises(FileRefused) as caught:
        export(vault, ready, "vtt", tmp_path / "page.vtt")
    assert str(caught.value) == ONLY_OF_A_TRANSCRIPT
    assert not list(tmp_path.glob("page*"))


def test_a_note_is_not_saved_as_sound(vault: Vault, tmp_path: Path) -> None:
    """A note is no page that somebody listens to."""
    with_document(vault)
    with pytest.raises(FileRefused) as caught:
        export(vault, approve_all(vault), "wav", tmp_path / "note.wav")
    assert str(caught.value) == ONLY_OF_AN_EASY_READ


@pytest.mark.parametrize("format", [*FORMATS, "wav"])
def test_what_was_changed_after_its_approval_does_not_leave(vault: Vault, tmp_path: Path, format: str) -> None:
    """Another colour is another page: the approval of the old one holds for it no more, in no format."""
    ready = _approved(vault)
    easy = replace(easy_read.easy_part(ready.document), choices=Choices(colour=Colour.GREEN))
    vault.save_document(replace(ready.document, easy=easy))
    with pytest.raises(ApprovalVoid):
        export(vault, ready, format, tmp_path / f"page.{format}", means=Means(speak=_a_voice))
    assert not list(tmp_path.glob("page*"))


def test_a_heading_is_a_section_to_the_gate_and_a_line_to_the_reader(vault: Vault, tmp_path: Path) -> None:
    """The lines before the first heading have no heading of their own in the file."""
    ready = _approved(vault)
    assert ready.document.sections[0].id == SectionId("start")
    assert "The start" not in _file(vault, ready, tmp_path / "page.txt").decode()
