"""Turns a recording into words while it is still going on, following its encrypted files as they grow.

Capture never waits for it: what it has not heard yet lies on the disk. Each window's words are in the vault before the
next is heard, so a recogniser that dies is started again and goes on from the last second that is sure, and after Stop
only the last window is left to hear. Where it fails for good, the words are made after the visit.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from models.errors import ChildDied, ModelError
from models.progress import Cancellation, Cancelled
from scribe.errors import FairnoteError
from scribe.hearing import Ear, RecordingHearing
from scribe.power import on_mains
from scribe.vault import Vault
from scribe.visit import RecordingId, VisitId

if TYPE_CHECKING:
    from scribe.recorder import RecordingHandle, Take

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks at a file that had nothing more to be heard."""
CAPTION_EVERY = 2.0
"""Seconds between two guesses at what is being said; each costs a reading of all that is not settled yet."""
CAPTION_BEHIND = 5.0
"""Seconds behind from which no guesses are made: first come the words that stay."""
BEHIND_FROM = 5.0
"""Seconds of sound on the disk that are not looked at yet, while all is well: a window is being heard meanwhile."""
POWER_EVERY = 5.0
DEATHS_AT_MOST = 3
"""How often in a row a recogniser may die at the same place before it is left for later."""
FINISH_WITHIN = 10.0
"""Seconds that the window which is being heard may take once `stop` was asked; it is heard again otherwise."""
ENDED = "The program that makes the words stopped. The recording goes on. The words are made after the visit."
_SHOWN = 3
"""How many settled pieces are shown as the latest words."""


class LiveWords(StrEnum):
    """When words are made, as the setting 'live_words' says."""

    ALWAYS = "always"
    ON_MAINS = "mains"
    AFTERWARDS = "after"


class LiveState(StrEnum):
    """What live listening is doing."""

    LISTENING = "listening"
    CATCHING_UP = "catching up"
    WAITING_FOR_POWER = "waiting for power"
    OFF = "off"
    FAILED = "failed"


class LiveListening:
    """Words of a recording that goes on. Properties never wait, and may be read from any thread."""

    def __init__(
        self,
        vault: Vault,
        visit: VisitId,
        handle: RecordingHandle,
        open_ear: Callable[[], Ear],
        *,
        when: LiveWords = LiveWords.ALWAYS,
        mains: Callable[[], bool] = on_mains,
    ) -> None:
        self._vault, self._visit, self._handle, self._open_ear = vault, visit, handle, open_ear
        self._when, self._mains = when, mains
        self._state = LiveState.OFF if when is LiveWords.AFTERWARDS else LiveState.LISTENING
        self._latest: deque[str] = deque(maxlen=_SHOWN)
        self._caption, self._captions, self._captioned = "", False, 0.0
        self._number, self._offset, self._looked = 0, 0.0, 0.0
        self._hearing: RecordingHearing | None = None
        self._deaths = 0
        self._why = ""
        self._cancel, self._leave = Cancellation(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="live words", daemon=True)
        if self._state is not LiveState.OFF:
            self._thread.start()

    @property
    def state(self) -> LiveState:
        """What it is doing."""
        behind = self._state is LiveState.LISTENING and self.behind > 0
        return LiveState.CATCHING_UP if behind else self._state

    @property
    def behind(self) -> float:
        """Seconds of sound that nobody has listened to yet, beyond what is normal; 0.0 while it keeps up."""
        waiting = self._handle.seconds - self._looked
        return waiting if waiting > BEHIND_FROM else 0.0

    @property
    def words(self) -> str:
        """The latest words that are settled."""
        return " ".join(self._latest)

    @property
    def caption(self) -> str:
        """What is being said now, as far as it can be guessed; '' where captions are off."""
        return self._caption

    @property
    def why(self) -> str:
        """Why it failed, in a plain sentence; ''."""
        return self._why

    def show_captions(self, on: bool) -> None:
        """Whether what is being said is to be guessed at before it is settled. It costs about as much again."""
        self._captions = on
        if not on:
            self._caption = ""

    def stop(self, *, now: bool = False) -> None:
        """Listen no more. Returns within seconds, or at once with `now`; words that are settled are in the vault."""
        self._leave.set()
        if self._thread.ident is not None and self._thread is not threading.current_thread():
            if not now:
                self._thread.join(FINISH_WITHIN)
            self._cancel.ask()
            self._thread.join()
        if self._state is not LiveState.FAILED:
            self._state = LiveState.OFF

    def _run(self) -> None:
        """On a thread of its own, until there is nothing more to come, it is stopped, or it fails for good."""
        try:
            ear: Ear | None = None
            while not self._leave.is_set() and not self._all_heard():
                if self._waits_for_power():
                    continue
                ear = ear or self._open_ear()
                if not self._advance(ear):
                    self._leave.wait(LOOK_EVERY)
        except Cancelled:
            pass
        except Exception as error:  # whatever it is, the recording goes on, and the worker is told
            log.warning("live words ended: %s", type(error).__name__)
            why = str(error) if isinstance(error, ModelError | FairnoteError) else ENDED
            self._state, self._why, self._caption = LiveState.FAILED, why, ""

    def _all_heard(self) -> bool:
        return str(self._handle.state) in ("stopped", "failed") and self._number >= len(self._handle.takes)

    def _waits_for_power(self) -> bool:
        if self._when is not LiveWords.ON_MAINS or self._mains():
            self._state = LiveState.LISTENING
            return False
        self._state, self._caption = LiveState.WAITING_FOR_POWER, ""
        self._leave.wait(POWER_EVERY)
        return True

    def _advance(self, ear: Ear) -> bool:
        """One step with the take whose turn it is. Whether there is more to do at once."""
        takes = self._handle.takes  # only those with sound
        if self._number >= len(takes):
            return False
        take = takes[self._number]
        try:
            return self._step(take, self._hearing_of(take, ear))
        except ChildDied:
            self._deaths += 1
            if self._deaths > DEATHS_AT_MOST:
                raise
            log.warning("the recogniser died and is started again")
            return True

    def _step(self, take: Take, hearing: RecordingHearing) -> bool:
        heard = hearing.step(take.audio, whole=take.ended, cancel=self._cancel)
        self._looked = self._offset + heard.read
        self._latest += [segment.text for segment in heard.segments if segment.text]
        if heard.segments:
            self._caption = ""
        if take.ended and not heard.more:
            self._next_take(take)
        elif not heard.more:
            self._guess(hearing)
        self._deaths = 0  # only now: a guess may be what it dies of
        return heard.more or take.ended

    def _hearing_of(self, take: Take, ear: Ear) -> RecordingHearing:
        recording = RecordingId(take.audio.recording_id)
        if self._hearing is None or self._hearing.recording != recording:
            self._hearing = RecordingHearing(self._vault, self._visit, recording, ear)
        return self._hearing

    def _next_take(self, take: Take) -> None:
        self._number += 1
        self._offset += take.seconds

    def _guess(self, hearing: RecordingHearing) -> None:
        """A caption, where somebody wants one and there is time for it."""
        now = time.monotonic()
        wanted = self._captions and self._handle.seconds - self._looked < CAPTION_BEHIND
        if wanted and now - self._captioned >= CAPTION_EVERY:
            guess = hearing.caption(cancel=self._cancel)
            self._captioned = time.monotonic()
            self._caption = guess if self._captions else ""
