"""What two recognisers heard differently in the same stretch of a sound, as doubts; pure.

Two ways of writing the same words are no difference. Where a few words differ, a doubt offers what the second heard.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from models.second_opinion import SecondHearing
from scribe.doubts import LONGEST_PLACE, places, word_beside
from scribe.off_record import SECOND_HEARD
from scribe.second_stretches import Asked, Place
from scribe.spoken_words import spoken
from scribe.visit import Doubt, Transcript, Turn
from scribe.word_times import typed

DIFFERENT = SECOND_HEARD + " this differently: “{offer}”"
MORE = SECOND_HEARD + " more here: “{offer}”"
NOTHING = "The second listener did not hear this."
ALL_DIFFERENT = "The two listeners heard quite different things here. It is hard to hear, or it may not be English."

_FEW = 5
"""Words that may be offered in the place of others; of more, nobody could tell at a glance what is meant."""
_MANY = 12
"""Words of the second's that are told at most."""
_HARDLY_ANY, _UNSURE, _ENOUGH = 0.4, 0.7, 4
"""A whole stretch is doubted where hardly any word is heard by both, the first was unsure, and it has enough words."""
_SURE = 0.5
"""Mean confidence of words that the second alone heard, where the first heard none at all."""
_MOST_LOST = 6
"""Words in a row that the second may not have heard. It now and then leaves out a sentence, and that says nothing."""


def differences(transcript: Transcript, asked: Asked, heard: SecondHearing) -> Iterator[Doubt]:
    """The doubts that one stretch gives. A word that a person has typed is never doubted."""
    if not heard.usable or not heard.words:
        return
    if not asked.places:
        yield from _found(transcript, asked.stretch.start, heard)
        return
    aligned = _aligned(asked.places, _within_sentences(heard))
    if _quite_different(asked.places, aligned):
        yield from _all_of(asked.places)
        return
    for at, (here, there, same) in enumerate(aligned):
        if same or _said_twice(aligned, at):
            continue
        if here and there:
            yield from _doubts(here, there, DIFFERENT)
        elif here and len(here) <= _MOST_LOST:
            yield from _doubts(here, [], NOTHING)
        elif there:
            yield from _more(aligned, at)


Block = tuple[list[Place], list[str], bool]
"""Our words, theirs, and whether they are the same. Of those that differ none is next to another."""


def _aligned(ours: Sequence[Place], theirs: Sequence[str]) -> list[Block]:
    """All words of both in order, side by side."""
    found: list[Block] = []
    for mine, its, same in _runs([place.word.text for place in ours], theirs):
        here, there = [ours[at] for at in dict.fromkeys(mine)], [theirs[at] for at in dict.fromkeys(its)]
        same = same or _joined(place.word.text for place in here) == _joined(there)
        if found and not (same or found[-1][2]):
            found[-1] = (found[-1][0] + here, found[-1][1] + there, False)
        else:
            found.append((here, there, same))
    return found


def _runs(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[list[int], list[int], bool]]:
    """The numbers of words of both, cut only where a word of both ends, and whether they are the same."""
    here = [(way, at) for at, text in enumerate(ours) for way in spoken(text)]
    there = [(way, at) for at, text in enumerate(theirs) for way in spoken(text)]
    runs: list[tuple[list[int], list[int], bool]] = []
    for one, other, same in _cells([way for way, _ in here], [way for way, _ in there]):
        mine, its = [here[at][1] for at in one], [there[at][1] for at in other]
        last = runs[-1] if runs else ([], [], True)
        within = last[0][-1:] == mine[:1] != [] or last[1][-1:] == its[:1] != []
        if within or not (same or last[2]):
            runs[-1] = (last[0] + mine, last[1] + its, last[2] and same)
        else:
            runs.append((mine, its, same))
    return runs


def _cells(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[range, range, bool]]:
    """Which of these are side by side: one and one that are the same, or some and some that are not."""
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, first, last, one, other in matcher.get_opcodes():
        if kind != "equal":
            yield range(first, last), range(one, other), False
            continue
        for step in range(last - first):
            yield range(first + step, first + step + 1), range(one + step, one + step + 1), True


def _joined(texts: Iterable[str]) -> str:
    """Without the gaps: 'every one' and 'everyone' are the same."""
    return "".join(_ways(texts))


def _said_twice(aligned: Sequence[Block], at: int) -> bool:
    """Whether one of the two only wrote what stands beside this block once more: 'the the', or a whole sentence."""
    here, there, _ = aligned[at]
    if here and there:
        return False
    alone = _once(_ways(there if there else (place.word.text for place in here)))
    before, after = (_ways(word for block in near for word in block[1]) for near in (aligned[:at], aligned[at + 1 :]))
    return before[-len(alone) :] == alone or after[: len(alone)] == alone


