"""Going through all that is unsettled in a document, in order: what a review and an Easy Read have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol

from scribe.review import Obstacle
from scribe.visit import SectionId

Main = tuple[str, Callable[[], object]]
"""What the main button says, and does."""


class Reading(Protocol):
    """Which parts have been in view to their end."""

    def done(self, part: str) -> bool:
        """Whether this one has."""

    def read_on(self, part: str) -> None:
        """Bring what is next of it into view."""


class GoingThrough(ABC):
    """It goes through what `scribe.review.obstacles` has found, in that order, and skips nothing."""

    def __init__(self) -> None:
        self.at: Obstacle | None = None
        """What the person has come to, or was sent to."""

    @property
    @abstractmethod
    def _left(self) -> tuple[Obstacle, ...]:
        """All that is unsettled."""

    @property
    @abstractmethod
    def _section_here(self) -> SectionId | None:
        """The section in which the person is, if in any."""

    @abstractmethod
    def _main(self) -> Main:
        """What the main button is for where the person is."""

    @abstractmethod
    def _show(self, obstacle: Obstacle) -> None:
        """Bring this one into view, with the keyboard on it."""

    @abstractmethod
    def offer(self) -> None:
        """Say on the main button what comes next."""

    def _at_flag_of_several(self) -> bool:
        """Whether the person is at a flag that can be left for later, as there is more to settle."""
        return self.at is not None and self.at in self._left and self.at.claim is not None and len(self._left) > 1

    def _when_read(self, reading: Reading, part: str, read_on: str, words: str, act: Callable[[], object]) -> Main:
        """Only what has been in view to its end can be confirmed; till then the button reads on."""

        def further() -> None:
            reading.read_on(part)
            self.offer()

        return (words, act) if reading.done(part) else (read_on, further)

    def _next(self) -> Obstacle:
        """What is unsettled after the place where the person is; from the end it goes round to the top."""
        if self.at in self._left:
            return self._left[(self._left.index(self.at) + 1) % len(self._left)]
        section = self._section_here
        here = (one for one in self._left if section is not None and one.section == section)
        return next(here, self._left[0])

    def go(self) -> None:
        """Go to the next unsettled thing, and put the keyboard there."""
        if self._left:
            self.go_to(self._next())

    def go_on(self) -> None:
        """After something was settled: to the first that is left."""
        if self._left:
            self.at = None if self.at not in self._left else self.at
            self.go_to(self._left[0])

    def go_to(self, obstacle: Obstacle) -> None:
        """Show this one, with the keyboard on it."""
        self._show(obstacle)
        # Choosing a line said where the person is; this is what they were sent there for.
        self.at = obstacle
        self.offer()
