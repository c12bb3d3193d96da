"""Files that are broken, hostile or no documents: each is refused with one plain sentence, and nothing else happens."""

from __future__ import annotations

import contextlib
import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from easyread import packages, reading, refusals
from easyread.reading import DocumentRefused, read_bytes, read_document, source_from_text
from easyread.reading_child import DocumentOpener
from models.child import Limits
from models.progress import Cancellation
from tests.easyread.papers import opened, pdf, said, word, zipped

FEW = settings(max_examples=40, deadline=None)
LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{at} '{f'&a{at - 1};' * 10}'>" for at in range(1, 10)) + "]>"
)
PAGE_LOOP = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>endobj
3 0 obj<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>endobj
trailer<</Root 1 0 R>>
"""


def png(width: int, height: int) -> bytes:
    """A PNG that claims this size and holds nothing of it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


CASES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing": (lambda: b"", ".pdf", "empty"),
    "zeros": (lambda: b"\0" * 1000, ".docx", "empty"),
    "only spaces": (lambda: b" \n\t \r\n", ".txt", "empty"),
    "a text called a PDF": (lambda: b"You can appeal.", ".pdf", "By its name this is a PDF"),
    "a text called a picture": (lambda: b"You can appeal.", ".jpg", "By its name this is a picture"),
    "bytes": (lambda: bytes(range(256)) * 20, ".txt", "not a kind of document"),
    "a cut PDF": (lambda: pdf("You can appeal.")[:3000], ".pdf", "damaged"),
    "a cut Word document": (lambda: word(said("You can appeal."))[:-60], ".docx", "damaged"),
    "a Word document without text": (lambda: zipped({"word/document.xml": "<x/>"}), ".docx", "damaged"),
    "no words": (lambda: word(said(" ")), ".docx", "No words"),
    "old Word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 500, ".doc", "very old kind of Word"),
    "Word with a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), ".docx", "password",
    ),
    "entities in entities": (lambda: word(said("&a9;"), LAUGHS), ".docx", "no ordinary one"),
    "far too deep": (lambda: word("<w:sdt>" * 50_000 + "</w:sdt>" * 50_000), ".docx", "damaged"),
    "pages in a circle": (lambda: PAGE_LOOP, ".pdf", "damaged"),
    "a picture of 300 MB": (lambda: png(20_000, 5_000 + 1), ".png", "too large"),
    "a picture of one dot": (lambda: png(1, 1), ".png", "too small"),
    "a phone's picture": (lambda: b"\0\0\0\x20ftypheic" + b"x" * 99, ".heic", "HEIC"),
    "one endless word": (lambda: b"a" * 2_000_000, ".txt", "too much text"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_in_one_sentence(name: str) -> None:
    """The sentence says what is wrong and that the file was not changed; it holds nothing of the file."""
    make, ending, words = CASES[name]
    with pytest.raises(DocumentRefused, match=words) as refused:
        opened(make(), ending)
    assert str(refused.value).endswith(".") and "changed" in str(refused.value)


def test_a_picture_that_ends_too_soon_is_damaged() -> None:
    """It claims a size that could be, and its dots are missing."""
    opener = DocumentOpener()
    found = opener.open(png(500, 500), ".png", send=lambda _: None, cancel=Cancellation())
    assert found.pictures == (1,)
    with pytest.raises(DocumentRefused, match="damaged"):
        opener.picture(1, send=lambda _: None, cancel=Cancellation())


def test_a_zip_that_would_fill_the_memory_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts' sizes are added up before any is read; what lies about its size is cut off there and damaged."""
    monkeypatch.setattr(packages, "LARGEST", 1_000)
    with pytest.raises(DocumentRefused, match="no ordinary one"):
        opened(word(said("a" * 2_000)), ".docx")


def test_a_parser_without_an_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parent gives it some seconds; then the child is gone, and a person is told."""
    monkeypatch.setattr(reading, "LIMITS", Limits(wall_seconds=0.4))
    with pytest.raises(DocumentRefused, match="took too long"):
        read_bytes(word("<w:p/>" * 4_000_000), ".docx")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such limit")
def test_a_parser_that_eats_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child may use so much and no more, whatever the file wants."""
    monkeypatch.setattr(reading, "LIMITS", Limits(memory_bytes=400 << 20, wall_seconds=60.0))
    with pytest.raises(DocumentRefused, match="memory|stopped at this one|damaged"):
        read_bytes(word("<w:p/>" * 6_000_000), ".docx")


@FEW
@given(data=st.binary(max_size=400), ending=st.sampled_from([".pdf", ".docx", ".odt", ".rtf", ".html", ".txt", ".png"]))
def test_any_bytes_are_read_or_refused(data: bytes, ending: str) -> None:
    """There is no third outcome."""
    for start in (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1 ", b"<html>", b"\x89PNG\r\n\x1a\n"):
        with contextlib.suppress(DocumentRefused):
            found = DocumentOpener().open(start + data, ending, send=lambda _: None, cancel=Cancellation())
            assert found.source is None or found.source.text


@FEW
@given(at=st.integers(0, 10_000), with_what=st.integers(0, 255), kind=st.sampled_from(["pdf", "docx"]))
def test_one_wrong_byte_is_read_or_refused(at: int, with_what: int, kind: str) -> None:
    """As a disk or a line may make it."""
    data = bytearray(_whole(kind))
    data[at % len(data)] = with_what
    with contextlib.suppress(DocumentRefused):
        DocumentOpener().open(bytes(data), f".{kind}", send=lambda _: None, cancel=Cancellation())


_made: dict[str, bytes] = {}


def _whole(kind: str) -> bytes:
    if kind not in _made:
        _made[kind] = pdf("= Rights\nYou can appeal.") if kind == "pdf" else word(said("You can appeal."))
    return _made[kind]


@FEW
@given(st.text(max_size=400).map(lambda text: text.replace("o", "e")))  # an 'o' may be a bullet
def test_any_text_keeps_all_of_its_letters(text: str) -> None:
    """Pasted text loses no letter and no figure, and its blocks stand in it one after the other."""
    try:
        source = source_from_text(text)
    except DocumentRefused:
        assert not any(letter.isalnum() for letter in text)
        return
    assert [each for each in source.text if each.isalnum()] == [each for each in text if each.isalnum()]
    ends = [0, *(block.span.end for block in source.blocks)]
    assert all(block.span.start >= end for block, end in zip(source.blocks, ends, strict=False))


# --- files


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    """A folder, a name that nothing has, a pipe that would never end."""
    with pytest.raises(DocumentRefused, match="folder"):
        read_document(tmp_path)
    with pytest.raises(DocumentRefused, match="no document there"):
        read_document(tmp_path / "nothing.pdf")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.pdf")
        with pytest.raises(DocumentRefused, match="not an ordinary file"):
            read_document(tmp_path / "pipe.pdf")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its size alone."""
    path = tmp_path / "large.txt"
    path.write_bytes(b"words " * 100)
    monkeypatch.setattr(reading, "LARGEST", 100)
    with pytest.raises(DocumentRefused, match="too large"):
        read_document(path)


def test_more_pages_than_can_be_seen_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each picture takes seconds."""
    from easyread import reading_picture

    monkeypatch.setattr(reading_picture, "MOST_PICTURES", 2)
    file = io.BytesIO()
    pages = [Image.new("L", (200, 200), 255) for _ in range(3)]
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    with pytest.raises(DocumentRefused, match="3 pages"):
        opened(file.getvalue(), ".tif")


def test_nothing_is_written_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document's words are in no temporary file: the folder for those can't even be written to."""
    nowhere = tmp_path / "not there"
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(nowhere))
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf("You can appeal."))
    assert read_document(path).text == "You can appeal."
    assert list(tmp_path.iterdir()) == [path]


def test_letters_without_a_space_are_refused_at_once() -> None:
    """A file that was written as letters holds no words; an address of a web page may be long."""
    for read in (source_from_text, lambda text: read_bytes(text.encode(), ".txt")):
        with pytest.raises(DocumentRefused) as refused:
            read(f"You must pay. {'a' * 20_000}")
        assert str(refused.value) == refusals.NO_SPACES
        assert read(f"Look at https://example.org/{'a' * 1_500}").blocks
