"""Gives the words that a person typed their times: what was heard keeps its own, new words share what is between.

Pure. Two words are the same where they differ only in capitals, marks and the shape of an apostrophe.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from scribe.visit import Doubt, Turn, Word

TYPED = 1.0
"""Confidence of a word that a person typed."""
_SHORTEST = 0.05
"""Seconds for each new word, below which they reach into the times of the words beside them: a word of no length could
neither be played nor be told from its neighbour.
"""


@dataclass(frozen=True)
class Retold:
    """A turn with other words, and where its old ones went: for each old word its new number, or None."""

    turn: Turn
    places: tuple[int | None, ...]

    def doubts(self, before: Sequence[Doubt]) -> tuple[Doubt, ...]:
        """The turn's doubts at those of their words that are still there; where none is, they are settled.

        What was offered was for all of the words, so where some are gone nothing is offered.
        """
        return tuple(moved for doubt in before for moved in self._moved(doubt))

    def _moved(self, doubt: Doubt) -> Iterator[Doubt]:
        """In each run of those words, so that no other word is doubted."""
        for start, end in runs(self.places[doubt.from_word : doubt.to_word]):
            whole = end - start == doubt.to_word - doubt.from_word
            yield replace(doubt, from_word=start, to_word=end, offer=doubt.offer if whole else "")


def retold(turn: Turn, text: str) -> Retold:
    """The turn with this text in the place of its own; the same turn where that is no other."""
    said = text.split()
    if said == turn.text.split():
        return Retold(turn, tuple(range(len(turn.words))))
    words: list[Word] = []
    places: list[int | None] = [None] * len(turn.words)
    done = heard = 0
    for at, start, end in (*_kept(turn.words, said), (len(turn.words), len(said), len(said))):
        words += _instead(turn, heard, at, said[done:start])
        if start < end:
            places[at] = len(words)
            words.append(replace(turn.words[at], text=" ".join(said[start:end])))
        done, heard = end, at + 1
    return Retold(replace(turn, text=" ".join(said), words=tuple(words), edited=True), tuple(places))


def _kept(words: Sequence[Word], said: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Each word that is still said, and from where up to where: a known word may be of several parts."""
    parts = [(plain(part), at) for at, word in enumerate(words) for part in word.text.split()]
    match = SequenceMatcher(None, [part for part, _ in parts], [plain(word) for word in said], autojunk=False)
    for a, b, size in match.get_matching_blocks():
        for at, run in itertools.groupby(range(size), key=lambda step: parts[a + step][1]):
            inside = tuple(run)
            if len(inside) == len(words[at].text.split()):
                yield at, b + inside[0], b + inside[-1] + 1


def _instead(turn: Turn, start: int, end: int, said: Sequence[str]) -> list[Word]:
    """New words in the place of words `start` to `end`: each in that of one, where they are as many."""
    if end - start != len(said):
        return between(turn, start, end, said)
    old = turn.words[start:end]
    return [Word(new, word.start, word.end, TYPED) for word, new in zip(old, said, strict=True)]


def spliced(turn: Turn, start: int, end: int, said: Sequence[str], confidence: float = TYPED) -> Retold:
    """The turn with these words in the place of its words `start` up to but not including `end`."""
    new = [replace(word, confidence=confidence) for word in between(turn, start, end, said)]
    words = (*turn.words[:start], *new, *turn.words[end:])
    moved = range(start + len(new), len(words))
    places = (*range(start), *(None for _ in range(start, end)), *moved)
    return Retold(replace(turn, text=text_of(words), words=words, edited=True), places)


def between(turn: Turn, start: int, end: int, said: Sequence[str]) -> list[Word]:
    """New words that share the time from the word before `start` to the word at `end`; their middles are in order."""
    before = turn.words[start - 1] if start else None
    after = turn.words[end] if end < len(turn.words) else None
    first = before.end if before else min(turn.start, after.start if after else turn.start)
    last = after.start if after else max(turn.end, first)
    if last - first < _SHORTEST * len(said):
        first = middle(before) if before else first
        last = middle(after) if after else last
    step = (last - first) / max(1, len(said))
    return [Word(new, first + at * step, first + (at + 1) * step, TYPED) for at, new in enumerate(said)]


def with_words(turn: Turn) -> Turn:
    """The turn with a word for each of its text, where nobody has said when each was spoken."""
    return turn if turn.words else replace(turn, words=tuple(between(turn, 0, 0, turn.text.split())))


def runs(places: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """From where up to where these places go on without a break; None is no place."""
    there = [place for place in places if place is not None]
    for _, run in itertools.groupby(enumerate(there), key=lambda pair: pair[1] - pair[0]):
        inside = [place for _, place in run]
        yield inside[0], inside[-1] + 1


def text_of(words: Sequence[Word]) -> str:
    """The text of a turn of these words."""
    return " ".join(word.text for word in words)


def typed(turn: Turn, word: Word) -> bool:
    """Whether a person typed this word of a turn."""
    return turn.edited and word.confidence >= TYPED


def middle(word: Word) -> float:
    """The second by which a word is told to lie inside or outside of something."""
    return (word.start + word.end) / 2


def plain(word: str) -> str:
    """A word as it sounds: without capitals and marks; itself where it is nothing but marks."""
    low = word.casefold().replace("’", "'")
    return low.strip('.,;:?!"“”()[]…-–—') or low
