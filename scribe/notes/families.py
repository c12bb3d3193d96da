"""Families of meaning: who × what is done or left undone × to whom or what, where no single word gives alarm.

'He has my card', 'nobody came till noon' and 'I'd like to go to sleep and not wake up' hold no word of harm. Each is a
combination of a few classes of words, and so is every other way of saying the same.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from easyread.language.words import MONTHS, REMEMBERED, WEEKDAYS, Token, known, lemma, number, tokens, word_list

_NEAR = 16
"""Words, at most, from the first to the last of what has to stand together in a sentence."""
_GAP = 4
"""Words that '..' may stand for, at most."""
_ENDS = frozenset(".?!;")
_SKIPPED = frozenset(
    word_list(
        "a an the my your his her its our their this that these those all always just only really still even ever "
        "often sometimes again quite very too also so bit of some any been be being is are was were am has have had "
        "do does did would could will can might usually then now and"
    )
)
"""What may stand between two words of a phrase without parting them."""

Span = tuple[int, int]


@dataclass(frozen=True)
class _Part:
    """Terms that follow one another, each with the greatest number of any words before it (0: only small ones)."""

    terms: tuple[tuple[int, int], ...]
    begins: bool = False
    ends: bool = False


@dataclass(frozen=True)
class _Rule:
    kind: str
    parts: tuple[_Part, ...]
    without: tuple[int, ...]
    needs: int
    """Every term that it can't do without, as the bits of one number."""


@lru_cache(maxsize=REMEMBERED)
def families(text: str) -> frozenset[str]:
    """The kinds of weight that a text has by its combinations. Source: resources/lexicon/families.toml."""
    return frozenset(kind for sentence in spoken_sentences(text) for kind in _kinds(sentence))


def spoken_sentences(text: str) -> Iterator[list[Token]]:
    """The words of each sentence of a text."""
    sentence: list[Token] = []
    for token in tokens(re.sub(r"(?<=[A-Za-z])-(?=[A-Za-z])", " ", text)):
        if token.is_word:
            sentence.append(token)
        elif token.text in _ENDS:
            yield sentence
            sentence = []
    yield sentence


def _kinds(sentence: list[Token]) -> Iterator[str]:
    found = _found(sentence)
    there = sum(1 << term for term in found)
    for rule in _book().rules:
        may_be = rule.needs & there == rule.needs and not any(there >> term & 1 for term in rule.without)
        if may_be and _near([_places(part, found, sentence) for part in rule.parts]):
            yield rule.kind


def _found(sentence: list[Token]) -> dict[int, list[Span]]:
    """Where each term stands in a sentence."""
    book, spoken = _book(), [_forms(token, at) for at, token in enumerate(sentence)]
    found: dict[int, list[Span]] = {}
    for at, forms in enumerate(spoken):
        for form in forms:
            for tail, terms in book.by_word.get(form, ()):
                end = at + 1 + len(tail)
                if all(word in after for word, after in zip(tail, spoken[at + 1 : end], strict=False)) and end <= len(
                    spoken
                ):
                    for term in terms:
                        found.setdefault(term, []).append((at, end))
    return found


def _forms(token: Token, at: int) -> frozenset[str]:
    """All that a word may be read as: itself, its dictionary form, what an apostrophe joins, and its sort."""
    named = token.text[:1].isupper() and token.low not in _CALENDAR and (not known(token.low) if at == 0 else True)
    return _plain_forms(token.low) | ({"<name>"} if named and token.low != "i" and "'" not in token.low else set())


_CALENDAR = WEEKDAYS | MONTHS


@cache
def _plain_forms(low: str) -> frozenset[str]:
    forms = {low, lemma(low)}
    if "'" in low:
        before, after = low.split("'", 1)
        forms |= {before, lemma(before)} if after in ("s", "m", "re", "ve", "ll", "d") else set()
    if low.endswith("n't") or low in _UNMARKED:
        forms |= {"not", low.removesuffix("n't"), low.removesuffix("'t"), low.removesuffix("nt")}
    value = number(low.removesuffix("s"))
    if value is not None and value > 0:
        forms |= {"<number>"} | ({"<grown>"} if 18 <= value <= 90 else set())
    if low.startswith("£"):
        forms.add("<sum>")
    return frozenset(forms)


