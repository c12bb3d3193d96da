"""The list of keys."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from ui.desk import Desk, Go
from ui.screens.base import Screen
from ui.widgets.layouts import card
from ui.widgets.text import Text
from ui.words import Help as Words


class HelpScreen(Screen):
    """Every key, by screen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO)
        for heading, keys in Words.KEYS:
            frame, inside = card()
            inside.addWidget(Text(heading, "heading"))
            grid = QGridLayout()
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 3)
            for number, (key, what) in enumerate(keys):
                grid.addWidget(Text(key, "label"), number, 0)
                grid.addWidget(Text(what, "banner"), number, 1)
            inside.addLayout(grid)
            self.body.addWidget(frame)
        self.set_main(Words.DONE, lambda: self.leave_for(Go.BACK))
