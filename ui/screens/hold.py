"""A legal hold on a visit: what it does, putting it on with a reason, and taking it off."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scribe.visit import Visit, VisitId
from ui.desk import Desk, Go
from ui.screens.base import Screen
from ui.widgets.field import Field, line
from ui.widgets.layouts import card
from ui.widgets.text import Text
from ui.words import Hold as Words


class HoldScreen(Screen):
    """The main button puts the hold on; where it is on already it is the way back, and taking it off is beside it."""

    def __init__(self, desk: Desk, visit_id: VisitId) -> None:
        visit = desk.actions.visit(desk.session, visit_id)
        super().__init__(desk, Words.title(visit.reference))
        self.visit: Visit = visit
        self._build_parts()
        self.take_off = self.add_other(Words.TAKE_OFF, self._take_off)
        self.not_now = self.add_other(Words.NOT_NOW, lambda: self.leave_for(Go.VISITS))
        self._show_state()

    def _build_parts(self) -> None:
        what, inside = card()
        inside.addWidget(Text(Words.WHAT, "heading"))
        inside.addWidget(Text(Words.DOES))
        more, inside = card()
        inside.addWidget(Text(Words.WHEN, "heading"))
        for words in (Words.USE, Words.KEPT_TRACK):
            inside.addWidget(Text(words))
        self.on_card, inside = card()
        self.reason = Text()
        inside.addWidget(Text(Words.IS_ON, "heading"))
        inside.addWidget(self.reason)
        inside.addWidget(Text(Words.TAKE_OFF_HELP, "muted"))
        self.why_card, inside = card()
        self.why = line()
        inside.addWidget(Field(Words.WHY, self.why, Words.WHY_HELP))
        # What is typed comes before the rest of the explanation: with large text it has to be in view.
        for part in (self.on_card, what, self.why_card, more):
            self.body.addWidget(part)

    def _show_state(self) -> None:
        held = bool(self.visit.held)
        self.on_card.setVisible(held)
        self.reason.say(Words.reason(self.visit.held))
        self.why_card.setVisible(not held)
        self.take_off.setVisible(held)
        self.not_now.setVisible(not held)
        if held:
            self.set_main(Words.BACK, lambda: self.leave_for(Go.VISITS))
        else:
            self.set_main(Words.PUT_ON, self._put_on)
        self.first_focus().setFocus()
        self.to_top()

    def _put_on(self) -> None:
        why = self.why.text().strip()
        if not why:
            self.notice.tell(Words.WHY_MISSING, tone="warn")
            self.why.setFocus()
            return
        with self.telling():
            self.visit = self.desk.actions.hold_visit(self.desk.session, self.visit.id, why)
            self.why.clear()
            self._show_state()
            self.notice.tell(Words.NOW_ON, tone="good")

    def _take_off(self) -> None:
        """The reason stays in the field: taken off by mistake, it is put on again with one press."""
        why = self.visit.held
        with self.telling():
            self.visit = self.desk.actions.release_visit(self.desk.session, self.visit.id)
            self.why.setText(why)
            self._show_state()
            self.notice.tell(Words.NOW_OFF, tone="warn")

    # --- for the window

    def first_focus(self) -> QWidget:
        """The reason, or the way back where there is a hold."""
        return self.main if self.visit.held else self.why

    def unsettled(self) -> bool:
        """Whether a reason is typed that is not kept yet."""
        return bool(self.why.text().strip())

    def visit_shown(self) -> Visit | None:
        """The visit that is held."""
        return self.visit
