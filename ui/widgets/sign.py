"""Small drawn signs beside words: drawn, because no reading typeface has them, and never without the words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

SIGNS = ("info", "warn", "danger", "good", "needs", "keep", "change", "out", "back")


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
        """Draw it."""
        painter = QPainter(self)
        _draw(painter, self.which, self.width(), self.palette().windowText().color())
        painter.end()


class SignButton(QPushButton):
    """A button with a sign before its words, as large as they are: what it does is told by a shape too."""

    def __init__(self, words: str, which: str) -> None:
        super().__init__(words)
        self.which = which
        self._drawn: tuple[int, str] | None = None
        self._dress()

    def show_sign(self, which: str) -> None:
        """Show another sign."""
        if which != self.which:
            self.which, self._drawn = which, None
            self._dress()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Grow with the words, and be in their colour."""
        super().changeEvent(event)
        kinds = (QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.EnabledChange)
        if event.type() in kinds:
            self._dress()

    def _dress(self) -> None:
        side = self.fontMetrics().ascent()
        colour = self.palette().buttonText().color()
        if self._drawn != (side, colour.name()):
            self._drawn = (side, colour.name())
            self.setIconSize(QSize(side + _APART, side))
            self.setIcon(_icon(self.which, side, colour))


def _icon(which: str, side: int, colour: QColor) -> QIcon:
    """Twice as fine as it is shown, for screens that have the dots."""
    picture = QPixmap(2 * (side + _APART), 2 * side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _draw(painter, which, 2 * side, colour)
    painter.end()
    return QIcon(picture)


def _draw(painter: QPainter, which: str, side: int, colour: QColor) -> None:
    """On a square of 20 units."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / 20, side / 20)
    pen = QPen(colour, 2.4 if which in _BOLD else 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for line in _LINES[which]:
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))
    if which in ("info", "good"):
        painter.drawEllipse(QRectF(2, 2, 16, 16))


_BOLD = ("keep", "change", "out", "back")
_APART = 6
"""Pixels between a sign and the words."""

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
    "keep": (((3.0, 10.5), (8.0, 15.5), (17.0, 4.5)),),
    "change": (
        ((3.0, 17.0), (4.2, 12.6), (13.4, 3.4), (16.6, 6.6), (7.4, 15.8), (3.0, 17.0)),
        ((11.2, 5.6), (14.4, 8.8)),
    ),
    "back": (((8.0, 4.0), (3.0, 9.0), (8.0, 14.0)), ((3.0, 9.0), (13.0, 9.0), (17.0, 13.0), (17.0, 17.0))),
    "out": (((4.5, 4.5), (15.5, 15.5)), ((15.5, 4.5), (4.5, 15.5))),
    "needs": (((4.5, 18.0), (4.5, 3.0), (15.5, 3.0), (12.5, 6.75), (15.5, 10.5), (4.5, 10.5)),),
}
