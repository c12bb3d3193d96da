"""Actions on what leaves: approve, export, copy, file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scribe import approval as approvals
from scribe import lifecycle, review_actions, ways_out
from scribe import second_approval as second_approvals
from scribe.jobs import Job, JobContext
from scribe.quality import record_if_possible
from scribe.session import Session
from scribe.urgent import after_leaving, show_what_went
from scribe.visit import (
    Approval,
    Document,
    DocumentId,
    Export,
    SectionId,
)
from scribe.ways_out import COPY

if TYPE_CHECKING:
    from scribe.export_easy_read import Speak


def approve(session: Session, document_id: DocumentId, approver: str, statement: str, shown: str) -> Approval:
    """A named person has read this exact text and approves it. Raises `NotReadyToApprove`, `ApprovalVoid`.

    Its figures without content are kept too (`scribe.quality`).
    """
    made = approvals.approve(session.vault, document_id, approver=approver, statement=statement, shown=shown).approval
    record_if_possible(session.vault, document_id)
    return made


def approval(session: Session, document_id: DocumentId) -> Approval | None:
    """The approval that holds now, to the letter, if there is one."""
    return session.vault.approval(document_id) if approvals.holds(session.vault, document_id) else None


def withdrawn(session: Session, document_id: DocumentId) -> tuple[str, ...]:
    """The names of those who took their agreement to recording back: the worker is told before the note leaves."""
    return tuple(person.name for person in approvals.withdrawn(session.vault, document_id))


def approve_too(session: Session, document_id: DocumentId, approver: str, statement: str, shown: str) -> Approval:
    """A second named person has read the approved text and approves it too. Raises as `scribe.second_approval`."""
    return second_approvals.approve_too(session.vault, document_id, approver=approver, statement=statement, shown=shown)


def second_approval(session: Session, document_id: DocumentId) -> Approval | None:
    """The second approval that holds now, if there is one."""
    holds = approvals.holds(session.vault, document_id)
    return second_approvals.second_approval(session.vault, document_id) if holds else None


def needs_second_approval(session: Session, document_id: DocumentId) -> bool:
    """Whether a second person has to approve before this may leave: it is approved once, and IT asks for two."""
    asked = ways_out.asks_for_two(session.settings, session.vault.document(document_id))
    return asked and approval(session, document_id) is not None and second_approval(session, document_id) is None


def open_formats(session: Session) -> tuple[str, ...]:
    """The formats in which IT lets text leave, 'copy' among them."""
    return ways_out.open_formats(session.settings)


def may_save_in(session: Session, folder: Path) -> bool:
    """Whether IT lets files be saved in a folder."""
    return ways_out.may_be_saved_in(session.settings, folder)


def reopen(session: Session, document_id: DocumentId) -> Document:
    """Go back to review. The approval no longer holds."""
    note = review_actions.reopen(session.vault, document_id)
    show_what_went(session.vault, note.visit)
    return session.vault.document(document_id)


def export_document(
    session: Session, document_id: DocumentId, format: str, to: Path, speak: Speak | None = None
) -> Job[Export]:
    """Write the approved text to a file. Raises at once where it may not leave: `NotApproved`, `ApprovalVoid`, or
    `WayClosed` or `SecondApprovalMissing` where IT doesn't let it.

    `speak` reads aloud, for the format 'wav' of an Easy Read, on the job's thread; None is a voice of the laptop's own.
    """
    _refuse_closed(session, document_id, format, to)

    def work(context: JobContext) -> Export:
        from scribe.export import export
        from scribe.export_easy_read import Means

        _refuse_closed(session, document_id, format, to)
        means = Means(session.settings.easy_read_folder, speak)
        return export(session.vault, approvals.approved(session.vault, document_id), format, to, means=means)

    return Job("export", "export", work, lambda _: after_leaving(session.vault, document_id))


def _refuse_closed(session: Session, document_id: DocumentId, made_as: str, to: Path | None = None) -> None:
    approvals.approved(session.vault, document_id)
    ways_out.refuse_closed_way(session.settings, made_as, to)
    ways_out.refuse_one_approver(session.settings, session.vault, document_id)


def can_speak_to_file() -> bool:
    """Whether the laptop has a voice whose words can be kept in a file."""
    from scribe.spoken_file import CannotSpeak, own_voice

    try:
        own_voice()
    except CannotSpeak:
        return False
    return True


def copy_section(session: Session, document_id: DocumentId, section_id: SectionId) -> str:
    """The approved text of one section, for a field of the council's case system. It counts as an export.

    Raises as `export_document` does.
    """
    from scribe.export import copy_section as copied

    _refuse_closed(session, document_id, COPY)
    text = copied(session.vault, approvals.approved(session.vault, document_id), section_id)
    after_leaving(session.vault, document_id)
    return text


def mark_filed(session: Session, document_id: DocumentId, record_number: str) -> Document:
    """The exported note is in the council's case system, under this record number."""
    lifecycle.file_document(session.vault, document_id, record_number)
    return session.vault.document(document_id)
