"""Reads passages aloud with a voice of the laptop's own, sentence by sentence, and says which words are being read."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QTextBoundaryFinder, QTimer, Signal

from models.errors import ModelError
from models.process import SpawnedChild
from ui.voice_child import Hush, NoVoice, Said, Say, Voices, Word
from ui.words_reading import ReadAloud as Words

_LOOKS_EVERY = 30
_LEAVES_WITHIN = 0.5
"""Seconds in which the child falls silent when it is let go; it is ended after that."""


@dataclass(frozen=True)
class Passage:
    """A text to be read, and by what the screen knows it again: a turn's id, a statement's, a part of a page."""

    key: Hashable
    text: str


@dataclass(frozen=True)
class Sentence:
    """One sentence of a passage: its characters are those from `start` to `end` of the passage's text."""

    key: Hashable
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class ReadPlace:
    """What is being read: these characters of a passage are the sentence, and these the word, where the voice tells.

    NOWHERE where nothing is.
    """

    key: Hashable
    start: int
    end: int
    word_start: int = 0
    word_end: int = 0


NOWHERE = ReadPlace(None, 0, 0)


class Reading(Enum):
    """What it does."""

    SILENT = "silent"
    PREPARING = "preparing"
    READING = "reading"
    PAUSED = "paused"


def sentences(passage: Passage) -> Iterator[Sentence]:
    """A passage's sentences, by Unicode's own rules for where one ends (UAX 29)."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Sentence, passage.text)
    start = 0
    while (boundary := finder.toNextBoundary()) != -1:
        end = letters(passage.text, boundary)
        text = passage.text[start:end]
        if any(letter.isalnum() for letter in text):
            lead = len(text) - len(text.lstrip())
            yield Sentence(passage.key, start + lead, start + len(text.rstrip()), text.strip())
        start = end


def letters(text: str, units: int) -> int:
    """How many characters of Python's a count of Qt's is: Qt counts two for each beyond the first 65,536."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore"))


class ReadAloud(QObject):
    """One voice for one screen. Nothing of it is loaded before `read`; `close` ends it at once."""

    at = Signal(object)
    """Each sentence and word as it is read (`ReadPlace`); NOWHERE when it falls silent."""
    changed = Signal(object)
    """What it does now (`Reading`)."""
    ended = Signal(str)
    """All was read, or a plain sentence says why it can't be."""
    voices = Signal(tuple)
    """The names of the voices that are on this laptop."""

    def __init__(self, voice: str = "", speed: int = 100, parent: QObject | None = None, *, engine: str = "") -> None:
        super().__init__(parent)
        self._voice, self._speed, self._engine = voice, speed, engine
        self._child: SpawnedChild | None = None
        self._sentences: tuple[Sentence, ...] = ()
        self._place = self._number = 0
        self._ready = False
        self.state = Reading.SILENT
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOKS_EVERY)
        self._looking.timeout.connect(self._look)

    def read(self, passages: Iterable[Passage]) -> None:
        """Read these from their start; what was being read is not read on."""
        self._sentences = tuple(each for passage in passages for each in sentences(passage))
        self._place = 0
        if not self._sentences:
            self._end("")
            return
        self._open()
        self._say()

    def find_voices(self) -> None:
        """Ask which voices there are: `voices` tells."""
        self._open()

    def pause(self) -> None:
        """Be quiet, and keep the place. The sentence is read again from its start when it goes on."""
        if self.state in (Reading.READING, Reading.PREPARING):
            self._send(Hush())
            self._be(Reading.PAUSED)

    def resume(self) -> None:
        """Go on."""
        if self.state is Reading.PAUSED:
            self._open()
            self._say()

    def skip(self, by: int) -> None:
        """Go so many sentences on (or back)."""
        if self.state is not Reading.SILENT:
            self._place = max(0, min(len(self._sentences) - 1, self._place + by))
            self._say()

    def set_voice(self, name: str) -> None:
        """One of `voices`, from the next sentence on; '' is the first of them."""
        self._voice = name

    def set_speed(self, speed: int) -> None:
        """In per cent; the sentence that is being read begins again."""
        self._speed = speed
        if self.state is Reading.READING:
            self._say()

    def stop(self) -> None:
        """Be quiet; there is nothing to go on with."""
        if self.state is not Reading.SILENT:
            self._send(Hush())
            self._end("")

    def close(self) -> None:
        """Be quiet and let the voice go. Safe to call twice."""
        self._looking.stop()
        child, self._child = self._child, None
        self._ready = False
        self.state = Reading.SILENT
        if child is not None:
            child.stop(grace=_LEAVES_WITHIN)

    def _open(self) -> None:
        if self._child is None:
            self._child = SpawnedChild("ui.voice_child:speak_in_child", (self._engine,), name="voice")
            self._looking.start()

    def _say(self) -> None:
        now = self._sentences[self._place]
        self._number += 1
        self._be(Reading.READING if self._ready else Reading.PREPARING)
        if self._ready:
            self._send(Say(self._number, now.text, self._voice, self._speed))
            self.at.emit(ReadPlace(now.key, now.start, now.end))

    def _send(self, message: Say | Hush) -> None:
        if self._child is not None:
            try:
                self._child.send(message)
            except ModelError:
                self._fail(Words.STOPPED)

    def _look(self) -> None:
        try:
            while self._child is not None and (message := self._child.receive(0.0)) is not None:
                self._take(message)
        except ModelError:
            self._fail(Words.STOPPED)

    def _take(self, message: object) -> None:
        match message:
            case Voices(names):
                self._ready = True
                self.voices.emit(names)
                if self.state is Reading.PREPARING:
                    self._say()
            case Word(number, start, length) if number == self._number and self.state is Reading.READING:
                now = self._sentences[self._place]
                word = (now.start + letters(now.text, at) for at in (start, start + length))
                self.at.emit(ReadPlace(now.key, now.start, now.end, *word))
            case Said(number) if number == self._number and self.state is Reading.READING:
                self._next()
            case NoVoice(why):
                self._fail(Words.WHY_NOT[why])

    def _next(self) -> None:
        if self._place + 1 < len(self._sentences):
            self._place += 1
            self._say()
        else:
            self._end("")

    def _fail(self, problem: str) -> None:
        self.close()
        self._end(problem)

    def _end(self, problem: str) -> None:
        self._be(Reading.SILENT)
        self.at.emit(NOWHERE)
        self.ended.emit(problem)

    def _be(self, state: Reading) -> None:
        if self.state is not state:
            self.state = state
            self.changed.emit(state)
