"""Which short lines are headings, where nothing but their words and their place can tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from easyread.parts import Part
from easyread.source import BlockKind

_LONGEST = 14
"""Words; nobody reads more as a heading."""
_GREETING = re.compile(r"(?i)dear\b|to whom it may concern|hello\b|hi\b")
CLOSING = re.compile(
    r"(?i)(?:yours (?:sincerely|faithfully|truly)|(?:kind|best|warm) (?:regards|wishes)|with best wishes)"
)
_NO_HEADING = re.compile(
    r"(?i)(?:[.,;:!…]|\.{3})$|^\W*$|^\S+@\S+$|https?://|www\."
    r"|^(?:dear|yours|signed|page|tel|telephone|phone|email|e-mail|ref|our ref|your ref|date|enc|cc)\b"
    r"|\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}$"
    r"|^[\w/'’()-]{1,20}(?: [\w/'’()-]{1,20}){0,2}:\s*\S"
    r"|^\d{1,2}(?:st|nd|rd|th)? \w+ \d{4}$|^\d[\d /().-]*$"
)
"""Ends like a sentence, or is an address, a number, a date, a postcode, or 'Label: value'."""
_LETTERS = re.compile(r"[A-Za-z]{2}")


def looks_like_heading(text: str) -> bool:
    """Whether a line's own words let it be a heading: short, begins with a capital or figure, ends without a stop."""
    words = text.split()
    if not words or len(words) > _LONGEST or _NO_HEADING.search(text) or not _LETTERS.search(text):
        return False
    return not words[0][:1].islower()


def as_headings(parts: Sequence[Part]) -> list[Part]:
    """The parts, with each short line before longer text as a heading. Those that are known to be one show the way.

    The lines before 'Dear …' are whom and where a letter is from and to, those after 'Yours …' who signs it.
    """
    start, end = _body(parts)
    marked = any(part.kind is BlockKind.HEADING for part in parts)
    return [
        replace(part, kind=BlockKind.HEADING) if start <= at < end and not marked and _is_heading(parts, at) else part
        for at, part in enumerate(parts)
    ]


def _body(parts: Sequence[Part]) -> tuple[int, int]:
    """Where a letter's own text begins and ends; of all else, the whole of it."""
    greeting = next((at for at, part in enumerate(parts) if _GREETING.match(part.text) and len(part.text) < 80), None)
    start = 0 if greeting is None else greeting + 1
    closing = next((at for at, part in enumerate(parts) if at > start and CLOSING.match(part.text)), len(parts))
    return start, closing


def _is_heading(parts: Sequence[Part], at: int) -> bool:
    part = parts[at]
    if part.kind is not BlockKind.PARAGRAPH or not looks_like_heading(part.text):
        return False
    following = parts[at + 1] if at + 1 < len(parts) else None
    return following is not None and (
        following.kind in (BlockKind.ITEM, BlockKind.ROW)
        or following.text.endswith((".", ":", "?", "!"))
        or len(following.text) > len(part.text)
        or looks_like_heading(following.text)
    )
