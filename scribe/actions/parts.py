"""Whose work is in Fairnote, for the screen of help."""

from __future__ import annotations

from scribe.licences import Part, parts


def named_parts() -> tuple[Part, ...]:
    """Every part of what is installed, with its licence."""
    return parts()
