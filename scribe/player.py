"""Plays a stretch of a recording, in a child: it is decrypted there, and never lies anywhere as a plain file."""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Protocol

from models.errors import ModelError
from models.process import SpawnedChild
from scribe.audio_store import SAMPLE_RATE
from scribe.errors import DataDamaged, NoSpeaker

PIECE_SECONDS = 0.25
NO_PORTAUDIO = (
    "The part of the system that plays sound (PortAudio) is not installed, so nothing was played. Ask IT to install it."
)
STOPPED_BY_ITSELF = "Playing stopped by itself. The recording is safe."


class Playable(Protocol):
    """Sound that can be pickled and read by time, such as `EncryptedAudio`."""

    def pcm(self, start: float, end: float) -> bytes:
        """The samples between two times in seconds, 16-bit little-endian mono at 16 kHz."""


@dataclass(frozen=True)
class At:
    """How far playing has come, in seconds of the recording."""

    seconds: float


@dataclass(frozen=True)
class Played:
    """Playing has ended; `problem` is a plain sentence where it could not be done."""

    problem: str = ""


class Playing:
    """Something that is being played. `at`, `finished` and `problem` never wait; ask from one thread only."""

    def __init__(self, child: SpawnedChild, start: float) -> None:
        self._child = child
        self._at = start
        self._ended: Played | None = None

    @property
    def at(self) -> float:
        """How far it has come, in seconds of the recording."""
        self._look()
        return self._at

    @property
    def finished(self) -> bool:
        """Whether it has ended, in whatever way."""
        self._look()
        return self._ended is not None

    @property
    def problem(self) -> str:
        """A plain sentence where nothing could be played; '' otherwise."""
        self._look()
        return self._ended.problem if self._ended else ""

    def wait(self, seconds: float) -> bool:
        """Wait at most so long for the end; says whether it has come."""
        self._look(seconds)
        return self._ended is not None

    def stop(self) -> None:
        """Fall silent at once. Safe to call twice."""
        self._ended = self._ended or Played()
        self._child.stop(grace=0.0)

    def _look(self, wait: float = 0.0) -> None:
        try:
            while self._ended is None and (message := self._child.receive(wait)) is not None:
                match message:
                    case At(seconds):
                        self._at = seconds
                    case Played():
                        self._ended = message
                        self._child.stop(grace=1.0)
        except ModelError:
            self._ended = Played(STOPPED_BY_ITSELF)


def play(audio: Playable, start: float, end: float, *, opener: str = "scribe.player:open_speaker") -> Playing:
    """Play the seconds from `start` to `end`. Gives the handle at once; whether it works shows in its `problem`."""
    child = SpawnedChild("scribe.player:play_in_child", (audio, start, end, opener), name="playing")
    return Playing(child, start)


class Speaker(Protocol):
    """Where sound goes. `write` waits until there is room."""

    def write(self, pcm: bytes) -> None:
        """Play these samples after those before."""

    def finish(self) -> None:
        """Wait until all has been heard."""


def play_in_child(connection: Connection, audio: Playable, start: float, end: float, opener: str) -> None:
    """Runs in the child: a piece at a time, until the end, or until nobody listens to its reports."""
    from models.child import resolve

    try:
        _play(connection, audio, start, end, resolve(opener)())
        connection.send(Played())
    except (NoSpeaker, DataDamaged) as error:
        connection.send(Played(str(error)))
    except Exception:  # PortAudio's own text is for engineers, and may name a person's headphones
        connection.send(Played(NoSpeaker.sentence))


def _play(connection: Connection, audio: Playable, start: float, end: float, speaker: Speaker) -> None:
    at = max(0.0, start)
    while at < end and (pcm := audio.pcm(at, min(end, at + PIECE_SECONDS))):
        speaker.write(pcm)
        at += len(pcm) / 2 / SAMPLE_RATE
        connection.send(At(at))
    speaker.finish()


class _PortAudioSpeaker:
    def __init__(self) -> None:
        try:
            import sounddevice
        except OSError as error:
            raise NoSpeaker(NO_PORTAUDIO) from error
        try:
            self._stream = sounddevice.RawOutputStream(samplerate=SAMPLE_RATE, channels=1, dtype="int16")
            self._stream.start()
        except sounddevice.PortAudioError as error:
            raise NoSpeaker from error

    def write(self, pcm: bytes) -> None:
        self._stream.write(pcm)

    def finish(self) -> None:
        self._stream.stop()
        self._stream.close()


def open_speaker() -> Speaker:
    """The system's own choice. Raises `NoSpeaker`."""
    return _PortAudioSpeaker()


__all__ = ["Playable", "Playing", "play"]
