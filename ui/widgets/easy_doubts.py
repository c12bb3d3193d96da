"""The words of a scan that were hard to make out, each with what stands around it, to be put right first."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from easyread.source import Source, Span
from ui.theme import SPACE
from ui.widgets.field import line
from ui.widgets.layouts import card, column, row
from ui.widgets.text import Text
from ui.words_easy_read import Doubtful as Words

_AROUND = 60


class DoubtsForm(QWidget):
    """Enter goes from one word to the next, and after the last to the main button."""

    ended = Signal()

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._fields: list[tuple[Span, QLineEdit]] = []
        inside = column(self, gap=SPACE[1])
        every = tuple(dict.fromkeys(sorted(source.doubtful, key=lambda span: span.start)))
        for number, span in enumerate(every, start=1):
            inside.addWidget(self._row(number, len(every), span))

    def _row(self, number: int, of: int, span: Span) -> QWidget:
        frame, within = card()
        within.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], SPACE[1])
        text = self._source.text
        before = _from_a_word(text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2])
        after = _to_a_word(text[span.end : span.end + _AROUND].partition("\n")[0])
        word = span.of(text)
        around = Text()
        around.say_marked(f"{escape(before)}<b><u>{escape(word)}</u></b>{escape(after)}", f"{before}{word}{after}")
        field = line(word)
        field.setAccessibleName(Words.field(number, of))
        field.setAccessibleDescription(f"{before}{word}{after}")
        wide = max(len(word) + 4, 12)
        field.setMaximumWidth(max(160, wide * field.fontMetrics().averageCharWidth() + 40))
        field.returnPressed.connect(lambda at=number: self._next(at))
        across = row(gap=SPACE[2])
        across.addWidget(field)
        across.addWidget(around, 1)
        within.addLayout(across)
        self._fields.append((span, field))
        return frame

    def _next(self, at: int) -> None:
        if at < len(self._fields):
            field = self._fields[at][1]
            field.setFocus(Qt.FocusReason.TabFocusReason)
            field.selectAll()
        else:
            self.ended.emit()

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        """Where each is typed."""
        return tuple(field for _, field in self._fields)

    def words(self) -> dict[Span, str]:
        """What each says now."""
        return {span: field.text().strip() for span, field in self._fields}

    @property
    def put_right(self) -> tuple[str, ...]:
        """What was typed where it is another word than the one that was read."""
        return tuple(word for span, word in self.words().items() if word != span.of(self._source.text).strip())

    def first_focus(self) -> QWidget:
        """The first word."""
        return self._fields[0][1]


def _from_a_word(text: str) -> str:
    return text.partition(" ")[2] if len(text) == _AROUND else text


def _to_a_word(text: str) -> str:
    return text.rpartition(" ")[0] if len(text) == _AROUND else text
