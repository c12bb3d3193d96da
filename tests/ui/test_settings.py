"""The settings screen: when words are made, and what IT has set."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from models.errors import EngineFailed
from models.progress import Progress
from scribe.jobs import JobContext
from scribe.settings import TABLE
from tests.ui.fakes import FakeActions, FakeSession
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.settings import SettingsScreen
from ui.widgets.exam_card import ExamCard
from ui.words import Exam, Settings


def settings_screen(whole: Window) -> QWidget:
    """The screen, in front."""
    whole.window.go_to(Place(Go.SETTINGS))
    screen = whole.window.screen_shown
    assert screen is not None
    return screen


def words_radios(screen: QWidget) -> dict[str, QRadioButton]:
    """The choices of when words are made, by the setting's value."""
    by_name = {radio.accessibleName(): radio for radio in screen.findChildren(QRadioButton)}
    return {value: by_name[f"{Settings.WORDS}: {words}"] for value, words in Settings.WORDS_WHEN.items()}


def test_every_choice_of_the_setting_is_offered_and_explained(whole: Window) -> None:
    """Each value that the setting can have is there, says what it means, and the present one is chosen."""
    radios = words_radios(settings_screen(whole))
    assert set(radios) == set(TABLE["live_words"].metadata["choices"]) == set(Settings.WORDS_HELP)
    assert [value for value, radio in radios.items() if radio.isChecked()] == ["always"]
    assert [radio.accessibleDescription() for radio in radios.values()] == list(Settings.WORDS_HELP.values())


@pytest.mark.parametrize("value", ["mains", "after"])
def test_a_choice_is_kept(whole: Window, session: FakeSession, value: str) -> None:
    """It is stored at once."""
    words_radios(settings_screen(whole))[value].click()
    assert session.settings.live_words == value


def test_what_it_has_set_can_only_be_read(whole: Window, session: FakeSession) -> None:
    """The choice is shown and can't be changed, and the screen says why; the other settings stay open."""
    session.settings = replace(session.settings, live_words="after", locked=frozenset({"live_words"}))
    screen = settings_screen(whole)
    radios = words_radios(screen)
    assert radios["after"].isChecked()
    assert not any(radio.isEnabled() for radio in radios.values())
    assert all(radio.isEnabled() for radio in screen.findChildren(QRadioButton) if radio not in radios.values())
    said = [label.accessibleName() for label in screen.findChildren(QLabel)]
    assert said.count(Settings.SET_BY_IT) == 1


def test_the_language_model_sits_its_exam_while_the_person_goes_on(
    whole: Window, fake: FakeActions, qtbot: QtBot
) -> None:
    """What it may do is told; one button begins the exam, which goes on behind other screens and tells its result."""
    may_end = threading.Event()

    def gate(context: JobContext) -> None:
        context.progress(Progress(50, 100, "examining the model"))
        may_end.wait(10)

    fake.work_gate = gate  # type: ignore[method-assign]
    card = exam_card(whole)
    assert card.told.accessibleName() == "Robin-135M has not sat the exam, so it is not used."
    card.begin.click()
    assert card.working.isVisibleTo(card) and not card.begin.isEnabled()
    whole.window.go_to(Place(Go.HELP))
    again = exam_card(whole)
    assert again.working.busy and not again.begin.isEnabled()
    may_end.set()
    qtbot.waitUntil(again.begin.isEnabled)
    assert again.told.accessibleName() == "Robin-135M may write one sentence at a time."
    assert not again.working.busy


def test_an_exam_can_be_stopped_and_a_failed_one_says_so(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Neither changes what the model may do; the button is there again."""

    def until_cancelled(context: JobContext) -> None:
        while True:
            context.cancel.raise_if_asked()
            threading.Event().wait(0.01)

    def fail(_: JobContext) -> None:
        raise EngineFailed

    card = exam_card(whole)
    fake.work_gate = until_cancelled  # type: ignore[method-assign]
    card.begin.click()
    card.working.cancel.click()
    qtbot.waitUntil(card.begin.isEnabled)
    assert card.told.accessibleName() == fake.standing
    fake.work_gate = fail  # type: ignore[method-assign]
    card.begin.click()
    qtbot.waitUntil(card.begin.isEnabled)
    assert card.told.accessibleName() != fake.standing and "sat" not in card.told.accessibleName()


def test_without_a_language_model_there_is_no_exam(whole: Window, fake: FakeActions) -> None:
    """The card says that drafts are made by rules, and offers no button; nobody is promised a whole section."""
    fake.standing = ""
    card = exam_card(whole)
    assert card.told.accessibleName() == Exam.NO_MODEL and not card.begin.isVisibleTo(card)
    said = [label.accessibleName() for label in card.findChildren(QLabel)]
    assert any("whole section" in words for words in said)


def exam_card(whole: Window) -> ExamCard:
    """The card of the language model, in front."""
    screen = settings_screen(whole)
    assert isinstance(screen, SettingsScreen)
    return screen.exam
