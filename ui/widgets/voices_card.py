"""The voices that nobody has named yet, each to be heard; and telling the voices apart again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QWidget

from scribe.voice_samples import Voice
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.field import Field, choices
from ui.widgets.layouts import clear, column, flow_of
from ui.widgets.text import Text, announce
from ui.words import clock
from ui.words_transcript import Voices as Words

MOST = 8
"""People that the finder of voices can tell apart."""
_SHOWN = 3
"""Voices that are listed at a time: the rest come up as these get their names."""


class VoicesCard(QFrame):
    """`hear` gives a voice's label, `again` the number of people, or None where the worker is not sure."""

    hear = Signal(str)
    again = Signal(object)

    def __init__(self, *, can_find: bool) -> None:
        super().__init__()
        self.setObjectName("card")
        inside = column(self, gap=SPACE[1], margin=SPACE[3])
        self.title = Text(Words.TITLE, "heading")
        self.help = Text(Words.HELP, "muted")
        self.rows = column()
        counts = (("", Words.NOT_SURE), *((str(number), str(number)) for number in range(1, MOST + 1)))
        self.count: QComboBox = choices(counts)
        self.again_button = button(Words.AGAIN, self._ask_again)
        self.counting = QWidget()
        below = column(self.counting, gap=SPACE[1])
        below.addWidget(Field(Words.COUNT, self.count))
        below.addWidget(flow_of(self.again_button))
        self._can_find = can_find
        inside.addWidget(self.title)
        inside.addWidget(self.help)
        inside.addLayout(self.rows)
        inside.addWidget(self.counting)
        self.counting.hide()
        self._shown: tuple[object, ...] | None = None

    def show_voices(self, voices: tuple[Voice, ...], naming: str) -> None:
        """Show the voices without a name, and which of them a number key would name now."""
        state = (*((voice.label, round(voice.seconds)) for voice in voices), naming)
        if state == self._shown:
            return
        self._shown = state
        self.help.say(Words.naming(naming) if naming else Words.HELP)
        if naming:
            announce(self.help)
        clear(self.rows)
        first = next((number for number, voice in enumerate(voices) if voice.label == naming), 0) // _SHOWN * _SHOWN
        shown = voices[first : first + _SHOWN]
        self.rows.addWidget(flow_of(*(self._hear_button(voice) for voice in shown), *self._wrong()))

    def _wrong(self) -> tuple[QPushButton, ...]:
        """The way to ask for other voices, where they can be told apart here."""
        return (button(Words.WRONG, self.ask_how_many, style="quiet"),) if self._can_find else ()

    def _hear_button(self, voice: Voice) -> QPushButton:
        return button(
            Words.hear(voice.label, clock(voice.seconds)),
            partial(self.hear.emit, voice.label),
            keys="V",
            name=Words.hear_name(voice.label, voice.seconds),
        )

    def ask_how_many(self) -> None:
        """Ask how many people spoke, with the keyboard there."""
        self.counting.show()
        self.count.setFocus()

    def _ask_again(self) -> None:
        number = self.count.currentData()
        self.again.emit(int(number) if number else None)
