"""The child that plays: it decrypts and slows down here, waits warm for the next span, and leaves when nobody asks."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection

from models.child import resolve
from scribe.audio_store import SAMPLE_RATE
from scribe.errors import DataDamaged, NoSpeaker
from scribe.reel import Piece, Playable, Reel
from scribe.speaker import Speaker, fade

_AHEAD = round(0.3 * SAMPLE_RATE)
"""Samples that are made before they are heard."""
_TICK = 0.01
_REST_SECONDS = 5.0
"""Silent for so long, it lets go of the loudspeaker."""
_OFF_BY = 0.03
"""Seconds by which what the parent reckons may be wrong."""
_NOWHERE = -1e9
"""What the parent reckons after a change: it is told at once."""


@dataclass(frozen=True)
class Play:
    """Parent to child: play this span. Whatever was played before is at its end."""

    number: int
    audio: Playable
    start: float
    end: float
    speed: float
    loop: bool


@dataclass(frozen=True)
class Change:
    """Parent to child: from now on so. `seek`: where to go on, in seconds of the recording; None where it is."""

    number: int
    paused: bool
    speed: float
    loop: bool
    seek: float | None = None


@dataclass(frozen=True)
class Stop:
    """Parent to child: fall silent."""

    number: int


@dataclass(frozen=True)
class At:
    """Child to parent: what is heard at `when` (of the monotonic clock), in seconds of the recording, and how fast."""

    number: int
    seconds: float
    speed: float
    when: float


@dataclass(frozen=True)
class Played:
    """Child to parent: this span has ended. `problem` is a plain sentence where it could not be played."""

    number: int
    seconds: float = 0.0
    problem: str = ""


class Deck:
    """One span that is being played on a speaker: keeps the speaker fed, and knows what is heard."""

    def __init__(self, ask: Play, speaker: Speaker) -> None:
        self.number = ask.number
        self.paused = False
        self._speaker = speaker
        self._reel = Reel(ask.audio, ask.start, ask.end, speed=ask.speed, loop=ask.loop)
        self._written: deque[Piece] = deque()
        self._at = ask.start
        self._all_read = False
        self._cut = False

    def feed(self) -> bool:
        """Keep a little ahead of what is heard. Says whether all has been heard."""
        while not self.paused and not self._all_read and self._speaker.waiting() < _AHEAD:
            piece = self._reel.next()
            self._all_read = piece is None
            if piece is not None:
                self._write(piece)
        return self._all_read and not self.paused and self._speaker.waiting() == 0

    def change(self, ask: Change) -> None:
        """What was not heard yet is made again as it is to be from now on."""
        at = self.heard() if ask.seek is None else ask.seek
        self._speaker.clear()
        self._written.clear()
        self.paused, self._reel.speed, self._reel.loop = ask.paused, ask.speed, ask.loop
        self._reel.seek(at)
        self._at, self._all_read, self._cut = at, False, True

    def heard(self) -> float:
        """What is heard just now, in seconds of the recording."""
        unheard = self._speaker.waiting()
        made = sum(piece.samples for piece in self._written)
        while len(self._written) > 1 and made - self._written[0].samples >= unheard:
            made -= self._written.popleft().samples
        if self._written:
            first = self._written[0]
            self._at = first.at_sample(min(first.samples, max(0, made - unheard)))
        return self._at

    def report(self) -> At:
        """Where it is, and how fast that changes."""
        at = self.heard()
        return At(self.number, at, 0.0 if self.paused else self._reel.speed, time.monotonic())

    def _write(self, piece: Piece) -> None:
        self._speaker.write(fade(piece.pcm, out=False) if self._cut else piece.pcm)
        self._written.append(piece)
        self._cut = False


class PlayingChild:
    """Obeys the parent; while something is to be heard it looks a hundred times a second after the speaker."""

    def __init__(self, connection: Connection, opener: str, idle_seconds: float) -> None:
        self._connection, self._opener, self._idle_seconds = connection, opener, idle_seconds
        self._speaker: Speaker | None = None
        self._deck: Deck | None = None
        self._number = 0
        self._told = At(0, 0.0, 0.0, 0.0)
        self._silent_since = time.monotonic()

    def run(self) -> None:
        """Until nobody has asked for long enough, or the parent is gone. A failure ends it, and is told.

        What was paused for so long is at its end where it is.
        """
        try:
            while self._heard or not self._silent_for(self._idle_seconds):
                self._step()
            self._end()
        except EOFError:
            pass  # the parent is gone: there is nobody to tell
        except (NoSpeaker, DataDamaged) as error:
            self._tell_problem(str(error))
        except Exception:  # PortAudio's own text is for engineers, and may name a person's headphones
            self._tell_problem(NoSpeaker.sentence)

    @property
    def _heard(self) -> bool:
        return self._deck is not None and not self._deck.paused

    def _step(self) -> None:
        patience = _TICK if self._heard else min(1.0, self._idle_seconds)  # what the parent asks is seen at once anyway
        if self._connection.poll(patience):
            self._obey(self._connection.recv())
        if self._deck is not None:
            self._go_on(self._deck)
        elif self._speaker is not None and self._silent_for(_REST_SECONDS):
            self._speaker.close()
            self._speaker = None

    def _silent_for(self, seconds: float) -> bool:
        return time.monotonic() - self._silent_since >= seconds

    def _obey(self, ask: object) -> None:
        match ask:
            case Play():
                self._end()
                self._number = ask.number
                self._speaker = self._speaker or resolve(self._opener)()
                self._deck = Deck(ask, self._speaker)
                self._told = At(ask.number, ask.start, 0.0, time.monotonic())
            case Change() if self._deck is not None and self._deck.number == ask.number:
                self._deck.change(ask)
                self._told = At(ask.number, _NOWHERE, 0.0, 0.0)
                self._silent_since = time.monotonic()
            case Stop() if self._deck is not None and self._deck.number == ask.number:
                self._end()

    def _go_on(self, deck: Deck) -> None:
        done = deck.feed()
        now = deck.report()
        reckoned = self._told.seconds + self._told.speed * (now.when - self._told.when)
        if abs(now.seconds - reckoned) > _OFF_BY or now.speed != self._told.speed:
            self._told = now
            self._connection.send(now)
        if done:
            self._end()

    def _end(self) -> None:
        if self._deck is not None and self._speaker is not None:
            self._connection.send(Played(self._deck.number, self._deck.heard()))
            self._speaker.clear()
        self._deck = None
        self._silent_since = time.monotonic()

    def _tell_problem(self, sentence: str) -> None:
        with contextlib.suppress(OSError):
            self._connection.send(Played(self._number, self._told.seconds, sentence))


def play_in_child(connection: Connection, opener: str, idle_seconds: float) -> None:
    """Runs in the child."""
    if not connection.poll(0.0):
        _load_early()
    PlayingChild(connection, opener, idle_seconds).run()


def _load_early() -> None:
    """What playing needs, while nobody waits for it yet."""
    with contextlib.suppress(OSError, ImportError):  # that PortAudio is missing is said when it is wanted
        import sounddevice  # noqa: F401
