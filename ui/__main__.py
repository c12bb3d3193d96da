"""Puts the window together and shows it; nothing else knows all of its parts."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from models.no_internet import refuse_internet
from models.offline import go_offline

go_offline()

from PySide6.QtCore import QSize, Qt, QTimer  # noqa: E402 (the offline variables come before any other import)
from PySide6.QtWidgets import QApplication, QMessageBox  # noqa: E402

from scribe.settings import SettingRefused, Settings, load_settings  # noqa: E402
from ui.desk import Desk, Go, Place, Work  # noqa: E402
from ui.entry import has_display  # noqa: E402
from ui.errors import TOLD  # noqa: E402
from ui.idle_lock import IdleLock  # noqa: E402
from ui.keeping_watch import KeepingWatch  # noqa: E402
from ui.main_window import MainWindow, make_screen  # noqa: E402
from ui.port import Actions  # noqa: E402
from ui.screen_capture import guard_from_capture  # noqa: E402
from ui.screens.opening import OpeningScreen  # noqa: E402
from ui.screens.visits import VisitsScreen  # noqa: E402
from ui.stylesheet import add_fonts, wear  # noqa: E402
from ui.theme import Look, theme_named  # noqa: E402
from ui.widgets.text_help import TextHelp  # noqa: E402
from ui.words import APP, Visits  # noqa: E402
from ui.words_policies import PolicyErrors  # noqa: E402

if TYPE_CHECKING:
    from scribe.keeping import Outlook

log = logging.getLogger(__name__)
ROOMY = QSize(1280, 860)
"""A screen on which the window fits as it is, with its frame; on a smaller one it opens at full size."""


class NoSession:
    """What stands in for the session until it is open: it has settings, and nothing that could be asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings


class Window:
    """The window with its sessions: the worker's own, and over it the practice visit's while that is open."""

    def __init__(self, desk: Desk, open_own: Callable[[], Any], open_practice: Callable[[], Any]) -> None:
        self.desk = desk
        self._open_own = open_own
        self._open_practice = open_practice
        self._own: Any = None
        self._practice: Any = None
        self._spare: Any = None
        self.window = MainWindow(desk, make_screen)
        self.text_help = TextHelp(desk, self.window)
        self.window.setting_changed.connect(self.change_setting)
        self.window.practice_wanted.connect(self.begin_practice)
        self.window.practice_left.connect(self.leave_practice)
        self.keeping = KeepingWatch(desk, self.window)
        self.keeping.told.connect(self._tell_outlook)
        self.keeping.refused.connect(self._tell_refused)
        self.window.date_is_right.connect(self.keeping.confirm)
        self.idle_lock = IdleLock(self.window, desk, self._be_quiet, lambda: self._own)
        self.opening = OpeningScreen(desk, self.open)

    # --- opening

    def show(self, start: str) -> None:
        """Show the window at once, and open what it shows after that."""
        self.window.show_screen(self.opening)
        self.window.show()
        QTimer.singleShot(0, self.begin_practice if start == "practice" else self.open)

    def open(self) -> None:
        """Open the worker's own visits, off the window's thread: a passphrase takes a second to be checked."""
        if self._own is not None:
            self._opened(self._own)
            return
        from scribe.jobs import Job

        self.opening.wait()
        job: Job[Any] = Job("open", "open", lambda _: self._open_own(), lambda _: None)
        bridge = self.desk.work.start("open", self._spare_jobs(), job)
        bridge.succeeded.connect(self._opened)
        bridge.failed.connect(self._not_opened)
        bridge.cancelled.connect(self.opening.ask_again)

    def _not_opened(self, error: BaseException) -> None:
        from models.progress import Cancelled

        if isinstance(error, Cancelled):  # the passphrase was asked for, and the person would rather not
            self.opening.ask_again()
        else:
            self.opening.show_error(error)

    def _opened(self, session: Any) -> None:  # noqa: ANN401 (a session)
        self._own = self.desk.session = session
        self.window.go_to(Place(Go.VISITS))
        self.keeping.begin()

    def _tell_outlook(self, outlook: Outlook) -> None:
        screen = self.window.screen_shown
        if isinstance(screen, VisitsScreen):
            screen.show_outlook(outlook)

    def _tell_refused(self, error: BaseException) -> None:
        screen = self.window.screen_shown
        if isinstance(screen, VisitsScreen):
            screen.show_error(error)

    def _be_quiet(self) -> None:
        """Nothing that was said or written is heard while the window is locked, and no box listens."""
        self.window.be_quiet()
        self.text_help.be_quiet()
        if self.text_help.dictating is not None and self.text_help.dictating.alive:
            self.text_help.dictating.stop()

    # --- the practice visit

    def begin_practice(self) -> None:
        """Make the practice visit, which takes a few seconds, and show it."""
        screen = self.window.screen_shown
        assert screen is not None
        jobs = getattr(self.desk.session, "jobs", None) or self._spare_jobs()
        from scribe.jobs import Job

        job: Job[Any] = Job("practice", "practice", lambda _: self._open_practice(), lambda _: None)
        screen.follow(Visits.PREPARING, self.desk.work.start("practice", jobs, job), self._practise)

    def _spare_jobs(self) -> Any:  # noqa: ANN401 (Jobs)
        from scribe.jobs import Jobs

        self._spare = self._spare or Jobs()
        return self._spare

    def _practise(self, session: Any) -> None:  # noqa: ANN401 (a session)
        self._practice = self.desk.session = session
        visit = self.desk.actions.list_visits(session)[0].visit
        self.window.go_to(Place(Go.TRANSCRIPT, visit.id))

    def leave_practice(self) -> None:
        """Let go of the practice visit; nothing of it is kept."""
        self.desk.work.cancel_all()
        practice, self._practice = self._practice, None
        self.desk.session = self._own or NoSession(self.desk.session.settings)
        self.window.show_screen(self._fresh_opening())
        if practice is not None:
            practice.close()
        self.open()

    def _fresh_opening(self) -> OpeningScreen:
        self.opening = OpeningScreen(self.desk, self.open)
        return self.opening

    # --- the look

    def change_setting(self, name: str, value: object) -> None:
        """Keep a choice and wear it at once."""
        screen = self.window.screen_shown
        try:
            settings = self.desk.actions.change_setting(self.desk.session, name, value)
        except TOLD as error:
            if screen is not None:
                screen.show_error(error)
            return
        self.desk.look = look_of(settings)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        wear(application, self.desk.look)
        self.window.rebuild()

    def close(self) -> None:
        """Close every session that is open."""
        self.text_help.close()
        for opened in (self._spare, self._practice, self._own):
            if opened is not None:
                opened.close()


