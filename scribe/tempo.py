"""Speech faster or slower at its own pitch: FFmpeg's `atempo`, a piece at a time."""

from __future__ import annotations

from fractions import Fraction

import av
from av.filter import Graph

from scribe.audio_store import SAMPLE_RATE

_TAIL = SAMPLE_RATE // 5
"""Samples of silence after the last, without which `atempo` keeps up to 30 ms of it to itself."""


class Tempo:
    """Takes and gives 16-bit mono samples at 16 kHz. What comes out lags behind by less than a tenth of a second.

    `atempo` (LGPL, in every build of FFmpeg) joins pieces of speech where they are alike, so the pitch stays.
    """

    def __init__(self, speed: float) -> None:
        self._graph = Graph()
        source = self._graph.add_abuffer(
            sample_rate=SAMPLE_RATE, format="s16", layout="mono", time_base=Fraction(1, SAMPLE_RATE)
        )
        tempo = self._graph.add("atempo", f"{speed:.3f}")
        sink = self._graph.add("abuffersink")
        source.link_to(tempo)
        tempo.link_to(sink)
        self._graph.configure()
        self._speed = speed
        self._fed = self._came_out = 0

    def feed(self, pcm: bytes) -> bytes:
        """Put samples in; gives what is ready, which may be nothing yet. `pcm` may not be empty."""
        self._fed += len(pcm) // 2
        self._push(pcm)
        return self._given(self._ready())

    def end(self) -> bytes:
        """No more will come: gives all that is left. Nothing can be fed after it."""
        self._push(bytes(2 * _TAIL))
        self._graph.push(None)
        return self._given(self._ready())

    def _given(self, ready: bytes) -> bytes:
        """No more than what was fed lasts at this speed: the tail is silence."""
        given = ready[: 2 * (round(self._fed / self._speed) - self._came_out)]
        self._came_out += len(given) // 2
        return given

    def _push(self, pcm: bytes) -> None:
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(pcm) // 2)
        frame.planes[0].update(pcm.ljust(frame.planes[0].buffer_size, b"\0"))
        frame.sample_rate = SAMPLE_RATE
        self._graph.push(frame)

    def _ready(self) -> bytes:
        found = bytearray()
        while True:
            try:
                frame = self._graph.pull()
            except (av.BlockingIOError, av.EOFError):
                return bytes(found)
            assert isinstance(frame, av.AudioFrame)
            found += bytes(frame.planes[0])[: frame.samples * 2]
