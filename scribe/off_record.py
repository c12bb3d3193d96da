"""What is off the record: which words of a transcript are left out, and the transcript without them. Pure.

A word is left out when its middle lies in seconds that are. In the place of words that are taken out stands a token, so
that nothing hides that something was left out; a turn of which nothing is left stays with the token alone.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from scribe.visit import Doubt, LeftOut, Manner, Transcript, Turn, TurnId, Word
from scribe.word_times import TYPED, middle, runs, text_of

TOKEN = "[left out]"
CODE_LEFT_OUT = "[code left out]"
"""What stands in the place of a door code, a PIN or a password in all that is made of a talk."""
PARTLY = "Some of the words here are off the record."
SECOND_HEARD = "The second listener heard"
"""How every doubt begins that quotes another recogniser: it may quote what was said beside the words it is about."""
BESIDE = "The two listeners did not agree here. What one of them heard may be off the record."
_EDGE = 1.0
"""Seconds that a word may lie outside of its turn's own times."""
_SPOKEN = (Manner.SPOKEN, Manner.DICTATED)


def on_record(transcript: Transcript) -> Transcript:
    """The transcript that drafts, and documents of it, are made from. The same one where nothing is left out.

    Turns keep their ids and times. Doubts about words that are left out go; of one that is about others too, or quotes
    what may have been said there, only that stays, without what it says of the words.
    """
    if not transcript.left_out:
        return transcript
    spans = Spans(transcript.left_out)
    cut = {turn.id: cut for turn in transcript.turns if (cut := without_left_out(turn, spans)) is not None}
    quotes = quoting(transcript.turns, transcript.doubts, spans)
    return with_cuts(replace(transcript, doubts=unquoted(transcript.doubts, quotes)), cut)


class Spans:
    """Seconds that are left out, to be asked about many words."""

    def __init__(self, left_out: Sequence[LeftOut]) -> None:
        """In order of time, none touching another."""
        self._starts = [span.start for span in left_out]
        self._ends = [span.end for span in left_out]

    def hold(self, second: float) -> bool:
        """Whether this second is left out."""
        at = bisect.bisect_right(self._starts, second) - 1
        return at >= 0 and second < self._ends[at]

    def touch(self, start: float, end: float) -> bool:
        """Whether any of this time is left out."""
        at = bisect.bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start


class Cut:
    """A turn with tokens in the place of words, and for each of its words its new number, or None."""

    def __init__(self, turn: Turn, places: Sequence[int | None]) -> None:
        self.turn = turn
        self._places = places

    def doubts(self, before: Sequence[Doubt]) -> tuple[Doubt, ...]:
        """The turn's doubts as far as they are about words that stay."""
        return tuple(moved for doubt in before for moved in self._moved(doubt))

    def _moved(self, doubt: Doubt) -> Iterator[Doubt]:
        about = self._places[doubt.from_word : doubt.to_word]
        partly = doubt if None not in about else replace(doubt, why=PARTLY, offer="")
        for start, end in runs(about):
            yield replace(partly, from_word=start, to_word=end)


def without_left_out(turn: Turn, spans: Spans) -> Cut | None:
    """The turn without its words that are left out; None where there is none.

    A turn whose words have no times is left out whole where any of it is.
    """
    if turn.manner not in _SPOKEN or not turn.text.strip() or not spans.touch(turn.start - _EDGE, turn.end + _EDGE):
        return None
    if not turn.words:
        if not spans.touch(turn.start, turn.end):
            return None
        return Cut(replace(turn, text=TOKEN, words=(_token(turn.start, turn.end),)), ())
    words: list[Word] = []
    places: list[int | None] = []
    run: list[Word] = []
    for word in turn.words:
        if spans.hold(middle(word)):
            run.append(word)
            places.append(None)
            continue
        words += _tokens(run)
        run = []
        places.append(len(words))
        words.append(word)
    words += _tokens(run)
    if all(place is not None for place in places):
        return None
    return Cut(replace(turn, text=text_of(words), words=tuple(words)), places)


def with_cuts(transcript: Transcript, cuts: dict[TurnId, Cut]) -> Transcript:
    """The transcript with these turns cut, and its doubts with them."""
    turns = tuple(cuts[turn.id].turn if turn.id in cuts else turn for turn in transcript.turns)
    doubts: list[Doubt] = []
    for doubt in transcript.doubts:
        doubts += cuts[doubt.turn].doubts((doubt,)) if doubt.turn in cuts else (doubt,)
    return replace(transcript, turns=turns, doubts=tuple(doubts))


