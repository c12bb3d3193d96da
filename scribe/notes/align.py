"""A claim laid beside the words it came from, unit by unit, so that every rule of the verifier can see what was
added, lost or changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from easyread.language.words import number
from scribe.notes.arranged import name_last, owners_once, without_repeated_subjects
from scribe.notes.denied import plainly_denied
from scribe.notes.moved import fronted
from scribe.notes.passive import turned
from scribe.notes.placed import given_to, hedge_first, often_first, only_placed
from scribe.notes.said_nothing import without_asides, without_echoes
from scribe.notes.senses import tells
from scribe.notes.units import Unit


@dataclass(frozen=True)
class Alignment:
    """`pairs` of claim and source units that stand for each other; what the claim `added`; what of the source it
    `dropped`.
    """

    pairs: tuple[tuple[Unit, Unit], ...]
    added: tuple[Unit, ...]
    dropped: tuple[Unit, ...]

    @property
    def unmatched(self) -> int:
        """How many words of meaning and words for persons have no counterpart."""
        return sum(unit.content or bool(unit.group) for unit in (*self.added, *self.dropped))

    def __add__(self, other: Alignment) -> Alignment:
        return Alignment(self.pairs + other.pairs, self.added + other.added, self.dropped + other.dropped)


def align(claim: tuple[Unit, ...], source: tuple[Unit, ...]) -> Alignment:
    """The best matching of the two: in order, or with one phrase at the front that stands later in the other."""
    first = name_last(claim), name_last(source)
    found = {first: _in_order(*first)}
    for way in (_said_once, _denied, _turned, _subjects_once, _owners_once, _placed, _fronted):
        best = sorted(found, key=lambda both: _faults(found[both]))[:_MOST]
        if not found[best[0]][1].unmatched:
            break
        for each in (new for both in best for new in way(*both)):
            if each not in found:
                found[each] = _in_order(*each)
    return min(found.values(), key=_faults)[1]


_MOST = 6
"""Arrangements that each way is tried on: the best so far."""


def _faults(scored: tuple[float, Alignment]) -> tuple[int, float]:
    score, alignment = scored
    return alignment.unmatched, -score


_Units = tuple[Unit, ...]


def _said_once(claim: _Units, source: _Units) -> Iterator[tuple[_Units, _Units]]:
    """The two without what the speaker said in passing, or had to begin again."""
    for less in (without_asides(source), without_echoes(source), without_echoes(without_asides(source))):
        if less != source:
            yield claim, less


def _denied(claim: _Units, source: _Units) -> Iterator[tuple[_Units, _Units]]:
    plain = plainly_denied(claim), plainly_denied(source)
    if plain != (claim, source):
        yield plain


def _turned(claim: _Units, source: _Units) -> Iterator[tuple[_Units, _Units]]:
    yield from ((claim, active) for active in turned(source))
    yield from ((active, source) for active in turned(claim))


def _subjects_once(claim: _Units, source: _Units) -> Iterator[tuple[_Units, _Units]]:
    """The two with no subject said twice, in one or the other or both."""
    shorter = without_repeated_subjects(claim), without_repeated_subjects(source)
    yield from ((shorter[0], source), (claim, shorter[1]), shorter)


def _owners_once(claim: _Units, source: _Units) -> Iterator[tuple[_Units, _Units]]:
    once = owners_once(claim), owners_once(source)
    if once != (claim, source):
        yield once


def _placed(claim: _Units, source: _Units) -> Iterator[tuple[_Units, _Units]]:
    """The two with a word that may stand here or there in one place: each way by itself."""
    for way in (only_placed, often_first, hedge_first, given_to):
        both = way(claim), way(source)
        # A 'to' that is left on one side only would turn giver and gift about.
        even = way is not given_to or _count_of_to(both[0]) == _count_of_to(both[1])
        if both != (claim, source) and even:
            yield both


def _count_of_to(units: _Units) -> int:
    return sum(unit.word == "to" for unit in units)


def _fronted(claim: _Units, source: _Units) -> Iterator[tuple[_Units, _Units]]:
    yield from fronted(claim, source)


def _in_order(claim: tuple[Unit, ...], source: tuple[Unit, ...]) -> tuple[float, Alignment]:
    """The best monotone matching of the two with its score: the same word counts most, then the same lemma, then two
    words for persons.
    """
    best = [[0.0] * (len(source) + 1) for _ in range(len(claim) + 1)]
    for i in range(len(claim) - 1, -1, -1):
        for j in range(len(source) - 1, -1, -1):
            both = _likeness(claim[i], source[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both + best[i + 1][j + 1] if both else 0.0)
    return best[0][0], _walk(claim, source, best)


def _walk(claim: tuple[Unit, ...], source: tuple[Unit, ...], best: list[list[float]]) -> Alignment:
    pairs: list[tuple[Unit, Unit]] = []
    added: list[Unit] = []
    dropped: list[Unit] = []
    i = j = 0
    while i < len(claim) and j < len(source):
        both = _likeness(claim[i], source[j])
        if both and best[i][j] == both + best[i + 1][j + 1]:
            pairs.append((claim[i], source[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            added.append(claim[i])
            i += 1
        else:
            dropped.append(source[j])
            j += 1
    return Alignment(tuple(pairs), (*added, *claim[i:]), (*dropped, *source[j:]))


def _likeness(claim: Unit, source: Unit) -> float:
    if claim.group and source.group:
        # Any two words for persons may be set against each other; whether they agree is for the rule 'who' to say.
        return 2.0 if set(claim.case.split()) & set(source.case.split()) else 1.0
    if claim.group or source.group:
        return 0.0
    if claim.word == source.word:
        return 4.0
    if number(claim.word) is not None and number(claim.word) == number(source.word):
        return 4.0 if _unit_of(claim.word) == _unit_of(source.word) else 0.0
    if tells(claim, source):
        return 3.0
    if "'s" in (claim.word, source.word) and {claim.word, source.word} <= {"'s", "is", "has"}:
        return 3.0
    return 3.0 if claim.lemma == source.lemma and number(claim.word) is None else 0.0


def _unit_of(word: str) -> str:
    """What stands beside the digits of a number: '£', 'th', 'mg', or nothing."""
    return re.sub(r"[\d.,]", "", word) if word[-1:].isdigit() or word[:1].isdigit() else ""
