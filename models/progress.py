"""How long work says how far it is, and how it is asked to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far a piece of work is: `done` of `total`, both in the unit that `label` implies (0 total: not known)."""

    done: float
    total: float
    label: str

    @property
    def fraction(self) -> float | None:
        """Between 0 and 1, or None when the total is not known."""
        return min(1.0, max(0.0, self.done / self.total)) if self.total > 0 else None


OnProgress = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """For a caller that doesn't want to know."""


class Cancelled(Exception):
    """A person asked for this to stop. It is a choice, not an error."""


class Cancellation:
    """A request to stop, shared between the one who asks and the one who works."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def ask(self) -> None:
        """Ask for the work to stop at its next step."""
        self._asked.set()

    @property
    def asked(self) -> bool:
        """Whether anybody has asked."""
        return self._asked.is_set()

    def raise_if_asked(self) -> None:
        """Raise `Cancelled` if anybody has asked."""
        if self.asked:
            raise Cancelled
