"""One short named function for each thing a person can ask; the window and the command line call nothing deeper."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scribe import approval as approvals
from scribe import lifecycle, review, review_actions, transcript_edits
from scribe.agreement import agreement_problems
from scribe.audio_recovery import NOTHING_RECORDED, discard_import, kept_of
from scribe.audio_store import EncryptedAudio
from scribe.document_text import shown_text as text_of
from scribe.errors import AgreementMissing, NotFound, NothingHeard
from scribe.jobs import Job, JobContext
from scribe.lifecycle import Move
from scribe.notes import templates
from scribe.review import Obstacle
from scribe.session import Session
from scribe.settings import Settings, save_setting
from scribe.transcript_carrying import carried_over
from scribe.transcript_edits import transcript_sha256
from scribe.visit import (
    Approval,
    AudioOrigin,
    ClaimId,
    Document,
    DocumentId,
    DocumentStage,
    Doubt,
    Export,
    ModelCard,
    Person,
    Recording,
    RecordingId,
    SectionId,
    Transcript,
    Turn,
    TurnId,
    Visit,
    VisitId,
    VisitStage,
)
from scribe.visit_audio import heard_recordings, sound_damage, source_sha256, visit_audio

if TYPE_CHECKING:
    from scribe.player import Playing
    from scribe.recorder import Microphone, RecordingHandle

@dataclass(frozen=True)
class VisitSummary:
    """One row of the visits list. `next_step` is the one thing to do next: record, recover, transcribe, draft, review,
    export, file or done."""

    visit: Visit
    document: Document | None
    next_step: str
    unfiled_hours: float | None = None


# --- visits


def list_visits(session: Session) -> tuple[VisitSummary, ...]:
    """Every visit, the newest first."""
    rows = [_summary(session, visit) for visit in session.vault.visits() if visit.stage is not VisitStage.ERASED]
    return tuple(sorted(rows, key=lambda row: row.visit.created_at, reverse=True))


def plan_visit(session: Session, reference: str, template: str, people: tuple[Person, ...]) -> Visit:
    """A new visit, not yet recorded. Raises `NotFound` for a template that isn't there."""
    templates.template(template, session.settings.templates_folder)
    planned = Visit(VisitId(_new_id("v")), reference.strip(), template, VisitStage.PLANNED, _now(), people)
    session.vault.add_visit(planned)
    return planned


def change_people(session: Session, visit_id: VisitId, people: tuple[Person, ...]) -> Visit:
    """Who is at the visit, what each needs and whether each agreed. Somebody may arrive late."""
    with session.vault.transaction():
        changed = replace(session.vault.visit(visit_id), people=people)
        session.vault.save_visit(changed)
    return changed


def change_visit(session: Session, visit_id: VisitId, reference: str, template: str) -> Visit:
    """Put right a visit's reference or kind of note. An approval of a note that shows the reference no longer holds."""
    templates.template(template, session.settings.templates_folder)
    with session.vault.transaction():
        changed = replace(session.vault.visit(visit_id), reference=reference.strip(), template=template)
        session.vault.save_visit(changed)
    return changed


def visit(session: Session, visit_id: VisitId) -> Visit:
    """One visit. Raises `NotFound`."""
    return session.vault.visit(visit_id)


def agreement_missing(session: Session, visit_id: VisitId) -> tuple[str, ...]:
    """What still stops this visit from being recorded, one plain sentence each."""
    return agreement_problems(session.vault.visit(visit_id))


def template_choices(session: Session) -> tuple[tuple[str, str], ...]:
    """The id and title of each template."""
    return tuple((t.id, t.title) for t in templates.templates(session.settings.templates_folder))


def change_setting(session: Session, name: str, value: object) -> Settings:
    """Keep one of the worker's choices. Raises `SettingRefused` where policy has set it or the value can't be."""
    session.settings = save_setting(name, value)
    return session.settings


# --- sound


def microphones() -> tuple[Microphone, ...]:
    """The microphones that this laptop has."""
    from scribe.recorder import microphones as found

    return found()


def give_up_recording(session: Session, visit_id: VisitId) -> None:
    """The microphone gave nothing at all: the visit is as it was before."""
    unfinished = _unfinished(session, visit_id)
    _end_recording(session, kept_of(unfinished, _sound_of(session, unfinished)), given_up=True)


