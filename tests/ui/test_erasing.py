"""Erasing a visit: what is asked first, the second press, the way back; and what comes first in the list of visits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from scribe.visit import Agreed, VisitId, VisitStage
from tests.ui.fakes import FakeActions, FakeHarm, FakeSession
from tests.ui.test_walk import KEY, main_key, named, press, shown, type_in
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.erase import EraseScreen
from ui.screens.review import ReviewScreen
from ui.screens.visits import VisitsScreen
from ui.words import Erase, Visits

V2, V3 = VisitId("v2"), VisitId("v3")


def erase_screen(whole: Window, qtbot: QtBot, visit: VisitId = V2) -> EraseScreen:
    """The screen, once it knows whether harm was mentioned."""
    whole.window.go_to(Place(Go.ERASE, visit))
    screen = whole.window.screen_shown
    assert isinstance(screen, EraseScreen)
    qtbot.waitUntil(lambda: not screen.working.busy)
    return screen


def meant(screen: EraseScreen, qtbot: QtBot) -> None:
    """Wait until the second press counts."""
    assert screen.main.text() == Erase.sure(screen.visit.reference)
    qtbot.waitUntil(screen.main.isEnabled)


def test_erasing_takes_a_reason_and_a_second_press(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Without a reason nothing goes on; with one the main button asks first, and erases when pressed again."""
    screen = erase_screen(whole, qtbot)
    assert screen.undo.accessibleName() == Erase.undo(7)
    main_key(qtbot, whole)
    assert screen.notice.words == Erase.WHY_MISSING
    type_in(qtbot, "They changed their mind.")
    main_key(qtbot, whole)
    assert fake.erasures == []
    assert screen.notice.words.startswith(Erase.SURE)
    meant(screen, qtbot)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: screen.title.accessibleName() == Erase.DONE_TITLE)
    assert fake.erasures == [{"visit": V2, "why": "They changed their mind.", "to_record": "", "no_harm": False}]
    main_key(qtbot, whole)
    shown(qtbot, whole, VisitsScreen)


