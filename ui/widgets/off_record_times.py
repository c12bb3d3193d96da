"""From a time to a time: the minutes of the visit that are off the record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field, line
from ui.widgets.layouts import flow_of, row
from ui.widgets.text import Text, announce
from ui.words import Common, clock
from ui.words_transcript import OffRecord as Words


def seconds_of(text: str) -> float | None:
    """Seconds of a time that a person typed, '1:02:30', '12:30' or '45'; None where it is none."""
    parts = text.strip().replace(".", ":").split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return float(total)


class TimesDialog(Dialog):
    """`chosen` gives two times in seconds, the second after the first."""

    chosen = Signal(float, float)

    def __init__(self, parent: QWidget, start: float, end: float) -> None:
        super().__init__(parent, Words.TIMES, Words.TIME_HELP)
        self.start, self.end = line(clock(start)), line(clock(end))
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
