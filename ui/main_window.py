"""The window: which screen is shown, the banners above it, and the way back. Navigation only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from scribe.visit import Visit
from ui.desk import Desk, Go, Place
from ui.errors import TOLD
from ui.screens.base import Screen
from ui.theme import SPACE, TEXT_SIZES
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row
from ui.widgets.sign import Sign
from ui.widgets.stepper import Stepper
from ui.widgets.text import Text
from ui.words import APP, STEPS, Common

_OVER = (Go.SETTINGS, Go.HELP, Go.TEMPLATES, Go.MODELS, Go.QUALITY)
"""Screens that are put over another one and go back to it."""


class MainWindow(QMainWindow):
    """Shows one screen at a time. `make` makes the screen of a place."""

    setting_changed = Signal(str, object)
    practice_wanted = Signal()
    practice_left = Signal()
    date_is_right = Signal(object)

    def __init__(self, desk: Desk, make: Callable[[Desk, Place], Screen]) -> None:
        super().__init__()
        self.desk = desk
        self._make = make
        self._places: list[Place | None] = []
        self._asked_about: object | None = None
        self._not_saved: object | None = None
        self.setWindowTitle(APP)
        self.setMinimumSize(1024, 640)
        self.resize(1280, 800)
        self.stack = QStackedWidget()
        central = QWidget()
        central.setObjectName("page")
        self._outer = QStackedWidget()
        self._outer.addWidget(central)
        self.setCentralWidget(self._outer)
        self._cover: QWidget | None = None
        self._closing_refused: Callable[[], object] = lambda: None
        self._uncovered_title = APP
        self._shortcuts: list[QShortcut] = []
        down = column(central, gap=0)
        for bar in (self._header(), self._practice_banner(), self._needs_banner()):
            down.addWidget(bar)
        down.addWidget(self.stack, 1)
        self._keys()

    # --- building

    def _header(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("headerBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = row(bar, gap=SPACE[2])
        across.setContentsMargins(SPACE[4], SPACE[1], SPACE[4], SPACE[1])
        self.back_button = button(Common.BACK, self.back, style="quiet", keys="Alt+Left")
        self.brand = Text(APP, "brand")
        self.brand.setWordWrap(False)
        self.step_words = Text("", "banner")
        self.stepper = Stepper(self.desk.look.theme)
        steps = column(gap=2)
        steps.addWidget(self.step_words)
        steps.addWidget(self.stepper)
        self.help_button = button(Common.HELP, lambda: self.go_to(Place(Go.HELP)), style="quiet", keys="F1")
        self.settings_button = button(
            Common.SETTINGS, lambda: self.go_to(Place(Go.SETTINGS)), style="quiet", keys="Ctrl+,"
        )
        across.addWidget(self.back_button)
        across.addWidget(self.brand, 0, Qt.AlignmentFlag.AlignVCenter)
        across.addSpacing(SPACE[1])
        across.addLayout(steps, 1)
        across.addWidget(self.help_button)
        across.addWidget(self.settings_button)
        return bar

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """See what has room above the screen."""
        super().resizeEvent(event)
        self._fit_header()

    def _fit_header(self) -> None:
        """Where the words of the step would need several lines, the name of the program gives way, then the words.

        The drawn steps stay, and a screen reader says them.
        """
        around = (self.back_button, self.help_button, self.settings_button)
        room = self.width() - sum(made.sizeHint().width() for made in around) - 5 * SPACE[4]
        words = self.step_words.fontMetrics().horizontalAdvance(self.step_words.accessibleName())
        name = self.brand.sizeHint().width()
        on_a_step = not self.stepper.isHidden()
        self.brand.setVisible(not on_a_step or words + name <= room)
        self.step_words.setVisible(on_a_step and words <= room)

    def _practice_banner(self) -> QWidget:
        self.practice_banner = QWidget()
        self.practice_banner.setObjectName("practiceBanner")
        self.practice_banner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = row(self.practice_banner)
        across.setContentsMargins(SPACE[5], SPACE[0], SPACE[4], SPACE[0])
        across.addWidget(Sign("warn"))
        across.addWidget(Text(Common.PRACTICE_BANNER, "banner"), 1)
        across.addWidget(button(Common.LEAVE_PRACTICE, self.practice_left.emit))
        self.practice_banner.hide()
        return self.practice_banner

    def _needs_banner(self) -> QWidget:
        self.needs_banner = QWidget()
        self.needs_banner.setObjectName("needsBanner")
        self.needs_banner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = row(self.needs_banner)
        inside.setContentsMargins(SPACE[5], SPACE[1], SPACE[5], SPACE[1])
        self.needs = Text("", "banner")
        inside.addWidget(Sign("needs"), 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self.needs, 1)
        self.needs_banner.hide()
        return self.needs_banner

    def _keys(self) -> None:
        for keys, act in (
            ("F1", lambda: self.go_to(Place(Go.HELP))),
            ("Ctrl+,", lambda: self.go_to(Place(Go.SETTINGS))),
            ("Alt+Left", self.back),
            ("Esc", self._escape),
            ("Ctrl++", lambda: self._resize_text(1)),
            ("Ctrl+=", lambda: self._resize_text(1)),
            ("Ctrl+-", lambda: self._resize_text(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)
            self._shortcuts.append(shortcut)

    # --- hidden while nobody is there

    def cover(self, page: QWidget, title: str, closing_refused: Callable[[], object]) -> None:
        """Hide everything behind a page; no key of this window's own does anything. What goes on behind it goes on.

        `closing_refused`: told where the window is asked to close and something here stands in the way.
        """
        self._uncovered_title = self.windowTitle()
        self._cover, self._closing_refused = page, closing_refused
        self._outer.addWidget(page)
        self._outer.setCurrentWidget(page)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        self.setWindowTitle(title)

    def uncover(self) -> None:
        """Show the screen again that is in front by now."""
        page, self._cover = self._cover, None
        if page is None:
            return
        self._outer.setCurrentIndex(0)
        self._outer.removeWidget(page)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(True)
        self.setWindowTitle(self._uncovered_title)
        if (screen := self.screen_shown) is not None:
            screen.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    # --- going

    @property
    def screen_shown(self) -> Screen | None:
        """The screen that is in front."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    def show_screen(self, screen: Screen, place: Place | None = None, *, over: bool = False) -> None:
        """Put a screen in front, over the present one or instead of everything."""
        if not over:
            self._empty()
        screen.go.connect(self.go_to)
        if (changed := getattr(screen, "changed", None)) is not None:
            changed.connect(self.setting_changed)
        if (right := getattr(screen, "date_is_right", None)) is not None:
            right.connect(self.date_is_right)
        self._places.append(place)
        self.stack.addWidget(screen)
        self.stack.setCurrentWidget(screen)
        self._dress(screen)
        screen.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, place: Place) -> None:
        """Go where a screen or a key asks to."""
        if place.go is Go.BACK:
            self.back()
            return
        if place.go is Go.PRACTICE:
            self.practice_wanted.emit()
            return
        if place.go is Go.LEAVE_PRACTICE:
            self.practice_left.emit()
            return
        over = place.go in _OVER or place.late
        shown = self._places[-1] if self._places else None
        if shown is not None and shown.go is place.go and over:
            return
        if not over and self._held_back():
            return
        try:
            self.show_screen(self._make(self.desk, place), place, over=over)
        except TOLD as error:
            if self.screen_shown is not None:
                self.screen_shown.show_error(error)

    def back(self) -> None:
        """Back to the screen beneath, else to the list of visits."""
        if self.stack.count() > 1:
            self._drop_over()
        elif (shown := self._places[-1] if self._places else None) is not None and shown.go is not Go.VISITS:
            of_a_letter = shown.go in (Go.EASY_START, Go.EASY_READ) or shown.document is not None
            self.go_to(Place(Go.PAPERS if of_a_letter else Go.VISITS))

    def _drop_over(self) -> None:
        """Close every screen that was put over the first one."""
        last = self._places[-1]
        several = last is not None and last.late
        while self.stack.count() > 1:
            self._drop()
            top = self._places[-1]
            if not several or top is None or not top.late:
                break
        if (screen := self.screen_shown) is not None:
            self._dress(screen)
            screen.come_back()

    def _held_back(self) -> bool:
        """Whether the present screen can't be left now; it says why."""
        for number in range(self.stack.count()):
            screen = self.stack.widget(number)
            if isinstance(screen, Screen) and (why := screen.may_leave()):
                screen.notice.tell(why, tone="warn")
                return True
        return False

    def _escape(self) -> None:
        screen = self.screen_shown
        if screen is not None and screen.working.busy:
            screen.working.cancel.click()
        elif screen is None or not screen.escape():
            self.back()

    def _empty(self) -> None:
        while self.stack.count():
            self._drop()

    def _drop(self) -> None:
        screen = self.stack.widget(self.stack.count() - 1)
        self._places.pop()
        assert isinstance(screen, Screen)
        screen.close_down()
        self.stack.removeWidget(screen)
        screen.deleteLater()

    def rebuild(self) -> None:
        """Show the screen beneath the settings again in the new look: what it shows is saved already."""
        self.stepper.theme = self.desk.look.theme
        self.stepper.update()
        if self.stack.count() != 1:
            return
        place = self._places[-1]
        screen = self.screen_shown
        if place is None or screen is None or screen.unsettled() or screen.working.busy:
            return
        if not self._held_back():
            self.go_to(replace(place, begin=False, late=False))

    def _resize_text(self, by: int) -> None:
        now = min(range(len(TEXT_SIZES)), key=lambda n: abs(TEXT_SIZES[n] - self.desk.look.size))
        self.setting_changed.emit("text_size", TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, now + by))])

    # --- what is above the screen

    def _dress(self, screen: Screen) -> None:
        visit: Visit | None = screen.visit_shown()
        in_practice = getattr(self.desk.session, "practice", None) is not None
        self.practice_banner.setVisible(in_practice or bool(visit and visit.practice))
        needs = [(p.name, p.communication_needs) for p in (visit.people if visit else ()) if p.communication_needs]
        self._say_needs(needs)
        self.needs_banner.setVisible(bool(needs))
        self.step_words.setVisible(screen.step > 0)
        self.stepper.setVisible(screen.step > 0)
        if screen.step:
            words = Common.step(screen.step, len(STEPS), STEPS[screen.step - 1])
            self.step_words.say(words)
            self.stepper.show_step(screen.step, len(STEPS))
            self.stepper.setAccessibleName(words)
        self._fit_header()
        place = self._places[-1]
        self.back_button.setVisible(place is not None and place.go is not Go.VISITS)
        self._uncovered_title = f"{screen.title.accessibleName()} - {APP}"
        if self._cover is None:
            self.setWindowTitle(self._uncovered_title)

    def _say_needs(self, needs: list[tuple[str, str]]) -> None:
        """Where they need several lines, the sign before them says what they are, and a screen reader still does."""
        whole = [f"{Common.NEEDS}. {Common.needs_of(name, what)}" for name, what in needs]
        wide = max((self.needs.fontMetrics().horizontalAdvance(each) for each in whole), default=0)
        bare = [Common.needs_of(name, what) for name, what in needs]
        shown = whole if wide < self.width() - 3 * SPACE[5] else bare
        self.needs.say_marked("<br>".join(map(escape, shown)), "\n".join(whole))

    # --- closing

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """While recording, the first request to close is answered with how to stop; the second saves, then closes.

        Where it can't be saved, that is told, and the next request closes: it is recovered at the next opening.
        """
        screen = next((each for each in self._screens() if each.may_leave()), None)
        if screen is not None and self._cover is not None:
            event.ignore()
            self._closing_refused()
            return
        asks = screen.asks_before_closing() if screen is not None else None
        if screen is None or (asks is not None and asks is self._not_saved):
            event.accept()
            self.desk.work.cancel_all()
            self._empty()
            return
        event.ignore()
        if asks is not None and asks is not self._asked_about:
            self._asked_about = asks
            self._tell_shown(screen.words_before_closing)
        else:
            self._end_then_close(screen, asks)

    def _tell_shown(self, words: str) -> None:
        if (shown := self.screen_shown) is not None:
            shown.notice.tell(words, tone="warn")

    def _end_then_close(self, screen: Screen, asked: object | None) -> None:
        """Show that it is being saved, and close once it is."""
        while self.stack.count() > 1:
            self._drop()
        self._dress(screen)

        def not_saved() -> None:
            self._not_saved = asked

        screen.end_then(lambda: QTimer.singleShot(0, self, self.close), not_saved)

    def be_quiet(self) -> None:
        """Stop whatever is played or read aloud."""
        for screen in self._screens():
            screen.be_quiet()

    def _screens(self) -> list[Screen]:
        every: list[Any] = [self.stack.widget(number) for number in range(self.stack.count())]
        return [screen for screen in every if isinstance(screen, Screen)]


