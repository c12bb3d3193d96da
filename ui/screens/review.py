"""Checking the draft: each statement beside the words that it came from, each section confirmed, nothing skipped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from scribe.document_text import action_text
from scribe.review import Obstacle
from scribe.visit import Action, Claim, Document, Section, SectionId, Visit, VisitId
from ui.desk import Desk, Go
from ui.screens.base import Screen
from ui.screens.pacing import Pacing
from ui.screens.review_acts import Acts
from ui.screens.review_empty import with_empty_together
from ui.screens.review_keys import Keys
from ui.screens.review_more import MoreButtons
from ui.screens.review_moving import Moving
from ui.screens.review_next import Onward
from ui.screens.review_panes import OnePane
from ui.screens.review_reading import help_with_draft, help_with_lines
from ui.screens.review_since import SinceTab
from ui.screens.review_sources import Sources
from ui.screens.review_undoing import Undoing
from ui.screens.transcript_menu import Entry
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.draft_list import DraftList, Item
from ui.widgets.evidence import EvidencePane
from ui.widgets.layouts import column, flow_of, row, scrolling
from ui.widgets.line_list import LineList
from ui.widgets.omissions import OmissionsPane
from ui.widgets.reading import Reading
from ui.words import Review as Words
from ui.words import ReviewTranscript
from ui.words_review import Panes as PanesWords
from ui.words_review import Undoing as UndoWords
from ui.words_urgent import Harm as HarmWords
from ui.words_urgent import ReadBack as ReadBackWords
from ui.words_urgent import ReviewUrgent


class ReviewScreen(Screen):
    """The main button is always the next thing that still has to be settled; at the end it is approval."""

    step = 4

    def __init__(self, desk: Desk, visit_id: VisitId, *, transcript: bool = False, urgent: bool = False) -> None:
        self.words = ReviewUrgent if urgent else ReviewTranscript if transcript else Words
        super().__init__(desk, self.words.TITLE, self.words.INTRO, scrolls=False, beside=True)
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        found = desk.document_of(visit_id, transcript=transcript, urgent=urgent)
        self.document: Document = found
        self.said = desk.actions.drafted_from(desk.session, visit_id)
        self.sources = Sources(self.visit, self.said, lines=found.is_transcript)
        self.item: Item | None = None
        self.onward, self.acts = Onward(self), Acts(self)
        self.obstacles: tuple[Obstacle, ...] = ()
        self._found_before = self._planted_found()
        self.stale = desk.actions.out_of_date(desk.session, found.id)
        self.more: MoreButtons | None = None
        self._build_panes()
        self._listen()
        self.undoing, self.moving = Undoing(self), Moving(self)
        self.pacing = Pacing(self, self if isinstance(self.draft, DraftList) else None)
        self.show_document(found)
        if self.stale:
            self.notice.tell(self.words.OUT_OF_DATE, tone="warn")
        self.get_ready_to_play()
        if isinstance(self.draft, LineList):
            self.reading_help = help_with_lines(self, self.draft)
        else:
            self.reading_help = help_with_draft(self, self.draft, lambda: self.item, self._beside)
        self._add_more()
        self._follow_second_listener()

    def _add_more(self) -> None:
        assert self.reading_help is not None
        seldom = [self.later, self.undo_button, self.reading_help.read_button, self.reading_help.focus_button]
        redo = Entry(UndoWords.REDO, self.undoing.redo, "", self.undoing.can_redo)
        change = Entry(PanesWords.CHANGE, self.panes.change, "S", lambda: self.panes.narrow)
        ways = () if self.document.is_transcript or self.document.is_urgent else (
            Entry(ReadBackWords.OPEN, self._read_back, "Ctrl+B"),
            Entry(HarmWords.OPEN, self._to_harm, "Ctrl+U"),
        )  # fmt: skip
        for way in ways:
            self.key(way.keys, way.act)
        self.more = MoreButtons(self, [*self._way_back, *seldom], ((redo, change), ways))
        self.onward.offer()

    def _read_back(self) -> None:
        self.leave_for(Go.READ_BACK, self.visit.id)

    def _to_harm(self) -> None:
        self.leave_for(Go.HARM, self.visit.id)

    def _bring_answer(self) -> None:
        """Show the answer from its beginning, once it has its height."""
        how = self.evidence.how
        if how.opened:
            QTimer.singleShot(0, self, lambda: self.evidence_area.verticalScrollBar().setValue(how.y()))

    def _beside(self) -> str:
        """What is open beside the statement, to be read aloud with it."""
        return self.evidence.how.spoken if self.evidence.how.opened else ""

    def _follow_second_listener(self) -> None:
        """What it doubts in the words behind the note becomes a flag here too."""
        bridge = self.desk.second_listener(self.visit.id) if self.said is not None and self.said.seconds else None
        if bridge is not None:
            bridge.succeeded.connect(lambda _: self._look_for_flags())

    def _look_for_flags(self) -> None:
        if self._leaving:
            return
        found = self.desk.actions.document(self.desk.session, self.document.id)
        more = len(found.open_flags) - len(self.document.open_flags)
        if more > 0:
            self.said = self.desk.actions.drafted_from(self.desk.session, self.visit.id)
            self.evidence.know(self.said)
            self.show_document(found, explain=not self.evidence.deciding.in_use)
            self.notice.tell(self.words.late_doubts(more), tone="warn")

    # --- building

    def _build_panes(self) -> None:
        self.progress = self.intro
        self.draft: DraftList | LineList
        if self.document.is_transcript:
            self.draft = LineList(self.document, self.desk.look)
        else:
            self.draft = DraftList(self.document, self._action_words, self.sources.who_said)
        people = tuple((person.id, person.name) for person in self.visit.people)
        self.evidence = EvidencePane(self.desk.look.theme, self.sources.source, people, self.words)
        self.evidence.know(self.said)
        self.evidence.may_move = not self.document.is_transcript and len(self.document.sections) > 1
        self.omissions = OmissionsPane(self.document, self.sources.who_said)
        self.source_tab = button(Words.SOURCE, self.show_sources, style="tab")
        self.omissions_tab = button(Words.OMISSIONS, self.show_omissions, style="tab")
        self.since = SinceTab(self)
        for tab in (self.source_tab, self.omissions_tab):
            tab.setCheckable(True)
        self.evidence_area = scrolling(self.evidence, Words.SOURCE)
        self.omissions_area = scrolling(self.omissions, Words.OMISSIONS_TITLE)
        self.right = QStackedWidget()
        self.right.addWidget(self.evidence_area)
        if isinstance(self.draft, DraftList):
            self.draft.agreed.setVisible(not self.document.is_urgent)
        if self.document.is_transcript or self.document.is_urgent:  # what is not in it is no concern of it
            self.omissions_tab.hide()
        else:
            self.right.addWidget(self.omissions_area)
            self.right.addWidget(self.since.area)
            self.since.look()
        side = QWidget()
        right = column(side, gap=8)
        self.panes = OnePane(self, self.draft.area, side, self._to_item)
        right.addWidget(flow_of(self.panes.tab, self.source_tab, self.omissions_tab, self.since.tab))
        right.addWidget(self.right, 1)
        across = row(gap=16)
        across.addWidget(self.draft.area, 11)
        across.addWidget(side, 10)
        self.add_panes(across, least=150)
        self.shelf = self.add_shelf(self.evidence.deciding)
        self._way_back = (
            [self.add_other(Words.TRANSCRIPT, lambda: self.leave_for(Go.TRANSCRIPT, self.visit.id))]
            if self.said is not None
            else []
        )
        self.undo_button = self.add_other(UndoWords.UNDO, lambda: self.undoing.undo())
        self.later = self.add_other(Words.LATER, self.go_to_next, keys="F8")
        self.open_again = self.add_other(Words.UNCONFIRM, self.acts.open_again)
        self.open_again.hide()
        self.reading = self.draft.reading
        self.reading_omissions = Reading(self.omissions_area, self.omissions.ends, self)

    def _listen(self) -> None:
        self.draft.chosen.connect(self._chosen)
        if isinstance(self.draft, DraftList):
            self.draft.unconfirm.connect(self.acts.unconfirm_section)
            self.draft.confirm.connect(self.acts.confirm_section)
            self.draft.written.connect(self.acts.write_section)
            self.draft.confirm_actions.connect(self.acts.confirm_actions)
            self.draft.confirm_empty.connect(self.acts.confirm_empty)
            self.draft.add.connect(self.acts.add_here)
            self.draft.coming.connect(self.panes.show_draft)
        deciding = self.evidence.deciding
        deciding.keep.connect(self.acts.keep)
        deciding.change.connect(self.acts.change)
        deciding.take_out.connect(self.acts.take_out)
        self.evidence.by_rules.connect(self.acts.use_rules_wording)
        self.evidence.play.connect(lambda start, end: self.play(self.visit.id, start, end))
        for part in (self.reading, self.reading_omissions):
            part.changed.connect(self.onward.offer)
        deciding.typed.connect(self.onward.offer)
        self.evidence.how.changed.connect(self._bring_answer)
        self.omissions.add.connect(self.acts.add_from_list)
        self.omissions.seen.connect(self.acts.see_omissions)
        self.keys = Keys(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Single letters."""
        if not self.keys.press(event):
            super().keyPressEvent(event)

    # --- showing

    def show_document(self, document: Document, *, explain: bool = True) -> None:
        """Show the document as it is now, and say what comes next.

        `explain`: the right-hand side as well. Something may be half typed there that nobody may take away.
        """
        self.document = document
        self.draft.show_document(document)
        self.omissions.show_document(document)
        tab = Words.omissions_tab(len(document.omissions))
        self.omissions_tab.setText(tab)
        self.omissions_tab.setAccessibleName(tab)
        done = sum(1 for section in document.sections if section.confirmed_at is not None)
        self.progress.say(self.words.progress(done, len(document.sections), len(document.open_flags)))
        # Whether the words were changed is looked at on opening and at approval: an hour of them takes long to read.
        self.obstacles = with_empty_together(self.desk.actions.unsettled(document), self.empty)
        if explain and self.item is not None:
            self._explain(self.item)
        elif explain:
            self.show_sources()
        self.onward.offer()
        self._tell_if_found()

    @property
    def empty(self) -> tuple[Section, ...]:
        """The sections that are confirmed together, because nothing was said in them."""
        return self.draft.empty if isinstance(self.draft, DraftList) else ()

    @property
    def section_here(self) -> SectionId | None:
        """The section in which the person is."""
        return self.item.section if self.item is not None else None

    def sections_in_view(self) -> set[SectionId]:
        """The sections of which anything is on the screen."""
        return self.draft.in_view() if isinstance(self.draft, DraftList) else set()

    def chosen_claim(self) -> Claim | None:
        """The statement that is chosen, if one is."""
        thing = self.thing(self.item) if self.item is not None else None
        return thing if isinstance(thing, Claim) else None

    def _action_words(self, action: Action) -> str:
        return action_text(action, self.visit)

    def _chosen(self, item: Item) -> None:
        self.item = item
        self.onward.come_to(item)
        self.since.follow()
        if self.right.currentWidget() is not self.since.area:
            self.show_sources()
        self._explain(item)
        self.onward.offer()

    def _explain(self, item: Item) -> None:
        thing = self.thing(item)
        if isinstance(thing, Claim):
            self.evidence.show_claim(thing)
        elif isinstance(thing, Action):
            self.evidence.show_action(thing)
        else:
            self.item = None
            self.evidence.show_nothing()
        self._show_shelf()

    def thing(self, item: Item) -> Claim | Action | None:
        """The statement or the action of a line, where it is still there."""
        if item.section is None:
            return next((action for action in self.document.actions if action.id == item.id), None)
        claims = (claim for section in self.document.sections for claim in section.claims)
        return next((claim for claim in claims if claim.id == item.id), None)

    def show_sources(self) -> None:
        """Show the tab with the words that the statement came from."""
        self.show_tab(self.evidence_area)

    def show_omissions(self) -> None:
        """Show the tab with what is not in the note."""
        self.show_tab(self.omissions_area)
        self.onward.offer()

    def show_tab(self, area: QScrollArea) -> None:
        """Bring one of the tabs to the front."""
        self.right.setCurrentWidget(area)
        self._show_shelf()
        self.source_tab.setChecked(area is self.evidence_area)
        self.omissions_tab.setChecked(area is self.omissions_area)
        self.since.tab.setChecked(area is self.since.area)

    def _show_shelf(self) -> None:
        """What can be done with the chosen statement, beside its source; the other tabs need the room."""
        beside_source = self.right.currentWidget() is self.evidence_area
        self.shelf.setVisible(beside_source and self.evidence.deciding.about_something)

    # --- what is chosen

    def go_to_next(self) -> None:
        """Go to the next unsettled thing, and put the keyboard there."""
        self.onward.go()

    def toggle_omissions(self) -> None:
        """Open or close what was said and is not in the section of the chosen line."""
        if isinstance(self.draft, DraftList):
            self.draft.toggle_omissions(self.item)

    def has_lines(self, section: SectionId) -> bool:
        """Whether there is a statement under this heading to be chosen."""
        return any(one.id == section and one.claims for one in self.document.sections)

    def choose_nothing(self) -> None:
        """The person is where no statement is: no key may change one that is out of sight."""
        if isinstance(self.draft, DraftList):
            self.draft.choose_nothing()
            self.item = None
            self.evidence.show_nothing()
            self._show_shelf()

    def beside_it(self, act: Callable[[], object]) -> None:
        """Do something about the chosen statement, which has to be there to be seen."""
        self.panes.show_side()
        self.show_sources()
        act()

    def _to_item(self) -> None:
        """The keyboard back to the line that is chosen, else to the first."""
        if self.item is not None:
            self.draft.focus_line(self.item.id)
        else:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    # --- practice

    def _planted_found(self) -> bool:
        return self.desk.actions.planted_found(self.desk.session, self.document.id) is True

    def _tell_if_found(self) -> None:
        if self.visit.practice and not self._found_before and self._planted_found():
            self._found_before = True
            self.notice.tell(Words.FOUND_TITLE, Words.FOUND, "good")

    # --- for the window

    def escape(self) -> bool:
        """Esc closes what is being typed beside the draft, before anything else."""
        return self.evidence.deciding.give_up() or super().escape()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Where title and progress have no room beside each other, the progress is worth more: the window has both."""
        super().resizeEvent(event)
        told = self.progress.accessibleName()
        title = self.title.fontMetrics().horizontalAdvance(self.title.accessibleName())
        needed = self.progress.fontMetrics().horizontalAdvance(told) + title
        if isinstance(self.draft, DraftList):
            self.panes.fit()
        self.title.setVisible(needed < self.width() - 3 * SPACE[5])

    def first_focus(self) -> QWidget:
        """The first line; it is chosen, so that its source is shown."""
        return self.draft.choose_first() or self.main

    @property
    def gone(self) -> bool:
        """Whether the person has left this screen."""
        return self._leaving

    def visit_shown(self) -> Visit | None:
        """The visit that the note is about."""
        return self.visit

    def close_down(self) -> None:
        """Keep what is half written."""
        self.draft.save_writing()
        super().close_down()
