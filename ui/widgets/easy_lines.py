"""The Easy Read at the right of its screen: its parts, their lines, and the line that is being changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from easyread.page import LineKind, Picture
from resources.assets import AssetMissing
from scribe.visit import ClaimId, Document, Section, SectionId
from ui.errors import TOLD
from ui.read_aloud import Passage
from ui.theme import SPACE, Look
from ui.widgets.buttons import button
from ui.widgets.easy_editor import EasyEditor
from ui.widgets.easy_line import EasyLineButton
from ui.widgets.easy_picture import pixmap_of
from ui.widgets.layouts import column, flow_of, scrolling
from ui.widgets.reading import Reading
from ui.widgets.text import chip
from ui.words_easy_read import Easy as Words

if TYPE_CHECKING:
    from scribe.easy_read import Shown


class PartCard(QFrame):
    """A heading with its lines, and a button to say that they were read and are right."""

    confirm = Signal(object)
    unconfirm = Signal(object)

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.section = section
        inside = column(self, gap=SPACE[1], margin=SPACE[2])
        self.rows = column(gap=SPACE[0])
        inside.addLayout(self.rows)
        self.done = chip(Words.CONFIRMED, "chipGood")
        self.confirm_button = button(
            Words.CONFIRM, lambda: self.confirm.emit(self.section.id), name=Words.confirm(section.heading)
        )
        self.open_button = button(
            Words.UNCONFIRM,
            lambda: self.unconfirm.emit(self.section.id),
            style="quiet",
            name=Words.unconfirm(section.heading),
        )
        inside.addWidget(flow_of(self.done, self.confirm_button, self.open_button))
        self.buttons: list[EasyLineButton] = []

    def show_section(self, section: Section) -> None:
        """Whether it is read, and what can be done with it."""
        self.section = section
        done = section.confirmed_at is not None
        self.done.setVisible(done)
        self.open_button.setVisible(done)
        self.confirm_button.setVisible(not done and not any(claim.open_flag for claim in section.claims))

    @property
    def end(self) -> QWidget:
        """The last thing in it that is there to be read."""
        return self.buttons[-1] if self.buttons else self.confirm_button


class EasyLines(QWidget):
    """`chosen` gives the id of the line that the left side is to explain; the others what is asked for."""

    chosen = Signal(object)
    edit = Signal(object)
    confirm = Signal(object)
    unconfirm = Signal(object)
    coming = Signal()
    """The keyboard is about to be put on a line."""

    def __init__(self, look: Look, picture_bytes: Callable[[Picture], bytes]) -> None:
        super().__init__()
        self.setObjectName("body")
        self._look, self._bytes = look, picture_bytes
        self._drawn: dict[tuple[Picture, int], QPixmap] = {}
        self.parts: dict[SectionId, PartCard] = {}
        self._buttons: dict[ClaimId, EasyLineButton] = {}
        self.line_id: ClaimId | None = None
        self.editor = EasyEditor()
        self._inside = column(self, gap=SPACE[2])
        self._inside.setContentsMargins(0, 0, SPACE[1], 0)
        self._inside.addStretch()
        self.editor.setParent(self)
        self.area = scrolling(self, Words.LINES)
        self.reading = Reading(self.area, self.ends, self)

    # --- showing

    def show_shown(self, shown: Shown) -> None:
        """Show the page as it is now. Buttons are kept where the lines are the same ones."""
        document = shown.document
        self._make_parts(document)
        easy = {line.id: line for line in document.easy.lines} if document.easy is not None else {}
        on_page = {line.id: line for line in shown.page.lines}
        for section in document.sections:
            part = self.parts[section.id]
            self._make_rows(part, section, {key: line.kind for key, line in easy.items()})
            for claim in section.claims:
                made, line = self._buttons[claim.id], easy.get(claim.id)
                picture = line.picture if line is not None else None
                made.show_line(claim, on_page.get(claim.id), picture, self.draw)
            part.show_section(section)
        if self.line_id not in self._buttons:
            self.line_id = None

    def draw(self, picture: Picture, side: int) -> QPixmap:
        """A picture of so many pixels; drawn once."""
        key = (picture, side)
        if key not in self._drawn:
            try:
                self._drawn[key] = pixmap_of(self._bytes(picture), side)
            except (*TOLD, AssetMissing):
                self._drawn[key] = QPixmap()
        return self._drawn[key]

    def _make_parts(self, document: Document) -> None:
        if list(self.parts) == [section.id for section in document.sections]:
            return
        known, self.parts = self.parts, {}
        for at, section in enumerate(document.sections):
            part = known.pop(section.id, None)
            if part is None:
                part = PartCard(section)
                part.confirm.connect(self.confirm)
                part.unconfirm.connect(self.unconfirm)
            self._inside.insertWidget(at, part)
            part.show()
            self.parts[section.id] = part
        for gone in known.values():
            self._let_go_of(gone)
            gone.setParent(None)
            gone.deleteLater()

    def _let_go_of(self, part: PartCard) -> None:
        for made in part.buttons:
            if self._buttons.get(made.line_id) is made:
                del self._buttons[made.line_id]

    def _make_rows(self, part: PartCard, section: Section, kinds: dict[ClaimId, LineKind]) -> None:
        wanted = [(claim.id, kinds.get(claim.id, LineKind.IDEA)) for claim in section.claims]
        if [(made.line_id, made.kind) for made in part.buttons] == wanted:
            return
        before, part.buttons = part.buttons, []
        for at, (key, kind) in enumerate(wanted):
            made = self._buttons.get(key)
            if made is None or made.kind is not kind:
                made = self._button(key, kind)
            part.rows.insertWidget(at, made)
            made.show()  # Qt would show it a moment later, and what isn't shown can't have the keyboard
            part.buttons.append(made)
            self._buttons[key] = made
        now = {claim.id for claim in section.claims}
        for gone in before:
            if gone not in part.buttons and (gone.line_id in now or self._buttons.get(gone.line_id) is gone):
                self._drop(gone)

    def _drop(self, gone: EasyLineButton) -> None:
        if self._buttons.get(gone.line_id) is gone:
            del self._buttons[gone.line_id]
        gone.hide()
        gone.setParent(None)
        gone.deleteLater()

    def _button(self, key: ClaimId, kind: LineKind) -> EasyLineButton:
        made = EasyLineButton(key, kind, self._look)
        made.chosen.connect(self._choose)
        made.moved.connect(lambda by: self.step(made.line_id, by))
        made.edit.connect(lambda: self.edit.emit(made.line_id))
        return made

    # --- the line that is being changed

    def begin_edit(self, key: ClaimId, text: str, before: str, *, beneath: bool = False) -> None:
        """Open the field in the place of a line, or beneath it for a new one; `before` is what is kept of it."""
        made = self._buttons[key]
        part = self.part_of(key)
        if part is None:
            return
        self.end_edit()
        part.rows.insertWidget(part.rows.indexOf(made) + 1, self.editor)
        made.setVisible(beneath)
        self.editor.begin(text, before, Words.NEW_FIELD if beneath else Words.EDIT_FIELD)
        self.reading.bring(self.editor, 60)

    def end_edit(self) -> None:
        """Show the line again."""
        for part in self.parts.values():
            for made in part.buttons:
                made.setVisible(True)
        here = self.button_of(self.line_id)
        if here is not None and self.editor.box.hasFocus():  # else Qt gives the keyboard to whatever comes next
            here.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in self.parts.values():
            part.rows.removeWidget(self.editor)
        self.editor.end()
        self.editor.setParent(self)
        self.editor.hide()

    # --- going

    @property
    def lines(self) -> list[EasyLineButton]:
        """Every line, in order, also those taken out."""
        return [made for part in self.parts.values() for made in part.buttons]

    def button_of(self, key: ClaimId | None) -> EasyLineButton | None:
        """The button of a line."""
        return self._buttons.get(key) if key is not None else None

    def part_of(self, key: ClaimId) -> PartCard | None:
        """The part that a line is in."""
        return next((part for part in self.parts.values() if any(b.line_id == key for b in part.buttons)), None)

    def _choose(self, key: ClaimId) -> None:
        self.line_id = key
        for made in self._buttons.values():
            made.be_checked(made.line_id == key)
        self.chosen.emit(key)

    def step(self, key: ClaimId, by: int) -> None:
        """Put the keyboard on the line so many further on."""
        every = self.lines
        at = next((n for n, made in enumerate(every) if made.line_id == key), 0)
        every[max(0, min(len(every) - 1, at + by))].setFocus(Qt.FocusReason.TabFocusReason)

    def go_to(self, key: ClaimId) -> None:
        """Choose a line and show it, with the keyboard on it."""
        made = self._buttons.get(key)
        if made is not None:
            self.coming.emit()
            made.setFocus(Qt.FocusReason.TabFocusReason)
            made.choose()
            self.reading.bring(made, 60)

    def focus_line(self, key: ClaimId | None) -> None:
        """Put the keyboard back on a line that was just dealt with."""
        made = self.button_of(key)
        if made is not None:
            self.coming.emit()
            made.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_section(self, section: SectionId) -> None:
        """Show a part from its first line on, with the keyboard there."""
        part = self.parts[section]
        target = part.buttons[0] if part.buttons else part.confirm_button
        self.coming.emit()
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.reading.bring(part, 4)

    def choose_first(self) -> QWidget | None:
        """Choose the first line; where the keyboard goes to."""
        every = self.lines
        if every:
            every[0].choose()
            self.reading.bring(every[0], 60)
            return every[0]
        return None

    def ends(self) -> dict[Hashable, QWidget]:
        """The last line of each part."""
        return {key: part.end for key, part in self.parts.items()}

    def under(self, inside: QPoint) -> EasyLineButton | None:
        """The line at that place."""
        return next((made for made in self.lines if made.rect().contains(made.mapFrom(self, inside))), None)

    def passages(self) -> tuple[Passage, ...]:
        """What there is to read aloud from the chosen line on."""
        every = [Passage(made.line_id, made.words) for made in self.lines if made.words]
        begin = next((n for n, passage in enumerate(every) if passage.key == self.line_id), 0)
        return tuple(every[begin:])
