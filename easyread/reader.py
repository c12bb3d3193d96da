"""Who reads a page and who writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reader:
    """Who reads ('you' is that person only), and who writes ('we' is that body)."""

    name: str | None = None
    is_you: bool = False
    writer: str | None = None
