"""Actions on a note: draft it, read it, change it, confirm it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from scribe import approval as approvals
from scribe import exams, jottings, review, review_actions, transcript_document
from scribe.document_text import shown_text as text_of
from scribe.errors import MoveNotAllowed, NotFound, NothingHeard
from scribe.ids import new_id
from scribe.jobs import Job, JobContext
from scribe.jottings import drafted_from
from scribe.late_doubts import with_late_doubts
from scribe.notes import templates
from scribe.notes.aspects import after_change, after_review
from scribe.practice import Missed
from scribe.read_back import with_corrections
from scribe.reading_pace import CONFIRMED_FAST, ReadTooFast, pace_of
from scribe.records import utc_now
from scribe.redrafting import with_earlier_words
from scribe.review import Obstacle, OwnWords
from scribe.session import Session
from scribe.transcript_edits import transcript_sha256
from scribe.urgent import show_what_went, what_went
from scribe.visit import (
    Claim,
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
    from scribe.notes.templates import Template

OFF_RECORD_MEANWHILE = (
    "What is off the record was changed while this was drafted, so the draft was not kept. Draft it again."
)


def draft_note(
    session: Session, visit_id: VisitId, template: str | None = None, detail: str | None = None
) -> Job[Document]:
    """Draft the note of a visit from its transcript and jottings, or from jottings alone where there is no sound.

    `detail`: as the template has it where none is asked for. An earlier draft stays as it is. Raises `NothingHeard`.
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
        with session.precedence.first():
            return written(context)

    def written(context: JobContext) -> Document:
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
            detail=detail or chosen.detail,
        )

    def keep(note: Document) -> None:
        with session.vault.transaction():
            made = _as_of_now(session, note, chosen)
            session.vault.save_document(session.practice.with_planted(made) if session.practice else made)

    return Job("draft", "writer", work, keep)


def _as_of_now(session: Session, note: Document, chosen: Template) -> Document:
    """A draft with what the worker wrote in the note before it, and with what came while it was made: doubts of a
    second listener, what went out, what was read back.

    Raises `MoveNotAllowed` where something was put off the record meanwhile, or on it again: the words of the draft
    may be those that nobody was to write.
    """
    vault, known = session.vault, session.vault.visit(note.visit)
    fallback = chosen.fallback.id if chosen.fallback else None
    now, went = drafted_from(vault, note.visit), what_went(vault, note.visit)
    earlier, drafted = transcript_document.latest_note(vault, note.visit), note
    if earlier is not None:
        note = with_earlier_words(note, earlier, fallback, now, known)
    if now is None:  # more sound came: what was drafted is out of date, and says so
        return replace(note, went_before=went)
    if now.left_out != note.left_out:
        raise MoveNotAllowed(OFF_RECORD_MEANWHILE)
    made = with_corrections(vault, with_late_doubts(note, now, known), now, fallback)
    return replace(after_change(drafted, made, chosen), went_before=went)


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
    note = review_actions.start_review(session.vault, document_id)
    show_what_went(session.vault, note.visit)
    return session.vault.document(document_id)


def confirm_section(
    session: Session, document_id: DocumentId, section_id: SectionId, seconds: float | None = None, again: bool = False
) -> Document:
    """The worker has read this section and it is right.

    `seconds`: for how long it was read or listened to (`scribe.reading_pace`), where that is known. Raises
    `ReadTooFast` where nobody can have read it in that time, unless it is confirmed `again`: that is recorded, as
    numbers.
    """
    vault = session.vault
    with vault.transaction():
        read = None if seconds is None else pace_of(vault.document(document_id), section_id, seconds)
        if read is not None and read.too_fast and not again:
            raise ReadTooFast(read)
        after = _review(session, document_id, lambda d: review.confirm_section(d, section_id))
        if read is not None and read.too_fast:
            vault.audit.add(CONFIRMED_FAST, document_id, words=read.words, seconds=round(read.seconds, 1))
        return after


def unconfirm_section(session: Session, document_id: DocumentId, section_id: SectionId) -> Document:
    """The worker takes that back."""
    return _review(session, document_id, lambda d: review.unconfirm_section(d, section_id))


def accept_claim(session: Session, document_id: DocumentId, claim_id: ClaimId, reason: str) -> Document:
    """Keep a flagged statement as it is, for a reason."""
    return _review(session, document_id, lambda d: review.accept_claim(d, claim_id, reason))


def confirm_empty(session: Session, document_id: DocumentId) -> Document:
    """The worker has seen that nothing was said under the headings under which nothing was."""
    return _review(session, document_id, review.confirm_empty)


def edit_claim(session: Session, document_id: DocumentId, claim_id: ClaimId, text: str) -> Document:
    """Put a statement in the worker's own words. What of them was not said is marked in it; it stops nothing."""

    def edit(note: Document) -> Document:
        return review.edit_claim(note, claim_id, text, compare=lambda claim: _compared(session, note, claim))

    return _review(session, document_id, edit)


def move_claim(session: Session, document_id: DocumentId, claim_id: ClaimId, section_id: SectionId) -> Document:
    """Put a statement under another heading. Both have to be confirmed again."""
    return _review(session, document_id, lambda d: review.move_claim(d, claim_id, section_id))


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


def planted_missed(session: Session, document_id: DocumentId) -> Missed | None:
    """The wrong statement of the practice visit where it still stands; None where it was found, or there is none."""
    practice = session.practice
    return practice.missed(session.vault.document(document_id)) if practice else None


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


def _compared(session: Session, note: Document, claim: Claim) -> OwnWords:
    """What of an edit was not said. Of a transcript's line, and where the words were changed since, nobody can say."""
    from scribe.notes.reworded import own_words  # it brings the dictionary with it, as the draft did

    said = drafted_from(session.vault, note.visit)
    then = note.transcript_sha256
    if said is None or note.is_transcript or (then and transcript_sha256(said) != then):
        return OwnWords()
    try:
        return own_words(claim, said.turns, session.vault.visit(note.visit).people)
    except NotFound:
        return OwnWords()


def _review(session: Session, document_id: DocumentId, change: Callable[[Document], Document]) -> Document:
    folder = session.settings.templates_folder
    return review_actions.change(session.vault, document_id, lambda d: after_review(d, change(d), folder))
