"""Stand-ins that answer from a script, for tests; they refuse to start in a frozen build."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from models.errors import ModelError
from models.progress import Cancellation, OnProgress, Progress
from models.transcriber import AudioSource, Segment, TranscribeOptions, TranscribeSummary
from models.writer import Completion, CompletionRequest


class ScriptedInProduction(ModelError):
    """A stand-in was asked for in the shipped app."""

    sentence = "A stand-in for tests was started in the app itself. Nothing was done. Tell IT."


def _refuse_in_production() -> None:
    if getattr(sys, "frozen", False):
        raise ScriptedInProduction


class ScriptedTranscriber:
    """A `Transcriber` that hears the given segments in whatever it is given, as far as the sound is long enough."""

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        _refuse_in_production()
        self._segments = segments

    def transcribe(
        self,
        audio: AudioSource,
        options: TranscribeOptions,
        *,
        on_segment: Callable[[Segment], None],
        on_progress: OnProgress,
        cancel: Cancellation,
    ) -> TranscribeSummary:
        """As `Transcriber.transcribe`; cancelling is looked at before each segment."""
        seconds = audio.seconds()
        for segment in self._segments:
            cancel.raise_if_asked()
            if segment.end > seconds:
                break
            on_segment(segment)
            on_progress(Progress(segment.end, seconds, "seconds of sound"))
        cancel.raise_if_asked()
        on_progress(Progress(seconds, seconds, "seconds of sound"))
        return TranscribeSummary(seconds, 0.0, "cpu", "scripted")

    def close(self) -> None:
        """Nothing to let go of."""


class ScriptedWriter:
    """A `Writer` that gives set answers: by the request's `text`, or in order ('' when spent)."""

    def __init__(self, answers: Mapping[str, str] | tuple[str, ...] = ()) -> None:
        _refuse_in_production()
        self._by_text = dict(answers) if isinstance(answers, Mapping) else {}
        self._in_order = [] if isinstance(answers, Mapping) else list(answers)
        self.requests: list[CompletionRequest] = []

    def complete(self, request: CompletionRequest, *, cancel: Cancellation) -> Completion:
        """As `Writer.complete`; keeps the request in `requests`."""
        cancel.raise_if_asked()
        self.requests.append(request)
        text = self._by_text.get(request.text) or (self._in_order.pop(0) if self._in_order else "")
        words = text.split()[: request.max_tokens]
        text = text if len(words) == len(text.split()) else " ".join(words)
        for stop in request.stop:
            text = text.split(stop)[0]
        return Completion(text, len(text.split()), -1.0 if text else 0.0, 0.0)

    def score(self, texts: tuple[str, ...], *, cancel: Cancellation) -> tuple[float, ...]:
        """As `Writer.score`: shorter texts score higher, so that an order is testable; an empty text scores 0."""
        cancel.raise_if_asked()
        return tuple(-len(text.split()) / 10.0 for text in texts)

    def close(self) -> None:
        """Nothing to let go of."""
