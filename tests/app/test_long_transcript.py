"""An hour's transcript in a real vault: it opens at once, and scrolling, searching and typing never stick."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scribe import actions, review, review_actions
from scribe.jobs import run_here
from scribe.session import Session
from scribe.visit import Document, TurnId
from tests.app.pace import slowness
from tests.app.test_actions import V1, agreed, hears, imported, opened, segment
from tests.app.test_window_while_working import EVERY, LIMIT
from tests.scribe_core.make import a_visit
from tests.ui.long_transcript import long_transcript
from ui.__main__ import Window, build
from ui.desk import Go, Place
from ui.screens.approve import ApproveScreen
from ui.screens.review import ReviewScreen
from ui.screens.transcript import TranscriptScreen
from ui.screens.transcript_mending import Mending

OPENS = 1.0
"""Seconds in which an hour's transcript is there to be read and the keyboard is in it."""
BLOCK = 0.150
"""Seconds that opening or changing all of an hour may keep the event loop: 0.1 of an idle processor, because more is
felt as a window that hangs, and half as much again on one that shares its core.
"""
ECHO = 0.030
"""Seconds from a key to the letter on the screen."""
TRIES = 8
"""Another program may take the processor: our own code would be late each time."""
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with an hour's transcript in it."""
    made = tmp_path_factory.mktemp("long")
    with opened(made / "vault") as session:
        session.vault.add_visit(agreed(a_visit()))
        imported(session, made, 2)
        hears(session, segment("hello there", 0.2, 1.4))
        run_here(actions.transcribe_visit(session, V1))
        known = session.vault.transcript(V1)
        assert known is not None
        session.vault.save_transcript(V1, replace(long_transcript(), audio_sha256=known.audio_sha256))
    return made


@pytest.fixture
def session(folder: Path) -> Iterator[Session]:
    """Opened anew, so that nothing of the transcript is at hand."""
    with opened(folder / "vault") as made:
        yield made


@pytest.fixture
def whole(qtbot: QtBot, session: Session) -> Window:
    """The window on it."""
    made = build(actions, session.settings, lambda: session, lambda: session)
    qtbot.addWidget(made.window)
    made.desk.session = session
    made.window.resize(1366, 768)
    made.window.show()
    qtbot.waitExposed(made.window)
    return made


def open_words(qtbot: QtBot, whole: Window) -> Mending:
    """Its words, with every height measured."""
    whole.window.go_to(Place(Go.TRANSCRIPT, V1))
    screen = whole.window.screen_shown
    assert isinstance(screen, TranscriptScreen)
    qtbot.waitUntil(lambda: screen.mending is not None, timeout=10_000)
    assert screen.mending is not None
    turns = screen.mending.list
    qtbot.waitUntil(lambda: not turns._measuring.isActive() and not screen.main.isHidden(), timeout=10_000)
    return screen.mending


def best(measure: Callable[[], float], limit: float) -> float:
    """The least of up to eight tries, in seconds of an unhurried machine; none more once one is under the limit."""
    taken: list[float] = []
    while len(taken) < TRIES and (not taken or min(taken) >= limit):
        pace = slowness()
        taken.append(measure() / max(pace, slowness()))
    return min(taken)


class Busy:
    """Ticks in the event loop, and remembers the most processor time that passed in the window's thread in between.

    How long that is on the clock depends on what else the machine does; on an idle one it is the same.
    """

    def __init__(self) -> None:
        self._last = time.thread_time()
        self.most = 0.0
        self._timer = QTimer()
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.thread_time()
        self.most = max(self.most, now - self._last)
        self._last = now

    def stop(self) -> float:
        """No more ticks; the most that there was, in seconds."""
        self._timer.stop()
        return self.most


def longest_wait(qtbot: QtBot, act: Callable[[], object]) -> float:
    """The longest that the event loop is kept busy while this is done and painted, and a moment after."""
    busy = Busy()
    act()
    qtbot.wait(150)
    return busy.stop()


def test_it_opens_in_under_a_second(qtbot: QtBot, whole: Window) -> None:
    """From the key to the first turn on the screen with the keyboard in the list; the vault has to be read for it."""

    def opening() -> float:
        whole.window.go_to(Place(Go.VISITS))
        began = time.monotonic()
        whole.window.go_to(Place(Go.TRANSCRIPT, V1))
        screen = whole.window.screen_shown
        assert isinstance(screen, TranscriptScreen)
        qtbot.waitUntil(lambda: screen.mending is not None, timeout=10_000)
        QApplication.processEvents()
        return time.monotonic() - began

    assert opening() < OPENS or best(opening, OPENS) < OPENS


