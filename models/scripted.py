"""Stand-ins that answer from a script, for tests; they refuse to start in a frozen build."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence

from models.errors import ModelError
from models.progress import Cancellation
from models.second_opinion import OnHeard, SecondHearing, Stretch
from models.speakers import SpeakerTurn, TracedSound, Traces
from models.transcriber import SAMPLE_RATE, AudioSource, Listened, Segment, TranscribeOptions
from models.writer import Completion, CompletionRequest


class ScriptedInProduction(ModelError):
    """A stand-in was asked for in the shipped app."""

    sentence = "A stand-in for tests was started in the app itself. Nothing was done. Tell IT."


def _refuse_in_production() -> None:
    if getattr(sys, "frozen", False):
        raise ScriptedInProduction


class ScriptedTranscriber:
    """A `Transcriber` that hears the given segments in whatever it is given, as far as the sound is long enough.

    Told a word, it hears what is in `told` of it, or nothing; `asked` keeps each such word and the sound's seconds.
    """

    def __init__(self, segments: tuple[Segment, ...], told: Mapping[str, tuple[Segment, ...]] | None = None) -> None:
        _refuse_in_production()
        self._segments = segments
        self._told = told or {}
        self.asked: list[tuple[str, float]] = []

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
        known = self._segments
        if options.hot_words:
            self.asked.append((options.hot_words[0], seconds))
            known = self._told.get(options.hot_words[0], ())
        due = [s for s in known if s.end > start and s.end <= seconds]
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
    """A `Writer` that gives set answers: by the request's `text`, or in order ('' when spent).

    '|' parts the candidates of one answer.
    """

    def __init__(self, answers: Mapping[str, str] | tuple[str, ...] = ()) -> None:
        _refuse_in_production()
        self._by_text = dict(answers) if isinstance(answers, Mapping) else {}
        self._in_order = [] if isinstance(answers, Mapping) else list(answers)
        self.requests: list[CompletionRequest] = []

    def complete(self, request: CompletionRequest, *, cancel: Cancellation) -> Completion:
        """As `Writer.complete`; keeps the request in `requests`."""
        cancel.raise_if_asked()
        self.requests.append(request)
        answer = self._by_text.get(request.text) or (self._in_order.pop(0) if self._in_order else "")
        text, *others = answer.split("|")
        words = text.split()[: request.max_tokens]
        text = text if len(words) == len(text.split()) else " ".join(words)
        for stop in request.stop:
            text = text.split(stop)[0]
        more = tuple(others[: request.candidates - 1])
        return Completion(text, len(text.split()), -1.0 if text else 0.0, 0.0, others=more)

    def score(self, texts: tuple[str, ...], *, cancel: Cancellation) -> tuple[float, ...]:
        """As `Writer.score`: shorter texts score higher, so that an order is testable; an empty text scores 0."""
        cancel.raise_if_asked()
        return tuple(-len(text.split()) / 10.0 for text in texts)

    def close(self) -> None:
        """Nothing to let go of."""


class ScriptedSpeakerFinder:
    """A `SpeakerFinder` that takes everybody to speak at a loudness of their own, the same all the time.

    It cuts sound into quarters of a second, calls those of under a hundredth of full scale silence, and voices whose
    loudness differs by less than a fifth one voice. `listens` and `settles` count what it was asked.
    """

    STEP_SECONDS = 5.0

    def __init__(self) -> None:
        _refuse_in_production()
        self.listens = 0
        self.settles: list[int | None] = []

    def listen(self, name: str, audio: AudioSource, *, start: float, whole: bool, cancel: Cancellation) -> Traces:
        """As `SpeakerFinder.listen`: five seconds a step; a trace is each quarter's second and loudness."""
        cancel.raise_if_asked()
        self.listens += 1
        seconds = audio.seconds()
        end = min(seconds, start + self.STEP_SECONDS)
        if not whole:
            end = start + math.floor((end - start) * 4) / 4
        found = [(at, loudness) for at, loudness in _quarters(audio, start, end) if loudness >= 0.01]
        return Traces(json.dumps(found).encode(), end, end, end < seconds if whole else end + 0.25 <= seconds)

    def settle(
        self, sounds: Sequence[TracedSound], *, speakers: int | None, cancel: Cancellation
    ) -> tuple[SpeakerTurn, ...]:
        """As `SpeakerFinder.settle`."""
        cancel.raise_if_asked()
        self.settles.append(speakers)
        heard = [
            (sound.offset + at, loudness)
            for sound in sounds
            for piece in sound.traces
            for at, loudness in json.loads(piece)
        ]
        levels = _levels([loudness for _, loudness in heard], speakers)
        turns: list[SpeakerTurn] = []
        labels: dict[float, str] = {}
        for at, loudness in heard:
            level = min(levels, key=lambda each: abs(each - loudness))
            who = labels.setdefault(level, f"S{len(labels) + 1}")
            if turns and turns[-1].speaker == who and at - turns[-1].end < 0.5:
                turns[-1] = SpeakerTurn(who, turns[-1].start, at + 0.25)
            else:
                turns.append(SpeakerTurn(who, at, at + 0.25))
        return tuple(turns)

    def close(self) -> None:
        """Nothing to let go of."""


def _quarters(audio: AudioSource, start: float, end: float) -> list[tuple[float, float]]:
    """The second and the loudness (root of the mean square) of each quarter of a second."""
    import numpy as np

    blocks = [np.zeros(0, dtype=np.float32)]
    wanted, got = round((end - start) * SAMPLE_RATE), 0
    for block in audio.blocks(start):
        blocks.append(block)
        got += len(block)
        if got >= wanted:
            break
    samples = np.concatenate(blocks)[:wanted]
    size = SAMPLE_RATE // 4
    parts = [(at, samples[at : at + size]) for at in range(0, len(samples), size)]
    return [(round(start + at / SAMPLE_RATE, 3), round(float(np.sqrt(np.mean(part**2))), 4)) for at, part in parts]


def _levels(loudness: Sequence[float], speakers: int | None) -> list[float]:
    """The loudness of each voice; the two that are nearest to each other are made one until there are few enough."""
    groups = [[each] for each in sorted(set(loudness))]

    def apart(at: int) -> float:
        return (sum(groups[at + 1]) / len(groups[at + 1])) / (sum(groups[at]) / len(groups[at]))

    while len(groups) > 1:
        nearest = min(range(len(groups) - 1), key=apart)
        if len(groups) <= speakers if speakers else apart(nearest) > 1.2:
            break
        groups[nearest : nearest + 2] = [groups[nearest] + groups[nearest + 1]]
    return [sum(group) / len(group) for group in groups]


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
