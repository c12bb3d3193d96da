"""Hard words where they stand in a text, with what surrounds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from easyread.word_kind import AUXILIARY, back, low
from easyread.word_tokens import Word


@dataclass(frozen=True)
class Rules:
    """What the table says beside its rows: where a row or form is unsafe, and which plain verbs have no passive."""

    unsafe_before: Mapping[str, tuple[str, ...]]
    unsafe_after: Mapping[str, tuple[str, ...]]
    unsafe_forms: frozenset[str]
    no_passive: frozenset[str]
    persons: frozenset[str]
    """Words for somebody, and the rows whose subject must be somebody."""
    needs_person: frozenset[str]
    safe_beside: Mapping[tuple[str, str], tuple[str, ...]]
    """Of unsure rows, hard and plain: words beside which the sense is sure ('withdraw' your 'offer' is take back)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Hard words where they stand: the numbers of their first word and the one after, and the row they are of."""

    words: tuple[Word, ...]
    first: int
    after: int
    tags: tuple[str, ...]
    hard: str
    plain: str
    part: str
    safe: bool
    kept: tuple[int, int]
    """The words that a '*' stands for."""
    has_object: bool

    @property
    def before(self) -> str:
        """The word before, in small letters."""
        return low(self.words, self.first - 1)

    @property
    def next(self) -> str:
        """The word after, in small letters."""
        return low(self.words, self.after)

    @property
    def lead(self) -> str:
        """The word before, over words that may stand anywhere ('not', 'also', 'fully')."""
        return low(self.words, back(self.words, self.first))

    @property
    def subject_at(self) -> int:
        """The number of the word before all auxiliaries: of 'tenant' in 'the tenant will be'."""
        at = back(self.words, self.first)
        while low(self.words, at) in AUXILIARY:
            at = back(self.words, at)
        return at

    @property
    def subject(self) -> str:
        """The word before all auxiliaries, in small letters."""
        return low(self.words, self.subject_at)

    @property
    def low(self) -> str:
        """The first of the hard words, in small letters."""
        return self.words[self.first].low

    @property
    def owns(self) -> bool:
        """Whether the last of the hard words has an owner's ending: 'the individual's'."""
        return self.words[self.after - 1].low != self.words[self.after - 1].bare
