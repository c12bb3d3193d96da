"""The facts of a transcript's edits: what a person or a later machine pass changed in what was first heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scribe.records import was_one
from scribe.visit import Doubt, LeftOut, Turn, TurnId

MACHINE = "machine"
"""By whom an edit is that no person made."""


class EditKind(StrEnum):
    """What was done, in words that a person understands; they are in the audit too, so they are small."""

    WORDS = "words of a turn"
    SPEAKER = "who spoke"
    VOICE = "name of a voice"
    SPLIT = "turn split in two"
    JOINED = "two turns joined"
    REPLACED = "words replaced"
    DOUBT_ACCEPTED = "doubt accepted"
    OFFER_TAKEN = "offer taken"
    KNOWN_WORD_UNDONE = "known word taken back"
    LEFT_OUT = "off the record"
    PUT_BACK = "back on the record"
    CARRIED = "carried over"
    """Put right before the sound was made into words once more, and put in its place among those."""
    SILENCED = "silenced for good"
    """Nothing before it can be undone: the words are gone from there too."""
    DOUBTS_FOUND = "doubts found"
    VOICES_FOUND = "voices found"


BY_MACHINE = frozenset({EditKind.DOUBTS_FOUND, EditKind.VOICES_FOUND})
"""Kinds that no person makes, and that undoing passes over."""


@dataclass(frozen=True)
class Put:
    """Whole turns in the place of other turns. With no `before`, they go where they begin.

    A turn that takes the place of itself keeps the speaker that it has, and the others get that of the first: who
    spoke is another edit, or a voice told apart since.
    """

    before: tuple[TurnId, ...]
    turns: tuple[Turn, ...]
    doubts: tuple[Doubt, ...] = ()
    """All doubts that these turns have now."""


@dataclass(frozen=True)
class Marked:
    """A doubt and the very words it is about, so that it is never put on others."""

    doubt: Doubt
    words: tuple[str, ...]


@dataclass(frozen=True)
class Edit:
    """One act, undone and redone as one. Only what its kind needs is filled. `by`: the worker's name, or MACHINE."""

    kind: EditKind
    by: str
    at: datetime
    puts: tuple[Put, ...] = ()
    turns: tuple[TurnId, ...] = ()
    speaker: str = ""
    """Who is given `turns`, and the turns of `voices`."""
    voices: tuple[str, ...] = was_one("voice")
    """Labels such as S1: whatever turns have them then are meant."""
    doubts: tuple[Marked, ...] = ()
    """Found, or settled."""
    spans: tuple[LeftOut, ...] = was_one("span")
    """Seconds, of one stretch or of several that lie apart."""

    @property
    def by_machine(self) -> bool:
        """Whether no person made it."""
        return self.kind in BY_MACHINE

    @property
    def touched(self) -> tuple[TurnId, ...]:
        """The turns that it names, for the audit."""
        put = tuple(turn for each in self.puts for turn in (each.before or tuple(made.id for made in each.turns)))
        return (*put, *self.turns, *(marked.doubt.turn for marked in self.doubts))


class EditState(StrEnum):
    """Whether an edit counts."""

    STANDS = "stands"
    UNDONE = "undone"
    """It can be done again."""
    OVERTAKEN = "overtaken"
    """Undone, and something else was done then, or another machine pass has no place for it. It is only kept."""


@dataclass(frozen=True)
class KeptEdit:
    """An edit as it is kept: its number grows with each, in all visits together."""

    number: int
    state: EditState
    edit: Edit


@dataclass(frozen=True)
class EditFigures:
    """How much people changed in what the machine heard. Numbers only."""

    heard_words: int
    changed_words: int
    added_words: int
    removed_words: int
    speakers_changed: int
    """Turns that were given another speaker than the machine's label."""
    doubts_accepted: int
    doubts_mended: int
    """Doubts that are gone because their words were changed."""
    doubts_left: int
    edits: int
    edits_undone: int
