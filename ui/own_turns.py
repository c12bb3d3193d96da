"""Turns that nobody said at the visit: what the worker jotted, marked or dictated; how each is named and played."""

from __future__ import annotations

from scribe.visit import Manner, Turn, Visit
from ui.words import Transcript as Words

PLAY_BEFORE = 5.0
"""Seconds before a mark or a jotting from which it is played: what it is about comes before it."""
PLAY_AFTER = 10.0
"""Seconds after it up to which it is played."""
JOTTED = frozenset({Manner.SEEN, Manner.TOLD, Manner.VIEW, Manner.MARK, Manner.READ_BACK})


def is_jotted(turn: Turn) -> bool:
    """Whether it was typed or marked: it has a moment, and no sound of its own."""
    return turn.manner in JOTTED


def is_own(turn: Turn) -> bool:
    """Whether it is the worker's own, jotted or dictated: it needs no speaker's name."""
    return turn.manner is not Manner.SPOKEN


def source_words(turn: Turn, visit: Visit) -> str:
    """Where its words come from: who said them, or in what way the worker put them down."""
    if is_own(turn):
        return Words.MANNERS[turn.manner]
    person = visit.named(turn.speaker)
    return person.name if person else Words.voice(turn.speaker)


def span_to_play(turn: Turn) -> tuple[float, float]:
    """The seconds to play to hear what it is about."""
    if is_jotted(turn):
        return max(0.0, turn.start - PLAY_BEFORE), turn.start + PLAY_AFTER
    return turn.start, turn.end