def test_scrolling_never_sticks(qtbot: QtBot, whole: Window) -> None:
    """From the top to the bottom a page at a time, right after it was opened and again at the end."""
    mending = open_words(qtbot, whole)

    def scroll() -> None:
        bar = mending.list.verticalScrollBar()
        for value in range(0, bar.maximum(), bar.pageStep()):
            bar.setValue(value)
            QApplication.processEvents()

    assert best(lambda: longest_wait(qtbot, scroll), LIMIT) < LIMIT


@pytest.mark.parametrize("what", ["check", "accept", "search", "search on", "name", "split", "undo"])
def test_what_a_person_does_never_sticks(qtbot: QtBot, whole: Window, session: Session, what: str) -> None:
    """Going to the next place, accepting it, searching as it is typed, naming, splitting, undoing: under 50 ms each."""
    mending = open_words(qtbot, whole)
    mending.list.go_to(TurnId("t300"))
    acts: dict[str, Callable[[], object]] = {
        "check": mending.checking.go_on,
        "accept": mending.checking.accept,
        "search": lambda: QTest.keyClicks(mending.bar.text, "the b", delay=20),
        "search on": lambda: mending.searching.step(1),
        "name": lambda: mending.press("2"),
        "split": lambda: (mending.list.choose_words(2, 2), mending.editing.split()),
        "undo": mending.undo,
    }
    if what.startswith("search"):
        mending.find()
        mending.bar.text.setText("a" if what == "search on" else "")
    if what == "accept":
        mending.checking.go_on()
    if what == "undo":
        for number in range(TRIES):
            mending.book.edit(TurnId("t310"), f"quite other words {number}")
    qtbot.wait(400)
    assert best(lambda: longest_wait(qtbot, acts[what]), LIMIT) < LIMIT


def test_an_hour_is_marked_and_put_back_without_hanging(qtbot: QtBot, whole: Window) -> None:
    """Every turn is laid out anew, and the words of harm are looked for aside."""
    mending = open_words(qtbot, whole)

    def toggle() -> float:
        mending.list.selectAll()
        qtbot.wait(100)
        took = longest_wait(qtbot, mending.off_record)
        qtbot.waitUntil(lambda: not mending.list._measuring.isActive(), timeout=10_000)
        taken[bool(mending.book.said.left_out)].append(took)
        return max(min(each, default=math.inf) for each in taken.values())

    taken: dict[bool, list[float]] = {True: [], False: []}
    assert best(toggle, BLOCK) < BLOCK
    assert all(taken.values())


@pytest.mark.parametrize("go", [Go.REVIEW, Go.APPROVE])
def test_an_hours_document_opens_without_hanging(qtbot: QtBot, whole: Window, session: Session, go: Go) -> None:
    """Its review and its approval, after it was made aside, as the screen of the words does."""
    document = actions.transcript_document(session, V1)
    if go is Go.APPROVE:
        review_actions.change(session.vault, document.id, all_settled)

    def opening() -> float:
        whole.window.go_to(Place(Go.VISITS))
        actions.latest_transcript_document(session, V1)
        qtbot.wait(200)  # the list of visits is drawn, and the screen before it is gone
        took = longest_wait(qtbot, lambda: whole.window.go_to(Place(go, V1, transcript=True)))
        screen = whole.window.screen_shown
        assert isinstance(screen, ReviewScreen | ApproveScreen) and screen.document.id == document.id
        assert not isinstance(screen, ApproveScreen) or screen.text.toPlainText() == screen.shown
        return took

    assert best(opening, BLOCK) < BLOCK


def all_settled(document: Document) -> Document:
    """With each flag kept and each section confirmed."""
    for claim in document.open_flags:
        document = review.accept_claim(document, claim.id, "I heard it")
    for section in document.sections:
        document = review.confirm_section(document, section.id)
    return document


def test_a_key_is_on_the_screen_at_once(qtbot: QtBot, whole: Window) -> None:
    """Typing in the middle of it, also when a line is added and while what was typed is stored."""
    mending = open_words(qtbot, whole)
    mending.list.go_to(TurnId("t300"))
    mending.edit()
    editor = mending.editing.editor
    assert editor is not None
    qtbot.wait(100)

    def typing() -> float:
        taken = []
        for letter in "and so it went on for a while, until the line was full and the next had begun":
            began = time.monotonic()
            QTest.keyClick(editor.edit, letter)
            QApplication.processEvents()
            taken.append(time.monotonic() - began)
        return max(taken)

    assert best(typing, ECHO) < ECHO


def test_storing_what_is_typed_never_sticks(qtbot: QtBot, whole: Window) -> None:
    """It happens by itself when typing pauses: the next key must not wait for it."""
    mending = open_words(qtbot, whole)
    mending.list.go_to(TurnId("t301"))
    mending.edit()
    editor = mending.editing.editor
    assert editor is not None
    letters = cycle("typed")

    def store() -> None:
        QTest.keyClick(editor.edit, next(letters))
        mending.editing.keep()

    assert best(lambda: longest_wait(qtbot, store), LIMIT) < LIMIT
