"""How loud the sound of a microphone is, and since when it has been nothing but zeros."""

from __future__ import annotations

import math
from array import array

SILENCE = -100.0
"""dBFS that stand for no sound at all."""
SILENT_AFTER = 2.5
"""Seconds of nothing but zeros after which a worker is warned: a microphone that is denied gives exactly that."""


class Levels:
    """Measures pieces of 16-bit mono sound as they come."""

    def __init__(self) -> None:
        self.gave_sound = False
        """Whether any sample so far was not zero."""
        self._zeros_since: float | None = None
        self._loudest, self._squares, self._counted = 0, 0.0, 0

    def add(self, samples: bytes, at: float) -> None:
        """A piece that came at second `at` of some clock."""
        values = array("h", samples)
        loudest = max(max(values, default=0), -min(values, default=0))
        self._loudest = max(self._loudest, loudest)
        self._squares += math.sumprod(values, values) if hasattr(math, "sumprod") else sum(v * v for v in values)
        self._counted += len(values)
        if loudest:
            self.gave_sound = True
            self._zeros_since = None
        elif self._zeros_since is None:
            self._zeros_since = at

    def zeros_for(self, now: float) -> float:
        """Seconds, by the same clock, in which nothing but zeros has come; 0.0 if the last piece held any sound."""
        return 0.0 if self._zeros_since is None else now - self._zeros_since

    def expect_sound(self) -> None:
        """After a pause: zeros count from the next piece on."""
        self._zeros_since = None

    def take(self) -> tuple[float, float]:
        """Loudest sample and mean since the last call, in dBFS; `SILENCE` for nothing."""
        mean = math.sqrt(self._squares / self._counted) if self._counted else 0.0
        loudest = self._loudest
        self._loudest, self._squares, self._counted = 0, 0.0, 0
        return _decibel(loudest), _decibel(mean)


def _decibel(value: float) -> float:
    return max(SILENCE, 20 * math.log10(value / 32768)) if value else SILENCE
