"""Plays stretches of a recording, in a child: it is decrypted there, and never lies anywhere as a plain file."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

from models.errors import ModelError
from models.process import SpawnedChild
from scribe.errors import MoveNotAllowed
from scribe.playing_child import At, Change, Play, Played, Stop
from scribe.reel import Playable

SPEAKER = "scribe.speaker:open_speaker"
STOPPED_BY_ITSELF = "Playing stopped by itself. The recording is safe."
CLOSED = "Nothing can be played any more: your visits were closed. Open them again."
SLOWEST, FASTEST = 0.5, 2.0
IDLE_SECONDS = 300.0
"""For so long after the last sound the child is kept, so that the next begins at once."""
_ABOUT_TO_LEAVE = 5.0
_SILENCE_SECONDS = 1.0
"""A child that has not fallen silent within this is not asked again but ended."""


class Playing:
    """A span that is being played. Nothing here waits but `wait`. Times are seconds of the recording, at any speed."""

    def __init__(self, line: _Line, ask: Play) -> None:
        self._line = line
        self._number, self._until = ask.number, ask.end
        self._change = Change(ask.number, paused=False, speed=ask.speed, loop=ask.loop)
        self._last = At(ask.number, ask.start, 0.0, 0.0)
        self._ended: Played | None = None

    @property
    def at(self) -> float:
        """What is heard just now; after the end, what was heard last."""
        self._line.look()
        if self._ended is not None:
            return self._ended.seconds
        return self._reckoned()

    @property
    def finished(self) -> bool:
        """Whether it has ended, in whatever way."""
        self._line.look()
        return self._ended is not None

    @property
    def problem(self) -> str:
        """A plain sentence where nothing could be played; '' otherwise."""
        self._line.look()
        return self._ended.problem if self._ended else ""

    @property
    def paused(self) -> bool:
        """Whether it waits to go on."""
        return self._change.paused

    @property
    def speed(self) -> float:
        """How fast it is played, 1 being as it was said."""
        return self._change.speed

    def pause(self) -> None:
        """Fall silent, and stay where it is."""
        self._ask(paused=True)

    def resume(self) -> None:
        """Go on."""
        self._ask(paused=False)

    def seek(self, seconds: float) -> None:
        """Go on from there; before the span's start too."""
        to = min(self._until, max(0.0, seconds))
        self._last = At(self._number, to, 0.0, 0.0)
        self._ask(seek=to)

    def set_speed(self, speed: float) -> None:
        """From 0.5 to 2; the pitch stays."""
        self._ask(speed=min(FASTEST, max(SLOWEST, speed)))

    def set_loop(self, on: bool) -> None:
        """Whether it begins again at its end."""
        self._ask(loop=on)

    def wait(self, seconds: float) -> bool:
        """Wait at most so long for the end; says whether it has come."""
        until = time.monotonic() + seconds
        while not self.finished and time.monotonic() < until:
            time.sleep(0.01)
        return self._ended is not None

    def stop(self) -> None:
        """Fall silent at once. Safe to call twice."""
        if not self.finished:
            self._line.send(Stop(self._number))
            self.take(Played(self._number, self._reckoned()))

    def take(self, message: At | Played) -> None:
        """What the child reports of this span. After the end nothing changes any more."""
        if self._ended is None and message.number == self._number:
            if isinstance(message, At):
                self._last = message
            else:
                self._ended = message

    def lose(self) -> None:
        """The child is gone."""
        self.take(Played(self._number, self._reckoned(), STOPPED_BY_ITSELF))

    def _reckoned(self) -> float:
        gone_by = self._last.speed * (time.monotonic() - self._last.when) if self._last.speed else 0.0
        return min(self._until, self._last.seconds + gone_by)

    def _ask(self, **wanted: object) -> None:
        changed = replace(self._change, **wanted)  # type: ignore[arg-type]
        self._change = replace(changed, seek=None)
        if not self.finished:
            self._line.send(changed)


