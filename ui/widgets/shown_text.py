"""A text of the worker's own that is shown to be read, chosen from and copied, and not changed."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.clipboard import private
from ui.stylesheet import line_pixels
from ui.theme import Look


class ShownText(QTextEdit):
    """Plain words in the spacing and the longest line that the person chose."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._spacing = look.line_spacing
        self.setAcceptRichText(False)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        # Read-only text can't be moved through by keyboard unless Qt is told that it can.
        self.setTextInteractionFlags(self.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        if longest := line_pixels(look):
            self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
            self.setLineWrapColumnOrWidth(longest)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 (Qt's name)
        """What is copied is marked as nothing to be kept, like every copy."""
        return private(self.textCursor().selection().toPlainText())

    def setPlainText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Show these words."""
        super().setPlainText(text)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(self._spacing, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spaced)
