"""Whose work is in Fairnote can be read in the window: at the end of the help, when it is asked for."""

from __future__ import annotations

from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.help import HelpScreen
from ui.widgets.text import Text
from ui.words import Help


def test_every_part_is_shown_with_its_licence(whole: Window) -> None:
    """Not before it is asked for; then each part on a line, and the button is gone."""
    whole.window.go_to(Place(Go.HELP))
    screen = whole.window.screen_shown
    assert isinstance(screen, HelpScreen)
    before = {each.accessibleName() for each in screen.findChildren(Text)}
    assert all(step in before and what in before for step, what in Help.STEPS)
    assert Help.LICENCES in before and not any("BSD-3-Clause" in text for text in before)
    screen.show_licences.click()
    shown = {each.accessibleName() for each in screen.findChildren(Text)}
    assert "numpy 2.4. Licence: BSD-3-Clause." in shown
    assert "OpenDyslexic. Licence: Open Font License. By Abbie Gonzalez." in shown
    assert screen.show_licences.isHidden()
