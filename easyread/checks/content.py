"""Words of meaning: none comes in that claims something new, and no part of the sentence goes.

Strict only where something is claimed. A word that a table or a sense in WordNet puts for one of the source is none;
everyday words that bring nothing of weight with them, and single words that went, are shown to a person as looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from easyread.checks.laid import Fault, Laid, lemma_set
from easyread.checks.names import CAPITAL
from easyread.checks.negations import count_denied
from easyread.counterparts import content
from easyread.grammar import read
from easyread.language.words import REMEMBERED, lemma
from easyread.senses import are_opposite, rows, words_of
from easyread.words import expansions

_LIGHT_OPPOSITES = frozenset(("more", "less", "before", "after", "most", "least", "all", "part"))
_JOINS = frozenset(
    ("and", "or", "but", "if", "because", "which", "that", "who", "unless", "until", "while", "when", "where")
)


@dataclass(frozen=True)
class _Part:
    """Words of meaning between two marks or joining words: an item of a row, or a clause."""

    words: tuple[tuple[str, str], ...]


def words_added(laid: Laid) -> Iterator[Fault]:
    """No word of meaning comes in without one of the source, or one of everyday, behind it; no opposite comes in."""
    known = (lemma_set(laid.explained.lower()) - words_of("persons")) | _full_forms(laid.source)
    plains = {plain for some in laid.offers.values() for plain in some}
    if "rightto" in laid.source:
        known |= {"right"}
    for unit in laid.units_told:
        yield from _from_nowhere(unit, laid)
    for word in _LIGHT_OPPOSITES & laid.lemmas_told:
        if turned := next((one for one in laid.lemmas_said if _turns(one, word, laid)), ""):
            yield Fault("added", "changed", word, f"'{word}' is the opposite of '{turned}' in the source.")
    for word, written, _ in content(laid.made):
        turned = next((one for one in laid.lemmas_said if _turns(one, word, laid)), "")
        if turned:
            yield Fault("added", "changed", written, f"'{written}' is the opposite of '{turned}' in the source.")
        elif count_denied(laid.made) != count_denied(laid.source) and any(
            are_opposite(one, word) for one in laid.lemmas_said
        ):
            continue
        elif not (word in plains or word in known or word in words_of("free") or _is_backed(word, laid)):
            yield Fault("added", "added", written, f"The word '{written}' has nothing in the source behind it.")


def _from_nowhere(unit: str, laid: Laid) -> Iterator[Fault]:
    """A sentence of everyday words alone, none of which the source has."""
    words = [word for word, _, _ in content(unit)]
    if len(words) > 1 and not any(_is_backed(word, laid) for word in words):
        yield Fault("added", "added", " ".join(words), "Nothing in the source is behind this sentence.")


def _turns(said: str, told: str, laid: Laid) -> bool:
    if told in laid.lemmas_said or said in laid.lemmas_told or not are_opposite(said, told):
        return False
    return count_denied(laid.made) == count_denied(laid.source)


def _is_backed(word: str, laid: Laid) -> bool:
    if any(word in rows("converse").get(one, ()) or one in rows("converse").get(word, ()) for one in laid.lemmas_said):
        return True
    return any(laid.may_mean(one, word) for one in laid.lemmas_said)


def parts_lost(laid: Laid) -> Iterator[Fault]:
    """No item of a row, no clause and no word of weight goes."""
    here = laid.lemmas_told | _full_forms(laid.made)
    gone = {word for word, _, _ in content(laid.left_out)}
    kept = {word for word, _, _ in content(laid.source) if _is_kept(word, here, gone, laid)}
    for word, written, _ in content(laid.source):
        if word in words_of("weighty") | words_of("persons") and word not in kept:
            yield Fault(
                "lost", "lost", written, f"The word '{written}' of the source is not here, nor one that means the same."
            )
    for part in _parts(laid.source):
        counted = [
            (word, written)
            for word, written in part.words
            if word not in words_of("dropped") and not CAPITAL.match(written)
        ]
        missing = [written for word, written in counted if word not in kept]
        if missing and len(missing) > 0.6 * len(counted):
            text = " ".join(missing)
            yield Fault("lost", "lost", text, f"'{text}' of the source is not here, nor words that mean the same.")


def _is_kept(word: str, here: frozenset[str] | set[str], gone: set[str], laid: Laid) -> bool:
    if word in here or word in gone or any(laid.may_mean(word, one) for one in here):
        return True
    if rows("converse").get(word, frozenset()) & here:
        return True
    return bool(laid.offers.get(word, frozenset()) & words_of("light") & here)


@lru_cache(maxsize=REMEMBERED)
def _parts(shown: str) -> tuple[_Part, ...]:
    places = {at: (word, written) for word, written, at in content(shown)}
    found: list[list[tuple[str, str]]] = [[]]
    for at, word in enumerate(read(shown).words):
        if word.is_mark and word.text not in "()'-" or word.low in _JOINS:
            found.append([])
        elif at in places:
            found[-1].append(places[at])
    return tuple(_Part(tuple(some)) for some in found if some)


def looks(laid: Laid) -> Iterator[Fault]:
    """What differs in words alone, for a person to look at; no fault."""
    for word, written, _ in content(laid.made):
        if not any(laid.same(one, word) for one in laid.lemmas_said):
            yield Fault("words", "differs", written, f"The source has no '{written}'. Look whether it says the same.")
    here = laid.lemmas_told
    for word, written, _ in content(laid.source):
        if word not in words_of("dropped") and not laid.any_same(word, here):
            yield Fault("words", "differs", written, f"'{written}' of the source is not here. Look whether it matters.")


def _full_forms(shown: str) -> set[str]:
    return {
        lemma(word)
        for short in re.findall(r"\b[A-Z]{2,}\b", shown)
        for full in expansions(short)
        for word in re.findall(r"[a-z'-]+", full.lower())
    }
