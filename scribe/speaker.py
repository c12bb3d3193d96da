"""The laptop's own loudspeaker: takes samples, and knows how many of them have not been heard yet."""

from __future__ import annotations

import array
import threading
import time
from typing import Any, Protocol

from scribe.audio_store import SAMPLE_RATE
from scribe.errors import NoSpeaker

NO_PORTAUDIO = (
    "The part of the system that plays sound (PortAudio) is not installed, so nothing was played. Ask IT to install it."
)
LATENCY_SECONDS = 0.06
"""Of the device: short enough to fall silent at once, long enough not to stutter on a busy laptop."""
_FADE_SAMPLES = 80
"""5 ms: a sound that is cut off within less clicks."""
_DEAF_SECONDS = 3.0
"""A device that has not asked for samples for so long is gone: PortAudio does not say so by itself."""


class Speaker(Protocol):
    """Where sound goes. Samples are 16-bit little-endian mono at 16 kHz. Nothing here waits."""

    def write(self, pcm: bytes) -> None:
        """Play these samples after those before."""

    def waiting(self) -> int:
        """How many of the samples written have not been heard yet. Raises `NoSpeaker` where the device is gone."""

    def clear(self) -> None:
        """Fall silent: what has not been handed to the device is dropped."""

    def close(self) -> None:
        """Let go of the device."""


def fade(pcm: bytes, *, out: bool) -> bytes:
    """The same samples, coming up from silence at their start; or (`out`) only their first 5 ms, dying away."""
    samples = array.array("h", pcm[: 2 * _FADE_SAMPLES] if out else pcm)
    steps = min(_FADE_SAMPLES, len(samples))
    for n in range(steps):
        samples[n] = samples[n] * (steps - n if out else n) // steps
    return samples.tobytes()


class PortAudioSpeaker:
    """PortAudio asks for samples from a thread of its own, and says when each will be heard."""

    def __init__(self) -> None:
        try:
            import sounddevice
        except OSError as error:
            raise NoSpeaker(NO_PORTAUDIO) from error
        self._queue = bytearray()
        self._guard = threading.Lock()
        self._sound_ends = 0.0
        self._asked = time.monotonic()
        try:
            self._stream = sounddevice.RawOutputStream(
                samplerate=SAMPLE_RATE, channels=1, dtype="int16", latency=LATENCY_SECONDS, callback=self._give
            )
            self._stream.start()
        except sounddevice.PortAudioError as error:
            raise NoSpeaker from error

    def write(self, pcm: bytes) -> None:
        """Play these samples after those before."""
        with self._guard:
            self._queue += pcm

    def waiting(self) -> int:
        """How many of the samples written have not been heard yet. Raises `NoSpeaker` where the device is gone."""
        with self._guard:
            queued, ends, asked = len(self._queue) // 2, self._sound_ends, self._asked
        if queued and time.monotonic() - asked > _DEAF_SECONDS:
            raise NoSpeaker
        now: float = self._stream.time
        return queued + max(0, round((ends - now) * SAMPLE_RATE))

    def clear(self) -> None:
        """Fall silent: what has not been handed to the device is dropped."""
        with self._guard:
            self._queue[:] = fade(bytes(self._queue), out=True)

    def close(self) -> None:
        """Let go of the device."""
        self._stream.abort()
        self._stream.close()

    def _give(self, wanted: Any, frames: int, times: Any, _status: object) -> None:  # noqa: ANN401 (cffi's)
        with self._guard:
            pcm = bytes(self._queue[: 2 * frames])
            del self._queue[: len(pcm)]
            self._asked = time.monotonic()
            if pcm:
                self._sound_ends = times.outputBufferDacTime + len(pcm) / 2 / SAMPLE_RATE
        wanted[:] = pcm.ljust(2 * frames, b"\0")


def open_speaker() -> Speaker:
    """The system's own choice. Raises `NoSpeaker`."""
    return PortAudioSpeaker()
