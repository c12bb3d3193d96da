"""Whose words are being told, and to whom; and the refusal of a rule that is not sure."""

from __future__ import annotations

from dataclasses import dataclass

from scribe.notes.people import People, Pronouns, pronouns


class NotSure(Exception):
    """The rules can't be sure of this sentence; `str()` says why in plain words. It is then quoted word for word."""


@dataclass(frozen=True)
class Voice:
    """Whose words they are, how the note refers to that person, and to the one spoken to where that is sure ('' if
    not).
    """

    speaker: str
    people: People
    addressee: str = ""
    third: tuple[tuple[str, str], ...] = ()
    """Whom 'she' and 'he' mean where that is sure: pairs of pronoun and speaker."""

    @property
    def name(self) -> str:
        """What the speaker is called."""
        return self.people.name(self.speaker)

    @property
    def pronouns(self) -> Pronouns:
        """The speaker's."""
        return pronouns(self.people.find(self.speaker))
