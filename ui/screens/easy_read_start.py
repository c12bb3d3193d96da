"""Beginning an Easy Read: bring the letter in, put doubtful words of a scan right, and say who will read it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from easyread.putting_right import put_right
from scribe.easy_read import Start
from ui.desk import Desk, Go, Place
from ui.screens.base import Screen
from ui.widgets.bring_in import DropArea
from ui.widgets.buttons import button
from ui.widgets.easy_doubts import DoubtsForm
from ui.widgets.easy_who import WhoForm
from ui.widgets.field import Field, lines
from ui.widgets.layouts import column
from ui.widgets.text import Text
from ui.words_easy_read import Doubtful as DoubtWords
from ui.words_easy_read import Opening as Words
from ui.words_easy_read import Who as WhoWords

if TYPE_CHECKING:
    from easyread.source import Source
    from scribe.visit import Document, DocumentId, Visit, VisitId


class EasyStartScreen(Screen):
    """One thing at a time. Nothing is kept before the Easy Read is made."""

    def __init__(self, desk: Desk, visit: VisitId | None = None, note: DocumentId | None = None) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO)
        self.visit: Visit | None = desk.actions.visit(desk.session, visit) if visit is not None else None
        self.source: Source | None = None
        self.doubts: DoubtsForm | None = None
        self.who: WhoForm | None = None
        self._done, self._asked = False, ""
        self.bringing = self._bringing()
        self.body.addWidget(self.bringing)
        self.key("Ctrl+O", self._choose)
        self.set_main(Words.NEXT, self._use_pasted)
        if note is not None:
            self.bringing.hide()
            with self.telling():
                self._begin_with_note(note)

    # --- bringing it in

    def _bringing(self) -> QWidget:
        holder = QWidget()
        inside = column(holder)
        self.open_button = button(Words.FILE, self._choose, keys="Ctrl+O")
        self.drop = DropArea(self.open_button, words=Words.DROP)
        self.drop.dropped.connect(self._dropped)
        self.drop.refused.connect(lambda: self.notice.tell(Words.ONE_FILE, tone="warn"))
        self.pasted = lines(rows=5)
        inside.addWidget(self.drop)
        inside.addWidget(Field(Words.PASTE, self.pasted))
        return holder

    def _choose(self) -> None:
        if self.source is None and not self.working.busy:
            path, _ = QFileDialog.getOpenFileName(self, Words.FILE, "", Words.FILTER)
            if path:
                self.open_file(Path(path))

    def _dropped(self, paths: list[Path]) -> None:
        if len(paths) == 1:
            self.open_file(paths[0])
        else:
            self.notice.tell(Words.ONE_FILE, tone="warn")

    def open_file(self, path: Path) -> None:
        """Read one file; a scan takes a while, and can be cancelled."""
        bridge = self.desk.start("read letter", self.desk.actions.read_document_job(path))
        self.bringing.setEnabled(False)
        self.follow(Words.READING, bridge, self._read, lambda: self.bringing.setEnabled(True))

    def _use_pasted(self) -> None:
        text = self.pasted.toPlainText()
        if not text.strip():
            self.notice.tell(Words.NOTHING, tone="warn")
            self.open_button.setFocus()
            return
        with self.telling():
            self._read(self.desk.actions.source_from_text(text))

    def _read(self, source: Source) -> None:
        self.source = source
        self.bringing.setEnabled(True)
        self.bringing.hide()
        self.notice.quiet()
        if source.doubtful:
            self._ask_doubts(source)
        else:
            self._ask_who(source)

    # --- doubtful words

    def _ask_doubts(self, source: Source) -> None:
        self._say(DoubtWords.TITLE, DoubtWords.INTRO)
        self.doubts = DoubtsForm(source)
        self.body.addWidget(self.doubts)
        self.doubts.show()
        self.doubts.ended.connect(self.main.setFocus)
        self.set_main(DoubtWords.DONE, self._put_right)
        self._come_to(self.doubts.first_focus())

    def _put_right(self) -> None:
        assert self.doubts is not None and self.source is not None
        self.source = put_right(self.source, self.doubts.words())
        self.doubts.hide()
        self._ask_who(self.source)

    # --- who will read it

    def _begin_with_note(self, note: DocumentId) -> None:
        source, take_out = self.desk.actions.note_source(self.desk.session, note)
        self.source = source
        called = self.desk.actions.document(self.desk.session, note).title
        self._show_who(WhoForm.of_note(source, self.visit, called, take_out), WhoWords.INTRO_NOTE)

    def _ask_who(self, source: Source) -> None:
        self._show_who(WhoForm.of_letter(source), WhoWords.INTRO)

    def _show_who(self, form: WhoForm, intro: str) -> None:
        self._say(WhoWords.TITLE, intro)
        self.who = form
        self.body.addWidget(self.who)
        self.who.show()  # Qt would show it a moment later, and what isn't shown can't have the keyboard
        self.writer = Text(self.desk.actions.easy_read_writer(self.desk.session), "muted")
        self.body.addWidget(self.writer)
        self.set_main(WhoWords.START, self._start)
        self._come_to(self.who.first_focus())

    def _start(self) -> None:
        assert self.who is not None and self.source is not None
        if missing := self.who.missing():
            words, field = missing
            self.notice.tell(words, tone="warn")
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        with self.telling():
            start: Start = self.who.start(self.visit.id if self.visit is not None else None)
            job = self.desk.actions.start_easy_read(self.desk.session, self.source, start)
            bridge = self.desk.start("start easy read", job)
            self.who.setEnabled(False)
            self.follow(WhoWords.WRITING, bridge, self._made, lambda: self._enable_who())

    def _enable_who(self) -> None:
        if self.who is not None:
            self.who.setEnabled(True)

    def _made(self, document: Document) -> None:
        self._done = True
        self.go.emit(Place(Go.EASY_READ, document.visit, document=document.id))

    # --- for the window

    def _say(self, title: str, intro: str) -> None:
        self.title.say(title)
        self.setAccessibleName(title)
        self.intro.say(intro)
        self.to_top()

    def _come_to(self, widget: QWidget) -> None:
        self.order_tabs()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def unsettled(self) -> bool:
        """Whether a letter is in hand that is not kept yet."""
        return self.source is not None or bool(self.pasted.toPlainText().strip())

    @property
    def _in_hand(self) -> str:
        """What a person typed, pasted or put right here, and nothing has kept."""
        if self._done:
            return ""
        put_right = self.doubts.put_right if self.doubts is not None else ()
        return " ".join((self.pasted.toPlainText(), *put_right)).strip()

    def may_leave(self) -> str:
        """Asked once for each text that nothing has kept; going there once more leaves it."""
        if not self._in_hand or self._in_hand == self._asked:
            return ""
        self._asked = self._in_hand
        return Words.LEAVING

    def asks_before_closing(self) -> object | None:
        """The text that would be lost."""
        return self._asked

    @property
    def words_before_closing(self) -> str:
        """How to keep it, or close."""
        return Words.CLOSING

    def first_focus(self) -> QWidget:
        """What comes first of what is asked."""
        if self.who is not None:
            return self.who.first_focus()
        return self.doubts.first_focus() if self.doubts is not None else self.open_button

    def visit_shown(self) -> Visit | None:
        """The visit of the note that it is made of."""
        return self.visit
