"""The things that Easy Read has pictures for, and where a line names them: by whole words in all their forms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from easyread.language.words import MONTHS, NAMES_TOO, REMEMBERED, Token, number, tokens, word_list
from easyread.source import Span

OWN_TABLE = "concepts.toml"
"""What a council's own table is called in its folder; its rows add to ours or stand instead of them."""


class ConceptsRefused(Exception):
    """A table of concepts can't be read; `str()` of it is a plain sentence."""


@dataclass(frozen=True)
class Concept:
    """A thing with a picture; `picture` is 'own:NAME', 'openmoji:CODE', 'health:NAME', 'photo:NAME', or '' for none."""

    id: str
    words: tuple[str, ...]
    picture: str = ""
    alt: str = ""
    priority: int = 5
    """1 to 9: how much a line that names it is about it."""
    opposite: str = ""
    """The picture for a line that says that it is not so."""
    crossed: bool = True
    """Whether such a line may have this picture with a cross over it."""


@dataclass(frozen=True)
class Named:
    """A concept that a text names: its tokens from `first` up to but not including `end`."""

    concept: Concept
    first: int
    end: int

    @property
    def length(self) -> int:
        """In words."""
        return self.end - self.first


@dataclass(frozen=True)
class _Word:
    """One word of a phrase: what it is, whether its form must be this one, and what part of speech it must be."""

    text: str
    exact: bool = False
    part: str = ""


@dataclass(frozen=True)
class _Phrase:
    words: tuple[_Word, ...]
    concept: Concept


def concepts(own: Path | None = None) -> tuple[Concept, ...]:
    """All concepts, with those of a council's folder; raises ConceptsRefused."""
    ours = _shipped()
    if own is None or not (own / OWN_TABLE).is_file():
        return ours
    try:
        text = (own / OWN_TABLE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConceptsRefused(f"{OWN_TABLE} can't be read as text.") from error
    theirs = _read(text, str(own / OWN_TABLE))
    return tuple(({concept.id: concept for concept in ours} | {concept.id: concept for concept in theirs}).values())


@cache
def _shipped() -> tuple[Concept, ...]:
    text = (files("resources") / "easyread" / "concepts.toml").read_text(encoding="utf-8")
    return _read(text, "concepts.toml")


def _read(text: str, name: str) -> tuple[Concept, ...]:
    try:
        rows = tomllib.loads(text)
        found = tuple(Concept(id=key, **{**row, "words": tuple(row["words"])}) for key, row in rows.items())
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise ConceptsRefused(f"{name} can't be read as a table of pictures: {error}.") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, lists in lists in lists
        raise ConceptsRefused(f"{name} can't be read as a table of pictures.") from error
    for concept in found:
        texts = (*concept.words, concept.picture, concept.alt, concept.opposite)
        if not (all(isinstance(each, str) for each in texts) and isinstance(concept.priority, int)):
            raise ConceptsRefused(f"{name} can't be read as a table of pictures: '{concept.id}' has what is no text.")
        if isinstance(rows[concept.id]["words"], str) or not all(_phrase(words) for words in concept.words):
            why = "its words must be a list, and each of them a word"
            raise ConceptsRefused(f"{name} can't be read as a table of pictures: '{concept.id}': {why}.")
    return found


# --- finding
def named(text: str, among: tuple[Concept, ...] | None = None) -> tuple[Named, ...]:
    """The concepts that a text names, in order; of two that share words the longer one counts."""
    given = tokens(text)
    index = _index(among or _shipped())
    found = sorted(_candidates(given, index), key=lambda one: (-one.length, one.first))
    taken: set[int] = set()
    kept = []
    for one in found:
        if not taken.intersection(range(one.first, one.end)):
            taken.update(range(one.first, one.end))
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.first))


def span_of(one: Named, text: str) -> Span:
    """Where in the text a concept is named."""
    given = tokens(text)
    return Span(given[one.first].start, given[one.end - 1].end)


def _candidates(given: tuple[Token, ...], index: Mapping[str, tuple[_Phrase, ...]]) -> Iterator[Named]:
    offices = _offices(given)
    for at, token in enumerate(given):
        if _is_somebody(given, at):
            continue
        keys = readings(token.low) | {sign for sign in ("#", "£") if _is(token, sign)}
        for phrase in {id(one): one for key in keys for one in index.get(key, ())}.values():
            end = at + len(phrase.words)
            if len(phrase.words) == 1 and _is_place(given, at):
                continue
            if any(first <= at and end <= last for first, last in offices):
                continue
            if end <= len(given) and all(_fits(given, at + k, word) for k, word in enumerate(phrase.words)):
                yield Named(phrase.concept, at, end)


def _fits(given: tuple[Token, ...], at: int, word: _Word) -> bool:
    token = given[at]
    if word.text in ("#", "£"):
        return _is(token, word.text)
    if word.exact:
        return token.text == word.text
    return word.text in readings(token.low) and (not word.part or _is_part(given, at, word))


def _is_part(given: tuple[Token, ...], at: int, word: _Word) -> bool:
    """Whether a word is the part of speech asked for. Where that isn't told, 'tripped' is a verb, 'trip' not."""
    found = part_of_speech(given, at)
    return found == word.part or (not found and (word.part != "v" or given[at].low != word.text))


