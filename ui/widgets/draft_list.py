"""The draft on the left of the review: sections, their statements, what the worker writes, and the actions."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from scribe.document_text import empty_line, not_discussed_line
from scribe.review import omissions_of
from scribe.visit import Action, Claim, ClaimId, Document, Omission, Section, SectionId
from ui.read_aloud import Passage, ReadPlace
from ui.theme import SPACE, Theme
from ui.widgets.buttons import CardButton, button
from ui.widgets.empty_card import EmptyCard, empty_sections
from ui.widgets.field import Field
from ui.widgets.layouts import column, flow_of, scrolling
from ui.widgets.reading import Reading
from ui.widgets.section_omissions import SectionOmissions
from ui.widgets.text import Text, chip, read_mark
from ui.words import Review as Words
from ui.words_review import Own

ACTIONS = "actions"
"""The part of the draft that is no section."""


@dataclass(frozen=True)
class Item:
    """One line of the draft that can be chosen: a statement of a section, or an action (which is in none)."""

    id: ClaimId
    section: SectionId | None


class Writing(QPlainTextEdit):
    """What the worker writes. It is saved when the worker goes on."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say that it can be saved."""
        super().focusOutEvent(event)
        self.left.emit()


class StatementButton(CardButton):
    """One statement or action. Choosing it, by mouse or by moving the keyboard to it, shows where it came from."""

    chosen = Signal(object)
    moved = Signal(int)

    def __init__(self, item: Item) -> None:
        super().__init__("statement")
        self.item = item
        self._words = Text()
        self._plain = self._body = ""
        self._state = chip("", "chipWarn")
        self.put(self._words)
        self.put(flow_of(self._state))
        self.clicked.connect(lambda _=False: self.choose())

    @property
    def words(self) -> str:
        """What stands in the note of it; '' where it was taken out."""
        return "" if self._body != escape(self._plain) else self._plain

    def choose(self) -> None:
        """Be the chosen one."""
        self.setChecked(True)
        self.chosen.emit(self.item)

    def show_words(self, words: str, state: str, *, flagged: bool = False, removed: bool = False) -> None:
        """Show the words; `state` says in words what colour and line-through say too."""
        self._plain = words
        self._body = f"<s>{escape(words)}</s>" if removed else escape(words)
        self._words.say_marked(self._body, words)
        self._state.setText(state)
        self._state.setObjectName("chipWarn" if flagged else "chip")
        flag = "open" if flagged else ""
        changed = (self, self._words) if self.property("flag") != flag else ()  # labels are dressed by that flag too
        self.setProperty("flag", flag)
        for made in (*changed, self._state):
            made.style().unpolish(made)
            made.style().polish(made)
        holder = self._state.parentWidget()
        if holder is not None:
            holder.setVisible(bool(state))
        self._inside.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2] if state else SPACE[0])
        self.setAccessibleName(Words.statement(words, state))
        self.updateGeometry()

    def mark_read(self, place: ReadPlace, theme: Theme) -> None:
        """Mark what is being read aloud; where it is not of this line, nothing."""
        body = read_mark(self._plain, place, theme) if place.key == self.item else self._body
        self._words.say_marked(body, self._plain)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The keyboard has come here: choose this."""
        super().focusInEvent(event)
        self.choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down move between statements, whatever section they are in."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


def claim_state(claim: Claim, words: type[Words] = Words) -> str:
    """What has become of a statement, in a word or two; '' where nothing has."""
    if claim.removed:
        return words.REMOVED
    if claim.open_flag:
        return words.FLAGGED
    if claim.own_words or claim.link_cut:
        return f"{words.EDITED}. {Own.STATE}"
    if claim.settled is not None:
        return {"accepted": words.KEPT, "edited": words.EDITED}.get(claim.settled.how, "")
    return words.EDITED if claim.original else ""


class _Card(QFrame):
    """A heading with statements under it and a button to confirm them."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.inside = column(self, gap=SPACE[1], margin=SPACE[3])
        self.heading = Text(heading, "heading")
        self.done = chip(Words.CONFIRMED, "chipGood")
        self.empty = Text("", "muted")
        self.rows = column(gap=SPACE[0])
        self.inside.addWidget(self.heading)
        self.inside.addWidget(flow_of(self.done))
        self.inside.addLayout(self.rows)
        self.inside.addWidget(self.empty)
        self.buttons: list[StatementButton] = []

    @property
    def end(self) -> QWidget:
        """The last thing in it that is there to be read."""
        return self.buttons[-1] if self.buttons else self.heading

    def show_done(self, done: bool) -> None:
        """Show whether it is confirmed."""
        holder = self.done.parentWidget()
        assert holder is not None
        holder.setVisible(done)


