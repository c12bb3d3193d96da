"""Whether a plain verb fits where a hard one stands, and in which form.

'Was received' is never 'was got', 'the remaining sum' never 'the staying sum', 'no one is required to' never 'no one
must'; what depends on a form that isn't sure ('the panel considered') is not safe.
"""

from __future__ import annotations

from easyread.replacement_place import Place, Rules
from easyread.word_forms import inflected
from easyread.word_kind import (
    AUXILIARY,
    BE,
    DETERMINERS,
    DO,
    HAVE,
    JOINING,
    MODALS,
    NEGATIVE,
    OBJECTS,
    SUBJECTS,
    begins_noun,
    kind,
    low,
    parts,
)

_FINITE = frozenset(("VBZ", "VBP", "AM"))
_PRONOUNS = (SUBJECTS | OBJECTS | {"who", "one", "neither", "both", "all"}) - {"it"}
_VERBS = frozenset(("be", "have", "make", "take", "give", "put", "come", "hold", "reach", "raise", "carry", "complete"))
"""Verbs that are hardly ever nouns, though the lexicon has them as such."""
_OF_OBJECT = frozenset(("VB", "VBP", "VBZ", "VBG"))
_LEADS_OBJECT = frozenset(("into", "at", "for", "about", "of", "with", "to", "after", "on"))
_NO_OBJECT = frozenset(
    ("", ",", "until", "unless", "before", "after", "if", "when", "where", "while", "because", "by", "and", "or")
)
_ENDS = frozenset(".!?;:\n")
_NEAR = 5
"""How many words before a verb 'no one' is looked for."""


def fit_verb(place: Place, rules: Rules) -> tuple[str, bool] | None:
    """In the form of the hard verb; sure where its neighbours say that it is a verb, and which form it is."""
    tag, sure = _tag(place)
    if tag in ("VB", "VBP", "VBZ") and {"NOUN", "ADJ"} & set(parts(place.low)) and place.hard.split()[0] not in _VERBS:
        reading = kind(place.words, place.first, place.first + 1)
        if reading == "noun":
            return None
        sure = sure and reading == "verb"
    sure = sure and not _is_participle_before_noun(place, tag)
    if _is_denied(place) or not _stands(place, tag, rules):
        return None
    if place.hard in rules.needs_person and not is_somebody(place, place.subject_at, rules):
        sure = False
    if tag == "VBD" and place.plain.startswith("be "):
        sure = False  # 'was' or 'were'
    if place.low in rules.unsafe_forms and place.lead not in BE | HAVE:
        sure = False
    if place.plain.startswith(("can", "cannot", "do not ")) and _goes_on(place):
        sure = False
    if tag in _FINITE and place.plain.startswith("must") and (_negative_near(place) or _goes_on(place)):
        return place.plain.replace("must", "has to" if tag == "VBZ" else "have to", 1), sure
    if tag in _OF_OBJECT and place.plain.split()[-1] in _LEADS_OBJECT and place.next in _NO_OBJECT | _ENDS:
        sure = False  # 'they do not investigate until …': 'look into' wants a thing after it
    plain = inflected(place.plain, tag)
    return (plain, sure) if plain is not None else None


def _tag(place: Place) -> tuple[str, bool]:
    """Which of its tags a form has here, and whether that is sure or makes no difference."""
    if len(place.tags) == 1:
        return place.tags[0], True
    if "VB" in place.tags:
        return ("VB" if place.lead in MODALS | DO | {"to"} else "VBP"), True
    if place.lead in BE | HAVE or place.next == "by":
        return "VBN", True
    return "VBD", inflected(place.plain, "VBD") == inflected(place.plain, "VBN") or _is_past(place)


def _is_past(place: Place) -> bool:
    """Whether it is the past and no participle: 'we received', not 'the services specified'."""
    return place.lead in SUBJECTS | {"you", "it"} or _is_only_verb(place)


def _is_only_verb(place: Place) -> bool:
    """Whether no other verb of its clause can be the finite one, so that it isn't a participle."""
    for step in (-1, 1):
        at = place.first - 1 if step < 0 else place.after
        while low(place.words, at)[0].isalnum() and low(place.words, at) not in JOINING - {"and", "or"}:
            word = low(place.words, at)
            noun = kind(place.words, at, at + 1) == "noun"
            if word in AUXILIARY or ("VERB" in parts(word) and not noun):
                return False
            at += step
    return True


def _stands(place: Place, tag: str, rules: Rules) -> bool:
    """Whether a plain verb may stand in this form: in the passive, before a noun, with no object."""
    if "VBN" in place.tags and tag == "VBD" and (place.plain.split(" ")[0] in rules.no_passive and not _is_past(place)):
        return False
    passive = place.lead in BE or (place.next == "by" and place.lead not in HAVE)
    if (
        passive
        and "VBN" in place.tags
        and (place.plain.split(" ")[0] in rules.no_passive or place.plain in rules.no_passive)
    ):
        return False
    if passive and "VBN" in place.tags and place.hard.endswith(" to") and place.plain.endswith(" to"):
        return False  # 'is intended to' is not 'is planned to'
    if _is_participle_before_noun(place, tag) and (
        tag == "VBG" or " " in place.plain or place.plain in rules.no_passive
    ):
        return False
    if place.has_object and not (passive and "VBN" in place.tags):
        return place.next in DETERMINERS | OBJECTS or begins_noun(place.next)
    return True


def _is_participle_before_noun(place: Place, tag: str) -> bool:
    """Whether it stands as in 'the amended form'."""
    owned = place.before in DETERMINERS or place.before.endswith("'s")
    return tag in ("VBD", "VBN", "VBG") and owned and begins_noun(place.next)


def _is_denied(place: Place) -> bool:
    """Whether a plain verb with 'not' in it would stand after another 'not'."""
    if not place.plain.startswith(("do not", "cannot")):
        return False
    nearby = [low(place.words, place.first - step) for step in (1, 2, 3)]
    modal = nearby[0] in MODALS | {"to"} and place.plain.startswith("do not")
    return modal or any(word in NEGATIVE or word.endswith("n't") for word in nearby)


def is_somebody(place: Place, at: int, rules: Rules) -> bool:
    """Whether a word stands for somebody: by a list, as a pronoun, or as a name."""
    word = low(place.words, at)
    if word in _PRONOUNS or word in rules.persons or word == "to":
        return True
    return at >= 0 and place.words[at].text[0].isupper() and not place.words[at].opens


def _goes_on(place: Place) -> bool:
    """Whether a second 'to' hangs on the verb: 'is obliged to keep receipts and to show them'."""
    at = place.after
    while low(place.words, at) not in _ENDS:
        if low(place.words, at) in ("and", "or", ",") and low(place.words, at + 1) == "to":
            return True
        at += 1
    return False


def _negative_near(place: Place) -> bool:
    """Whether the subject is 'no one': 'no one is required to' is not 'no one must'."""
    for step in range(1, _NEAR + 1):
        word = low(place.words, place.first - step)
        if word in NEGATIVE:
            return True
        if not word[0].isalnum() or word in JOINING:
            return False
    return False
