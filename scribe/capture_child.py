"""What runs in the recording child: sound from the microphone goes straight into encrypted frames.

PortAudio can hang when a microphone is pulled out, so each call to it is made from a thread that may be left behind:
the main loop only takes what the callback put into a queue, watches how old the last of it is, and writes.
"""

from __future__ import annotations

import contextlib
import math
import shutil
import threading
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue
from types import ModuleType
from typing import Any, Protocol

from models.child import resolve
from scribe.audio_gaps import LOST, PAUSED, TOO_BUSY, GapWriter
from scribe.audio_store import SAMPLE_RATE, AudioWriter
from scribe.errors import DiskFull, FairnoteError, NoMicrophone
from scribe.visit import Gap

TICK_SECONDS = 0.05
REPORT_SECONDS = 0.1
LOST_AFTER = 2.0
"""Seconds without a callback after which the microphone counts as lost. An unplugged one says nothing by itself."""
OPEN_WITHIN = 5.0
"""Seconds in which a microphone has to give its first sound."""
SILENT_AFTER = 3.0
"""Seconds of nothing but zeros after which a worker is warned: a microphone that is denied gives exactly that."""
LAST_SOUND_SECONDS = 0.2
"""How long after 'stop' what is still on its way is waited for."""
BYTES_A_MINUTE = 2 * SAMPLE_RATE * 60

NO_PORTAUDIO = (
    "The part of the system that listens to microphones (PortAudio) is not installed. Nothing was lost. "
    "Ask IT to install it."
)


@dataclass(frozen=True)
class Microphone:
    """Something to record with. `id` stays the same from day to day; `default` is the one the system would choose."""

    id: str
    name: str
    default: bool


@dataclass(frozen=True)
class Report:
    """How the recording goes. Levels are dBFS, -100 for silence; `minutes_left` is what the disk has room for."""

    state: str
    seconds: float
    peak: float
    level: float
    silent: bool
    minutes_left: float
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Ended:
    """The recording is finished and on the disk; `problem` is a plain sentence where it ended by itself."""

    seconds: float
    sha256: str
    gaps: tuple[Gap, ...]
    problem: str


Heard = Callable[[bytes, bool], None]
"""Takes samples (16-bit mono at the stream's rate) and whether some were lost before them. Any thread may call it."""


class Stream(Protocol):
    """A microphone that was opened and has begun. `rate` is in samples a second."""

    rate: int

    def close(self) -> None:
        """Stop. May hang: nothing waits for it."""


Opener = Callable[[str | None, Heard], Stream]


def capture(connection: Connection, path: Path, key: bytes, recording_id: str, device: str | None, opener: str) -> None:
    """Record until told to stop, or until nobody listens any more; then finish the file."""
    try:
        writer = AudioWriter(path, key, recording_id)
    except (FairnoteError, OSError) as error:
        sentence = str(error) if isinstance(error, FairnoteError) else FairnoteError.sentence
        connection.send(Ended(0.0, "", (), sentence))
        return
    _Capture(connection, writer, device, resolve(opener)).run()