def start_recording(session: Session, visit_id: VisitId, device: str | None = None) -> RecordingHandle:
    """Record into a new encrypted file. What is known of it is stored before the first sound.

    Raises `AgreementMissing` while somebody has not been asked, or said no. Where it can't begin, the visit is as it
    was before.
    """
    from scribe.recorder import start_recording as start

    recording = _new_recording(session, visit_id, AudioOrigin.RECORDED)
    audio = _sound_of(session, recording)
    with session.vault.transaction():
        lifecycle.advance(session.vault, visit_id, Move.START_RECORDING)
        session.vault.save_recording(recording)
    try:
        return start(audio.path, audio.key, recording.id, device)
    except BaseException:
        _end_recording(session, kept_of(recording, audio), given_up=True)
        raise


def stop_recording(session: Session, visit_id: VisitId, handle: RecordingHandle) -> Recording:
    """End the recording and keep it. Where it held no sound at all, `remark` says so and the visit is as before."""
    recorded = handle.stop()
    unfinished = _unfinished(session, visit_id)
    done = replace(
        unfinished,
        finished=True,
        seconds=recorded.seconds,
        audio_sha256=recorded.sha256,
        gaps=recorded.gaps,
        remark=(handle.warning if handle.state == "failed" else "") if recorded.seconds else NOTHING_RECORDED,
    )
    _end_recording(session, done)
    return done


def recover_recording(session: Session, visit_id: VisitId) -> Recording:
    """Keep what an interrupted recording saved before it stopped, with its gaps. Its file is not changed.

    `remark` says that it was cut off. Where nothing was recorded, `seconds` is 0, `remark` says that, and the visit is
    as it was before.
    """
    unfinished = _unfinished(session, visit_id)
    done = kept_of(unfinished, _sound_of(session, unfinished))
    _end_recording(session, done, recovered=True)
    return done


def import_audio(session: Session, visit_id: VisitId, path: Path) -> Job[Recording]:
    """Copy a sound file into the vault, encrypted. The file itself is only read.

    What is known of it is stored before the first sound, so that a copy which is never finished can be told from a
    recording, and is cleared: at once where it fails, or when the vault is next opened.
    """
    recording = _new_recording(session, visit_id, AudioOrigin.IMPORTED)
    audio = _sound_of(session, recording)

    def work(context: JobContext) -> Recording:
        from scribe.audio_import import import_audio as decode

        session.vault.save_recording(recording)
        got = decode(path, audio.path, audio.key, recording.id, on_progress=context.progress, cancel=context.cancel)
        return replace(recording, finished=True, seconds=got.seconds, audio_sha256=got.sha256, remark=got.remark)

    def keep(done: Recording) -> None:
        try:
            _keep_recording(session, done, Move.IMPORT_SOUND)
        except BaseException:
            discard_import(session.vault, recording)
            raise

    return Job("import", "audio", work, keep)


def sound_remarks(session: Session, visit_id: VisitId) -> tuple[str, ...]:
    """What a worker should know of a visit's sound, one plain sentence each: cut off, partly unreadable, damaged.

    That nothing was recorded is said only of the last recording.
    """
    recordings = session.vault.recordings(visit_id)
    remarks = [r.remark for r in recordings if r.remark and (r.seconds or r is recordings[-1])]
    return (*dict.fromkeys(remarks), *sound_damage(session.vault, visit_id))


def recorded_seconds(session: Session, visit_id: VisitId) -> float:
    """How many seconds of sound are kept of a visit."""
    return sum(recording.seconds for recording in session.vault.recordings(visit_id))


def play_span(session: Session, visit_id: VisitId, start: float, end: float) -> Playing:
    """Play these seconds of the visit."""
    from scribe.player import play

    return play(visit_audio(session.vault, visit_id), start, end)


# --- transcript


def transcribe_visit(session: Session, visit_id: VisitId) -> Job[Transcript]:
    """Write down all that was said. What the worker had put right in an earlier transcript is carried over."""
    from scribe.transcribing import transcribe

    known = session.vault.visit(visit_id)
    audio = visit_audio(session.vault, visit_id)
    voices = session.practice.speaker_turns if session.practice else None

    def work(context: JobContext) -> Transcript:
        transcriber, card = session.engines.transcriber()
        return transcribe(
            transcriber,
            card,
            audio,
            audio.source_sha256,
            gaps=audio.gaps,
            speaker_turns=voices,
            hot_words=tuple(person.name for person in known.people),
            on_progress=context.progress,
            cancel=context.cancel,
        )

    def keep(result: Transcript) -> None:
        with session.vault.transaction():
            before = session.vault.transcript(visit_id)
            session.vault.save_transcript(visit_id, carried_over(before, result) if before else result)
            lifecycle.advance(session.vault, visit_id, Move.TRANSCRIBE)

    return Job("transcribe", "transcriber", work, keep)


