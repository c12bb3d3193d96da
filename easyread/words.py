"""What Easy Read knows of words: a glossary, plain replacements, short forms, sayings, and words for the same thing.

Everything comes from resources/easyread; `own` is a folder of a council's files of the same names and shapes, whose
rows add to those or take their place. A file that can't be used raises WordFileWrong with one plain sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from easyread.glossary import Found, Glossary, Term, glossary
from easyread.hard_words import hard_words, is_hard
from easyread.language.words import REMEMBERED
from easyread.replacements import Offer, Replacement, Replacements, replacements
from easyread.sayings import Idiom, idioms
from easyread.source import Span
from easyread.word_files import WordFileWrong, of_council, shipped
from easyread.word_tokens import PhraseIndex, plural, read_words

__all__ = [
    "Clash", "Found", "Glossary", "Idiom", "Offer", "Replacement", "Replacements", "Term", "WordFileWrong", "clashes",
    "expansion", "expansions", "glossary", "hard_words", "idioms", "is_hard", "is_known_acronym", "plainer", "plural",
    "replacements",
]  # fmt: skip


@dataclass(frozen=True)
class Clash:
    """Several words of a document that mean one thing; `keep` is the plainest; `places`: each word, text and span."""

    keep: str
    words: tuple[str, ...]
    places: tuple[tuple[str, int, Span], ...]


def expansion(acronym: str, own: Path | None = None) -> str | None:
    """What a short form stands for; None where it is not known, or stands for several things."""
    found = _acronyms("acronyms", own).get(acronym)
    if found is None and acronym.endswith("s"):
        one = _acronyms("acronyms", own).get(acronym[:-1])
        return plural(one) if one else None
    return found or None


def expansions(acronym: str, own: Path | None = None) -> tuple[str, ...]:
    """All that a short form may stand for."""
    one = expansion(acronym, own)
    return (one,) if one else tuple(_acronyms("unsure", own).get(acronym, ()))


def is_known_acronym(acronym: str, own: Path | None = None) -> bool:
    """Whether nearly everybody knows a short form as it is, so that it may stay."""
    return acronym in _known_acronyms(own)


def plainer(text: str, span: Span, own: Path | None = None, most: int = 3) -> tuple[str, ...]:
    """Up to three plain words for a hard word of a text, the surest first: for a person to choose from."""
    offers = [offer for offer in replacements(own).find(text) if offer.span.start <= span.start < offer.span.end]
    meant = [found.plain for found in glossary(own).find(text) if found.span.start <= span.start < found.span.end]
    sure = [offer.plain for offer in sorted(offers, key=lambda offer: not offer.safe)]
    return tuple(dict.fromkeys(filter(None, (*sure, *meant))))[:most]


@cache
def _known_acronyms(own: Path | None) -> frozenset[str]:
    return frozenset((*shipped("acronyms")["known"], *of_council("acronyms", own).get("known", ())))


@cache
def _acronyms(table: str, own: Path | None) -> dict[str, str]:
    return {**shipped("acronyms")[table], **of_council("acronyms", own).get(table, {})}


def clashes(texts: Sequence[str], own: Path | None = None) -> tuple[Clash, ...]:
    """Where texts have two words for one thing; words inside a longer term ('council tax') are not counted."""
    sets = _sets(own)
    used: dict[int, list[tuple[str, int, Span]]] = {}
    for number, text in enumerate(texts):
        for group, word, span in _same_things(text, own):
            used.setdefault(group, []).append((word, number, span))
    found = ((sets[group], places) for group, places in sorted(used.items()))
    return tuple(
        Clash(words[0], tuple(dict.fromkeys(place[0] for place in places)), tuple(places))
        for words, places in found
        if len({place[0] for place in places}) > 1
    )


@lru_cache(maxsize=REMEMBERED)
def _same_things(text: str, own: Path | None) -> tuple[tuple[int, str, Span], ...]:
    return tuple(_things_in(text, own))


def _things_in(text: str, own: Path | None) -> Iterator[tuple[int, str, Span]]:
    terms = [found.span for found in glossary(own).find(text)]
    free = 0
    for matches in _same_thing_index(own).find(read_words(text)):
        longest = matches[0]
        inside = any(
            term.start <= longest.span.start and longest.span.end <= term.end and term != longest.span for term in terms
        )
        if longest.first >= free and not inside:
            free = longest.after
            for match in matches:
                if match.after == longest.after:
                    yield *match.value, match.span


@cache
def _sets(own: Path | None) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, (*shipped("same-thing")["sets"], *of_council("same-thing", own).get("sets", ()))))


@cache
def _same_thing_index(own: Path | None) -> PhraseIndex[tuple[int, str]]:
    index: PhraseIndex[tuple[int, str]] = PhraseIndex()
    for group, words in enumerate(_sets(own)):
        for word in words:
            for form in dict.fromkeys((word, word + "s" if word.isupper() else plural(word))):
                index.add(form, (group, word))
    return index