def make_screen(desk: Desk, place: Place) -> Screen:
    """The screen of a place. Each is imported when it is first shown, so that the window is there quickly."""
    visit = place.visit
    match place.go:
        case Go.NEW_VISIT:
            from ui.screens.new_visit import NewVisitScreen

            return NewVisitScreen(desk, visit)
        case Go.SETTINGS:
            from ui.screens.settings import SettingsScreen

            return SettingsScreen(desk)
        case Go.HELP:
            from ui.screens.help import HelpScreen

            return HelpScreen(desk)
        case Go.QUALITY:
            from ui.screens.quality import QualityScreen

            return QualityScreen(desk)
        case Go.WRITING:
            from ui.screens.writing import WritingScreen

            return WritingScreen(desk, place)
        case Go.TEMPLATES:
            from ui.screens.template_editor import TemplateEditorScreen

            return TemplateEditorScreen(desk)
        case Go.MODELS:
            from ui.screens.models import ModelsScreen

            return ModelsScreen(desk)
        case Go.PAPERS | Go.EASY_START | Go.EASY_READ | Go.WRITING:
            return _paper_screen(desk, place)
    if visit is None:
        from ui.screens.visits import VisitsScreen

        return VisitsScreen(desk)
    return _visit_screen(desk, place)


def _paper_screen(desk: Desk, place: Place) -> Screen:
    visit, document = place.visit, place.document
    match place.go:
        case Go.EASY_START:
            from ui.screens.easy_read_start import EasyStartScreen

            return EasyStartScreen(desk, visit, document)
        case Go.EASY_READ if visit is not None and document is not None:
            from ui.screens.easy_read import EasyReadScreen

            return EasyReadScreen(desk, visit, document)
        case Go.WRITING:
            made: Screen = import_module("ui.screens.writing").WritingScreen(desk, place)
            return made
        case _:
            from ui.screens.easy_read_papers import PapersScreen

            return PapersScreen(desk)


