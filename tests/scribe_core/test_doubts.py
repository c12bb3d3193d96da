"""Tests of what is doubted in a transcript before a second recogniser is asked, and why."""

from __future__ import annotations

from dataclasses import replace
from string import ascii_letters

import pytest

from models.transcriber import Segment
from scribe.doubts import (
    DOUBTFUL_BELOW,
    LONGEST_PLACE,
    LOOP,
    LOW_CONFIDENCE,
    UNCLEAR,
    doubts_of,
    to_check,
)
from scribe.visit import Doubt, LeftOut, Manner, ModelCard, Transcript, Turn, TurnId, Word


def a_turn(*confidences: float, start: float = 0.0, text: str = "") -> Turn:
    """A turn of a word a second."""
    said = text.split() or [f"thing{letter}" for letter in ascii_letters[: len(confidences)]]
    words = tuple(
        Word(word, start + i, start + i + 1, c) for i, (word, c) in enumerate(zip(said, confidences, strict=True))
    )
    return Turn(TurnId("t1"), "", start, start + len(words), " ".join(said), words)


def sure(text: str) -> Turn:
    """A turn of these words, each of them sure."""
    return a_turn(*[0.95] * len(text.split()), text=text)


def marked(turn: Turn, below: float = DOUBTFUL_BELOW) -> list[str]:
    """The words of a turn that are doubted."""
    found = doubts_of((turn,), below=below)
    return [word.text for doubt in found for word in turn.words[doubt.from_word : doubt.to_word]]


def test_runs_of_unsure_words_are_doubts() -> None:
    """Neighbouring words of low confidence are one doubt; the rest is none."""
    turn = a_turn(0.9, 0.3, 0.2, 0.8, 0.1, 0.9, 0.9, 0.9, 0.9, 0.9)
    assert doubts_of((turn,)) == (
        Doubt(TurnId("t1"), 1, 3, LOW_CONFIDENCE),
        Doubt(TurnId("t1"), 4, 5, LOW_CONFIDENCE),
    )


def test_where_no_second_listener_is_asked_more_is_doubted() -> None:
    """Alone, a recogniser has to doubt more of its words, so that as many of the wrong ones are among them."""
    turn = a_turn(0.9, 0.6, 0.9, 0.3, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9)
    assert [doubt.from_word for doubt in doubts_of((turn,), below=DOUBTFUL_BELOW)] == [3]
    assert [doubt.from_word for doubt in doubts_of((turn,))] == [1, 3]


@pytest.mark.parametrize(
    ("text", "heavy"),
    [
        ("She takes fifteen of them", "fifteen"),
        ("She takes 15 of them", "15"),
        ("He did not go there", "not"),
        ("He can't go there today", "can't"),
        ("We met Begum there today", "Begum"),
        ("Her tablets are there today", "tablets"),
        ("And he hit her there", "hit"),
    ],
)
def test_a_word_on_which_much_hangs_is_doubted_sooner(text: str, heavy: str) -> None:
    """A wrong 'not', dose, name or injury harms somebody: there 0.75 is not sure enough, and for 'the' it is."""
    turn = a_turn(*[0.75] * len(text.split()), text=text)
    assert marked(turn) == [heavy]
    assert marked(replace(turn, words=tuple(replace(word, confidence=0.85) for word in turn.words))) == []


def test_where_hardly_a_word_is_sure_all_of_them_are_doubts() -> None:
    """Babble gives fluent sentences with a sure word here and there: none of them passes as heard."""
    turn = a_turn(0.3, 0.2, 0.9, 0.4, 0.1, 0.8, 0.2, 0.3)
    assert doubts_of((turn,)) == (Doubt(TurnId("t1"), 0, 8, UNCLEAR),)
    assert doubts_of((a_turn(0.2, 0.9),)) == (Doubt(TurnId("t1"), 0, 2, LOW_CONFIDENCE),)


def test_sure_words_a_minute_away_stay_sure() -> None:
    """Noise taints what is near it, and no more."""
    clear = replace(a_turn(0.9, 0.9, 0.9, 0.9, 0.9, 0.9, start=60.0), id=TurnId("t2"))
    assert {doubt.turn for doubt in doubts_of((a_turn(0.2, 0.3, 0.9, 0.1, 0.2), clear))} == {TurnId("t1")}


