"""Whether plain words fit where hard ones stand, in which form, and whether their sense there is sure.

A verb gets the hard verb's form, a noun its number; 'a' becomes 'an'; capitals stay. What can't fit is not offered:
'was received' is never 'was got', 'the remaining sum' never 'the staying sum', a name is never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from easyread.source import Span
from easyread.word_forms import MASS, article, cased, inflected, is_many, many
from easyread.word_kind import (
    ARTICLES,
    BE,
    DETERMINERS,
    DO,
    HAVE,
    JOINING,
    MODALS,
    NEGATIVE,
    OBJECTS,
    SUBJECTS,
    back,
    begins_noun,
    kind,
    low,
    parts,
)
from easyread.word_tokens import Word

_WINDOW = 5
"""How many words on a word is looked for that makes a row unsafe."""
_LIKE_DETERMINERS = frozenset(
    ("enough", "many", "more", "another", "the", "some", "all", "no", "not", "too", "a", "an", "nearly", "most", "every")
)
_PARTICLES = frozenset(("up", "out", "off", "back", "down", "away", "right", "first", "on"))
_PREDICATIVE = frozenset(("seem", "seems", "seemed", "become", "becomes", "became", "feel", "feels", "felt", "get"))
_FINITE = frozenset(("VBZ", "VBP", "AM"))
_IS = frozenset(("is", "was", "has", "does", "this", "that"))
_ARE = frozenset(("are", "were", "have", "do", "these", "those"))
_ONE = frozenset(("a", "an", "this", "that", "each", "every", "another"))


class Rules(Protocol):
    """What the table says beside its rows."""

    @property
    def unsafe_before(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def unsafe_forms(self) -> frozenset[str]: ...
    @property
    def no_passive(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Hard words where they stand: the numbers of their first word and the one after, and the row they are of."""

    words: tuple[Word, ...]
    first: int
    after: int
    tags: tuple[str, ...]
    hard: str
    plain: str
    part: str
    safe: bool
    kept: tuple[int, int]
    """The words that a '*' stands for."""
    has_object: bool

    @property
    def before(self) -> str:
        """The word before, in small letters."""
        return low(self.words, self.first - 1)

    @property
    def next(self) -> str:
        """The word after, in small letters."""
        return low(self.words, self.after)

    @property
    def low(self) -> str:
        """The first of the hard words, in small letters."""
        return self.words[self.first].low


@dataclass(frozen=True, slots=True)
class Fit:
    """Plain words in the form that fits, and where they stand."""

    span: Span
    plain: str
    safe: bool


def fit(place: Place, text: str, rules: Rules) -> Fit | None:
    """The plain words in their form, or None where they can't stand."""
    if _is_name(place) or (place.before in DETERMINERS and place.plain.split(" ")[0] in _LIKE_DETERMINERS):
        return None
    found = _STEPS[place.part](place, rules)
    if found is None:
        return None
    plain, sure = found
    if place.kept[1]:
        start, end = place.words[place.kept[0]].start, place.words[place.kept[1] - 1].end
        plain = plain.replace("*", text[start:end])
    return _mended(place, plain, text, place.safe and sure and not _warned(place, rules))


def _warned(place: Place, rules: Rules) -> bool:
    """Whether one of the next few words of the clause is one by which the sense may be another."""
    bad = rules.unsafe_before.get(place.hard, ())
    for word in place.words[place.after : place.after + _WINDOW] if bad else ():
        if not word.is_word:
            return False
        if word.low in bad:
            return True
    return False


def _is_name(place: Place) -> bool:
    """Whether capitals show that the words are a name, or stand in one."""
    stretch = [word for word in place.words[place.first : place.after] if word.text[0].isalpha() and word.text != "I"]
    kept = range(*place.kept)
    if all(word.text.isupper() and len(word.text) > 1 for word in stretch):
        return False
    for number, word in enumerate(place.words[place.first : place.after], place.first):
        if word.text[0].isupper() and word.text != "I" and number not in kept and not word.opens:
            return True
    following = place.words[place.after] if place.after < len(place.words) else None
    opens_name = place.words[place.first].text[0].isupper() and following is not None and following.text[0].isupper()
    return opens_name and place.part in ("noun", "adjective") and following is not None and following.text != "I"


def _phrase(place: Place, rules: Rules) -> tuple[str, bool] | None:
    return place.plain, True


def _adverb(place: Place, rules: Rules) -> tuple[str, bool] | None:
    """One word goes anywhere; several only at an end of a clause. 'Weekly' before a noun is no adverb."""
    ends = not begins_noun(place.next)
    if "ADJ" in parts(place.low) and not ends:
        return None
    sure = " " not in place.plain or ends
    return place.plain, sure and not (" " in place.plain and place.before in MODALS | BE | HAVE | {"to"})


def _adjective(place: Place, rules: Rules) -> tuple[str, bool] | None:
    """Before a noun, or after 'is'; of several words only those that begin with how much may stand before a noun."""
    stands_before = begins_noun(place.next)
    predicative = low(place.words, back(place.words, place.first)) in BE | _PREDICATIVE
    if not stands_before and not predicative and {"NOUN", "VERB"} & set(parts(place.low)):
        return None
    if " " in place.plain and stands_before and place.plain.split(" ")[0] not in ("very", "good", "not", "too"):
        return (place.plain, False) if predicative else None
    return place.plain, stands_before or predicative


