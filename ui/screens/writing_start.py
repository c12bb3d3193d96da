"""The beginning of writing help: the text, and how it should be written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit, QRadioButton, QWidget

from easyread.rewriting import Easier
from easyread.source import Source
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.field import Field, lines
from ui.widgets.layouts import card, column, row, scrolling
from ui.widgets.text import Text
from ui.words_writing import Writing as Words


class TextBox(QPlainTextEdit):
    """The text. A document that is dropped on it is opened, and not put in as its address."""

    dropped = Signal(object)
    """Paths."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Take files as well as text."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        """Open what is a file."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)
        else:
            super().dropEvent(event)


class WritingStart(QWidget):
    """The text at the left, the three ways to write it at the right."""

    open_it = Signal()
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("body")
        self.box = lines(made=TextBox())
        assert isinstance(self.box, TextBox)
        self.box.dropped.connect(self.dropped)
        self._source: Source | None = None
        across = row(self, gap=SPACE[4])
        across.addWidget(self._left(), 3)
        across.addWidget(scrolling(self._right(), Words.FOR_WHOM), 2)

    def _left(self) -> QWidget:
        holder = QWidget()
        inside = column(holder, gap=SPACE[1])
        field = Field(Words.TEXT, self.box, Words.TEXT_HELP)
        inside.addWidget(field, 1)
        self.open_button = button(Words.OPEN, self.open_it.emit, keys="Ctrl+O")
        inside.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _right(self) -> QWidget:
        holder = QWidget()
        holder.setObjectName("body")
        around = column(holder, gap=0)
        frame, inside = card()
        inside.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        inside.addWidget(Text(Words.FOR_WHOM, "label"))
        self.about = Text("", "muted")
        self.kinds: dict[Easier, QRadioButton] = {}
        group = QButtonGroup(self)
        for kind, (words, help_text) in Words.KINDS.items():
            made = QRadioButton(words)
            made.setAccessibleName(f"{Words.FOR_WHOM} {words}")
            made.setAccessibleDescription(help_text)
            group.addButton(made)
            self.kinds[kind] = made
            made.toggled.connect(lambda on, words=help_text: self.about.say(words) if on else None)
            inside.addWidget(made)
        inside.addWidget(self.about)
        self.kinds[Easier.PLAIN].setChecked(True)
        around.addWidget(frame)
        around.addStretch()
        return holder

    @property
    def kind(self) -> Easier:
        """The way that is chosen."""
        return next(kind for kind, made in self.kinds.items() if made.isChecked())

    @property
    def text(self) -> str:
        """What is in the box."""
        return self.box.toPlainText()

    @property
    def what(self) -> str | Source:
        """The document that was opened, with its headings and pages, where nothing was changed in it since."""
        if self._source is not None and self._source.text == self.text:
            return self._source
        return self.text

    def show_source(self, source: Source) -> None:
        """Put a document into the box."""
        self._source = source
        self.show_text(source.text)

    def show_text(self, text: str) -> None:
        """Put a text into the box, so that it can be undone."""
        cursor = self.box.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.movePosition(cursor.MoveOperation.Start)
        self.box.setTextCursor(cursor)
