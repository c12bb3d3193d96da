"""The window that locks when nobody is there: nothing of a visit is seen, a recording goes on and is seen to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from scribe.errors import MoveNotAllowed
from scribe.keeping import Outlook, Planned
from scribe.passed_time import Doubt
from scribe.session import OpenRecording
from scribe.settings import Settings
from scribe.vault_keeping import Kept
from scribe.visit import VisitId
from tests.ui.fakes import FakeActions, FakeSession
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.idle_lock import LockPage
from ui.screens.base import Screen
from ui.screens.sound import SoundScreen
from ui.screens.transcript import TranscriptScreen
from ui.screens.visits import VisitsScreen
from ui.widgets.dialog import SureDialog
from ui.words import Keeping, Lock, Recording

S = TypeVar("S", bound=Screen)
V1, V2 = VisitId("v1"), VisitId("v2")


class Seconds:
    """A clock that goes on when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(whole: Window, session: FakeSession) -> Seconds:
    """The lock's clock, at the moment of the last use; it locks after 15 minutes."""
    session.settings = replace(session.settings, idle_lock_minutes=15)
    made = Seconds()
    whole.idle_lock._now, whole.idle_lock._used_at = made, 0.0
    return made


def words_seen() -> str:
    """Every word that can be seen in any window, and the windows' titles."""
    found = [each.windowTitle() for each in QApplication.topLevelWidgets() if each.isVisible()]
    for each in QApplication.allWidgets():
        if each.isVisible() and not each.visibleRegion().isEmpty():
            found.append(each.accessibleName())
            found.append(each.text() if isinstance(each, QLineEdit) else "")
    return "\n".join(found)


def screen_of(whole: Window, kind: type[S]) -> S:
    """The screen in front."""
    screen = whole.window.screen_shown
    assert isinstance(screen, kind)
    return screen


def page_of(whole: Window) -> LockPage:
    """The page that covers everything."""
    page = whole.idle_lock.page
    assert page is not None and page.isVisible()
    return page


def idle(whole: Window, clock: Seconds, minutes: float) -> None:
    """Nobody is there for so long."""
    clock.now += 60 * minutes
    whole.idle_lock.look()


def test_it_locks_after_the_minutes_that_are_set_and_hides_all_content(
    whole: Window, fake: FakeActions, clock: Seconds, qtbot: QtBot
) -> None:
    """Not before; then no name, no reference and no word of a visit is in any window or title; and back as it was."""
    whole.window.go_to(Place(Go.TRANSCRIPT, V2))
    screen = screen_of(whole, TranscriptScreen)
    visit = fake.visit_rows[V2]
    names = [person.name for person in visit.people] + [visit.reference]
    assert any(name in words_seen() for name in names)
    title = whole.window.windowTitle()
    idle(whole, clock, 14.9)
    assert whole.idle_lock.page is None
    idle(whole, clock, 0.2)
    page = page_of(whole)
    seen = words_seen()
    assert Lock.TITLE in seen and not any(name in seen for name in names)
    assert QApplication.focusWidget() is page.open_button
    qtbot.keyClick(page.open_button, Qt.Key.Key_Space)
    assert whole.idle_lock.page is None and screen.isVisible() and whole.window.windowTitle() == title


def test_a_key_or_the_mouse_in_any_window_keeps_it_open(whole: Window, clock: Seconds) -> None:
    """Each counts anew; 0 minutes: it never locks."""
    handle = whole.window.windowHandle()
    whole.idle_lock._watch(handle)
    corner = QPoint(5, 5)
    for press in (
        lambda: QTest.keyClick(handle, Qt.Key.Key_Shift),
        lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, corner),
    ):
        idle(whole, clock, 10)
        press()
        QApplication.processEvents()
        idle(whole, clock, 4.5)
        assert whole.idle_lock.page is None
    whole.desk.session.settings = Settings(idle_lock_minutes=0)
    idle(whole, clock, 10_000)
    assert whole.idle_lock.page is None


@pytest.mark.parametrize("touch", ["a key", "the mouse"])
def test_what_wakes_a_laptop_that_slept_too_long_finds_it_locked(whole: Window, clock: Seconds, touch: str) -> None:
    """A touch may come before the next look: it neither keeps the window open nor does anything in it."""
    handle, seen = whole.window.windowHandle(), []
    whole.idle_lock._watch(handle)
    whole.window.keyPressEvent = seen.append  # type: ignore[method-assign]
    clock.now += 60 * 120
    if touch == "a key":
        QTest.keyClick(handle, Qt.Key.Key_F24)
    else:
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    QApplication.processEvents()
    assert page_of(whole).isVisible() and not seen


