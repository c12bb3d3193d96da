"""Which parts Fairnote is made of and under which licences: `fairnote licences`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from resources.assets import BUILT

LIST = "licences.json"
"""What packaging/licences.py puts beside what the set-up builds, in what is shipped."""
SEE = "see the text that it brings"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Part:
    """A part: its name, its version ('' where it has none), its licence as it says it, and whose it is."""

    name: str
    version: str
    licence: str
    whose: str = ""


def parts(folder: Path = BUILT) -> tuple[Part, ...]:
    """Every part of what is installed; from source, the libraries and what resources/CREDITS.md names."""
    shipped = folder / LIST
    if shipped.is_file():
        listed = json.loads(shipped.read_text(encoding="utf-8"))["parts"]
        return tuple(Part(each["name"], each["version"], each["licence"], each["whose"]) for each in listed)
    return (*_libraries(), *credited((folder.parent / "CREDITS.md").read_text(encoding="utf-8")))


def _libraries() -> Iterator[Part]:
    """Fairnote and all that it needs, and what these need, as the environment knows them."""
    found: dict[str, metadata.Distribution] = {}
    waiting = ["fairnote"]
    while waiting:
        name = waiting.pop()
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # of another system, or not installed
            continue
        if (proper := str(distribution.metadata["Name"]).lower()) in found:
            continue
        found[proper] = distribution
        needs = (line for line in distribution.requires or () if "extra ==" not in line)
        waiting += [match.group() for line in needs if (match := _NAME.match(line))]
    for name in sorted(found):
        yield Part(name, found[name].version, licence_of(found[name]) or SEE)


# What the libraries themselves don't say in a form that can be read, each looked up in the licence that they bring.
_TOLD = {
    "apsw_sqlite3mc": "Zlib (APSW), MIT (SQLite3 Multiple Ciphers), public domain (SQLite)",
    "fairnote": "Apache-2.0",
    "locate": "MIT",
    "pyrage": "MIT",
}
_NO_ANSWERS = ("", "unknown", "osi approved", "other/proprietary license")
_LONGEST = 160
"""Letters: some put the whole text where its name is asked for."""


def licence_of(distribution: metadata.Distribution) -> str:
    """A library's licence as it says it itself, by expression, in a few words or by classifier; '' where it doesn't."""
    name = str(distribution.metadata["Name"]).lower()
    if name in _TOLD:
        return _TOLD[name]
    for field in ("License-Expression", "License"):
        for stated in _fields(distribution, field):
            if "\n" not in stated and len(stated) < _LONGEST and stated.lower() not in _NO_ANSWERS:
                return stated
    classifiers = (each for each in _fields(distribution, "Classifier") if each.startswith("License ::"))
    names = (each.rpartition(" :: ")[2] for each in classifiers)
    return " or ".join(name for name in names if name.lower() not in _NO_ANSWERS)


def _fields(distribution: metadata.Distribution, name: str) -> list[str]:
    return [str(each).strip() for each in distribution.metadata.get_all(name) or ()]


def credited(text: str) -> Iterator[Part]:
    """The rows of the table in resources/CREDITS.md: models, data, pictures, typefaces."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and not set(cells[0]) <= set("-: ") and cells[0] != "part":
            found = re.search(r" (\d[\w.]*)", cells[3])
            yield Part(cells[0], found.group(1) if found else "", cells[2], cells[1])
