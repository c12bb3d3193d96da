"""Locks the window when nobody has used it for a while: all content is hidden, and a recording goes on and says so."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.desk import Desk
from ui.errors import explain
from ui.recording_watch import look
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.field import Field, code
from ui.widgets.layouts import card, column, flow_of, row, scrolling
from ui.widgets.notice import Notice
from ui.widgets.text import Text, announce
from ui.words import Lock as Words

if TYPE_CHECKING:
    from ui.main_window import MainWindow

LOOK_EVERY = 1_000
"""Milliseconds between two looks at how long it was not used, and at what is being recorded."""
USED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def seconds_now() -> float:
    """Seconds that also pass while the laptop sleeps."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boottime) if boottime is not None else time.monotonic()


class LockPage(QWidget):
    """What is seen of Fairnote while it is locked: nothing of a visit, but that and how long it is recorded."""

    opened = Signal()

    def __init__(self, desk: Desk, own: Any) -> None:  # noqa: ANN401 (a session)
        super().__init__()
        self._desk, self._own = desk, own
        self.setObjectName("page")
        self.setAccessibleName(Words.TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._by_passphrase = bool(desk.actions.unlocks_by_passphrase(own))
        page = QWidget()
        page.setObjectName("body")
        inside = column(page, gap=SPACE[3], margin=SPACE[5])
        self.notice = Notice()
        self.open_button = button(Words.OPEN, self._open, style="primary", keys="Enter")
        self.open_button.setDefault(True)
        self.recording = self._recording_card()
        inside.addWidget(Text(Words.TITLE, "title"))
        inside.addWidget(self.recording)
        inside.addWidget(Text(Words.WHY))
        inside.addWidget(self.notice)
        self.passphrase = code()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self._open)
        field = Field(Words.PASSPHRASE, self.passphrase)
        field.setVisible(self._by_passphrase)
        inside.addWidget(field)
        inside.addWidget(flow_of(self.open_button))
        if not self._by_passphrase:
            inside.addWidget(Text(Words.LOCK_LAPTOP, "muted"))
        inside.addStretch()
        column(self).addWidget(scrolling(page, Words.TITLE))
        self.show_recordings()

    def _recording_card(self) -> QWidget:
        frame, inside = card()
        self.state = Text("", "heading")
        self.elapsed = Text("", "clock")
        self.elapsed.setWordWrap(False)
        self.warning = Text("", "label")
        head = row(gap=SPACE[3])
        head.addWidget(self.state, 1)
        head.addWidget(self.elapsed)
        inside.addLayout(head)
        inside.addWidget(self.warning)
        inside.addWidget(Text(Words.GOES_ON, "muted"))
        return frame

    def show_recordings(self) -> None:
        """What each recording does, and for how long; a warning of the microphone is shown here too."""
        sessions = (self._own,) if self._own is self._desk.session else (self._own, self._desk.session)
        going_on = [each for session in sessions for each in self._desk.actions.open_recordings(session)]
        self.recording.setVisible(bool(going_on))
        seen = [look(each.handle, None, wants_pause=False, account=each.dictated) for each in going_on]
        state = "\n".join(dict.fromkeys(each.state for each in seen))
        if state != self.state.accessibleName():
            self.state.say(state)
            announce(self.state)
        self.elapsed.say("\n".join(each.elapsed for each in seen))
        warning = "\n".join(dict.fromkeys(each.warning for each in seen if each.warning))
        if warning != self.warning.accessibleName():
            self.warning.say(warning)
            announce(self.warning)
        self.warning.setVisible(bool(warning))

    def first_focus(self) -> QWidget:
        """Where the keyboard is."""
        return self.passphrase if self._by_passphrase else self.open_button

    def tell_open_first(self) -> None:
        """The window was asked to close while something is recorded."""
        self.notice.tell(Words.OPEN_FIRST, tone="warn")

    def _open(self) -> None:
        if not self._by_passphrase:
            self.opened.emit()
            return
        typed = self.passphrase.text()
        if not typed or not self.open_button.isEnabled():
            return
        self.passphrase.clear()
        self.open_button.setEnabled(False)
        self.notice.tell(Words.CHECKING)
        act, session = self._desk.actions, self._own
        bridge = self._desk.in_background("unlock", "unlock", lambda: act.check_passphrase(session, typed))
        bridge.succeeded.connect(lambda _: self.opened.emit())
        bridge.failed.connect(self._refused)
        bridge.cancelled.connect(self._again)

    def _refused(self, error: BaseException) -> None:
        self._again()
        self.notice.tell_error(explain(error))

    def _again(self) -> None:
        self.notice.quiet()
        self.open_button.setEnabled(True)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)


class IdleLock(QObject):
    """Watches whether anything of Fairnote is used, and covers it all where nothing is.

    `quiet` ends what is heard. `own` gives the worker's own session, once it is open: in practice it is open behind the
    practice visit, so its passphrase is the one that unlocks.
    """

    locked = Signal()
    unlocked = Signal()

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        quiet: Callable[[], object],
        own: Callable[[], Any],
        now: Callable[[], float] = seconds_now,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._quiet, self._own, self._now = window, desk, quiet, own, now
        self._used_at = now()
        self.page: LockPage | None = None
        self._hidden: list[QWidget] = []
        self._main_was_shown = True
        self._watched: set[QWindow] = set()
        application = QApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    # --- whether it is used

    def _watch(self, window: QWindow | None) -> None:
        """Each window is watched from when it first has the keyboard. Windows get few events, widgets very many."""
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda _=None, gone=window: self._watched.discard(gone))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """See that somebody is there. What wakes a laptop may come before the next look: it finds all locked, and is
        taken away.
        """
        if event.type() in USED:
            if self.page is None and self._lock_if_unused():
                return True
            self._used_at = self._now()
        return False

    def look(self) -> None:
        """Lock where it is time; while it is locked, say how the recording is."""
        if self.page is not None:
            self.page.show_recordings()
        else:
            self._lock_if_unused()

    def _lock_if_unused(self) -> bool:
        """Lock where it is time; gives whether it is locked now."""
        minutes = getattr(self._desk.session.settings, "idle_lock_minutes", 0)
        if minutes and self._now() - self._used_at >= 60 * minutes:
            self.lock()
        return self.page is not None

    # --- locking

    def lock(self) -> None:
        """Hide everything, in every window; work goes on. Before the visits are open there is nothing to hide."""
        if self.page is not None or not hasattr(self._desk.session, "jobs"):
            return
        self._quiet()
        self.page = page = LockPage(self._desk, self._own() or self._desk.session)
        page.opened.connect(self.unlock)
        self._main_was_shown = self._window.isVisible()
        self._window.cover(page, Words.TITLE, page.tell_open_first)
        self._window.show()
        self._hide_others()
        page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        self.locked.emit()

    def _hide_others(self) -> None:
        """Windows beside the large one come back as they were. A question that was open is taken as not answered."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for each in QApplication.topLevelWidgets():
            if each is self._window or not each.isVisible():
                continue
            if not each.isModal():
                self._hidden.append(each)
            each.hide()

    def unlock(self) -> None:
        """Show everything again as it was."""
        page, self.page = self.page, None
        if page is None:
            return
        self._used_at = self._now()
        self._window.uncover()
        hidden, self._hidden = self._hidden, []
        for each in hidden:
            each.show()
        if not self._main_was_shown:
            self._window.hide()
        page.deleteLater()
        self.unlocked.emit()
