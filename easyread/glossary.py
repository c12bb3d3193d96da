"""The glossary: hard words of care, law and money, each with what it means, found in a text by whole words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from easyread.fields import fields_of
from easyread.meanings import meanings
from easyread.source import Span
from easyread.word_files import of_council, shipped
from easyread.word_forms import MASS, article, cased, inflected, is_many, many, verb_forms
from easyread.word_kind import DETERMINERS, MODALS, SUBJECTS, back, kind, low, parts
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
    near: tuple[str, ...] = ()
    """Words of which one must stand in the same text for this sense; none are asked for where there are none."""
    about: tuple[str, ...] = ()
    """Fields of which a text has to be about one for this sense (`easyread.fields`); any text will do where none is."""
    ask: bool = False
    """Whether a person is asked if this is the sense that is meant: no word beside it tells."""
    gloss: str = ""
    """Of a verb: a plain verb for it ('tell someone'), from which the meaning of each of its forms is made."""
    done: str = ""
    """Of a verb: the gloss of its participle, where that can't be made ('made to leave')."""


@dataclass(frozen=True)
class Found:
    """A term where it stands in a text: by which of its names, and in which form ('VBN': 'withdrawn')."""

    term: Term
    span: Span
    plural: bool = False
    name: str = ""
    tag: str = ""

    @property
    def plain(self) -> str:
        """The term's plain words, in the number in which it stands; '' where it has none."""
        return (many(self.term.plain) or "") if self.plural and self.term.plain else self.term.plain

    @property
    def word(self) -> str:
        """The term as its meaning here names it: 'withdrawn', 'starter tenancy'."""
        return self.name if self._is_told_by_name() else self.term.word

    @property
    def meaning(self) -> str:
        """What it means, said of the form or name that stands here, not of another that a reader would not find."""
        if not self._is_told_by_name():
            return self.term.meaning
        if self.term.gloss:
            return f"{cased(self.name, 'A')} means {_glossed(self.term, self.tag)}."
        head, _, rest = self.term.meaning.partition(self.term.word)
        if head in ("The ", "A ", "An ") and (head == "The " or has_own_capitals(self.name) or _is_one_body(self)):
            return f"The {self.name}{rest}"
        if head in ("A ", "An "):
            return f"{cased(article(self.name), 'A')} {self.name}{rest}"
        return cased(self.name, "A") + rest

    def _is_told_by_name(self) -> bool:
        if self.term.gloss:
            return self.tag not in ("", "VB", "VBP", "VBZ")
        return self.name in self.term.also and _is_noun_for(self.name, self.term)


def _is_one_body(found: Found) -> bool:
    """Whether the name is that of one body: 'the Local Government and Social Care Ombudsman', one of the ombudsmen."""
    words = found.name.split(" ")
    return len(words) > 2 and found.term.word.islower() and all(word[0].isupper() for word in words if len(word) > 3)


def _glossed(term: Term, tag: str) -> str:
    """The gloss of a verb in the form of a tag, each of its verbs: 'chosen and paid for'."""
    if tag in ("VBD", "VBN") and term.done:
        return term.done
    pieces = re.split(r"((?:^not |, or | and | or ))", term.gloss)
    return "".join(
        piece if at % 2 or not piece or (at and not _is_verb(piece)) else inflected(piece, tag) or piece
        for at, piece in enumerate(pieces)
    )


def _is_verb(piece: str) -> bool:
    return "VERB" in parts(piece.split(" ")[0].strip(","))


def _is_noun_for(name: str, term: Term) -> bool:
    """Whether another name of a term can take its place in its meaning: a 'starter tenancy', but not 'homeless'."""
    if name.startswith(term.word + " "):
        return name[-1].isdigit()  # the 'Care Act 2014'
    words = name.split(" ")
    starts = re.match(rf"(?:An? |The )?{re.escape(term.word)}\b(?! are\b)", term.meaning)
    doing = words[0].endswith("ed") and words[0] != term.word.split(" ")[0]
    counted = not is_many(name) and words[-1].lower() not in MASS | _UNCOUNTED and not words[-1].endswith("ing")
    return bool(starts and len(words) > 1 and not doing and counted and _is_noun(words[-1].lower()))


_UNCOUNTED = frozenset(("care", "communication", "decline", "education", "inclusion", "loss", "pay", "security"))
"""Nouns that take no 'a', beside those of `MASS`."""


def _is_noun(word: str) -> bool:
    return "NOUN" in parts(word) and "ADJ" not in parts(word)


@dataclass(frozen=True, slots=True)
class _Named:
    """One name or form of a term, as it is looked for in a text; `tags` are what a form of a verb may be."""

    term: Term
    name: str
    plural: bool = False
    tags: tuple[str, ...] = ()


