"""The transcript on the left of its review: sections and their lines in one list, drawn only where they are seen."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from scribe.visit import ClaimId, Document, SectionId
from ui.theme import Look
from ui.widgets.draft_list import Item
from ui.widgets.line_rows import ROW, LineDelegate, LineModel, Row
from ui.words import ReviewTranscript as Words

_BATCH = 30
"""Rows that are measured at a time: an hour has some 600, and the window has to stay free meanwhile."""
_PAGE = 0.8
"""How much of the view 'Read on' moves: the last lines stay, so that the place is not lost."""


class LineReading(QObject):
    """Knows which sections were read: those whose last line has been in view. As `ui.widgets.reading`, for a list."""

    changed = Signal()

    def __init__(self, view: LineList) -> None:
        super().__init__(view)
        self._view = view
        self._read: set[Hashable] = set()
        # Choosing a line scrolls once and again before anything is drawn: only where it ends is in view.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.look)
        view.verticalScrollBar().valueChanged.connect(lambda _: self.look_soon())

    def done(self, part: Hashable) -> bool:
        """Whether the end of this section has been in view."""
        return part in self._read

    def read_on(self, part: Hashable) -> None:
        """Move down by most of a view. At the end of everything there is no more to read."""
        bar = self._view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + round(_PAGE * self._view.viewport().height()))
        if bar.value() == before and self._view.measured:
            self._read.add(part)
        self.look()

    def look_soon(self) -> None:
        """Look once everything is where it will be."""
        self._soon.start(0)

    def look(self) -> None:
        """Note which ends are in view."""
        height = self._view.viewport().height()
        ends = self._view.lines.last_lines().items()
        rects = ((part, self._view.visualRect(index)) for part, index in ends if self._view.isVisible())
        seen = {part for part, rect in rects if rect.height() > 0 and 0 <= rect.bottom() <= height}
        if seen - self._read:
            self._read |= seen
            self.changed.emit()


class LineList(QListView):
    """The whole transcript. `chosen` gives the Item that the right-hand side is to explain."""

    chosen = Signal(object)

    def __init__(self, document: Document, look: Look) -> None:
        super().__init__()
        self.area = self
        self.lines = LineModel(document)
        self.setAccessibleName(Words.DRAFT)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setItemDelegate(LineDelegate(look, self))
        self.setModel(self.lines)
        self.reading = LineReading(self)
        self.measured = False
        self._wanted: QModelIndex | None = None
        self._measuring = QTimer(self)
        self._measuring.setInterval(20)
        self._measuring.timeout.connect(self._look_whether_measured)
        self.selectionModel().currentChanged.connect(lambda index, _: self._say(index))

    # --- as `DraftList`
    def show_document(self, document: Document) -> None:
        """Show the transcript as it is now."""
        self.lines.show(document)

    def save_writing(self) -> None:
        """Nothing is written here that isn't kept at once."""

    def go_to_claim(self, claim: ClaimId) -> None:
        """Choose a line and show it, with the keyboard on it."""
        index = self.lines.line(claim)
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(index, self.lines.index(max(0, index.row() - 1)))

    def go_to_row(self, claim: Hashable) -> None:
        """Choose a line and bring it into view; the keyboard stays where it is."""
        index = next((self.lines.index(at) for at, row in enumerate(self.lines.rows) if _is_line(row, claim)), None)
        if index is not None:
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def go_to_section(self, section: SectionId) -> None:
        """Choose the first line of a section, and show it from its heading on."""
        heading = self.lines.heading(section)
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(self.lines.index(heading.row() + 1), heading)

    def focus_line(self, claim: ClaimId) -> None:
        """Put the keyboard back on a line that was just dealt with."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_first(self) -> QWidget:
        """Choose the first line; where the keyboard goes to."""
        self._choose(self.lines.index(1), self.lines.index(0))
        return self

    def _choose(self, index: QModelIndex, top: QModelIndex) -> None:
        if index == self.currentIndex():
            self._say(index)
        self.setCurrentIndex(index)
        self._wanted = top
        self._show_wanted()

    def _say(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW)
        if row is not None and row.claim is not None:
            self.chosen.emit(Item(row.claim.id, row.section.id))

    # --- measuring
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Measure the rows again at the new width, some at a time; what is measured is laid out at once later."""
        super().resizeEvent(event)
        self.measured = False
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.scheduleDelayedItemsLayout()
        self._measuring.start()

    def _look_whether_measured(self) -> None:
        self.reading.look_soon()
        if self.visualRect(self.lines.index(self.lines.rowCount() - 1)).height() > 0:
            self._measuring.stop()
            self.measured = True
            self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self._show_wanted()

    def _show_wanted(self) -> None:
        """Show what was asked for at the top, as soon as it is known where it is."""
        if self._wanted is not None and self.visualRect(self._wanted).height() > 0:
            self.scrollTo(self._wanted, QAbstractItemView.ScrollHint.PositionAtTop)
            if self.measured:
                self._wanted = None
            self.reading.look_soon()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Single letters and Delete are for the screen; arrows and the rest move as in any list."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and (event.key() == Qt.Key.Key_Delete or (event.text().strip() and event.text().isprintable())):
            event.ignore()
            return
        super().keyPressEvent(event)


def _is_line(row: Row, claim: Hashable) -> bool:
    return row.claim is not None and row.claim.id == claim