def _visit_screen(desk: Desk, place: Place) -> Screen:
    visit = place.visit
    assert visit is not None
    match place.go:
        case Go.PEOPLE:
            from ui.screens.new_visit import PeopleScreen

            return PeopleScreen(desk, visit, late=place.late)
        case Go.AGREEMENT:
            from ui.screens.agreement import AgreementScreen

            return AgreementScreen(desk, visit, late=place.late)
        case Go.SOUND:
            from ui.screens.sound import SoundScreen

            return SoundScreen(desk, visit, account=place.account)
        case Go.ERASE:
            from ui.screens.erase import EraseScreen

            return EraseScreen(desk, visit)
        case Go.HOLD:
            from ui.screens.hold import HoldScreen

            return HoldScreen(desk, visit)
        case Go.TRANSCRIPT:
            from ui.screens.transcript import TranscriptScreen

            return TranscriptScreen(desk, visit, begin=place.begin)
        case Go.REVIEW:
            from ui.screens.review import ReviewScreen

            return ReviewScreen(desk, visit, transcript=place.transcript, urgent=place.urgent)
        case Go.HARM:
            from ui.screens.harm import HarmScreen

            return HarmScreen(desk, visit)
        case Go.READ_BACK:
            from ui.screens.read_back import ReadBackScreen

            return ReadBackScreen(desk, visit)
        case Go.APPROVE:
            from ui.screens.approve import ApproveScreen

            return ApproveScreen(desk, visit, transcript=place.transcript, urgent=place.urgent, document=place.document)
        case Go.APPROVE_TOO:
            from ui.screens.approve_too import ApproveTooScreen

            return ApproveTooScreen(
                desk, visit, transcript=place.transcript, urgent=place.urgent, document=place.document
            )
        case _:
            from ui.screens.export import ExportScreen

            return ExportScreen(desk, visit, transcript=place.transcript, urgent=place.urgent, document=place.document)
