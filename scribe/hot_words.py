"""Hears doubtful places once more, told the one name that each may hold, and takes it where all else stays as it was.

Told a name, a recogniser writes it where it was said, and seldom where it wasn't. Told many, or told one for all of a
visit, it does harm (docs/decisions/0016). So it is told one for some seconds, and not believed where the rest of them
comes out otherwise. The same words and the same sound give the same result, so nothing of it need be kept.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from models.errors import ModelError
from models.progress import Cancellation, ignore_progress
from models.transcriber import SAMPLE_RATE, AudioSource, Segment, TranscribeOptions, Transcriber, transcribe
from scribe.errors import FairnoteError
from scribe.known_words import KnownWord
from scribe.likely_places import Place, likely_places
from scribe.sounds import apart, joined, plain
from scribe.sounds_like import Find, farthest, letters_of, with_put_in
from scribe.visit import HeardSegment, Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

MOST_HEARINGS = 3
"""How often a recording is listened to again: each takes half a second to a second on two
cores, and not much more where much is heard in it."""
HEARING_SECONDS = 20.0
"""How much is heard in one of them: stretches that may all hold one word, with a silence between them."""
SILENCE_SECONDS = 0.8
PAUSE_SECONDS = 0.35
"""A silence at which a stretch is cut."""
LONGEST_BESIDE = 4.0
"""Seconds of a stretch before the place that it is about, and after it."""
EDGE_SECONDS = 0.4
"""Seconds of sound before the first word of a stretch and after its last, as far as half the way to another word."""
REST = 1.0
"""How far apart the rest of a stretch may sound the second time: about a consonant. 'All right' and 'alright' are the
same."""


@dataclass(frozen=True)
class Stretch:
    """Words `first` up to, not with, `last` of a recording's segment, and the seconds in which they are said."""

    place: Place
    first: int
    last: int
    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long it is, with the silence after it."""
        return self.end - self.start + SILENCE_SECONDS


@dataclass(frozen=True)
class Pieces:
    """Parts of a sound one after another, a silence after each: an `AudioSource` that can be pickled."""

    audio: AudioSource
    spans: tuple[tuple[float, float], ...]

    def seconds(self) -> float:
        """Length in seconds."""
        return sum(end - start + SILENCE_SECONDS for start, end in self.spans)

    def blocks(self, start: float = 0.0) -> Iterator[NDArray[np.float32]]:
        """The samples from `start` seconds on."""
        skip = round(start * SAMPLE_RATE)
        for block in self._blocks():
            yield block[skip:]
            skip = max(0, skip - len(block))

    def _blocks(self) -> Iterator[NDArray[np.float32]]:
        import numpy as np

        for start, end in self.spans:
            left = round((end - start) * SAMPLE_RATE)
            for block in self.audio.blocks(start):
                yield block[:left]
                left -= len(block)
                if left <= 0:
                    break
            yield np.zeros(max(0, left) + round(SILENCE_SECONDS * SAMPLE_RATE), dtype=np.float32)


def with_hot_words(
    segments: Sequence[HeardSegment],
    known: Sequence[KnownWord],
    audio: AudioSource,
    transcriber: Transcriber,
    beam_size: int,
    *,
    cancel: Cancellation,
) -> tuple[HeardSegment, ...]:
    """The segments of one recording with names of the visit where they are heard, told them; `Word.heard` as ever.

    At most MOST_HEARINGS times is anything heard. Where that fails, the segments are as they were. Raises `Cancelled`.
    """
    found: dict[int, list[Find]] = {}
    try:
        for stretches in hearings(segments, known):
            for stretch, words in _heard(stretches, audio, transcriber, beam_size, cancel):
                mine = found.setdefault(stretch.place.segment, [])
                find = confirmed(segments[stretch.place.segment].words, stretch, words)
                if find and not any(find.first < other.last and other.first < find.last for other in mine):
                    mine.append(find)
    except (ModelError, FairnoteError) as error:
        log.warning("doubtful names were not heard again: %s", type(error).__name__)
        return tuple(segments)
    in_order = {at: sorted(finds, key=lambda find: find.first) for at, finds in found.items()}
    return tuple(with_put_in(segment, in_order.get(at, ())) for at, segment in enumerate(segments))


def hearings(segments: Sequence[HeardSegment], known: Sequence[KnownWord]) -> list[tuple[Stretch, ...]]:
    """What is to be heard each time: stretches that may hold the same word, those first that speak most for it."""
    places = likely_places([segment.words for segment in segments], known)
    groups: dict[KnownWord, list[list[Stretch]]] = {}
    for stretch in (_stretch(segments, place) for place in places):
        mine = groups.setdefault(stretch.place.find.known, [[]])
        if sum(each.seconds for each in mine[-1]) + stretch.seconds > HEARING_SECONDS:
            mine.append([])
        mine[-1].append(stretch)
    every = (tuple(group) for mine in groups.values() for group in mine if group)
    return sorted(every, key=lambda group: -sum(each.place.score for each in group))[:MOST_HEARINGS]


def _stretch(segments: Sequence[HeardSegment], place: Place) -> Stretch:
    """The words about a place up to a pause, and the sound in which they are."""
    words, first, last = segments[place.segment].words, place.find.first, place.find.last
    earliest, latest = words[first].start - LONGEST_BESIDE, words[last - 1].end + LONGEST_BESIDE
    while first and words[first - 1].start > earliest and _are_beside(words, first):
        first -= 1
    while last < len(words) and words[last].end < latest and _are_beside(words, last):
        last += 1
    start, end = words[first].start, words[last - 1].end
    near = [word for segment in segments[max(0, place.segment - 1) : place.segment + 2] for word in segment.words]
    before = max((word.end for word in near if word.start < start), default=start - 2 * EDGE_SECONDS)
    after = min((word.start for word in near if word.start >= end), default=end + 2 * EDGE_SECONDS)
    begins = start - min(EDGE_SECONDS, max(0.0, start - before) / 2)
    return Stretch(place, first, last, max(0.0, begins), end + min(EDGE_SECONDS, (after - end) / 2))


def _are_beside(words: Sequence[Word], at: int) -> bool:
    return words[at].start - words[at - 1].end < PAUSE_SECONDS


def _heard(
    stretches: Sequence[Stretch], audio: AudioSource, transcriber: Transcriber, beam_size: int, cancel: Cancellation
) -> Iterator[tuple[Stretch, list[str]]]:
    """The words that are heard in each stretch, told the one word that all of them may hold."""
    told = TranscribeOptions(beam_size, (stretches[0].place.find.known.text,))
    pieces = Pieces(audio, tuple((each.start, each.end) for each in stretches))
    heard: list[Segment] = []
    transcribe(transcriber, pieces, told, on_segment=heard.append, on_progress=ignore_progress, cancel=cancel)
    words = [word for segment in heard for word in segment.words]
    edges = [0.0, *accumulate(each.seconds for each in stretches)]
    for stretch, (begins, ends) in zip(stretches, pairwise(edges), strict=True):
        late = SILENCE_SECONDS / 2
        yield stretch, [w.text for w in words if begins - late <= (w.start + w.end) / 2 < ends - late]


def confirmed(words: Sequence[Word], stretch: Stretch, heard: Sequence[str]) -> Find | None:
    """The words of a stretch for which its known word was heard, where nothing else changed; or None."""
    find = stretch.place.find
    parts, new = [plain(part) for part in find.known.text.split()], [letters_of(text) for text in heard]
    at = [n for n in range(len(new) - len(parts) + 1) if new[n : n + len(parts)] == parts]
    if len(at) != 1:
        return None
    before, after = joined(new[: at[0]]), joined(new[at[0] + len(parts) :])
    old = [letters_of(word.text) for word in words]
    fits = [
        (
            apart(joined(old[stretch.first : first]), before) + apart(joined(old[last : stretch.last]), after),
            first,
            last,
        )
        for first, last in _spans(words, stretch)
    ]
    rest, first, last = min(fits, default=(REST + 1, 0, 0))
    return replace(find, first=first, last=last, rivals=(), weak=False) if rest <= REST else None


def _spans(words: Sequence[Word], stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Words that are all or some of the place, or a word or two more, and that one word may stand for."""
    find = stretch.place.find
    for first in range(max(stretch.first, find.first - 1), find.last):
        for last in range(max(first, find.first) + 1, min(stretch.last, find.last + 1, farthest(words, first)) + 1):
            yield first, last
