"""Microphones for tests: each gives sound at the pace of a real one, and fails in a way of its own."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, NoReturn

import numpy as np

from scribe import audio_store, capture_child
from scribe.errors import NoMicrophone
from scribe.microphones import Heard


class FakeMicrophone:
    """Gives `make(first, count)` in pieces of 20 ms, in real time, until closed, while it is `there`.

    `delivered`, if given, is a file that grows by a byte for each piece that it has given. `some_lost` says of the
    piece that begins at a sample whether some before it was lost.
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
        some_lost: Callable[[int], bool] = lambda first: False,
        name: str = "fake",
    ) -> None:
        self.rate, self.name = rate, name
        self._hear, self._make, self._delivered = hear, make, delivered
        self._silent, self._there = (silent_from, silent_to), there
        self._some_lost = some_lost
        self._closed = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        began, at, step = time.monotonic(), 0, self.rate // 50
        while not self._closed.is_set():
            time.sleep(max(0.0, began + (at + step) / self.rate - time.monotonic()))
            if not self._silent[0] <= at / self.rate < self._silent[1] and self._there():
                self._hear(self._make(at, step), self._some_lost(at))
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


def slow_disk(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that works, as above, beside a disk that takes half a second to store anything."""
    _sync_by(lambda: time.sleep(0.5))
    return steady(device, hear)


def disk_that_may_stand_still(device: str | None, hear: Heard) -> FakeMicrophone:
    """The same, beside a disk that stores nothing while there is a file `still` in that folder."""
    assert device is not None
    _sync_by(lambda: _wait_while(Path(device, "still").exists))
    return steady(device, hear)


def disk_that_may_stand_still_with_little_memory(device: str | None, hear: Heard) -> FakeMicrophone:
    """The same, where only half a second of sound is held meanwhile."""
    capture_child.HELD_AT_MOST = 0.5
    return disk_that_may_stand_still(device, hear)


def _sync_by(wait: Callable[[], None]) -> None:
    """In this process, have each wait for the disk take longer."""
    real = audio_store._sync

    def slowly(file: BinaryIO) -> None:
        wait()
        real(file)

    audio_store._sync = slowly


def _wait_while(what: Callable[[], bool]) -> None:
    while what():
        time.sleep(0.01)


def disk_of_unknown_size(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that works, where nobody can tell how much room there is."""

    def refuses(path: Path) -> NoReturn:
        raise OSError

    capture_child.shutil.disk_usage = refuses  # type: ignore[assignment]
    return steady(None, hear)


def reports_rarely(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that works, in a process that says only every three seconds how it goes."""
    capture_child.REPORT_SECONDS = 3.0
    return steady(device, hear)


def garbled_once(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that works; but the first process, which makes the file that `device` names, soon says what nobody knows."""
    assert device is not None
    if not Path(device).exists():
        Path(device).touch()
        real = capture_child._Capture._report

        def report(capture: capture_child._Capture) -> bool:
            if capture._sound is not None and capture._sound.seconds >= 0.5:
                capture._connection.send(Unknown())
            return real(capture)

        capture_child._Capture._report = report  # type: ignore[method-assign]
    return steady(None, hear)


class Unknown:
    """What no parent takes from its child."""


def overflows(device: str | None, hear: Heard) -> FakeMicrophone:
    """One that loses something before each piece from second 0.5 to second 1.5."""
    return FakeMicrophone(hear, ramp, some_lost=lambda first: 8_000 <= first < 24_000)


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


def reading_a_file(device: str | None, hear: Heard) -> FakeMicrophone:
    """Somebody reads aloud: the 16-bit samples at 16 kHz of the file that `device` names, then a quiet room."""
    assert device is not None
    samples = np.frombuffer(Path(device).read_bytes(), dtype="<i2")

    def spoken(first: int, count: int) -> bytes:
        piece = samples[first : first + count]
        return piece.tobytes() + quiet(count - len(piece))

    return FakeMicrophone(hear, spoken)