class _Capture:
    """One recording. All of it but the callback and the opening runs on one thread."""

    def __init__(self, connection: Connection, writer: AudioWriter, device: str | None, opener: Opener) -> None:
        self._connection = connection
        self._writer = writer
        self._pieces: SimpleQueue[tuple[float, bytes, bool]] = SimpleQueue()
        self._rate: int | None = None
        self._problem = ""
        self._resampler: Any = None
        self._state = "starting"
        self._began = time.monotonic()
        self._last_heard = self._began
        self._gaps: list[Gap] = []
        self._gap_writer = GapWriter(writer)
        self._gap_since: float | None = None
        self._loudest, self._squares, self._counted = 0, 0.0, 0
        self._zeros_since: float | None = None
        self._reported = 0.0
        self._stream: Stream | None = None
        self._opening = threading.Thread(target=self._open, args=(device, opener), daemon=True)

    def run(self) -> None:
        """Open, record, finish."""
        self._opening.start()
        try:
            while self._step():
                pass
            if self._state == "recording":
                self._take(time.monotonic() + LAST_SOUND_SECONDS)
            self._finish_gap()
        except DiskFull as error:
            self._problem = str(error)
        self._end()

    def _open(self, device: str | None, opener: Opener) -> None:
        """On a thread of its own, as it may hang."""
        try:
            self._stream = opener(device, self._hear)
            self._rate = self._stream.rate
        except FairnoteError as error:
            self._problem = str(error)
        except Exception:  # PortAudio's text may name a person's device; ours is enough
            self._problem = NoMicrophone.sentence

    def _hear(self, samples: bytes, some_lost: bool) -> None:
        """The callback: only puts the samples into the queue."""
        self._pieces.put((time.monotonic(), samples, some_lost))

    def _step(self) -> bool:
        """A twentieth of a second of work; False when it is time to end."""
        if not self._obey() or self._problem:
            return False
        self._take(time.monotonic() + TICK_SECONDS)
        return self._watch() and self._report()

    def _obey(self) -> bool:
        """Do what the parent asks. False for 'stop', and when the parent is gone."""
        try:
            while self._connection.poll(0):
                match self._connection.recv():
                    case "stop":
                        return False
                    case "pause" if self._state in ("recording", "lost"):
                        self._begin_gap("paused")
                    case "resume" if self._state == "paused":
                        self._finish_gap()
                        self._last_heard = time.monotonic()
        except (EOFError, OSError):
            return False
        return True

    def _take(self, until: float) -> None:
        """Write what the callback has heard, waiting for more until that time."""
        while (left := until - time.monotonic()) > 0:
            if self._rate is None:  # still opening: what is heard meanwhile waits in the queue
                time.sleep(min(left, 0.01))
                continue
            try:
                at, samples, some_lost = self._pieces.get(timeout=left)
            except Empty:
                return
            self._last_heard = at
            if self._state == "paused":
                continue
            if self._state in ("starting", "lost"):
                self._finish_gap()
            if some_lost:
                self._keep_gap(Gap(self._writer.seconds_given, self._writer.seconds_given, TOO_BUSY))
            self._measure(samples)
            self._writer.write(self._even(samples))

    def _watch(self) -> bool:
        """Notice a microphone that has fallen silent without a word. False if it never gave any sound."""
        age = time.monotonic() - self._last_heard
        if self._state == "starting" and age > OPEN_WITHIN:
            self._problem = NoMicrophone.sentence
            return False
        if self._state == "recording" and age > LOST_AFTER:
            self._begin_gap("lost")
        return True

    def _begin_gap(self, state: str) -> None:
        if self._gap_since is None:
            self._gap_since = self._last_heard
        self._flush_resampler()
        self._state = state
        at = self._writer.seconds_given
        self._put_gap(Gap(at, at, self._why))  # how long it lasts is written when it ends

    @property
    def _why(self) -> str:
        return PAUSED if self._state == "paused" else LOST

    def _keep_gap(self, gap: Gap) -> None:
        self._put_gap(gap)
        self._gaps.append(gap)

    def _put_gap(self, gap: Gap) -> None:
        """On the disk at once: the whole app may be killed at any time."""
        # Where there is no room, the next frame of sound says so; and the reports have the gap too.
        with contextlib.suppress(OSError):
            self._gap_writer.put(len(self._gaps), gap)

    def _finish_gap(self) -> None:
        """Back to recording; what was missed since the gap began is marked."""
        if self._gap_since is not None:
            start = self._writer.seconds_given
            self._keep_gap(Gap(start, start + time.monotonic() - self._gap_since, self._why))
            self._gap_since = None
        self._state = "recording"

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
            self._writer.write(rest.tobytes())

    def _measure(self, samples: bytes) -> None:
        values = array("h", samples)
        self._loudest = max(self._loudest, max(values, default=0), -min(values, default=0))
        self._squares += math.sumprod(values, values) if hasattr(math, "sumprod") else sum(v * v for v in values)
        self._counted += len(values)
        if self._loudest:
            self._zeros_since = None
        elif self._zeros_since is None:
            self._zeros_since = time.monotonic()

    def _report(self) -> bool:
        """Tell the parent, ten times a second. False if there is nobody to tell."""
        now = time.monotonic()
        if now - self._reported < REPORT_SECONDS:
            return True
        self._reported = now
        mean = math.sqrt(self._squares / self._counted) if self._counted else 0.0
        silent = self._zeros_since is not None and now - self._zeros_since >= SILENT_AFTER
        report = Report(
            self._state, self._writer.seconds, _decibel(self._loudest), _decibel(mean), silent,
            _minutes_left(self._writer.folder), tuple(self._gaps),
        )  # fmt: skip
        self._loudest, self._squares, self._counted = 0, 0.0, 0
        try:
            self._connection.send(report)
        except OSError:
            return False
        return True

    def _end(self) -> None:
        """Finish the file, say so, and let the microphone go if it will."""
        try:
            self._flush_resampler()
            self._gap_writer.close()
            self._writer.close()
        except DiskFull as error:
            self._problem = str(error)
            self._writer.abandon()
        try:
            self._connection.send(Ended(self._writer.seconds, self._writer.sha256, tuple(self._gaps), self._problem))
        except OSError:
            return  # the parent is gone; the file is finished all the same
        if self._stream is not None:
            closing = threading.Thread(target=self._stream.close, daemon=True)
            closing.start()
            closing.join(1.0)


