"""One target under libFuzzer, in a process of its own: `python -m tests.fuzz.run_one TARGET [its options] CORPUS`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import atheris

# What is followed branch by branch; native libraries (lxml, pdfium, FFmpeg, Pillow) are given bytes without that.
FOLLOWED = ["easyread", "scribe", "models", "striprtf", "docx", "pypdf", "odfdo", "tomllib", "json", "html", "zipfile"]


def main(arguments: Sequence[str]) -> None:
    """Never returns: libFuzzer ends the process, with 0 when its time is over and another status at a finding."""
    from models.no_internet import refuse_internet

    refuse_internet()
    with atheris.instrument_imports(include=FOLLOWED):
        from tests.fuzz.targets import TARGETS, refused

        name, *options = arguments
        target = TARGETS[name]
        for seed in target.seeds():  # what is imported on the way is followed as well
            refused(target.read, seed)

    atheris.Setup([sys.argv[0], *options], lambda data: int(refused(target.read, data)) and None)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
