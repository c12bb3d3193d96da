"""Reading help inside one text field: what is read from its caret on, marking it, and the line that the caret is in."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from ui.read_aloud import Passage, ReadPlace
from ui.theme import Theme

Field = QTextEdit | QPlainTextEdit


def units(text: str) -> int:
    """How many places a text takes in a document of Qt's: two for what lies beyond the first 65,536 characters."""
    return len(text.encode("utf-16-le")) // 2


def passages_of(field: Field) -> tuple[Passage, ...]:
    """What is chosen in the field, else all from the line of its caret on. The key is where it begins."""
    cursor, text = field.textCursor(), field.toPlainText()
    if cursor.hasSelection():
        start, end = cursor.selectionStart(), cursor.selectionEnd()
    else:
        start, end = cursor.block().position(), units(text)
    chosen = text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", errors="ignore")
    return (Passage(start, chosen),)


def mark_in(field: Field, passages: tuple[Passage, ...], place: ReadPlace, theme: Theme) -> None:
    """Mark what is read, without changing the text, and bring it into view; the caret goes with it."""
    passage = next((each for each in passages if each.key == place.key), None)
    if passage is None or not isinstance(place.key, int):
        field.setExtraSelections([])
        return
    sentence = QTextCharFormat()
    sentence.setBackground(QColor(theme.mark))
    sentence.setForeground(QColor(theme.on_mark))
    word = QTextCharFormat(sentence)
    word.setFontUnderline(True)
    found = [_selection(field, passage, place.start, place.end, sentence)]
    if place.word_end:
        found.append(_selection(field, passage, place.word_start, place.word_end, word))
    field.setExtraSelections(found)
    caret = QTextCursor(found[-1].cursor)
    caret.setPosition(caret.selectionStart())
    field.setTextCursor(caret)
    field.ensureCursorVisible()


def line_at(field: Field, at: QPoint | None = None) -> QRect:
    """The line under a point of the field's viewport; without one, the line of the caret."""
    cursor = field.textCursor() if at is None else field.cursorForPosition(at)
    return field.cursorRect(cursor)


def _selection(field: Field, passage: Passage, start: int, end: int, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
    assert isinstance(passage.key, int)
    made = QTextEdit.ExtraSelection()
    cursor = QTextCursor(field.document())
    cursor.setPosition(passage.key + units(passage.text[:start]))
    cursor.setPosition(passage.key + units(passage.text[:end]), QTextCursor.MoveMode.KeepAnchor)
    made.cursor = cursor
    made.format = form
    return made
