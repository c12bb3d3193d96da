"""Whether the text that a PDF's page holds is what is seen on it: some fonts have letters of their own numbering."""

from __future__ import annotations

import re
import unicodedata

_MOST_STRANGE = 0.08
"""Share of signs that stand for nothing."""
_ENOUGH = 40
"""Words, from which on English has some of its commonest ones."""
_COMMON = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "you",
        "a",
        "in",
        "is",
        "for",
        "your",
        "that",
        "on",
        "be",
        "with",
        "we",
        "are",
        "or",
        "it",
        "this",
        "as",
        "by",
        "have",
        "will",
        "if",
        "not",
        "can",
        "from",
        "may",
        "at",
        "our",
        "an",
        "any",
        "which",
        "us",
    )
)
_FEWEST_COMMON = 0.03
"""Share of these words: of English text it is a third, of a table a tenth."""


def is_usable(text: str) -> bool:
    """Whether a page's text can be read. Text in another language than English may be found not to be."""
    strange = sum(unicodedata.category(sign) in ("Co", "Cn", "Cc", "Cs") or sign == "\ufffd" for sign in text)
    if strange > _MOST_STRANGE * len(text):
        return False
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < _ENOUGH:
        return True
    return sum(word in _COMMON for word in words) >= _FEWEST_COMMON * len(words)
