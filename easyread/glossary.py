"""The glossary: hard words of care, law and money, each with what it means, found in a text by whole words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from easyread.source import Span
from easyread.word_files import of_council, shipped
from easyread.word_forms import many
from easyread.word_kind import DETERMINERS, MODALS, kind, low
from easyread.word_tokens import Match, PhraseIndex, Word, has_own_capitals, plural, read_words


@dataclass(frozen=True)
class Term:
    """A hard word and its meaning, which is one or two whole sentences that stand by themselves."""

    word: str
    meaning: str
    forms: tuple[str, ...] = ()
    """Forms that a plural -s doesn't make."""
    also: tuple[str, ...] = ()
    """What else it is called."""
    plain: str = ""
    """Plain words that may stand in its place; '' where there are none."""
    part: str = ""
    """Its part of speech, where the word has another too."""
    unless: tuple[str, ...] = ()
    """Words beside which it means something else."""


@dataclass(frozen=True)
class Found:
    """A term where it stands in a text."""

    term: Term
    span: Span
    plural: bool = False

    @property
    def plain(self) -> str:
        """The term's plain words, in the number in which it stands; '' where it has none."""
        return (many(self.term.plain) or "") if self.plural and self.term.plain else self.term.plain


class Glossary:
    """Terms, with a way to find them."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._by_name: dict[str, Term] = {}
        self._index: PhraseIndex[tuple[Term, bool]] = PhraseIndex()
        for term in self.terms:
            for name, is_plural in _names(term):
                self._by_name.setdefault(name if has_own_capitals(name) else name.lower(), term)
                self._index.add(name, (term, is_plural))

    def term(self, word: str) -> Term | None:
        """The term that has this word as its name, form or other name."""
        return self._by_name.get(word) or self._by_name.get(word.lower())

    def find(self, text: str) -> tuple[Found, ...]:
        """The terms in a text in order, none inside another: where two begin together, the longer."""
        return self.find_in(read_words(text))

    def find_in(self, words: tuple[Word, ...]) -> tuple[Found, ...]:
        """As `find`, of a text whose words have been read."""
        found: list[Found] = []
        free = 0
        for matches in self._index.find(words):
            match = next((match for match in matches if _is_meant(match, words)), None)
            if match and match.first >= free:
                term, is_plural = match.value
                found.append(Found(term, match.span, is_plural))
                free = match.after
        return tuple(found)


def _names(term: Term) -> Iterable[tuple[str, bool]]:
    names = dict.fromkeys((term.word, *term.forms, *term.also))
    spaced = [name.replace("-", " ") for name in names if "-" in name]
    for name in (*names, *(name for name in spaced if name not in names)):
        yield name, name in term.forms and name.endswith("s")
        many_names = name + "s" if has_own_capitals(name) else plural(name)
        if many_names not in names and term.part != "adjective":
            yield many_names, True


def _is_meant(match: Match[tuple[Term, bool]], words: tuple[Word, ...]) -> bool:
    term, _ = match.value
    before, after = low(words, match.first - 1), low(words, match.after)
    if before in term.unless or after in term.unless:
        return False
    if _is_in_name(match, words) and term.word.islower():
        return False
    if not term.part or match.after - match.first > 1:
        return True
    if words[match.first].low in MODALS:
        return before in DETERMINERS and before not in ("which", "what", "all", "both", "most", "many", "few", "this")
    return term.part != "noun" or kind(words, match.first, match.after) != "verb"


def _is_in_name(match: Match[tuple[Term, bool]], words: tuple[Word, ...]) -> bool:
    """Whether one word with a capital stands beside another: 'Sunny Homecare Ltd'."""
    word = words[match.first]
    if match.after - match.first > 1 or word.opens or not word.text[0].isupper() or word.text.isupper():
        return False
    beside = [words[at] for at in (match.first - 1, match.after) if 0 <= at < len(words)]
    return any(one.text[0].isupper() and one.text != "I" and not one.opens for one in beside)


@cache
def glossary(own: Path | None = None) -> Glossary:
    """The glossary, with a council's own words over it. Raises WordFileWrong."""
    rows = {
        row["word"].lower(): row
        for row in (*shipped("glossary")["terms"], *of_council("glossary", own).get("terms", ()))
    }
    return Glossary(_term(row) for row in rows.values() if row["meaning"].strip())


def _term(row: dict[str, object]) -> Term:
    return Term(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})  # type: ignore[arg-type]
