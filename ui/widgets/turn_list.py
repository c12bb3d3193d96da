"""A list of turns for the transcript screen: who, when, the words, and which of them are doubtful."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from scribe.transcript_gaps import NotRecorded, with_gaps
from scribe.visit import Doubt, Transcript, Turn, Visit
from ui.own_turns import is_own, source_words
from ui.theme import SPACE, Look
from ui.words import Transcript as Words
from ui.words import clock

Index = QModelIndex | QPersistentModelIndex
TURN = Qt.ItemDataRole.UserRole
MARKED = Qt.ItemDataRole.UserRole + 1
SPEAKER = Qt.ItemDataRole.UserRole + 2
_ROOT = QModelIndex()


def doubtful_spans(turn: Turn, doubts: tuple[Doubt, ...]) -> tuple[tuple[int, int], ...]:
    """Which characters of a turn's text its doubts are about. A word that is no longer in the text marks nothing."""
    places: list[tuple[int, int] | None] = []
    start = 0
    for word in turn.words:
        at = turn.text.find(word.text.strip(), start)
        places.append(None if at < 0 else (at, at + len(word.text.strip())))
        start = start if at < 0 else at + len(word.text.strip())
    spans = []
    for doubt in doubts:
        inside = [place for place in places[doubt.from_word : doubt.to_word] if place]
        if doubt.turn == turn.id and inside:
            spans.append((inside[0][0], inside[-1][1]))
    return tuple(sorted(spans))


def marked(text: str, spans: tuple[tuple[int, int], ...], before: str, after: str) -> str:
    """HTML of the text with each span between `before` and `after`. Spans are in order; overlaps are joined."""
    parts, at = [], 0
    for start, end in spans:
        start = max(start, at)
        if end <= start:
            continue
        parts += [escape(text[at:start]), before, escape(text[start:end]), after]
        at = end
    return "".join([*parts, escape(text[at:])])


class TurnModel(QAbstractListModel):
    """The turns of one transcript, with a line of its own wherever nothing was recorded."""

    def __init__(self, visit: Visit, transcript: Transcript) -> None:
        super().__init__()
        self._visit = visit
        self._transcript = transcript
        self._parts = with_gaps(transcript)

    def show(self, transcript: Transcript) -> None:
        """Show a changed transcript. The turns that did not change stay as they are, and so does the selection."""
        before, parts_before = self._transcript, self._parts
        self._transcript, self._parts = transcript, with_gaps(transcript)
        if len(parts_before) != len(self._parts):
            self.beginResetModel()
            self.endResetModel()
            return
        for number, (old, new) in enumerate(zip(parts_before, self._parts, strict=True)):
            if old != new or before.doubts != transcript.doubts:
                self.dataChanged.emit(self.index(number), self.index(number))

    def turn(self, row: int) -> Turn | None:
        """The turn in that row; None where the row tells of what was not recorded."""
        part = self._parts[row]
        return None if isinstance(part, NotRecorded) else part

    def turn_after(self, row: int) -> int:
        """The next row below that is a turn, or the same row where there is none."""
        below = range(row + 1, len(self._parts))
        return next((number for number in below if self.turn(number) is not None), row)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """How many rows."""
        return 0 if parent.isValid() else len(self._parts)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Any row can be reached and read; only a turn can be chosen."""
        row = super().flags(index)
        return row if self.turn(index.row()) is not None else row & ~Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's signature)
        """What a row says, to the eye and to a screen reader."""
        part = self._parts[index.row()]
        if isinstance(part, NotRecorded):
            words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return part.sentence if role in words else None
        return self._turn_data(part, role)

    def _turn_data(self, turn: Turn, role: int) -> Any:  # noqa: ANN401 (Qt's)
        speaker = self.speaker(turn)
        spans = doubtful_spans(turn, self._transcript.doubts)
        if role == TURN:
            return turn
        if role == SPEAKER:
            return speaker
        if role == MARKED:
            return marked(turn.text, spans, "<u><b>", "</b></u> [?]")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return Words.turn(speaker, clock(turn.start), turn.text, bool(spans))
        return None

    def speaker(self, turn: Turn) -> str:
        """Who said it, by name where there is one; or how the worker put it down."""
        return source_words(turn, self._visit)


class TurnDelegate(QStyledItemDelegate):
    """Paints a turn: the speaker and time above the words; or, without a card, what was not recorded."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row. The selected turn has a frame as well as a colour; the worker's own has a bar at its left."""
        theme = self._look.theme
        if index.data(TURN) is None:
            self._paint_gap(painter, option, index)
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        area = option.rect.adjusted(4, 2, -4, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if chosen else theme.card), 2))
        painter.setBrush(QColor(theme.accent_soft if chosen else theme.card))
        painter.drawRoundedRect(QRectF(area), 8, 8)
        if is_own(index.data(TURN)):
            painter.fillRect(area.left() + 2, area.top() + 6, 4, area.height() - 12, QColor(theme.edge))
        painter.translate(area.left() + SPACE[2], area.top() + SPACE[1])
        self._document(index, area.width() - 2 * SPACE[2]).drawContents(painter)
        painter.restore()

    def _paint_gap(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A dashed outline, which no turn has; a thicker one in the colour of focus while the keyboard is on it."""
        theme = self._look.theme
        here = bool(option.state & QStyle.StateFlag.State_HasFocus)
        area = option.rect.adjusted(4, 2, -4, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(theme.sunken))
        painter.setPen(
            QPen(QColor(theme.focus if here else theme.edge), 3 if here else 1, Qt.PenStyle.DashLine)
        )
        painter.drawRoundedRect(QRectF(area), 8, 8)
        painter.translate(area.left() + SPACE[2], area.top() + SPACE[1])
        self._document(index, area.width() - 2 * SPACE[2]).drawContents(painter)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As tall as the words need at the list's width."""
        view = self.parent()
        assert isinstance(view, QListView)
        wide = view.viewport().width() - 8
        height = self._document(index, wide - 2 * SPACE[2]).size().height()
        return QSize(wide, max(44, int(height) + 2 * SPACE[1] + 4))

    def _document(self, index: Index, width: int) -> QTextDocument:
        theme, look = self._look.theme, self._look
        document = QTextDocument()
        document.setDefaultFont(self.parent().font())  # type: ignore[union-attr]
        document.setDocumentMargin(0)
        document.setTextWidth(width)
        words = escape(index.data()) if index.data(TURN) is None else self._turn_words(index)
        document.setHtml(f'<div style="color:{theme.text};line-height:{look.line_spacing}%">{words}</div>')
        return document

    def _turn_words(self, index: Index) -> str:
        turn: Turn = index.data(TURN)
        at = f'<span style="color:{self._look.theme.muted}">{clock(turn.start)}</span>'
        return f"<b>{escape(index.data(SPEAKER))}</b> &nbsp; {at}<br>{index.data(MARKED)}"


class TurnList(QListView):
    """Turns to choose from; number keys and letters are passed on instead of searching."""

    key_pressed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setAccessibleName(Words.LIST)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # A visit of an hour has some 600 turns; batches keep the window free while they are measured.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(40)
        self.setItemDelegate(TurnDelegate(look, self))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Pass single characters on to the screen; arrows and the rest move as in any list."""
        text = event.text()
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if plain and text.isprintable() and text.strip():
            self.key_pressed.emit(text.upper())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Measure the turns again at the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
