"""Fetches the typefaces by the npm client, checks each by its SHA-512, and unpacks them into TrueType files.

Runs in the project's own environment, which brings npm, fontTools and brotli: build_fonts.py SOURCES FOLDER.
"""

from __future__ import annotations

import io
import json
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from npm_packages import Package, fetch, member

WEIGHTS = {400: "Regular", 700: "Bold"}


class FontRefused(Exception):
    """A package holds another typeface than the one that was pinned."""


@dataclass(frozen=True)
class Source:
    """One pinned package and what to take from it; `sha512` is base64, as npm's own lock files write it."""

    package: str
    version: str
    sha512: str
    family: str
    subsets: tuple[str, ...]

    @property
    def npm(self) -> Package:
        """The package as npm knows it."""
        return Package(self.package, self.version, self.sha512)

    @property
    def short_name(self) -> str:
        """The name without its scope, as the package's files begin."""
        return self.package.rpartition("/")[2]


def read_sources(path: Path) -> tuple[Source, ...]:
    """The pinned packages."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    return tuple(Source(**{**entry, "subsets": tuple(entry["subsets"])}) for entry in entries)


def build(source: Source, tarball: Path, folder: Path) -> None:
    """Write FAMILY-Regular.ttf, FAMILY-Bold.ttf and the licence into `folder`."""
    with tarfile.open(tarball) as package:
        for weight, style in WEIGHTS.items():
            names = [f"files/{source.short_name}-{subset}-{weight}-normal.woff2" for subset in source.subsets]
            joined = _joined([member(package, name) for name in names])
            _save(joined, folder / f"{source.short_name}-{style}.ttf", source.family)
        (folder / f"{source.short_name}-LICENSE.txt").write_bytes(member(package, "LICENSE"))


def _joined(parts: list[bytes]) -> TTFont:
    """One font from the web's subsets of it: a name such as 'Siân Ŵyn' needs letters of two."""
    fonts = [TTFont(io.BytesIO(part), recalcTimestamp=False) for part in parts]
    if len(fonts) == 1:
        return fonts[0]
    plain = []
    for font in fonts:
        font.flavor = None
        written = io.BytesIO()
        font.save(written)
        plain.append(io.BytesIO(written.getvalue()))
    return Merger().merge(plain)


def _save(font: TTFont, path: Path, family: str) -> None:
    if font["name"].getDebugName(1) != family:
        raise FontRefused(f"{path.name} calls itself {font['name'].getDebugName(1)}, not {family}")
    font.flavor = None
    font.recalcTimestamp = False
    partial = path.with_suffix(".part")
    font.save(partial)
    partial.replace(path)


def main(sources: Path, folder: Path) -> int:
    """Build every typeface; the exit status."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in read_sources(sources):
        print(f"{source.family} {source.version}", flush=True)
        with tempfile.TemporaryDirectory() as fetched:
            build(source, fetch(source.npm, Path(fetched)), folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
