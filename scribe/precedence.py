"""What a person waits for goes first: work that nobody waits for pauses between two of its steps meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from models.progress import Cancellation

_LOOK_EVERY = 0.2
"""Seconds after which a pause looks whether somebody asked to stop."""


class Precedence:
    """How many jobs somebody waits for just now. Any thread may ask."""

    def __init__(self) -> None:
        self._waited_for = 0
        self._changed = threading.Condition()

    @contextmanager
    def first(self) -> Iterator[None]:
        """Somebody waits for what is done in here."""
        with self._changed:
            self._waited_for += 1
        try:
            yield
        finally:
            with self._changed:
                self._waited_for -= 1
                self._changed.notify_all()

    def give_way(self, cancel: Cancellation) -> None:
        """Wait until nobody waits for anything else. Raises `Cancelled` when asked to stop."""
        with self._changed:
            while self._waited_for:
                cancel.raise_if_asked()
                self._changed.wait(_LOOK_EVERY)
        cancel.raise_if_asked()
