"""Writes and reads the 16 kHz mono WAV files that the benchmarks listen to, a piece at a time."""

from __future__ import annotations

import wave
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 16_000


def write_wav(path: Path, pieces: Iterable[NDArray[np.floating]]) -> float:
    """Write samples between -1 and 1 as 16-bit mono at SAMPLE_RATE; gives the length in seconds."""
    length = 0
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SAMPLE_RATE)
        for piece in pieces:
            out.writeframes((piece.clip(-1.0, 1.0) * 32767).round().astype("<i2").tobytes())
            length += len(piece)
    return length / SAMPLE_RATE


def read_wav(path: Path, samples: int) -> Iterator[bytes]:
    """A file's samples, 16-bit little-endian, so many at a time. Numpy is not needed for it."""
    with wave.open(str(path), "rb") as file:
        while pcm := file.readframes(samples):
            yield pcm
