"""A worker in the car: the real window driven by the keyboard alone, with every key counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.test_walk import holder, press
from ui.__main__ import Window
from ui.screens.base import Screen

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
