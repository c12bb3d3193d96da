"""Which words are likely English, and which are never taken for another: numbers, and words that say no."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

LEAST_COUNT = 110_000
"""Of 540 thousand million words: under this a word is so rare that the recogniser hardly means it."""

FIXED = frozenset(
    "no not nor never none nothing nobody nowhere neither without cannot cant dont wont isnt wasnt arent hasnt hadnt "
    "didnt doesnt couldnt wouldnt shouldnt refuse refused refuses stop stopped zero one two three four five six seven "
    "eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty "
    "fifty sixty seventy eighty ninety hundred thousand million half quarter third double once twice first second "
    "fourth fifth sixth monday tuesday wednesday thursday friday saturday sunday january february april june "
    "july august september october november december mr mrs ms miss dr".split()
)
_SPOKEN = frozenset("um uh er erm mm hmm yeah yep nah aye okay ok oh ah mum nan hiya gonna wanna cos".split())


def is_fixed(letters: str) -> bool:
    """Whether small letters are a number or say no."""
    return letters in FIXED or letters.endswith("n't")


def is_word(letters: str) -> bool:
    """Whether small letters are an English word that is said now and then, or one with an apostrophe in it."""
    return letters in _SPOKEN or "'" in letters or letters in FIXED or _counts().get(letters, 0) >= LEAST_COUNT


@cache
def _counts() -> dict[str, int]:
    """How often each of 83,000 words was counted in books (SymSpell's list: Google Books Ngrams and SCOWL)."""
    text = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    return {word: int(count) for word, count in (line.split() for line in text.splitlines() if line.strip())}
