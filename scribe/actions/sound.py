"""Actions on the sound of a visit: record, recover, bring in, play."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scribe import lifecycle
from scribe.agreement import agreement_problems
from scribe.audio_recovery import NOTHING_RECORDED, discard_import, kept_of
from scribe.audio_store import EncryptedAudio
from scribe.errors import AgreementMissing, NotFound
from scribe.ids import new_id
from scribe.jobs import Job, JobContext
from scribe.lifecycle import Move
from scribe.records import utc_now
from scribe.session import Session
from scribe.visit import (
    AudioOrigin,
    Recording,
    RecordingId,
    VisitId,
)
from scribe.visit_audio import heard_recordings, sound_damage, source_sha256, visit_audio

if TYPE_CHECKING:
    from scribe.player import Playing
    from scribe.recorder import Microphone, RecordingHandle


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


def _new_recording(session: Session, visit_id: VisitId, origin: AudioOrigin) -> Recording:
    problems = agreement_problems(session.vault.visit(visit_id))
    if problems:
        raise AgreementMissing
    recording_id = RecordingId(new_id("r"))
    return Recording(recording_id, visit_id, f"{recording_id}.fna", origin, utc_now())


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
