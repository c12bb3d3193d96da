"""False claims that differ from the truth in a small word, or answer another question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.gold.claim_words import False_, lists, parts, swaps
from tests.gold.pairs import Pair, unseen, written


def subtle(pair: Pair, claim: str) -> Iterator[False_]:
    """Small changes that turn a claim round: two values crossed, a joining word, a direction, one or many, whose."""
    before, body = parts(claim)
    if not before:
        return
    given = lists()["subtle"]
    for sort in ("connectives", "directions", "plurals", "quantities", "owners"):
        for _, changed in swaps(sort, body, given[sort]):
            # Of whom PriMock57 calls 'they', nobody here knows whether it was a 'he'.
            if sort != "owners" or pair.source != "primock57":
                yield sort, before + changed
    for _, changed in swaps("", body, [[word, ""] for word in given["losses"]]):
        yield "small word left out", before + changed
    gain = given["gains"][sum(map(ord, claim)) % len(given["gains"])]
    if gain not in claim:
        yield "small word put in", f"{claim[:-1]} {gain}."
    yield from (("crossed", before + changed) for changed in _crossed(body))


def _crossed(body: str) -> Iterator[str]:
    """Two numbers, or two names, each in the other's place; 'Tuesday and Friday' means the same either way round."""
    values = [*lists()["numbers"]["words"], *(old for old, _ in lists()["names"]["alike"])]
    found = [match for match in re.finditer(r"\b(?:\w+)\b", body) if match.group() in values or match.group().isdigit()]
    for one, two in pairwise(found):
        between = body[one.end() : two.start()]
        same_sort = one.group()[0].isupper() == two.group()[0].isupper()
        if same_sort and one.group() != two.group() and between not in (" and ", " or ", ", ", " ", ",", "-", "."):
            yield body[: one.start()] + two.group() + between + one.group() + body[two.end() :]


def answered_else(pair: Pair, claim: str) -> Iterator[False_]:
    """The same answer to a question that nobody asked."""
    asked = _ASKED.match(claim)
    if asked is None:
        return
    for other in (*written(), *unseen()):
        instead = _ASKED.match(other.full)
        if instead is not None and other.people == pair.people and other is not pair:
            yield "another question", instead.group() + claim[asked.end() :]


_ASKED = re.compile(r"Asked (?:whether|how|who) .+?(?=, [A-Z])")
"""'Asked whether she has a pendant alarm', before the name of who answered."""
