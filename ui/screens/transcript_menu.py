"""The More menu: whatever is needed less often, each thing with its key beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton


@dataclass(frozen=True)
class Entry:
    """One line of it. `ready` says whether it can be done where the person is; `words` may depend on that too."""

    words: Callable[[], str] | str
    act: Callable[[], object]
    keys: str = ""
    ready: Callable[[], bool] = lambda: True

    @property
    def said(self) -> str:
        """What it says now."""
        return self.words if isinstance(self.words, str) else self.words()


class MoreMenu(QMenu):
    """Groups of entries: those that can be done where the person is."""

    def __init__(self, opener: QPushButton, groups: tuple[tuple[Entry, ...], ...]) -> None:
        super().__init__(opener)
        self._opener, self._groups = opener, groups
        self.setAccessibleName(opener.accessibleName())
        self.setToolTipsVisible(False)

    def show_all(self) -> None:
        """Open it above its button."""
        self.fill()
        corner = self._opener.mapToGlobal(QPoint(0, 0))
        self.popup(corner - QPoint(0, self.sizeHint().height()))
        self.setActiveAction(self.actions()[0])

    def fill(self) -> None:
        """Say what can be done now."""
        self.clear()
        for group in self._groups:
            ready = [entry for entry in group if entry.ready()]
            if ready and self.actions():
                self.addSeparator()
            for entry in ready:
                words = entry.said.replace("&", "&&")
                action = self.addAction(f"{words}\t{entry.keys}" if entry.keys else words)
                action.triggered.connect(lambda _=False, act=entry.act: act())
