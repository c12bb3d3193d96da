"""The bar under a text's changes: use the new words, keep the old ones, or write the sentence oneself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from easyread.rewriting import Rewording
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.field import Field, lines
from ui.widgets.layouts import column, flow_of
from ui.widgets.text import Text, announce
from ui.words_writing import Writing as Words


class Choosing(QWidget):
    """Says by signal what the person wants, and changes nothing itself."""

    take = Signal()
    keep = Signal()
    own = Signal(str)
    left = Signal()
    asked_for_own = Signal()
    writing_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        inside = column(self, gap=SPACE[1])
        self.where = Text("", "small")
        self.take_button = button(Words.TAKE, self.take.emit, keys="A", sign="keep")
        self.keep_button = button(Words.KEEP, self.keep.emit, keys="K", sign="out")
        self.own_button = button(Words.OWN_WORDS, lambda: self.asked_for_own.emit(), keys="E", sign="change")
        self.buttons = flow_of(self.take_button, self.keep_button, self.own_button)
        self.box = lines(rows=2)
        self.box.setMaximumHeight(self.box.minimumHeight())
        self.writer = QWidget()
        within = column(self.writer, gap=SPACE[1])
        within.addWidget(Field(Words.OWN_FIELD, self.box))
        within.addWidget(
            flow_of(button(Words.OWN_SAVE, self.save, keys="Ctrl+S"), button(Words.OWN_LEAVE, self._cancel, keys="Esc"))
        )
        for part in (self.where, self.buttons, self.writer):
            inside.addWidget(part)
        self.writer.hide()

    def show_where(self, number: int, of: int, left: int, one: Rewording) -> None:
        """Which change this is, and how many are left."""
        self.where.say(f"{Words.where(number, of)}. {Words.left(left) if left else Words.ALL_CHOSEN}")
        self.take_button.setVisible(one.changed)
        self.keep_button.setVisible(one.changed)

    def say(self, words: str) -> None:
        """Say what was just done, in the place of where the person is."""
        self.where.say(words)
        announce(self.where)

    @property
    def writing(self) -> bool:
        """Whether own words are being typed."""
        return not self.writer.isHidden()

    def open_own(self, words: str) -> None:
        """Let the person type, from these words on."""
        self.box.setPlainText(words)
        self.buttons.hide()
        self.where.hide()
        self.writer.show()
        self.writing_changed.emit(True)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.moveCursor(QTextCursor.MoveOperation.End)

    def save(self) -> None:
        """Use what is typed."""
        words = self.box.toPlainText().strip()
        if words:
            self.close_own()
            self.own.emit(words)

    def close_own(self) -> None:
        """Typing is over."""
        if self.writing:
            self.writer.hide()
            self.buttons.show()
            self.where.show()
            self.writing_changed.emit(False)

    def _cancel(self) -> None:
        self.close_own()
        self.left.emit()
