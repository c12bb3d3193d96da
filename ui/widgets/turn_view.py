"""A list of turns that never jumps: heights are guessed, measured in idle moments, and what is read stays in place."""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelectionModel, QPersistentModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from scribe.visit import TurnId
from ui.theme import Look
from ui.widgets.turn_layouts import TurnLayouts
from ui.widgets.turn_model import TurnModel
from ui.widgets.turn_painting import Marks, TurnPainter
from ui.widgets.turn_shown import Row, TurnRow

BATCH = 0.008
"""Seconds at a time that may go into measuring turns which are not in view yet."""


class SteadyList(QListView):
    """Shows a `TurnModel`, and an editor in the place of one of its rows."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.marks = Marks()
        self.layouts = TurnLayouts(look)
        self.painter = TurnPainter(look, self.layouts, self.marks, self)
        self._anchor: tuple[Row, int] | None = None
        self._holding = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(self.painter)
        self._measuring = QTimer(self)
        self._measuring.setInterval(0)
        self._measuring.timeout.connect(self._measure_some)
        self._next_to_measure, self._measured_new = 0, False

    # --- the model

    def show_model(self, model: TurnModel) -> None:
        """Show this transcript."""
        self.layouts.wear(self.font())
        self.setModel(model)
        self.painter.measure()
        model.dataChanged.connect(lambda top, bottom: self._rows_changed(top.row(), bottom.row()))
        for moved in (model.rowsInserted, model.rowsRemoved):
            moved.connect(lambda *_: self._measure_soon())
        self._measure_soon()

    @property
    def turns(self) -> TurnModel:
        """The transcript that is shown."""
        model = self.model()
        assert isinstance(model, TurnModel)
        return model

    def current(self) -> TurnRow | None:
        """The turn that the keyboard is at; None at a gap."""
        return self.turns.turn_row(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def go_to(self, turn: TurnId) -> bool:
        """Go to that turn, and choose only it. Says whether it is there."""
        row = self.turns.row_of(turn)
        if row is None:
            return False
        self.go_to_row(row)
        return True

    def go_to_row(self, row: int) -> None:
        """Go to that row, and choose only it."""
        index = self.turns.index(row)
        choose = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, choose)
        self.measure_view()
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.measure_view()

    # --- an editor in the place of a turn

    def put_editor(self, row: int, editor: QWidget, height: int) -> None:
        """Show an editor in the place of that row."""
        index = self.turns.index(row)
        self.painter.editing = (QPersistentModelIndex(index), height)
        self.setIndexWidget(index, editor)
        self.doItemsLayout()
        self.scrollTo(index)

    def resize_editor(self, height: int) -> None:
        """The editor needs another height."""
        if self.painter.editing is not None and self.painter.editing[1] != height:
            self.painter.editing = (self.painter.editing[0], height)
            self.doItemsLayout()
            self.scrollTo(self.turns.index(self.painter.editing[0].row()))

    def take_editor(self) -> None:
        """Show the turn again."""
        if self.painter.editing is not None:
            index = self.turns.index(self.painter.editing[0].row())
            self.painter.editing = None
            if index.isValid() and self.indexWidget(index) is not None:
                self.setIndexWidget(index, None)  # type: ignore[arg-type]
            self.doItemsLayout()
            self.measure_view()

    # --- heights, and a view that stays where it is

    def doItemsLayout(self) -> None:  # noqa: N802
        """Lay the rows out; what is being read stays where it is on the screen."""
        held = self._anchor
        self._holding = True
        self.painter.measure()
        super().doItemsLayout()
        self._holding = False
        row = self._row_number(held[0]) if held is not None else None
        if held is not None and row is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self.turns.index(row)).top() - held[1])
        self._note_anchor()
        self.measure_view()

    def _row_number(self, row: Row) -> int | None:
        """Where a row is now, also when its turn has other words."""
        if isinstance(row, TurnRow):
            return self.turns.row_of(row.turn.id)
        return next((number for number, each in enumerate(self.turns.rows) if each is row), None)

    def _note_anchor(self) -> None:
        """What stays where it is: the current row where it is in view, else the first that is."""
        if self._holding or self.model() is None:
            return
        view = self.viewport().rect()
        current = self.currentIndex()
        index = current if view.contains(self.visualRect(current).topLeft()) else self.indexAt(QPoint(12, 8))
        if index.isValid() and index.row() < len(self.turns.rows):
            self._anchor = (self.turns.rows[index.row()], self.visualRect(index).top())

    def scrollContentsBy(self, across: int, down: int) -> None:  # noqa: N802
        """Measure what comes into view before it is painted."""
        super().scrollContentsBy(across, down)
        if not self._holding and self.model() is not None:
            self.measure_view()
            self._note_anchor()

    def _measure_first(self) -> None:
        """Measure what will be in view, above and below what stays where it is, so that one layout is enough."""
        row, top = self._anchor if self._anchor is not None else (None, 0)
        at = (self._row_number(row) if row is not None else None) or 0
        self._measure_as_far(reversed(self.turns.rows[:at]), top)
        self._measure_as_far(self.turns.rows[at:], self.viewport().height() - top)

    def _measure_as_far(self, rows: Iterable[Row], room: float) -> None:
        """Measure rows until there is no more room for them, in pixels, and one more."""
        for each in rows:
            room -= self.layouts.laid(each, self.painter.width).height
            if room < 0:
                break

    def measure_view(self) -> None:
        """Measure every row in view; lay out again where a guess was wrong."""
        if self._holding or self.model() is None or not self.isVisible():
            return
        for _ in range(3):
            new = [row for row in self._in_view() if not self.layouts.measured(row, self.painter.width)]
            for row in new:
                self.layouts.laid(row, self.painter.width)
            if not new:
                return
            self.doItemsLayout()

    def _in_view(self) -> list[Row]:
        index = self.indexAt(QPoint(12, 4))
        first = max(0, index.row() - 1) if index.isValid() else 0
        bottom = self.viewport().height()
        found = []
        for number in range(first, len(self.turns.rows)):
            if self.visualRect(self.turns.index(number)).top() > bottom:
                break
            found.append(self.turns.rows[number])
        return found

    def _rows_changed(self, first: int, last: int) -> None:
        """Qt lays out a moment later: by then the new heights of what is in view must be no guesses."""
        if self.isVisible():
            self._measure_first()
        self._measure_soon()

    def _measure_soon(self) -> None:
        self._next_to_measure, self._measured_new = 0, False
        self._measuring.start()

    def _measure_some(self) -> None:
        """Measure rows for a moment; at the end of them, lay all out with what is known now."""
        until = time.monotonic() + BATCH
        rows, width = self.turns.rows, self.painter.width
        while self._next_to_measure < len(rows) and time.monotonic() < until:
            row = rows[self._next_to_measure]
            if not self.layouts.measured(row, width):
                self.layouts.laid(row, width)
                self._measured_new = True
            self._next_to_measure += 1
        if self._next_to_measure >= len(rows):
            self._measuring.stop()
            self.layouts.keep_only(rows)
            if self._measured_new:
                self.doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Measure the turns again at the new width; in less height the current turn stays in view if it was."""
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height() and self.model() is not None:
            current = self.currentIndex()
            if 0 <= self.visualRect(current).top() < event.oldSize().height():
                self.scrollTo(current)
        if event.oldSize().width() != event.size().width() and self.model() is not None:
            self.painter.measure()
            self._measure_first()
            self.doItemsLayout()
            self._measure_soon()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Measure what is seen first."""
        super().showEvent(event)
        self.measure_view()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """The text may have grown."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.model() is not None:
            self.layouts.wear(self.font())
            self._measure_soon()
