"""Finding words in a transcript, and putting others in the place of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.jottings import Line
from ui.widgets.layouts import column, flow_of, row
from ui.widgets.text import Text
from ui.words_transcript import Searching as Words

WAIT = 40
"""Milliseconds after a key before searching: a fast typist's next key comes first."""


class SearchBar(QFrame):
    """What to find and how. `asked` comes whenever that has changed."""

    asked = Signal()
    step = Signal(int)
    replace_one = Signal()
    replace_all = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.text = _line(Words.FIND)
        self.by = _line(Words.REPLACE)
        self.count = Text("", "banner")
        self.count.setWordWrap(False)
        self.whole = _tick(Words.WHOLE)
        self.case = _tick(Words.CASE)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT)
        self._soon.timeout.connect(self.asked)
        self._build()
        self.text.textChanged.connect(self._soon.start)
        for tick in (self.whole, self.case):
            tick.toggled.connect(lambda _: self.asked.emit())
        self.text.returnPressed.connect(lambda: self.step.emit(1))
        self.by.returnPressed.connect(self.replace_one)
        for line in (self.text, self.by):
            line.left.connect(self.closed)
        self.hide()

    def _build(self) -> None:
        inside = column(self, gap=SPACE[1], margin=SPACE[2])
        first = row(gap=SPACE[2])
        first.addWidget(_label(Words.FIND, self.text))
        first.addWidget(self.text, 1)
        first.addWidget(self.count)
        first.addWidget(button(Words.CLOSE, self.closed.emit, style="quiet"))
        inside.addLayout(first)
        moving = flow_of(
            button(Words.NEXT, lambda: self.step.emit(1), style="quiet", keys="F3"),
            button(Words.BEFORE, lambda: self.step.emit(-1), style="quiet", keys="Shift+F3"),
            self.whole,
            self.case,
        )
        inside.addWidget(moving)
        self.replacing = QWidget()
        second = row(self.replacing, gap=SPACE[2])
        second.addWidget(_label(Words.REPLACE, self.by))
        second.addWidget(self.by, 1)
        second.addWidget(button(Words.REPLACE_ONE, self.replace_one.emit, keys="Enter"))
        self.all_button = button(Words.REPLACE_ALL, self.replace_all.emit)
        second.addWidget(self.all_button)
        inside.addWidget(self.replacing)
        self.replacing.hide()

    def open(self, words: str, *, replacing: bool) -> None:
        """Be shown, with these words to begin with."""
        self.show()
        self.replacing.setVisible(replacing)
        if words:
            self.text.setText(words)
        self.text.selectAll()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.asked.emit()

    def tell(self, at: int | None, of: int) -> None:
        """Say how many were found, and which of them is shown."""
        self.count.say(Words.count(at, of) if self.text.text() else "")

    def event(self, event: QEvent) -> bool:
        """Esc closes it, wherever in it the keyboard is."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.closed.emit()
            event.accept()
            return True
        return super().event(event)


def _line(name: str) -> Line:
    made = Line()
    made.setAccessibleName(name)
    made.setMinimumWidth(120)
    return made


def _label(words: str, line: Line) -> Text:
    made = Text(words, "label")
    made.setWordWrap(False)
    made.setBuddy(line)
    return made


def _tick(words: str) -> QCheckBox:
    made = QCheckBox(words)
    made.setAccessibleName(words)
    return made
