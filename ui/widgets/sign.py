"""Small drawn signs beside messages: drawn, because no reading typeface has them, and always beside words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QWidget

SIGNS = ("info", "warn", "danger", "good", "needs")


class Sign(QLabel):
    """One sign, in the colour of the words beside it. Screen readers pass over it: the words say the same."""

    def __init__(self, which: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.which = which
        self._fit()

    def show_sign(self, which: str) -> None:
        """Show another sign."""
        self.which = which
        self._fit()
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Grow with the words."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        side = self.fontMetrics().height()
        if self.width() != side or self.minimumWidth() != side:
            self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw it on a square of 20 units."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 20, self.height() / 20)
        pen = QPen(self.palette().windowText().color(), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for line in _LINES[self.which]:
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))
        if self.which in ("info", "good"):
            painter.drawEllipse(QRectF(2, 2, 16, 16))
        painter.end()


_TRIANGLE = (
    ((10.0, 2.5), (18.0, 17.0), (2.0, 17.0), (10.0, 2.5)),
    ((10.0, 8.0), (10.0, 11.5)),
    ((10.0, 14.3), (10.0, 14.4)),
)
_LINES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "warn": _TRIANGLE,
    "danger": _TRIANGLE,
    "info": (((10.0, 9.5), (10.0, 14.0)), ((10.0, 6.3), (10.0, 6.4))),
    "good": (((6.2, 10.4), (9.0, 13.0), (13.8, 7.4)),),
    "needs": (((4.5, 18.0), (4.5, 3.0), (15.5, 3.0), (12.5, 6.75), (15.5, 10.5), (4.5, 10.5)),),
}
