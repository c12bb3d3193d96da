"""Whom the pronoun that opens a sentence of the worker's own account means: named only where nobody else could be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from easyread.language.clauses import AUXILIARY, SUBJECTS
from easyread.language.words import (
    Token,
    is_noun,
    is_verb_base,
    is_verb_past,
    known,
    lemma,
    number,
    speech,
    tokens,
    word_list,
)
from scribe.notes.own_words import first_word
from scribe.notes.people import SOMEBODY, People, pronouns
from scribe.notes.referring import FORMS, only_one
from scribe.notes.units import DAYS, FUNCTION, MODALS, NEGATORS
from scribe.off_record import TOKEN

UNSURE = "?"


@dataclass(frozen=True)
class Before:
    """The sentence before: its words, and whom the pronoun that opens it means ('' where none does)."""

    text: str = ""
    meant: str = ""


def who_opens(text: str, before: Before, speaker: str, people: People) -> str:
    """Whom the pronoun that opens a sentence means: a person, '?' where that is not sure, or '' where none opens it.

    Sure is only the one person present who is called so, and only where the sentence just before is about that person
    and speaks of nobody else. No list of words for people is ever whole, so it is the other way round: a noun that is
    not known as a thing may be somebody.
    """
    low = first_word(text)
    group = next((group for group, forms in FORMS.items() if low in forms), "")
    if not group:
        return UNSURE if low in _THEY else ""
    who = only_one(group, speaker, people)
    return who if who and _is_about(before, who, group, people) else UNSURE


def likely(text: str, speaker: str, people: People) -> str:
    """Whom an opening pronoun most likely means: good enough for a heading, and never for a name."""
    low = first_word(text)
    return next((only_one(group, speaker, people) for group, forms in FORMS.items() if low in forms), "")


_THEY = frozenset(word_list("they their theirs they're they've they'll they'd"))
_VISITED = r"(?:[Ii] (?:then |also )?(?:visited|saw|met|assessed|rang|phoned|called|spoke to|spoke with|met with) )?"


def _is_about(before: Before, who: str, group: str, people: People) -> bool:
    text = before.text
    if TOKEN in text:
        return False
    names = _names(who, people)
    about = re.match(rf"{_VISITED}(?:{'|'.join(map(re.escape, names))})\b(?!['’-])", text) if names else None
    if about is None and before.meant != who:
        return False
    return not _may_name_another(text[about.end() :] if about else text, group, people)


def _names(who: str, people: People) -> list[str]:
    person = people.find(who)
    names = {people.name(who), person.name if person else ""} - {"", SOMEBODY}
    first = person.name.split()[0] if person and person.name.split() else ""
    if first and first.rstrip(".").lower() not in _TITLES:
        names.add(first)
    return sorted(names, key=len, reverse=True)


_TITLES = frozenset(word_list("mr mrs ms miss mx dr"))


def _may_name_another(text: str, group: str, people: People) -> bool:
    """Whether any word may be somebody else who is called so; others present, of another pronoun, are not."""
    for person in people.people:
        if pronouns(person).subject in FORMS.keys() - {group}:
            for name in _names(str(person.id), people):
                text = re.sub(rf"\b{re.escape(name)}\b(?!['’-])", " it ", text)
    said = tuple(token for token in tokens(text) if token.is_word)
    return any(_may_be_another(said, at, group) for at in range(len(said)))


def _may_be_another(said: tuple[Token, ...], at: int, group: str) -> bool:
    low = said[at].low
    before, after = (said[at - 1].low if at else ""), (said[at + 1].low if at + 1 < len(said) else "")
    if low in FORMS[group]:
        # 'Mrs Begum rang her': another woman, unless it is 'her arm'.
        return low in ("her", "him", "hers") and not (low == "her" and _is_thing(after))
    if any(low in forms for forms in FORMS.values()) or low in _WORKER:
        return False
    if low.removesuffix("s") in DAYS or low in DAYS or number(low) is not None or "n't" in low:
        return False
    if said[at].text[:1].isupper() and low not in _PLAIN and at:
        return True
    return not (low in _PLAIN or _is_thing(low) or _is_no_noun(low, before))


def _is_thing(word: str) -> bool:
    return word in speech("things") or lemma(word) in speech("things")


def _is_no_noun(word: str, before: str) -> bool:
    """Whether a word of the dictionary can't be a noun, or stands where a verb does."""
    if not known(word):
        return False
    verb_place = not before or before in SUBJECTS | AUXILIARY | {"she", "he", "to", "and"} or before.endswith("ly")
    return not is_noun(word) or (verb_place and (is_verb_past(word) or is_verb_base(lemma(word))))


_WORKER = frozenset(word_list("i me my mine myself i'm i've i'd i'll"))
_PEOPLE_WORDS = frozenset(
    word_list("they them their theirs we us our ours you your yours who whom whose someone somebody anyone anybody")
)
_PLAIN = (
    (FUNCTION | MODALS | NEGATORS | AUXILIARY | frozenset(speech("adverbs")) | frozenset(speech("account_told")))
    - _PEOPLE_WORDS
    - frozenset(word_list("other others nobody neither some most all both either"))
)
