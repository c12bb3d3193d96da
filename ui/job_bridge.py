"""Turns a job's callbacks, which come from its lane's thread, into signals in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Handle(Protocol):
    """A job that is under way."""

    def cancel(self) -> None:
        """Ask it to stop."""


class Submitter(Protocol):
    """Whatever runs jobs: `scribe.jobs.Jobs`."""

    def submit(
        self,
        job: Any,  # noqa: ANN401 (Job of anything)
        *,
        on_progress: Callable[[Any], None] = ...,
        on_success: Callable[[Any], None] = ...,
        on_failure: Callable[[Exception], None] = ...,
        on_cancel: Callable[[], None] = ...,
    ) -> Handle:
        """Queue a job."""


class JobBridge(QObject):
    """One job. Emits `progressed` any number of times, then exactly one of `succeeded`, `failed`, `cancelled`.

    Every signal is emitted in the thread that made the bridge, whichever thread the callback came from.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    """Comes after whichever of the three it was."""

    _arrived = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running = False
        self.cancelling = False
        self.latest: Any = None
        self._handle: Handle | None = None
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self, jobs: Submitter, job: object) -> None:
        """Submit the job. May be called once."""
        assert self._handle is None and not self.running, "a bridge carries one job"
        self.running = True
        self._handle = jobs.submit(
            job,
            on_progress=lambda progress: self._arrived.emit("progressed", progress),
            on_success=lambda result: self._arrived.emit("succeeded", result),
            on_failure=lambda error: self._arrived.emit("failed", error),
            on_cancel=lambda: self._arrived.emit("cancelled", None),
        )

    def cancel(self) -> None:
        """Ask the job to stop. Nothing happens once it has ended."""
        if self.running and self._handle is not None:
            self.cancelling = True
            self._handle.cancel()

    @Slot(str, object)
    def _tell(self, what: str, value: object) -> None:
        if not self.running:
            return
        if what == "progressed":
            self.latest = value
            self.progressed.emit(value)
            return
        self.running = False
        if what == "cancelled":
            self.cancelled.emit()
        else:
            (self.succeeded if what == "succeeded" else self.failed).emit(value)
        self.ended.emit()
