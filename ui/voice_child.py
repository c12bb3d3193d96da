"""The child that speaks: Qt's speech, a sentence at a time. The window never waits for it, nor fails with it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

_TICK = 15
"""Milliseconds between looks at the pipe."""
_ANSWERS_WITHIN = 8.0
"""Seconds in which a voice begins; Speech Dispatcher can be stuck for good (another program paused it)."""
_ONLINE = "online"
"""Part of the name of voices that send the words away ('Microsoft Sonia Online (Natural)')."""


@dataclass(frozen=True)
class Say:
    """Parent to child: say this, instead of whatever is being said. `speed` is in per cent."""

    number: int
    text: str
    voice: str
    speed: int


@dataclass(frozen=True)
class Hush:
    """Parent to child: be quiet."""


@dataclass(frozen=True)
class Voices:
    """Child to parent: it is ready, with these British (else other English) voices of the laptop's own."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """Child to parent: which characters of the sentence are being said. Not every voice tells."""

    number: int
    start: int
    length: int


@dataclass(frozen=True)
class Said:
    """Child to parent: this sentence has been said to its end."""

    number: int


@dataclass(frozen=True)
class NoVoice:
    """Child to parent: nothing can be read aloud, and why: 'none', 'logged' or 'stuck'."""

    why: str


class _Voice:
    """Says one thing at a time. A new sentence waits until the engine is silent: its end would be taken for the new."""

    def __init__(self, speech: QTextToSpeech, send: Callable[[object], None]) -> None:
        self._speech, self._send = speech, send
        self._voices = {voice.name(): voice for voice in own_voices(speech)}
        self._saying = 0
        self._heard = self._broken = False
        self._asked_at = 0.0
        self._waiting: Say | None = None
        speech.stateChanged.connect(self._changed)
        speech.sayingWord.connect(self._word)

    @property
    def names(self) -> tuple[str, ...]:
        """The voices there are."""
        return tuple(self._voices)

    def say(self, ask: Say) -> None:
        """Say this next."""
        self.hush()
        self._waiting = ask
        self.look()

    def hush(self) -> None:
        """Be quiet, and forget what was to be said. `pause` is never used: it leaves Speech Dispatcher stuck."""
        self._waiting = None
        self._saying = 0
        if self._busy():
            self._speech.stop()

    def look(self) -> None:
        """Begin what waits, once the engine is silent. Raises `TimeoutError` where it does not answer."""
        if self._waiting is not None and not self._busy():
            ask, self._waiting = self._waiting, None
            self._speech.setVoice(self._voices.get(ask.voice) or next(iter(self._voices.values())))
            self._speech.setRate(max(-1.0, min(1.0, (ask.speed - 100) / 100)))
            self._saying, self._heard, self._asked_at = ask.number, False, time.monotonic()
            self._speech.say(ask.text)
        late = bool(self._saying) and not self._heard and time.monotonic() - self._asked_at > _ANSWERS_WITHIN
        if late or self._broken:
            raise TimeoutError

    def _busy(self) -> bool:
        return self._speech.state() in (self._speech.State.Speaking, self._speech.State.Synthesizing)

    def _changed(self, state: Any) -> None:  # noqa: ANN401 (Qt's enum)
        if state == self._speech.State.Speaking:
            self._heard = True
        elif state == self._speech.State.Ready and self._saying and self._heard:
            number, self._saying = self._saying, 0
            self._send(Said(number))
        self._broken = state == self._speech.State.Error

    def _word(self, _word: str, _id: int, start: int, length: int) -> None:
        if self._saying:
            self._send(Word(self._saying, start, length))


def own_voices(speech: QTextToSpeech) -> tuple[QVoice, ...]:
    """English voices that are on this laptop, British ones first; variants of a voice ('…+Adam') are left out."""
    from PySide6.QtCore import QLocale

    english = [one for one in speech.availableLocales() if one.language() == QLocale.Language.English]
    english.sort(key=lambda one: one.territory() != QLocale.Country.UnitedKingdom)
    found: dict[str, QVoice] = {}
    for locale in english:
        speech.setLocale(locale)
        for voice in speech.availableVoices():
            name = voice.name()
            if "+" not in name and _ONLINE not in name.lower():
                found.setdefault(name, voice)
    return tuple(found.values())


def speak_in_child(connection: Connection, engine: str) -> None:
    """Runs in the child until the parent closes the pipe. `engine` is Qt's name of one, or '' for the system's own."""
    from scribe.speech_log import logs_what_it_says

    if not os.environ.get("SPEECHD_ADDRESS", "unix_socket").startswith("unix_socket"):
        del os.environ["SPEECHD_ADDRESS"]  # the service of another computer is not asked
    if not engine and logs_what_it_says():
        connection.send(NoVoice("logged"))
        return
    why = _speak(connection, engine)
    if why:
        connection.send(NoVoice(why))


def _speak(connection: Connection, engine: str) -> str:
    """Serve the parent; gives why it could not, or ''."""
    from PySide6.QtCore import QCoreApplication, QTimer

    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:
        return "none"  # on Linux it needs libpulse, which comes with the speech service
    application = QCoreApplication([])
    engine = engine or next((name for name in QTextToSpeech.availableEngines() if name != "mock"), "")
    speech = QTextToSpeech(engine) if engine else None
    if speech is None or speech.state() == QTextToSpeech.State.Error:
        return "none"
    voice = _Voice(speech, connection.send)
    if not voice.names:
        return "none"
    connection.send(Voices(voice.names))
    ends: list[str] = []

    def look() -> None:
        try:
            while connection.poll(0.0):
                ask = connection.recv()
                voice.say(ask) if isinstance(ask, Say) else voice.hush()
            voice.look()
        except (EOFError, OSError) as error:
            ends.append("stuck" if isinstance(error, TimeoutError) else "")
            voice.hush()
            application.quit()

    looking = QTimer(application)
    looking.timeout.connect(look)
    looking.start(_TICK)
    application.exec()
    return ends[0] if ends else ""
