"""Makes clear speech harder to hear: other voices behind it, or the echo of a bare room."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.nothing import babble
from tests.benchmarks.sound_files import SAMPLE_RATE

Samples = NDArray[np.floating]
SEED = 77


class Babble:
    """Voices behind others, so many decibels quieter; each time the next stretch of the same ten minutes."""

    def __init__(self, decibels: float = 10.0, seconds: int = 600) -> None:
        self._voices = babble(seconds, np.random.default_rng(SEED))
        self._at, self._gain = 0, 10 ** (-decibels / 20)

    def __call__(self, samples: Samples) -> Samples:
        """The samples with voices behind them."""
        if self._at + len(samples) > len(self._voices):
            self._at = 0
        behind = self._voices[self._at : self._at + len(samples)]
        self._at += len(samples)
        return samples + behind * (_level(samples) / _level(behind) * self._gain)


class Echo:
    """A room of bare walls: sound dies away by 60 dB in `seconds`, and is as loud from the walls as from the mouth."""

    def __init__(self, seconds: float = 0.5) -> None:
        count = round(seconds * SAMPLE_RATE)
        chance = np.random.default_rng(SEED)
        walls = chance.standard_normal(count) * np.exp(-6.9 * np.arange(count) / count)
        walls[: SAMPLE_RATE // 200] = 0.0  # the nearest wall is a metre or two away
        self._room = walls / np.sqrt(np.square(walls).sum()) * 0.9
        self._room[0] = 1.0

    def __call__(self, samples: Samples) -> Samples:
        """The samples as they sound in that room, as loud as before."""
        size = 1 << (len(samples) + len(self._room)).bit_length()
        spread = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(self._room, size), size)[: len(samples)]
        return np.asarray(spread * (_level(samples) / _level(spread)))


def _level(samples: Samples) -> float:
    """Its mean level; never zero."""
    return max(1e-9, float(np.sqrt(np.mean(np.square(samples)))))
