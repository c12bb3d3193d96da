"""Checking the draft: each statement beside the words that it came from, each section confirmed, nothing skipped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from scribe.document_text import action_text
from scribe.review import Obstacle
from scribe.transcript_document import speaker_name
from scribe.visit import Action, Claim, Document, Omission, Section, SectionId, Turn, TurnId, Visit, VisitId
from ui.desk import Desk, Go
from ui.own_turns import source_words
from ui.screens.base import Screen
from ui.screens.review_empty import with_empty_together
from ui.screens.review_more import MoreButtons
from ui.screens.review_moving import Moving
from ui.screens.review_pace import Pacing
from ui.screens.review_panes import OnePane
from ui.screens.review_reading import help_with_draft, help_with_lines
from ui.screens.review_since import SinceTab
from ui.screens.review_undoing import Undoing
from ui.screens.transcript_menu import Entry
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.draft_list import ACTIONS, DraftList, Item
from ui.widgets.evidence import EvidencePane
from ui.widgets.layouts import column, flow_of, row, scrolling
from ui.widgets.line_list import LineList, LineReading
from ui.widgets.omissions import OMISSIONS, OmissionsPane
from ui.widgets.reading import Reading
from ui.widgets.ready_reasons import all_in_view
from ui.words import Review as Words
from ui.words import ReviewTranscript, clock
from ui.words import Transcript as TranscriptWords
from ui.words_review import Empty, Pace
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
        self.title.setWordWrap(False)  # it is there only where it has room
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        found = desk.document_of(visit_id, transcript=transcript, urgent=urgent)
        self.document: Document = found
        self.said = desk.actions.drafted_from(desk.session, visit_id)
        self._turns = {turn.id: turn for turn in self.said.turns} if self.said else {}
        self.item: Item | None = None
        self._at: Obstacle | None = None
        self._found_before = self._planted_found()
        self._stale = desk.actions.out_of_date(desk.session, found.id)
        self.more: MoreButtons | None = None
        self._build_panes()
        self._listen()
        self.undoing, self.moving, self.pacing = Undoing(self), Moving(self), Pacing(self)
        self.show_document(found)
        if self._stale:
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
        self._offer_next()

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
            self.draft = DraftList(self.document, self._action_words, self._who_said)
        people = tuple((person.id, person.name) for person in self.visit.people)
        self.evidence = EvidencePane(self.desk.look.theme, self._source, people, self.words)
        self.evidence.know(self.said)
        self.evidence.may_move = not self.document.is_transcript and len(self.document.sections) > 1
        self.omissions = OmissionsPane(self.document, self._speaker_of_turn, self.said)
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
        self.open_again = self.add_other(Words.UNCONFIRM, self._open_again)
        self.open_again.hide()
        self.reading = self.draft.reading
        self.reading_omissions = Reading(self.omissions_area, self.omissions.ends, self)

    def _listen(self) -> None:
        self.draft.chosen.connect(self._chosen)
        if isinstance(self.draft, DraftList):
            self.draft.unconfirm.connect(self._unconfirm_section)
            self.draft.confirm.connect(self._confirm_section)
            self.draft.written.connect(self._write_section)
            self.draft.confirm_actions.connect(self._confirm_actions)
            self.draft.confirm_empty.connect(self._confirm_empty)
            self.draft.add.connect(self._add_here)
            self.draft.coming.connect(self.panes.show_draft)
        deciding = self.evidence.deciding
        deciding.keep.connect(self._keep)
        deciding.change.connect(self._change)
        deciding.take_out.connect(self._take_out)
        self.evidence.by_rules.connect(self._use_rules_wording)
        self.evidence.play.connect(lambda start, end: self.play(self.visit.id, start, end))
        for part in (self.reading, self.reading_omissions):
            part.changed.connect(self._offer_next)
        deciding.typed.connect(self._offer_next)
        self.evidence.how.changed.connect(self._bring_answer)
        self.omissions.add.connect(self._add_omission)
        self.omissions.seen.connect(self._see_omissions)
        self.key("F8", self.go_to_next)
        self.key("Ctrl+K", self._key_keep)
        self.key("Ctrl+S", deciding.ask_change)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Single letters, which reach the screen only while nothing is being typed."""
        keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_P: self.evidence.ask_play,
            Qt.Key.Key_E: lambda: self._beside_it(self.evidence.deciding.begin_edit),
            Qt.Key.Key_Delete: self._take_out,
            Qt.Key.Key_4: lambda: self._beside_it(self.evidence.deciding.begin_reason),
            Qt.Key.Key_M: lambda: self.moving.ask(),
            Qt.Key.Key_H: lambda: self._beside_it(self.evidence.how.toggle),
            Qt.Key.Key_S: self.panes.change,
            Qt.Key.Key_O: self._toggle_omissions,
            Qt.Key.Key_N: self._key_empty,
            Qt.Key.Key_B: self.since.show,
        }
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        act = keys.get(event.key())
        # A key that is held down is one press: it never keeps, nor takes out, what comes next too.
        if plain and event.isAutoRepeat() and (act is not None or Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9):
            return
        if plain and self._give_reason(event.key() - Qt.Key.Key_0):
            return
        if act is not None and plain:
            act()
        else:
            super().keyPressEvent(event)

    def _give_reason(self, number: int) -> bool:
        """Keep the flagged statement for the reason of that number, where it can be read."""
        made = self.evidence.deciding.ready.offered(number)
        if made is not None and all_in_view(made):
            made.click()
        return made is not None

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
        self.obstacles = with_empty_together(self.desk.actions.unsettled(document), self._empty)
        if explain and self.item is not None:
            self._explain(self.item)
        elif explain:
            self.show_sources()
        self._offer_next()
        self._tell_if_found()

    def _source(self, turn: Turn) -> str:
        # The name that stands in the line, where the line is the turn.
        return speaker_name(turn, self.visit) if self.document.is_transcript else source_words(turn, self.visit)

    def _speaker_of_turn(self, turn: TurnId) -> str:
        return self._source(self._turns[turn]) if turn in self._turns else TranscriptWords.NOBODY

    def _who_said(self, omission: Omission) -> str:
        start = self._turns[omission.turn].start if omission.turn in self._turns else 0.0
        why = Words.LEFT_OUT_BECAUSE.get(omission.why, omission.why)
        return f"{self._speaker_of_turn(omission.turn)}, {clock(start)}. Why: {why}."

    @property
    def _empty(self) -> tuple[Section, ...]:
        return self.draft.empty if isinstance(self.draft, DraftList) else ()

    def chosen_claim(self) -> Claim | None:
        """The statement that is chosen, if one is."""
        thing = self._thing(self.item) if self.item is not None else None
        return thing if isinstance(thing, Claim) else None

    def _action_words(self, action: Action) -> str:
        return action_text(action, self.visit)

    def _chosen(self, item: Item) -> None:
        self.item = item
        self._at = self._obstacle_at(item)
        self.since.follow()
        if self.right.currentWidget() is not self.since.area:
            self.show_sources()
        self._explain(item)
        self._offer_next()

    def _obstacle_at(self, item: Item) -> Obstacle | None:
        """What is unsettled about this line; else its section or the actions, where only confirming is left."""
        about = [one for one in self.obstacles if one.claim == item.id]
        if item.section is None:
            about += [one for one in self.obstacles if self._is_actions(one)]
        else:
            here = [one for one in self.obstacles if one.section == item.section]
            about += here if len(here) == 1 and here[0].claim is None else []
        return about[0] if about else None

    def _explain(self, item: Item) -> None:
        thing = self._thing(item)
        if isinstance(thing, Claim):
            self.evidence.show_claim(thing)
        elif isinstance(thing, Action):
            self.evidence.show_action(thing)
        else:
            self.item = None
            self.evidence.show_nothing()
        self._show_shelf()

    def _thing(self, item: Item) -> Claim | Action | None:
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
        self._offer_next()

    def show_tab(self, area: QScrollArea) -> None:
        """Bring one of the tabs to the front."""
        self.right.setCurrentWidget(area)
        self._show_shelf()
        self.source_tab.setChecked(area is self.evidence_area)
        self.omissions_tab.setChecked(area is self.omissions_area)
        self.since.tab.setChecked(area is self.since.area)

    def _show_shelf(self) -> None:
        """What can be done with the chosen statement; the list of what was left out is about none."""
        on_list = self.right.currentWidget() is self.omissions_area
        self.shelf.setVisible(not on_list and self.evidence.deciding.about_something)

    # --- the one next thing

    def _offer_next(self) -> None:
        self.open_again.setVisible(isinstance(self.draft, LineList) and self._here_confirmed() is not None)
        at_flag = self._at is not None and self._at in self.obstacles and self._at.claim is not None
        if self.more is not None:
            self.more.want(self.later, at_flag and len(self.obstacles) > 1)
        if self._stale:
            self.set_main(Words.TRANSCRIPT, lambda: self.leave_for(Go.TRANSCRIPT, self.visit.id))
        elif self.evidence.deciding.editing:
            self.set_main(Words.SAVE_CHANGE, self.evidence.deciding.ask_change)
        elif not self.obstacles:
            self.set_main(Words.TO_APPROVE, self._approve)
        else:
            self.set_main(*(self._ready_here() or (self._next_words(self._next()), self.go_to_next)))

    def _approve(self) -> None:
        kind = {"transcript": self.document.is_transcript, "urgent": self.document.is_urgent}
        self.leave_for(Go.APPROVE, self.visit.id, **kind)

    def _ready_here(self) -> tuple[str, Callable[[], object]] | None:
        """What can be done where the person is. Only what has been in view to its end can be confirmed."""
        at = self._at
        if at is None or at not in self.obstacles:
            return None
        if at.claim is not None:
            if self.evidence.deciding.reasoning:
                return Words.KEEP_SO, self.evidence.deciding.ask_keep
            return Words.SETTLE, self._settle_beside
        if at.section is not None:
            section = at.section
            if any(one.id == section for one in self._empty):
                words = Empty.confirm(len(self._empty))
                return self._when_read(self.reading, section, words, self._confirm_empty)
            words = Pace.AGAIN if self.pacing.told(section) else Words.CONFIRM_SECTION
            return self._when_read(self.reading, section, words, lambda: self._confirm_section(section))
        if self._is_actions(at):
            return self._when_read(self.reading, ACTIONS, Words.CONFIRM_ACTIONS, self._confirm_actions)
        return self._when_read(self.reading_omissions, OMISSIONS, Words.SEEN, self._see_omissions)

    def _when_read(
        self, reading: Reading | LineReading, part: str, words: str, act: Callable[[], object]
    ) -> tuple[str, Callable[[], object]]:
        def read_on() -> None:
            reading.read_on(part)
            self._offer_next()

        return (words, act) if reading.done(part) else (Words.READ_ON, read_on)

    def _next(self) -> Obstacle:
        """What is unsettled after the place where the person is; from the end it goes round to the top."""
        if self._at in self.obstacles:
            place = self.obstacles.index(self._at)
            return self.obstacles[(place + 1) % len(self.obstacles)]
        section = self.item.section if self.item is not None else None
        here = (one for one in self.obstacles if section is not None and one.section == section)
        return next(here, self.obstacles[0])

    def _next_words(self, obstacle: Obstacle) -> str:
        if obstacle.claim is not None:
            return self.words.NEXT_FLAG
        if obstacle.section is not None:
            return Words.NEXT_SECTION
        return Words.NEXT_ACTIONS if self._is_actions(obstacle) else Words.NEXT_OMISSIONS

    def _is_actions(self, obstacle: Obstacle) -> bool:
        """Actions come before omissions among the obstacles that belong to no section."""
        loose = [one for one in self.obstacles if one.section is None]
        waiting = bool(self.document.actions) and self.document.actions_confirmed_at is None
        return waiting and obstacle == loose[0]

    def go_to_next(self) -> None:
        """Go to the next unsettled thing, and put the keyboard there."""
        self.draft.save_writing()
        if self.obstacles:
            self._go_to(self._next())

    def _go_to(self, obstacle: Obstacle) -> None:
        if obstacle.claim is not None:
            self.draft.go_to_claim(obstacle.claim)
        elif obstacle.section is not None:
            self.draft.go_to_section(obstacle.section)
        elif isinstance(self.draft, DraftList) and self._is_actions(obstacle):
            self.draft.go_to_actions()
        else:
            self.panes.show_side()
            self.omissions_tab.setFocus(Qt.FocusReason.TabFocusReason)
            self.show_omissions()
        # Choosing a line said where the person is; this is what they were sent there for.
        self._at = obstacle
        self._offer_next()

    # --- what the worker does; each is saved at once

    def settle(self, change: Callable[[], Document], *, go_on: bool = False) -> bool:
        """Make a change and show what came of it. Whether it was made; why not is told."""
        made = False
        with self.telling():
            self.notice.quiet()
            self.show_document(change())
            made = True
            if go_on and self.obstacles:
                self._at = None if self._at not in self.obstacles else self._at
                self._go_to(self.obstacles[0])
        return made

    def _confirm_section(self, section: SectionId) -> None:
        self.draft.save_writing()
        act, session = self.desk.actions, self.desk.session
        if self.pacing.stops(section):
            self._offer_next()
            return
        seconds, again = self.pacing.seconds(section), self.pacing.told(section)
        self.settle(lambda: act.confirm_section(session, self.document.id, section, seconds, again), go_on=True)

    def _confirm_empty(self) -> None:
        act, session = self.desk.actions, self.desk.session
        self.settle(lambda: act.confirm_empty(session, self.document.id), go_on=True)

    def _key_empty(self) -> None:
        """N goes to the card with the headings; pressed there, it confirms them."""
        left = [one for one in self._empty if one.confirmed_at is None]
        if not left or not isinstance(self.draft, DraftList):
            return
        if self.draft.together.button.hasFocus():
            self._confirm_empty()
        else:
            self._go_to(next(one for one in self.obstacles if one.section == left[0].id))

    def _toggle_omissions(self) -> None:
        if isinstance(self.draft, DraftList):
            self.draft.toggle_omissions(self.item)

    def _add_here(self, index: int, section: SectionId) -> None:
        """One press at what was left out puts it into the section, and the keyboard on it."""
        act, session = self.desk.actions, self.desk.session
        if self.settle(lambda: act.add_omission(session, self.document.id, index, section)):
            added = next(one for one in self.document.sections if one.id == section).claims[-1]
            self.draft.go_to_claim(added.id)

    def _unconfirm_section(self, section: SectionId) -> None:
        act, session = self.desk.actions, self.desk.session
        self.settle(lambda: act.unconfirm_section(session, self.document.id, section))

    def _here_confirmed(self) -> SectionId | None:
        """The section of the chosen line, where that is confirmed."""
        here = self.item.section if self.item is not None else None
        done = (one.id for one in self.document.sections if one.id == here and one.confirmed_at is not None)
        return next(done, None)

    def _open_again(self) -> None:
        section = self._here_confirmed()
        if section is not None:
            self._unconfirm_section(section)

    def _write_section(self, section: SectionId, text: str) -> None:
        act, session = self.desk.actions, self.desk.session
        self.settle(lambda: act.write_section(session, self.document.id, section, text))

    def _confirm_actions(self) -> None:
        act, session = self.desk.actions, self.desk.session
        self.settle(lambda: act.confirm_actions(session, self.document.id), go_on=True)

    def _see_omissions(self) -> None:
        act, session = self.desk.actions, self.desk.session
        self.settle(lambda: act.see_omissions(session, self.document.id), go_on=True)

    def _add_omission(self, index: int, section: str) -> None:
        act, session = self.desk.actions, self.desk.session
        self.settle(lambda: act.add_omission(session, self.document.id, index, SectionId(section)))
        self.show_omissions()

    def _beside_it(self, act: Callable[[], object]) -> None:
        """Do something about the chosen statement, which has to be there to be seen."""
        self.panes.show_side()
        self.show_sources()
        act()

    def _settle_beside(self) -> None:
        self._beside_it(self.evidence.ask_to_settle)

    def _key_keep(self) -> None:
        """Ctrl+K first asks for the reason, then keeps."""
        self.panes.show_side()
        deciding = self.evidence.deciding
        if deciding.reasoning:
            deciding.ask_keep()
        else:
            deciding.begin_reason()

    def _keep(self, reason: str) -> None:
        act, session, item = self.desk.actions, self.desk.session, self.item
        if item is not None:
            self._dealt_with(item, lambda: act.accept_claim(session, self.document.id, item.id, reason))

    def _change(self, text: str, owner: str | None, by: str | None) -> None:
        act, session, item = self.desk.actions, self.desk.session, self.item
        if item is None:
            return
        if item.section is not None:
            self._dealt_with(item, lambda: act.edit_claim(session, self.document.id, item.id, text))
        else:
            self._dealt_with(item, lambda: act.edit_action(session, self.document.id, item.id, text, owner, by))

    def _dealt_with(self, item: Item, change: Callable[[], Document]) -> None:
        """Make a change of a line. Where that settles its flag the keyboard goes on, as it does from one that is kept;
        else it stays.
        """
        go_on = self.evidence.deciding.flagged
        made = self.settle(change, go_on=go_on)
        if not (made and go_on and self.obstacles):
            self._focus_item(item)

    def _take_out(self) -> None:
        act, session, item = self.desk.actions, self.desk.session, self.item
        thing = self._thing(item) if item is not None else None
        if item is None or thing is None:
            return
        if item.section is not None:
            claim_change = act.restore_claim if thing.removed else act.remove_claim
            self._dealt_with(item, lambda: claim_change(session, self.document.id, item.id))
        else:
            action_change = act.restore_action if thing.removed else act.remove_action
            self._dealt_with(item, lambda: action_change(session, self.document.id, item.id))

    def _use_rules_wording(self) -> None:
        act, session, item = self.desk.actions, self.desk.session, self.item
        if item is not None and item.section is not None:
            self.settle(lambda: act.use_rules_wording(session, self.document.id, item.id))
            self._focus_item(item)

    def _to_item(self) -> None:
        """The keyboard back to the line that is chosen, else to the first."""
        if self.item is not None:
            self._focus_item(self.item)
        else:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_item(self, item: Item) -> None:
        self.draft.focus_line(item.id)

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
