"""The one next thing of a review: where the person is among all that is unsettled, and what the main button does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from scribe.review import Obstacle
from ui.desk import Go
from ui.screens.onward import GoingThrough, Main
from ui.widgets.draft_list import ACTIONS, DraftList, Item
from ui.widgets.left_out_list import OMISSIONS
from ui.widgets.line_list import LineList
from ui.words import Review as Words
from ui.words_review import Empty, Pace

if TYPE_CHECKING:
    from scribe.visit import SectionId
    from ui.screens.review import ReviewScreen


class Onward(GoingThrough):
    """The one next thing of a note or a transcript."""

    def __init__(self, screen: ReviewScreen) -> None:
        super().__init__()
        self._screen = screen

    @property
    def _left(self) -> tuple[Obstacle, ...]:
        return self._screen.obstacles

    # --- offering

    def offer(self) -> None:
        """Say on the main button what comes next."""
        screen = self._screen
        screen.open_again.setVisible(isinstance(screen.draft, LineList) and screen.acts.confirmed_here() is not None)
        if screen.more is not None:
            screen.more.want(screen.later, self._at_flag_of_several())
        screen.set_main(*self._main())

    def _main(self) -> Main:
        screen, deciding = self._screen, self._screen.evidence.deciding
        if screen.stale:
            return Words.TRANSCRIPT, lambda: screen.leave_for(Go.TRANSCRIPT, screen.visit.id)
        if deciding.editing:
            return Words.SAVE_CHANGE, deciding.ask_change
        if not self._left:
            return Words.TO_APPROVE, self._approve
        return self._ready_here() or (self._words(self._next()), self.go)

    def _approve(self) -> None:
        screen, document = self._screen, self._screen.document
        screen.leave_for(Go.APPROVE, screen.visit.id, transcript=document.is_transcript, urgent=document.is_urgent)

    def _ready_here(self) -> Main | None:
        """What can be done where the person is. Only what has been in view to its end can be confirmed."""
        at, screen, acts = self.at, self._screen, self._screen.acts
        if at is None or at not in self._left:
            return None
        if at.claim is not None:
            return self._at_flag()
        if at.section is not None:
            section = at.section
            if any(one.id == section for one in screen.empty):
                return self._when_read(
                    screen.reading, section, Words.READ_ON, Empty.confirm(len(screen.empty)), acts.confirm_empty
                )
            words = Pace.AGAIN if screen.pacing.told(section) else Words.CONFIRM_SECTION
            return self._when_read(screen.reading, section, Words.READ_ON, words, lambda: acts.confirm_section(section))
        if self._is_actions(at):
            return self._when_read(screen.reading, ACTIONS, Words.READ_ON, Words.CONFIRM_ACTIONS, acts.confirm_actions)
        return self._when_read(screen.reading_omissions, OMISSIONS, Words.READ_ON, Words.SEEN, acts.see_omissions)

    def _at_flag(self) -> Main:
        evidence = self._screen.evidence
        if evidence.deciding.reasoning:
            return Words.KEEP_SO, evidence.deciding.ask_keep
        return Words.SETTLE, lambda: self._screen.beside_it(evidence.ask_to_settle)

    # --- finding

    def come_to(self, item: Item) -> None:
        """The person has come to a line: to what is unsettled about it, or to where only confirming is left."""
        about = [one for one in self._left if one.claim == item.id]
        if item.section is None:
            about += [one for one in self._left if self._is_actions(one)]
        else:
            here = [one for one in self._left if one.section == item.section]
            about += here if len(here) == 1 and here[0].claim is None else []
        self.at = about[0] if about else None

    @property
    def _section_here(self) -> SectionId | None:
        item = self._screen.item
        return item.section if item is not None else None

    def _words(self, obstacle: Obstacle) -> str:
        if obstacle.claim is not None:
            return self._screen.words.NEXT_FLAG
        if obstacle.section is not None:
            return Words.NEXT_SECTION
        return Words.NEXT_ACTIONS if self._is_actions(obstacle) else Words.NEXT_OMISSIONS

    def _is_actions(self, obstacle: Obstacle) -> bool:
        """Actions come before omissions among the obstacles that belong to no section."""
        document = self._screen.document
        loose = [one for one in self._left if one.section is None]
        waiting = bool(document.actions) and document.actions_confirmed_at is None
        return waiting and obstacle == loose[0]

    # --- going

    def go(self) -> None:
        """What is written is kept first."""
        self._screen.draft.save_writing()
        super().go()

    def _show(self, obstacle: Obstacle) -> None:
        screen = self._screen
        if obstacle.claim is not None:
            screen.draft.go_to_claim(obstacle.claim)
        elif obstacle.section is not None:
            if not screen.has_lines(obstacle.section):
                screen.choose_nothing()
            screen.draft.go_to_section(obstacle.section)
        elif isinstance(screen.draft, DraftList) and self._is_actions(obstacle):
            screen.draft.go_to_actions()
        else:
            screen.panes.show_side()
            screen.omissions_tab.setFocus(Qt.FocusReason.TabFocusReason)
            screen.show_omissions()
