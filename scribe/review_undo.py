"""Takes back what was changed in a review, one change after another, and makes it again; never across an approval."""

from __future__ import annotations

from scribe.edit_log import EditState
from scribe.errors import MoveNotAllowed
from scribe.jottings import drafted_from
from scribe.late_doubts import with_late_doubts
from scribe.review_actions import LEFT_REVIEW, keep
from scribe.review_steps import KeptStep, Side, with_side
from scribe.vault import Vault
from scribe.visit import Document, DocumentId

UNDONE, REDONE = "review undone", "review redone"
NOTHING_TO_UNDO = "There is nothing to undo in this review. Nothing was changed."
NOTHING_TO_REDO = "There is nothing to do again in this review. Nothing was changed."


def undo(vault: Vault, document_id: DocumentId) -> Document:
    """Take back the last change since the review began or the document was reopened, however long ago that was.

    It may be done again until something else is changed. Raises `MoveNotAllowed` where there is nothing to take back,
    and while an approval holds: an approved review is a record.
    """
    with vault.transaction():
        document = vault.document(document_id)
        kept = _last(vault, document)
        if kept is None:
            raise MoveNotAllowed(NOTHING_TO_UNDO)
        return _move(vault, document, kept, kept.step.before, EditState.UNDONE, UNDONE)


def redo(vault: Vault, document_id: DocumentId) -> Document:
    """Make the change again that was undone last. Raises `MoveNotAllowed` where there is none."""
    with vault.transaction():
        document = vault.document(document_id)
        kept = _next(vault, document)
        if kept is None:
            raise MoveNotAllowed(NOTHING_TO_REDO)
        return _move(vault, document, kept, kept.step.after, EditState.STANDS, REDONE)


def can_undo(vault: Vault, document_id: DocumentId) -> bool:
    """Whether `undo` has something to take back."""
    with vault.reading():
        return _last(vault, vault.document(document_id)) is not None


def can_redo(vault: Vault, document_id: DocumentId) -> bool:
    """Whether `redo` has something to make again."""
    with vault.reading():
        return _next(vault, vault.document(document_id)) is not None


def _last(vault: Vault, document: Document) -> KeptStep | None:
    return None if document.stage in LEFT_REVIEW else vault.last_review_step(document.id, document.version)


def _next(vault: Vault, document: Document) -> KeptStep | None:
    return None if document.stage in LEFT_REVIEW else vault.next_review_step(document.id, document.version)


def _move(
    vault: Vault, document: Document, kept: KeptStep, side: Side, state: EditState, event: str
) -> Document:  # fmt: skip
    """What was doubted since is flagged again: undoing must not take a flag away that came from elsewhere."""
    said = drafted_from(vault, document.visit)
    moved = with_side(document, side)
    after = with_late_doubts(moved, said, vault.visit(document.visit)) if said else moved
    vault.mark_review_step(document.visit, kept.number, state)
    return keep(vault, document, after, event)
