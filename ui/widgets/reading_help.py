"""Reading aloud and line focus for a screen that shows a text to read: two buttons, three keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.errors import TOLD
from ui.read_aloud import Passage, ReadAloud, Reading, ReadPlace
from ui.widgets.buttons import rename
from ui.widgets.line_focus import LineFocus
from ui.words_reading import ReadAloud as Words

if TYPE_CHECKING:
    from ui.screens.base import Screen

Show = Callable[[ReadPlace], object]
"""Mark what is being read and bring it into view; NOWHERE: mark nothing."""


class ReadingHelp(QObject):
    """`passages` gives what is to be read from where the person is: the selection, else all from there to the end."""

    def __init__(self, screen: Screen, focus: LineFocus, passages: Callable[[], Iterable[Passage]], show: Show) -> None:
        super().__init__(screen)
        self._screen, self.focus, self._passages = screen, focus, passages
        settings = screen.desk.session.settings
        self.aloud = ReadAloud(settings.reading_voice, settings.reading_speed, self)
        self.aloud.at.connect(show)
        self.aloud.changed.connect(self._say_state)
        self.aloud.ended.connect(self._tell)
        self.read_button = screen.add_other(Words.READ, self.read_or_stop, keys="Ctrl+R")
        self.focus_button = screen.add_other(Words.FOCUS, self.toggle_focus, keys="Ctrl+Shift+L", name=Words.FOCUS_NAME)
        self.focus_button.setCheckable(True)
        screen.key("Ctrl+R", self.read_or_stop)
        screen.key("Ctrl+Shift+L", self.toggle_focus)
        screen.key("Ctrl+Shift+Right", lambda: self.aloud.skip(1))
        screen.key("Ctrl+Shift+Left", lambda: self.aloud.skip(-1))
        self._focus_on(screen.desk.look.line_focus)

    @property
    def reading(self) -> bool:
        """Whether it reads aloud, or is about to."""
        return self.aloud.state in (Reading.READING, Reading.PREPARING)

    def read_or_stop(self) -> None:
        """Read from where the person is; while it reads, stop. The screen follows the voice, so the place is kept."""
        if self.reading:
            self.aloud.stop()
            return
        self._screen.stop_playing()
        passages = tuple(self._passages())
        if any(passage.text.strip() for passage in passages):
            self._screen.notice.quiet()
            self.aloud.read(passages)
        else:
            self._screen.notice.tell(Words.NOTHING)

    def toggle_focus(self) -> None:
        """Line focus on or off, now and on every screen from now on."""
        on = not self.focus.on
        self._focus_on(on)
        desk = self._screen.desk
        desk.look = replace(desk.look, line_focus=on)
        try:
            desk.actions.change_setting(desk.session, "line_focus", "on" if on else "off")
        except TOLD:
            return  # IT has set it: it is as wished until the screen is left

    def close(self) -> None:
        """Be quiet."""
        self.aloud.close()
        self.focus.set_on(False)

    def _focus_on(self, on: bool) -> None:
        self.focus.set_on(on)
        self.focus_button.setChecked(on)
        self.focus_button.setText(Words.FOCUS_ON if on else Words.FOCUS)

    def _say_state(self, state: Reading) -> None:
        words = {Reading.PREPARING: Words.PREPARING, Reading.READING: Words.STOP}.get(state, Words.READ)
        rename(self.read_button, words)

    def _tell(self, problem: str) -> None:
        if problem:
            self._screen.notice.tell(problem, tone="warn")
