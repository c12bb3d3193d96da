"""Whether a text says a phrase, by whole words: how an exam item's `must` and `must_not` are read, and no cleverer.

A phrase matches where its words stand one after the other. `forget*` takes any ending; `^` first means at the text's
start, `$` last at its end. Case, punctuation and hyphens don't count; "don't" and "do not" are the same words.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"£?\d(?:[\d.,:]*\d)?|[a-z]+(?:'[a-z]{2,})*\*?|'[a-z]\b")
_NOT = (
    (re.compile(r"\bcannot\b"), "can not"),
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bshan't\b"), "shall not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
)

_QUOTED = re.compile(r'"[^"]*"|\u201c[^\u201d]*\u201d')
_OWN_VOICE = frozenset(
    {
        "i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves",
        "you", "your", "yours", "yourself", "yourselves",
    }
)  # fmt: skip


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: small letters, no punctuation, "don't" and "he's" as two words each."""
    plain = text.lower().replace("\u2019", "'").replace("\u2018", "'")
    for pattern, instead in _NOT:
        plain = pattern.sub(instead, plain)
    return tuple(_WORD.findall(plain))


def says(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text, one after the other. An empty phrase is never said."""
    heard, wanted = words_of(text), words_of(phrase)
    last = len(heard) - len(wanted)
    if not wanted or last < 0:
        return False
    starts = range(last + 1)
    if phrase.startswith("^"):
        starts = starts[:1]
    if phrase.endswith("$"):
        starts = range(max(starts.start, last), starts.stop)
    return any(_alike(heard[at : at + len(wanted)], wanted) for at in starts)


def own_voice(text: str) -> tuple[str, ...]:
    """The words for who speaks and who is spoken to, outside quotation marks: in reported speech there are none."""
    return tuple(word for word in words_of(_QUOTED.sub(" ", text)) if word in _OWN_VOICE)


def _alike(heard: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return all(
        one.startswith(other[:-1]) if other.endswith("*") else one == other
        for one, other in zip(heard, wanted, strict=True)
    )
