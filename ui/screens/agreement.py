"""Agreement to record: what each person was asked and said, by whom and when. Every change is saved as it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from scribe.visit import Agreed, Person, Visit, VisitId, recording_worker, to_be_asked
from ui.desk import Desk, Go
from ui.screens.base import Screen
from ui.widgets.field import Field, choices, line
from ui.widgets.layouts import card, column
from ui.widgets.text import Text, chip
from ui.words import NewVisit as Words
from ui.words import when
from ui.words_policies import Consent


class AgreementScreen(Screen):
    """One card a person. The lawful basis is shown, and can't be changed here: it is the council's."""

    step = 1

    def __init__(self, desk: Desk, visit_id: VisitId, *, late: bool = False) -> None:
        super().__init__(desk, Words.AGREEMENT_TITLE, Words.AGREEMENT_INTRO)
        self._late = late
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        recording = recording_worker(self.visit.people)
        worker = recording.name if recording else desk.session.settings.worker_name
        asked = to_be_asked(self.visit.people)
        wording = desk.session.settings.consent_wording
        self.cards = [PersonAgreement(person, worker, self._save, wording) for person in asked]
        if wording:
            self.body.addWidget(self._wording())
        for one in self.cards:
            self.body.addWidget(one)
        self.body.addWidget(self._lawful_basis())
        self.set_main(Words.SAVE_LATE if late else Words.TO_SOUND, self._next)

    def _wording(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(Text(Consent.TITLE, "heading"))
        inside.addWidget(Text(self.desk.session.settings.consent_wording))
        return frame

    def _lawful_basis(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(Text(Words.LAWFUL_TITLE, "heading"))
        inside.addWidget(Text(self.desk.session.settings.lawful_basis or Words.LAWFUL, "muted"))
        return frame

    def _save(self, person: Person) -> Person:
        """The person as they are kept now."""
        people = tuple(person if p.id == person.id else p for p in self.visit.people)
        if people != self.visit.people:
            with self.telling():
                self.visit = self.desk.actions.change_people(self.desk.session, self.visit.id, people)
        return next(p for p in self.visit.people if p.id == person.id)

    def _next(self) -> None:
        for one in self.cards:
            one.save()
        missing = self.desk.actions.agreement_missing(self.desk.session, self.visit.id)
        if missing:
            self.notice.tell(Words.STILL_NEEDED, "\n".join(missing), "warn")
            return
        if self._late:
            self.leave_for(Go.BACK)
        else:
            self.leave_for(Go.SOUND, self.visit.id)

    def close_down(self) -> None:
        """Keep what is half typed."""
        for one in self.cards:
            one.save()
        super().close_down()

    def first_focus(self) -> QWidget:
        """The first person's answer."""
        return self.cards[0].answer if self.cards else self.main

    def visit_shown(self) -> Visit | None:
        """The visit whose agreement this is."""
        return self.visit


class PersonAgreement(QWidget):
    """What one person was asked and said. Only the fields that the answer calls for are shown."""

    def __init__(self, person: Person, worker: str, keep: Callable[[Person], Person], wording: str) -> None:
        """`wording`: what IT has set to be said now."""
        super().__init__()
        self._person, self._keep, self._wording = person, keep, wording
        frame, inside = card()
        column(self).addWidget(frame)
        agreement = person.agreement
        inside.addWidget(Text(person.name, "heading"))
        inside.addWidget(Text(Words.ROLES[person.role], "muted"))
        if person.arrived_late:
            inside.addWidget(chip(Words.LATE))
        self.answer = choices(
            tuple((answer.value, words) for answer, words in Words.ANSWERS.items()), agreement.answer.value
        )
        self.answer.setAccessibleName(Words.answer_for(person.name))
        inside.addWidget(Field(Words.ANSWER, self.answer, name=Words.answer_for(person.name)))
        self.how = self._add(inside, Words.HOW, agreement.how_asked, Words.HOW_HELP)
        self.said = self._add(inside, Words.SAID, agreement.what_was_said)
        self.consulted = self._add(inside, Words.CONSULTED, agreement.consulted)
        self.why = self._add(inside, Words.WHY, agreement.why)
        self.own_view = self._add(inside, Words.OWN_VIEW, agreement.own_view)
        self.responsibility = self._add(inside, Words.RESPONSIBILITY, agreement.parental_responsibility)
        self.by = self._add(inside, Words.BY, agreement.asked_by or worker)
        self.at = Text("", "small")
        inside.addWidget(self.at)
        self.told = Text("", "small")
        inside.addWidget(self.told)
        self.answer.currentIndexChanged.connect(lambda _: self._answered())
        self._show_fields()

    def _add(self, inside: QVBoxLayout, label: str, text: str, help_text: str = "") -> QLineEdit:
        edit = line(text)
        field = Field(label, edit, help_text, name=f"{self._person.name}: {label}")
        inside.addWidget(field)
        edit.editingFinished.connect(self.save)
        return edit

    def _answered(self) -> None:
        self._show_fields()
        self.save()

    def _show_fields(self) -> None:
        answer = Agreed(self.answer.currentData())
        asked = answer is not Agreed.NOT_ASKED
        for edit in (self.how, self.said, self.by):
            _field(edit).setVisible(asked)
        for edit in (self.consulted, self.why):
            _field(edit).setVisible(answer is Agreed.CANNOT_DECIDE)
        for edit in (self.own_view, self.responsibility):
            _field(edit).setVisible(answer is Agreed.CHILD)
        at = self._person.agreement.asked_at
        self.at.say(Words.asked_at(when(at)) if at else "")
        self.at.setVisible(asked and at is not None)
        told = self._person.agreement.wording
        self.told.say(Consent.IN_THESE if told == self._wording else Consent.in_others(told))
        self.told.setVisible(asked and bool(told))

    def save(self) -> None:
        """Keep what is written here now; the time is when the answer was given."""
        before = self._person.agreement
        answer = Agreed(self.answer.currentData())
        changed = answer is not before.answer
        at = (datetime.now(UTC) if answer is not Agreed.NOT_ASKED else None) if changed else before.asked_at
        now = replace(
            before,
            answer=answer,
            how_asked=self.how.text().strip(),
            what_was_said=self.said.text().strip(),
            asked_by=self.by.text().strip() if answer is not Agreed.NOT_ASKED else "",
            asked_at=at,
            consulted=self.consulted.text().strip(),
            why=self.why.text().strip(),
            own_view=self.own_view.text().strip(),
            parental_responsibility=self.responsibility.text().strip(),
        )
        if now != before:
            self._person = self._keep(replace(self._person, agreement=now))
            self._show_fields()


def _field(edit: QLineEdit) -> QWidget:
    parent = edit.parentWidget()
    assert parent is not None
    return parent
