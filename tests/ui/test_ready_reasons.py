"""A flag is answered by one key, for a reason that is true: nobody says that they listened to what was not played."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scribe.visit import VisitId
from tests.ui.fakes import FakeActions
from tests.ui.test_walk import KEY, main_key, press, type_in
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.review import ReviewScreen
from ui.widgets.ready_reasons import all_in_view
from ui.words_review import Ready

V4 = VisitId("v4")


@pytest.fixture
def review(whole: Window, qtbot: QtBot) -> ReviewScreen:
    """A review with the keyboard on its one flag."""
    whole.window.go_to(Place(Go.REVIEW, V4))
    screen = whole.window.screen_shown
    assert isinstance(screen, ReviewScreen)
    press(qtbot, whole, KEY.Key_F8)
    return screen


def reasons(fake: FakeActions) -> list[str]:
    """Why flagged statements were kept."""
    return [c.settled.reason for s in fake.notes[V4].sections for c in s.claims if c.settled is not None]


def test_one_key_keeps_a_flagged_statement_and_goes_on(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """The reason is stored as it stands on its button, and the keyboard is at what comes next."""
    assert len(fake.notes[V4].open_flags) == 1
    press(qtbot, whole, KEY.Key_1)
    assert fake.notes[V4].open_flags == () and reasons(fake) == [Ready.THERE]
    assert review._at is not None and review._at in review.obstacles
    press(qtbot, whole, KEY.Key_2)
    assert reasons(fake) == [Ready.THERE]


def test_only_who_played_it_can_say_that_they_listened(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """The third reason does nothing until the words were played, and says why."""
    press(qtbot, whole, KEY.Key_3)
    assert len(fake.notes[V4].open_flags) == 1
    assert review.evidence.ready.buttons[2].toolTip() == Ready.PLAY_FIRST
    press(qtbot, whole, KEY.Key_P)
    press(qtbot, whole, KEY.Key_3)
    assert reasons(fake) == [Ready.LISTENED]


def test_a_reason_that_is_out_of_view_is_shown_before_it_counts(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """In a low window the first press brings the reasons into view, and only the second keeps the statement."""
    whole.window.resize(1366, 620)
    bar = review.evidence_area.verticalScrollBar()
    review.evidence.flag.tell("Please check this", "\n".join(["Why"] * 30), "warn")
    qtbot.waitUntil(lambda: not all_in_view(review.evidence.ready.buttons[0]))
    assert bar.value() == 0
    press(qtbot, whole, KEY.Key_1)
    assert len(fake.notes[V4].open_flags) == 1 and bar.value() > 0
    press(qtbot, whole, KEY.Key_1)
    assert reasons(fake) == [Ready.THERE]


def test_a_key_that_is_held_down_or_typed_keeps_nothing(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """Auto-repeat doesn't count, and a digit in a reason of one's own is a digit."""
    held = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_1, Qt.KeyboardModifier.NoModifier, "1", True)
    QApplication.sendEvent(review, held)
    assert len(fake.notes[V4].open_flags) == 1
    main_key(qtbot, whole)
    type_in(qtbot, "1 of 2 doctors said so")
    assert len(fake.notes[V4].open_flags) == 1
    main_key(qtbot, whole)
    assert reasons(fake) == ["1 of 2 doctors said so"]
