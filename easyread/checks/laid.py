"""A source and what was made of it, side by side in one wording, and what a rule finds wrong between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from easyread.claims import Claim, claims, units
from easyread.counterparts import Offers, all_lemmas, offered, parts_of_speech, stands_for, together
from easyread.explained import explanations
from easyread.grammar import Clause, read
from easyread.language.words import lemma
from easyread.leaning import carried_on, questions_told
from easyread.normal import normal
from easyread.reader import Reader
from easyread.senses import share_a_meaning
from easyread.words import glossary

_NO_PART: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fault:
    """What one rule found: `sort` is 'lost', 'added', 'changed' or 'differs'; `why` tells it to a worker."""

    rule: str
    sort: str
    words: str
    why: str


@dataclass(frozen=True)
class Laid:
    """A source and what was made of it."""

    units_said: tuple[str, ...]
    units_told: tuple[str, ...]
    reader: Reader
    explained: str
    left_out: str
    offers: Offers
    addressed: bool
    """Whether the source speaks of its reader by name or as 'the tenant', so that 'they' may be 'you'."""

    @cached_property
    def source(self) -> str:
        """The source in one wording."""
        return " ".join(self.units_said)

    @cached_property
    def made(self) -> str:
        """What was made of it in one wording."""
        return " ".join(self.units_told)

    @cached_property
    def clauses_said(self) -> tuple[Clause, ...]:
        """The source's sentences, read."""
        return tuple(read(unit) for unit in self.units_said)

    @cached_property
    def clauses_told(self) -> tuple[Clause, ...]:
        """The sentences that were made, read."""
        return tuple(read(unit) for unit in self.units_told)

    @cached_property
    def said(self) -> tuple[Claim, ...]:
        """The source's claims."""
        return tuple(claim for unit in self.units_said for claim in claims(unit, self.reader))

    @cached_property
    def told(self) -> tuple[Claim, ...]:
        """The claims that were made of it."""
        return tuple(claim for unit in self.units_told for claim in claims(unit, self.reader))

    @cached_property
    def lemmas_said(self) -> frozenset[str]:
        """Every word of the source."""
        return all_lemmas(self.source)

    @cached_property
    def lemmas_told(self) -> frozenset[str]:
        """Every word of what was made."""
        return all_lemmas(self.made)

    def same(self, said: str, told: str) -> bool:
        """Whether a lemma that was made may stand for one of the source."""
        return stands_for(said, told, self.offers)

    def may_mean(self, said: str, told: str) -> bool:
        """Whether it may stand for it by our tables, or as one of a sense in WordNet; an opposite never."""
        if self.same(said, told):
            return True
        parts = parts_of_speech(self.source).get(said, _NO_PART) & parts_of_speech(self.made).get(told, _NO_PART)
        return any(share_a_meaning(said, told, part) for part in parts)

    def any_same(self, said: str, told: Sequence[str] | frozenset[str]) -> bool:
        """Whether one of some lemmas that were made may stand for one of the source."""
        return said in told or any(self.same(said, one) for one in told)

    def share(self, said: frozenset[str], told: frozenset[str]) -> float:
        """How much of the smaller of two sets of words has its counterpart in the other; 0 where one is empty."""
        if not said or not told:
            return 0.0
        here = sum(1 for one in said if self.any_same(one, told))
        there = sum(1 for one in told if any(self.same(other, one) for other in said))
        return max(here / len(said), there / len(told))


def lay(source: str, lines: Sequence[str], reader: Reader, explained: Sequence[str], left_out: Sequence[str]) -> Laid:
    """A source and lines side by side; lines that only explain one of its words are set aside."""
    meanings = [found.term.meaning for found in glossary().find(source)]
    asked = questions_told(units(lines))
    told = [unit for unit in asked if not explanations(unit, source)] or list(asked)
    plain = source.lower()
    said = normal(source, reader)
    return Laid(
        carried_on([normal(unit, reader) for unit in units([source])]),
        carried_on([normal(unit, reader) for unit in told]),
        reader,
        " ".join((*explained, *meanings)),
        normal(" ".join(left_out), reader),
        together(offered(source), offered(said)),
        reader.is_you and said.lower().count("you") > plain.count("you"),
    )


def lemma_set(text: str) -> frozenset[str]:
    """The lemmas of the words of a text, without a reading of its grammar."""
    return frozenset(lemma(word.strip("'.,:;()").lower()) for word in text.split())
