"""The list of turns: turns to choose from, a cursor that moves from word to word, and a view that never jumps."""

from __future__ import annotations

import time

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from scribe.visit import TurnId
from ui.theme import Look
from ui.widgets.turn_layouts import TurnLayouts
from ui.widgets.turn_model import TURN, TurnModel
from ui.widgets.turn_painting import Marks, Span, TurnPainter, inside
from ui.widgets.turn_shown import Row, TurnRow
from ui.words_transcript import Transcript as Words

Index = QModelIndex | QPersistentModelIndex
BATCH = 0.008
"""Seconds at a time that may go into measuring turns which are not in view yet."""
NAMED_KEYS = {
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_F2: "Enter",
    Qt.Key.Key_Escape: "Esc",
}


def key_name(event: QKeyEvent) -> str:
    """A plain key as the screen knows it: 'N', 'Shift+N', '7', 'Space'; '' for any other."""
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return ""
    if event.key() in NAMED_KEYS:
        return NAMED_KEYS[Qt.Key(event.key())]
    text = event.text()
    if not (text.isprintable() and text.strip()):
        return ""
    shifted = text.isalpha() and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return f"Shift+{text.upper()}" if shifted else text.upper()


class TurnList(QListView):
    """Shows a `TurnModel`. Plain keys that don't move anything are passed on by `key_pressed`."""

    key_pressed = Signal(str)
    word_moved = Signal()
    """The cursor has come to another word, or to none."""
    double_clicked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.marks = Marks()
        self.layouts = TurnLayouts(look)
        self.painter = TurnPainter(look, self.layouts, self.marks, self)
        self._anchor: tuple[Row, int] | None = None
        self._holding = False
        self._first_word = self._last_word = -1
        self.setAccessibleName(Words.LIST)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(self.painter)
        self._measuring = QTimer(self)
        self._measuring.setInterval(0)
        self._measuring.timeout.connect(self._measure_some)
        self._next_to_measure, self._measured_new = 0, False

    # --- the model

    def show_model(self, model: TurnModel) -> None:
        """Show this transcript."""
        self.layouts.wear(self.font())
        self.setModel(model)
        self.painter.measure()
        model.dataChanged.connect(lambda top, bottom: self._rows_changed(top.row(), bottom.row()))
        for moved in (model.rowsInserted, model.rowsRemoved):
            moved.connect(lambda *_: self._measure_soon())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.leave_words())
        self._measure_soon()

    @property
    def turns(self) -> TurnModel:
        """The transcript that is shown."""
        model = self.model()
        assert isinstance(model, TurnModel)
        return model

    def current(self) -> TurnRow | None:
        """The turn that the keyboard is at; None at a gap."""
        return self.turns.turn_row(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def go_to(self, turn: TurnId) -> bool:
        """Go to that turn, and choose only it. Says whether it is there."""
        row = self.turns.row_of(turn)
        if row is None:
            return False
        self.go_to_row(row)
        return True

    def go_to_row(self, row: int) -> None:
        """Go to that row, and choose only it."""
        index = self.turns.index(row)
        choose = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, choose)
        self.measure_view()
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.measure_view()

    # --- the cursor among the words

    @property
    def words(self) -> tuple[int, int] | None:
        """The words that are chosen in the current turn, from and up to; None where the whole turn is."""
        if self._last_word < 0:
            return None
        first, last = sorted((self._first_word, self._last_word))
        return first, last + 1

    def choose_words(self, first: int, last: int, *, tell: bool = True) -> None:
        """Put the cursor on words `first` to `last` of the current turn."""
        row = self.current()
        if row is None or not row.turn.words:
            return
        most = len(row.turn.words) - 1
        self._first_word, self._last_word = max(0, min(most, first)), max(0, min(most, last))
        self._mark_cursor()
        if tell:
            self._say_word(row)

    def leave_words(self) -> None:
        """The whole turn is meant again."""
        if self._last_word >= 0:
            self._first_word = self._last_word = -1
            self._mark_cursor()

    def _mark_cursor(self) -> None:
        row, words = self.current(), self.words
        span = row.span(*words) if row is not None and words is not None else None
        self.marks.cursor = (row.turn.id, span) if row is not None and span else None
        self.viewport().update()
        self.word_moved.emit()

    def refresh_words(self) -> None:
        """The current turn may have other words now: keep the cursor where it can stay."""
        row = self.current()
        if row is None or self._last_word >= len(row.turn.words):
            self.leave_words()
        elif self._last_word >= 0:
            self._mark_cursor()

    def _say_word(self, row: TurnRow) -> None:
        words = self.words
        if words is not None:
            said = " ".join(word.text.strip() for word in row.turn.words[slice(*words)])
            doubtful = any(d.from_word < words[1] and d.to_word > words[0] for d in row.doubts)
            self.say(Words.word(said, *([Words.MISHEARD] if doubtful else [])))

    def say(self, words: str) -> None:
        """Have a screen reader say this now."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _move_word(self, by: int, *, extend: bool) -> None:
        """To the next word, or to the turn beside where there is none."""
        row = self.current()
        if row is None or not row.turn.words:
            self._move_turn(by)
            return
        at = self._last_word + by if self._last_word >= 0 else (0 if by > 0 else len(row.turn.words) - 1)
        if 0 <= at < len(row.turn.words):
            self.choose_words(self._first_word if extend and self._first_word >= 0 else at, at)
        elif not extend:
            self._move_turn(by)

    def _move_turn(self, by: int) -> None:
        now = self.currentIndex().row()
        row = self.turns.turn_after(now) if by > 0 else self.turns.turn_before(now)
        if row != now:
            self.go_to_row(row)
            there = self.current()
            last = len(there.turn.words) - 1 if there is not None else 0
            self.choose_words(*((0, 0) if by > 0 else (last, last)))

    # --- keys and mouse

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window does, while there is anything here to leave by it."""
        asks = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asks and event.key() == Qt.Key.Key_Escape and self.leaves_by_escape():  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def leaves_by_escape(self) -> bool:
        """Whether Esc means something here: else it goes back, as everywhere."""
        return self.words is not None or bool(self.marks.found)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left and Right move among words; plain keys go to the screen; the rest is as in any list."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        held = event.modifiers()
        plain = not held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() in steps and plain:
            self._move_word(steps[Qt.Key(event.key())], extend=bool(held & Qt.KeyboardModifier.ShiftModifier))
        elif name := key_name(event):
            if not event.isAutoRepeat():
                self.key_pressed.emit(name)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the turn, and put the cursor on the word."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            at = self._word_at(event.position().toPoint())
            if at is None:
                self.leave_words()
            else:
                self.choose_words(at, at, tell=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drawing the mouse over words of one turn chooses them; over several turns, the turns."""
        at = self._word_at(event.position().toPoint()) if event.buttons() & Qt.MouseButton.LeftButton else None
        if at is not None and self._first_word >= 0 and len(self.selectedIndexes()) <= 1:
            self.choose_words(self._first_word, at, tell=False)
        else:
            super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Change the words."""
        self.double_clicked.emit()

    def _word_at(self, point: QPoint) -> int | None:
        """Which word of the current turn is there."""
        index = self.indexAt(point)
        row = self.turns.turn_row(index.row()) if index.isValid() and index == self.currentIndex() else None
        if row is None:
            return None
        laid = self.layouts.laid(row, self.painter.width)
        place = laid.place_at(QPointF(point - inside(self.visualRect(index)).topLeft()))
        return None if place is None else row.word_at(place)

    # --- an editor in the place of a turn

    def put_editor(self, row: int, editor: QWidget, height: int) -> None:
        """Show an editor in the place of that row."""
        index = self.turns.index(row)
        self.painter.editing = (QPersistentModelIndex(index), height)
        self.setIndexWidget(index, editor)
        self.doItemsLayout()
        self.scrollTo(index)

    def resize_editor(self, height: int) -> None:
        """The editor needs another height."""
        if self.painter.editing is not None and self.painter.editing[1] != height:
            self.painter.editing = (self.painter.editing[0], height)
            self.doItemsLayout()
            self.scrollTo(self.turns.index(self.painter.editing[0].row()))

    def take_editor(self) -> None:
        """Show the turn again."""
        if self.painter.editing is not None:
            index = self.turns.index(self.painter.editing[0].row())
            self.painter.editing = None
            if index.isValid() and self.indexWidget(index) is not None:
                self.setIndexWidget(index, None)  # type: ignore[arg-type]
            self.doItemsLayout()
            self.measure_view()

    # --- heights, and a view that stays where it is

    def doItemsLayout(self) -> None:  # noqa: N802
        """Lay the rows out; what is being read stays where it is on the screen."""
        held = self._anchor
        self._holding = True
        self.painter.measure()
        super().doItemsLayout()
        self._holding = False
        row = self._row_number(held[0]) if held is not None else None
        if held is not None and row is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self.turns.index(row)).top() - held[1])
        self._note_anchor()
        self.measure_view()

    def _row_number(self, row: Row) -> int | None:
        """Where a row is now, also when its turn has other words."""
        if isinstance(row, TurnRow):
            return self.turns.row_of(row.turn.id)
        return next((number for number, each in enumerate(self.turns.rows) if each is row), None)

    def _note_anchor(self) -> None:
        """What stays where it is: the current row where it is in view, else the first that is."""
        if self._holding or self.model() is None:
            return
        view = self.viewport().rect()
        current = self.currentIndex()
        index = current if view.contains(self.visualRect(current).topLeft()) else self.indexAt(QPoint(12, 8))
        if index.isValid() and index.row() < len(self.turns.rows):
            self._anchor = (self.turns.rows[index.row()], self.visualRect(index).top())

    def scrollContentsBy(self, across: int, down: int) -> None:  # noqa: N802
        """Measure what comes into view before it is painted."""
        super().scrollContentsBy(across, down)
        if not self._holding and self.model() is not None:
            self.measure_view()
            self._note_anchor()

    def _measure_first(self) -> None:
        """Measure what will be in view, so that one layout is enough."""
        row = self._row_number(self._anchor[0]) if self._anchor is not None else 0
        room = self.viewport().height()
        for each in self.turns.rows[max(0, (row or 0) - 1) :]:
            room -= round(self.layouts.laid(each, self.painter.width).height)
            if room < 0:
                break

    def measure_view(self) -> None:
        """Measure every row in view; lay out again where a guess was wrong."""
        if self._holding or self.model() is None or not self.isVisible():
            return
        for _ in range(3):
            new = [row for row in self._in_view() if not self.layouts.measured(row, self.painter.width)]
            for row in new:
                self.layouts.laid(row, self.painter.width)
            if not new:
                return
            self.doItemsLayout()

    def _in_view(self) -> list[Row]:
        index = self.indexAt(QPoint(12, 4))
        first = max(0, index.row() - 1) if index.isValid() else 0
        bottom = self.viewport().height()
        found = []
        for number in range(first, len(self.turns.rows)):
            if self.visualRect(self.turns.index(number)).top() > bottom:
                break
            found.append(self.turns.rows[number])
        return found

    def _rows_changed(self, first: int, last: int) -> None:
        """Qt lays out a moment later: by then the new height of the row where the person is must be no guess."""
        row = self.currentIndex().row()
        if first <= row <= last:
            self.layouts.laid(self.turns.rows[row], self.painter.width)
        self._measure_soon()

    def _measure_soon(self) -> None:
        self._next_to_measure, self._measured_new = 0, False
        self._measuring.start()

    def _measure_some(self) -> None:
        """Measure rows for a moment; at the end of them, lay all out with what is known now."""
        until = time.monotonic() + BATCH
        rows, width = self.turns.rows, self.painter.width
        while self._next_to_measure < len(rows) and time.monotonic() < until:
            row = rows[self._next_to_measure]
            if not self.layouts.measured(row, width):
                self.layouts.laid(row, width)
                self._measured_new = True
            self._next_to_measure += 1
        if self._next_to_measure >= len(rows):
            self._measuring.stop()
            self.layouts.keep_only(rows)
            if self._measured_new:
                self.doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Measure the turns again at the new width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and self.model() is not None:
            self.painter.measure()
            self._measure_first()
            self.doItemsLayout()
            self._measure_soon()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Measure what is seen first."""
        super().showEvent(event)
        self.measure_view()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """The text may have grown."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.model() is not None:
            self.layouts.wear(self.font())
            self._measure_soon()

    # --- the word that is being heard

    def show_spoken(
        self, turn: TurnId | None, span: Span | None = None, *, sentence: Span | None = None, follow: bool = False
    ) -> None:
        """Mark the word that is heard, and the sentence where it is read aloud; with `follow` it is brought into view.

        Without a turn nothing is marked.
        """
        word = (turn, span) if turn is not None and span is not None else None
        around = (turn, sentence) if turn is not None and sentence is not None else None
        before = self.marks.spoken or self.marks.sentence
        if (word, around) == (self.marks.spoken, self.marks.sentence):
            return
        self.marks.spoken, self.marks.sentence = word, around
        for each in (before, word or around):
            row = self.turns.row_of(each[0]) if each is not None else None
            if row is not None:
                self.update(self.turns.index(row))
        row = self.turns.row_of(turn) if turn is not None else None
        if follow and row is not None and (before is None or before[0] != turn):
            self.scrollTo(self.turns.index(row))


__all__ = ["TURN", "TurnList", "TurnModel", "key_name"]
