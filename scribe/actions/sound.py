"""Actions on the sound of a visit: record, recover, bring in, play."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.progress import OnProgress, Progress
from scribe import lifecycle
from scribe.agreement import agreement_problems
from scribe.audio_recovery import discard_import
from scribe.errors import AgreementMissing, FairnoteError, MoveNotAllowed, NotFound, SoundErased
from scribe.jobs import Job, JobContext
from scribe.lifecycle import Move
from scribe.recording_end import end_recording, unfinished
from scribe.session import OpenRecording, Session
from scribe.visit import AudioOrigin, Recording, VisitId, VisitStage
from scribe.visit_audio import refuse_erased, sound_damage, sound_of, visit_audio
from scribe.visit_takes import WENT_ON, VisitTakes, new_recording

if TYPE_CHECKING:
    from scribe.player import Playing
    from scribe.recorder import Microphone, MicrophoneTrial, RecordingHandle

log = logging.getLogger(__name__)

COPYING = "Sound files are still being brought in to this visit. Wait until they are there, then go on."
RECORDING = "This visit is being recorded. Press Stop and save first."


def microphones() -> tuple[Microphone, ...]:
    """The microphones that this laptop has."""
    from scribe.recorder import microphones as found

    return found()


def try_microphone(device: str | None = None) -> MicrophoneTrial:
    """Open a microphone and show how loud it is; nothing is kept. It ends by itself after a minute."""
    from scribe.recorder import try_microphone as begin

    return begin(device)


def start_recording(
    session: Session, visit_id: VisitId, device: str | None = None, *, dictated: bool = False
) -> RecordingHandle:
    """Record into new encrypted files. What is known of each is stored before its first sound.

    `dictated`: the worker's own account, for which nobody else is asked. Otherwise raises `AgreementMissing` while
    somebody has not been asked, or said no. Raises `MoveNotAllowed` while sound files are being brought in, and
    `SoundErased` where the visit's sound had its time. Where it can't begin, the visit is as it was before. The session
    knows the recording until it is kept: see `open_recording`.
    """
    from scribe import recorder

    if not dictated:
        _require_agreement(session, visit_id)
    refuse_erased(session.vault, visit_id)
    takes = VisitTakes(session.vault, visit_id, AudioOrigin.DICTATED if dictated else AudioOrigin.RECORDED)
    if session.dictation is not None:
        session.dictation.stop()  # two would share the microphone
    with session.guard:
        if visit_id in session.importing:
            raise MoveNotAllowed(COPYING)
        before = recorded_seconds(session, visit_id)
        try:
            handle = recorder.start_recording(takes, device)
        except BaseException:
            if takes.begun:
                end_recording(session.vault, visit_id, given_up=True)
            raise
        session.recordings[visit_id] = OpenRecording(handle, before, dictated)
    return handle


def open_recording(session: Session, visit_id: VisitId) -> OpenRecording | None:
    """The recording of this visit that was begun and is not kept yet, if there is one."""
    return session.recordings.get(visit_id)


def open_recordings(session: Session) -> tuple[OpenRecording, ...]:
    """Every recording that goes on, of whatever visit."""
    return tuple(session.recordings.values())


def stop_recording(session: Session, visit_id: VisitId, handle: RecordingHandle) -> Recording:
    """End the recording and keep it; gives its last part that holds sound. Safe to call twice, from any thread.

    Where it held no sound at all, `remark` says so and the visit is as before.
    """
    session.end_recording(visit_id, handle)
    with_sound = {take.audio.recording_id for take in handle.takes}
    recordings = session.vault.recordings(visit_id)
    return next((r for r in reversed(recordings) if r.id in with_sound), recordings[-1])


def give_up_recording(session: Session, visit_id: VisitId) -> None:
    """The microphone gave nothing at all: the visit is as it was before. Safe to call twice."""
    going_on = session.recordings.get(visit_id)
    if going_on is not None:
        session.end_recording(visit_id, going_on.handle, given_up=True)


def recover_recording(session: Session, visit_id: VisitId) -> Recording:
    """Keep what an interrupted recording saved before it stopped, with its gaps. Its files are not changed.

    Gives its last part that holds sound; `remark` says that it was cut off. Where nothing was recorded, `seconds` is
    0, `remark` says that, and the visit is as it was before. Raises `NotFound` where nothing was interrupted, and
    `MoveNotAllowed` where the recording goes on.
    """
    _refuse_while_recording(session, visit_id)
    began = [recording.remark != WENT_ON for recording in unfinished(session.vault, visit_id)]
    if not began and session.vault.visit_stage(visit_id) is not VisitStage.RECORDING:
        raise NotFound
    left = end_recording(session.vault, visit_id, recovered=True)
    # Parts that were kept before the interruption belong to it where what was left went on from them.
    of_it = left if any(began) else session.vault.recordings(visit_id)
    return next((r for r in reversed(of_it) if r.seconds), of_it[-1])


def import_audio(session: Session, visit_id: VisitId, paths: Sequence[Path]) -> Job[tuple[Recording, ...]]:
    """Copy sound files into the vault, encrypted, as one recording after the other in this order: all or none.

    The files themselves are only read. What is known of a copy is stored before its first sound, so that one which is
    never finished can be told from a recording, and is cleared: at once where it fails or is cancelled, else when the
    vault is next opened. Raises `MoveNotAllowed`, here or when it begins, while the visit is recorded or another copy
    is made.
    """
    _require_agreement(session, visit_id)
    refuse_erased(session.vault, visit_id)
    _refuse_while_recording(session, visit_id)
    planned = tuple((path, new_recording(visit_id, AudioOrigin.IMPORTED)) for path in paths)

    def give_up() -> None:
        _discard(session, planned)
        session.importing.discard(visit_id)

    def work(context: JobContext) -> tuple[Recording, ...]:
        _begin_import(session, visit_id)
        try:
            return tuple(
                _copied(session, path, recording, _of_several(context, number, len(planned)), context)
                for number, (path, recording) in enumerate(planned)
            )
        except BaseException:
            give_up()
            raise

    def keep(done: tuple[Recording, ...]) -> None:
        try:
            with session.vault.transaction():
                for recording in done:
                    session.vault.save_recording(recording)
                lifecycle.advance(session.vault, visit_id, Move.IMPORT_SOUND, files=len(done))
        except BaseException:
            give_up()
            raise
        session.importing.discard(visit_id)

    return Job("import", "audio", work, keep, lambda _: give_up())


def _refuse_while_recording(session: Session, visit_id: VisitId) -> None:
    if visit_id in session.recordings:
        raise MoveNotAllowed(RECORDING)


def _begin_import(session: Session, visit_id: VisitId) -> None:
    """From here to its end nothing else adds sound to this visit: each part's place depends on what was before it."""
    with session.guard:
        _refuse_while_recording(session, visit_id)
        if visit_id in session.importing:
            raise MoveNotAllowed(COPYING)
        session.importing.add(visit_id)


