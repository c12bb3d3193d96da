"""What a turn looks like as text: its words with the marks put in, and where each word of it then stands. No Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from html import escape

from scribe.transcript_gaps import NotRecorded, with_gaps
from scribe.visit import Doubt, Transcript, Turn, Visit
from ui.own_turns import source_words
from ui.words import clock
from ui.words_transcript import Transcript as Words

LINE = "\u2028"
"""Ends a line without ending the paragraph."""


class Ink(Enum):
    """How a stretch of a turn is written."""

    SPEAKER = "speaker"
    MUTED = "muted"
    DOUBT = "doubt"
    LEFT_OUT = "left out"


@dataclass(frozen=True, eq=False)
class TurnRow:
    """One turn with all that marks it. It is known by identity, so that what was laid out for it can be found again."""

    turn: Turn
    speaker: str
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[tuple[int, int], ...] = ()
    """Ranges of its words, from and up to, that are off the record."""

    def same_as(self, other: TurnRow) -> bool:
        """Whether both show the same."""
        return (self.turn is other.turn or self.turn == other.turn) and (
            (self.speaker, self.doubts, self.left_out) == (other.speaker, other.doubts, other.left_out)
        )

    @property
    def all_left_out(self) -> bool:
        """Whether every word of it is off the record."""
        words = len(self.turn.words)
        return bool(words) and sum(end - start for start, end in self.left_out) == words

    @cached_property
    def places(self) -> tuple[tuple[int, int] | None, ...]:
        """Where each word stands in the turn's text; None for a word that is no longer in it."""
        places: list[tuple[int, int] | None] = []
        start = 0
        for word in self.turn.words:
            said = word.text.strip()
            at = self.turn.text.find(said, start)
            places.append(None if at < 0 else (at, at + len(said)))
            start = start if at < 0 else at + len(said)
        return tuple(places)

    def span(self, from_word: int, to_word: int) -> tuple[int, int] | None:
        """Which characters of its text these words are, or None where none of them is in it any more."""
        inside = [place for place in self.places[from_word:to_word] if place]
        return (inside[0][0], inside[-1][1]) if inside else None

    def word_at(self, place: int) -> int | None:
        """Which word stands at that character of its text, or last before it."""
        starts = [(at[0], number) for number, at in enumerate(self.places) if at]
        before = [number for start, number in starts if start <= place]
        return before[-1] if before else starts[0][1] if starts else None

    def spans(self, ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Which characters these ranges of words are, in order. A word that is gone from the text marks nothing."""
        return tuple(sorted(span for span in (self.span(*each) for each in ranges) if span))

    @property
    def doubtful(self) -> tuple[tuple[int, int], ...]:
        """Which characters of its text are doubtful."""
        return self.spans((doubt.from_word, doubt.to_word) for doubt in self.doubts)

    def spoken(self) -> str:
        """The row for a screen reader."""
        notes = (
            Words.MISHEARD if self.doubtful else "",
            Words.WAS_EDITED if self.turn.edited else "",
            Words.ALL_OFF if self.all_left_out else Words.SOME_OFF if self.left_out else "",
        )
        return Words.turn(self.speaker, clock(self.turn.start), self.turn.text, *(note for note in notes if note))


Row = TurnRow | NotRecorded


@dataclass(frozen=True)
class Shown:
    """The text of a row as it is painted. `inks` are (from, up to, how)."""

    text: str
    inks: tuple[tuple[int, int, Ink], ...] = ()
    body: int = 0
    """Where the words begin."""
    _put_in: tuple[tuple[int, int], ...] = ()
    """Where marks were put into the words: (place in the words, how many characters up to and with this one)."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters `start` up to `end` of the turn's words stand in `text`."""
        return self.body + start + self._before(start, with_it=True), self.body + end + self._before(end, with_it=False)

    def place(self, shown: int) -> int:
        """Which character of the turn's words stands at that place of `text`, or before the mark that stands there."""
        at = shown - self.body
        taken = 0
        for place, total in self._put_in:
            if at <= place + taken:
                break
            if at < place + total:
                return place
            taken = total
        return max(0, at - taken)

    def _before(self, place: int, *, with_it: bool) -> int:
        places = [at for at, _ in self._put_in]
        found = (bisect_right if with_it else bisect_left)(places, place)
        return self._put_in[found - 1][1] if found else 0


def doubtful_spans(turn: Turn, doubts: Iterable[Doubt]) -> tuple[tuple[int, int], ...]:
    """Which characters of a turn's text its doubts are about."""
    return TurnRow(turn, "", tuple(doubt for doubt in doubts if doubt.turn == turn.id)).doubtful


def marked(text: str, spans: tuple[tuple[int, int], ...], before: str, after: str) -> str:
    """HTML of the text with each span between `before` and `after`. Spans are in order; overlaps are joined."""
    parts, at = [], 0
    for start, end in spans:
        start = max(start, at)
        if end <= start:
            continue
        parts += [escape(text[at:start]), before, escape(text[start:end]), after]
        at = end
    return "".join([*parts, escape(text[at:])])


def rows_of(visit: Visit, transcript: Transcript) -> list[Row]:
    """Every row in order: the turns, and a line of its own wherever nothing was recorded."""
    doubts: dict[str, list[Doubt]] = {}
    for doubt in transcript.doubts:
        doubts.setdefault(doubt.turn, []).append(doubt)
    return [
        part
        if isinstance(part, NotRecorded)
        else TurnRow(part, source_words(part, visit), tuple(doubts.get(part.id, ())), _left_out(part, transcript))
        for part in with_gaps(transcript)
    ]


def _left_out(turn: Turn, transcript: Transcript) -> tuple[tuple[int, int], ...]:
    """Ranges of the turn's words whose middle lies off the record."""
    near = [each for each in transcript.left_out if each.end > turn.start and each.start < turn.end]
    if not near:
        return ()
    ranges: list[tuple[int, int]] = []
    for number, word in enumerate(turn.words):
        middle = (word.start + word.end) / 2
        if any(each.start <= middle < each.end for each in near):
            joins = ranges and ranges[-1][1] == number
            ranges[-1:] = [(ranges[-1][0], number + 1)] if joins else [*ranges[-1:], (number, number + 1)]
    return tuple(ranges)


def shown(row: Row) -> Shown:
    """The text of a row: who, when, what there is to know; and on the next line the words with their marks."""
    if isinstance(row, NotRecorded):
        return Shown(row.sentence)
    head, inks = _head(row)
    put_in = _put_in(row)
    totals: list[tuple[int, int]] = []
    for place, mark in put_in:
        totals.append((place, len(mark) + (totals[-1][1] if totals else 0)))
    text = row.turn.text
    cuts = [0, *(place for place, _ in put_in), len(text)]
    words = "".join(
        text[start:end] + mark
        for start, end, mark in zip(cuts[:-1], cuts[1:], (*(mark for _, mark in put_in), ""), strict=True)
    )
    made = Shown(head + words, (), len(head), tuple(totals))
    return Shown(made.text, (*inks, *_inks(row, made, put_in)), made.body, made._put_in)


def _head(row: TurnRow) -> tuple[str, list[tuple[int, int, Ink]]]:
    notes = (
        clock(row.turn.start),
        Words.EDITED if row.turn.edited else "",
        Words.OFF_RECORD if row.all_left_out else Words.PARTLY_OFF_RECORD if row.left_out else "",
    )
    told = " · ".join(note for note in notes if note)
    head = f"{row.speaker}   {told}{LINE}"
    speaker = len(row.speaker)
    return head, [(0, speaker, Ink.SPEAKER), (speaker, len(head) - 1, Ink.MUTED)]


def _put_in(row: TurnRow) -> list[tuple[int, str]]:
    """What is put into the words, and after which character of them."""
    found = [(end, f" {Words.DOUBTFUL}") for _, end in row.doubtful]
    for word, place in zip(row.turn.words, row.places, strict=True):
        if word.heard and place:
            found.append((place[1], f" {Words.heard_as(word.heard)}"))
    return sorted(set(found))


def _inks(row: TurnRow, made: Shown, put_in: list[tuple[int, str]]) -> list[tuple[int, int, Ink]]:
    inks = [(*made.span(*span), Ink.DOUBT) for span in row.doubtful]
    at = 0
    for place, mark in put_in:
        start = made.body + place + at
        doubtful = mark.strip() == Words.DOUBTFUL
        inks.append((start, start + len(mark), Ink.DOUBT if doubtful else Ink.MUTED))
        at += len(mark)
    return [*inks, *((*made.span(*span), Ink.LEFT_OUT) for span in row.spans(row.left_out))]
