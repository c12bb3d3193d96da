"""What a second recogniser is asked: all that was said, in stretches of some seconds that end where nobody speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.second_opinion import Stretch
from scribe.doubts import Unheard, said
from scribe.off_record import Spans
from scribe.visit import Transcript, Turn, Word
from scribe.word_times import middle

_PAUSE, _LONG_PAUSE = 0.4, 1.5
_LONG_ENOUGH, _LONGEST = 6.0, 15.0
"""Seconds. A stretch is cut at a long pause; at a short one once it is long enough; and before it is too long."""
_EDGE = 0.4
"""Seconds of sound before the first word of a stretch and after its last, as far as half the way to another word: heard
twice, the edge of a word is written as another word.
"""


@dataclass(frozen=True, eq=False)  # compared as objects: a turn's words are too many to compare each time
class Place:
    """One word of a transcript."""

    turn: Turn
    at: int

    @property
    def word(self) -> Word:
        """The word itself."""
        return self.turn.words[self.at]


@dataclass(frozen=True)
class Asked:
    """A stretch of the sound and the words that the first recogniser heard in it, none where it heard none."""

    stretch: Stretch
    places: tuple[Place, ...]


def stretches_of(transcript: Transcript, segments: Iterable[Unheard] = ()) -> tuple[Asked, ...]:
    """All that was said as stretches of some seconds, in order; nothing that is off the record is in any."""
    words = sorted(
        (Place(turn, at) for turn in transcript.turns if said(turn) for at in range(len(turn.words))),
        key=lambda place: place.word.start,
    )
    off = Spans(transcript.left_out)
    groups = list(_groups([place for place in words if not off.hold(_middle(place))], transcript))
    ends = [0.0, *(max(place.word.end for place in group) for group in groups)]
    starts = [*(group[0].word.start for group in groups), transcript.seconds]
    gaps = [max(0.0, start - end) for start, end in zip(starts, ends, strict=True)]
    outer = (0, len(groups))
    edges = [min(_EDGE, gap if at in outer else gap / 2) for at, gap in enumerate(gaps)]
    asked = []
    for number, group in enumerate(groups):
        start, end = starts[number] - edges[number], ends[number + 1] + edges[number + 1]
        asked.append(Asked(_within(start, end, _middle(group[0]), _middle(group[-1]), transcript), tuple(group)))
    for segment in segments:
        if not segment.words and not segment.text.strip() and not off.touch(segment.start, segment.end):
            asked.append(Asked(Stretch(segment.start, segment.end), ()))
    return tuple(sorted(asked, key=lambda one: one.stretch.start))


def _groups(words: Sequence[Place], transcript: Transcript) -> Iterator[list[Place]]:
    group: list[Place] = []
    for place in words:
        if group and _is_cut(group, place, transcript):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _is_cut(group: Sequence[Place], place: Place, transcript: Transcript) -> bool:
    start, end = group[0].word.start, group[-1].word.end
    pause = place.word.start - end
    long = (pause >= _PAUSE and end - start >= _LONG_ENOUGH) or place.word.end - start > _LONGEST
    between = any(_middle(group[-1]) < zone.start < _middle(place) for zone in transcript.left_out)
    return pause >= _LONG_PAUSE or long or between


def _within(start: float, end: float, first: float, last: float, transcript: Transcript) -> Stretch:
    """The stretch as far as it touches nothing that is off the record; `first` and `last` are surely in it."""
    begins = max([start, *(zone.end for zone in transcript.left_out if zone.end <= first)])
    ends = min([end, *(zone.start for zone in transcript.left_out if zone.start >= last)])
    return Stretch(round(begins, 3), round(ends, 3))


def _middle(place: Place) -> float:
    return middle(place.word)
