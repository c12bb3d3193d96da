"""Coming to the screen of a visit's words, and what tests ask of it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from scribe.visit import VisitId
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.transcript import TranscriptScreen
from ui.screens.transcript_mending import Mending


def words_of(qtbot: QtBot, whole: Window, visit: VisitId) -> TranscriptScreen:
    """The screen of these words, once they are read and the screen knows what its main button is."""
    whole.window.go_to(Place(Go.TRANSCRIPT, visit))
    return there(qtbot, whole)


def there(qtbot: QtBot, whole: Window) -> TranscriptScreen:
    """The screen of words that is in front, once its words are there."""
    screen = whole.window.screen_shown
    assert isinstance(screen, TranscriptScreen)
    qtbot.waitUntil(lambda: screen.mending is not None and not screen.main.isHidden())
    return screen


def mending_of(screen: TranscriptScreen) -> Mending:
    """What mends its words."""
    assert screen.mending is not None
    return screen.mending
