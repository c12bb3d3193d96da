"""Marking what was said off the record, and putting it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt

from scribe.off_record import span_of_words
from scribe.visit import Turn
from scribe.word_times import middle
from ui.own_turns import is_jotted
from ui.transcript_book import TranscriptBook
from ui.widgets.buttons import button
from ui.widgets.notice import Notice
from ui.widgets.turn_list import TurnList
from ui.words import Common, clock
from ui.words_transcript import OffRecord as Words

LONG = 60.0
"""Seconds of talk in which looking for words of harm is felt: then the window doesn't wait for it."""
Spans = tuple[tuple[float, float], ...]


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
        self._warned: tuple[str, Spans] = ("", ())
        """What was said of harm, and about which seconds."""
        book.changed.connect(lambda _: self._look_again())

    def toggle(self) -> None:
        """Mark what is chosen; where all of it is marked, put it back."""
        spans = self.spans()
        if not spans:
            self._say(Words.NO_SOUND)
        elif self._are_all_marked(spans):
            if self._book.do(self._book.actions.put_back, *spans):
                self._notice.quiet()
                self._say(Words.PUT_BACK)
        else:
            self.leave_out(*spans)

    def leave_out_times(self, start: float, end: float) -> None:
        """Mark what lies between two times that were typed, and say which they were."""
        self.leave_out((start, end), marked=Words.marked_times(clock(start), clock(end)))

    def leave_out(self, *spans: tuple[float, float], marked: str = Words.MARKED) -> None:
        """Mark these seconds, and say what that does and what it doesn't do."""
        aside = sum(end - start for start, end in spans) > LONG
        harm = [] if aside else [line for span in spans for line in self._book.harm_within(*span)]
        if self._book.do(self._book.actions.leave_out, *spans):
            self._tell(spans, harm, Words.looking(marked) if aside else marked)
            if aside:
                self._book.ask_harm_within(spans, lambda found: self._harm_known(spans, found, marked))

    def _harm_known(self, spans: Spans, harm: list[str], marked: str) -> None:
        """What was marked may have been put back before that was known."""
        if self._are_marked(spans):
            self._tell(spans, harm, marked)

    def _tell(self, spans: Spans, harm: list[str], marked: str) -> None:
        """Say what it does, and which words of harm are among it."""
        self._say(marked)
        if not harm:
            self._notice.quiet()
            return
        hide = button(Common.DISMISS, self._hide_warning)
        self._notice.tell(Words.DONE, "\n".join((Words.HARM, *harm)), "warn", hide)
        self._warned = (self._notice.words, spans)

    def _hide_warning(self) -> None:
        self._notice.quiet()
        self._turns.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_again(self) -> None:
        """A warning about what is back on the record, however it got there, is one no more."""
        words, spans = self._warned
        if words and not self._are_marked(spans):
            self._warned = ("", ())
            if self._notice.words == words:
                self._notice.quiet()

    def _are_marked(self, spans: Spans) -> bool:
        left_out = self._book.said.left_out
        return all(any(each.start <= start and end <= each.end for each in left_out) for start, end in spans)

    def spans(self) -> Spans:
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
            joined = (found[-1][0], max(found[-1][1], turn.end)) if beside else (turn.start, turn.end)
            found[-1:] = [joined] if beside else [*found[-1:], joined]
        return tuple(found)

    def all_marked(self) -> bool:
        """Whether every word that is chosen is off the record already."""
        return self._are_all_marked(self.spans())

    def _are_all_marked(self, spans: Spans) -> bool:
        marks = self._marks(spans)
        return next(marks, False) and all(marks)  # the first word that is on the record ends it

    def _marks(self, spans: Spans) -> Iterator[bool]:
        """Of each word in these seconds, whether it is off the record."""
        left_out = tuple((each.start, each.end) for each in self._book.said.left_out)
        for turn in self._book.said.turns:
            near = _near(turn, spans)
            marked = _near(turn, left_out) if near else ()
            yield from (_hold(marked, at) for at in map(middle, turn.words) if _hold(near, at))


def _near(turn: Turn, spans: Spans) -> Spans:
    """Those of the seconds in which any of its words may lie."""
    if not turn.words:
        return ()
    first, last = middle(turn.words[0]), middle(turn.words[-1])
    return tuple((start, end) for start, end in spans if start <= last and end > first)


def _hold(spans: Spans, at: float) -> bool:
    return any(start <= at < end for start, end in spans)
