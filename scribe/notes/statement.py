"""A statement: something that one person said, with all that it means nothing without."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scribe.notes.utterances import Utterance

OWN_WORDS = frozenset({"harm", "abuse", "suicide"})
"""Kinds of weight that are never put in other words: a disclosure stands as it was said, with what it answers."""


class StatementKind(StrEnum):
    """What sort of thing was said."""

    REPORTED = "reported"
    ANSWER = "answer"
    DENIAL = "denial"
    ASSENT = "assent"
    HYPOTHETICAL = "hypothetical"
    PROMISE = "promise"
    WISH = "wish"
    REFUSAL = "refusal"
    VIEW = "view"
    OBSERVATION = "observation"
    SMALL_TALK = "small talk"
    QUESTION = "question"


@dataclass(frozen=True)
class Statement:
    """Something that one person said, with what it answers. `said` is what counts; `whole` is every word spoken for
    it.
    """

    kind: StatementKind
    speaker: str
    said: Utterance
    whole: tuple[Utterance, ...]
    question: Utterance | None = None
    context: tuple[Utterance, ...] = ()
    """What the question stands on ('Your son is with us. Is that all right?'), or the suggestion that is denied."""
    withdrawn: tuple[Utterance, ...] = ()
    weight: tuple[str, ...] = ()
    addressee: str = ""
    """Who was spoken to, where that is sure."""
    asked_of_speaker: bool = False
    """Whether 'you' in the question is surely the one who answered."""

    doubtful_correction: bool = False
    """Whether something was taken back and it isn't sure what."""
    disputed: bool = False
    """Whether somebody else said at once that it isn't so: `whole` has their words too."""
    exchange: bool = False
    """Whether `whole` is a piece of talk between people that says something only together."""
    for_another: bool = False
    """Whether the speaker seems to interpret, though nobody said so: the words are somebody else's."""
    not_for_note: bool = False
    """Whether somebody asked that it not be written down."""
    third: tuple[tuple[str, str], ...] = ()
    """Whom 'she' and 'he' mean in it, where that is sure: pairs of pronoun and speaker."""

    @property
    def is_cut(self) -> bool:
        """Whether words of it, or of what it answers, are off the record: its meaning may hang on them."""
        asked = (self.question,) if self.question else ()
        return any(each.is_cut for each in (*self.context, *asked, *self.whole, *self.withdrawn))

    @property
    def is_reply(self) -> bool:
        """Whether it denies or affirms what somebody else has just said, and means nothing without that."""
        return self.kind in (StatementKind.DENIAL, StatementKind.ASSENT)

    @property
    def text(self) -> str:
        """The tidied words that count."""
        return self.said.text