def _copied(
    session: Session, path: Path, recording: Recording, on_progress: OnProgress, context: JobContext
) -> Recording:
    from scribe.audio_import import import_audio as decode

    with session.vault.transaction():
        session.vault.save_recording(recording)
        session.vault.make_sound_key(recording)
    audio = sound_of(session.vault, recording)
    got = decode(path, audio.path, audio.key, recording.id, on_progress=on_progress, cancel=context.cancel)
    return replace(recording, finished=True, seconds=got.seconds, audio_sha256=got.sha256, remark=got.remark)


def _of_several(context: JobContext, number: int, files: int) -> OnProgress:
    """Progress of one file of several, as a share of all of them."""

    def tell(progress: Progress) -> None:
        if files > 1:
            share = min(1.0, progress.done / progress.total) if progress.total else 0.0
            progress = Progress(number + share, files, "sound files read")
        context.progress(progress)

    return tell


def _discard(session: Session, planned: Sequence[tuple[Path, Recording]]) -> None:
    """Remove the copies that were made so far. One that can't be removed now is cleared at the next opening."""
    for _, recording in planned:
        try:
            if any(each.id == recording.id for each in session.vault.recordings(recording.visit)):
                discard_import(session.vault, recording)
        except (FairnoteError, OSError) as error:
            log.warning("the copy of an import was not cleared yet: %s", type(error).__name__)


def sound_remarks(session: Session, visit_id: VisitId) -> tuple[str, ...]:
    """What a worker should know of a visit's sound, one plain sentence each: cut off, partly unreadable, damaged.

    That nothing was recorded is said only of the last recording.
    """
    recordings = session.vault.recordings(visit_id)
    remarks = [r.remark for r in recordings if r.remark and (r.seconds or r is recordings[-1])]
    remarks += [SoundErased.sentence for r in recordings if r.erased_at is not None]
    return (*dict.fromkeys(remarks), *sound_damage(session.vault, visit_id))


def recorded_seconds(session: Session, visit_id: VisitId) -> float:
    """How many seconds of sound are kept of a visit."""
    return sum(recording.seconds for recording in session.vault.recordings(visit_id))


def play_span(
    session: Session, visit_id: VisitId, start: float, end: float, *, speed: float = 1.0, loop: bool = False
) -> Playing:
    """Play these seconds of the visit, at a speed from 0.5 to 2; what was being played stops.

    That sound was played is on record, once an opening of the visit. Raises `SoundErased` where it had its time.
    """
    sound = visit_audio(session.vault, visit_id)
    session.looked_into.played(session.vault, visit_id)
    return session.player.play(sound, start, end, speed=speed, loop=loop)


def get_ready_to_play(session: Session) -> None:
    """Have what plays sound wait, so that it begins at once when it is asked to."""
    session.player.get_ready()


def _require_agreement(session: Session, visit_id: VisitId) -> None:
    if agreement_problems(session.vault.visit(visit_id)):
        raise AgreementMissing
