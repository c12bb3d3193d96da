"""Says for each word who spoke it, from who spoke when: the times of words and of voices are both a little off.

Of all ways to give the words to voices it takes the cheapest one. A word costs what lies of it outside its voice's
turns; a change of voice costs little after a sentence, and more within one. So a short 'yes' between
two sentences is its own speaker's, the last word of a question is not given to the one who answers, and a label that
flickers for two words tears no sentence.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.speakers import SpeakerTurn
from scribe.visit import Word

NOBODY = ""
"""Who spoke where nobody is known to have."""
NOBODY_COSTS = 2.5
"""Seconds away from every voice's turns at which a word is nobody's: whoever is nearest would be a guess."""
CHANGE_COSTS = 0.5
"""Seconds outside its voice's turns that are put up with before the voice changes within a sentence."""
SENTENCE_CHANGE_COSTS = 0.04
"""The same after the end of a sentence."""
UNDER_COSTS = 0.15
"""Of each second that a word lies in two voices' turns: what the longer turn costs. The short one was heard in it."""
LONGEST_WORD = 1.0
"""A recogniser draws a word out over a pause: no more than this of it counts."""

Spans = Sequence[tuple[float, float]]


def speakers_of(words: Sequence[Word], voices: Sequence[SpeakerTurn]) -> list[str]:
    """For each word, in order of time, a label of `voices`, or NOBODY."""
    if not voices or not words:
        return [NOBODY] * len(words)
    spans = _spans_by_voice(voices)
    labels = [*spans, NOBODY]
    totals = [0.0] * len(labels)
    came_from: list[list[int]] = []
    for at, word in enumerate(words):
        change = SENTENCE_CHANGE_COSTS if not at or ends_sentence(words[at - 1]) else CHANGE_COSTS
        best = min(range(len(labels)), key=totals.__getitem__)
        kept = [own <= totals[best] + change for own in totals]
        came_from.append([state if kept[state] else best for state in range(len(labels))])
        costs = [*_costs(word, spans), NOBODY_COSTS]
        totals = [min(own, totals[best] + change) + cost for own, cost in zip(totals, costs, strict=True)]
    return _path(labels, totals, came_from)


def _path(labels: Sequence[str], totals: Sequence[float], came_from: Sequence[Sequence[int]]) -> list[str]:
    state = min(range(len(labels)), key=totals.__getitem__)
    path = []
    for before in reversed(came_from):
        path.append(labels[state])
        state = before[state]
    return path[::-1]


def _spans_by_voice(voices: Sequence[SpeakerTurn]) -> Mapping[str, Spans]:
    """When each voice speaks, in order, its turns that touch being one."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for turn in sorted(voices, key=lambda each: each.start):
        mine = spans.setdefault(turn.speaker, [])
        if mine and turn.start <= mine[-1][1]:
            mine[-1] = (mine[-1][0], max(mine[-1][1], turn.end))
        else:
            mine.append((turn.start, turn.end))
    return spans


def _costs(word: Word, spans: Mapping[str, Spans]) -> list[float]:
    """What each voice costs for this word: seconds of it outside its turns, and a little under somebody else's."""
    found = [_place(word, each) for each in spans.values()]
    inner = min((place.lasts for place in found if place.inside), default=0.0)
    under = max((place.inside for place in found if place.lasts == inner), default=0.0)
    return [place.outside + (UNDER_COSTS * min(place.inside, under) if place.lasts > inner else 0.0) for place in found]


@dataclass(frozen=True)
class _Place:
    """Where a word lies among a voice's turns, in seconds: inside them and outside, and how long the turn lasts."""

    inside: float
    outside: float
    lasts: float


def _place(word: Word, spans: Spans) -> _Place:
    """Outside counts how far away the nearest turn is too, where all of the word is outside."""
    end = min(word.end, word.start + LONGEST_WORD)
    first = max(0, bisect.bisect_right(spans, (word.start, word.start)) - 1)
    inside, away, lasts = 0.0, float("inf"), 0.0
    for start, stop in itertools.islice(spans, first, None):
        shared = max(0.0, min(end, stop) - max(word.start, start))
        if shared > 0:
            inside, lasts = inside + shared, max(lasts, stop - start)
        away = min(away, max(start - end, word.start - stop, 0.0))
        if start >= end:
            break
    return _Place(inside, end - word.start - inside + away, lasts)


def ends_sentence(word: Word) -> bool:
    """Whether a sentence ends with this word."""
    return word.text.rstrip("\"')").endswith((".", "?", "!")) and word.text.lower() not in _TITLES


_TITLES = frozenset({"mr.", "mrs.", "ms.", "dr.", "st."})
