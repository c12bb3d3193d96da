"""Hears the recordings of a visit a step at a time and keeps what was heard, so that it can go on after anything."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.progress import Cancellation, OnProgress, Progress
from models.speakers import SpeakerTurn
from models.transcriber import HEARD, AudioSource, Listened, Segment, TranscribeOptions, Transcriber
from scribe.doubts import ALONE_BELOW, doubts_of
from scribe.errors import NothingHeard, SoundChanged
from scribe.harm import forget_heard
from scribe.hot_words import with_hot_words
from scribe.known_word_doubts import with_known_word_doubts
from scribe.known_words import KnownWord
from scribe.sounds_like import with_known_words
from scribe.transcribing import OWN_PAUSE_SECONDS, turns_from_segments
from scribe.vault import Vault
from scribe.visit import (
    AudioOrigin,
    HeardPart,
    HeardSegment,
    Manner,
    ModelCard,
    Recording,
    RecordingId,
    Transcript,
    Turn,
    TurnId,
    Visit,
    VisitId,
    Word,
)
from scribe.visit_audio import VisitAudio, heard_recordings, source_sha256

KEEP_EVERY = 30.0
"""Seconds of sound without a word after which it is kept that there was none."""


@dataclass(frozen=True)
class Ear:
    """The recogniser, what it is, and how it is to listen."""

    transcriber: Transcriber
    card: ModelCard
    options: TranscribeOptions


class RecordingHearing:
    """The hearing of one recording, step by step; each step's words are in the vault before the next begins.

    Where another file has taken the place of its sound since, what is off the record was silenced: no word of the old
    file is kept.

    Not for use from two threads, and one recording is heard by one of these at a time.
    """

    def __init__(
        self, vault: Vault, visit: VisitId, recording: RecordingId, ear: Ear, *, file_name: str | None = None
    ) -> None:
        """`file_name`: the file that is heard, where that may not be the recording's any more."""
        self._vault, self._visit, self._ear = vault, visit, ear
        self.recording = recording
        self._file_name = self._file_now() if file_name is None else file_name
        self.until = self._kept = vault.heard_until(visit, recording)
        """Seconds of the recording before which every word is in the vault."""
        self._taken = 0.0

    def step(self, audio: AudioSource, *, whole: bool, cancel: Cancellation) -> Listened:
        """Hear the next window. `whole`: nothing will be added to the recording.

        Raises as `Transcriber.listen`, and `SoundChanged`.
        """
        began = time.monotonic()
        heard = self._ear.transcriber.listen(
            self.recording, audio, self._ear.options, start=self.until, whole=whole, cancel=cancel
        )
        self._taken += time.monotonic() - began
        self.until = heard.until
        if heard.segments or (whole and not heard.more) or heard.until - self._kept >= KEEP_EVERY:
            self._keep(heard)
        return heard

    def caption(self, *, cancel: Cancellation) -> str:
        """A quick guess at what was said since `until`."""
        return self._ear.transcriber.caption(self.recording, cancel=cancel)

    def _keep(self, heard: Listened) -> None:
        card = replace(self._ear.card, compute=heard.compute or self._ear.card.compute)
        segments = tuple(kept(segment) for segment in heard.segments)
        part = HeardPart(self.recording, round(heard.until, 3), segments, card, round(self._taken, 3))
        with self._vault.transaction():
            if self._file_now() != self._file_name:
                raise SoundChanged
            until = self._vault.add_heard(self._visit, part, self._kept)
        if until != part.until:  # somebody else has heard it meanwhile: it goes on from there
            self.until = until
        self._kept, self._taken = until, 0.0

    def _file_now(self) -> str:
        known = self._vault.recordings(self._visit)
        return next((each.file_name for each in known if each.id == self.recording), "")


def kept(segment: Segment) -> HeardSegment:
    """What the recogniser heard as it goes into the vault."""
    words = tuple(Word(w.text, round(w.start, 3), round(w.end, 3), round(w.confidence, 3)) for w in segment.words)
    return HeardSegment(segment.text, round(segment.start, 3), round(segment.end, 3), words)


