"""What the samples of voices promise: each voice alone, sure, on the record, and three seconds of it."""

from __future__ import annotations

import pytest

from scribe.visit import Doubt, LeftOut, Manner, ModelCard, Transcript, Turn, TurnId, Word
from scribe.voice_samples import Voice, voices_in


def turn(number: int, speaker: str, start: float, count: int, sure: float = 0.9, **more: Manner) -> Turn:
    """A turn of so many words, two a second."""
    words = tuple(Word("word", start + i / 2, start + (i + 1) / 2, sure) for i in range(count))
    text = " ".join(word.text for word in words)
    return Turn(TurnId(f"t{number}"), speaker, start, start + count / 2, text, words, **more)


def made(*turns: Turn, doubts: tuple[Doubt, ...] = (), left_out: tuple[LeftOut, ...] = ()) -> Transcript:
    return Transcript(turns, ModelCard("none"), 600.0, "", doubts=doubts, left_out=left_out)


def sample(transcript: Transcript, label: str = "S1") -> tuple[float, float]:
    voice = next(each for each in voices_in(transcript) if each.label == label)
    return voice.sample_start, voice.sample_end


def test_each_voice_is_counted_in_the_order_in_which_it_first_speaks() -> None:
    """Named or not; what nobody is known to have said, and what was dictated, is no voice."""
    said = made(
        turn(1, "S1", 0, 8), turn(2, "p1", 10, 4), turn(3, "", 20, 4), turn(4, "S1", 30, 2),
        turn(5, "p2", 40, 4, manner=Manner.DICTATED),
    )  # fmt: skip
    found = voices_in(said)
    assert [(each.label, each.seconds, each.turns) for each in found] == [("S1", 5.0, 2), ("p1", 2.0, 1)]


def test_the_sample_is_three_seconds_of_the_middle_of_the_longest_turn() -> None:
    """Far from its edges, where somebody else speaks."""
    assert sample(made(turn(1, "S1", 0, 4), turn(2, "S2", 2, 4), turn(3, "S1", 10, 20))) == (13.5, 16.5)


def test_a_short_voice_is_heard_as_long_as_it_speaks() -> None:
    """One word is a sample as well, with all of its sound."""
    assert sample(made(turn(1, "S2", 0, 9), turn(2, "S1", 5, 1))) == (5.0, 5.5)


def test_words_that_are_not_sure_are_passed_over() -> None:
    """A shorter stretch whose words are sure is better than a longer one of which nobody is."""
    said = made(turn(1, "S1", 0, 20, sure=0.3), turn(2, "S1", 30, 6), turn(3, "S2", 40, 2))
    assert sample(said) == (30.0, 33.0)
    doubted = made(turn(1, "S1", 0, 20), turn(2, "S1", 30, 6), doubts=(Doubt(TurnId("t1"), 0, 20, "why"),))
    assert sample(doubted) == (30.0, 33.0)


def test_where_somebody_speaks_at_the_same_time_it_is_not_heard() -> None:
    """Only this voice speaks in its sample."""
    said = made(turn(1, "S1", 0, 20), turn(2, "S2", 3, 10), turn(3, "S1", 20, 8))
    assert sample(said) == (20.5, 23.5)


def test_what_is_off_the_record_is_never_played() -> None:
    """Not even where there is nothing else: then there is no sample."""
    said = made(turn(1, "S1", 0, 20), turn(2, "S1", 30, 2), left_out=(LeftOut(0.0, 10.0),))
    assert sample(said) == (30.0, 31.0)
    start, end = sample(made(turn(1, "S1", 0, 20), left_out=(LeftOut(0.0, 10.0),)))
    assert start == end


def test_a_pause_is_no_sample() -> None:
    """A stretch ends where nobody speaks for a while."""
    one, other = turn(1, "S1", 0, 2), turn(1, "S1", 5, 8)
    said = made(Turn(TurnId("t1"), "S1", 0.0, 9.0, "words", (*one.words, *other.words)))
    start, end = sample(said)
    assert start >= 4.9 and end - start == pytest.approx(3.0)


def test_a_turn_without_word_times_is_played_from_its_middle() -> None:
    """A turn that was typed has no word of its own times, and can be heard all the same."""
    said = made(Turn(TurnId("t1"), "S1", 0.0, 9.0, "typed"))
    assert voices_in(said) == (Voice("S1", 9.0, 1, 3.0, 6.0),)
