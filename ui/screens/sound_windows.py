"""The two windows beside the record screen: the small one that stands in for it, and the captions."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from ui.captions_window import CaptionsWindow
from ui.jotting_book import JottingBook
from ui.recording_watch import RecordingWatch
from ui.screens.base import Screen
from ui.small_window import SmallWindow
from ui.widgets.jottings import JottingLine


class SoundWindows(QObject):
    """Opens and closes them. Neither ever stops a recording by being closed."""

    pause = Signal()
    stop = Signal()
    captions_changed = Signal()

    def __init__(self, screen: Screen, watch: RecordingWatch, book: JottingBook, entry: JottingLine) -> None:
        super().__init__(watch)
        self._screen, self._watch, self._book, self._entry = screen, watch, book, entry
        self.small: SmallWindow | None = None
        self.captions: CaptionsWindow | None = None

    # --- the small window

    def open_small(self) -> None:
        """Show the small window in place of the large one."""
        if self.small is not None:
            return
        self.small = made = SmallWindow(self._watch, self._book)
        made.show_paused(self._watch.wants_pause)
        made.left.connect(self.close_small)
        made.pause.connect(self.pause)
        made.stop.connect(self.stop)
        large = self._screen.window()
        made.move(large.frameGeometry().topRight() - made.rect().topRight())
        made.show()
        large.hide()
        made.activateWindow()
        made.pause_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_small(self) -> None:
        """Back to the large window, which goes on with what is half typed."""
        made, self.small = self.small, None
        if made is None:
            return
        made.entry.hand_over(self._entry)
        large = self._screen.window()
        large.show()
        large.raise_()
        large.activateWindow()
        made.let_go()
        self._screen.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_paused(self, paused: bool) -> None:
        """What pressing P would do next."""
        if self.small is not None:
            self.small.show_paused(paused)

    # --- captions

    def show_or_hide_captions(self) -> None:
        """The other of the two."""
        if self.captions is not None:
            self.captions.close()
            return
        self.captions = made = CaptionsWindow(lambda: self._screen.desk.look)
        made.left.connect(self._captions_closed)
        self._watch.looked.connect(made.show_seen)
        self._turn_captions(True)
        made.show()
        self.captions_changed.emit()

    def _captions_closed(self) -> None:
        made, self.captions = self.captions, None
        if made is not None:
            self._watch.looked.disconnect(made.show_seen)
            made.deleteLater()
            self._turn_captions(False)
            self.captions_changed.emit()

    def _turn_captions(self, on: bool) -> None:
        live = self._watch.live
        if live is not None:
            self._screen.desk.in_background("captions", "captions", lambda: live.show_captions(on))

    def close(self) -> None:
        """The recording has ended."""
        self.close_small()
        if self.captions is not None:
            self.captions.let_go()
            self.captions = None
