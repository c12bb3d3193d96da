"""Going through the places where the machine is not sure: next, right, taken, changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from scribe.visit import Doubt
from ui.transcript_book import TranscriptBook
from ui.widgets.check_panel import CheckPanel
from ui.widgets.turn_list import TurnList
from ui.words_transcript import Checking as Words

Position = tuple[int, int]
"""A row, and a word of it; -1 before its first word."""


class Checking(QObject):
    """Joins the panel to the list. After 'right' and 'take' it goes on to the next place by itself."""

    came = Signal()
    """The person has come to a place: the panel is to be seen."""

    def __init__(
        self, book: TranscriptBook, turns: TurnList, panel: CheckPanel, say: Callable[[str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._book, self._turns, self._panel, self._say = book, turns, panel, say
        self.places: tuple[Doubt, ...] = ()
        panel.following.connect(self.go_on)
        panel.before.connect(self.go_back)
        panel.right.connect(self.accept)
        panel.take.connect(self.take)

    def look(self) -> None:
        """The transcript has changed: see what is left to check."""
        self.places = self._book.places()
        self.show()

    def show(self) -> None:
        """Show the place where the person is."""
        place, sound = self.current, self._book.said.seconds > 0
        self._panel.show_place(len(self.places), place, self._words(place), sound=sound)
        self._panel.setVisible(sound or bool(self.places))  # where nothing was heard, nothing was misheard

    @property
    def current(self) -> Doubt | None:
        """The place at the words that are chosen; at a whole turn, the first of that turn."""
        row = self._turns.current()
        if row is None:
            return None
        here = [place for place in self.places if place.turn == row.turn.id]
        words = self._turns.words
        if words is None:
            return here[0] if here else None
        return next((place for place in here if place.from_word < words[1] and words[0] < place.to_word), None)

    def go_on(self) -> None:
        """To the next place; after the last one, to the first."""
        self._go_after(self._position)

    def go_back(self) -> None:
        """To the place before; before the first one, to the last."""
        before = [place for place in self.places if self._at(place) < self._start(self._position)]
        if self.places:
            self._go_to((before or self.places)[-1])

    def accept(self) -> None:
        """The words are right."""
        place, position = self.current, self._position
        if place is not None and self._book.accept(place):
            self._settled(position)

    def take(self) -> None:
        """Put what is offered in the place of the words."""
        place, position = self.current, self._position
        if place is not None and place.offer and self._book.take(place):
            self._settled(position)

    def _settled(self, position: Position) -> None:
        if self.places:
            self._go_after((position[0], position[1] - 1))
        else:
            self._say(Words.DONE)
            self._turns.leave_words()

    def _go_after(self, position: Position) -> None:
        after = [place for place in self.places if self._at(place) > position]
        if self.places:
            self._go_to((after or self.places)[0])

    def _go_to(self, place: Doubt) -> None:
        if self._turns.go_to(place.turn):
            self._turns.choose_words(place.from_word, place.to_word - 1, tell=False)
            self.came.emit()
            offer = Words.offer(place.offer) if place.offer else ""
            left = Words.left(len(self.places))
            self._turns.say(Words.come_to(self._words(place), Words.why(place.why), offer, left))

    @property
    def _position(self) -> Position:
        words = self._turns.words
        return self._turns.currentIndex().row(), words[1] - 1 if words is not None else -1

    def _start(self, position: Position) -> Position:
        words = self._turns.words
        return position[0], words[0] if words is not None else 0

    def _at(self, place: Doubt) -> Position:
        row = self._turns.turns.row_of(place.turn)
        return (row if row is not None else -1), place.from_word

    def _words(self, place: Doubt | None) -> str:
        turn = self._book.turn(place.turn) if place is not None else None
        if place is None or turn is None:
            return ""
        return " ".join(word.text.strip() for word in turn.words[place.from_word : place.to_word])