def _noun(place: Place, rules: Rules) -> tuple[str, bool] | None:
    """In the number of the hard noun; sure where its neighbours say that it is a noun."""
    known = set(parts(place.low)) if place.after - place.first == 1 else set()
    reading = kind(place.words, place.first, place.after)
    if "VERB" in known and reading == "verb":
        return None
    as_adjective = "ADJ" in known and begins_noun(place.next)
    sure = not as_adjective and ("VERB" not in known or reading == "noun")
    plain = place.plain
    if place.tags == ("NNS",) and not is_many(plain):
        plain = many(plain)
        if " or " in plain:
            return None
    if begins_noun(place.next) and (" " in plain or is_many(plain)) and "VERB" not in parts(place.next):
        sure = False
    return plain, sure and _agrees(place, plain)


def _agrees(place: Place, plain: str) -> bool:
    """Whether the words beside a noun fit its new number: 'this correspondence is', not 'this letters is'."""
    hard_many = place.tags == ("NNS",)
    plain_many = is_many(plain)
    if plain_many and not hard_many:
        return place.before not in _ONE and place.next not in _IS
    if hard_many and not plain_many:
        return place.before not in _ARE | {"many", "few", "several"} and place.next not in _ARE
    return plain not in MASS or place.before not in ARTICLES


def _verb(place: Place, rules: Rules) -> tuple[str, bool] | None:
    """In the form of the hard verb; sure where its neighbours say that it is a verb, and which form it is."""
    tag, sure = _tag(place)
    single = place.after - place.first == 1
    if single and tag in ("VB", "VBP", "VBZ") and {"NOUN", "ADJ"} & set(parts(place.low)):
        reading = kind(place.words, place.first, place.after)
        if reading == "noun":
            return None
        sure = sure and reading == "verb"
    if _is_denied(place) or not _stands(place, tag, rules):
        return None
    before = low(place.words, back(place.words, place.first))
    if place.low in rules.unsafe_forms and before not in BE | HAVE:
        sure = False
    if tag in _FINITE and place.plain.startswith("must") and _negative_near(place):
        return place.plain.replace("must", "has to" if tag == "VBZ" else "have to", 1), sure
    plain = inflected(place.plain, tag)
    return (plain, sure) if plain is not None else None


def _tag(place: Place) -> tuple[str, bool]:
    """Which of its tags a form has here, and whether that is sure or makes no difference."""
    before = low(place.words, back(place.words, place.first))
    if len(place.tags) == 1:
        return place.tags[0], place.tags[0] not in ("WAS", "WERE") or not place.plain.startswith("be ")
    if "VB" in place.tags:
        return ("VB" if before in MODALS | DO | {"to"} else "VBP"), True
    if before in BE | HAVE or place.next == "by":
        return "VBN", True
    if before in SUBJECTS | {"you", "it"}:
        return "VBD", True
    return "VBD", inflected(place.plain, "VBD") == inflected(place.plain, "VBN")


def _stands(place: Place, tag: str, rules: Rules) -> bool:
    """Whether a plain verb may stand in this form: in the passive, before a noun, with no object."""
    before = low(place.words, back(place.words, place.first))
    passive = before in BE or (place.next == "by" and before not in HAVE)
    if passive and "VBN" in place.tags and (place.plain.split(" ")[0] in rules.no_passive or place.plain in rules.no_passive):
        return False
    if tag in ("VBD", "VBN", "VBG") and (place.before in DETERMINERS | ARTICLES or place.before.endswith("'s")):
        if begins_noun(place.next) and (tag == "VBG" or " " in place.plain or place.plain in rules.no_passive):
            return False
    if place.has_object and not (passive and "VBN" in place.tags):
        return place.next in DETERMINERS | OBJECTS or begins_noun(place.next)
    return True


def _is_denied(place: Place) -> bool:
    """Whether a plain verb with 'not' in it would stand after another 'not'."""
    if not place.plain.startswith(("do not", "cannot")):
        return False
    nearby = [low(place.words, place.first - step) for step in (1, 2, 3)]
    modal = nearby[0] in MODALS | {"to"} and place.plain.startswith("do not")
    return modal or any(word in NEGATIVE or word.endswith("n't") for word in nearby)


def _negative_near(place: Place) -> bool:
    """Whether the subject is 'no one': 'no one is required to' is not 'no one must'."""
    for step in range(1, _WINDOW + 1):
        word = low(place.words, place.first - step)
        if word in NEGATIVE:
            return True
        if not word[0].isalnum() or word in JOINING:
            return False
    return False


def _mended(place: Place, plain: str, text: str, safe: bool) -> Fit | None:
    """The plain words with capitals, with a pronoun in its place ('send it back') and the article before them right."""
    first = place.words[place.first]
    last = place.words[place.after - 1]
    start, end = first.start, last.end - (2 if place.part == "noun" and last.low != last.bare else 0)
    if plain.lower() == text[start:end].lower():
        return None
    head, _, particle = plain.partition(" ")
    if place.part == "verb" and particle in _PARTICLES and place.next in OBJECTS and place.next != "her":
        end = place.words[place.after].end
        plain = f"{head} {text[place.words[place.after].start : end]} {particle}"
    plain = cased(plain, text[start:end])
    if place.before in ARTICLES and place.words[place.first - 1].end < start:
        before = place.words[place.first - 1]
        if article(plain) != before.low:
            return Fit(Span(before.start, end), f"{cased(article(plain), before.text[:1])} {plain}", safe)
    return Fit(Span(start, end), plain, safe)


_STEPS = {"phrase": _phrase, "verb": _verb, "noun": _noun, "adjective": _adjective, "adverb": _adverb}
