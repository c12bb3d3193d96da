"""The rows of a transcript as a model: a change touches the rows that it changed, and no others."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from scribe.transcript_gaps import NotRecorded
from scribe.visit import Transcript, Turn, TurnId, Visit
from ui.widgets.turn_shown import Row, TurnRow, rows_of

Index = QModelIndex | QPersistentModelIndex
TURN = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


class TurnModel(QAbstractListModel):
    """The turns of one transcript, with a line of its own wherever nothing was recorded."""

    def __init__(self, visit: Visit, transcript: Transcript) -> None:
        super().__init__()
        self.visit = visit
        self.rows: list[Row] = rows_of(visit, transcript)
        self._where: dict[TurnId, int] = {}
        self._index()

    def show(self, transcript: Transcript) -> None:
        """Show a changed transcript. A row that shows the same stays the same object, and so does the selection."""
        new = rows_of(self.visit, transcript)
        old = {_key(row): row for row in self.rows}
        new = [_old_if_same(old.get(_key(row)), row) for row in new]
        top, bottom = _ends(self.rows, new)
        self._resize(top, len(self.rows) - bottom, len(new) - bottom)
        changed = [number for number, row in enumerate(new) if self.rows[number] is not row]
        self.rows = new
        self._index()
        for first, last in _stretches(changed):
            self.dataChanged.emit(self.index(first), self.index(last))

    def _resize(self, top: int, old_end: int, new_end: int) -> None:
        """Make room for, or take away, rows between those at the top and the bottom that stay where they are."""
        more = new_end - old_end
        if more > 0:
            self.beginInsertRows(_ROOT, old_end, old_end + more - 1)
            self.rows[old_end:old_end] = [self._blank()] * more
            self.endInsertRows()
        elif more < 0:
            self.beginRemoveRows(_ROOT, old_end + more, old_end - 1)
            del self.rows[old_end + more : old_end]
            self.endRemoveRows()

    @staticmethod
    def _blank() -> Row:
        return NotRecorded(0.0, "")

    def _index(self) -> None:
        self._where = {row.turn.id: number for number, row in enumerate(self.rows) if isinstance(row, TurnRow)}

    def row_of(self, turn: TurnId) -> int | None:
        """Which row a turn is in."""
        return self._where.get(turn)

    def turn_row(self, row: int) -> TurnRow | None:
        """The row of that number, where it is a turn."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, TurnRow) else None

    def turn(self, row: int) -> Turn | None:
        """The turn in that row; None where the row tells of what was not recorded."""
        found = self.turn_row(row)
        return found.turn if found else None

    def turn_after(self, row: int) -> int:
        """The next row below that is a turn, or the same row where there is none."""
        below = range(row + 1, len(self.rows))
        return next((number for number in below if self.turn(number) is not None), row)

    def turn_before(self, row: int) -> int:
        """The next row above that is a turn, or the same row where there is none."""
        return next((number for number in range(row - 1, -1, -1) if self.turn(number) is not None), row)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Any row can be reached and read; only a turn can be chosen."""
        row = super().flags(index)
        return row if self.turn(index.row()) is not None else row & ~Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's signature)
        """What a row says, to the eye and to a screen reader."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.sentence if isinstance(row, NotRecorded) else row.spoken()
        return row.turn if role == TURN and isinstance(row, TurnRow) else None


def _key(row: Row) -> object:
    return row.turn.id if isinstance(row, TurnRow) else row


def _old_if_same(old: Row | None, new: Row) -> Row:
    if isinstance(old, TurnRow) and isinstance(new, TurnRow):
        return old if old.same_as(new) else new
    return old if old is not None else new


def _stretches(numbers: list[int]) -> list[tuple[int, int]]:
    """Numbers that follow each other, from and to."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        joins = bool(found) and found[-1][1] == number - 1
        found[-1:] = [(found[-1][0], number)] if joins else [*found[-1:], (number, number)]
    return found


def _ends(old: list[Row], new: list[Row]) -> tuple[int, int]:
    """How many rows at the top and at the bottom tell of the same turns in both."""
    least = min(len(old), len(new))
    top = next((n for n in range(least) if _key(old[n]) != _key(new[n])), least)
    rest = least - top
    bottom = next((n for n in range(rest) if _key(old[-1 - n]) != _key(new[-1 - n])), rest)
    return top, bottom
