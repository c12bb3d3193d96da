"""Reading the note back: in plain large type, spoken, and what the person says to it is kept in their words."""

from __future__ import annotations

import time

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scribe.visit import Document, Visit, VisitId
from ui.desk import Desk, Go
from ui.read_aloud import ReadPlace
from ui.screens.base import Screen
from ui.screens.review_more import MoreButtons
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.draft_list import Item
from ui.widgets.field import Field, line, with_buttons
from ui.widgets.layouts import card, row, scrolling
from ui.widgets.line_focus import LineFocus, rect_of
from ui.widgets.reading_help import ReadingHelp
from ui.widgets.spoken_note import SpokenNote
from ui.words_urgent import ReadBack as Words


class ReadBackScreen(Screen):
    """The person and the worker look at it together. Nothing in it is reworded here."""

    step = 4

    def __init__(self, desk: Desk, visit_id: VisitId) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO, scrolls=False, beside=True)
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        self.document: Document = desk.document_of(visit_id)
        self._began = time.monotonic()
        self.item: Item | None = None
        self._asked = ""
        """The words that are not kept and of which the person was told so."""
        self.note = SpokenNote()
        self.area = scrolling(self.note, Words.LIST)
        self.note.here.connect(self._come_to)
        self.body.addWidget(self._correcting())
        panes = row()
        panes.addWidget(self.area)
        self.add_panes(panes, least=200)
        self.correct_button = self.add_other(Words.CORRECT, self.correct, keys="C")
        back = self.add_other(Words.BACK, self._back)
        self.set_main(Words.DONE, self._read_together)
        help_with = self._help_reading()
        MoreButtons(self, [self.correct_button, help_with.read_button, back, help_with.focus_button], ())
        self.show_document(self.document)

    def _correcting(self) -> QWidget:
        self.typing, within = card()
        within.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        self.words = line()
        self.words.returnPressed.connect(self.keep)
        person = self.visit.person
        # To keep them is the screen's main button meanwhile, and Enter.
        leave = button(Words.LEAVE, self.leave_it, keys="Esc")
        within.addWidget(with_buttons(Field(Words.field(person.name if person else ""), self.words), leave))
        self.words.setAccessibleDescription(Words.HELP)
        self.words.setToolTip(Words.HELP)
        self.typing.hide()
        return self.typing

    def _help_reading(self) -> ReadingHelp:
        theme = self.desk.look.theme

        def under(at: QPoint) -> QRect | None:
            return rect_of(self.note.under(self.note.mapFrom(self.area.viewport(), at)), self.area)

        focus = LineFocus(self.area, theme, lambda: rect_of(self.note.line_of(self.item), self.area), under)
        made = ReadingHelp(self, focus, lambda: self.note.passages(self.item), self._show_read)
        self.reading_help = made
        return made

    def _show_read(self, place: ReadPlace) -> None:
        for made in self.note.lines:
            made.mark_read(place, self.desk.look.theme)
        made_now = self.note.line_of(place.key) if isinstance(place.key, Item) else None
        if made_now is not None:
            self.area.ensureWidgetVisible(made_now)

    def show_document(self, document: Document) -> None:
        """Show what the note says now, with the keyboard where it was."""
        self.document = document
        self.note.show_document(document)
        self.correct_button.setEnabled(bool(self.note.lines))
        if not self.note.lines:
            self.notice.tell(Words.NOTHING)
            self.set_main(Words.BACK, self._back)
        self.order_tabs()

    # --- what they say to it

    def correct(self) -> None:
        """Open the line for the person's words, about the statement where the keyboard is."""
        if self.note.lines:
            self.note.come_to(self.item or self.note.lines[0].item)
            self.notice.quiet()
            self.intro.hide()
            self.title.hide()
            self.typing.show()
            self.set_main(Words.KEEP, self.keep)
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep what was typed, as the person's own words."""
        said = self.words.text().strip()
        section = self.item.section if self.item is not None else None
        if not said or self.item is None or section is None:
            self.notice.tell(Words.NOTHING_TYPED, tone="warn")
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        with self.telling():
            act, item = self.desk.actions, self.item
            self.show_document(act.correct_read_back(self.desk.session, self.document.id, said, section, item.id))
            self.words.clear()
            self.leave_it()
            self.notice.tell(Words.KEPT, tone="good")

    def leave_it(self) -> None:
        """Close the line; the keyboard goes back to the statement. What is half typed stays in it."""
        self.typing.hide()
        self.set_main(Words.DONE, self._read_together)
        self.intro.show()
        self.title.show()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> bool:
        """Esc leaves the line that is typed in, before anything else."""
        if not self.typing.isHidden():
            self.leave_it()
            return True
        return super().escape()

    def unsettled(self) -> bool:
        """Whether anything is half typed."""
        return bool(self.words.text().strip())

    def may_leave(self) -> str:
        """Asked once for words that are typed and not kept; going there once more leaves them."""
        typed = self.words.text().strip()
        if not typed or typed == self._asked:
            return ""
        self._asked = typed
        return Words.HALF_TYPED

    def asks_before_closing(self) -> object | None:
        """The words that would be lost."""
        return self._asked

    @property
    def words_before_closing(self) -> str:
        """How to keep them, or close."""
        return Words.CLOSING

    # --- going

    def _read_together(self) -> None:
        if why := self.may_leave():
            self.correct()
            self.notice.tell(why, tone="warn")
            return
        with self.telling():
            seconds = time.monotonic() - self._began
            self.desk.actions.was_read_back(self.desk.session, self.document.id, self.note.words, seconds)
            self._back()

    def _back(self) -> None:
        self.leave_for(Go.REVIEW, self.visit.id)

    def _come_to(self, item: Item) -> None:
        self.item = item

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """C opens the line for what they say, while nothing is being typed."""
        if event.key() == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.correct()
        else:
            super().keyPressEvent(event)

    def first_focus(self) -> QWidget:
        """The statement where the person is, else the first."""
        return self.note.line_of(self.item) or (self.note.lines[0] if self.note.lines else self.main)

    def visit_shown(self) -> Visit | None:
        """The visit that the note is about."""
        return self.visit
