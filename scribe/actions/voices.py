"""Actions on voices: hear whose each is, and tell them apart again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from models.errors import ModelMissing
from models.speakers import MOST_SPEAKERS, SpeakerTurn
from scribe.errors import MoveNotAllowed, NotFound, SoundAdded
from scribe.jobs import Job, JobContext
from scribe.jottings import whole_transcript
from scribe.session import Session
from scribe.visit import Transcript, TurnId, VisitId
from scribe.visit_audio import heard_recordings, source_sha256, visit_audio
from scribe.voice_names import is_voice
from scribe.voice_retelling import Retold, applied, retold
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
        said = whole_transcript(session.vault, visit_id)
        if said is None:
            raise NotFound
        return applied(said, _retold(session, visit_id, said, found[0]))

    def keep(_: Transcript) -> None:
        """What was changed meanwhile stays: who speaks is worked out from the transcript as it is now."""
        with session.vault.transaction():
            said = session.vault.transcript(visit_id)
            if said is None or said.audio_sha256 != source_sha256(heard_recordings(session.vault, visit_id)):
                raise SoundAdded
            _keep(session, visit_id, said, _retold(session, visit_id, said, found[0]))

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


def _retold(session: Session, visit_id: VisitId, said: Transcript, turns: tuple[SpeakerTurn, ...]) -> Retold:
    ids = {person.id for person in session.vault.visit(visit_id).people}
    people = {*ids, *(turn.speaker for turn in said.turns if turn.speaker and not is_voice(turn.speaker, ids))}
    return retold(said, turns, people, _assigned(session, visit_id), _new_ids(said))


def _assigned(session: Session, visit_id: VisitId) -> frozenset[TurnId]:
    """Turns whose speaker a person said one by one."""
    return frozenset()


def _new_ids(said: Transcript) -> Iterator[TurnId]:
    numbers = [int(known.group(1)) for turn in said.turns if (known := re.fullmatch(r"t(\d{1,15})", turn.id))]
    return (TurnId(f"t{number}") for number in itertools.count(max(numbers, default=0) + 1))


def _keep(session: Session, visit_id: VisitId, said: Transcript, change: Retold) -> None:
    session.vault.save_transcript(visit_id, applied(said, change))
    turns = sum(len(each) for each in change.speakers.values())
    session.vault.audit.add("voices told apart again", visit_id, turns=turns, split=len(change.parts))
