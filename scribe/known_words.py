"""The words that the recogniser should know: names at a visit, its own words, the council's list, and Fairnote's lists.

A list is a plain text: a line a word, and after '=' how it sounds, in ordinary words. Fairnote's own two are of
medicines and of care words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path

from scribe.document_text import tidy
from scribe.errors import FairnoteError
from scribe.named_files import text_of
from scribe.visit import Visit

LONGEST_LETTERS = 60
LONGEST_WORDS = 4
"""Words in one known word: more than that is a sentence, and none is ever put in the place of so many."""
MOST_WORDS = 5_000
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "sir", "dame", "lady", "lord", "rev", "prof"})

NOT_TEXT = "The list of words could not be read as text, a line a word. It was not changed."


class WordsRefused(FairnoteError):
    """A list of known words, or one of them, can't be used."""

    sentence = "That can't be used as a word to know. Nothing was changed."


class Source(StrEnum):
    """Whose a known word is. A word of the visit's own is likelier to be said in it than one of a list's."""

    VISIT = "visit"
    COUNCIL = "council"
    CARE = "care"
    MEDICINE = "medicine"


@dataclass(frozen=True)
class KnownWord:
    """A word, or a term of up to LONGEST_WORDS, and spellings in ordinary words of how else it sounds."""

    text: str
    source: Source
    sounds_like: tuple[str, ...] = ()
    titles: frozenset[str] = frozenset()
    """Of a surname: the titles with which somebody at the visit is called by it, as 'mrs'."""


def read_words(text: str, source: Source) -> tuple[KnownWord, ...]:
    """The words of a list. '#' begins a remark. Raises `WordsRefused`, which says which line is wrong and why."""
    found: dict[str, KnownWord] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.split("#")[0].strip()
        if stripped:
            try:
                known = _read_line(stripped, source)
            except WordsRefused as error:
                raise WordsRefused(f"Line {number} of the list of words: {error} Nothing was changed.") from None
            found.setdefault(known.text, known)
    if len(found) > MOST_WORDS:
        raise WordsRefused(f"The list has more than {MOST_WORDS} words. Nothing was changed.")
    return tuple(found.values())


def words_of_file(path: Path) -> tuple[KnownWord, ...]:
    """The words of a list in a file. Raises `FileRefused` or `WordsRefused`."""
    return read_words(text_of(str(path), NOT_TEXT), Source.COUNCIL)


def shipped_words() -> tuple[KnownWord, ...]:
    """Fairnote's own lists: words of care and medicines."""
    return (*_shipped("care.txt", Source.CARE), *_shipped("medicines.txt", Source.MEDICINE))


def words_of_visit(visit: Visit) -> tuple[KnownWord, ...]:
    """The names of its people in their parts, and its own words."""
    named = {part: frozenset[str]() for person in visit.people for part in name_parts(person.name)}
    for person in visit.people:
        if len(parts := name_parts(person.name)) > 1 or _title(person.name):
            for surname in parts[-1:]:
                named[surname] |= titles_of(person.name)
    own = [(word.text, word.sounds_like) for word in read_words("\n".join(visit.known_words), Source.VISIT)]
    how = _how_names_sound()
    texts = {part: how.get(_folded(part), ()) for part in named}
    return tuple(
        KnownWord(text, Source.VISIT, sounds, named.get(text, frozenset()))
        for text, sounds in {**texts, **dict(own)}.items()
    )


def known_words_of(visit: Visit, council: Path | None = None) -> tuple[KnownWord, ...]:
    """All that should be known at a visit, each once, the visit's own first. Raises as `words_of_file`."""
    return together(words_of_visit(visit), words_of_file(council) if council else (), shipped_words())


def together(*lists: Iterable[KnownWord]) -> tuple[KnownWord, ...]:
    """All of them, each once: of two the first, but what is a medicine stays one, with all the care that one needs."""
    found: dict[str, KnownWord] = {}
    for known in (word for words in lists for word in words):
        if known.source is Source.MEDICINE or _folded(known.text) not in found:
            found[_folded(known.text)] = known
    return tuple(found.values())


def name_parts(name: str) -> tuple[str, ...]:
    """'Mrs Amina Begum' as Amina and Begum: no title, no initial, nothing in brackets."""
    bare = re.sub(r"\(.*?\)", " ", name)
    parts = (part.strip(".,'’\"") for part in bare.split())
    return tuple(
        part.removesuffix("'s").removesuffix("’s")
        for part in parts
        if len(part) > 1 and part.lower() not in TITLES and part[0].isupper() and _is_word(part)
    )


def titles_of(name: str) -> frozenset[str]:
    """The titles by which somebody of this name is called, in small letters: any, where the name has none."""
    own = _title(name)
    alike = next((group for group in _SAME_PERSON if own in group), frozenset({own} if own else ()))
    return alike or TITLES


def _title(name: str) -> str:
    first = name.split()[0].strip(".,").lower() if name.split() else ""
    return first if first in TITLES else ""


_SAME_PERSON = (frozenset({"mrs", "ms", "miss"}), frozenset({"dr", "doctor"}))
"""Titles that are said, or heard, of one person."""


def checked_word(text: str) -> str:
    """A line of a visit's own words, tidied. Raises `WordsRefused`."""
    known = _read_line(" ".join(text.split()), Source.VISIT)
    return " = ".join((known.text, *known.sounds_like))


@cache
def _shipped(name: str, source: Source) -> tuple[KnownWord, ...]:
    return read_words((files("resources") / "words" / name).read_text("utf-8"), source)


@cache
def mistaken_for() -> dict[str, frozenset[str]]:
    """For each medicine those that it is mistaken for."""
    text = (files("resources") / "words" / "alike.txt").read_text("utf-8")
    pairs = [tuple(map(str.strip, line.split(","))) for line in text.splitlines() if line and line[0] != "#"]
    found: dict[str, frozenset[str]] = {}
    for one, other in (*pairs, *(pair[::-1] for pair in pairs)):
        found[one] = found.get(one, frozenset()) | {other}
    return found


@cache
def _how_names_sound() -> dict[str, tuple[str, ...]]:
    """Names whose spelling does not say how they sound, by their letters."""
    return {_folded(name.text): name.sounds_like for name in _shipped("names.txt", Source.VISIT)}


def _read_line(line: str, source: Source) -> KnownWord:
    text, *sounds = (" ".join(part.split()) for part in line.split("="))
    for part in (text, *sounds):
        _refuse(part)
    return KnownWord(text, source, tuple(sounds))


def _refuse(text: str) -> None:
    if not text:
        raise WordsRefused("there is no word.")
    if tidy(text) != unicodedata.normalize("NFC", text) or not all(_is_word(part) for part in text.split()):
        raise WordsRefused("a word has letters, hyphens and apostrophes only.")
    if len(text.split()) > LONGEST_WORDS or len(text) > LONGEST_LETTERS:
        raise WordsRefused(f"a word to know has at most {LONGEST_WORDS} parts and {LONGEST_LETTERS} letters.")


def _is_word(part: str) -> bool:
    return all(letter.isalpha() or letter in "-'’." for letter in part) and any(map(str.isalpha, part))


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