class _Line:
    """The way to one child. What it reports is taken by whoever asks first, from any thread."""

    def __init__(self, opener: str, idle_seconds: float) -> None:
        self._child = SpawnedChild("scribe.playing_child:play_in_child", (opener, idle_seconds), name="playing")
        self._guard = threading.Lock()
        self._playing: Playing | None = None
        self._leaves_after = idle_seconds - min(_ABOUT_TO_LEAVE, idle_seconds / 2)
        self._asked = self._answered = 0
        self._quiet_since = time.monotonic()
        self._lost = False

    def usable(self) -> bool:
        """Whether another span can be played by this child: it is there, has answered, and is not about to leave."""
        until = time.monotonic() + _SILENCE_SECONDS
        while self.look() and self._answered != self._asked and time.monotonic() < until:
            time.sleep(0.005)
        fresh = time.monotonic() - self._quiet_since < self._leaves_after
        return not self._lost and self._answered == self._asked and fresh

    def begin(self, ask: Play) -> Playing:
        """Play this. Raises `ModelError` where it can't be handed over."""
        with self._guard:
            self._playing = Playing(self, ask)
            self._asked = ask.number
            self._child.send(ask)
            return self._playing

    def send(self, message: Change | Stop) -> None:
        """Tell the child, if it is still there."""
        with self._guard:
            try:
                self._child.send(message)
            except ModelError:
                self._lose()

    def look(self) -> bool:
        """Take what it has reported. Says whether it is still there."""
        with self._guard:
            try:
                while not self._lost and (message := self._child.receive(0.0)) is not None:
                    self._take(message)
            except ModelError:
                self._lose()
            return not self._lost

    def close(self) -> None:
        """End the child, and whatever it plays."""
        with self._guard:
            self._child.stop(grace=0.0)
            self._lose()

    def _take(self, message: object) -> None:
        assert isinstance(message, At | Played) and self._playing is not None
        self._playing.take(message)
        if isinstance(message, Played):
            self._answered, self._quiet_since = message.number, time.monotonic()
            self._lost = bool(message.problem)  # a child that failed leaves: the next one sees the devices afresh

    def _lose(self) -> None:
        self._lost = True
        if self._playing is not None:
            self._playing.lose()


class Player:
    """Plays one span at a time. Its child is started by the first one or by `get_ready`, and kept warm for a while."""

    def __init__(self, *, opener: str = SPEAKER, idle_seconds: float = IDLE_SECONDS) -> None:
        self._opener, self._idle_seconds = opener, idle_seconds
        self._guard = threading.Lock()
        self._line: _Line | None = None
        self._playing: Playing | None = None
        self._number = 0
        self._closed = False

    def get_ready(self) -> None:
        """Have the child wait for the first span, so that it begins at once."""
        with self._guard:
            self._ready_line()

    def play(self, audio: Playable, start: float, end: float, *, speed: float = 1.0, loop: bool = False) -> Playing:
        """Play the seconds from `start` to `end`; what was being played stops.

        Gives the handle at once; whether it works shows in its `problem`. `speed` is from 0.5 to 2.
        """
        with self._guard:
            if self._playing is not None:
                self._playing.stop()
            line = self._ready_line()
            self._number += 1
            ask = Play(self._number, audio, start, end, min(FASTEST, max(SLOWEST, speed)), loop)
            self._playing = line.begin(ask)
            return self._playing

    def close(self) -> None:
        """Fall silent and let the child go. Safe to call twice; nothing can be played after it."""
        with self._guard:
            self._closed = True
            if self._line is not None:
                self._line.close()

    def _ready_line(self) -> _Line:
        if self._closed:
            raise MoveNotAllowed(CLOSED)
        if self._line is not None and not self._line.usable():
            self._line.close()
            self._line = None
        if self._line is None:
            self._line = _Line(self._opener, self._idle_seconds)
        return self._line


__all__ = ["Playable", "Player", "Playing"]
