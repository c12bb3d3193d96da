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
    return (*_libraries(), *_credited((folder.parent / "CREDITS.md").read_text(encoding="utf-8")))


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
        yield Part(name, found[name].version, _licence(found[name]))


def _licence(distribution: metadata.Distribution) -> str:
    told = distribution.metadata
    stated = str(told.get("License-Expression") or told.get("License") or "").strip()
    if stated and "\n" not in stated and len(stated) < 80:
        return stated
    classifiers = told.get_all("Classifier") or ()
    classified = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::")]
    return " or ".join(classified) or "see the text that it brings"


def _credited(text: str) -> Iterator[Part]:
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and not set(cells[0]) <= set("-: ") and cells[0] != "part":
            yield Part(cells[0], "", cells[2], cells[1])
