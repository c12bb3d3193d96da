"""What the strip promises that is there while sound is played."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scribe.visit import VisitId
from tests.ui.fakes import FakeActions, FakePlaying
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.review import ReviewScreen
from ui.theme import TARGET_PIXELS
from ui.widgets.player_bar import SPEEDS, PlayerBar
from ui.words_reading import Player as Words

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def review(whole: Window) -> ReviewScreen:
    """A note that is being checked."""
    whole.window.go_to(Place(Go.REVIEW, VisitId("v4")))
    screen = whole.window.screen_shown
    assert isinstance(screen, ReviewScreen)
    return screen


@pytest.fixture
def bar(review: ReviewScreen, fake: FakeActions, qtbot: QtBot) -> PlayerBar:
    """Its strip, while seconds 60 to 66.5 are played."""
    assert not review.player_bar.isVisible()
    review.play(review.visit.id, 60.0, 66.5)
    qtbot.waitUntil(lambda: review.player_bar.playing)
    return review.player_bar


def press(screen: ReviewScreen, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    """A key, where the keyboard is. The offscreen platform takes the window's activation away now and then."""
    window = screen.window()
    window.activateWindow()
    for _ in range(100):
        if (holder := QApplication.focusWidget()) is not None:
            break
        QTest.qWait(10)
    assert holder is not None
    QTest.keyClick(holder, key, modifier)
    QTest.keyRelease(window, Qt.Key.Key_Control)


def test_the_strip_shows_while_something_is_played_and_follows_it(
    bar: PlayerBar, fake: FakeActions, qtbot: QtBot
) -> None:
    """It says the place about thirty times a second, and stops looking when the sound has ended."""
    assert bar.isVisible() and bar.play_button.text() == Words.PAUSE
    with qtbot.waitSignal(bar.moved, check_params_cb=lambda at: at == 62.0):
        fake.playing.at = 62.0
    assert bar.time_words.text() == "1:02"
    with qtbot.waitSignal(bar.ended, check_params_cb=lambda problem: problem == ""):
        fake.playing.finished = True
    assert not bar.playing and bar.play_button.text() == Words.PLAY and not bar._looking.isActive()
    assert bar.isVisible()  # nothing jumps at the end of each word


def test_what_can_not_be_played_is_said(review: ReviewScreen, bar: PlayerBar, fake: FakeActions, qtbot: QtBot) -> None:
    """The screen tells the sentence."""
    with qtbot.waitSignal(bar.ended):
        fake.playing.problem, fake.playing.finished = "No loudspeaker.", True
    assert "No loudspeaker." in review.notice.accessibleName()


def test_what_was_paused_too_long_goes_on_where_it_was(
    review: ReviewScreen, bar: PlayerBar, fake: FakeActions, qtbot: QtBot
) -> None:
    """The child that plays has left meanwhile; the person presses play, and hears what comes next."""
    bar.pause()
    fake.playing.at, fake.playing.finished = 63.0, True
    press(review, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bar.playing)
    assert fake.played[-1] == (63.0, 66.5)


def test_every_key_does_what_its_button_does(review: ReviewScreen, bar: PlayerBar, fake: FakeActions) -> None:
    """Pause, back, skip, slower, faster, repeat; and each button says its key."""
    playing: FakePlaying = fake.playing
    press(review, Qt.Key.Key_Space)
    assert playing.paused and bar.play_button.text() == Words.PLAY
    press(review, Qt.Key.Key_Space)
    assert not playing.paused
    playing.at = 64.0
    press(review, Qt.Key.Key_Left)
    assert playing.at == 61.0
    press(review, Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier)
    assert playing.at == 64.0
    press(review, Qt.Key.Key_Up)
    press(review, Qt.Key.Key_Down)
    press(review, Qt.Key.Key_Down)
    press(review, Qt.Key.Key_L)
    assert playing.asked == [("speed", 1.25), ("speed", 1.0), ("speed", 0.75), ("loop", True)]
    assert bar.speed_words.text() == "0.75 times" and bar.loop_button.text() == Words.LOOPING
    for made, keys in ((bar.play_button, Words.PLAY_KEYS), (bar.loop_button, Words.LOOP_KEYS)):
        assert keys in made.toolTip() and keys in made.accessibleDescription()