class SectionCard(_Card):
    """One section of the note."""

    confirm = Signal(object)
    unconfirm = Signal(object)
    written = Signal(object, str)

    def __init__(self, section: Section) -> None:
        super().__init__(section.heading)
        self.section = section
        self.writing: Writing | None = None
        if section.prompt:
            self._add_writing(section)
        name = Words.confirm(section.heading)
        self.confirm_button = button(Words.CONFIRM_SECTION, lambda: self.confirm.emit(self.section.id), name=name)
        name = Words.unconfirm(section.heading)
        self.open_button = button(
            Words.UNCONFIRM, lambda: self.unconfirm.emit(self.section.id), style="quiet", name=name
        )
        self.omissions = SectionOmissions(section.heading)
        self.inside.addWidget(self.omissions)
        self.inside.addWidget(flow_of(self.confirm_button, self.open_button))

    def _add_writing(self, section: Section) -> None:
        self.writing = Writing(section.written)
        self.writing.setTabChangesFocus(True)
        self.writing.setMinimumHeight(3 * self.writing.fontMetrics().lineSpacing() + 24)
        self.writing.left.connect(self.save_writing)
        self.inside.addWidget(Field(section.prompt, self.writing, Words.WRITE_HELP))

    def save_writing(self) -> None:
        """Hand on what the worker has written, if it has changed."""
        if self.writing is not None and self.writing.toPlainText().strip() != self.section.written.strip():
            self.written.emit(self.section.id, self.writing.toPlainText())

    def show_section(self, section: Section, watch: Callable[[StatementButton], None], empty: str) -> None:
        """Show the section as it is now; `empty` is what stands there without a statement.

        Buttons are kept where the statements are the same ones.
        """
        self._show_writing(section)
        self.section = section
        if [made.item.id for made in self.buttons] != [claim.id for claim in section.claims]:
            self._build_rows(section, watch)
        for made, claim in zip(self.buttons, section.claims, strict=True):
            made.show_words(claim.text, claim_state(claim), flagged=claim.open_flag, removed=claim.removed)
        missing = not_discussed_line(section) if section.shown else empty
        self.empty.say(missing)
        self.empty.setVisible(bool(missing) and not section.prompt)
        self.show_done(section.confirmed_at is not None)
        self.confirm_button.setVisible(section.confirmed_at is None and not any(c.open_flag for c in section.claims))
        self.open_button.setVisible(section.confirmed_at is not None)

    def _show_writing(self, section: Section) -> None:
        """What is written may have been taken back; what is half typed stays."""
        if self.writing is None or section.written == self.section.written:
            return
        if self.writing.toPlainText().strip() == self.section.written.strip():
            self.writing.setPlainText(section.written)

    def _build_rows(self, section: Section, watch: Callable[[StatementButton], None]) -> None:
        known = {made.item.id: made for made in self.buttons}
        self.buttons = []
        for claim in section.claims:
            made = known.pop(claim.id, None)
            if made is None:
                made = StatementButton(Item(claim.id, section.id))
                watch(made)
            self.rows.addWidget(made)
            self.buttons.append(made)
        for gone in known.values():
            gone.setParent(None)
            gone.deleteLater()