def test_a_recording_goes_on_and_is_shown_with_its_time(
    whole: Window, fake: FakeActions, clock: Seconds, qtbot: QtBot
) -> None:
    """The small window and the captions are hidden and come back; a lost microphone is told; closing is refused."""
    whole.window.go_to(Place(Go.SOUND, V1))
    screen = screen_of(whole, SoundScreen)
    screen.main.click()
    qtbot.waitUntil(lambda: screen.windows is not None)
    assert screen.windows is not None
    screen.windows.show_or_hide_captions()
    screen.windows.open_small()
    small, captions = screen.windows.small, screen.windows.captions
    assert small is not None and captions is not None and not whole.window.isVisible()
    idle(whole, clock, 16)
    page = page_of(whole)
    assert not small.isVisible() and not captions.isVisible()
    assert fake.handle.state == "recording" and page.recording.isVisible()
    assert page.state.accessibleName() == Recording.RECORDING and page.elapsed.accessibleName() == "12:34"
    fake.handle.seconds, fake.handle.warning = 800.0, "The microphone was pulled out."
    whole.idle_lock.look()
    assert page.elapsed.accessibleName() == "13:20" and page.warning.accessibleName() == fake.handle.warning
    whole.window.close()
    assert whole.window.isVisible() and page.notice.words == Lock.OPEN_FIRST
    page.open_button.click()
    assert small.isVisible() and captions.isVisible() and not whole.window.isVisible()
    assert fake.handle.state == "recording" and V1 in fake.recordings
    screen.windows.close_small()
    captions.close()


def test_no_key_of_the_window_does_anything_behind_it(whole: Window, clock: Seconds, qtbot: QtBot) -> None:
    """Settings, help, back and Esc lead nowhere; after it they do again. What ends meanwhile shows no title."""
    idle(whole, clock, 16)
    page = page_of(whole)
    before = whole.window.screen_shown
    for key, held in (
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier),
    ):
        qtbot.keyClick(page.open_button, key, held)
    assert whole.window.screen_shown is before
    whole.window.go_to(Place(Go.TRANSCRIPT, V2))
    assert whole.window.windowTitle() == Lock.TITLE and page.isVisible()
    whole.idle_lock.unlock()
    assert whole.window.windowTitle() != Lock.TITLE
    qtbot.keyClick(whole.window.screen_shown, Qt.Key.Key_F1)
    assert len(whole.window._places) == 2
    whole.window.back()


def test_an_open_question_is_taken_as_not_answered(whole: Window, clock: Seconds) -> None:
    """A dialog may quote a visit: it is gone, and nothing was done."""
    said: list[int] = []
    dialog = SureDialog(whole.window, "Erase", "Words of a visit", "Yes")
    dialog.sure.connect(lambda: said.append(1))
    dialog.setModal(True)
    dialog.show()
    idle(whole, clock, 16)
    page_of(whole)
    assert "Words of a visit" not in words_seen() and not said
    whole.idle_lock.unlock()
    assert "Words of a visit" not in words_seen()


def test_a_vault_with_a_passphrase_asks_for_it(whole: Window, fake: FakeActions, clock: Seconds, qtbot: QtBot) -> None:
    """A wrong one is refused and gone from the field; the right one opens; what is typed is never shown."""
    fake.passphrase = "correct horse battery"
    idle(whole, clock, 16)
    page = page_of(whole)
    assert QApplication.focusWidget() is page.passphrase and page.passphrase.echoMode() is QLineEdit.EchoMode.Password
    page.open_button.click()
    assert whole.idle_lock.page is page
    qtbot.keyClicks(page.passphrase, "wrong")
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.open_button.isEnabled())
    assert page.passphrase.text() == "" and page.notice.words and whole.idle_lock.page is page
    qtbot.keyClicks(page.passphrase, fake.passphrase)
    with qtbot.waitSignal(whole.idle_lock.unlocked):
        qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert screen_of(whole, VisitsScreen).isVisible()


def test_practice_is_no_way_round_the_passphrase(
    whole: Window, fake: FakeActions, session: FakeSession, clock: Seconds, qtbot: QtBot
) -> None:
    """The worker's own visits are open behind the practice visit, and one press away from it."""
    fake.passphrase = "correct horse battery"
    whole._practise(FakeSession(settings=session.settings, practice=object()))
    idle(whole, clock, 16)
    page = page_of(whole)
    page.open_button.click()
    assert whole.idle_lock.page is page and QApplication.focusWidget() is page.passphrase
    qtbot.keyClicks(page.passphrase, fake.passphrase)
    with qtbot.waitSignal(whole.idle_lock.unlocked):
        qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    whole.leave_practice()
    assert whole.desk.session is session


def test_what_is_recorded_in_practice_is_shown_too(
    whole: Window, fake: FakeActions, session: FakeSession, clock: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The microphone is on in practice as well; the worker's own visits have no recording then."""
    practice = FakeSession(settings=session.settings, practice=object())
    going_on = (OpenRecording(fake.handle, 0.0, False),)  # type: ignore[arg-type]
    monkeypatch.setattr(fake, "open_recordings", lambda of: going_on if of is practice else ())
    whole._practise(practice)
    idle(whole, clock, 16)
    page = page_of(whole)
    assert page.recording.isVisible() and page.state.accessibleName() == Recording.RECORDING
    whole.idle_lock.unlock()
    whole.leave_practice()


def test_there_is_nothing_to_lock_before_the_visits_are_open(whole: Window, clock: Seconds) -> None:
    """The opening screen holds nothing of a visit."""
    session, whole.desk.session = whole.desk.session, type("None_", (), {"settings": Settings()})()
    idle(whole, clock, 16)
    assert whole.idle_lock.page is None
    whole.desk.session = session


# --- what will be erased
AT = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)


