"""What a speech recogniser takes and gives, whichever one it is."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from models.progress import Cancellation, OnProgress, Progress

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
    """A stretch of speech that was recognised in one piece, with its words.

    Without text or words it is one in which somebody speaks and nothing was made out.
    """

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


@dataclass(frozen=True)
class Listened:
    """One step of listening: at most one window of speech, or a minute without any.

    `until`: all that is said before this second of the sound was heard, in this step or before it; listening can go on
    from there. `read`: how much of the sound was looked at. `more`: whether there is more to hear at once.
    `total`: how long the sound is, where it is whole and says so; else 0.
    """

    segments: tuple[Segment, ...]
    until: float
    read: float
    more: bool
    total: float = 0.0
    device: str = "cpu"
    compute: str = ""
    remark: str = ""


class Transcriber(Protocol):
    """A speech recogniser that is ready, or starts itself on first use."""

    def listen(
        self,
        name: str,
        audio: AudioSource,
        options: TranscribeOptions,
        *,
        start: float,
        whole: bool,
        cancel: Cancellation,
    ) -> Listened:
        """Go on listening to `audio` from `start`, the second that the step before gave as `until` (0 at first).

        `whole` says that nothing will be added to the sound any more. `name` is the sound's own: a recogniser may
        remember under it where it was, and loses nothing but time if it doesn't. Between two steps others may be
        served. Raises `Cancelled` when asked to stop, and `ModelError` when it can't be done.
        """

    def caption(self, name: str, *, cancel: Cancellation) -> str:
        """A quick guess at what was said since the last step's `until`; '' where it is not known. Raises as above."""

    def close(self) -> None:
        """Let go of the memory. Safe to call twice."""


def transcribe(
    transcriber: Transcriber,
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
    name, began, until = uuid.uuid4().hex, time.monotonic(), 0.0
    on_progress(Progress(0.0, 0.0, HEARD))
    while True:
        step = transcriber.listen(name, audio, options, start=until, whole=True, cancel=cancel)
        for segment in step.segments:
            on_segment(segment)
        cancel.raise_if_asked()
        until = step.until
        if not step.more:
            break
        on_progress(Progress(until, step.total, HEARD))
    on_progress(Progress(step.read, step.read, HEARD))
    return TranscribeSummary(step.read, time.monotonic() - began, step.device, step.compute, step.remark)


HEARD = "seconds of sound"
