"""Has what was kept long enough looked after when the visits are opened and each day after that, in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.desk import Desk

if TYPE_CHECKING:
    from datetime import datetime

    from ui.job_bridge import JobBridge

LOOK_EVERY = 6 * 3_600_000
"""Milliseconds: four times a day, because a laptop sleeps and a timer sleeps with it."""


class KeepingWatch(QObject):
    """Nobody waits for it, and a failure is tried again the next time. The last outlook is on the desk."""

    told = Signal(object)
    """A `scribe.keeping.Outlook`."""
    refused = Signal(object)
    """What a person answered was not kept: the error."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """The visits are open."""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look now, unless somebody practises or a look is under way."""
        session = self._desk.session
        if getattr(session, "practice", None) is None and hasattr(session, "jobs"):
            self._ask(lambda: self._desk.actions.look_after_keeping(session))

    def confirm(self, says: datetime) -> None:
        """The person says that the laptop's date is right. Where that is not kept they are asked again."""
        session = self._desk.session
        bridge = self._ask(lambda: self._desk.actions.confirm_date(session, says))
        if bridge is None:
            self._ask_again()
            return
        bridge.failed.connect(lambda error: self._not_kept(bridge, error))
        bridge.cancelled.connect(self._ask_again)

    def _ask(self, ask: Any) -> JobBridge | None:  # noqa: ANN401 (what gives an outlook)
        """None where a look is under way."""
        if self._desk.work.under_way("keeping") is not None:
            return None
        bridge = self._desk.in_background("keeping", "keeping", ask)
        bridge.succeeded.connect(self._tell)
        return bridge

    def _not_kept(self, bridge: JobBridge, error: BaseException) -> None:
        self.refused.emit(error)
        self._ask_again()
        bridge.ended.connect(self.look)  # the date may be another by now

    def _ask_again(self) -> None:
        """The question as it was, with its buttons."""
        self.told.emit(self._desk.outlook)

    def _tell(self, outlook: object) -> None:
        self._desk.outlook = outlook
        self.told.emit(outlook)
