"""The keys of a review. Single letters reach the screen only while nothing is being typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.widgets.ready_reasons import all_in_view

if TYPE_CHECKING:
    from ui.screens.review import ReviewScreen

_Key = Qt.Key


class Keys:
    """One press, one act: a key that is held down never keeps, nor takes out, what comes next too."""

    def __init__(self, screen: ReviewScreen) -> None:
        self._screen = screen
        self._deciding = screen.evidence.deciding
        evidence, beside = screen.evidence, screen.beside_it
        self._plain: dict[int, Callable[[], object]] = {
            _Key.Key_P: evidence.ask_play,
            _Key.Key_E: lambda: beside(self._deciding.begin_edit),
            _Key.Key_Delete: screen.acts.take_out,
            _Key.Key_4: self._reason,
            _Key.Key_M: lambda: screen.moving.ask(),
            _Key.Key_H: lambda: beside(evidence.how.toggle),
            _Key.Key_S: screen.panes.change,
            _Key.Key_O: screen.toggle_omissions,
            _Key.Key_N: screen.acts.empty_by_key,
            _Key.Key_B: screen.since.show,
        }
        screen.key("F8", screen.go_to_next)
        screen.key("Ctrl+K", self._keep)
        screen.key("Ctrl+S", self._deciding.ask_change)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key is for. Whether it is for anything here."""
        if event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        act, number = self._plain.get(event.key()), event.key() - _Key.Key_0
        if event.isAutoRepeat():
            return act is not None or 0 <= number <= 9
        if self._give_reason(number):
            return True
        if act is not None:
            act()
        return act is not None

    def _give_reason(self, number: int) -> bool:
        """Keep the flagged statement for the reason of that number, where it can be read."""
        made = self._deciding.ready.offered(number)
        if made is not None and all_in_view(made):
            made.click()
        return made is not None

    def _reason(self) -> None:
        if self._deciding.flagged:
            self._screen.beside_it(self._deciding.begin_reason)

    def _keep(self) -> None:
        """Ctrl+K first asks for the reason, then keeps."""
        if self._deciding.reasoning:
            self._deciding.ask_keep()
        else:
            self._reason()
