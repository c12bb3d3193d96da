"""The settings screen: when words are made, and what IT has set."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget

from scribe.settings import TABLE
from tests.ui.fakes import FakeSession
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.words import Settings


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
