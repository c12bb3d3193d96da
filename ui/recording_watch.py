"""Looks at a recording ten times a second, and says in words how it goes, for every window that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.words import Recording as Words
from ui.words import Sound, clock

if TYPE_CHECKING:
    from scribe.live import LiveListening
    from scribe.recorder import RecordingHandle

LOOK_EVERY = 100
"""Milliseconds between two looks."""
_LITTLE_ROOM = 60.0
"""Minutes of disk left from which they are shown; the recorder itself warns later."""
_NOTICEABLY_BEHIND = 20.0
"""Seconds from which it is said that the words are behind."""


@dataclass(frozen=True)
class Seen:
    """What a recording is doing at one moment. `level` and `peak` are in dBFS; the rest is what a person reads."""

    state: str
    hearing: bool
    """Whether sound is really coming in and being kept, so that the level means something."""
    failed: bool
    elapsed: str
    level: float
    peak: float
    warning: str
    microphone: str
    room: str
    live: str
    settled: str
    caption: str


def look(
    handle: RecordingHandle, live: LiveListening | None, *, wants_pause: bool = False, account: bool = False
) -> Seen:
    """How a recording and its live words are now."""
    state = str(handle.state)
    return Seen(
        state=_state_words(state, wants_pause, account),
        hearing=state == "recording" and not wants_pause,
        failed=state == "failed",
        elapsed=clock(handle.seconds),
        level=handle.level,
        peak=handle.peak,
        warning=handle.warning,
        microphone=Words.microphone(handle.microphone) if handle.microphone else "",
        room=_room_words(handle.minutes_left),
        live=_live_words(live),
        settled=live.words if live is not None else "",
        caption=live.caption if live is not None else "",
    )


def _state_words(state: str, wants_pause: bool, account: bool) -> str:
    """'Recording' and 'Paused' are said only when it is so: what was asked for is not yet what is."""
    if state == "recording" and wants_pause:
        return Words.PAUSING
    return {
        "starting": Sound.STARTING,
        "recording": Words.DICTATING if account else Words.RECORDING,
        "paused": Words.PAUSED,
        "lost": Words.LOST,
        "failed": Words.FAILED,
    }.get(state, Sound.STOPPING)


def _room_words(minutes: float) -> str:
    return Words.room(minutes) if isfinite(minutes) and minutes < _LITTLE_ROOM else ""


def _live_words(live: LiveListening | None) -> str:
    if live is None:
        return ""
    match live.state.name:
        case "WAITING_FOR_POWER":
            return Words.POWER_WORDS
        case "FAILED":
            return Words.late(live.why)
        case "OFF":
            return ""
    return Words.behind(live.behind) if live.behind >= _NOTICEABLY_BEHIND else Words.WORDS_KEEP_UP


class RecordingWatch(QObject):
    """One recording that goes on. `before` is how many seconds of sound the visit had when it began."""

    looked = Signal(object)
    """A `Seen`."""

    def __init__(self, handle: RecordingHandle, before: float, *, account: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.handle = handle
        self.live: LiveListening | None = None
        self.account = account
        self.wants_pause = False
        self._before = before
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> Seen:
        """Look now, and tell everybody who shows it."""
        seen = look(self.handle, self.live, wants_pause=self.wants_pause, account=self.account)
        self.looked.emit(seen)
        return seen

    def now(self) -> float:
        """Where the visit's sound is now, in seconds from its start."""
        return self._before + self.handle.seconds

    def pause_or_go_on(self) -> None:
        """The other of the two."""
        (self.handle.resume if self.wants_pause else self.handle.pause)()
        self.wants_pause = not self.wants_pause
        self.look()

    def stop_looking(self) -> None:
        """It ends."""
        self._timer.stop()
