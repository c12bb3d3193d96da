"""The rows of a transcript in its review: what each is, what it says, and how it is drawn."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextDocument
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from scribe.document_text import Line, clock, lines_of
from scribe.visit import Claim, ClaimId, Document, Section, SectionId
from ui.theme import SPACE, Look
from ui.widgets.draft_list import claim_state
from ui.words import ReviewTranscript as Words

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Row:
    """A heading, where `claim` is None, or a line of its section. `opens`: the line is the first of its section."""

    section: Section
    claim: Claim | None = None
    line: Line | None = None
    opens: bool = False

    @property
    def heading(self) -> str:
        """The section in words, and whether it is confirmed."""
        done = self.section.confirmed_at is not None
        return f"{self.section.heading}. {Words.CONFIRMED}." if done else f"{self.section.heading}."

    @property
    def words(self) -> str:
        """What a screen reader says."""
        if self.claim is None or self.line is None:
            return self.heading
        line = Words.statement(self.line.text, claim_state(self.claim, Words))
        return f"{self.heading} {line}" if self.opens else line


def rows_of(document: Document) -> Iterator[Row]:
    """Each section's heading, and its lines under it."""
    lines = lines_of(document)
    for section in document.sections:
        yield Row(section)
        for number, claim in enumerate(section.claims):
            yield Row(section, claim, lines[claim.id], number == 0)


class LineModel(QAbstractListModel):
    """The rows of one transcript document."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.rows = list(rows_of(document))

    def show(self, document: Document) -> None:
        """Show the document as it is now; rows that did not change stay as they are."""
        if document is self._document:
            return
        self._document = document
        before, self.rows = self.rows, list(rows_of(document))
        for number, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            if old.claim != new.claim or old.section.confirmed_at != new.section.confirmed_at:
                self.dataChanged.emit(self.index(number), self.index(number))

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 (Qt's name)
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The arrow keys go from line to line; a heading is said with its first line."""
        lines = super().flags(index)
        return lines if self.rows[index.row()].claim is not None else lines & ~Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's signature)
        """What a row says, to the eye and to a screen reader."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        return row.words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None

    def line(self, claim: ClaimId) -> QModelIndex:
        """Where a line is; no valid index where it is nowhere."""
        found = (at for at, row in enumerate(self.rows) if row.claim is not None and row.claim.id == claim)
        return self.index(next(found, -1))

    def heading(self, section: SectionId) -> QModelIndex:
        """Where a section begins."""
        return self.index(next(at for at, row in enumerate(self.rows) if row.section.id == section))

    def last_lines(self) -> dict[Hashable, QModelIndex]:
        """The last row of each section."""
        return {row.section.id: self.index(at) for at, row in enumerate(self.rows)}


class LineDelegate(QStyledItemDelegate):
    """Draws a line: time, speaker, words, and in words what has become of it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._heights: dict[tuple[str, int, int], int] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row. The chosen line has a frame as well as a colour; one to check has both, and says so."""
        row: Row = index.data(ROW)
        area = option.rect.adjusted(4, 1, -4, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.claim is not None:
            self._ground(painter, QRectF(area), row.claim, option.state)
        painter.translate(area.left() + SPACE[2], area.top() + SPACE[1])
        self._document(row, area.width() - 2 * SPACE[2]).drawContents(painter)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRectF, claim: Claim, state: QStyle.StateFlag) -> None:
        theme = self._look.theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        here = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        ground = theme.warn if claim.open_flag else theme.accent_soft if chosen else theme.card
        edge = theme.focus if here else theme.accent if chosen else theme.on_warn if claim.open_flag else theme.card
        painter.setPen(QPen(QColor(edge), 3 if chosen else 2))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 8, 8)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 (Qt's name)
        """As tall as the words need at the list's width. Measured once for the same words and width."""
        view = self.parent()
        assert isinstance(view, QListView)
        row: Row = index.data(ROW)
        wide = view.viewport().width() - 8
        if not view.isVisible():  # nobody knows yet how wide it will be, and it is measured when that is known
            return QSize(wide, self._look.target)
        key = (row.words, wide, view.font().pixelSize())
        if key not in self._heights:
            self._heights[key] = int(self._document(row, wide - 2 * SPACE[2]).size().height()) + 2 * SPACE[1] + 4
        return QSize(wide, self._heights[key])

    def _document(self, row: Row, width: int) -> QTextDocument:
        theme, look = self._look.theme, self._look
        document = QTextDocument()
        document.setDefaultFont(self.parent().font())  # type: ignore[union-attr]
        document.setDocumentMargin(0)
        document.setTextWidth(width)
        ink = theme.on_warn if row.claim is not None and row.claim.open_flag else theme.text
        words = self._heading(row) if row.claim is None or row.line is None else self._line(row.claim, row.line)
        document.setHtml(f'<div style="color:{ink};line-height:{look.line_spacing}%">{words}</div>')
        return document

    def _heading(self, row: Row) -> str:
        done = self._chip(Words.CONFIRMED, self._look.theme.good, self._look.theme.on_good)
        confirmed = f"&nbsp; {done}" if row.section.confirmed_at is not None else ""
        size = self._look.scaled(18)
        return f'<span style="font-size:{size}px"><b>{escape(row.section.heading)}</b></span>{confirmed}'

    def _line(self, claim: Claim, line: Line) -> str:
        theme, state = self._look.theme, claim_state(claim, Words)
        ink = theme.on_warn if claim.open_flag else theme.muted
        speaker = f"<b>{escape(line.speaker)}:</b> " if line.speaker else ""
        said = f"{speaker}{escape(line.words)}"
        told = f"<br>{self._chip(state, *self._tone(claim))}" if state else ""
        at = f'<span style="color:{ink}">{clock(line.start)}</span>'
        return f"{at} &nbsp;{f'<s>{said}</s>' if claim.removed else said}{told}"

    def _tone(self, claim: Claim) -> tuple[str, str]:
        theme = self._look.theme
        return (theme.card, theme.on_warn) if claim.open_flag else (theme.sunken, theme.text)

    def _chip(self, words: str, ground: str, ink: str) -> str:
        return f'<span style="background-color:{ground};color:{ink}"><b>&nbsp;{escape(words)}&nbsp;</b></span>'
