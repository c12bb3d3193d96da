"""Keeps a capturing child going, take after take, whatever becomes of it; a recording goes on until it is stopped."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import signal
import threading
import time
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from models.errors import ModelError
from models.process import SpawnedChild
from scribe.audio_gaps import ASLEEP, LOST, MISSING, PAUSED, STOPPED, recorded_gaps
from scribe.audio_store import FRAME_BYTES, FRAME_SECONDS, HEADER_BYTES, SAMPLE_RATE, EncryptedAudio
from scribe.capture_child import Asked, Ended, Report, Since
from scribe.capture_opening import OPEN_WITHIN
from scribe.capture_watch import real_seconds
from scribe.errors import FairnoteError
from scribe.visit import Gap, Sha256

log = logging.getLogger(__name__)

STOP_WITHIN = 5.0
"""Seconds without a sign of life after Stop, after which the child is killed, and what is in the file counts.

Its reports are such a sign, and so is a file that grows: the child of a slow disk still holds sound.
"""
STOP_AT_MOST = 30.0
"""Seconds after Stop in which the child has to finish the file, alive or not."""
SILENT_CHILD = 8.0
"""Seconds without a sign of life from a child that has begun, after which it is killed and another one goes on."""
BEGIN_WITHIN = 2 * OPEN_WITHIN
"""Seconds in which a child has to say its first word."""
AGAIN_AFTER = 1.0
"""Seconds until the next child, where one died before it gave any sound."""
QUIETLY = 3.0
"""Seconds in which a microphone that was lost in a pause may come back without a warning."""
_LOOK_SECONDS = 0.1
_STOOD_STILL = 1.0
_ENDING_WITHIN = 5.0
"""Seconds in which a child that was killed is gone, and what it recorded is read and kept."""

NO_ANSWER = (
    "The laptop's sound system did not answer. Nothing was lost. Unplug the microphone and plug it in again, "
    "then try once more."
)
CHILD_GONE = "The recording stopped by itself. What was recorded until then is safe."
TOO_SLOW = (
    "The disk was too slow to store the end of the recording. What was stored until then is safe, and the gap is "
    "marked. Ask IT to look at the disk."
)
REMARKS = {
    LOST: "The microphone was lost during this recording. The gap is marked.",
    ASLEEP: "The laptop was asleep during this recording. The gap is marked.",
    STOPPED: "The recording program was interrupted and went on by itself. The gap is marked.",
    MISSING: "The microphone gave too little sound during this recording. The gap is marked.",
    PAUSED: "",
}
"""What is to be known of a take that was not the last, by why it ended."""


class RecordingState(StrEnum):
    """What a recording is doing. It is RECORDING only once the microphone has really given sound."""

    STARTING = "starting"
    RECORDING = "recording"
    PAUSED = "paused"
    LOST = "lost"
    """No sound comes any more; it is being tried to go on."""
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True)
class RecordedAudio:
    """What was recorded. `sha256` is of the samples, 16-bit little-endian; of several takes, of the last one's.

    A gap holds no samples: its `start` is where in the sound it lies, and `end - start` is how long it lasted.
    """

    seconds: float
    sha256: Sha256
    gaps: tuple[Gap, ...]


NOTHING = RecordedAudio(0.0, Sha256(hashlib.sha256().hexdigest()), ())


@dataclass(frozen=True)
class Take:
    """One file of a recording that goes on. `seconds` of sound are on the disk, and final once it has `ended`."""

    audio: EncryptedAudio
    seconds: float
    ended: bool


class TakeStore(Protocol):
    """Who keeps the takes. After the first `begin` it is called from the recording's own thread."""

    def begin(self) -> EncryptedAudio:
        """A new place; what is known of it is stored before this returns. Raises `FairnoteError` if it can't be."""

    def reopened(self, audio: EncryptedAudio, gap: Gap) -> None:
        """That take has begun to be filled, after this gap."""

    def keep(self, audio: EncryptedAudio, recorded: RecordedAudio, problem: str) -> None:
        """That take has ended; `problem` is a sentence to be kept with it.

        A take is given a second time where the recording was stopped in a gap that began at its end.
        """


