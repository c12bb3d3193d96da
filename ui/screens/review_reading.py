"""Line focus and reading aloud for what is reviewed: the statements of a note, or the lines of a transcript."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QModelIndex, QPoint, QRect

from ui.read_aloud import Passage, ReadPlace
from ui.screens.base import Screen
from ui.widgets.draft_list import DraftList, Item
from ui.widgets.line_focus import LineFocus, rect_of
from ui.widgets.line_list import LineList
from ui.widgets.line_rows import ROW
from ui.widgets.reading_help import ReadingHelp

BESIDE = "beside the statement"
"""What is read aloud that stands in no line of the draft."""


def help_with_draft(
    screen: Screen, draft: DraftList, item: Callable[[], Item | None], first: Callable[[], str] = lambda: ""
) -> ReadingHelp:
    """Over the statements of a note: the voice goes from one to the next, and the screen with it.

    `first`: what is open beside the statement, and read before it.
    """
    area, theme = draft.area, screen.desk.look.theme

    def chosen() -> QRect | None:
        here = item()
        return rect_of(draft.button_of(here.id) if here is not None else None, area)

    def under(at: QPoint) -> QRect | None:
        return rect_of(draft.under(draft.mapFrom(area.viewport(), at)), area)

    def show(place: ReadPlace) -> None:
        for made in draft.lines:
            made.mark_read(place, theme)
            if made.item == place.key and made.item != item():
                made.choose()
                draft.reading.bring(made, 60)

    focus = LineFocus(area, theme, chosen, under)

    def passages() -> tuple[Passage, ...]:
        return (Passage(BESIDE, first()), *draft.passages(item())) if first() else draft.passages(item())

    return ReadingHelp(screen, focus, passages, show)


def help_with_lines(screen: Screen, lines: LineList) -> ReadingHelp:
    """Over the lines of a transcript: the line that is read is the chosen one."""

    def rect(index: QModelIndex) -> QRect | None:
        return lines.visualRect(index) if index.isValid() else None

    def passages() -> Iterator[Passage]:
        for row in lines.lines.rows[max(0, lines.currentIndex().row()) :]:
            if row.claim is not None and row.line is not None and not row.claim.removed:
                yield Passage(row.claim.id, row.line.text)

    def show(place: ReadPlace) -> None:
        row = lines.currentIndex().data(ROW)
        if place.key is not None and (row is None or row.claim is None or row.claim.id != place.key):
            lines.go_to_row(place.key)

    focus = LineFocus(
        lines, screen.desk.look.theme, lambda: rect(lines.currentIndex()), lambda at: rect(lines.indexAt(at))
    )
    return ReadingHelp(screen, focus, lambda: tuple(passages()), show)
