"""Actions on erasing: hide a visit, bring it back, keep it from being erased."""

from __future__ import annotations

from scribe import erasing, lifecycle
from scribe.erasing import ErasedVisit, HarmMentioned
from scribe.session import Session
from scribe.visit import Visit, VisitId


def harm_mentioned(session: Session, visit_id: VisitId) -> HarmMentioned:
    """Where harm was mentioned in a visit, and whether that is all that can be known."""
    return erasing.harm_mentioned(session.vault, visit_id)


def erase_visit(
    session: Session, visit_id: VisitId, *, why: str, to_record: str = "", no_harm: bool = False
) -> VisitId | None:
    """Hide a visit; `to_record` is stored first, in a visit of its own, whose id is returned.

    Raises `MustBeRecorded` where harm was or may have been mentioned and there is nothing to record, `Held`,
    `OnRecord`, `StillRecording`, `NothingWritten` without a reason.
    """
    kept = erasing.erase(session.vault, visit_id, why=why, to_record=to_record, no_harm=no_harm)
    session.forget_traces(visit_id)
    return kept


def erased_visits(session: Session) -> tuple[ErasedVisit, ...]:
    """The hidden visits that can still be brought back, the last erased first."""
    return erasing.erased_visits(session.vault, session.settings.restore_days)


def restore_visit(session: Session, visit_id: VisitId) -> Visit:
    """Bring a hidden visit back as it was. Raises `MoveNotAllowed` where it is too late."""
    return erasing.restore(session.vault, visit_id, session.settings.restore_days)


def hold_visit(session: Session, visit_id: VisitId, why: str) -> Visit:
    """Put a legal hold on a visit: nothing of it may be erased, and what is changed is kept as it was.

    Raises `MoveNotAllowed` without a reason, and where it is held already.
    """
    return lifecycle.hold(session.vault, visit_id, why)


def release_visit(session: Session, visit_id: VisitId) -> Visit:
    """Take the hold away. Raises `MoveNotAllowed` where there is none."""
    return lifecycle.release(session.vault, visit_id)
