"""Words for numbers read as digits, as they are said in Britain: 'two hundred and five', 'nineteen eighty-two'."""

from __future__ import annotations

import re
from itertools import takewhile

from easyread.language.words import Token, tokens, word_list

_ONES = {word: value for value, word in enumerate(word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"))}  # fmt: skip
_TENS = {word: 10 * value for value, word in enumerate(word_list(
    "twenty thirty forty fifty sixty seventy eighty ninety"), 2)}  # fmt: skip
ORDINALS = {word: value for value, word in enumerate(word_list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"), 1)} | {"twentieth": 20, "thirtieth": 30}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000}


def numbers(text: str) -> str:
    """Number words as digits: 'twenty-three', 'a hundred and five', 'nineteen eighty-two', 'the fourteenth'.

    'One' by itself stays a word, for it is a pronoun too; 'first', 'second' and 'third' are left to `dates`.
    """
    text = re.sub(r"\b\d{1,3}(?:,\d{3})+\b", lambda match: match.group().replace(",", ""), text)
    text = re.sub(r"(?i)\bhalf a dozen\b", "6", re.sub(r"(?i)\b(?<!half )a dozen\b", "12", text))
    given = _atoms(text)
    parts, end, at = [], 0, 0
    while at < len(given):
        size, shown = _number_from(text, given, at)
        if size:
            parts += [text[end : given[at].start], shown]
            end = given[at + size - 1].end
        at += size or 1
    text = "".join(parts) + text[end:]
    text = re.sub(r"(?i)\b(\d+) point (\d+)\b", r"\1.\2", text)
    return re.sub(r"(?i)\b(\d+) and a half\b", r"\1.5", text)


def _atoms(text: str) -> tuple[Token, ...]:
    """The words of a text; those joined by hyphens one by one where all of them are words for numbers."""
    found: list[Token] = []
    for token in tokens(text):
        parts = token.text.split("-")
        if len(parts) > 1 and all(_is_part(part.lower()) for part in parts):
            start = token.start
            for part in parts:
                found.append(Token(part, start, start + len(part)))
                start += len(part) + 1
        else:
            found.append(token)
    return tuple(found)


def _is_part(word: str) -> bool:
    return word in _ONES or word in _TENS or word in _SCALES or word in ORDINALS


def _number_from(text: str, given: tuple[Token, ...], at: int) -> tuple[int, str]:
    """How many words from here are a number, and the number in digits; (0, '') where none begins."""
    run = _together(text, given, at)
    size, value = _year(run)
    if not size:
        size, value = _thousands(run)
    place = ORDINALS.get(run[size], 0) if size < len(run) else 0
    if place and (not size or (value % 10 == 0 and value % 100 and place < 10) or value % 100 == 0):
        if size or place > 3:
            return size + 1, ordinal(value + place)
        return 0, ""
    if not size or (size == 1 and (run[0] == "one" or run[0].isdecimal())):
        return (1, "1") if run[:1] == ["one"] and run[1:2] and run[1] in ("pound", "o'clock") else (0, "")
    return size, str(value)


def _together(text: str, given: tuple[Token, ...], at: int) -> list[str]:
    """The words from here on with nothing but a space or a hyphen between them, in small letters."""
    near = takewhile(
        lambda place: place == at or re.fullmatch(r"[ -]+", text[given[place - 1].end : given[place].start]),
        range(at, min(at + 12, len(given))),
    )
    return [given[place].low for place in near]


def ordinal(value: int) -> str:
    """'1st', '2nd', '12th'."""
    ending = "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _year(run: list[str]) -> tuple[int, int]:
    """'Nineteen eighty two', 'twenty sixteen'."""
    century = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}.get(run[0], 0) if run else 0
    size, value = _below_hundred(run[1:])
    return (size + 1, century + value) if century and size and value >= 10 else (0, 0)


def _below_hundred(run: list[str]) -> tuple[int, int]:
    first = run[0] if run else ""
    if first in _TENS:
        more = _ONES.get(run[1], 0) if len(run) > 1 else 0
        return (2, _TENS[first] + more) if 0 < more < 10 else (1, _TENS[first])
    return (1, _ONES[first]) if first in _ONES else (0, 0)


def _below_thousand(run: list[str]) -> tuple[int, int]:
    size, value = _below_hundred(run)
    if not size and run and (run[0].isdecimal() or (run[0] == "a" and run[1:2] and run[1] in _SCALES)):
        size, value = 1, 1 if run[0] == "a" else int(run[0])
    if size and run[size : size + 1] == ["hundred"]:
        size, value = size + 1, value * 100
        joined = run[size : size + 1] == ["and"]
        more, rest = _below_hundred(run[size + joined :])
        if more:
            return size + joined + more, value + rest
        if joined and run[size + 1 : size + 2] and run[size + 1] in ORDINALS:
            return size + 1, value
    return size, value


def _thousands(run: list[str]) -> tuple[int, int]:
    size, value = _below_thousand(run)
    if size and run[size : size + 1] == ["thousand"]:
        size, value = size + 1, value * 1000
        joined = run[size : size + 1] == ["and"]
        more, rest = _below_thousand(run[size + joined :])
        if more and rest < 1000 and not run[size + joined].isdecimal():
            return size + joined + more, value + rest
    return size, value
