"""The letter at the left of the Easy Read: read-only, with the words of the chosen line marked and in view."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from easyread.source import BlockKind, Source, Span
from ui.read_aloud import ReadPlace
from ui.theme import Look
from ui.widgets.text_reading import units
from ui.words_easy_read import Easy as Words

SOURCE_KEY = "the letter"
"""What is read aloud of the letter, before the line that comes of it."""


class LetterView(QTextEdit):
    """Pressing on its words gives the place in the source's text."""

    pressed = Signal(int)

    def __init__(self, source: Source, look: Look) -> None:
        super().__init__()
        self._source, self._look = source, look
        self._span = Span(0, 0)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(Words.LETTER_WORDS)
        self.setTextInteractionFlags(self.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setPlainText(source.text)
        self._space()
        self._embolden()

    def _space(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(self._look.line_spacing, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        spaced.setBottomMargin(self._look.scaled(6))
        cursor.mergeBlockFormat(spaced)

    def _embolden(self) -> None:
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        for block in self._source.blocks:
            if block.kind is BlockKind.HEADING:
                self._cursor(block.span).mergeCharFormat(bold)

    def _cursor(self, span: Span) -> QTextCursor:
        text = self._source.text
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(text[: span.start]))
        cursor.setPosition(units(text[: span.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def show_span(self, span: Span) -> None:
        """Mark these words and bring them into view; nothing where they are none."""
        self._span = span
        if span.start >= span.end:
            self.setExtraSelections([])
            return
        self._mark(span)
        caret = self._cursor(span)
        end = QTextCursor(caret)
        end.setPosition(caret.selectionEnd())
        begin = QTextCursor(caret)
        begin.setPosition(caret.selectionStart())
        self.setTextCursor(end)
        self.ensureCursorVisible()
        self.setTextCursor(begin)
        self.ensureCursorVisible()

    @property
    def marked(self) -> str:
        """The words that are marked."""
        return self._span.of(self._source.text)

    def _mark(self, span: Span, *, word: Span | None = None) -> None:
        theme = self._look.theme
        form = QTextCharFormat()
        form.setBackground(QColor(theme.mark))
        form.setForeground(QColor(theme.on_mark))
        made = QTextEdit.ExtraSelection()
        made.cursor, made.format = self._cursor(span), form
        found = [made]
        if word is not None and word.end > word.start:
            under = QTextEdit.ExtraSelection()
            lined = QTextCharFormat(form)
            lined.setFontUnderline(True)
            under.cursor, under.format = self._cursor(word), lined
            found.append(under)
        self.setExtraSelections(found)

    def mark_read(self, place: ReadPlace) -> None:
        """Underline the word of the letter that is being read aloud, where the voice tells."""
        if self._span.end <= self._span.start:
            return
        at = self._span.start
        word = Span(at + place.word_start, at + place.word_end) if place.key == SOURCE_KEY and place.word_end else None
        self._mark(self._span, word=word)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Say which words were pressed."""
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            place = self.cursorForPosition(event.position().toPoint()).position()
            text = self.toPlainText()
            before = text.encode("utf-16-le")[: 2 * place].decode("utf-16-le", errors="ignore")
            self.pressed.emit(len(before))
