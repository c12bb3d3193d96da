"""Choosing a microphone, and trying it for some seconds before anything is recorded."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame

from ui.desk import Desk
from ui.recording_watch import LOOK_EVERY
from ui.theme import SPACE
from ui.widgets.buttons import button, rename
from ui.widgets.field import Field, choices
from ui.widgets.layouts import column, flow_of
from ui.widgets.level_meter import LevelMeter
from ui.widgets.notice import Notice
from ui.widgets.text import Text
from ui.words import Microphone as Words

if TYPE_CHECKING:
    from scribe.recorder import MicrophoneTrial

_TRY_FOR = 8.0
"""Seconds that a test lasts."""
_HEARD_WITHIN = 3.0
"""Seconds after which it is said that nothing is heard yet."""


class MicrophoneChoice(QFrame):
    """The list, and the test. Nothing of a test is kept."""

    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._trial: MicrophoneTrial | None = None
        self._asked = 0
        """How often a test was begun or given up: one that opens too late knows by this that nobody wants it."""
        self._began = 0.0
        self._leaving = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        inside = column(self, gap=SPACE[2], margin=SPACE[4])
        self.list = choices((("", Words.DEFAULT),))
        self.list.currentIndexChanged.connect(lambda _: self.stop_trying())
        self.meter = LevelMeter()
        self.try_button = button(Words.TRY, self.try_or_stop, keys="T")
        self.said = Notice()
        inside.addWidget(Field(Words.FIELD, self.list))
        inside.addWidget(flow_of(self.try_button))
        self.help = Text(Words.TRY_HELP, "muted")
        for widget in (self.help, self.meter, self.said):
            inside.addWidget(widget)
        inside.addStretch()
        self.meter.hide()
        finding = desk.in_background("microphones", "look for microphones", desk.actions.microphones)
        finding.succeeded.connect(self._offer)

    @property
    def device(self) -> str | None:
        """The id of the one that is chosen; None is the system's choice."""
        return self.list.currentData() or None

    @property
    def trying(self) -> bool:
        """Whether a test is going on or about to."""
        return self._began > 0

    def _offer(self, found: Any) -> None:  # noqa: ANN401 (a job's result)
        if not self._leaving:
            for microphone in found:
                self.list.addItem(microphone.name, microphone.id)

    # --- the test

    def try_or_stop(self) -> None:
        """Begin a test, or end the one that goes on."""
        if self.trying:
            self.stop_trying()
            return
        self._asked += 1
        asked, device, ask = self._asked, self.device, self._desk.actions.try_microphone
        self._began = time.monotonic()
        self._show_trying(True)
        self.said.tell(Words.SPEAK)
        bridge = self._desk.in_background("try microphone", "try microphone", lambda: ask(device))
        bridge.succeeded.connect(lambda trial: self._came(asked, trial))
        bridge.failed.connect(lambda error: self._could_not(asked, error))

    def _came(self, asked: int, trial: MicrophoneTrial) -> None:
        if asked != self._asked or self._leaving:
            self._let_go_of(trial)
            return
        self._trial = trial
        self._began = time.monotonic()
        self._timer.start()

    def _could_not(self, asked: int, error: object) -> None:
        if asked == self._asked and not self._leaving:
            self.stop_trying()
            self.said.quiet()
            self.failed.emit(error)

    def _look(self) -> None:
        trial = self._trial
        if trial is None:
            return
        self.meter.show_level(trial.level, trial.peak)
        lasted = time.monotonic() - self._began
        over = trial.finished or lasted > _TRY_FOR
        if trial.heard:
            self._say(Words.HEARD, "good")
        elif trial.warning or over:
            self._say(trial.warning or Words.NOTHING, "warn")
        elif lasted > _HEARD_WITHIN:
            self._say(Words.NOT_YET, "warn")
        if over:
            self._end()

    def _say(self, words: str, tone: str) -> None:
        if self.said.words != words:
            self.said.tell(words, tone=tone)

    def stop_trying(self) -> None:
        """Give the test up; what it said stays to be read if it came to a result."""
        if self.trying:
            heard = self._trial is not None and self._trial.heard
            self._end()
            if not heard:
                self.said.quiet()

    def _end(self) -> None:
        trial = self.let_go()
        if trial is not None:
            self._let_go_of(trial)

    def let_go(self) -> MicrophoneTrial | None:
        """End a test without waiting; what is given back still has to be stopped, before the microphone is wanted."""
        trial, self._trial = self._trial, None
        self._asked += 1
        self._began = 0.0
        self._timer.stop()
        self.meter.rest()
        self._show_trying(False)
        return trial

    def _let_go_of(self, trial: MicrophoneTrial) -> None:
        self._desk.in_background("end test", "end test", trial.stop)

    def _show_trying(self, trying: bool) -> None:
        rename(self.try_button, Words.STOP_TRYING if trying else Words.TRY)
        self.meter.setVisible(trying)
        self.help.setVisible(not trying and self.said.isHidden())

    def close_down(self) -> None:
        """The screen is about to be let go."""
        self._leaving = True
        self._end()
