"""What a draft is made from, and what it is: the talk and its people in, sections, actions and omissions out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scribe.visit import Action, Doubt, Manner, ModelCard, Omission, Person, Section, Turn


@dataclass(frozen=True)
class Material:
    """Who was there and what was said, in order. `doubts` are words that the recogniser may have got wrong."""

    people: tuple[Person, ...]
    turns: tuple[Turn, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def spoken(self) -> Material:
        """The same with what was said at the visit alone, without the worker's own account of it."""
        return replace(self, turns=tuple(turn for turn in self.turns if turn.manner is Manner.SPOKEN))


@dataclass(frozen=True)
class DraftNote:
    """A draft, not approved by anybody. `remark` is a plain sentence about anything that did not go as usual, or ''."""

    sections: tuple[Section, ...]
    actions: tuple[Action, ...]
    omissions: tuple[Omission, ...]
    model: ModelCard
    seconds_taken: float
    remark: str = ""
