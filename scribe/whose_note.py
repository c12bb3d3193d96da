"""Whether two visits are about the same person: as far as the names say, and else as the worker has said.

A reference can be a whole household's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum

from scribe.vault import Vault
from scribe.visit import Person, Role, Visit, VisitId

_TITLES = {"mr": "he", "sir": "he", "mrs": "she", "miss": "she", "ms": "she", "lady": "she", "mx": "", "dr": ""}
"""Each with the pronoun that goes with it, where one does."""
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


SAID = "whose note it is was said"


class Whose(StrEnum):
    """What the names of two visits say of whom they are about."""

    SAME = "the same person"
    UNSURE = "perhaps the same person"
    OTHER = "somebody else"


def whose(visit: Visit, other: Visit) -> Whose:
    """Whether another visit is about the person of this one: by the whole name, or it is not sure.

    A visit about several people is about the same only where all of them are; about somebody else where none is.
    """
    here, there = _about(visit), _about(other)
    if not here or not there:
        return Whose.UNSURE
    found = [[_alike(one, each) for each in there] for one in here]
    if all(answer is Whose.OTHER for row in found for answer in row):
        return Whose.OTHER
    each_again = all(Whose.SAME in row for row in (*found, *zip(*found, strict=True)))
    return Whose.SAME if each_again else Whose.UNSURE


def say_whose(vault: Vault, visit_id: VisitId, earlier: VisitId, same: bool | None) -> Visit:
    """Keep with a visit what the worker says of an earlier one, so that it is asked once; None takes that back.

    Raises `NotFound`.
    """
    with vault.transaction():
        known = vault.visit(earlier).id
        before = vault.visit(visit_id)
        after = replace(
            before,
            same_person=_with(before.same_person, known, same is True),
            other_person=_with(before.other_person, known, same is False),
        )
        if after != before:
            vault.save_visit(after)
            vault.audit.add(
                SAID, visit_id, earlier=known, answer={True: "same", False: "other", None: "asked again"}[same]
            )
        return vault.visit(visit_id)


def _with(known: tuple[VisitId, ...], one: VisitId, wanted: bool) -> tuple[VisitId, ...]:
    return (*(each for each in known if each != one), *([one] if wanted else []))


def _about(visit: Visit) -> list[Person]:
    return [person for person in visit.people if person.role is Role.PERSON]


def _alike(one: Person, other: Person) -> Whose:
    names, others = _names(one), _names(other)
    if not names or not others:
        return Whose.UNSURE
    they = {_pronoun(one), _pronoun(other)} - {""}
    if names == others and len(names) > 1:
        return Whose.SAME if len(they) < 2 else Whose.UNSURE
    if len(names) == 1 or len(others) == 1:
        # 'Mrs Begum' may be 'Mrs Amina Begum', and may be her mother.
        known = names[-1] in (others[0], others[-1]) or others[-1] == names[0]
        return Whose.UNSURE if known and len(they) < 2 else Whose.OTHER
    return Whose.UNSURE if _first_may_be(names[0], others[0]) else Whose.OTHER


def _first_may_be(one: str, other: str) -> bool:
    """'A' and 'Amina', 'Sam' and 'Samuel'; a surname may have changed."""
    return one.startswith(other) or other.startswith(one)


def _names(person: Person) -> list[str]:
    words = _words(person)
    return words[1:] if words and words[0] in _TITLES else words


def _words(person: Person) -> list[str]:
    return [word.replace("’", "'") for word in _WORDS.findall(person.name.casefold())]


def _pronoun(person: Person) -> str:
    """The one of the title, else the one that was given, else ''."""
    words = _words(person)
    return _TITLES.get(words[0] if words else "", "") or person.pronouns.strip().casefold().partition("/")[0]
