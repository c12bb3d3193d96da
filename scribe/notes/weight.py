"""Which words give a statement weight, so that no later step may lose it: risk, harm, falls, medicines, money and the
rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product

from easyread.language.words import (
    MONTHS,
    REMEMBERED,
    WEEKDAYS,
    known,
    lemma,
    number,
    speech,
    tokens,
    weight_phrases,
    word_list,
    words,
)
from scribe.notes.families import families
from scribe.notes.harm_scores import may_be_harm
from scribe.notes.harmless import HARMLESS

_DATE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b(?:19|20)\d\d\b", re.I)
_MONEY = re.compile(r"£\s?\d", re.I)
_LET_ME = re.compile(r"(?i)\blet me\b")
_GAP = 4
"""Words that a '*' of a phrase may stand for, at most."""
_MANY = 16
"""Tablets, at least, that are many at once: a packet. Twelve a day are not rare."""
_EDGE = 10
"""Words on either side of a joint in which a phrase may lie over it."""


@lru_cache(maxsize=REMEMBERED)
def weight(text: str) -> tuple[str, ...]:
    """The kinds of weight in a text, in a fixed order; empty when it has none: those that it tells, and 'risk' where it
    is like what tells of harm. A statement with any is never lost from a note.
    """
    there = {*told(text)} | ({"risk"} if may_be_harm(_plain(text)) else set())
    return _in_order(there)


@lru_cache(maxsize=REMEMBERED)
def told(text: str) -> tuple[str, ...]:
    """The kinds that a text tells by listed phrases or by families of meaning: sure enough to be put before everything
    else, or to hold up an erasing. Source: resources/lexicon/weight.toml, families.toml.
    """
    return _in_order({*by_phrases(text), *families(_plain(text))})


def _in_order(there: set[str]) -> tuple[str, ...]:
    return (*(kind for kind in weight_phrases() if kind in there), *(("dates",) if "dates" in there else ()))


def _plain(text: str) -> str:
    """A text as it is searched: without everyday turns of speech, and 'self-harms' is 'self harms' too."""
    return re.sub(r"(?<=\w)-(?=\w)", " ", HARMLESS.sub(" ", text))


@lru_cache(maxsize=REMEMBERED)
def only_likely(text: str) -> frozenset[str]:
    """The kinds that a text has by families or likeness alone: they keep it, but don't say where it belongs."""
    return frozenset(weight(text)) - frozenset(by_phrases(text))


@lru_cache(maxsize=REMEMBERED)
def by_phrases(text: str) -> tuple[str, ...]:
    """The same by the listed phrases alone: what is sure enough to say that a wording lost it, or where it belongs.

    A family or a likeness may hang on who speaks, and goes where 'I' becomes 'she' though nothing is lost.
    """
    said = _Words(text)
    there = {kind for word in (*said.lemmas, "") for kind, phrase in _by_word().get(word, ()) if said.have(phrase)}
    found = [kind for kind in weight_phrases() if kind in there]
    if _MONEY.search(text) and "money" not in found:
        found.append("money")
    if _DATE.search(text) or (WEEKDAYS | MONTHS) & {word.removesuffix("s").removesuffix("'") for word in words(text)}:
        found.append("dates")
    return tuple(found)


def worker_weight(text: str) -> tuple[str, ...]:
    """The weight of the worker's own words: 'She would not let me look' is no abuse, because 'me' is the worker."""
    return weight(_LET_ME.sub("admit", text))


def crossing(before: str, after: str) -> tuple[str, ...]:
    """The kinds of weight of a phrase that begins in one text and ends in the next, and is in neither."""
    joint = " ".join((*before.split()[-_EDGE:], *after.split()[:_EDGE]))
    alone = (*worker_weight(before), *worker_weight(after))
    return tuple(kind for kind in by_phrases(_LET_ME.sub("admit", joint)) if kind not in alone)


@cache
def _needed(phrase: tuple[str, ...]) -> frozenset[str]:
    """The words without which a phrase can't be there."""
    return frozenset(part for part in phrase if part[0] not in "*@")


@cache
def _by_word() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The phrases, each with its kind, by the longest of the words that they need; '' for those that need none.

    A text has few of those words, so few phrases have to be looked for in it.
    """
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for kind, phrases in weight_phrases().items():
        for phrase in (each for written in phrases for each in _either(written)):
            found.setdefault(max(sorted(_needed(phrase)), key=len, default=""), []).append((kind, phrase))
    return {word: tuple(each) for word, each in found.items()}


def _either(phrase: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The phrase with each choice of the words that a '/' leaves open."""
    return product(*([lemma(word) for word in part.split("/")] if "/" in part else [part] for part in phrase))


