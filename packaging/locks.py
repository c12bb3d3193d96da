"""Reads the lock files, and picks from them what one step installs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

_NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)")


def blocks(text: str) -> Mapping[str, str]:
    """Each package's lines of a lock file (requirement, marker and hashes), by its name.

    A package that is locked once for each Python version has all of its entries in one block.
    """
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines(keepends=True):
        if match := _NAME.match(line):
            name = match.group(1).lower()
        elif not line.startswith((" ", "\t")):
            name = ""
        if name:
            found[name] = found.get(name, "") + line
    return found


def version(text: str, name: str) -> str:
    """The locked version of a package; raises KeyError when it isn't in the lock."""
    match = _NAME.match(blocks(text)[name])
    assert match is not None
    return match.group(2)


def write_part(lock: Path, part: Path, wanted: Callable[[str], bool]) -> Path:
    """Write the blocks of the wanted packages to `part`, and return it."""
    chosen = [block for name, block in blocks(lock.read_text(encoding="utf-8")).items() if wanted(name)]
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_text("".join(chosen), encoding="utf-8")
    return part
