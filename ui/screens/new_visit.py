"""A new visit, in two short pages: its reference and kind of note, then who is there."""

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from scribe.visit import Agreement, Person, PersonId, Role, Visit, VisitId
from ui.desk import Desk, Go
from ui.screens.base import Screen
from ui.theme import SPACE
from ui.widgets.buttons import button, rename
from ui.widgets.field import Field, choices, code, line
from ui.widgets.layouts import card, clear, column, flow_of, row
from ui.widgets.text import Text
from ui.words import Common
from ui.words import NewVisit as Words
from ui.words_templates import Templates as TemplateWords


class NewVisitScreen(Screen):
    """Page one: the visit, new or to be put right. Its people come next, on a screen of their own."""

    step = 1

    def __init__(self, desk: Desk, visit_id: VisitId | None = None) -> None:
        super().__init__(desk, Words.CHANGE_TITLE if visit_id else Words.TITLE, Words.VISIT_INTRO)
        self.visit: Visit | None = desk.actions.visit(desk.session, visit_id) if visit_id else None
        frame, inside = card()
        self.reference: QLineEdit = code(self.visit.reference if self.visit else "")
        inside.addWidget(Field(Words.REFERENCE, self.reference, Words.REFERENCE_HELP))
        self.template: QComboBox = choices(self._kinds(), self.visit.template if self.visit else "")
        inside.addWidget(Field(Words.TEMPLATE, self.template))
        self.about = Text("", "muted")
        inside.addWidget(self.about)
        self.template.currentIndexChanged.connect(lambda _: self._tell_about())
        self._tell_about()
        self.body.addWidget(frame)
        if problems := desk.actions.template_problems(desk.session):
            self.notice.tell(TemplateWords.NOT_USED, "\n".join(problems), "warn")
        self.set_main(Words.TO_PEOPLE, self._next)

    def _kinds(self) -> tuple[tuple[str, str], ...]:
        """All kinds of note; also the visit's own where the council took it away: none is put in its place."""
        known: tuple[tuple[str, str], ...] = self.desk.actions.template_choices(self.desk.session)
        kept = self.visit.template if self.visit else ""
        return known if not kept or kept in dict(known) else (*known, (kept, TemplateWords.gone(kept)))

    def _tell_about(self) -> None:
        about = self.desk.actions.template_about(self.desk.session, self.template.currentData())
        self.about.say(about)
        self.about.setVisible(bool(about))

    def _next(self) -> None:
        reference = self.reference.text().strip()
        if not reference:
            self.notice.tell(Words.REFERENCE_MISSING, tone="warn")
            self.reference.setFocus()
            return
        with self.telling():
            if self.visit is not None:
                template = self.template.currentData()
                self.desk.actions.change_visit(self.desk.session, self.visit.id, reference, template)
                self.leave_for(Go.PEOPLE, self.visit.id)
                return
            worker = self._worker()
            planned = self.desk.actions.plan_visit(self.desk.session, reference, self.template.currentData(), worker)
            self.leave_for(Go.PEOPLE, planned.id)

    def _worker(self) -> tuple[Person, ...]:
        """The worker is always there, so is put in at once where the settings know the name."""
        name = self.desk.session.settings.worker_name
        return (Person(new_person_id(), name, Role.WORKER),) if name else ()

    def first_focus(self) -> QWidget:
        """The reference."""
        return self.reference

    def visit_shown(self) -> Visit | None:
        """The visit that is put right, if it is not a new one."""
        return self.visit


