"""What may have been harm, as lines that are chosen for an urgent extract, or only read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QWidget

from scribe.harm_first import HarmStatement
from ui.theme import SPACE
from ui.widgets.buttons import CardButton, button
from ui.widgets.layouts import clear, column, flow_of, row
from ui.widgets.sign import Sign
from ui.widgets.text import Text, chip
from ui.words import clock
from ui.words_urgent import Harm as Words

_QUOTED = 2
"""How many are quoted on a screen that is about something else."""


class HarmLine(CardButton):
    """One quotation. Pressed, it goes into the extract, or out of it; words and a sign say which."""

    here = Signal(object)

    def __init__(self, statement: HarmStatement) -> None:
        super().__init__("choice")
        self.statement = statement
        self._kind = Words.GRAVE if statement.grave else Words.OTHER
        self._state = Text("", "small")
        self._sign = Sign("good")
        self.put(Text(statement.claim.text))
        kind = chip(self._kind, "chipWarn" if statement.grave else "chip")
        self.put(flow_of(Sign("warn" if statement.grave else "info"), kind, chip(clock(statement.at))))
        self.put(_beside(self._sign, self._state))
        self.toggled.connect(lambda _: self._say())
        self.setChecked(statement.grave)
        self._say()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Say that the person is here."""
        super().focusInEvent(event)
        self.here.emit(self)

    def _say(self) -> None:
        state = Words.CHOSEN if self.isChecked() else Words.NOT_CHOSEN
        self._sign.setVisible(self.isChecked())
        self._state.say(state)
        self.setAccessibleName(Words.statement(self.statement.claim.text, self._kind, state))


class HarmList(QWidget):
    """All of it, the grave first: those are chosen already."""

    changed = Signal()
    here = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("body")
        self.lines: list[HarmLine] = []
        self.rows = column(self, gap=SPACE[2])
        self.rows.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_statements(self, found: tuple[HarmStatement, ...]) -> None:
        """Show these."""
        clear(self.rows)
        self.lines = [HarmLine(each) for each in found]
        for made in self.lines:
            made.toggled.connect(lambda _: self.changed.emit())
            made.here.connect(self.here)
            self.rows.addWidget(made)
            made.show()  # at once: the keyboard may be put on it

    @property
    def chosen(self) -> tuple[HarmStatement, ...]:
        """What is to go into the extract."""
        return tuple(made.statement for made in self.lines if made.isChecked())


class HarmCard(QFrame):
    """On another screen: that there is some, the first of it word for word, and the way to all of it."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        inside = column(self, gap=SPACE[1], margin=SPACE[3])
        self.heading = Text("", "heading")
        self.quoted = Text()
        self.open_button = button(Words.READ_FIRST, self.wanted.emit, keys="Ctrl+U")
        for part in (_beside(Sign("warn"), self.heading), self.quoted, flow_of(self.open_button)):
            inside.addWidget(part)
        self.hide()

    def show_statements(self, found: tuple[HarmStatement, ...]) -> None:
        """Quote the first of these; none: the card is not there."""
        self.heading.say(Words.found(len(found)))
        self.quoted.say("\n".join(each.claim.text for each in found[:_QUOTED]))
        self.setVisible(bool(found))


def _beside(sign: Sign, words: Text) -> QWidget:
    """A sign with words that may need more than one line."""
    holder = QWidget()
    across = row(holder, gap=SPACE[1])
    across.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(words, 1)
    return holder
