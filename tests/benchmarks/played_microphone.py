"""A microphone that hears a file at the pace of real life, and a quiet room when that is over; needs no numpy."""

from __future__ import annotations

import os
import random
import threading
import time
from array import array
from collections.abc import Callable
from itertools import chain, repeat
from pathlib import Path

from tests.benchmarks.sound_files import SAMPLE_RATE, read_wav

SOUND = "FAIRNOTE_BENCH_SOUND"
"""The environment variable that names the file."""
_PIECE = SAMPLE_RATE // 50
Heard = Callable[[bytes, bool], None]
"""Takes samples, and whether some were lost before them."""


class PlayedMicrophone:
    """Gives 20 ms at a time, each when it is due, until it is closed."""

    rate = SAMPLE_RATE
    name = "a file"

    def __init__(self, sound: Path, hear: Heard) -> None:
        self._pieces = chain(read_wav(sound, _PIECE), repeat(_quiet_room()))
        self._hear = hear
        self._closed = threading.Event()
        threading.Thread(target=self._run, name="microphone", daemon=True).start()

    def _run(self) -> None:
        began = time.monotonic()
        for number, pcm in enumerate(self._pieces, start=1):
            if self._closed.wait(max(0.0, began + number * _PIECE / SAMPLE_RATE - time.monotonic())):
                return
            self._hear(pcm, False)

    def close(self) -> None:
        """Stop."""
        self._closed.set()


def _quiet_room() -> bytes:
    chance = random.Random(7)
    return array("h", (round(chance.gauss(0, 16)) for _ in range(_PIECE))).tobytes()


def open_played(device: str | None, hear: Heard) -> PlayedMicrophone:
    """An opener for `scribe.recorder.start_recording`, whatever device was chosen."""
    return PlayedMicrophone(Path(os.environ[SOUND]), hear)
