"""How loud the sound is: a bar in decibels that holds its peak, with its zones in words."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import SPACE
from ui.words import Level as Words

QUIETEST = -60.0
"""dBFS at which the bar is empty."""
GOOD_FROM = -45.0
"""dBFS, mean of a tenth of a second: quiet speech at a table is about this."""
LOUD_FROM = -3.0
"""dBFS of the loudest sample, from which speech begins to be cut off at the top."""
_RECENT = 4.0
"""Seconds that the words look back: a breath between two sentences is not 'too quiet'."""
_OFTEN = 3
"""Looks within those seconds that it takes: a door that slams is not 'too loud'."""
_HOLD = 1.5
"""Seconds that the peak stays where it was."""
_FALL = 24.0
"""Decibels a second by which bar and peak fall."""


class Zone(StrEnum):
    """How loud it has been lately, in the words that are shown."""

    NOTHING = ""
    TOO_QUIET = Words.TOO_QUIET
    GOOD = Words.GOOD
    TOO_LOUD = Words.TOO_LOUD


SAID = {
    Zone.NOTHING: Words.SAID_NOTHING,
    Zone.TOO_QUIET: Words.SAID_QUIET,
    Zone.GOOD: Words.SAID_GOOD,
    Zone.TOO_LOUD: Words.SAID_LOUD,
}
"""What a person is told of each zone."""


class Loudness:
    """What a meter shows of the levels it hears: the bar, the peak that is held, and the zone. All in dBFS."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self.forget()

    def forget(self) -> None:
        """Nothing is being heard."""
        self._heard: deque[tuple[float, float, float]] = deque()
        self._last = self._peak_at = self._now()
        self.bar = self.peak = QUIETEST

    def hear(self, level: float, peak: float) -> None:
        """The mean level and the loudest sample of the last tenth of a second."""
        at = self._now()
        fall = _FALL * (at - self._last)
        self._last = at
        self.bar = max(level, self.bar - fall, QUIETEST)
        if peak >= self.peak:
            self.peak, self._peak_at = peak, at
        elif at - self._peak_at > _HOLD:
            self.peak = max(peak, self.peak - fall, QUIETEST)
        self._heard.append((at, level, peak))
        while self._heard[0][0] < at - _RECENT:
            self._heard.popleft()

    @property
    def zone(self) -> Zone:
        """How loud it was in the last seconds."""
        if len(self._heard) < _OFTEN:
            return Zone.NOTHING
        if sum(peak >= LOUD_FROM for _, _, peak in self._heard) >= _OFTEN:
            return Zone.TOO_LOUD
        if sum(level >= GOOD_FROM for _, level, _ in self._heard) >= _OFTEN:
            return Zone.GOOD
        return Zone.TOO_QUIET


class LevelMeter(QWidget):
    """The bar. A screen reader is told the zone when it changes, never ten times a second. `small`: without words."""

    def __init__(self, *, small: bool = False, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._small = small
        self.loudness = Loudness(now)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    @property
    def zone(self) -> Zone:
        """How loud it was in the last seconds."""
        return self.loudness.zone

    def show_level(self, level: float, peak: float) -> None:
        """Move the bar to a level and a peak in dBFS: 0 is the loudest there is."""
        self.loudness.hear(level, peak)
        self._name()
        self.update()

    def rest(self) -> None:
        """Show that nothing is being heard."""
        self.loudness.forget()
        self._name()
        self.update()

    def _name(self) -> None:
        name = Words.spoken(self.zone or Words.SAID_NOTHING)
        if name != self.accessibleName():
            self.setAccessibleName(name)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as the bar and the words under it."""
        words = 0 if self._small else self.fontMetrics().height() + SPACE[0]
        return QSize(120 if self._small else 240, self._bar_height() + words)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """No lower than that."""
        return self.sizeHint()

    def _bar_height(self) -> int:
        return 16 if self._small else max(28, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The bar, the lines between the zones, the peak, and under it what each zone is called."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(1, 1, self.width() - 2, self._bar_height() - 2)
        inside = QPainterPath()
        inside.addRoundedRect(frame, 8, 8)
        painter.save()
        painter.setClipPath(inside)
        self._paint_zones(painter, frame)
        painter.restore()
        painter.setPen(QPen(self._colour(QPalette.ColorRole.WindowText), 2))
        painter.drawPath(inside)
        if not self._small:
            self._paint_words(painter, frame)
        painter.end()

    def _paint_zones(self, painter: QPainter, frame: QRectF) -> None:
        ink = self._colour(QPalette.ColorRole.WindowText)
        painter.fillRect(frame, self._colour(QPalette.ColorRole.AlternateBase))
        loud = QRectF(self._at(LOUD_FROM), frame.top(), frame.right() - self._at(LOUD_FROM), frame.height())
        painter.fillRect(loud, QBrush(ink, Qt.BrushStyle.BDiagPattern))
        bar = QRectF(frame.left(), frame.top(), self._at(self.loudness.bar) - frame.left(), frame.height())
        painter.fillRect(bar, self._colour(QPalette.ColorRole.Highlight))
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
        for decibels in (GOOD_FROM, LOUD_FROM):
            painter.drawLine(int(self._at(decibels)), int(frame.top()), int(self._at(decibels)), int(frame.bottom()))
        if self.loudness.peak > QUIETEST:
            at = min(self._at(self.loudness.peak), frame.right() - 3)
            painter.fillRect(QRectF(at - 2, frame.top(), 4, frame.height()), ink)

    def _paint_words(self, painter: QPainter, frame: QRectF) -> None:
        metrics = self.fontMetrics()
        good = (self._at(GOOD_FROM) + self._at(LOUD_FROM)) / 2 - metrics.horizontalAdvance(Words.GOOD) / 2
        places = (
            (Zone.TOO_QUIET, 0.0),
            (Zone.GOOD, good),
            (Zone.TOO_LOUD, frame.right() - metrics.horizontalAdvance(Words.TOO_LOUD) - SPACE[2]),
        )
        for zone, x in places:
            font = self.font()
            font.setBold(zone is self.zone)
            font.setUnderline(zone is self.zone)
            painter.setFont(font)
            painter.setPen(self._colour(QPalette.ColorRole.WindowText))
            painter.drawText(int(x), int(frame.bottom()) + SPACE[0] + metrics.ascent(), zone.value)

    def _at(self, decibels: float) -> float:
        """Where a level is, in pixels from the left."""
        share = (decibels - QUIETEST) / -QUIETEST
        return 1 + (self.width() - 2) * max(0.0, min(1.0, share))

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)
