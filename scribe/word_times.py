"""Gives the words that a person typed their times: what was heard keeps its own, new words share what is between.

Pure. Two words are the same where they differ only in capitals, marks and the shape of an apostrophe.
"""

from __future__ import annotations

from collections.abc import Sequence
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
        """Those of the turn's doubts whose words are all still there, moved with them; the others are settled."""
        return tuple(moved for doubt in before if (moved := self._moved(doubt)) is not None)

    def _moved(self, doubt: Doubt) -> Doubt | None:
        places = [place for place in self.places[doubt.from_word : doubt.to_word] if place is not None]
        if not places or len(places) != doubt.to_word - doubt.from_word or places[-1] - places[0] != len(places) - 1:
            return None
        return replace(doubt, from_word=places[0], to_word=places[-1] + 1)


def retold(turn: Turn, text: str) -> Retold:
    """The turn with this text in the place of its own; the same turn where that is no other."""
    said = text.split()
    if said == turn.text.split():
        return Retold(turn, tuple(range(len(turn.words))))
    words: list[Word] = []
    places: list[int | None] = [None] * len(turn.words)
    match = SequenceMatcher(None, [plain(w.text) for w in turn.words], [plain(w) for w in said], autojunk=False)
    for tag, a, b, c, d in match.get_opcodes():
        if tag == "equal":
            places[a:b] = range(c, d)
            words += [replace(w, text=new) for w, new in zip(turn.words[a:b], said[c:d], strict=True)]
        elif b - a == d - c:
            words += [Word(new, w.start, w.end, TYPED) for w, new in zip(turn.words[a:b], said[c:d], strict=True)]
        else:
            words += between(turn, a, b, said[c:d])
    return Retold(replace(turn, text=" ".join(said), words=tuple(words), edited=True), tuple(places))


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


def text_of(words: Sequence[Word]) -> str:
    """The text of a turn of these words."""
    return " ".join(word.text for word in words)


def middle(word: Word) -> float:
    """The second by which a word is told to lie inside or outside of something."""
    return (word.start + word.end) / 2


def plain(word: str) -> str:
    """A word as it sounds: without capitals and marks; itself where it is nothing but marks."""
    low = word.casefold().replace("’", "'")
    return low.strip('.,;:?!"“”()[]…-–—') or low
