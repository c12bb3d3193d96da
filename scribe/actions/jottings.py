"""Actions on jottings: what the worker types during a visit, each Seen, Told or My view, and marked moments."""

from __future__ import annotations

from scribe import jottings as kept
from scribe.session import Session
from scribe.visit import Jotting, Manner, TurnId, VisitId


def jottings(session: Session, visit_id: VisitId) -> tuple[Jotting, ...]:
    """What was jotted down, in the order in which it was written."""
    return session.vault.jottings(visit_id)


def add_jotting(session: Session, visit_id: VisitId, manner: Manner, text: str, at: float) -> Jotting:
    """Keep a jotting, or a mark without words, at so many seconds of the visit. Raises `JottingRefused`."""
    return kept.add(session.vault, visit_id, manner, text, at)


def change_jotting(session: Session, visit_id: VisitId, jotting_id: TurnId, manner: Manner, text: str) -> Jotting:
    """Change its words or its manner. Raises `JottingRefused`, `NotFound`."""
    return kept.change(session.vault, visit_id, jotting_id, manner, text)


def remove_jotting(session: Session, visit_id: VisitId, jotting_id: TurnId) -> None:
    """Take it out. Raises `NotFound`."""
    kept.remove(session.vault, visit_id, jotting_id)
