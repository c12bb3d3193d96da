"""Reads the exchanges with codes and those that only look like it, and counts what of them is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from scribe.notes.secrets import codes
from scribe.visit import Manner, Turn, TurnId
from tests.gold.pairs import HERE

_BRACES = re.compile(r"[{}]")


@dataclass(frozen=True)
class Exchange:
    """A few turns of talk; `secrets` are for each turn the letters that have to be hidden, and no others."""

    half: str
    label: str
    kind: str
    turns: tuple[Turn, ...]
    secrets: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def wanted(self) -> set[tuple[int, int]]:
        """Turn and place of each letter or digit that has to be hidden."""
        return self._places(self.secrets)

    @property
    def hidden(self) -> set[tuple[int, int]]:
        """Turn and place of each letter or digit that is hidden."""
        return self._places(codes(self.turns))

    def _places(self, spans: Iterable[Iterable[tuple[int, int]]]) -> set[tuple[int, int]]:
        return {
            (at, place)
            for at, mine in enumerate(spans)
            for start, end in mine
            for place in range(start, end)
            if self.turns[at].text[place].isalnum()
        }

    def within(self, turn: int, place: int) -> bool:
        """Whether a letter lies between the first and the last that have to be hidden in its turn."""
        mine = self.secrets[turn]
        return bool(mine) and mine[0][0] <= place < mine[-1][1]

    @property
    def text(self) -> str:
        """The exchange as it is read."""
        return " | ".join(turn.text for turn in self.turns)


@cache
def exchanges() -> tuple[Exchange, ...]:
    """All of codes.tsv."""
    lines = (HERE / "codes.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(_exchange(*line.split("\t")) for line in lines)


def missed(found: Iterable[Exchange]) -> list[Exchange]:
    """Those with a code of which a letter is not hidden."""
    return [each for each in found if each.wanted - each.hidden]


def wrongly_hidden(found: Iterable[Exchange]) -> list[Exchange]:
    """Those in which something is hidden that is no code; a 'then' between two parts of one is part of it."""
    return [each for each in found if any(not each.within(*place) for place in each.hidden)]


def _exchange(half: str, label: str, kind: str, said: str) -> Exchange:
    turns, secrets = [], []
    for at, part in enumerate(said.split(" | ")):
        speaker, text = part.split(": ", 1)
        spans, plain = [], ""
        for piece in re.split(r"(\{[^}]*\})", text):
            bare = _BRACES.sub("", piece)
            if piece.startswith("{"):
                spans.append((len(plain), len(plain) + len(bare)))
            plain += bare
        manner = Manner.SEEN if speaker == "J" else Manner.SPOKEN
        turns.append(Turn(TurnId(f"t{at}"), speaker, at * 5.0, at * 5.0 + 4, plain, manner=manner))
        secrets.append(tuple(spans))
    return Exchange(half, label, kind, tuple(turns), tuple(secrets))
