"""Speakers for tests: one that works at the pace of a real one, one that isn't there, one that breaks."""

from __future__ import annotations

import os
import time
from pathlib import Path

from scribe.audio_store import SAMPLE_RATE
from scribe.errors import NoSpeaker

HEARD = "FAIRNOTE_TEST_HEARD"
"""Where a child's speaker writes what it was given, if a test wants to know."""
DEVICE_SECONDS = 0.05


class FakeSpeaker:
    """Takes as long as the sound lasts; what is cut off is heard for as long as a device's own buffer lasts."""

    def __init__(self) -> None:
        self._ends = 0.0

    def write(self, pcm: bytes) -> None:
        """It will be heard."""
        self._ends = max(self._ends, time.monotonic()) + len(pcm) / 2 / SAMPLE_RATE
        if HEARD in os.environ:
            with Path(os.environ[HEARD]).open("ab") as file:
                file.write(pcm)

    def waiting(self) -> int:
        """What is not heard yet."""
        return max(0, round((self._ends - time.monotonic()) * SAMPLE_RATE))

    def clear(self) -> None:
        """Only what the device has already will be heard."""
        self._ends = min(self._ends, time.monotonic() + DEVICE_SECONDS)

    def close(self) -> None:
        """Nothing is open."""


class BrokenSpeaker(FakeSpeaker):
    """One that is pulled out after the first sound."""

    def waiting(self) -> int:
        """Its driver has words of its own."""
        if self._ends and time.monotonic() > self._ends - 0.1:
            raise RuntimeError("Headphones of Mrs Begum")
        return super().waiting()


class HungSpeaker(FakeSpeaker):
    """One whose driver never comes back."""

    def write(self, pcm: bytes) -> None:
        """Never comes back."""
        time.sleep(600)


def working() -> FakeSpeaker:
    """A speaker."""
    return FakeSpeaker()


def none_there() -> FakeSpeaker:
    """No speaker."""
    raise NoSpeaker


def broken() -> FakeSpeaker:
    """One whose driver has words of its own."""
    raise RuntimeError("Headphones of Mrs Begum")


def pulled_out() -> FakeSpeaker:
    """One that breaks while it plays."""
    return BrokenSpeaker()


def hung() -> FakeSpeaker:
    """One that hangs."""
    return HungSpeaker()
