"""Changing a kind of note, with the draft of the practice visit beside it as it would be."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from scribe.document_text import blocks
from scribe.notes.template_writing import id_for
from scribe.notes.templates import Template, TemplateSection
from scribe.visit import Document, SectionId, Visit
from ui.desk import Desk
from ui.job_bridge import JobBridge
from ui.screens.base import Screen
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.draft_preview import DraftPreview
from ui.widgets.field import Field, choices, line
from ui.widgets.layouts import column, flow_of, row, scrolling
from ui.widgets.notice import Notice
from ui.widgets.section_form import SectionForm
from ui.words_templates import Templates as Words

NONE = Template("", "", ())
"""Where the kind of note that is chosen can't be read: nothing of it can be changed."""
PAUSE = 600
"""Milliseconds without a change after which the draft is made again."""


class TemplateEditorScreen(Screen):
    """A kind of note, heading by heading. Changes that are not saved stay on the desk, and are here again later."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO, scrolls=False, beside=True)
        self.kind = choices(desk.actions.template_choices(desk.session))
        self.name = line()
        self.order, self.detail = choices(Words.ORDERS), choices(Words.DETAILS)
        self.headings = choices(())
        for box in (self.kind, self.headings):
            # A heading of the law is long: the list must not push the page wider than the window.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.form = SectionForm()
        self.faults = Notice()
        self.preview = DraftPreview()
        self._at = 0
        self._filling = False
        self._making: JobBridge | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look_again)
        across = row(gap=SPACE[4])
        across.addWidget(self._left(), 1)
        across.addWidget(self.preview, 1)
        self.add_panes(across)
        self.set_main(Words.SAVE, self._save)
        self.add_other(Words.SAVE_AS, self._save_as)
        self._listen()
        self.template = NONE
        self._open()
        if problems := desk.actions.template_problems(desk.session):
            self.notice.tell(Words.NOT_USED, "\n".join(problems), "warn")

    def _left(self) -> QWidget:
        holder = QWidget()
        holder.setObjectName("body")
        inside = column(holder, gap=SPACE[2])
        inside.addWidget(Field(Words.KIND, self.kind))
        inside.addWidget(Field(Words.NAME, self.name))
        inside.addWidget(Field(Words.ORDER, self.order))
        inside.addWidget(Field(Words.DETAIL, self.detail))
        inside.addWidget(self.faults)
        inside.addWidget(Field(Words.HEADING, self.headings))
        self.up = button(Words.UP, lambda: self.move_heading(-1), keys=Words.UP_KEYS)
        self.down = button(Words.DOWN, lambda: self.move_heading(1), keys=Words.DOWN_KEYS)
        self.more = button(Words.ADD, self.add_heading, name=Words.ADD_NAME)
        self.fewer = button(Words.REMOVE, self.remove_heading, name=Words.REMOVE_NAME)
        inside.addWidget(flow_of(self.up, self.down, self.more, self.fewer))
        inside.addWidget(self.form)
        inside.addStretch(1)
        return scrolling(holder, Words.TITLE)

    def _listen(self) -> None:
        self.kind.activated.connect(lambda _: self._open())
        self.headings.activated.connect(self.go_to_heading)
        self.name.textChanged.connect(self._changed)
        self.form.changed.connect(self._changed)
        for box in (self.order, self.detail):
            box.activated.connect(self._changed)
        self.key(Words.UP_KEYS, lambda: self.move_heading(-1))
        self.key(Words.DOWN_KEYS, lambda: self.move_heading(1))
        self.key("Ctrl+PgUp", lambda: self.go_to_heading(self._at - 1))
        self.key("Ctrl+PgDown", lambda: self.go_to_heading(self._at + 1))

    # --- showing
    def _open(self) -> None:
        """Show the kind of note that is chosen, with what was changed of it before."""
        self.faults.quiet()
        self.notice.quiet()
        chosen, self.template = self.kind.currentData(), NONE
        self.headings.clear()
        with self.telling():
            kept = self.desk.templates_in_hand.get(chosen)
            self.template = kept or self.desk.actions.template_to_edit(self.desk.session, chosen)
            self._show(0)
            if kept is not None:
                self.notice.tell(Words.IN_HAND)
        for part in (self.name, self.order, self.detail, self.headings, self.more, self.form, self.main):
            part.setEnabled(self.template is not NONE)

    def _show(self, heading: int) -> None:
        self._filling = True
        self.name.setText(self.template.title)
        self.order.setCurrentIndex(self.order.findData(self.template.order))
        self.detail.setCurrentIndex(self.detail.findData(self.template.detail))
        self._filling = False
        self._list_headings()
        self.go_to_heading(heading)
        self.look_again()

    def _list_headings(self) -> None:
        self.headings.clear()
        for number, section in enumerate(self.template.sections, start=1):
            self.headings.addItem(Words.numbered(number, section.heading))

    def go_to_heading(self, number: int) -> None:
        """Show the fields of a heading, counted from 0; nothing where there is none."""
        if not 0 <= number < len(self.template.sections):
            return
        self._at = number
        self.headings.setCurrentIndex(number)
        self.form.show_section(self.template.sections[number])
        self.fewer.setEnabled(len(self.template.sections) > 1)
        self.preview.go_to(number)

    # --- changing
    def _changed(self) -> None:
        """Take over what is in the fields."""
        if self._filling or self.template is NONE:
            return
        here = self.form.section()
        sections = tuple(
            here if number == self._at else replace(each, fallback=each.fallback and not here.fallback)
            for number, each in enumerate(self.template.sections)
        )
        changed = replace(
            self.template,
            title=" ".join(self.name.text().split()),
            order=self.order.currentData(),
            detail=self.detail.currentData(),
            sections=sections,
        )
        self.headings.setItemText(self._at, Words.numbered(self._at + 1, here.heading))
        self._take(changed)

    def _take(self, changed: Template) -> None:
        if changed != self.template:
            self.template = changed
            self.desk.templates_in_hand[changed.id] = changed
            self._pause.start()

    def _with_sections(self, sections: list[TemplateSection], at: int) -> None:
        self._take(replace(self.template, sections=tuple(sections)))
        self._list_headings()
        self.go_to_heading(at)

    def move_heading(self, by: int) -> None:
        """Put the heading in the place of the one before or after it."""
        sections, to = list(self.template.sections), self._at + by
        if 0 <= to < len(sections):
            sections[self._at], sections[to] = sections[to], sections[self._at]
            self._with_sections(sections, to)

    def add_heading(self) -> None:
        """A new one after this, ready to be named."""
        sections = list(self.template.sections)
        new_id = id_for(Words.NEW_HEADING, {str(each.id) for each in sections})
        sections.insert(self._at + 1, TemplateSection(SectionId(new_id), Words.NEW_HEADING))
        self._with_sections(sections, self._at + 1)
        self.form.heading.setFocus()
        self.form.heading.selectAll()

    def remove_heading(self) -> None:
        """Take this one out."""
        sections = list(self.template.sections)
        if len(sections) > 1:
            del sections[self._at]
            self._with_sections(sections, min(self._at, len(sections) - 1))

    # --- looking and keeping
    def found_faults(self) -> tuple[str, ...]:
        """What has to be put right, plainly."""
        empty = [Words.no_words(n) for n, each in enumerate(self.template.sections, start=1) if not each.heading]
        return tuple(empty) or self.desk.actions.template_faults(self.template)

    def look_again(self) -> None:
        """Say what is wrong, or make the draft again."""
        self._pause.stop()
        if found := self.found_faults():
            self.faults.tell(Words.NOT_YET, "\n".join(found), "warn")
            return
        self.faults.quiet()
        if self._making is not None:
            self._making.cancel()
        self.preview.state.say(Words.MAKING)
        job = self.desk.actions.preview_template(self.desk.session, self.template)
        making = self._making = self.desk.start("template preview", job)
        making.succeeded.connect(lambda made: self._made(making, *made))
        making.failed.connect(lambda error: self._not_made(making, error))

    def _made(self, making: JobBridge, document: Document, visit: Visit) -> None:
        if making is self._making and not self._leaving:
            self._making = None
            self.preview.show_blocks(blocks(document, visit))

    def _not_made(self, making: JobBridge, error: BaseException) -> None:
        if making is self._making and not self._leaving:
            self._making = None
            self.preview.state.say("")
            self.show_error(error)

    def _save(self) -> None:
        if found := self.found_faults():
            self.faults.tell(Words.NOT_YET, "\n".join(found), "warn")
            return
        with self.telling():
            path = self.desk.actions.save_template(self.desk.session, self.template)
            self.desk.templates_in_hand.pop(self.template.id, None)
            self._list_kinds()
            self.notice.tell(Words.SAVED, Words.saved_in(str(path.parent)), "good")

    def _save_as(self) -> None:
        """As a kind of note of its own, with an id made of its name."""
        known = {value for value, _ in self.desk.actions.template_choices(self.desk.session)}
        before = self.template.id
        self.template = replace(self.template, id=id_for(self.template.title, known))
        self._save()
        if self.template.id in {value for value, _ in self.desk.actions.template_choices(self.desk.session)}:
            self.desk.templates_in_hand.pop(before, None)
        else:
            self.template = replace(self.template, id=before)

    def _list_kinds(self) -> None:
        self.kind.clear()
        for value, words in self.desk.actions.template_choices(self.desk.session):
            self.kind.addItem(words, value)
        self.kind.setCurrentIndex(self.kind.findData(self.template.id))

    # --- for the window
    def first_focus(self) -> QWidget:
        """The kind of note."""
        return self.kind

    def close_down(self) -> None:
        """Stop making the draft; what was changed stays on the desk."""
        self._pause.stop()
        if self._making is not None:
            self._making.cancel()
        super().close_down()