def look_of(settings: Settings) -> Look:
    """The look that the settings ask for."""
    return Look(
        theme_named(settings.theme),
        settings.text_size,
        settings.font,
        settings.line_spacing,
        settings.letter_spacing,
        settings.line_length,
        settings.line_focus == "on",
    )


def fonts() -> tuple[Path, ...]:
    """The typefaces that the set-up built; without them the laptop's own is used."""
    from resources.assets import AssetMissing, font_files

    try:
        return font_files()
    except AssetMissing:
        log.warning("the typefaces were not built: the laptop's own is used")
        return ()


def make_application(look: Look) -> QApplication:
    """The Qt application, dressed."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([APP])
    application.setApplicationName(APP)
    application.setStyle("Fusion")
    add_fonts(fonts())
    wear(application, look)
    return application


def tell_unexpected(window: MainWindow) -> Callable[..., None]:
    """For sys.excepthook: tell the person; log only its kind and place, for its text may hold content."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        where = ""
        while trace is not None:
            where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
            trace = trace.tb_next
        log.error("unexpected %s at %s", kind.__name__, where)
        if window.screen_shown is not None and not isinstance(error, KeyboardInterrupt):
            window.screen_shown.show_error(error)

    return hook


def fit_to_screen(window: MainWindow) -> None:
    """No window is larger than the screen leaves room for: its main button is at its bottom edge."""
    room = window.screen().availableGeometry()
    if room.width() < ROOMY.width() or room.height() < ROOMY.height():
        window.setMinimumSize(window.minimumSize().boundedTo(room.size()))
        window.resize(window.size().boundedTo(room.size()))
        window.move(room.topLeft())
        window.setWindowState(Qt.WindowState.WindowMaximized)


def start_log() -> None:
    """Log for IT, without content. A folder that can't be written to must not keep anybody from working."""
    import platformdirs

    from scribe.logs import start_logging

    try:
        start_logging(Path(platformdirs.user_log_dir("Fairnote", appauthor=False)))
    except OSError as error:
        log.warning("there is no log: %s", type(error).__name__)


def tell_no_start(error: SettingRefused) -> int:
    """Say that the settings can't be used, where somebody will see it: there is nothing to go on with. Returns 1."""
    print(error, file=sys.stderr)
    make_application(Look())
    box = QMessageBox(QMessageBox.Icon.Critical, PolicyErrors.CANT_START, str(error))
    box.setInformativeText(PolicyErrors.CANT_START_NEXT)
    if has_display(os.environ):
        box.exec()
    return 1


def build(
    actions: Actions, settings: Settings, open_own: Callable[[], Any], open_practice: Callable[[], Any]
) -> Window:
    """Everything but the event loop."""
    look = look_of(settings)
    make_application(look)
    return Window(Desk(actions, NoSession(settings), Work(), look), open_own, open_practice)


def main(argv: list[str] | None = None, *, start: str = "visits") -> int:
    """Open the window on the list of visits or on the practice visit. Returns when it is closed."""
    refuse_internet()
    from scribe import actions
    from scribe.opening import open_practice, open_session
    from ui.screens.passphrase import Asker

    start_log()
    try:
        settings = load_settings()
    except SettingRefused as error:
        return tell_no_start(error)
    asker = Asker()
    made = build(actions, settings, lambda: open_session(settings, asker.ask), lambda: open_practice(settings))
    guard_from_capture(make_application(look_of(settings)), settings)
    asker.over = made.window
    sys.excepthook = tell_unexpected(made.window)
    fit_to_screen(made.window)
    made.show(start)
    try:
        return QApplication.exec()
    finally:
        asker.close()
        made.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
