"""Which step of the visit this is, in words and as a row of segments."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme


class Stepper(QWidget):
    """Segments, as many as there are steps; those done are full, this one is full and taller."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._step, self._of = 0, 6
        self.setFixedHeight(10)

    def show_step(self, step: int, of: int) -> None:
        """Show that this is step `step` of `of`, counted from 1."""
        self._step, self._of = step, of
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Long enough for each segment to be seen."""
        return QSize(24 * self._of, 10)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the segments."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide = (self.width() - 4 * (self._of - 1)) / self._of
        for number in range(1, self._of + 1):
            tall = 10 if number == self._step else 6
            painter.setBrush(QColor(self.theme.accent if number <= self._step else self.theme.line))
            painter.drawRoundedRect(QRectF((number - 1) * (wide + 4), (10 - tall) / 2, wide, tall), 3, 3)
        painter.end()
