"""A net under the lists and families: how much the words of a sentence, one with another, are like those of harm.

Each word, each pair of near words and each class of words has a figure: how much more often it stands in sentences that
tell of harm than in everyday ones. A sentence whose figures come to enough may be of risk. The figures are made of the
lists in tests/gold by `python -m tests.benchmarks.harm_scores`; nothing else is learnt from anybody.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from easyread.language.words import REMEMBERED, Token, lemma
from scribe.notes.families import classes_of, spoken_sentences

_FEWEST = 3
"""Words of a sentence that can be judged, at least."""
WINDOW = 14
"""Words that are judged at once: of a longer sentence each such stretch, one half over the next."""
_ACROSS = 3
"""Words from one of a pair to the other, at most."""
_SAME = {"my": "i", "me": "i", "we": "i", "us": "i", "our": "i", "myself": "i", "you": "i", "your": "i", "she": "he"}
_SAME |= {"her": "him", "them": "him", "their": "his"}
"""What counts as one word: who somebody is changes little of what was done to them."""


def may_be_harm(text: str) -> bool:
    """Whether any sentence of a text is near enough to what tells of harm."""
    return any(score(each) >= least() for sentence in spoken_sentences(text) for each in stretches(sentence))


def stretches(sentence: Sequence[Token]) -> Iterator[tuple[str, ...]]:
    """The words of a sentence in stretches that can be judged."""
    said = tuple(token.low for token in sentence)
    for start in range(0, max(1, len(said) - WINDOW // 2), WINDOW // 2):
        if len(said) >= _FEWEST:
            yield said[start : start + WINDOW]


@lru_cache(maxsize=REMEMBERED)
def score(said: tuple[str, ...]) -> float:
    """How near the words are to those of harm; 0 is as near to everyday ones."""
    features, figures = features_of(said), _figures()
    known = [figures[each] for each in features if each in figures]
    return sum(known) / math.sqrt(max(1, len(known))) + figures[BASE]


def features_of(said: Sequence[str]) -> frozenset[str]:
    """The words in their plain form, the pairs of near ones, and their classes in capitals."""
    plain = [_plain(word) for word in said]
    found = set(plain)
    for at, word in enumerate(plain):
        found |= {f"{word} {other}" for other in plain[at + 1 : at + 2]}
        found |= {f"{word} .. {other}" for other in plain[at + 2 : at + 1 + _ACROSS]}
    return frozenset(found.union(*(classes_of(word) for word in said)))


@cache
def _plain(word: str) -> str:
    if word.endswith("n't"):
        return "not"
    form = lemma(word.split("'")[0])
    return _SAME.get(form, form)


def least() -> float:
    """The score from which a sentence may be of risk."""
    return _figures()[LEAST]


BASE, LEAST = "", ">="
"""The names of two figures that belong to no word: where every score starts, and from where it counts."""


@cache
def _figures() -> dict[str, float]:
    path = files("resources") / "lexicon" / "harm_scores.toml"
    figures: dict[str, float] = tomllib.loads(path.read_text(encoding="utf-8"))["figures"]
    return figures
