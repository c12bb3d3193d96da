"""Asks for the passphrase of a vault that no keychain opens."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from models.progress import Cancelled
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.field import Field, line
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
        inside.addWidget(flow_of(button(Common.CANCEL, self.reject), self.open_button))
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


def ask_passphrase(new: bool, parent: QWidget | None = None) -> str:
    """Ask, and wait. Raises `Cancelled` when the person would rather not."""
    dialog = PassphraseDialog(new, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        raise Cancelled
    return dialog.passphrase()


def _secret() -> QLineEdit:
    edit = line()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    return edit