class PeopleScreen(Screen):
    """Who is there, each one's pronouns and communication needs. Every change is saved at once."""

    step = 1

    def __init__(self, desk: Desk, visit_id: VisitId, *, late: bool = False) -> None:
        super().__init__(desk, Words.PEOPLE_TITLE, Words.PEOPLE_INTRO)
        self._late = late
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        self._changing: PersonId | None = None
        self.list: QVBoxLayout = column(gap=12)
        self.body.addLayout(self.list)
        self.body.addWidget(self._form())
        self.set_main(Words.TO_AGREEMENT, self._next)
        if not late:
            words = Words.change_visit(self.visit.reference)
            self.add_other(words, lambda: self.leave_for(Go.NEW_VISIT, self.visit.id))
        self._show_people()
        self._clear_form()

    # --- the form

    def _form(self) -> QWidget:
        frame, inside = card()
        self.form_title = Text(Words.ADD_TITLE, "heading")
        inside.addWidget(self.form_title)
        self.name = line()
        self.role = choices(tuple((role.value, words) for role, words in Words.ROLES.items()))
        self.pronouns = choices(Words.PRONOUN_CHOICES)
        self.needs = line()
        self.late = QCheckBox(Words.LATE)
        self.late.setAccessibleName(Words.LATE)
        inside.addWidget(Field(Words.NAME, self.name, Words.NAME_HELP))
        inside.addWidget(Field(Words.ROLE, self.role))
        inside.addWidget(Field(Words.PRONOUNS, self.pronouns))
        inside.addWidget(Field(Words.NEEDS, self.needs, Words.NEEDS_HELP))
        inside.addWidget(self.late)
        self.save = button(Words.ADD, self._save_person)
        inside.addWidget(flow_of(self.save))
        self.name.returnPressed.connect(self._save_person)
        self.needs.returnPressed.connect(self._save_person)
        return frame

    def _save_person(self) -> bool:
        name = self.name.text().strip()
        if not name:
            self.notice.tell(Words.NAME_MISSING, tone="warn")
            self.name.setFocus()
            return False
        known = next((p for p in self.visit.people if p.id == self._changing), None)
        before = known or Person(new_person_id(), name, Role.PERSON, agreement=Agreement())
        person = replace(
            before,
            name=name,
            role=Role(self.role.currentData()),
            pronouns=self.pronouns.currentData(),
            communication_needs=self.needs.text().strip(),
            arrived_late=self.late.isChecked(),
        )
        others = self.visit.people
        self._keep(tuple(person if p.id == person.id else p for p in others) if known else (*others, person))
        self._clear_form()
        self._bring_form()
        return True

    def _keep(self, people: tuple[Person, ...]) -> None:
        with self.telling():
            self.visit = self.desk.actions.change_people(self.desk.session, self.visit.id, people)
            self.notice.quiet()
            self._show_people()

    def _clear_form(self) -> None:
        self._changing = None
        self.name.clear()
        self.needs.clear()
        self.late.setChecked(self._late)
        self.pronouns.setCurrentIndex(0)
        first = Role.PERSON if self.visit.person is None else Role.FAMILY
        self.role.setCurrentIndex(self.role.findData(first.value))
        self._say_form(Words.ADD_TITLE, Words.ADD)

    def _say_form(self, title: str, save: str) -> None:
        self.form_title.say(title)
        rename(self.save, save)

    def _bring_form(self) -> None:
        """Show the form, once what is above it has its new height."""
        QTimer.singleShot(0, self, lambda: self.scroll_area.ensureWidgetVisible(self.name))

    # --- the list

    def _show_people(self) -> None:
        clear(self.list)
        for person in self.visit.people:
            self.list.addWidget(self._person_card(person))

    def _person_card(self, person: Person) -> QWidget:
        """One line and two buttons, so that the form beneath is still in view."""
        frame, inside = card()
        inside.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], SPACE[1])
        who = column(gap=0)
        pronouns = f" ({dict(Words.PRONOUN_CHOICES)[person.pronouns]})" if person.pronouns else ""
        who.addWidget(Text(person.name, "label"))
        who.addWidget(Text(f"{Words.ROLES[person.role]}{pronouns}", "muted"))
        if person.communication_needs:
            who.addWidget(Text(Common.needs_of(Common.NEEDS, person.communication_needs)))
        across = row()
        across.addLayout(who, 1)
        for words, act, name in (
            (Words.CHANGE, self._change, Words.change(person.name)),
            (Words.REMOVE, self._remove, Words.remove(person.name)),
        ):
            across.addWidget(button(words, partial(act, person), style="quiet", name=name))
        inside.addLayout(across)
        return frame

    def _change(self, person: Person) -> None:
        self._changing = person.id
        self.name.setText(person.name)
        self.role.setCurrentIndex(self.role.findData(person.role.value))
        self.pronouns.setCurrentIndex(max(0, self.pronouns.findData(person.pronouns)))
        self.needs.setText(person.communication_needs)
        self.late.setChecked(person.arrived_late)
        self._say_form(Words.CHANGE_PERSON, Words.SAVE_PERSON)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_form()

    def _remove(self, person: Person) -> None:
        self._keep(tuple(p for p in self.visit.people if p.id != person.id))
        self._clear_form()

    # --- on

    def _next(self) -> None:
        if self.name.text().strip() and not self._save_person():
            return
        if self.visit.person is None:
            self.notice.tell(Words.PERSON_MISSING, tone="warn")
            self.name.setFocus()
            return
        self.leave_for(Go.AGREEMENT, self.visit.id, late=self._late)

    def first_focus(self) -> QWidget:
        """The name of the next person; where the person whom it is about is there already, the way on."""
        return self.main if self.visit.person is not None and not self._late else self.name

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Bring the form into view where it is what comes next."""
        super().showEvent(event)
        if self.first_focus() is self.name:
            self._bring_form()

    def visit_shown(self) -> Visit | None:
        """The visit whose people these are."""
        return self.visit


def new_person_id() -> PersonId:
    """An id that says nothing of whom it is."""
    return PersonId(f"p-{uuid.uuid4().hex[:8]}")
