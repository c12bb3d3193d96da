"""The page of figures: what a worker changed before approving, and that none of it goes anywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.fakes import FakeActions
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.quality import QualityScreen
from ui.words_quality import Quality as Words


def shown(whole: Window) -> str:
    """All that the screen says."""
    whole.window.go_to(Place(Go.QUALITY))
    screen = whole.window.screen_shown
    assert isinstance(screen, QualityScreen)
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if not label.isHidden())


def test_the_numbers_are_told_in_sentences_for_all_and_by_month(whole: Window, fake: FakeActions) -> None:
    """Of two months there are three cards, the newest month before the other, and who sees it stands last."""
    fake.put_quality()
    text = shown(whole)
    for said in (
        "You approved 2 documents.",
        "You changed 12 in 100 words of the drafts.",
        "Of 80 statements you kept 68, edited 8 and took out 4.",
        "Half of them were approved within 32 minutes of Stop.",
        "You put right 1 in 100 words that were heard.",
    ):
        assert said in text
    assert text.index(Words.ALL) < text.index("March 2026") < text.index("February 2026") < text.index(Words.PRIVATE)


def test_with_no_approval_it_says_so(whole: Window) -> None:
    """No row of noughts."""
    text = shown(whole)
    assert Words.NONE in text and "0 " not in text


def test_it_is_reached_from_the_settings_and_goes_back_there(whole: Window) -> None:
    """By a button of its own; Done leads back."""
    whole.window.go_to(Place(Go.SETTINGS))
    settings = whole.window.screen_shown
    assert settings is not None
    (opener,) = [one for one in settings.findChildren(QPushButton) if one.accessibleName() == Words.OPEN]
    opener.click()
    screen = whole.window.screen_shown
    assert isinstance(screen, QualityScreen)
    screen.main.click()
    assert whole.window.screen_shown is settings
