"""What runs in the recording child: sound from the microphone goes straight into encrypted frames.

PortAudio is only called from threads that may be left behind: the main loop takes what the callback put into a queue,
watches how old the last of it is, and gives it to the thread that writes, so that it never waits for the disk. Where
no more sound comes the take is finished, and the parent starts another child for the next take: whatever hangs in
PortAudio ends with its process.
"""

from __future__ import annotations

import contextlib
import math
import shutil
from collections import deque
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue

from models.child import resolve
from scribe.audio_gaps import LOST, MISSING, PAUSED, TOO_BUSY
from scribe.audio_store import SAMPLE_RATE, EncryptedAudio
from scribe.awake import stay_awake
from scribe.capture_opening import OPEN_WITHIN, Opening
from scribe.capture_sound import SoundFile
from scribe.capture_watch import SYSTEM_CLOCK, Watch, real_seconds
from scribe.errors import FairnoteError, NoMicrophone
from scribe.levels import SILENT_AFTER, Levels
from scribe.visit import Gap

TICK_SECONDS = 0.05
REPORT_SECONDS = 0.1
RETRY_SECONDS = 1.0
"""From one try to the next, where a recording wants to go on."""
FELL_SILENT_AFTER = 10.0
"""Seconds of zeros, after sound, after which the microphone is opened anew: some drivers give those after a sleep."""
NOT_AGAIN_WITHIN = 60.0
"""Seconds in which zeros, or too little sound, open it anew only once: that may be how this microphone is."""
LAST_SOUND_SECONDS = 0.2
"""How long after 'stop' what is still on its way is waited for."""
HELD_AT_MOST = 600.0
"""Seconds of sound that may wait in memory for a disk that stands still; what comes then is a gap, which is marked."""
BYTES_A_MINUTE = 2 * SAMPLE_RATE * 60


@dataclass(frozen=True)
class Since:
    """What a take goes on from: when the sound before it ended (`real_seconds`), why, and how many tries failed."""

    at: float
    why: str
    tries: int = 0


@dataclass(frozen=True)
class Asked:
    """Parent to child: 'pause', 'resume' or 'stop', and when that was asked (`real_seconds`).

    What was heard before a pause and after it is kept, and nothing else, however late the child comes to know of it.
    """

    what: str
    at: float


@dataclass(frozen=True)
class Report:
    """How the take goes. Levels are dBFS, -100 for silence; `minutes_left` is what the disk has room for.

    `seconds` are on the disk. `given` have come, and the last of them was heard at `kept_at` (`real_seconds`); none has
    before the take has `begun`. `new_gaps` were in no report before.
    """

    state: str
    begun: bool
    seconds: float
    given: float
    kept_at: float
    peak: float
    level: float
    silent: bool
    minutes_left: float
    new_gaps: tuple[Gap, ...]
    microphone: str
    another: bool


@dataclass(frozen=True)
class Ended:
    """The take is finished and on the disk.

    `problem` is a plain sentence where the recording is over by itself; `since` is there where it should go on in
    another take. Neither: it was asked to stop.
    """

    seconds: float
    sha256: str
    gaps: tuple[Gap, ...]
    problem: str = ""
    since: Since | None = None


def capture(
    connection: Connection, audio: EncryptedAudio, device: str | None, opener: str, since: Since | None
) -> None:
    """Record one take until told to stop, until no more sound comes, or until nobody listens any more.

    The file is made when the first sound comes, with the gap that `since` tells of in its first place.
    """
    _Capture(connection, audio, device, opener, since).run()


