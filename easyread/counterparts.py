"""Which words may stand for which: one for itself in all its forms, and what the tables offer for it."""

from __future__ import annotations

import re
from functools import lru_cache

from easyread.grammar import read
from easyread.language.words import REMEMBERED, lemma
from easyread.senses import alike as alike_rows
from easyread.senses import are_opposite, rows, words_of
from easyread.words import glossary, replacements

Offers = dict[str, frozenset[str]]
"""For each lemma of a source the lemmas of the words that the tables offer for it there."""
_ENDINGS = re.compile(
    r"(?:ations?|itions?|tions?|sions?|ions?|ments?|ances?|ences?|ings?|als?|ers?|ors?|ants?|ities|ity|ies|ied|ness|ly"
    r"|able|ible|ive|ed|es|s|e|y)$"
)
_STEMS = {
    "application": "appl", "apply": "appl", "decision": "decid", "decide": "decid", "receipt": "receiv",
    "receive": "receiv", "explanation": "explain", "reapply": "appl", "complaint": "complain", "choice": "choos",
    "proof": "prov", "reconsideration": "reconsid", "reconsider": "reconsid", "finance": "financ",
    "financial": "financ", "loss": "los", "lose": "los", "safety": "saf", "safe": "saf", "advice": "advis",
    "advise": "advis", "pay": "pay", "payment": "pay", "paid": "pay", "repay": "pay", "repayment": "pay", "give": "giv",
    "gift": "giv", "behaviour": "behav", "behave": "behav", "knowledge": "know", "choose": "choos", "sale": "sell",
    "arrival": "arriv", "arrive": "arriv", "proposal": "propos", "withdrawal": "withdraw", "response": "respond",
    "entry": "enter",
    "growth": "grow", "death": "die", "speech": "speak", "belief": "believ", "analysis": "analys", "thief": "theft",
}  # fmt: skip


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """A word without the ending that makes a noun of a verb: 'assess' of 'assessment'."""
    if word in _STEMS:
        return _STEMS[word]
    short = _ENDINGS.sub("", word)
    if word.endswith("ly") and word[:-2] in _STEMS:
        return _STEMS[word[:-2]]
    if word.endswith("ly") and len(short) >= 4:
        short = _ENDINGS.sub("", short) if len(_ENDINGS.sub("", short)) >= 4 else short
    return short if len(short) >= 4 else word


@lru_cache(maxsize=4 * REMEMBERED)
def alike(one: str, other: str) -> bool:
    """Whether two lemmas are of one family or stand for each other wherever they are."""
    if one == other or stem(one) == stem(other) or lemma(one) == lemma(other):
        return not are_opposite(one, other)
    return stem(other) in _rows_by_stem().get(stem(one), ()) and not are_opposite(one, other)


@lru_cache(maxsize=1)
def _rows_by_stem() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, others in alike_rows().items():
        found.setdefault(stem(word), set()).update(stem(other) for other in others)
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=REMEMBERED)
def offered(text: str) -> Offers:
    """For each lemma of a text the lemmas of the words that the tables offer for it where it stands."""
    found: dict[str, set[str]] = {}
    for span, plain in [
        *((offer.span, offer.plain) for offer in replacements().find(text)),
        *((term.span, term.plain) for term in glossary().find(text) if term.plain),
    ]:
        plains = {lemma(word.low) for word in read(plain).words if not word.is_mark}
        hard = {lemma(word.low) for word in read(span.of(text)).words if not word.is_mark}
        # 'Notify us of' is 'tell us about': what stands in both stands for itself alone.
        for word in hard:
            found.setdefault(word, set()).update({word} if word in plains else plains - hard)
    return {word: frozenset(plains) for word, plains in found.items()}


def together(one: Offers, other: Offers) -> Offers:
    """The offers of both."""
    return {word: one.get(word, frozenset()) | other.get(word, frozenset()) for word in {*one, *other}}


def stands_for(said: str, told: str, offers: Offers) -> bool:
    """Whether a lemma of what was made may stand for one of the source by our own tables."""
    if alike(said, told) or told in rows("plain_for").get(said, ()):
        return True
    if "-" in said and told in said.split("-"):
        return True
    light = words_of("light")
    return any(alike(plain, told) for plain in offers.get(said, ()) if plain not in light or plain == told)


@lru_cache(maxsize=REMEMBERED)
def parts_of_speech(shown: str) -> dict[str, frozenset[str]]:
    """For each lemma of a text what it is in it, as WordNet names it: n, v, a, r."""
    found: dict[str, set[str]] = {}
    for word in read(shown).words:
        if part := _PARTS.get(word.tag[:2]):
            found.setdefault(lemma(word.low.removesuffix("'s")), set()).add(part)
    return {word: frozenset(parts) for word, parts in found.items()}


_PARTS = {"NN": "n", "VV": "v", "AJ": "a", "AV": "r"}


@lru_cache(maxsize=REMEMBERED)
def all_lemmas(shown: str) -> frozenset[str]:
    """Every word of a text as its lemma."""
    return frozenset(lemma(word.low.removesuffix("'s").rstrip("'")) for word in read(shown).words if not word.is_mark)


@lru_cache(maxsize=REMEMBERED)
def content(shown: str) -> tuple[tuple[str, str, int], ...]:
    """The words of meaning of a text: each as lemma, as written, and its place among the words; no names or numbers."""
    found = []
    light = words_of("light")
    for at, word in enumerate(read(shown).words):
        if word.is_mark or not word.text[0].isalpha() or "@" in word.text or word.low.startswith(("http", "www")):
            continue
        plain = lemma(word.low.removesuffix("'s").rstrip("'"))
        if plain not in light and word.low not in light and not re.fullmatch(r"[A-Z]{1,4}\d*(?:/.*)?", word.text):
            found.append((plain, word.text, at))
    return tuple(found)
