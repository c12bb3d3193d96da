"""Microphones for tests: each gives sound at the pace of a real one, and fails in a way of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from scribe.capture_child import Heard
from scribe.errors import NoMicrophone


class FakeMicrophone:
    """Gives `make(first, count)` in pieces of 20 ms, in real time, until closed or until `until` seconds are over.

    `delivered`, if given, is a file that grows by a byte for each piece that it has given.
    """

    def __init__(
        self,
        hear: Heard,
        make: Callable[[int, int], bytes],
        *,
        rate: int = 16_000,
        silent_from: float = 1e9,
        silent_to: float = 0.0,
        delivered: Path | None = None,
    ) -> None:
        self.rate = rate
        self._hear, self._make, self._delivered = hear, make, delivered
        self._silent = (silent_from, silent_to)
        self._closed = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        began, at, step = time.monotonic(), 0, self.rate // 50
        while not self._closed.is_set():
            time.sleep(max(0.0, began + (at + step) / self.rate - time.monotonic()))
            if not self._silent[0] <= at / self.rate < self._silent[1]:
                self._hear(self._make(at, step), False)
                if self._delivered:
                    # One byte longer for each piece: killed at any moment, its length is still a number.
                    with self._delivered.open("ab") as file:
                        file.write(b".")
            at += step

    def close(self) -> None:
        """Stop."""
        self._closed.set()


def ramp(first: int, count: int) -> bytes:
    """Samples that each say their own number (modulo 30000), so that a missing one shows."""
    return ((np.arange(first, first + count) % 30_000) + 1).astype("<i2").tobytes()


def tone(first: int, count: int) -> bytes:
    """440 Hz at 48 kHz, a tenth of full scale."""
    return (np.sin(2 * np.pi * 440 * np.arange(first, first + count) / 48_000) * 3276.8).astype("<i2").tobytes()


def steady(device: str | None, hear: Heard) -> FakeMicrophone:
    """A microphone that works; `device` may name the file that it counts in."""
    return FakeMicrophone(hear, ramp, delivered=Path(device) if device else None)


def other_rate(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that only gives 48 kHz."""
    return FakeMicrophone(hear, tone, rate=48_000)


def all_zeros(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that the system's privacy settings deny: it works, and gives nothing but zeros."""
    return FakeMicrophone(hear, lambda _, count: bytes(2 * count))


def pulled_out(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that is pulled out after a second, without a word, and whose `close` then hangs for ever."""
    microphone = FakeMicrophone(hear, ramp, silent_from=1.0, silent_to=1e9)
    microphone.close = lambda: time.sleep(3_600)  # type: ignore[method-assign]
    return microphone


def comes_back(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that falls silent from second 0.5 to second 3.5."""
    return FakeMicrophone(hear, ramp, silent_from=0.5, silent_to=3.5)


def not_there(device: str | None, hear: Heard) -> FakeMicrophone:
    """No microphone."""
    raise NoMicrophone


def breaks(device: str | None, hear: Heard) -> FakeMicrophone:
    """One whose driver fails with words of its own."""
    raise RuntimeError("Headset of Mrs Begum")


def hangs(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that never opens."""
    time.sleep(3_600)
    raise AssertionError


def never_gives_sound(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that opens and never calls back."""
    return FakeMicrophone(hear, ramp, silent_from=0.0, silent_to=1e9)
