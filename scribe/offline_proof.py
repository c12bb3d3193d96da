"""A proof of being offline that was kept as a file: whether it holds, for which program, and what it says in words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scribe.document_text import tidy
from scribe.errors import FileRefused
from scribe.export_shape import moment_in_words
from scribe.named_files import text_of
from scribe.settings import data_folder

PROOFS = "proofs"
"""The folder of this user's data in which proofs of being offline are looked for."""
NOT_A_PROOF = "This file is no proof that Fairnote works without a network. It was not changed."
THIS_PROGRAM = "It was made on this very program."
OTHER_PROGRAM = "It was made on another version than this laptop's: IT PROVES NOTHING ABOUT THIS LAPTOP."
UNSIGNED = "The file isn't signed: it is worth as much as your trust in whoever made it."
_INTERNET = ("AF_INET", "AF_INET6")
_LONGEST = 300
"""Letters of one value of a proof that are shown."""
_MOST = 50
"""Steps, or paths, of one run that are shown."""


@dataclass(frozen=True)
class Run:
    """The whole job, once. `steps`: how each ended (exit status); `failed`: those that may not end so."""

    network: str
    steps: Mapping[str, int]
    failed: tuple[str, ...]
    internet_sockets: int
    strays: tuple[str, ...]
    """What was written outside the program's own folders."""

    @property
    def fine(self) -> bool:
        """Whether every step was done, with no internet socket and no stray file."""
        return bool(self.steps) and not (self.failed or self.internet_sockets or self.strays)


@dataclass(frozen=True)
class Proof:
    """What a proof of being offline says. `sha256` is that of its file, and `made` the date of it (UTC)."""

    sha256: str
    made: datetime
    proved: bool
    version: str
    system: str
    program_sha256: str
    runs: tuple[Run, ...]

    @property
    def holds(self) -> bool:
        """What it says of itself, and only where its own figures say so too."""
        return self.proved and bool(self.runs) and all(run.fine for run in self.runs)

    def verdict(self, program_sha256: str) -> str:
        """Whether it holds, and whether it says anything about the program with this SHA-256."""
        if self.program_sha256 == program_sha256:
            return f"{'It holds.' if self.holds else 'IT DOES NOT HOLD.'} {THIS_PROGRAM} {UNSIGNED}"
        there = "holds" if self.holds else "does not hold"
        return f"{OTHER_PROGRAM} It is of version {self.version}, with other files. For that one it {there}. {UNSIGNED}"

    def lines(self) -> Iterator[str]:
        """What it was made of and what was seen, a line each."""
        yield f"File of {moment_in_words(self.made)}, SHA-256: {self.sha256}"
        yield f"Made on Fairnote {self.version}, {self.system}. SHA-256 of its files: {self.program_sha256}"
        for run in self.runs:
            yield from _run_in_words(run)


def read_proof(path: Path) -> Proof:
    """A proof that was kept as a file. Raises `FileRefused`."""
    try:
        data = json.loads(text_of(str(path), NOT_A_PROOF))
        runs = tuple(_run(each) for each in data["runs"])
        proved = data["proved"]
        version, system, program = (_shown(data.get(name, "not told")) for name in ("version", "system", "sha256"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise FileRefused(NOT_A_PROOF) from None
    if not isinstance(proved, bool):
        raise FileRefused(NOT_A_PROOF)
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    file = hashlib.sha256(path.read_bytes()).hexdigest()
    return Proof(file, made, proved, version, system, program, runs)


def newest_proof(folder: Path | None = None) -> Proof | None:
    """The newest proof among this user's; None where there is none that can be read."""
    there = folder or data_folder() / PROOFS
    paths = sorted(there.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True) if there.is_dir() else []
    for path in paths:
        try:
            return read_proof(path)
        except FileRefused:
            continue  # a file that somebody else put there is no proof, and an older one may be
    return None


def _run(data: Any) -> Run:  # noqa: ANN401 - JSON
    """Raises `KeyError`, `TypeError`, `ValueError` or `AttributeError` where it is no run."""
    steps = {_shown(name): int(status) for name, status in data["steps"].items()}
    sockets = sum(int(data["sockets"][family]) for family in _INTERNET)
    failed, strays = (tuple(map(_shown, data[name])) for name in ("unfinished", "strays"))
    return Run(_shown(data["network"]), steps, failed, sockets, strays)


def _shown(value: object) -> str:
    return tidy(str(value))[:_LONGEST]


def _run_in_words(run: Run) -> Iterator[str]:
    yield f"The whole job, {run.network}:"
    for step, status in list(run.steps.items())[:_MOST]:
        yield f"{step}: {_ended(status, failed=step in run.failed)}"
    yield f"internet sockets asked for: {run.internet_sockets}"
    where = f": {', '.join(run.strays[:_MOST])}" if run.strays else ""
    yield f"files written outside its own folders: {len(run.strays)}{where}"


def _ended(status: int, *, failed: bool) -> str:
    if failed:
        return f"NOT DONE (exit status {status})"
    return "done" if status == 0 else f"done, with something to tell (exit status {status})"
