"""A text that is shown to be approved: it can be read, moved through and selected, and none of it can be copied out."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTextEdit


class UnapprovedText(QTextEdit):
    """Nothing leaves before it is approved, by the clipboard neither: copying is on the next screen, and recorded."""

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 (Qt's name)
        """Nothing: it is what is dragged, and what a selection by mouse hands to other programs on Linux."""
        return QMimeData()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Any key but those that copy, which would empty the clipboard."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            event.accept()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 (Qt's name)
        """None: Qt's own offers to copy."""
        event.accept()
