"""Makes the starter models as signed packs by the program as built; the exam of the language model travels along."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from pathlib import Path

from console import SetUpFailed, say
from package_places import BUNDLE, MADE, WORK, tried

PACKS = MADE / "packs"
HOME = WORK / "home-packs"
"""Where the exam's result lies until it travels in the pack."""


def main(arguments: list[str]) -> int:
    """Sit the exam, then sign a pack of each starter; the exit status. Raises SetUpFailed."""
    parser = argparse.ArgumentParser(prog="dev.py package models", description=main.__doc__)
    parser.add_argument("--key", required=True, metavar="FILE", help="minisign secret key; its passphrase is asked for")
    key = Path(parser.parse_args(arguments).key).resolve()
    if not tried(BUNDLE).exists():
        raise SetUpFailed("There is no bundle yet that passed its trials. Make it first: python3 dev.py package bundle")
    if not key.is_file():
        raise SetUpFailed("There is no such key. Make one: fairnote models keys new --to FOLDER. Nothing was packed.")
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    shutil.rmtree(PACKS, ignore_errors=True)
    PACKS.mkdir(parents=True)
    say("    The starter language model sits its exam: 2 to 10 minutes.")
    return program("models", "exam") or program("models", "pack", "--starters", "--to", str(PACKS), "--key", str(key))


def program(*words: str) -> int:
    """Run a command of the built program in its own home, at this terminal; its exit status."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "TERM")}
    environment = kept | {"HOME": str(HOME), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([str(BUNDLE / "fairnote"), *words], env=environment, cwd=HOME, check=False).returncode
