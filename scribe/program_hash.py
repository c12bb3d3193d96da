"""The one SHA-256 by which a Fairnote is known, in the evidence of a laptop and in the proof of being offline."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

_PARTS = ("ui", "scribe", "easyread", "models", "resources")
_COMPILED, _BUILT = "__pycache__", "built"
"""What is made on each computer: compiled modules; and, in a clone, what the set-up built."""


def program_sha256(root: Path | None = None) -> str:
    """SHA-256 over the names and hashes of all files of the program (or of the one in `root`), in order of their names.

    Of a program that was built these are all in its folder, with the starter models there; of a clone its code.
    """
    where = root or _program_folder()
    whole = hashlib.sha256()
    for path in _program_files(where):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{digest}  {path.relative_to(where).as_posix()}\n".encode())
    return whole.hexdigest()


def _program_folder() -> Path:
    """Where the program lies: the folder of a frozen one, else that of its packages."""
    frozen = getattr(sys, "frozen", False)
    return Path(sys.executable).resolve().parent if frozen else Path(__file__).resolve().parent.parent


def _program_files(where: Path) -> list[Path]:
    is_code = (where / _PARTS[0]).is_dir()
    folders = [where / part for part in _PARTS] if is_code else [where]
    made_here = {_COMPILED, _BUILT} if is_code else {_COMPILED}
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not made_here & set(path.relative_to(where).parts))
