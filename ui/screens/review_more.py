"""The foot of the review: buttons that are needed less often go into the More menu when there is no room for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPushButton, QWidget

from ui.screens.base import Screen
from ui.screens.transcript_menu import Entry, MoreMenu
from ui.theme import SPACE
from ui.words_transcript import More as Words


class MoreButtons(QObject):
    """One line of buttons and no second: what doesn't fit is in the menu, with the same words and the same keys.

    `seldom`: buttons that may go there, the last first. `always`: groups of entries that are only there.
    """

    def __init__(self, screen: Screen, seldom: Sequence[QPushButton], always: tuple[tuple[Entry, ...], ...]) -> None:
        super().__init__(screen)
        self._holder: QWidget = screen.others
        self._seldom = tuple(seldom)
        self.button = screen.add_other(Words.TITLE, self.open_menu, keys="F10")
        self._always = bool(always)
        folded = tuple(_entry(made) for made in self._seldom)
        self.menu = MoreMenu(self.button, (*always, folded))
        screen.key("F10", self.open_menu)
        self._holder.installEventFilter(self)

    def open_menu(self) -> None:
        """Open the menu above its button."""
        self.menu.show_all()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """See what fits whenever the line has another width, or something in it has."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Show as many of the seldom ones as there is room for, and the menu where anything is in it."""
        room = self._holder.width() + SPACE[2] - sum(map(_width, self._others()))
        more = self._always or room < sum(map(_width, self._seldom))
        _show(self.button, more)
        room -= _width(self.button) if more else 0
        for made in self._seldom:
            room -= _width(made)
            _show(made, room >= 0)

    def _others(self) -> list[QPushButton]:
        layout = self._holder.layout()
        assert layout is not None
        items = (layout.itemAt(number) for number in range(layout.count()))
        every = (item.widget() for item in items if item is not None)
        here = [made for made in every if isinstance(made, QPushButton) and not made.isHidden()]
        return [made for made in here if made is not self.button and made not in self._seldom]


def _show(made: QPushButton, wanted: bool) -> None:
    if made.isHidden() == wanted:
        made.setVisible(wanted)


def _width(made: QPushButton) -> int:
    return made.sizeHint().width() + SPACE[2]


def _entry(made: QPushButton) -> Entry:
    return Entry(lambda: made.text().replace("&&", "&"), made.click, "", made.isHidden)
