"""The changes of reviews as they are kept, each sealed with its visit's key: what makes undoing survive a restart."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, TypeVar, cast

from scribe.edit_log import EditState
from scribe.review_steps import KeptStep, ReviewStep
from scribe.vault_earlier import Table
from scribe.vault_transcripts import NEW
from scribe.visit import DocumentId, VisitId

if TYPE_CHECKING:
    from scribe.vault_database import Database, Values

T = TypeVar("T")


class Reviews:
    """The part of the vault that keeps the steps of reviews. They are only added to, until the visit's key is gone."""

    _database: Database

    def last_review_step(self, document_id: DocumentId, version: int) -> KeptStep | None:
        """The last change of this version that stands."""
        return self._step(document_id, version, EditState.STANDS, "DESC")

    def next_review_step(self, document_id: DocumentId, version: int) -> KeptStep | None:
        """The change of this version that was undone last: undone is from the end, so it is the first."""
        return self._step(document_id, version, EditState.UNDONE, "ASC")

    def add_review_step(self, visit_id: VisitId, step: ReviewStep) -> None:
        """Keep one more change. What was undone before it can't be done again."""
        fact = self._sealed(visit_id, f"review {visit_id}", step)
        with self._database.transaction():
            overtake = "UPDATE review_steps SET state = ? WHERE document = ? AND state = ?"
            states = (EditState.OVERTAKEN.value, step.document, EditState.UNDONE.value)
            self._change(Table.REVIEW_STEPS, visit_id, NEW, overtake, states)
            insert = "INSERT INTO review_steps (visit, document, version, state, fact) VALUES (?, ?, ?, ?, ?)"
            values = (visit_id, step.document, step.version, EditState.STANDS.value, fact)
            self._change(Table.REVIEW_STEPS, visit_id, NEW, insert, values)

    def mark_review_step(self, visit_id: VisitId, number: int, state: EditState) -> None:
        """Say whether a change stands. The change itself stays as it is, so nothing is copied for a legal hold."""
        update = "UPDATE review_steps SET state = ? WHERE visit = ? AND number = ?"
        self._change(Table.REVIEW_STEPS, visit_id, NEW, update, (state.value, visit_id, number))

    def forget_review_steps(self, visit_id: VisitId) -> None:
        """For `scribe.silencing` only: let go of all changes of a visit's documents, which hold words as they were."""
        delete = "DELETE FROM review_steps WHERE visit = ?"
        self._change(Table.REVIEW_STEPS, visit_id, None, delete, (visit_id,))

    def _step(self, document_id: DocumentId, version: int, state: EditState, order: str) -> KeptStep | None:
        rows = self._database.rows(
            "SELECT number, visit, fact FROM review_steps WHERE document = ? AND version = ? AND state = ?"
            f" ORDER BY number {order} LIMIT 1",
            (document_id, version, state.value),
        )
        if not rows:
            return None
        number, visit, fact = rows[0]
        step = self._unsealed(ReviewStep, VisitId(str(visit)), f"review {visit}", fact)
        return KeptStep(cast(int, number), state, step)

    @abstractmethod
    def _change(self, table: Table, visit_id: VisitId, thing_id: str | None, statement: str, values: Values) -> None:
        """As in `scribe.vault`."""

    @abstractmethod
    def _sealed(self, visit_id: VisitId, name: str, fact: object) -> bytes:
        """As in `scribe.vault`."""

    @abstractmethod
    def _unsealed(self, kind: type[T], visit_id: VisitId, name: str, sealed: object) -> T:
        """As in `scribe.vault`."""
