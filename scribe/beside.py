"""One piece of work on a thread of its own beside another, of one job: together they end, and neither outlives it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Generic, Self, TypeVar

from models.progress import Cancellation, OnProgress, Progress

T = TypeVar("T")

Work = Callable[[OnProgress, Cancellation], T]
TELL_EVERY = 0.2
"""Seconds between two words on how far it is, while somebody waits for it."""


class _Linked(Cancellation):
    """Asked to stop by itself, or because the whole job was."""

    def __init__(self, whole: Cancellation) -> None:
        super().__init__()
        self._whole = whole

    @property
    def asked(self) -> bool:
        """Whether anybody has asked."""
        return super().asked or self._whole.asked


class Beside(Generic[T]):
    """Use it in a `with`: the work begins there, and is stopped where the other work fails."""

    def __init__(self, work: Work[T], cancel: Cancellation, *, name: str) -> None:
        self._work, self._cancel = work, _Linked(cancel)
        self._found: list[T] = []
        self._error: BaseException | None = None
        self._progress: Progress | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def result(self, on_progress: OnProgress) -> T:
        """Wait for the work to end, saying how far it is. Raises what it raised."""
        while self._thread.is_alive():
            if self._progress is not None:
                on_progress(self._progress)
            self._thread.join(TELL_EVERY)
        if self._error is not None:
            raise self._error
        return self._found[0]

    def _run(self) -> None:
        try:
            self._found.append(self._work(self._tell, self._cancel))
        except BaseException as error:
            self._error = error

    def _tell(self, progress: Progress) -> None:
        self._progress = progress

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cancel.ask()
        self._thread.join()
