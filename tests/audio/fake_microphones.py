"""Microphones for tests: each gives sound at the pace of a real one, and fails in a way of its own."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from scribe import capture_child
from scribe.errors import NoMicrophone
from scribe.microphones import Heard


class FakeMicrophone:
    """Gives `make(first, count)` in pieces of 20 ms, in real time, until closed, while it is `there`.

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
        there: Callable[[], bool] = lambda: True,
        name: str = "fake",
    ) -> None:
        self.rate, self.name = rate, name
        self._hear, self._make, self._delivered = hear, make, delivered
        self._silent, self._there = (silent_from, silent_to), there
        self._closed = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        began, at, step = time.monotonic(), 0, self.rate // 50
        while not self._closed.is_set():
            time.sleep(max(0.0, began + (at + step) / self.rate - time.monotonic()))
            if not self._silent[0] <= at / self.rate < self._silent[1] and self._there():
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
    """A microphone that works; `device` may name the folder in which each process counts what it has given."""
    return FakeMicrophone(hear, ramp, delivered=Path(device) / str(os.getpid()) if device else None)


def pluggable(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that is plugged in while the file that `device` names is there. It is the only one."""
    if device is None or not Path(device).exists():
        raise NoMicrophone
    return FakeMicrophone(hear, ramp, there=Path(device).exists)


def one_of_two(device: str | None, hear: Heard) -> FakeMicrophone:
    """The one that `device` names as a file, as above; and the system's own, which always works."""
    return pluggable(device, hear) if device else FakeMicrophone(hear, ramp, name="built in")


def falls_silent(device: str | None, hear: Heard) -> FakeMicrophone:
    """A second of sound, and then zeros; this process doesn't wait ten seconds until it opens it anew."""
    capture_child.FELL_SILENT_AFTER = 1.0
    return FakeMicrophone(hear, lambda first, count: ramp(first, count) if first < 16_000 else bytes(2 * count))


def gives_too_little(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that gives half of the sound that it should, from its first second on."""
    half = [False]

    def every_other() -> bool:
        half[0] = not half[0]
        return half[0]

    return FakeMicrophone(hear, ramp, there=every_other)


def speaking(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that somebody speaks into, loudly, from second 0.5 on."""
    return FakeMicrophone(hear, lambda first, count: tone(first, count) if first > 8_000 else quiet(count))


def quiet(count: int) -> bytes:
    """A room in which nobody speaks: samples of one step up or down."""
    return (np.arange(count) % 2 * 2 - 1).astype("<i2").tobytes()


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
