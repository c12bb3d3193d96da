"""Where the making of installers keeps its things; all of it under build/, which git ignores."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
WORK = ROOT / "build" / "package"
LOGS = WORK / "logs"
TOOLS = WORK / "tools"
"""The environment of the tools: nothing of it is shipped."""
TOOLS_PYTHON = TOOLS / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
SITE = WORK / "site"
"""Libraries that take the place of those in .venv in what is shipped."""
SOUND = WORK / "sound"
BASELINE = WORK / "baseline"
FROZEN = WORK / "frozen"
BUNDLE = WORK / "bundle" / "fairnote"
WINDOWS = WORK / "windows"
"""All that is made for Windows on Debian."""
WINDOWS_TOOLS = WINDOWS / "tools"
MODELS = WORK / "models"
"""The starter models in the folders in which the program finds them; a package of their own."""
MADE = WORK / "made"
"""The finished packages."""
INSIDE = "lib"
"""The folder beside the program that holds all else."""

NOT_FOR_RELEASE = "NOT-FOR-RELEASE.txt"
"""In a bundle, beside the program: it is for tests alone, and says why. What installs or signs looks for it."""


def tried(bundle: Path) -> Path:
    """The mark beside a bundle that it was made to its end and passed its trials."""
    return bundle.with_name(f"{bundle.name}.tried")


def version() -> str:
    """Fairnote's version, as pyproject.toml has it."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(data["project"]["version"])


def site_packages() -> Path:
    """Where the libraries of .venv are."""
    return next((ROOT / ".venv" / "lib").glob("python3.*/site-packages"), ROOT / ".venv" / "Lib" / "site-packages")


def epoch() -> int:
    """The moment that everything made is dated with (seconds since 1970): SOURCE_DATE_EPOCH, else the last commit's."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch(r"\d+", told):
        return int(told)
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return int(answer) if answer else 1_700_000_000
