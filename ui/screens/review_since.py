"""The tab 'Since last visit' of a review, there where an earlier note of the same person was approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scribe.since_last import PerhapsSomebodyElse, SinceLast
from scribe.visit import DocumentId
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
        self._answers: dict[bool, set[DocumentId]] = {True: set(), False: set()}
        self.pane = SincePane()
        self.area = scrolling(self.pane, Words.TITLE)
        self.tab = button(Words.TAB, self.show, style="tab", keys="B")
        self.tab.setCheckable(True)
        self.tab.hide()

    def look(self) -> None:
        """Compare the notes as they are now."""
        screen = self._screen
        answered = sum(map(len, self._answers.values()))  # what was looked for before an answer is no answer to it
        key = f"since {screen.visit.id}" + (f" {answered}" if answered else "")
        act, session = screen.desk.actions, screen.desk.session
        job = act.since_last(session, screen.visit.id, same=self._answers[True], other=self._answers[False])
        bridge = screen.desk.work.under_way(key) or screen.desk.start(key, job)
        bridge.succeeded.connect(self._found)

    def show(self) -> None:
        """Bring the tab to the front, and compare again: the note may have been changed since."""
        if not self.tab.isHidden():
            self._screen.panes.show_side()
            self._screen.show_tab(self.area)
            self.follow()
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
            note = since.last_document
            self.pane.ask(since, lambda same: self._answer(note, same))
        elif since is not None:
            self.pane.show_since(since)
        else:
            self.pane.show_none()

    def _answer(self, note: DocumentId, same: bool) -> None:
        self._answers[same].add(note)
        self.look()