@dataclass(frozen=True)
class _Piece:
    """Sound that the callback gave at this time (`real_seconds`), and whether some before it was lost."""

    at: float
    samples: bytes
    some_lost: bool

    def cut(self, moment: float, rate: int) -> tuple[_Piece, _Piece]:
        """What was heard before this moment, and after it; either may be empty."""
        after = min(len(self.samples) // 2, max(0, round((self.at - moment) * rate)))
        middle = len(self.samples) - 2 * after
        return replace(self, at=moment, samples=self.samples[:middle]), replace(self, samples=self.samples[middle:])


class _Capture:
    """One take. All of it but the callback, the opening and the writing runs on one thread."""

    def __init__(
        self, connection: Connection, audio: EncryptedAudio, device: str | None, opener: str, since: Since | None
    ) -> None:
        self._connection, self._audio, self._since = connection, audio, since
        self._pieces: SimpleQueue[_Piece] = SimpleQueue()
        self._asked: deque[Asked] = deque()
        self._began = self._kept_at = real_seconds()
        self._sound: SoundFile | None = None
        self._watch = Watch(SYSTEM_CLOCK)
        self._levels = Levels()
        self._paused = False
        self._stale = False
        self._gap_why = since.why if since else ""
        if since:
            self._kept_at = since.at
        self._problem = ""
        self._goes_on: Since | None = None
        self._reported = 0.0
        self._opening = Opening(device, resolve(opener), self._hear, since.tries if since else 0)

    def run(self) -> None:
        """Open, record, finish."""
        try:
            while self._step():
                pass
            if self._sound is not None and not self._goes_on:
                self._take(LAST_SOUND_SECONDS)
                if self._gap_why:
                    self._sound.mark(real_seconds() - self._kept_at, self._gap_why)
        except (FairnoteError, OSError) as error:
            self._problem = _sentence(error)
        self._end()

    def _hear(self, samples: bytes, some_lost: bool) -> None:
        """The callback: only puts the samples into the queue."""
        self._pieces.put(_Piece(real_seconds(), samples, some_lost))

    def _step(self) -> bool:
        """A twentieth of a second of work; False when it is time to end."""
        if not self._obey():
            return False
        self._take(TICK_SECONDS)
        if self._sound is not None and self._sound.error is not None:
            raise self._sound.error
        if self._pieces.empty():  # else what looks like silence may only be a laptop that was busy
            self._notice(self._watch.look())
        if self._sound is None and not self._paused:
            self._see_to_opening()
        return not (self._goes_on or self._problem) and self._report()

    # --- what the parent asks

    def _obey(self) -> bool:
        """Hear what the parent asks. False for 'stop', and when the parent is gone."""
        try:
            while self._connection.poll(0):
                asked: Asked = self._connection.recv()
                if asked.what == "stop":
                    return False
                self._asked.append(asked)
        except (EOFError, OSError):
            return False
        return True

    def _do(self, asked: Asked) -> None:
        match asked.what:
            case "pause" if not self._paused:
                self._pause()
            case "resume" if self._paused:
                self._resume()

    def _pause(self) -> None:
        self._paused = True
        if self._sound is not None and not self._gap_why:
            self._gap_why = PAUSED
            self._sound.begin_gap(PAUSED)

    def _resume(self) -> None:
        """Go on; a microphone that was lost in the pause is opened anew, in another take."""
        self._paused = False
        self._levels.expect_sound()
        self._opening.current.began = real_seconds()  # if it has given nothing yet, it has its time from here on
        if self._stale:
            self._go_on_elsewhere(PAUSED)

    # --- sound

    def _take(self, seconds: float) -> None:
        """Keep what the callback has heard: all that waits, and then what comes within so many seconds."""
        if self._opening.current.stream is None:  # what is heard meanwhile waits in the queue
            self._wait(seconds)
        else:
            until = real_seconds() + seconds
            for _ in range(self._pieces.qsize()):
                self._take_one(0.0)
            while (left := until - real_seconds()) > 0 and not self._goes_on:
                if not self._take_one(left):
                    break
        while self._asked and self._pieces.empty():  # all that was heard before it was asked is kept by now
            self._do(self._asked.popleft())

    def _wait(self, seconds: float) -> None:
        """Until something is asked, or so many seconds are over."""
        with contextlib.suppress(OSError):
            self._connection.poll(min(seconds, 0.01))

    def _take_one(self, timeout: float) -> bool:
        """Keep one piece, and do what was asked while it was heard; False if none came in time."""
        try:
            piece = self._pieces.get(timeout=timeout) if timeout else self._pieces.get_nowait()
        except Empty:
            return False
        missing = self._watch.hear(piece.at, len(piece.samples) / (2 * self._rate))
        if missing != MISSING:
            self._notice(missing)
        while self._asked and self._asked[0].at < piece.at:
            asked = self._asked.popleft()
            before, piece = piece.cut(asked.at, self._rate)
            self._keep(before, missing)
            self._do(asked)
        self._keep(piece, missing)
        if missing == MISSING:
            self._notice(MISSING)
        return True

    def _keep(self, piece: _Piece, missing: str) -> None:
        """Give a piece to the file, and the gap before it, unless nothing is to be kept now."""
        if self._paused or self._goes_on or not piece.samples:
            return
        if self._sound is None:
            self._sound = self._begin_file()
        if self._sound.waiting > HELD_AT_MOST:
            self._gap_why = self._gap_why or TOO_BUSY
            return
        self._mark_before(self._sound, piece, missing)
        self._levels.add(piece.samples, piece.at)
        self._kept_at = piece.at
        self._sound.write(piece.samples)

    def _mark_before(self, sound: SoundFile, piece: _Piece, missing: str) -> None:
        """What was missed before this piece, if anything was."""
        if self._gap_why:
            began = piece.at - len(piece.samples) / (2 * self._rate)
            sound.mark(max(0.0, began - self._kept_at), self._gap_why)
            self._gap_why = ""
        elif missing == MISSING:
            sound.mark(self._watch.missing, MISSING)
        elif piece.some_lost:
            sound.mark(0.0, TOO_BUSY)

    @property
    def _rate(self) -> int:
        stream = self._opening.current.stream
        assert stream is not None
        return stream.rate

    def _begin_file(self) -> SoundFile:
        """The first sound came: only now is there a file, so that tries that fail leave none."""
        self._reported = 0.0  # the parent hears of it at once
        stay_awake()
        return SoundFile(self._audio, self._rate)

    # --- what may go wrong

    def _notice(self, why: str) -> None:
        """Sound is missing, for this reason. In a pause none is wanted, and what is wrong is put right after it."""
        if self._paused:
            self._stale = self._stale or why not in ("", MISSING)
        elif why == MISSING:
            if self._may_open_anew():
                self._go_on_elsewhere(MISSING)
        elif why and self._sound is not None:
            self._go_on_elsewhere(self._gap_why or why)
        elif self._fell_silent() and self._may_open_anew():
            self._go_on_elsewhere(LOST)

    def _fell_silent(self) -> bool:
        return self._levels.gave_sound and self._levels.zeros_for(real_seconds()) > FELL_SILENT_AFTER

    def _may_open_anew(self) -> bool:
        return self._since is None or real_seconds() - self._began > NOT_AGAIN_WITHIN

    def _go_on_elsewhere(self, why: str) -> None:
        self._goes_on = Since(self._kept_at, why)

    def _see_to_opening(self) -> None:
        """No sound has come yet: the first time that ends the recording; later it is tried until it works."""
        current, now = self._opening.current, real_seconds()
        if current.problem:
            if self._since is None:
                self._problem = current.problem
            elif now - current.began > RETRY_SECONDS:
                self._opening.try_again()
        elif now - current.began > OPEN_WITHIN:  # it hangs, or opened and gives nothing
            if self._since is None:
                self._problem = NoMicrophone.sentence
            else:
                self._goes_on = replace(self._since, tries=self._opening.tries + 1)

    # --- telling the parent

    def _report(self) -> bool:
        """Tell the parent, ten times a second. False if there is nobody to tell."""
        now = real_seconds()
        if now - self._reported < REPORT_SECONDS:
            return True
        self._reported = now
        peak, level = self._levels.take()
        sound, stream = self._sound, self._opening.current.stream
        report = Report(
            "paused" if self._paused else "recording" if sound else "starting",
            sound is not None,
            sound.seconds if sound else 0.0,
            sound.given if sound else 0.0,
            self._kept_at, peak, level,
            not self._paused and self._levels.zeros_for(now) >= SILENT_AFTER,
            _minutes_left(self._audio.path.parent),
            sound.new_gaps() if sound else (),
            stream.name if stream else "",
            self._opening.with_another,
        )  # fmt: skip
        try:
            self._connection.send(report)
        except OSError:
            return False
        return True

    def _end(self) -> None:
        """Finish the file, however long the disk takes, say so, and let the microphone go if it will."""
        ended = Ended(0.0, "", (), self._problem, self._goes_on)
        if self._sound is not None:
            self._sound.end()
            while not self._sound.wait(REPORT_SECONDS):
                self._report()
            ended = Ended(*self._sound.facts, self._problem or self._problem_of(self._sound), self._goes_on)
        try:
            self._connection.send(ended)
        except OSError:
            return  # the parent is gone; the file is finished all the same
        if not self._goes_on:
            self._opening.let_go(1.0)

    @staticmethod
    def _problem_of(sound: SoundFile) -> str:
        return _sentence(sound.error) if sound.error is not None else sound.problem


def _sentence(error: Exception) -> str:
    return str(error) if isinstance(error, FairnoteError) else FairnoteError.sentence


def _minutes_left(folder: Path) -> float:
    try:
        return shutil.disk_usage(folder).free / BYTES_A_MINUTE
    except OSError:  # not to know it is no reason to stop: a disk that is full says so when it is written to
        return math.inf
