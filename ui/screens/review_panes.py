"""The two panes of a review: beside each other, or one at a time where neither would have room for a line of words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from ui.screens.base import Screen
from ui.widgets.buttons import button
from ui.words_review import Panes as Words

_LETTERS = 28
"""So many letters have to be in a line of a pane, or the panes are shown one at a time."""


class OnePane(QObject):
    """S changes which is shown; whatever puts the keyboard somewhere brings its own pane."""

    def __init__(self, screen: Screen, draft: QWidget, side: QWidget, go_back: Callable[[], object]) -> None:
        super().__init__(screen)
        self._go_back = go_back
        self._screen, self._draft, self._side = screen, draft, side
        self._on_side = False
        self.narrow = False
        self.tab = button(Words.DRAFT, self.change, style="tab", keys="S")
        self.tab.hide()

    def fit(self) -> None:
        """See whether there is room for both."""
        line = self._screen.intro.fontMetrics().horizontalAdvance("n" * _LETTERS)
        self.narrow = line > self._screen.width() / 2
        self._show()

    def show_draft(self) -> None:
        """Show the draft, where only one of them is shown."""
        self._on_side = False
        self._show()

    def show_side(self) -> None:
        """Show the other one."""
        self._on_side = True
        self._show()

    def change(self) -> None:
        """Show the one that is not shown, with the keyboard in it: in the draft where it was before."""
        if not self.narrow:
            return
        self._on_side = not self._on_side
        self._show()
        if self._on_side:
            self.tab.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_back()

    def _show(self) -> None:
        self.tab.setVisible(self.narrow)
        self._draft.setVisible(not (self.narrow and self._on_side))
        self._side.setVisible(self._on_side or not self.narrow)
