"""From sound to a transcript: runs the recogniser, cuts what it heard into turns, lists what it was unsure of."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from models import transcriber as heard
from models.phantoms import UNCLEAR_BELOW
from models.progress import Cancellation, OnProgress, ignore_progress
from models.speakers import SpeakerTurn
from scribe.errors import NothingHeard
from scribe.known_word_doubts import with_known_word_doubts
from scribe.known_words import KnownWord
from scribe.sounds_like import with_known_words
from scribe.visit import Doubt, Gap, HeardSegment, ModelCard, Transcript, Turn, TurnId, Word

PAUSE_SECONDS = 1.0
"""Silence between two words that ends a turn, where nobody has said who speaks."""
OWN_PAUSE_SECONDS = 3.0
"""Silence that ends a turn even where the same person goes on."""
LONGEST_TURN_SECONDS = 60.0
"""A talk without a pause is cut at the next end of a sentence after this: evidence has to be short enough to check."""
LONGEST_AT_ALL_SECONDS = 120.0
"""A talk without a pause or the end of a sentence is cut here, at the end of a word."""
DOUBTFUL_BELOW = 0.5
"""Confidence (0 to 1) under which a word may not be what was said: a first choice, not yet measured."""
LOW_CONFIDENCE = "low confidence"
UNCLEAR_SECONDS = 12.0
"""How far around a word that mean reaches, in seconds."""
UNCLEAR_WORDS = 5
"""With fewer words around it, one is called unsure by itself."""
UNCLEAR = "hard to hear here: several voices, or noise"
STRAY_SECONDS = 1.0
"""How far a word's times may be off at a change of speakers for it to be moved to where its sentence is."""
NOBODY = ""
"""Speaker of a turn while nobody has said who it is."""


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
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> Transcript:
    """Listen to all of `audio`. Raises `NothingHeard` where there is no speech, `Cancelled`, or `ModelError`."""
    segments: list[heard.Segment] = []
    summary = heard.transcribe(
        transcriber,
        audio,
        heard.TranscribeOptions(beam_size, hot_words),
        on_segment=segments.append,
        on_progress=on_progress,
        cancel=cancel or Cancellation(),
    )
    turns = turns_from_segments(with_known_words(segments, known), speaker_turns=speaker_turns, gaps=gaps)
    if not turns:
        raise NothingHeard
    return Transcript(
        turns,
        replace(model, compute=summary.compute or model.compute),
        summary.seconds,
        audio_sha256,
        gaps,
        with_known_word_doubts(doubts_of(turns), turns, known),
        round(summary.seconds_taken, 3),
    )


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
    voices = tuple(sorted(speaker_turns or (), key=lambda turn: turn.start))
    spoken = [(word, _speaker(word, voices)) for word in sorted(_words(segments), key=lambda word: word.start)]
    if voices:
        spoken = _without_strays(spoken, voices)
    groups = _groups(spoken, gaps, OWN_PAUSE_SECONDS if voices else pause)
    return tuple(_turn(number, group) for number, group in enumerate(groups, start=1))


def doubts_of(turns: Sequence[Turn], below: float = DOUBTFUL_BELOW) -> tuple[Doubt, ...]:
    """The runs of words that may not be what was said, each with why.

    A word whose confidence is under `below`; and every word where hardly any around it is sure: babble and noise give
    fluent sentences that nobody said, with a sure word now and then.
    """
    around = iter(_around([word for turn in turns for word in turn.words]))
    found: list[Doubt] = []
    for turn in turns:
        reasons = [_reason(word, *next(around), below) for word in turn.words]
        start = 0
        for index in range(1, len(reasons) + 1):
            if index == len(reasons) or reasons[index] != reasons[start]:
                if why := reasons[start]:
                    found.append(Doubt(turn.id, start, index, why))
                start = index
    return tuple(found)


def _reason(word: Word, mean: float, count: int, below: float) -> str:
    if mean < UNCLEAR_BELOW:
        return UNCLEAR if count >= UNCLEAR_WORDS else LOW_CONFIDENCE
    return LOW_CONFIDENCE if word.confidence < below else ""


def _around(words: Sequence[Word]) -> list[tuple[float, int]]:
    """For each word the mean confidence of those within UNCLEAR_SECONDS of it, itself too, and how many they are.

    The words may come in any order.
    """
    in_order = sorted(words, key=lambda word: word.start)
    sums = [0.0, *itertools.accumulate(word.confidence for word in in_order)]
    starts = [word.start for word in in_order]
    found = []
    for word in words:
        first = bisect.bisect_left(starts, word.start - UNCLEAR_SECONDS)
        last = bisect.bisect_right(starts, word.start + UNCLEAR_SECONDS)
        found.append(((sums[last] - sums[first]) / (last - first), last - first))
    return found


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


def _speaker(word: Word, voices: Sequence[SpeakerTurn]) -> str:
    """Whose turn has most of the word in it; where none has any, whose turn is nearest."""
    if not voices:
        return NOBODY

    def shared(turn: SpeakerTurn) -> float:
        return min(word.end, turn.end) - max(word.start, turn.start)  # under zero: how far away it is

    return max(voices, key=shared).speaker


def _without_strays(spoken: list[Spoken], voices: Sequence[SpeakerTurn]) -> list[Spoken]:
    """Where the speaker changes within a sentence, move the change to the sentence's end, if that is a word or two off.

    The times of words next to a change are off by up to half a second, so the last word of a question can be heard in
    the answer's time. Of the moves that are possible the one that stretches the times least is made.
    """
    moved = list(spoken)
    for at in range(1, len(moved)):
        before, after = moved[at - 1][1], moved[at][1]
        if before == after or _ends_sentence(moved[at - 1][0]):
            continue
        ends = [at + n for n in (1, 2) if at + n <= len(moved) and _ends_sentence(moved[at + n - 1][0])]
        starts = [at - n for n in (1, 2) if at - n > 0 and _ends_sentence(moved[at - n - 1][0])]
        moves = [(slice(at, end), before) for end in ends] + [(slice(start, at), after) for start in starts]
        costs = [max(_sticks_out(word, who, voices) for word, _ in moved[span]) for span, who in moves]
        if costs and min(costs) <= STRAY_SECONDS:
            span, who = moves[costs.index(min(costs))]
            moved[span] = [(word, who) for word, _ in moved[span]]
    return moved


def _sticks_out(word: Word, speaker: str, voices: Sequence[SpeakerTurn]) -> float:
    """How many seconds of the word lie outside the turn of this speaker that is nearest."""
    return min(max(0.0, turn.start - word.start, word.end - turn.end) for turn in voices if turn.speaker == speaker)


def _ends_sentence(word: Word) -> bool:
    return word.text.rstrip("\"')").endswith((".", "?", "!")) and word.text.lower() not in _TITLES


_TITLES = frozenset({"mr.", "mrs.", "ms.", "dr.", "st."})


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
    too_long = lasts > LONGEST_TURN_SECONDS and _ends_sentence(last)
    too_long = too_long or word.end - group[0][0].start > LONGEST_AT_ALL_SECONDS
    across_gap = any((last.start + last.end) / 2 <= gap.start < (word.start + word.end) / 2 for gap in gaps)
    return speaker != group[-1][1] or word.start - last.end >= pause or too_long or across_gap


def _turn(number: int, group: Sequence[Spoken]) -> Turn:
    words = tuple(word for word, _ in group)
    text = " ".join(word.text for word in words)
    return Turn(TurnId(f"t{number}"), group[0][1], words[0].start, words[-1].end, text, words)