class Glossary:
    """Terms, with a way to find them."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._by_name: dict[str, Term] = {}
        self._index: PhraseIndex[_Named] = PhraseIndex()
        self._fields: frozenset[str] | None = None
        for term in self.terms:
            for named in _names(term):
                name = named.name if has_own_capitals(named.name) else named.name.lower()
                if name not in self._by_name or (self._by_name[name].near and not term.near):
                    self._by_name[name] = term
                self._index.add(named.name, named)

    def of_text(self, text: str) -> Glossary:
        """The same glossary for the lines of one text: without the senses of fields that the text isn't about."""
        narrowed = copy(self)
        narrowed._fields = fields_of(text)
        return narrowed

    def term(self, word: str) -> Term | None:
        """The term that has this word as its name, form or other name; of several, one that asks for no company."""
        return self._by_name.get(word) or self._by_name.get(word.lower())

    def find(self, text: str) -> tuple[Found, ...]:
        """The terms in a text in order, none inside another: where two begin together, the longer."""
        return self.find_in(read_words(text))

    def find_in(self, words: tuple[Word, ...]) -> tuple[Found, ...]:
        """As `find`, of a text whose words have been read."""
        found: list[Found] = []
        free = 0
        for matches in self._index.find(words):
            match = next((match for match in matches if _is_meant(match, words, self._fields)), None)
            if match and match.first >= free:
                one = match.value
                found.append(Found(one.term, match.span, one.plural, one.name, _tag(one, words, match.first)))
                free = match.after
        return tuple(found)


def _names(term: Term) -> Iterable[_Named]:
    if term.gloss:
        yield from (_Named(term, form, False, tags) for form, tags in _forms(term.word).items())
        return
    names = dict.fromkeys((term.word, *term.forms, *term.also))
    spaced = [name.replace("-", " ") for name in names if "-" in name]
    for name in (*names, *(name for name in spaced if name not in names)):
        yield _Named(term, name, name in term.forms and name.endswith("s"))
        many_names = name + "s" if has_own_capitals(name) else plural(name)
        if many_names not in names and term.part not in ("adjective", "phrase"):
            yield _Named(term, many_names, True)


def _forms(verb: str) -> dict[str, tuple[str, ...]]:
    """The forms of a verb with their tags: those that are kept, so that lemminflect need not be loaded for them."""
    kept = shipped("verb-forms")["verb"].get(verb)
    return {form: tuple(tags.split(" ")) for form, tags in kept.items()} if kept else verb_forms(verb)


def _tag(named: _Named, words: tuple[Word, ...], at: int) -> str:
    """Which of its forms a verb has here: 'taken back' after 'is' or 'has', 'took back' after 'we'."""
    if "VBD" in named.tags and "VBN" in named.tags:
        return "VBD" if low(words, back(words, at)) in SUBJECTS else "VBN"
    return named.tags[0] if named.tags else ""


def _is_meant(match: Match[_Named], words: tuple[Word, ...], fields: frozenset[str] | None) -> bool:
    term = match.value.term
    if term.about and fields is not None and fields.isdisjoint(term.about):
        return False
    before, after = low(words, match.first - 1), low(words, match.after)
    if before in term.unless or after in term.unless:
        return False
    if term.near and not any(_is_company(word, term.near) for word in words):
        return False
    if _is_in_name(match, words) and term.word.islower():
        return False
    if not term.part or match.after - match.first > 1:
        return True
    if words[match.first].low in MODALS:
        return before in DETERMINERS and before not in ("which", "what", "all", "both", "most", "many", "few", "this")
    if term.part == "verb":
        return not _is_read_as_noun(words, match)
    return term.part not in ("noun", "adjective") or kind(words, match.first, match.after) != "verb"


def _is_company(word: Word, near: tuple[str, ...]) -> bool:
    """Whether this is one of the words beside which a term is meant; '£' stands for any sum."""
    return word.low in near or word.bare in near or (word.is_sum and "£" in near)


def _is_read_as_noun(words: tuple[Word, ...], match: Match[_Named]) -> bool:
    """Whether what may be a verb is a noun here; 'the alleged theft' has a verb's form all the same."""
    nouns = "NOUN" in parts(words[match.first].low)
    return nouns and kind(words, match.first, match.after) == "noun"


_JOINS_NAMES = ("and", "of", "for")


def _is_in_name(match: Match[_Named], words: tuple[Word, ...]) -> bool:
    """Whether one word with a capital stands beside another: 'Sunny Homecare Ltd', 'Office for Work and Pensions'."""
    word = words[match.first]
    if match.after - match.first > 1 or word.opens or not word.text[0].isupper() or word.text.isupper():
        return False
    before = match.first - (2 if low(words, match.first - 1) in _JOINS_NAMES else 1)
    after = match.after + (1 if low(words, match.after) in _JOINS_NAMES else 0)
    beside = [words[at] for at in (before, after) if 0 <= at < len(words)]
    return any(one.text[0].isupper() and one.text != "I" and not one.opens for one in beside)


def glossary(own: Path | None = None) -> Glossary:
    """The glossary and the meanings of other hard words, with a council's own over them. Raises WordFileWrong."""
    return _glossary(own)


@cache
def _glossary(own: Path | None) -> Glossary:
    """Made once: a cache would take `glossary()` and `glossary(None)` for two."""
    rows = {
        row["word"].lower(): row
        for row in (*shipped("glossary")["terms"], *of_council("glossary", own).get("terms", ()))
    }
    nouns = {word for word, row in rows.items() if row.get("part") == "noun"}
    named = {name.lower() for row in rows.values() for name in _all_names(row)} - nouns
    taken = named | nouns
    others = (Term(**row) for row in meanings(own) if row["word"] not in (named if row["gloss"] else taken))
    return Glossary((*(_term(row) for row in rows.values() if row["meaning"].strip()), *others))


def _all_names(row: Mapping[str, Any]) -> tuple[str, ...]:
    return row["word"], *row.get("also", ()), *row.get("forms", ())


def _term(row: dict[str, object]) -> Term:
    return Term(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})  # type: ignore[arg-type]
