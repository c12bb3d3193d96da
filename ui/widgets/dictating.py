"""Dictating into a text box: words go in where the caret was, as they are made out. Nothing of the sound is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit

from ui.desk import Desk
from ui.errors import explain
from ui.widgets.dictating_bar import DictatingBar
from ui.widgets.spelling_marks import Box
from ui.words_writing import TextHelp as Words

if TYPE_CHECKING:
    from scribe.dictation import Dictation

_LOOK_EVERY = 100
"""Milliseconds."""


class Dictating(QObject):
    """One box that is dictated into, from the key that begins it to the last word. `over` comes once."""

    over = Signal()

    def __init__(self, desk: Desk, box: Box, parent: QObject) -> None:
        super().__init__(parent)
        self.box = box
        self._dictation: Dictation | None = None
        self._stopped = self._ended = False
        self._put = 0
        self._cursor: QTextCursor | None = None
        if not isinstance(box, QLineEdit):
            self._cursor = QTextCursor(box.textCursor())  # of its own: it stays where words go while others are typed
        self.bar = DictatingBar(box, self.stop)
        self.bar.say(Words.STARTING)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        act, session = desk.actions, desk.session
        bridge = desk.in_background(
            "dictate", "dictate", lambda: act.start_dictation(session), lambda made: made.give_up()
        )
        bridge.succeeded.connect(self._begun)
        bridge.failed.connect(self._failed)
        bridge.cancelled.connect(self._end)

    @property
    def alive(self) -> bool:
        """Whether the box is still there."""
        return shiboken6.isValid(self.box)

    def _begun(self, dictation: Any) -> None:  # noqa: ANN401 (a job's result)
        self._dictation = dictation
        self._timer.start()
        if self._stopped or not self.alive:
            self._close_microphone()

    def _failed(self, error: BaseException) -> None:
        if self.alive:
            told = explain(error)
            self.bar.say(f"{told.what} {told.next}".strip(), over=True)
            self._stopped = True
        else:
            self._end()

    def _look(self) -> None:
        dictation = self._dictation
        if dictation is None:
            return
        if not self.alive:
            self._timer.stop()
            _apart(dictation.give_up)
            self._end()
            return
        ended, words = dictation.ended, dictation.words  # in this order: the last words come before the end
        for each in words[self._put :]:
            self._put_in(each)
        self._put = len(words)
        if ended:
            self._finish(dictation.why)
            return
        self.bar.meter.show_level(dictation.level, dictation.peak)
        waiting = Words.MAKING if self._stopped else Words.STARTING
        self.bar.say((dictation.warning or Words.LISTENING) if dictation.listening else waiting)

    def _finish(self, why: str) -> None:
        self._timer.stop()
        if why:
            self._stopped, self._dictation = True, None
            self.bar.say(why, over=True)
        else:
            self._end()

    def stop(self) -> None:
        """Close the microphone. The last words still come; asked once more, a message is put away."""
        if self._dictation is None and self._stopped:
            self._end()
            return
        self._stopped = True
        if self._dictation is not None:
            self._close_microphone()

    def _close_microphone(self) -> None:
        if self._dictation is not None:
            _apart(self._dictation.stop)

    def _end(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._timer.stop()
        if shiboken6.isValid(self.bar):
            self.bar.hide()
            self.bar.deleteLater()
        self.over.emit()

    def _put_in(self, words: str) -> None:
        if isinstance(self.box, QLineEdit):
            self._put_in_line(self.box, words)
        elif (cursor := self._cursor) is not None:
            cursor.removeSelectedText()
            cursor.insertText(_joined(cursor.block().text()[: cursor.positionInBlock()], words))
            self.box.ensureCursorVisible()

    @staticmethod
    def _put_in_line(box: QLineEdit, words: str) -> None:
        """In the place of what is selected. One short thing has no stop at its end: it is a name, or a word."""
        before = box.text()[: box.selectionStart() if box.hasSelectedText() else box.cursorPosition()]
        alone = not before.strip() and words.count(".") == 1
        box.insert(_joined(before, words.rstrip(".") if alone else words))


def _apart(act: Callable[[], object]) -> None:
    """Do what waits for the disk off the window's thread; a lane may be closed already when the window closes."""
    threading.Thread(target=act, name="end dictation", daemon=True).start()


def _joined(before: str, words: str) -> str:
    """Words as they go behind others: with a space between."""
    return f" {words}" if before and not before[-1].isspace() else words
