"""Divides a page into bands from top to bottom: text of one or more columns, and tables with their rows and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from easyread.printed import Piece, PrintedPage

_GREETING = re.compile(r"(?i)dear\b|to whom it may concern")
_TEXT_WORDS = 4.5
"""Words of a piece on the average, from which on two columns are text and not the cells of a table."""
_FILLED = 0.55
"""Share of its width that the lines of a column of text fill on the average."""
_FEWEST = 3
"""Rows that have something on both sides, from which on there are columns of text."""
_NEAR = 1.2
"""Lines of one cell stand no farther from each other than this share of the page's usual way from line to line."""
_WIDE_SPACE = 0.95
"""Share of the letters' size that still is a space, where lines are spread out to end below each other."""

Row = list[Piece]


@dataclass(frozen=True)
class Band:
    """A stretch of a page: columns of lines, or rows of a table, each of cells, each of pieces."""

    left: float
    right: float
    columns: tuple[tuple[Piece, ...], ...] = ()
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return bool(self.rows)


def bands(page: PrintedPage) -> Iterator[Band]:
    """The bands of a page, from top to bottom."""
    rows = _lone_joined([_joined(row, page.space) for row in _rows(page.pieces)])
    pitch = page.pitch
    left, right = min(piece.left for piece in page.pieces), max(piece.right for piece in page.pieces)
    body = _body_start(rows)
    run: list[Row] = []
    single: list[Piece] = []
    for number, row in enumerate(rows):
        if run and not _belongs(run, row, pitch):
            yield from _settled(run, left, right, pitch, head=number <= body)
            run = []
        if len(row) > 1 or run:
            if single:
                yield Band(left, right, (tuple(single),))
                single = []
            run.append(row)
        else:
            single += row
    if run:
        yield from _settled(run, left, right, pitch, head=len(rows) <= body)
    if single:
        yield Band(left, right, (tuple(single),))


def _body_start(rows: Sequence[Row]) -> int:
    """The row of 'Dear …': what stands beside each other above it are blocks of lines; 0 where there is none."""
    return next((at for at, row in enumerate(rows) if _GREETING.match(row[0].text)), 0)


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    """Pieces that stand beside each other, from the top; each row from the left."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda each: each.middle):
        near = rows[-1] if rows else None
        if near and any(_beside(other, piece) for other in near):
            near.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def _beside(one: Piece, other: Piece) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    apart = one.right <= other.left + other.size or other.right <= one.left + one.size
    return apart and shared > 0.5 * min(one.height, other.height)


def _joined(row: Row, space: float) -> Row:
    """Pieces with no more than a wide space between them are one, and a bullet belongs to what follows it."""
    found: Row = []
    for piece in row:
        before = found[-1] if found else None
        if before and (piece.left - before.right < space * piece.size or _is_mark(before) and len(row) == 2):
            found[-1] = Piece(
                before.words + piece.words,
                before.left,
                min(before.top, piece.top),
                piece.right,
                max(before.bottom, piece.bottom),
                max(before.size, piece.size),
                before.bold and piece.bold,
            )
        else:
            found.append(piece)
    return found


def _lone_joined(rows: list[Row]) -> list[Row]:
    """The rows, with the pieces of a line as one where it alone was parted: no table has one row between lines."""
    single = [len(row) == 1 for row in rows]
    alone = [all(single[max(0, at - 1) : at] + single[at + 1 : at + 2]) for at in range(len(rows))]
    return [_joined(row, _WIDE_SPACE) if lone else row for row, lone in zip(rows, alone, strict=True)]


def _is_mark(piece: Piece) -> bool:
    """Whether a piece is a bullet or the number of an item."""
    return (
        re.fullmatch(r"[-–•●○◦▪■□·*o\uf0b7]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]?", piece.text) is not None
    )


def _belongs(run: Sequence[Row], row: Row, pitch: float) -> bool:
    """Whether a row goes on with columns or a table: it has a gap where they have one, or fills one side of it."""
    gap = _gap([*run, row])
    if gap is None or row[0].top - run[-1][0].bottom > 3 * row[0].height:
        return False
    if len(row) > 1:
        return True
    # One piece alone goes on with a column of text, or with a cell right above it.
    near = row[0].middle - run[-1][0].middle < _NEAR * pitch
    return near and not (row[0].left <= gap[0] and row[0].right >= gap[1])


def _gap(rows: Sequence[Row]) -> tuple[float, float] | None:
    """The widest stretch from left to right that no piece of these rows reaches into, with pieces on both sides."""
    pieces = sorted((piece for row in rows for piece in row), key=lambda each: each.left)
    widest, reach = None, pieces[0].right
    for piece in pieces[1:]:
        if piece.left > reach and (widest is None or piece.left - reach > widest[1] - widest[0]):
            widest = (reach, piece.left)
        reach = max(reach, piece.right)
    return widest


def _settled(run: list[Row], left: float, right: float, pitch: float, *, head: bool) -> Iterator[Band]:
    """A run of rows with a gap, as what it is: blocks of a letter's head, columns of text, or a table."""
    gap = _gap(run)
    assert gap is not None
    sides = [
        tuple(piece for row in run for piece in row if piece.right <= gap[0] + 0.1),
        tuple(piece for row in run for piece in row if piece.left >= gap[1] - 0.1),
    ]
    labelled = all(piece.text.endswith(":") for piece in sides[0])
    if (head and not labelled) or _are_text(run, sides, gap, left, right):
        yield Band(left, right, tuple(sides))
    else:
        yield Band(left, right, rows=tuple(_table(run, pitch)))


