"""Finds the known words that a heard sound may be, without a look at all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from scribe.known_words import KnownWord, Source, mistaken_for
from scribe.sounds import apart, joined, plain, weight

LEAST_WEIGHT, LEAST_LISTED_WEIGHT = 2.2, 3.2
"""Two consonants and a vowel: a word with fewer sounds is like too many others ('Kaur', 'call'). A word of a
list, which may never be said, needs one more of each."""
COST = 2.2
"""What a sound that disagrees takes away, where one that agrees gives 1."""


class Index:
    """Known words by their sound, so that a heard sound is compared with a few of them only."""

    def __init__(self, known: Sequence[KnownWord], least_of_visit: float = LEAST_WEIGHT) -> None:
        self._near: dict[str, list[tuple[KnownWord, str, float]]] = {}
        listed = {word.text: word for word in known if word.source is Source.MEDICINE}
        self._alike = {
            text: tuple(listed[other] for other in sorted(others) if other in listed)
            for text, others in mistaken_for().items()
        }
        self._spelt = {plain(text) for text in (*mistaken_for(), *(word.text for word in known))}
        for word in known:
            for sound in dict.fromkeys(
                joined(spelling.replace("-", " ").split()) for spelling in (word.text, *word.sounds_like)
            ):
                least = least_of_visit if word.source is Source.VISIT else LEAST_LISTED_WEIGHT
                if (heavy := weight(sound)) >= least:
                    for key in _keys(sound):
                        self._near.setdefault(key, []).append((word, sound, heavy))

    def knows(self, letters: str) -> bool:
        """Whether these letters are a known word as it is."""
        return letters in self._spelt

    def spelt_in(self, heard: Sequence[str]) -> list[str]:
        """Known words that were heard as they are, in the letters of some of these words, not of all."""
        whole = len(heard)
        parts = ("".join(heard[at:end]) for at in range(whole) for end in range(at + 1, whole + 1) if end - at < whole)
        return [part for part in dict.fromkeys(parts) if part in self._spelt]

    def mistaken_for(self, known: KnownWord, sound: str, least: float) -> tuple[KnownWord, ...]:
        """Medicines that this one is mistaken for and that have at least so much evidence too."""
        others = self._alike.get(known.text, ()) if known.source is Source.MEDICINE else ()
        return tuple(other for other in others if _of(other, sound) >= least)

    def like(self, sound: str, near: Mapping[Source, float]) -> Iterator[tuple[KnownWord, float, float]]:
        """Known words no farther apart than a share of their weight, each with how far apart it is and its weight."""
        found: dict[str, tuple[KnownWord, float, float]] = {}
        mine = weight(sound)
        for key in _keys(sound):
            for word, other, heavy in self._near.get(key, ()):
                limit = near[word.source] * heavy
                # Every sound too many or too few costs its weight, so most are out without a closer look.
                if other not in found and abs(mine - heavy) <= limit:
                    found[other] = word, apart(sound, other, limit), heavy
        return iter(found.values())


def evidence(heavy: float, far: float) -> float:
    """What speaks for a known word of this weight that is so far apart from what was heard."""
    return heavy - COST * far


def _of(known: KnownWord, sound: str) -> float:
    own = joined((known.text,))
    return evidence(weight(own), apart(sound, own))


@lru_cache(maxsize=8)
def index_of(known: tuple[KnownWord, ...], least_of_visit: float = LEAST_WEIGHT) -> Index:
    """These words by their sound, made once."""
    return Index(known, least_of_visit)


_CLASSES = str.maketrans("pbtTdkgfvszSZCJmnNl", "PPTTTKKFFSSSSSSMMML", "hrwyaeiou@AEIOUWY")
_FEW, _MANY = 3, 6


@lru_cache(maxsize=100_000)
def _keys(sound: str) -> frozenset[str]:
    """The classes of its consonants, and the same with one or two of them lost: near sounds share one of these."""
    whole = sound.translate(_CLASSES)
    found = {whole}
    for _ in range((len(whole) >= _FEW) + (len(whole) >= _MANY)):
        found |= {key[:at] + key[at + 1 :] for key in found for at in range(len(key))}
    return frozenset(found)
