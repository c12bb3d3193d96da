"""A list of turns for the transcript screen: who, when, the words, and which of them are doubtful."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

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
    """The turns of one transcript."""

    def __init__(self, visit: Visit, transcript: Transcript) -> None:
        super().__init__()
        self._visit = visit
        self._transcript = transcript

    def show(self, transcript: Transcript) -> None:
        """Show a changed transcript. The turns that did not change stay as they are, and so does the selection."""
        before, self._transcript = self._transcript, transcript
        if len(before.turns) != len(transcript.turns):
            self.beginResetModel()
            self.endResetModel()
            return
        for number, (old, new) in enumerate(zip(before.turns, transcript.turns, strict=True)):
            if old != new or before.doubts != transcript.doubts:
                self.dataChanged.emit(self.index(number), self.index(number))

    def turn(self, row: int) -> Turn:
        """The turn in that row."""
        return self._transcript.turns[row]

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """How many turns."""
        return 0 if parent.isValid() else len(self._transcript.turns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's signature)
        """What a row says, to the eye and to a screen reader."""
        turn = self._transcript.turns[index.row()]
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
    """Paints a turn: the speaker and time above the words."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one turn. The selected one has a frame as well as a colour; the worker's own has a bar at its left."""
        theme = self._look.theme
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

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As tall as the words need at the list's width."""
        view = self.parent()
        assert isinstance(view, QListView)
        wide = view.viewport().width() - 8
        height = self._document(index, wide - 2 * SPACE[2]).size().height()
        return QSize(wide, max(44, int(height) + 2 * SPACE[1] + 4))

    def _document(self, index: Index, width: int) -> QTextDocument:
        turn: Turn = index.data(TURN)
        theme, look = self._look.theme, self._look
        document = QTextDocument()
        document.setDefaultFont(self.parent().font())  # type: ignore[union-attr]
        document.setDocumentMargin(0)
        document.setTextWidth(width)
        head = (
            f'<b>{escape(index.data(SPEAKER))}</b> &nbsp; <span style="color:{theme.muted}">{clock(turn.start)}</span>'
        )
        document.setHtml(
            f'<div style="color:{theme.text};line-height:{look.line_spacing}%">{head}<br>{index.data(MARKED)}</div>'
        )
        return document


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
