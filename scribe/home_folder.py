"""Where the home of whoever runs Fairnote is, as the system says it: the environment is the worker's to change."""

from __future__ import annotations

import os
import sys
import uuid
from pathlib import Path

PROFILE = uuid.UUID("5E6C858F-0E22-4760-9AFE-EA3317B67173")
"""FOLDERID_Profile (KnownFolders.h)."""


def home_folder() -> Path:
    """By its whole name. Raises `RuntimeError`, as `Path.home` does, where the system knows of none."""
    try:
        if sys.platform == "win32":
            from scribe.program_data import known_folder

            return Path(known_folder(PROFILE))
        import pwd

        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except (OSError, KeyError):
        raise RuntimeError from None


def in_home(text: str) -> Path:
    """A path in which '~' at the start is that home. Raises as `home_folder`, also for another user's."""
    path = Path(text)
    if not path.parts or not path.parts[0].startswith("~"):
        return path
    if path.parts[0] != "~":
        raise RuntimeError
    return home_folder().joinpath(*path.parts[1:])
