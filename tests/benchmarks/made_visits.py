"""Makes visits of any length from real speech whose words are known, with the pauses of a talk in between.

Run: python -m tests.benchmarks.made_visits MINUTES FOLDER
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scribe.audio_file import AudioFile
from tests.benchmarks.sound_files import SAMPLE_RATE, write_wav
from tests.benchmarks.transcription import references

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEED = 1_907
SHORTEST_PAUSE, LONGEST_PAUSE = 0.3, 8.0
ROOM = 10 ** (-66 / 20)
"""How loud the room is in a pause, as a share of full scale (-66 dBFS): a microphone never gives a plain zero."""
NAMES = ("Mrs Joan Hill", "Kit Shaw")
"""Who is at the visit, the worker last. None of them is ever said: a recogniser that writes them has made them up."""
LAST_SECONDS = 0.5
"""What is recorded after the last word, until Stop is pressed."""


@dataclass(frozen=True)
class MadeVisit:
    """A visit's sound, its length in seconds, and every word that is said in it."""

    sound: Path
    minutes: float
    seconds: float
    words: str


def make_visit(minutes: float, folder: Path, seed: int = SEED) -> MadeVisit:
    """At least so many minutes of talk; the same seed makes the same visit, and a longer one begins as a shorter."""
    sound, said = folder / f"visit-{minutes:g}-minutes.wav", list[str]()
    seconds = write_wav(sound, _talk(minutes * 60, random.Random(seed), said))
    return MadeVisit(sound, minutes, seconds, " ".join(said))


def _talk(seconds: float, chance: random.Random, said: list[str]) -> Iterator[NDArray[np.float32]]:
    """Utterances in a shuffled order, again and again, a pause before each; their words are added to `said`."""
    import numpy as np

    room = np.random.default_rng(chance.randrange(1 << 32))
    order: list[tuple[Path, str]] = []
    given = 0
    while given < seconds * SAMPLE_RATE:
        if not order:
            order = list(references().items())
            chance.shuffle(order)
        path, words = order.pop()
        said.append(words)
        for piece in (_quiet(_pause(chance), room), *AudioFile(path).blocks()):
            given += len(piece)
            yield piece
    yield _quiet(LAST_SECONDS, room)


def _pause(chance: random.Random) -> float:
    """Seconds between two utterances: most are short, as in a talk, and some are long."""
    return SHORTEST_PAUSE * math.pow(LONGEST_PAUSE / SHORTEST_PAUSE, chance.random())


def _quiet(seconds: float, room: np.random.Generator) -> NDArray[np.float32]:
    return room.standard_normal(round(seconds * SAMPLE_RATE), dtype="float32") * ROOM


if __name__ == "__main__":
    print(make_visit(float(sys.argv[1]), Path(sys.argv[2])).sound)
