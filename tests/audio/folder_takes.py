"""A folder that keeps the takes of a recording, for tests that need no vault."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from scribe.audio_store import EncryptedAudio
from scribe.errors import DiskFull
from scribe.takes import RecordedAudio
from scribe.visit import Gap

KEY = bytes(range(32))


@dataclass
class FolderTakes:
    """A `TakeStore`. `room` is how many takes it can begin before it says that the disk is full."""

    folder: Path
    room: int = 1_000_000
    begun: list[EncryptedAudio] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    kept: dict[str, tuple[RecordedAudio, str]] = field(default_factory=dict)

    def begin(self) -> EncryptedAudio:
        if len(self.begun) >= self.room:
            raise DiskFull
        number = len(self.begun) + 1
        self.begun.append(EncryptedAudio(self.folder / f"r{number}.fna", KEY, f"rec-{number}"))
        return self.begun[-1]

    def reopened(self, audio: EncryptedAudio, gap: Gap) -> None:
        self.gaps.append(gap)

    def keep(self, audio: EncryptedAudio, recorded: RecordedAudio, problem: str) -> None:
        self.kept[audio.recording_id] = recorded, problem

    def samples(self, number: int = 1) -> np.ndarray:
        """All samples in the file of a take."""
        return np.frombuffer(b"".join(self.begun[number - 1].frames()), dtype="<i2")
