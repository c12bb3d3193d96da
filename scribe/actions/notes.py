"""Actions on a note: draft it, read it, change it, confirm it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scribe import approval as approvals
from scribe import exams, jottings, review, review_actions, transcript_document
from scribe.document_text import shown_text as text_of
from scribe.errors import NothingHeard
from scribe.ids import new_id
from scribe.jobs import Job, JobContext
from scribe.jottings import drafted_from
from scribe.late_doubts import with_late_doubts
from scribe.notes import templates
from scribe.records import utc_now
from scribe.review import Obstacle
from scribe.session import Session
from scribe.transcript_edits import transcript_sha256
from scribe.visit import (
    ClaimId,
    Document,
    DocumentId,
    DocumentStage,
    Manner,
    ModelCard,
    SectionId,
    Turn,
    VisitId,
)

if TYPE_CHECKING:
    pass


def draft_note(
    session: Session, visit_id: VisitId, template: str | None = None, detail: str = "standard"
) -> Job[Document]:
    """Draft the note of a visit from its transcript and jottings, or from jottings alone where there is no sound.

    An earlier draft stays as it is. Raises `NothingHeard`.
    """
    from scribe.notes.apart import draft_apart
    from scribe.notes.material import Material

    known = session.vault.visit(visit_id)
    said = drafted_from(session.vault, visit_id)
    if said is None or not said.turns:
        raise NothingHeard
    chosen = templates.template(template or known.template, session.settings.templates_folder)
    material = Material(known.people, said.turns, said.doubts)

    def work(context: JobContext) -> Document:
        writer, card = session.engines.writer() or (None, ModelCard("none"))
        note = draft_apart(
            material,
            chosen,
            detail=detail,
            writer=writer,
            writer_card=card,
            exam=exams.result_of(card.sha256, session.settings.models_folder),
            on_progress=context.progress,
            cancel=context.cancel,
        )
        return Document(
            id=DocumentId(new_id("d")),
            visit=visit_id,
            template=chosen.id,
            title=chosen.title,
            version=1,
            stage=DocumentStage.DRAFTED,
            sections=note.sections,
            actions=note.actions,
            omissions=note.omissions,
            model=note.model,
            created_at=utc_now(),
            seconds_taken=note.seconds_taken,
            practice=known.practice,
            transcript_sha256=transcript_sha256(said),
            left_out=said.left_out,
        )

    def keep(note: Document) -> None:
        now = drafted_from(session.vault, visit_id)  # a second recogniser may have come to its end meanwhile
        made = with_late_doubts(note, now, known) if now else note
        session.vault.save_document(session.practice.with_planted(made) if session.practice else made)

    return Job("draft", "writer", work, keep)


def document(session: Session, document_id: DocumentId) -> Document:
    """One document. Raises `NotFound`."""
    return session.vault.document(document_id)


def latest_document(session: Session, visit_id: VisitId) -> Document | None:
    """The note of a visit that was drafted last, if there is one, whatever the laptop's clock said then."""
    return transcript_document.latest_note(session.vault, visit_id)


def out_of_date(session: Session, document_id: DocumentId) -> bool:
    """Whether the transcript has been changed since this was drafted: then it has to be drafted again."""
    return jottings.out_of_date(session.vault, session.vault.document(document_id))


def start_review(session: Session, document_id: DocumentId) -> Document:
    """Open a draft for review."""
    return review_actions.start_review(session.vault, document_id)


def confirm_section(session: Session, document_id: DocumentId, section_id: SectionId) -> Document:
    """The worker has read this section and it is right."""
    return _review(session, document_id, lambda d: review.confirm_section(d, section_id))


def unconfirm_section(session: Session, document_id: DocumentId, section_id: SectionId) -> Document:
    """The worker takes that back."""
    return _review(session, document_id, lambda d: review.unconfirm_section(d, section_id))


def accept_claim(session: Session, document_id: DocumentId, claim_id: ClaimId, reason: str) -> Document:
    """Keep a flagged statement as it is, for a reason."""
    return _review(session, document_id, lambda d: review.accept_claim(d, claim_id, reason))