def _ways(texts: Iterable[str]) -> list[str]:
    return [way for text in texts for way in spoken(text)]


def _once(words: list[str]) -> list[str]:
    """Words that are the same twice or three times, once."""
    pieces = ((len(words) // times, times) for times in (3, 2) if len(words) % times == 0)
    return next((words[:size] for size, times in pieces if words[:size] * times == words), words)


def _quite_different(asked: Sequence[Place], aligned: Sequence[Block]) -> bool:
    sure = sum(place.word.confidence for place in asked) / len(asked)
    words, both = (sum(len(here) for here, _, same in aligned if same or not alike) for alike in (False, True))
    return words >= _ENOUGH and both < _HARDLY_ANY * words and sure < _UNSURE


def _all_of(asked: Sequence[Place]) -> Iterator[Doubt]:
    for turn, inside in _by_turn(asked):
        yield from places(turn, [ALL_DIFFERENT if at in inside else "" for at in range(len(turn.words))])


def _by_turn(chosen: Sequence[Place]) -> Iterator[tuple[Turn, set[int]]]:
    """The turns of these places with the numbers of their words, but for those that a person has typed."""
    turns = {place.turn.id: place.turn for place in chosen}
    for turn in turns.values():
        inside = [place.at for place in chosen if place.turn.id == turn.id]
        between = range(min(inside), max(inside) + 1)  # a hum between them too
        yield turn, {at for at in between if not typed(turn, turn.words[at])}


def _doubts(here: Sequence[Place], there: Sequence[str], why: str) -> Iterator[Doubt]:
    """Our words as a doubt with what they heard instead; over several turns, or of many words, without an offer."""
    in_one = len({place.turn.id for place in here}) == 1 and len(here) <= LONGEST_PLACE
    offer = _offered(there, here[0]) if in_one and len(there) <= _FEW and not any(map(_typed, here)) else ""
    told = why.format(offer=offer or _shortened(there))
    for turn, inside in _by_turn(here):
        for doubt in places(turn, [told if at in inside else "" for at in range(len(turn.words))]):
            yield replace(doubt, offer=offer)


def _more(aligned: Sequence[Block], at: int) -> Iterator[Doubt]:
    """Words that the second alone heard: the less sure one of the two words beside them is the place."""
    there = aligned[at][1]
    before, after = (aligned[at - 1][0][-1:] if at else []), (aligned[at + 1][0][:1] if at + 1 < len(aligned) else [])
    heard = (place for place in (*before, *after) if not _typed(place))
    beside = min(heard, key=lambda place: place.word.confidence, default=None)
    if beside is None:  # ours are hums alone, or were typed
        return
    whole = [beside.word.text, *there] if [beside] == before else [*there, beside.word.text]
    offer = " ".join(whole) if len(there) <= _FEW else ""
    yield Doubt(beside.turn.id, beside.at, beside.at + 1, MORE.format(offer=_bare(there)), offer)


def _found(transcript: Transcript, start: float, heard: SecondHearing) -> Iterator[Doubt]:
    """Words where the first recogniser heard none at all."""
    beside = word_beside(transcript.turns, start)
    sure = sum(confidence for _, confidence in heard.words) / len(heard.words)
    if beside is not None and not typed(beside[0], beside[0].words[beside[1]]) and sure >= _SURE:
        turn, at, is_before = beside
        there = [word for word, _ in heard.words]
        own = turn.words[at].text
        offer = " ".join([own, *there] if is_before else [*there, own])
        yield Doubt(turn.id, at, at + 1, MORE.format(offer=_bare(there)), offer)


def _typed(place: Place) -> bool:
    return typed(place.turn, place.word)


def _offered(there: Sequence[str], instead: Place) -> str:
    """Their words as they would stand here: with a capital where ours have one."""
    offer = _bare(there)
    return offer[:1].upper() + offer[1:] if instead.word.text[:1].isupper() else offer


def _shortened(there: Sequence[str]) -> str:
    """The first of many words: they tell a person whether to listen."""
    return _bare(there) if len(there) <= _MANY else f"{_bare(there[:_MANY])} …"


def _within_sentences(heard: SecondHearing) -> list[str]:
    """Their words without the capitals that begin sentences: ours may end elsewhere. A name keeps its own."""
    # Imported here because it brings the dictionary with it, which the window must not load at its start.
    from easyread.language.words import known

    words = [word for word, _ in heard.words]
    begins = (True, *(word.endswith((".", "?", "!")) for word in words))
    return [
        word.lower() if first and known(_bare([word]).lower()) and not _I.match(word) else word
        for word, first in zip(words, begins, strict=False)
    ]


_I = re.compile(r"I\b")


def _bare(words: Sequence[str]) -> str:
    return " ".join(words).strip(' .,?!;:"“”')
