"""A note in plain large type, to be read to the person whom it is about, with what they say to it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from scribe.visit import Claim, ClaimId, Document, Section
from ui.read_aloud import Passage, ReadPlace
from ui.theme import SPACE, Theme
from ui.widgets.buttons import LineCard
from ui.widgets.draft_list import Item
from ui.widgets.layouts import clear, column
from ui.widgets.text import Text, read_mark


class SpokenLine(LineCard):
    """One statement, and beneath it what the person says to it."""

    def __init__(self, item: Item, claim: Claim, corrections: tuple[str, ...]) -> None:
        super().__init__(item)
        self.item, self.words = item, claim.text
        self._text = Text(claim.text, "captionNow")
        self.put(self._text)
        for words in corrections:
            self.put(Text(words, "captionNow"))  # their own words are no smaller than the note's
        self.setAccessibleName("\n".join((claim.text, *corrections)))

    def mark_read(self, place: ReadPlace, theme: Theme) -> None:
        """Mark what is being read aloud; where it is not of this line, nothing."""
        if place.key == self.item:
            self._text.say_marked(read_mark(self.words, place, theme), self.words)
        else:
            self._text.say(self.words)


class SpokenNote(QWidget):
    """What is in the note, and nothing of flags, checks and sources. Corrections stand beneath what they correct."""

    here = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("body")
        self.lines: list[SpokenLine] = []
        self.rows = column(self, gap=SPACE[1])
        self.rows.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_document(self, document: Document) -> None:
        """Show what the note says now."""
        clear(self.rows)
        self.lines = []
        claims = {claim.id: claim for section in document.sections for claim in section.claims}
        corrections = {each for claim in claims.values() for each in claim.corrected_by}
        for section in document.sections:
            self._add_section(section, claims, corrections)

    def _add_section(self, section: Section, claims: dict[ClaimId, Claim], corrections: set[ClaimId]) -> None:
        shown = [claim for claim in section.shown if claim.id not in corrections]
        if not shown and not section.written:
            return
        self.rows.addWidget(Text(section.heading, "caption"))
        for claim in shown:
            answers = (claims[each] for each in claim.corrected_by if each in claims)
            said = tuple(answer.text for answer in answers if not answer.removed)
            self._add_line(SpokenLine(Item(claim.id, section.id), claim, said))
        if section.written:
            self.rows.addWidget(Text(section.written, "captionNow"))

    def _add_line(self, made: SpokenLine) -> None:
        made.here.connect(self.come_to)
        made.moved.connect(lambda by: self._move(made, by))
        self.lines.append(made)
        self.rows.addWidget(made)
        made.show()  # at once: the keyboard may be put on it

    def come_to(self, item: Item) -> None:
        """Show that this line is the one that is spoken of."""
        for made in self.lines:
            made.setChecked(made.item == item)
        self.here.emit(item)

    def _move(self, made: SpokenLine, by: int) -> None:
        place = max(0, min(len(self.lines) - 1, self.lines.index(made) + by))
        self.lines[place].setFocus(Qt.FocusReason.TabFocusReason)

    def line_of(self, item: Item | None) -> SpokenLine | None:
        """The line of that statement."""
        return next((made for made in self.lines if made.item == item), None)

    def under(self, at: QPoint) -> SpokenLine | None:
        """The line at that place."""
        return next((made for made in self.lines if made.rect().contains(made.mapFrom(self, at))), None)

    def passages(self, item: Item | None) -> tuple[Passage, ...]:
        """What there is to read aloud from that line on."""
        begin = next((n for n, made in enumerate(self.lines) if made.item == item), 0)
        return tuple(Passage(made.item, made.words) for made in self.lines[begin:])

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(made.words.split()) for made in self.lines)
