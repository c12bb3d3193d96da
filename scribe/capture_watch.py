"""Notices from clocks and counts that a microphone gives no sound any more, or too little, or that the laptop slept."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from scribe.audio_gaps import ASLEEP, LOST, MISSING

LOST_AFTER = 1.8
"""Seconds without a callback after which the microphone counts as lost: an unplugged one says nothing by itself.

The worker has to hear of it within two seconds.
"""
STALLED_AFTER = 2.0
"""Seconds in which the capturing loop did not come round: it was stopped, as in a sleep that the clocks don't show."""
SLEPT = 0.5
"""Seconds by which the clock that runs in a sleep went ahead of the one that doesn't."""
BEHIND = 1.0
"""Seconds of sound fewer than have passed, for `BEHIND_FOR` seconds: that much is missing."""
BEHIND_FOR = 2.0
DRIFT = 0.001
"""Share of the time that a microphone's clock may be slow: crystals are ten times better than that."""


@dataclass(frozen=True)
class Clock:
    """Two clocks, in seconds since some moment: `awake` stands still while the laptop sleeps, `real` doesn't."""

    awake: Callable[[], float]
    real: Callable[[], float]


def real_seconds() -> float:
    """Seconds that pass in a sleep too, the same in every process of this laptop."""
    # Windows has one clock for both; there a sleep shows as a loop that did not come round.
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


SYSTEM_CLOCK = Clock(time.monotonic, real_seconds)


class Watch:
    """Watches one microphone from its first sound on. All times are seconds of `Clock.real`."""

    def __init__(self, clock: Clock = SYSTEM_CLOCK) -> None:
        self._clock = clock
        self._looked = clock.real()
        self._ahead = self._looked - clock.awake()
        self._stalled_until = float("-inf")
        self._slept = False
        self._heard: float | None = None
        self._behind = 0.0
        self._behind_since: float | None = None
        self.missing = 0.0
        """Seconds that were missing when `hear` last said so."""

    def hear(self, at: float, seconds: float) -> str:
        """A piece of so many seconds came. Says why sound before it is missing, as a gap's why; '' if none is."""
        self._notice_sleep()
        before, self._heard = self._heard, at
        if before is None:  # nothing was heard yet that a sleep could have cut off
            self._slept = False
            return ""
        if self._slept or at - before > LOST_AFTER:
            return self._why(before)
        return self._compare(at, at - before, seconds)

    def look(self) -> str:
        """Call often, when all pieces were heard: why no sound has come for too long, as a gap's why; '' if it has."""
        self._notice_sleep()
        if self._slept:
            return ASLEEP
        if self._heard is not None and self._clock.real() - self._heard > LOST_AFTER:
            return self._why(self._heard)
        return ""

    def _notice_sleep(self) -> None:
        now = self._clock.real()
        ahead = now - self._clock.awake()
        if now - self._looked > STALLED_AFTER:
            self._stalled_until = now
        if ahead - self._ahead > SLEPT:
            self._slept = True
        self._looked, self._ahead = now, ahead

    def _why(self, heard: float) -> str:
        """A loop that stood still is a sleep only if no sound came meanwhile: a slow disk holds it up too."""
        return ASLEEP if self._slept or self._stalled_until > heard else LOST

    def _compare(self, at: float, passed: float, seconds: float) -> str:
        """The samples against the clock. A piece that is late makes it behind for a moment, and then comes."""
        self._behind = max(0.0, self._behind + passed - seconds - DRIFT * passed)
        if self._behind <= BEHIND:
            self._behind_since = None
            return ""
        if self._behind_since is None:
            self._behind_since = at
        if at - self._behind_since < BEHIND_FOR:
            return ""
        self.missing, self._behind, self._behind_since = self._behind, 0.0, None
        return MISSING