@dataclass(frozen=True)
class Seen:
    """How the recording goes, as of one moment. Levels are dBFS."""

    state: RecordingState = RecordingState.STARTING
    problem: str = ""
    why: str = ""
    level: float = -100.0
    peak: float = -100.0
    silent: bool = False
    minutes_left: float = float("inf")
    waiting: float = 0.0
    """Seconds of sound that have come and are not on the disk yet."""
    microphone: str = ""
    another: bool = False
    takes: tuple[Take, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sha256: Sha256 = NOTHING.sha256


@dataclass(frozen=True)
class _End:
    """How a child ended: in a `problem`, to go on from `since`, or as it was asked to.

    `recorded` is None where the child died: then the file says what there is.
    """

    audio: EncryptedAudio
    problem: str
    since: Since | None
    recorded: RecordedAudio | None


class TakeRunner:
    """One recording: a thread that starts a child, listens to it, and starts the next. `seen` never waits."""

    def __init__(self, store: TakeStore, first: EncryptedAudio, device: str | None, opener: str) -> None:
        self.seen = Seen()
        self._store, self._device, self._opener = store, device, opener
        self._held: dict[str, tuple[Take, tuple[Gap, ...]]] = {}
        self._untold: set[str] = set()
        """Takes that go on after another, of whose reopening the store was not told yet."""
        self._found: list[tuple[float, Gap]] = []
        self._last: tuple[EncryptedAudio, RecordedAudio, str] | None = None
        self._talk = threading.Lock()
        self._child: SpawnedChild | None = None
        self._paused = False
        self._resumed_at = float("-inf")
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._stop_asked = self._stopped_at = float("inf")
        """When Stop was asked, by a clock that stands still in a sleep and by `real_seconds`."""
        self._finished = threading.Event()
        threading.Thread(target=self._run, args=(first,), name="recording", daemon=True).start()

    @property
    def pid(self) -> int:
        """Process id of the child; 0 while there is none."""
        child = self._child
        return child.pid if child is not None else 0

    def pause(self) -> None:
        """Keep nothing, until `resume`."""
        with self._talk:
            self._paused = True
            self._tell("pause")

    def resume(self) -> None:
        """Go on."""
        with self._talk:
            self._paused, self._resumed_at = False, time.monotonic()
            self._tell("resume")
        self._wake.set()

    def stop(self) -> None:
        """End it, and wait until it has ended: at most for as long as a slow disk is waited for.

        Safe to call twice, from any thread.
        """
        if not self._stopping.is_set():
            with self._talk:
                self._stopped_at, self._stop_asked = real_seconds(), time.monotonic()
                self._stopping.set()
                self._tell("stop")
            self._wake.set()
        if not self._finished.wait(STOP_AT_MOST + _ENDING_WITHIN):  # the disk hangs, or the store
            log.warning("a recording did not end in time")
            self._let_child_go()

    # --- the recording's own thread

    def _run(self, first: EncryptedAudio) -> None:
        try:
            self._record(first)
        except Exception as error:  # whatever it is, a worker must see that nothing is recorded any more
            log.warning("a recording ended: %s", type(error).__name__)
            self._fail(str(error) if isinstance(error, FairnoteError) else CHILD_GONE)
        finally:
            self._let_child_go()
            self._finished.set()

    def _record(self, audio: EncryptedAudio) -> None:
        """Take after take, until it is stopped or can't go on."""
        end = self._follow(audio, None)
        try:
            while end.since is not None and not self._stopping.is_set():
                self._wait_while_paused(end)
                if not self._stopping.is_set():
                    end = self._go_on(end, end.since)
        finally:
            self._settle(end)
        self._close_with(end)

    def _go_on(self, before: _End, since: Since) -> _End:
        """The next child; in the place of the one before if that left none of it used."""
        if _is_unused(before):
            return self._follow(before.audio, since)
        return self._follow(self._store.begin(), since, before)

    def _close_with(self, end: _End) -> None:
        if end.since is not None:
            self._mark_gap_at_end(end.since)
        if end.problem:
            self._fail(end.problem)
        else:
            self._show(state=RecordingState.STOPPED, level=-100.0, peak=-100.0, silent=False)

    def _wait_while_paused(self, end: _End) -> None:
        """A pause stays one, whatever becomes of the microphone; nothing is opened in it."""
        while self._paused and not self._stopping.is_set():
            self._show(state=RecordingState.PAUSED, silent=False)
            if not _is_unused(end):
                self._settle(end)
            self._wake.wait(0.2)
            self._wake.clear()

    # --- one child

    def _follow(self, audio: EncryptedAudio, since: Since | None, before: _End | None = None) -> _End:
        """Start a child for this take, and keep up with its reports until it ends, dies or hangs."""
        if since is not None:
            self._show_without_sound(since)
            if not self._gaps_in(audio):
                self._untold.add(audio.recording_id)
        child = self._start_child(audio, since)
        if before is not None:  # only now, as the new one opens its microphone while the old file is read
            self._settle(before)
        said: Report | None = None
        alive = _SignsOfLife(audio.path)
        while True:
            try:
                message = child.receive(_LOOK_SECONDS)
            except ModelError:  # it died, or what it says can't be understood: two would share the microphone
                _kill(child)
                return self._died(audio, since, said, CHILD_GONE)
            alive.look(message is not None)
            if isinstance(message, Report):
                self._note(audio, since, message)
                said = message
            elif isinstance(message, Ended):
                return self._ended(child, audio, since, message)
            if problem := self._hopeless(alive, begun=said is not None):
                _kill(child)
                return self._died(audio, since, said, problem)

    def _hopeless(self, alive: _SignsOfLife, *, begun: bool) -> str:
        """Why nothing more is to be hoped for from this child; '' while there is hope."""
        if self._stopping.is_set():
            stopped_for = time.monotonic() - self._stop_asked
            if min(alive.silent_for, stopped_for) > STOP_WITHIN:
                return CHILD_GONE if begun else NO_ANSWER
            return TOO_SLOW if stopped_for > STOP_AT_MOST else ""
        if alive.silent_for > (SILENT_CHILD if begun else BEGIN_WITHIN):
            return CHILD_GONE if begun else NO_ANSWER
        return ""

    def _start_child(self, audio: EncryptedAudio, since: Since | None) -> SpawnedChild:
        args = (audio, self._device, self._opener, since)
        child = SpawnedChild("scribe.capture_child:capture", args, name="recording")
        with self._talk:
            self._child = child
            # What was asked before there was a child to hear it.
            if self._paused:
                self._tell("pause")
            if self._stopping.is_set():
                self._tell("stop")
        return child

    def _tell(self, word: str) -> None:
        """Ask the child, without ever waiting; only with `_talk` held, so that what was asked last is heard last."""
        with contextlib.suppress(OSError):  # that it died is seen, and seen to, by the thread that listens
            if self._child is not None:
                self._child.connection.send(Asked(word, real_seconds()))

    def _let_child_go(self) -> None:
        child = self._child
        if child is not None:
            child.stop(grace=0.0)

    def _ended(self, child: SpawnedChild, audio: EncryptedAudio, since: Since | None, said: Ended) -> _End:
        goes_on = not said.problem and (said.since or (since if not said.seconds else None))
        child.stop(grace=0.0 if said.since else 1.0)
        recorded = RecordedAudio(said.seconds, Sha256(said.sha256) if said.sha256 else NOTHING.sha256, said.gaps)
        return _End(audio, said.problem, goes_on or None, recorded)

    def _died(self, audio: EncryptedAudio, since: Since | None, said: Report | None, problem: str) -> _End:
        """It ended without a word. The first one, before any sound: that is the end; else it goes on."""
        seconds = _seconds_in_whole_frames(audio.path)
        self._hold(audio, seconds)
        why = PAUSED if self._paused else STOPPED
        after: Since | None
        if said is not None and said.begun and (seconds or since is None):
            # More may be in the file than the last report knew of, or less.
            after = Since(min(real_seconds(), said.kept_at + seconds - said.given), why)
        elif seconds:
            after = Since(real_seconds(), why)
        elif since is not None:
            after = replace(since, tries=since.tries + 1)
        else:
            return _End(audio, problem, None, None)
        if self._stopping.is_set():
            return _End(audio, problem, after, None)
        self._show_without_sound(after)
        if said is None or not said.begun:
            self._stopping.wait(AGAIN_AFTER)
        return _End(audio, "", after, None)

    # --- what is shown

    def _note(self, audio: EncryptedAudio, since: Since | None, now: Report) -> None:
        self._tell_of_reopening(audio, now.new_gaps)
        state = RecordingState(now.state)
        if state is RecordingState.STARTING and since is not None:
            state = self._state_without_sound(since)
        self._show(
            state=state, level=now.level, peak=now.peak, silent=now.silent, minutes_left=now.minutes_left,
            waiting=max(0.0, now.given - now.seconds), microphone=now.microphone, another=now.another,
        )  # fmt: skip
        self._hold(audio, now.seconds, now.new_gaps)

    def _state_without_sound(self, since: Since) -> RecordingState:
        """Lost; but after a pause, in which nobody missed anything, it is just starting for a few seconds."""
        if self._paused:
            return RecordingState.PAUSED
        quiet = since.why == PAUSED and time.monotonic() - self._resumed_at < QUIETLY
        return RecordingState.STARTING if quiet else RecordingState.LOST

    def _show_without_sound(self, since: Since) -> None:
        self._show(state=self._state_without_sound(since), why=since.why, level=-100.0, peak=-100.0, silent=False)

    def _show(self, **changes: object) -> None:
        self.seen = replace(self.seen, **changes)  # type: ignore[arg-type]

    def _fail(self, problem: str) -> None:
        self._show(state=RecordingState.FAILED, problem=problem, level=-100.0, peak=-100.0, silent=False)

    def _gaps_in(self, audio: EncryptedAudio) -> tuple[Gap, ...]:
        held = self._held.get(audio.recording_id)
        return held[1] if held is not None else ()

    def _hold(self, audio: EncryptedAudio, seconds: float, new_gaps: tuple[Gap, ...] = ()) -> None:
        """This is what the take that is being filled holds now, and these gaps are new in it."""
        self._held[audio.recording_id] = Take(audio, seconds, ended=False), (*self._gaps_in(audio), *new_gaps)
        self._show_held()

    def _show_held(self) -> None:
        """What all takes hold, on one time line."""
        takes, found, offset = [], [], 0.0
        for take, gaps in self._held.values():
            if take.seconds:
                takes.append(take)
                found += [(offset, gap) for gap in gaps]
            offset += take.seconds
        self._show(takes=tuple(takes))
        if found != self._found:  # only then: there may be thousands of them, and this is done ten times a second
            self._found = found
            moved = (replace(gap, start=gap.start + at, end=gap.end + at) for at, gap in found)
            self._show(gaps=tuple(moved))

    def _hold_ended(self, audio: EncryptedAudio, recorded: RecordedAudio) -> None:
        """The take has ended, and this is all of it."""
        self._held[audio.recording_id] = Take(audio, recorded.seconds, ended=True), recorded.gaps
        self._show_held()

    # --- what is kept

    def _settle(self, end: _End) -> None:
        """The take has ended: what it holds is known, shown and kept."""
        held = self._held.get(end.audio.recording_id)
        if held is not None and held[0].ended:
            return
        try:
            recorded = end.recorded or what_is_in(end.audio)
        except (FairnoteError, OSError) as error:  # its row stays unfinished: it is recovered when that is possible
            log.warning("a take could not be read: %s", type(error).__name__)
            return
        remark = end.problem or (REMARKS.get(end.since.why, "") if end.since else "")
        if recorded.seconds:
            self._tell_of_reopening(end.audio, recorded.gaps)  # it may have ended before it reported any
        self._hold_ended(end.audio, recorded)
        self._keep(end.audio, recorded, remark)
        if recorded.seconds:
            self._last = end.audio, recorded, remark
            self._show(sha256=recorded.sha256)

    def _mark_gap_at_end(self, since: Since) -> None:
        """It was stopped in a gap: that is marked where the sound ends."""
        if self._last is None:
            return
        audio, recorded, remark = self._last
        lasted = min(real_seconds(), self._stopped_at) - since.at
        if lasted <= 0:
            return
        gap = Gap(recorded.seconds, recorded.seconds + lasted, since.why)
        longer = replace(recorded, gaps=(*recorded.gaps, gap))
        self._hold_ended(audio, longer)
        self._keep(audio, longer, remark)

    def _keep(self, audio: EncryptedAudio, recorded: RecordedAudio, problem: str) -> None:
        try:
            self._store.keep(audio, recorded, problem)
        except Exception as error:  # its row stays unfinished and its file whole: it is kept when the recording ends
            log.warning("a take was not kept yet: %s", type(error).__name__)

    def _tell_of_reopening(self, audio: EncryptedAudio, gaps: tuple[Gap, ...]) -> None:
        """Once for each take that goes on after another: the first of its gaps is the one between them."""
        if not gaps or audio.recording_id not in self._untold:
            return
        self._untold.discard(audio.recording_id)
        try:
            self._store.reopened(audio, gaps[0])
        except Exception as error:  # recording goes on: the gap is beside the sound, and is kept with it
            log.warning("a reopening was not audited: %s", type(error).__name__)


def what_is_in(audio: EncryptedAudio) -> RecordedAudio:
    """What a file holds that its child did not finish; nothing where there is no file.

    A gap at its end that was never ended is left out: the take after it begins with all of that gap.
    """
    if not audio.path.exists():
        return NOTHING
    digest, length = hashlib.sha256(), 0
    for pcm in audio.frames():
        digest.update(pcm)
        length += len(pcm)
    ended = [gap for gap in recorded_gaps(audio) if gap.end > gap.start or gap.why not in (PAUSED, LOST)]
    return RecordedAudio(length / (2 * SAMPLE_RATE), Sha256(digest.hexdigest()), tuple(ended))


class _SignsOfLife:
    """How long a child has given none: no message, and no more in its file."""

    def __init__(self, path: Path) -> None:
        self._path, self._size = path, 0
        self._last = self._looked = time.monotonic()

    def look(self, message: bool) -> None:
        """Call often, with whether a message came."""
        now, size = time.monotonic(), _size_of(self._path)
        slept = now - self._looked > _STOOD_STILL  # a sleep of this program is not the child's fault
        if message or slept or size != self._size:
            self._last = now
        self._looked, self._size = now, size

    @property
    def silent_for(self) -> float:
        """Seconds since the last one."""
        return time.monotonic() - self._last


def _kill(child: SpawnedChild) -> None:
    """End a child that answers nothing: one that was stopped by a signal would not even leave when asked to."""
    if os.name == "posix" and child.alive:
        os.kill(child.pid, signal.SIGKILL)
    child.stop(grace=1.0)


def _seconds_in_whole_frames(path: Path) -> float:
    """By the size of the file alone, which is known at once."""
    return max(0, _size_of(path) - HEADER_BYTES) // FRAME_BYTES * FRAME_SECONDS


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_unused(end: _End) -> bool:
    """Whether nothing was ever written into this take: not even the head of its file."""
    return not end.audio.path.exists()