class ActionsCard(_Card):
    """What was agreed to be done."""

    confirm = Signal()

    def __init__(self) -> None:
        super().__init__(Words.ACTIONS)
        self.confirm_button = button(Words.CONFIRM_ACTIONS, lambda: self.confirm.emit())
        self.inside.addWidget(flow_of(self.confirm_button))

    def show_actions(
        self, document: Document, words_of: Callable[[Action], str], watch: Callable[[StatementButton], None]
    ) -> None:
        """Show the actions as they are now."""
        if not self.buttons:
            self.buttons = [StatementButton(Item(action.id, None)) for action in document.actions]
            for made in self.buttons:
                watch(made)
                self.rows.addWidget(made)
        for made, action in zip(self.buttons, document.actions, strict=True):
            made.show_words(words_of(action), Words.REMOVED if action.removed else "", removed=action.removed)
        self.empty.say(Words.NO_ACTIONS)
        self.empty.setVisible(not document.actions)
        confirmed = document.actions_confirmed_at is not None
        self.show_done(confirmed)
        self.confirm_button.setVisible(bool(document.actions) and not confirmed)


class DraftList(QWidget):
    """The whole draft. `chosen` gives the Item that the right-hand side is to explain; the others what is asked for."""

    chosen = Signal(object)
    confirm = Signal(object)
    unconfirm = Signal(object)
    written = Signal(object, str)
    confirm_actions = Signal()
    confirm_empty = Signal()
    coming = Signal()
    """The keyboard is about to be put on a line."""
    add = Signal(int, object)
    """The index of something that was left out, and the section that it is to go into."""

    def __init__(
        self,
        document: Document,
        words_of: Callable[[Action], str],
        who_said: Callable[[Omission], str] = lambda _: "",
    ) -> None:
        super().__init__()
        self.setObjectName("body")
        self._words_of, self._who_said = words_of, who_said
        self.empty: tuple[Section, ...] = ()
        self._item: Item | None = None
        inside = column(self, gap=SPACE[2])
        inside.setContentsMargins(0, 0, SPACE[1], 0)
        self.sections = {section.id: SectionCard(section) for section in document.sections}
        self.together = EmptyCard()
        self.together.confirm.connect(self.confirm_empty)
        self.agreed = ActionsCard()
        for made in (*self.sections.values(), self.together, self.agreed):
            inside.addWidget(made)
        inside.addStretch()
        for section in self.sections.values():
            section.confirm.connect(self.confirm)
            section.unconfirm.connect(self.unconfirm)
            section.written.connect(self.written)
            section.omissions.add.connect(lambda index, key=section.section.id: self.add.emit(index, key))
        self.agreed.confirm.connect(self.confirm_actions)
        self.area = scrolling(self, Words.DRAFT)
        self.reading = Reading(self.area, self.ends, self)

    def show_document(self, document: Document) -> None:
        """Show the draft as it is now."""
        self.empty = empty_sections(document)
        for section in document.sections:
            made = self.sections[section.id]
            made.show_section(section, self._watch, empty_line(document.omissions, section, document.sections))
            made.setVisible(section not in self.empty)
            found = tuple(sorted(omissions_of(document, section.id), key=lambda each: not each[1].of_weight))
            made.omissions.show_omissions(found, {index: self._who_said(each) for index, each in found})
        self.together.show_sections(self.empty)
        self.agreed.show_actions(document, self._words_of, self._watch)

    def _watch(self, made: StatementButton) -> None:
        made.chosen.connect(self._choose)
        made.moved.connect(lambda by: self._move(made, by))

    @property
    def _all(self) -> list[StatementButton]:
        return [made for one in (*self.sections.values(), self.agreed) for made in one.buttons]

    def _choose(self, item: Item) -> None:
        self._item = item
        for made in self._all:
            made.setChecked(made.item == item)
        self.chosen.emit(item)

    def choose_nothing(self) -> None:
        """No line is the chosen one."""
        self._item = None
        for made in self._all:
            made.setChecked(False)

    def _move(self, made: StatementButton, by: int) -> None:
        every = self._all
        every[max(0, min(len(every) - 1, every.index(made) + by))].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def lines(self) -> list[StatementButton]:
        """Every statement and action, in order."""
        return self._all

    def under(self, inside: QPoint) -> StatementButton | None:
        """The line at that place of the draft."""
        return next((made for made in self._all if made.rect().contains(made.mapFrom(self, inside))), None)

    def passages(self, item: Item | None) -> tuple[Passage, ...]:
        """What there is to read aloud from that line on: statements, what the worker wrote, and the actions."""
        found: list[Passage] = []
        for card in self.sections.values():
            found += [Passage(made.item, made.words) for made in card.buttons if made.words]
            if card.writing is not None:
                found.append(Passage(card.section.id, card.writing.toPlainText()))
        found += [Passage(made.item, made.words) for made in self.agreed.buttons if made.words]
        begin = next((n for n, passage in enumerate(found) if passage.key == item), 0)
        return tuple(found[begin:])

    def ends(self) -> dict[Hashable, QWidget]:
        """The last line of each section, and of the actions."""
        found: dict[Hashable, QWidget] = {key: made.end for key, made in self.sections.items()}
        found |= {section.id: self.together.names for section in self.empty}
        return found | {ACTIONS: self.agreed.end}

    def button_of(self, item_id: ClaimId) -> StatementButton | None:
        """The line of that statement or action."""
        return next((made for made in self._all if made.item.id == item_id), None)

    def place_of(self, section_id: SectionId) -> QPushButton:
        """Where the keyboard goes to for a section: its first statement, or the button that confirms it."""
        section = self.sections[section_id]
        if self._is_together(section_id):
            return self.together.button
        return section.buttons[0] if section.buttons else section.confirm_button

    def go_to_claim(self, claim: ClaimId) -> None:
        """Choose a statement and show it, with the keyboard on it."""
        made = self.button_of(claim)
        if made is not None:
            self._go_to(made, made, 60)

    def go_to_section(self, section: SectionId) -> None:
        """Show a section from its heading on, with the keyboard on its first statement."""
        shown = self.together if self._is_together(section) else self.sections[section]
        self._go_to(self.place_of(section), shown, 4)

    def _is_together(self, section_id: SectionId) -> bool:
        return any(section.id == section_id for section in self.empty)

    def in_view(self) -> set[SectionId]:
        """The sections of which anything is on the screen."""
        top = self.area.verticalScrollBar().value()
        bottom = top + self.area.viewport().height()
        shown = ((key, made.geometry()) for key, made in self.sections.items() if not made.isHidden())
        return {key for key, place in shown if place.top() < bottom and place.bottom() > top}

    def toggle_omissions(self, item: Item | None) -> None:
        """Open or close what was said and is not in the section of that line."""
        if item is not None and item.section is not None:
            self.sections[item.section].omissions.toggle()

    def go_to_actions(self) -> None:
        """Show the actions, with the keyboard on the first."""
        self._go_to(self.agreed.buttons[0], self.agreed, 4)

    def _go_to(self, target: QPushButton, shown: QWidget, above: int) -> None:
        self.coming.emit()
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(target, StatementButton):
            target.choose()
        self.reading.bring(shown, above)

    def focus_line(self, item: ClaimId) -> None:
        """Put the keyboard back on a line that was just dealt with."""
        made = self.button_of(item)
        if made is not None:
            self.coming.emit()
            made.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_first(self) -> QWidget | None:
        """Choose the first statement of the first section that has one; where the keyboard goes to."""
        first = next((made.buttons[0] for made in self.sections.values() if made.buttons), None)
        if first is not None:
            first.choose()
            self.reading.bring(first, 60)
        return first

    def save_writing(self) -> None:
        """Hand on whatever is half written."""
        for section in self.sections.values():
            section.save_writing()
