"""The list of visits: each with the one thing to do next."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scribe.actions import VisitSummary
from ui.desk import Desk, Go
from ui.screens.base import Screen
from ui.widgets.buttons import CardButton, button
from ui.widgets.layouts import card, clear, column, flow_of
from ui.widgets.text import Text, chip
from ui.words import Common, NewVisit
from ui.words import Visits as Words

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
    """Every visit of this worker, the newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO)
        self.rows = column(gap=12)
        self.body.addLayout(self.rows)
        self.set_main(Words.NEW, self._new)
        self.main.setToolTip("Ctrl+N")
        self.key("Ctrl+N", self._new)
        self.practice = self.add_other(Words.PRACTICE, lambda: self.leave_for(Go.PRACTICE))
        self._in_practice = getattr(desk.session, "practice", None) is not None
        with self.telling():
            self._show(desk.actions.list_visits(desk.session))

    def _show(self, summaries: tuple[VisitSummary, ...]) -> None:
        clear(self.rows)
        self.summaries = summaries
        self.buttons = [self._row(summary) for summary in summaries]
        for made in self.buttons:
            self.rows.addWidget(made)
        limit = self.desk.session.settings.unfiled_hours
        late = sum(1 for s in summaries if s.unfiled_hours is not None and s.unfiled_hours >= limit)
        if late:
            self.notice.tell(Words.unfiled(late), tone="warn")
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

    def _first_use(self) -> None:
        frame, inside = card()
        inside.addWidget(Text(Words.PRACTICE, "heading"))
        inside.addWidget(Text(Words.PRACTICE_WHY))
        self.first_practice = button(Words.PRACTICE, lambda: self.leave_for(Go.PRACTICE))
        inside.addWidget(flow_of(self.first_practice))
        self.practice.hide()
        self.rows.addWidget(frame)

    def _row(self, summary: VisitSummary) -> CardButton:
        visit = summary.visit
        made = CardButton("choice")
        made.setCheckable(False)
        person = visit.person
        who = person.name if person else NewVisit.PERSON_MISSING
        made.put(Text(visit.reference, "heading"))
        made.put(Text(who, "banner"))
        done = summary.next_step == "done"
        late = summary.unfiled_hours is not None and summary.unfiled_hours >= self.desk.session.settings.unfiled_hours
        made.put(
            flow_of(chip(Words.next_step(summary.next_step), "chipGood" if done else "chipWarn" if late else "chip"))
        )
        made.setAccessibleName(Words.row_name(visit.reference, who, summary.next_step))
        made.clicked.connect(lambda _=False: self._open(summary))
        return made

    def _open(self, summary: VisitSummary) -> None:
        if summary.next_step == "recover":
            act, session, visit = self.desk.actions, self.desk.session, summary.visit.id
            bridge = self.desk.in_background("recover", "recover", lambda: act.recover_recording(session, visit))
            self.follow(Words.RECOVERING, bridge, lambda _: self.leave_for(Go.SOUND, visit))
            return
        go = _GOES_TO[summary.next_step]
        self.leave_for(go, summary.visit.id)

    def _new(self) -> None:
        """Not in practice: nothing of it is kept."""
        if not self._in_practice:
            self.leave_for(Go.NEW_VISIT)

    def first_focus(self) -> QWidget:
        """The newest visit, or the main button when there is none."""
        return self.buttons[0] if self.buttons else self.main
