"""The headings under which nothing was said, in one card: they are confirmed together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from scribe.review import confirm_empty
from scribe.visit import Document, Section
from ui.theme import SPACE
from ui.widgets.buttons import button, rename
from ui.widgets.layouts import column, flow_of
from ui.widgets.text import Text, chip
from ui.words import Review
from ui.words_review import Empty as Words

_FROM = 2
"""One empty section alone is confirmed as any other."""


def empty_sections(document: Document) -> tuple[Section, ...]:
    """The sections that are shown as one, confirmed or not: the very ones that `confirm_empty` would confirm."""
    if document.is_transcript:
        return ()
    bare = _opened(document)
    done = confirm_empty(bare, at=datetime.now(UTC)).sections
    found = tuple(one for one, then in zip(document.sections, done, strict=True) if then.confirmed_at is not None)
    return found if len(found) >= _FROM else ()


def _opened(document: Document) -> Document:
    return replace(document, sections=tuple(replace(one, confirmed_at=None) for one in document.sections))


class EmptyCard(QFrame):
    """Lists the headings, and has the one button."""

    confirm = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        inside = column(self, gap=SPACE[1], margin=SPACE[3])
        self.heading = Text("", "heading")
        self.done = chip(Review.CONFIRMED, "chipGood")
        self.names = Text()
        self.button = button(Words.confirm(0), self.confirm.emit, keys="N")
        self._done_row = flow_of(self.done)
        for part in (self.heading, self._done_row, self.names, flow_of(self.button)):
            inside.addWidget(part)
        self.hide()

    def show_sections(self, sections: tuple[Section, ...]) -> None:
        """Show these; none: the card is not there."""
        self.setVisible(bool(sections))
        self.heading.say(Words.title(len(sections)))
        self.names.say("\n".join(f"• {section.heading}" for section in sections))
        left = sum(1 for section in sections if section.confirmed_at is None)
        self._done_row.setVisible(left == 0)
        self.button.setVisible(left > 0)
        rename(self.button, Words.confirm(len(sections)))
