"""The keys of the Easy Read screen, and hearing a line: the words of the letter, then the line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton

from scribe.visit import ClaimId
from ui.read_aloud import Passage, ReadPlace
from ui.screens.single_keys import SingleKeys
from ui.widgets.easy_letter import SOURCE_KEY
from ui.widgets.line_focus import LineFocus, rect_of
from ui.widgets.reading_help import ReadingHelp

if TYPE_CHECKING:
    from ui.screens.easy_read import EasyReadScreen

_Key = Qt.Key


class EasyKeys(SingleKeys):
    """What each key does in the editor of an Easy Read."""

    def __init__(self, screen: EasyReadScreen) -> None:
        self._screen = screen
        self._plain: dict[int, Callable[[], object]] = {
            _Key.Key_E: screen.begin_edit,
            _Key.Key_Delete: screen.acts.take_out,
            _Key.Key_R: screen.offer_repairs,
            _Key.Key_I: screen.choose_picture,
            _Key.Key_P: lambda: screen.hearing.hear(both=False),
            _Key.Key_L: lambda: screen.hearing.hear(both=True),
            _Key.Key_A: screen.begin_adding,
            _Key.Key_O: screen.show_left_out,
            _Key.Key_V: screen.show_page,
            _Key.Key_W: screen.show_report,
            _Key.Key_S: screen.panes.change,
            _Key.Key_4: screen.begin_reason,
        }
        screen.key("F8", screen.onward.go)
        screen.key("F9", screen.go_to_hard)
        screen.key("Ctrl+K", self._keep)
        screen.key("Ctrl+S", lambda: screen.lines.editor.ask_keep() if screen.editing else None)
        screen.key("Alt+Up", lambda: screen.acts.move(-1))
        screen.key("Alt+Down", lambda: screen.acts.move(1))
        screen.key("Ctrl+Z", screen.acts.undo)
        screen.key("Ctrl+Y", screen.acts.redo)
        screen.key("Ctrl+Shift+Z", screen.acts.redo)

    def _offered(self, number: int) -> QAbstractButton | None:
        """The wording of that number, or the reason to keep, whichever is offered."""
        deciding = self._screen.deciding
        return (deciding.repair_offered if deciding.repairs_shown else deciding.ready.offered)(number)

    def _keep(self) -> None:
        """Ctrl+K first asks for the reason, then keeps."""
        deciding = self._screen.deciding
        if deciding.reasoning:
            deciding.ask_keep()
        else:
            self._screen.begin_reason()


class EasyHearing:
    """One key to hear the line, one to hear the words of the letter and then the line."""

    def __init__(self, screen: EasyReadScreen) -> None:
        self._screen = screen
        self.heard: set[ClaimId] = set()
        """Lines whose letter and words were listened to, one after the other, and not changed since."""
        self._both: ClaimId | None = None
        lines, theme = screen.lines, screen.desk.look.theme

        def chosen() -> QRect | None:
            return rect_of(lines.button_of(lines.line_id), lines.area)

        def under(at: QPoint) -> QRect | None:
            return rect_of(lines.under(lines.mapFrom(lines.area.viewport(), at)), lines.area)

        focus = LineFocus(lines.area, theme, chosen, under)
        self.help = ReadingHelp(screen, focus, lines.passages, self._show)
        screen.reading_help = self.help

    def hear(self, *, both: bool) -> None:
        """Hear the chosen line; while anything is read, be quiet."""
        screen, aloud = self._screen, self.help.aloud
        line = screen.lines.line_id
        claim = screen.claim(line)
        if self.help.reading:
            aloud.stop()
        elif line is not None and claim is not None:
            source = screen.letter.marked.strip() if both else ""
            self._both = line if source else None
            spoken = [Passage(SOURCE_KEY, screen.letter.marked)] if source else []
            screen.notice.quiet()
            aloud.read([*spoken, Passage(line, claim.text)])

    def _show(self, place: ReadPlace) -> None:
        screen = self._screen
        screen.letter.mark_read(place)
        screen.lines.mark_read(place)
        if self._both is not None and place.key == self._both:
            self.heard.add(self._both)
            self._both = None
            screen.explain(keep_open=True)
