"""What was said and is not in the note, and why; each can be added to a section."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scribe.visit import Document, Omission
from ui.widgets.buttons import button
from ui.widgets.field import Field, choices
from ui.widgets.layouts import card, flow_of
from ui.widgets.left_out_list import LeftOutList
from ui.widgets.text import chip
from ui.words import Review as Words


class OmissionsPane(LeftOutList):
    """The list; the chosen one can go under a heading."""

    add = Signal(int, str)

    def __init__(self, document: Document, who_said: Callable[[Omission], str]) -> None:
        self._who_said = who_said
        self.section = choices(tuple((section.id, section.heading) for section in document.sections))
        self.add_button = button(Words.ADD, lambda: self.add.emit(self.index, self.section.currentData()))
        self.adding, within = card()
        within.addWidget(Field(Words.ADD_TO, self.section))
        within.addWidget(flow_of(self.add_button))
        super().__init__(Words, self.adding)

    def about(self, omission: Omission) -> tuple[str, tuple[QWidget, ...]]:
        """Who said it, and why it is of weight."""
        weighs = (flow_of(chip(Words.of_weight(omission.of_weight), "chipWarn")),) if omission.of_weight else ()
        return self._who_said(omission), weighs
