"""What every screen has: a title, what to do, a place for messages, and one main button at the bottom right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from scribe.visit import Visit, VisitId
from ui.desk import Desk, Go, Place
from ui.errors import TOLD, explain
from ui.job_bridge import JobBridge
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.layouts import Panes, column, flow_of, row, scrolling
from ui.widgets.notice import Notice
from ui.widgets.player_bar import PlayerBar
from ui.widgets.text import Text
from ui.widgets.working import Working
from ui.words import Common
from ui.words import Sound as SoundWords
from ui.words import Working as WorkingWords

if TYPE_CHECKING:
    from scribe.player import Playing
    from ui.widgets.reading_help import ReadingHelp


class Screen(QWidget):
    """One screen. A subclass fills `self.body` (a column) and says what its main button does."""

    go = Signal(object)
    step = 0
    """Which step of a visit this is, counted from 1; 0 for a screen that is no step."""

    def __init__(self, desk: Desk, title: str, intro: str = "", *, scrolls: bool = True, beside: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.title = Text(title, "title")
        self.title.setWordWrap(not beside)
        self.intro = Text(intro, "muted")
        self.intro.setVisible(bool(intro))
        self.notice = Notice()
        self.working = Working()
        self._leaving = False
        self.reading_help: ReadingHelp | None = None
        self._span: tuple[VisitId, float, float] | None = None
        self._requests = 0
        self._awaited = 0
        """Which request for sound has not begun to play; 0 for none."""
        self.player_bar = PlayerBar()
        self.player_bar.listen_in(self)
        self.player_bar.wanted.connect(self._wanted)
        self.player_bar.ended.connect(lambda problem: self.notice.tell(problem, tone="warn") if problem else None)
        self._build(scrolls, beside)

    def _build(self, scrolls: bool, beside: bool) -> None:
        outer = column(self, gap=0)
        content = QWidget()
        content.setObjectName("body")
        inside = column(content, gap=SPACE[2])
        inside.setContentsMargins(SPACE[5], SPACE[3], SPACE[5], SPACE[3])
        head = row(gap=SPACE[4]) if beside else column(gap=SPACE[1])
        head.addWidget(self.title)
        head.addWidget(self.intro, 1 if beside else 0)
        inside.addLayout(head)
        for widget in (self.notice, self.working):
            inside.addWidget(widget)
        self.body: QVBoxLayout = column(gap=SPACE[3])
        inside.addLayout(self.body, 0 if scrolls else 1)
        if scrolls:
            inside.addStretch(1)
        self.scroll_area = scrolling(content, self.title.accessibleName(), column=scrolls)
        outer.addWidget(self.scroll_area, 1)
        outer.addWidget(self.player_bar)
        outer.addWidget(self._footer())

    def _footer(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("footerBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = row(bar, gap=SPACE[2])
        across.setContentsMargins(SPACE[5], SPACE[2], SPACE[5], SPACE[2])
        self.others = flow_of()
        self.others.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        across.addWidget(self.others, 1)
        self._main_action: Callable[[], object] = lambda: None
        self.main = button("", lambda: self._main_action(), style="primary", keys=Common.MAIN_KEY)
        self.main.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.main.hide()
        across.addWidget(self.main, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.key("Ctrl+Return", self._press_main)
        self.key("Ctrl+Enter", self._press_main)
        return bar

    # --- for subclasses

    def add_panes(self, across: QHBoxLayout, least: int = 260) -> None:
        """Panes side by side that scroll by themselves; the page scrolls only when they would get too low to read.

        `least`: how low that is, in pixels, without what larger letters need more.
        """
        panes = Panes(least + self.desk.look.scaled(40))
        self.body.addWidget(panes, 1)  # before it is filled: Qt dresses all that is in a widget again when that moves
        panes.setLayout(across)

    def add_shelf(self, shown: QWidget) -> QWidget:
        """What stays in view above the buttons, whatever the page shows; gives the bar that it is in."""
        bar = QWidget()
        bar.setObjectName("footerBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = row(bar)
        across.setContentsMargins(SPACE[5], SPACE[1], SPACE[5], SPACE[1])
        across.addWidget(shown)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(1, bar)
        return bar

    def set_main(self, words: str, press: Callable[[], object]) -> None:
        """What the one main button says and does."""
        self._main_action = press
        self.main.setText(words.replace("&", "&&"))
        self.main.setAccessibleName(words)
        self.main.show()

    def add_other(self, words: str, press: Callable[[], object], *, keys: str = "", name: str = "") -> QPushButton:
        """A quieter button at the bottom left."""
        made = button(words, press, keys=keys, name=name)
        layout = self.others.layout()
        assert layout is not None
        layout.addWidget(made)
        return made

    def to_top(self) -> None:
        """Show the top of the page, once it is laid out: what has just changed is said there."""
        QTimer.singleShot(0, self, lambda: self.scroll_area.verticalScrollBar().setValue(0))

    def key(self, keys: str, press: Callable[[], object]) -> QShortcut:
        """Listen for a key anywhere in this screen."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)  # a key that is held down is one press
        shortcut.activated.connect(lambda: press())
        return shortcut

    def leave_for(
        self,
        go: Go,
        visit: VisitId | None = None,
        *,
        begin: bool = False,
        late: bool = False,
        account: bool = False,
        transcript: bool = False,
        urgent: bool = False,
    ) -> None:
        """Ask the window to show another screen."""
        self.go.emit(Place(go, visit, begin, late, account, transcript, urgent))

    def tell_of_sound(self, visit: VisitId) -> None:
        """Say what is wrong with a visit's sound, where anything is and nothing else has to be said first."""
        act, session = self.desk.actions, self.desk.session
        looking = self.desk.in_background(
            f"sound {visit}", "look at the sound", lambda: act.sound_remarks(session, visit)
        )
        looking.succeeded.connect(self._tell_remarks)
        looking.failed.connect(lambda error: None if self._leaving else self.show_error(error))

    def _tell_remarks(self, remarks: tuple[str, ...]) -> None:
        if remarks and not self._leaving and self.notice.isHidden():
            self.notice.tell(SoundWords.REMARK, "\n".join(remarks), "warn")

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Do something that may fail; a failure is told here, and nothing else happens."""
        try:
            yield
        except TOLD as error:
            self.show_error(error)

    def show_error(self, error: BaseException) -> None:
        """Tell what went wrong."""
        self.notice.tell_error(explain(error))

    def follow(
        self,
        title: str,
        bridge: JobBridge,
        then: Callable[..., object],
        otherwise: Callable[[], object] = lambda: None,
        *,
        may_cancel: bool = True,
    ) -> None:
        """Show long work; do `then` with its result, or tell how it ended and do `otherwise`."""
        self.notice.quiet()
        self.main.setEnabled(False)
        self.working.follow(title, bridge, may_cancel=may_cancel)
        (self.working.cancel if may_cancel else self.working).setFocus(Qt.FocusReason.OtherFocusReason)
        bridge.succeeded.connect(lambda result: self._after(lambda: then(result)))
        bridge.failed.connect(lambda error: self._after(lambda: self._ended_badly(error, otherwise)))
        bridge.cancelled.connect(lambda: self._after(lambda: self._ended_early(otherwise)))

    def _ended_badly(self, error: BaseException, otherwise: Callable[[], object]) -> None:
        otherwise()
        self.show_error(error)

    def _ended_early(self, otherwise: Callable[[], object]) -> None:
        otherwise()
        self.notice.tell(WorkingWords.CANCELLED)

    def _after(self, act: Callable[[], object]) -> None:
        """Act at the end of a job, unless the person has gone to another screen since."""
        if self._leaving:
            return
        self.main.setEnabled(True)
        with self.telling():
            act()
        self.keep_keyboard()

    def keep_keyboard(self) -> None:
        """Whatever had the keyboard may have been hidden; it never leaves the screen because of that."""
        holder = QApplication.focusWidget()
        lost = holder is None or not self.isAncestorOf(holder) or not holder.isVisibleTo(self)
        if lost and not self._leaving and self.isVisible():
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _press_main(self) -> None:
        if self.main.isVisibleTo(self) and self.main.isEnabled():
            self.main.click()

    # --- for the window

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Put what Tab goes through in order."""
        super().showEvent(event)
        self.order_tabs()

    def order_tabs(self) -> None:
        """Tab goes through the page first, then the buttons beneath it, the main one last: as they are seen."""
        beneath = [*self.others.findChildren(QPushButton), self.main]
        last: QWidget = self
        following = self.nextInFocusChain()
        while following is not None and following is not self:
            if self.isAncestorOf(following) and following not in beneath:
                last = following
            following = following.nextInFocusChain()
        for made in beneath:
            self.setTabOrder(last, made)
            last = made

    def first_focus(self) -> QWidget:
        """Where the keyboard is when the screen opens."""
        return self.main

    def visit_shown(self) -> Visit | None:
        """The visit that this screen is about, for the banners above it."""
        return None

    def may_leave(self) -> str:
        """Why the person can't leave just now, or ''."""
        return ""

    def unsettled(self) -> bool:
        """Whether something is asked or typed here that is not kept yet: then the screen is not made again."""
        return False

    def asks_before_closing(self) -> object | None:
        """What goes on here that the person is asked about, once for each, before the window closes."""
        return None

    def escape(self) -> bool:
        """Esc makes quiet what is playing or reading aloud. Says whether the key was used."""
        aloud = self.reading_help is not None and self.reading_help.reading
        if aloud and self.reading_help is not None:
            self.reading_help.read_or_stop()
        used = self.sounding or aloud
        if self._awaited:
            self.stop_playing()
        self.player_bar.pause()
        return used

    def be_quiet(self) -> None:
        """Whatever is played or read aloud stops."""
        self.stop_playing()
        if self.reading_help is not None:
            self.reading_help.aloud.stop()

    @property
    def words_before_closing(self) -> str:
        """How the person is asked about that."""
        return SoundWords.CANT_CLOSE

    def end_then(self, then: Callable[[], object], otherwise: Callable[[], object]) -> None:
        """Bring to an end whatever `may_leave` is about and do `then`, or `otherwise` where it can't be kept."""
        then()

    def come_back(self) -> None:
        """A screen that was over this one is gone."""
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """The window is about to let this screen go."""
        self._leaving = True
        self.stop_playing()
        if self.reading_help is not None:
            self.reading_help.close()

    # --- playing

    @property
    def sounding(self) -> bool:
        """Whether something is heard, or is about to be."""
        return self.player_bar.playing or self._awaited > 0

    def play(self, visit: VisitId, start: float, end: float) -> None:
        """Play these seconds; asked again while they are playing, be quiet."""
        if self.sounding:
            self.stop_playing()
            return
        self._span = (visit, start, end)
        if self.reading_help is not None:
            self.reading_help.aloud.stop()
        self._begin_playing(start)

    def play_again(self) -> None:
        """Play what was played last. A screen that knows where the person is plays from there instead."""
        if self._span is not None:
            self._begin_playing(self._span[1])

    def stop_playing(self) -> None:
        """Be quiet; what was asked for and has not begun does not begin."""
        self._awaited = 0
        self.player_bar.stop()

    def _begin_playing(self, start: float) -> None:
        if self._span is None:
            return
        visit, _, end = self._span
        ask, session, bar = self.desk.actions.play_span, self.desk.session, self.player_bar
        speed, loop = bar.speed, bar.loop
        bridge = self.desk.in_background(
            "play", "play", lambda: ask(session, visit, start, end, speed=speed, loop=loop), lambda made: made.stop()
        )
        self._requests += 1
        number = self._awaited = self._requests
        bridge.succeeded.connect(lambda playing: self._now_playing(number, playing, start))
        bridge.failed.connect(lambda error: self._not_playing(number, error))

    def _now_playing(self, number: int, playing: Playing, start: float) -> None:
        """What was asked for is there; it is not heard where the person has said stop, or asked for another, since."""
        if number != self._awaited:
            playing.stop()
            return
        self._awaited = 0
        self.player_bar.follow(playing, start)

    def _not_playing(self, number: int, error: BaseException) -> None:
        if number == self._awaited:
            self._awaited = 0
            self.show_error(error)

    def _wanted(self, start: float | None) -> None:
        """The bar asks for sound where there is none."""
        if start is None:
            self.play_again()
        else:
            self._begin_playing(start)

    def get_ready_to_play(self) -> None:
        """So that sound comes at once when it is asked for; a failure is told then, and not before."""
        act, session = self.desk.actions, self.desk.session
        self.desk.in_background("ready", "get ready to play", lambda: act.get_ready_to_play(session))
