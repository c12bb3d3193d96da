"""Changing words where they stand, splitting turns and joining them. What is typed is stored, whatever happens next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from scribe.visit import Manner
from ui.theme import Look
from ui.transcript_book import TranscriptBook
from ui.widgets.turn_editor import TurnEditor
from ui.widgets.turn_list import TurnList
from ui.words_transcript import Editing as Words


class Editing(QObject):
    """Puts the editor into the list and takes it out again."""

    def __init__(
        self, book: TranscriptBook, turns: TurnList, look: Look, say: Callable[[str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._book, self._turns, self._look, self._say = book, turns, look, say
        self.editor: TurnEditor | None = None
        self.locked = False
        """While words are being taken out for good: an editor would put them back."""
        book.changed.connect(lambda _: self._look_again())

    def begin(self) -> None:
        """Change the words of the current turn. Words that are chosen are chosen in the editor too."""
        row = self._turns.current()
        if row is None or row.turn.manner is Manner.MARK:
            return
        if self.locked:
            self._say(Words.WAIT)
            return
        if self.editor is not None:
            self.editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        words = self._turns.words
        span = row.span(*words) if words is not None else None
        self.editor = editor = TurnEditor(self._look, row.turn, row.speaker, span)
        editor.typed.connect(self.keep)
        editor.left.connect(self.keep)
        editor.finished.connect(self.finish)
        editor.split.connect(self._split_here)
        editor.height_changed.connect(self._turns.resize_editor)
        number = self._turns.currentIndex().row()
        self._turns.put_editor(number, editor, editor.height_at(self._turns.painter.row_width))
        editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def unlock(self) -> None:
        """Words may be changed again."""
        self.locked = False

    def keep(self) -> bool:
        """Store what is typed. False where it could not be stored: then it stays in the editor."""
        editor = self.editor
        if editor is None or not editor.changed:
            return True
        if not editor.text:
            self._say(Words.EMPTY)
            return True
        before, editor.kept = editor.kept, editor.text
        if not self._book.edit(editor.turn_id, editor.kept):
            editor.kept = before
            return False
        return True

    def _look_again(self) -> None:
        """The words were changed elsewhere: the editor shows them as they are now, or goes with its turn.

        What is typed is stored before anything else may change the words, so nothing of it is lost.
        """
        editor = self.editor
        if editor is None:
            return
        turn = self._book.turn(editor.turn_id)
        if turn is None:
            self._take_away()
        elif turn.text != editor.kept and not editor.changed:
            editor.show_text(turn.text)

    def finish(self) -> bool:
        """Store what is typed and show the turn again."""
        if self.editor is None:
            return True
        if not self.keep():
            return False
        self._take_away()
        return True

    def _take_away(self) -> None:
        assert self.editor is not None
        had_keyboard = self.editor.isAncestorOf(self.editor.window().focusWidget() or self.editor)
        self.editor = None
        self._turns.take_editor()
        if had_keyboard:
            self._turns.setFocus(Qt.FocusReason.OtherFocusReason)

    def split(self) -> None:
        """Split the turn before the word that is chosen, and choose the second part."""
        row, words = self._turns.current(), self._turns.words
        if row is None or words is None or words[0] == 0:
            self._say(Words.NO_SPLIT)
        elif self._book.do(self._book.actions.split_turn, row.turn.id, words[0]):
            self._turns.go_to_row(self._turns.currentIndex().row() + 1)

    def _split_here(self, words_before: int) -> None:
        """Split at the editor's cursor."""
        if self.finish():
            row = self._turns.current()
            if row is not None and 0 < words_before < len(row.turn.words):
                self._turns.choose_words(words_before, words_before, tell=False)
                self.split()

    def merge(self) -> None:
        """Join the turn with the one after it."""
        row = self._turns.current()
        if row is not None:
            self._book.do(self._book.actions.merge_turns, row.turn.id)

    def put_back_heard(self) -> None:
        """Put back what was heard, where a known word was put in the place of it."""
        row = self._turns.current()
        number = self.heard_word()
        if row is not None and number is not None:
            self._book.do(self._book.actions.undo_known_word, row.turn.id, number)

    def heard_word(self) -> int | None:
        """The known word at the cursor, or the first of the turn."""
        row = self._turns.current()
        if row is None:
            return None
        words = self._turns.words or (0, len(row.turn.words))
        return next((n for n in range(*words) if row.turn.words[n].heard), None)
