"""A real microphone's child, a real vault and the real window: wherever the worker goes, the recording is in sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scribe import actions
from scribe.session import Session
from scribe.visit import Manner, VisitStage
from tests.app.test_actions import V1, hears, imported, segment, session, steady
from ui.__main__ import build
from ui.desk import Go, Place
from ui.screens.sound import SoundScreen
from ui.screens.transcript import TranscriptScreen

__all__ = ["session", "steady"]


@pytest.mark.parametrize("how", ["cancelled", "left"])
def test_a_recording_that_was_begun_is_shown_and_kept(qtbot: QtBot, session: Session, steady: None, how: str) -> None:
    """Cancel or another screen at once after Start: the recording is shown all the same; closing keeps all of it."""
    made = build(actions, session.settings, lambda: session, lambda: session)
    qtbot.addWidget(made.window)
    made.desk.session = session
    made.window.show()
    made.window.go_to(Place(Go.SOUND, V1))
    screen = made.window.screen_shown
    assert isinstance(screen, SoundScreen)
    screen.main.click()
    if how == "cancelled":
        QTest.keyClick(made.window, Qt.Key.Key_Escape)
        screen.working.cancel.click()
    else:
        made.window.go_to(Place(Go.VISITS))
    assert made.window.screen_shown is screen
    qtbot.waitUntil(lambda: screen.handle is not None and screen.handle.seconds > 0.5, timeout=15_000)
    made.window.close()
    made.window.close()
    qtbot.waitUntil(lambda: not made.window.isVisible(), timeout=15_000)
    assert actions.visit(session, V1).stage is VisitStage.RECORDED
    assert actions.recorded_seconds(session, V1) > 0.5 and session.recordings == {}


def test_jottings_are_among_the_words_as_soon_as_those_are_there(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    """What the job made is what was said alone; the screen shows what a note is written from."""
    imported(session, tmp_path, 8)
    actions.add_jotting(session, V1, Manner.SEEN, "bruise on arm", 3.0)
    hears(session, segment("hello there", 1.0, 2.0))
    made = build(actions, session.settings, lambda: session, lambda: session)
    qtbot.addWidget(made.window)
    made.desk.session = session
    made.window.show()
    made.window.go_to(Place(Go.TRANSCRIPT, V1, begin=True))
    screen = made.window.screen_shown
    assert isinstance(screen, TranscriptScreen)
    qtbot.waitUntil(lambda: screen.model is not None)
    assert screen.said is not None
    assert [turn.text for turn in screen.said.turns] == ["hello there", "bruise on arm"]
