"""How easily sentences are read: words a sentence, and Flesch's reading ease.

textstat is not used for it: its English syllables fetch a dictionary from the network when they are first counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDS = re.compile(r"""[.!?…]+["”’']*(?=\s|$)""")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^aeiouytd]ed|[^aeiouyl]e|[^aeiouyszxgchl]es)$")
"""Endings with a vowel that is not spoken: 'walked', 'make', 'takes'; not 'wanted', 'table' or 'dishes'."""


@dataclass(frozen=True)
class Reading:
    """Counts of a text. They can be added up."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0

    @property
    def words_a_sentence(self) -> float:
        """The mean; 0 where there is nothing to read."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def flesch(self) -> float:
        """Flesch's reading ease (1948): 100 very easy, 60 plain English, 0 very hard; 0 where there is nothing."""
        if not self.words:
            return 0.0
        return 206.835 - 1.015 * self.words_a_sentence - 84.6 * self.syllables / self.words


def words(text: str) -> list[str]:
    """The words of a text, as they are written; 'sister-in-law' and 'don't' are one each."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """How many syllables a word seems to have: its groups of vowels, without endings that are not spoken."""
    plain = "".join(letter for letter in word.lower() if letter.isalpha())
    return max(1, len(_VOWELS.findall(plain)) - bool(_SILENT.search(plain)))


def reading(texts: Iterable[str]) -> Reading:
    """The counts of several texts, each of which ends its last sentence."""
    sentences = counted = spoken = 0
    for text in texts:
        parts = [found for found in map(words, _ENDS.split(text)) if found]
        sentences += len(parts)
        counted += sum(map(len, parts))
        spoken += sum(syllables(word) for part in parts for word in part)
    return Reading(sentences, counted, spoken)
