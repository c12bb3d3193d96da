"""Pairs of a good and a clumsy wording of the same facts: whether a model's measure of fluency can be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from models.exam_items import ExamItem

# What rules for reported speech get wrong where they get it wrong: agreement of the verb, and the case of a pronoun.
_AGREEMENT = (
    (re.compile(r"\bdoesn't\b"), "don't"),
    (re.compile(r"\b(he|she)'s not\b"), r"\1're not"),
    (re.compile(r"\b(isn't|wasn't|hasn't)\b"), "amn't"),
    (re.compile(r"\bhas\b"), "have"),
    (re.compile(r"\bis\b"), "are"),
    (re.compile(r"\bwas\b"), "were"),
    (re.compile(r"\b(he|she) (\w{3,}[^s\W])s\b"), r"\1 \2"),
)
_CASE = (
    (re.compile(r"\bsaid he\b"), "said him"),
    (re.compile(r"\bsaid she\b"), "said her"),
    (re.compile(r"\bsaid they\b"), "said them"),
)


def pairs(items: Iterable[ExamItem]) -> Iterator[tuple[str, str]]:
    """Each a good and a clumsy wording: those of the items, and those that are made of a good one by one fault."""
    for item in items:
        if item.good:
            yield from ((item.good[0], clumsy) for clumsy in (*item.clumsy, *_spoilt(item.good[0])))


def _spoilt(good: str) -> Iterator[str]:
    """The same sentence with one fault of each kind, where there is a place for it; a quotation may have its own."""
    if '"' in good or "“" in good:
        return
    for kind in (_AGREEMENT, _CASE):
        made = next((pattern.sub(fault, good, count=1) for pattern, fault in kind if pattern.search(good)), "")
        if made:
            yield made
