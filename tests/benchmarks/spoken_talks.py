"""Real consultations, spoken again by flite's voices: hours of talk as it is at a visit, whose words are known.

It is made speech, clearer than people's. Needs Debian's `flite`.
"""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scribe.audio_file import AudioFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TALKS = Path(__file__).resolve().parents[3] / "shared" / "data" / "visits" / "primock57"
WORKER, VISITED = "rms", ("slt", "awb")
"""Voices of flite: who asks, and who answers, in turn from talk to talk."""
PAUSE_SECONDS = 0.6
SAMPLE_RATE = 16_000


def can_speak() -> bool:
    """Whether flite and the consultations are on this machine."""
    return shutil.which("flite") is not None and TALKS.is_dir()


def spoken(seconds: float, folder: Path) -> Iterator[NDArray[np.float32]]:
    """So many seconds of talk at SAMPLE_RATE, one consultation after another; `folder` holds a turn at a time."""
    import numpy as np

    left, pause = round(seconds * SAMPLE_RATE), np.zeros(round(PAUSE_SECONDS * SAMPLE_RATE), np.float32)
    for voice, words in _turns():
        sound = folder / "turn.wav"
        subprocess.run(["flite", "-voice", voice, "-t", words, "-o", str(sound)], check=True)
        for block in (*AudioFile(sound).blocks(), pause):
            yield block[:left]
            left -= len(block)
            if left <= 0:
                return


def _turns() -> Iterator[tuple[str, str]]:
    """Voice and words of each turn, for ever."""
    for at, path in enumerate(itertools.cycle(sorted(TALKS.glob("*.json")))):
        voices = {"doctor": WORKER, "patient": VISITED[at % 2]}
        for turn in json.loads(path.read_text("utf-8"))["turns"]:
            yield voices[turn["speaker"]], turn["text"]
