"""Finds the third-party assets that the set-up built; resources/CREDITS.md says whose they are."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

BUILT = Path(__file__).resolve().parent / "built"


class Typeface(StrEnum):
    """A typeface that comes with Fairnote; the value is the family's name, as Qt and typst know it."""

    ATKINSON = "Atkinson Hyperlegible Next"
    LEXEND = "Lexend"
    OPEN_DYSLEXIC = "OpenDyslexic"


_FILES = {
    Typeface.ATKINSON: "atkinson-hyperlegible-next",
    Typeface.LEXEND: "lexend",
    Typeface.OPEN_DYSLEXIC: "opendyslexic",
}
_STYLES = ("Regular", "Bold")


class AssetMissing(Exception):
    """An asset was not built; `str()` of it is a plain sentence."""


def fonts_folder() -> Path:
    """The folder of the TrueType files, as typst wants it."""
    return BUILT / "fonts"


def font_files(typeface: Typeface | None = None) -> tuple[Path, ...]:
    """Regular and bold of one typeface, or of all of them; raises AssetMissing when one is not there."""
    chosen = tuple(Typeface) if typeface is None else (typeface,)
    paths = tuple(fonts_folder() / f"{_FILES[face]}-{style}.ttf" for face in chosen for style in _STYLES)
    if missing := [path.name for path in paths if not path.is_file()]:
        raise AssetMissing(f"These typefaces are not on this laptop: {', '.join(missing)}. Run the set-up again.")
    return paths


def font_family(typeface: Typeface = Typeface.ATKINSON) -> str:
    """The family's name, for Qt's QFont and typst's `font:` alike; raises AssetMissing when it is not there."""
    font_files(typeface)
    return typeface.value
