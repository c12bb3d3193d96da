"""The pace of reading: for how long each section was in view or heard, and one gentle stop a section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from scribe.reading_pace import ReadingClock, pace_of, words_of
from scribe.visit import Document, SectionId
from ui.words_review import Pace as Words

if TYPE_CHECKING:
    from ui.screens.base import Screen
    from ui.widgets.notice import Notice
    from ui.widgets.reading_help import ReadingHelp

_LOOKS_EVERY = 250
"""Milliseconds."""


class Paced(Protocol):
    """A screen on which the sections of a document are read and confirmed."""

    notice: Notice
    reading_help: ReadingHelp | None

    @property
    def document(self) -> Document:
        """As it is now."""

    @property
    def sounding(self) -> bool:
        """Whether something of it is heard."""

    @property
    def section_here(self) -> SectionId | None:
        """The section in which the person is: what is heard is of this one."""

    def sections_in_view(self) -> set[SectionId]:
        """The sections of which anything is on the screen."""


class Pacing(QObject):
    """Only numbers, and only while the screen is there. `paced`: None where sections aren't paced, as the lines of a
    transcript are not.
    """

    def __init__(self, screen: Screen, paced: Paced | None, clock: ReadingClock | None = None) -> None:
        super().__init__(screen)
        self._screen, self._paced, self.clock = screen, paced, clock or ReadingClock()
        self._told: set[SectionId] = set()
        self._counted: tuple[Document | None, dict[SectionId, int]] = (None, {})
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOKS_EVERY)
        self._looking.timeout.connect(self.look)
        if paced is not None:
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
        if seconds is None or self._paced is None or section in self._told:
            return False
        pace = pace_of(self._paced.document, section, seconds)
        if pace.too_fast:
            self._told.add(section)
            self._paced.notice.tell(Words.TITLE, str(pace))
        return pace.too_fast

    def look(self) -> None:
        """Note what is on the screen now. Listening is to one section: it has all of these seconds."""
        words = self._words()
        self.clock.show({each: words.get(each, 0) for each in self._read_now()})

    def _read_now(self) -> set[SectionId]:
        paced = self._paced
        if paced is None or not self._screen.isVisible() or self._screen.window().isMinimized():
            return set()
        aloud = paced.reading_help is not None and paced.reading_help.reading
        here = paced.section_here
        return {here} if (paced.sounding or aloud) and here is not None else paced.sections_in_view()

    def _words(self) -> dict[SectionId, int]:
        document = self._paced.document if self._paced is not None else None
        if document is not None and self._counted[0] is not document:
            self._counted = document, {each.id: words_of(document, each.id) for each in document.sections}
        return self._counted[1]