@cache
def classes_of(word: str) -> frozenset[str]:
    """The classes of the lexicon, in capitals, that a word in small letters is of."""
    return frozenset(name for form in _plain_forms(word) for name in _book().classes.get(form, ()))


_UNMARKED = frozenset(word_list("dont cant wont doesnt didnt hasnt havent isnt wasnt couldnt wouldnt shouldnt"))


def _places(part: _Part, found: dict[int, list[Span]], sentence: list[Token]) -> list[Span]:
    """From where to where a part stands."""
    (_, first), *rest = part.terms
    reached = [span for span in found[first] if not part.begins or _only_small(sentence, 0, span[0])]
    for gap, term in rest:
        reached = [
            (start, after) for start, end in reached for at, after in found[term]
            if at >= end and (at - end <= gap or _only_small(sentence, end, at))
        ]  # fmt: skip
    return [span for span in reached if not part.ends or span[1] == len(sentence)]


def _only_small(sentence: list[Token], start: int, end: int) -> bool:
    return all(token.low.split("'")[0] in _SKIPPED or token.low in _SKIPPED for token in sentence[start:end])


def _near(places: list[list[Span]]) -> bool:
    """Whether one place of each part lies within a few words of the others, in any order."""
    if not all(places):
        return False
    return any(
        all(any(start <= at and end <= start + _NEAR for at, end in part) for part in places)
        for start in sorted({at for part in places for at, _ in part})
    )


@dataclass(frozen=True)
class _Book:
    rules: tuple[_Rule, ...]
    by_word: dict[str, tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]]
    """For the first word of each expression: its other words, and the terms that it stands for."""
    classes: dict[str, frozenset[str]]
    """For each single word the classes that it is of."""


@cache
def _book() -> _Book:
    """The rules, with a number for each term. Raises `KeyError` for a class that isn't there."""
    data = tomllib.loads((files("resources") / "lexicon" / "families.toml").read_text(encoding="utf-8"))
    classes: dict[str, str] = data["words"]
    terms: dict[str, int] = {}
    rules = tuple(_rule(kind, written, terms) for kind, listed in data["rules"].items() for written in listed)
    by_word: dict[str, dict[tuple[str, ...], list[int]]] = {}
    for term, at in terms.items():
        for expression in _expressions(term.split("|"), classes):
            first, *tail = expression.split("_")
            by_word.setdefault(first, {}).setdefault(tuple(tail), []).append(at)
    lookup = {
        word: tuple((tail, tuple(sorted(set(each)))) for tail, each in tails.items()) for word, tails in by_word.items()
    }  # fmt: skip
    return _Book(rules, lookup, _classes(classes))


def _classes(written: dict[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in written:
        for expression in _expressions([name], written):
            found.setdefault(expression, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _expressions(names: Iterable[str], classes: dict[str, str]) -> Iterator[str]:
    for name in names:
        if name.isupper() or name == "not":
            yield from _expressions((each for each in classes[name.upper()].split() if each != name), classes)
        if not name.isupper():
            yield name.lower()


def _rule(kind: str, written: str, terms: dict[str, int]) -> _Rule:
    parts, without = [], []
    for piece in written.split(" & "):
        if piece.startswith("!"):
            without.append(_number(piece[1:], terms))
        else:
            parts.append(_part(piece.split(), terms))
    needs = sum(1 << term for term in {term for part in parts for _, term in part.terms})
    return _Rule(kind, tuple(parts), tuple(without), needs)


def _part(words: list[str], terms: dict[str, int]) -> _Part:
    found: list[tuple[int, int]] = []
    gap = 0
    for word in words:
        if word == "..":
            gap = _GAP
        elif word not in "^$":
            found.append((gap, _number(word, terms)))
            gap = 0
    return _Part(tuple(found), words[0] == "^", words[-1] == "$")


def _number(term: str, terms: dict[str, int]) -> int:
    return terms.setdefault(term, len(terms))
