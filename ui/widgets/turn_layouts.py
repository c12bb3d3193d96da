"""Turns laid out as lines, and how high each is: guessed until it is measured, kept while nothing of it changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from ui.theme import Look
from ui.widgets.turn_shown import Ink, Row, Shown, TurnRow, shown

KEPT = 120
"""Rows whose lines are kept: several views full. A row is laid out again in less than a millisecond."""


@dataclass(frozen=True)
class Laid:
    """A row laid out: `lines` can be drawn, and knows which character is where."""

    row: Row
    width: int
    shown: Shown
    lines: QTextLayout
    height: float

    def place_at(self, point: QPointF) -> int | None:
        """Which character of the turn's words is at this point, or None above them."""
        for number in range(self.lines.lineCount()):
            line = self.lines.lineAt(number)
            if point.y() < line.y() + line.height() or number == self.lines.lineCount() - 1:
                at = line.xToCursor(point.x(), line.CursorPosition.CursorOnCharacter)
                return self.shown.place(at) if at >= self.shown.body else None
        return None

    def boxes(self, start: int, end: int) -> list[QRectF]:
        """Where the characters `start` up to `end` of `shown.text` stand: a box on each line."""
        found = []
        for number in range(self.lines.lineCount()):
            line = self.lines.lineAt(number)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = _x(line, first), _x(line, last)
                found.append(QRectF(min(left, right), line.y(), abs(right - left), line.height()))
        return found


class TurnLayouts:
    """Lays rows out in one look. Widths and heights are pixels."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._font = QFont()
        self._kept: OrderedDict[int, Laid] = OrderedDict()
        self._heights: dict[int, tuple[Row, int, float]] = {}
        self._spacing = look.line_spacing / 100
        self._line = self._character = 0.0

    def wear(self, font: QFont) -> None:
        """Use this typeface: nothing that was measured holds any more."""
        if font != self._font or not self._line:
            self._font = font
            metrics = QFontMetricsF(font)
            self._line, self._character = metrics.height() * self._spacing, metrics.averageCharWidth() * 1.06
            self._kept.clear()
            self._heights.clear()

    def laid(self, row: Row, width: int) -> Laid:
        """The row's lines at that width."""
        known = self._kept.get(id(row))
        if known is not None and known.row is row and known.width == width:
            self._kept.move_to_end(id(row))
            return known
        made = self._lay(row, width)
        self._kept[id(row)] = made
        self._kept.move_to_end(id(row))
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._heights[id(row)] = (row, width, made.height)
        return made

    def measured(self, row: Row, width: int) -> bool:
        """Whether its height at that width is known, and no guess."""
        known = self._heights.get(id(row))
        return known is not None and known[0] is row and known[1] == width

    def height(self, row: Row, width: int) -> float:
        """How high it is; guessed from its length, or from its height at another width, until it is measured."""
        known = self._heights.get(id(row))
        if known is not None and known[0] is row:
            return known[2] if known[1] == width else known[2] * known[1] / max(1, width)
        return (2 + int(self._long(row) / max(1, width))) * self._line

    def keep_only(self, rows: Iterable[Row]) -> None:
        """Forget whatever is in the list no more: nothing of a visit stays behind."""
        there = {id(row) for row in rows}
        for gone in [key for key in self._heights if key not in there]:
            del self._heights[gone]
            self._kept.pop(gone, None)

    def _long(self, row: Row) -> float:
        """How many pixels its words would be on one line, about."""
        return len(row.turn.text if isinstance(row, TurnRow) else row.sentence) * self._character

    def _lay(self, row: Row, width: int) -> Laid:
        what = shown(row)
        lines = QTextLayout(what.text, self._font)
        lines.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        lines.setTextOption(option)
        lines.setFormats([self._range(*ink) for ink in what.inks])
        return Laid(row, width, what, lines, self._break(lines, width))

    def _break(self, lines: QTextLayout, width: int) -> float:
        """Break into lines, with what the line spacing adds shared out above and below each."""
        y = 0.0
        lines.beginLayout()
        while (line := lines.createLine()).isValid():
            line.setLineWidth(max(1, width))
            high = line.height() * self._spacing
            line.setPosition(QPointF(0, y + (high - line.height()) / 2))
            y += high
        lines.endLayout()
        return y

    def _range(self, start: int, end: int, ink: Ink) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start, made.length = start, end - start
        made.format = self._format(ink)
        return made

    def _format(self, ink: Ink) -> QTextCharFormat:
        made = QTextCharFormat()
        match ink:
            case Ink.SPEAKER:
                made.setFontWeight(QFont.Weight.Bold)
            case Ink.MUTED:
                made.setForeground(QColor(self._look.theme.muted))
            case Ink.DOUBT:
                made.setFontWeight(QFont.Weight.Bold)
                made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            case Ink.LEFT_OUT:
                made.setFontStrikeOut(True)
                made.setForeground(QColor(self._look.theme.muted))
        return made


def _x(line: object, place: int) -> float:
    at = line.cursorToX(place)  # type: ignore[attr-defined]
    return float(at[0] if isinstance(at, tuple) else at)
