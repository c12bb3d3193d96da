"""Plain words for officialese: rows of a table, found in a text in all their forms, offered in the form that fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from easyread.glossary import Glossary, glossary
from easyread.replacement_fit import fit
from easyread.replacement_place import Place, Rules
from easyread.source import Span
from easyread.word_files import PARTS, of_council, shipped
from easyread.word_forms import is_many, many, verb_forms
from easyread.word_kind import BE, JOINING, MODALS, PREPOSITIONS
from easyread.word_tokens import Word, phrase_words, read_words

_KEPT_WORDS = 4
"""Words that a '*' may stand for, at most."""
_NEVER_KEPT = MODALS | BE | PREPOSITIONS | JOINING | {"to"}


@dataclass(frozen=True)
class Replacement:
    """Hard words and the plain ones for them; `part` is 'phrase', 'verb', 'noun', 'adjective' or 'adverb'."""

    hard: str
    plain: str
    part: str
    safe: bool = True
    """Whether the plain words may stand wherever the hard ones do; else a person must choose."""


@dataclass(frozen=True)
class Offer:
    """Plain words for a place in a text, inflected to fit. Where offers have one span, at most one can be taken."""

    span: Span
    plain: str
    safe: bool
    row: Replacement


@dataclass(frozen=True, slots=True)
class _Entry:
    """One form of a row's hard words, with the tags that it may have."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    row: Replacement
    opens: bool
    """It must begin a clause."""
    has_object: bool
    """An object must follow."""


class Replacements:
    """Rows, with a way to find them. What needs lemminflect is made when it is first needed."""

    def __init__(self, rows: Iterable[Replacement], rules: Rules, terms: Glossary) -> None:
        self.rows = tuple(rows)
        self._rules = rules
        self._terms = terms

    def find(self, text: str) -> tuple[Offer, ...]:
        """The offers for a text in order; none inside a glossary's term, of which it is only a part."""
        words = read_words(text)
        terms = [found.span for found in self._terms.find_in(words)]
        found: list[Offer] = []
        at = 0
        while at < len(words):
            after, offers = self._offers(words, at, text)
            offers = [offer for offer in offers if not _cuts(offer.span, terms)]
            found += offers
            at = after if offers else at + 1
        return tuple(found)

    def _offers(self, words: tuple[Word, ...], at: int, text: str) -> tuple[int, list[Offer]]:
        """The offers of the longest rows that fit at a word, the safe first, and the word after them."""
        by_length: dict[int, list[Offer]] = {}
        for entry in self._entries_at(words, at):
            place = _place(entry, words, at)
            found = fit(place, text, self._rules) if place else None
            if place and found:
                offer = Offer(found.span, found.plain, found.safe, entry.row)
                by_length.setdefault(place.after, []).append(offer)
        if not by_length:
            return at + 1, []
        longest = max(by_length)
        ordered = sorted(by_length[longest], key=lambda offer: offer.safe)
        phrases = [offer for offer in ordered if offer.row.part == "phrase"]
        ordered = phrases or ordered  # 'relating to' is 'about', not 'being about'
        return longest, list({(offer.span, offer.plain): offer for offer in ordered}.values())[::-1]

    def _entries_at(self, words: tuple[Word, ...], at: int) -> Iterator[_Entry]:
        """The entries that begin with a word and go on with the next one, or end with it."""
        word, following = words[at], words[at + 1] if at + 1 < len(words) else None
        for first in dict.fromkeys((word.low, word.bare)):
            rows = self._entries.get(first, {})
            seconds = ("", "*", following.low, following.bare) if rows and following else ("",)
            for second in dict.fromkeys(seconds):
                yield from rows.get(second, ())

    @cached_property
    def _entries(self) -> dict[str, dict[str, list[_Entry]]]:
        """All forms by their first and second words; '' where there is no second."""
        found: dict[str, dict[str, list[_Entry]]] = {}
        for row in self.rows:
            for entry in _forms_of(row):
                second = entry.words[1] if len(entry.words) > 1 else ""
                found.setdefault(entry.words[0], {}).setdefault(second, []).append(entry)
        return found


