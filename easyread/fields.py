"""Tells which fields of life a text is about, for words that mean one thing in one of them and another elsewhere."""

from __future__ import annotations

import re
from functools import cache

from easyread.word_files import shipped

_ENOUGH = 2
"""So many different words of a field make a text one about it: one may be named by the way."""


@cache
def fields_of(text: str) -> frozenset[str]:
    """The fields of resources/easyread/fields.toml that a text is about."""
    return frozenset(field for field, pattern in _patterns().items() if _is_about(text, pattern))


def _is_about(text: str, pattern: re.Pattern[str]) -> bool:
    found = set()
    for match in pattern.finditer(text):
        found.add(match.group(1).lower())
        if len(found) >= _ENOUGH:
            return True
    return False


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """One pattern a field; short forms in capitals are found in capitals alone ('SEN', 'PIP')."""
    return {
        field: re.compile(rf"\b({'|'.join(map(_pattern, words))})(?:s|es)?\b")
        for field, words in shipped("fields").items()
    }


def _pattern(word: str) -> str:
    return re.escape(word) if word.isupper() else f"(?i:{re.escape(word)})"
