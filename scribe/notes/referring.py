"""Whom 'she' and 'he' mean: the person the visit is about, where nobody else could be meant; otherwise nobody."""

from __future__ import annotations

import re

from easyread.language.words import MONTHS, NAMES_TOO, WEEKDAYS, known, lemma, speech, tokens, word_list
from scribe.notes.people import People, pronouns
from scribe.visit import Role

FORMS = {
    "she": frozenset(word_list("she her hers herself she's she'll she'd")),
    "he": frozenset(word_list("he him his himself he's he'll he'd")),
}
"""Every form of 'she' and of 'he'."""


_TITLES = frozenset(["mrs", "miss", "ms", "mr", "dr"])


def only_one(group: str, speaker: str, people: People) -> str:
    """The one person present whom this speaker can call 'she' (or 'he'), or ''."""
    meant = [str(each.id) for each in people.people if each.id != speaker and pronouns(each).subject == group]
    return meant[0] if len(meant) == 1 else ""


def meant(text: str, before: tuple[str, ...], speaker: str, people: People) -> tuple[tuple[str, str], ...]:
    """Pairs of pronoun and person for a sentence; `before` is what was said shortly before it.

    Only the person the visit is about is ever named so, and only where nobody else who could be 'she' was spoken of.
    """
    low = {token.low for token in tokens(text)}
    found = []
    for group, forms in FORMS.items():
        who = only_one(group, speaker, people) if low & forms else ""
        person = people.find(who) if who else None
        if person is None or person.role is not Role.PERSON:
            continue
        if not any(others(each, people, group) for each in (text, *before)):
            found.append((group, who))
    return tuple(found)


def others(text: str, people: People, group: str) -> bool:
    """Whether somebody is spoken of, other than the people present, who could be 'she' (or 'he')."""
    said = tokens(text)
    for at, token in enumerate(said):
        after = next((each.low for each in said[at + 1 : at + 3] if each.is_word), "")
        titled = token.low in _TITLES and after not in people.name_words
        if titled or could_be(token.text, people, group) or _maybe_named(token.text, people, first=at == 0):
            return True
    return False


def _maybe_named(word: str, people: People, *, first: bool) -> bool:
    """Whether a word with a capital may be somebody's name; at the start of a sentence, only where it often is one."""
    low = word.lower().replace("’", "'").removesuffix("'s")
    if not word[:1].isupper() or low in people.name_words or low in _TITLES or re.match(r"i\b", low):
        return False
    return low in NAMES_TOO if first else low.removesuffix("s") not in WEEKDAYS | MONTHS


def could_be(word: str, people: People, group: str) -> bool:
    """Whether one word names somebody, not present by that name, who could be 'she' (or 'he')."""
    low = word.lower().replace("’", "'").removesuffix("'s")
    same = speech("she_nouns") if group == "she" else speech("he_nouns")
    if low in same or low in speech("person_nouns") or lemma(low) in (*same, *speech("person_nouns")):
        return True
    if (
        not word[:1].isupper()
        or low in people.name_words
        or low.removesuffix("s") in WEEKDAYS | MONTHS
        or re.match(r"i\b", low)
    ):
        return False
    return not known(low) and low.isalpha() and len(low) > 1
