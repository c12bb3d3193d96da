"""The wavy mark under misspelt words in a text box of any kind. The text itself is never touched."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QColor, QInputMethodEvent, QSyntaxHighlighter, QTextCharFormat
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
        self._wavy = None if isinstance(box, QLineEdit) else _Wavy(box, self._form)

    def show_spans(self, spans: Spans) -> None:
        """Mark these, and nothing else."""
        self.spans = spans
        places = in_units(text_in(self._box), spans)
        if self._wavy is not None:
            self._wavy.show_places(places)
        elif isinstance(self._box, QLineEdit):
            self._mark_line(self._box, places)

    def move_spans(self, spans: Spans) -> None:
        """The text was changed, and this is where they are now. A document has moved its marks by itself."""
        if self._wavy is None:
            self.show_spans(spans)

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

    def __init__(self, box: QPlainTextEdit | QTextEdit, form: QTextCharFormat) -> None:
        super().__init__(box)
        self._form = form
        self._places: Spans = ()
        # Before Qt's own: what is changed is drawn anew after the marks have moved, and nothing else has to be.
        box.document().contentsChange.connect(self._move)
        self.setDocument(box.document())

    def _move(self, at: int, removed: int, added: int) -> None:
        """Marks after a change go with their words; one that the change touches is gone until the word is left."""
        by = added - removed
        before = [place for place in self._places if place[1] < at]
        after = [(start + by, end + by) for start, end in self._places if start > at + removed]
        self._places = (*before, *after)

    def show_places(self, places: Spans) -> None:
        """Mark these places of the document."""
        changed = set(self._places) ^ set(places)
        self._places = tuple(sorted(places))
        blocks = (self.document().findBlock(start) for start, _ in changed)
        for block in {block.blockNumber(): block for block in blocks if block.isValid()}.values():
            self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Called by Qt for each block."""
        at, length = self.currentBlock().position(), self.currentBlock().length()
        for start, end in self._places[bisect_left(self._places, (at, 0)) :]:
            if start >= at + length:
                break
            self.setFormat(start - at, end - start, self._form)


def in_units(text: str, spans: Spans) -> Spans:
    """Spans in characters as places of Qt's, which counts two for each beyond the first 65,536."""
    if not spans or max(text) <= "\uffff":
        return spans
    return tuple((units(text[:start]), units(text[:end])) for start, end in spans)


def _characters(text: str, count: int) -> int:
    """How many characters of Python's so many of Qt's are."""
    return len(text.encode("utf-16-le")[: 2 * count].decode("utf-16-le", errors="ignore"))
