"""Whether a plain verb fits where a hard one stands, and in which form.

'Was received' is never 'was got', 'the remaining sum' never 'the staying sum', 'no one is required to' never 'no one
must'; what depends on a form that isn't sure ('the panel considered') is not safe.
"""

from __future__ import annotations

from easyread.replacement_place import Place, Rules
from easyread.word_forms import inflected
from easyread.word_kind import (
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
    is_only,
    kind,
    low,
    parts,
)

_AUXILIARY = BE | HAVE | DO | MODALS
_FINITE = frozenset(("VBZ", "VBP", "AM"))
_ENDS = frozenset(".!?;:\n")
_NEAR = 5
"""How many words before a verb 'no one' is looked for."""


def fit_verb(place: Place, rules: Rules) -> tuple[str, bool] | None:
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
    if place.low in rules.unsafe_forms and place.lead not in BE | HAVE:
        sure = False
    if place.plain.startswith(("can", "cannot", "do not ")) and _goes_on(place):
        sure = False
    if tag in _FINITE and place.plain.startswith("must") and (_negative_near(place) or _goes_on(place)):
        return place.plain.replace("must", "has to" if tag == "VBZ" else "have to", 1), sure
    plain = inflected(place.plain, tag)
    return (plain, sure) if plain is not None else None


def _tag(place: Place) -> tuple[str, bool]:
    """Which of its tags a form has here, and whether that is sure or makes no difference."""
    if len(place.tags) == 1:
        return place.tags[0], place.tags[0] not in ("WAS", "WERE") or not place.plain.startswith("be ")
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
            if word in _AUXILIARY or is_only(word, "VERB"):
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
