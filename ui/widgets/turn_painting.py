"""Paints a row of the transcript from its kept lines, with whatever is marked in it just now."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from scribe.visit import TurnId
from ui.own_turns import is_own
from ui.stylesheet import LINE_LENGTH
from ui.theme import SPACE, Look
from ui.widgets.turn_layouts import Laid, TurnLayouts
from ui.widgets.turn_model import TurnModel
from ui.widgets.turn_shown import Row, TurnRow

Index = QModelIndex | QPersistentModelIndex
Span = tuple[int, int]
_EDGE = (4, 2)
"""Pixels between a row's outline and the rows beside it."""


@dataclass
class Marks:
    """What is marked in the list just now, in characters of each turn's text."""

    cursor: tuple[TurnId, Span] | None = None
    found: dict[TurnId, list[Span]] = field(default_factory=dict)
    found_now: tuple[TurnId, Span] | None = None
    spoken: tuple[TurnId, Span] | None = None
    """The word that is being heard or read aloud."""
    sentence: tuple[TurnId, Span] | None = None
    """The sentence that is being read aloud."""


def inside(area: QRect) -> QRect:
    """Where the words of a row are."""
    return area.adjusted(_EDGE[0] + SPACE[2], _EDGE[1] + SPACE[0], -_EDGE[0] - SPACE[2], -_EDGE[1] - SPACE[0])


class TurnPainter(QStyledItemDelegate):
    """Each row's outline, the marks under its words, and the words."""

    def __init__(self, look: Look, layouts: TurnLayouts, marks: Marks, parent: QListView) -> None:
        super().__init__(parent)
        self._look, self._layouts, self._marks, self._view = look, layouts, marks, parent
        self.rows: list[Row] = []
        self.row_width = self.width = 0
        """Pixels from one side of a row to the other, and those that its words have."""
        self.editing: tuple[QPersistentModelIndex, int] | None = None
        """The row whose words are being changed, and how high the editor over it is."""

    def is_edited(self, index: Index) -> bool:
        """Whether an editor is in the place of that row."""
        return self.editing is not None and self.editing[0].row() == index.row()

    def _row(self, index: Index) -> Row:
        model = index.model()
        assert isinstance(model, TurnModel)
        return model.rows[index.row()]

    def measure(self) -> None:
        """See how wide rows are now, and which there are: asked once for all of them."""
        model = self._view.model()
        self.rows = model.rows if isinstance(model, TurnModel) else []
        self.row_width = self._view.viewport().width() - 8
        longest = QApplication.instance().property(LINE_LENGTH)  # type: ignore[union-attr]
        self.width = min(inside(QRect(0, 0, self.row_width, 0)).width(), longest or self.row_width)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As tall as the words need at the list's width; a good guess until they are measured."""
        number = index.row()
        if self.editing is not None and self.editing[0].row() == number:
            return QSize(self.row_width, self.editing[1])
        height = self._layouts.height(self.rows[number], self.width)
        return QSize(self.row_width, max(44, int(height) + 2 * (SPACE[0] + _EDGE[1])))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row. The selected turn has a frame as well as a colour; the worker's own has a bar at its left."""
        if self.is_edited(index):
            return
        row = self._row(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, row)
        laid = self._layouts.laid(row, self.width)
        painter.translate(inside(option.rect).topLeft())
        painter.setPen(QColor(self._look.theme.text))
        laid.lines.draw(painter, QPointF(0, 0), self._marked(row, laid))
        self._paint_boxes(painter, row, laid)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        theme, area = self._look.theme, option.rect.adjusted(*_EDGE, -_EDGE[0], -_EDGE[1])
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if not isinstance(row, TurnRow):
            here = bool(option.state & QStyle.StateFlag.State_HasFocus)
            pen = QPen(QColor(theme.focus if here else theme.edge), 3 if here else 1, Qt.PenStyle.DashLine)
            ground = theme.sunken
        elif row.all_left_out:
            pen = QPen(QColor(theme.accent if chosen else theme.edge), 2, Qt.PenStyle.DotLine)
            ground = theme.accent_soft if chosen else theme.sunken
        else:
            pen = QPen(QColor(theme.accent if chosen else theme.card), 2)
            ground = theme.accent_soft if chosen else theme.card
        painter.setPen(pen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(area), 8, 8)
        if isinstance(row, TurnRow) and is_own(row.turn):
            painter.fillRect(area.left() + 2, area.top() + 6, 4, area.height() - 12, QColor(theme.edge))

    def _marked(self, row: Row, laid: Laid) -> list[QTextLayout.FormatRange]:
        """Colours under and of the words: what was found, what is being heard, and the cursor on top."""
        if not isinstance(row, TurnRow):
            return []
        theme, turn = self._look.theme, row.turn.id
        made = [self._range(laid, span, theme.mark, theme.on_mark) for span in self._marks.found.get(turn, ())]
        for mark, ground, ink in (
            (self._marks.sentence, theme.mark, theme.on_mark),
            (self._marks.spoken, theme.mark, theme.on_mark),
            (self._marks.found_now, theme.accent, theme.on_accent),
            (self._marks.cursor, theme.accent, theme.on_accent),
        ):
            if mark is not None and mark[0] == turn:
                made.append(self._range(laid, mark[1], ground, ink))
        return made

    @staticmethod
    def _range(laid: Laid, span: Span, ground: str, ink: str) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        start, end = laid.shown.span(*span)
        made.start, made.length = start, end - start
        colours = QTextCharFormat()
        colours.setBackground(QColor(ground))
        colours.setForeground(QColor(ink))
        made.format = colours
        return made

    def _paint_boxes(self, painter: QPainter, row: Row, laid: Laid) -> None:
        """A dotted box around what is off the record, and a solid one around the word that is being heard."""
        if not isinstance(row, TurnRow):
            return
        theme = self._look.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not row.all_left_out:
            painter.setPen(QPen(QColor(theme.edge), 2, Qt.PenStyle.DotLine))
            for span in row.spans(row.left_out):
                for box in laid.boxes(*laid.shown.span(*span)):
                    painter.drawRect(box.adjusted(-2, 0, 2, 0))
        spoken = self._marks.spoken
        if spoken is not None and spoken[0] == row.turn.id:
            painter.setPen(QPen(QColor(theme.focus), 2))
            for box in laid.boxes(*laid.shown.span(*spoken[1])):
                painter.drawRoundedRect(box.adjusted(-2, -1, 2, 1), 4, 4)
