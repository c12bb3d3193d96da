"""Actions on what can't wait for the note: possible harm first of all, and urgent extracts."""

from __future__ import annotations

from collections.abc import Collection

from scribe import harm_first as first
from scribe import transcript_document, urgent
from scribe.harm_first import HarmStatement
from scribe.jobs import Job, JobContext
from scribe.session import Session
from scribe.visit import ClaimId, Document, DocumentId, TurnId, VisitId, WentBefore


def harm_first(session: Session, visit_id: VisitId) -> Job[tuple[HarmStatement, ...]]:
    """What may have been harm, quoted with the question before it: the grave first. It takes about half a second."""

    def work(_: JobContext) -> tuple[HarmStatement, ...]:
        with session.precedence.first():
            return first.harm_first(session.vault, visit_id)

    return Job("harm", "harm", work, lambda _: None)


def urgent_extract(
    session: Session,
    visit_id: VisitId,
    *,
    harm: Collection[HarmStatement] = (),
    turns: Collection[TurnId] = (),
    note: DocumentId | None = None,
    claims: Collection[ClaimId] = (),
    omissions: Collection[int] = (),
) -> Document:
    """Make an urgent extract of what was chosen; it is then read, confirmed and approved as a note is.

    `claims` and `omissions` are those of `note`. Raises `NothingChosen`, `NothingHeard`, `NotFound`, and
    `NotReadyToApprove` where the words were changed since.
    """
    with session.vault.reading():
        chosen = urgent.from_harm(session.vault, visit_id, harm) + urgent.from_turns(session.vault, visit_id, turns)
        if note is not None:
            chosen += urgent.from_note(session.vault, session.vault.document(note), claims, omissions)
        return urgent.extract(session.vault, visit_id, chosen)


def urgent_extracts(session: Session, visit_id: VisitId) -> tuple[Document, ...]:
    """Those of a visit, in the order in which they were made."""
    return transcript_document.extracts(session.vault, visit_id)


def what_went(session: Session, visit_id: VisitId) -> tuple[WentBefore, ...]:
    """Which of them left this laptop, by whose approval and when."""
    return urgent.what_went(session.vault, visit_id)
