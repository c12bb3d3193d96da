"""What a speech recogniser takes and gives, whichever one it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from models.progress import Cancellation, OnProgress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 16_000
"""Samples a second of every sound that a recogniser is given; mono."""


class AudioSource(Protocol):
    """Sound that a child process can read for itself. It can be pickled."""

    def seconds(self) -> float:
        """Length in seconds."""

    def blocks(self, start: float = 0.0) -> Iterator[NDArray[np.float32]]:
        """The samples from `start` seconds on, in order, as short mono blocks at SAMPLE_RATE, each between -1 and 1."""


@dataclass(frozen=True)
class Word:
    """One recognised word. Times are seconds from the start of the sound; confidence is 0 to 1."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True)
class Segment:
    """A stretch of speech that was recognised in one piece, with its words."""

    text: str
    start: float
    end: float
    words: tuple[Word, ...]
    no_speech: float = 0.0


@dataclass(frozen=True)
class TranscribeOptions:
    """How to listen."""

    beam_size: int = 5
    hot_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class TranscribeSummary:
    """What a finished pass says of itself: seconds heard and taken, what it ran on, and a sentence on any fallback."""

    seconds: float
    seconds_taken: float
    device: str
    compute: str
    remark: str = ""


class Transcriber(Protocol):
    """A speech recogniser that is ready, or starts itself on first use."""

    def transcribe(
        self,
        audio: AudioSource,
        options: TranscribeOptions,
        *,
        on_segment: Callable[[Segment], None],
        on_progress: OnProgress,
        cancel: Cancellation,
    ) -> TranscribeSummary:
        """Listen to all of `audio`, giving each segment in order as it is ready.

        Raises `Cancelled` when asked to stop, and `ModelError` when it can't be done.
        """

    def close(self) -> None:
        """Let go of the memory. Safe to call twice."""
