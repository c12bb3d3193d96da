"""Undo and redo of a review: what was taken back is said, and the keyboard goes to where it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scribe.visit import ClaimId, Document, SectionId
from ui.review_changes import what_changed
from ui.words_review import Undoing as Words

if TYPE_CHECKING:
    from ui.screens.review import ReviewScreen


class Undoing:
    """Ctrl+Z and Ctrl+Y. In a field they take back what was typed there, as everywhere."""

    def __init__(self, screen: ReviewScreen) -> None:
        self._screen = screen
        screen.key("Ctrl+Z", self.undo)
        screen.key("Ctrl+Y", self.redo)
        screen.key("Ctrl+Shift+Z", self.redo)

    def can_redo(self) -> bool:
        """Whether anything was undone that can be made again."""
        screen = self._screen
        return screen.desk.actions.can_redo_review(screen.desk.session, screen.document.id)

    def undo(self) -> None:
        """Take the last change back, or an answer that was given since."""
        if self._screen.since.take_back():
            self._screen.notice.tell(Words.UNDONE, Words.ANSWER)
            return
        self._move(self._screen.desk.actions.undo_review, Words.UNDONE)

    def redo(self) -> None:
        """Make the change again that was undone last."""
        self._move(self._screen.desk.actions.redo_review, Words.REDONE)

    def _move(self, act: Callable[[Any, Any], Document], done: str) -> None:
        screen = self._screen
        screen.draft.save_writing()
        with screen.telling():
            before = screen.document
            after = act(screen.desk.session, before.id)
            screen.show_document(after)
            screen.notice.tell(done, what_changed(before, after))
            self._go_to_change(before, after)

    def _go_to_change(self, before: Document, after: Document) -> None:
        """Where the change is, so that it is seen; the keyboard stays on the screen whatever went away."""
        was, now = _places(before), _places(after)
        changed = next((key for key, place in now.items() if was.get(key) != place), None)
        if changed is not None:
            self._screen.draft.go_to_claim(changed)
        elif self._screen.isVisible():
            self._screen.keep_keyboard()


def _places(document: Document) -> dict[ClaimId, tuple[SectionId, object]]:
    return {claim.id: (section.id, claim) for section in document.sections for claim in section.claims}
