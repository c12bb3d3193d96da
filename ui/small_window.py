"""The small window: what a recording is doing, and the few things to do with it, out of the way of everything else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent

from scribe.visit import Manner
from ui.jotting_book import JottingBook
from ui.recording_watch import RecordingWatch, Seen
from ui.side_window import SideWindow
from ui.theme import SPACE
from ui.widgets.buttons import button, rename
from ui.widgets.jottings import JottingLine
from ui.widgets.layouts import column, flow_of, row
from ui.widgets.level_meter import LevelMeter
from ui.widgets.notice import Notice
from ui.widgets.text import Text, announce
from ui.words import Small as Words

WIDTH = 340
"""Its least width in pixels; it grows with the text."""
_TYPING = 22
"""How many times the height of the text it is wide at least while something is jotted."""


class SmallWindow(SideWindow):
    """Always on top, and remembers nothing. Closing it is going back to the large window: it never stops anything."""

    stop = Signal()
    pause = Signal()

    def __init__(self, watch: RecordingWatch, book: JottingBook) -> None:
        super().__init__(Words.TITLE, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self._book = book
        self._warned = ""
        self._build()
        self._keys()
        watch.looked.connect(self.show_seen)
        book.said.connect(self._say)
        book.failed.connect(lambda _: self.left.emit())
        self.show_seen(watch.look())

    def _build(self) -> None:
        inside = column(self, gap=SPACE[1], margin=SPACE[2])
        head = row(gap=SPACE[2])
        self.state = Text("", "label")
        self.elapsed = Text("", "heading")
        self.elapsed.setWordWrap(False)
        head.addWidget(self.state, 1)
        head.addWidget(self.elapsed, 0, Qt.AlignmentFlag.AlignTop)
        self.meter = LevelMeter(small=True)
        self.notice = Notice()
        self.said = Text("", "small")
        self.said.hide()
        self.entry = JottingLine(self._book)
        self.entry.left.connect(self._close_line)
        self.entry.hide()
        self.pause_button = button(Words.PAUSE, self.pause.emit, keys="P")
        self.mark_button = button(Words.MARK, self._book.mark, keys="M")
        self.jot_button = button(Words.JOT, self.jot, keys="J")
        self.stop_button = button(Words.STOP, self.stop.emit, style="primary", keys="Ctrl+Enter", name=Words.STOP_NAME)
        self.bigger_button = button(Words.BIGGER, self.left.emit, keys="Ctrl+M, Esc", name=Words.BIGGER_NAME)
        inside.addLayout(head)
        for widget in (self.meter, self.notice, self.said, self.entry):
            inside.addWidget(widget)
        inside.addWidget(flow_of(self.pause_button, self.mark_button, self.jot_button))
        inside.addWidget(flow_of(self.stop_button, self.bigger_button))
        inside.addStretch()
        self.fit()

    def _keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("P", self.pause.emit),
            ("M", self._book.mark),
            ("J", self.jot),
            ("Ctrl+Return", self.stop.emit),
            ("Ctrl+Enter", self.stop.emit),
            ("Ctrl+M", self.left.emit),
            ("Esc", self.left.emit),
            ("Ctrl+1", lambda: self.entry.choose(Manner.SEEN)),
            ("Ctrl+2", lambda: self.entry.choose(Manner.TOLD)),
            ("Ctrl+3", lambda: self.entry.choose(Manner.VIEW)),
        )
        for sequence, act in keys:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda a=act: a())

    # --- showing

    def show_seen(self, seen: Seen) -> None:
        """Show how the recording is; what it does is announced when it changes."""
        if self.state.accessibleName() != seen.state:
            self.state.say(seen.state)
            announce(self.state)
        self.elapsed.say(seen.elapsed)
        if seen.hearing:
            self.meter.show_level(seen.level, seen.peak)
        else:
            self.meter.rest()
        if seen.warning != self._warned:
            self._warned = seen.warning
            if seen.warning:
                self.notice.tell(seen.warning, tone="danger")
            else:
                self.notice.quiet()
            self.fit()

    def show_paused(self, paused: bool) -> None:
        """What pressing P would do next."""
        rename(self.pause_button, Words.RESUME if paused else Words.PAUSE)

    def jot(self) -> None:
        """Open the line, and put the keyboard into it."""
        self.entry.show()
        self.entry.begin()
        self.fit()

    def _close_line(self) -> None:
        """What is half typed is there again when the line is opened."""
        self.entry.hide()
        self.jot_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _say(self, words: str) -> None:
        self.said.say(words)
        self.said.show()
        announce(self.said)
        self.fit()

    def fit(self) -> None:
        """Once it is laid out: how high everything is, is known only then."""
        QTimer.singleShot(0, self, self._fit_now)

    def _fit_now(self) -> None:
        """As wide as a row of buttons, as high as what is in it; where it stands is the person's choice."""
        layout = self.layout()
        assert layout is not None
        typing = 0 if self.entry.isHidden() else _TYPING * self.fontInfo().pixelSize()
        wide = max(WIDTH, self._row_width(), typing)
        layout.activate()
        self.setMinimumSize(0, 0)
        self.resize(wide, max(layout.totalHeightForWidth(wide), 1))
        self.setMinimumSize(wide, self.height())

    def _row_width(self) -> int:
        made = (self.pause_button, self.mark_button, self.jot_button)
        return sum(one.sizeHint().width() for one in made) + 2 * SPACE[2] + 2 * SPACE[2]

    # --- leaving

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Take the size of what is in it."""
        super().showEvent(event)
        self.fit()
