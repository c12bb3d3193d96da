"""Dictation, read-back and spelling in every text box of the program, by one object that follows the keyboard.

No screen does anything for it: whatever editable box the keyboard comes to has it from then on, but for passwords and
those that were made by `ui.widgets.field.code`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QWidget

from ui.desk import Desk
from ui.read_aloud import Passage, ReadAloud, Reading, ReadPlace
from ui.widgets.dictating import Dictating
from ui.widgets.field import IS_CODE
from ui.widgets.spelling_marks import Box, Spans, SpellingMarks, caret_in, choose_in, chosen_in, put_in, text_in
from ui.widgets.text_reading import mark_in, passages_of, units
from ui.words_writing import TextHelp as Words

if TYPE_CHECKING:
    from ui.main_window import MainWindow

WAIT = 400
"""Milliseconds without a key after which words are looked at."""
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def why_not(box: QWidget | None) -> str:
    """Why something gets no help: 'no box', 'read only', 'password' or 'code'. '' for a box that gets it."""
    if not isinstance(box, QLineEdit | QPlainTextEdit | QTextEdit):
        return "no box"
    if isinstance(box, QLineEdit) and box.echoMode() is not QLineEdit.EchoMode.Normal:
        return "password"
    if box.property(IS_CODE):
        return "code"
    return "read only" if box.isReadOnly() else ""


class TextHelp(QObject):
    """For one window and those beside it. What it may do is in the settings, and looked at when it is asked for."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self.desk, self._window = desk, window
        self.dictating: Dictating | None = None
        self.engine = ""
        """Which of Qt's engines reads aloud; '' for the laptop's own."""
        self._aloud: ReadAloud | None = None
        self._read_in: Box | None = None
        self._passages: tuple[Passage, ...] = ()
        self.right: set[str] = set()
        """Words that the person said are right, until the program is closed."""
        self._closed = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)

    def helper_of(self, box: QWidget | None) -> BoxHelp | None:
        """What helps in that box, if anything does."""
        found = box.findChild(BoxHelp, options=Qt.FindChildOption.FindDirectChildrenOnly) if box is not None else None
        return found if isinstance(found, BoxHelp) else None

    def allows(self, setting: str) -> bool:
        """Whether the person, or IT, has left that on."""
        return getattr(self.desk.session.settings, setting, "on") == "on"

    @property
    def ready(self) -> bool:
        """Whether there is a session that can do something in the background, and a window for it."""
        has_jobs = not self._closed and getattr(self.desk.session, "jobs", None) is not None
        return has_jobs and self._window.stack.count() > 0

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard has come to another widget; None where another program or a menu has it."""
        if new is None or not self.ready:
            return
        if self.dictating is not None and self.dictating.alive and new is not self.dictating.box:
            self.dictating.stop()
        if self._read_in is not None and new is not self._read_in:
            self.be_quiet()
        self.attend(new)

    def attend(self, box: QWidget) -> None:
        """Help in that box from now on, if it gets help."""
        if not why_not(box) and self.helper_of(box) is None:
            assert isinstance(box, QLineEdit | QPlainTextEdit | QTextEdit)
            BoxHelp(box, self)

    # --- dictating

    def dictate_or_stop(self, box: Box) -> None:
        """Listen for this box; while it does, stop."""
        if self.dictating is not None:
            self.dictating.stop()
        elif self.allows("box_dictation") and self.ready:
            self.be_quiet()
            self._quiet_screen(box)
            self.dictating = made = Dictating(self.desk, box, self)
            made.over.connect(lambda: self._dictated(made))

    def _dictated(self, made: Dictating) -> None:
        if self.dictating is made:
            self.dictating = None
        made.deleteLater()

    # --- reading aloud

    @property
    def reading(self) -> bool:
        """Whether a box is read aloud, or is about to be."""
        return self._aloud is not None and self._aloud.state in (Reading.READING, Reading.PREPARING)

    def read_or_stop(self, box: Box) -> None:
        """Read what is selected, else all of it; while it reads, stop."""
        if self.reading:
            self.be_quiet()
            return
        if not self.allows("box_reading"):
            return
        chosen = chosen_in(box)
        if isinstance(box, QLineEdit) or not chosen:
            self._passages = (Passage(0, chosen or text_in(box)),)
        else:
            self._passages = passages_of(box)
        if not self._passages[0].text.strip():
            return
        self._quiet_screen(box)
        self._read_in = box
        settings = self.desk.session.settings
        self._aloud = ReadAloud(settings.reading_voice, settings.reading_speed, self, engine=self.engine)
        self._aloud.at.connect(self._mark)
        self._aloud.ended.connect(self._was_read)
        self._aloud.read(self._passages)

    def be_quiet(self) -> None:
        """Stop reading, and let the voice go."""
        aloud, self._aloud = self._aloud, None
        box, self._read_in = self._read_in, None
        if aloud is not None:
            aloud.close()
            aloud.deleteLater()
        if box is not None and shiboken6.isValid(box) and not isinstance(box, QLineEdit):
            box.setExtraSelections([])

    def _mark(self, place: ReadPlace) -> None:
        box = self._read_in
        if box is not None and shiboken6.isValid(box) and not isinstance(box, QLineEdit) and place.key is not None:
            mark_in(box, self._passages, place, self.desk.look.theme)

    def _was_read(self, problem: str) -> None:
        self.be_quiet()
        if problem and (screen := self._window.screen_shown) is not None:
            screen.notice.tell(problem, tone="warn")

    def _quiet_screen(self, box: Box) -> None:
        """One voice at a time."""
        screen = self._window.screen_shown
        if screen is not None:
            screen.stop_playing()
            if screen.reading_help is not None:
                screen.reading_help.aloud.stop()

    # --- spelling

    def known(self) -> Callable[[], frozenset[str]]:
        """What gives the words that are spelt right here: for a worker thread."""
        act, session, screen = self.desk.actions, self.desk.session, self._window.screen_shown
        visit = screen.visit_shown() if screen is not None else None
        right = frozenset(self.right)
        return lambda: act.words_to_spell(session, visit.id if visit is not None else None) | right

    def close(self) -> None:
        """Be quiet, listen to nothing, and look at no text any more: that is still to come just after the last key."""
        self._closed = True
        self.be_quiet()
        if self.dictating is not None:
            self.dictating.stop()


class BoxHelp(QObject):
    """The keys, the marks and the menu of one box. It goes when the box goes."""

    def __init__(self, box: Box, help_with: TextHelp) -> None:
        super().__init__(box)
        self.box, self._help = box, help_with
        self.marks = SpellingMarks(box, help_with.desk.look.theme.focus)
        self.found: Spans = ()
        """Every misspelt word of the text as it was last looked at, marked or not."""
        self._seen: str | None = None
        """The text that was looked at last; None while it is another one."""
        self._text = text_in(box)
        self._typing = False
        self._known: Callable[[], frozenset[str]] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT)
        self._soon.timeout.connect(self.look)
        self.menu: QMenu | None = None
        box.installEventFilter(self)
        box.textChanged.connect(self._changed)
        box.cursorPositionChanged.connect(self._caret_moved)
        box.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        box.customContextMenuRequested.connect(self._open_menu)
        self._soon.start()

    # --- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Take the keys of this help before the box, and before any shortcut of the window."""
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and isinstance(event, QKeyEvent):
            act = self._act_of(event)
            if act is not None:
                event.accept()
                if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                    act()
                return True
        return super().eventFilter(watched, event)

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        if why_not(self.box):
            return None
        key, held = event.key(), event.modifiers() & (_CTRL | _SHIFT | Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Escape and self._is_heard:
            return self._hush
        if held == _CTRL and key == Qt.Key.Key_D and self._help.allows("box_dictation"):
            return lambda: self._help.dictate_or_stop(self.box)
        if held == _CTRL | _SHIFT and key == Qt.Key.Key_R and self._help.allows("box_reading"):
            return lambda: self._help.read_or_stop(self.box)
        if held == _CTRL and key == Qt.Key.Key_Period and self._help.allows("box_spelling"):
            return self.offer
        return None

    @property
    def _is_heard(self) -> bool:
        dictating = self._help.dictating
        return self._help.reading or (dictating is not None and dictating.box is self.box)

    def _hush(self) -> None:
        if self._help.reading:
            self._help.be_quiet()
        else:
            self._help.dictate_or_stop(self.box)

    # --- misspelt words

    def _changed(self) -> None:
        if text_in(self.box) == self._seen:  # only how it looks has changed
            return
        self._seen = None
        self._typing = True
        if isinstance(self.box, QLineEdit):
            now = self.box.text()
            self.found, self._text = moved(self.found, self._text, now), now
            self.marks.move_spans(self._to_mark(self.found))
        self._soon.start()

    def _caret_moved(self) -> None:
        """Typing of a word is over when the caret leaves it without a change of the text."""
        if self._typing and self._seen is not None:
            self._typing = False
            self._show(self.found)

    def look(self) -> None:
        """Have the text looked at, off the window's thread."""
        text = text_in(self.box)
        if not self._help.allows("box_spelling") or not self._help.ready or not text.strip() or why_not(self.box):
            self._seen, self._text, self.found = text, text, ()
            self._show(())
            return
        act, known = self._help.desk.actions, self._help.known()
        bridge = self._help.desk.in_background("spelling", "spelling", lambda: act.misspelt_words(text, known()))
        bridge.succeeded.connect(lambda spans: self._looked(text, spans))

    def _looked(self, text: str, spans: Spans) -> None:
        if not shiboken6.isValid(self) or text_in(self.box) != text:
            return
        self._seen, self._text, self.found = text, text, spans
        self._show(spans)

    def _show(self, spans: Spans) -> None:
        self.marks.show_spans(self._to_mark(spans))

    def _to_mark(self, spans: Spans) -> Spans:
        """All but the word that is being typed."""
        if not (self._typing and self.box.hasFocus()):
            return spans
        caret = caret_in(self.box)
        return tuple(span for span in spans if not span[0] < caret <= span[1])

    def _word_at(self, place: int) -> tuple[int, int] | None:
        """The misspelt word there, else the next one after it, else the first."""
        here = next((span for span in self.found if span[0] <= place <= span[1]), None)
        after = next((span for span in self.found if span[0] > place), None)
        return here or after or next(iter(self.found), None)

    def offer(self) -> None:
        """Ask what may have been meant by the misspelt word at the caret, or by the next one, and show it as a menu."""
        if self._seen is None or self._seen != text_in(self.box):
            return
        span = self._word_at(caret_in(self.box))
        if span is not None:
            choose_in(self.box, *span)
        self._ask(span, None)

    def _open_menu(self, at: QPoint) -> None:
        """By mouse, or by the menu key: what may have been meant by the word there, and all that is done in a box."""
        place = self.box.cursorPositionAt(at) if isinstance(self.box, QLineEdit) else None
        if place is None and not isinstance(self.box, QLineEdit):
            place = self.box.cursorForPosition(at).position()
        text = text_in(self.box)
        here = next((s for s in self.found if units(text[: s[0]]) <= (place or 0) <= units(text[: s[1]])), None)
        self._ask(here if self._seen == text else None, self.box.mapToGlobal(at))

    def _ask(self, span: tuple[int, int] | None, at: QPoint | None) -> None:
        if span is None:
            self._show_menu(None, (), at)
            return
        text = text_in(self.box)
        word = text[span[0] : span[1]]
        act, known = self._help.desk.actions, self._help.known()
        bridge = self._help.desk.in_background(
            "suggestions", "suggestions", lambda: act.spelling_suggestions(word, known())
        )

        def came(offers: tuple[str, ...]) -> None:
            if shiboken6.isValid(self) and text_in(self.box) == text:
                self._show_menu(span, offers, at)

        bridge.succeeded.connect(came)

    def _show_menu(self, span: tuple[int, int] | None, offers: tuple[str, ...], at: QPoint | None) -> None:
        menu = QMenu(self.box)
        menu.setAccessibleName(Words.SPELL)
        for number, offer in enumerate(offers, start=1):
            self._add(menu, f"&{number}  {offer}", partial(self._use, span, offer), name=offer)
        if span is not None:
            if not offers:
                menu.addAction(Words.NONE).setEnabled(False)
            self._add(menu, Words.LEAVE_WORD, lambda: self._leave_word(span))
        elif at is None:
            menu.addAction(Words.RIGHT).setEnabled(False)
        if at is not None:
            self._add_usual(menu)
        self.menu = menu
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at if at is not None else self._under_caret())
        if (first := next((each for each in menu.actions() if each.isEnabled()), None)) is not None:
            menu.setActiveAction(first)

    def _add_usual(self, menu: QMenu) -> None:
        """What is done in any box, by keys too; then cutting, copying and pasting as everywhere."""
        menu.addSeparator()
        dictates = self._help.dictating is not None
        for setting, words, keys, act in (
            ("box_dictation", Words.STOP_DICTATING if dictates else Words.DICTATE, Words.DICTATE_KEYS, self._dictate),
            ("box_reading", Words.READ, Words.READ_KEYS, lambda: self._help.read_or_stop(self.box)),
        ):
            if self._help.allows(setting):
                self._add(menu, f"{words} ({keys})", act)
        menu.addSeparator()
        usual = self.box.createStandardContextMenu()
        usual.setParent(menu)
        menu.addActions(usual.actions())

    def _dictate(self) -> None:
        self._help.dictate_or_stop(self.box)

    @staticmethod
    def _add(menu: QMenu, words: str, act: Callable[[], object], name: str = "") -> QAction:
        made = menu.addAction(words)
        made.setData(name)
        made.triggered.connect(lambda _=False: act())
        return made

    def _use(self, span: tuple[int, int] | None, words: str) -> None:
        if span is not None:
            choose_in(self.box, *span)
            put_in(self.box, words)

    def _leave_word(self, span: tuple[int, int]) -> None:
        """It is right, in this window and until it is closed."""
        text = text_in(self.box)
        self._help.right.add(text[span[0] : span[1]])
        choose_in(self.box, span[1], span[1])
        self.look()

    def _under_caret(self) -> QPoint:
        rect = self.box.cursorRect()
        within = self.box if isinstance(self.box, QLineEdit) else self.box.viewport()
        return within.mapToGlobal(rect.bottomLeft())


def moved(spans: Spans, before: str, now: str) -> Spans:
    """Where spans of a text are after a change of it; those that the change touched are gone."""
    most = min(len(before), len(now))
    start = next((at for at in range(most) if before[at] != now[at]), most)
    end = next((at for at in range(most - start) if before[-1 - at] != now[-1 - at]), most - start)
    by = len(now) - len(before)
    kept = [span for span in spans if span[1] < start]
    after = [(first + by, last + by) for first, last in spans if first >= max(start, len(before) - end)]
    after = [span for span in after if not now[span[0] - 1 : span[0]].isalnum()]
    return (*kept, *after)
