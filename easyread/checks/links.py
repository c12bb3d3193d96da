"""Small words that turn a meaning round, each at the word that it belongs to.

'Before' and 'after', 'with' and 'without', 'and' and 'or', 'all' and 'some', 'first' and 'last', 'your' and 'our', 'to
you' and 'to us': where the word that one of them belongs to is on both sides, so must it be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from easyread.checks.laid import Fault, Laid
from easyread.counterparts import alike
from easyread.grammar import Word, read
from easyread.language.words import REMEMBERED, lemma
from easyread.senses import words_of

_SETS: dict[str, dict[str, frozenset[str]]] = {
    "time": {"early": frozenset(("before", "until", "within")), "late": frozenset(("after", "since"))},
    "with": {"with": frozenset(("with",)), "without": frozenset(("without",))},
    "rank": {"first": frozenset(("first",)), "last": frozenset(("last",))},
    "many": {
        "all": frozenset(("all", "every", "each", "both", "whole")),
        "some": frozenset(("some", "few", "most", "many", "several", "either")),
        "no": frozenset(("no", "none")),
        "any": frozenset(("any",)),
    },
    "more": {"more": frozenset(("more",)), "less": frozenset(("less", "fewer"))},
    "whose": {
        "your": frozenset(("your",)),
        "our": frozenset(("our", "my")),
        "their": frozenset(("his", "her", "their")),
    },
}  # fmt: skip
_RULES = {"time": "deadline", "with": "negation", "rank": "order", "many": "quantity", "more": "quantity",
          "whose": "owner", "whom": "owner", "joined": "quantity"}  # fmt: skip
_MAY_STAND = {("any", "all"), ("any", "some"), ("all", "any"), ("some", "any"), ("no", "any"), ("any", "no")}
_TO = frozenset(("to", "by", "for", "with", "from", "of"))
_PERSONS = {"you": "you", "us": "us", "me": "us", "him": "them", "her": "them", "them": "them"}


_OF = re.compile(r"(?i)\b(?:one|1|any|either|some|parts?) (?:of|thing|part)\b|\bparts?\b|\bany\b")


@dataclass(frozen=True)
class Link:
    """A small word of one sort (`value` of `kind`) and the words that it belongs to."""

    kind: str
    value: str
    anchors: tuple[str, ...]
    of: bool = False
    """Whether it takes a part out of a number: 'any of', 'one of'."""


def links_kept(laid: Laid) -> Iterator[Fault]:
    """No small word has become its opposite at the word that it belongs to."""
    said, told = ([link for unit in some for link in _links(unit)] for some in (laid.units_said, laid.units_told))
    for after in told:
        origins = [one for one in said if one.kind == after.kind and _same_place(one, after, laid)]
        if origins and not any(_may_stand(one, after, laid) for one in origins):
            why = f"The source says '{origins[0].value}' of '{after.anchors[-1]}'. This says '{after.value}'."
            yield Fault(_RULES[after.kind], "changed", after.value, why)
    ours = {one.anchors[0] for one in said if one.kind == "whose" and one.value == "our"}
    for after in told:
        thing = after.anchors[0]
        if (
            after.kind == "whose"
            and after.value == "our"
            and (thing in laid.lemmas_said or thing == "right")
            and thing not in ours
        ):
            yield Fault("owner", "changed", thing, f"The source does not say that '{thing}' is ours.")
    yours = {one.anchors[0] for one in said if one.kind == "whose" and one.value == "your"}
    for after in told:
        if after.kind == "whose" and after.value == "your" and (whose := _of_another(after.anchors[0], yours, laid)):
            yield Fault("owner", "changed", after.anchors[0], f"In the source this is {whose}'s. Here it is yours.")
    for after in told:
        if after.value == "all" and (limit := _limit_lost(after.anchors[0], laid)):
            yield Fault("quantity", "added", "all", f"The source speaks of '{limit}' ones. This says 'all'.")
    for before in said:
        if before.kind == "many" and before.value == "some" and not _still_some(before, told, laid):
            why = f"The source says '{before.value}' of '{before.anchors[-1]}'. This leaves it out."
            yield Fault("quantity", "lost", before.value, why)


_OF_NAMED = re.compile(r"\b(?P<thing>[a-z]+) of (?P<whose>(?:Mrs?|Ms|Miss|Dr|Mx)\b[^,.;:]*?(?:[A-Z][\w-]+))")


def _of_another(thing: str, yours: set[str], laid: Laid) -> str:
    """Whose a thing is by name in the source: 'the income of Mr Begum'; '' where it may be the reader's."""
    if thing in yours:
        return ""
    found = (match for match in _OF_NAMED.finditer(laid.source) if lemma(match["thing"].lower()) == thing)
    return next((match["whose"] for match in found), "")


