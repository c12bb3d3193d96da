"""From a time to a time: the minutes of the visit that are off the record."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field, code
from ui.widgets.layouts import flow_of, row
from ui.widgets.text import Text, announce
from ui.words import Common, clock
from ui.words_transcript import OffRecord as Words

_TIME = re.compile(r"(?:(?:([0-9]{1,2}):)?([0-5]?[0-9])|([0-9]{1,3})):([0-5][0-9])")
"""Hours, minutes and seconds, or minutes and seconds. '12' or '12.5' could be either, so they are no times."""


def seconds_of(text: str) -> float | None:
    """Seconds of a time that a person typed, '1:02:30' or '12:30'; None where it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, only_minutes, seconds = (int(part or 0) for part in found.groups())
    return float((60 * hours + minutes + only_minutes) * 60 + seconds)


class TimesDialog(Dialog):
    """`chosen` gives two times in seconds, the second after the first. The end that it begins with is rounded up."""

    chosen = Signal(float, float)

    def __init__(self, parent: QWidget, start: float, end: float) -> None:
        super().__init__(parent, Words.TIMES, Words.TIME_HELP)
        self.start, self.end = code(clock(start)), code(clock(math.ceil(end)))
        self.wrong = Text("", "label")
        self.wrong.hide()
        across = row()
        across.addWidget(Field(Words.FROM, self.start))
        across.addWidget(Field(Words.TO, self.end))
        self.body.addLayout(across)
        self.body.addWidget(self.wrong)
        self.leave_out = button(Words.LEAVE_OUT, self.choose)
        self.leave_out.setDefault(True)
        cancel = button(Common.CANCEL, self.close)
        cancel.setAutoDefault(False)
        self.body.addWidget(flow_of(self.leave_out, cancel))
        self.start.setFocus()
        self.start.selectAll()

    def choose(self) -> None:
        """Hand the times on, or say what is wrong with them."""
        start, end = seconds_of(self.start.text()), seconds_of(self.end.text())
        if start is None or end is None or end <= start:
            self.wrong.say(Words.TIME_WRONG)
            self.wrong.show()
            self.fit()
            announce(self.wrong)
            return
        self.close()
        self.chosen.emit(start, end)
