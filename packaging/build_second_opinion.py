"""Fetches the second recogniser by the npm client, checks it by its hashes, and puts its files into a folder.

Runs in the project's own environment, which brings npm and the package with the tokenizer, and is given the folder.
Only this version: some later ones hold another model, which may not be used for everything.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import tarfile
import tempfile
from importlib import metadata
from pathlib import Path

from npm_packages import Package, PackageRefused, fetch, member

from models.catalogue import starter_files

WEIGHTS = Package(
    "@usefulsensors/moonshine-js",
    "0.1.16",
    "iQIF4XHwyPxBm1l/ECJPjJLQj8RvlYj2guRsiUgrfa9vSE3gYXeaoV2DHjNgi7NIUTyl648AG2t+Ndbrj+L7TA==",
)
INSIDE = "dist/model/base/quantized"
WORDS = "useful-moonshine-onnx"
"""The package from PyPI that carries the tokenizer and the authors' licence."""


def build(tarball: Path, folder: Path) -> None:
    """Write the weights, the tokenizer and the licence into `folder`; raises PackageRefused when one is another."""
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(tarball) as package:
        for file in starter_files("second opinion"):
            data = tokenizer() if file.name == "tokenizer.json" else member(package, f"{INSIDE}/{file.name}")
            if hashlib.sha256(data).hexdigest() != file.sha256:
                raise PackageRefused(f"{file.name} is not the file that was pinned; it was not used")
            _save(data, folder / file.name)
    _save((metadata.distribution(WORDS).read_text("LICENSE") or "").encode(), folder / "LICENSE.txt")


def tokenizer() -> bytes:
    """The words that the recogniser knows, out of its package, which is not imported: it needs more than we have."""
    spec = importlib.util.find_spec("moonshine_onnx")
    assert spec is not None and spec.submodule_search_locations
    return (Path(spec.submodule_search_locations[0]) / "assets" / "tokenizer.json").read_bytes()


def _save(data: bytes, path: Path) -> None:
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(data)
    partial.replace(path)


def main(folder: Path) -> int:
    """Build it; the exit status."""
    print(f"{WEIGHTS.name} {WEIGHTS.version}", flush=True)
    with tempfile.TemporaryDirectory() as fetched:
        build(fetch(WEIGHTS, Path(fetched)), folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
