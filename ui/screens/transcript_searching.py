"""Searching a transcript while it is typed what for, and replacing what was found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from scribe.transcript_search import Found, SearchFor
from scribe.visit import Turn, TurnId
from ui.own_turns import is_jotted
from ui.transcript_book import TranscriptBook
from ui.widgets.search_bar import SearchBar
from ui.widgets.turn_list import TurnList
from ui.words_transcript import Editing as EditingWords
from ui.words_transcript import Searching as Words

MANY = 20
"""Places of which the replacing is felt: then the window doesn't wait for it."""


class Searching(QObject):
    """Joins the bar to the list."""

    def __init__(
        self, book: TranscriptBook, turns: TurnList, bar: SearchBar, say: Callable[[str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._book, self._turns, self.bar, self._say = book, turns, bar, say
        self.found: tuple[Found, ...] = ()
        self.now: int | None = None
        self._from = 0
        bar.asked.connect(self._asked)
        bar.step.connect(self.step)
        bar.replace_one.connect(self.replace_one)
        bar.replace_all.connect(self.replace_all)
        bar.closed.connect(self.close)

    @property
    def open(self) -> bool:
        """Whether the bar is there."""
        return not self.bar.isHidden()

    def begin(self, *, replacing: bool = False) -> None:
        """Show the bar; words that are chosen are what to look for."""
        row, words = self._turns.current(), self._turns.words
        span = row.span(*words) if row is not None and words is not None else None
        self._from = max(0, self._turns.currentIndex().row())
        self.bar.open(row.turn.text[slice(*span)] if row is not None and span else "", replacing=replacing)

    def close(self) -> None:
        """No bar, no marks; the keyboard goes back to the list."""
        self.bar.hide()
        self.found, self.now = (), None
        self._mark()
        self._turns.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self) -> None:
        """The transcript has changed: search again, without going anywhere."""
        if self.open:
            self._find()
            self.now = None if self.now is None or not self.found else min(self.now, len(self.found) - 1)
            self._mark()

    def step(self, by: int) -> None:
        """To the next place that was found, or the one before."""
        if not self.open:
            self.begin()
        elif self.found:
            self._go(((-1 if by > 0 else 0) if self.now is None else self.now) + by)

    def replace_one(self) -> None:
        """Replace the place that is shown, and go on to the next."""
        if self.now is None:
            self.step(1)
            return
        place = self.found[self.now]
        turn = self._book.turn(place.turn)
        if turn is None:
            return
        at, by = self.now, self.bar.by.text()
        text = turn.text[: place.start_char] + by + turn.text[place.end_char :]
        if not text.strip():
            self._say(EditingWords.EMPTY)
        elif self._book.edit(place.turn, text) and self.found:
            again = place.start_char + len(by)
            stays = at < len(self.found) and self._is_before(self.found[at], place.turn, again)
            self._go(at + 1 if stays else at)

    @staticmethod
    def _is_before(place: Found, turn: TurnId, end: int) -> bool:
        """Whether what was put in has itself what is looked for: it is not replaced again."""
        return bool(place.turn == turn and place.start_char < end)

    def replace_all(self) -> None:
        """Replace every place in one change, which is undone as one. It empties no turn, and changes no jotting."""
        found, before = self.found, {turn.id: turn for turn in self._book.said.turns}
        how = {"match_case": self.bar.case.isChecked(), "whole_words": self.bar.whole.isChecked()}
        asked = (self.bar.text.text(), self.bar.by.text())
        act = self._book.actions.replace_words
        emptied = self._emptied(asked, how)
        if emptied is not None:
            self._turns.go_to(emptied)
            self._say(EditingWords.EMPTY)
        elif len(found) > MANY:
            self._book.do_aside(act, lambda: self._say_replaced(found, before), *asked, **how)
        elif found and self._book.do(act, *asked, **how):
            self._say_replaced(found, before)

    def _emptied(self, asked: tuple[str, str], how: dict[str, bool]) -> TurnId | None:
        """The first turn of which nothing would be left."""
        text, by = asked
        wanted = SearchFor(text, **how)
        spoken = {each.turn for each in self.found} - {turn.id for turn in self._book.said.turns if is_jotted(turn)}
        turns = (turn for turn in self._book.said.turns if turn.id in spoken)
        return next((turn.id for turn in turns if not wanted.replaced(turn.text, by).strip()), None)

    def _say_replaced(self, found: tuple[Found, ...], before: dict[TurnId, Turn]) -> None:
        """Count the places in turns that are another now: what was put in may be what stood there."""
        now = {turn.id: turn.text for turn in self._book.said.turns}
        changed = sum(now.get(each.turn) != before[each.turn].text for each in found)
        jotted = sum(is_jotted(before[each.turn]) for each in found)
        self._say(Words.replaced(changed, jotted))

    def _asked(self) -> None:
        """Other words are looked for: show the first place at or after where the search began."""
        self._find()
        rows = [self._turns.turns.row_of(place.turn) or 0 for place in self.found]
        first = next((n for n, row in enumerate(rows) if row >= self._from), 0)
        if self.found:
            self._go(first)
        else:
            self.now = None
            self._mark()

    def _find(self) -> None:
        how = {"match_case": self.bar.case.isChecked(), "whole_words": self.bar.whole.isChecked()}
        text = self.bar.text.text()
        self.found = self._book.find(text, **how) if text.strip() else ()

    def _go(self, number: int) -> None:
        self.now = number % len(self.found)
        self._turns.go_to(self.found[self.now].turn)
        self._mark()

    def _mark(self) -> None:
        marks = self._turns.marks
        marks.found = {}
        for place in self.found:
            marks.found.setdefault(place.turn, []).append((place.start_char, place.end_char))
        now = self.found[self.now] if self.now is not None else None
        marks.found_now = (now.turn, (now.start_char, now.end_char)) if now is not None else None
        self._turns.viewport().update()
        self.bar.tell(self.now, len(self.found))
