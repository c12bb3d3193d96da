"""The words of the spelling dictionary, and which of them are like a given one, by their letters or by their sound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import jellyfish

from resources.assets import AssetMissing

if TYPE_CHECKING:
    from numpy import bool_, int16, int32
    from numpy.typing import NDArray

_RARE = 1.5
"""Zipf below which a word is never suggested: nobody means 'asci' by 'asc'."""
_LETTERS_APART, _LENGTH_APART = 4, 3


class SpellingWords:
    """Words with how often they are written (Zipf) and what they sound like (Metaphone)."""

    def __init__(self, rows: Iterator[tuple[str, int, str]]) -> None:
        self._rows = {word: (often / 100, sound) for word, often, sound in rows}

    def has(self, word: str) -> bool:
        """Whether it is a word, with just these capitals, or with them all small."""
        return word in self._rows

    def often(self, word: str) -> float:
        """How often it is written: 0 for what is no word, below 0 for what nobody is offered."""
        return self._rows.get(word, (0.0, ""))[0]

    def sound(self, word: str) -> str:
        """What it sounds like, in Metaphone's letters."""
        return self._rows[word][1]

    def like(self, low: str, sound: str) -> Iterator[str]:
        """The words that a word in small letters may be meant for, in no order; some of them twice."""
        yield from self._like_in_letters(low)
        yield from self._like_in_sound(low, sound)

    def _like_in_letters(self, low: str) -> Iterator[str]:
        import numpy as np

        most = 1 if len(low) < 4 else 2 if len(low) < 8 else 3
        apart = np.bitwise_count(self._masks ^ _mask(low)) <= min(_LETTERS_APART, 2 * most)
        near: NDArray[bool_] = apart & (abs(self._lengths - len(low)) <= most)
        for at in near.nonzero()[0]:
            word = self._offered[at]
            if jellyfish.levenshtein_distance(low, word.lower()) <= most + 1:
                yield word

    def _like_in_sound(self, low: str, sound: str) -> Iterator[str]:
        for key in {sound, *_near(sound)} if sound else ():
            for word in self._by_sound.get(key, ()):
                if abs(len(word) - len(low)) <= _LENGTH_APART:
                    yield word

    @cached_property
    def _offered(self) -> list[str]:
        return [word for word, (often, _) in self._rows.items() if often >= _RARE and not self._has_small(word)]

    def _has_small(self, word: str) -> bool:
        """Whether a word with capitals is one without them too: 'Short', 'short'."""
        return not word.islower() and word.lower() in self._rows

    @cached_property
    def _masks(self) -> NDArray[int32]:
        import numpy as np

        return np.array([_mask(word.lower()) for word in self._offered], dtype=np.int32)

    @cached_property
    def _lengths(self) -> NDArray[int16]:
        import numpy as np

        return np.array([len(word) for word in self._offered], dtype=np.int16)

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._offered:
            found[self.sound(word)].append(word)
        return found


_BIT = {letter: 1 << at for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
_SOUNDS = "0ABEFHIJKLMNOPRSTUWXY"
"""Metaphone's letters: 0 is 'th', X is 'sh'; vowels stand only at a beginning."""


def _mask(word: str) -> int:
    """One bit for each letter that a word has."""
    mask = 0
    for letter in word:
        mask |= _BIT.get(letter, 0)
    return mask


def _near(sound: str) -> Iterator[str]:
    """Sounds with one more, one less, one other, or two swapped."""
    for at in range(len(sound) + 1):
        before, after = sound[:at], sound[at:]
        for letter in _SOUNDS:
            yield before + letter + after
            yield before + letter + after[1:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def load(folder: Path) -> SpellingWords:
    """The words that the set-up wrote into a folder; raises AssetMissing where there are none."""
    try:
        text = (folder / "words.tsv").read_text(encoding="utf-8")
    except OSError:
        raise AssetMissing("The spelling dictionary is not on this laptop. Run the set-up again.") from None
    rows = (line.split("\t") for line in text.splitlines())
    return SpellingWords((word, int(often), sound) for word, often, sound in rows)
