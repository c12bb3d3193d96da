"""Which words a reader may not know: words of the glossary, and those that are rarely written."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from easyread.glossary import glossary
from easyread.language.lexicon import lemmas, zipf
from easyread.language.words import known
from easyread.replacements import replacements
from easyread.source import Span
from easyread.word_files import of_council, shipped
from easyread.word_kind import MODALS
from easyread.word_tokens import Word, phrase_words, read_words

COMMON = 4.0
"""Zipf: written ten times in a million words (wordfreq's large list). COGA o3p01 asks for common words."""
_REPLACED = 4.75
"""Zipf below which a word that has a safe plain one is hard although it is common: 'sufficient', 'commence'."""


def is_hard(word: str, own: Path | None = None) -> bool:
    """Whether a reader may not know a word: it is in the glossary, has a plainer word, or is rarely written.

    Names, numbers and words for everyday things ('toothbrush') are not hard, however rare; nor is a common word that is
    a term only in company ('interest' beside 'debt').
    """
    bare = word.strip().removesuffix("'s").removesuffix("’s")
    if not bare or any(letter.isdigit() for letter in bare):
        return False
    term = glossary(own).term(bare)
    if term and not term.near and bare.lower() not in MODALS:
        return True
    if bare[0].isupper() and not known(bare.lower()):
        return False
    return any(_is_hard(part, own) for part in bare.lower().replace("’", "'").split("-") if part)


def hard_words(text: str, own: Path | None = None) -> tuple[Span, ...]:
    """The hard words of a text, in order; a term of several words is one. Names and parts of addresses are none."""
    words = read_words(text)
    terms = tuple(found.span for found in glossary(own).find_in(words))
    others = (
        Span(word.start, word.start + len(word.bare))
        for word, after in zip(words, (*words[1:], None), strict=True)
        if word.is_word and not _in_any(word, terms) and not _is_name(word, after) and _is_hard_alone(word.bare, own)
    )
    return tuple(sorted((*terms, *others), key=lambda span: span.start))


def _in_any(word: Word, spans: tuple[Span, ...]) -> bool:
    return any(span.start <= word.start < span.end for span in spans)


def _is_name(word: Word, after: Word | None) -> bool:
    """Whether it has a capital that no sentence gave it, or is in capitals; 'PIP' is for `expansion`."""
    if word.opens and not word.text.isupper():
        begins_name = word.text[0].isupper() and after is not None and after.text[0].isupper()
        return begins_name or not known(word.low)
    return word.text[0].isupper()


def _is_hard_alone(word: str, own: Path | None) -> bool:
    """Whether a word is hard that is no term where it stands: 'appeal' as a verb, which the glossary has as a noun."""
    return not any(letter.isdigit() for letter in word) and any(_is_hard(part, own) for part in word.split("-") if part)


@cache
def _is_hard(word: str, own: Path | None) -> bool:
    bases = {word, *_bases(word)}
    if bases & _everyday(own):
        return False
    often = max(map(zipf, bases))
    return often < COMMON or (often < _REPLACED and bool(bases & _with_plain_word(own)))


def _bases(word: str) -> set[str]:
    return {base for forms in lemmas(word).values() for base in forms}


@cache
def _everyday(own: Path | None) -> frozenset[str]:
    return frozenset((*shipped("easy-words")["words"], *of_council("easy-words", own).get("words", ())))


@cache
def _with_plain_word(own: Path | None) -> frozenset[str]:
    return frozenset(row.hard for row in replacements(own).rows if row.safe and len(phrase_words(row.hard)) == 1)
