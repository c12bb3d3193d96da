"""Why a flagged statement is right to keep, in one key: the reasons that a person most often has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.layouts import column
from ui.words_review import Ready as Words


class ReadyReasons(QWidget):
    """One button a reason. That it was listened to can only be said of what was played here."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        inside = column(self, gap=SPACE[1])
        self.buttons = [button(Words.offered(n, words), lambda w=words: self.given.emit(w), keys=str(n))  # type: ignore[misc]
                        for n, words in enumerate(Words.ALL, start=1)]  # fmt: skip
        for made in self.buttons:
            inside.addWidget(made)
        self.show_played(False)

    def show_played(self, played: bool) -> None:
        """Whether the words behind the statement were played."""
        made = self.buttons[Words.ALL.index(Words.LISTENED)]
        made.setEnabled(played)
        made.setToolTip("" if played else Words.PLAY_FIRST)

    def give(self, number: int) -> bool:
        """As pressing the button with this number, counted from 1; whether it could be."""
        made = self.buttons[number - 1] if 0 < number <= len(self.buttons) else None
        if made is None or not made.isVisible() or not made.isEnabled():
            return False
        made.click()
        return True
