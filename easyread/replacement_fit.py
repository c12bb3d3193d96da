"""Whether plain words fit where hard ones stand, in which form, and whether their sense there is sure.

A verb gets the hard verb's form, a noun its number; 'a' becomes 'an'; capitals stay. What can't fit is not offered:
'was received' is never 'was got', 'the remaining sum' never 'the staying sum', a name is never changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from easyread.replacement_place import Place, Rules
from easyread.replacement_verbs import fit_verb, is_somebody
from easyread.source import Span
from easyread.word_forms import MASS, article, cased, is_many, many
from easyread.word_kind import (
    ARTICLES,
    BE,
    DETERMINERS,
    HAVE,
    MODALS,
    OBJECTS,
    begins_noun,
    kind,
    low,
    parts,
)
from easyread.word_tokens import Word

_WINDOW = 5
"""How many words on a word is looked for that makes a row unsafe."""
_LIKE_DETERMINERS = frozenset(
    (
        "enough",
        "many",
        "more",
        "another",
        "the",
        "some",
        "all",
        "no",
        "not",
        "too",
        "a",
        "an",
        "nearly",
        "most",
        "every",
    )
)
_PARTICLES = frozenset(("up", "out", "off", "back", "down", "away", "right", "first", "on"))
_LATE = frozenset(("before", "later", "fast", "together", "apart"))
"""Adverbs that stand after the verb only."""
_PREDICATIVE = frozenset(
    (
        "seem",
        "seems",
        "seemed",
        "become",
        "becomes",
        "became",
        "feel",
        "feels",
        "felt",
        "get",
        "stay",
        "remain",
        "remains",
    )
)
_IS = frozenset(("is", "was", "has", "does", "this", "that"))
_ARE = frozenset(("are", "were", "have", "do", "these", "those"))
_ONE = frozenset(("a", "an", "this", "that", "each", "every", "another"))


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
        if " that *" in plain and low(place.words, place.kept[0]) in OBJECTS - {"you", "it"}:
            return None  # 'says that him must'
        sure = sure and is_somebody(place, place.kept[1] - 1, rules)
        start, end = place.words[place.kept[0]].start, place.words[place.kept[1] - 1].end
        plain = plain.replace("*", text[start:end])
    safe = (place.safe or _is_told(place, rules)) and sure and not _warned(place, rules)
    return _mended(place, plain, text, safe)


def _warned(place: Place, rules: Rules) -> bool:
    """Whether the word before, the subject or one of the next few words is one by which the sense may be another."""
    if {place.before, place.lead, place.subject} & set(rules.unsafe_after.get(place.hard, ())):
        return True
    bad = rules.unsafe_before.get(place.hard, ())
    for word in place.words[place.after : place.after + _WINDOW] if bad else ():
        if not word.is_word:
            return False
        if word.low in bad:
            return True
    return False


def _is_told(place: Place, rules: Rules) -> bool:
    """Whether the word before, the subject or one of the next few words tells the sense of an unsure row."""
    told = rules.safe_beside.get((place.hard, place.plain), ())
    if not told:
        return False
    if place.part == "phrase":
        return place.before in told
    after = tuple(takewhile(_goes_on, place.words[place.after : place.after + _WINDOW]))
    sums = {"£"} if any(word.is_sum for word in after) else set()
    return not {place.lead, place.subject, *sums, *(word.low for word in after)}.isdisjoint(told)


def _goes_on(word: Word) -> bool:
    return word.is_word or word.is_sum


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
    late = " " in place.plain or place.plain in _LATE
    return place.plain, (ends or not late) and not (late and place.before in MODALS | BE | HAVE | {"to"})


def _adjective(place: Place, rules: Rules) -> tuple[str, bool] | None:
    """Before a noun, or after 'is'; of several words only those that begin with how much may stand before a noun."""
    stands_before = begins_noun(place.next)
    predicative = place.lead in BE | _PREDICATIVE
    if not stands_before and not predicative and {"NOUN", "VERB"} & set(parts(place.low)):
        return None
    if " " in place.plain and stands_before and place.plain.split(" ")[0] not in ("very", "good", "not", "too"):
        return (place.plain, False) if predicative else None
    return place.plain, stands_before or predicative


def _noun(place: Place, rules: Rules) -> tuple[str, bool] | None:
    """In the number of the hard noun; sure where its neighbours say that it is a noun."""
    known = set(parts(place.words[place.first].bare)) if place.after - place.first == 1 else set()
    reading = kind(place.words, place.first, place.after)
    if "VERB" in known and reading == "verb":
        return None
    as_adjective = "ADJ" in known and not place.owns and begins_noun(place.next)
    sure = not as_adjective and ("VERB" not in known or reading == "noun")
    plain: str | None = place.plain
    if place.tags == ("NNS",) and not is_many(place.plain) and not is_many(place.hard):
        plain = many(place.plain)
    if plain is None:
        return None
    if place.tags == ("NN",) and not place.owns and "NOUN" in parts(place.next) and begins_noun(place.next):
        sure = False  # 'a residence permit'
    return plain, sure and _agrees(place, plain)


def _agrees(place: Place, plain: str) -> bool:
    """Whether the words beside a noun fit its new number: 'this correspondence is', not 'this letters is'."""
    hard_many = place.tags == ("NNS",)
    plain_many = is_many(plain)
    if plain_many and not hard_many:
        return place.before not in _ONE and place.next not in _IS
    if hard_many and not plain_many:
        return place.before not in _ARE | {"many", "few", "several"} and place.next not in _ARE
    return plain.split(" ")[-1] not in MASS or place.before not in ARTICLES


def _mended(place: Place, plain: str, text: str, safe: bool) -> Fit | None:
    """The plain words with capitals, with a pronoun in its place ('send it back') and the article before them right."""
    first = place.words[place.first]
    start, end = first.start, place.words[place.after - 1].end - (2 if place.part == "noun" and place.owns else 0)
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


_STEPS = {"phrase": _phrase, "verb": fit_verb, "noun": _noun, "adjective": _adjective, "adverb": _adverb}
