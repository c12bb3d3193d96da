"""Opens a microphone on threads that may be left behind, since PortAudio can hang in any of its calls."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from scribe.capture_watch import real_seconds
from scribe.errors import FairnoteError, NoMicrophone
from scribe.microphones import Heard, Opener, Stream

OPEN_WITHIN = 5.0
"""Seconds in which a microphone has to give its first sound."""
TRIES_BEFORE_ANOTHER = 2
"""How often the chosen microphone is tried before the system's own choice gets a turn; from then on they alternate."""


def turn_of(device: str | None, tries: int) -> str | None:
    """Which microphone is tried after so many tries that failed."""
    return device if tries < TRIES_BEFORE_ANOTHER or tries % 2 else None


@dataclass
class Try:
    """One try: it ends with a stream, with a problem (a plain sentence), or never."""

    device: str | None
    began: float
    stream: Stream | None = None
    problem: str = ""

    def run(self, opener: Opener, hear: Heard) -> None:
        """Open and begin."""
        try:
            self.stream = opener(self.device, hear)
        except FairnoteError as error:
            self.problem = str(error)
        except Exception:  # PortAudio's text may name a person's device; ours is enough
            self.problem = NoMicrophone.sentence


class Opening:
    """Tries to open a microphone, one try at a time; `current` says how the last one goes."""

    def __init__(self, device: str | None, opener: Opener, hear: Heard, tries: int) -> None:
        self._device, self._opener, self._hear = device, opener, hear
        self.tries = tries
        self.current = self._begin()

    def try_again(self) -> None:
        """Another try, after one that failed."""
        self.tries += 1
        self.current = self._begin()

    @property
    def with_another(self) -> bool:
        """Whether it is not the microphone that was chosen."""
        return self.current.device != self._device

    def let_go(self, seconds: float) -> None:
        """Stop, and wait so long for it."""
        if self.current.stream is not None:
            closing = threading.Thread(target=self.current.stream.close, daemon=True)
            closing.start()
            closing.join(seconds)

    def _begin(self) -> Try:
        current = Try(turn_of(self._device, self.tries), real_seconds())
        threading.Thread(target=current.run, args=(self._opener, self._hear), daemon=True).start()
        return current
