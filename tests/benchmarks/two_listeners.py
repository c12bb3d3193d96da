"""What both recognisers hear in the same sounds: the first as ever, the second asked about what the first wrote."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.engines import ChildSecondOpinion
from models.progress import Cancellation, ignore_progress
from models.second_opinion import SecondHearing
from models.transcriber import Segment, TranscribeOptions, Transcriber, transcribe
from scribe.audio_file import AudioFile
from scribe.differences import differences
from scribe.doubts import DOUBTFUL_BELOW, doubts_of
from scribe.second_opinion import listen, with_doubts
from scribe.second_stretches import Asked, stretches_of
from scribe.transcribing import turns_from_segments
from scribe.visit import ModelCard, Transcript
from tests.benchmarks.sound_files import SAMPLE_RATE
from tests.benchmarks.spoilt import Babble, Echo
from tests.benchmarks.transcription import LIBRISPEECH, references

PHONE = LIBRISPEECH.parent / "phonecall"
READ, CALL, BEHIND_VOICES, IN_A_BARE_ROOM = "read speech", "phone call", "babble 10 dB", "echo 0.5 s"
Samples = NDArray[np.floating]


@dataclass(frozen=True)
class InMemory:
    """Samples as a sound."""

    samples: NDArray[np.float32]

    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / SAMPLE_RATE

    def blocks(self, start: float = 0.0) -> Iterator[NDArray[np.float32]]:
        """Second by second."""
        for at in range(int(start * SAMPLE_RATE), len(self.samples), SAMPLE_RATE):
            yield self.samples[at : at + SAMPLE_RATE]


@dataclass(frozen=True)
class Talk:
    """One sound, who speaks in it, the words that were said, and what both recognisers heard."""

    speaker: str
    words: str
    said: Transcript
    segments: tuple[Segment, ...]
    asked: tuple[Asked, ...] = ()
    heard: tuple[SecondHearing, ...] = ()

    def doubted(self, below: float) -> Transcript:
        """As the first recogniser alone doubts it."""
        return replace(self.said, doubts=doubts_of(self.said.turns, self.segments, below=below))

    def with_second(self, below: float = DOUBTFUL_BELOW) -> Transcript:
        """With what the second adds."""
        pairs = zip(self.asked, self.heard, strict=True)
        found = (differences(self.said, asked, heard) for asked, heard in pairs)
        return with_doubts(self.doubted(below), itertools.chain.from_iterable(found))


@dataclass
class Listeners:
    """Both recognisers, and what the second used."""

    first: Transcriber
    second: ChildSecondOpinion
    seconds: float = 0.0

    def hear(self, speaker: str, words: str, samples: Samples) -> Talk:
        """One sound."""
        sound = InMemory(samples.astype(np.float32))
        segments: list[Segment] = []
        options, cancel = TranscribeOptions(), Cancellation()
        transcribe(
            self.first, sound, options, on_segment=segments.append, on_progress=ignore_progress, cancel=cancel
        )  # fmt: skip
        turns = turns_from_segments(segments)
        said = Transcript(turns, ModelCard("first"), sound.seconds(), "")
        asked = stretches_of(said, segments)
        heard = listen(self.second, sound, asked, on_progress=ignore_progress, cancel=cancel)
        self.seconds += sound.seconds()
        return Talk(speaker, words, said, tuple(segments), asked, heard)

    def cpu_seconds(self) -> float:
        """Processor time of the second's child so far."""
        import psutil

        times = psutil.Process(self.second.process.pid).cpu_times()
        return float(times.user + times.system)


def hear_sets(listeners: Listeners, names: Sequence[str]) -> Iterator[tuple[str, list[Talk]]]:
    """Each set of sounds, heard by both."""
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        if name == CALL:
            yield name, [listeners.hear(name, phone_words(), _samples(PHONE / "sample.wav"))]
            continue
        spoilt = _SPOIL[name]()
        yield (
            name,
            [
                listeners.hear(path.name.split("-")[0], words, spoilt(_samples(path)))
                for path, words in references().items()
            ],
        )


_SPOIL: dict[str, Callable[[], Callable[[Samples], Samples]]] = {
    READ: lambda: lambda samples: samples, BEHIND_VOICES: Babble, IN_A_BARE_ROOM: Echo,
}  # fmt: skip


def phone_words() -> str:
    """What is said in the phone call."""
    lines = (PHONE / "sample.stm").read_text("utf-8").splitlines()
    return " ".join(line.split(" ", 5)[5] for line in lines if line.strip())


def _samples(path: Path) -> Samples:
    return np.concatenate(list(AudioFile(path).blocks()))
