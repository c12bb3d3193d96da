"""What the screens ask of `scribe.actions`, as a Protocol, so that a fake can stand in for it in tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scribe.actions import VisitSummary
    from scribe.jobs import Job
    from scribe.player import Playing
    from scribe.recorder import Microphone, RecordingHandle
    from scribe.review import Obstacle
    from scribe.settings import Settings
    from scribe.visit import (
        Approval,
        ClaimId,
        Document,
        DocumentId,
        Doubt,
        Export,
        Person,
        Recording,
        SectionId,
        Transcript,
        TurnId,
        Visit,
        VisitId,
    )

Session = Any
"""`scribe.session.Session`, or a fake's own: a screen only hands it on, and reads `settings` and `jobs` of it."""


class Actions(Protocol):
    """`scribe.actions`: what each does is said there."""

    def list_visits(self, session: Session) -> tuple[VisitSummary, ...]: ...  # noqa: D102
    def plan_visit(self, session: Session, reference: str, template: str, people: tuple[Person, ...]) -> Visit: ...  # noqa: D102
    def change_people(self, session: Session, visit_id: VisitId, people: tuple[Person, ...]) -> Visit: ...  # noqa: D102
    def visit(self, session: Session, visit_id: VisitId) -> Visit: ...  # noqa: D102
    def agreement_missing(self, session: Session, visit_id: VisitId) -> tuple[str, ...]: ...  # noqa: D102
    def template_choices(self, session: Session) -> tuple[tuple[str, str], ...]: ...  # noqa: D102
    def change_setting(self, session: Session, name: str, value: object) -> Settings: ...  # noqa: D102

    def microphones(self) -> Sequence[Microphone]: ...  # noqa: D102
    def start_recording(self, session: Session, visit_id: VisitId, device: str | None = None) -> RecordingHandle: ...  # noqa: D102
    def stop_recording(self, session: Session, visit_id: VisitId, handle: RecordingHandle) -> Recording: ...  # noqa: D102
    def recover_recording(self, session: Session, visit_id: VisitId) -> Recording: ...  # noqa: D102
    def import_audio(self, session: Session, visit_id: VisitId, path: Path) -> Job[Recording]: ...  # noqa: D102
    def play_span(self, session: Session, visit_id: VisitId, start: float, end: float) -> Playing: ...  # noqa: D102

    def transcribe_visit(self, session: Session, visit_id: VisitId) -> Job[Transcript]: ...  # noqa: D102
    def transcript(self, session: Session, visit_id: VisitId) -> Transcript | None: ...  # noqa: D102
    def assign_speaker(  # noqa: D102
        self, session: Session, visit_id: VisitId, turn_ids: tuple[TurnId, ...], speaker: str
    ) -> Transcript: ...
    def edit_turn(self, session: Session, visit_id: VisitId, turn_id: TurnId, text: str) -> Transcript: ...  # noqa: D102
    def accept_doubt(self, session: Session, visit_id: VisitId, doubt: Doubt) -> Transcript: ...  # noqa: D102

    def draft_note(  # noqa: D102
        self, session: Session, visit_id: VisitId, template: str | None = None, detail: str = "standard"
    ) -> Job[Document]: ...
    def document(self, session: Session, document_id: DocumentId) -> Document: ...  # noqa: D102
    def latest_document(self, session: Session, visit_id: VisitId) -> Document | None: ...  # noqa: D102
    def out_of_date(self, session: Session, document_id: DocumentId) -> bool: ...  # noqa: D102
    def confirm_section(self, session: Session, document_id: DocumentId, section_id: SectionId) -> Document: ...  # noqa: D102
    def unconfirm_section(self, session: Session, document_id: DocumentId, section_id: SectionId) -> Document: ...  # noqa: D102
    def accept_claim(  # noqa: D102
        self, session: Session, document_id: DocumentId, claim_id: ClaimId, reason: str
    ) -> Document: ...
    def edit_claim(self, session: Session, document_id: DocumentId, claim_id: ClaimId, text: str) -> Document: ...  # noqa: D102
    def remove_claim(self, session: Session, document_id: DocumentId, claim_id: ClaimId) -> Document: ...  # noqa: D102
    def restore_claim(self, session: Session, document_id: DocumentId, claim_id: ClaimId) -> Document: ...  # noqa: D102
    def add_omission(  # noqa: D102
        self, session: Session, document_id: DocumentId, index: int, section_id: SectionId
    ) -> Document: ...
    def write_section(  # noqa: D102
        self, session: Session, document_id: DocumentId, section_id: SectionId, text: str
    ) -> Document: ...
    def edit_action(self, session: Session, document_id: DocumentId, action_id: ClaimId, text: str) -> Document: ...  # noqa: D102
    def remove_action(self, session: Session, document_id: DocumentId, action_id: ClaimId) -> Document: ...  # noqa: D102
    def restore_action(self, session: Session, document_id: DocumentId, action_id: ClaimId) -> Document: ...  # noqa: D102
    def confirm_actions(self, session: Session, document_id: DocumentId) -> Document: ...  # noqa: D102
    def see_omissions(self, session: Session, document_id: DocumentId) -> Document: ...  # noqa: D102
    def obstacles(self, session: Session, document_id: DocumentId) -> tuple[Obstacle, ...]: ...  # noqa: D102
    def shown_text(self, session: Session, document_id: DocumentId) -> str: ...  # noqa: D102
    def planted_found(self, session: Session, document_id: DocumentId) -> bool | None: ...  # noqa: D102

    def approve(  # noqa: D102
        self, session: Session, document_id: DocumentId, approver: str, statement: str, shown: str
    ) -> Approval: ...
    def approval(self, session: Session, document_id: DocumentId) -> Approval | None: ...  # noqa: D102
    def reopen(self, session: Session, document_id: DocumentId) -> Document: ...  # noqa: D102
    def export_document(self, session: Session, document_id: DocumentId, format: str, to: Path) -> Job[Export]: ...  # noqa: D102
    def copy_section(self, session: Session, document_id: DocumentId, section_id: SectionId) -> str: ...  # noqa: D102
    def mark_filed(self, session: Session, document_id: DocumentId, record_number: str) -> Document: ...  # noqa: D102
