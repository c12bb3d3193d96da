"""Actions on voices: hear whose each is, and tell them apart again."""

from __future__ import annotations

from collections.abc import Callable

from models.errors import ModelMissing
from models.speakers import MOST_SPEAKERS, SpeakerTurn
from scribe.edit_log import Edit, EditState
from scribe.editing import edited, given_ids
from scribe.errors import MoveNotAllowed, NotFound, SoundAdded
from scribe.jobs import Job, JobContext
from scribe.jottings import whole_transcript
from scribe.records import utc_now
from scribe.session import Session
from scribe.transcript_changes import next_turn_ids
from scribe.transcript_edits import standing
from scribe.visit import Transcript, VisitId
from scribe.visit_audio import heard_recordings, source_sha256, visit_audio
from scribe.voice_names import is_voice
from scribe.voice_retelling import voices_found
from scribe.voice_samples import Voice, voices_in
from scribe.voices import VisitTraces
from scribe.voices import find_voices as listen_and_settle

HOW_MANY = f"Give the number of people who spoke, from 1 to {MOST_SPEAKERS}. Nothing was changed."
NO_VOICES = (
    "Fairnote can't tell voices apart on this laptop, because the model for that is not here. Nothing was changed. "
    "Say yourself who spoke, or ask IT to install the model."
)


def can_find_voices(session: Session) -> bool:
    """Whether voices can be told apart on this laptop."""
    return session.engines.speakers() is not None


def voices(session: Session, visit_id: VisitId) -> tuple[Voice, ...]:
    """Every voice of the visit's transcript, named or not, in the order in which they first speak, with a few clear
    seconds of each to be played. None where nobody was told from anybody.
    """
    said = session.vault.transcript(visit_id)
    return voices_in(said) if said else ()


def find_voices(session: Session, visit_id: VisitId, *, speakers: int | None) -> Job[Transcript]:
    """Tell the voices apart again, `speakers` being how many people spoke, where the worker knows it.

    No word changes, and what people typed, assigned or named stays. All sound is listened to again: how voices sounded
    is kept nowhere. Raises `NotFound` without a transcript, `MoveNotAllowed` for no such number; the job raises
    `ModelMissing`.
    """
    if speakers is not None and not 1 <= speakers <= MOST_SPEAKERS:
        raise MoveNotAllowed(HOW_MANY)
    if session.vault.transcript(visit_id) is None:
        raise NotFound
    found: list[tuple[SpeakerTurn, ...]] = []

    def work(context: JobContext) -> Transcript:
        found[:] = [_found(session, visit_id, speakers, context)]
        with session.vault.reading():
            said = whole_transcript(session.vault, visit_id)
            if said is None:
                raise NotFound
            return standing(said, _edits(session, visit_id, said, found[0]))

    def keep(_: Transcript) -> None:
        """What was changed meanwhile stays: who speaks is worked out from the transcript as it is now."""
        with session.vault.transaction():
            said = session.vault.transcript(visit_id)
            if said is None or said.audio_sha256 != source_sha256(heard_recordings(session.vault, visit_id)):
                raise SoundAdded
            for edit in _edits(session, visit_id, said, found[0]):
                edited(session.vault, visit_id, _just(edit))

    return Job("voices", "speakers", work, keep)


def _found(session: Session, visit_id: VisitId, speakers: int | None, context: JobContext) -> tuple[SpeakerTurn, ...]:
    audio = visit_audio(session.vault, visit_id)
    if speakers == 1:
        return (SpeakerTurn("S1", 0.0, audio.seconds()),)
    finder = session.engines.speakers()
    if finder is None:
        raise ModelMissing(NO_VOICES)
    return listen_and_settle(
        session.vault,
        visit_id,
        audio,
        finder,
        VisitTraces(),
        speakers=speakers,
        on_progress=context.progress,
        cancel=context.cancel,
    )


def _just(edit: Edit) -> Callable[[Transcript], Edit]:
    return lambda _: edit


def _edits(session: Session, visit_id: VisitId, said: Transcript, turns: tuple[SpeakerTurn, ...]) -> tuple[Edit, ...]:
    """By which edits the transcript `said` has these voices."""
    vault = session.vault
    base, kept = vault.machine_transcript(visit_id), vault.edits(visit_id)
    if base is None:
        raise NotFound
    ids = {person.id for person in vault.visit(visit_id).people}
    people = {*ids, *(turn.speaker for turn in said.turns if turn.speaker and not is_voice(turn.speaker, ids))}
    stand = tuple(each.edit for each in kept if each.state is EditState.STANDS)
    return voices_found(said, turns, people, stand, next_turn_ids(given_ids(base, kept)), utc_now())
