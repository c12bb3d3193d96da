"""Actions on what was said: write it down, and read it."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from models.progress import Cancellation, OnProgress
from models.speakers import SpeakerTurn
from models.transcriber import TranscribeOptions
from scribe import jottings, lifecycle
from scribe.actions.doubts import doubtful_below
from scribe.actions.known_words import to_listen_for
from scribe.beside import Beside, Work
from scribe.editing import keep_pass
from scribe.errors import MoveNotAllowed, SoundAdded
from scribe.harm import forget_heard
from scribe.hearing import Ear, hear_the_rest, transcript_of
from scribe.jobs import Job, JobContext
from scribe.jottings import whole_transcript
from scribe.lifecycle import Move
from scribe.session import Session
from scribe.sound_index import index_of
from scribe.visit import Transcript, Visit, VisitId, VisitStage
from scribe.visit_audio import VisitAudio, heard_recordings, source_sha256, visit_audio
from scribe.voice_names import numbered
from scribe.voices import known_voices, voices_of

if TYPE_CHECKING:
    from scribe.live import LiveListening
    from scribe.recorder import RecordingHandle

log = logging.getLogger(__name__)


def transcribe_visit(session: Session, visit_id: VisitId) -> Job[Transcript]:
    """Write down all that was said: of sound that is new only that, else all of it again.

    What the worker had put right before is carried over. Cancelled or failed, it keeps what was heard, and the next
    time goes on from there.
    """
    visit_audio(session.vault, visit_id)  # without any, that is said at once
    again = session.vault.visit_stage(visit_id) is VisitStage.TRANSCRIBED

    def work(context: JobContext) -> Transcript:
        with session.precedence.first():
            return written(context)

    def written(context: JobContext) -> Transcript:
        known = session.vault.visit(visit_id)
        if known.stage is VisitStage.RECORDING:
            raise SoundAdded
        session.stop_live(visit_id)
        if again:
            forget_heard(session.vault, visit_id)
        ear = _ear(session)
        audio = visit_audio(session.vault, visit_id)
        with Beside(_finding_voices(session, known, audio, again=again), context.cancel, name="voices") as voices:
            hear_the_rest(session.vault, known, audio, ear, on_progress=context.progress, cancel=context.cancel)
            turns = voices.result(context.progress)
        made = transcript_of(
            session.vault,
            known,
            audio,
            ear,
            voices=turns,
            known=to_listen_for(session, known),
            doubtful_below=doubtful_below(session),
            cancel=context.cancel,
        )
        return made if session.practice else numbered(made)

    def keep(result: Transcript) -> None:
        with session.vault.transaction():
            known = source_sha256(heard_recordings(session.vault, visit_id))
            if known != result.audio_sha256 or session.vault.visit_stage(visit_id) is VisitStage.RECORDING:
                raise SoundAdded
            keep_pass(session.vault, visit_id, result)
            lifecycle.advance(session.vault, visit_id, Move.TRANSCRIBE)
        session.forget_traces(visit_id)

    return Job("transcribe", "transcriber", work, keep)


def _finding_voices(session: Session, known: Visit, audio: VisitAudio, *, again: bool) -> Work[tuple[SpeakerTurn, ...]]:
    """Finds out who spoke when, as far as that can be. Of the practice visit it is known.

    `again`: all of the visit is written down once more, so its voices are found once more too.
    """

    def find(on_progress: OnProgress, cancel: Cancellation) -> tuple[SpeakerTurn, ...]:
        if session.practice:
            return session.practice.speaker_turns
        if not again and (settled := known_voices(session.vault, known.id)):
            return settled
        traces = session.traces_of(known.id)
        finder = session.engines.speakers
        return voices_of(session.vault, known.id, audio, finder, traces, on_progress=on_progress, cancel=cancel)

    return find


def listen_live(session: Session, visit_id: VisitId, handle: RecordingHandle) -> LiveListening:
    """Make words of a recording while it goes on, as the settings say, and listen to its voices.

    `transcribe_visit` goes on from there.

    Raises `MoveNotAllowed` where it has ended already.
    """
    from scribe.live import LiveListening, LiveState, LiveWords
    from scribe.voice_listening import VoiceListening

    if session.vault.visit_stage(visit_id) is not VisitStage.RECORDING:
        raise MoveNotAllowed
    session.stop_live(visit_id)
    threading.Thread(
        target=_get_ready, args=(session, session.vault.visit(visit_id)), name="get ready", daemon=True
    ).start()
    when = LiveWords(session.settings.live_words)
    session.live[visit_id] = live = LiveListening(session.vault, visit_id, handle, lambda: _ear(session), when=when)
    if session.practice is None:
        session.live_voices[visit_id] = VoiceListening(
            session.vault,
            visit_id,
            handle,
            session.engines.speakers,
            session.traces_of(visit_id),
            when=when,
            words_are_behind=lambda: live.state is LiveState.CATCHING_UP,
        )
    return live


def _get_ready(session: Session, known: Visit) -> None:
    """Read the dictionary and sort the known words by their sound now: after Stop somebody would wait for it."""
    try:
        from scribe.notes.weight import weight  # it brings the dictionary with it

        weight("ready")
        index_of(tuple(to_listen_for(session, known)))
    except Exception as error:  # then it is done, or told, after Stop
        log.warning("not ready for the words: %s", type(error).__name__)


def _ear(session: Session) -> Ear:
    """The recogniser. Raises `ModelMissing`.

    It is not told the names of this visit: told them, Whisper tiny wrote 21.0% of 20 minutes' words wrongly instead of
    17.4%, and wrote the names into babble. `scribe.sounds_like` and `scribe.hot_words` put them in afterwards.
    """
    transcriber, card = session.engines.transcriber()
    return Ear(transcriber, card, TranscribeOptions(session.settings.transcription_beam))


def transcript(session: Session, visit_id: VisitId) -> Transcript | None:
    """All that was said and jotted down, also what is off the record: what the window shows and mends.

    None while it has not been written down; where there is no sound, the jottings alone.
    """
    return whole_transcript(session.vault, visit_id)


def drafted_from(session: Session, visit_id: VisitId) -> Transcript | None:
    """What a note or a document of a visit is made from: the same without what is off the record; or None."""
    return jottings.drafted_from(session.vault, visit_id)
