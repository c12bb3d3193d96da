"""What is on screen while the visits are being opened, and where a failure to open them is told."""

from __future__ import annotations

from collections.abc import Callable

from ui.desk import Desk
from ui.screens.base import Screen
from ui.words import Common


class OpeningScreen(Screen):
    """Nothing to do here unless it fails; then the main button tries again."""

    def __init__(self, desk: Desk, again: Callable[[], object]) -> None:
        super().__init__(desk, Common.OPENING, Common.OPENING_INTRO)
        self._again = again

    def wait(self) -> None:
        """It has begun: there is nothing to press meanwhile."""
        self.notice.quiet()
        self.intro.show()
        self.main.hide()

    def show_error(self, error: BaseException) -> None:
        """Tell why, and offer to try again."""
        super().show_error(error)
        self.ask_again()

    def ask_again(self) -> None:
        """The person did not want to open them just now."""
        self.intro.hide()
        self.set_main(Common.TRY_AGAIN, self._again)
        self.main.setFocus()
