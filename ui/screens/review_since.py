"""The tab 'Since last visit' of a review, there where an earlier note of the same person was approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scribe.since_last import PerhapsSomebodyElse, SinceLast
from scribe.visit import Document, VisitId
from ui.widgets.buttons import button
from ui.widgets.layouts import scrolling
from ui.widgets.since_pane import SincePane
from ui.words_review import Since as Words

if TYPE_CHECKING:
    from ui.screens.review import ReviewScreen


class SinceTab:
    """It is looked for off the window's thread; until it is found, and where there is none, there is no tab."""

    def __init__(self, screen: ReviewScreen) -> None:
        self._screen = screen
        self._answers = 0
        self._answered: tuple[Document, VisitId, bool | None, bool | None] | None = None
        """The note as it was at the last answer, which visit it was about, what was said before, and what then."""
        self.pane = SincePane()
        self.area = scrolling(self.pane, Words.TITLE)
        self.tab = button(Words.TAB, self.show, style="tab", keys="B")
        self.tab.setCheckable(True)
        self.tab.hide()

    def look(self) -> None:
        """Compare the notes as they are now."""
        screen = self._screen
        # What was looked for before an answer is no answer to it.
        key = f"since {screen.visit.id}" + (f" {self._answers}" if self._answers else "")
        job = screen.desk.actions.since_last(screen.desk.session, screen.visit.id)
        bridge = screen.desk.work.under_way(key) or screen.desk.start(key, job)
        bridge.succeeded.connect(self._found)

    def show(self) -> None:
        """Bring the tab to the front, and compare again: the note may have been changed since."""
        if not self.tab.isHidden():
            self._screen.panes.show_side()
            self._screen.show_tab(self.area)
            self.follow()
            if self.pane.asking:  # the answers come next
                self.tab.setFocus(Qt.FocusReason.OtherFocusReason)
            self.look()

    def follow(self) -> None:
        """Be about the section where the person is."""
        item = self._screen.item
        self.pane.show_section(item.section if item is not None else None)

    def _found(self, since: SinceLast | PerhapsSomebodyElse | None) -> None:
        if self._screen.gone:
            return
        self.tab.setVisible(since is not None)
        if isinstance(since, PerhapsSomebodyElse):
            last, said = since.last_visit, False if since.said_no else None
            self.pane.ask(since, lambda same: self._answer(last, said, same))
        elif since is not None:
            self.pane.show_since(since, lambda visit, said: self._answer(visit, said, None))
        else:
            self.pane.show_none()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """The answers are a Tab away from the tab, though they were made after all else."""
        last = self.tab
        for made in self.pane.answers:
            QWidget.setTabOrder(last, made)
            last = made

    def take_back(self) -> bool:
        """Undo: an answer that is the last thing that was done on this screen. Whether there was one."""
        if self._answered is None or self._answered[0] is not self._screen.document:
            return False
        _, last, before, said = self._answered
        self._answer(last, said, before)
        self._answered = None
        return True

    def _answer(self, last: VisitId, before: bool | None, same: bool | None) -> None:
        """Keep what the person says, so that it is asked once; the keyboard stays with what comes of it."""
        screen = self._screen
        with screen.telling():
            screen.desk.actions.say_whose(screen.desk.session, screen.visit.id, last, same)
            self._answers += 1
            self._answered = (screen.document, last, before, same)
            self.tab.setFocus(Qt.FocusReason.OtherFocusReason)
            self.look()
