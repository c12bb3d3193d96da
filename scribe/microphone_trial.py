"""Tries a microphone: shows how loud it is, and keeps nothing of what it hears."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue

from models.child import resolve
from models.errors import ModelError
from models.process import SpawnedChild
from scribe.capture_opening import OPEN_WITHIN, Opening
from scribe.capture_watch import LOST_AFTER, real_seconds
from scribe.errors import NoMicrophone
from scribe.levels import SILENCE, SILENT_AFTER, Levels

TRY_SECONDS = 60.0
"""How long a try lasts at most, so that a forgotten one does not keep the microphone open."""
SPEECH_LEVEL = -45.0
"""dBFS, the mean of a tenth of a second, that somebody who speaks at a table reaches and an empty room doesn't."""
SPEECH_TENTHS = 3
"""How many tenths of a second have to be as loud as that: a knock is shorter."""
REPORT_SECONDS = 0.1
SILENT = "No sound at all comes from this microphone. Check that it is switched on, and that Fairnote may use it."
NO_MORE = "This microphone gives no sound any more. Check its plug, then try it once more."


@dataclass(frozen=True)
class Loudness:
    """How loud it is now (dBFS), and whether nothing but zeros comes."""

    peak: float
    level: float
    silent: bool


@dataclass(frozen=True)
class TrialEnded:
    """The try is over; `problem` is a plain sentence where it ended by itself."""

    problem: str = ""


class MicrophoneTrial:
    """A microphone that is being tried in a child. Its properties never wait."""

    def __init__(self, child: SpawnedChild) -> None:
        self._child = child
        self._loudness = Loudness(SILENCE, SILENCE, False)
        self._loud_tenths = 0
        self._problem = ""
        self._finished = threading.Event()
        self._listener = threading.Thread(target=self._listen, name="microphone trial", daemon=True)
        self._listener.start()

    @property
    def level(self) -> float:
        """The mean of the last tenth of a second, dBFS (0 is the loudest there is, -100 silence)."""
        return self._loudness.level

    @property
    def peak(self) -> float:
        """The loudest sample of the last tenth of a second, dBFS."""
        return self._loudness.peak

    @property
    def heard(self) -> bool:
        """Whether it has been as loud as somebody speaking."""
        return self._loud_tenths >= SPEECH_TENTHS

    @property
    def warning(self) -> str:
        """What is wrong, in a plain sentence; '' if nothing is."""
        return self._problem or (SILENT if self._loudness.silent else "")

    @property
    def finished(self) -> bool:
        """Whether it is over, in whatever way."""
        return self._finished.is_set()

    def stop(self) -> None:
        """End it. Safe to call twice."""
        self._finished.set()
        self._child.stop(grace=1.0)
        self._listener.join(2.0)

    def _listen(self) -> None:
        """Keep up with the child, on a thread of its own."""
        with contextlib.suppress(ModelError):
            while not self._finished.is_set():
                match self._child.receive(0.1):
                    case Loudness() as loudness:
                        self._loud_tenths += loudness.level > SPEECH_LEVEL
                        self._loudness = loudness
                    case TrialEnded(problem=problem):
                        self._problem = problem
                        break
        self._loudness = Loudness(SILENCE, SILENCE, False)
        self._finished.set()
        self._child.stop(grace=0.0)


def try_microphone(device: str | None = None, *, opener: str = "scribe.microphones:open_microphone") -> MicrophoneTrial:
    """Open a microphone, by the id of a `Microphone` (None: the system's choice), and show how loud it is.

    It ends by itself after a minute.
    """
    child = SpawnedChild("scribe.microphone_trial:listen", (device, opener), name="microphone trial")
    try:
        return MicrophoneTrial(child)
    except BaseException:
        child.stop(grace=0.0)  # a child that nobody can stop must not go on listening
        raise


def listen(connection: Connection, device: str | None, opener: str) -> None:
    """Run in the child: say how loud it is, until the parent closes the pipe or it was long enough."""
    pieces: SimpleQueue[tuple[float, bytes]] = SimpleQueue()

    def hear(samples: bytes, some_lost: bool) -> None:
        pieces.put((real_seconds(), samples))

    opening = Opening(device, resolve(opener), hear, 0)
    began = last = real_seconds()
    levels = Levels()
    with contextlib.suppress(OSError, EOFError):
        while real_seconds() - began < TRY_SECONDS:
            last = _measure(pieces, levels, last)
            silence = real_seconds() - last
            if problem := opening.current.problem or _too_long(silence, heard=last > began):
                connection.send(TrialEnded(problem))
                return
            peak, level = levels.take()
            connection.send(Loudness(peak, level, levels.zeros_for(real_seconds()) >= SILENT_AFTER))
            if connection.poll(0):
                connection.recv()  # nothing is ever asked: this is the pipe's end
        connection.send(TrialEnded())


def _measure(pieces: SimpleQueue[tuple[float, bytes]], levels: Levels, last: float) -> float:
    """Measure what comes in a tenth of a second; when the last of it came."""
    until = real_seconds() + REPORT_SECONDS
    while (left := until - real_seconds()) > 0:
        try:
            last, samples = pieces.get(timeout=left)
        except Empty:
            break
        levels.add(samples, last)
    return last


def _too_long(silence: float, *, heard: bool) -> str:
    if silence > (LOST_AFTER if heard else OPEN_WITHIN):
        return NO_MORE if heard else NoMicrophone.sentence
    return ""
