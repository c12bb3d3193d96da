"""The pictures of a sheet as each format needs them: their bytes, of what kind they are, and drawn as PNG for Word."""

from __future__ import annotations

import base64
import hashlib
import io
from functools import lru_cache

from PIL import Image

from easyread.sheet import Sheet, SheetLine
from easyread.typesetting import NotTypeset, png_of

DOTS = 200
"""An inch: sharp on paper at the sizes that pictures have, and small enough to be sent."""
_ONE = b"""
#let shown = json(bytes(sys.inputs.shown))
#set page(width: 30mm, height: 30mm, margin: 0mm, fill: none)
#let side = if shown.tile == "" { 30mm } else { 27mm }
#box(
  width: 30mm, height: 30mm, radius: 2mm, fill: if shown.tile != "" { rgb(shown.tile) },
  align(center + horizon, image(shown.file, width: side, height: side, fit: "contain", alt: "")),
)
"""
_SIDE_MM = 30.0
_BEGINNING = 4096
"""Bytes within which a drawing says that it is one."""
MIME = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}


class PictureGone(NotTypeset):
    """A picture's file is not there any more, or is none that can be drawn."""


def pictured(sheet: Sheet, line: SheetLine) -> bool:
    """Whether a line has its picture on this sheet."""
    return sheet.choices.pictures and line.picture is not None


def drawing(line: SheetLine) -> bytes:
    """A pictured line's picture as it is kept. Raises `PictureGone`, also for what is no picture at all."""
    if line.picture is None:
        raise PictureGone
    try:
        data = line.picture if isinstance(line.picture, bytes) else line.picture.read_bytes()
    except OSError:
        raise PictureGone from None
    if kind(data) == "svg" and b"<svg" not in data[:_BEGINNING]:
        raise PictureGone
    return data


def kind(data: bytes) -> str:
    """'png', 'jpg' or 'svg', by the first bytes."""
    if data.startswith(b"\x89PNG"):
        return "png"
    return "jpg" if data.startswith(b"\xff\xd8") else "svg"


def file_name(data: bytes) -> str:
    """A name by which a picture is known within one file: the same picture has the same."""
    return f"{hashlib.sha256(data).hexdigest()[:16]}.svg"


def as_svg(data: bytes) -> bytes:
    """A picture as SVG, a photograph inside one: typst takes only text without a file on the disk.

    Raises `PictureGone` for what is no picture.
    """
    if kind(data) == "svg":
        return data
    try:
        with Image.open(io.BytesIO(data)) as photograph:
            width, height = photograph.size
    except (OSError, Image.DecompressionBombError):
        raise PictureGone from None
    inside = f"data:{MIME[kind(data)]};base64,{base64.b64encode(data).decode()}"
    size = f'width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size}>'
        f'<image {size} href="{inside}"/></svg>'
    ).encode()


def raster(data: bytes, millimetres: float, tile: str = "") -> bytes:
    """A picture as PNG or JPEG, for formats that can't draw SVG, sharp at this size. Raises `NotTypeset`.

    `tile`: the colour ('#rrggbb') that a drawing stands on, where it is not to be the paper's.
    """
    return data if kind(data) != "svg" else _png(data, round(DOTS * millimetres / _SIDE_MM), tile)


@lru_cache(maxsize=256)
def _png(svg: bytes, dots: int, tile: str) -> bytes:
    return png_of(_ONE, {"file": "one.svg", "tile": tile}, {"one.svg": svg}, dots)
