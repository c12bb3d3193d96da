"""Finds numbers, dates, names, passives and 'not' in a text: the benchmark's own finders, not those that it judges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MONTHS = _list("january february march april may june july august september october november december")
_UNITS = _list("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen")
_WORDS = {word: str(value) for value, word in enumerate(_UNITS) if value > 1} | {"twenty": "20", "thirty": "30"}
_ONE = re.compile(r"\b[Oo]ne (?=minute|hour|day|week|month|year)")
_DATE = re.compile(rf"(?<![£\d])\b(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(m.title() for m in MONTHS)})(?: (\d{{4}}))?\b")
_TIME = re.compile(r"\b(\d{1,2})(?:[.:](\d\d))? ?(am|pm|noon)\b", re.IGNORECASE)
_CONTACT = re.compile(r"\b0\d{2,4} ?\d{3,4} ?\d{3,4}\b|[\w.]+@[\w.]+\w|\b[A-Z0-9]+(?:[/-][A-Z0-9]+)+\b")
_MONEY = re.compile(r"£(\d[\d,]*(?:\.\d+)?)")
_OF_100 = re.compile(r"\b(\d+) (?:out of|in) (?:every )?100\b")
"""How a share is said without '%'."""
_NUMBER = re.compile(r"(?<![\w£.])(\d[\d,]*(?:\.\d+)?)(?!\d)")


@dataclass(frozen=True, order=True)
class Value:
    """Something that a text must not change: its kind, and the value in one form for all ways of writing it."""

    kind: str
    value: str


@cache
def values(text: str) -> frozenset[Value]:
    """All numbers, sums, dates, times and ways to reach somebody in a text."""
    found: set[Value] = set()
    text = _OF_100.sub(r"\1", text)
    for pattern, made in ((_DATE, _date), (_TIME, _time), (_CONTACT, _contact), (_MONEY, _money)):
        found.update(made(match) for match in pattern.finditer(text))
        text = pattern.sub(" ", text)
    found.update(Value("number", _plain(match[1])) for match in _NUMBER.finditer(text))
    if _ONE.search(text):
        found.add(Value("number", "1"))
    found.update(Value("number", _WORDS[word]) for word in re.findall(r"[a-z]+", text.lower()) if word in _WORDS)
    return frozenset(found)


def _date(match: re.Match[str]) -> Value:
    return Value("date", f"{int(match[1])} {match[2].lower()} {match[3] or ''}".strip())


def _time(match: re.Match[str]) -> Value:
    hour = int(match[1]) % 12 + (12 if match[3].lower() in ("pm", "noon") else 0)
    return Value("time", f"{hour:02}:{match[2] or '00'}")


def _contact(match: re.Match[str]) -> Value:
    return Value("contact", match[0].replace(" ", "").lower())


def _money(match: re.Match[str]) -> Value:
    return Value("money", _plain(match[1]))


def _plain(digits: str) -> str:
    return f"{Decimal(digits.replace(',', '')).normalize():f}"


def same(made: Value, source: frozenset[Value]) -> bool:
    """Whether a value of what was made stands in the source; a year may be put in or left out, not changed."""
    if made in source:
        return True
    if made.kind != "date":
        return False
    day = made.value.split()
    known = [each.value.split() for each in source if each.kind == "date"]
    return any(other[:2] == day[:2] and (len(other) < 3 or len(day) < 3) for other in known)


# --- sentences of what was made
_END = re.compile(r"(?<=[.!?]) +(?=[A-Z£'(])")
_SHORT = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|No|e\.g|i\.e)\.$")


def spoken(text: str) -> Iterator[str]:
    """The sentences of a line."""
    start = 0
    for gap in _END.finditer(text):
        if not _SHORT.search(text[: gap.start()]):
            yield text[start : gap.start()]
            start = gap.end()
    yield text[start:]


def words(text: str) -> int:
    """How many words, and figures, a text has."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


# --- passives
_BE = {"am", "is", "are", "was", "were", "be", "been", "being", "get", "gets", "got", "getting"}
_BETWEEN = {"not", "also", "only", "then", "now", "never", "always", "usually", "normally", "already", "first", "both"}
_OWN_FORMS = _list(
    """brought bought built caught chosen cut done drawn driven eaten found forgotten given gone held heard hurt kept
    known laid led left lent lost made meant met overpaid paid put read repaid run said seen sent set shown spent spoken
    stolen sold taken taught thought told understood undertaken withdrawn withheld won written begun broken"""
)
_STATES = _list(
    """tired worried scared interested pleased married entitled concerned based supposed excited confused frightened
    ashamed called bored satisfied dissatisfied need indeed unhappy gone left-handed aged wicked hundred"""
)
"""Participles that say how somebody is, or what a thing is called ('This is called a review')."""


