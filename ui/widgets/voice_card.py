"""The card of the settings that finds the laptop's own voices, lets one be heard and chosen. None starts by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QSizePolicy

from ui.read_aloud import Passage, ReadAloud
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.layouts import column, flow_of
from ui.widgets.text import Text, announce
from ui.words_reading import Settings as Words


class VoiceCard(QFrame):
    """Before it is asked it shows the voice that is chosen; then one choice for each voice there is."""

    chosen = Signal(str)

    def __init__(self, voice: str, locked: bool, speed: Callable[[], int], *, engine: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._voice, self._locked, self._speed, self._engine = voice, locked, speed, engine
        self._aloud: ReadAloud | None = None
        self._group = QButtonGroup(self)
        self._inside = column(self, gap=SPACE[2], margin=SPACE[4])
        self._told = Text("")
        self._told.hide()
        self.find_button = button(Words.FIND, self._find)
        self.try_button = button(Words.TRY, self._try)
        for widget in (Text(Words.VOICE, "heading"), Text(Words.VOICE_HELP, "muted"), self._told):
            self._inside.addWidget(widget)
        self._choices = self._radios(("",) if not voice else ("", voice))
        self._inside.addWidget(self._choices)
        self._inside.addWidget(flow_of(self.find_button, self.try_button))

    @property
    def radios(self) -> list[QRadioButton]:
        """The voices that are offered."""
        return [made for made in self._group.buttons() if isinstance(made, QRadioButton)]

    def close_down(self) -> None:
        """Let the voice go."""
        if self._aloud is not None:
            self._aloud.close()
            self._aloud = None

    def _radios(self, names: tuple[str, ...]) -> QFrame:
        holder = QFrame()
        made = []
        for name in names:
            words = name or Words.USUAL_VOICE
            radio = QRadioButton(words.replace("&", "&&"))
            radio.setAccessibleName(f"{Words.VOICE}: {words}")
            radio.setChecked(name == self._voice)
            radio.setEnabled(not self._locked)
            radio.clicked.connect(lambda _=False, name=name: self._choose(name))
            self._group.addButton(radio)
            made.append(radio)
        column(holder).addWidget(flow_of(*made))
        return holder

    def _choose(self, name: str) -> None:
        self._voice = name
        self.chosen.emit(name)

    def _reader(self) -> ReadAloud:
        """A reader with the voice and the speed that are chosen now."""
        if self._aloud is None:
            self._aloud = ReadAloud(parent=self, engine=self._engine)
            self._aloud.voices.connect(self._found)
            self._aloud.ended.connect(self._tell)
        self._aloud.set_voice(self._voice)
        self._aloud.set_speed(self._speed())
        return self._aloud

    def _find(self) -> None:
        self._tell(Words.FINDING)
        self.find_button.setEnabled(False)
        self._reader().find_voices()

    def _try(self) -> None:
        if self._aloud is None:
            self._tell(Words.FINDING)
        self._reader().read([Passage(0, Words.SAMPLE)])

    def _found(self, names: tuple[str, ...]) -> None:
        self._tell("")
        for radio in self.radios:
            self._group.removeButton(radio)
        known = (self._voice,) if self._voice and self._voice not in names else ()
        fresh = self._radios(("", *names, *known))
        self._inside.replaceWidget(self._choices, fresh)
        self._choices.deleteLater()
        self._choices = fresh
        self.find_button.hide()

    def _tell(self, words: str) -> None:
        self._told.say(words)
        self._told.setVisible(bool(words))
        self.find_button.setEnabled(True)
        if words:
            announce(self._told)
