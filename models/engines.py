"""Starts the engines: each proxy here answers the same Protocol as its engine, and keeps it in a child process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from models.catalogue import InstalledModel
from models.page_text import PagePicture, PageReader, SeenPage
from models.process import ChildProcess, OnMessage
from models.progress import Cancellation
from models.second_opinion import OnHeard, SecondOpinion, Stretch
from models.speakers import SpeakerFinder, SpeakerTurn, TracedSound, Traces
from models.transcriber import AudioSource, Listened, TranscribeOptions, Transcriber
from models.writer import Completion, CompletionRequest, Writer

Device = Literal["auto", "cpu", "cuda"]

IDLE_SECONDS = 600.0
"""How long a model stays in memory with nothing to do: enough for the next draft, not too much for 8 GB."""


def start_transcriber(
    model: InstalledModel, *, device: Device = "auto", idle_seconds: float | None = IDLE_SECONDS
) -> Transcriber:
    """A speech recogniser that starts on first use, in a child. Its files are checked before they are opened."""
    opener = "models.whisper_engine:open_whisper"
    return ChildTranscriber(ChildProcess(opener, (model, device), name="transcriber", idle_seconds=idle_seconds))


def start_writer(
    model: InstalledModel, *, device: Device = "auto", idle_seconds: float | None = IDLE_SECONDS
) -> Writer:
    """A language model that starts on first use, in a child. Its file is checked before it is opened."""
    opener = "models.llama_engine:open_llama"
    return ChildWriter(ChildProcess(opener, (model, device), name="writer", idle_seconds=idle_seconds))


def start_speakers(model: InstalledModel, *, idle_seconds: float | None = IDLE_SECONDS) -> SpeakerFinder:
    """What tells voices apart: it starts on first use, in a child. Its files are checked before they are opened."""
    opener = "models.speaker_engine:open_speakers"
    return ChildSpeakers(ChildProcess(opener, (model,), name="speakers", idle_seconds=idle_seconds))


def start_second(model: InstalledModel, *, idle_seconds: float | None = IDLE_SECONDS) -> SecondOpinion:
    """A second recogniser that starts on first use, in a child. Its files are checked before they are opened."""
    opener = "models.moonshine_engine:open_moonshine"
    return ChildSecondOpinion(ChildProcess(opener, (model,), name="second opinion", idle_seconds=idle_seconds))


def start_page_reader(*, idle_seconds: float | None = IDLE_SECONDS) -> PageReader:
    """What reads pictures of pages: it starts on first use, in a child. Its files are checked before that."""
    return ChildPageReader(ChildProcess("models.ocr_engine:open_ocr", name="page reader", idle_seconds=idle_seconds))


class ChildTranscriber:
    """A `Transcriber` that lives in a child process. A step is one request: between two, others are served."""

    def __init__(self, process: ChildProcess) -> None:
        self.process = process

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
        """As `Transcriber.listen`."""
        return cast(Listened, self.process.request("listen", name, audio, options, start, whole, cancel=cancel))

    def caption(self, name: str, *, cancel: Cancellation) -> str:
        """As `Transcriber.caption`."""
        return cast(str, self.process.request("caption", name, cancel=cancel))

    def close(self) -> None:
        """As `Transcriber.close`."""
        self.process.close()


class ChildWriter:
    """A `Writer` that lives in a child process."""

    def __init__(self, process: ChildProcess) -> None:
        self.process = process

    def complete(self, request: CompletionRequest, *, cancel: Cancellation) -> Completion:
        """As `Writer.complete`."""
        return cast(Completion, self.process.request("complete", request, cancel=cancel))

    def score(self, texts: tuple[str, ...], *, cancel: Cancellation) -> tuple[float, ...]:
        """As `Writer.score`."""
        return cast("tuple[float, ...]", self.process.request("score", texts, cancel=cancel))

    def close(self) -> None:
        """As `Writer.close`."""
        self.process.close()


class ChildSpeakers:
    """A `SpeakerFinder` that lives in a child process. Voices are never remembered outside of it."""

    def __init__(self, process: ChildProcess) -> None:
        self.process = process

    def listen(self, name: str, audio: AudioSource, *, start: float, whole: bool, cancel: Cancellation) -> Traces:
        """As `SpeakerFinder.listen`."""
        return cast(Traces, self.process.request("listen", name, audio, start, whole, cancel=cancel))

    def settle(
        self, sounds: Sequence[TracedSound], *, speakers: int | None, cancel: Cancellation
    ) -> tuple[SpeakerTurn, ...]:
        """As `SpeakerFinder.settle`."""
        found = self.process.request("settle", tuple(sounds), speakers, cancel=cancel)
        return cast("tuple[SpeakerTurn, ...]", found)

    def close(self) -> None:
        """As `SpeakerFinder.close`."""
        self.process.close()


class ChildSecondOpinion:
    """A `SecondOpinion` that lives in a child process."""

    def __init__(self, process: ChildProcess) -> None:
        self.process = process

    def listen(
        self, audio: AudioSource, stretches: Sequence[Stretch], *, on_heard: OnHeard, cancel: Cancellation
    ) -> None:
        """As `SecondOpinion.listen`."""
        on_message = cast("OnMessage", on_heard)  # the engine sends nothing else
        self.process.request("listen", audio, tuple(stretches), on_message=on_message, cancel=cancel)

    def close(self) -> None:
        """As `SecondOpinion.close`."""
        self.process.close()


class ChildPageReader:
    """A `PageReader` that lives in a child process."""

    def __init__(self, process: ChildProcess) -> None:
        self.process = process

    def read(self, picture: PagePicture, *, cancel: Cancellation) -> SeenPage:
        """As `PageReader.read`."""
        return cast(SeenPage, self.process.request("read", picture, cancel=cancel))

    def close(self) -> None:
        """As `PageReader.close`."""
        self.process.close()
