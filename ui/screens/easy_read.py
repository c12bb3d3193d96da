"""The Easy Read beside its letter: each line with the words that it came from, its picture, and what to do with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from easyread.page import Level, Line, LineKind, Picture
from easyread.source import Span
from scribe.easy_read import Shown, shown
from scribe.review import Obstacle
from scribe.visit import Claim, ClaimId, Document, DocumentId, SectionId, Visit, VisitId
from ui.desk import Desk, Go, Place
from ui.errors import explain
from ui.screens.base import Screen
from ui.screens.easy_read_acts import EasyActs
from ui.screens.easy_read_keys import EasyHearing, EasyKeys
from ui.screens.easy_read_next import EasyOnward
from ui.screens.easy_read_page import EasyPage
from ui.screens.pacing import Pacing
from ui.screens.review_more import MoreButtons
from ui.screens.review_panes import OnePane
from ui.screens.transcript_menu import Entry
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.easy_deciding import EasyDeciding
from ui.widgets.easy_left_out import LeftOutPane
from ui.widgets.easy_letter import LetterView
from ui.widgets.easy_line import standing
from ui.widgets.easy_lines import EasyLines
from ui.widgets.easy_page import PagePane
from ui.widgets.easy_pictures import PictureDialog
from ui.widgets.easy_report import ReportPane
from ui.widgets.layouts import column, flow_of, row, scrolling
from ui.widgets.reading import Reading
from ui.words_easy_read import Easy as Words
from ui.words_easy_read import Report as ReportWords
from ui.words_review import Undoing as UndoWords


class EasyReadScreen(Screen):
    """Nothing is kept in it but what is half typed: each change is one action, stored at once."""

    def __init__(self, desk: Desk, visit_id: VisitId, document_id: DocumentId) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO, scrolls=False, beside=True)
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        self.shown: Shown = desk.actions.easy_document(desk.session, document_id)
        self.obstacles: tuple[Obstacle, ...] = ()
        self._claims: dict[ClaimId, Claim] = {}
        self._on_page: dict[str, Line] = {}
        self._halves: dict[ClaimId | None, str] = {}
        """What was left half typed of each line."""
        self._interrupted: set[ClaimId | None] = set()
        """Of which of them nobody said that they give it up."""
        self._editing: ClaimId | None = None
        self._adding = False
        self._asked = ""
        """The half typed words about which the person was asked when they wanted to leave."""
        self.progress = self.intro
        self._build_panes()
        self.acts, self.onward = EasyActs(self), EasyOnward(self)
        self.page = EasyPage(self)
        self._add_buttons()
        self.hearing = EasyHearing(self)
        self.pacing = Pacing(self, self)
        self._add_more()
        self.keys = EasyKeys(self)
        self._listen()
        self.show_shown(self.shown)
        self._tell_first()
        self._get_ready_to_check()

    # --- building

    def _build_panes(self) -> None:
        document = self.document
        assert document.easy is not None
        self.lines = EasyLines(self.desk.look, self._picture_bytes)
        self.letter = LetterView(document.easy.source, self.desk.look)
        self.left_out, self.page_pane, self.report = LeftOutPane(), PagePane(), ReportPane()
        self.left_out_area = scrolling(self.left_out, Words.OMISSIONS_TITLE)
        self.page_area = scrolling(self.page_pane, Words.PAGE, column=False)
        self.report_area = scrolling(self.report, ReportWords.TITLE)
        self.left = QStackedWidget()
        for each in (self.letter, self.left_out_area, self.page_area, self.report_area):
            self.left.addWidget(each)
        self.letter_tab = button(Words.LETTER, self.show_letter, style="tab")
        self.left_out_tab = button(Words.LEFT_OUT, self.show_left_out, style="tab", keys="O")
        self.page_tab = button(Words.PAGE, self.show_page, style="tab", keys="V")
        self.report_tab = button(Words.REPORT, self.show_report, style="tab", keys="W")
        for tab in self._tabs:
            tab.setCheckable(True)
        self.letter_tab.setChecked(True)
        side = QWidget()
        within = column(side, gap=8)
        self.panes = OnePane(self, self.lines.area, side, self._to_line)
        self.panes.tab.setText(Words.NARROW)
        self.panes.tab.setAccessibleName(Words.NARROW)
        within.addWidget(flow_of(self.panes.tab, *self._tabs))
        within.addWidget(self.left, 1)
        across = row(gap=16)
        across.addWidget(side, 10)
        across.addWidget(self.lines.area, 11)
        self.add_panes(across, least=150)
        self.deciding = EasyDeciding()
        self.shelf = self.add_shelf(self.deciding)
        self.reading_left_out = Reading(self.left_out_area, self.left_out.ends, self)

    @property
    def _tabs(self) -> tuple[QPushButton, ...]:
        return (self.letter_tab, self.left_out_tab, self.page_tab, self.report_tab)

    def _add_buttons(self) -> None:
        self.undo_button = self.add_other(Words.UNDO, self.acts.undo, keys="Ctrl+Z")
        self.later = self.add_other(Words.LATER, self.onward.go, keys="F8")

    def _add_more(self) -> None:
        seldom = [self.later, self.undo_button, self.hearing.help.read_button, self.hearing.help.focus_button]
        lines = (
            Entry(Words.HEAR, lambda: self.hearing.hear(both=False), "P", self._about_line),
            Entry(Words.ADD, self.begin_adding, "A"),
            Entry(Words.UP, lambda: self.acts.move(-1), "Alt+Up", self._about_line),
            Entry(Words.DOWN, lambda: self.acts.move(1), "Alt+Down", self._about_line),
        )
        others = (
            Entry(UndoWords.REDO, self.acts.redo, "", self.acts.can_redo),
            Entry(Words.ALL_PAPERS, lambda: self.leave_for(Go.PAPERS)),
        )
        self.more = MoreButtons(self, seldom, (lines, others))

    def _listen(self) -> None:
        lines, deciding = self.lines, self.deciding
        lines.chosen.connect(self._chosen)
        lines.edit.connect(self._edit_line)
        lines.confirm.connect(self.acts.confirm_section)
        lines.unconfirm.connect(self.acts.unconfirm_section)
        lines.coming.connect(self.panes.show_draft)
        lines.editor.typed.connect(self._recheck)
        lines.editor.kept.connect(self._keep_edit)
        lines.editor.given_up.connect(self.give_up_edit)
        lines.reading.changed.connect(self.onward.offer)
        self.reading_left_out.changed.connect(self.onward.offer)
        deciding.edit.connect(self.begin_edit)
        deciding.take_out.connect(self.acts.take_out)
        deciding.repairs.connect(self.offer_repairs)
        deciding.repaired.connect(self._use_repair)
        deciding.picture.connect(self.choose_picture)
        deciding.hear_both.connect(lambda: self.hearing.hear(both=True))
        deciding.keep.connect(self.acts.keep)
        deciding.missing.connect(lambda: self.notice.tell(Words.REASON_MISSING, tone="warn"))
        deciding.typed.connect(self.onward.offer)
        self.letter.pressed.connect(self._pressed)
        self.left_out.bring_back.connect(self.acts.bring_back)
        self.left_out.seen.connect(self.acts.see_left_out)
        self.left_out.chosen.connect(self._show_omission)
        self.report.go.connect(lambda key: self.lines.go_to(ClaimId(key)))

    def _tell_first(self) -> None:
        """What stands in the way that nothing on this screen can settle: the note was changed since."""
        found = self.desk.actions.obstacles(self.desk.session, self.document.id)
        other = [one.sentence for one in found if one not in self.obstacles]
        if other:
            self.notice.tell(other[0], tone="warn")

    def _get_ready_to_check(self) -> None:
        """The tables of words are read before the first key is typed, so that nobody waits for them then."""
        job = self.desk.actions.get_ready_to_check(self.desk.session, self.document.id)
        self.desk.start("easy read words", job)

    # --- what is shown

    @property
    def document(self) -> Document:
        """The Easy Read as it is now."""
        return self.shown.document

    @property
    def line_ids(self) -> tuple[ClaimId, ...]:
        """All lines in order, also those taken out."""
        return tuple(self._claims)

    def claim(self, key: ClaimId | None) -> Claim | None:
        """A line's words and what became of them."""
        return self._claims.get(key) if key is not None else None

    def line(self, key: ClaimId | None) -> Line | None:
        """A line as the page has it; None where it was taken out."""
        return self._on_page.get(key) if key is not None else None

    @property
    def section_here(self) -> SectionId | None:
        """The part in which the person is."""
        part = self.lines.part_of(self.lines.line_id) if self.lines.line_id is not None else None
        return part.section.id if part is not None else None

    def sections_in_view(self) -> set[SectionId]:
        """The parts of which anything is on the screen."""
        return self.lines.in_view()

    def is_flagged(self, key: ClaimId) -> bool:
        """Whether a line is still to be settled."""
        claim = self.claim(key)
        return claim is not None and claim.open_flag

    def places(self) -> dict[ClaimId, object]:
        """Each line with what it says and shows, to see what a change changed."""
        easy = self.document.easy
        shown_as = {line.id: line for line in easy.lines} if easy is not None else {}
        return {key: (claim, shown_as.get(key)) for key, claim in self._claims.items()}

    def shown_of(self, made: Document | Shown) -> Shown:
        """What came of a change, with its page."""
        return made if isinstance(made, Shown) else shown(made)

    def show_shown(self, now: Shown) -> None:
        """Show the Easy Read as it is now, and say what comes next. What is half typed of a line is put by."""
        self._put_by(interrupted=True)
        self.end_edit()
        self._forget_heard(now)
        self.shown = now
        document = now.document
        self._claims = {claim.id: claim for section in document.sections for claim in section.claims}
        self._on_page = {line.id: line for line in now.page.lines}
        self.lines.show_shown(now)
        self.left_out.show_document(document)
        tab = Words.left_out_tab(len(document.omissions))
        self.left_out_tab.setText(tab)
        self.left_out_tab.setAccessibleName(tab)
        done = sum(1 for section in document.sections if section.confirmed_at is not None)
        self.progress.say(Words.progress(done, len(document.sections), len(document.open_flags)))
        self.obstacles = self.desk.actions.unsettled(document)
        assert document.easy is not None
        self.page_pane.show_choices(document.easy.choices, document.easy.checked_by)
        self.page.changed()
        if self.left.currentWidget() is self.report_area:
            self._fill_report()
        self.explain()
        self.onward.offer()

    def _forget_heard(self, now: Shown) -> None:
        """What was changed since it was listened to was not listened to."""
        texts = {line.id: line.text for line in now.page.lines}
        before = {line.id: line.text for line in self.shown.page.lines}
        self.hearing.heard = {key for key in self.hearing.heard if texts.get(key) == before.get(key)}

    def explain(self, *, keep_open: bool = False) -> None:
        """Show where the chosen line comes from, and what can be done with it.

        `keep_open`: not where a reason or other words are in hand.
        """
        claim = self.claim(self.lines.line_id)
        if claim is None:
            self.letter.show_span(Span(0, 0))
            self.deciding.show_nothing()
            self.shelf.hide()
            return
        if keep_open and (self.deciding.reasoning or self.deciding.repairs_shown):
            self.deciding.ready.show_played(claim.id in self.hearing.heard)
            return
        span = _span(claim)
        self.letter.show_span(span)
        line = self.line(claim.id)
        self.deciding.show_line(
            standing(claim, line),
            heard=claim.id in self.hearing.heard,
            may_have_picture=line is not None and line.kind is not LineKind.HEADING,
            has_source=span.end > span.start,
        )
        self._show_shelf()

    def _show_shelf(self) -> None:
        """What can be done with the chosen line, beside its letter; the other tabs need the room."""
        beside = self.left.currentWidget() is self.letter
        self.shelf.setVisible(beside and not self.editing and self.deciding.about_something)

    def _chosen(self, key: ClaimId) -> None:
        self.desk.lines[self.document.id] = key
        self._show_side(self.letter, self.letter_tab)
        self.onward.come_to(key)
        self.explain()
        self.onward.offer()

    def _about_line(self) -> bool:
        return self.lines.line_id is not None

    def _pressed(self, place: int) -> None:
        """The first line that comes from the words that were pressed."""
        inside = (line for line in self.shown.page.lines if line.source.start <= place < line.source.end)
        found = min(inside, key=lambda line: line.source.end - line.source.start, default=None)
        if found is not None:
            self.lines.go_to(ClaimId(found.id))

    def line_before(self, index: int) -> ClaimId | None:
        """The last line that comes from words before those that were left out."""
        omission = self.document.omissions[index]
        earlier = [line for line in self.shown.page.lines if 0 < line.source.end <= omission.start_char]
        return ClaimId(earlier[-1].id) if earlier else None

    def _show_omission(self, index: int) -> None:
        omission = self.document.omissions[index]
        self.letter.show_span(Span(omission.start_char, omission.end_char))

    # --- the left side

    def _show_side(self, which: QWidget, tab: QWidget) -> None:
        self.left.setCurrentWidget(which)
        for each in self._tabs:
            each.setChecked(each is tab)
        self._show_shelf()

    def show_letter(self) -> None:
        """The letter itself."""
        self._show_side(self.letter, self.letter_tab)
        self.explain(keep_open=True)

    def show_left_out(self) -> None:
        """What is in the letter and not in the Easy Read."""
        self._come_to(self.left_out_area, self.left_out_tab)
        self.reading_left_out.bring(self.left_out, 0)
        self.onward.come_to_left_out()
        self.onward.offer()

    def show_page(self) -> None:
        """The page as it will be printed."""
        self._come_to(self.page_area, self.page_tab)
        self.page.look()

    def show_report(self) -> None:
        """How easy it is to read."""
        self._fill_report()
        self._come_to(self.report_area, self.report_tab)

    def _come_to(self, which: QWidget, tab: QWidget) -> None:
        self.panes.show_side()
        self._show_side(which, tab)
        tab.setFocus(Qt.FocusReason.TabFocusReason)

    def _fill_report(self) -> None:
        from easyread.report import report

        self.report.show_report(self.shown.page, report(self.shown.page))

    def go_to_hard(self) -> None:
        """The next line, from where the person is and round to the top, that is marked or hard to read."""
        every = self.line_ids
        at = every.index(self.lines.line_id) + 1 if self.lines.line_id in every else 0
        found = next((key for key in (*every[at:], *every[:at]) if self._is_hard(key)), None)
        if found is None:
            self.notice.tell(Words.NOTHING_HARD, tone="good")
        else:
            self.lines.go_to(found)

    def _is_hard(self, key: ClaimId) -> bool:
        line = self.line(key)
        red = line is not None and any(check.level is Level.RED for check in line.checks)
        return red or self.is_flagged(key)

    # --- changing a line in its place

    @property
    def editing(self) -> bool:
        """Whether a line is being typed."""
        return not self.lines.editor.isHidden()

    def begin_edit(self) -> None:
        """Change the words of the chosen line."""
        if self.lines.line_id is not None:
            self._edit_line(self.lines.line_id)

    def _edit_line(self, key: ClaimId) -> None:
        claim = self.claim(key)
        if claim is None or claim.removed:
            return
        self._begin(key, self._halves.pop(key, claim.text), claim.text, adding=False)

    def begin_adding(self) -> None:
        """Write a line of one's own after the chosen one."""
        key = self.lines.line_id or (self.line_ids[-1] if self.line_ids else None)
        if key is not None:
            self._begin(key, self._halves.pop(None, ""), "", adding=True)

    def _begin(self, key: ClaimId, text: str, before: str, *, adding: bool) -> None:
        self._put_by()
        self._editing, self._adding = key, adding
        self._interrupted.discard(None if adding else key)
        self.lines.begin_edit(key, text, before, beneath=adding)
        self.shelf.hide()
        self.onward.offer()

    def _recheck(self, text: str) -> None:
        """What the rules and the letter say of what is typed; nothing is kept."""
        if self._editing is None or self._adding or not text:
            return
        with self.telling():
            line = self.desk.actions.recheck_line(self.desk.session, self.shown, self._editing, text)
            self.lines.editor.show_checked(line)

    def _keep_edit(self, text: str) -> None:
        key, adding = self._editing, self._adding
        if key is None:
            return
        if not text:
            self.notice.tell(Words.NOTHING_TYPED, tone="warn")
            return
        if adding:
            self.acts.add(key, text)
        else:
            self.acts.change(key, text)
        if not self.editing:
            self._forget_half(None if adding else key)

    def _forget_half(self, key: ClaimId | None) -> None:
        self._halves.pop(key, None)
        self._interrupted.discard(key)

    def give_up_edit(self) -> bool:
        """Leave the line as it was; what was typed is there when it is changed again. Whether one was being typed."""
        if not self.editing:
            return False
        key = self._editing
        self._put_by()
        self.end_edit()
        self.explain()
        self.lines.focus_line(key)
        self.onward.offer()
        return True

    def _put_by(self, *, interrupted: bool = False) -> None:
        """Keep what is half typed for when the line is changed again.

        `interrupted`: something else was done meanwhile, so nobody gave it up.
        """
        if self.editing and self.lines.editor.changed:
            key = None if self._adding else self._editing
            self._halves[key] = self.lines.editor.words
            if interrupted:
                self._interrupted.add(key)

    def end_edit(self) -> None:
        """No line is being typed."""
        self._editing, self._adding = None, False
        self.lines.end_edit()

    # --- other words, reasons, pictures

    def offer_repairs(self) -> None:
        """Up to three other ways to say the line."""
        key = self.lines.line_id
        claim = self.claim(key)
        if key is None or claim is None or claim.removed:
            return
        self.show_letter()
        act, session, document = self.desk.actions, self.desk.session, self.document.id
        bridge = self.desk.in_background(
            "easy read repairs", "find other words", lambda: act.line_repairs(session, document, key)
        )
        bridge.succeeded.connect(lambda offers: self._offer(claim, offers))
        bridge.failed.connect(lambda error: None if self._leaving else self.show_error(error))

    def _offer(self, about: Claim, offers: tuple[str, ...]) -> None:
        """Show what was found, where the person is still at the line as it was."""
        if self._leaving or self.editing or self.claim(self.lines.line_id) != about:
            return
        if offers:
            self.notice.quiet()
            self.deciding.show_repairs(offers)
            self.onward.offer()
        else:
            self.notice.tell(Words.NO_REPAIRS)

    def _use_repair(self, text: str) -> None:
        if self.lines.line_id is not None:
            self.acts.change(self.lines.line_id, text)

    def begin_reason(self) -> None:
        """Say why the marked line is right."""
        if self.deciding.flagged:
            self.show_letter()
            self.deciding.begin_reason()

    def ask_to_settle(self) -> None:
        """The keyboard to what can be done with the marked line."""
        self.show_letter()
        self.notice.tell(Words.HOW_TO_SETTLE)
        self.deciding.first_choice().setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_picture(self) -> None:
        """Ask for another picture for the chosen line."""
        key = self.lines.line_id
        line = self.line(key)
        if key is None or line is None or line.kind is LineKind.HEADING:
            return
        self.dialog = self._picture_dialog(line)
        self.dialog.chosen.connect(
            lambda picture, only_here: self.acts.choose_picture(key, picture, only_here=only_here)
        )
        self.dialog.set_given.connect(self._import_set)
        self.dialog.open()

    def _import_set(self, folder: Path) -> None:
        """A licensed set may have thousands of files: they are read off the window's thread."""
        dialog = self.dialog
        bridge = self.desk.start("easy read pictures", self.desk.actions.import_picture_set(self.desk.session, folder))
        bridge.succeeded.connect(lambda made: None if self._leaving else dialog.show_set(made))
        bridge.failed.connect(lambda error: None if self._leaving else dialog.show_no_set(str(explain(error))))

    def _picture_dialog(self, line: Line) -> PictureDialog:
        act, session, document = self.desk.actions, self.desk.session, self.document.id

        def bring_in(path: Path, name: str) -> Picture:
            return self.acts.import_picture(path, name)

        return PictureDialog(
            self,
            line.text,
            line.picture,
            lambda words: act.search_pictures(session, words),
            bring_in,
            self.lines.draw,
            act.own_pictures(session, document),
        )

    def _picture_bytes(self, picture: Picture) -> bytes:
        return self.desk.actions.picture_bytes(self.desk.session, self.document.id, picture)

    # --- for the window

    def leave_with(self, go: Go) -> None:
        """Go on with this document."""
        self.go.emit(Place(go, self.visit.id, document=self.document.id))

    def _to_line(self) -> None:
        """The keyboard back to the line that is chosen, else to the first."""
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Single letters."""
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def escape(self) -> bool:
        """Esc closes what is being typed or chosen, before anything else."""
        if self.give_up_edit():
            return True
        if self.deciding.give_up():
            self.lines.focus_line(self.lines.line_id)
            return True
        return super().escape()

    def unsettled(self) -> bool:
        """Whether anything is half typed."""
        return self.editing and self.lines.editor.changed

    def may_leave(self) -> str:
        """Asked once for each words that are typed and not kept; going there once more leaves them."""
        halves = [self._halves[key] for key in self._interrupted]
        typed = "\n".join([self.lines.editor.words, *halves] if self.unsettled() else halves)
        if not typed or typed == self._asked:
            return ""
        self._asked = typed
        return Words.LEAVING

    def asks_before_closing(self) -> object | None:
        """The words that would be lost."""
        return self._asked

    @property
    def words_before_closing(self) -> str:
        """How to keep them, or close."""
        return Words.CLOSING

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where title and progress have no room beside each other, the progress is worth more."""
        super().resizeEvent(event)
        title = self.title.fontMetrics().horizontalAdvance(self.title.accessibleName())
        needed = self.progress.fontMetrics().horizontalAdvance(self.progress.accessibleName()) + title
        self.panes.fit()
        self.title.setVisible(needed < self.width() - 3 * SPACE[5])

    def first_focus(self) -> QWidget:
        """The line where the person is, else the first."""
        if self.editing:
            return self.lines.editor.box
        made = self.lines.button_of(self.lines.line_id)
        last = self.desk.lines.get(self.document.id)
        if made is None and last in self.line_ids:
            self.lines.go_to(last)
            made = self.lines.button_of(last)
        return made or self.lines.choose_first() or self.main

    @property
    def gone(self) -> bool:
        """Whether the person has left this screen."""
        return self._leaving

    def visit_shown(self) -> Visit | None:
        """The visit of the note; a letter from outside has nobody in it."""
        return self.visit


def _span(claim: Claim) -> Span:
    return Span(claim.evidence[0].start_char, claim.evidence[0].end_char) if claim.evidence else Span(0, 0)
