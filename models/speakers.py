"""What a recogniser of voices takes and gives, whichever one it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from models.progress import Cancellation, OnProgress
from models.transcriber import AudioSource


@dataclass(frozen=True)
class SpeakerTurn:
    """One voice speaking from `start` to `end` seconds. `speaker` is a label such as S1, never a name."""

    speaker: str
    start: float
    end: float


class SpeakerFinder(Protocol):
    """Says who spoke when."""

    def find(
        self, audio: AudioSource, *, speakers: int | None, on_progress: OnProgress, cancel: Cancellation
    ) -> tuple[SpeakerTurn, ...]:
        """The turns in order; `speakers` is the number of people if the worker has said it."""
