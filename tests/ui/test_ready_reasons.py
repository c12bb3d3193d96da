"""A flag is answered by one key, for a reason that is true: nobody says that they listened to what was not played."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scribe.visit import VisitId
from tests.ui.fakes import FakeActions
from tests.ui.test_walk import KEY, main_key, press, type_in
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.review import ReviewScreen
from ui.widgets.draft_list import DraftList
from ui.widgets.ready_reasons import all_in_view
from ui.widgets.sign import SignButton
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
    assert review.onward.at is not None and review.onward.at in review.obstacles
    press(qtbot, whole, KEY.Key_2)
    assert reasons(fake) == [Ready.THERE]


def test_only_who_played_it_can_say_that_they_listened(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """The third reason does nothing until the words were played, and says why."""
    press(qtbot, whole, KEY.Key_3)
    assert len(fake.notes[V4].open_flags) == 1
    assert review.evidence.deciding.ready.buttons[2].toolTip() == Ready.PLAY_FIRST
    press(qtbot, whole, KEY.Key_P)
    press(qtbot, whole, KEY.Key_3)
    assert reasons(fake) == [Ready.LISTENED]


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
@pytest.mark.parametrize("letters", [100, 200])
def test_changing_and_taking_out_are_as_near_as_keeping(
    whole: Window, fake: FakeActions, size: tuple[int, int], letters: int, qtbot: QtBot
) -> None:
    """All choices are in view on small screens also with the largest letters, however long the reason of the flag is:
    what is easiest to reach is what a tired person does. Changing and taking out come first.
    """
    whole.window.resize(*size)
    whole.change_setting("text_size", letters)
    whole.window.go_to(Place(Go.REVIEW, V4))
    screen = whole.window.screen_shown
    assert isinstance(screen, ReviewScreen)
    press(qtbot, whole, KEY.Key_F8)
    screen.evidence.flag.tell("Please check this", "\n".join(["Why"] * 30), "warn")
    deciding = screen.evidence.deciding
    every = (deciding.edit_button, deciding.remove_button, *deciding.ready.buttons, deciding.other_button)
    qtbot.waitUntil(lambda: all(all_in_view(made) for made in every))
    places = [(made.mapTo(screen, QPoint(0, 0)).y(), made.mapTo(screen, QPoint(0, 0)).x()) for made in every]
    assert places == sorted(places)
    assert {made.which for made in every if isinstance(made, SignButton)} == {"change", "out", "keep"}
    assert whole.window.height() == size[1] and screen.evidence_area.height() > 100


def test_a_flag_is_settled_by_taking_out_or_changing_in_as_many_keys(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """Delete takes out and goes on, as 1 keeps and goes on; undone, the flag is open and the keyboard on it again.
    After E, the words and Ctrl+S it goes on too.
    """
    flagged = review.item
    press(qtbot, whole, KEY.Key_Delete)
    assert fake.notes[V4].open_flags == () and review.item != flagged
    assert review.onward.at is not None and review.onward.at in review.obstacles
    press(qtbot, whole, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(fake.notes[V4].open_flags) == 1 and review.item == flagged
    press(qtbot, whole, KEY.Key_E)
    type_in(qtbot, "Mrs Begum said it hurts. ")
    press(qtbot, whole, KEY.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert fake.notes[V4].open_flags == () and review.item != flagged


def test_esc_closes_what_is_typed_and_keeps_it_for_the_next_time(
    whole: Window, review: ReviewScreen, qtbot: QtBot
) -> None:
    """Esc is no way to lose words, nor off the screen; 'Leave it as it was' lets go of them."""
    deciding = review.evidence.deciding
    press(qtbot, whole, KEY.Key_E)
    type_in(qtbot, "Half of it ")
    press(qtbot, whole, KEY.Key_Escape)
    assert whole.window.screen_shown is review and not deciding.editing and deciding.edit_button.hasFocus()
    press(qtbot, whole, KEY.Key_E)
    assert deciding.editor.toPlainText().startswith("Half of it ")
    flagged = review.chosen_claim()
    assert flagged is not None and isinstance(review.draft, DraftList)
    review.draft.choose_first()
    assert not deciding.editing
    review.draft.go_to_claim(flagged.id)
    press(qtbot, whole, KEY.Key_E)
    assert deciding.editor.toPlainText().startswith("Half of it "), "nor is it lost by looking at another statement"
    deciding.give_up_edit()
    press(qtbot, whole, KEY.Key_E)
    assert "Half of it" not in deciding.editor.toPlainText()
    press(qtbot, whole, KEY.Key_Escape)
    press(qtbot, whole, KEY.Key_4)
    type_in(qtbot, "She showed")
    press(qtbot, whole, KEY.Key_Escape)
    press(qtbot, whole, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert deciding.reasoning and deciding.reason.text() == "She showed"


def test_a_key_that_is_held_down_or_typed_keeps_nothing(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """Auto-repeat doesn't count, and a digit in a reason of one's own is a digit."""
    held = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_1, Qt.KeyboardModifier.NoModifier, "1", True)
    QApplication.sendEvent(review, held)
    assert len(fake.notes[V4].open_flags) == 1
    press(qtbot, whole, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    type_in(qtbot, "1 of 2 doctors said so")
    assert len(fake.notes[V4].open_flags) == 1
    main_key(qtbot, whole)
    assert reasons(fake) == ["1 of 2 doctors said so"]
