"""One target under libFuzzer, in a process of its own: `python -m tests.fuzz.run_one TARGET [its options] CORPUS`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import atheris

# What is followed branch by branch; native libraries (lxml, pdfium, FFmpeg, Pillow) are given bytes without that.
FOLLOWED = [
    *("easyread", "scribe", "models", "striprtf", "docx", "pypdf", "odfdo", "minisign"),
    *("tomllib", "json", "html", "zipfile", "tarfile"),
]
_PREFIX = "-artifact_prefix="


def main(arguments: Sequence[str]) -> None:
    """Never returns: libFuzzer ends the process, with 0 when its time is over and another status at a finding."""
    from models.no_internet import refuse_internet

    refuse_internet()
    with atheris.instrument_imports(include=FOLLOWED):
        from tests.fuzz.target import refused
        from tests.fuzz.targets import TARGETS

        name, *options = arguments
        target = TARGETS[name]
        for seed in target.seeds():  # what is imported on the way is followed as well
            refused(target.read, seed)

    def tried(data: bytes) -> None:
        try:
            refused(target.read, data)
        except BaseException:
            _keep(data, options)
            raise

    atheris.Setup([sys.argv[0], *options], tried)
    atheris.Fuzz()


def _keep(data: bytes, options: Sequence[str]) -> None:
    """Put a finding where libFuzzer would, by the same name: a process that ends badly has kept nothing of its own."""
    for option in options:
        if option.startswith(_PREFIX):
            name = f"{option.removeprefix(_PREFIX)}crash-{hashlib.sha1(data, usedforsecurity=False).hexdigest()}"
            Path(name).write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1:])
