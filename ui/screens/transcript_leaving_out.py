"""Marking what was said off the record, and putting it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from scribe.off_record import span_of_words
from scribe.visit import LeftOut, Turn
from ui.own_turns import is_jotted
from ui.transcript_book import TranscriptBook
from ui.widgets.notice import Notice
from ui.widgets.turn_list import TurnList
from ui.words_transcript import OffRecord as Words


class LeavingOut(QObject):
    """One key marks the words or turns that are chosen, and takes the mark off again."""

    def __init__(
        self,
        book: TranscriptBook,
        turns: TurnList,
        selected: Callable[[], tuple[Turn, ...]],
        notice: Notice,
        say: Callable[[str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._book, self._turns, self._selected, self._notice, self._say = book, turns, selected, notice, say

    def toggle(self) -> None:
        """Mark what is chosen; where all of it is marked, put it back."""
        spans = self.spans()
        if not spans:
            self._say(Words.NO_SOUND)
        elif self.all_marked():
            if all([self._book.do(self._book.actions.put_back, *span) for span in spans]):
                self._notice.quiet()
                self._say(Words.PUT_BACK)
        else:
            self.leave_out(*spans)

    def leave_out(self, *spans: tuple[float, float]) -> None:
        """Mark these seconds, and say what that does and what it doesn't do."""
        harm = [line for span in spans for line in self._book.harm_within(*span)]
        if all([self._book.do(self._book.actions.leave_out, *span) for span in spans]):
            self._tell(harm)

    def _tell(self, harm: list[str]) -> None:
        """Say what it does, and which words of harm are among it."""
        self._say(Words.MARKED)
        if harm:
            self._notice.tell(Words.DONE, "\n".join((Words.HARM, *harm)), "warn")
        else:
            self._notice.quiet()

    def spans(self) -> tuple[tuple[float, float], ...]:
        """The seconds of what is chosen: of its words, else of its turns, which are one stretch where they touch."""
        row, words = self._turns.current(), self._turns.words
        if row is not None and words is not None and row.turn.words:
            span = span_of_words(row.turn, *words)
            return ((span.start, span.end),)
        turns = [turn for turn in self._selected() if not is_jotted(turn)]
        found: list[tuple[float, float]] = []
        numbers = [self._turns.turns.row_of(turn.id) or 0 for turn in turns]
        for place, turn in enumerate(turns):
            beside = place > 0 and numbers[place] == numbers[place - 1] + 1
            found[-1:] = [(found[-1][0], turn.end)] if beside else [*found[-1:], (turn.start, turn.end)]
        return tuple(found)

    def all_marked(self) -> bool:
        """Whether every word that is chosen is off the record already."""
        spans = self.spans()
        middles = [
            (word.start + word.end) / 2
            for turn in self._book.said.turns
            for word in turn.words
            if any(start <= (word.start + word.end) / 2 < end for start, end in spans)
        ]
        return bool(middles) and all(any(_holds(each, at) for each in self._book.said.left_out) for at in middles)


def _holds(each: LeftOut, at: float) -> bool:
    return each.start <= at < each.end
