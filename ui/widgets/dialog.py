"""A small window over the screen for one question; Esc closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.layouts import column, flow_of
from ui.widgets.text import Text
from ui.words import Common


class Dialog(QDialog):
    """A title, what it is about, and `body` to fill. Let go of when it is closed."""

    def __init__(self, parent: QWidget, title: str, words: str) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(480)
        inside = column(self, gap=SPACE[2], margin=SPACE[4])
        inside.addWidget(Text(title, "heading"))
        inside.addWidget(Text(words, "muted"))
        self.body: QVBoxLayout = column(gap=SPACE[2])
        inside.addLayout(self.body)


class SureDialog(Dialog):
    """Asks once more before something that can't be undone. Enter cancels; `sure` comes of the other button alone."""

    sure = Signal()

    def __init__(self, parent: QWidget, title: str, words: str, yes: str) -> None:
        super().__init__(parent, title, words)
        self.yes = button(yes, self._say_yes)
        cancel = button(Common.CANCEL, self.close)
        cancel.setDefault(True)
        self.body.addWidget(flow_of(cancel, self.yes))
        cancel.setFocus()

    def _say_yes(self) -> None:
        self.close()
        self.sure.emit()