def _limit_lost(thing: str, laid: Laid) -> str:
    """The word that limits a thing in the source and is gone here: 'all your needs' for 'your eligible needs'."""
    for clause in laid.clauses_said:
        for word, after in zip(clause.words, clause.words[1:], strict=False):
            limits = word.tag in ("AJ0", "VVN", "AJC", "AJS") and lemma(after.low) == thing
            if limits and not any(alike(lemma(word.low), one) for one in laid.lemmas_told):
                return word.text
    return ""


def _still_some(before: Link, told: Sequence[Link], laid: Laid) -> bool:
    here = [one for one in told if one.kind == "many" and _same_place(before, one, laid)]
    if before.of:
        return bool(_OF.search(laid.made)) or " or " in laid.made
    return bool(here) or not laid.any_same(before.anchors[0], laid.lemmas_told)


def _may_stand(before: Link, after: Link, laid: Laid) -> bool:
    if before.value == after.value:
        return True
    if before.kind == "whose" and after.value == "our":
        return False
    if before.kind == "many" and (before.value, after.value) in _MAY_STAND and not before.of:
        if after.value == "no":
            return _negations(laid.made) <= _negations(laid.source)
        return True
    if before.kind == "joined":
        # 'Not A or B' is 'not A and not B'.
        return after.value == "and" and _negations(laid.made) > 1
    return before.kind == "whose" and "their" in (before.value, after.value) and laid.addressed


def _negations(shown: str) -> int:
    return sum(shown.lower().split().count(word) for word in ("not", "no", "never", "nor", "none"))


def _same_place(before: Link, after: Link, laid: Laid) -> bool:
    if before.kind == "joined":
        return all(laid.same(one, other) for one, other in zip(before.anchors, after.anchors, strict=True))
    if before.kind == "whose":
        return before.anchors[0] == after.anchors[0] or laid.same(before.anchors[0], after.anchors[0])
    return bool(before.anchors) and bool(after.anchors) and laid.same(before.anchors[0], after.anchors[0])


@lru_cache(maxsize=REMEMBERED)
def _links(unit: str) -> tuple[Link, ...]:
    return tuple(_found(read(unit).words))


def _found(words: Sequence[Word]) -> Iterator[Link]:
    for at, word in enumerate(words):
        low = word.low
        for kind, values in _SETS.items():
            value = next((name for name, members in values.items() if low in members), "")
            anchor = _after(words, at, nouns=kind == "whose") if value else ""
            if kind == "rank" and value and not anchor:
                anchor = _before(words, at)
            if value and anchor:
                yield Link(kind, value, (anchor,), kind == "many" and _takes_part(words, at))
        if low in ("one", "1", "part", "parts") and _takes_part(words, at) and (anchor := _after(words, at)):
            yield Link("many", "some", (anchor,), True)
        if low in ("and", "or") and (left := _before(words, at)) and (right := _after(words, at)):
            yield Link("joined", low, (left, right))
        if low in _TO and at + 1 < len(words) and words[at + 1].low in _PERSONS and (anchor := _before(words, at)):
            ends = at + 2 >= len(words) or words[at + 2].tag[:2] not in ("NN", "AJ")
            if ends:
                yield Link("whom", f"{low} {_PERSONS[words[at + 1].low]}", (anchor,))


def _takes_part(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].low == "of"


def _after(words: Sequence[Word], at: int, *, nouns: bool = False) -> str:
    """The next word of meaning, or number, within a few words and the same part of the sentence."""
    for word in words[at + 1 : at + 7]:
        if word.text in ".;:":
            return ""
        bare = lemma(word.low)
        if nouns and word.tag[:2] != "NN":
            if word.tag[:2] in ("AJ", "VV", "OR", "CR", "AV", "NP", "CJ"):
                continue
            return ""
        if not word.is_mark and (nouns or _is_anchor(word, bare)):
            return bare
    return ""


def _before(words: Sequence[Word], at: int) -> str:
    for word in reversed(words[max(0, at - 6) : at]):
        if word.text in ".:" or word.text == ";" and word is not words[at - 1]:
            return ""
        if not word.is_mark and _is_anchor(word, lemma(word.low)):
            return lemma(word.low)
    return ""


def _is_anchor(word: Word, bare: str) -> bool:
    return (
        word.text[0].isdigit()
        or word.low == "needs"
        and word.tag[:2] == "NN"
        or bare not in words_of("light")
        and word.low not in words_of("light")
    )
