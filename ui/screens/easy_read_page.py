"""The preview of an Easy Read: made from the very PDF, off the window's thread, and only while somebody looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.errors import explain

if TYPE_CHECKING:
    from ui.screens.easy_read import EasyReadScreen

_DPI = 96


class EasyPage:
    """One page at a time. What was asked for and is not wanted any more is not shown."""

    def __init__(self, screen: EasyReadScreen) -> None:
        self._screen = screen
        self._stale = True
        self._asked = 0
        pane = screen.page_pane
        pane.turned.connect(lambda _: self._make())
        pane.changed.connect(screen.acts.set_choices)
        pane.checked.connect(screen.acts.set_checked_by)

    def changed(self) -> None:
        """The Easy Read is another one: make its page again, once somebody looks."""
        self._stale = True
        if self._screen.left.currentWidget() is self._screen.page_area:
            self.look()

    def look(self) -> None:
        """Somebody looks at the page."""
        if self._stale:
            self._make()

    def _make(self) -> None:
        self._stale = False
        self._asked += 1
        asked, screen, pane = self._asked, self._screen, self._screen.page_pane
        pane.wait()
        act, session, document, number = screen.desk.actions, screen.desk.session, screen.document.id, pane.page
        bridge = screen.desk.in_background(
            "easy read page", "make the page", lambda: act.preview_page(session, document, number, _DPI)
        )

        def show(made: tuple[bytes, int]) -> None:
            if asked == self._asked and not screen.gone:
                pane.show_page(*made)

        def fail(error: BaseException) -> None:
            if asked == self._asked and not screen.gone:
                pane.show_none(str(explain(error)))

        bridge.succeeded.connect(show)
        bridge.failed.connect(fail)
