"""Why a flagged statement is right to keep, in one key: the reasons that a person most often has."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.buttons import button
from ui.words_review import Ready as Words


class ReadyReasons(QObject):
    """One button a reason, to be laid out by whoever has them.

    That it was listened to can only be said of what was played here.
    """

    given = Signal(str)

    def __init__(self, parent: QObject, words: type[Words] = Words) -> None:
        super().__init__(parent)
        self._words = words
        self.buttons = [self._button(number, reason) for number, reason in enumerate(words.ALL, start=1)]
        self.show_played(False)

    def _button(self, number: int, reason: str) -> QPushButton:
        return button(
            self._words.offered(number, reason),
            lambda: self.given.emit(reason),
            keys=str(number),
            name=self._words.spoken(number, reason),
            sign="keep",
        )

    def show_wanted(self, wanted: bool) -> None:
        """Whether there is anything to give a reason for."""
        for made in self.buttons:
            made.setVisible(wanted)

    def show_played(self, played: bool) -> None:
        """Whether the words behind the statement were played."""
        made = self.buttons[self._words.ALL.index(self._words.LISTENED)]
        made.setEnabled(played)
        made.setToolTip("" if played else self._words.PLAY_FIRST)
        made.setAccessibleDescription("" if played else self._words.PLAY_FIRST)

    def offered(self, number: int) -> QPushButton | None:
        """The button with this number, counted from 1, where it can be pressed."""
        made = self.buttons[number - 1] if 0 < number <= len(self.buttons) else None
        return made if made is not None and made.isVisible() and made.isEnabled() else None


def all_in_view(made: QWidget) -> bool:
    """Whether all of it is on the screen: nobody gives a reason that they can't read."""
    return made.visibleRegion().boundingRect().height() >= made.height()
