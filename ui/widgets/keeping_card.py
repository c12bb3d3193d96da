"""Tells what will be erased and when; and asks, where the laptop's date can't be believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui.theme import SPACE
from ui.widgets.buttons import button, rename
from ui.widgets.layouts import column, flow_of
from ui.widgets.text import Text, announce
from ui.words import Keeping as Words

if TYPE_CHECKING:
    from datetime import datetime

    from scribe.keeping import Outlook

FIRST_SHOWN = 3
"""Lines; the others are one press away, for nobody can put a hold on what isn't named."""


class KeepingCard(QFrame):
    """Not there where nothing is to be told."""

    right = Signal(object)
    """The date is right: the `datetime` that was shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        inside = column(self, gap=SPACE[1], margin=SPACE[3])
        self.heading = Text("", "heading")
        self.words = Text()
        self.all = button(Words.show_all(0), self._show_lines)
        self.all.setCheckable(True)
        self.more = flow_of(self.all)
        self.help = Text("", "muted")
        self.yes = button(Words.RIGHT, self._say_right)
        self.no = button(Words.WRONG, self._say_wrong)
        self.answers = flow_of(self.yes, self.no)
        for part in (self.heading, self.words, self.more, self.help, self.answers):
            inside.addWidget(part)
        self._says: datetime | None = None
        self._lines: list[str] = []
        self.hide()

    def show_outlook(self, outlook: Outlook | None) -> None:
        """A doubt comes before what is planned: nothing of that is done before it is answered."""
        doubt = outlook.doubt if outlook is not None else None
        planned = outlook.planned if outlook is not None else ()
        self.setVisible(bool(doubt or planned))
        self.answers.setVisible(doubt is not None)
        self.more.setVisible(doubt is None and len(planned) > FIRST_SHOWN)
        if doubt is not None:
            self._says = doubt.says
            self.heading.say(Words.is_it(doubt.says))
            self.words.say(Words.doubted(doubt.believed))
            self.help.say(Words.UNTIL_THEN)
            rename(self.yes, Words.right(doubt.says))
        elif planned:
            self.heading.say(Words.soon(len(planned)))
            self._lines = [Words.line(each.reference, each.kind.value, each.due_at) for each in planned]
            self._show_lines()
            self.help.say(Words.STAYS)
        self.setAccessibleName(self.heading.accessibleName())

    def _show_lines(self) -> None:
        """The first of them, or all where they were asked for."""
        every, more = self.all.isChecked(), len(self._lines) - FIRST_SHOWN
        lines = self._lines if every or more <= 0 else [*self._lines[:FIRST_SHOWN], Words.more(more)]
        self.words.say("\n".join(lines))
        rename(self.all, Words.FEWER if every else Words.show_all(len(self._lines)))

    def _say_right(self) -> None:
        self.answers.hide()
        self.right.emit(self._says)

    def _say_wrong(self) -> None:
        """Nothing is done, and what to do is told. It is asked again at the next look."""
        self.answers.hide()
        self.words.say(Words.PUT_RIGHT)
        announce(self.words)