def passive(sentence: str) -> bool:
    """Whether a form of 'be' stands before a participle, with at most adverbs between them."""
    tokens = re.findall(r"[a-z]+(?:-[a-z]+)?", sentence.lower())
    for at, token in enumerate(tokens):
        if token in _BE:
            rest = [each for each in tokens[at + 1 : at + 4]]
            while rest and (rest[0] in _BETWEEN or rest[0].endswith("ly") or rest[0] == "being"):
                rest.pop(0)
            if rest and rest[0] not in _STATES and (rest[0] in _OWN_FORMS or _regular(rest[0])):
                return True
    return False


def _regular(word: str) -> bool:
    return len(word) > 3 and word.endswith("ed") and not word.endswith(("eed", "bed"))


# --- 'not'
_PLAIN_NOT = re.compile(r"\b(not|no|never|nobody|no one|nothing|none|neither|nor|cannot)\b|n't\b", re.IGNORECASE)
_LIKE_NOT = re.compile(
    r"\b(without|unless|except|only|until|before|stop(s|ped)?|still|same|free|refus\w+|declin\w+|fail\w*|lack\w*"
    r"|avoid\w*|unable|un\w{4,}|in(correct|dependent)\w*|dis\w{4,}|prevent\w*|ban\w*"
    r"|otherwise|illegal|out of|closed|instead|rather)\b",
    re.IGNORECASE,
)


_BOUNDS = {
    "least": (r"(?:not?) (?:less|fewer) than", r"at least|or more|a minimum of|minimum"),
    "most": (r"(?:not?) (?:more|longer|greater) than", r"at most|up to|or less|a maximum of|maximum|within"),
    "latest": (r"(?:not?) later than", r"by|within|before|at least|on or before"),
    "earliest": (r"(?:not?) (?:earlier|sooner) than", r"at least|from|on or after|not before|after"),
}
"""Limits with a 'not', and how they are said without: 'not less than £5' is 'at least £5', and denies nothing."""


def denies(text: str) -> bool:
    """Whether a plain 'not', 'no', 'never' … stands in it; that of a limit ('not less than') is none."""
    for said, _ in _BOUNDS.values():
        text = re.sub(rf"(?i)\b{said}\b", "", text)
    return bool(_PLAIN_NOT.search(text))


def bounds_lost(source: str, made: str) -> tuple[str, ...]:
    """The limits that a source says with a 'not' and that what was made of it says neither so nor another way."""
    return tuple(
        name
        for name, (said, plain) in _BOUNDS.items()
        if re.search(rf"(?i)\b{said}\b", source) and not re.search(rf"(?i)\b(?:{said}|{plain})\b", made)
    )


def denies_somehow(text: str) -> bool:
    """Whether there is a plain 'not', or a word that can stand for one ('unless', 'refused', 'unsafe')."""
    return denies(text) or bool(_LIKE_NOT.search(text))


def double_not(sentence: str) -> bool:
    """Two denials in one sentence."""
    return len(_PLAIN_NOT.findall(sentence)) > 1 or bool(re.search(r"\bnot (un|in|im)\w{4,}", sentence, re.IGNORECASE))


# --- names
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z']+(?![A-Z])(?: [A-Z][a-z']+(?![A-Z]))*")
_NO_NAMES = set(_list("I Monday Tuesday Wednesday Thursday Friday Saturday Sunday")) | {m.title() for m in MONTHS}


def new_names(line: str, source: str) -> tuple[str, ...]:
    """Capitalised words inside a sentence that the source has nowhere, and that don't write out an acronym of it."""
    known = {word.removesuffix("'s").strip("'") for word in re.findall(r"[a-z']+", source.lower())} | {"easy", "read"}
    shorts = set(re.findall(r"\b[A-Z]{2,6}\b", source))
    return tuple(
        run
        for run in (match[0] for match in _NAME.finditer(line))
        if not {"".join(word[0] for word in run.split()), _capitals(run)} & shorts
        and any(
            word not in _NO_NAMES and word.lower().removesuffix("'s").strip("'") not in known for word in run.split()
        )
    )


def _capitals(text: str) -> str:
    return "".join(letter for letter in text if letter.isupper())
