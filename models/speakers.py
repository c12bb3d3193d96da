"""What a recogniser of voices takes and gives, whichever one it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from models.progress import Cancellation
from models.transcriber import AudioSource

MOST_SPEAKERS = 8


@dataclass(frozen=True)
class SpeakerTurn:
    """One voice speaking from `start` to `end` seconds. `speaker` is a label such as S1, never a name.

    Two turns overlap where two people spoke at once.
    """

    speaker: str
    start: float
    end: float


@dataclass(frozen=True)
class Traces:
    """What one step of listening to voices gave: the next piece of a sound's traces, and how far it came.

    `traces` is the engine's own, and tells voices apart only among those of one visit. It is biometric data: nobody
    keeps it once the transcript is made. `until`: all before this second of the sound is in the traces so far, and
    listening can go on from there. `more`: whether there is more to be listened to at once.
    """

    traces: bytes
    until: float
    read: float
    more: bool


@dataclass(frozen=True)
class TracedSound:
    """All the traces of one sound, in order, and the second of the visit at which it begins."""

    offset: float
    traces: tuple[bytes, ...]


class SpeakerFinder(Protocol):
    """Says who spoke when. It listens in steps, in constant memory, and decides at the end in seconds."""

    def listen(self, name: str, audio: AudioSource, *, start: float, whole: bool, cancel: Cancellation) -> Traces:
        """Go on listening to `audio` from `start`, the second that the step before gave as `until` (0 at first).

        `name` and `whole` are as in `models.transcriber.Transcriber.listen`; so is what it raises.
        """

    def settle(
        self, sounds: Sequence[TracedSound], *, speakers: int | None, cancel: Cancellation
    ) -> tuple[SpeakerTurn, ...]:
        """The turns of a whole visit in order of time, its voices as S1, S2 … in the order in which they first speak.

        `speakers` is the number of people where the worker has said it (1 to MOST_SPEAKERS), else it is found.
        """

    def close(self) -> None:
        """Stop, and forget all voices. Safe to call twice."""
