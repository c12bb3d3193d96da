"""Who is who in a note: the name each person is called by, and the pronouns that were given for them, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from easyread.language.words import word_list
from scribe.visit import Person, Role, only_worker

_TITLES = frozenset(word_list("mr mrs ms miss mx dr sir lady rev prof professor father sister the"))
SOMEBODY = "Somebody"
"""What a speaker is called whom nobody has named."""


@dataclass(frozen=True)
class Pronouns:
    """The forms of one pronoun. `plural`: whether it takes 'are' and 'take'."""

    subject: str
    object: str
    possessive: str
    own: str
    reflexive: str
    plural: bool = False

    @property
    def forms(self) -> frozenset[str]:
        """Every form."""
        return frozenset({self.subject, self.object, self.possessive, self.own, self.reflexive})


SHE = Pronouns("she", "her", "her", "hers", "herself")
HE = Pronouns("he", "him", "his", "his", "himself")
THEY = Pronouns("they", "them", "their", "theirs", "themself", plural=True)
_GIVEN = {"she": SHE, "she/her": SHE, "he": HE, "he/him": HE, "they": THEY, "they/them": THEY}


def pronouns(person: Person | None) -> Pronouns:
    """Those that were given; 'they' where none were, because a name says no more than a name."""
    return _GIVEN.get(person.pronouns.strip().lower(), THEY) if person else THEY


@dataclass(frozen=True)
class People:
    """The people of a visit, found by speaker, and what each is called in the note."""

    people: tuple[Person, ...]

    def find(self, speaker: str) -> Person | None:
        """The person of that id, or None."""
        return next((person for person in self.people if person.id == speaker), None)

    def name(self, speaker: str) -> str:
        """What a speaker is called: title and surname ('Mrs Begum') where that means one person only, else the whole
        name.
        """
        person = self.find(speaker)
        if person is None or not person.name.strip():
            return SOMEBODY
        short = _short(person.name)
        return person.name if [_short(each.name) for each in self.people].count(short) > 1 else short

    @property
    def only_worker(self) -> str:
        """The id of the worker, where there is exactly one; else ''."""
        worker = only_worker(self.people)
        return str(worker.id) if worker is not None else ""

    def asks(self, speaker: str) -> bool:
        """Whether this speaker's questions are the visit's own: the worker's, or another professional's."""
        person = self.find(speaker)
        return person is not None and person.role in (Role.WORKER, Role.PROFESSIONAL, Role.ADVOCATE)

    def role(self, speaker: str) -> str:
        """The speaker's role, or ''."""
        person = self.find(speaker)
        return person.role.value if person else ""

    def opening(self, text: str) -> str:
        """The id of the person whose name a sentence opens with, or ''."""
        for person in self.people:
            names = {self.name(person.id), person.name} - {SOMEBODY}
            if any(re.match(rf"{re.escape(name)}\b", text) for name in names):
                return str(person.id)
        return ""

    @property
    def name_words(self) -> frozenset[str]:
        """Every word of every name, in small letters, without titles."""
        parts = {part.strip(".,").lower() for person in self.people for part in person.name.split()}
        return frozenset(parts - _TITLES)


def _short(name: str) -> str:
    parts = name.split()
    if len(parts) > 2 and parts[0].rstrip(".").lower() in _TITLES:
        return f"{parts[0]} {parts[-1]}"
    return name.strip()
