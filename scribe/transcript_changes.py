"""What a person may do to the words of a transcript: each function says which turns go in the place of which. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from scribe.document_text import tidy
from scribe.edit_log import Marked, Put
from scribe.errors import MoveNotAllowed, NotFound
from scribe.transcript_edits import marked
from scribe.transcript_search import SearchFor
from scribe.visit import Doubt, Gap, Manner, Transcript, Turn, TurnId
from scribe.word_times import TYPED, Retold, middle, retold, spliced, text_of, with_words

NOT_WITHIN = "A turn can only be split between two of its words. Nothing was changed."
NO_NEXT = "There is nothing after this turn to join it with. Nothing was changed."
ACROSS_GAP = "Something was not recorded between these two turns, so they can't be joined. Nothing was changed."
NOT_ALIKE = "What was said at the visit, what you dictated and what you typed can't be joined. Nothing was changed."
NO_OFFER = "Nobody knows what may have been said here instead. Nothing was changed. Listen, and put it right yourself."
_NUMBERED = re.compile(r"t(\d{1,15})")
_MARKS = re.compile(r"[.,;:?!…”\")]+$")


def words_changed(said: Transcript, turn_id: TurnId, text: str) -> Put:
    """The turn with this text, tidy as all that is typed. Doubts about words that are gone are settled by that.

    Raises `NotFound`.
    """
    turn = find(said, turn_id)
    return _put(said, turn, retold(turn, tidy(text)))


def split(said: Transcript, turn_id: TurnId, word: int, new_id: TurnId) -> Put:
    """The turn up to its word `word`, and from there on a turn of its own. Raises `NotFound`, `MoveNotAllowed`."""
    turn = with_words(find(said, turn_id))
    if not 0 < word < len(turn.words):
        raise MoveNotAllowed(NOT_WITHIN)
    parts = part(turn, 0, word, turn_id), part(turn, word, len(turn.words), new_id)
    doubts = [piece for doubt in doubts_of(said, turn_id) for piece in _split_doubt(doubt, word, new_id)]
    return Put((turn_id,), parts, tuple(doubts))


def part(turn: Turn, start: int, end: int, turn_id: TurnId) -> Turn:
    """Words `start` up to but not including `end` of a turn, as a turn."""
    words = turn.words[start:end]
    first = turn.start if start == 0 else words[0].start
    last = turn.end if end == len(turn.words) else max(words[-1].end, first)
    return replace(turn, id=turn_id, start=first, end=max(first, last), text=text_of(words), words=words)


def joined(whole: Transcript, turn_id: TurnId) -> Put:
    """The turn and the one after it as one. `whole`: with the jottings. Raises `NotFound`, `MoveNotAllowed`."""
    one, other = find(whole, turn_id), _after(whole, turn_id)
    if one.manner is not other.manner or one.manner not in (Manner.SPOKEN, Manner.DICTATED):
        raise MoveNotAllowed(NOT_ALIKE)
    if any(_lies_between(gap, one, other) for gap in whole.gaps):
        raise MoveNotAllowed(ACROSS_GAP)
    one, other = with_words(one), with_words(other)
    words = (*one.words, *other.words)
    edited = one.edited or other.edited
    turn = replace(one, end=max(one.end, other.end), text=text_of(words), words=words, edited=edited)
    return Put((one.id, other.id), (turn,), _joined_doubts(whole, one, other))


def offer_taken(said: Transcript, doubt: Doubt) -> Put:
    """The doubt's offer in the place of its words. Raises `NotFound` for a doubt that is settled, `MoveNotAllowed`."""
    if doubt not in said.doubts:
        raise NotFound
    if not doubt.offer.split():
        raise MoveNotAllowed(NO_OFFER)
    return words_replaced(said, doubt.turn, doubt.from_word, doubt.to_word, doubt.offer)


def doubt_accepted(said: Transcript, doubt: Doubt) -> tuple[Marked, ...]:
    """The doubt, to be settled; none where it is settled already. Raises `NotFound` where its words are not there."""
    words = find(said, doubt.turn).words
    if doubt in said.doubts:
        return (marked(said, doubt),)
    if not 0 <= doubt.from_word < doubt.to_word <= max(1, len(words)):  # without words it is about the whole turn
        raise NotFound
    return ()


