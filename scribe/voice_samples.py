"""A few clear seconds of each voice, for the worker to hear whose it is. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scribe.visit import LeftOut, Manner, Transcript, Turn, Word

SAMPLE_SECONDS = 3.0
SURE_FROM = 0.5
"""Confidence (0 to 1) of a word that is sure enough to be heard as an example."""
PAUSE = 0.7
"""Seconds without a word that end a stretch."""
EDGE = 0.1
"""Seconds of sound before the first word of a sample, and after the last one: the times of words are a little off."""


@dataclass(frozen=True)
class Voice:
    """A voice of a transcript: its label, or the id of whoever was named; how much it says; and where to hear it.

    `seconds` and the two times of the sample are seconds of the visit's sound; `turns` is how many turns it has.
    """

    label: str
    seconds: float
    turns: int
    sample_start: float
    sample_end: float


@dataclass(frozen=True)
class _Stretch:
    start: float
    end: float
    sure: bool

    @property
    def worth(self) -> tuple[bool, float]:
        """The better one is sure, and then the longer: others are far from its middle."""
        return self.sure, self.end - self.start


def voices_in(transcript: Transcript) -> tuple[Voice, ...]:
    """Every voice that was heard at the visit, in the order in which they first speak. Nobody's turns are no voice.

    The sample is of a stretch in which only this voice speaks, whose words are sure, and that is on the record; where
    there is none, the best that there is. What is off the record is never played.
    """
    spoken = [turn for turn in transcript.turns if turn.manner is Manner.SPOKEN]
    by_voice: dict[str, list[Turn]] = {}
    for turn in spoken:
        if turn.speaker:
            by_voice.setdefault(turn.speaker, []).append(turn)
    return tuple(_voice(label, turns, spoken, transcript) for label, turns in by_voice.items())


def _voice(label: str, turns: Sequence[Turn], spoken: Sequence[Turn], transcript: Transcript) -> Voice:
    others = [turn for turn in spoken if turn.speaker != label]
    stretches = [each for turn in turns for each in _stretches(turn, others, transcript)]
    seconds = sum(turn.end - turn.start for turn in turns)
    if not stretches:  # all of it is off the record: there is nothing to be heard
        return Voice(label, seconds, len(turns), turns[0].start, turns[0].start)
    best = max(stretches, key=lambda each: each.worth)
    start = max(best.start, (best.start + best.end - SAMPLE_SECONDS) / 2)
    return Voice(label, seconds, len(turns), start, min(best.end, start + SAMPLE_SECONDS))


def _stretches(turn: Turn, others: Sequence[Turn], transcript: Transcript) -> Iterator[_Stretch]:
    """Runs of words of a turn that are alike: all sure and said alone, or not."""
    doubtful = {at for d in transcript.doubts if d.turn == turn.id for at in range(d.from_word, d.to_word)}
    near = [other for other in others if other.start < turn.end and other.end > turn.start]
    words = turn.words or (Word(turn.text, turn.start, turn.end, 0.0),)
    run: list[Word] = []
    was = False
    for at, word in enumerate(words):
        out = _is_left_out(word, transcript.left_out)
        sure = word.confidence >= SURE_FROM and at not in doubtful and not any(_meet(word, other) for other in near)
        if run and (out or sure != was or word.start - run[-1].end > PAUSE):
            yield _stretch(run, was, turn)
            run = []
        was = sure
        run += [] if out else [word]
    if run:
        yield _stretch(run, was, turn)


def _stretch(run: Sequence[Word], sure: bool, turn: Turn) -> _Stretch:
    return _Stretch(max(turn.start, run[0].start - EDGE), min(turn.end, run[-1].end + EDGE), sure)


def _is_left_out(word: Word, left_out: Sequence[LeftOut]) -> bool:
    middle = (word.start + word.end) / 2
    return any(each.start <= middle < each.end for each in left_out)


def _meet(word: Word, turn: Turn) -> bool:
    return word.start < turn.end and word.end > turn.start