class _Words:
    """The words of a text, to be asked for a phrase.

    In a phrase '*' is up to four words, '@' somebody ('her', 'Mia', 'the baby'), '@other' the same but nobody who
    speaks, '@self' a word such as 'herself', '@many' a number of many, '@whose' a word such as 'my', 'the' or 'Dad's'.
    A '*' never reaches from a question into its answer.
    """

    def __init__(self, text: str) -> None:
        self._text = _plain(text)
        self._tokens = [token for token in tokens(self._text) if token.is_word]
        self._lemmas = [lemma(token.low) for token in self._tokens]
        self.lemmas = frozenset(self._lemmas)

    def have(self, phrase: tuple[str, ...]) -> bool:
        """Whether the phrase is anywhere among them."""
        if not _needed(phrase) <= self.lemmas:
            return False
        return any(self._from(at, phrase) for at in range(len(self._tokens)))

    def _from(self, at: int, phrase: tuple[str, ...]) -> bool:
        if not phrase:
            return True
        head, rest = phrase[0], phrase[1:]
        if head == "*":
            return any(self._from(at + gap, rest) for gap in range(_GAP + 1) if not self._asked(at, at + gap))
        if at >= len(self._tokens):
            return False
        if head.startswith("@"):
            return any(self._from(at + size, rest) for size in self._somebody(at, head))
        return self._lemmas[at] == head and self._from(at + 1, rest)

    def _asked(self, at: int, end: int) -> bool:
        """Whether a question ends between the word before `at` and the one at `end`."""
        if not at or end >= len(self._tokens):
            return False
        return "?" in self._text[self._tokens[at - 1].end : self._tokens[end].start]

    def _somebody(self, at: int, head: str) -> tuple[int, ...]:
        """How many words from here are what the sign stands for; none where they aren't."""
        low = self._tokens[at].low
        if at and set(self._text[self._tokens[at - 1].end : self._tokens[at].start]) & set(".,;:?!"):
            return ()
        if head == "@whose":
            return (1,) if low in _WHOSE or low.endswith("'s") else ()
        if head == "@self":
            return (1,) if low.endswith(("self", "selves")) and len(low) > 4 else ()
        if head == "@many":
            value = number(low)
            return (1,) if low in _LOTS or (value is not None and value >= _MANY) else ()
        if low in _PRONOUNS:
            return () if head == "@other" and low in _SPEAKERS else (1,)
        return tuple(size for size in (1, 2, 3) if self._is_name(at, size))

    def _is_name(self, at: int, size: int) -> bool:
        """Whether so many words are somebody: 'Mia', 'Mrs Begum', 'the baby', 'his little girl'."""
        found = self._tokens[at : at + size]
        if len(found) < size:
            return False
        lead = all(token.low in _BEFORE_NOUN for token in found[:-1])
        last = found[-1]
        if lemma(last.low) in _people() or last.low in _people():
            return lead
        low = last.low.removesuffix("'s")
        named = last.text[:1].isupper() and low not in WEEKDAYS | MONTHS
        unknown = low.isalpha() and len(low) > 2 and not known(low) and low not in _sounds()
        return lead and size < 3 and (named or unknown)


_PRONOUNS = frozenset(word_list("me us you her him them herself himself somebody someone anybody anyone"))
"""Not 'his' and 'their': 'controlling their symptoms' is done to nobody. 'Her' may be either, and counts."""
_WHOSE = frozenset(word_list("my your his her their our its the a an"))
_SPEAKERS = frozenset(word_list("me us you"))
_BEFORE_NOUN = frozenset(
    word_list(
        "the a an my your his her our their another little young old older younger baby mrs mr ms miss dr this that"
    )
)
_LOTS = frozenset(word_list("all handful packet packets box boxes bottle lots loads many strip strips whole several"))


@cache
def _sounds() -> frozenset[str]:
    """What no dictionary has and is no name either ('yeah')."""
    return frozenset(word for name in ("fillers", "yes", "no", "backchannel", "openers") for word in speech(name))


@cache
def _people() -> frozenset[str]:
    return frozenset(
        word
        for name in ("kin", "she_nouns", "he_nouns", "person_nouns")
        for word in speech(name)
        if word not in ("cat", "dog", "pet", "puppy", "kitten", "horse", "bird", "budgie")
    )
