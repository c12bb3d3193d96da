"""Line focus over the turns, and the transcript read aloud by the laptop's own voice."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPoint, QRect

from scribe.visit import TurnId
from ui.read_aloud import Passage, Reading, ReadPlace
from ui.screens.base import Screen
from ui.widgets.line_focus import LineFocus
from ui.widgets.reading_help import ReadingHelp
from ui.widgets.turn_list import TurnList
from ui.widgets.turn_shown import TurnRow
from ui.words_transcript import OffRecord as Words

_NAME = "name"
"""The key of a passage that is no words of a turn, but a speaker's name: nothing is marked while it is read."""


class TurnReading:
    """Gives the pieces of `ReadingHelp` for a list of turns. Its buttons are in the menu, but one while it reads."""

    def __init__(self, screen: Screen, turns: TurnList) -> None:
        self._turns = turns
        focus = LineFocus(turns, screen.desk.look.theme, self._place, self._under)
        self.help = ReadingHelp(screen, focus, lambda: tuple(self.passages()), self._show)
        self.help.focus_button.hide()
        self.help.read_button.hide()
        self.help.aloud.changed.connect(lambda state: self.help.read_button.setVisible(state is not Reading.SILENT))

    def passages(self) -> Iterator[Passage]:
        """The words that are chosen; else every turn from here on, each behind the name of whoever begins to speak."""
        row, words = self._turns.current(), self._turns.words
        span = row.span(*words) if row is not None and words is not None and words[1] - words[0] > 1 else None
        if row is not None and span is not None:
            yield from _on_record(row, *span)
            return
        before = ""
        for each in self._turns.turns.rows[max(0, self._turns.currentIndex().row()) :]:
            if not isinstance(each, TurnRow):
                yield Passage(_NAME, each.sentence)
                continue
            if each.speaker != before:
                yield Passage(_NAME, f"{each.speaker}.")
            yield from _on_record(each, 0, len(each.turn.text))
            before = each.speaker

    def _show(self, place: ReadPlace) -> None:
        """Mark the sentence that is read, with a box around the word, and keep the person's place with it."""
        if not isinstance(place.key, tuple):
            if place.key is None:
                self._turns.show_spoken(None)
            return
        turn, base = TurnId(place.key[0]), int(place.key[1])
        row = self._turns.current()
        if self._turns.painter.editing is None and (row is None or row.turn.id != turn):
            self._turns.go_to(turn)
        word = (base + place.word_start, base + place.word_end) if place.word_end else None
        self._turns.show_spoken(turn, word, sentence=(base + place.start, base + place.end), follow=True)

    def _place(self) -> QRect | None:
        return self._rect(self._turns.currentIndex())

    def _under(self, at: QPoint) -> QRect | None:
        return self._rect(self._turns.indexAt(at))

    def _rect(self, index: QModelIndex) -> QRect | None:
        return self._turns.visualRect(index) if index.isValid() else None


def _on_record(row: TurnRow, start: int, end: int) -> Iterator[Passage]:
    """Characters `start` up to `end` of a turn; in the place of each stretch off the record, that it is so."""
    at = start
    for first, last in row.spans(row.left_out):
        if last <= start or first >= end:
            continue
        if row.turn.text[at:first].strip():
            yield Passage((row.turn.id, at), row.turn.text[at:first])
        yield Passage(_NAME, Words.ALOUD)
        at = min(last, end)
    if row.turn.text[at:end].strip():
        yield Passage((row.turn.id, at), row.turn.text[at:end])