def _is(token: Token, sign: str) -> bool:
    """Whether a token is a number ('#') or a sum of pounds ('£')."""
    if sign == "£":
        return token.text[0] == "£"
    return token.text[0].isdigit() or (number(token.low) or 0) > 0


_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir", "lady", "nurse", "councillor"))


def _is_somebody(given: tuple[Token, ...], at: int) -> bool:
    """Whether a word is somebody's name: 'Mrs Cook', 'ask Bill'. The first word of a sentence has a capital anyway."""
    token = given[at]
    if not token.text[0].isupper() or at == 0:
        return False
    before = given[at - 1].low
    if before in _TITLES or (before == "." and at > 1 and given[at - 2].low in _TITLES):
        return True
    return token.low in NAMES_TOO - MONTHS - _TITLES and before not in (".", "!", "?", ":")


_PLACES = frozenset(
    word_list("bank park hill house road street court gate bridge church garden green lodge hall mill field wood lane")
)


def _is_place(given: tuple[Token, ...], at: int) -> bool:
    """Whether a word ends the name of a place: 'Cedar Bank', 'Dunmore Court'."""
    token, before = given[at], given[at - 1] if at else None
    return token.low in _PLACES and token.text[0].isupper() and before is not None and before.text[0].isupper()


_OFFICES = frozenset(
    word_list(
        "team teams manager managers officer officers department unit service services board trust association ltd "
        "limited director desk section committee directorate coordinator assistant"
    )
)
_SMALL = frozenset(word_list("and of for the &"))


def _offices(given: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    """Where names of teams, posts and bodies stand, but for their last word: 'the Charging Team' is about no bill.

    In capitals all that belongs to the name, else only the word before: 'the review team'.
    """
    found = []
    for at, token in enumerate(given):
        if token.low not in _OFFICES or not at:
            continue
        first = at
        if token.text[0].isupper():
            while first and (given[first - 1].text[0].isupper() or (given[first - 1].low in _SMALL and first != at)):
                first -= 1
            while given[first].low in _SMALL | _BEFORE_NOUNS:
                first += 1
        elif token.low in _OF_WORKERS and part_of_speech(given, at - 1) != "v" and given[at - 1].low not in _STAFF:
            first = at - 1
        found.append((first, at))
    return tuple(one for one in found if one[0] < one[1])


_OF_WORKERS = frozenset(word_list("team teams manager managers officer officers department"))
_STAFF = frozenset(word_list("police care housing social"))


@cache
def readings(word: str) -> frozenset[str]:
    """A word in small letters and every dictionary form that it may be a form of."""
    # Imported here because it brings numpy with it, which the window must not load at its start.
    from lemminflect import getAllLemmas, getAllLemmasOOV

    bare = word.removesuffix("'s").removesuffix("'")
    # It doesn't know 'carers', which is no word in America.
    found = getAllLemmas(bare) or getAllLemmasOOV(bare, upos="NOUN")
    return frozenset({word, bare}.union(*found.values()))


# --- parts of speech, by the neighbours
_BEFORE_NOUNS = frozenset(
    word_list(
        "a an the this that these those my your his her its our their no some any each every another which whose of"
    )
)
_BEFORE_VERBS = frozenset(
    word_list(
        "to i you we they he she it who not please can could will would shall should may might must cannot don't and "
        "or let us"
    )
)
_BEFORE_ADJECTIVES = frozenset(word_list("am is are was were be been being feel feels felt get got very so too more"))
_AFTER_ORDERS = _BEFORE_NOUNS | frozenset(word_list("us me them it him your for up in on here below with"))


def part_of_speech(given: tuple[Token, ...], at: int) -> str:
    """'n', 'v' or 'j' by what stands beside a word; '' where that doesn't tell."""
    before = given[at - 1].low if at else "."
    after = given[at + 1].low if at + 1 < len(given) else "."
    if before in _BEFORE_ADJECTIVES:
        return "v" if given[at].low.endswith("ing") else "j"
    if before in _BEFORE_NOUNS:
        return "n"
    if before in _BEFORE_VERBS:
        return "v"
    if not before[0].isalnum():
        return "v" if after in _AFTER_ORDERS else ""
    return ""


@lru_cache(maxsize=4)
def _index(among: tuple[Concept, ...]) -> Mapping[str, tuple[_Phrase, ...]]:
    found: dict[str, list[_Phrase]] = {}
    for concept in among:
        for phrase in map(_phrase, concept.words):
            first = phrase[0]
            found.setdefault(first.text.lower() if first.exact else first.text, []).append(_Phrase(phrase, concept))
    return {key: tuple(value) for key, value in found.items()}


@lru_cache(maxsize=REMEMBERED)
def _phrase(text: str) -> tuple[_Word, ...]:
    return tuple(_words(text.split()))


def _words(parts: Iterable[str]) -> Iterator[_Word]:
    for part in parts:
        if part in ("#", "£"):
            yield _Word(part)
            continue
        bare, _, kind = part.removeprefix("=").partition(":")
        pieces = [token.text for token in tokens(bare)]
        for piece in pieces:
            yield _Word(piece if part[0] == "=" else piece.lower(), part[0] == "=", kind)
