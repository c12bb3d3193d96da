"""What was said and is not in the note, and why; each can be added to a section."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scribe.visit import Document, Omission
from ui.theme import SPACE
from ui.widgets.buttons import CardButton, button
from ui.widgets.field import Field, choices
from ui.widgets.layouts import card, clear, column, flow_of
from ui.widgets.text import Text, chip
from ui.words import Review as Words

OMISSIONS = "omissions"


class OmissionsPane(QWidget):
    """The list, under the chosen one what to do with it, and 'I have looked at this list'."""

    add = Signal(int, str)
    seen = Signal()

    def __init__(self, document: Document, who_said: Callable[[Omission], str]) -> None:
        super().__init__()
        self.setObjectName("body")
        self._who_said = who_said
        self._shown: tuple[Omission, ...] | None = None
        self.index = 0
        inside = column(self, gap=SPACE[2])
        inside.setContentsMargins(0, 0, SPACE[1], 0)
        self.section = choices(tuple((section.id, section.heading) for section in document.sections))
        self.add_button = button(Words.ADD, lambda: self.add.emit(self.index, self.section.currentData()))
        self.adding, within = card()
        within.addWidget(Field(Words.ADD_TO, self.section))
        within.addWidget(flow_of(self.add_button))
        self.seen_button = button(Words.SEEN, lambda: self.seen.emit())
        self.rows = column(gap=SPACE[1])
        self.empty = Text(Words.OMISSIONS_NONE, "muted")
        self.done = Text(Words.SEEN_DONE, "muted")
        inside.addWidget(Text(Words.OMISSIONS_TITLE, "heading"))
        inside.addWidget(Text(Words.OMISSIONS_HELP, "muted"))
        inside.addWidget(self.empty)
        inside.addLayout(self.rows)
        inside.addWidget(self.done)
        inside.addWidget(flow_of(self.seen_button))
        inside.addStretch()
        self.buttons: list[CardButton] = []

    def show_document(self, document: Document) -> None:
        """Show the list as it is now."""
        if document.omissions != self._shown:
            self._shown = document.omissions
            self._build(document.omissions)
        any_left = bool(document.omissions)
        self.empty.setVisible(not any_left)
        self.done.setVisible(any_left and document.omissions_seen_at is not None)
        self.seen_button.setVisible(any_left and document.omissions_seen_at is None)

    def ends(self) -> dict[Hashable, QWidget]:
        """The last line of the list."""
        return {OMISSIONS: self.buttons[-1] if self.buttons else self.empty}

    def _build(self, omissions: tuple[Omission, ...]) -> None:
        self.rows.removeWidget(self.adding)
        self.adding.setParent(self)
        self.adding.hide()
        clear(self.rows)
        self.buttons = [self._row(number, omission) for number, omission in enumerate(omissions)]
        for made in self.buttons:
            self.rows.addWidget(made)
        self.index = max(0, min(self.index, len(omissions) - 1))

    def _row(self, number: int, omission: Omission) -> CardButton:
        made = CardButton("choice")
        made.put(Text(omission.text))
        who = self._who_said(omission)
        made.put(Text(who, "small"))
        if omission.of_weight:
            made.put(flow_of(chip(Words.of_weight(omission.of_weight), "chipWarn")))
        made.setAccessibleName(f"{omission.text} {who}")
        made.clicked.connect(lambda _=False: self._choose(number))
        return made

    def _choose(self, number: int) -> None:
        self.index = number
        for at, made in enumerate(self.buttons):
            made.setChecked(at == number)
        self.rows.removeWidget(self.adding)
        self.rows.insertWidget(number + 1, self.adding)
        self.adding.show()
