"""Draws the curve of a soak: memory above, waiting below, minutes across."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

Rows = Sequence[Mapping[str, float | None]]
WIDTH, HEIGHT = 1_100, 720
_LEFT, _RIGHT, _LINES = 80, 30, 5


@dataclass(frozen=True)
class Line:
    """One column of the rows: its name there, its name in words, its colour."""

    column: str
    words: str
    colour: str


@dataclass(frozen=True)
class Panel:
    """Lines that share a scale, and the band of the picture (top and bottom, in pixels) that they are drawn in."""

    title: str
    lines: tuple[Line, ...]
    top: int
    bottom: int


PANELS = (
    Panel(
        "Memory, MB",
        (
            Line("window_mb", "window", "#1f4e79"),
            Line("capture_mb", "capture", "#b3541e"),
            Line("transcriber_mb", "transcriber", "#2e7d4f"),
        ),
        60,
        390,
    ),
    Panel("Longest wait of the window, ms", (Line("longest_wait_ms", "window waits", "#1f4e79"),), 450, 550),
    Panel("Live words behind, s", (Line("behind_s", "behind", "#2e7d4f"),), 610, 670),
)


def draw(rows: Rows, path: Path) -> None:
    """Write the picture as PNG. A Qt application has to be there; at least one row is needed."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont()
    font.setPixelSize(15)
    painter.setFont(font)
    last = max(row["minute"] or 0.0 for row in rows)
    for panel in PANELS:
        _panel(painter, panel, rows, last)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(path))


def _panel(painter: QPainter, panel: Panel, rows: Rows, last: float) -> None:
    top_value = nice_top(max((row[line.column] or 0.0 for row in rows for line in panel.lines), default=0.0))
    _grid(painter, panel, top_value, last)
    across = _LEFT
    for line in panel.lines:
        painter.setPen(QPen(QColor(line.colour), 2))
        for run in unbroken(rows, line.column):
            painter.drawPolyline(QPolygonF([_at(panel, minute, value, last, top_value) for minute, value in run]))
        if len(panel.lines) > 1:
            painter.drawText(across + 160, panel.top - 10, f"— {line.words}")
            across += 130


def _at(panel: Panel, minute: float, value: float, last: float, top_value: float) -> QPointF:
    across = (WIDTH - _LEFT - _RIGHT) * minute / max(last, 1e-9)
    return QPointF(_LEFT + across, panel.bottom - (panel.bottom - panel.top) * value / top_value)


def _grid(painter: QPainter, panel: Panel, top_value: float, last: float) -> None:
    painter.setPen(QColor("#333333"))
    painter.drawText(_LEFT, panel.top - 10, panel.title)
    for number in range(3):
        value = top_value * number / 2
        left, right = _at(panel, 0, value, last, top_value), _at(panel, last, value, last, top_value)
        painter.setPen(QPen(QColor("#cccccc"), 1))
        painter.drawLine(left, right)
        painter.setPen(QColor("#333333"))
        right_of = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, left.y() - 10, _LEFT - 8, 20), right_of, f"{value:g}")
    for number in range(_LINES + 1):
        minute = last * number / _LINES
        place = _at(panel, minute, 0, last, top_value)
        centred = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(QRectF(place.x() - 40, place.y() + 4, 80, 20), centred, f"{minute:.3g} min")


def unbroken(rows: Rows, column: str) -> list[list[tuple[float, float]]]:
    """The runs of rows in which a column has a value, as (minute, value)."""
    runs: list[list[tuple[float, float]]] = [[]]
    for row in rows:
        minute, value = row["minute"], row[column]
        if minute is None or value is None:
            runs.append([])
        else:
            runs[-1].append((minute, value))
    return [run for run in runs if run]


def nice_top(value: float) -> float:
    """The least of 1, 2 and 5 times a power of ten that is at least this; 1 for nothing at all."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value - 1e-9)
