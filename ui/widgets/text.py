"""Text that wraps, keeps the line spacing that the person chose, and is never cut off."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from ui.stylesheet import LINE_SPACING
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.read_aloud import ReadPlace

_TIGHT = frozenset({"title", "heading", "label", "brand", "clock", "banner", "caption", "captionNow"})
"""Styles that are mostly one line: Qt puts the extra of a line's height under it, and they would sit too high.
Captions are so large that they need no more room between their lines, and what is new should be in view."""


class Text(QLabel):
    """Plain words. `style` names a rule of the style sheet: title, heading, label, muted, small, chip."""

    def __init__(self, words: str = "", style: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = ""
        self.setObjectName(style)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        # With Minimum, Qt would take the height at a narrow width of its own choosing as the least: gaps everywhere.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(words)

    def say(self, words: str) -> None:
        """Show these plain words; nothing in them is read as markup."""
        self.say_marked(escape(words).replace("\n", "<br>"), words)

    def say_marked(self, markup: str, plain: str) -> None:
        """Show words that are already marked up; `plain` is what a screen reader says. The same again is no news."""
        if markup == self._body and plain == self.accessibleName():
            return
        self._body = markup
        self.setAccessibleName(plain)
        self._render()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep to the line spacing when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._body:
            self._render()

    def _render(self) -> None:
        application = QApplication.instance()
        spacing = application.property(LINE_SPACING) if application else None
        if self.objectName() in _TIGHT:
            spacing = 100 if self.objectName() == "brand" else 110
        shown = f'<div style="line-height:{spacing or 140}%">{self._body}</div>' if self._body else ""
        if shown != self.text():
            self.setText(shown)


def read_mark(words: str, place: ReadPlace, theme: Theme) -> str:
    """Markup of plain words that are read aloud: the sentence on the marking colour, the word underlined too.

    No letter gets wider, so that the lines stay as they are.
    """
    start, end = place.start, place.end
    from_word, to_word = (place.word_start, place.word_end) if place.word_end else (start, start)
    inside = f"{escape(words[start:from_word])}<u>{escape(words[from_word:to_word])}</u>{escape(words[to_word:end])}"
    style = f"background-color:{theme.mark};color:{theme.on_mark}"
    return f'{escape(words[:start])}<span style="{style}">{inside}</span>{escape(words[end:])}'


def announce(widget: QWidget) -> None:
    """Have a screen reader say the name of this widget now, wherever the keyboard is."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def plain(words: str, style: str = "") -> QLabel:
    """Words on one line, beside others: a name, a day."""
    label = QLabel(words)
    label.setObjectName(style)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def chip(words: str, tone: str = "chip") -> QLabel:
    """A short label that stays on one line: who, or in what state."""
    label = plain(words, tone)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return label
