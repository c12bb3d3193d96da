"""Knows how far somebody has read in a scroll area, so that nothing is confirmed whose end was never in view."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

_PAGE = 0.8
"""How much of the view 'Read on' moves: the last lines stay, so that the place is not lost."""


class Reading(QObject):
    """`ends` gives the last line of each part. A part counts as read once its last line has been in view."""

    changed = Signal()

    def __init__(self, area: QScrollArea, ends: Callable[[], dict[Hashable, QWidget]], parent: QObject) -> None:
        super().__init__(parent)
        self._area, self._ends = area, ends
        self._read: set[Hashable] = set()
        self._place: tuple[QWidget, int] | None = None
        # Heights are only right once Qt has laid the page out: that is at the next turn of the event loop.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)
        bar = area.verticalScrollBar()
        # A method of its own: it is let go of together with the timer, whatever the bar does at its end.
        bar.valueChanged.connect(self._look_soon)
        bar.rangeChanged.connect(self._look_soon)

    def done(self, part: Hashable) -> bool:
        """Whether the end of this part has been in view."""
        return part in self._read

    def read_on(self, part: Hashable) -> None:
        """Move down by most of a view. At the end of everything there is no more to read."""
        bar = self._area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + round(_PAGE * self._area.viewport().height()))
        if bar.value() == before:
            self._read.add(part)
        self._note()

    def bring(self, widget: QWidget, above: int) -> None:
        """Show the widget at the top of the view, with so many pixels of what comes before it."""
        self._place = (widget, above)
        self._scroll_to_place()
        self._soon.start(0)

    def _look_soon(self) -> None:
        self._soon.start(0)

    def _look(self) -> None:
        self._scroll_to_place()
        self._place = None
        if self._note():
            self.changed.emit()

    def _scroll_to_place(self) -> None:
        if self._place is not None:
            widget, above = self._place
            self._area.verticalScrollBar().setValue(self._y(widget, 0) - above)

    def _note(self) -> bool:
        """Note which ends are in view. Returns whether any is new."""
        view = self._area.viewport()
        if not view.isVisible():
            return False
        top = self._area.verticalScrollBar().value()
        seen = {part for part, end in self._ends().items() if top <= self._y(end, end.height()) <= top + view.height()}
        new = seen - self._read
        self._read |= seen
        return bool(new)

    def _y(self, widget: QWidget, down: int) -> int:
        inside = self._area.widget()
        assert inside is not None
        return widget.mapTo(inside, QPoint(0, down)).y()
