"""Tells which row of a table heads its columns, and says a row as a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from easyread.source import Block, BlockKind

_OF_A_COLUMN = re.compile(
    r"(?i)^(?:(?:your|our|the|weekly|monthly|daily|hourly|new|old|total|main|contact|last|next) )*"
    r"(?:amounts?|charges?|costs?|prices?"
    r"|rates?|fees?|dates?|days?|times?|when|where|what|who|whom|why|how|hours?|numbers?|totals?|answers?|details?|names?"
    r"|roles?|jobs?|services?|items?|(?:tele)?phones?|e-?mails?|addresse?s?|types?|descriptions?|periods?|from|to|until"
    r"|needs?|outcomes?|goals?|support|actions?|tasks?|reasons?|status"
    r"|(?:each|every|per|a) (?:day|week|month|year|hour)|frequency|points?|place|deadline)\b"
)
_A_VALUE = re.compile(
    r"(?i)^(?:nil|none|nothing|no|not|yes|free|waived|paid|included|unknown|n/?a|tb[ac]|to be|see)\b|^\W*$"
)
"""What stands in a cell instead of a figure: such a row heads nothing."""
_SHAPES = (
    re.compile(r"^-?£ ?[\d,]+(?:\.\d\d)?\b"),
    re.compile(r"^(?:by |on |from )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"),
    re.compile(r"^[\d.,]+ ?%"),
    re.compile(r"^\d{1,2}[.:]\d\d(?: ?[ap]m)?\b"),
    re.compile(r"^[\d.,]{1,7}(?: (?:hours?|days?|weeks?|months?|years?|minutes?|points?|units?|kWh|m3|litres?))?$"),
)
"""Figures of one kind: money, days, shares, times of day, amounts."""


def cells_of(text: str) -> tuple[str, ...]:
    """The cells of a row as it stands in a source."""
    return tuple(cell.strip() for cell in text.split("|"))


def rows_from(at: int, blocks: Sequence[Block], text: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table that begins with the block of that number, each as its cells."""
    found = [cells_of(blocks[at].span.of(text))]
    for block in blocks[at + 1 :]:
        if block.kind is not BlockKind.ROW or block.begins_table:
            break
        found.append(cells_of(block.span.of(text)))
    return tuple(found)


def heads_columns(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether the first row of a table only says what its columns hold.

    The first row of a list of names, 'Your social worker | Jo Reed', must never be taken for the head of the others:
    so what stands over a column after the first has to be a word for what is in it, or to stand over figures that are
    all of one kind.
    """
    first, others = rows[0], rows[1:]
    if any(re.search(r"\d", cell) for cell in first):
        return False
    return any(_OF_A_COLUMN.match(cell) for cell in first[1:]) or any(
        not _A_VALUE.match(head) and _is_of_one_kind([row[at] for row in others if at < len(row)])
        for at, head in enumerate(first[1:], 1)
    )


def _is_of_one_kind(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and any(all(shape.match(cell) for cell in cells) for shape in _SHAPES)


def row_text(cells: tuple[str, ...], header: tuple[str, ...]) -> str:
    """A row of a table as a line, with the words over its columns."""
    if len(cells) == 2 and not header:
        return f"{cells[0].rstrip(':')}: {cells[1]}"
    if len(header) == len(cells):
        rest = "; ".join(
            f"{head.rstrip(':')}: {cell}" for head, cell in zip(header[1:], cells[1:], strict=True) if cell
        )
        return f"{cells[0]}. {rest}"
    return "; ".join(cell for cell in cells if cell)