def transcript(session: Session, visit_id: VisitId) -> Transcript | None:
    """What was said, or None while it has not been written down."""
    return session.vault.transcript(visit_id)


def assign_speaker(session: Session, visit_id: VisitId, turn_ids: tuple[TurnId, ...], speaker: str) -> Transcript:
    """Say who spoke these turns."""
    return _change_transcript(
        session, visit_id, "speaker named", turn_ids, lambda t: transcript_edits.with_speaker(t, turn_ids, speaker)
    )


def edit_turn(session: Session, visit_id: VisitId, turn_id: TurnId, text: str) -> Transcript:
    """Put right what the recogniser misheard."""
    return _change_transcript(
        session, visit_id, "turn edited", (turn_id,), lambda t: transcript_edits.with_text(t, turn_id, text)
    )


def accept_doubt(session: Session, visit_id: VisitId, doubt: Doubt) -> Transcript:
    """Say that doubtful words were listened to and are right."""
    return _change_transcript(
        session, visit_id, "doubt accepted", (doubt.turn,), lambda t: transcript_edits.without_doubt(t, doubt)
    )


# --- draft and review


def draft_note(
    session: Session, visit_id: VisitId, template: str | None = None, detail: str = "standard"
) -> Job[Document]:
    """Draft the note of a visit from its transcript. An earlier draft stays as it is. Raises `NothingHeard`."""
    from scribe.notes.apart import draft_apart
    from scribe.notes.material import Material

    known = session.vault.visit(visit_id)
    said = session.vault.transcript(visit_id)
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
            on_progress=context.progress,
            cancel=context.cancel,
        )
        return Document(
            id=DocumentId(_new_id("d")),
            visit=visit_id,
            template=chosen.id,
            title=chosen.title,
            version=1,
            stage=DocumentStage.DRAFTED,
            sections=note.sections,
            actions=note.actions,
            omissions=note.omissions,
            model=note.model,
            created_at=_now(),
            seconds_taken=note.seconds_taken,
            practice=known.practice,
            transcript_sha256=transcript_sha256(said),
        )

    def keep(note: Document) -> None:
        practice = session.practice
        session.vault.save_document(practice.with_planted(note) if practice else note)

    return Job("draft", "writer", work, keep)


def document(session: Session, document_id: DocumentId) -> Document:
    """One document. Raises `NotFound`."""
    return session.vault.document(document_id)


def latest_document(session: Session, visit_id: VisitId) -> Document | None:
    """The document of a visit that was drafted last, if there is one, whatever the laptop's clock said then."""
    documents = session.vault.documents(visit_id)
    return documents[-1] if documents else None


def out_of_date(session: Session, document_id: DocumentId) -> bool:
    """Whether the transcript has been changed since this was drafted: then it has to be drafted again."""
    return transcript_edits.out_of_date(session.vault, session.vault.document(document_id))


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


# --- approval and what leaves


def approve(session: Session, document_id: DocumentId, approver: str, statement: str, shown: str) -> Approval:
    """A named person has read this exact text and approves it. Raises `NotReadyToApprove`, `ApprovalVoid`."""
    return approvals.approve(session.vault, document_id, approver=approver, statement=statement, shown=shown).approval


def approval(session: Session, document_id: DocumentId) -> Approval | None:
    """The approval that holds now, if there is one."""
    return session.vault.approval(document_id)


def reopen(session: Session, document_id: DocumentId) -> Document:
    """Go back to review. The approval no longer holds."""
    return review_actions.reopen(session.vault, document_id)


def export_document(session: Session, document_id: DocumentId, format: str, to: Path) -> Job[Export]:
    """Write the approved text to a file. Raises `NotApproved` or `ApprovalVoid` at once where it may not leave."""
    approvals.approved(session.vault, document_id)

    def work(context: JobContext) -> Export:
        from scribe.export import export

        return export(session.vault, approvals.approved(session.vault, document_id), format, to)

    return Job("export", "export", work, lambda _: None)


def copy_section(session: Session, document_id: DocumentId, section_id: SectionId) -> str:
    """The approved text of one section, for a field of the council's case system. It counts as an export."""
    from scribe.export import copy_section as copied

    return copied(session.vault, approvals.approved(session.vault, document_id), section_id)


