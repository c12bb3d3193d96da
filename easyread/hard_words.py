"""Which words a reader may not know: words of the glossary, and those that are rarely written."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from easyread.glossary import glossary
from easyread.language.words import known
from easyread.replacements import replacements
from easyread.word_files import of_council, shipped
from easyread.word_kind import MODALS
from easyread.word_tokens import phrase_words

COMMON = 4.0
"""Zipf: written ten times in a million words (wordfreq's large list). COGA o3p01 asks for common words."""
_REPLACED = 5.0
"""Zipf below which a word that has a safe plain one is hard although it is common: 'sufficient', 'commence'."""


def is_hard(word: str, own: Path | None = None) -> bool:
    """Whether a reader may not know a word: it is in the glossary, has a plainer word, or is rarely written.

    Names, numbers and words for everyday things ('toothbrush') are not hard, however rare.
    """
    bare = word.strip().removesuffix("'s").removesuffix("’s")
    if not bare or any(letter.isdigit() for letter in bare):
        return False
    if bare.lower() not in MODALS and glossary(own).term(bare):
        return True
    if bare[0].isupper() and not known(bare.lower()):
        return False
    return any(_is_hard(part, own) for part in bare.lower().replace("’", "'").split("-") if part)


@cache
def _is_hard(word: str, own: Path | None) -> bool:
    bases = {word, *_bases(word)}
    if bases & _everyday(own):
        return False
    often = max(map(_zipf, bases))
    return often < COMMON or (often < _REPLACED and bool(bases & _with_plain_word(own)))


def _bases(word: str) -> set[str]:
    from lemminflect import getAllLemmas  # it brings numpy with it

    return {base for forms in getAllLemmas(word).values() for base in forms}


@cache
def _everyday(own: Path | None) -> frozenset[str]:
    return frozenset((*shipped("easy-words")["words"], *of_council("easy-words", own).get("words", ())))


@cache
def _with_plain_word(own: Path | None) -> frozenset[str]:
    return frozenset(row.hard for row in replacements(own).rows if row.safe and len(phrase_words(row.hard)) == 1)


def _zipf(word: str) -> float:
    from wordfreq import zipf_frequency  # it takes a third of a second to load

    return float(zipf_frequency(word, "en", wordlist="large"))
