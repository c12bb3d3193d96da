"""The wavy mark under misspelt words in a text box of any kind. The text itself is never touched."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QColor, QInputMethodEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from ui.widgets.text_reading import units

Box = QLineEdit | QPlainTextEdit | QTextEdit
Spans = tuple[tuple[int, int], ...]


def text_in(box: Box) -> str:
    """What is in a box."""
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def caret_in(box: Box) -> int:
    """Where its caret stands, in characters of Python's."""
    if isinstance(box, QLineEdit):
        return _characters(box.text(), box.cursorPosition())
    return _characters(box.toPlainText(), box.textCursor().position())


def chosen_in(box: Box) -> str:
    """What is selected in it; ''."""
    return box.selectedText() if isinstance(box, QLineEdit) else box.textCursor().selection().toPlainText()


def choose_in(box: Box, start: int, end: int) -> None:
    """Select these characters of it."""
    text = text_in(box)
    first, last = units(text[:start]), units(text[:end])
    if isinstance(box, QLineEdit):
        box.setSelection(first, last - first)
        return
    cursor = box.textCursor()
    cursor.setPosition(first)
    cursor.setPosition(last, cursor.MoveMode.KeepAnchor)
    box.setTextCursor(cursor)


def put_in(box: Box, words: str) -> None:
    """Put words where the caret is, or in the place of what is selected; Ctrl+Z takes it back."""
    if isinstance(box, QLineEdit):
        box.insert(words)
    else:
        box.insertPlainText(words)


class SpellingMarks(QObject):
    """Marks some spans of one box. They count for the text that they were found in, and go with it."""

    def __init__(self, box: Box, colour: str) -> None:
        super().__init__(box)
        self._box = box
        self.spans: Spans = ()
        """What is marked now, in characters of the text."""
        self._form = QTextCharFormat()
        self._form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        self._form.setUnderlineColor(QColor(colour))
        self._wavy = None if isinstance(box, QLineEdit) else _Wavy(box.document(), self._form)

    def show_spans(self, spans: Spans) -> None:
        """Mark these, and nothing else."""
        if spans == self.spans and (self._wavy is not None or not spans):  # a line may have forgotten them
            return
        self.spans = spans
        text = text_in(self._box)
        places = tuple((units(text[:start]), units(text[:end])) for start, end in spans)
        if self._wavy is not None:
            self._wavy.show_places(places)
        elif isinstance(self._box, QLineEdit):
            self._mark_line(self._box, places)

    def _mark_line(self, box: QLineEdit, places: Spans) -> None:
        """A line has no document: it takes formats as an input method gives them, which leaves text and caret alone."""
        kind = QInputMethodEvent.AttributeType.TextFormat
        caret = box.cursorPosition()
        attributes = [
            QInputMethodEvent.Attribute(kind, start - caret, end - start, self._form) for start, end in places
        ]
        QCoreApplication.sendEvent(box, QInputMethodEvent("", attributes))


class _Wavy(QSyntaxHighlighter):
    """Draws the marks of a document; formats of this kind are no part of its text, nor of what can be undone."""

    def __init__(self, document: QTextDocument, form: QTextCharFormat) -> None:
        super().__init__(document)
        self._form = form
        self._places: Spans = ()

    def show_places(self, places: Spans) -> None:
        """Mark these places of the document."""
        changed = set(self._places) ^ set(places)
        self._places = places
        for start, _ in changed:
            block = self.document().findBlock(start)
            if block.isValid():
                self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Called by Qt for each block."""
        at = self.currentBlock().position()
        for start, end in self._places:
            if at <= start < at + max(1, self.currentBlock().length()):
                self.setFormat(start - at, end - start, self._form)


def _characters(text: str, count: int) -> int:
    """How many characters of Python's so many of Qt's are."""
    return len(text.encode("utf-16-le")[: 2 * count].decode("utf-16-le", errors="ignore"))
