"""Makes the lock files again, with uv in a folder that is thrown away afterwards."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from console import Words, run, say

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "packaging"
COMMON = ("--universal", "--generate-hashes", "--python-version", "3.11", "--no-header", "--quiet")
UV = "uv>=0.9,<1"


def relock(python: Path, *, upgrade: bool) -> None:
    """Write the lock files; what is locked already stays unless `upgrade`. Raises SetUpFailed."""
    logs = ROOT / "build" / "logs"
    more = ["--upgrade"] if upgrade else []
    with tempfile.TemporaryDirectory() as folder:
        run([python, "-m", "pip", "install", "--target", folder, UV], label="uv", log=logs / "uv.log")
        uv = Path(folder) / "bin" / ("uv.exe" if os.name == "nt" else "uv")
        for source, options, lock in (
            ("pyproject.toml", ["--all-extras"], "requirements.lock"),
            ("packaging/models.in", ["--no-deps"], "models.lock"),
            ("packaging/peers.in", ["--no-deps"], "peers.lock"),
            # What is in both is of one version: PyInstaller looks at these and at what is shipped in one process.
            ("packaging/build.in", ["--constraint", "packaging/requirements.lock"], "build.lock"),
            ("packaging/windows.in", ["--no-deps"], "windows.lock"),
            ("packaging/wine.in", ["--no-deps"], "wine.lock"),
        ):
            command: Words = [uv, "pip", "compile", source, *options, *COMMON, *more, "-o", f"packaging/{lock}"]
            run(command, label=lock, log=logs / f"{lock}.log", folder=ROOT)
    say(f"    Look at the changes in {LOCKS} before you commit them.")
