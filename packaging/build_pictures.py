"""Fetches the sets of pictures by the npm client, checks each by its SHA-512, and unpacks what Easy Read can use.

Runs in the project's own environment, after the project itself is in it: build_pictures.py SOURCES CONCEPTS OWN FOLDER.
FOLDER then holds openmoji/, health/ and crossed/ (the concepts' pictures under a red cross) with an index of them all.
"""

from __future__ import annotations

import json
import shutil
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from npm_packages import Package, fetch

from easyread.plain_svg import plain_root, plain_svg

SVG = "http://www.w3.org/2000/svg"
NOT_FOR_CARE = frozenset(
    ("country-flag", "brand",
     "regional-indicator", "subdivision-flag", "alphanum", "zodiac", "person-fantasy", "typography",
     "shapes", "graphs", "diagnostics", "zoonoses")
)  # fmt: skip
"""Groups of the sets that no letter of a council needs."""


@dataclass(frozen=True)
class Source:
    """One pinned package: `list` names its pictures, `set` is what concepts.toml calls it."""

    package: str
    version: str
    sha512: str
    set: str
    list: str
    licence: str

    @property
    def npm(self) -> Package:
        """The package as npm knows it."""
        return Package(self.package, self.version, self.sha512)


@dataclass(frozen=True)
class Entry:
    """One picture of a set: its name there, the file within the package, and what it is found by."""

    name: str
    file: str
    title: str
    tags: str


def read_sources(path: Path) -> tuple[Source, ...]:
    """The pinned packages."""
    return tuple(Source(**entry) for entry in json.loads(path.read_text(encoding="utf-8")))


def entries(source: Source, listed: Any) -> Iterator[Entry]:  # noqa: ANN401  what json gives
    """The pictures of a set that may be of use."""
    yield from (_openmoji if source.set == "openmoji" else _health)(listed)


def _openmoji(listed: list[dict[str, str]]) -> Iterator[Entry]:
    for row in listed:
        if row["skintone"] or {row["group"], row["subgroups"]} & NOT_FOR_CARE:
            continue
        code = row["hexcode"]
        yield Entry(code, f"color/svg/{code}.svg", row["annotation"], f"{row['tags']}, {row['openmoji_tags']}")


def _health(listed: list[dict[str, Any]]) -> Iterator[Entry]:
    for row in listed:
        if row["category"] in NOT_FOR_CARE or "48px" not in row["formats"]:
            continue
        tags = ", ".join(tag for tag in row["tags"] if ":" not in tag)
        yield Entry(row["path"], f"public/icons/svg/outline/{row['path']}.svg", row["title"], tags)


def crossed(root: etree._Element) -> bytes:
    """The same drawing, on a square of 128, under a red cross."""
    x, y, w, h = (float(part) for part in root.get("viewBox", "").split())
    scale = 128 / max(w, h)
    whole = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG}, viewBox="0 0 128 128")
    move = f"translate({(128 - w * scale) / 2 - x * scale:g} {(128 - h * scale) / 2 - y * scale:g}) scale({scale:g})"
    group = etree.SubElement(whole, f"{{{SVG}}}g", transform=move)
    for key in ("fill", "stroke", "stroke-width"):
        if value := root.get(key):
            group.set(key, value)
    group.extend(root)
    for colour, width in (("#ffffff", "12"), ("#d03a32", "7")):
        style = {"fill": "none", "stroke": colour, "stroke-width": width, "stroke-linecap": "round"}
        etree.SubElement(whole, f"{{{SVG}}}path", {"d": "M 12 12 L 116 116 M 116 12 L 12 116", **style})
    return bytes(etree.tostring(whole))


def build(source: Source, tarball: Path, folder: Path) -> list[dict[str, str]]:
    """Unpack one set and its licence into `folder`; its part of the index."""
    index = []
    inside = _unpacked(tarball)
    for entry in entries(source, json.loads(inside[source.list])):
        if entry.file not in inside:
            continue
        path = folder / source.set / f"{entry.name}.svg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(plain_svg(inside[entry.file]))
        index.append({"picture": f"{source.set}:{entry.name}", "title": entry.title, "tags": entry.tags})
    (folder / source.set / "LICENSE.txt").write_bytes(inside[source.licence])
    return index


def _unpacked(tarball: Path) -> dict[str, bytes]:
    """The drawings, lists and licences of a package, read once from its beginning to its end: it is packed as one."""
    with tarfile.open(tarball) as package:
        wanted = (entry for entry in package if entry.isfile() and not entry.name.endswith(".png"))
        return {entry.name.removeprefix("package/"): _content(package, entry) for entry in wanted}


def _content(package: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    opened = package.extractfile(entry)
    assert opened is not None
    return opened.read()


def cross_out(concepts: Path, own: Path, folder: Path) -> None:
    """Write the crossed form of each concept's picture that may be crossed."""
    for row in tomllib.loads(concepts.read_text(encoding="utf-8")).values():
        if "picture" not in row:
            continue
        kind, name = row["picture"].split(":")
        file = own / f"{name}.svg" if kind == "own" else folder / kind / f"{name}.svg"
        path = folder / "crossed" / kind / f"{name}.svg"
        if row.get("crossed", True) and "opposite" not in row:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(crossed(plain_root(file.read_bytes())))


def main(sources: Path, concepts: Path, own: Path, folder: Path) -> int:
    """Build every set beside what is there, then put the whole in its place; the exit status."""
    partial = folder.with_name(folder.name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    index: list[dict[str, str]] = []
    for source in read_sources(sources):
        print(f"{source.package} {source.version}", flush=True)
        with tempfile.TemporaryDirectory() as fetched:
            index += build(source, fetch(source.npm, Path(fetched)), partial)
    cross_out(concepts, own, partial)
    (partial / "index.json").write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    partial.replace(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(*(Path(argument) for argument in sys.argv[1:])))
