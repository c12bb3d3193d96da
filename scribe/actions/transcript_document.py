"""Actions on the transcript as a document; what is done to it from then on is what is done to any document."""

from __future__ import annotations

from scribe import transcript_document as documents
from scribe.session import Session
from scribe.visit import Document, VisitId


def transcript_document(session: Session, visit_id: VisitId) -> Document:
    """The transcript of a visit as a document: the latest while it says what the transcript says, else a new one.

    Raises `NothingHeard`.
    """
    return documents.current(session.vault, visit_id)


def latest_transcript_document(session: Session, visit_id: VisitId) -> Document | None:
    """The transcript document of a visit that was made last, if there is one."""
    return documents.latest(session.vault, visit_id)
