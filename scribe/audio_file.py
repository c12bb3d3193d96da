"""A sound file on disk as something that a recogniser can listen to, read as it is needed and never all at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class AudioFile:
    """A file that belongs to no visit: a `models.transcriber.AudioSource`, decoded in the recogniser's own child."""

    path: Path

    def seconds(self) -> float:
        """Length in seconds as the file says it, 0.0 where it doesn't. Raises `UnreadableAudio`."""
        from scribe.audio_reader import seconds_of

        return seconds_of(self.path)

    def blocks(self, start: float = 0.0) -> Iterator[NDArray[np.float32]]:
        """The samples from `start` seconds on, as mono blocks at 16 kHz between -1 and 1. Raises `UnreadableAudio`."""
        import numpy as np

        from scribe.audio_reader import decode

        skip = round(start * 16_000)
        for pcm in decode(self.path):
            samples = np.frombuffer(pcm, np.int16).astype(np.float32) / 32768.0
            if skip < len(samples):
                yield samples[skip:]
            skip = max(0, skip - len(samples))
