"""The keys of a review."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from ui.screens.single_keys import SingleKeys

if TYPE_CHECKING:
    from ui.screens.review import ReviewScreen

_Key = Qt.Key


class Keys(SingleKeys):
    """What each key does in a review."""

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

    def _offered(self, number: int) -> QAbstractButton | None:
        """The reason of that number to keep the flagged statement for."""
        return self._deciding.ready.offered(number)

    def _reason(self) -> None:
        if self._deciding.flagged:
            self._screen.beside_it(self._deciding.begin_reason)

    def _keep(self) -> None:
        """Ctrl+K first asks for the reason, then keeps."""
        if self._deciding.reasoning:
            self._deciding.ask_keep()
        else:
            self._reason()
