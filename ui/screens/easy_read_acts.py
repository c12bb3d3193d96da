"""What a worker does to an Easy Read: each change is saved at once, and what came of it is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from easyread.page import LineKind, Picture
from scribe.visit import ClaimId, Document, SectionId
from ui.words_easy_read import Easy as Words
from ui.words_review import Undoing

if TYPE_CHECKING:
    from easyread.sheet import Choices
    from scribe.easy_read import Shown
    from ui.screens.easy_read import EasyReadScreen


class EasyActs:
    """Nothing is changed but through here."""

    def __init__(self, screen: EasyReadScreen) -> None:
        self._screen = screen

    @property
    def _act(self) -> Any:  # noqa: ANN401 (the actions: `ui.port.Actions`)
        return self._screen.desk.actions

    def settle(self, change: Callable[[Any, Any], Document | Shown], *, go_on: bool = False) -> bool:
        """Make a change, given session and document id, and show what came of it. Whether it was made."""
        screen, made = self._screen, False
        with screen.telling():
            screen.notice.quiet()
            made_of = change(screen.desk.session, screen.document.id)
            screen.show_shown(screen.shown_of(made_of))
            made = True
            if go_on:
                screen.onward.go_on()
        return made

    def _dealt_with(self, line: ClaimId, change: Callable[[Any, Any], Document | Shown]) -> None:
        """Where that settles its flag the keyboard goes on, whichever way it was settled; else it stays."""
        screen = self._screen
        was_flagged = screen.deciding.flagged
        made = self.settle(change)
        if made and was_flagged and not screen.is_flagged(line) and screen.obstacles:
            screen.onward.go_on()
        else:
            screen.lines.focus_line(line)

    # --- lines

    def take_out(self) -> None:
        """Take the chosen line out, or put it back."""
        line = self._screen.lines.line_id
        claim = self._screen.claim(line)
        if line is not None and claim is not None:
            act = self._act.restore_line if claim.removed else self._act.remove_line
            self._dealt_with(line, lambda session, document: act(session, document, line))

    def change(self, line: ClaimId, text: str) -> None:
        """Other words for a line."""
        self._dealt_with(line, lambda session, document: self._act.edit_line(session, document, line, text))

    def keep(self, reason: str) -> None:
        """A marked line is right as it is."""
        line = self._screen.lines.line_id
        if line is not None:
            self._dealt_with(line, lambda session, document: self._act.accept_claim(session, document, line, reason))

    def add(self, after: ClaimId | None, text: str) -> None:
        """A line of one's own; the keyboard goes to it."""
        before = set(self._screen.line_ids)
        kind = LineKind.IDEA
        if self.settle(lambda session, document: self._act.add_line(session, document, after, text, kind)):
            self._go_to_new(before)

    def move(self, by: int) -> None:
        """Move the chosen line."""
        line = self._screen.lines.line_id
        if line is not None and self.settle(lambda s, document: self._act.move_line(s, document, line, by)):
            self._screen.lines.go_to(line)

    # --- parts and what was left out

    def confirm_section(self, section: SectionId) -> None:
        """It was read, and is right; where nobody can have read it so quickly, that is said first."""
        pacing = self._screen.pacing
        if pacing.stops(section):
            self._screen.onward.offer()
            return
        seconds, again = pacing.seconds(section), pacing.told(section)
        self.settle(lambda s, document: self._act.confirm_section(s, document, section, seconds, again), go_on=True)

    def unconfirm_section(self, section: SectionId) -> None:
        """Read it again."""
        self.settle(lambda s, document: self._act.unconfirm_section(s, document, section))

    def see_left_out(self) -> None:
        """The list was looked at."""
        self.settle(lambda s, document: self._act.see_omissions(s, document), go_on=True)

    def bring_back(self, index: int) -> None:
        """Words of the letter become a line: after the last line that comes from words before them."""
        screen = self._screen
        before = set(screen.line_ids)
        after = screen.line_before(index)
        if self.settle(lambda s, document: self._act.bring_back(s, document, index, after)):
            self._go_to_new(before)
            screen.notice.tell(Words.BROUGHT_BACK)

    def _go_to_new(self, before: set[ClaimId]) -> None:
        new = next((key for key in self._screen.line_ids if key not in before), None)
        if new is not None:
            self._screen.show_letter()
            self._screen.lines.go_to(new)

    # --- pictures, and how the person wants it

    def choose_picture(self, line: ClaimId, picture: Picture | None, *, only_here: bool) -> None:
        """Another picture, or none."""
        choose = self._act.choose_picture
        self.settle(lambda session, document: choose(session, document, line, picture, only_here=only_here))
        self._screen.lines.focus_line(line)

    def import_picture(self, path: Path, name: str) -> Picture:
        """Keep a photograph with this document."""
        screen = self._screen
        made: Picture = self._act.import_picture(screen.desk.session, screen.document.id, path, name)
        return made

    def set_choices(self, choices: Choices) -> None:
        """How the person wants it."""
        self.settle(lambda s, document: self._act.set_choices(s, document, choices))

    def set_checked_by(self, name: str) -> None:
        """Who with a learning disability has checked it."""
        self.settle(lambda s, document: self._act.set_checked_by(s, document, name))

    # --- undoing

    def undo(self) -> None:
        """Take the last change back."""
        self._undo(self._act.undo_review, Undoing.UNDONE)

    def redo(self) -> None:
        """Make the change again that was undone last."""
        self._undo(self._act.redo_review, Undoing.REDONE)

    def can_redo(self) -> bool:
        """Whether anything was undone that can be made again."""
        screen = self._screen
        return bool(self._act.can_redo_review(screen.desk.session, screen.document.id))

    def _undo(self, act: Callable[[Any, Any], Document], done: str) -> None:
        screen = self._screen
        before = screen.places()
        if self.settle(act):
            screen.notice.tell(done)
            now = screen.places()
            changed = next((key for key, place in now.items() if before.get(key) != place), None)
            if changed is not None:
                screen.lines.go_to(changed)
            else:
                screen.keep_keyboard()