def edit_claim(session: Session, document_id: DocumentId, claim_id: ClaimId, text: str) -> Document:
    """Put a statement in the worker's own words."""
    return _review(session, document_id, lambda d: review.edit_claim(d, claim_id, text))


def use_rules_wording(session: Session, document_id: DocumentId, claim_id: ClaimId) -> Document:
    """Put what the rules wrote in the place of a model's wording."""
    return _review(session, document_id, lambda d: review.use_rules_wording(d, claim_id))


def remove_claim(session: Session, document_id: DocumentId, claim_id: ClaimId) -> Document:
    """Take a statement out. It is listed in 'Said, but not in the note'."""
    return _review(session, document_id, lambda d: review.remove_claim(d, claim_id))


def restore_claim(session: Session, document_id: DocumentId, claim_id: ClaimId) -> Document:
    """Put a statement back."""
    return _review(session, document_id, lambda d: review.restore_claim(d, claim_id))


def add_omission(session: Session, document_id: DocumentId, index: int, section_id: SectionId) -> Document:
    """Put something that was said, and left out, into a section, in its own words."""

    def add(note: Document) -> Document:
        turn, name = _who_said(session, note, index)
        return review.add_omission(note, index, section_id, turn=turn, said_by=name)

    return _review(session, document_id, add)


def restore_action(session: Session, document_id: DocumentId, action_id: ClaimId) -> Document:
    """Put an action back."""
    return _review(session, document_id, lambda d: review.restore_action(d, action_id))


def write_section(session: Session, document_id: DocumentId, section_id: SectionId, text: str) -> Document:
    """What the worker writes under a heading."""
    return _review(session, document_id, lambda d: review.write_section(d, section_id, text))


def edit_action(
    session: Session,
    document_id: DocumentId,
    action_id: ClaimId,
    text: str,
    owner: str | None = None,
    by: str | None = None,
) -> Document:
    """Put an action in the worker's own words and, where given, say by whom and by when."""
    return _review(session, document_id, lambda d: review.edit_action(d, action_id, text, owner=owner, by=by))


def remove_action(session: Session, document_id: DocumentId, action_id: ClaimId) -> Document:
    """Take an action out."""
    return _review(session, document_id, lambda d: review.remove_action(d, action_id))


def confirm_actions(session: Session, document_id: DocumentId) -> Document:
    """The worker has read the actions and they are right."""
    return _review(session, document_id, lambda d: review.confirm_actions(d))


def see_omissions(session: Session, document_id: DocumentId) -> Document:
    """The worker has looked at what was said and is not in the note."""
    return _review(session, document_id, lambda d: review.see_omissions(d))


def unsettled(document: Document) -> tuple[Obstacle, ...]:
    """What is still to be settled in this very document; whether the words were changed since, `out_of_date` says."""
    return review.obstacles(document)


def obstacles(session: Session, document_id: DocumentId) -> tuple[Obstacle, ...]:
    """What still stops this document from being approved."""
    return approvals.obstacles_now(session.vault, document_id)


def shown_text(session: Session, document_id: DocumentId) -> str:
    """The exact text that approving would approve."""
    note = session.vault.document(document_id)
    return text_of(note, session.vault.visit(note.visit))


def planted_found(session: Session, document_id: DocumentId) -> bool | None:
    """Whether the wrong statement of the practice visit has been found; None where there is none to find."""
    practice = session.practice
    return practice.found(session.vault.document(document_id)) if practice else None


def _who_said(session: Session, note: Document, index: int) -> tuple[Turn | None, str]:
    """The turn that an omission is from, and its speaker's name; nothing where either isn't known.

    Nobody is named where it is the worker's own account: those words are the worker's already.
    """
    said = drafted_from(session.vault, note.visit)
    if said is None or not 0 <= index < len(note.omissions):
        return None, ""
    turn = next((t for t in said.turns if t.id == note.omissions[index].turn), None)
    spoken = turn is not None and turn.manner is Manner.SPOKEN
    person = session.vault.visit(note.visit).named(turn.speaker) if turn and spoken else None
    return turn, person.name if person else ""


def _review(session: Session, document_id: DocumentId, change: Callable[[Document], Document]) -> Document:
    return review_actions.change(session.vault, document_id, change)