def with_tokens(transcript: Transcript, left_out: Sequence[LeftOut], ids: Iterator[TurnId]) -> Transcript:
    """The transcript with a token in the place of all that lies in these seconds, also where nothing is heard there.

    So it is where they were silenced: words beside them would read as if nothing had been between. `ids`: for turns
    that are only a token. What is left out stays left out.
    """
    if not left_out:
        return transcript
    spans = Spans(left_out)
    cut = {turn.id: cut for turn in transcript.turns if (cut := without_left_out(turn, spans)) is not None}
    made = replace(with_cuts(transcript, cut), left_out=tuple(left_out))
    for span in left_out:
        if not any(
            word.text == TOKEN and span.start <= middle(word) < span.end for t in made.turns for word in t.words
        ):
            made = _with_token(made, span, ids)
    return made


def _with_token(transcript: Transcript, span: LeftOut, ids: Iterator[TurnId]) -> Transcript:
    """One token more: in the turn that goes on around these seconds, or as a turn of its own."""
    word, at = _token(span.start, span.end), middle(_token(span.start, span.end))
    around = next((t for t in transcript.turns if t.words and middle(t.words[0]) < at < middle(t.words[-1])), None)
    if around is None:
        turn = Turn(next(ids), "", span.start, span.end, TOKEN, (word,))
        turns = (*transcript.turns, turn)
        return replace(transcript, turns=tuple(sorted(turns, key=lambda each: each.start)))
    place = sum(middle(each) < at for each in around.words)
    words = (*around.words[:place], word, *around.words[place:])
    places = [each if each < place else each + 1 for each in range(len(around.words))]
    return with_cuts(transcript, {around.id: Cut(replace(around, text=text_of(words), words=words), places)})


def quoting(turns: Iterable[Turn], doubts: Iterable[Doubt], spans: Spans) -> frozenset[str]:
    """What those of the doubts say that may quote what was said in these seconds.

    So may one whose words lie in them, or are next to them: there the second listener may have heard what the first
    did not. Words that were typed, and hums, say nothing of where that was. A doubt that was cut says the same in each
    of its pieces, and so is known by it.
    """
    asked = [doubt for doubt in doubts if doubt.why.startswith(SECOND_HEARD)]
    if not asked:
        return frozenset()
    of = {turn.id: turn for turn in turns}
    heard = sorted(middle(word) for turn in of.values() if turn.manner in _SPOKEN for word in turn.words if _told(word))
    return frozenset(d.why for d in asked if d.turn in of and spans.touch(*_around(of[d.turn], d, heard)))


def unquoted(doubts: Iterable[Doubt], quotes: Collection[str]) -> tuple[Doubt, ...]:
    """The doubts without what any of these quotes; that there is a doubt stays."""
    kept = (replace(doubt, why=BESIDE, offer="") if doubt.why in quotes else doubt for doubt in doubts)
    return tuple(dict.fromkeys(kept))


def _told(word: Word) -> bool:
    """Whether another listener would have told that it heard this word too."""
    # Imported here because it brings the lists of words with it, which the window must not load at its start.
    from scribe.spoken_words import spoken

    return word.confidence < TYPED and bool(spoken(word.text))


def _around(turn: Turn, doubt: Doubt, heard: Sequence[float]) -> tuple[float, float]:
    """From the last word that was heard before a doubt's own words to the first after them, each by its middle."""
    own = [middle(word) for word in turn.words[doubt.from_word : doubt.to_word]] or [turn.start, turn.end]
    before, after = bisect.bisect_left(heard, min(own)), bisect.bisect_right(heard, max(own))
    return heard[before - 1] if before else -math.inf, heard[after] if after < len(heard) else math.inf


def span_of_words(turn: Turn, from_word: int, to_word: int) -> LeftOut:
    """The seconds to leave out so that words `from_word` up to but not including `to_word` go, and none beside them.

    They reach to the words' own edges, but never over the middle of a neighbour. Raises `ValueError` for no words.
    """
    chosen = turn.words[from_word:to_word]
    if not chosen or from_word < 0:
        raise ValueError("no words")
    first, last = chosen[0], chosen[-1]
    start, end = first.start, last.end
    if from_word and (before := middle(turn.words[from_word - 1])) >= start:
        start = (before + middle(first)) / 2
    if to_word < len(turn.words) and (after := middle(turn.words[to_word])) < end:
        end = (middle(last) + after) / 2
    return LeftOut(start, max(end, math.nextafter(start, math.inf)))


def _tokens(run: Sequence[Word]) -> list[Word]:
    return [_token(run[0].start, run[-1].end)] if run else []


def _token(start: float, end: float) -> Word:
    return Word(TOKEN, start, end, TYPED)
