"""Turns a recording into words while it is still going on, following its encrypted files as they grow.

Each window's words are in the vault before the next is heard, so a recogniser that dies goes on from the last second
that is sure, and after Stop only the last window is left to hear. Where it fails for good, the words are made after the
visit.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from models.progress import Cancellation
from models.transcriber import Listened
from scribe.following import DEATHS_AT_MOST, Following, LiveState, LiveWords
from scribe.hearing import Ear, RecordingHearing
from scribe.power import on_mains
from scribe.vault import Vault
from scribe.visit import RecordingId, VisitId

if TYPE_CHECKING:
    from scribe.recorder import RecordingHandle, Take

__all__ = ["DEATHS_AT_MOST", "LiveListening", "LiveState", "LiveWords"]

CAPTION_EVERY = 2.0
"""Seconds between two guesses at what is being said; each costs a reading of all that is not settled yet."""
CAPTION_BEHIND = 5.0
"""Seconds behind from which no guesses are made: first come the words that stay."""
BEHIND_FROM = 5.0
"""Seconds of sound on the disk that are not looked at yet, while all is well: a window is being heard meanwhile."""
ENDED = "The program that makes the words stopped. The recording goes on. The words are made after the visit."
_SHOWN = 3
"""How many settled pieces are shown as the latest words."""


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
        self._ear: Ear | None = None
        self._latest: deque[str] = deque(maxlen=_SHOWN)
        self._caption, self._captions, self._captioned = "", False, 0.0
        self._hearing: RecordingHearing | None = None
        self._following = Following(
            handle, self._step, name="live words", ended=ENDED, when=when, mains=mains, idle=self._guess
        )
        self._following.start()

    @property
    def state(self) -> LiveState:
        """What it is doing."""
        state = self._following.state
        return LiveState.CATCHING_UP if state is LiveState.LISTENING and self.behind > 0 else state

    @property
    def looked(self) -> float:
        """Seconds of the recording that were looked at."""
        return self._following.looked

    @property
    def behind(self) -> float:
        """Seconds of sound that nobody has listened to yet, beyond what is normal; 0.0 while it keeps up."""
        waiting = self._handle.seconds - self.looked
        return waiting if waiting > BEHIND_FROM else 0.0

    @property
    def words(self) -> str:
        """The latest words that are settled."""
        return " ".join(self._latest)

    @property
    def caption(self) -> str:
        """What is being said now, as far as it can be guessed; '' where captions are off."""
        return self._caption if self._following.state is LiveState.LISTENING else ""

    @property
    def why(self) -> str:
        """Why it failed, in a plain sentence; ''."""
        return self._following.why

    def show_captions(self, on: bool) -> None:
        """Whether what is being said is to be guessed at before it is settled. It costs about as much again."""
        self._captions = on
        if not on:
            self._caption = ""

    def ask_to_stop(self) -> None:
        """Begin nothing new. Returns at once; `stop` waits for it."""
        self._following.ask_to_stop()

    def stop(self, *, now: bool = False) -> None:
        """Listen no more. Returns within seconds, or at once with `now`; words that are settled are in the vault."""
        self._following.stop(now=now)

    def _step(self, take: Take, cancel: Cancellation) -> Listened:
        self._ear = self._ear or self._open_ear()
        heard = self._hearing_of(take, self._ear).step(take.audio, whole=take.ended, cancel=cancel)
        self._latest += [segment.text for segment in heard.segments if segment.text]
        if heard.segments:
            self._caption = ""
        return heard

    def _hearing_of(self, take: Take, ear: Ear) -> RecordingHearing:
        recording = RecordingId(take.audio.recording_id)
        if self._hearing is None or self._hearing.recording != recording:
            self._hearing = RecordingHearing(self._vault, self._visit, recording, ear)
        return self._hearing

    def _guess(self, cancel: Cancellation) -> None:
        """A caption, where somebody wants one and there is time for it."""
        now = time.monotonic()
        wanted = self._captions and self._handle.seconds - self.looked < CAPTION_BEHIND
        if wanted and self._hearing is not None and now - self._captioned >= CAPTION_EVERY:
            guess = self._hearing.caption(cancel=cancel)
            self._captioned = time.monotonic()
            self._caption = guess if self._captions else ""
