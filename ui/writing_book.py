"""What a worker chose for each sentence of a text, and the text that comes of it. In memory alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from easyread.rewriting import Rewording, Rewrite, text_of


class How(Enum):
    """Which words are used for a sentence."""

    NEW = "new"
    OLD = "old"
    OWN = "own"


@dataclass(frozen=True)
class Chosen:
    """What was chosen for a sentence. `own`: the worker's own words; `remark`: what the check says of them."""

    how: How
    own: str = ""
    remark: str = ""


class WritingBook:
    """The choices for one rewrite. A sentence is known by its number."""

    def __init__(self, rewrite: Rewrite) -> None:
        self.rewrite = rewrite
        self.chosen: dict[int, Chosen] = {}
        self._before: list[dict[int, Chosen]] = []

    @property
    def to_show(self) -> tuple[int, ...]:
        """The sentences with other words, or with something to be looked at."""
        return tuple(at for at, one in enumerate(self.rewrite.sentences) if one.changed or one.remark)

    @property
    def open(self) -> tuple[int, ...]:
        """Those with other words for which nothing was chosen yet."""
        return tuple(at for at, one in enumerate(self.rewrite.sentences) if one.changed and at not in self.chosen)

    @property
    def open_safe(self) -> tuple[int, ...]:
        """Those of them in which the check finds nothing changed."""
        return tuple(at for at in self.open if self.rewrite.sentences[at].safe)

    def sentence(self, at: int) -> Rewording:
        """That sentence."""
        return self.rewrite.sentences[at]

    def choose(self, at: int, chosen: Chosen) -> None:
        """Use these words for it."""
        self._remember()
        self.chosen[at] = chosen

    def remark(self, at: int, own: str, remark: str) -> None:
        """The check has looked at own words; it counts only if they still stand."""
        if (now := self.chosen.get(at)) is not None and (now.how, now.own) == (How.OWN, own):
            self.chosen[at] = Chosen(How.OWN, own, remark)

    def use_all_safe(self) -> int:
        """Use the new words wherever the check passes and nothing was chosen. How many that were."""
        safe = self.open_safe
        if safe:
            self._remember()
            self.chosen |= {at: Chosen(How.NEW) for at in safe}
        return len(safe)

    @property
    def can_undo(self) -> bool:
        """Whether anything was chosen that can be taken back."""
        return bool(self._before)

    def undo(self) -> None:
        """Take the last choice back."""
        if self._before:
            self.chosen = self._before.pop()

    def words(self, at: int) -> str:
        """What stands in the text for that sentence now. Until something is chosen, the old words."""
        one, chosen = self.rewrite.sentences[at], self.chosen.get(at)
        if chosen is None or chosen.how is How.OLD:
            return one.before
        return one.after if chosen.how is How.NEW else chosen.own

    @property
    def text(self) -> str:
        """The whole text as it is now."""
        return text_of(self.rewrite.sentences, self.words)

    def _remember(self) -> None:
        self._before.append(dict(self.chosen))
