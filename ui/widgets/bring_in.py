"""Bringing in sound files: a place to drop them, and their order where there are several."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.layouts import card, clear, column, flow_of, row
from ui.widgets.text import Text
from ui.words import Files as Words


def by_name(paths: Iterable[Path]) -> list[Path]:
    """In the order of their names, numbers as numbers: 'visit 2' comes before 'visit 10'."""

    def key(path: Path) -> list[tuple[int, int, str]]:
        parts = re.split(r"(\d+)", path.name.casefold())
        return [(1, 0, part) if number % 2 == 0 else (0, int(part), "") for number, part in enumerate(parts)]

    return sorted(paths, key=key)


class DropArea(QFrame):
    """A place to drop files; the button in it does the same by keyboard."""

    dropped = Signal(object)
    """A list of paths."""
    refused = Signal()

    def __init__(self, *inside: QWidget, words: str = Words.DROP) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(words)
        within = column(self, gap=SPACE[2], margin=SPACE[3])
        within.addWidget(flow_of(*inside))
        within.addWidget(Text(words))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files only."""
        if event.mimeData().hasUrls():
            self._show_over(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Look as before."""
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take the files, or say that there were none."""
        self._show_over(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths and not any(path.is_dir() for path in paths):
            self.dropped.emit(paths)
        else:
            self.refused.emit()

    def _show_over(self, over: bool) -> None:
        self.setProperty("over", "true" if over else "false")
        self.style().unpolish(self)
        self.style().polish(self)


class FileOrder(QFrame):
    """Several files that are to become one visit, in their order; each can be moved or taken out."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.files: list[Path] = []
        inside = column(self, gap=SPACE[2], margin=SPACE[3])
        inside.addWidget(Text(Words.ORDER_TITLE, "heading"))
        inside.addWidget(Text(Words.ORDER_HELP, "muted"))
        self.rows = column(gap=SPACE[1])
        inside.addLayout(self.rows)
        self.hide()

    def add(self, paths: Iterable[Path]) -> None:
        """Put these after those that are there, in the order of their names; one that is there already stays once."""
        self.files += [path for path in by_name(set(paths)) if path not in self.files]
        self._show()

    def empty(self) -> None:
        """Take all of them out."""
        self.files = []
        self._show()

    def _move(self, number: int, by: int) -> None:
        self.files.insert(number + by, self.files.pop(number))
        self._show()
        self._focus(number + by, 0 if by < 0 else 1)

    def _take_out(self, number: int) -> None:
        del self.files[number]
        self._show()
        if self.files:
            self._focus(min(number, len(self.files) - 1), 2)

    def _focus(self, number: int, which: int) -> None:
        """The keyboard stays with what was moved."""
        made = self._buttons[number][which]
        (made if made.isEnabled() else self._buttons[number][1 - which]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        clear(self.rows)
        self._buttons = [self._row(number, path.name) for number, path in enumerate(self.files)]
        self.setVisible(bool(self.files))
        self.changed.emit()

    def _row(self, number: int, name: str) -> tuple[QPushButton, QPushButton, QPushButton]:
        frame, inside = card()
        inside.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        inside.setSpacing(SPACE[0])
        across = row()
        across.addWidget(Text(Words.numbered(number + 1, name), "label"), 1)
        up = button(Words.UP, lambda: self._move(number, -1), style="quiet", name=Words.named(Words.UP, name))
        down = button(Words.DOWN, lambda: self._move(number, 1), style="quiet", name=Words.named(Words.DOWN, name))
        out = button(Words.REMOVE, lambda: self._take_out(number), style="quiet", name=Words.named(Words.REMOVE, name))
        up.setEnabled(number > 0)
        down.setEnabled(number < len(self.files) - 1)
        for made in (up, down, out):
            across.addWidget(made)
        inside.addLayout(across)
        self.rows.addWidget(frame)
        return up, down, out
