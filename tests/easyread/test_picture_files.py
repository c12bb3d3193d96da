"""The drawings themselves, what makes an SVG safe, and a council's own photographs."""

from __future__ import annotations

import io
import re
import tarfile
from pathlib import Path

import build_pictures
import draw_pictures
import picture_parts
import pytest
from PIL import Image

from easyread.picture_import import SIDE, import_pictures
from easyread.pictures import FETCHED, OWN, picture_file, picture_for, search
from easyread.plain_svg import LARGEST, NotPlain, plain_root, plain_svg

DRAWINGS = sorted((OWN / "own").glob("*.svg"))
SHAPE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72"><path d="M 0 0 H 72"/>%s</svg>'


# --- our own drawings
def test_there_are_at_least_sixty_four_and_each_is_what_the_script_draws():
    """A drawing is changed in the script alone."""
    assert len(DRAWINGS) >= 64
    assert {path.stem: path.read_text(encoding="utf-8") for path in DRAWINGS} == {
        name: draw_pictures.svg(drawing) for name, drawing in draw_pictures.DRAWINGS.items()
    }


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_keeps_to_the_style(path):
    """One size, eight colours, no writing, nothing but shapes; all of it within the frame."""
    text = path.read_text(encoding="utf-8")
    assert plain_root(text.encode()).get("viewBox") == "0 0 128 128"
    assert set(re.findall(r"#[0-9a-fA-F]{6}", text)) <= set(picture_parts.PALETTE)
    assert "nan" not in text and "<text" not in text and "style=" not in text and len(text) < 25_000


