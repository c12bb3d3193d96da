"""A small stand-in until the tables of words stand here: a few terms and replacements, by the same names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from easyread.source import Span


@dataclass(frozen=True)
class Term:
    """A term of the glossary."""

    word: str
    meaning: str
    forms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    plain: str | None = None


@dataclass(frozen=True)
class Found:
    """A term where it stands."""

    term: Term
    span: Span


@dataclass(frozen=True)
class Offer:
    """A plainer word for some words of a text."""

    span: Span
    plain: str
    safe: bool


class Glossary:
    """The terms."""

    def find(self, text: str) -> tuple[Found, ...]:
        """The terms of a text."""
        return tuple(
            Found(Term(word, meaning), Span(*match.span()))
            for word, meaning in _TERMS.items()
            for match in re.finditer(rf"(?i)\b{word}s?\b", text)
        )


class Replacements:
    """The rows."""

    def find(self, text: str) -> tuple[Offer, ...]:
        """The offers for a text."""
        found, taken = [], set[int]()
        for hard, plain in _ROWS:
            for match in re.finditer(rf"(?i)\b{hard}\b", text):
                place = set(range(*match.span()))
                if not place & taken:
                    taken |= place
                    shown = plain[:1].upper() + plain[1:] if match.group()[0].isupper() else plain
                    found.append(Offer(Span(*match.span()), shown, True))
        return tuple(sorted(found, key=lambda offer: offer.span.start))


@cache
def glossary(own: Path | None = None) -> Glossary:
    """The glossary."""
    return Glossary()


@cache
def replacements(own: Path | None = None) -> Replacements:
    """The replacements."""
    return Replacements()


_TERMS = {
    "advocate": "An advocate is a person who helps you to say what you want.",
    "direct payment": "A direct payment is money to buy your own care.",
    "arrears": "Arrears are money that you owe.",
    "eligibility criteria": "Eligibility criteria are rules about who can get help.",
}
_ROWS = (
    ("in relation to", "about"), ("with regard to", "about"), ("prior to", "before"), ("in order to", "to"),
    ("at the earliest opportunity", "as soon as you can"), ("with effect from", "from"), ("per week", "a week"),
    ("in accordance with", "under"), ("pursuant to", "under"), ("requires", "needs"), ("require", "need"),
    ("assistance", "help"), ("commence", "start"), ("approximately", "about"), ("endeavour to", "try to"),
    ("notify", "tell"), ("inform", "tell"), ("receive", "get"), ("received", "got"), ("obtain", "get"),
    ("additional", "more"), ("purchase", "buy"), ("sufficient", "enough"), ("on an annual basis", "every year"),
    ("immediately", "straight away"), ("dissatisfied", "unhappy"), ("independently", "without help"),
    ("disclose", "share"), ("hereby ", ""), ("evidence", "proof"), ("ensure", "make sure"), ("enquiries", "questions"),
)  # fmt: skip
