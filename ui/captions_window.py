"""The captions: what is being said, in large type, for somebody who is hard of hearing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.recording_watch import Seen
from ui.side_window import SideWindow
from ui.theme import SPACE, Look
from ui.widgets.buttons import button
from ui.widgets.layouts import column, flow_of, scrolling
from ui.widgets.text import Text
from ui.words import Captions as Words

PIXELS = 28
"""Height of the words at 100%."""
_SIZE, _LARGEST = (900, 420), (1300, 700)
"""Width and height in pixels at 100%, and what they are at most: there has to be room on a small screen."""
STEPS = (75, 100, 125, 150, 200, 250)
"""Sizes of the words, in per cent of `PIXELS` at the person's own text size."""


class CaptionsWindow(SideWindow):
    """Settled words are bold, what may still change is not. Nothing in it is announced: it changes all the time.

    `look` is asked again whenever the look has changed.
    """

    def __init__(self, look: Callable[[], Look]) -> None:
        super().__init__(Words.TITLE)
        self._look = look
        self._step = STEPS.index(100)
        self._build()
        self._set_size(self._step)
        scaled = look().scaled
        self.resize(min(scaled(_SIZE[0]), _LARGEST[0]), min(scaled(_SIZE[1]), _LARGEST[1]))
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(self.close)

    def _build(self) -> None:
        inside = column(self, gap=SPACE[2], margin=SPACE[3])
        page = QWidget()
        page.setObjectName("body")
        words = column(page, gap=SPACE[2])
        self.settled = Text("", "caption")
        self.caption = Text(Words.WAITING, "captionNow")
        words.addStretch()
        words.addWidget(self.settled)
        words.addWidget(self.caption)
        self.area = scrolling(page, Words.TITLE)
        bar = self.area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, end: bar.setValue(end))  # the newest words are at the bottom
        self.smaller = button(Words.SMALLER, lambda: self._set_size(self._step - 1), keys="Ctrl+Minus")
        self.larger = button(Words.LARGER, lambda: self._set_size(self._step + 1), keys="Ctrl+Plus")
        self.on_top = QCheckBox(Words.ON_TOP)
        self.on_top.setAccessibleName(Words.ON_TOP)
        self.on_top.toggled.connect(self._keep_on_top)
        for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda s=step: self._set_size(self._step + s))
        inside.addWidget(self.area, 1)
        inside.addWidget(Text(Words.KEY, "small"))
        inside.addWidget(flow_of(self.smaller, self.larger, self.on_top, button(Words.CLOSE, self.close, keys="Esc")))

    def show_seen(self, seen: Seen) -> None:
        """Show the words as they are now."""
        self.settled.say(seen.settled)
        self.settled.setVisible(bool(seen.settled))
        self.caption.say(seen.caption or ("" if seen.settled else Words.WAITING))

    def _set_size(self, step: int) -> None:
        self._step = max(0, min(len(STEPS) - 1, step))
        size = f"font-size: {round(self._look().scaled(PIXELS) * STEPS[self._step] / 100)}px"
        self.settled.setStyleSheet(size)
        self.caption.setStyleSheet(size)
        self.smaller.setEnabled(self._step > 0)
        self.larger.setEnabled(self._step < len(STEPS) - 1)

    def fit(self) -> None:
        """The words follow the person's own text size."""
        self._set_size(self._step)

    def _keep_on_top(self, on: bool) -> None:
        """The window has to be shown again to take this up."""
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on)
        self.show()
