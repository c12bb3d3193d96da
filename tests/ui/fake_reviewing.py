# ruff: noqa: D102 (the names are those of scribe.actions, and so is what they do)
"""The part of the stand-in for `scribe.actions` that is about a review as a whole: undo, moving, pace, read back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from scribe import review
from scribe.errors import MoveNotAllowed, NotFound
from scribe.harm_first import HarmStatement
from scribe.jobs import Job
from scribe.reading_pace import ReadingClock, ReadTooFast, pace_of
from scribe.review import OwnWords
from scribe.review_parts import add_claim, free_id, mark_corrected
from scribe.since_last import PerhapsSomebodyElse, SinceLast, beside
from scribe.visit import (
    URGENT,
    Claim,
    ClaimId,
    Document,
    DocumentId,
    DocumentStage,
    Evidence,
    Kind,
    ModelCard,
    Section,
    SectionId,
    Transcript,
    TurnId,
    Visit,
    VisitId,
)

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)


class Unhurried(ReadingClock):
    """The clock of somebody who has read everything for an hour: where a test is about something else."""

    def seconds(self, section_id: SectionId) -> float:
        return 3600.0


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
        self.since: SinceLast | None = None
        self.perhaps: PerhapsSomebodyElse | None = None
        self.whose: bool | None = None
        self.corrections: list[str] = []
        self.read_back: list[int] = []
        self.harm_said: dict[VisitId, tuple[HarmStatement, ...]] = {}
        self.extracts: dict[VisitId, Document] = {}
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

    def since_last(self, session: Any, visit_id: VisitId) -> Job[Any]:
        found: SinceLast | PerhapsSomebodyElse | None = self.since
        if self.perhaps is not None and self.whose is not True:
            found = replace(self.perhaps, said_no=self.whose is False)
        elif self.perhaps is not None and self.since is not None:
            found = replace(self.since, asked=True)
        return Job("since last", "beside", lambda _: found, lambda _: None)

    def say_whose(self, session: Any, visit_id: VisitId, earlier: VisitId, same: bool | None) -> None:
        self.whose = same

    def put_since(self, visit_id: VisitId) -> None:
        """Let an earlier note say something about the fall, compared by the real comparison of words."""
        note, visit = self._note(DocumentId(f"d-{visit_id}")), self.visit_rows[visit_id]
        first, second, *_ = note.sections[0].claims
        other = replace(first, id=ClaimId("c9"), text="Mrs Begum said she walks to the shop every day.")
        then = replace(note, sections=(replace(note.sections[0], claims=(second, other)),), actions=(), omissions=())
        laid = beside(then, visit, note, visit)
        self.since = SinceLast(VisitId("v0"), then.id, "Mrs Amina Begum", "Jo Reed", NOW, laid)

    def correct_read_back(
        self, session: Any, document_id: DocumentId, words: str, section_id: SectionId, claim_id: ClaimId | None = None
    ) -> Document:
        said = f'Read back, Mrs Begum said: "{words}"'
        self.corrections.append(words)

        def with_words(note: Document) -> Document:
            quoted = Claim(free_id(note), said, Kind.QUOTED, ())
            longer = add_claim(note, section_id, quoted, after=claim_id)
            return mark_corrected(longer, claim_id, quoted.id) if claim_id else longer

        return self._change(document_id, with_words)

    def was_read_back(self, session: Any, document_id: DocumentId, words: int, seconds: float) -> None:
        self.read_back.append(words)

    def harm_first(self, session: Any, visit_id: VisitId) -> Job[Any]:
        return Job("harm", "harm", lambda _: self.harm_said.get(visit_id, ()), lambda _: None)

    def put_harm(self, visit_id: VisitId) -> None:
        """Let two things be said that may be harm: one grave, one not."""
        hurt = Evidence(TurnId("t7"), 0, 26, 38.0, 40.0)
        asked = Evidence(TurnId("t6"), 0, 22, 35.3, 36.8)
        words = 'Asked "Did he hurt you?", Mrs Begum said: "Yes. He hurt my left leg."'
        stove = Claim(ClaimId("c2"), 'Mrs Begum said: "I left the gas on again."', Kind.QUOTED, (hurt,))
        self.harm_said[visit_id] = (
            HarmStatement(
                Claim(ClaimId("c1"), words, Kind.QUOTED, (asked, hurt), of_weight=("harm",)), ("harm",), True
            ),
            HarmStatement(stove, ("risk",), False),
        )

    def urgent_extract(
        self, session: Any, visit_id: VisitId, *, harm: Collection[HarmStatement] = (), **more: Any
    ) -> Document:
        claims = tuple(each.claim for each in harm)
        made = Document(
            DocumentId(f"urgent-{visit_id}"), visit_id, URGENT, "Urgent extract", 1, DocumentStage.DRAFTED,
            (Section(SectionId("said"), "What could not wait", claims),), (), (), ModelCard("none"), NOW,
        )  # fmt: skip
        self.extracts[visit_id] = made
        return made

    def urgent_extracts(self, session: Any, visit_id: VisitId) -> tuple[Document, ...]:
        return (self.extracts[visit_id],) if visit_id in self.extracts else ()

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
