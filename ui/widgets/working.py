"""Long work: what is being done, how far it is, how long it will still take, and Cancel."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from models.progress import Progress
from ui.job_bridge import JobBridge
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.layouts import column, flow_of
from ui.widgets.text import Text
from ui.words import Working as Words

_SURE_AFTER = 3.0
"""Seconds before a guess at the time left is worth showing."""


class Working(QFrame):
    """Shows one job at a time. Hidden while there is none."""

    def __init__(self, parent: QWidget | None = None, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._now = now
        self._began = 0.0
        self._bridge: JobBridge | None = None
        inside = column(self, gap=SPACE[2], margin=SPACE[4])
        self._title = Text("", "heading")
        self._label = Text("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.cancel = button(Words.CANCEL, self._cancel, keys="Esc")
        for widget in (self._title, self._bar, self._label, flow_of(self.cancel)):
            inside.addWidget(widget)
        self.hide()

    def follow(self, title: str, bridge: JobBridge, *, may_cancel: bool = True) -> None:
        """Show this job until it ends. Without `may_cancel` no button and no key stops it."""
        self._bridge, self._began = bridge, self._now()
        self._title.say(title)
        self._bar.setAccessibleName(title)
        self.setAccessibleName(title)
        self._bar.setRange(0, 0)
        self._label.say(Words.STARTING)
        self.cancel.setEnabled(may_cancel)
        self.cancel.setVisible(may_cancel)
        bridge.progressed.connect(self._show)
        bridge.ended.connect(self._end)
        if bridge.latest is not None:
            self._show(bridge.latest)
        self.show()

    @property
    def busy(self) -> bool:
        """Whether a job is being shown."""
        return self._bridge is not None

    def _show(self, progress: Progress) -> None:
        if self._bridge is None or self._bridge.cancelling:
            return
        fraction = progress.fraction
        self._bar.setRange(0, 0 if fraction is None else 1000)
        if fraction is not None:
            self._bar.setValue(round(fraction * 1000))
        label = Words.of_label(progress.done, progress.total, progress.label)
        parts = [part for part in (label, self._time_left(fraction)) if part]
        self._label.say(". ".join(parts))

    def _time_left(self, fraction: float | None) -> str:
        taken = self._now() - self._began
        if not fraction or taken < _SURE_AFTER:
            return ""
        return Words.left(taken * (1 - fraction) / fraction)

    def _cancel(self) -> None:
        if self._bridge is not None:
            self._bridge.cancel()
            self.cancel.setEnabled(False)
            self._label.say(Words.CANCELLING)

    def _end(self) -> None:
        self._bridge = None
        self.hide()
