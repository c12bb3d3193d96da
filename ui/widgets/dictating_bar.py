"""What is shown beside a text box while somebody dictates into it: what goes on, how loud it is, and how to stop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui.theme import SPACE
from ui.widgets.buttons import button, rename
from ui.widgets.layouts import column, row
from ui.widgets.level_meter import LevelMeter
from ui.widgets.text import Text, announce
from ui.words_writing import TextHelp as Words

_WIDE = 28
"""Its width, in heights of the text."""


class DictatingBar(QFrame):
    """Lies over the window, under the box or above it; it never takes the keyboard from the box."""

    def __init__(self, box: QWidget, stop: Callable[[], object]) -> None:
        super().__init__(box.window())
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box = box
        inside = column(self, gap=SPACE[1], margin=SPACE[2])
        self.said = Text("", "label")
        self.meter = LevelMeter(small=True)
        self.button = button(Words.STOP, stop, keys=Words.DICTATE_KEYS)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        across = row(gap=SPACE[2])
        across.addWidget(self.meter, 1)
        across.addWidget(self.button)
        inside.addWidget(self.said)
        inside.addLayout(across)

    def say(self, words: str, *, over: bool = False) -> None:
        """Say what goes on; `over`: nothing does any more."""
        if over:
            self.meter.hide()
            rename(self.button, Words.CLOSE)
        if self.said.accessibleName() != words:
            self.said.say(words)
            self.setAccessibleName(words)
            announce(self)
        self.place()

    def place(self) -> None:
        """Under the box, as low as the window allows, else above it."""
        window, box = self._box.window(), self._box
        at = QRect(box.mapTo(window, QPoint()), box.size())
        wide = min(window.width() - 2 * SPACE[2], _WIDE * self.fontInfo().pixelSize())
        layout = self.layout()
        assert layout is not None
        self.setFixedWidth(wide)
        high = layout.totalHeightForWidth(wide)
        foot = window.height() - high - SPACE[1]
        top = min(at.bottom() + SPACE[0], foot)
        if top < at.bottom() - at.height() // 4:  # it would lie over the words
            top = max(SPACE[1], at.top() - high - SPACE[0])
        left = max(SPACE[2], min(at.left(), window.width() - wide - SPACE[2]))
        self.setGeometry(left, top, wide, high)
        self.show()
        self.raise_()
