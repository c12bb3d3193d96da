"""Dims all but the line, turn or statement that is being read; it follows keyboard, mouse, caret and voice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QCursor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui.theme import SHADE, Theme, dimming

Place = Callable[[], QRect | None]
"""Where the person is reading, in the pixels of the area's viewport; None where nobody knows: nothing is dimmed."""
Under = Callable[[QPoint], QRect | None]
"""The same of whatever is under a point."""
_LOOKS_EVERY = 66
_ROOM = 4
"""Pixels above and below what is read that are not dimmed."""
_EDGE = 3


class LineFocus(QWidget):
    """Lies over one scroll area and lets every press through. What is dimmed can still be read: `ui.theme.dimming`."""

    def __init__(self, area: QAbstractScrollArea, theme: Theme, place: Place, under: Under = lambda _: None) -> None:
        super().__init__(area)
        self._area, self._place, self._under = area, place, under
        self._edge = QColor(theme.accent)
        self._shade = QColor(SHADE)
        self._shade.setAlphaF(dimming(theme))
        self._band: QRect | None = None
        self._kept: QRect | None = None
        self._inside: QRect | None = None
        self._mouse: QPoint | None = None
        self._mouse_before = QPoint()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOKS_EVERY)
        self._looking.timeout.connect(self.look)
        area.verticalScrollBar().valueChanged.connect(lambda _: self.look())
        area.viewport().installEventFilter(self)
        self.hide()

    @property
    def on(self) -> bool:
        """Whether it dims."""
        return not self.isHidden()

    @property
    def band(self) -> QRect | None:
        """What is not dimmed, in the pixels of the viewport."""
        return self._band

    def set_on(self, on: bool) -> None:
        """Dim, or dim no more."""
        self.setVisible(on)
        if on:
            self._mouse_before = QCursor.pos()
            self._cover()
            self._looking.start()
            self.look()
        else:
            self._looking.stop()

    def look(self) -> None:
        """Look where the person is reading now. The mouse counts from when it moves to when anything else does."""
        if self.isHidden():
            return
        kept, mouse = self._place(), QCursor.pos()
        inside = kept.translated(0, self._area.verticalScrollBar().value()) if kept is not None else None
        if inside != self._inside:
            self._mouse = None
        if mouse != self._mouse_before:
            at = self._area.viewport().mapFromGlobal(mouse)
            self._mouse = at if self._area.viewport().rect().contains(at) else None
        self._kept, self._inside, self._mouse_before = kept, inside, mouse
        self._show((self._under(self._mouse) if self._mouse is not None else None) or kept)

    def point_at(self, at: QPoint) -> None:
        """What the mouse does when it is moved there (in the viewport's pixels)."""
        self._mouse = at
        self._show(self._under(at) or self._kept)

    def _show(self, band: QRect | None) -> None:
        if band != self._band:
            self._band = band
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Stay as large as the viewport."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._cover()
        return super().eventFilter(watched, event)

    def _cover(self) -> None:
        self.setGeometry(self._area.viewport().geometry())
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Shade all but the band; two lines mark it too, so that it is not seen by brightness alone."""
        if self._band is None:
            return
        band = QRect(0, self._band.y() - _ROOM, self.width(), self._band.height() + 2 * _ROOM)
        painter = QPainter(self)
        painter.setClipRegion(QRegion(self.rect()).subtracted(QRegion(band)))
        painter.fillRect(self.rect(), self._shade)
        painter.fillRect(0, band.top() - _EDGE, self.width(), _EDGE, self._edge)
        painter.fillRect(0, band.bottom() + 1, self.width(), _EDGE, self._edge)


def rect_of(widget: QWidget | None, area: QAbstractScrollArea) -> QRect | None:
    """Where a widget that is inside a scroll area is; None where it isn't, or isn't shown."""
    inside = widget is not None and area.viewport().isAncestorOf(widget) and widget.isVisibleTo(area)
    return QRect(widget.mapTo(area.viewport(), QPoint()), widget.size()) if inside and widget is not None else None
