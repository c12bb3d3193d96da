"""A small window over the screen for one question; Esc closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
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
        inside = column(self, gap=SPACE[2], margin=SPACE[4])
        inside.addWidget(Text(title, "heading"))
        inside.addWidget(Text(words, "muted"))
        self.body: QVBoxLayout = column(gap=SPACE[2])
        inside.addLayout(self.body)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Be as high as the words need."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """As wide as a page of a small book, and as high as that needs."""
        layout = self.layout()
        assert layout is not None
        wide = max(layout.totalMinimumSize().width(), 32 * self.fontInfo().pixelSize())
        self.setMinimumSize(wide, layout.totalHeightForWidth(wide))
        self.resize(self.minimumSize())


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
