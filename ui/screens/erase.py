"""Erasing a visit: what will happen, what must be recorded first, why, and then a second, deliberate press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from scribe.visit import Agreed, Visit, VisitId
from ui.desk import Desk, Go
from ui.screens.base import Screen
from ui.widgets.field import Field, line, lines
from ui.widgets.layouts import card
from ui.widgets.text import Text
from ui.words import Erase as Words
from ui.words import Hold

if TYPE_CHECKING:
    from scribe.erasing import HarmMentioned

DELIBERATE = 900
"""Milliseconds before the second press counts: a double click erases nothing."""
_ROOM = 120
"""Height in pixels at 100% of the field for what must be recorded: the whole page is to be seen."""


class EraseScreen(Screen):
    """The main button first asks whether it is meant, then erases. Any change in between takes the question back."""

    def __init__(self, desk: Desk, visit_id: VisitId) -> None:
        visit = desk.actions.visit(desk.session, visit_id)
        super().__init__(desk, Words.title(visit.reference))
        self.visit: Visit = visit
        self.harm: HarmMentioned | None = None
        self.sure = False
        self._build_parts()
        self.not_this = self.add_other(Words.NO, self._keep)
        self.bring_back = self.add_other(Words.BRING_BACK, self._bring_back)
        self.open_record = self.add_other(Words.OPEN_RECORD, self._open_record)
        self.hold = self.add_other(
            Hold.TAKE_OFF if visit.held else Hold.PUT_ON_VISIT, lambda: self.leave_for(Go.HOLD, visit_id)
        )
        self._record: VisitId | None = None
        self._done = False
        for later in (self.bring_back, self.open_record):
            later.hide()
        if visit.held:
            self._say_held()
        else:
            self._look_for_harm()

    # --- building

    def _build_parts(self) -> None:
        self.what, inside = card()
        inside.addWidget(Text(Words.WHAT, "heading"))
        inside.addWidget(Text(Words.GOES))
        days = getattr(self.desk.session.settings, "restore_days", 7)
        self.undo = Text(Words.undo(days), "label")
        inside.addWidget(self.undo)
        self._days = days
        self.harm_card, inside = card()
        self.harm_title = Text("", "heading")
        self.harm_help = Text()
        self.moments = Text()
        self.to_record = lines()
        self.to_record.setMaximumHeight(self.desk.look.scaled(_ROOM))
        self.no_harm = QCheckBox(Words.NO_HARM)
        self.no_harm.setAccessibleName(Words.NO_HARM)
        for widget in (self.harm_title, self.harm_help, self.moments):
            inside.addWidget(widget)
        inside.addWidget(Field(Words.TO_RECORD, self.to_record, Words.TO_RECORD_HELP))
        inside.addWidget(self.no_harm)
        self.why_card, inside = card()
        asked = any(person.agreement.answer is Agreed.WITHDRAWN for person in self.visit.people)
        self.why = line(Words.ASKED if asked else "")
        inside.addWidget(Field(Words.WHY, self.why, Words.WHY_HELP))
        for part in (self.what, self.harm_card, self.why_card):
            self.body.addWidget(part)
        self.harm_card.hide()
        self.why.textChanged.connect(lambda _: self._ask_again())
        self.to_record.textChanged.connect(self._ask_again)
        self.no_harm.toggled.connect(lambda _: self._ask_again())

    def _say_held(self) -> None:
        """A hold: there is nothing to press but the way back, and the way to the hold."""
        for part in (self.what, self.why_card, self.not_this):
            part.hide()
        self.notice.tell(Words.HELD, Words.held(self.visit.held), "warn")
        self.set_main(Words.BACK, lambda: self.leave_for(Go.VISITS))

    # --- what has to be recorded first

    def _look_for_harm(self) -> None:
        ask, session, visit = self.desk.actions.harm_mentioned, self.desk.session, self.visit.id
        self.set_main(Words.ERASE, self._press)
        bridge = self.desk.in_background("harm", "look for harm", lambda: ask(session, visit))
        self.follow(Words.LOOKING, bridge, self._show_harm, self._not_looked)

    def _not_looked(self) -> None:
        """It could not be found out: then there is no erasing from here."""
        self.set_main(Words.BACK, lambda: self.leave_for(Go.VISITS))

    def _show_harm(self, harm: HarmMentioned) -> None:
        self.harm = harm
        mentioned = bool(harm.moments)
        self.harm_card.setVisible(mentioned or not harm.known)
        self.harm_title.say(Words.HARM if mentioned else Words.UNKNOWN)
        self.harm_help.say(Words.HARM_HELP if mentioned else Words.UNKNOWN_HELP)
        self.moments.say("\n".join(harm.moments))
        self.moments.setVisible(mentioned)
        self.no_harm.setVisible(not mentioned)
        self.first_focus().setFocus()

    def _missing(self) -> tuple[str, QWidget] | None:
        """What still has to be said, and where; None when nothing does."""
        harm = self.harm
        written = bool(self.to_record.toPlainText().strip())
        if harm is not None and harm.moments and not written:
            return Words.RECORD_MISSING, self.to_record
        if harm is not None and not harm.known and not written and not self.no_harm.isChecked():
            return Words.NO_HARM_MISSING, self.to_record
        return None if self.why.text().strip() else (Words.WHY_MISSING, self.why)

    # --- the two presses

    def _press(self) -> None:
        missing = self._missing()
        if missing is not None:
            words, where = missing
            self.notice.tell(words, tone="warn")
            where.setFocus()
        elif not self.sure:
            self._ask_whether_meant()
        else:
            self._erase()

    def _ask_whether_meant(self) -> None:
        self.sure = True
        self.notice.tell(Words.SURE, Words.sure_help(self.visit.reference), "danger")
        self.set_main(Words.sure(self.visit.reference), self._press)
        self.main.setEnabled(False)
        self.not_this.setFocus()
        self.to_top()
        QTimer.singleShot(DELIBERATE, self, lambda: self.main.setEnabled(not self.working.busy))

    def _ask_again(self) -> None:
        """Something was changed: the next press asks again."""
        if self.sure:
            self.sure = False
            self.notice.quiet()
            self.set_main(Words.ERASE, self._press)

    def _erase(self) -> None:
        act, session, visit = self.desk.actions, self.desk.session, self.visit.id
        why, to_record = self.why.text().strip(), self.to_record.toPlainText().strip()
        no_harm = self.no_harm.isVisibleTo(self) and self.no_harm.isChecked()
        bridge = self.desk.in_background(
            "erase", "erase", lambda: act.erase_visit(session, visit, why=why, to_record=to_record, no_harm=no_harm)
        )
        self.follow(Words.ERASING, bridge, self._erased, self._ask_again)
        self.working.cancel.setEnabled(False)

    def _erased(self, record: VisitId | None) -> None:
        self._record, self._done = record, True
        for part in (self.what, self.harm_card, self.why_card, self.not_this, self.hold):
            part.hide()
        self.title.say(Words.DONE_TITLE)
        self.intro.say("\n".join(([Words.DONE_BACK] if self._days else []) + ([Words.RECORDED] if record else [])))
        self.intro.show()
        self.notice.quiet()
        self.bring_back.setVisible(self._days > 0)
        self.open_record.setVisible(record is not None)
        self.set_main(Words.BACK, lambda: self.leave_for(Go.VISITS))
        self.main.setFocus()

    def _keep(self) -> None:
        self.leave_for(Go.VISITS)

    def _bring_back(self) -> None:
        act, session, visit = self.desk.actions, self.desk.session, self.visit.id
        bridge = self.desk.in_background("erase", "bring back", lambda: act.restore_visit(session, visit))
        self.follow(Words.BRINGING_BACK, bridge, lambda _: self.leave_for(Go.VISITS))

    def _open_record(self) -> None:
        if self._record is not None:
            self.leave_for(Go.REVIEW, self._record)

    # --- for the window

    def first_focus(self) -> QWidget:
        """Where something has to be written, else the main button."""
        if self.visit.held or self.harm is None:
            return self.main
        return self.to_record if not self.harm_card.isHidden() else self.why

    def unsettled(self) -> bool:
        """What is typed here is kept only by erasing; and an erased visit can't be opened again."""
        return self._done or bool(self.why.text().strip() or self.to_record.toPlainText().strip())

    def visit_shown(self) -> Visit | None:
        """The visit that may be erased."""
        return self.visit
