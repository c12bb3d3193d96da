"""Which seconds to play from where the person is, and which word is being heard."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from PySide6.QtCore import QObject

from scribe.visit import Doubt, Transcript, TurnId
from ui.own_turns import span_to_play
from ui.transcript_book import TranscriptBook
from ui.widgets.turn_list import TurnList
from ui.words_transcript import Checking

AROUND = 1.0
"""Seconds before and after a place to check that are played with it: a word alone is hard to understand."""
MOST = 8.0
"""Seconds without words beside a place that are played with it at most: something may have been said in them."""
LAST = 0.3
"""Seconds after the last word that was chosen: a recogniser's ends are early."""


class Hearing(QObject):
    """`play` is asked for seconds from and to; `checked` gives the place to check at the words that are chosen."""

    def __init__(
        self,
        book: TranscriptBook,
        turns: TurnList,
        play: Callable[[float, float], object],
        checked: Callable[[], Doubt | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._book, self._turns, self._play, self._checked = book, turns, play, checked
        self._words: tuple[Transcript | None, list[float], list[tuple[TurnId, int]]] = (None, [], [])
        self.following = True
        """Whether the list goes along with the voice."""

    def bit(self) -> None:
        """Play the place to check, the words chosen, from the one word, or the turn."""
        span = self.span()
        if span is not None:
            self._play(*span)

    def span(self) -> tuple[float, float] | None:
        """The seconds of that, or None where there is nothing to hear."""
        row = self._turns.current()
        if row is None or self._book.said.seconds <= 0:
            return None
        words = self._turns.words
        if words is None:
            return span_to_play(row.turn)
        first, last = row.turn.words[words[0]], row.turn.words[words[1] - 1]
        place = self._checked()
        if place is not None:
            before, after = self._around(first.start, last.end, wide=place.why not in Checking.WHY)
            return max(0.0, first.start - before), last.end + after
        return first.start, row.turn.end if words[1] - words[0] == 1 else last.end + LAST

    def _around(self, start: float, end: float, *, wide: bool) -> tuple[float, float]:
        """How many seconds before and after a place are played with it; `wide`: also where no words were made out."""
        if not wide:
            return AROUND, AROUND
        starts, ends = self._by_time()[0], [word.end for turn in self._book.said.turns for word in turn.words]
        earlier = max((each for each in ends if each <= start), default=0.0)
        later = next((each for each in starts if each >= end), self._book.said.seconds)
        return tuple(min(MOST, max(AROUND, apart)) for apart in (start - earlier, later - end))  # type: ignore[return-value]

    def turn(self) -> tuple[float, float] | None:
        """The seconds of the whole turn."""
        row = self._turns.current()
        return span_to_play(row.turn) if row is not None and self._book.said.seconds > 0 else None

    def on_from_here(self) -> None:
        """Play from the word or the turn to the end of the visit."""
        row, words = self._turns.current(), self._turns.words
        if row is not None and self._book.said.seconds > 0:
            start = row.turn.words[words[0]].start if words is not None else span_to_play(row.turn)[0]
            self._play(start, self._book.said.seconds)

    def show(self, at: float) -> None:
        """Mark the word that is heard at that second of the visit."""
        starts, words = self._by_time()
        number = bisect_right(starts, at) - 1
        if number < 0:
            self._turns.show_spoken(None)
            return
        turn_id, word = words[number]
        index = self._turns.turns.row_of(turn_id)
        row = self._turns.turns.turn_row(index) if index is not None else None
        span = row.span(word, word + 1) if row is not None and word < len(row.turn.words) else None
        self._turns.show_spoken(turn_id, span, follow=self.following)

    def quiet(self, *_: object) -> None:
        """Nothing is heard any more."""
        self._turns.show_spoken(None)

    def _by_time(self) -> tuple[list[float], list[tuple[TurnId, int]]]:
        """When each word begins, in order of time; made anew only where the transcript is another."""
        said = self._book.said
        if self._words[0] is not said:
            found = sorted((word.start, turn.id, n) for turn in said.turns for n, word in enumerate(turn.words))
            self._words = (said, [start for start, _, _ in found], [(turn, n) for _, turn, n in found])
        return self._words[1], self._words[2]
