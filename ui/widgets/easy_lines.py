"""The Easy Read at the right of its screen: its parts, their lines, and the line that is being changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QWidget

from easyread.page import Line, LineKind, Picture
from resources.assets import AssetMissing
from scribe.visit import Claim, ClaimId, Section, SectionId
from ui.errors import TOLD
from ui.read_aloud import NOWHERE, Passage, ReadPlace
from ui.theme import SPACE, Look
from ui.widgets.buttons import button
from ui.widgets.easy_editor import EasyEditor
from ui.widgets.easy_line import EasyLineButton
from ui.widgets.easy_picture import pixmap_of
from ui.widgets.layouts import column, flow_of, scrolling
from ui.widgets.reading import Reading
from ui.widgets.tall_column import Slot, TallColumn
from ui.widgets.text import chip
from ui.words_easy_read import Easy as Words

if TYPE_CHECKING:
    from scribe.easy_read import Shown


Act = Callable[[SectionId], object]
_EDITOR = "the line that is being changed"
"""Its row among the others."""
_LETTERS = 0.55
"""How wide a letter is on average, of the height of the text: to guess how many lines some words need."""


@dataclass(frozen=True)
class Part:
    """A part of the page and its lines, in order."""

    section: Section
    lines: tuple[ClaimId, ...]


@dataclass(frozen=True)
class _Row:
    """What a line shows."""

    claim: Claim
    line: Line | None
    picture: Picture | None
    kind: LineKind


class PartEnd(QWidget):
    """Beneath the lines of a part: to say that they were read and are right."""

    def __init__(self, section: Section, confirm: Act, unconfirm: Act) -> None:
        super().__init__()
        self.section = section
        self.done = chip(Words.CONFIRMED, "chipGood")
        self.confirm_button = button(
            Words.CONFIRM, lambda: confirm(self.section.id), name=Words.confirm(section.heading)
        )
        self.open_button = button(
            Words.UNCONFIRM,
            lambda: unconfirm(self.section.id),
            style="quiet",
            name=Words.unconfirm(section.heading),
        )
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column(self).addWidget(flow_of(self.done, self.confirm_button, self.open_button))
        self.show_section(section)

    def show_section(self, section: Section) -> None:
        """Whether it is read, and what can be done with it."""
        self.section = section
        done = section.confirmed_at is not None
        self.done.setVisible(done)
        self.open_button.setVisible(done)
        self.confirm_button.setVisible(not done and not any(claim.open_flag for claim in section.claims))


class EasyLines(TallColumn):
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
        self.parts: dict[SectionId, Part] = {}
        self._rows: dict[ClaimId, _Row] = {}
        self._part_of: dict[ClaimId, SectionId] = {}
        self._spare: dict[LineKind, list[EasyLineButton]] = {}
        self._cards: dict[SectionId, QFrame] = {}
        self._read_at = NOWHERE
        self.line_id: ClaimId | None = None
        self._editing: tuple[ClaimId, bool] | None = None
        self.editor = EasyEditor()
        self.editor.setParent(self)
        self.setContentsMargins(0, 0, SPACE[1], 0)
        self.area = scrolling(self, Words.LINES)
        self.be_in(self.area)
        self.reading = Reading(self.area, self.ends, self)

    # --- showing

    def show_shown(self, shown: Shown) -> None:
        """Show the page as it is now. Of eight hundred lines a change changes one: the others are left alone."""
        document = shown.document
        easy = {line.id: line for line in document.easy.lines} if document.easy is not None else {}
        on_page = {line.id: line for line in shown.page.lines}
        before, self._rows = self._rows, {}
        for section in document.sections:
            for claim in section.claims:
                line = easy.get(claim.id)
                picture, kind = (line.picture, line.kind) if line is not None else (None, LineKind.IDEA)
                self._rows[claim.id] = _Row(claim, on_page.get(claim.id), picture, kind)
        self.parts = {each.id: Part(each, tuple(one.id for one in each.claims)) for each in document.sections}
        self._part_of = {key: part.section.id for part in self.parts.values() for key in part.lines}
        if self.line_id not in self._rows:
            self.line_id = None
        for key, row in self._rows.items():
            if row != before.get(key):
                self._show_another(key, row, before.get(key))
        for part in self.parts.values():
            end = self.made.get(part.section.id)
            if isinstance(end, PartEnd) and end.section != part.section:
                end.show_section(part.section)
        self.show_slots(self._slots())
        self.lay_out()

    def _show_another(self, key: ClaimId, row: _Row, before: _Row | None) -> None:
        self.another(key)
        made = self.made.get(key)
        if isinstance(made, EasyLineButton):
            if before is not None and before.kind is not row.kind:
                self.make_anew(key)
            else:
                self._fill(made, row)

    def _slots(self) -> Iterator[Slot]:
        """Each part's lines with the line that is being changed, and its end, on a card."""
        around = SPACE[2]
        for at, part in enumerate(self.parts.values()):
            above = around + (around if at else 0)
            for key in part.lines:
                changed, beneath = self._editing or (None, False)
                if key != changed or beneath:
                    yield Slot(key, above, aside=around)
                    above = SPACE[0]
                if key == changed:
                    yield Slot(_EDITOR, above, aside=around)
                    above = SPACE[0]
            yield Slot(part.section.id, SPACE[1], around, around)

    def make(self, key: Hashable) -> QWidget:
        """A line, the field for a line, or the end of a part."""
        if key == _EDITOR:
            return self.editor
        row = self._rows.get(ClaimId(str(key)))
        if row is None:
            return PartEnd(self.parts[SectionId(str(key))].section, self.confirm.emit, self.unconfirm.emit)
        spare = self._spare.get(row.kind)
        made = spare.pop() if spare else self._button(row.kind)
        made.line_id = row.claim.id
        self._fill(made, row)
        made.be_checked(made.line_id == self.line_id)
        return made

    def let_go(self, key: Hashable, widget: QWidget) -> None:
        """A line's button is used for another line."""
        if isinstance(widget, EasyLineButton):
            self._spare.setdefault(widget.kind, []).append(widget)
        elif widget is not self.editor:
            widget.deleteLater()

    def guess(self, key: Hashable, width: int) -> int:
        """As many lines as so many letters need, with the room around them."""
        row = self._rows.get(ClaimId(str(key)))
        size = self.fontMetrics().height()
        if row is None:
            return self._look.target
        across = max(8, int((width - self._look.scaled(40) - 60) / (_LETTERS * size)))
        return int((1 + len(row.claim.text) // across) * size * self._look.line_spacing / 100) + 2 * SPACE[2]

    def stops(self, key: Hashable) -> Sequence[QWidget]:
        """The buttons of a part's end; what is in the field for a line; or the line."""
        made = self.made[key]
        if isinstance(made, PartEnd):
            return made.confirm_button, made.open_button
        return (made,) if made is not self.editor else self.editor.stops

    def chosen_row(self) -> Hashable | None:
        """The line that is being changed, else the one that is chosen."""
        return _EDITOR if self._editing is not None else self.line_id

    def placed(self) -> None:
        """Put a card behind each part that is in view."""
        top, tall = self.area.verticalScrollBar().value(), self.area.viewport().height()
        around, wide = SPACE[2], self.width() - self.contentsMargins().right()
        wanted: dict[SectionId, QRect] = {}
        for key, part in self.parts.items():
            end = self.end_of(key) + around
            first = part.lines[0] if part.lines else key
            if end > top and part.lines:
                first_slot = first if first in self._at else _EDITOR
                begin = self.top_of(first_slot) - around
                if begin > top + tall:
                    break
                wanted[key] = QRect(0, begin, wide, end - begin)
        for key in [key for key in self._cards if key not in wanted]:
            self._cards.pop(key).deleteLater()
        for key, rect in wanted.items():
            if key not in self._cards:
                self._cards[key] = card = QFrame(self)
                card.setObjectName("card")
                card.lower()
                card.show()
            self._cards[key].setGeometry(rect)

    def draw(self, picture: Picture, side: int) -> QPixmap:
        """A picture of so many pixels; drawn once."""
        key = (picture, side)
        if key not in self._drawn:
            try:
                self._drawn[key] = pixmap_of(self._bytes(picture), side)
            except (*TOLD, AssetMissing):
                self._drawn[key] = QPixmap()
        return self._drawn[key]

    def _fill(self, made: EasyLineButton, row: _Row) -> None:
        made.show_line(row.claim, row.line, row.picture, self.draw)
        made.mark_read(self._read_at, self._look.theme)

    def _button(self, kind: LineKind) -> EasyLineButton:
        made = EasyLineButton(kind, self._look)
        made.chosen.connect(self._choose)
        made.moved.connect(lambda by: self.step(made.line_id, by))
        made.edit.connect(lambda: self.edit.emit(made.line_id))
        return made

    # --- the line that is being changed

    def begin_edit(self, key: ClaimId, text: str, before: str, *, beneath: bool = False) -> None:
        """Open the field in the place of a line, or beneath it for a new one; `before` is what is kept of it."""
        if key not in self._rows:
            return
        self.end_edit()
        self._editing = key, beneath
        self.show_slots(self._slots())
        self.row(_EDITOR)
        self.editor.begin(text, before, Words.NEW_FIELD if beneath else Words.EDIT_FIELD)
        self.lay_out()
        free = self.area.viewport().height() - self.editor.height()
        self.reading.bring(self.editor, max(0, min(60, free)))  # large text leaves no room for what is before it

    def end_edit(self) -> None:
        """Show the line again."""
        if self._editing is None:
            return
        has_keyboard = self.editor.box.hasFocus()
        self._editing = None
        self.editor.end()
        self.show_slots(self._slots())
        here = self.button_of(self.line_id)
        if here is not None and has_keyboard:
            here.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- going

    @property
    def lines(self) -> list[EasyLineButton]:
        """The lines that are in view or near it, in order, also those taken out."""
        every = (self.made.get(key) for key in self._rows)
        return [made for made in every if isinstance(made, EasyLineButton)]

    def button_of(self, key: ClaimId | None) -> EasyLineButton | None:
        """The button of a line."""
        made = self.row(key) if key in self._rows else None
        return made if isinstance(made, EasyLineButton) else None

    def part_of(self, key: ClaimId) -> Part | None:
        """The part that a line is in."""
        return self.parts.get(self._part_of.get(key, SectionId("")))

    def _choose(self, key: ClaimId) -> None:
        self.line_id = key
        for made in self.lines:
            made.be_checked(made.line_id == key)
        self.chosen.emit(key)

    def step(self, key: ClaimId, by: int) -> None:
        """Put the keyboard on the line so many further on."""
        every = [each for each in self._rows if each in self._at]
        to = max(0, min(len(every) - 1, every.index(key) + by))
        made = self.button_of(every[to])
        if made is not None:
            made.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(made, 0, SPACE[2])

    def go_to(self, key: ClaimId) -> None:
        """Choose a line and show it, with the keyboard on it."""
        made = self.button_of(key)
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
        first = self.button_of(part.lines[0]) if part.lines else None
        target = first or self.row(section)
        if target is not None:
            self.coming.emit()
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self.reading.bring(target, 4 + SPACE[2])

    def choose_first(self) -> QWidget | None:
        """Choose the first line; where the keyboard goes to."""
        first = self.button_of(next(iter(self._rows), None))
        if first is not None:
            first.choose()
            self.reading.bring(first, 60)
        return first

    def ends(self) -> dict[Hashable, QWidget]:
        """The last line of each part whose end is in view or near it."""
        last = {key: self.made.get(part.lines[-1] if part.lines else key) for key, part in self.parts.items()}
        return {key: made for key, made in last.items() if made is not None}

    def in_view(self) -> set[SectionId]:
        """The parts of which anything is on the screen."""
        if not self.area.isVisible():
            return set()
        top = self.area.verticalScrollBar().value()
        bottom = top + self.area.viewport().height()
        seen, begin = set(), 0
        for key in self.parts:
            end = self.end_of(key)
            if begin < bottom and end > top:
                seen.add(key)
            begin = end
        return seen

    def under(self, inside: QPoint) -> EasyLineButton | None:
        """The line at that place."""
        return next((made for made in self.lines if made.geometry().contains(inside)), None)

    # --- reading aloud

    def passages(self) -> tuple[Passage, ...]:
        """What there is to read aloud from the chosen line on."""
        shown = ((key, row.claim) for key, row in self._rows.items())
        every = [Passage(key, claim.text) for key, claim in shown if claim.text and not claim.removed]
        begin = next((n for n, passage in enumerate(every) if passage.key == self.line_id), 0)
        return tuple(every[begin:])

    def mark_read(self, place: ReadPlace) -> None:
        """Mark what is being read aloud, and choose the line that it is of."""
        self._read_at = place
        if place.key in self._rows and place.key != self.line_id:
            made = self.button_of(ClaimId(str(place.key)))
            if made is not None:
                made.choose()
                self.reading.bring(made, 60)
        for made in self.lines:
            made.mark_read(place, self._look.theme)
