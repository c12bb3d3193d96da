"""Asks for the passphrase of a vault that no keychain opens."""

from __future__ import annotations

import queue
import threading

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from models.progress import Cancelled
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.field import Field, code
from ui.widgets.layouts import column, flow_of
from ui.widgets.notice import Notice
from ui.widgets.text import Text
from ui.words import Common
from ui.words import Passphrase as Words

LEAST_LENGTH = 12


class PassphraseDialog(QDialog):
    """One field to open a vault; two, that have to agree, to make one."""

    def __init__(self, new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new = new
        self.setObjectName("page")
        self.setWindowTitle(Words.NEW_TITLE if new else Words.TITLE)
        self.setMinimumWidth(560)
        inside = column(self, margin=SPACE[4])
        self.notice = Notice()
        self.first = _secret()
        self.second = _secret()
        inside.addWidget(Text(Words.NEW_TITLE if new else Words.TITLE, "title"))
        inside.addWidget(Text(Words.ASK_NEW if new else Words.ASK))
        inside.addWidget(self.notice)
        inside.addWidget(Field(Words.FIELD, self.first))
        if new:
            inside.addWidget(Field(Words.AGAIN, self.second))
        self.open_button = button(Words.OPEN, self._try, style="primary")
        self.open_button.setDefault(True)
        cancel = button(Common.CANCEL, self.reject)
        cancel.setAutoDefault(False)  # Enter in a field opens; it never cancels
        inside.addWidget(flow_of(cancel, self.open_button))
        self.first.setFocus()

    def _try(self) -> None:
        if self._new and len(self.first.text()) < LEAST_LENGTH:
            self.notice.tell(Words.SHORT, tone="warn")
        elif self._new and self.first.text() != self.second.text():
            self.notice.tell(Words.DIFFERENT, tone="warn")
        elif self.first.text():
            self.accept()

    def passphrase(self) -> str:
        """What was typed."""
        return self.first.text()


class Asker(QObject):
    """Asks from any thread: the dialog is shown in the window's thread, and the one who asked waits for the answer."""

    _wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.over: QWidget | None = None
        self._closed = threading.Event()
        self._answers: queue.Queue[str | None] = queue.Queue()
        self._wanted.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def ask(self, new: bool) -> str:
        """The passphrase. Raises `Cancelled` when the person would rather not, or the window is closed."""
        self._wanted.emit(new)
        while not self._closed.is_set():
            try:
                answer = self._answers.get(timeout=0.1)
            except queue.Empty:
                continue
            if answer is not None:
                return answer
            break
        raise Cancelled

    def close(self) -> None:
        """Nobody is there to answer any more."""
        self._closed.set()

    @Slot(bool)
    def _show(self, new: bool) -> None:
        try:
            self._answers.put(ask_passphrase(new, self.over))
        except Cancelled:
            self._answers.put(None)


def ask_passphrase(new: bool, parent: QWidget | None = None) -> str:
    """Ask, and wait. Raises `Cancelled` when the person would rather not."""
    dialog = PassphraseDialog(new, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        raise Cancelled
    return dialog.passphrase()


def _secret() -> QLineEdit:
    edit = code()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    return edit
