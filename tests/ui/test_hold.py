"""A legal hold in the window: how it is come to, put on with a reason, seen, and taken off."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from scribe.errors import DiskFull
from scribe.visit import Visit, VisitId
from tests.ui.fakes import FakeActions
from tests.ui.test_walk import main_key, named, shown, type_in
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.erase import EraseScreen
from ui.screens.hold import HoldScreen
from ui.screens.visits import VisitsScreen
from ui.words import Erase, Hold

V2 = VisitId("v2")
WHY = "Asked for by the court."


def hold_screen(whole: Window) -> HoldScreen:
    """The screen, in front."""
    whole.window.go_to(Place(Go.HOLD, V2))
    screen = whole.window.screen_shown
    assert isinstance(screen, HoldScreen)
    return screen


def test_a_hold_takes_a_reason(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """By keyboard: without a reason it is asked for; with one the hold is on and shown, and the way leads back."""
    screen = hold_screen(whole)
    main_key(qtbot, whole)
    assert screen.notice.words == Hold.WHY_MISSING
    assert fake.visit_rows[V2].held == ""
    type_in(qtbot, WHY)
    main_key(qtbot, whole)
    assert fake.visit_rows[V2].held == WHY
    assert screen.notice.words == Hold.NOW_ON
    assert screen.reason.accessibleName() == Hold.reason(WHY)
    assert not screen.why.isVisibleTo(screen)
    main_key(qtbot, whole)
    shown(qtbot, whole, VisitsScreen)


def test_a_hold_is_seen_in_the_list(whole: Window, fake: FakeActions) -> None:
    """The row of a visit on hold says so in words; the others don't."""
    fake.hold_visit(None, V2, WHY)
    whole.window.go_to(Place(Go.VISITS))
    rows = whole.window.screen_shown
    assert isinstance(rows, VisitsScreen)
    said = {s.visit.id: made.accessibleName() for s, made in zip(rows.summaries, rows.buttons, strict=True)}
    assert [visit for visit, words in said.items() if Hold.CHIP in words] == [V2]


def test_a_hold_is_taken_off_and_put_on_again(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Taken off by mistake, its reason is still there, so one press puts it on again."""
    fake.hold_visit(None, V2, WHY)
    screen = hold_screen(whole)
    named(screen, Hold.TAKE_OFF).click()
    assert fake.visit_rows[V2].held == ""
    assert screen.notice.words == Hold.NOW_OFF
    assert not screen.take_off.isVisibleTo(screen)
    main_key(qtbot, whole)
    assert fake.visit_rows[V2].held == WHY


def test_a_hold_that_could_not_be_kept_is_told(
    whole: Window, fake: FakeActions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen says so, and neither claims that it is on nor loses what was typed."""

    def fail(session: object, visit: VisitId, why: str) -> Visit:
        raise DiskFull

    monkeypatch.setattr(fake, "hold_visit", fail)
    screen = hold_screen(whole)
    screen.why.setText(WHY)
    screen.main.click()
    assert DiskFull.sentence.split(".")[0] in screen.notice.words
    assert screen.why.text() == WHY and screen.main.text() == Hold.PUT_ON


def test_larger_text_keeps_the_reason(whole: Window, fake: FakeActions) -> None:
    """Changing the text size in the middle of it leaves the screen with what is typed there."""
    screen = hold_screen(whole)
    screen.why.setText(WHY)
    whole.change_setting("text_size", 150)
    assert whole.window.screen_shown is screen


@pytest.mark.parametrize("place", [Place(Go.SOUND, V2), Place(Go.TRANSCRIPT, V2), Place(Go.TRANSCRIPT, VisitId("v3"))])
def test_a_hold_is_reached_from_the_screens_of_a_visit(whole: Window, qtbot: QtBot, place: Place) -> None:
    """The screens of its sound and of its words, before and after there are words, lead to the hold."""
    whole.window.go_to(place)
    screen = whole.window.screen_shown
    assert screen is not None
    named(screen, Hold.HOLD).click()
    shown(qtbot, whole, HoldScreen)


@pytest.mark.parametrize(("held", "words"), [("", Hold.PUT_ON_VISIT), (WHY, Hold.TAKE_OFF)])
def test_erasing_leads_to_the_hold(whole: Window, fake: FakeActions, qtbot: QtBot, held: str, words: str) -> None:
    """Whoever came to erase can put a hold on instead, or take the one off that is in the way; nothing is erased."""
    fake.hold_visit(None, V2, held)
    whole.window.go_to(Place(Go.ERASE, V2))
    screen = whole.window.screen_shown
    assert isinstance(screen, EraseScreen)
    qtbot.waitUntil(lambda: not screen.working.busy)
    assert screen.main.text() == (Erase.BACK if held else Erase.ERASE)
    named(screen, words).click()
    shown(qtbot, whole, HoldScreen)
    assert fake.visit_rows[V2].held == held
    assert fake.erasures == []
