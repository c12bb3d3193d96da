"""The list of visits: each with the one thing to do next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from scribe.actions import VisitSummary
from ui.desk import Desk, Go
from ui.screens.base import Screen
from ui.widgets.buttons import ErasableCard, button, rename
from ui.widgets.keeping_card import KeepingCard
from ui.widgets.layouts import card, clear, column, flow_of
from ui.widgets.text import Text, chip, plain
from ui.words import Common, Erase, Hold, NewVisit, day, when
from ui.words import Visits as Words
from ui.words_easy_read import Papers

if TYPE_CHECKING:
    from scribe.erasing import ErasedVisit
    from scribe.keeping import Outlook

_GOES_TO = {
    "record": Go.SOUND,
    "transcribe": Go.TRANSCRIPT,
    "draft": Go.TRANSCRIPT,
    "review": Go.REVIEW,
    "export": Go.EXPORT,
    "file": Go.EXPORT,
    "done": Go.EXPORT,
}


class VisitsScreen(Screen):
    """Every visit of this worker, the newest first; before them those whose recording was cut off."""

    date_is_right = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO)
        self.keeping = KeepingCard()
        self.keeping.right.connect(self.date_is_right)
        self.body.addWidget(self.keeping)
        self.rows = column(gap=12)
        self.body.addLayout(self.rows)
        self.erased = ErasedList(self._bring_back)
        self.body.addWidget(self.erased)
        self.set_main(Words.NEW, self._new)
        self.main.setToolTip("Ctrl+N")
        self.key("Ctrl+N", self._new)
        self.papers = self.add_other(Papers.OPEN, lambda: self.leave_for(Go.PAPERS))
        self.writing = self.add_other(Papers.WRITING, lambda: self.leave_for(Go.WRITING))
        self.writing.setVisible(find_spec("ui.screens.writing") is not None)
        self.practice = self.add_other(Words.PRACTICE, lambda: self.leave_for(Go.PRACTICE))
        self._in_practice = getattr(desk.session, "practice", None) is not None
        if self._in_practice:
            self.papers.hide()
            self.writing.hide()
        self.show_outlook(desk.outlook)
        with self.telling():
            self._show(desk.actions.list_visits(desk.session))
            self.erased.show_visits(() if self._in_practice else desk.actions.erased_visits(desk.session))

    def _show(self, listed: tuple[VisitSummary, ...]) -> None:
        clear(self.rows)
        self.summaries = summaries = tuple(sorted(listed, key=lambda summary: summary.next_step != "recover"))
        self.buttons = [self._row(summary) for summary in summaries]
        for made in self.buttons:
            self.rows.addWidget(made)
        limit = self.desk.session.settings.unfiled_hours
        late = [s for s in summaries if s.unfiled_hours is not None and s.unfiled_hours >= limit]
        if late:
            references = tuple(s.visit.reference for s in late)
            way = button(Words.open_unfiled(references[0]), lambda: self._open(late[0]))
            self.notice.tell(Words.unfiled(len(late)), Words.unfiled_which(references), "warn", way)
        if self._in_practice and summaries:
            self.practice.hide()
            self.intro.say(Words.PRACTICE_INTRO)
            if summaries[0].next_step == "done":
                self.set_main(Common.LEAVE_PRACTICE, lambda: self.leave_for(Go.LEAVE_PRACTICE))
            else:
                self.set_main(Words.GO_ON_PRACTISING, self.buttons[0].click)
        if not summaries:
            self.intro.say(Words.EMPTY_INTRO)
            self._first_use()

    def show_outlook(self, outlook: Outlook | None) -> None:
        """What will be erased when its time has come, and whether the date is right; nothing of that in practice."""
        self.keeping.show_outlook(None if self._in_practice else outlook)

    def _first_use(self) -> None:
        frame, inside = card()
        inside.addWidget(Text(Words.PRACTICE, "heading"))
        inside.addWidget(Text(Words.PRACTICE_WHY))
        self.first_practice = button(Words.PRACTICE, lambda: self.leave_for(Go.PRACTICE))
        inside.addWidget(flow_of(self.first_practice))
        self.practice.hide()
        self.rows.addWidget(frame)

    def _row(self, summary: VisitSummary) -> ErasableCard:
        visit = summary.visit
        made = ErasableCard(Words.ERASE_KEY)
        person = visit.person
        who = person.name if person else NewVisit.PERSON_MISSING
        made.put(flow_of(plain(visit.reference, "heading"), plain(who), plain(day(visit.created_at), "muted")))
        done, cut_off = summary.next_step == "done", summary.next_step == "recover"
        late = summary.unfiled_hours is not None and summary.unfiled_hours >= self.desk.session.settings.unfiled_hours
        tone = "chipGood" if done else "chipWarn" if late or cut_off else "chip"
        on_hold = [chip(Hold.CHIP, "chipStrong")] if visit.held else []
        made.put(flow_of(chip(Words.next_step(summary.next_step), tone), *on_hold))
        if cut_off:
            made.put(Text(Words.RECOVERED))
        made.setAccessibleName(
            Words.row_name(visit.reference, who, visit.created_at, summary.next_step, held=bool(visit.held))
        )
        made.erase.connect(lambda: None if self._in_practice else self.leave_for(Go.ERASE, visit.id))
        made.clicked.connect(lambda _=False: self._open(summary))
        return made

    def _open(self, summary: VisitSummary) -> None:
        if summary.next_step == "recover":
            act, session, visit = self.desk.actions, self.desk.session, summary.visit.id
            bridge = self.desk.in_background("recover", "recover", lambda: act.recover_recording(session, visit))
            self.follow(Words.RECOVERING, bridge, lambda _: self.leave_for(Go.SOUND, visit))
            return
        if summary.next_step == "handed over":
            self.notice.tell(Words.HANDED_OVER)
            self.to_top()
            return
        go = _GOES_TO[summary.next_step]
        self.leave_for(go, summary.visit.id)

    def _bring_back(self, erased: ErasedVisit) -> None:
        with self.telling():
            self.desk.actions.restore_visit(self.desk.session, erased.id)
            self._show(self.desk.actions.list_visits(self.desk.session))
            self.erased.show_visits(self.desk.actions.erased_visits(self.desk.session))
            self.notice.tell(Words.is_back(erased.reference), tone="good")
            self.first_focus().setFocus()
            self.to_top()

    def _new(self) -> None:
        """Not in practice: nothing of it is kept."""
        if not self._in_practice:
            self.leave_for(Go.NEW_VISIT)

    def first_focus(self) -> QWidget:
        """The newest visit, or the main button when there is none."""
        return self.buttons[0] if self.buttons else self.main


class ErasedList(QWidget):
    """What was erased and can still be brought back: closed until it is asked for, not there at all when empty."""

    def __init__(self, bring_back: Callable[[ErasedVisit], None]) -> None:
        super().__init__()
        self._bring_back = bring_back
        inside = column(self, gap=12)
        self.opener = button("", self._open)
        self.opener.setCheckable(True)
        inside.addWidget(flow_of(self.opener))
        self.rows = column(gap=12)
        self.frame = QWidget()
        column(self.frame).addLayout(self.rows)
        inside.addWidget(self.frame)
        self.frame.hide()

    def show_visits(self, visits: tuple[ErasedVisit, ...]) -> None:
        """Show these."""
        clear(self.rows)
        self.buttons: list[QPushButton] = []
        for erased in visits:
            frame, inside = card()
            inside.addWidget(Text(Words.erased_row(erased.reference, when(erased.erased_at), when(erased.until))))
            made = button(Erase.BRING_BACK, partial(self._bring_back, erased), name=Words.bring_back(erased.reference))
            inside.addWidget(flow_of(made))
            self.buttons.append(made)
            self.rows.addWidget(frame)
        rename(self.opener, Words.erased(len(visits)))
        self.setVisible(bool(visits))

    def _open(self) -> None:
        self.frame.setVisible(self.opener.isChecked())
