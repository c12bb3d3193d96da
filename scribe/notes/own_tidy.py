"""What may go from dictated words before they stand in a note: sounds that are no words, restarts, and spoken marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from easyread.language.clauses import AUXILIARY, has_clause
from easyread.language.words import Token, number, speech, tokens, word_list, words
from scribe.notes.units import NEGATORS

_LONGEST_RESTART = 4


def tidied(text: str) -> str:
    """Dictated words without sounds, without what was begun again, and with spoken marks as marks."""
    text = re.sub(r"\s+", " ", punctuated(text).replace("’", "'")).strip()
    text = _without_restarts(_without_sounds(text))
    return re.sub(r"\s+([,.?!;:])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,;")


# --- sounds
def is_sound(said: tuple[str, ...], at: int) -> bool:
    """Whether a word is only a sound ('um'): never after a number, where it may be a unit."""
    return said[at] in speech("sounds") and (at == 0 or number(said[at - 1]) is None)


def _without_sounds(text: str) -> str:
    found = [token for token in tokens(text) if token.is_word]
    low = tuple(token.low for token in found)
    for at in range(len(found) - 1, -1, -1):
        if is_sound(low, at):
            after = re.sub(r"^\s*,", "", text[found[at].end :])
            text = f"{text[: found[at].start]} {after}"
    return re.sub(r"(?:\s*,)+", ",", text).strip(" ,")


# --- restarts
def is_restart(said: tuple[str, ...], at: int, size: int) -> bool:
    """Whether `size` words were said again at once because the sentence was begun again ('I went, I went home').

    One word only where it is an article or a pronoun; more only where they open as a restart does. Never a number, a
    'no', a verb such as 'be', 'do' or 'have', or an adverb: 'two two milligram tablets' is no restart, nor is 'what
    she does she does well'.
    """
    again = said[at : at + size]
    if at < 0 or again != said[at + size : at + 2 * size] or any(_is_meant(word) for word in again):
        return False
    before = said[at - 1] if at else ""
    if size == 1:
        return again[0] in _ARTICLES or (again[0] in _PRONOUNS and before not in _JOINS)
    return again[0] in _OPENS_RESTART and before not in _HOLDS_CLAUSE


def _is_meant(word: str) -> bool:
    never = number(word) is not None or word in NEGATORS or word in AUXILIARY or "n't" in word
    return never or word in speech("adverbs") or word in _TWICE_ON_PURPOSE


_ARTICLES = frozenset(word_list("the a an"))
_PRONOUNS = frozenset(word_list("i he she we they my his their our"))
_JOINS = frozenset(word_list("and or than as for with"))
_OPENS_RESTART = (
    _ARTICLES | _PRONOUNS
    | frozenset(word_list("her it you this that there in on at to of from with for by into and but so because"))
)  # fmt: skip
_HOLDS_CLAUSE = frozenset(word_list("what whatever who whoever which that all if when whenever where wherever how as"))
_TWICE_ON_PURPOSE = frozenset(word_list("very really so much more bye please far many long"))


def _without_restarts(text: str) -> str:
    at = _restart(text)
    while at is not None:
        text = text[: at[0]] + text[at[1] :]
        at = _restart(text)
    return text


def _restart(text: str) -> tuple[int, int] | None:
    """Where a restart begins, and where the words that stay begin."""
    found = [token for token in tokens(text) if token.is_word]
    low = tuple(token.low for token in found)
    for size in range(_LONGEST_RESTART, 0, -1):
        for at in range(len(found) - 2 * size + 1):
            first, second = found[at], found[at + size]
            between = text[found[at + size - 1].end : second.start]
            if is_restart(low, at, size) and not between.strip(" ,…-–—"):
                return first.start, second.start
    return None


# --- spoken marks
@dataclass(frozen=True)
class SpokenMark:
    """A mark that was spoken, from character `start` up to but not including `end`, with any real mark after it."""

    mark: str
    start: int
    end: int


_MARK = re.compile(r"(?i)\b(full stop|comma|new paragraph|new line)\b[.,]?")
_VISIBLE = re.compile(r"\S")
_NEAR = 200
"""Characters before and after a spoken mark that say whether it is meant as one."""
_A_THING = frozenset(word_list("a an the one word words said says say complete of to that this"))


def spoken_marks(text: str) -> tuple[SpokenMark, ...]:
    """Each 'full stop', 'comma' and 'new paragraph' that is meant as one.

    No article stands before ('a full stop' is a thing), and a mark, the end, or a whole clause follows.
    """
    found = list(_MARK.finditer(text))
    marks = []
    for at, match in enumerate(found):
        name, real = match[1].lower(), match[0][-1] in ".,"
        until = found[at + 1].start() if at + 1 < len(found) else len(text)
        following = text[match.end() : min(until, match.end() + _NEAR)]
        before = words(text[max(0, match.start() - _NEAR) : match.start()])[-1:]
        ended = not _VISIBLE.search(text, match.end())
        meant = real or ended or has_clause(words(re.split(r"[.?!]", following)[0]))
        if meant and not set(before) & _A_THING and not (name == "comma" and match[0].endswith(".")):
            marks.append(SpokenMark("," if name == "comma" else ".", match.start(), match.end()))
    return tuple(marks)


def punctuated(text: str) -> str:
    """The text with the marks that were spoken as marks."""
    for each in reversed(spoken_marks(text)):
        before, after = text[: each.start].rstrip(), text[each.end :]
        bare = before.rstrip(",")
        has_one = before.endswith((".", "?", "!"))
        text = f"{before if has_one else bare + each.mark}{after}"
    return text.strip()


def mark_words(token: Token, following: Token | None) -> int:
    """How many words a spoken mark has that begins with this token; 0 where none does."""
    if token.low == "comma":
        return 1
    pair = (token.low, following.low if following else "")
    return 2 if pair in (("full", "stop"), ("new", "paragraph"), ("new", "line")) else 0
