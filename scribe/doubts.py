"""Which words of a transcript may not be what was said, and why: the one place where that is decided.

The thresholds were chosen by measurement (`python -m tests.benchmarks.doubts`, docs/decisions/0015-doubts.md).
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Iterator, Sequence

from models.phantoms import UNCLEAR_BELOW
from models.transcriber import Segment
from scribe.off_record import Spans
from scribe.visit import Doubt, HeardSegment, Manner, Transcript, Turn, TurnId, Word
from scribe.word_times import middle

DOUBTFUL_BELOW = 0.4
"""Confidence (0 to 1) under which a word may not be what was said, where a second recogniser is asked too."""
ALONE_BELOW = 0.7
"""The same where nobody else is asked: more words have to be looked at then, to find as many that are wrong."""
HEAVY_BELOW = 0.8
"""The same for a number, a 'not', a name, a medicine or a word of harm: being wrong there costs more."""
LOW_CONFIDENCE = "low confidence"
UNCLEAR_SECONDS = 12.0
"""How far around a word that mean reaches, in seconds."""
UNCLEAR_WORDS = 5
"""With fewer words around it, one is called unsure by itself."""
UNCLEAR = "hard to hear here: several voices, noise, or another language"
LOOP = "the same words again and again: they may have been said once, or not at all"
LOOP_TIMES = 3
LOOP_WORDS = 6
"""A run of words that comes LOOP_TIMES in a row or more, and is so many words in all, may be a loop."""
LONGEST_LOOP = 12
SKIPPED_AFTER = "somebody may speak for about {seconds:.0f} seconds after this, and no words were made out"
SKIPPED_BEFORE = "somebody may speak for about {seconds:.0f} seconds before this, and no words were made out"
LONGEST_PLACE = 8
"""Words of one doubt at most: a person can listen to so many at once and say whether they are right."""

Unheard = Segment | HeardSegment
"""A segment without a word: speech of which nothing was made out."""


def doubts_of(
    turns: Sequence[Turn], segments: Iterable[Unheard] = (), *, below: float = ALONE_BELOW
) -> tuple[Doubt, ...]:
    """The runs of words that may not be what was said, each with why.

    A word whose confidence is under `below`, or under HEAVY_BELOW where much hangs on it; every word where hardly any
    around it is sure: babble and noise give fluent sentences that nobody said, with a sure word now and then; words
    that go round in a loop; and the word next to each of `segments` that has no words.
    """
    around = iter(_around([word for turn in turns for word in turn.words]))
    found: list[Doubt] = []
    for turn in turns:
        looped = _looped(turn.words)
        reasons = [
            LOOP if at in looped else _reason(turn, at, *near, below)
            for at, near in enumerate(itertools.islice(around, len(turn.words)))
        ]
        found += places(turn, reasons)
    return tuple(found) + tuple(_skipped(turns, segments))


def places(turn: Turn, reasons: Sequence[str]) -> Iterator[Doubt]:
    """A doubt for each run of words with the same reason ('' is none), in pieces that can be listened to at once."""
    start = 0
    for why, run in itertools.groupby(reasons):
        end = start + len(tuple(run))
        if why:
            pieces = -(-(end - start) // LONGEST_PLACE)
            edges = [start + (end - start) * piece // pieces for piece in range(pieces + 1)]
            yield from (Doubt(turn.id, one, other, why) for one, other in itertools.pairwise(edges))
        start = end


def to_check(transcript: Transcript) -> tuple[Doubt, ...]:
    """The doubts about what was said, on the record, in the order of the talk.

    One that says only that words are unsure is left out where another says more of the same words: whoever accepts
    that one accepts both.
    """
    order = {turn.id: at for at, turn in enumerate(transcript.turns)}
    off = Spans(transcript.left_out)
    of_turn: dict[TurnId, list[Doubt]] = {}
    for doubt in transcript.doubts:
        if doubt.turn in order and _on_record(transcript.turns[order[doubt.turn]], doubt, off):
            of_turn.setdefault(doubt.turn, []).append(doubt)
    chosen = (doubt for beside in of_turn.values() for doubt in beside if not _is_told(doubt, beside))
    return tuple(sorted(chosen, key=lambda doubt: (order[doubt.turn], doubt.from_word, doubt.to_word)))


def _on_record(turn: Turn, doubt: Doubt, off: Spans) -> bool:
    about = turn.words[doubt.from_word : doubt.to_word]
    return not about or not all(off.hold(middle(word)) for word in about)


def _is_told(doubt: Doubt, beside: Sequence[Doubt]) -> bool:
    """Whether another doubt of its turn says more of all its words."""
    return doubt.why == LOW_CONFIDENCE and any(
        other.why != LOW_CONFIDENCE and other.from_word <= doubt.from_word and doubt.to_word <= other.to_word
        for other in beside
    )


def said(turn: Turn) -> bool:
    """Whether a turn was spoken, at the visit or after it, and has words that a recogniser heard."""
    return turn.manner in (Manner.SPOKEN, Manner.DICTATED) and bool(turn.words)


def _reason(turn: Turn, at: int, mean: float, count: int, below: float) -> str:
    word = turn.words[at]
    if mean < UNCLEAR_BELOW:
        return UNCLEAR if count >= UNCLEAR_WORDS else LOW_CONFIDENCE
    if word.confidence < below or (word.confidence < HEAVY_BELOW and _is_heavy(turn, at)):
        return LOW_CONFIDENCE
    return ""


def _is_heavy(turn: Turn, at: int) -> bool:
    """Whether much hangs on a word: a number, a 'not', a name within a sentence, a word of weight."""
    # Imported here because they bring the dictionary with them, which the window must not load at its start.
    from easyread.language.words import known, number, words
    from scribe.notes.units import NEGATORS
    from scribe.notes.weight import weight

    text = turn.words[at].text
    for word in words(text):
        if number(word) is not None or word in NEGATORS or word.endswith("n't"):
            return True
        begins = at == 0 or turn.words[at - 1].text.endswith((".", "?", "!"))
        if text[:1].isupper() and not begins and not known(word):
            return True
    return bool(weight(text))


def _around(words: Sequence[Word]) -> list[tuple[float, int]]:
    """For each word the mean confidence of those within UNCLEAR_SECONDS of it, itself too, and how many they are.

    The words may come in any order.
    """
    in_order = sorted(words, key=lambda word: word.start)
    sums = [0.0, *itertools.accumulate(word.confidence for word in in_order)]
    starts = [word.start for word in in_order]
    found = []
    for word in words:
        first = bisect.bisect_left(starts, word.start - UNCLEAR_SECONDS)
        last = bisect.bisect_right(starts, word.start + UNCLEAR_SECONDS)
        found.append(((sums[last] - sums[first]) / (last - first), last - first))
    return found


def _looped(words: Sequence[Word]) -> frozenset[int]:
    """Places of words in runs that come again at once, LOOP_TIMES or more."""
    said = [word.text.lower().strip(" .,?!") for word in words]
    found: set[int] = set()
    for size in range(1, LONGEST_LOOP + 1):
        start = 0
        for alike, run in itertools.groupby(one == other for one, other in zip(said, said[size:], strict=False)):
            count = len(tuple(run))
            if alike and count >= size * (LOOP_TIMES - 1) and count + size >= LOOP_WORDS:
                found |= set(range(start, start + count + size))
            start += count
    return frozenset(found)


def _skipped(turns: Sequence[Turn], segments: Iterable[Unheard]) -> Iterator[Doubt]:
    """For each segment without a word a doubt at the word before it, or, where there is none, at the word after it."""
    for segment in segments:
        beside = None if segment.words or segment.text.strip() else word_beside(turns, segment.start)
        if beside is not None:
            turn, at, is_before = beside
            why = SKIPPED_AFTER if is_before else SKIPPED_BEFORE
            yield Doubt(turn.id, at, at + 1, why.format(seconds=max(1.0, segment.end - segment.start)))


def word_beside(turns: Sequence[Turn], second: float) -> tuple[Turn, int, bool] | None:
    """The place of the last word that was said before a second, or else of the first after it; and which of the two."""
    spoken = ((middle(word), turn, at) for turn in turns if said(turn) for at, word in enumerate(turn.words))
    chosen = min(spoken, key=lambda one: (one[0] > second, abs(one[0] - second)), default=None)
    return (chosen[1], chosen[2], chosen[0] <= second) if chosen else None