def _decibel(value: float) -> float:
    """dBFS of a sample's size; -100 for nothing."""
    return max(-100.0, 20 * math.log10(value / 32768)) if value else -100.0


def _minutes_left(folder: Path) -> float:
    return shutil.disk_usage(folder).free / BYTES_A_MINUTE


class _Status(Protocol):
    """What PortAudio says beside the samples."""

    input_overflow: bool


class _PortAudioStream:
    """A microphone opened by PortAudio at a rate of its own."""

    def __init__(self, device: str | None, hear: Heard) -> None:
        sounddevice = _sounddevice()
        index = _index_of(sounddevice, device)
        self.rate = int(sounddevice.query_devices(index, "input")["default_samplerate"])

        def callback(samples: memoryview, frames: int, at: object, status: _Status) -> None:
            hear(bytes(samples), bool(status.input_overflow))

        self._stream = sounddevice.RawInputStream(
            samplerate=self.rate, channels=1, dtype="int16", device=index, callback=callback, latency=0.1
        )
        self._stream.start()

    def close(self) -> None:
        self._stream.abort()
        self._stream.close()


def open_microphone(device: str | None, hear: Heard) -> Stream:
    """Open and begin. Raises `NoMicrophone`."""
    return _PortAudioStream(device, hear)


def list_microphones(send: Callable[[object], None], should_stop: Callable[[], bool]) -> tuple[Microphone, ...]:
    """Run by `models.process.stream`: what this laptop can record with, its own choice first. Raises `NoMicrophone`."""
    sounddevice = _sounddevice()
    found = [
        Microphone(name, str(info["name"]), index == sounddevice.default.device[0])
        for index, name, info in _inputs(sounddevice)
    ]
    return tuple(sorted(found, key=lambda microphone: not microphone.default))


def _sounddevice() -> ModuleType:
    try:
        import sounddevice
    except OSError as error:  # the library of the system is missing
        raise NoMicrophone(NO_PORTAUDIO) from error
    found: ModuleType = sounddevice
    return found


def _inputs(sounddevice: ModuleType) -> list[tuple[int, str, Any]]:
    """Number, lasting name, and facts of each device that can record."""
    kinds = sounddevice.query_hostapis()
    return [
        (index, f"{kinds[info['hostapi']]['name']}: {info['name']}", info)
        for index, info in enumerate(sounddevice.query_devices())
        if info["max_input_channels"] > 0
    ]


def _index_of(sounddevice: ModuleType, device: str | None) -> int:
    """PortAudio's number, which changes from day to day, of the device of that id (or exact name)."""
    inputs = _inputs(sounddevice)
    if device is None and sounddevice.default.device[0] >= 0:
        return int(sounddevice.default.device[0])
    for index, name, info in inputs:
        if device is None or device in (name, info["name"]):
            return index
    raise NoMicrophone
