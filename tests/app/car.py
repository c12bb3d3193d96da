"""A worker in the car: the real window driven by the keyboard alone, with every key counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from scribe.reading_pace import USUAL, ReadingClock, words_of
from scribe.visit import DocumentStage
from tests.ui.test_walk import holder, press
from ui.__main__ import Window
from ui.screens.approve import ApproveScreen
from ui.screens.base import Screen
from ui.screens.export import ExportScreen
from ui.screens.harm import HarmScreen
from ui.screens.review import ReviewScreen
from ui.screens.transcript import TranscriptScreen
from ui.widgets.draft_list import DraftList
from ui.words import Review
from ui.words_review import Pace
from ui.words_transcript import Transcript as Words

KEYS_AT_MOST = 25
"""For the approval of a note, beyond its edits; one key more is allowed for each filled section and each flag."""
KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
WORDS_TYPED_IN = (QLineEdit, QTextEdit, QPlainTextEdit)


class Worker:
    """Presses keys in whatever has the keyboard, and counts them by what they were for."""

    def __init__(self, qtbot: QtBot, whole: Window) -> None:
        self.qtbot, self.whole = qtbot, whole
        self.keys: Counter[str] = Counter()
        self.doing = ""
        self.log: list[str] = []
        self.read_seconds = 0.0
        """Seconds that were spent with reading, at the pace at which people read."""
        self.pages: Counter[str] = Counter()
        """How many of the keys only turned a page."""
        self.stopped = 0
        """How often the window found that something was confirmed faster than it can be read."""

    @contextmanager
    def at(self, doing: str) -> Iterator[None]:
        """Count what is pressed meanwhile under this name."""
        before, self.doing = self.doing, doing
        yield
        self.doing = before

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """One key, with what is held down."""
        screen = self.whole.window.screen_shown
        self.log.append(f"{self.doing}: {held.name} {key.name} [{screen.main.accessibleName() if screen else ''}]")
        self.keys[self.doing] += 1
        press(self.qtbot, self.whole, key, held)
        QApplication.processEvents()

    def main(self) -> None:
        """Ctrl+Enter, the main button."""
        self.press(KEY.Key_Return, CONTROL)

    def type(self, words: str) -> None:
        """Type; each letter is a key."""
        place = self.holder
        assert isinstance(place, WORDS_TYPED_IN), place.accessibleName()
        self.keys[self.doing] += len(words)
        QTest.keyClicks(place, words)

    def until(self, what: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait for something that is not the worker's to do."""
        self.qtbot.waitUntil(what, timeout=round(1_000 * seconds))

    def sees(self, kind: type[Screen], seconds: float = 10.0) -> Screen:
        """Wait until that screen is in front."""
        self.until(lambda: isinstance(self.whole.window.screen_shown, kind), seconds)
        screen = self.whole.window.screen_shown
        assert screen is not None
        return screen

    @property
    def holder(self) -> QWidget:
        """What has the keyboard. The offscreen platform takes the window's activation away now and then."""
        self.whole.window.activateWindow()
        self.until(lambda: QApplication.focusWidget() is not None)
        return holder()

    # --- what has to be done

    def makes_an_extract(self) -> None:
        """What may be harm is told with the words; the first of it goes into an extract, which is approved."""
        words = self._words()
        self.until(lambda: not words.notice.isHidden())
        with self.at("urgent extract"):
            self.press(KEY.Key_U, CONTROL)
            harm = self.sees(HarmScreen)
            assert isinstance(harm, HarmScreen)
            self.until(lambda: bool(harm.list.lines) and harm.main.isEnabled())
            if not harm.list.chosen:
                self.press(KEY.Key_Space)
            self.main()
            self._reviews()
            self._approves()

    def goes_back_to_the_words(self) -> None:
        """The extract can be saved later; the note comes next, and is one key away."""
        with self.at("back"):
            self.press(KEY.Key_F8)
        self._words()

    def writes_the_note(self) -> None:
        """One key, and the draft is there."""
        words = self._words()
        with self.at("note"):
            assert words.main.accessibleName() == Words.DRAFT
            self.main()
            self.sees(ReviewScreen, 60.0)

    def approves_the_note(self) -> None:
        """All of it is read, each flag is answered by one key, and the note is approved."""
        with self.at("note"):
            self._reviews()
            self._approves()

    def copies_and_files(self, record: str) -> None:
        """A section into the council's own system, the file saved, its number in the record written down."""
        screen = self.sees(ExportScreen)
        assert isinstance(screen, ExportScreen)
        with self.at("copy and file"):
            self.tab_to(screen.copies[0])
            self.press(KEY.Key_Space)
            assert QApplication.clipboard().text().strip()
            self.main()
            self.until(lambda: screen.document.stage is DocumentStage.EXPORTED)
            self.type(record)
            self.main()

    def tab_to(self, wanted: QWidget) -> None:
        """Press Tab until the keyboard is there."""
        for _ in range(60):
            if self.holder is wanted:
                return
            self.press(KEY.Key_Tab)
        raise AssertionError(wanted.accessibleName())

    def told(self, about: str) -> str:
        """What it took, for whoever runs the test."""
        keys = ", ".join(f"{what} {count}" for what, count in self.keys.items())
        pages = ", ".join(f"{what} {count}" for what, count in self.pages.items())
        return f"{about}; keys: {keys} (of them to turn a page: {pages or 'none'}); read for {self.read_seconds:.0f} s"

    def _words(self) -> TranscriptScreen:
        screen = self.sees(TranscriptScreen)
        assert isinstance(screen, TranscriptScreen)
        self.until(lambda: screen.main.accessibleName() in (Words.DRAFT, Words.OPEN_NOTE) and screen.main.isEnabled())
        return screen

    def _reviews(self) -> None:
        """The main key, again and again, once what it is about was read; a flag gets the first ready reason."""
        screen = self.sees(ReviewScreen)
        assert isinstance(screen, ReviewScreen)
        screen.pacing.clock = ReadingClock(lambda: self.read_seconds)
        self.until(lambda: screen.main.isEnabled())
        for _ in range(400):
            QApplication.processEvents()
            if not screen.obstacles:
                break
            self._reads(screen)
            said = screen.main.accessibleName()
            self.stopped += said == Pace.AGAIN
            self.pages[self.doing] += said == Review.READ_ON
            if said == Review.SETTLE:
                self.press(KEY.Key_1)
            else:
                self.main()
        assert not screen.obstacles, screen.obstacles[0].sentence
        self.main()

    def _reads(self, screen: ReviewScreen) -> None:
        """What is in view is read once, at the usual pace; the next look at the screen counts it."""
        screen.pacing.look()
        clock, document = screen.pacing.clock, screen.document
        assert isinstance(screen.draft, DraftList)
        left = {each: words_of(document, each) * 60.0 / USUAL - clock.seconds(each) for each in screen.draft.in_view()}
        if any(seconds > 0 for seconds in left.values()):
            self.read_seconds += sum(words_of(document, each) for each in left) * 60.0 / USUAL
        screen.pacing.look()

    def _approves(self) -> None:
        """The name is there; the key of the main button asks for the tick, and then approves."""
        screen = self.sees(ApproveScreen)
        assert isinstance(screen, ApproveScreen)
        assert screen.name.text()
        self.main()
        self.press(KEY.Key_Space)
        self.main()
        self.sees(ExportScreen)
