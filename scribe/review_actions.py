"""The one place where a review is saved: every change of a stored document comes through `change`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scribe.document_text import shown_text
from scribe.errors import MoveNotAllowed
from scribe.harm import remember_note
from scribe.lifecycle import Move, OnRecord, advance
from scribe.records import utc_now
from scribe.review_steps import step_between
from scribe.vault import Vault
from scribe.visit import Document, DocumentId, DocumentStage, Section

LEFT_REVIEW = frozenset({DocumentStage.APPROVED, DocumentStage.EXPORTED, DocumentStage.FILED})
"""Stages in which an approval holds."""
WRITTEN_AT_ERASING = (
    "This was written when a visit was erased, so it has to be kept as it is. Nothing was changed. You can write more "
    "below it."
)


def change(vault: Vault, document_id: DocumentId, f: Callable[[Document], Document]) -> Document:
    """Apply a pure function of `scribe.review` and save what comes of it, in one transaction.

    The first change of a draft starts its review. A change of the text after approval reopens the document: a new
    version, and the approval is void. A change that leaves the text as it is, after approval, is refused, because
    the review that was approved is a record. What was written when a visit was erased stays as it was written. The
    change is kept, so that `scribe.review_undo` can take it back. The audit gets keyed hashes of before and after.
    Raises `OnRecord`, `MoveNotAllowed`, `NotFound`, or what `f` raises; then nothing is saved.
    """
    with vault.transaction():
        before = vault.document(document_id)
        after = f(before)
        if after == before:
            return before
        kept = keep(vault, before, after, "document changed")
        step = step_between(before, after, kept.version, utc_now())
        if step is not None:
            vault.add_review_step(before.visit, step)
        return kept


def keep(vault: Vault, before: Document, after: Document, event: str) -> Document:
    """For `change` and `scribe.review_undo`, in their transaction: save what a review has come to, and record it."""
    if not all(_still_there(section, after) for section in before.sections):
        raise OnRecord(WRITTEN_AT_ERASING)
    if before.stage in LEFT_REVIEW:
        _reopen_if_text_changed(vault, before, after)
    if before.stage is not DocumentStage.IN_REVIEW:
        start_review(vault, before.id)
    remember_note(vault, before.visit, before, after)
    was, now = vault.audit.fingerprint(vault.document_json(before.id)), vault.document(before.id)
    vault.save_document(replace(after, stage=now.stage, version=now.version))
    kept = vault.document(before.id)  # within the transaction: what can't be read again is not kept
    vault.audit.add(event, before.id, before=was, after=vault.audit.fingerprint(vault.document_json(before.id)))
    return kept


def start_review(vault: Vault, document_id: DocumentId) -> Document:
    """Open a document for review, if it isn't open already."""
    with vault.transaction():
        if vault.document(document_id).stage is not DocumentStage.IN_REVIEW:
            advance(vault, document_id, Move.START_REVIEW)
        return vault.document(document_id)


def reopen(vault: Vault, document_id: DocumentId) -> Document:
    """Take an approval back so that the document can be changed. Raises `MoveNotAllowed` when nothing was approved."""
    with vault.transaction():
        advance(vault, document_id, Move.REOPEN)
        return start_review(vault, document_id)


def _reopen_if_text_changed(vault: Vault, before: Document, after: Document) -> None:
    visit = vault.visit(before.visit)
    if shown_text(before, visit) == shown_text(after, visit):
        raise MoveNotAllowed("This is approved, so it was not changed. Reopen it first.")
    advance(vault, before.id, Move.REOPEN)


def _still_there(before: Section, after: Document) -> bool:
    """Whether what was written in a section when a visit was erased is still at its start, line for line."""
    kept = before.recorded.split("\n") if before.recorded else []
    return not kept or any(
        now.id == before.id and now.recorded == before.recorded and now.written.split("\n")[: len(kept)] == kept
        for now in after.sections
    )
