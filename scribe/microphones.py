"""Microphones by way of PortAudio: which there are, and opening one. Only child processes call it, as it can hang."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Protocol

from scribe.errors import NoMicrophone

NO_PORTAUDIO = (
    "The part of the system that listens to microphones (PortAudio) is not installed. Nothing was lost. "
    "Ask IT to install it."
)
_LATENCY_SECONDS = 0.1


@dataclass(frozen=True)
class Microphone:
    """Something to record with. `id` stays the same from day to day; `default` is the one the system would choose."""

    id: str
    name: str
    default: bool


Heard = Callable[[bytes, bool], None]
"""Takes samples (16-bit mono at the stream's rate) and whether some were lost before them. Any thread may call it."""


class Stream(Protocol):
    """A microphone that was opened and has begun. `rate` is in samples a second; `name` is for the worker's eyes."""

    rate: int
    name: str

    def close(self) -> None:
        """Stop. May hang: nothing waits for it."""


Opener = Callable[[str | None, Heard], Stream]
"""Opens the microphone of that id (None: the system's choice) and begins. Raises `NoMicrophone`; may hang."""


class _Status(Protocol):
    """What PortAudio says beside the samples."""

    input_overflow: bool


class _PortAudioStream:
    """A microphone opened by PortAudio at a rate of its own."""

    def __init__(self, device: str | None, hear: Heard) -> None:
        sounddevice = _sounddevice()
        index = _index_of(sounddevice, device)
        facts = sounddevice.query_devices(index, "input")
        self.name = str(facts["name"])
        self.rate = int(facts["default_samplerate"])

        def callback(samples: memoryview, frames: int, at: object, status: _Status) -> None:
            hear(bytes(samples), bool(status.input_overflow))

        self._stream = sounddevice.RawInputStream(
            samplerate=self.rate, channels=1, dtype="int16", device=index, callback=callback, latency=_LATENCY_SECONDS
        )
        self._stream.start()

    def close(self) -> None:
        self._stream.abort()
        self._stream.close()


def open_microphone(device: str | None, hear: Heard) -> Stream:
    """Open and begin. Where it fails, PortAudio is made to look anew at what is plugged in, for the next try.

    Raises `NoMicrophone`, or whatever PortAudio raises.
    """
    try:
        return _PortAudioStream(device, hear)
    except Exception:
        _look_anew()
        raise


def list_microphones(send: Callable[[object], None], should_stop: Callable[[], bool]) -> tuple[Microphone, ...]:
    """Run by `models.process.stream`: what this laptop can record with, its own choice first. Raises `NoMicrophone`."""
    sounddevice = _sounddevice()
    found = [
        Microphone(name, str(info["name"]), index == sounddevice.default.device[0])
        for index, name, info in _inputs(sounddevice)
    ]
    return tuple(sorted(found, key=lambda microphone: not microphone.default))


def _look_anew() -> None:
    """PortAudio lists the devices once, when it starts: one that came back later is unknown to it."""
    with contextlib.suppress(Exception):  # it is the failure before this that counts
        sounddevice = _sounddevice()
        sounddevice._terminate()
        sounddevice._initialize()


def _sounddevice() -> ModuleType:
    try:
        import sounddevice
    except OSError as error:  # the library of the system is missing
        raise NoMicrophone(NO_PORTAUDIO) from error
    found: ModuleType = sounddevice
    return found


def _inputs(sounddevice: ModuleType) -> list[tuple[int, str, Any]]:
    """Number, lasting name, and facts of each device that can record."""
    kinds = sounddevice.query_hostapis()
    return [
        (index, f"{kinds[info['hostapi']]['name']}: {info['name']}", info)
        for index, info in enumerate(sounddevice.query_devices())
        if info["max_input_channels"] > 0
    ]


def _index_of(sounddevice: ModuleType, device: str | None) -> int:
    """PortAudio's number, which changes from day to day, of the device of that id (or exact name)."""
    inputs = _inputs(sounddevice)
    if device is None and sounddevice.default.device[0] >= 0:
        return int(sounddevice.default.device[0])
    for index, name, info in inputs:
        if device is None or device in (name, info["name"]):
            return index
    raise NoMicrophone