def test_what_will_be_erased_is_told_with_its_day(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """In the list of visits, as soon as it is known; of a long list the first, and all where they are asked for."""
    screen = screen_of(whole, VisitsScreen)
    assert not screen.keeping.isVisible()
    fake.outlook = Outlook(tuple(Planned(Kept.SOUND, V1, f"REF {n}", AT) for n in range(7)))
    with qtbot.waitSignal(whole.keeping.told):
        whole.keeping.look()
    assert screen.keeping.heading.accessibleName() == Keeping.soon(7)
    assert screen.keeping.words.accessibleName().splitlines() == [
        *(Keeping.line(f"REF {n}", "sound", AT) for n in range(3)), Keeping.more(4)
    ]  # fmt: skip
    every = [Keeping.line(f"REF {n}", "sound", AT) for n in range(7)]
    assert screen.keeping.all.isVisible() and screen.keeping.all.text() == Keeping.show_all(7)
    qtbot.keyClick(screen.keeping.all, Qt.Key.Key_Space)
    assert screen.keeping.words.accessibleName().splitlines() == every
    with qtbot.waitSignal(whole.keeping.told):  # a later look leaves it as it was
        whole.keeping.look()
    assert screen.keeping.words.accessibleName().splitlines() == every
    qtbot.keyClick(screen.keeping.all, Qt.Key.Key_Space)
    assert Keeping.more(4) in screen.keeping.words.accessibleName()
    fake.outlook = Outlook(fake.outlook.planned[:3])
    with qtbot.waitSignal(whole.keeping.told):
        whole.keeping.look()
    assert screen.keeping.words.accessibleName().splitlines() == every[:3] and not screen.keeping.all.isVisible()
    assert "4 December 2026" in screen.keeping.words.accessibleName() and not screen.keeping.answers.isVisible()
    whole.window.go_to(Place(Go.VISITS))
    assert screen_of(whole, VisitsScreen).keeping.isVisible()


@pytest.mark.parametrize("right", [True, False])
def test_a_date_that_is_doubted_is_asked_about(whole: Window, fake: FakeActions, qtbot: QtBot, right: bool) -> None:
    """Yes keeps the date that was shown; no does nothing, and says what to do."""
    fake.outlook = Outlook((Planned(Kept.SOUND, V1, "REF 1", AT),), doubt=Doubt(AT, AT.replace(year=2025)))
    with qtbot.waitSignal(whole.keeping.told):
        whole.keeping.look()
    card = screen_of(whole, VisitsScreen).keeping
    assert card.heading.accessibleName() == Keeping.is_it(AT) and "REF 1" not in card.words.accessibleName()
    if right:
        with qtbot.waitSignal(whole.keeping.told):
            card.yes.click()
        assert fake.dates_confirmed == [AT] and card.heading.accessibleName() == Keeping.soon(1)
    else:
        card.no.click()
        assert fake.dates_confirmed == [] and card.words.accessibleName() == Keeping.PUT_RIGHT
    assert not card.answers.isVisible()


def test_an_answer_that_is_not_kept_is_told_and_asked_again(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Refused, the question comes back with the date of now; while a look is under way the buttons come back."""
    fake.outlook = Outlook(doubt=Doubt(AT, AT.replace(year=2025)))
    with qtbot.waitSignal(whole.keeping.told):
        whole.keeping.look()
    screen = screen_of(whole, VisitsScreen)
    card, now = screen.keeping, AT.replace(year=2027)
    fake.date_refused, fake.outlook = MoveNotAllowed("The clock has changed."), Outlook(doubt=Doubt(now, AT))
    card.yes.click()
    qtbot.waitUntil(lambda: card.heading.accessibleName() == Keeping.is_it(now))
    assert card.answers.isVisible() and "The clock has changed." in screen.notice.words and not fake.dates_confirmed
    qtbot.waitUntil(lambda: whole.desk.work.under_way("keeping") is None)
    whole.keeping.look()
    card.yes.click()
    assert card.answers.isVisible()
    qtbot.waitUntil(lambda: whole.desk.work.under_way("keeping") is None)
    assert card.answers.isVisible() and not fake.dates_confirmed


def test_nothing_is_looked_after_in_practice(whole: Window, fake: FakeActions, session: FakeSession) -> None:
    """Nothing of it is kept."""
    session.practice = object()
    whole.keeping.look()
    assert whole.desk.work.under_way("keeping") is None
    session.practice = None
