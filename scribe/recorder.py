"""Records a visit: starts it, says how it goes, and ends it. `scribe.takes` keeps it going."""

from __future__ import annotations

from models.child import Limits
from models.errors import ModelError
from models.process import stream
from scribe.audio_gaps import LOST
from scribe.errors import NoMicrophone
from scribe.microphone_trial import SILENT, MicrophoneTrial, try_microphone
from scribe.microphones import Microphone
from scribe.takes import NO_ANSWER, RecordedAudio, RecordingState, Take, TakeRunner, TakeStore
from scribe.visit import Gap

LOST_SENTENCE = (
    "No sound comes from the microphone any more. What was recorded is safe. Plug it in again: recording goes on by "
    "itself."
)
INTERRUPTED = "The recording was interrupted. What was recorded is safe, and it goes on by itself in a moment."
ANOTHER = "The microphone that was chosen gives no sound. Recording goes on with another one: {name}."
LITTLE_ROOM = "The disk has room for only about {minutes} minutes more. Make room, or stop soon."
SLOW_DISK = (
    "The disk is slow: the last {seconds} seconds are not stored yet. They are held in memory, and recording goes on. "
    "Leave the laptop switched on."
)
WARN_MINUTES = 20.0
WARN_WAITING = 5.0
"""Seconds of sound that wait for the disk, from which on the worker is told."""

__all__ = [
    "SILENT", "Microphone", "MicrophoneTrial", "RecordedAudio", "RecordingHandle", "RecordingState",
    "Take", "TakeStore", "microphones", "start_recording", "try_microphone",
]  # fmt: skip


class RecordingHandle:
    """A recording that is going on in a child. Its properties never wait; `stop` does."""

    def __init__(self, runner: TakeRunner) -> None:
        self._runner = runner

    @property
    def state(self) -> RecordingState:
        """What it is doing now."""
        return self._runner.seen.state

    @property
    def seconds(self) -> float:
        """Seconds of sound that are on the disk, over all takes."""
        return sum(take.seconds for take in self._runner.seen.takes)

    @property
    def takes(self) -> tuple[Take, ...]:
        """The files that hold sound so far, in order."""
        return self._runner.seen.takes

    @property
    def level(self) -> float:
        """How loud it is, dBFS (0 is the loudest there is, -100 silence): the mean of the last tenth of a second."""
        return self._runner.seen.level

    @property
    def peak(self) -> float:
        """The loudest sample of the last tenth of a second, dBFS."""
        return self._runner.seen.peak

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What was not recorded so far, on the time line of all takes together."""
        return self._runner.seen.gaps

    @property
    def minutes_left(self) -> float:
        """How many minutes more the disk has room for."""
        return self._runner.seen.minutes_left

    @property
    def microphone(self) -> str:
        """Name of what is being recorded with; '' while that is not known."""
        return self._runner.seen.microphone

    @property
    def warning(self) -> str:
        """What the worker should know now, in a plain sentence; '' if all is well."""
        seen = self._runner.seen
        if seen.problem:
            return seen.problem
        if seen.state is RecordingState.LOST:
            return LOST_SENTENCE if seen.why == LOST else INTERRUPTED
        if seen.silent:
            return SILENT
        if seen.waiting >= WARN_WAITING:
            return SLOW_DISK.format(seconds=int(seen.waiting))
        if seen.minutes_left < WARN_MINUTES:
            return LITTLE_ROOM.format(minutes=int(seen.minutes_left))
        return ANOTHER.format(name=seen.microphone) if seen.another and seen.microphone else ""

    @property
    def pid(self) -> int:
        """Process id of the child; 0 while there is none."""
        return self._runner.pid

    def pause(self) -> None:
        """Keep nothing of what is heard, until `resume`. The gap is marked."""
        self._runner.pause()

    def resume(self) -> None:
        """Go on."""
        self._runner.resume()

    def stop(self) -> RecordedAudio:
        """End it and give what was recorded. A child that hangs is stopped; what is in the file is then what there is.

        Takes well under a second, but up to half a minute where the disk is slow: not for the window's own thread.

        Safe to call twice, from any thread.
        """
        self._runner.stop()
        seen = self._runner.seen
        return RecordedAudio(self.seconds, seen.sha256, seen.gaps)


def start_recording(
    store: TakeStore,
    device: str | None = None,
    *,
    opener: str = "scribe.microphones:open_microphone",
) -> RecordingHandle:
    """Begin to record, in a child. Gives the handle at once; see its `state` and `warning`.

    `device` is the id of a `Microphone`; None is the system's choice. `opener` names the function that opens it.
    Raises what `store.begin` raises.
    """
    return RecordingHandle(TakeRunner(store, store.begin(), device, opener))


def microphones() -> tuple[Microphone, ...]:
    """What this laptop can record with, the system's own choice first; empty if there is nothing.

    Asked in a child, as the sound system may hang. Raises `NoMicrophone` where it is missing or does not answer.
    """
    try:
        found = stream("scribe.microphones:list_microphones", limits=Limits(wall_seconds=10.0), name="microphones")
    except ModelError as error:
        raise NoMicrophone(NO_ANSWER) from error
    assert isinstance(found, tuple)
    return found