def test_the_palette_can_be_seen_on_white_and_on_cream():
    """The outline has far more than the 3:1 of WCAG 1.4.11 on both; so have the colours that stand alone as signs."""

    def light(colour: str) -> float:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        high, low = sorted((light(one), light(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    assert len(picture_parts.PALETTE) <= 8
    for ground in ("#ffffff", "#fff8e7"):
        assert contrast(picture_parts.INK, ground) > 12
        assert all(contrast(c, ground) > 3 for c in (picture_parts.BLUE, picture_parts.GREEN, picture_parts.RED))


# --- what an SVG may hold
@pytest.mark.parametrize(
    "inside",
    [
        b"<script>alert(1)</script>",
        b"<foreignObject/>",
        b'<image href="http://example.org/a.png"/>',
        b'<use href="http://example.org/a.svg#x"/>',
        b'<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd"/>',
        b'<path onclick="alert(1)"/>',
        b'<path fill="url(http://example.org/a)"/>',
        b"<path style=\"fill: url('//example.org/a')\"/>",
        b"<style>@import 'http://example.org/a.css'</style>",
        b'<animate attributeName="href"/>',
        b'<a href="javascript:alert(1)"/>',
        b"<text>Words</text>",
    ],
)
def test_a_drawing_with_more_than_shapes_is_refused(inside):
    """No script, no link, no foreign part, nothing that is fetched."""
    with pytest.raises(NotPlain):
        plain_svg(SHAPE % inside)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<html/>",
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        SHAPE % (b" " * (LARGEST + 1)),
    ],
)
def test_what_is_no_drawing_is_refused_in_a_sentence(data):
    """Rather than with a traceback, and without words that unpack to gigabytes."""
    with pytest.raises(NotPlain, match=r"\.$"):
        plain_svg(data)


def test_a_plain_drawing_is_kept_without_its_comments():
    """A reference within the drawing is fine."""
    kept = plain_svg(SHAPE % b'<!-- by somebody --><g id="a"/><use href="#a"/><path fill="url(#b)"/>')
    assert b"somebody" not in kept and b"#a" in kept


@pytest.mark.skipif(not FETCHED.is_dir(), reason="the set-up fetched no pictures here")
def test_every_fetched_picture_is_plain():
    """All of them, since any may be chosen; and each licence lies beside its set."""
    paths = sorted(FETCHED.rglob("*.svg"))
    assert len(paths) > 1500
    for path in paths:
        plain_root(path.read_bytes())
    assert b"ShareAlike" in (FETCHED / "openmoji" / "LICENSE.txt").read_bytes()
    assert b"MIT" in (FETCHED / "health" / "LICENSE.txt").read_bytes()
    assert sum(path.stat().st_size for path in FETCHED.rglob("*") if path.is_file()) < 15_000_000


# --- how the sets are built
def tarball(folder: Path, files: dict[str, bytes]) -> Path:
    path = folder / "set.tgz"
    with tarfile.open(path, "w:gz") as package:
        for name, data in files.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(data)
            package.addfile(entry, io.BytesIO(data))
    return path


def test_a_set_is_unpacked_with_its_licence_and_index(tmp_path):
    """Flags, skin tones and brands are left out."""
    row = (
        b'{"hexcode": "%s", "annotation": "bus", "tags": "vehicle", "openmoji_tags": "", "group": "%s", '
        b'"subgroups": "x", "skintone": "%s"}'
    )
    listed = (
        b"["
        + b",".join((row % (b"A", b"travel", b""), row % (b"B", b"travel", b"2"), row % (b"C", b"brand", b"")))
        + b"]"
    )
    drawings = {f"color/svg/{name}.svg": SHAPE % b"" for name in "ABC"}
    source = build_pictures.Source("openmoji", "1", "", "openmoji", "data/openmoji.json", "LICENSE.txt")
    packed = tarball(tmp_path, {"data/openmoji.json": listed, "LICENSE.txt": b"free", **drawings})
    index = build_pictures.build(source, packed, tmp_path / "out")
    assert index == [{"picture": "openmoji:A", "title": "bus", "tags": "vehicle, "}]
    assert sorted(path.name for path in (tmp_path / "out" / "openmoji").iterdir()) == ["A.svg", "LICENSE.txt"]


def test_a_set_with_a_script_in_it_is_not_used(tmp_path):
    """Even though its hash is right: what is pinned was looked at by machine too."""
    listed = b'[{"path": "a/b", "category": "a", "title": "B", "tags": [], "formats": ["48px"]}]'
    source = build_pictures.Source("healthicons", "1", "", "health", "list.json", "LICENSE")
    bad = {"list.json": listed, "LICENSE": b"", "public/icons/svg/outline/a/b.svg": SHAPE % b"<script/>"}
    with pytest.raises(NotPlain):
        build_pictures.build(source, tarball(tmp_path, bad), tmp_path / "out")


def test_a_crossed_picture_is_the_same_drawing_under_a_red_cross():
    """On our square, whatever its own was."""
    made = build_pictures.crossed(plain_root(SHAPE % b""))
    assert plain_root(made).get("viewBox") == "0 0 128 128"
    assert b'd="M 0 0 H 72"' in made and b"scale(1.77778)" in made and made.count(b"#d03a32") == 1


# --- a council's own pictures
def photograph(path: Path, size=(2400, 1600), **options) -> Path:
    Image.new("RGB", size, (200, 120, 40)).save(path, **options)
    return path


def test_photographs_are_taken_in_without_what_they_say_of_their_maker(tmp_path):
    """Upright, small enough, and not one byte of where or by whom they were taken."""
    folder, own = tmp_path / "theirs", tmp_path / "own"
    folder.mkdir()
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x010E] = 6, "Jane Maker", "Flat 3, Oak House"
    photograph(folder / "Oak House.JPG", exif=exif, format="JPEG", comment=b"secret words")
    photograph(folder / "Mo's desk.png", (50, 40))
    (folder / "plan.svg").write_bytes(SHAPE % b"<!-- secret words -->")
    (folder / "notes.txt").write_text("not a picture")
    done = import_pictures(folder, own)
    assert done.refused == ()
    assert done.pictures == ("photo:Mo s desk.jpg", "photo:Oak House.jpg", "photo:plan.svg")
    kept = (own / "photo" / "Oak House.jpg").read_bytes()
    assert b"Maker" not in kept and b"secret" not in kept and b"Exif" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (SIDE * 2 // 3, SIDE)
    assert b"secret" not in (own / "photo" / "plan.svg").read_bytes()
    assert (folder / "Oak House.JPG").exists()
    chosen = picture_for("This is your home.", {"home": "photo:Oak House.jpg"})
    assert picture_file(chosen, own).is_file()
    assert search("oak house", own)[0].file == Path("photo/Oak House.jpg")


def test_a_picture_with_clear_parts_stays_clear(tmp_path):
    """A licensed set's pictures often have no ground."""
    (tmp_path / "in").mkdir()
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(tmp_path / "in" / "bus.png")
    assert import_pictures(tmp_path / "in", tmp_path / "own").pictures == ("photo:bus.png",)
    with Image.open(tmp_path / "own" / "photo" / "bus.png") as picture:
        assert picture.mode == "RGBA" and picture.getpixel((5, 5)) == (0, 0, 0, 0)


def test_what_is_no_picture_is_refused_and_the_rest_is_taken(tmp_path):
    """Each with a sentence; nothing half written is left."""
    folder, own = tmp_path / "theirs", tmp_path / "own"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(b"GIF89a no photograph")
    (folder / "b.svg").write_bytes(SHAPE % b"<script/>")
    whole = photograph(folder / "c.jpg", (300, 200)).read_bytes()
    (folder / "d.jpg").write_bytes(whole[: len(whole) // 2])
    Image.new("1", (9000, 9000)).save(folder / "e.png")
    done = import_pictures(folder, own)
    assert done.pictures == ("photo:c.jpg",)
    assert {one.name for one in done.refused} == {"a.jpg", "b.svg", "d.jpg", "e.png"}
    assert all(one.why.endswith(".") for one in done.refused)
    assert [path.name for path in (own / "photo").iterdir()] == ["c.jpg"]
