"""Approving: a named person reads the exact text once more and says that it is right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QCheckBox, QTextEdit, QWidget

from scribe.visit import Document, DocumentId, Role, Visit, VisitId
from ui.desk import Desk, Go, Place
from ui.read_aloud import Passage
from ui.screens.base import Screen
from ui.screens.review_more import MoreButtons
from ui.stylesheet import line_pixels
from ui.theme import SPACE
from ui.widgets.field import Field, line
from ui.widgets.layouts import card, column, row, scrolling
from ui.widgets.line_focus import LineFocus
from ui.widgets.reading_help import ReadingHelp
from ui.widgets.text import Text
from ui.widgets.text_reading import line_at, mark_in, passages_of
from ui.widgets.unapproved_text import UnapprovedText
from ui.words import Approve as Words
from ui.words import ApproveTranscript
from ui.words_easy_read import ApproveEasy
from ui.words_urgent import ApproveUrgent


class ApproveScreen(Screen):
    """The text at the left is what is approved: the very string that is shown is handed to `approve`."""

    step = 5
    back_to = Go.REVIEW

    def __init__(
        self,
        desk: Desk,
        visit_id: VisitId,
        *,
        transcript: bool = False,
        urgent: bool = False,
        document: DocumentId | None = None,
    ) -> None:
        self.words = self._words_for(transcript, urgent, document)
        self.step = 0 if document is not None else self.step
        super().__init__(desk, self.words.TITLE, self.words.INTRO, scrolls=False, beside=True)
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        self.document: Document = desk.document_of(visit_id, transcript=transcript, urgent=urgent, document=document)
        self.shown = desk.actions.shown_text(desk.session, self.document.id)
        across = row(gap=16)
        across.addWidget(self._text(), 3)
        across.addWidget(scrolling(self._side(), Words.CONFIRMED), 2)
        self.add_panes(across, least=200)
        back = self.add_other(self.words.TO_REVIEW, self._back)
        help_with = self._help_reading()
        more = MoreButtons(self, [back, help_with.read_button, help_with.focus_button], ())
        if self._tell_obstacles():
            more.want(back, False)
            self.set_main(self.words.TO_REVIEW, self._back)
        else:
            self.set_main(self.words.APPROVE, self._approve)

    def _words_for(self, transcript: bool, urgent: bool, document: DocumentId | None) -> type[Words]:
        by_kind = ApproveUrgent if urgent else ApproveTranscript if transcript else Words
        return ApproveEasy if document is not None else by_kind

    def _help_reading(self) -> ReadingHelp:
        theme, read = self.desk.look.theme, self.text
        focus = LineFocus(read, theme, lambda: line_at(read), lambda at: line_at(read, at))
        spoken: list[Passage] = []

        def passages() -> list[Passage]:
            spoken[:] = passages_of(read)
            return spoken

        made = ReadingHelp(self, focus, passages, lambda place: mark_in(read, tuple(spoken), place, theme))
        self.reading_help = made
        return made

    def _text(self) -> QWidget:
        self.text = exact_text(self.shown, self.desk.look.line_spacing)
        if longest := line_pixels(self.desk.look):
            self.text.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
            self.text.setLineWrapColumnOrWidth(longest)
        return Field(self.words.TEXT, self.text)

    def _side(self) -> QWidget:
        holder = QWidget()
        holder.setObjectName("body")
        inside = column(holder)
        frame, within = card()
        within.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        self.name = line(self._name())
        self.tick = QCheckBox()
        self.tick.setAccessibleName(self.words.STATEMENT)
        ticking = row(gap=0)
        ticking.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        said = Text(self.words.STATEMENT)
        said.setBuddy(self.tick)
        ticking.addWidget(said, 1)
        within.addWidget(Field(Words.NAME, self.name))
        within.addLayout(ticking)
        within.addWidget(Text(self.words.NOT_MANAGER, "muted"))
        inside.addWidget(frame)
        inside.addWidget(self._confirmed())
        inside.addStretch()
        return holder

    def _name(self) -> str:
        worker = next((p.name for p in self.visit.people if p.role is Role.WORKER), "")
        return self.desk.session.settings.worker_name or worker

    def _confirmed(self) -> QWidget:
        frame, within = card()
        within.addWidget(Text(Words.CONFIRMED, "heading"))
        claims = [claim for section in self.document.sections for claim in section.claims]
        how = [claim.settled.how for claim in claims if claim.settled is not None and not claim.removed]
        lines = self.words.summary(
            sections=sum(1 for s in self.document.sections if s.confirmed_at is not None),
            kept=how.count("accepted"),
            edited=how.count("edited"),
            removed=sum(1 for claim in claims if claim.removed),
            omissions=len(self.document.omissions) if self.document.omissions_seen_at else 0,
        )
        for words in lines:
            within.addWidget(Text(words))
        frame.setVisible(bool(lines))
        return frame

    def _back(self) -> None:
        self._leave_for(self.back_to)

    def _tell_obstacles(self) -> bool:
        """Say what is still to be done, and whether there is anything: then the one thing to do is to go back."""
        left = self.desk.actions.obstacles(self.desk.session, self.document.id)
        if left:
            told = dict.fromkeys(one.sentence for one in left)  # an hour may have a hundred flags in a section
            self.notice.tell(self.words.NOT_YET, "\n".join(told), "warn")
        return bool(left)

    def _approve(self) -> None:
        if not self.name.text().strip():
            self.notice.tell(Words.NAME_MISSING, tone="warn")
            self.name.setFocus()
            return
        if not self.tick.isChecked():
            self.notice.tell(Words.TICK_MISSING, tone="warn")
            self.tick.setFocus()
            return
        with self.telling():
            self._say_yes(self.name.text().strip())
            self._leave_for(Go.EXPORT)

    def _say_yes(self, name: str) -> None:
        self.desk.actions.approve(self.desk.session, self.document.id, name, self.words.STATEMENT, self.shown)
        self._remember(name)

    def _leave_for(self, go: Go) -> None:
        if self.document.is_easy_read:
            to = Go.EASY_READ if go is Go.REVIEW else go
            self.go.emit(Place(to, self.visit.id, document=self.document.id))
            return
        kind = {"transcript": self.document.is_transcript, "urgent": self.document.is_urgent}
        self.leave_for(go, self.visit.id, **kind)

    def _remember(self, name: str) -> None:
        """The first name that is typed is filled in from then on."""
        settings = self.desk.session.settings
        if not settings.worker_name and "worker_name" not in settings.locked and not self.visit.practice:
            self.desk.actions.change_setting(self.desk.session, "worker_name", name)

    def first_focus(self) -> QWidget:
        """The text: it is there to be read first."""
        return self.text

    def visit_shown(self) -> Visit | None:
        """The visit that the note is about."""
        return self.visit


def exact_text(shown: str, line_spacing: int) -> QTextEdit:
    """The text to be approved, letter for letter, at the chosen line spacing (per cent) and with its headings bold."""
    field = UnapprovedText()
    field.setAcceptRichText(False)
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    # Read-only text can't be moved through by keyboard unless Qt is told that it can.
    field.setTextInteractionFlags(field.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    field.setPlainText(shown)
    cursor = QTextCursor(field.document())
    cursor.select(QTextCursor.SelectionType.Document)
    spaced = QTextBlockFormat()
    spaced.setLineHeight(line_spacing, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(spaced)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    block = field.document().begin()
    while block.isValid():
        # A heading is the first line, or follows an empty one: `scribe.document_text.text_of_blocks`.
        if not block.previous().isValid() or not block.previous().text():
            line_cursor = QTextCursor(block)
            line_cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            line_cursor.mergeCharFormat(bold)
        block = block.next()
    return field
