"""What somebody wrote, as text with its structure: headings, paragraphs, list items and rows of tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Span:
    """Characters of a source's text, from `start` up to but not including `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that it stands for."""
        return text[self.start : self.end]


class BlockKind(StrEnum):
    """What a stretch of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    """A row of a table, its cells with ' | ' between them."""


@dataclass(frozen=True)
class Block:
    """A stretch of a document: where it stands in the source's text, and on which page (from 1) it was."""

    kind: BlockKind
    span: Span
    level: int = 1
    """Of a heading 1 to 6, of a list item its depth; else 1."""
    page: int = 1
    begins_table: bool = False
    """Of a row: whether a table begins with it, though it may stand straight after another."""


@dataclass(frozen=True)
class Source:
    """A document that was read. `text` holds its blocks in reading order, with a line's end between two."""

    text: str
    blocks: tuple[Block, ...]
    pages: int = 1
    from_picture: bool = False
    """Whether its words were recognised in a picture, and so may be wrong."""
    doubtful: tuple[Span, ...] = ()
    """Words of a picture that were hard to make out."""