def test_a_double_click_erases_nothing(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Two quick presses only ask: the second one counts after a moment."""
    screen = erase_screen(whole, qtbot)
    screen.why.setText("A mistake")
    screen.main.click()
    screen.main.click()
    main_key(qtbot, whole)
    assert fake.erasures == []
    assert screen.sure


def test_a_change_takes_the_question_back(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """After 'Are you sure?' a changed reason means that it is asked once more."""
    screen = erase_screen(whole, qtbot)
    screen.why.setText("A mistake")
    screen.main.click()
    meant(screen, qtbot)
    screen.why.setText("Another reason")
    assert screen.main.text() == Erase.ERASE
    screen.main.click()
    assert fake.erasures == []


def test_harm_has_to_be_recorded_first(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The moments are shown, no tick can wave them away, and what is written is kept and can be opened."""
    fake.harm = FakeHarm(("At 3:12: “He grabbed my arm.”",))
    screen = erase_screen(whole, qtbot)
    assert "He grabbed my arm." in screen.moments.accessibleName()
    assert not screen.no_harm.isVisibleTo(screen)
    screen.why.setText("They asked.")
    screen.main.click()
    assert screen.notice.words == Erase.RECORD_MISSING
    assert not screen.sure
    screen.to_record.setPlainText("She said he grabbed her arm. Passed to the duty team.")
    screen.main.click()
    meant(screen, qtbot)
    screen.main.click()
    qtbot.waitUntil(lambda: bool(fake.erasures))
    assert fake.erasures[0]["to_record"] == "She said he grabbed her arm. Passed to the duty team."
    qtbot.waitUntil(lambda: screen.open_record.isVisibleTo(screen))
    screen.open_record.click()
    shown(qtbot, whole, ReviewScreen)


def test_where_it_is_not_known_the_worker_says(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Sound that is not words yet: the worker ticks that no harm was mentioned, or writes what must be recorded."""
    fake.harm = FakeHarm((), known=False)
    screen = erase_screen(whole, qtbot)
    screen.why.setText("They asked.")
    screen.main.click()
    assert screen.notice.words == Erase.NO_HARM_MISSING
    screen.no_harm.setChecked(True)
    screen.main.click()
    meant(screen, qtbot)
    screen.main.click()
    qtbot.waitUntil(lambda: bool(fake.erasures))
    assert (fake.erasures[0]["no_harm"], fake.erasures[0]["to_record"]) == (True, "")


def test_a_hold_leaves_nothing_to_erase(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A visit on hold says why; the main button leads back, and there is nothing to fill in."""
    fake.hold_visit(None, V2, "Asked for by the court.")
    screen = erase_screen(whole, qtbot)
    assert screen.notice.words.startswith(Erase.HELD)
    assert "Asked for by the court." in screen.notice.words
    assert screen.main.text() == Erase.BACK
    assert not screen.why.isVisibleTo(screen) and not screen.not_this.isVisibleTo(screen)
    screen.main.click()
    assert fake.erasures == []


def test_without_an_answer_on_harm_nothing_is_erased(
    whole: Window, fake: FakeActions, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it could not be looked up whether harm was mentioned, there is only the way back."""

    def fail(session: object, visit: VisitId) -> FakeHarm:
        raise OSError

    monkeypatch.setattr(fake, "harm_mentioned", fail)
    screen = erase_screen(whole, qtbot)
    assert screen.main.text() == Erase.BACK
    screen.main.click()
    assert fake.erasures == []


def test_how_long_it_can_be_undone_is_the_policys(
    whole: Window, fake: FakeActions, qtbot: QtBot, session: FakeSession
) -> None:
    """With no days to undo it, the screen says that it can't be undone, and offers no way back afterwards."""

    class Strict:
        restore_days = 0
        unfiled_hours = 24

    session.settings = Strict()  # type: ignore[assignment]
    screen = erase_screen(whole, qtbot)
    assert Erase.NOT_BACK in screen.undo.accessibleName()
    screen.why.setText("Policy")
    screen.main.click()
    meant(screen, qtbot)
    screen.main.click()
    qtbot.waitUntil(lambda: screen.title.accessibleName() == Erase.DONE_TITLE)
    assert not screen.bring_back.isVisibleTo(screen)


def test_the_reason_is_there_where_somebody_asked(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """After a withdrawal the reason is filled in, and can be changed."""
    first, *others = fake.visit_rows[V2].people
    gone = replace(first, agreement=replace(first.agreement, answer=Agreed.WITHDRAWN))
    fake.change_people(None, V2, (gone, *others))
    assert erase_screen(whole, qtbot).why.text() == Erase.ASKED


def test_an_erased_visit_can_be_brought_back_from_the_list(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """'Recently erased' says how many, opens to a line each, and 'Bring back' puts the visit into the list again."""
    fake.put_erased(V2)
    whole.window.go_to(Place(Go.VISITS))
    rows = whole.window.screen_shown
    assert isinstance(rows, VisitsScreen)
    assert rows.erased.opener.text() == Visits.erased(1)
    assert not rows.erased.frame.isVisibleTo(rows)
    rows.erased.opener.click()
    rows.erased.buttons[0].click()
    assert V2 in fake.visit_rows
    assert rows.notice.words == Visits.is_back("204-102")
    assert not rows.erased.isVisibleTo(rows)


def test_it_can_be_brought_back_at_once(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Right after erasing, 'Bring back' undoes it."""
    screen = erase_screen(whole, qtbot)
    screen.why.setText("A mistake")
    screen.main.click()
    meant(screen, qtbot)
    screen.main.click()
    qtbot.waitUntil(lambda: screen.bring_back.isVisibleTo(screen))
    screen.bring_back.click()
    shown(qtbot, whole, VisitsScreen)
    assert V2 in fake.visit_rows


def test_del_in_the_list_leads_to_the_screen_that_asks(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Del on a visit of the list erases nothing by itself: it opens the screen about that very visit."""
    rows = whole.window.screen_shown
    assert isinstance(rows, VisitsScreen)
    rows.buttons[2].setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, whole, KEY.Key_Delete)
    shown(qtbot, whole, EraseScreen)
    screen = whole.window.screen_shown
    assert isinstance(screen, EraseScreen)
    assert screen.visit == rows.summaries[2].visit
    assert fake.erasures == []


@pytest.mark.parametrize("place", [Place(Go.SOUND, VisitId("v1")), Place(Go.SOUND, V2), Place(Go.TRANSCRIPT, V3)])
def test_erasing_is_reached_from_the_screens_of_a_visit(whole: Window, qtbot: QtBot, place: Place) -> None:
    """The screens of a visit's sound and of its words have a button that leads to erasing it."""
    whole.window.go_to(place)
    screen = whole.window.screen_shown
    assert screen is not None
    named(screen, Erase.ERASE).click()
    shown(qtbot, whole, EraseScreen)


def test_larger_text_loses_nothing_that_is_typed(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Changing the text size in the middle of it leaves the screen with what is written there."""
    screen = erase_screen(whole, qtbot)
    screen.to_record.setPlainText("She said he grabbed her arm.")
    whole.change_setting("text_size", 150)
    assert whole.window.screen_shown is screen
    assert screen.to_record.toPlainText() == "She said he grabbed her arm."


def test_unfinished_recordings_come_first(whole: Window, fake: FakeActions) -> None:
    """A recording that was cut off is at the top, whatever its age, and its row says that what was saved is safe."""
    fake.put(8, VisitStage.RECORDING)
    whole.window.go_to(Place(Go.VISITS))
    rows = whole.window.screen_shown
    assert isinstance(rows, VisitsScreen)
    assert rows.summaries[0].visit.id == "v8"
    assert Visits.RECOVERED in rows.buttons[0].accessibleName()
