"""What a second recogniser takes and gives: it hears given stretches of a sound, each by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.progress import Cancellation
from models.transcriber import AudioSource

LONGEST = 30.0
"""Seconds of one stretch: more than recognisers of this kind were made for is not heard."""


@dataclass(frozen=True)
class Stretch:
    """From `start` to `end` seconds of a sound."""

    start: float
    end: float


@dataclass(frozen=True)
class SecondHearing:
    """What the second recogniser heard in one stretch: its words, each with a confidence of 0 to 1.

    `usable`: False where it went round in a loop, or on for longer than anybody speaks: it says nothing then.
    """

    words: tuple[tuple[str, float], ...]
    usable: bool = True


OnHeard = Callable[[SecondHearing], None]


class SecondOpinion(Protocol):
    """A speech recogniser of another making than the first."""

    def listen(
        self, audio: AudioSource, stretches: Sequence[Stretch], *, on_heard: OnHeard, cancel: Cancellation
    ) -> None:
        """Give what it hears in each of these stretches of `audio`, in their order, as it is ready.

        They are in order of time, so that the sound is read once. Raises `Cancelled` when asked to stop, and
        `ModelError` when it can't be done.
        """

    def close(self) -> None:
        """Let go of the memory. Safe to call twice."""
