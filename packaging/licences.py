"""Names every part of a bundle with its licence, lays the texts beside them, and refuses what is under the GPL.

The parts are those that files were really taken from: PyInstaller's own list of files against each library's record of
its files, then what is no library (resources/CREDITS.md and the list here).
"""

from __future__ import annotations

import ast
import hashlib
import json
import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path

import bundle_contents
import sound_library
from console import SetUpFailed, say
from package_places import FROZEN, INSIDE, ROOT, SITE, site_packages, version

from scribe.licences import credited, licence_of

CREDITS = ROOT / "resources" / "CREDITS.md"
LICENCE = ROOT / "LICENSE"
"""Fairnote's own."""
LIST = "resources/built/licences.json"
"""Where scribe/licences.py looks for the list, in the program's folder of everything."""
TEXTS = "licences"

GPL_FILES = re.compile(r"(?:^|/)lib(?:x264|x265|xvidcore|readline|gdbm|history|rubberband|postproc|fftw3)[^/]*$")
"""Libraries under the GPL that come along with others unseen."""
GPL_WORDS = (b"--enable-gpl", b"--enable-nonfree", b" license: GPL", b" license: nonfree")
"""What an FFmpeg that may not be shipped says of itself, in each of its libraries."""
_IS_FFMPEG = re.compile(r"(?:lib)?(?:av|sw)\w+[-.].*(?:so|dll|dylib)\b")
_GPL = re.compile(r"(?<![A-Za-z])A?GPL|GNU (?:Affero )?General Public", re.IGNORECASE)
_MILDER = re.compile(r"LGPL|Lesser|MPL|MIT|BSD|Apache|exception", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One part: what it is, its licence, whose it is where that is known, and the compiled files that it brings."""

    name: str
    version: str
    licence: str
    kind: str
    whose: str = ""
    brings: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Origin:
    """Where a bundle's files come from: PyInstaller's lists, the folders of libraries (a later one wins), Python, and
    FFmpeg's libraries. `path_of` turns what PyInstaller wrote into a path of this system.
    """

    frozen: Path
    libraries: tuple[Path, ...]
    python: Path
    python_version: str
    sound: Path
    path_of: Callable[[str], Path] = Path
    others: tuple[Path, ...] = ()
    """Folders whose files are of parts that are named otherwise."""
    own: tuple[Part, ...] = ()
    """Parts of this bundle alone that no distribution and no table names."""
    texts: tuple[tuple[str, Path], ...] = ()
    """Their licences: the name of a part, and a file."""


def here() -> Origin:
    """Of the bundle for this system."""
    libraries = (site_packages(), SITE)
    return Origin(FROZEN, libraries, Path(sys.base_prefix), platform.python_version(), sound_library.LIBRARIES)


def write(bundle: Path, origin: Origin) -> tuple[Part, ...]:
    """Put the list and the texts into the bundle. Raises SetUpFailed for what may not be shipped or isn't known."""
    parts, problems = look(bundle, origin)
    if problems:
        raise SetUpFailed("This may not be shipped:\n" + "\n".join(f"      {each}" for each in problems))
    return parts


def look(bundle: Path, origin: Origin) -> tuple[tuple[Part, ...], list[str]]:
    """Put the list and the texts into the bundle; the parts, and a sentence for each reason not to ship it."""
    inside = bundle / INSIDE
    files = tuple(shipped_files(origin))
    owners = owners_of(files, origin.libraries)
    credited_text = CREDITS.read_text(encoding="utf-8")
    parts = (*own_parts(origin), *library_parts(owners, files), *credited_parts(credited_text))
    problems = [*unowned(files, owners, origin), *unknown(parts), *under_gpl(parts), *gpl_files(bundle)]
    target = inside / LIST
    target.parent.mkdir(parents=True, exist_ok=True)
    shown = {"fairnote": version(), "parts": [asdict(part) for part in parts]}
    target.write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    copy_texts(owners, origin, inside / TEXTS)
    say(f"    Licences: {len(parts)} parts named, {len(problems)} that may not be shipped")
    return parts, problems


# --- what is in it


def shipped_files(origin: Origin) -> Iterator[tuple[str, Path]]:
    """Where each file is in the program, and what it was made from, by the lists that PyInstaller leaves."""
    for name in ("COLLECT-00.toc", "PYZ-00.toc"):
        for listed in origin.frozen.rglob(name):
            for to, source in _entries(ast.literal_eval(listed.read_text(encoding="utf-8"))):
                yield to.replace("\\", "/"), origin.path_of(source)


def _entries(node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, tuple) and len(node) == 3 and all(isinstance(each, str) for each in node):
        if node[1]:
            yield node[0], node[1]
    elif isinstance(node, list | tuple):
        for each in node:
            yield from _entries(each)


def owners_of(files: Iterable[tuple[str, Path]], libraries: Iterable[Path]) -> dict[Path, metadata.Distribution]:
    """Which distribution each file came with; those in a later folder win, as when it was frozen."""
    known: dict[str, metadata.Distribution] = {}
    for place in libraries:
        for distribution in metadata.distributions(path=[str(place)]):
            for file in distribution.files or ():
                known[_in_any_case(Path(str(distribution.locate_file(file))))] = distribution
    return {source: known[_in_any_case(source)] for _, source in files if _in_any_case(source) in known}


def _in_any_case(path: Path) -> str:
    """Windows' libraries name each other in capitals or not, as it comes."""
    return str(path.resolve()).casefold()


def library_parts(owners: Mapping[Path, metadata.Distribution], files: Iterable[tuple[str, Path]]) -> Iterator[Part]:
    """A part for each distribution, with the compiled files of it that are shipped."""
    named = {owner.metadata["Name"]: owner for owner in owners.values()}
    compiled: dict[str, set[str]] = {}
    for to, source in files:
        if source in owners and re.search(r"\.(?:so|dll|pyd)(?:\.|$)", source.name):
            compiled.setdefault(owners[source].metadata["Name"], set()).add(to)
    for name in sorted(named, key=str.lower):
        if name.lower() != "fairnote":
            brings = tuple(sorted(compiled.get(name, ())))
            yield Part(name, named[name].version, licence_of(named[name]), "library", brings=brings)


def own_parts(origin: Origin) -> Iterator[Part]:
    """What no distribution and no table names."""
    yield from origin.own
    yield Part("Fairnote", version(), "Apache-2.0", "program")
    yield Part("Python", origin.python_version, "PSF-2.0", "program", "Python Software Foundation")
    ffmpeg = "FFmpeg (for sound alone)"
    yield Part(ffmpeg, sound_library.VERSION, "LGPL-2.1-or-later", "library", "the FFmpeg developers")
    bootloader = "GPL-2.0-or-later with an exception for programs made with it"
    yield Part("PyInstaller's starter", "6", bootloader, "program", "PyInstaller Development Team")


def credited_parts(text: str) -> Iterator[Part]:
    """What resources/CREDITS.md names: models, data, pictures, typefaces."""
    for each in credited(text):
        yield Part(each.name, each.version, each.licence, "data or model", each.whose)


# --- what may not be


def unowned(
    files: Iterable[tuple[str, Path]], owners: Mapping[Path, metadata.Distribution], origin: Origin
) -> Iterator[str]:
    """A sentence for each file of no part that is named: a tool's, say, that a library would use if it can."""
    own = tuple(ROOT / package for package in bundle_contents.OWN)
    named = (*own, origin.python, origin.sound, origin.frozen, *origin.others)
    for to, source in files:
        known = source in owners or any(source.is_relative_to(place) for place in named)
        if not known and str(source) != "-" and not bundle_contents.is_starter(source):
            yield f"{to} comes from {source}, which is no part that is named"


def unknown(parts: Iterable[Part]) -> Iterator[str]:
    """A sentence for each part whose licence nobody told."""
    yield from (f"{part.name} {part.version}: its licence is not known" for part in parts if not part.licence)


def under_gpl(parts: Iterable[Part]) -> Iterator[str]:
    """A sentence for each part that can only be had under the GPL."""
    for part in parts:
        all_apply = re.split(r"\band\b", part.licence, flags=re.IGNORECASE)
        if any(_GPL.search(each) and not _MILDER.search(each) for each in all_apply):
            yield f"{part.name} {part.version} is under {part.licence}"


def gpl_files(folder: Path) -> Iterator[str]:
    """A sentence for each compiled file that is under the GPL, by its name or by what it says of how it was built."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if not path.is_file() or path.is_symlink():
            continue
        if GPL_FILES.search(inside):
            yield f"{inside} is under the GPL"
        elif _IS_FFMPEG.match(path.name) and any(each in path.read_bytes() for each in GPL_WORDS):
            yield f"{inside} was built with parts that are under the GPL, or may not be passed on"


# --- the texts

_TEXT_NAME = re.compile(r"(?:^|/)(?:licen[cs]e|copying|notice|authors|copyright)[^/]*$", re.IGNORECASE)


def copy_texts(owners: Mapping[Path, metadata.Distribution], origin: Origin, to: Path) -> None:
    """Lay the licence texts that libraries bring into a folder for each, with FFmpeg's and Python's beside them."""
    for owner in {owner.metadata["Name"]: owner for owner in owners.values()}.values():
        for file in owner.files or ():
            path = Path(str(owner.locate_file(file)))
            if _TEXT_NAME.search(file.as_posix()) and path.suffix not in (".py", ".pyc", ".so") and path.is_file():
                target = to / owner.metadata["Name"] / "-".join(file.parts[1:] or file.parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    for name, path in (("FFmpeg", origin.sound.parent / "COPYING.LGPLv2.1"), *origin.texts):
        (to / name).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to / name / path.name)
    for own in (CREDITS, LICENCE):
        shutil.copyfile(own, to / own.name)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
