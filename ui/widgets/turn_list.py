"""The list of turns with a cursor that moves from word to word, and the keys and the mouse that move it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent

from scribe.visit import TurnId
from ui.theme import Look
from ui.widgets.turn_model import TURN, TurnModel
from ui.widgets.turn_painting import Span, inside
from ui.widgets.turn_shown import TurnRow
from ui.widgets.turn_view import SteadyList
from ui.words_transcript import Transcript as Words

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


class TurnList(SteadyList):
    """Plain keys that move nothing are passed on by `key_pressed`."""

    key_pressed = Signal(str)
    word_moved = Signal()
    """The cursor has come to another word, or to none."""
    double_clicked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._first_word = self._last_word = -1
        self.hears: Callable[[], bool] = lambda: False
        self.more_to_leave: Callable[[], bool] = lambda: False
        """Whether anything is heard just now: then Esc means silence, as everywhere."""
        self.setAccessibleName(Words.LIST)

    def show_model(self, model: TurnModel) -> None:
        """Show this transcript."""
        super().show_model(model)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.leave_words())

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
        return not self.hears() and (self.words is not None or bool(self.marks.found) or self.more_to_leave())

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
