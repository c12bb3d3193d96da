"""Why a flagged statement is right to keep, in one key: the reasons that a person most often has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

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

    def offered(self, number: int) -> QPushButton | None:
        """The button with this number, counted from 1, where it can be pressed."""
        made = self.buttons[number - 1] if 0 < number <= len(self.buttons) else None
        return made if made is not None and made.isVisible() and made.isEnabled() else None


def all_in_view(made: QWidget) -> bool:
    """Whether all of it is on the screen: nobody gives a reason that they can't read."""
    return made.visibleRegion().boundingRect().height() >= made.height()
