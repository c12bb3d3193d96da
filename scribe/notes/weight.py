"""Which words give a statement weight, so that no later step may lose it: risk, harm, falls, medicines, money and the
rest.
"""

from __future__ import annotations

import re
from functools import cache

from scribe.notes.words import MONTHS, WEEKDAYS, contains, lemmas, weight_phrases, words

_DATE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b(?:19|20)\d\d\b", re.I)
_MONEY = re.compile(r"£\s?\d", re.I)


@cache
def weight(text: str) -> tuple[str, ...]:
    """The kinds of weight in a text, in a fixed order; empty when it has none. Source of the words:
    resources/lexicon/weight.toml.
    """
    said = lemmas(text)
    found = [kind for kind, phrases in weight_phrases().items() if any(contains(said, phrase) for phrase in phrases)]
    if _MONEY.search(text) and "money" not in found:
        found.append("money")
    if _DATE.search(text) or (WEEKDAYS | MONTHS) & {word.removesuffix("s").removesuffix("'") for word in words(text)}:
        found.append("dates")
    return tuple(found)
