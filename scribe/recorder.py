"""Records a visit: starts the capturing child, says how it goes, and gets the recording back even if that is gone."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from models.child import Limits
from models.errors import ChildDied, ModelError
from models.process import SpawnedChild, stream
from scribe.audio_gaps import recorded_gaps
from scribe.audio_store import EncryptedAudio
from scribe.capture_child import OPEN_WITHIN, Ended, Microphone, Report
from scribe.errors import DataDamaged, NoMicrophone
from scribe.visit import Gap, Sha256

STOP_WITHIN = 5.0
"""Seconds in which the child has to finish the file; after that it is killed, and what is in the file counts."""
NO_ANSWER = (
    "The laptop's sound system did not answer. Nothing was lost. Unplug the microphone and plug it in again, "
    "then try once more."
)
CHILD_GONE = "The recording stopped by itself. What was recorded until then is safe."
SILENT = "No sound at all comes from this microphone. Check that it is switched on, and that Fairnote may use it."
LOST_SENTENCE = "No sound comes from the microphone any more. What was recorded is safe. Plug it in again."
LITTLE_ROOM = "The disk has room for only about {minutes} minutes more. Make room, or stop soon."
WARN_MINUTES = 20.0

__all__ = ["Microphone", "RecordedAudio", "RecordingHandle", "RecordingState", "microphones", "start_recording"]


class RecordingState(StrEnum):
    """What a recording is doing. It is RECORDING only once the microphone has really given sound."""

    STARTING = "starting"
    RECORDING = "recording"
    PAUSED = "paused"
    LOST = "lost"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True)
class RecordedAudio:
    """What was recorded. `sha256` is of the samples, 16-bit little-endian.

    A gap holds no samples: its `start` is where in the sound it lies, and `end - start` is how long it lasted.
    """

    seconds: float
    sha256: Sha256
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class _Seen:
    state: RecordingState
    seconds: float = 0.0
    level: float = -100.0
    peak: float = -100.0
    silent: bool = False
    minutes_left: float = float("inf")
    gaps: tuple[Gap, ...] = ()
    problem: str = ""
    ended: Ended | None = None


class RecordingHandle:
    """A recording that is going on in a child. Its properties never wait; `stop` waits for at most a few seconds."""

    def __init__(self, child: SpawnedChild, audio: EncryptedAudio) -> None:
        self._child = child
        self._audio = audio
        self._seen = _Seen(RecordingState.STARTING)
        self._leave = threading.Event()
        self._done = threading.Event()
        self._result: RecordedAudio | None = None
        self._listener = threading.Thread(target=self._listen, name="recording", daemon=True)
        self._listener.start()

    @property
    def state(self) -> RecordingState:
        """What it is doing now."""
        return self._seen.state

    @property
    def seconds(self) -> float:
        """Seconds of sound that are on the disk."""
        return self._seen.seconds

    @property
    def level(self) -> float:
        """How loud it is, dBFS (0 is the loudest there is, -100 silence): the mean of the last tenth of a second."""
        return self._seen.level

    @property
    def peak(self) -> float:
        """The loudest sample of the last tenth of a second, dBFS."""
        return self._seen.peak

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What was not recorded so far."""
        return self._seen.gaps

    @property
    def minutes_left(self) -> float:
        """How many minutes more the disk has room for."""
        return self._seen.minutes_left

    @property
    def warning(self) -> str:
        """What the worker should know now, in a plain sentence; '' if all is well."""
        seen = self._seen
        if seen.problem:
            return seen.problem
        if seen.state is RecordingState.LOST:
            return LOST_SENTENCE
        if seen.silent:
            return SILENT
        return LITTLE_ROOM.format(minutes=int(seen.minutes_left)) if seen.minutes_left < WARN_MINUTES else ""

    @property
    def recording_id(self) -> str:
        """Which recording this is."""
        return self._audio.recording_id

    @property
    def pid(self) -> int:
        """Process id of the child."""
        return self._child.pid

    def pause(self) -> None:
        """Keep nothing of what is heard, until `resume`. The gap is marked."""
        self._tell("pause")

    def resume(self) -> None:
        """Go on."""
        self._tell("resume")

    def stop(self) -> RecordedAudio:
        """End it and give what was recorded. A child that hangs is stopped; what is in the file is then what there is.

        Safe to call twice. Raises `DataDamaged` only if the file itself is gone.
        """
        if self._result is None:
            self._tell("stop")
            self._done.wait(STOP_WITHIN)
            self._leave.set()
            self._listener.join(1.0)
            self._child.stop(grace=1.0 if self._seen.ended else 0.0)
            self._result = self._what_there_is()
        return self._result

    def _tell(self, word: str) -> None:
        try:
            self._child.send(word)
        except ChildDied:
            self._leave_as_failed()

    def _listen(self) -> None:
        """Keep up with the child's reports, on a thread of its own, until it has ended."""
        last = time.monotonic()
        try:
            while not self._leave.is_set():
                message = self._child.receive(0.1)
                if message is not None:
                    last = time.monotonic()
                    self._note(message)
                if self._seen.ended is not None:
                    break
                if time.monotonic() - last > 2 * OPEN_WITHIN:  # the child itself hangs
                    self._fail(NO_ANSWER)
        except ModelError:
            self._leave_as_failed()
        self._done.set()

    def _note(self, message: object) -> None:
        match message:
            case Report():
                self._seen = _Seen(
                    RecordingState(message.state), message.seconds, message.level, message.peak, message.silent,
                    message.minutes_left, message.gaps,
                )  # fmt: skip
            case Ended(seconds=seconds, gaps=gaps, problem=problem):
                state = RecordingState.FAILED if problem else RecordingState.STOPPED
                self._seen = _Seen(state, seconds, gaps=gaps, problem=problem, ended=message)

    def _leave_as_failed(self) -> None:
        if self._seen.ended is None:
            self._fail(CHILD_GONE)

    def _fail(self, problem: str) -> None:
        self._seen = _Seen(RecordingState.FAILED, self._seen.seconds, gaps=self._seen.gaps, problem=problem)

    def _what_there_is(self) -> RecordedAudio:
        """What the child said; where it said nothing, what the file says."""
        seen = self._seen
        if seen.ended is not None:
            return RecordedAudio(seen.seconds, Sha256(seen.ended.sha256 or hashlib.sha256().hexdigest()), seen.gaps)
        self._leave_as_failed()
        digest = hashlib.sha256()
        length = 0
        try:
            for pcm in self._audio.frames():
                digest.update(pcm)
                length += len(pcm)
        except DataDamaged:
            if seen.seconds:
                raise
        # What was written down is newer than the last report, unless it could not be written.
        gaps = max(recorded_gaps(self._audio), seen.gaps, key=len) if length else seen.gaps
        return RecordedAudio(length / 32_000, Sha256(digest.hexdigest()), gaps)


def start_recording(
    path: Path,
    key: bytes,
    recording_id: str,
    device: str | None = None,
    *,
    opener: str = "scribe.capture_child:open_microphone",
) -> RecordingHandle:
    """Begin to record into a new file, in a child. Gives the handle at once; see its `state` and `warning`.

    `device` is the id of a `Microphone`; None is the system's choice. `opener` names the function that opens it.
    """
    args = (path, key, recording_id, device, opener)
    child = SpawnedChild("scribe.capture_child:capture", args, name="recording")
    try:
        return RecordingHandle(child, EncryptedAudio(path, key, recording_id))
    except BaseException:
        child.stop(grace=0.0)  # a child that nobody can stop must not go on listening
        raise


def microphones() -> tuple[Microphone, ...]:
    """What this laptop can record with, the system's own choice first; empty if there is nothing.

    Asked in a child, as the sound system may hang. Raises `NoMicrophone` where it is missing or does not answer.
    """
    try:
        found = stream("scribe.capture_child:list_microphones", limits=Limits(wall_seconds=10.0), name="microphones")
    except ModelError as error:
        raise NoMicrophone(NO_ANSWER) from error
    assert isinstance(found, tuple)
    return found
