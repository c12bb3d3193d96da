"""Actions on what was said: write it down, say who spoke, put it right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.transcriber import TranscribeOptions
from scribe import jottings, lifecycle, transcript_edits
from scribe.actions.known_words import to_listen_for
from scribe.errors import MoveNotAllowed, NotFound, SoundAdded
from scribe.harm import forget_heard, remember_turns
from scribe.hearing import Ear, hear_the_rest, transcript_of
from scribe.jobs import Job, JobContext
from scribe.jottings import whole_transcript
from scribe.lifecycle import Move
from scribe.session import Session
from scribe.transcript_carrying import carried_over
from scribe.transcript_edits import transcript_sha256
from scribe.visit import (
    Doubt,
    Transcript,
    TurnId,
    VisitId,
    VisitStage,
)
from scribe.visit_audio import heard_recordings, source_sha256, visit_audio

if TYPE_CHECKING:
    from scribe.live import LiveListening
    from scribe.recorder import RecordingHandle

NOBODY_SPOKE = "A jotting is your own note, so nobody spoke it. Nothing was changed. Leave it out and choose again."


def transcribe_visit(session: Session, visit_id: VisitId) -> Job[Transcript]:
    """Write down all that was said: of sound that is new only that, else all of it again.

    What the worker had put right before is carried over. Cancelled or failed, it keeps what was heard, and the next
    time goes on from there.
    """
    visit_audio(session.vault, visit_id)  # without any, that is said at once
    again = session.vault.visit_stage(visit_id) is VisitStage.TRANSCRIBED
    voices = session.practice.speaker_turns if session.practice else None

    def work(context: JobContext) -> Transcript:
        known = session.vault.visit(visit_id)
        if known.stage is VisitStage.RECORDING:
            raise SoundAdded
        session.stop_live(visit_id)
        if again:
            forget_heard(session.vault, visit_id)
        ear = _ear(session)
        audio = visit_audio(session.vault, visit_id)
        hear_the_rest(session.vault, known, audio, ear, on_progress=context.progress, cancel=context.cancel)
        listed = to_listen_for(session, known)
        return transcript_of(session.vault, known, audio, ear.card, voices=voices, known=listed)

    def keep(result: Transcript) -> None:
        with session.vault.transaction():
            known = source_sha256(heard_recordings(session.vault, visit_id))
            if known != result.audio_sha256 or session.vault.visit_stage(visit_id) is VisitStage.RECORDING:
                raise SoundAdded
            before = session.vault.transcript(visit_id)
            after = carried_over(before, result) if before else result
            if before:
                remember_turns(session.vault, visit_id, before.turns, after.turns)
            session.vault.save_transcript(visit_id, after)
            lifecycle.advance(session.vault, visit_id, Move.TRANSCRIBE)

    return Job("transcribe", "transcriber", work, keep)


def listen_live(session: Session, visit_id: VisitId, handle: RecordingHandle) -> LiveListening:
    """Make words of a recording while it goes on, as the settings say. `transcribe_visit` goes on from there.

    Raises `MoveNotAllowed` where it has ended already.
    """
    from scribe.live import LiveListening, LiveWords

    if session.vault.visit_stage(visit_id) is not VisitStage.RECORDING:
        raise MoveNotAllowed
    session.stop_live(visit_id)
    session.live[visit_id] = live = LiveListening(
        session.vault, visit_id, handle, lambda: _ear(session), when=LiveWords(session.settings.live_words)
    )
    return live


def _ear(session: Session) -> Ear:
    """The recogniser. Raises `ModelMissing`.

    It is not told the names of this visit: told them, Whisper tiny wrote 21.0% of 20 minutes' words wrongly instead of
    17.4%, and wrote the names into babble. `scribe.sounds_like` puts them in afterwards.
    """
    transcriber, card = session.engines.transcriber()
    return Ear(transcriber, card, TranscribeOptions(session.settings.transcription_beam))


def transcript(session: Session, visit_id: VisitId) -> Transcript | None:
    """What was said, with the jottings at their times, or None while it has not been written down."""
    return whole_transcript(session.vault, visit_id)


def drafted_from(session: Session, visit_id: VisitId) -> Transcript | None:
    """What a note of a visit is made from: its transcript, or the jottings alone where there is no sound; or None."""
    return jottings.drafted_from(session.vault, visit_id)


def assign_speaker(session: Session, visit_id: VisitId, turn_ids: tuple[TurnId, ...], speaker: str) -> Transcript:
    """Say who spoke these turns. Raises `MoveNotAllowed` for a jotting, which nobody spoke."""
    jotted = {each.id for each in session.vault.jottings(visit_id)}
    if jotted & set(turn_ids):
        raise MoveNotAllowed(NOBODY_SPOKE)
    return _change_transcript(
        session, visit_id, "speaker named", turn_ids, lambda t: transcript_edits.with_speaker(t, turn_ids, speaker)
    )


def edit_turn(session: Session, visit_id: VisitId, turn_id: TurnId, text: str) -> Transcript:
    """Put right what the recogniser misheard, or other words in the place of a jotting's."""
    jotted = next((each for each in session.vault.jottings(visit_id) if each.id == turn_id), None)
    if jotted is not None:
        jottings.change(session.vault, visit_id, turn_id, jotted.manner, text)
        return _whole(session, visit_id)
    return _change_transcript(
        session, visit_id, "turn edited", (turn_id,), lambda t: transcript_edits.with_text(t, turn_id, text)
    )


def accept_doubt(session: Session, visit_id: VisitId, doubt: Doubt) -> Transcript:
    """Say that doubtful words were listened to and are right."""
    return _change_transcript(
        session, visit_id, "doubt accepted", (doubt.turn,), lambda t: transcript_edits.without_doubt(t, doubt)
    )


def _change_transcript(
    session: Session,
    visit_id: VisitId,
    event: str,
    turn_ids: tuple[TurnId, ...],
    change: Callable[[Transcript], Transcript],
) -> Transcript:
    """Read, change and keep in one go, so that no other change is lost; the audit gets ids and keyed hashes."""
    with session.vault.transaction():
        before = session.vault.transcript(visit_id)
        if before is None:
            raise NotFound
        after = change(before)
        remember_turns(session.vault, visit_id, before.turns, after.turns)
        session.vault.save_transcript(visit_id, after)
        keyed = session.vault.audit.fingerprint
        hashes = {"before": keyed(transcript_sha256(before)), "after": keyed(transcript_sha256(after))}
        for turn_id in turn_ids:
            session.vault.audit.add(event, visit_id, turn=turn_id, **hashes)
        return _whole(session, visit_id)


def _whole(session: Session, visit_id: VisitId) -> Transcript:
    whole = jottings.drafted_from(session.vault, visit_id)
    if whole is None:
        raise NotFound
    return whole