def test_a_place_is_short_enough_to_be_listened_to() -> None:
    """A long run is several places of much the same length, and every word of it is in one."""
    found = doubts_of((a_turn(*[0.1] * 30),))
    assert [doubt.to_word - doubt.from_word for doubt in found] == [7, 8, 7, 8]
    assert max(doubt.to_word - doubt.from_word for doubt in found) <= LONGEST_PLACE
    assert {at for doubt in found for at in range(doubt.from_word, doubt.to_word)} == set(range(30))


@pytest.mark.parametrize(
    ("text", "looped"),
    [
        ("I said go home go home go home go home then", "go home go home go home go home"),
        ("so no no no no no no no now", "no no no no no no no"),
        ("no no no she said", ""),
        ("bit by bit and day by day and step by step", ""),
        ("very very nice and very very warm and very very big", ""),
    ],
)
def test_a_loop_is_doubted_however_sure_it_is(text: str, looped: str) -> None:
    """A recogniser that goes round in a loop is sure of every word. What people do repeat is no loop."""
    turn = sure(text)
    found = doubts_of((turn,))
    assert " ".join(word.text for d in found for word in turn.words[d.from_word : d.to_word]) == looped
    assert {doubt.why for doubt in found} <= {LOOP}


def test_speech_without_words_is_told_at_the_word_before_it() -> None:
    """Somebody spoke for three seconds and nothing was made out: it is told where it was, or else right after it."""
    turn = a_turn(*[0.95] * 6)
    (after,) = doubts_of((turn,), (Segment("", 3.1, 6.2, ()),))
    assert (after.turn, after.from_word, after.to_word) == ("t1", 2, 3)
    assert after.why == "somebody may speak for about 3 seconds after this, and no words were made out"
    (before,) = doubts_of((a_turn(*[0.95] * 6, start=10.0),), (Segment("", 1.0, 6.0, ()),))
    assert before.from_word == 0 and "about 5 seconds before this" in before.why


def test_speech_without_words_is_nowhere_where_nobody_said_a_word() -> None:
    """A visit of jottings alone has no place to tell it at, and a jotting is none."""
    jotted = Turn(TurnId("j1"), "", 3.0, 3.0, "seen", manner=Manner.SEEN)
    assert doubts_of((jotted,), (Segment("", 1.0, 6.0, ()),)) == ()


def test_a_segment_with_words_is_no_skipped_speech() -> None:
    """Only what has no words at all is told."""
    heard = Segment("thing", 0.0, 1.0, ())
    assert doubts_of((a_turn(*[0.95] * 6),), (heard,)) == ()


def test_what_is_to_be_checked_comes_in_the_order_of_the_talk() -> None:
    """Whatever was found first; and nothing of a turn that is not there."""
    turns = tuple(replace(a_turn(*[0.95] * 3), id=TurnId(name)) for name in ("t1", "j1", "t2"))
    listed = [Doubt(TurnId("t2"), 0, 1, "b"), Doubt(TurnId("t1"), 2, 3, "a"), Doubt(TurnId("t9"), 0, 1, "gone")]
    transcript = Transcript(turns, ModelCard("x"), 9.0, "", doubts=(*listed, Doubt(TurnId("t1"), 0, 1, "c")))
    assert [doubt.why for doubt in to_check(transcript)] == ["c", "a", "b"]


def test_what_is_off_the_record_need_not_be_checked() -> None:
    """Nobody listens to it again for that; a place that is only partly off the record is still listed."""
    low = tuple(Doubt(TurnId("t1"), at, at + 2, LOW_CONFIDENCE) for at in (0, 2, 4))
    transcript = Transcript((a_turn(*[0.95] * 6),), ModelCard("x"), 9.0, "", doubts=low, left_out=(LeftOut(1.0, 4.0),))
    assert to_check(transcript) == (low[0], low[2])


def test_a_place_is_listed_once() -> None:
    """Where something more is said of unsure words than that they are unsure, that alone is listed."""
    low, wide = Doubt(TurnId("t1"), 1, 2, LOW_CONFIDENCE), Doubt(TurnId("t1"), 3, 6, LOW_CONFIDENCE)
    more, within = Doubt(TurnId("t1"), 1, 3, "differs", "x"), Doubt(TurnId("t1"), 4, 5, "differs", "y")
    said = Transcript((a_turn(*[0.95] * 6),), ModelCard("x"), 9.0, "", doubts=(low, wide, more, within))
    assert to_check(said) == (more, wide, within)
