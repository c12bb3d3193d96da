"""Finds where a text speaks of somebody other than the person it is about, for a human being to redact.

It lists too much rather than too little: a place or a shop with a capital is listed as what may be a name. What it
finds is an aid; whoever answers a request reads everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from easyread.language.words import MONTHS, WEEKDAYS, known, speech
from scribe.document_text import tidy
from scribe.visit import Role, Visit


class Why(StrEnum):
    """What shows that somebody else is spoken of."""

    NAMED = "somebody who was at the visit, or is known in it"
    TITLED = "a name with a title"
    FAMILY = "family, or somebody close"
    STAFF = "staff, or somebody at work"
    PERHAPS = "a capital: perhaps a name"
    SPOKEN = "said by somebody else"


@dataclass(frozen=True)
class Mention:
    """The words `start` up to, not with, `end` of a text, and why they are taken to be about somebody else."""

    start: int
    end: int
    words: str
    why: Why


_FAMILY = (
    "(?:mother|father|son|daughter|brother|sister)s?-in-law|mum|mummy|mam|mother|dad|daddy|father|step(?:mother|father|son|daughter|mum|dad)|parents?|son|sons|daughters?"
    "|child|children|baby|kids?|lad|lass|brothers?|sisters?|twins?|siblings?|husband|wife|partner|spouse|fianc[ée]e?"
    "|ex(?:-(?:husband|wife|partner))?|boyfriend|girlfriend|grand(?:mother|father|son|daughter|child|children|parents?)"
    "|gran|granny|nan|nana|grandad|granddad|aunt(?:ie|y)?|uncle|cousins?|nephews?|nieces?|relatives?|in-laws?"
    "|neighbou?rs?|friends?|mate|lodger|tenant|flatmate|landlord"
    "|landlady|guardian|foster (?:carers?|mother|father|parents?)|next of kin"
)
_STAFF = (
    "carers?|care workers?|support workers?|social workers?|key ?workers?|nurses?|doctors?|gp|gps|consultant|surgeon"
    "|physio(?:therapist)?|occupational therapist|ot|psychiatrist|psychologist|therapist|counsellor|dentist|chemist"
    "|pharmacist|health visitor|midwife|paramedics?|ambulance (?:man|woman|crew)|police(?:man|woman| officers?)?"
    "|officer|manager|teacher|head ?teacher|solicitor|advocate|interpreter|warden|cleaner|home help|boss|colleagues?"
    "|councillor|vicar|imam|priest|rabbi"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Sir|Lady|Nurse|Sister|PC|DC|Sgt|Cllr|Councillor|Professor|Prof|Uncle|Aunt(?:ie|y)?"
    r"|Father|Imam|Rabbi|Reverend|Rev)\b\.? (?P<name>[^\W\d_][\w'’-]*(?: [A-Z][\w'’-]*)*)"
)
_STAFF_WORD = re.compile(rf"\b(?:{_STAFF})\b", re.IGNORECASE)
_CAPITAL = re.compile(r"[^\W\d_][\w'’-]*")
_NO_NAMES = (
    WEEKDAYS
    | MONTHS
    | frozenset(("i", "i'm", "i'd", "i'll", "i've", "mr", "mrs", "ms", "miss", "mx", "dr"))
    | frozenset(("english", "british", "christmas", "easter", "ramadan", "eid", "diwali"))
)
"""Words with a capital that are nobody's name."""
_SENTENCE_END = re.compile(r"(?:^|[.!?…:]|\n|[“\"‘(])\s*$")
_SHORTEST = 3
"""Letters of a name that is found without its capital too: two are too often a word."""


def mentions(text: str, visit: Visit) -> tuple[Mention, ...]:
    """Everybody else whom a text speaks of, in the order of the text; where two ways find the same, the surest."""
    found: list[Mention] = []
    for each in (*_named(text, visit), *_titled(text, visit), *_roles(text), *_capitals(text, visit)):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def _named(text: str, visit: Visit) -> Iterator[Mention]:
    """People of the visit by their whole names, then by the parts that aren't the person's own too."""
    own = set(_parts(visit.person.name)) if visit.person else set()
    others = [tidy(person.name) for person in visit.people if person.role is not Role.PERSON and tidy(person.name)]
    parts = [part for name in others for part in _parts(name) if part not in own]
    for name in (*sorted(others, key=len, reverse=True), *dict.fromkeys(parts)):
        as_written = re.NOFLAG if len(name) < _SHORTEST else re.IGNORECASE
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, as_written):
            yield _mention(match, Why.NAMED)


def _titled(text: str, visit: Visit) -> Iterator[Mention]:
    """'Dr Khan', and not the person visited with their own title."""
    own = tidy(visit.person.name).casefold() if visit.person else ""
    surname = own.rpartition(" ")[2]
    for match in _TITLED.finditer(text):
        whole, name = match.group().casefold(), match.group("name").casefold()
        is_own = bool(own) and (name in (surname, own) or whole == own) and _same_title(whole, own)
        if match.group("name")[0].isupper() and not is_own:
            yield _mention(match, Why.TITLED)


def _same_title(whole: str, own: str) -> bool:
    """Whether the title could be theirs: 'Mr Begum' is not Mrs Amina Begum. Where theirs isn't known it may be any."""
    titles = ("mr", "mrs", "ms", "miss", "mx", "dr")
    known_as = own.partition(" ")[0].rstrip(".")
    return known_as not in titles or whole.partition(" ")[0].rstrip(".") == known_as


def _roles(text: str) -> Iterator[Mention]:
    for expression, why in ((_family(), Why.FAMILY), (_STAFF_WORD, Why.STAFF)):
        for match in expression.finditer(text):
            yield _mention(match, why)


def _capitals(text: str, visit: Visit) -> Iterator[Mention]:
    """A capital inside a sentence; at its start, only a word that no dictionary has."""
    own = {part.casefold() for part in _parts(visit.person.name)} if visit.person else set()
    for match in _CAPITAL.finditer(text):
        word = match.group()
        low = re.sub(r"['’]s$", "", word.replace("’", "'")).casefold()
        if not word[0].isupper() or low in _NO_NAMES or low in own or len(low) < 2:
            continue
        starts = _SENTENCE_END.search(text[: match.start()]) is not None
        if not starts or not known(low):
            yield _mention(match, Why.PERHAPS)


@cache
def _family() -> re.Pattern[str]:
    """With every word by which English calls a 'she' or a 'he'."""
    called = "|".join(map(re.escape, (*speech("she_nouns"), *speech("he_nouns"))))
    return re.compile(rf"\b(?:{_FAMILY}|{called})\b", re.IGNORECASE)


def _parts(name: str) -> tuple[str, ...]:
    """The words of a name, without its title."""
    return tuple(part for part in tidy(name).split() if part.casefold().rstrip(".") not in _NO_NAMES)


def _mention(match: re.Match[str], why: Why) -> Mention:
    return Mention(match.start(), match.end(), match.group(), why)
