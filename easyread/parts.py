"""Parts of a document as a reader of its format finds them, and the source that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from easyread.source import Block, BlockKind, Source, Span

CELLS = " | "
"""What stands between the cells of a row."""
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffc\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""Soft hyphens, marks of direction and width, and control characters: nobody sees them, and they would split words."""
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Part:
    """A heading, paragraph, item or row; `doubtful` are characters of `text` that were hard to make out."""

    kind: BlockKind
    text: str
    level: int = 1
    page: int = 1
    doubtful: tuple[Span, ...] = ()
    begins_table: bool = False
    """Of a row: whether it is the first of its table."""


def clean(text: str) -> str:
    """Text on one line, with one space between words and without what can't be seen."""
    return _SPACES.sub(" ", _HIDDEN.sub("", text)).strip()


def row(cells: Iterable[str]) -> str:
    """The cells of a row as its text. A bar inside a cell is a stroke then, so that it ends no cell."""
    return CELLS.join(clean(cell).replace("|", "/") for cell in cells).strip()


def source_of(parts: Iterable[Part], *, pages: int = 1, from_picture: bool = False) -> Source:
    """The source that these parts make, one after the other, each on a line; a part without words is none."""
    kept = [part for part in map(_cleaned, parts) if part.text.strip(" |")]
    blocks: list[Block] = []
    doubtful: list[Span] = []
    at = 0
    for part in kept:
        blocks.append(Block(part.kind, Span(at, at + len(part.text)), part.level, part.page, part.begins_table))
        doubtful += [Span(at + span.start, at + span.end) for span in part.doubtful]
        at += len(part.text) + 1
    text = "\n".join(part.text for part in kept)
    return Source(text, tuple(blocks), max(1, pages), from_picture, tuple(doubtful))


def _cleaned(part: Part) -> Part:
    """The part cleaned; one with doubtful characters was cleaned where they were found."""
    return part if part.doubtful else replace(part, text=clean(part.text))


def same_twice(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts without one that only says again what stands right before it, as a title in a text box does."""
    before: Part | None = None
    for part in parts:
        if before is None or (part.kind, part.text) != (before.kind, before.text) or part.kind is BlockKind.ROW:
            yield part
        before = part
