"""A window on a fake, without a display."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.fakes import FakeActions, FakeSession, full_house
from ui.__main__ import Window, build, make_application
from ui.theme import Look


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: object) -> None:
    """The application in its own style and typefaces."""
    make_application(Look())


@pytest.fixture
def fake() -> FakeActions:
    """Actions on visits at every step."""
    return full_house()


@pytest.fixture
def session() -> Iterator[FakeSession]:
    """A session whose lanes are stopped afterwards."""
    made = FakeSession()
    yield made
    made.close()


def close(qtbot: QtBot, whole: Window) -> None:
    """Close it as a person does who is recording: unlocked, asked once, then saved, then closed."""
    window = whole.window
    whole.idle_lock.unlock()
    for _ in range(2):
        window.close()
    qtbot.waitUntil(lambda: window.stack.count() == 0)


@pytest.fixture
def whole(qtbot: QtBot, fake: FakeActions, session: FakeSession) -> Iterator[Window]:
    """The window, shown, with its visits open."""
    made = build(fake, session.settings, lambda: session, lambda: session)
    qtbot.addWidget(made.window, before_close_func=lambda _: close(qtbot, made))
    made.window.resize(1366, 768)
    made.show("visits")
    qtbot.waitUntil(lambda: made.window.screen_shown is not made.opening)
    made.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield made
