"""What a claim says and its evidence does not hold: numbers, dates, names and negations, found by a plain scan.

It shares nothing with `scribe.notes.verify`, so that what is overlooked there can still be counted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from easyread.language.words import word_list
from scribe.visit import Claim, Person, Turn, TurnId

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_UP_TO_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_NUMBERS = {word: str(value) for value, word in enumerate(word_list(_UP_TO_TWENTY))} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
    "hundred": "100", "thousand": "1000", "million": "1000000", "first": "1st", "second": "2nd", "third": "3rd",
    "once": "once", "twice": "twice", "half": "half", "quarter": "quarter", "dozen": "12",
}  # fmt: skip
_DATES = frozenset(
    word_list(
        "monday tuesday wednesday thursday friday saturday sunday january february april june july august september "
        "october november december today tomorrow yesterday tonight"
    )
)
_MONTHS_THAT_ARE_WORDS = frozenset({"March", "May"})
_NEGATIONS = frozenset(
    word_list("no not never none nobody nothing nowhere neither nor without cannot nope nah ain't n't refuse refused")
)
_ADDRESSED = frozenset(word_list("you your yours yourself yourselves we us our ours you're you've you'll you'd"))
_BEFORE_A_SENTENCE = '.!?:…"“'


class What(StrEnum):
    """What kind of thing it is."""

    NUMBERS = "numbers"
    DATES = "dates"
    NAMES = "names"
    NEGATIONS = "negations"


@dataclass(frozen=True)
class Unheld:
    """One word of a claim that nothing in its evidence stands for."""

    what: What
    word: str


def unheld(claim: Claim, turns: dict[TurnId, Turn], people: tuple[Person, ...]) -> tuple[Unheld, ...]:
    """Every number, date, name and negation of a claim's text that the words of its evidence don't hold."""
    said = " ".join(turns[each.turn].text[each.start_char : each.end_char] for each in claim.evidence)
    speakers = {turns[each.turn].speaker for each in claim.evidence}
    return tuple((*_words_unheld(claim.text, said), *_people_unheld(claim.text, said, speakers, people)))


def _words_unheld(text: str, said: str) -> Iterator[Unheld]:
    held = set(map(_plain, _TOKEN.findall(said)))
    for found in _TOKEN.finditer(text):
        word = found[0]
        if _is_number(word) and _number(word) not in map(_number, held):
            yield Unheld(What.NUMBERS, word)
        elif _is_date(word) and _plain(word) not in held:
            yield Unheld(What.DATES, word)
    more = sum(map(_negates, _TOKEN.findall(text))) - sum(map(_negates, _TOKEN.findall(said)))
    yield from (Unheld(What.NEGATIONS, "not") for _ in range(more))


def _people_unheld(text: str, said: str, speakers: set[str], people: tuple[Person, ...]) -> Iterator[Unheld]:
    """Names that nobody said, and people who neither speak in the evidence nor are named or spoken to in it."""
    held = set(map(_plain, _TOKEN.findall(said)))
    known = {_plain(word) for person in people for word in _TOKEN.findall(person.name)}
    for found in _TOKEN.finditer(text):
        word = found[0]
        named = word[0].isupper() and not word.startswith(("I'", "I’")) and word != "I" and not _is_date(word)
        if named and not _begins(text, found.start()) and _plain(word) not in held | known:
            yield Unheld(What.NAMES, word)
    outside = set(map(_plain, _TOKEN.findall(_QUOTED.sub(" ", text))))
    for person in people:
        surname = next((_plain(word) for word in reversed(_TOKEN.findall(person.name))), "")
        if surname in outside and person.id not in speakers and not held & (_ADDRESSED | {surname}):
            yield Unheld(What.NAMES, surname)


def _begins(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return not before or before[-1] in _BEFORE_A_SENTENCE


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word.lower() in _NUMBERS


def _number(word: str) -> str:
    return _NUMBERS.get(word.lower(), word.replace(",", ""))


def _is_date(word: str) -> bool:
    return _plain(word) in _DATES or word in _MONTHS_THAT_ARE_WORDS


def _negates(word: str) -> bool:
    plain = _plain(word)
    return plain in _NEGATIONS or plain.endswith("n't")


def kinds(found: Iterable[Unheld]) -> dict[str, int]:
    """How many of each kind there are, those with none too."""
    listed = [each.what for each in found]
    return {what.value: listed.count(what) for what in What}