def heard_again(said: Transcript, turn_id: TurnId, word: int) -> Put:
    """What was heard in the place of a known word that was put there, no surer than it was.

    Raises `NotFound` where none was.
    """
    turn = find(said, turn_id)
    if not 0 <= word < len(turn.words) or not turn.words[word].heard:
        raise NotFound
    known = turn.words[word]
    return words_replaced(said, turn_id, word, word + 1, known.heard, confidence=known.confidence)


def words_replaced(
    said: Transcript, turn_id: TurnId, start: int, end: int, text: str, *, confidence: float = TYPED
) -> Put:
    """Other words in the place of words `start` up to but not including `end`; the mark after them stays."""
    turn = find(said, turn_id)
    new = text.split()
    mark = _MARKS.search(turn.words[end - 1].text) if end > start else None
    if new and mark and not _MARKS.search(new[-1]):
        new[-1] += mark.group()
    return _put(said, turn, spliced(turn, start, end, new, confidence))


def text_replaced(
    said: Transcript, wanted: SearchFor, by: str, turn_ids: Collection[TurnId] | None = None
) -> tuple[Put, ...]:
    """Each turn in which the text was found with `by` in its place; only of these turns, where some are given."""
    chosen = said.turns if turn_ids is None else tuple(turn for turn in said.turns if turn.id in turn_ids)
    changed = ((turn, wanted.replaced(turn.text, by)) for turn in chosen)
    return tuple(_put(said, turn, retold(turn, tidy(text))) for turn, text in changed if text != turn.text)


def next_turn_ids(given: Collection[TurnId]) -> Iterator[TurnId]:
    """Ids that no turn ever had, where `given` are all that any had."""
    numbers = (int(known.group(1)) for each in given if (known := _NUMBERED.fullmatch(each)))
    return (TurnId(f"t{number}") for number in itertools.count(max(numbers, default=0) + 1))


def find(said: Transcript, turn_id: TurnId) -> Turn:
    """One turn. Raises `NotFound`."""
    found = next((turn for turn in said.turns if turn.id == turn_id), None)
    if found is None:
        raise NotFound
    return found


def doubts_of(said: Transcript, turn_id: TurnId) -> tuple[Doubt, ...]:
    """The doubts about a turn."""
    return tuple(doubt for doubt in said.doubts if doubt.turn == turn_id)


def _put(said: Transcript, turn: Turn, now: Retold) -> Put:
    return Put((turn.id,), (now.turn,), now.doubts(doubts_of(said, turn.id)))


def _after(whole: Transcript, turn_id: TurnId) -> Turn:
    place = next(at for at, turn in enumerate(whole.turns) if turn.id == turn_id)
    if place + 1 == len(whole.turns):
        raise MoveNotAllowed(NO_NEXT)
    return whole.turns[place + 1]


def _lies_between(gap: Gap, one: Turn, other: Turn) -> bool:
    """As where turns are cut at gaps: by the middles of the words on each side."""
    last = middle(one.words[-1]) if one.words else one.end
    first = middle(other.words[0]) if other.words else other.start
    return last <= gap.start < first


def _split_doubt(doubt: Doubt, word: int, new_id: TurnId) -> list[Doubt]:
    """A doubt over the cut is about both parts; what it offered was for all of its words."""
    if doubt.to_word <= word:
        return [doubt]
    if doubt.from_word >= word:
        return [replace(doubt, turn=new_id, from_word=doubt.from_word - word, to_word=doubt.to_word - word)]
    first = replace(doubt, to_word=word, offer="")
    return [first, replace(first, turn=new_id, from_word=0, to_word=doubt.to_word - word)]


def _joined_doubts(whole: Transcript, one: Turn, other: Turn) -> tuple[Doubt, ...]:
    """A doubt about a turn without words is about all of it: where that comes last, it is about the word before."""
    by, first = len(one.words) if other.words else max(0, len(one.words) - 1), doubts_of(whole, one.id)
    moved = (
        replace(d, turn=one.id, from_word=d.from_word + by, to_word=d.to_word + by) for d in doubts_of(whole, other.id)
    )
    return (*first, *moved)
