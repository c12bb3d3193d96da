"""After a recording: how much sound there is, what can be added, and what follows when somebody asked to stop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from scribe.visit import Person, Visit, to_be_asked
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.harm_list import HarmCard
from ui.widgets.layouts import card, clear, column, flow_of
from ui.widgets.text import Text
from ui.words import Account, Erase, Files
from ui.words import Sound as Words


class DonePart(QWidget):
    """The sound is saved; more can be added to it."""

    record_more = Signal()
    dictate = Signal()
    choose = Signal()

    def __init__(self) -> None:
        super().__init__()
        inside = column(self)
        self.harm = HarmCard()
        inside.addWidget(self.harm)
        saved, within = card()
        self.saved = Text()
        self.nearly = Text(Words.NEARLY_WORDS)
        within.addWidget(Text(Words.DONE_TITLE, "heading"))
        within.addWidget(self.saved)
        within.addWidget(self.nearly)
        inside.addWidget(saved)
        self.adding, within = card()
        within.addWidget(Text(Words.ADD_TITLE, "heading"))
        within.addWidget(Text(Words.ADD_HELP, "muted"))
        within.addWidget(
            flow_of(
                button(Account.DICTATE, self.dictate.emit, keys="D"),
                button(Words.RECORD_MORE, self.record_more.emit),
                button(Files.IMPORT, self.choose.emit, keys="Ctrl+O"),
            )
        )
        inside.addWidget(self.adding)

    def show_saved(self, seconds: float, *, words_came: bool, may_add: bool) -> None:
        """How much there is. `words_came`: live words were made of it. `may_add`: nobody asked to stop."""
        self.saved.say(Words.saved(seconds))
        self.nearly.setVisible(words_came)
        self.adding.setVisible(may_add)


class WhoAsked(QFrame):
    """Asks which person wanted the recording to stop: one button a person."""

    def __init__(self, tell: Callable[[Person], None]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.wanted = False
        self.buttons: list[QWidget] = []
        self._tell = tell
        inside = column(self, gap=SPACE[2], margin=SPACE[4])
        inside.addWidget(Text(Words.WHO_ASKED, "heading"))
        inside.addWidget(Text(Words.WHO_ASKED_HELP, "muted"))
        self.people = column(gap=SPACE[1])
        inside.addLayout(self.people)
        self.hide()

    def ask_if_wanted(self, visit: Visit) -> None:
        """Ask, once, if the recording was stopped because somebody wanted it to."""
        clear(self.people)
        asked = to_be_asked(visit.people)
        self.buttons = [self._button(person) for person in asked]
        self.people.addWidget(flow_of(*self.buttons))
        self.setVisible(self.wanted and bool(asked))
        self.wanted = False

    def _button(self, person: Person) -> QWidget:
        return button(person.name, lambda: self._tell(person))


class KeepOrErase(QFrame):
    """A step of its own, after it was written down who asked: nothing has to be decided now."""

    keep = Signal()
    erase = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        inside = column(self, gap=SPACE[2], margin=SPACE[4])
        inside.addWidget(Text(Words.KEEP_OR_ERASE, "heading"))
        inside.addWidget(Text(Words.KEEP_OR_ERASE_HELP))
        self.keep_button = button(Words.KEEP, self.keep.emit)
        self.erase_button = button(Erase.ERASE, self.erase.emit)
        inside.addWidget(flow_of(self.keep_button, self.erase_button))
        self.hide()
