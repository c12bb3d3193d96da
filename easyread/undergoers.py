"""What or who a verb is done to, and who gets it: 'we will return the forms to your solicitor'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from easyread.doers import head_of
from easyread.grammar import Clause, Word

_STARTS = ("AT0", "DPS", "DT0", "PNP", "PNI", "CRD", "AJ0", "NN0", "NN1", "NN2", "NP0", "ORD")
_THINGS = frozenset(("it", "this", "that", "these", "those"))
_LONGEST = 7


@dataclass(frozen=True)
class Undergoers:
    """`whom` it is done to and `to` whom it goes, as heads: 'you', 'we', 'third', 'it', a noun's lemma, or ''."""

    whom: str = ""
    to: str = ""
    by_pronoun: bool = False
    """Whether `whom` is a pronoun in the text."""


def undergoers_of(clause: Clause, at: int) -> Undergoers:
    """What stands behind a verb that ends before word `at`."""
    words = clause.words
    while at < len(words) and words[at].tag in ("AV0", "XX0") and words[at].low not in ("as",):
        at += 1
    first, at = _phrase(words, at)
    if not first:
        return Undergoers("", _to(words, at))
    second, after = _phrase(words, at) if first[0].tag == "PNP" or _head(first) in ("you", "we") else ((), at)
    if second:
        return Undergoers(_head(second), _head(first), second[0].tag == "PNP")
    return Undergoers(_head(first), _to(words, at), len(first) == 1 and first[0].tag in ("PNP", "DT0"))


def _to(words: Sequence[Word], at: int) -> str:
    if at >= len(words) or words[at].low not in ("to", "with"):
        return ""
    found, _ = _phrase(words, at + 1)
    return _head(found)


def _phrase(words: Sequence[Word], at: int) -> tuple[Sequence[Word], int]:
    """A noun phrase that begins at a word, and where it ends; nothing where none does."""
    if at >= len(words) or words[at].tag not in _STARTS or words[at].low in ("not", "there"):
        return (), at
    if words[at].tag == "PNP" or words[at].low in ("you", "us", "me", "him", "them", "it"):
        return words[at : at + 1], at + 1
    end = at + 1
    while (
        end < len(words)
        and end - at < _LONGEST
        and words[end].tag in (*_STARTS, "POS", "AJC", "AJS")
        and (words[end].tag not in ("PNP", "AT0", "DPS", "DT0"))
    ):
        end += 1
    return words[at:end], end


def _head(words: Sequence[Word]) -> str:
    if not words:
        return ""
    if len(words) == 1 and words[0].low in _THINGS:
        return "it"
    return head_of(words[1:] if words[0].low == "her" and len(words) > 1 else words)
