"""A message in the screen itself: it stays until it is dealt with, and never covers the work."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from ui.errors import Explanation
from ui.theme import SPACE
from ui.widgets.layouts import column, flow_of, row
from ui.widgets.sign import Sign
from ui.widgets.text import Text, announce
from ui.words import Errors


class Notice(QFrame):
    """One message. `tone` is info, warn, danger or good; a sign says so as well as the colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        inside = column(self, gap=SPACE[1], margin=SPACE[3])
        self._title = Text("", "label")
        self._body = Text()
        self._inside = inside
        self._sign = Sign("info")
        across = row(gap=SPACE[1])
        across.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._title, 1)
        inside.addLayout(across)
        inside.addWidget(self._body)
        self._extra: QWidget | None = None
        self.hide()

    def tell(self, title: str, body: str = "", tone: str = "info", *buttons: QPushButton) -> None:
        """Show a message, in place of the one before, with buttons of its own if it needs any."""
        self._drop_extra()
        self.setProperty("tone", tone)
        for made in (self, self._sign, self._title, self._body):  # its words are dressed by its tone too
            made.style().unpolish(made)
            made.style().polish(made)
        self._sign.show_sign(tone)
        self._title.say(title)
        self._body.say(body)
        self._body.setVisible(bool(body))
        self.setAccessibleName(f"{title} {body}".strip())
        if buttons:
            self._extra = flow_of(*buttons)
            self._inside.addWidget(self._extra)
        self.show()
        announce(self)

    def tell_error(self, explanation: Explanation) -> None:
        """Show what went wrong, what is safe and what to do."""
        lines = ((Errors.SAFE, explanation.safe), (Errors.NEXT, explanation.next))
        self.tell(explanation.what, "\n".join(f"{label}: {words}" for label, words in lines if words), "danger")

    def quiet(self) -> None:
        """Take the message away."""
        self._drop_extra()
        self.hide()

    @property
    def words(self) -> str:
        """What it says now, or '' when it says nothing."""
        return "" if self.isHidden() else self.accessibleName()

    def _drop_extra(self) -> None:
        if self._extra is not None:
            self._extra.setParent(None)
            self._extra.deleteLater()
            self._extra = None
