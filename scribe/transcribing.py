"""From sound to a transcript: runs the recogniser, cuts what it heard into turns, has a second one listen too."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from models import transcriber as heard
from models.progress import Cancellation, OnProgress, ignore_progress
from models.second_opinion import SecondOpinion
from models.speakers import SpeakerTurn
from scribe.doubts import ALONE_BELOW, DOUBTFUL_BELOW, doubts_of
from scribe.errors import NothingHeard
from scribe.known_word_doubts import with_known_word_doubts
from scribe.known_words import KnownWord
from scribe.second_opinion import heard_again
from scribe.sounds_like import with_known_words
from scribe.visit import Gap, HeardSegment, ModelCard, Transcript, Turn, TurnId, Word
from scribe.word_voices import ends_sentence, speakers_of

PAUSE_SECONDS = 1.0
"""Silence between two words that ends a turn, where nobody has said who speaks."""
OWN_PAUSE_SECONDS = 3.0
"""Silence that ends a turn even where the same person goes on."""
LONGEST_TURN_SECONDS = 60.0
"""A talk without a pause is cut at the next end of a sentence after this: evidence has to be short enough to check."""
LONGEST_AT_ALL_SECONDS = 120.0
"""A talk without a pause or the end of a sentence is cut here, at the end of a word."""


def transcribe(
    transcriber: heard.Transcriber,
    model: ModelCard,
    audio: heard.AudioSource,
    audio_sha256: str,
    *,
    gaps: tuple[Gap, ...] = (),
    speaker_turns: Sequence[SpeakerTurn] | None = None,
    hot_words: tuple[str, ...] = (),
    known: Sequence[KnownWord] = (),
    beam_size: int = 5,
    second: tuple[SecondOpinion, ModelCard] | None = None,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> Transcript:
    """Listen to all of `audio`; then `second` does, and adds doubts.

    Raises `NothingHeard` where there is no speech, `Cancelled`, or `ModelError`.
    """
    cancel = cancel or Cancellation()
    segments: list[heard.Segment] = []
    summary = heard.transcribe(
        transcriber,
        audio,
        heard.TranscribeOptions(beam_size, hot_words),
        on_segment=segments.append,
        on_progress=on_progress,
        cancel=cancel,
    )
    turns = turns_from_segments(with_known_words(segments, known), speaker_turns=speaker_turns, gaps=gaps)
    if not turns:
        raise NothingHeard
    transcript = Transcript(
        turns,
        replace(model, compute=summary.compute or model.compute),
        summary.seconds,
        audio_sha256,
        gaps,
        with_known_word_doubts(
            doubts_of(turns, segments, below=ALONE_BELOW if second is None else DOUBTFUL_BELOW), turns, known
        ),
        round(summary.seconds_taken, 3),
    )
    if second is None:
        return transcript
    began = time.monotonic()
    both = heard_again(transcript, segments, audio, second, on_progress=on_progress, cancel=cancel)
    return replace(both, seconds_taken=round(both.seconds_taken + time.monotonic() - began, 3))


def turns_from_segments(
    segments: Iterable[heard.Segment | HeardSegment],
    *,
    speaker_turns: Sequence[SpeakerTurn] | None = None,
    gaps: Sequence[Gap] = (),
    pause: float = PAUSE_SECONDS,
) -> tuple[Turn, ...]:
    """Turns t1, t2 …, cut where the speaker changes, or at pauses where nobody has said who speaks, and at each gap.

    No word is added, dropped or moved. The speaker is a label of `speaker_turns`, or NOBODY.
    """
    words = sorted(_words(segments), key=lambda word: word.start)
    spoken = list(zip(words, speakers_of(words, speaker_turns or ()), strict=True))
    groups = _groups(spoken, gaps, OWN_PAUSE_SECONDS if speaker_turns else pause)
    return tuple(_turn(number, group) for number, group in enumerate(groups, start=1))


Spoken = tuple[Word, str]


def _words(segments: Iterable[heard.Segment | HeardSegment]) -> Iterator[Word]:
    """Every word in order. A segment that came without word times counts as one long word of its own text."""
    for segment in segments:
        if segment.words:
            for word in segment.words:
                if word.text.strip():
                    put_in = getattr(word, "heard", "")
                    yield Word(word.text.strip(), word.start, max(word.start, word.end), word.confidence, put_in)
        elif segment.text.strip():
            yield Word(segment.text.strip(), segment.start, segment.end, 1.0)


def _groups(spoken: Sequence[Spoken], gaps: Sequence[Gap], pause: float) -> Iterator[list[Spoken]]:
    group: list[Spoken] = []
    for word, speaker in spoken:
        if group and _is_cut(group, word, speaker, gaps, pause):
            yield group
            group = []
        group.append((word, speaker))
    if group:
        yield group


def _is_cut(group: Sequence[Spoken], word: Word, speaker: str, gaps: Sequence[Gap], pause: float) -> bool:
    last = group[-1][0]
    lasts = last.end - group[0][0].start
    too_long = lasts > LONGEST_TURN_SECONDS and ends_sentence(last)
    too_long = too_long or word.end - group[0][0].start > LONGEST_AT_ALL_SECONDS
    across_gap = any((last.start + last.end) / 2 <= gap.start < (word.start + word.end) / 2 for gap in gaps)
    return speaker != group[-1][1] or word.start - last.end >= pause or too_long or across_gap


def _turn(number: int, group: Sequence[Spoken]) -> Turn:
    words = tuple(word for word, _ in group)
    text = " ".join(word.text for word in words)
    return Turn(TurnId(f"t{number}"), group[0][1], words[0].start, words[-1].end, text, words)
