"""Which words are likely English, and which are never taken for another: numbers, days, and words that say no."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LEAST_COUNT = 110_000
"""Of 540 thousand million words: under this a word is so rare that the recogniser hardly means it."""

COMMON_COUNT = 100_000_000
"""From here on a word is among the thousand commonest: talk is full of them side by side."""


def is_common(letters: str) -> bool:
    """Whether small letters are one of the commonest words."""
    return _counts().get(letters, 0) >= COMMON_COUNT


def is_word(letters: str) -> bool:
    """Whether small letters are an English word that is said now and then, or one with an apostrophe in it."""
    return "'" in letters or letters in _fixed() or letters in _spoken() or _counts().get(letters, 0) >= LEAST_COUNT


def is_fixed(letters: str) -> bool:
    """Whether small letters are a number, a day, a title, a word of harm, or say no."""
    return letters in _fixed() or letters.endswith("n't")


@cache
def irregular() -> dict[str, str]:
    """How words sound whose spelling doesn't say so, by their small letters."""
    return dict(_lexicon()["irregular"])


@cache
def _fixed() -> frozenset[str]:
    return frozenset(word for kind in ("no", "numbers", "days", "harm", "titles") for word in _lexicon()[kind])


@cache
def _spoken() -> frozenset[str]:
    return frozenset(_lexicon()["spoken"])


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads((files("resources") / "lexicon" / "sounds.toml").read_text("utf-8"))


@cache
def _counts() -> dict[str, int]:
    """How often each of 83,000 words was counted in books (SymSpell's list: Google Books Ngrams and SCOWL)."""
    text = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    return {word: int(count) for word, count in (line.split() for line in text.splitlines() if line.strip())}