def _are_text(
    run: Sequence[Row], sides: Sequence[Sequence[Piece]], gap: tuple[float, float], left: float, right: float
) -> bool:
    both = sum(len(row) > 1 for row in run)
    if both < _FEWEST:
        return False
    widths = (gap[0] - left, right - gap[1])
    return all(
        mean(len(piece.words) for piece in side) >= _TEXT_WORDS
        and mean(piece.right - piece.left for piece in side) >= _FILLED * width
        for side, width in zip(sides, widths, strict=True)
    )


def _table(run: Sequence[Row], pitch: float) -> Iterator[tuple[tuple[Piece, ...], ...]]:
    """The rows of a table, each with a cell for every column; lines that go on with a row's cells are put into them."""
    edges = _column_edges(run)
    made: list[list[list[Piece]]] = []
    last: Row = []
    for row in run:
        cells: list[list[Piece]] = [[] for _ in edges]
        for piece in row:
            cells[_column(piece, edges)].append(piece)
        if made and _goes_on(cells, made[-1], row[0].middle - last[0].middle < _NEAR * pitch):
            for cell, more in zip(made[-1], cells, strict=True):
                cell += more
        else:
            made.append(cells)
        last = row
    return iter(tuple(tuple(tuple(cell) for cell in cells) for cells in made))


def _goes_on(cells: list[list[Piece]], before: list[list[Piece]], near: bool) -> bool:
    """Whether a line goes on with the row above it: close below it, and not in every column that one has."""
    fewer = sum(map(bool, cells)) < sum(map(bool, before))
    return fewer and near and (not cells[0] or not any(cells[1:]) and cells[0][0].text[:1].islower())


def _column_edges(run: Sequence[Row]) -> list[float]:
    """Where the columns of a table begin: left edges with a gap before them that runs through all rows."""
    pieces = sorted((piece for row in run for piece in row), key=lambda each: each.left)
    edges, reach = [pieces[0].left], pieces[0].right
    for piece in pieces[1:]:
        if piece.left > reach:
            edges.append(piece.left)
        reach = max(reach, piece.right)
    return edges


def _column(piece: Piece, edges: Sequence[float]) -> int:
    return max(number for number, edge in enumerate(edges) if number == 0 or piece.left >= edge - 0.1)
