"""British spelling help: which words of a text are misspelt, and what may have been meant, by letters and by sound.

The words are those of the dictionary that the set-up fetched (resources/CREDITS.md), in all their forms, each with how
often it is written and what it sounds like. The first call reads them, which takes a moment: call it from a worker.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache

import jellyfish

from easyread.glossary import glossary
from easyread.language.words import MONTHS, word_list
from easyread.spelling_cost import cost, far
from easyread.spelling_words import SpellingWords, load
from resources.assets import BUILT

FOLDER = BUILT / "spelling"
MOST = 5
"""Suggestions at most: more are no help to somebody who finds reading hard."""
_COMMON_NAME = 2.5
"""Zipf from which a word with a capital that the dictionary hasn't is taken for a name: 'Hussain', 'Siobhan'."""
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_NO_WORDS = re.compile(
    r"(?i)\S*@\S+|(?:https?://|www\.)\S+|\b\w+(?:\.\w+)*\.(?:uk|org|com|net|gov)\b\S*|\S*\d\S*|\S*[\\/_]\S*"
)
"""Addresses, references, dates: nothing to spell."""
_SHORT_FORM = 5
"""Letters that a word in capitals may have to be taken for a short form: 'DAPB', 'DoLS'."""
_DAYS = frozenset(word_list("monday tuesday wednesday thursday friday saturday sunday"))
_WEIGHED = 60
_PART = 5.0
"""Zipf from which a word may be one of two that were run together."""
_OFTEN = 5.5
"""Zipf above which a word gains nothing more: else 'as' is meant by everything short."""
_OF_CARE = 4.8
"""Zipf that a word of the glossary has at least."""
_BY_SOUND, _BY_USE, _NEAR_NAME = 0.35, 0.28, 2
"""What a difference in sound costs, what being written ten times as often is worth, and how like a day or month a
capitalised word must be to be one that is misspelt."""


def suggestions(word: str, known: Set[str] = frozenset()) -> tuple[str, ...]:
    """Up to five words that may have been meant, the likeliest first, with the word's capitals; none for a right word.

    `known` are names and words of the visit: they may be meant too. Raises AssetMissing where the set-up is not done.
    """
    bare = word.strip().replace("’", "'")
    if not _WORD.fullmatch(bare) or _is_right(bare, known):
        return ()
    owner = re.search(r"(?:'s|(?<=s)')$", bare)
    if owner:
        return tuple(f"{one}'s" for one in suggestions(bare[: owner.start()], known) if not one.endswith("s"))
    return _suggestions(bare, frozenset(known))


def misspelt(text: str, known: Set[str] = frozenset()) -> tuple[tuple[int, int], ...]:
    """Where in a text misspelt words stand, as (start, end). Addresses, numbers, short forms and names are none.

    `known` are names and words of the visit, in any capitals. Raises AssetMissing where the set-up is not done.
    """
    hidden = [match.span() for match in _NO_WORDS.finditer(text)]
    low = _lowered(frozenset(known))
    return tuple(
        match.span()
        for match in _WORD.finditer(text)
        if not any(start <= match.start() < end for start, end in hidden)
        and not _is_right(match.group().replace("’", "'"), low)
        and not _is_name(match.group(), opens=_opens(text, match.start()))
    )


@lru_cache(maxsize=8)
def _lowered(known: frozenset[str]) -> frozenset[str]:
    return frozenset(part.lower() for one in known for part in _WORD.findall(one.replace("’", "'")))


@cache
def _words() -> SpellingWords:
    return load(FOLDER)


# --- right words
def _is_right(word: str, known: Set[str]) -> bool:
    """Whether a word is spelt right: by the dictionary, as a known word, a short form, or part by part at hyphens."""
    if (word.isupper() and len(word) <= _SHORT_FORM) or word.lower() in known or word in known:
        return True
    if any(_words().has(one) for one in (word, word.lower())):
        return True
    owner = re.sub(r"'s$|(?<=s)'$", "", word)
    if owner != word:
        return _is_right(owner, known)
    return "-" in word and all(_is_right(part, known) for part in word.split("-"))


def _is_name(word: str, *, opens: bool) -> bool:
    """Whether a word with a capital inside a sentence is a name that people have, and no misspelt 'Wednesday'."""
    low = word.lower()
    if opens or not word[0].isupper() or any(far(low, name) <= _NEAR_NAME for name in _DAYS | MONTHS):
        return False
    from wordfreq import zipf_frequency  # a third of a second to load, and few texts need it

    return any(letter.isupper() for letter in word[1:]) or zipf_frequency(low, "en", wordlist="large") >= _COMMON_NAME


def _opens(text: str, at: int) -> bool:
    """Whether a word begins a sentence or line, where anything has a capital."""
    before = text[:at].rstrip(" \t\"“‘'(")
    return not before or before[-1] in ".!?:\n•*-"


# --- what was meant
@lru_cache(maxsize=512)
def _suggestions(word: str, known: frozenset[str]) -> tuple[str, ...]:
    low = word.lower()
    sound = jellyfish.metaphone(low)
    near = heapq.nsmallest(_WEIGHED, set(_words().like(low, sound)), key=lambda one: _rough(low, sound, one))
    scores = {one: _score(low, sound, one) for one in near}
    scores |= {one: score for one, score in _of_visit(low, known)}
    scores |= {two: score for two, score in _in_two(low)}
    ordered = sorted(scores, key=lambda one: (scores[one], one))
    return tuple(dict.fromkeys(_cased(one, word) for one in ordered))[:MOST]


def _rough(low: str, sound: str, one: str) -> float:
    """A quick guess at the score, by which the words are chosen that are weighed with care."""
    return 0.4 * far(low, one.lower()) + _of_word(sound, one)


def _score(low: str, sound: str, one: str) -> float:
    return cost(low, one.lower()) + _of_word(sound, one)


def _of_word(sound: str, one: str) -> float:
    differs = jellyfish.levenshtein_distance(sound, _words().sound(one))
    often = min(_words().often(one), _OFTEN)
    return _BY_SOUND * differs - _BY_USE * (max(often, _OF_CARE) if one in _care_words() else often)


@cache
def _care_words() -> frozenset[str]:
    """Words of the glossary, which are commoner in our users' texts than elsewhere: 'carer', 'advocate'."""
    return frozenset(part for term in glossary().terms for name in (term.word, *term.forms) for part in name.split())


def _of_visit(low: str, known: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Names of the visit that the word is near to; they count as words that are often written."""
    for name in known:
        for part in _WORD.findall(name):
            if far(low, part.lower()) <= max(1, len(low) // 4):
                yield part, cost(low, part.lower()) - _BY_USE * 5


def _in_two(low: str) -> Iterator[tuple[str, float]]:
    """Two common words that were run together: 'alot', 'infact', 'aswell'."""
    for at in range(1, len(low)):
        first, second = low[:at], low[at:]
        often = min(_words().often(first), _words().often(second))
        if often >= _PART:
            yield f"{first} {second}", 0.7 - _BY_USE * (often - 1)


def _cased(one: str, word: str) -> str:
    if word.isupper() and len(word) > 1:
        return one.upper()
    return one[:1].upper() + one[1:] if word[0].isupper() else one