def test_speed_and_repeat_stay_for_what_is_played_next(
    review: ReviewScreen, bar: PlayerBar, fake: FakeActions, qtbot: QtBot
) -> None:
    """A worker who needs it slow does not ask for each turn again."""
    bar.slower_button.click()
    bar.loop_button.click()
    bar.stop()
    review.play(review.visit.id, 10.0, 12.0)
    qtbot.waitUntil(lambda: fake.played == [(60.0, 66.5), (10.0, 12.0)])
    assert fake.played_how == (0.75, True)


def test_the_slowest_and_the_fastest_are_the_ends(bar: PlayerBar) -> None:
    """There is nothing beyond half and twice the speed."""
    for _ in range(9):
        bar.slower()
    assert bar.speed == SPEEDS[0] == 0.5 and not bar.slower_button.isEnabled()
    for _ in range(9):
        bar.faster()
    assert bar.speed == SPEEDS[-1] == 2.0 and not bar.faster_button.isEnabled()


def test_playing_never_takes_the_keyboard(review: ReviewScreen, bar: PlayerBar, fake: FakeActions) -> None:
    """Somebody who types goes on typing, whether keys or the mouse are used to play."""
    writing = next(made.writing for made in review.draft.sections.values() if made.writing is not None)
    writing.setFocus()
    for made in (bar.play_button, bar.back_button, bar.slower_button, bar.loop_button):
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
        assert review.window().focusWidget() is writing
    fake.playing.at = 64.0
    press(review, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
    assert fake.playing.at == 61.0 and review.window().focusWidget() is writing


def test_in_a_text_control_left_still_goes_back_a_word(review: ReviewScreen, bar: PlayerBar, fake: FakeActions) -> None:
    """Ctrl+Left belongs to the text while somebody types: then F6 goes back in the sound."""
    writing = next(made.writing for made in review.draft.sections.values() if made.writing is not None)
    writing.setFocus()
    writing.setPlainText("one two")
    writing.moveCursor(writing.textCursor().MoveOperation.End)
    before = fake.playing.at
    press(review, Qt.Key.Key_Left)
    assert writing.textCursor().position() == 4 and fake.playing.at == before


def test_esc_pauses_what_is_heard_and_goes_back_only_then(
    whole: Window, review: ReviewScreen, bar: PlayerBar, fake: FakeActions
) -> None:
    """Nobody loses their place by silencing the laptop."""
    press(review, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert fake.playing.paused and whole.window.screen_shown is review
    press(review, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert whole.window.screen_shown is not review


def test_at_the_end_the_same_can_be_heard_again(
    review: ReviewScreen, bar: PlayerBar, fake: FakeActions, qtbot: QtBot
) -> None:
    """Play plays it from its start; back plays its last three seconds."""
    with qtbot.waitSignal(bar.ended):
        fake.playing.at, fake.playing.finished = 66.5, True
    bar.back_button.click()
    qtbot.waitUntil(lambda: bar.playing)
    with qtbot.waitSignal(bar.ended):
        fake.playing.at, fake.playing.finished = 66.5, True
    press(review, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bar.playing)
    assert fake.played == [(60.0, 66.5), (63.5, 66.5), (60.0, 66.5)]


def test_leaving_the_screen_stops_the_sound(
    whole: Window, review: ReviewScreen, bar: PlayerBar, fake: FakeActions
) -> None:
    """Nothing is heard of a screen that is gone."""
    playing = fake.playing
    whole.window.go_to(Place(Go.VISITS))
    assert playing.finished


def test_all_of_it_can_be_pressed_and_is_named(bar: PlayerBar) -> None:
    """44 pixels at least (WCAG 2.2, 2.5.5), a name for each, and 'Repeat' says to a screen reader whether it is on."""
    for made in (
        bar.play_button, bar.back_button, bar.ahead_button, bar.slower_button, bar.faster_button, bar.loop_button
    ):  # fmt: skip
        assert made.height() >= TARGET_PIXELS and made.accessibleName()
    bar.toggle_loop()
    interface = QAccessible.queryAccessibleInterface(bar.loop_button)
    assert interface is not None and interface.state().checked  # type: ignore[attr-defined]
