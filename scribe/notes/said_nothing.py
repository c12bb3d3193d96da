"""What of spoken words says nothing: 'to be honest', and what was begun and then said again in full.

Neither is lost where a claim leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from easyread.language.words import number, speech
from scribe.notes.units import MODALS, NEGATORS, Unit, in_place

_Units = tuple[Unit, ...]
_LEADS = frozenset(("and", "but", "so", "or", "well", "like", "yes", "because"))


def without_asides(units: _Units) -> _Units:
    """The units without each phrase of `asides` in resources/lexicon/speech.toml that is set off from the rest."""
    kept: list[Unit] = []
    at = 0
    while at < len(units):
        size = _aside(units, at)
        if not size:
            kept.append(units[at])
        at += size or 1
    return tuple(in_place(kept)) if len(kept) < len(units) else units


def _aside(units: _Units, at: int) -> int:
    """How many units from here are such a phrase, with a mark or an end on either side; 0 for none."""
    for phrase in _asides() if units[at].mark else _TAGS:
        end = at + len(phrase)
        said = tuple(unit.word for unit in units[at:end])
        if said == phrase and (end == len(units) or units[end].mark) and not any(u.mark for u in units[at + 1 : end]):
            return len(phrase)
    return 0


_TAGS = (("or", "anything"), ("or", "whatever"), ("and", "stuff"), ("and", "whatnot"), ("and", "all", "that"))
"""Asides that no mark goes before."""


def _asides() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in speech("asides"))


def without_echoes(units: _Units) -> _Units:
    """The units without what stands between two marks and is, word for word, in another part of the same words.

    A denial, a hedge and a number said twice stay; so does what is denied elsewhere ('I can't, I can').
    """
    units = _elaborated(units)
    parts = list(_parts(units))
    left = [part for part in parts if not _is_echo(part, [each for each in parts if each is not part])]
    return tuple(in_place([unit for part in left for unit in part])) if left else units


def _elaborated(units: _Units) -> _Units:
    """'A bit of pain, abdominal pain' as 'a bit of abdominal pain': the noun was said again with more to it."""
    for at in range(1, len(units)):
        if units[at].mark != "," or not units[at - 1].content:
            continue
        if number(units[at - 1].word) is not None:
            again = units[at - 1].mark and units[at - 1].word == units[at].word and at + 1 < len(units)
            if again and not units[at + 1].mark and number(units[at + 1].word) is None:  # 'nine, nine pints'
                return tuple(
                    in_place((*units[: at - 1], replace(units[at], mark=units[at - 1].mark), *units[at + 1 :]))
                )
            continue
        end = next((place for place in range(at + 1, min(len(units), at + 4)) if units[place].mark), len(units))
        more = units[at:end]
        if 1 < len(more) <= _LONGEST and more[-1].word == units[at - 1].word and all(unit.content for unit in more):
            return _without(units, at - 1)
    return units


_LONGEST = 3


def _without(units: _Units, at: int) -> _Units:
    """The units without the one at this place, whose mark the next one takes over."""
    return tuple(in_place((*units[:at], replace(units[at + 1], mark=units[at].mark), *units[at + 2 :])))


def _parts(units: _Units) -> Iterator[_Units]:
    """The words between one mark and the next."""
    edges = [at for at, unit in enumerate(units) if unit.mark.strip("\"'") or not at]
    yield from (units[start:end] for start, end in pairwise([*edges, len(units)]))


def _is_echo(part: _Units, others: list[_Units]) -> bool:
    words = [unit.word for unit in part]
    while words and (words[0] in _LEADS or words[0] in speech("openers")):
        words = words[1:]
    firm = any(unit.word in NEGATORS | MODALS or number(unit.word) is not None for unit in part)
    if not words or firm or not any(unit.content for unit in part):
        return False
    return any(_holds(other, words) for other in others)


def _holds(other: _Units, words: list[str]) -> bool:
    """Whether these words stand in another part that says more, and is no denial."""
    said = [unit.word for unit in other]
    longer = len(said) > len(words) and not any(word in NEGATORS for word in said)
    return longer and any(said[at : at + len(words)] == words for at in range(len(said) - len(words) + 1))
