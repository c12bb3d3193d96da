"""Writing help: a worker's own text with easier words beside it, taken or refused one by one. Nothing is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QPushButton, QStackedWidget, QTextEdit, QWidget

from easyread.rewriting import Rewrite, Wording
from easyread.source import Source
from scribe.files import write_atomically
from ui.clipboard import copy_privately
from ui.desk import Desk, Place
from ui.read_aloud import Passage, ReadPlace
from ui.screens.base import Screen
from ui.screens.review_more import MoreButtons
from ui.screens.writing_choosing import Choosing
from ui.screens.writing_start import WritingStart
from ui.theme import SPACE
from ui.widgets.layouts import column, flow_of, row, scrolling
from ui.widgets.line_focus import LineFocus, rect_of
from ui.widgets.reading_help import ReadingHelp
from ui.widgets.sentence_cards import SentenceList
from ui.widgets.shown_text import ShownText
from ui.widgets.text_reading import line_at, mark_in, passages_of
from ui.widgets.writing_panels import HowItReads, ShortVersion
from ui.words_writing import Writing as Words
from ui.writing_book import Chosen, How, WritingBook

CHANGES, RESULT, SHORT, REPORT = range(4)
_TABS = (Words.CHANGES, Words.RESULT, Words.SHORT, Words.REPORT)


class WritingScreen(Screen):
    """First the text and for whom; then its changes, the new text, its short version and how it reads.

    It reads nothing of a visit and stores nothing. The text is in this screen until it is left.
    """

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, Words.TITLE, Words.NOT_KEPT, scrolls=False, beside=True)
        self.place = place
        self.book: WritingBook | None = None
        self.at: int | None = None
        self._kept = self._asked = ""
        self.start = WritingStart()
        self.start.open_it.connect(self._open)
        self.start.dropped.connect(self._take)
        self.parts = QStackedWidget()
        self.parts.addWidget(self.start)
        self.parts.addWidget(self._results())
        across = row()
        across.addWidget(self.parts)
        self.add_panes(across, least=70)
        self._shelf()
        self._buttons()
        reading = self._help_reading()
        first = [self.save_button, self.undo_button, reading.read_button, self.again_button]
        self.more = MoreButtons(self, [*first, self.edit_button, reading.focus_button], ())
        self._keys()
        self._show_start()

    # --- building

    def _results(self) -> QWidget:
        holder = QWidget()
        holder.setObjectName("body")
        inside = column(holder, gap=SPACE[1])
        self.tabs = [QPushButton(words) for words in _TABS]
        for number, tab in enumerate(self.tabs):
            tab.setObjectName("tab")
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
            tab.setAccessibleName(_TABS[number])
            tab.setToolTip(f"Ctrl+{number + 1}")
            tab.clicked.connect(lambda _=False, n=number: self.show_tab(n))
        self.tab_row = flow_of(*self.tabs)
        inside.addWidget(self.tab_row)
        self.list, self.short, self.report = SentenceList(), ShortVersion(), HowItReads()
        self.list.here.connect(self._come_to)
        self.text = ShownText(self.desk.look)
        self.text.setAccessibleName(Words.RESULT)
        self.pages = QStackedWidget()
        self.area = scrolling(self.list, Words.CHANGES, column=False)
        self.list.be_in(self.area)
        self.areas = (scrolling(self.short, Words.SHORT), scrolling(self.report, Words.REPORT, column=False))
        for page in (self.area, self.text, *self.areas):
            self.pages.addWidget(page)
        inside.addWidget(self.pages, 1)
        return holder

    def _shelf(self) -> None:
        self.choosing = Choosing()
        self.choosing.take.connect(lambda: self._choose(How.NEW))
        self.choosing.keep.connect(lambda: self._choose(How.OLD))
        self.choosing.own.connect(self._use_own)
        self.choosing.writing_changed.connect(self._writing_changed)
        self.choosing.asked_for_own.connect(self._write_own)
        self.choosing.left.connect(self._back_to_list)
        self.shelf = self.add_shelf(self.choosing)

    def _buttons(self) -> None:
        self.save_button = self.add_other(Words.SAVE, self._save, keys="Ctrl+S")
        self.edit_button = self.add_other(Words.EDIT, self._edit_result)
        self.undo_button = self.add_other(Words.UNDO, self._undo, keys="Ctrl+Z")
        self.again_button = self.add_other(Words.AGAIN, self._start_again)

    def _help_reading(self) -> ReadingHelp:
        theme = self.desk.look.theme
        by_card = LineFocus(
            self.area,
            theme,
            lambda: rect_of(self.list.card(self.at), self.area),
            self._card_rect,
        )
        self._spoken: tuple[Passage, ...] = ()
        self.reading_help = made = ReadingHelp(self, by_card, self._passages, self._show_read)
        boxes: tuple[QTextEdit | QPlainTextEdit, ...] = (self.text, self.start.box)
        self._focuses = [LineFocus(box, theme, partial(line_at, box), partial(line_at, box)) for box in boxes]
        made.focus_button.toggled.connect(self._focus_everywhere)
        self._focus_everywhere(made.focus_button.isChecked())
        return made

    def _focus_everywhere(self, on: bool) -> None:
        for focus in self._focuses:
            focus.set_on(on)

    def _card_rect(self, at: QPoint) -> QRect | None:
        cards = self.list.cards.values()
        inside = self.list.mapFrom(self.area.viewport(), at)
        return rect_of(next((each for each in cards if each.geometry().contains(inside)), None), self.area)

    def _keys(self) -> None:
        for keys, act in (
            ("A", lambda: self._choose(How.NEW)),
            ("K", lambda: self._choose(How.OLD)),
            ("E", self._write_own),
            ("F8", self._go_on),
            ("Ctrl+O", self._open),
            ("Ctrl+S", self._save_key),
            ("Ctrl+Z", self._undo),
        ):
            self.key(keys, act)
        for number in range(len(_TABS)):
            self.key(f"Ctrl+{number + 1}", partial(self.show_tab, number))

    # --- the text

    @property
    def at_start(self) -> bool:
        """Whether the text can be changed: there are no changes to look at yet."""
        return self.book is None

    def _show_start(self) -> None:
        self.book, self.at = None, None
        self.parts.setCurrentIndex(0)
        self.shelf.hide()
        for made in (self.save_button, self.edit_button, self.undo_button, self.again_button):
            self.more.want(made, False)
        self.set_main(Words.START, self._begin)

    def _open(self) -> None:
        if self.at_start and not self.working.busy:
            chosen, _ = QFileDialog.getOpenFileName(self, Words.OPEN, "", Words.FILTER)
            if chosen:
                self._take([Path(chosen)])

    def _take(self, paths: list[Path]) -> None:
        if len(paths) != 1 or paths[0].is_dir():
            self.notice.tell(Words.ONE_FILE, tone="warn")
            return
        with self.telling():
            bridge = self.desk.start("open a document", self.desk.actions.read_document_job(paths[0]))
            self.follow(Words.OPENING, bridge, self._opened)

    def _opened(self, source: Source) -> None:
        self.start.show_source(source)
        if source.doubtful or source.from_picture:
            self.notice.tell(Words.DOUBTFUL, tone="warn")
        self.start.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        if not self.start.text.strip():
            self.notice.tell(Words.EMPTY, tone="warn")
            self.start.box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        with self.telling():
            job = self.desk.actions.rewrite_job(self.start.what, self.start.kind, self._own_folder)
            bridge = self.desk.start("writing help", job)
            self.start.setEnabled(False)
            bridge.ended.connect(lambda: self.start.setEnabled(True))
            self.follow(Words.WORKING, bridge, self._show_rewrite)

    @property
    def _own_folder(self) -> Path | None:
        """Where the council's own words are."""
        return self.desk.actions.own_folder(self.desk.session)

    # --- its changes

    def _show_rewrite(self, rewrite: Rewrite) -> None:
        self.notice.quiet()
        self.book = WritingBook(rewrite)
        self.list.show_book(self.book, self.desk.look.theme)
        self.short.show_quotes(rewrite.short)
        self.report.show_report(rewrite)
        self.more.want(self.again_button, True)
        self.parts.setCurrentIndex(1)
        if not self.list.order:
            self.notice.tell(Words.NO_CHANGES, tone="good")
        self.show_tab(CHANGES if self.list.order else RESULT)
        self.order_tabs()

    def show_tab(self, number: int) -> None:
        """Show one of the four; the keyboard goes to what is in it."""
        if self.book is None:
            return
        self.tabs[number].setChecked(True)
        self.pages.setCurrentIndex(number)
        if number == RESULT:
            self.text.setPlainText(self.book.text)
        self._refresh()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def tab(self) -> int:
        """Which of the four is shown."""
        return self.pages.currentIndex()

    def _refresh(self) -> None:
        """Show what is chosen now, and what is to be done next."""
        book = self.book
        if book is None:
            return
        self.list.show_choices()
        changing = self.tab == CHANGES and self.at is not None
        self.shelf.setVisible(changing)
        if changing and self.at is not None:
            order = self.list.order
            self.choosing.show_where(order.index(self.at) + 1, len(order), len(book.open), book.sentence(self.at))
        self.more.want(self.save_button, self.tab == RESULT)
        self.more.want(self.edit_button, self.tab == RESULT)
        self.more.want(self.undo_button, self.tab == CHANGES and book.can_undo)
        self._set_main(book)

    def _set_main(self, book: WritingBook) -> None:
        if self.tab == RESULT:
            self.set_main(Words.COPY, self._copy)
        elif self.tab != CHANGES:
            self.set_main(Words.TO_RESULT, lambda: self.show_tab(RESULT))
        elif self.choosing.writing:
            self.set_main(Words.SAVE_OWN, self.choosing.save)
        elif book.open_safe:
            self.set_main(Words.ALL_SAFE, self._use_all_safe)
        elif book.open:
            self.set_main(Words.NEXT, self._go_on)
        else:
            self.set_main(Words.TO_RESULT, lambda: self.show_tab(RESULT))

    def _come_to(self, at: int) -> None:
        if at != self.at:
            self.at = at
            self.choosing.close_own()
            self._refresh()
        QTimer.singleShot(0, self, lambda: self._bring(self.list.card(at)))

    def _bring(self, shown: QWidget | None) -> None:
        if shown is None:
            return
        if shown.height() > self.area.viewport().height():
            self.area.verticalScrollBar().setValue(shown.y())
        else:
            self.area.ensureWidgetVisible(shown, 0, SPACE[2])

    def _choose(self, how: How) -> None:
        if self.book is None or self.tab != CHANGES or self.at is None or not self.book.sentence(self.at).changed:
            return
        self.book.choose(self.at, Chosen(how))
        self._after_choice()

    def _after_choice(self) -> None:
        """On to the next that is open, if there is one; else the keyboard stays."""
        book = self.book
        assert book is not None
        self.notice.quiet()
        self._refresh()
        if book.open:
            self._go_on()
        else:
            self.choosing.say(Words.ALL_CHOSEN)

    def _go_on(self) -> None:
        """To the next sentence for which nothing is chosen: after this one, else the first."""
        if self.book is None or self.tab != CHANGES or not self.book.open:
            return
        here = -1 if self.at is None else self.at
        self.list.go_to(next((at for at in self.book.open if at > here), self.book.open[0]))

    def _use_all_safe(self) -> None:
        book = self.book
        assert book is not None
        count = book.use_all_safe()
        if book.open:
            self._go_on()
        elif self.at is None:
            self.list.go_to(self.list.order[0])
        self._refresh()
        self.choosing.say(Words.used(count, len(book.open)))

    def _undo(self) -> None:
        if self.book is not None and self.tab == CHANGES and self.book.can_undo:
            self.book.undo()
            self.notice.quiet()
            self._refresh()
            self.keep_keyboard()

    # --- own words

    def _write_own(self) -> None:
        if self.book is not None and self.tab == CHANGES and self.at is not None:
            chosen = self.book.chosen.get(self.at)
            now = chosen.own if chosen is not None and chosen.how is How.OWN else self.book.sentence(self.at).after
            self.choosing.open_own(now)

    def _writing_changed(self, on: bool) -> None:
        self.tab_row.setHidden(on)
        if self.book is not None:
            self._set_main(self.book)

    def _use_own(self, words: str) -> None:
        book, at = self.book, self.at
        if book is None or at is None or not words.strip():
            return
        before, ask, own = book.sentence(at).before, self.desk.actions.check_wording, self._own_folder
        book.choose(at, Chosen(How.OWN, words, Words.CHECKING))
        self._after_choice()
        bridge = self.desk.in_background(f"wording {at}", "check words", lambda: ask(before, words, own))
        bridge.succeeded.connect(lambda said: self._checked(book, at, words, said))
        bridge.failed.connect(lambda error: None if self._leaving else self.show_error(error))

    def _checked(self, book: WritingBook, at: int, words: str, said: Wording) -> None:
        book.remark(at, words, said.why)
        if book is self.book and not self._leaving:
            self._refresh()

    def _back_to_list(self) -> None:
        if self.at is not None:
            self.list.go_to(self.at)

    # --- the new text

    def _copy(self) -> None:
        if self.book is not None:
            copy_privately(self.book.text)
            self._kept = self._state
            self.notice.tell(Words.COPIED, tone="good")

    def _save_key(self) -> None:
        if self.choosing.writing:
            self.choosing.save()
        elif self.tab == RESULT:
            self._save()

    def _save(self) -> None:
        if self.book is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(self, Words.SAVE, "", Words.SAVE_FILTER)
        if not chosen:
            return
        to = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.txt")
        with self.telling():
            # The person was asked about the name that they chose, not about one that was made of it.
            write_atomically(to, f"{self.book.text}\n".encode(), overwrite=to == Path(chosen))
            self._kept = self._state
            self.notice.tell(Words.saved(to.name), str(to.parent), "good")

    def _edit_result(self) -> None:
        """The new text becomes the text: what is changed by hand is a person's, and can be looked at again."""
        if self.book is not None:
            self.start.show_text(self.book.text)
            self._to_start()

    def _start_again(self) -> None:
        """Back to the text as it was put in; it is still there."""
        self._to_start()

    def _to_start(self) -> None:
        self.notice.quiet()
        self._show_start()
        self.start.box.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- reading aloud

    def _passages(self) -> tuple[Passage, ...]:
        self._spoken = self._to_read()
        return self._spoken

    def _to_read(self) -> tuple[Passage, ...]:
        if self.at_start:
            return passages_of(self.start.box)
        if self.tab == RESULT:
            return passages_of(self.text)
        if self.tab == CHANGES:
            return self.list.passages()
        return self.short.passages() if self.tab == SHORT else ()

    def _show_read(self, place: ReadPlace) -> None:
        theme = self.desk.look.theme
        if self.at_start:
            mark_in(self.start.box, self._spoken, place, theme)
        elif self.tab == RESULT:
            mark_in(self.text, self._spoken, place, theme)
        elif self.tab == SHORT:
            self.areas[0].ensureWidgetVisible(self.short.mark_read(place, theme) or self.short)
        else:
            self.list.mark_read(place)

    # --- for the window

    @property
    def _state(self) -> str:
        """What would be lost: the text, and what was chosen."""
        return self.start.text if self.book is None else self.book.text

    @property
    def unkept(self) -> bool:
        """Whether there is a text that was neither copied nor saved."""
        return bool(self._state.strip()) and self._state != self._kept

    def first_focus(self) -> QWidget:
        """The text; then the sentence that is chosen, or what is shown."""
        if self.at_start:
            return self.start.box
        if self.tab == CHANGES and self.list.order:
            return self.list.card(self.list.order[0] if self.at is None else self.at) or self.main
        return self.text if self.tab == RESULT else self.tabs[self.tab]

    def may_leave(self) -> str:
        """Asked once for each text that is not kept; going there once more leaves it."""
        if not self.unkept or self._asked == self._state:
            return ""
        self._asked = self._state
        return Words.LEAVING

    def asks_before_closing(self) -> object | None:
        """The text that would be lost."""
        return self._asked

    @property
    def words_before_closing(self) -> str:
        """How to keep it, or close."""
        return Words.CLOSING

    def unsettled(self) -> bool:
        """Whether there is a text: then the screen is not made again for a new look."""
        return bool(self._state.strip())

    def come_back(self) -> None:
        """The look may be another one."""
        self.list.show_theme(self.desk.look.theme)
        super().come_back()

    def escape(self) -> bool:
        """Esc is quiet first, then leaves what is typed for a sentence, then goes back to the text."""
        if super().escape():
            return True
        if self.choosing.writing:
            self.choosing.close_own()
            self._back_to_list()
            return True
        return False

    def close_down(self) -> None:
        """Nothing stays."""
        for focus in self._focuses:
            focus.set_on(False)
        super().close_down()
