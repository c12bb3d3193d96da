"""A window of its own beside the main one, for as long as a recording goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget


class SideWindow(QWidget):
    """Closing it stops nothing. It is fitted anew when the look changes."""

    left = Signal()
    """The person closed it, or asked to go back."""

    def __init__(self, title: str, flags: Qt.WindowType = Qt.WindowType.Window) -> None:
        super().__init__(None, flags)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._leaving = False

    def fit(self) -> None:
        """Take the size that the person's text needs; for each window to say."""

    def let_go(self) -> None:
        """Close it without telling anybody: the recording has ended, or the main window is there again."""
        self._leaving = True
        self.close()
        self.deleteLater()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the person's own text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self.fit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closed by the person: told once."""
        event.accept()
        if not self._leaving:
            self._leaving = True
            self.left.emit()
