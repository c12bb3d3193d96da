"""Says where a folder is without saying whose it is: for pages about a laptop that are sent around."""

from __future__ import annotations

from pathlib import Path, PurePath

from scribe.governance import user_name

USER = "USER"
"""Stands for the account's own name inside a path."""


def without_a_person(folder: PurePath, home: PurePath | None = None, user: str | None = None) -> str:
    """A folder with '~' for this user's home, and `USER` where a part of it is called as the account is."""
    at_home, name = home or _home(), user_name() if user is None else user
    below = at_home is not None and folder.is_relative_to(at_home)
    parts = ("~", *folder.relative_to(at_home).parts) if at_home and below else folder.parts
    kept = (USER if name and part.casefold() == name.casefold() else part for part in parts)
    return str(type(folder)(*kept))


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:  # the system doesn't know of one
        return None
