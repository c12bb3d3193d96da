"""Follows a recording while it goes on: its encrypted files one after the other, a step at a time, beside capture.

Capture never waits for whoever follows it: what was not listened to yet lies on the disk. A child that dies is started
again by its next step. Where it fails for good, following ends with a sentence, and the recording goes on.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from models.errors import ChildDied, ModelError
from models.progress import Cancellation, Cancelled
from scribe.errors import FairnoteError
from scribe.power import on_mains

if TYPE_CHECKING:
    from scribe.recorder import RecordingHandle, Take

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks at a file that had nothing more to be heard."""
POWER_EVERY = 5.0
DEATHS_AT_MOST = 3
"""How often in a row a child may die at the same place before it is left for later."""
FINISH_WITHIN = 10.0
"""Seconds that the step which is being done may take once `stop` was asked; it is done again otherwise."""


class LiveWords(StrEnum):
    """When a recording is listened to, as the setting 'live_words' says."""

    ALWAYS = "always"
    ON_MAINS = "mains"
    AFTERWARDS = "after"


class LiveState(StrEnum):
    """What listening to a recording that goes on is doing."""

    LISTENING = "listening"
    CATCHING_UP = "catching up"
    WAITING_FOR_POWER = "waiting for power"
    OFF = "off"
    FAILED = "failed"


class Step(Protocol):
    """What one step gave: how many seconds of the take were looked at, and whether there is more at once."""

    @property
    def read(self) -> float:
        """Seconds of the take."""

    @property
    def more(self) -> bool:
        """Whether the next step has something to do."""


TakeStep = Callable[["Take", Cancellation], Step]


class Following:
    """One thread that goes through the takes of a recording. Properties never wait, and may be read from any thread.

    `step` does what is to be done next with a take, and `idle` is called when there was nothing more to do. While
    `gives_way` says so, no step is begun. `ended` is the sentence where it ends without one of its own.
    """

    def __init__(
        self,
        handle: RecordingHandle,
        step: TakeStep,
        *,
        name: str,
        ended: str,
        when: LiveWords = LiveWords.ALWAYS,
        mains: Callable[[], bool] = on_mains,
        idle: Callable[[Cancellation], None] = lambda _: None,
        gives_way: Callable[[], bool] = lambda: False,
    ) -> None:
        self._handle, self._step, self._name, self._ended = handle, step, name, ended
        self._when, self._mains, self._idle, self._gives_way = when, mains, idle, gives_way
        self.state = LiveState.OFF if when is LiveWords.AFTERWARDS else LiveState.LISTENING
        self.looked = 0.0
        """Seconds of the recording that were looked at."""
        self.why = ""
        """Why it failed, in a plain sentence; ''."""
        self._number, self._offset, self._deaths = 0, 0.0, 0
        self._cancel, self._leave = Cancellation(), threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin, unless it is left until afterwards."""
        if self.state is not LiveState.OFF:
            self._thread.start()

    def ask_to_stop(self) -> None:
        """Begin no step any more. Returns at once."""
        self._leave.set()

    def stop(self, *, now: bool = False) -> None:
        """Stop. Returns within seconds, or at once with `now`; the step that is being done is lost then."""
        self.ask_to_stop()
        if self._thread.ident is not None and self._thread is not threading.current_thread():
            if not now:
                self._thread.join(FINISH_WITHIN)
            self._cancel.ask()
            self._thread.join()
        if self.state is not LiveState.FAILED:
            self.state = LiveState.OFF

    def _run(self) -> None:
        """On a thread of its own, until there is nothing more to come, it is stopped, or it fails for good."""
        try:
            while not self._leave.is_set() and not self._all_done():
                if self._waits_for_power():
                    continue
                if self._gives_way() or not self._advance():
                    self._leave.wait(LOOK_EVERY)
        except Cancelled:
            pass
        except Exception as error:  # whatever it is, the recording goes on, and the worker is told
            log.warning("%s ended: %s", self._name, type(error).__name__)
            self.why = str(error) if isinstance(error, ModelError | FairnoteError) else self._ended
            self.state = LiveState.FAILED

    def _all_done(self) -> bool:
        return str(self._handle.state) in ("stopped", "failed") and self._number >= len(self._handle.takes)

    def _waits_for_power(self) -> bool:
        if self._when is not LiveWords.ON_MAINS or self._mains():
            self.state = LiveState.LISTENING
            return False
        self.state = LiveState.WAITING_FOR_POWER
        self._leave.wait(POWER_EVERY)
        return True

    def _advance(self) -> bool:
        """One step with the take whose turn it is. Whether there is more to do at once."""
        takes = self._handle.takes  # only those with sound
        if self._number >= len(takes):
            return False
        try:
            return self._listen(takes[self._number])
        except ChildDied:
            self._deaths += 1
            if self._deaths > DEATHS_AT_MOST:
                raise
            log.warning("%s: the program behind it died and is started again", self._name)
            return True

    def _listen(self, take: Take) -> bool:
        done = self._step(take, self._cancel)
        self.looked = self._offset + done.read
        if take.ended and not done.more:
            self._number += 1
            self._offset += take.seconds
        elif not done.more:
            self._idle(self._cancel)
        self._deaths = 0  # only now: what is done when idle may be what it dies of
        return done.more or take.ended
