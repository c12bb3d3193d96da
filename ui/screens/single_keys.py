"""Single letters as keys of a screen: they reach it only while nothing is being typed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from ui.widgets.ready_reasons import all_in_view


class SingleKeys(ABC):
    """One press, one act: a key that is held down never keeps, nor takes out, what comes next too."""

    _plain: Mapping[int, Callable[[], object]]

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key is for. Whether it is for anything here."""
        if event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        act, number = self._plain.get(event.key()), event.key() - Qt.Key.Key_0
        if event.isAutoRepeat():
            return act is not None or 0 <= number <= 9
        if (made := self._offered(number)) is not None:
            if all_in_view(made):  # nobody chooses what they can't read
                made.click()
            return True
        if act is not None:
            act()
        return act is not None

    @abstractmethod
    def _offered(self, number: int) -> QAbstractButton | None:
        """What is offered under a number now, if anything."""
