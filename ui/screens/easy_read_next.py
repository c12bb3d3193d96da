"""The one next thing of an Easy Read: where the person is among what is unsettled, and what the main button does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scribe.review import Obstacle
from ui.desk import Go
from ui.widgets.omissions import OMISSIONS
from ui.widgets.reading import Reading
from ui.words_easy_read import Easy as Words

if TYPE_CHECKING:
    from scribe.visit import ClaimId
    from ui.screens.easy_read import EasyReadScreen

_Main = tuple[str, Callable[[], object]]
"""What the main button says, and does."""


class EasyOnward:
    """It goes through what `scribe.review.obstacles` has found, in that order, and skips nothing."""

    def __init__(self, screen: EasyReadScreen) -> None:
        self._screen = screen
        self.at: Obstacle | None = None
        """What the person has come to, or was sent to."""

    @property
    def _left(self) -> tuple[Obstacle, ...]:
        return self._screen.obstacles

    # --- offering

    def offer(self) -> None:
        """Say on the main button what comes next."""
        screen = self._screen
        at_flag = self.at is not None and self.at in self._left and self.at.claim is not None
        screen.more.want(screen.later, at_flag and len(self._left) > 1)
        screen.set_main(*self._main())

    def _main(self) -> _Main:
        screen = self._screen
        if screen.editing:
            return Words.SAVE_CHANGE, screen.lines.editor.ask_keep
        if not self._left:
            return Words.TO_APPROVE, lambda: screen.leave_with(Go.APPROVE)
        return self._ready_here() or (self._words(self._next()), self.go)

    def _ready_here(self) -> _Main | None:
        """What can be done where the person is. Only what has been in view to its end can be confirmed."""
        at, screen = self.at, self._screen
        if at is None or at not in self._left:
            return None
        if at.claim is not None:
            deciding = screen.deciding
            return (Words.KEEP_SO, deciding.ask_keep) if deciding.reasoning else (Words.SETTLE, screen.ask_to_settle)
        if at.section is not None:
            section = at.section
            return self._when_read(
                screen.lines.reading, section, Words.CONFIRM, lambda: screen.acts.confirm_section(section)
            )
        if screen.document.omissions and screen.document.omissions_seen_at is None:
            return self._when_read(screen.reading_left_out, OMISSIONS, Words.SEEN, screen.acts.see_left_out)
        return None

    def _when_read(self, reading: Reading, part: str, words: str, act: Callable[[], object]) -> _Main:
        def read_on() -> None:
            reading.read_on(part)
            self.offer()

        return (words, act) if reading.done(part) else (Words.READ_ON, read_on)

    # --- finding

    def come_to(self, line: ClaimId) -> None:
        """The person has come to a line: to what is unsettled about it, or to where only confirming is left."""
        about = [one for one in self._left if one.claim == line]
        part = self._screen.lines.part_of(line)
        here = [one for one in self._left if part is not None and one.section == part.section.id]
        about += here if len(here) == 1 and here[0].claim is None else []
        self.at = about[0] if about else None

    def come_to_left_out(self) -> None:
        """The person looks at what was left out: where that is still to be looked at, it can be said here."""
        self.at = next((one for one in self._left if one.section is None and one.claim is None), self.at)

    def _next(self) -> Obstacle:
        """What is unsettled after the place where the person is; from the end it goes round to the top."""
        if self.at in self._left:
            return self._left[(self._left.index(self.at) + 1) % len(self._left)]
        line = self._screen.lines.line_id
        part = self._screen.lines.part_of(line) if line is not None else None
        here = (one for one in self._left if part is not None and one.section == part.section.id)
        return next(here, self._left[0])

    def _words(self, obstacle: Obstacle) -> str:
        if obstacle.claim is not None:
            return Words.NEXT_FLAG
        return Words.NEXT_SECTION if obstacle.section is not None else Words.NEXT_LEFT_OUT

    # --- going

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
        screen = self._screen
        if obstacle.claim is not None:
            screen.lines.go_to(obstacle.claim)
        elif obstacle.section is not None:
            screen.lines.go_to_section(obstacle.section)
        else:
            screen.show_left_out()
        # Choosing a line said where the person is; this is what they were sent there for.
        self.at = obstacle
        self.offer()
