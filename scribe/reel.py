"""What is to be heard of one span, piece after piece: at its speed, over and over where it is to be looped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from scribe.audio_store import SAMPLE_RATE

if TYPE_CHECKING:
    from scribe.tempo import Tempo

_PIECE = SAMPLE_RATE // 10
"""Samples that are read at once."""


class Playable(Protocol):
    """Sound that can be pickled and read by time, such as `EncryptedAudio`."""

    def pcm(self, start: float, end: float) -> bytes:
        """The samples between two times in seconds, 16-bit little-endian mono at 16 kHz."""


@dataclass(frozen=True)
class Piece:
    """Samples to be heard. `at`: where the first of them is in the recording; `speed`: how fast that goes by."""

    pcm: bytes
    at: float
    speed: float

    @property
    def samples(self) -> int:
        """How many there are."""
        return len(self.pcm) // 2

    def at_sample(self, sample: int) -> float:
        """Where one of its samples is, in seconds of the recording."""
        return self.at + sample * self.speed / SAMPLE_RATE


class Reel:
    """Times are in seconds of the recording, whatever the speed. At speed 1 the samples are those of the recording."""

    def __init__(self, audio: Playable, start: float, end: float, *, speed: float, loop: bool) -> None:
        self._audio = audio
        self._start, self._end = (max(0, round(seconds * SAMPLE_RATE)) for seconds in (start, end))
        self.speed, self.loop = speed, loop
        self._round = self._from(self._start)

    def seek(self, seconds: float) -> None:
        """Go on from there at the speed that is set now; it may be before the span's start."""
        self._round = self._from(min(self._end, max(0, round(seconds * SAMPLE_RATE))))

    def next(self) -> Piece | None:
        """The next piece; None at the end, or where there is no more sound."""
        piece = next(self._round, None)
        if piece is None and self.loop:
            self._round = self._from(self._start)
            piece = next(self._round, None)
        return piece

    def _from(self, sample: int) -> Iterator[Piece]:
        """From there to the end, once."""
        speed, came_out, tempo = self.speed, float(sample), _tempo(self.speed)
        for pcm in self._read(sample):
            ready = pcm if tempo is None else tempo.feed(pcm) if pcm else tempo.end()
            if ready:
                yield Piece(ready, came_out / SAMPLE_RATE, speed)
                came_out += len(ready) // 2 * speed

    def _read(self, sample: int) -> Iterator[bytes]:
        """The samples from there on in short pieces, then b''."""
        pcm = b"start"
        while pcm:
            upto = min(self._end, sample + _PIECE)
            # Half a sample on: seconds are no exact measure of samples, and the nearest below would be taken.
            span = ((sample + 0.5) / SAMPLE_RATE, (upto + 0.5) / SAMPLE_RATE)
            pcm = self._audio.pcm(*span) if upto > sample else b""
            sample += len(pcm) // 2
            yield pcm


def _tempo(speed: float) -> Tempo | None:
    if speed == 1.0:
        return None
    from scribe.tempo import Tempo  # only where it is wanted: it takes a moment to load

    return Tempo(speed)
