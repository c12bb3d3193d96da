"""The line that is being changed, in its own place: what the rules and the letter say of it while it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from easyread.page import Level, Line
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.easy_line import worst
from ui.widgets.field import Field
from ui.widgets.layouts import column, flow_of, row
from ui.widgets.sign import Sign
from ui.widgets.text import Text
from ui.words_easy_read import Easy as Words

_PAUSE = 60
"""Milliseconds without a key after which it is looked at again."""


class _Box(QPlainTextEdit):
    """Enter keeps; Shift+Enter begins another line; Esc is the screen's."""

    kept = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """What Enter does."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            if not event.isAutoRepeat():
                self.kept.emit()
        else:
            super().keyPressEvent(event)


class EasyEditor(QFrame):
    """It changes nothing: it says what was typed, what is to be kept, and that it was given up."""

    typed = Signal(str)
    kept = Signal(str)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        inside = column(self, gap=SPACE[1], margin=SPACE[2])
        self.box = _Box()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(2 * self.box.fontMetrics().lineSpacing() + 32)
        self.field = Field(Words.EDIT_FIELD, self.box)
        inside.addWidget(self.field)
        self._sign = Sign("good")
        self.said = Text("")
        across = row(gap=SPACE[1])
        across.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.said, 1)
        inside.addLayout(across)
        self.keep_button = button(Words.SAVE, self.ask_keep, keys="Enter", sign="change")
        self.cancel_button = button(Words.CANCEL, self.given_up.emit, keys="Esc")
        inside.addWidget(flow_of(self.keep_button, self.cancel_button))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(lambda: self.typed.emit(self.words))
        self.box.textChanged.connect(self._soon.start)
        self.box.kept.connect(self.ask_keep)
        self._before = ""
        self.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops in it."""
        return self.box, self.keep_button, self.cancel_button

    @property
    def words(self) -> str:
        """What is typed, a line for each line."""
        return "\n".join(part.strip() for part in self.box.toPlainText().splitlines() if part.strip())

    @property
    def changed(self) -> bool:
        """Whether anything was typed that is not kept yet."""
        return not self.isHidden() and self.words != self._before

    def begin(self, text: str, before: str, field: str = Words.EDIT_FIELD) -> None:
        """Be about these words; `before` is what is kept of the line, where some of it was typed earlier."""
        self._before = before
        self.box.setPlainText(text)
        self.box.setAccessibleName(field)
        self.box.setAccessibleDescription(Words.EDIT_HELP)
        self.box.setToolTip(Words.EDIT_HELP)
        self.box.moveCursor(self.box.textCursor().MoveOperation.End)
        self._soon.stop()
        self.said.say(Words.EDIT_HELP)
        self._sign.show_sign("info")
        self.show()
        self.typed.emit(self.words)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_checked(self, line: Line) -> None:
        """What the letter and the rules say of the words as they stand."""
        found = worst(line.checks)
        if line.flagged:
            self._say("warn", Words.changed(line.why or ""))
        elif found is not None:
            self._say("danger" if found.level is Level.RED else "info", found.why)
        else:
            self._say("good", Words.SAME)

    def ask_keep(self) -> None:
        """Keep what is typed."""
        self._soon.stop()
        self.kept.emit(self.words)

    def end(self) -> None:
        """No line is being changed."""
        self._soon.stop()
        self.hide()

    def _say(self, sign: str, words: str) -> None:
        self._sign.show_sign(sign)
        self.said.say(words)
