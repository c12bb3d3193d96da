"""What is in the letter and not in the Easy Read, and why; each can be put back."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scribe.visit import Document, Omission
from ui.theme import SPACE
from ui.widgets.buttons import CardButton, button
from ui.widgets.layouts import clear, column, flow_of
from ui.widgets.omissions import OMISSIONS
from ui.widgets.text import Text
from ui.words_easy_read import Easy as Words


class LeftOutPane(QWidget):
    """The list, under the chosen one the button that puts it back, and 'I have looked at this list'."""

    chosen = Signal(int)
    bring_back = Signal(int)
    seen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("body")
        self._shown: tuple[Omission, ...] | None = None
        self.index = 0
        self.buttons: list[CardButton] = []
        inside = column(self, gap=SPACE[2])
        inside.setContentsMargins(0, 0, SPACE[1], 0)
        self.back_button = button(Words.BRING_BACK, lambda: self.bring_back.emit(self.index))
        self.back_holder = flow_of(self.back_button)
        self.seen_button = button(Words.SEEN, self.seen.emit)
        self.rows = column(gap=SPACE[1])
        self.help = Text(Words.LEFT_OUT_HELP, "muted")
        self.empty = Text(Words.LEFT_OUT_NONE, "muted")
        self.done = Text(Words.SEEN_DONE, "muted")
        inside.addWidget(Text(Words.LEFT_OUT_TITLE, "heading"))
        for part in (self.help, self.empty):
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

    def _build(self, omissions: tuple[Omission, ...]) -> None:
        self.rows.removeWidget(self.back_holder)
        self.back_holder.setParent(self)
        self.back_holder.hide()
        clear(self.rows)
        self.buttons = [self._row(number, omission) for number, omission in enumerate(omissions)]
        for made in self.buttons:
            self.rows.addWidget(made)
        self.index = max(0, min(self.index, len(omissions) - 1))

    def _row(self, number: int, omission: Omission) -> CardButton:
        made = CardButton("choice")
        made.put(Text(omission.text))
        made.put(Text(omission.why, "small"))
        made.setAccessibleName(f"{omission.text} {omission.why}")
        made.clicked.connect(lambda _=False: self.choose(number))
        return made

    def choose(self, number: int) -> None:
        """Offer to put this one back."""
        self.index = number
        for at, made in enumerate(self.buttons):
            made.setChecked(at == number)
        self.rows.removeWidget(self.back_holder)
        self.rows.insertWidget(number + 1, self.back_holder)
        self.back_holder.show()
        self.chosen.emit(number)
