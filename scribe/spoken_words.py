"""Text as it is spoken, so that two ways of writing the same words can be told from two different things said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from easyread.language.words import speech, word_list

_ONES = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
_SMALL = frozenset((*_ONES, *_TENS))
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_SAME = {
    "mr": "mister", "mrs": "missus", "dr": "doctor", "st": "saint", "ok": "okay", "alright": "all right",
    "gonna": "going to", "wanna": "want to", "gotta": "got to", "gimme": "give me", "lemme": "let me",
    "kinda": "kind of", "sorta": "sort of", "dunno": "do not know", "cause": "because", "cos": "because",
    "till": "until", "cannot": "can not", "can't": "can not", "won't": "will not", "shan't": "shall not",
    "yeah": "yes", "yep": "yes", "yup": "yes", "mum": "mom", "grey": "gray", "percent": "per cent", "mg": "milligram",
    "milligrams": "milligram", "ml": "millilitre", "millilitres": "millilitre", "let's": "let us", "o'clock": "",
    "pounds": "pound", "im": "i am", "ive": "i have",
}  # fmt: skip
_ENDINGS = {"n't": " not", "'m": " am", "'re": " are", "'ve": " have", "'ll": " will", "'d": " would"}
_BEFORE_IS = frozenset(word_list("it he she that this there here what who where when how everything nobody somebody"))
_PIECE = re.compile(r"£?\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th|am|pm|mg|ml)?%?|[a-z]+(?:'[a-z]+)*'?|[^\W\d_]+")
_NUMBER = re.compile(r"(£?)(\d+)(?:\.(\d+))?([a-z]*)(%?)$")


@cache
def spoken(text: str) -> tuple[str, ...]:
    """The words of a text as they are spoken, one way of writing for each; hums and what is no word are left out."""
    said: list[str] = []
    for piece in _PIECE.findall(text.lower().replace("’", "'").replace("-", " ")):
        if piece not in speech("fillers"):
            said += [word for way in _ways(piece.strip("'")) for word in way.split()]
    return tuple(word for at, word in enumerate(said) if not (word == "and" and _is_within_number(said, at)))


def _is_within_number(said: list[str], at: int) -> bool:
    """Whether an 'and' is one that may be there or not: 'a hundred and five'."""
    return said[at - 1 : at] in (["hundred"], ["thousand"]) and not _SMALL.isdisjoint(said[at + 1 : at + 2])


def _ways(piece: str) -> Iterator[str]:
    """One piece as words."""
    if match := _NUMBER.match(piece.replace(",", "")):
        pounds, whole, part, unit, cent = match.groups()
        ordinal = unit in ("st", "nd", "rd", "th")
        yield _ordinal(_number(whole)) if ordinal else _number(whole)
        yield "pound" if pounds else ""
        if part:
            yield _number(part) if pounds or len(part) == 2 else "point " + " ".join(_ONES[int(one)] for one in part)
        yield "" if ordinal else _SAME.get(unit, unit)
        yield "per cent" if cent else ""
        return
    yield _word(piece)


def _word(word: str) -> str:
    if word in _SAME:
        return _SAME[word]
    for ending, way in _ENDINGS.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + way
    if word.endswith("'s"):
        start = word.removesuffix("'s")
        return f"{start} is" if start in _BEFORE_IS else f"{start}s"
    return _spelling(word)


def _spelling(word: str) -> str:
    """One of the two ways in which British and American English write the same word."""
    if len(word) > 4:
        for british, american in (("our", "or"), ("ours", "ors"), ("tre", "ter"), ("ogue", "og")):
            if word.endswith(british):
                return word.removesuffix(british) + american
        word = re.sub(r"(?<=[a-z]{2})is(e|ed|es|ing|ation)$", r"iz\1", word)
        word = re.sub(r"(?<=e)l(led|ling)$", r"\1", word)
    return word


def _number(digits: str) -> str:
    """A whole number in words, as it is said: a year in two halves, a long one digit by digit."""
    value = int(digits)
    if len(digits) > 6 or (len(digits) > 1 and digits[0] == "0"):
        return " ".join(_ONES[int(one)] for one in digits)
    if 1100 <= value < 2000 or 2010 <= value < 2100:
        return f"{_below_hundred(value // 100)} {_below_hundred(value % 100) if value % 100 else 'hundred'}"
    parts = [f"{_below_thousand(value // 1000)} thousand"] if value >= 1000 else []
    if value % 1000 or not parts:
        parts.append(_below_thousand(value % 1000))
    return " ".join(parts)


def _ordinal(number: str) -> str:
    """'twenty one' as 'twenty first'."""
    before, _, last = number.rpartition(" ")
    ended = last.removesuffix("y") + "ieth" if last.endswith("y") else f"{last}th"
    return f"{before} {_ORDINALS.get(last, ended)}"


def _below_thousand(value: int) -> str:
    if value < 100:
        return _below_hundred(value)
    rest = f" {_below_hundred(value % 100)}" if value % 100 else ""
    return f"{_ONES[value // 100]} hundred{rest}"


def _below_hundred(value: int) -> str:
    if value < 20:
        return _ONES[value]
    return _TENS[value // 10 - 2] + (f" {_ONES[value % 10]}" if value % 10 else "")
