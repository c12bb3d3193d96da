"""A list of what a document leaves out, and why: what can be done stands under the one that is chosen."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from scribe.visit import Document, Omission
from ui.theme import SPACE
from ui.widgets.buttons import CardButton, button
from ui.widgets.layouts import clear, column, flow_of
from ui.widgets.text import Text

OMISSIONS = "omissions"


class LeftOutWords(Protocol):
    """What the list says: of a note, or of an Easy Read."""

    OMISSIONS_TITLE: str
    OMISSIONS_HELP: str
    OMISSIONS_NONE: str
    SEEN: str
    SEEN_DONE: str


class LeftOutList(QWidget):
    """The list, `under` the chosen one what to do with it, and 'I have looked at this list'."""

    chosen = Signal(int)
    seen = Signal()

    def __init__(self, words: type[LeftOutWords], under: QWidget) -> None:
        super().__init__()
        self.setObjectName("body")
        self._shown: tuple[Omission, ...] | None = None
        self._under = under
        under.installEventFilter(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._bring)
        self.index = 0
        self.buttons: list[CardButton] = []
        self.rows = column(gap=SPACE[1])
        self.help = Text(words.OMISSIONS_HELP, "muted")
        self.empty = Text(words.OMISSIONS_NONE, "muted")
        self.done = Text(words.SEEN_DONE, "muted")
        self.seen_button = button(words.SEEN, self.seen.emit)
        inside = column(self, gap=SPACE[2])
        inside.setContentsMargins(0, 0, SPACE[1], 0)
        for part in (Text(words.OMISSIONS_TITLE, "heading"), self.help, self.empty):
            inside.addWidget(part)
        inside.addLayout(self.rows)
        inside.addWidget(self.done)
        inside.addWidget(flow_of(self.seen_button))
        inside.addStretch()

    def show_document(self, document: Document) -> None:
        """Show the list as it is now."""
        if document.omissions != self._shown:
            self._shown = document.omissions
            self._build(document.omissions)
        any_left, seen = bool(document.omissions), document.omissions_seen_at is not None
        self.help.setVisible(any_left)
        self.empty.setVisible(not any_left)
        self.done.setVisible(any_left and seen)
        self.seen_button.setVisible(any_left and not seen)

    def ends(self) -> dict[Hashable, QWidget]:
        """The last line of the list."""
        return {OMISSIONS: self.buttons[-1] if self.buttons else self.empty}

    def choose(self, number: int) -> None:
        """Offer what can be done with this one."""
        self.index = number
        for at, made in enumerate(self.buttons):
            made.setChecked(at == number)
        self.rows.removeWidget(self._under)
        self.rows.insertWidget(number + 1, self._under)
        self._under.show()
        self._soon.start(0)  # it may stand there already, below the edge
        self.chosen.emit(number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Large text takes Qt several rounds to lay out, and only the last is right: what can be done is brought into
        view after each that moves it. Scrolling moves it not, so nobody is held here.
        """
        if watched is self._under and event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._soon.start(0)
        return super().eventFilter(watched, event)

    def _bring(self) -> None:
        area: QObject | None = self.parent()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parent()
        if isinstance(area, QScrollArea) and self._under.isVisible() and self.index < len(self.buttons):
            area.ensureWidgetVisible(self.buttons[self.index], 0, 0)
            area.ensureWidgetVisible(self._under, 0, SPACE[1])

    def about(self, omission: Omission) -> tuple[str, tuple[QWidget, ...]]:
        """What is said beneath one of them, and shown after that."""
        return omission.why, ()

    def _build(self, omissions: tuple[Omission, ...]) -> None:
        self.rows.removeWidget(self._under)
        self._under.setParent(self)
        self._under.hide()
        clear(self.rows)
        self.buttons = [self._row(number, omission) for number, omission in enumerate(omissions)]
        for made in self.buttons:
            self.rows.addWidget(made)
        self.index = max(0, min(self.index, len(omissions) - 1))

    def _row(self, number: int, omission: Omission) -> CardButton:
        said, more = self.about(omission)
        made = CardButton("choice")
        for part in (Text(omission.text), Text(said, "small"), *more):
            made.put(part)
        made.setAccessibleName(f"{omission.text} {said}")
        made.clicked.connect(lambda _=False: self.choose(number))
        return made
