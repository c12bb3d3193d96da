"""Actions on a review as a whole: take back, read back to the person visited, lay beside the last note, count."""

from __future__ import annotations

from functools import partial

from scribe import note_figures as figures
from scribe import read_back, review_undo, whose_note
from scribe import since_last as last
from scribe.jobs import Job, JobContext
from scribe.note_figures import NoteFigures
from scribe.notes.aspects import after_review
from scribe.session import Session
from scribe.since_last import PerhapsSomebodyElse, SinceLast
from scribe.visit import ClaimId, Document, DocumentId, SectionId, VisitId


def undo_review(session: Session, document_id: DocumentId) -> Document:
    """Take back the last change of this review. Raises `MoveNotAllowed` where there is none."""
    return review_undo.undo(session.vault, document_id)


def redo_review(session: Session, document_id: DocumentId) -> Document:
    """Make the change again that was undone last. Raises `MoveNotAllowed` where there is none."""
    return review_undo.redo(session.vault, document_id)


def can_undo_review(session: Session, document_id: DocumentId) -> bool:
    """Whether there is a change to take back."""
    return review_undo.can_undo(session.vault, document_id)


def can_redo_review(session: Session, document_id: DocumentId) -> bool:
    """Whether there is a change to make again."""
    return review_undo.can_redo(session.vault, document_id)


def correct_read_back(
    session: Session, document_id: DocumentId, words: str, section_id: SectionId, claim_id: ClaimId | None = None
) -> Document:
    """Keep what the person visited said to the note when it was read back, in their words, beside the statement."""
    fill = partial(after_review, templates_folder=session.settings.templates_folder)
    return read_back.correct(session.vault, document_id, words, section_id, claim_id, fill=fill)


def was_read_back(session: Session, document_id: DocumentId, words: int, seconds: float) -> None:
    """Record that the note was read to the person visited: how much of it, and for how long."""
    read_back.was_read_back(session.vault, document_id, words=words, seconds=seconds)


def since_last(session: Session, visit_id: VisitId) -> Job[SinceLast | PerhapsSomebodyElse | None]:
    """The last approved note of this person beside the note of this visit; None where there is none.

    Where nobody can say whose it is, that is asked first, once: `say_whose` keeps the answer.
    """

    def work(_: JobContext) -> SinceLast | PerhapsSomebodyElse | None:
        return last.since_last(session.vault, visit_id)

    return Job("since last", "beside", work, lambda _: None)


def say_whose(session: Session, visit_id: VisitId, earlier: VisitId, same: bool | None) -> None:
    """Keep whether an earlier visit was to the same person; None takes that back."""
    whose_note.say_whose(session.vault, visit_id, earlier, same)


def note_figures(session: Session, document_id: DocumentId) -> NoteFigures:
    """What was changed in a note since it was drafted, section by section, as numbers."""
    return figures.note_figures(session.vault.document(document_id))
