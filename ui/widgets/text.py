"""Text that wraps, keeps the line spacing that the person chose, and is never cut off."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from ui.stylesheet import LINE_LENGTH, LINE_SPACING
from ui.theme import Theme

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

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Height in pixels at this width: no line is longer than the person chose."""
        spare = self._spare(width)
        self.setContentsMargins(0, 0, 0, 0)
        height = super().heightForWidth(width - spare)
        self.setContentsMargins(0, 0, spare, 0)
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave what is beyond the longest line empty."""
        super().resizeEvent(event)
        self.setContentsMargins(0, 0, self._spare(event.size().width()), 0)

    def _spare(self, width: int) -> int:
        application = QApplication.instance()
        longest = application.property(LINE_LENGTH) if application else None
        return max(0, width - longest) if longest and self.objectName() not in _TIGHT else 0

    def _render(self) -> None:
        application = QApplication.instance()
        spacing = application.property(LINE_SPACING) if application else None
        if self.objectName() in _TIGHT:
            spacing = 100 if self.objectName() == "brand" else 110
        shown = f'<div style="line-height:{spacing or 140}%">{self._body}</div>' if self._body else ""
        if shown != self.text():
            self.setText(shown)


def read_mark(words: str, start: int, end: int, theme: Theme) -> str:
    """Markup of plain words of which some are being read aloud: underlined as well, and no wider than before."""
    before = f'<u style="background-color:{theme.mark};color:{theme.on_mark}">'
    return f"{escape(words[:start])}{before}{escape(words[start:end])}</u>{escape(words[end:])}"


def announce(widget: QWidget) -> None:
    """Have a screen reader say the name of this widget now, wherever the keyboard is."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def chip(words: str, tone: str = "chip") -> QLabel:
    """A short label that stays on one line: who, or in what state."""
    label = QLabel(words)
    label.setObjectName(tone)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return label
