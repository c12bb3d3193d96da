"""The small window: what a recording is doing, and the few things to do with it, out of the way of everything else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from scribe.visit import Manner
from ui.jotting_book import JottingBook
from ui.recording_watch import RecordingWatch, Seen
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


class SmallWindow(QWidget):
    """Always on top, and remembers nothing. Closing it is going back to the large window: it never stops anything."""

    bigger = Signal()
    stop = Signal()
    pause = Signal()

    def __init__(self, watch: RecordingWatch, book: JottingBook) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(Words.TITLE)
        self.setAccessibleName(Words.TITLE)
        self._book = book
        self._leaving = False
        self._warned = ""
        self._build()
        self._keys()
        watch.looked.connect(self.show_seen)
        book.said.connect(self._say)
        book.failed.connect(lambda _: self.bigger.emit())
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
        self.bigger_button = button(Words.BIGGER, self.bigger.emit, keys="Ctrl+M, Esc", name=Words.BIGGER_NAME)
        inside.addLayout(head)
        for widget in (self.meter, self.notice, self.said, self.entry):
            inside.addWidget(widget)
        inside.addWidget(flow_of(self.pause_button, self.mark_button, self.jot_button))
        inside.addWidget(flow_of(self.stop_button, self.bigger_button))
        inside.addStretch()
        self._fit()

    def _keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("P", self.pause.emit),
            ("M", self._book.mark),
            ("J", self.jot),
            ("Ctrl+Return", self.stop.emit),
            ("Ctrl+Enter", self.stop.emit),
            ("Ctrl+M", self.bigger.emit),
            ("Esc", self.bigger.emit),
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
            self._fit()

    def show_paused(self, paused: bool) -> None:
        """What pressing P would do next."""
        rename(self.pause_button, Words.RESUME if paused else Words.PAUSE)

    def jot(self) -> None:
        """Open the line, and put the keyboard into it."""
        self.entry.show()
        self.entry.begin()
        self._fit()

    def _close_line(self) -> None:
        """What is half typed is there again when the line is opened."""
        self.entry.hide()
        self.jot_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def _say(self, words: str) -> None:
        self.said.say(words)
        self.said.show()
        announce(self.said)
        self._fit()

    def _fit(self) -> None:
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
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._fit()

    def let_go(self) -> None:
        """Close without asking for anything: the large window is there again."""
        self._leaving = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closed by the person: back to the large window. The recording goes on."""
        event.accept()
        if not self._leaving:
            self._leaving = True
            self.bigger.emit()
