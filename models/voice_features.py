"""Turns sound into the log-mel energies that the embedding of a voice is made from; as Kaldi computes them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.transcriber import SAMPLE_RATE

Samples = NDArray[np.float32]
Features = NDArray[np.float32]

BINS = 80
STEP = SAMPLE_RATE // 100
"""Samples from one frame to the next, 10 ms."""
LENGTH = SAMPLE_RATE // 40
"""Samples that a frame looks at, 25 ms."""
_FFT = 512
_LOWEST = 20.0
_PRE_EMPHASIS = 0.97
_FLOOR = float(np.finfo(np.float32).eps)
# Kaldi's defaults (feat/feature-window.cc, feat/mel-computations.cc), without dither: the same sound, the same numbers.


def log_mels(samples: Samples) -> Features:
    """Frames of BINS energies, one each 10 ms that has a whole frame: [frames, BINS]."""
    if len(samples) < LENGTH:
        return np.zeros((0, BINS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, LENGTH)[::STEP]
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    spectrum = np.fft.rfft((frames - _PRE_EMPHASIS * before) * _WINDOW, _FFT)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    return np.asarray(np.log(np.maximum(power @ _MELS, _FLOOR)))


def _mel(hertz: NDArray[np.float64] | float) -> NDArray[np.float64]:
    return np.asarray(1127.0 * np.log1p(np.asarray(hertz) / 700.0))


def _mel_filters() -> NDArray[np.float32]:
    """Triangles that are even in mels: [bins of the spectrum, BINS]."""
    edges = np.linspace(_mel(_LOWEST), _mel(SAMPLE_RATE / 2), BINS + 2)
    place = _mel(np.arange(_FFT // 2 + 1) * SAMPLE_RATE / _FFT)[:, None]
    width = edges[1] - edges[0]
    rising, falling = (place - edges[:-2]) / width, (edges[2:] - place) / width
    return np.asarray(np.clip(np.minimum(rising, falling), 0.0, None), dtype=np.float32)


_MELS = _mel_filters()
_WINDOW = ((0.5 - 0.5 * np.cos(2 * np.pi * np.arange(LENGTH) / (LENGTH - 1))) ** 0.85).astype(np.float32)
"""Kaldi's own window, 'povey'."""
