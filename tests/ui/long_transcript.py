"""A transcript as long as a visit of an hour: 600 turns, some 10,000 words, a doubt in every fifth turn."""

from __future__ import annotations

import random

from scribe.visit import Doubt, Transcript, Turn, TurnId, Word
from tests.ui.fakes import CARD, SAID

TURNS = 600
_SECONDS = 0.3


def long_transcript(turns: int = TURNS) -> Transcript:
    """The same each time."""
    rng = random.Random(20260310)
    vocabulary = [word for _, _, _, text in SAID for word in text.split()]
    made: list[Turn] = []
    at = 0.0
    for number in range(turns):
        said = [rng.choice(vocabulary) for _ in range(rng.randint(3, 31))]
        words = tuple(Word(word, at + n * _SECONDS, at + (n + 1) * _SECONDS, 0.9) for n, word in enumerate(said))
        speaker = ("p1", "p2", "p3", "S4")[number % 4]
        made.append(Turn(TurnId(f"t{number + 1}"), speaker, at, words[-1].end, " ".join(said), words))
        at = words[-1].end + 0.5
    doubts = tuple(Doubt(TurnId(f"t{number}"), 1, 2, "low confidence") for number in range(1, turns, 5))
    return Transcript(tuple(made), CARD, at, "a" * 64, doubts=doubts)
