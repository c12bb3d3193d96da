"""What of a text may not change: its numbers, money, dates, names, negations, duties, conditions, rights."""

# ruff: noqa: E501  tables of patterns, and sentences for a worker

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from easyread.language.words import REMEMBERED
from easyread.normal import RIGHT, normal
from easyread.reader import Reader
from easyread.source import Span


class Kind(StrEnum):
    """What a fact is."""

    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    NAME = "name"
    CONTACT = "contact"
    NEGATION = "negation"
    MUST = "must"
    MAY = "may"
    CAN = "can"
    SHOULD = "should"
    WILL = "will"
    CONDITION = "condition"
    ONLY = "only"
    RIGHT = "right"
    DEADLINE = "deadline"


@dataclass(frozen=True)
class Fact:
    """One fact: its value in one spelling ('£1200' for '£1,200.00'), and the characters of the text that say it."""

    kind: Kind
    value: str
    span: Span


_MONTH = "January|February|March|April|June|July|August|September|October|November|December"
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.CONTACT, r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?i:https?://|www\.)[^\s,;()]*[^\s,;().]"
                   r"|\b(?=[A-Z\d/-]*\d)[A-Z]{1,5}\d*(?:[/-][\w-]+)+|\b0\d[\d ]{7,12}\d\b|\b(?:999|111|101|112)\b(?!/)"
                   r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"),
    (Kind.MONEY, r"£\d[\d,]*(?:\.\d+)?|\b\d+ pence\b"),
    (Kind.DATE, rf"\b\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?\b|\b(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b|\b(?:{_MONTH})\b"
                r"|\b(?:19|20)\d\d\b"),
    (Kind.TIME, r"\b\d{1,2}[:.]\d\d ?(?:am|pm)\b|\b\d{1,2}:\d\d\b|\bmidday\b|\bmidnight\b"),
    (Kind.NUMBER, r"\b\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th|mg|ml)?\b|\b(?i:twice)\b|\b(?i:once)(?= (?:every|a|an|in)\b|[.;]|$)"
                  r"|\b(?i:percent)\b|\b(?i:half)\b"),
    (Kind.DEADLINE, r"(?i)\bevery (?:hour|day|night|week|month|year)\b"),
    (Kind.ONLY, r"(?i)\bonly\b|\bsolely\b"),
    (Kind.RIGHT, rf"\b{RIGHT}\b|(?i)\brights\b|(?<!be )(?<!is )(?<!are )(?<!not )(?<!put )(?<!all )\bright\b(?= to\b|[,.;:)]| and\b| of\b| under\b|$)"),
    (Kind.NEGATION, r"(?i)\b(?:not|no|never|nobody|nothing|none|neither|nor|without)\b|\bunless\b"),
    (Kind.CONDITION, r"(?i)\beven if\b|\bif\b|\bunless\b|\bas long as\b|\buntil\b|\bexcept\b|\bdependson\b"),
    (Kind.MUST, r"(?i)\bmust\b|\bneed not\b|\bneeds? to\b"),
    (Kind.MAY, r"\b(?:may|might)\b|^May\b(?! \d)"),
    (Kind.CAN, r"(?i)\b(?:can|could)\b"),
    (Kind.SHOULD, r"(?i)\b(?:should|ought to)\b"),
    (Kind.WILL, r"(?i)\b(?:will|shall|would)\b"),
)  # fmt: skip
_COMPARED = re.compile(
    r"(?i)\b(?P<how>notbefore|within|by|before|after|from|since|until|till|up to|at least|more than|less than|about|between|to)"
    r"(?: (?:the|on|next|end of|(?:mon|tues|wednes|thurs|fri|satur|sun)day|£?\d[\d:./]*(?:am|pm)?|and))* ?$"
)


def facts(text: str, reader: Reader = Reader()) -> tuple[Fact, ...]:  # noqa: B008  a frozen value
    """The facts of a text in order."""
    shown = normal(text, reader)
    return tuple(
        Fact(fact.kind, fact.value, _back(text, shown, fact.span))
        for fact in sorted((*plain_facts(shown), *_names(shown)), key=lambda fact: fact.span.start)
    )


@lru_cache(maxsize=REMEMBERED)
def plain_facts(shown: str) -> tuple[Fact, ...]:
    """The facts of a text that is in one wording already, names left out; places are those in it."""
    taken = [False] * len(shown)
    found: list[Fact] = []
    for kind, pattern in _compiled():
        exact = kind in (Kind.CONTACT, Kind.MONEY, Kind.DATE, Kind.TIME, Kind.NUMBER)
        for match in pattern.finditer(shown):
            if exact and any(taken[match.start() : match.end()]):
                continue
            if exact:
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            found.append(Fact(kind, _value(kind, match.group()), Span(*match.span())))
            how = compared(shown, match.start()) if exact and kind is not Kind.CONTACT else ""
            if how and not (how == "by" and kind is Kind.MONEY):
                found.append(Fact(Kind.DEADLINE, f"{how} {_value(kind, match.group())}", Span(*match.span())))
    return tuple(found)


@cache
def _compiled() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(_flagged(pattern))) for kind, pattern in _PATTERNS)


def _flagged(pattern: str) -> str:
    """Python wants a flag of the whole pattern first."""
    return "(?i)" + pattern.replace("(?i)", "") if "(?i)" in pattern else pattern


def compared(shown: str, at: int) -> str:
    """How a number at a place is bounded: 'at least', 'within', 'by'; '' where it stands for itself."""
    match = _COMPARED.search(shown[:at])
    return {"till": "until", "since": "from"}.get(match["how"].lower(), match["how"].lower()) if match else ""


def _value(kind: Kind, text: str) -> str:
    if kind is Kind.CONTACT:
        text = text.replace(" ", "")
        return text.lower() if "@" in text or text.lower().startswith(("www", "http")) else text
    if kind in (Kind.MONEY, Kind.NUMBER):
        return text.replace(",", "").lower()
    return " ".join(text.lower().replace("might", "may").removesuffix("days").split())


_NOT_NAMES = frozenset(["I", "You", "We", "The", "A", "If", "PIP", "OK"])


def _names(shown: str) -> tuple[Fact, ...]:
    """Words with capitals that don't begin a sentence; several in a row are one name."""
    found = []
    for match in re.finditer(r"(?<=[\w,(] )(?:[A-Z][\w'-]*)(?: (?:of |and )?[A-Z][\w'-]*)*", shown):
        if match.group() not in _NOT_NAMES and not re.fullmatch(f"{_MONTH}|May|[A-Z]\\w+day", match.group()):
            found.append(Fact(Kind.NAME, match.group().lower(), Span(*match.span())))
    return tuple(found)


def _back(text: str, shown: str, span: Span) -> Span:
    """Where in a text stands what is at a place of its one wording: the words that were there in its stead."""
    start, end = len(text), 0
    for kind, a, b, c, d in difflib.SequenceMatcher(None, text.lower(), shown.lower(), autojunk=False).get_opcodes():
        if d <= span.start and c < d or c >= span.end:
            continue
        exact = kind == "equal"
        start = min(start, a + max(0, span.start - c) if exact else a)
        end = max(end, min(b, a + span.end - c) if exact else b)
    return Span(min(start, end), end)