def hear_the_rest(
    vault: Vault, visit: Visit, audio: VisitAudio, ear: Ear, *, on_progress: OnProgress, cancel: Cancellation
) -> None:
    """Hear all of this sound of a visit that was not heard yet; what was heard by another model is heard again.

    Raises `Cancelled` or `ModelError`: what was heard until then is kept; and `SoundChanged`.
    """
    recordings = heard_recordings(vault, visit.id)
    if source_sha256(recordings) != audio.source_sha256:
        raise SoundChanged
    if any(part.model.sha256 != ear.card.sha256 for part in vault.heard(visit.id)):
        forget_heard(vault, visit.id)
    total, offset = audio.seconds(), 0.0
    for recording, sound in zip(recordings, audio.apart(), strict=True):
        hearing = RecordingHearing(vault, visit.id, recording.id, ear, file_name=recording.file_name)
        more = hearing.until < recording.seconds
        while more:
            on_progress(Progress(offset + hearing.until, total, HEARD))
            more = hearing.step(sound, whole=True, cancel=cancel).more
        offset += recording.seconds
    on_progress(Progress(total, total, HEARD))


def transcript_of(
    vault: Vault,
    visit: Visit,
    audio: VisitAudio,
    ear: Ear,
    *,
    voices: Sequence[SpeakerTurn] | None = None,
    doubtful_below: float = ALONE_BELOW,
    known: Sequence[KnownWord] = (),
    cancel: Cancellation,
) -> Transcript:
    """The transcript of all that was heard of a visit's finished sound, with the words that should be known: a
    second or two of listening again, where one of its names may have been said.

    Raises `NothingHeard` where nobody spoke; but where the worker has jotted something down, it has no turns. Raises
    `Cancelled`.
    """
    parts = vault.heard(visit.id)
    turns: list[Turn] = []
    offset, again = 0.0, 0.0
    # Where sound was added meanwhile there are more recordings than sounds, and nobody keeps what is made here.
    for recording, sound in zip(heard_recordings(vault, visit.id), audio.apart(), strict=False):
        mine = [segment for part in parts if part.recording == recording.id for segment in part.segments]
        began = time.monotonic()
        named = with_hot_words(
            with_known_words(mine, known), known, sound, ear.transcriber, ear.options.beam_size, cancel=cancel
        )
        again += time.monotonic() - began
        turns += _turns(visit, recording, _moved(named, offset), audio, voices)
        offset += recording.seconds
    if not turns and not vault.jottings(visit.id):
        raise NothingHeard
    numbered = tuple(replace(turn, id=TurnId(f"t{number}")) for number, turn in enumerate(turns, start=1))
    taken = again + sum(part.seconds_taken for part in parts)
    model = parts[-1].model if parts else ear.card
    unsure = doubts_of(numbered, heard_segments(vault, visit.id), below=doubtful_below)
    doubts = with_known_word_doubts(unsure, numbered, known)
    return Transcript(
        numbered,
        model,
        audio.seconds(),
        audio.source_sha256,
        audio.gaps,
        doubts,
        round(taken, 3),
    )


def heard_segments(vault: Vault, visit_id: VisitId) -> tuple[HeardSegment, ...]:
    """All that was heard of a visit's finished sound, in seconds of the visit."""
    parts, offset = vault.heard(visit_id), 0.0
    found: list[HeardSegment] = []
    for recording in heard_recordings(vault, visit_id):
        mine = [segment for part in parts if part.recording == recording.id for segment in part.segments]
        found += _moved(mine, offset)
        offset += recording.seconds
    return tuple(found)


def _turns(
    visit: Visit,
    recording: Recording,
    segments: Iterable[HeardSegment],
    audio: VisitAudio,
    voices: Sequence[SpeakerTurn] | None,
) -> tuple[Turn, ...]:
    """The turns of one recording: the worker's own account, or what was said at the visit."""
    if recording.origin is not AudioOrigin.DICTATED:
        return turns_from_segments(segments, speaker_turns=voices, gaps=audio.gaps)
    turns = turns_from_segments(segments, gaps=audio.gaps, pause=OWN_PAUSE_SECONDS)
    speaker = visit.worker.id if visit.worker else ""
    return tuple(replace(turn, speaker=speaker, manner=Manner.DICTATED) for turn in turns)


def _moved(segments: Iterable[HeardSegment], by: float) -> Iterator[HeardSegment]:
    """The same in seconds of the whole visit."""
    for segment in segments:
        words = tuple(replace(word, start=word.start + by, end=word.end + by) for word in segment.words)
        yield replace(segment, start=segment.start + by, end=segment.end + by, words=words)
