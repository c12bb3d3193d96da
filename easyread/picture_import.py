"""Takes in a council's own pictures: each is checked and written anew, and keeps nothing about who took it."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from easyread.pictures import PHOTOGRAPH
from easyread.plain_svg import NotPlain, plain_svg

LARGEST_FILE = 40_000_000
LARGEST_PICTURE = 60_000_000
"""Pixels. What unpacks to more is no photograph for a letter."""
SIDE = 1200
"""Pixels of the longer side that are kept: 6 cm on paper at 500 a inch."""
KINDS = (".jpg", ".jpeg", ".png", ".svg")


@dataclass(frozen=True)
class Refused:
    """A file that was not taken in, and why, in one plain sentence."""

    name: str
    why: str


@dataclass(frozen=True)
class Imported:
    """What came of an import: the names of the pictures that are there now ('photo:NAME'), and what was refused."""

    pictures: tuple[str, ...]
    refused: tuple[Refused, ...]


def import_pictures(folder: Path, own: Path) -> Imported:
    """Take the jpg, png and svg files of a folder into the council's folder `own`; the folder's files stay as they are.

    A file with the name of one that is there already takes its place. Raises OSError when `own` can't be written.
    """
    into = own / PHOTOGRAPH
    into.mkdir(parents=True, exist_ok=True)
    taken, refused = [], []
    for path in sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in KINDS):
        try:
            taken.append(f"{PHOTOGRAPH}:{_take(path, into).name}")
        except NotPlain as error:
            refused.append(Refused(path.name, str(error)))
    return Imported(tuple(taken), tuple(refused))


def _take(path: Path, into: Path) -> Path:
    kind, data = read_picture(path)
    name = re.sub(r"[^\w -]", " ", path.stem).strip() or "picture"
    return _written(into / f"{name}.{kind}", data)


def read_picture(path: Path) -> tuple[str, bytes]:
    """A drawing or a photograph as 'svg', 'jpg' or 'png' and its bytes, checked and written anew.

    Raises `NotPlain` with one plain sentence.
    """
    if path.suffix.lower() != ".svg":
        return photograph(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NotPlain("This file is too large for a picture.")
        return "svg", plain_svg(path.read_bytes())
    except OSError:
        raise NotPlain("This file can't be read as a picture.") from None


def photograph(path: Path) -> tuple[str, bytes]:
    """A photograph as 'jpg' or 'png' and its bytes: upright, no larger than needed; where and when it was taken is in
    no byte of them.

    Raises `NotPlain` with one plain sentence.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NotPlain("This file is too large for a picture.")
    except OSError:
        raise NotPlain("This file can't be read as a photograph.") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=("JPEG", "PNG")) as opened:
                if opened.width * opened.height > LARGEST_PICTURE:
                    raise NotPlain("This picture has too many pixels.")
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((SIDE, SIDE))
                clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
                pixels = upright.convert("RGBA" if clear else "RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotPlain("This file can't be read as a photograph.") from error
    except Image.DecompressionBombWarning as error:
        raise NotPlain("This picture has too many pixels.") from error
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    data = io.BytesIO()
    if clear:
        bare.save(data, format="PNG")
    else:
        bare.save(data, format="JPEG", quality=88)
    return ("png" if clear else "jpg"), data.getvalue()


def _written(path: Path, data: bytes) -> Path:
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(data)
    partial.replace(path)
    return path
