"""Has a second recogniser hear what the first wrote down, and doubts what the two heard differently.

It only adds doubts: no word is ever changed here. Where the two differ in a few words, a doubt offers what the second
heard. Pure, but for `listen`.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.progress import Cancellation, OnProgress, Progress
from models.second_opinion import SecondHearing, SecondOpinion, Stretch
from models.transcriber import HEARD, AudioSource
from scribe.doubts import DOUBTFUL_BELOW, LONGEST_PLACE, LOW_CONFIDENCE, Unheard, places, said, word_beside
from scribe.spoken_words import spoken
from scribe.visit import Doubt, LeftOut, ModelCard, Transcript, Turn, TurnId, Word

DIFFERENT = "The second listener heard this differently: “{offer}”"
MORE = "The second listener heard more here: “{offer}”"
NOTHING = "The second listener did not hear this."
ALL_DIFFERENT = "The two listeners heard quite different things here. It is hard to hear, or it may not be English."

_PAUSE, _LONG_PAUSE = 0.4, 1.5
_LONG_ENOUGH, _LONGEST = 6.0, 15.0
"""Seconds. A stretch is cut at a long pause; at a short one once it is long enough; and before it is too long."""
_EDGE = 0.4
"""Seconds of sound before the first word of a stretch and after its last, as far as no other word lies there."""
_AT_ONCE = 60.0
"""Seconds of sound that are asked about in one go, so that a request to stop is soon heard."""
_FEW = 5
"""Words that may be offered in the place of others; of more, nobody could tell at a glance what is meant."""
_HARDLY_ANY, _UNSURE, _ENOUGH = 0.4, 0.7, 4
"""A whole stretch is doubted where hardly any word is heard by both, the first was unsure, and it has enough words."""
_SURE = 0.5
"""Mean confidence of words that the second alone heard, where the first heard none at all."""
_MOST_LOST = 6
"""Words in a row that the second may not have heard. It now and then leaves out a sentence, and that says nothing."""


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


def heard_again(
    transcript: Transcript,
    segments: Iterable[Unheard],
    audio: AudioSource,
    second: tuple[SecondOpinion, ModelCard],
    *,
    on_progress: OnProgress,
    cancel: Cancellation,
) -> Transcript:
    """The transcript with what a second recogniser doubts in it. Raises `Cancelled` or `ModelError`.

    `segments` are what the first recogniser heard: those without words are listened to as well.
    """
    asked = stretches_of(transcript, segments)
    heard = listen(second[0], audio, asked, on_progress=on_progress, cancel=cancel)
    found = (differences(transcript, *pair) for pair in zip(asked, heard, strict=True))
    with_them = with_doubts(transcript, itertools.chain.from_iterable(found))
    return replace(with_them, second_opinion=second[1].sha256)


def listen(
    second: SecondOpinion,
    audio: AudioSource,
    asked: Sequence[Asked],
    *,
    on_progress: OnProgress,
    cancel: Cancellation,
) -> tuple[SecondHearing, ...]:
    """What the second recogniser hears in each stretch."""
    heard: list[SecondHearing] = []
    total = sum(one.stretch.end - one.stretch.start for one in asked)
    done = 0.0
    for part in _parts(asked):
        on_progress(Progress(done, total, HEARD))
        heard += second.listen(audio, [one.stretch for one in part], cancel=cancel)
        done += sum(one.stretch.end - one.stretch.start for one in part)
    on_progress(Progress(total, total, HEARD))
    return tuple(heard)


def _parts(asked: Sequence[Asked]) -> Iterator[list[Asked]]:
    part: list[Asked] = []
    for one in asked:
        part.append(one)
        if sum(each.stretch.end - each.stretch.start for each in part) >= _AT_ONCE:
            yield part
            part = []
    if part:
        yield part


# --- what is asked


def stretches_of(transcript: Transcript, segments: Iterable[Unheard] = ()) -> tuple[Asked, ...]:
    """All that was said as stretches of some seconds, in order; nothing that is off the record is in any."""
    words = sorted(
        (Place(turn, at) for turn in transcript.turns if said(turn) for at in range(len(turn.words))),
        key=lambda place: place.word.start,
    )
    groups = list(_groups([place for place in words if not _left_out(_middle(place), transcript.left_out)], transcript))
    ends = [0.0, *(max(place.word.end for place in group) for group in groups)]
    starts = [*(group[0].word.start for group in groups), transcript.seconds]
    asked = []
    for number, group in enumerate(groups):
        start = max(starts[number] - _EDGE, min(ends[number], starts[number]))
        end = min(ends[number + 1] + _EDGE, max(starts[number + 1], ends[number + 1]))
        asked.append(Asked(_within(start, end, _middle(group[0]), _middle(group[-1]), transcript), tuple(group)))
    for segment in segments:
        if not segment.words and not segment.text.strip() and not _touches(segment, transcript.left_out):
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


def _left_out(second: float, zones: Sequence[LeftOut]) -> bool:
    return any(zone.start <= second < zone.end for zone in zones)


def _touches(segment: Unheard, zones: Sequence[LeftOut]) -> bool:
    return any(zone.start < segment.end and segment.start < zone.end for zone in zones)


def _middle(place: Place) -> float:
    return (place.word.start + place.word.end) / 2


# --- what is made of the answer


def differences(transcript: Transcript, asked: Asked, heard: SecondHearing) -> Iterator[Doubt]:
    """The doubts that one stretch gives. A word that a person has typed is never doubted."""
    if not heard.usable or not heard.words:
        return
    if not asked.places:
        yield from _found(transcript, asked.stretch.start, heard)
        return
    ours = [(way, place) for place in asked.places for way in spoken(place.word.text)]
    theirs = [(way, word) for word, _ in heard.words for way in spoken(word)]
    matcher = difflib.SequenceMatcher(None, [way for way, _ in ours], [way for way, _ in theirs], autojunk=False)
    if _quite_different(asked.places, len(ours), sum(block.size for block in matcher.get_matching_blocks())):
        yield from _all_of(asked.places)
        return
    said_by_them = [word for word, _ in heard.words]
    numbers = [number for number, word in enumerate(said_by_them) for _ in spoken(word)]
    for kind, first, last, one, other in matcher.get_opcodes():
        here = list(dict.fromkeys(place for _, place in ours[first:last]))
        there = [said_by_them[number] for number in dict.fromkeys(numbers[one:other])]
        if kind == "replace" and not _same(ours[first:last], theirs[one:other]):
            yield from _doubts(here, there, DIFFERENT)
        elif kind == "delete" and len(here) <= _MOST_LOST and not _said_twice(ours, first, last):
            yield from _doubts(here, [], NOTHING)
        elif kind == "insert" and not _said_twice(theirs, one, other):
            yield from _more([place for _, place in ours], first, there)


def _same(ours: Sequence[tuple[str, Place]], theirs: Sequence[tuple[str, str]]) -> bool:
    """Whether they differ in where one word ends and the next begins alone: 'every one' and 'everyone'."""
    return "".join(way for way, _ in ours) == "".join(way for way, _ in theirs)


def _said_twice(words: Sequence[tuple[str, object]], first: int, last: int) -> bool:
    """Whether these words are only the words next to them once more, as in 'the the' and 'I I'."""
    ways = [way for way, _ in words]
    run, size = ways[first:last], last - first
    return run in (ways[max(0, first - size) : first], ways[last : last + size])


def _quite_different(asked: Sequence[Place], words: int, both: int) -> bool:
    sure = sum(place.word.confidence for place in asked) / len(asked)
    return words >= _ENOUGH and both < _HARDLY_ANY * words and sure < _UNSURE


def _all_of(asked: Sequence[Place]) -> Iterator[Doubt]:
    for turn, inside in _by_turn(asked):
        yield from places(turn, [ALL_DIFFERENT if at in inside else "" for at in range(len(turn.words))])


def _by_turn(chosen: Sequence[Place]) -> Iterator[tuple[Turn, set[int]]]:
    """The turns of these places with the numbers of their words, but for those that a person has typed."""
    turns = {place.turn.id: place.turn for place in chosen}
    for turn in turns.values():
        if not turn.edited:
            yield turn, {place.at for place in chosen if place.turn.id == turn.id}


def _doubts(here: Sequence[Place], there: Sequence[str], why: str) -> Iterator[Doubt]:
    """Our words as a doubt with what they heard instead; over several turns, or of many words, without an offer."""
    in_one = len({place.turn.id for place in here}) == 1 and len(here) <= LONGEST_PLACE
    offer = _offered(there, here[0]) if in_one and len(there) <= _FEW else ""
    told = why.format(offer=offer or _bare(there))
    for turn, inside in _by_turn(here):
        for doubt in places(turn, [told if at in inside else "" for at in range(len(turn.words))]):
            yield replace(doubt, offer=offer)


def _more(ours: Sequence[Place], at: int, there: Sequence[str]) -> Iterator[Doubt]:
    """Words that the second alone heard: the less sure one of the two words beside them is the place."""
    before, after = (ours[at - 1] if at else None), (ours[at] if at < len(ours) else None)
    beside = min((place for place in (before, after) if place), key=lambda place: place.word.confidence)
    if beside.turn.edited:
        return
    whole = [beside.word.text, *there] if beside is before else [*there, beside.word.text]
    offer = " ".join(whole) if len(there) <= _FEW else ""
    yield Doubt(beside.turn.id, beside.at, beside.at + 1, MORE.format(offer=_bare(there)), offer)


def _found(transcript: Transcript, start: float, heard: SecondHearing) -> Iterator[Doubt]:
    """Words where the first recogniser heard none at all."""
    beside = word_beside(transcript.turns, start)
    sure = sum(confidence for _, confidence in heard.words) / len(heard.words)
    if beside is not None and not beside[0].edited and sure >= _SURE:
        turn, at, is_before = beside
        there = [word for word, _ in heard.words]
        own = turn.words[at].text
        offer = " ".join([own, *there] if is_before else [*there, own])
        yield Doubt(turn.id, at, at + 1, MORE.format(offer=_bare(there)), offer)


def _offered(there: Sequence[str], instead: Place) -> str:
    """Their words as they would stand here: a capital or a full stop only where ours have one."""
    ours = instead.word.text
    offer = _bare(there)
    first = offer.split(" ")[0]
    if ours[:1].islower() and first[1:].islower() and first.istitle() and instead.at > 0:
        offer = offer[:1].lower() + offer[1:]
    return offer


def _bare(words: Sequence[str]) -> str:
    return " ".join(words).strip(" .,?!;:")


# --- keeping it


def with_doubts(transcript: Transcript, found: Iterable[Doubt]) -> Transcript:
    """The transcript with these doubts as well. One that says only that a word is unsure gives way to one that says
    more of it; all that was marked stays marked.
    """
    new = [doubt for doubt in dict.fromkeys(found) if doubt not in transcript.doubts]
    covered = {(doubt.turn, at) for doubt in new for at in range(doubt.from_word, doubt.to_word)}
    kept = [part for doubt in transcript.doubts for part in _beside(doubt, covered)]
    return replace(transcript, doubts=(*kept, *new))


def _beside(doubt: Doubt, covered: set[tuple[TurnId, int]]) -> Iterator[Doubt]:
    """What is left of a doubt of low confidence next to these places; any other is left whole."""
    if doubt.why != LOW_CONFIDENCE:
        yield doubt
        return
    free = (at for at in range(doubt.from_word, doubt.to_word) if (doubt.turn, at) not in covered)
    for _, run in itertools.groupby(enumerate(free), key=lambda pair: pair[1] - pair[0]):
        inside = [at for _, at in run]
        yield replace(doubt, from_word=inside[0], to_word=inside[-1] + 1)


def matched(found: Iterable[Doubt], then: Transcript, now: Transcript) -> Iterator[Doubt]:
    """Doubts of a transcript as it was `then`, at the same words as they are `now`.

    Left out are those whose words a person has changed since, or has listened to and called right, then or meanwhile.
    """
    old = {turn.id: turn for turn in then.turns}
    new = {_key(word): (turn, at) for turn in now.turns if not turn.edited for at, word in enumerate(turn.words)}
    settled = _settled(then, now)
    for doubt in found:
        keys = [_key(word) for word in old[doubt.turn].words[doubt.from_word : doubt.to_word]]
        turn, first = new.get(keys[0], (old[doubt.turn], 0))
        same = [_key(word) for word in turn.words[first : first + len(keys)]] == keys and keys[0] in new
        if same and not settled & set(keys):
            yield replace(doubt, turn=turn.id, from_word=first, to_word=first + len(keys))


_Key = tuple[str, float, float]


def _key(word: Word) -> _Key:
    return (word.text, word.start, word.end)


def _settled(then: Transcript, now: Transcript) -> set[_Key]:
    """Words that the recogniser was unsure of, or that were doubted then, and that nobody doubts any more."""
    unsure = {_key(word) for turn in then.turns for word in turn.words if word.confidence < DOUBTFUL_BELOW}
    before, still = _doubted(then, then.doubts), _doubted(now, now.doubts)
    return (unsure - before) | (before - still)


def _doubted(transcript: Transcript, doubts: Iterable[Doubt]) -> set[_Key]:
    turns = {turn.id: turn for turn in transcript.turns}
    return {
        _key(word) for doubt in doubts if doubt.turn in turns
        for word in turns[doubt.turn].words[doubt.from_word : doubt.to_word]
    }  # fmt: skip
