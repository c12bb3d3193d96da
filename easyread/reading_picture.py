"""Reads pictures: photographs and scans (png, jpeg, tiff, webp, bmp, gif), each page turned as it was taken."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from easyread import refusals
from easyread.layout import parts_of
from easyread.parts import source_of
from easyread.printed import printed
from easyread.reading_pdf import LONGEST_SIDE, MOST_PICTURES
from easyread.refusals import DocumentRefused
from easyread.source import Source
from models.page_text import PagePicture, SeenPage

MOST_PIXELS = 100_000_000
"""A camera's 50 millions twice over; what is larger is refused before any of it is unpacked."""
_SHORTEST_SIDE = 24
_SMALL = 1_200
"""Pixels of the longer side, below which a picture is drawn twice as large."""
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")


class PicturePages:
    """An opened picture, or several in one file. Raises `DocumentRefused`."""

    def __init__(self, data: bytes) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                self._image = Image.open(io.BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise DocumentRefused(refusals.PICTURE_TOO_LARGE) from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise DocumentRefused(refusals.DAMAGED) from error
        self._refuse_sizes()
        moving = self._image.format in ("GIF", "WEBP", "PNG")
        self.pages = 1 if moving else int(getattr(self._image, "n_frames", 1))
        if self.pages > MOST_PICTURES:
            raise DocumentRefused(refusals.TOO_MANY_PICTURES.format(self.pages, MOST_PICTURES))
        self.pictures = tuple(range(1, self.pages + 1))

    def _refuse_sizes(self) -> None:
        width, height = self._image.size
        if width * height > MOST_PIXELS:
            raise DocumentRefused(refusals.PICTURE_TOO_LARGE)
        if min(width, height) < _SHORTEST_SIDE:
            raise DocumentRefused(refusals.PICTURE_TOO_SMALL)

    def picture(self, number: int) -> PagePicture:
        """A page in shades of grey, what can be seen through it white."""
        self._image.seek(number - 1)
        self._refuse_sizes()
        self._image.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
        shown = ImageOps.exif_transpose(self._image)
        grey = _grey(shown)
        longest = max(grey.size)
        scale = min(1.0, LONGEST_SIDE / longest) if longest > _SMALL else 2.0
        if scale != 1.0:
            size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
            grey = grey.resize(size, Image.Resampling.LANCZOS)
        return PagePicture(grey.tobytes(), grey.width, grey.height)

    def source(self, seen: dict[int, SeenPage]) -> Source:
        """All pages in reading order."""
        parts = parts_of([page for _, page in sorted(printed(seen).items())])
        return source_of(parts, pages=self.pages, from_picture=True)


def _grey(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("L")
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(lambda light: light / 256).convert("L")
    return image.convert("L")
