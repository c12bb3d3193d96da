"""The foot of the review: buttons that are needed less often go into the More menu when there is no room for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui.screens.base import Screen
from ui.screens.transcript_menu import Entry, MoreMenu
from ui.theme import SPACE
from ui.words_transcript import More as Words

_MNEMONIC = Qt.TextFlag.TextShowMnemonic


class MoreButtons(QObject):
    """One line of buttons and no second: what doesn't fit is in the menu, with the same words and the same keys.

    `seldom`: buttons that may go there, the last first. `always`: groups of entries that are only there.
    """

    def __init__(self, screen: Screen, seldom: Sequence[QPushButton], always: tuple[tuple[Entry, ...], ...]) -> None:
        super().__init__(screen)
        self._holder: QWidget = screen.others
        self._main = screen.main
        self._seldom = tuple(seldom)
        self.button = screen.add_other(Words.TITLE, self.open_menu, keys="F10")
        self._always = bool(always)
        self._unwanted: set[QPushButton] = set()
        folded = tuple(self._entry(made) for made in self._seldom)
        self.menu = MoreMenu(self.button, (*always, folded))
        screen.key("F10", self.open_menu)
        self._holder.installEventFilter(self)
        self._main.installEventFilter(self)

    def open_menu(self) -> None:
        """Open the menu above its button."""
        self.menu.show_all()

    def want(self, made: QPushButton, wanted: bool) -> None:
        """Whether one of the seldom ones is of any use where the person is."""
        if (made in self._unwanted) == wanted:
            self._unwanted ^= {made}
            self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """See what fits whenever the line has another width, or something in it has."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Show as many of the seldom ones as there is room for, and the menu where anything is in it."""
        self._fit_main()
        room = self._holder.width() + SPACE[2] - sum(map(_width, self._others()))
        wanted = [made for made in self._seldom if made not in self._unwanted]
        for made in self._unwanted:
            made.hide()
        more = self._always or room < sum(map(_width, wanted))
        _show(self.button, more)
        room -= _width(self.button) if more else 0
        for made in wanted:
            room -= _width(made)
            _show(made, room >= 0)

    def _fit_main(self) -> None:
        """Where not even the main button has room for its words, it has fewer; a screen reader says all of them."""
        bar, main = self._holder.parentWidget(), self._main
        if bar is None or main.isHidden():
            return
        around = main.sizeHint().width() - main.fontMetrics().size(_MNEMONIC, main.text()).width()
        room = bar.width() - 2 * SPACE[5] - _width(self.button) - around
        words = shorter(main.accessibleName())
        fitting = (each for each in words if main.fontMetrics().horizontalAdvance(each) <= room)
        main.setText(next(fitting, words[-1]).replace("&", "&&"))

    def _entry(self, made: QPushButton) -> Entry:
        def folded() -> bool:
            return made.isHidden() and made not in self._unwanted

        return Entry(lambda: made.text().replace("&&", "&"), made.click, "", folded)

    def _others(self) -> list[QPushButton]:
        layout = self._holder.layout()
        assert layout is not None
        items = (layout.itemAt(number) for number in range(layout.count()))
        every = (item.widget() for item in items if item is not None)
        here = [made for made in every if isinstance(made, QPushButton) and not made.isHidden()]
        return [made for made in here if made is not self.button and made not in self._seldom]


def shorter(words: str) -> tuple[str, ...]:
    """What a button says, then without its key, then without what comes after the colon."""
    bare = words.partition(" (")[0]
    return tuple(dict.fromkeys((words, bare, bare.partition(":")[0])))


def _show(made: QPushButton, wanted: bool) -> None:
    if made.isHidden() == wanted:
        made.setVisible(wanted)


def _width(made: QPushButton) -> int:
    return made.sizeHint().width() + SPACE[2]
