"""The one next thing of an Easy Read: where the person is among what is unsettled, and what the main button does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scribe.review import Obstacle
from ui.desk import Go
from ui.screens.onward import GoingThrough, Main
from ui.widgets.left_out_list import OMISSIONS
from ui.words_easy_read import Easy as Words
from ui.words_review import Pace

if TYPE_CHECKING:
    from scribe.visit import ClaimId, SectionId
    from ui.screens.easy_read import EasyReadScreen


class EasyOnward(GoingThrough):
    """The one next thing of an Easy Read."""

    def __init__(self, screen: EasyReadScreen) -> None:
        super().__init__()
        self._screen = screen

    @property
    def _left(self) -> tuple[Obstacle, ...]:
        return self._screen.obstacles

    # --- offering

    def offer(self) -> None:
        """Say on the main button what comes next."""
        screen = self._screen
        screen.more.want(screen.later, self._at_flag_of_several())
        screen.set_main(*self._main())

    def _main(self) -> Main:
        screen = self._screen
        if screen.editing:
            return Words.SAVE_CHANGE, screen.lines.editor.ask_keep
        if not self._left:
            return Words.TO_APPROVE, lambda: screen.leave_with(Go.APPROVE)
        return self._ready_here() or (self._words(self._next()), self.go)

    def _ready_here(self) -> Main | None:
        """What can be done where the person is. Only what has been in view to its end can be confirmed."""
        at, screen = self.at, self._screen
        if at is None or at not in self._left:
            return None
        if at.claim is not None:
            deciding = screen.deciding
            return (Words.KEEP_SO, deciding.ask_keep) if deciding.reasoning else (Words.SETTLE, screen.ask_to_settle)
        if at.section is not None:
            section = at.section
            words = Pace.AGAIN if screen.pacing.told(section) else Words.CONFIRM
            return self._when_read(
                screen.lines.reading, section, Words.READ_ON, words, lambda: screen.acts.confirm_section(section)
            )
        if screen.document.omissions and screen.document.omissions_seen_at is None:
            return self._when_read(
                screen.reading_left_out, OMISSIONS, Words.READ_ON, Words.SEEN, screen.acts.see_left_out
            )
        return None

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

    @property
    def _section_here(self) -> SectionId | None:
        line = self._screen.lines.line_id
        part = self._screen.lines.part_of(line) if line is not None else None
        return part.section.id if part is not None else None

    def _words(self, obstacle: Obstacle) -> str:
        if obstacle.claim is not None:
            return Words.NEXT_FLAG
        return Words.NEXT_SECTION if obstacle.section is not None else Words.NEXT_LEFT_OUT

    # --- going

    def _show(self, obstacle: Obstacle) -> None:
        screen = self._screen
        if obstacle.claim is not None:
            screen.lines.go_to(obstacle.claim)
        elif obstacle.section is not None:
            screen.lines.go_to_section(obstacle.section)
        else:
            screen.show_left_out()
