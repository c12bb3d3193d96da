"""The card of the settings that says what the language model may be asked to do, and lets it sit its exam."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy

from ui.desk import Desk
from ui.errors import TOLD, explain
from ui.job_bridge import JobBridge
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.layouts import column, flow_of
from ui.widgets.text import Text, announce
from ui.widgets.working import Working
from ui.words import Exam as Words

_WORK = "exam"


class ExamCard(QFrame):
    """One line, one button, and how far the exam is. It goes on while other screens are open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._desk = desk
        self.told = Text("")
        self.begin = button(Words.BEGIN, self._begin, name=Words.BEGIN_NAME)
        self.working = Working()
        self.working.cancel.setToolTip("")  # here Esc goes back, and the exam goes on
        self.working.cancel.setAccessibleDescription("")
        inside = column(self, gap=SPACE[2], margin=SPACE[4])
        for widget in (Text(Words.TITLE, "heading"), self.told, Text(Words.HELP, "muted"), self.working):
            inside.addWidget(widget)
        inside.addWidget(flow_of(self.begin))
        self._tell_standing()
        going_on = desk.work.under_way(_WORK)
        if going_on is not None:
            self._follow(going_on)

    def _tell_standing(self) -> None:
        try:
            standing = self._desk.actions.exam_standing(self._desk.session)
        except TOLD as error:
            standing = str(explain(error))
        self.told.say(standing or Words.NO_MODEL)
        self.begin.setVisible(bool(standing))

    def _begin(self) -> None:
        try:
            self._follow(self._desk.start(_WORK, self._desk.actions.examine_writer(self._desk.session)))
        except TOLD as error:
            self._say(str(explain(error)))

    def _follow(self, bridge: JobBridge) -> None:
        self.begin.setEnabled(False)
        self.working.follow(Words.WORKING, bridge)
        self.working.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        bridge.succeeded.connect(self._sat)
        bridge.failed.connect(self._failed)
        bridge.ended.connect(self._ended)

    def _sat(self, _: object) -> None:
        self._tell_standing()
        announce(self.told)

    def _failed(self, error: Exception) -> None:
        self._say(str(explain(error)))

    def _ended(self) -> None:
        self.begin.setEnabled(True)

    def _say(self, words: str) -> None:
        self.told.say(words)
        announce(self.told)
