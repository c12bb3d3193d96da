"""The words that the recogniser should know for this visit: added and removed in a small window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.errors import TOLD, explain
from ui.theme import SPACE
from ui.transcript_book import TranscriptBook
from ui.widgets.buttons import button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field, line
from ui.widgets.layouts import clear, column, flow_of, row, scrolling
from ui.widgets.text import Text, announce
from ui.words_transcript import KnownWords as Words


class KnownWordsDialog(Dialog):
    """A line to type in, and under it what is there."""

    def __init__(self, parent: QWidget, book: TranscriptBook) -> None:
        super().__init__(parent, Words.TITLE, Words.HELP)
        self._book = book
        self.entry = line()
        self.said = Text("", "label")
        self.said.hide()
        holder = QWidget()
        holder.setObjectName("body")
        self.rows = column(holder, gap=SPACE[0])
        self.area = scrolling(holder, Words.TITLE)
        self.area.setMinimumHeight(3 * self.entry.sizeHint().height())
        self.body.addWidget(Field(Words.FIELD, self.entry))
        add = button(Words.ADD, self.add)
        add.setAutoDefault(False)
        add.setDefault(True)
        close = button(Words.CLOSE, self.close)
        close.setAutoDefault(False)
        self.body.addWidget(flow_of(add, close))
        self.body.addWidget(self.said)
        self.body.addWidget(self.area)
        self.show_all()
        self.entry.setFocus()

    def show_all(self) -> None:
        """Show what is there now."""
        clear(self.rows)
        known = self._book.known_words()
        if not known:
            self.rows.addWidget(Text(Words.NONE, "muted"))
        for word in known:
            across = row()
            across.addWidget(Text(word), 1)
            remove = button(Words.remove(word), partial(self._remove, word), style="quiet")
            remove.setAutoDefault(False)
            across.addWidget(remove)
            self.rows.addLayout(across)
        self.rows.addStretch()

    def add(self) -> None:
        """Add what was typed."""
        word = " ".join(self.entry.text().split())
        if word and self._do(partial(self._book.add_known, word), Words.added(word)):
            self.entry.clear()
            self.entry.setFocus()

    def _remove(self, word: str) -> None:
        self._do(partial(self._book.remove_known, word), Words.removed(word))

    def _do(self, act: Callable[[], object], words: str) -> bool:
        """Do it and say so; or say why not, and keep what was typed."""
        try:
            act()
        except TOLD as error:
            told = explain(error)
            words = " ".join(part for part in (told.what, told.next) if part)
            self._say(words)
            return False
        self.show_all()
        self._say(words)
        return True

    def _say(self, words: str) -> None:
        self.said.say(words)
        self.said.show()
        self.fit()
        announce(self.said)