def _cuts(span: Span, terms: list[Span]) -> bool:
    """Whether words to be replaced are only a part of a term, so that the term would be broken."""
    return any(
        term.start < span.end and span.start < term.end and not (span.start <= term.start and term.end <= span.end)
        for term in terms
    )


def _forms_of(row: Replacement) -> Iterator[_Entry]:
    hard = row.hard.removeprefix("^").removesuffix("...").strip()
    words = phrase_words(hard)
    marks = row.hard.startswith("^"), row.hard.endswith("...")
    if row.part == "verb":
        for form, tags in verb_forms(words[0]).items():
            yield _Entry((form, *words[1:]), tags, row, *marks)
    elif row.part == "noun" and not is_many(hard):
        yield _Entry(words, ("NN",), row, *marks)
        plural = many(hard)
        if plural and plural != hard:
            yield _Entry(phrase_words(plural), ("NNS",), row, *marks)
    else:
        yield _Entry(words, ("NNS",) if row.part == "noun" else ("",), row, *marks)


def _place(entry: _Entry, words: tuple[Word, ...], at: int) -> Place | None:
    """The place where a form stands that begins at a word."""
    if entry.opens and not (words[at].opens or words[at - 1].low in (",", ";")):
        return None
    step, kept = at, (0, 0)
    for number, word in enumerate(entry.words):
        if word == "*":
            kept = _kept(words, step, entry.words[number + 1])
            if kept[0] == kept[1]:
                return None
            step = kept[1]
        elif step < len(words) and (words[step].low == word or _owns(entry, words, step, number)):
            step += 1
        else:
            return None
    row = entry.row
    return Place(words, at, step, entry.tags, row.hard, row.plain, row.part, row.safe, kept, entry.has_object)


def _owns(entry: _Entry, words: tuple[Word, ...], step: int, number: int) -> bool:
    return entry.row.part == "noun" and number == len(entry.words) - 1 and words[step].bare == entry.words[number]


def _kept(words: tuple[Word, ...], start: int, until: str) -> tuple[int, int]:
    """The words for a '*' that ends before the word `until`: from and after; an empty stretch where there are none."""
    for after in range(start, min(start + _KEPT_WORDS + 1, len(words))):
        if words[after].low == until and after > start:
            return start, after
        if not words[after].is_word or words[after].low in _NEVER_KEPT:
            break
    return start, start


def replacements(own: Path | None = None) -> Replacements:
    """The table of plain words, with a council's own rows over it. Raises WordFileWrong."""
    return _replacements(own)


@cache
def _replacements(own: Path | None) -> Replacements:
    """Made once: a cache would take `replacements()` and `replacements(None)` for two."""
    data, theirs = shipped("replacements"), of_council("replacements", own)
    merged = {(row.part, row.hard, row.plain): row for row in _rows(data)}
    for part, hard in {(row.part, row.hard) for row in _rows(theirs)}:
        merged = {key: row for key, row in merged.items() if key[:2] != (part, hard)}
    merged |= {(row.part, row.hard, row.plain): row for row in _rows(theirs)}
    rules = Rules(
        {hard: tuple(found) for hard, found in (data["unsafe_before"] | theirs.get("unsafe_before", {})).items()},
        {hard: tuple(found) for hard, found in (data["unsafe_after"] | theirs.get("unsafe_after", {})).items()},
        frozenset(data["unsafe_forms"]["words"]),
        frozenset(data["no_passive"]["verbs"]),
        frozenset(data["persons"]["words"]),
        frozenset(data["persons"]["rows"]),
        _beside(data["safe_beside"]) | _beside(theirs.get("safe_beside", {})),
    )
    return Replacements((row for row in merged.values() if row.plain.strip()), rules, glossary(own))


def _beside(rows: Mapping[str, list[str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Rows of 'hard = plain' and words, by the two."""
    halves = {row.partition(" = ")[::2]: tuple(words) for row, words in rows.items()}
    return {(hard, plain): words for (hard, plain), words in halves.items()}


def _rows(data: Mapping[str, Any]) -> Iterator[Replacement]:
    for part in PARTS:
        for half, rows in data.get(part, {}).items():
            for hard, plain in rows.items():
                for one in [plain] if isinstance(plain, str) else plain:
                    yield Replacement(hard, one, part, half == "safe")
