"""The pace of a review: for how long each section was in view or heard, and one gentle stop a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from scribe.reading_pace import ReadingClock, pace_of, words_of
from scribe.visit import Document, SectionId
from ui.widgets.draft_list import DraftList
from ui.words_review import Pace as Words

if TYPE_CHECKING:
    from ui.screens.review import ReviewScreen

_LOOKS_EVERY = 250
"""Milliseconds."""


class Pacing(QObject):
    """Only numbers, and only while the screen is there. The lines of a transcript are not paced."""

    def __init__(self, screen: ReviewScreen, clock: ReadingClock | None = None) -> None:
        super().__init__(screen)
        self._screen, self.clock = screen, clock or ReadingClock()
        self._told: set[SectionId] = set()
        self._counted: tuple[Document | None, dict[SectionId, int]] = (None, {})
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOKS_EVERY)
        self._looking.timeout.connect(self.look)
        if isinstance(screen.draft, DraftList):
            self._looking.start()

    def seconds(self, section: SectionId) -> float | None:
        """For how long it was read or listened to; None where that isn't known."""
        return self.clock.seconds(section) if self._looking.isActive() else None

    def told(self, section: SectionId) -> bool:
        """Whether the person was stopped at this section: what comes next counts."""
        return section in self._told

    def stops(self, section: SectionId) -> bool:
        """Stop once at a section that nobody can have read, and say why; never a second time."""
        seconds = self.seconds(section)
        if seconds is None or section in self._told:
            return False
        pace = pace_of(self._screen.document, section, seconds)
        if pace.too_fast:
            self._told.add(section)
            self._screen.notice.tell(Words.TITLE, str(pace))
        return pace.too_fast

    def look(self) -> None:
        """Note what is on the screen now. Listening is to one section: it has all of these seconds."""
        words = self._words()
        self.clock.show({each: words.get(each, 0) for each in self._read_now()})

    def _read_now(self) -> set[SectionId]:
        screen = self._screen
        if not screen.isVisible() or screen.window().isMinimized() or not isinstance(screen.draft, DraftList):
            return set()
        aloud = screen.reading_help is not None and screen.reading_help.reading
        here = screen.item.section if screen.item is not None else None
        return {here} if (screen.sounding or aloud) and here is not None else screen.draft.in_view()

    def _words(self) -> dict[SectionId, int]:
        document = self._screen.document
        if self._counted[0] is not document:
            self._counted = document, {each.id: words_of(document, each.id) for each in document.sections}
        return self._counted[1]
