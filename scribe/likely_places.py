"""Where a name of the visit may have been said though something else was heard: places worth hearing again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.phantoms import UNCLEAR_BELOW
from scribe import english
from scribe.known_words import KnownWord, Source
from scribe.sound_index import Index, evidence, index_of
from scribe.sounds import joined
from scribe.sounds_like import JOINED_COST, MARGIN, Find, doubts, farthest, finds, letters_of, may_stand_for
from scribe.visit import Word

FAR = 0.5
"""How far apart a name and what was heard may be, as a share of the name: half as much again as to be put in."""
LEAST_DOUBT, LEAST_DOUBT_COMMON = 0.2, 0.3
"""Mean doubt under which words are right; where all are among the commonest."""
LEAST_WEIGHT = 1.6
"""A consonant and a vowel: names that are too short to be put in by their sound alone may be heard again."""
LEAST_SCORE = 1.3
OFFERED_DOUBT = 0.5
"""How doubtful a place is at least where a name is offered, as after a title."""
DOUBT_COUNTS = 3.0
"""What a doubtful word counts beside the evidence of the sounds: an unsure recogniser may not know a name."""


@dataclass(frozen=True)
class Place:
    """A place in a recording's segment, by the segment's number, with what may have been said and how likely it is."""

    segment: int
    find: Find
    score: float


def likely_places(segments: Sequence[Sequence[Word]], known: Sequence[KnownWord]) -> list[Place]:
    """The places worth hearing again, none overlapping another, the likeliest first.

    What sounds nearly as much like another known word is left out: it would be heard there as well.
    """
    every = index_of(tuple(known))
    own = index_of(tuple(word for word in known if word.source is Source.VISIT), LEAST_WEIGHT)
    found = (place for number, words in enumerate(segments) for place in _places(number, words, own, every))
    return sorted(found, key=lambda each: (-each.score, each.segment, each.find.first))


def _places(number: int, words: Sequence[Word], own: Index, every: Index) -> list[Place]:
    if not words or sum(word.confidence for word in words) / len(words) < UNCLEAR_BELOW:
        return []  # babble: told a name, the recogniser writes it there
    settled = finds(words, every)
    nearly = (find for find in finds(words, own) if find.weak and not find.rivals)
    maybe = [*(_nearly(number, words, find) for find in nearly), *_maybe(number, words, own)]
    maybe.sort(key=lambda each: (-each.score, each.find.first, each.find.last))
    rivalled = [find for find in settled if find.rivals and not find.weak]
    taken: list[Place] = []
    for place in maybe:
        over = [each for each in taken if _overlap(each.find, place.find)]
        if any(_is_rival(each, place) for each in over):
            rivalled.append(place.find)
        elif not over:
            taken.append(place)
    return [place for place in taken if not any(_overlap(place.find, find) for find in rivalled)]


def _overlap(one: Find, other: Find) -> bool:
    return one.first < other.last and other.first < one.last


def _is_rival(best: Place, other: Place) -> bool:
    return best.find.known != other.find.known and best.find.evidence - other.find.evidence < MARGIN


def _nearly(number: int, words: Sequence[Word], find: Find) -> Place:
    """What is nearly near enough to be put in."""
    unsure = doubts(words)[find.first : find.last]
    return Place(number, find, find.evidence + DOUBT_COUNTS * max(OFFERED_DOUBT, sum(unsure) / len(unsure)))


def _maybe(number: int, words: Sequence[Word], own: Index) -> Iterator[Place]:
    unsure = doubts(words)
    for first in range(len(words)):
        for last in range(first + 1, farthest(words, first) + 1):
            mean = sum(unsure[first:last]) / (last - first)
            for find in _like(words, first, last, mean, own):
                if (score := find.evidence + DOUBT_COUNTS * mean) >= LEAST_SCORE:
                    yield Place(number, find, score)


def _like(words: Sequence[Word], first: int, last: int, mean: float, own: Index) -> Iterator[Find]:
    letters = [letters_of(word.text) for word in words[first:last]]
    common = all(map(english.is_common, letters))
    least = LEAST_DOUBT_COMMON if common else LEAST_DOUBT
    if mean < least or (common and len(letters) == 1) or any(map(own.knows, letters)):
        return
    for known, far, heavy in own.like(joined(letters), {source: FAR for source in Source}):
        far += JOINED_COST * (last - first - 1)
        if far <= FAR * heavy and may_stand_for(known.text, letters, own.spelt_in(letters)):
            yield Find(first, last, known, evidence(heavy, far), weak=True)
