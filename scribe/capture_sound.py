"""The file of one take and the gaps beside it, filled by a thread of its own: a slow disk holds up nothing else."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from scribe.audio_gaps import TOO_BUSY, GapWriter
from scribe.audio_store import SAMPLE_RATE, AudioWriter, EncryptedAudio
from scribe.errors import DiskFull, FairnoteError
from scribe.visit import Gap

BUSY_AGAIN_WITHIN = 5.0
"""Seconds of sound in which one mark stands for every time that the laptop was too busy."""


@dataclass(frozen=True)
class _Mark:
    """A gap of so many seconds ended here; None: one begins here, and how long it lasts is told later."""

    why: str
    seconds: float | None


class SoundFile:
    """What is given to it comes onto the disk in that order, as quickly as the disk can. Nothing here waits for it.

    The file is made at once. `given` is seconds of sound; `error` is what ended the writing, None while all is well.
    """

    def __init__(self, audio: EncryptedAudio, rate: int) -> None:
        self.given = 0.0
        self.error: Exception | None = None
        self.problem = ""
        """A plain sentence where the file could not be finished; what is written stays readable."""
        self._rate = rate
        self._todo: SimpleQueue[bytes | _Mark | None] = SimpleQueue()
        self._file: _TakeFile | None = None
        self._told = 0
        self._done = threading.Event()
        threading.Thread(target=self._run, args=(audio,), name="sound file", daemon=True).start()

    @property
    def seconds(self) -> float:
        """Seconds of sound that are on the disk."""
        return self._file.writer.seconds if self._file is not None else 0.0

    @property
    def waiting(self) -> float:
        """Seconds of sound that were given and are not on the disk yet."""
        return max(0.0, self.given - self.seconds)

    def write(self, samples: bytes) -> None:
        """Add sound at the microphone's own rate."""
        self.given += len(samples) / (2 * self._rate)
        self._todo.put(samples)

    def begin_gap(self, why: str) -> None:
        """A gap begins here; how long it lasts is told by `mark`."""
        self._todo.put(_Mark(why, None))

    def mark(self, seconds: float, why: str) -> None:
        """A gap of so many seconds ended here."""
        self._todo.put(_Mark(why, seconds))

    def new_gaps(self) -> tuple[Gap, ...]:
        """The gaps that were marked since this was last asked."""
        new = tuple(self._file.gaps[self._told :]) if self._file is not None else ()
        self._told += len(new)
        return new

    def end(self) -> None:
        """Nothing more is given: finish the file."""
        self._todo.put(None)

    def wait(self, seconds: float) -> bool:
        """Wait at most so long until the file is finished, or can't be; whether that is so."""
        return self._done.wait(seconds)

    @property
    def facts(self) -> tuple[float, str, tuple[Gap, ...]]:
        """Seconds and SHA-256 of what is in the file, and its gaps; for when it is finished."""
        if self._file is None:
            return 0.0, "", ()
        return self._file.writer.seconds, self._file.writer.sha256, tuple(self._file.gaps)

    # --- the file's own thread

    def _run(self, audio: EncryptedAudio) -> None:
        try:
            self._file = _TakeFile(audio, self._rate)
            self._fill(self._file)
        except Exception as error:  # raised again where the recording is, which ends by it
            self.error = error
        try:
            if self._file is not None:
                self.problem = self._file.end()
        finally:
            self._done.set()

    def _fill(self, file: _TakeFile) -> None:
        """All that waits at a time, with as few calls to the disk as that takes."""
        ended = False
        while not ended:
            sound = bytearray()
            for step in self._all_that_waits():
                if isinstance(step, bytes):
                    sound += step
                    continue
                file.write(bytes(sound))
                sound.clear()
                if step is None:
                    ended = True
                elif step.seconds is None:
                    file.begin_gap(step.why)
                else:
                    file.mark(step.seconds, step.why)
            file.write(bytes(sound))

    def _all_that_waits(self) -> list[bytes | _Mark | None]:
        """At least one step; waits for it."""
        first = self._todo.get()
        return [first, *(self._todo.get() for _ in range(self._todo.qsize()))]


class _TakeFile:
    """The encrypted frames and the gaps; only for the thread that fills them."""

    def __init__(self, audio: EncryptedAudio, rate: int) -> None:
        self.writer = AudioWriter(audio.path, audio.key, audio.recording_id)
        self.gaps: list[Gap] = []
        self._gap_writer = GapWriter(self.writer)
        self._rate = rate
        self._resampler: Any = None

    def write(self, samples: bytes) -> None:
        """Add sound at the microphone's own rate. Raises `DiskFull`."""
        if samples:
            self.writer.write(self._even(samples))

    def begin_gap(self, why: str) -> None:
        """A gap begins here."""
        self._flush_resampler()
        at = self.writer.seconds_given
        self._put(Gap(at, at, why))

    def mark(self, seconds: float, why: str) -> None:
        """A gap of so many seconds ended here. A laptop that is too busy again and again is marked now and then."""
        at = self.writer.seconds_given
        before = self.gaps[-1] if self.gaps else None
        if why == TOO_BUSY and not seconds and before and before.why == why and at - before.start < BUSY_AGAIN_WITHIN:
            return
        gap = Gap(at, at + seconds, why)
        self._put(gap)
        self.gaps.append(gap)

    def end(self) -> str:
        """Finish the file; a plain sentence where that can't be done, and then what is written stays readable."""
        try:
            self._flush_resampler()
            self._gap_writer.close()
            self.writer.close()
        except (DiskFull, OSError) as error:
            self.writer.abandon()
            return str(error) if isinstance(error, DiskFull) else FairnoteError.sentence
        return ""

    def _put(self, gap: Gap) -> None:
        """On the disk at once: the whole app may be killed at any time."""
        # Where there is no room, the next frame of sound says so; and the reports have the gap too.
        with contextlib.suppress(OSError):
            self._gap_writer.put(len(self.gaps), gap)

    def _even(self, samples: bytes) -> bytes:
        """The same sound at SAMPLE_RATE."""
        if self._rate == SAMPLE_RATE:
            return samples
        import numpy as np
        import soxr

        if self._resampler is None:
            self._resampler = soxr.ResampleStream(self._rate, SAMPLE_RATE, 1, dtype="int16")
        return bytes(self._resampler.resample_chunk(np.frombuffer(samples, dtype=np.int16)).tobytes())

    def _flush_resampler(self) -> None:
        """Write the last samples that the resampler holds back."""
        if self._resampler is not None:
            import numpy as np

            rest = self._resampler.resample_chunk(np.zeros(0, dtype=np.int16), last=True)
            self._resampler = None
            self.writer.write(rest.tobytes())
