"""The people of the visit, each with a number: pressing one says who is speaking."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton

from scribe.visit import Person
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.layouts import column, flow_of
from ui.widgets.text import Text
from ui.words_transcript import Transcript as Words


class WhoCard(QFrame):
    """`chosen` gives the PersonId."""

    chosen = Signal(str)
    whole_chosen = Signal(bool)
    """The person has said whether the next number is about all of the voice."""

    def __init__(self, people: tuple[Person, ...]) -> None:
        super().__init__()
        self.setObjectName("card")
        inside = column(self, gap=SPACE[1], margin=SPACE[3])
        self.title = Text(Words.WHO, "heading")
        self.help = Text(Words.WHO_HELP, "muted")
        inside.addWidget(self.title)
        inside.addWidget(self.help)
        self.people = [self._person_button(number, person) for number, person in enumerate(people[:9], start=1)]
        self.choices = flow_of(*self.people)
        inside.addWidget(self.choices)
        self.whole_voice = QCheckBox(Words.WHOLE_VOICE)
        self.whole_voice.setAccessibleName(Words.WHOLE_VOICE)
        self.whole_voice.clicked.connect(self.whole_chosen)
        inside.addWidget(self.whole_voice)

    def _person_button(self, number: int, person: Person) -> QPushButton:
        words = Words.person_key(number, person.name)
        return button(words, lambda: self.chosen.emit(person.id), keys=str(number))

    def tell(self, title: str, words: str, *, people: bool) -> None:
        """Say what is asked, with the people to choose from or without."""
        self.title.say(title)
        self.help.say(words)
        self.help.setVisible(bool(words))
        for made in (self.choices, self.whole_voice):
            made.setVisible(people)
