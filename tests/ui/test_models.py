"""The models of a laptop in the window: what each may do, adding, checking, removing, and what IT has set."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.memory_tiers import TooLittleMemory
from models.pack_signing import NotSigned
from scribe.first_use import FirstUse
from scribe.jobs import JobContext
from scribe.model_packs import NOBODY, WITHDRAWN
from tests.ui.conftest import Window
from tests.ui.fakes import FakeActions
from ui.desk import Go, Place
from ui.screens.models import ModelsScreen
from ui.screens.settings import SettingsScreen
from ui.words_models import Models


@pytest.fixture
def screen(whole: Window) -> ModelsScreen:
    return opened(whole)


def opened(whole: Window) -> ModelsScreen:
    whole.window.go_to(Place(Go.MODELS))
    found = whole.window.screen_shown
    assert isinstance(found, ModelsScreen)
    return found


def said(screen: ModelsScreen) -> str:
    """All that stands there."""
    return "\n".join(label.accessibleName() for label in screen.findChildren(QLabel) if label.isVisibleTo(screen))


def named(screen: ModelsScreen, name: str) -> QPushButton:
    """The button that a screen reader calls so."""
    found = [made for made in screen.findChildren(QPushButton) if made.accessibleName() == name]
    assert len(found) == 1, [made.accessibleName() for made in screen.findChildren(QPushButton)]
    return found[0]


def test_the_settings_lead_to_it_and_back(whole: Window) -> None:
    """One button there, and Done goes back to them."""
    whole.window.go_to(Place(Go.SETTINGS))
    settings = whole.window.screen_shown
    assert isinstance(settings, SettingsScreen)
    next(made for made in settings.findChildren(QPushButton) if made.text() == Models.OPEN).click()
    screen = whole.window.screen_shown
    assert isinstance(screen, ModelsScreen)
    screen.main.click()
    assert whole.window.screen_shown is not screen


def test_each_model_says_what_it_does_and_may_and_needs(screen: ModelsScreen) -> None:
    """What it is for, what it needs, whether this laptop has that, and why it is not used."""
    words = said(screen)
    for expected in (
        *(Models.KINDS[kind] for kind in ("transcriber", "writer")),
        "This laptop has 8 GB of memory.",
        "Robin-135M has not sat the exam, so it is not used.",
        "4,900 MB. Licence: Apache-2.0. For laptops with 16 GB of memory or more.",
        Models.TOO_LARGE,
        Models.CHECK_FIRST,
    ):
        assert expected in words, expected
    assert not [made for made in screen.findChildren(QPushButton) if made.accessibleName() == "Remove tiny.en"]
    assert screen.add_folder.text() == Models.ADD_FOLDER and screen.add_file.isVisibleTo(screen)


def test_a_pack_is_added_and_then_checked(screen: ModelsScreen, fake: FakeActions, qtbot: QtBot) -> None:
    """It is shown with its check to do; after the check it says what it may do, and where that was found out."""
    screen.bring_in(Path("Heron-3B"))
    qtbot.waitUntil(lambda: screen.notice.words == Models.added("Heron-3B"))
    named(screen, Models.CHECK_NAME.format(name="Heron-3B")).click()
    qtbot.waitUntil(lambda: screen.notice.words.startswith("Heron-3B was checked"))
    qtbot.waitUntil(lambda: "Heron-3B may write one sentence at a time" in said(screen))
    assert "That result came in its pack: 27 November 2026, Fairnote 0.1.0." in said(screen)


def test_a_recogniser_listens_before_it_is_used(whole: Window, fake: FakeActions) -> None:
    """It sits no exam: one button lets it listen."""
    fake.held[0] = replace(fake.held[0], first_use=FirstUse.CHECK, removable=True)
    screen = opened(whole)
    assert Models.HEAR_FIRST in said(screen)
    assert named(screen, Models.CHECK_NAME.format(name="tiny.en")).isEnabled()
    names = [made.accessibleName() for made in screen.findChildren(QPushButton)]
    assert Models.EXAM_NAME.format(name="tiny.en") not in names


@pytest.mark.parametrize("error", [NotSigned(), TooLittleMemory()])
def test_a_refused_pack_says_why(error: Exception, screen: ModelsScreen, fake: FakeActions, qtbot: QtBot) -> None:
    """What happened, what is safe, what to do; nothing is added, and another can be tried."""
    before = list(fake.held)
    fake.models_error = error
    screen.bring_in(Path("Heron-3B"))
    qtbot.waitUntil(lambda: "What to do" in screen.notice.words)
    assert fake.held == before and screen.add_folder.isEnabled()


def test_an_exam_goes_on_behind_other_screens(
    whole: Window, screen: ModelsScreen, fake: FakeActions, qtbot: QtBot
) -> None:
    """Whoever comes back finds it, can begin nothing beside it, and reads its result when it has ended."""
    may_end = threading.Event()

    def gate(_: JobContext) -> None:
        may_end.wait(10)

    fake.models_gate = gate
    exam = Models.EXAM_NAME.format(name="Robin-135M")
    named(screen, exam).click()
    assert screen.working.busy and not screen.add_folder.isEnabled() and not named(screen, exam).isEnabled()
    assert screen.main.isEnabled()
    screen.main.click()
    again = opened(whole)
    assert again is not screen and again.working.busy and not again.add_folder.isEnabled()
    may_end.set()
    qtbot.waitUntil(again.add_folder.isEnabled)
    qtbot.waitUntil(lambda: "Robin-135M may write one sentence at a time" in said(again))


def test_a_stopped_exam_changes_nothing(screen: ModelsScreen, fake: FakeActions, qtbot: QtBot) -> None:
    """Cancel is a choice; everything can be pressed again."""

    def until_cancelled(context: JobContext) -> None:
        while True:
            context.cancel.raise_if_asked()
            threading.Event().wait(0.01)

    before, fake.models_gate = list(fake.held), until_cancelled
    named(screen, Models.EXAM_NAME.format(name="Robin-135M")).click()
    screen.working.cancel.click()
    qtbot.waitUntil(screen.add_folder.isEnabled)
    assert fake.held == before and named(screen, "Remove Owl-8B").isEnabled()


def test_a_damaged_model_is_told_of_beside_the_others(whole: Window, fake: FakeActions) -> None:
    """One that can't be read hides none."""
    fake.models_damaged = ("The record of the model in wren can't be read.",)
    screen = opened(whole)
    assert fake.models_damaged[0] in said(screen) and named(screen, "Remove Owl-8B")


