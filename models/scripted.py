"""Stand-ins that answer from a script, for tests; they refuse to start in a frozen build."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from models.errors import ModelError
from models.progress import Cancellation
from models.second_opinion import OnHeard, SecondHearing, Stretch
from models.transcriber import AudioSource, Listened, Segment, TranscribeOptions
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
        """As `Transcriber.listen`: one segment a step, once the sound is long enough for it."""
        cancel.raise_if_asked()
        seconds = audio.seconds()
        due = [s for s in self._segments if s.end > start and s.end <= seconds]
        total = seconds if whole else 0.0
        if not due:
            return Listened((), seconds if whole else start, seconds, False, total, "cpu", "scripted")
        return Listened((due[0],), due[0].end, seconds, True, total, "cpu", "scripted")

    def caption(self, name: str, *, cancel: Cancellation) -> str:
        """As `Transcriber.caption`: nothing is known."""
        return ""

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


class ScriptedSecondOpinion:
    """A `SecondOpinion` that hears the given words, each at its second, in whatever it is given; all are 0.9 sure."""

    def __init__(self, words: tuple[tuple[float, str], ...]) -> None:
        _refuse_in_production()
        self._words = words
        self.asked: list[Stretch] = []

    def listen(
        self, audio: AudioSource, stretches: Sequence[Stretch], *, on_heard: OnHeard, cancel: Cancellation
    ) -> None:
        """As `SecondOpinion.listen`; keeps the stretches in `asked`."""
        for one in stretches:
            cancel.raise_if_asked()
            self.asked.append(one)
            said = (word for at, word in self._words if one.start <= at < one.end)
            on_heard(SecondHearing(tuple((word, 0.9) for word in said)))

    def close(self) -> None:
        """Nothing to let go of."""
