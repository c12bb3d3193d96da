"""What was said and is not under a heading, beside that heading: a quiet line that opens the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from scribe.review_parts import REMOVED_BY_WORKER, YOURS
from scribe.visit import Omission
from ui.theme import SPACE
from ui.widgets.buttons import CardButton, button
from ui.widgets.layouts import clear, column, flow_of
from ui.widgets.sign import Sign
from ui.widgets.text import Text, chip
from ui.words import Review
from ui.words_review import Leaving as Words


class SectionOmissions(QWidget):
    """Each line of it is one press away from being in the section. What may matter has a sign and words that say so."""

    add = Signal(int)

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading
        self._shown: tuple[tuple[int, Omission], ...] = ()
        self.buttons: list[CardButton] = []
        inside = column(self, gap=SPACE[0])
        self.sign = Sign("warn")
        self.opener = button("", self.toggle, style="quiet", keys="O")
        self.weight = chip("", "chipWarn")
        self.list = QWidget()
        self.rows = column(self.list, gap=SPACE[1])
        inside.addWidget(flow_of(self.opener, self.sign, self.weight))
        inside.addWidget(self.list)
        self.list.hide()
        self.hide()

    @property
    def opened(self) -> bool:
        """Whether the list is open."""
        return not self.list.isHidden()

    def show_omissions(self, found: tuple[tuple[int, Omission], ...], who: dict[int, str]) -> None:
        """Show these, each with its index in the document and who said it and when."""
        if found != self._shown:
            self._shown = found
            clear(self.rows)
            self.buttons = [self._row(index, each, who.get(index, "")) for index, each in found]
            for made in self.buttons:
                self.rows.addWidget(made)
        heavy = sum(1 for _, each in found if each.of_weight)
        self.weight.setText(Words.heavy(heavy))
        self.sign.setVisible(heavy > 0)
        self.weight.setVisible(heavy > 0)
        self.setVisible(bool(found))
        self.list.setVisible(self.opened and bool(found))
        self._say()

    def toggle(self) -> None:
        """Open the list, with the keyboard on its first line; or close it."""
        if self.isHidden():
            return
        self.list.setVisible(not self.opened)
        self._say()
        (self.buttons[0] if self.opened else self.opener).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        heavy = sum(1 for _, each in self._shown if each.of_weight)
        self.opener.setText(Words.here(len(self._shown)))
        name = Words.opener(self._heading, len(self._shown), heavy, opened=self.opened)
        self.opener.setAccessibleName(name)

    def _row(self, index: int, omission: Omission, who: str) -> CardButton:
        made = CardButton("choice")
        drafted = omission.why in (REMOVED_BY_WORKER, YOURS)
        made.put(Text(omission.text if drafted else f"“{omission.text}”"))
        made.put(Text(who, "small"))
        weight = Review.of_weight(omission.of_weight) if omission.of_weight else ""
        if weight:
            made.put(flow_of(Sign("warn"), chip(weight, "chipWarn")))
        made.put(Text(Words.ADD_HELP, "small"))
        made.setCheckable(False)
        made.setAccessibleName(Words.add(omission.text, who, weight))
        made.clicked.connect(lambda _=False: self.add.emit(index))
        return made
