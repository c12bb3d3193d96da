"""'How would I know?': for each reason of a flag, what was compared, what to listen for and what to do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scribe.visit import Claim
from ui.theme import SPACE
from ui.widgets.buttons import button, rename
from ui.widgets.layouts import card, clear, column, flow_of
from ui.widgets.text import Text, announce
from ui.words_review import Explained
from ui.words_review import Knowing as Words


def explanations(claim: Claim) -> tuple[Explained, ...]:
    """What explains a flag: one for each rule that it failed and for its doubt, each once."""
    failed = [Words.RULES.get(check.rule, Words.OTHER) for check in claim.checks if not check.passed]
    why = (claim.why or "").casefold()
    doubts = [explained for words, explained in Words.KINDS if any(word in why for word in words)]
    return tuple(dict.fromkeys([*failed, *doubts])) or (Words.OTHER,)


class HowToKnow(QWidget):
    """A button, and beneath it the answer while it is open."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Explained, ...] = ()
        inside = column(self, gap=SPACE[1])
        self.opener = button(Words.ASK, self.toggle, style="quiet", keys="H")
        self.answer, self.lines = card()
        inside.addWidget(flow_of(self.opener))
        inside.addWidget(self.answer)
        self.answer.hide()
        self.hide()

    @property
    def opened(self) -> bool:
        """Whether the answer is there to be read."""
        return not self.isHidden() and not self.answer.isHidden()

    @property
    def spoken(self) -> str:
        """The answer as it is read aloud."""
        return "\n".join(f"{label}. {words}" for each in self._found for label, words in _parts(each))

    def show_claim(self, claim: Claim | None) -> None:
        """Be about this statement, closed; None: there is nothing to explain."""
        self._found = explanations(claim) if claim is not None and claim.flagged and not claim.removed else ()
        self.answer.hide()
        self.setVisible(bool(self._found))
        rename(self.opener, Words.ASK)

    def toggle(self) -> None:
        """Open the answer and have it said, or close it."""
        if self.isHidden():
            return
        if self.opened:
            self.answer.hide()
        else:
            self._fill()
            self.answer.show()
            announce(self.answer)
        rename(self.opener, Words.HIDE if self.opened else Words.ASK)
        self.changed.emit()

    def _fill(self) -> None:
        clear(self.lines)
        self.answer.setAccessibleName(self.spoken)
        for each in self._found:
            for label, words in _parts(each):
                self.lines.addWidget(Text(label, "label"))
                self.lines.addWidget(Text(words))


def _parts(explained: Explained) -> tuple[tuple[str, str], ...]:
    return (Words.COMPARES, explained.compares), (Words.LISTEN, explained.listen), (Words.DO, explained.do)