def mark_filed(session: Session, document_id: DocumentId, record_number: str) -> Document:
    """The exported note is in the council's case system, under this record number."""
    lifecycle.file_document(session.vault, document_id, record_number)
    return session.vault.document(document_id)


# --- shared by the above


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id(prefix: str) -> str:
    return f"{prefix}-{uuid.uuid4().hex[:16]}"


def _summary(session: Session, visit: Visit) -> VisitSummary:
    note = latest_document(session, visit.id)
    exported = session.vault.exports(note.id) if note and note.stage is DocumentStage.EXPORTED else ()
    waiting = (_now() - exported[-1].at) / timedelta(hours=1) if exported else None
    return VisitSummary(visit, note, _next_step(visit, note), waiting)


def _next_step(visit: Visit, note: Document | None) -> str:
    if note is None:
        return {
            VisitStage.PLANNED: "record",
            VisitStage.RECORDING: "recover",
            VisitStage.RECORDED: "transcribe",
        }.get(visit.stage, "draft")
    return {
        DocumentStage.APPROVED: "export",
        DocumentStage.EXPORTED: "file",
        DocumentStage.FILED: "done",
    }.get(note.stage, "review")


def _new_recording(session: Session, visit_id: VisitId, origin: AudioOrigin) -> Recording:
    problems = agreement_problems(session.vault.visit(visit_id))
    if problems:
        raise AgreementMissing
    recording_id = RecordingId(_new_id("r"))
    return Recording(recording_id, visit_id, f"{recording_id}.fna", origin, _now())


def _unfinished(session: Session, visit_id: VisitId) -> Recording:
    """The recording that was begun and not ended. An import that was not finished is none."""
    recordings = session.vault.recordings(visit_id)
    found = [r for r in recordings if not r.finished and r.origin is not AudioOrigin.IMPORTED]
    if not found:
        raise NotFound
    return found[-1]


def _sound_of(session: Session, recording: Recording) -> EncryptedAudio:
    path = session.vault.audio_folder / recording.file_name
    return EncryptedAudio(path, session.vault.visit_key(recording.visit), recording.id)


def _keep_recording(session: Session, recording: Recording, move: Move, **facts: bool) -> None:
    with session.vault.transaction():
        session.vault.save_recording(recording)
        lifecycle.advance(session.vault, recording.visit, move, **facts)


def _end_recording(session: Session, done: Recording, **facts: bool) -> None:
    """Keep what was recorded; where that is nothing, the visit goes back to where it was."""
    vault, visit_id = session.vault, done.visit
    with vault.transaction():
        before = heard_recordings(vault, visit_id)
        move = Move.FINISH_RECORDING if done.seconds or before else Move.GIVE_UP_RECORDING
        _keep_recording(session, done, move, **facts)
        said = vault.transcript(visit_id)
        if not done.seconds and before and said is not None and said.audio_sha256 == source_sha256(before):
            lifecycle.advance(vault, visit_id, Move.TRANSCRIBE, nothing_new=True)


def _change_transcript(
    session: Session,
    visit_id: VisitId,
    event: str,
    turn_ids: tuple[TurnId, ...],
    change: Callable[[Transcript], Transcript],
) -> Transcript:
    """Read, change and keep in one go, so that no other change is lost; the audit gets ids and hashes."""
    with session.vault.transaction():
        before = session.vault.transcript(visit_id)
        if before is None:
            raise NotFound
        after = change(before)
        session.vault.save_transcript(visit_id, after)
        hashes = {"before": transcript_sha256(before), "after": transcript_sha256(after)}
        for turn_id in turn_ids:
            session.vault.audit.add(event, visit_id, turn=turn_id, **hashes)
    return after


def _who_said(session: Session, note: Document, index: int) -> tuple[Turn | None, str]:
    """The turn that an omission is from, and its speaker's name; nothing where either isn't known."""
    said = session.vault.transcript(note.visit)
    if said is None or not 0 <= index < len(note.omissions):
        return None, ""
    turn = next((t for t in said.turns if t.id == note.omissions[index].turn), None)
    person = session.vault.visit(note.visit).named(turn.speaker) if turn else None
    return turn, person.name if person else ""


def _review(session: Session, document_id: DocumentId, change: Callable[[Document], Document]) -> Document:
    return review_actions.change(session.vault, document_id, change)
