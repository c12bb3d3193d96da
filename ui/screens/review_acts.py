"""What a worker does to the document in a review: each change is saved at once, and what came of it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scribe.visit import Document, SectionId
from ui.widgets.draft_list import DraftList, Item

if TYPE_CHECKING:
    from scribe.session import Session
    from ui.port import Actions
    from ui.screens.review import ReviewScreen


class Acts:
    """Nothing is changed but through here, `Moving` and `Undoing`."""

    def __init__(self, screen: ReviewScreen) -> None:
        self._screen = screen

    @property
    def _act(self) -> tuple[Actions, Session, Document]:
        desk = self._screen.desk
        return desk.actions, desk.session, self._screen.document

    def settle(self, change: Callable[[], Document], *, go_on: bool = False) -> bool:
        """Make a change and show what came of it. Whether it was made; why not is told."""
        screen, made = self._screen, False
        with screen.telling():
            screen.notice.quiet()
            screen.show_document(change())
            made = True
            if go_on:
                screen.onward.go_on()
        return made

    # --- sections

    def confirm_section(self, section: SectionId) -> None:
        """It was read, and is right; where nobody can have read it so quickly, that is said first."""
        screen = self._screen
        screen.draft.save_writing()
        act, session, document = self._act
        if screen.pacing.stops(section):
            screen.onward.offer()
            return
        seconds, again = screen.pacing.seconds(section), screen.pacing.told(section)
        self.settle(lambda: act.confirm_section(session, document.id, section, seconds, again), go_on=True)

    def confirm_empty(self) -> None:
        """Under these headings nothing was said."""
        act, session, document = self._act
        self.settle(lambda: act.confirm_empty(session, document.id), go_on=True)

    def empty_by_key(self) -> None:
        """N goes to the card with the headings; pressed there, it confirms them."""
        screen = self._screen
        left = [one for one in screen.empty if one.confirmed_at is None]
        if not left or not isinstance(screen.draft, DraftList):
            return
        if screen.draft.together.button.hasFocus():
            self.confirm_empty()
        else:
            screen.onward.go_to(next(one for one in screen.obstacles if one.section == left[0].id))

    def unconfirm_section(self, section: SectionId) -> None:
        """Read it again."""
        act, session, document = self._act
        self.settle(lambda: act.unconfirm_section(session, document.id, section))

    def confirmed_here(self) -> SectionId | None:
        """The section of the chosen line, where that is confirmed."""
        item = self._screen.item
        here = item.section if item is not None else None
        done = (one.id for one in self._screen.document.sections if one.id == here and one.confirmed_at is not None)
        return next(done, None)

    def open_again(self) -> None:
        """Read the section of the chosen line again."""
        section = self.confirmed_here()
        if section is not None:
            self.unconfirm_section(section)

    def write_section(self, section: SectionId, text: str) -> None:
        """What the worker wrote under a heading."""
        act, session, document = self._act
        self.settle(lambda: act.write_section(session, document.id, section, text))

    def confirm_actions(self) -> None:
        """The actions were read, and are right."""
        act, session, document = self._act
        self.settle(lambda: act.confirm_actions(session, document.id), go_on=True)

    # --- what was left out

    def see_omissions(self) -> None:
        """The list was looked at."""
        act, session, document = self._act
        self.settle(lambda: act.see_omissions(session, document.id), go_on=True)

    def add_here(self, index: int, section: SectionId) -> None:
        """One press at what was left out puts it into the section, and the keyboard on it."""
        if self._add(index, section):
            added = next(one for one in self._screen.document.sections if one.id == section).claims[-1]
            self._screen.draft.go_to_claim(added.id)

    def add_from_list(self, index: int, section: str) -> None:
        """The same from the list of all that was left out, which stays in front."""
        self._add(index, SectionId(section))
        self._screen.show_omissions()

    def _add(self, index: int, section: SectionId) -> bool:
        act, session, document = self._act
        return self.settle(lambda: act.add_omission(session, document.id, index, section))

    # --- statements and actions

    def keep(self, reason: str) -> None:
        """A flagged statement is right as it is."""
        (act, session, document), item = self._act, self._screen.item
        if item is not None:
            self._dealt_with(item, lambda: act.accept_claim(session, document.id, item.id, reason))

    def change(self, text: str, owner: str | None, by: str | None) -> None:
        """Other words; for an action also who does it and by when."""
        (act, session, document), item = self._act, self._screen.item
        if item is None:
            return
        if item.section is not None:
            self._dealt_with(item, lambda: act.edit_claim(session, document.id, item.id, text))
        else:
            self._dealt_with(item, lambda: act.edit_action(session, document.id, item.id, text, owner, by))

    def take_out(self) -> None:
        """Take the chosen line out, or put it back."""
        (act, session, document), item = self._act, self._screen.item
        thing = self._screen.thing(item) if item is not None else None
        if item is None or thing is None:
            return
        if item.section is not None:
            claim_change = act.restore_claim if thing.removed else act.remove_claim
            self._dealt_with(item, lambda: claim_change(session, document.id, item.id))
        else:
            action_change = act.restore_action if thing.removed else act.remove_action
            self._dealt_with(item, lambda: action_change(session, document.id, item.id))

    def use_rules_wording(self) -> None:
        """What the rules wrote, in the place of a model's wording."""
        (act, session, document), item = self._act, self._screen.item
        if item is not None and item.section is not None:
            self.settle(lambda: act.use_rules_wording(session, document.id, item.id))
            self._screen.draft.focus_line(item.id)

    def _dealt_with(self, item: Item, change: Callable[[], Document]) -> None:
        """Make a change of a line. Where that settles its flag the keyboard goes on, whichever way it was settled; else
        it stays.
        """
        go_on = self._screen.evidence.deciding.flagged
        made = self.settle(change, go_on=go_on)
        if not (made and go_on and self._screen.obstacles):
            self._screen.draft.focus_line(item.id)
