# ruff: noqa: D102 (the names are those of scribe.actions, and so is what they do)
"""The part of the stand-in for `scribe.actions` that is about a review as a whole: undo, moving, pace, read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from scribe import review
from scribe.errors import MoveNotAllowed, NotFound
from scribe.reading_pace import ReadTooFast, pace_of
from scribe.review import OwnWords
from scribe.visit import Claim, ClaimId, Document, DocumentId, SectionId, Transcript, Visit, VisitId

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)


class FakeReviewing:
    """Keeps every step of a review, as the real one does."""

    visit_rows: dict[VisitId, Visit]
    transcripts: dict[VisitId, Transcript]
    _change: Callable[[DocumentId, Callable[[Document], Document]], Document]
    _note: Callable[[DocumentId], Document]
    _keep_note: Callable[[Document], Document]

    def __init__(self) -> None:
        super().__init__()
        self.steps_done: list[tuple[Document, Document]] = []
        self.steps_undone: list[tuple[Document, Document]] = []
        self.confirmed: list[tuple[SectionId, float | None, bool]] = []

    def remember(self, before: Document, after: Document) -> None:
        """A change that can be taken back."""
        if replace(before, stage=after.stage) != after:
            self.steps_done.append((before, after))
            self.steps_undone.clear()

    def check_pace(self, note: Document, section_id: SectionId, seconds: float | None, again: bool) -> None:
        """Stop what is too fast, as the action does."""
        self.confirmed.append((section_id, seconds, again))
        if seconds is not None and not again and (pace := pace_of(note, section_id, seconds)).too_fast:
            raise ReadTooFast(pace)

    def compare_with(self, note: Document) -> Callable[[Claim], OwnWords]:
        """What of an edit was not said, by the real comparison."""
        from scribe.notes.reworded import own_words

        said, people = self.transcripts[note.visit], self.visit_rows[note.visit].people

        def compare(claim: Claim) -> OwnWords:
            try:
                return own_words(claim, said.turns, people)
            except NotFound:
                return OwnWords()

        return compare

    def confirm_empty(self, session: Any, document_id: DocumentId) -> Document:
        return self._change(document_id, lambda d: review.confirm_empty(d, at=NOW))

    def move_claim(self, session: Any, document_id: DocumentId, claim_id: ClaimId, section_id: SectionId) -> Document:
        return self._change(document_id, lambda d: review.move_claim(d, claim_id, section_id))

    def undo_review(self, session: Any, document_id: DocumentId) -> Document:
        if not self.steps_done:
            raise MoveNotAllowed("There is nothing to undo in this review. Nothing was changed.")
        before, after = self.steps_done.pop()
        self.steps_undone.append((before, after))
        return self._keep_note(before)

    def redo_review(self, session: Any, document_id: DocumentId) -> Document:
        if not self.steps_undone:
            raise MoveNotAllowed("There is nothing to do again in this review. Nothing was changed.")
        before, after = self.steps_undone.pop()
        self.steps_done.append((before, after))
        return self._keep_note(after)

    def can_undo_review(self, session: Any, document_id: DocumentId) -> bool:
        return bool(self.steps_done)

    def can_redo_review(self, session: Any, document_id: DocumentId) -> bool:
        return bool(self.steps_undone)