def test_removing_asks_first(screen: ModelsScreen, fake: FakeActions) -> None:
    """One press asks and says what stays, the next removes; the keyboard stays on the screen."""
    named(screen, "Remove Owl-8B").click()
    assert Models.REMOVE_KEPT in screen.notice.words and len(fake.held) == 4
    named(screen, Models.KEEP_IT).click()
    assert not screen.notice.words and len(fake.held) == 4
    named(screen, "Remove Owl-8B").click()
    named(screen, Models.REMOVE_IT).click()
    assert screen.notice.words == Models.removed("Owl-8B")
    assert "Owl-8B" not in [one.model.name for one in fake.held]
    QApplication.processEvents()
    assert screen.window().focusWidget() is screen.main


def test_what_it_has_set_says_so(whole: Window, fake: FakeActions) -> None:
    """Nobody but IT adds or removes; the exam can still be sat."""
    fake.models_locked = NOBODY
    screen = opened(whole)
    words = said(screen)
    assert NOBODY in words
    assert not screen.add_folder.isVisibleTo(screen) and not screen.add_file.isVisibleTo(screen)
    assert not named(screen, "Remove Owl-8B").isEnabled()
    assert named(screen, Models.EXAM_NAME.format(name="Robin-135M")).isEnabled()


def test_where_all_must_be_signed_a_single_file_is_not_offered(whole: Window, fake: FakeActions) -> None:
    """And a model that is not signed says that it is never started; it can only be removed."""
    session = whole.desk.session
    session.settings = replace(session.settings, model_pack_public_key="RW")
    fake.held[3] = replace(fake.held[3], allowed=False)
    screen = opened(whole)
    assert not screen.add_file.isVisibleTo(screen) and screen.add_folder.isVisibleTo(screen)
    assert screen.add_folder.text() == Models.ADD_PACK and Models.PACK_HELP in said(screen)
    assert Models.NOT_SIGNED in said(screen)
    names = [made.accessibleName() for made in screen.findChildren(QPushButton)]
    assert Models.EXAM_NAME.format(name="Owl-8B") not in names and "Remove Owl-8B" in names


def test_a_withdrawn_model_can_only_be_taken_away(whole: Window) -> None:
    """It says so; a check or an exam that would be refused is not offered."""
    actions = whole.desk.actions
    assert isinstance(actions, FakeActions)
    held = actions.held_models(whole.desk.session)
    (one, *_) = [each for each in held if each.model.kind == "writer" and each.allowed]
    actions.held_models = lambda _: (  # type: ignore[method-assign]
        replace(one, withdrawn=True, first_use=FirstUse.CHECK, standing=WITHDRAWN),
    )
    screen = opened(whole)
    assert f"{one.model.name} {WITHDRAWN}." in said(screen)
    names = {made.accessibleName() for made in screen.findChildren(QPushButton)}
    assert not names & {each.format(name=one.model.name) for each in (Models.CHECK_NAME, Models.EXAM_NAME)}
