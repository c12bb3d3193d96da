"""A text as words with their places, and phrases of it found by their first word, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from easyread.source import Span

_WORD = re.compile(
    r"(?:e\.g|i\.e|etc|viz)\.(?!\w)|£?\d+(?:[.,:/]\d+)+|£?[^\W_]+(?:[-'’][^\W_]+)*|\n|[^\w\s]", re.IGNORECASE
)
_KEPT = re.compile(
    r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S*|\b\w+(?:/\w+)+\b|\b[\w-]+\.(?:org|com|gov|net|nhs)\b\S*"
)
"""Addresses and references: what stands in them is no word of the sentence."""
_ENDS = frozenset(".!?:;\n•–—|")
_NOTHING = "\0"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a text; `low` is it in small letters; `opens`: it is the first of a sentence or line."""

    text: str
    start: int
    end: int
    low: str
    opens: bool

    @property
    def is_word(self) -> bool:
        """Whether it is more than a mark."""
        return self.low[0].isalnum() or self.low[0] == "£"

    @property
    def is_sum(self) -> bool:
        """Whether it is a sum of money in pounds, written as one: '£350'."""
        return self.low[0] == "£"

    @property
    def bare(self) -> str:
        """In small letters, without the owner's ending: 'carer' of 'carer's'."""
        return self.low.removesuffix("'s")


def read_words(text: str) -> tuple[Word, ...]:
    """The words and marks of a text, in order; ends of lines are marks."""
    kept = [match.span() for match in _KEPT.finditer(text)]
    found: list[Word] = []
    opens = True
    for match in _WORD.finditer(text):
        while kept and kept[0][1] <= match.start():
            kept.pop(0)
        hidden = bool(kept) and kept[0][0] <= match.start()
        low = _NOTHING if hidden else match.group().lower().replace("’", "'")
        word = Word(match.group(), match.start(), match.end(), low, opens)
        found.append(word)
        opens = low in _ENDS or (opens and not word.is_word)
    return tuple(found)


def phrase_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as `Word.low` has them."""
    if phrase.isascii() and phrase.isalpha():
        return (phrase.lower(),)  # thousands of rows are one word, and are read when the program starts
    return tuple(match.group().lower().replace("’", "'") for match in _WORD.finditer(phrase))


def has_own_capitals(name: str) -> bool:
    """Whether capitals make it another word: 'OT', 'DoLS', 'PIP'; not 'Blue Badge'."""
    return not name.islower() and " " not in name and sum(letter.isupper() for letter in name) > 1


def plural(word: str) -> str:
    """A regular plural; the word itself where it ends in s."""
    if word.endswith("s"):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("x", "z", "ch", "sh")) else "s")


class _Entry(NamedTuple, Generic[T]):
    words: tuple[str, ...]
    exact: str
    value: T


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase that stands in a text: the number of its first word and of the one after it, where, and what it is."""

    first: int
    after: int
    span: Span
    value: T


class PhraseIndex(Generic[T]):
    """Phrases, each with a value, found in a text by whole words, longest first."""

    def __init__(self) -> None:
        self._entries: dict[str, list[_Entry[T]]] = {}
        self._unsorted: set[str] = set()

    def add(self, phrase: str, value: T) -> None:
        """Add a phrase. One with capitals of its own is found with these capitals only."""
        words = phrase_words(phrase)
        entry = _Entry(words, phrase if has_own_capitals(phrase) else "", value)
        self._entries.setdefault(words[0], []).append(entry)
        self._unsorted.add(words[0])

    def find(self, words: tuple[Word, ...]) -> Iterator[tuple[Match[T], ...]]:
        """For each place where phrases stand, all of them, longest first."""
        for at, word in enumerate(words):
            rows = self._longest_first(word.low)
            if word.bare != word.low:
                rows = [*rows, *self._longest_first(word.bare)]
            if found := tuple(match for row in rows if (match := _match(row, words, at))):
                yield found

    def _longest_first(self, word: str) -> list[_Entry[T]]:
        """The phrases that begin with a word, put in order when it is first met: of thousands a letter meets few."""
        rows = self._entries.get(word, [])
        if word in self._unsorted:
            rows.sort(key=lambda row: -len(row.words))
            self._unsorted.discard(word)
        return rows


def _match(entry: _Entry[T], words: tuple[Word, ...], at: int) -> Match[T] | None:
    size = len(entry.words)
    last = at + size - 1
    if last >= len(words) or any(words[at + step].low != entry.words[step] for step in range(size - 1)):
        return None
    end = words[last].end
    if words[last].low != entry.words[-1]:
        if words[last].bare != entry.words[-1]:
            return None
        end -= 2
    if entry.exact and words[at].text[: end - words[at].start] != entry.exact:
        return None
    return Match(at, at + size, Span(words[at].start, end), entry.value)
