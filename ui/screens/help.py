"""What the steps of a visit are, the list of keys, and whose work is in Fairnote."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from ui.desk import Desk, Go
from ui.screens.base import Screen
from ui.widgets.buttons import button
from ui.widgets.layouts import card
from ui.widgets.text import Text
from ui.words import Help as Words


class HelpScreen(Screen):
    """The steps, then every key, by screen; at the end, when it is asked for, every part with its licence."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO)
        self._add_pairs(Words.STEPS_TITLE, Words.STEPS).addWidget(Text(Words.STEPS_HELP))
        self.body.addWidget(Text(Words.KEYS_TITLE, "title"))
        self.body.addWidget(Text(Words.KEYS_INTRO, "muted"))
        for heading, keys in Words.KEYS:
            self._add_pairs(heading, keys)
        frame, self._licences = card()
        self._licences.addWidget(Text(Words.LICENCES, "heading"))
        self._licences.addWidget(Text(Words.LICENCES_INTRO, "banner"))
        self.show_licences = button(Words.SHOW_LICENCES, self._show_licences)
        self._licences.addWidget(self.show_licences)
        self.body.addWidget(frame)
        self.set_main(Words.DONE, lambda: self.leave_for(Go.BACK))

    def _add_pairs(self, heading: str, pairs: tuple[tuple[str, str], ...]) -> QVBoxLayout:
        """A card with a name at the left of each line, and what it is at the right."""
        frame, inside = card()
        inside.addWidget(Text(heading, "heading"))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 3)
        for number, (name, what) in enumerate(pairs):
            grid.addWidget(Text(name, "label"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(what, "banner"), number, 1)
        inside.addLayout(grid)
        self.body.addWidget(frame)
        return inside

    def _show_licences(self) -> None:
        """A hundred lines that hardly anybody wants: made when they are asked for."""
        self.show_licences.hide()
        for part in self.desk.actions.named_parts():
            self._licences.addWidget(Text(Words.part(part.name, part.version, part.licence, part.whose), "banner"))
