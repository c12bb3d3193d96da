"""What is off the record is in no draft, shows that it was left out, and takes nothing else with it."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.off_record import BESIDE, PARTLY, TOKEN, on_record, span_of_words, with_tokens
from scribe.visit import Doubt, LeftOut, Manner, Transcript, TurnId, Word
from scribe.word_times import middle, retold
from tests.scribe_core.said import doubt, said, turn

DOUBTS = (doubt("t1", 1, 2), doubt("t1", 2, 4, "knot hit"), doubt("t2", 0, 1))
TALK = said("I did not hit him", "he fell", doubts=DOUBTS)


def left(*spans: tuple[float, float], talk: Transcript = TALK) -> Transcript:
    """The talk with these seconds off the record."""
    return replace(talk, left_out=tuple(LeftOut(*span) for span in spans))


def texts(transcript: Transcript) -> list[str]:
    return [each.text for each in on_record(transcript).turns]


def test_nothing_left_out_is_the_same_transcript() -> None:
    """The very same."""
    assert on_record(TALK) is TALK


def test_words_are_left_out_by_their_middles() -> None:
    """A token stands for all that were side by side; the turn keeps its id, its times and its speaker."""
    now = on_record(left((1.0, 1.5)))
    assert [each.text for each in now.turns] == ["I did [left out] hit him", "he fell"]
    changed = replace(now.turns[0], text=TALK.turns[0].text, words=TALK.turns[0].words)
    assert changed == TALK.turns[0]
    assert [word.text for word in now.turns[0].words] == ["I", "did", TOKEN, "hit", "him"]
    assert now.turns[1] is TALK.turns[1]
    assert texts(left((0.7, 1.8))) == ["I [left out] him", "he fell"]
    assert texts(left((0.8, 1.7))) == ["I did [left out] hit him", "he fell"]


def test_a_turn_of_which_nothing_is_left_stays_with_the_token_alone() -> None:
    """So nothing hides that somebody said something there."""
    assert texts(left((0.0, 5.0))) == [TOKEN, "he fell"]
    assert texts(left((0.0, 0.5), (1.0, 1.5), (2.0, 2.5))) == ["[left out] did [left out] hit [left out]", "he fell"]


def test_doubts_about_what_is_left_out_go_and_the_others_move() -> None:
    """What a doubt about both says of the words may not be read either."""
    now = on_record(left((1.0, 1.5)))
    assert now.doubts == (doubt("t1", 1, 2), replace(doubt("t1", 3, 4), why=PARTLY), doubt("t2", 0, 1))
    assert on_record(left((0.0, 5.0))).doubts == (doubt("t2", 0, 1),)
    around = replace(TALK, doubts=(doubt("t1", 1, 4),))
    assert on_record(left((1.0, 1.5), talk=around)).doubts == (
        replace(doubt("t1", 1, 2), why=PARTLY), replace(doubt("t1", 3, 4), why=PARTLY)
    )  # fmt: skip


MORE = Doubt(TurnId("t1"), 4, 5, "The second listener heard more here: “his wife”", "him his wife")


def quoted(talk: Transcript, *spans: tuple[float, float]) -> list[str]:
    """Why there is doubt, on the record."""
    return [each.why for each in on_record(left(*spans, talk=talk)).doubts]


def test_what_a_second_listener_heard_off_the_record_is_not_quoted() -> None:
    """Where the first heard no words, what the second heard hangs on the word beside: that it doubts stays."""
    talk = replace(TALK, doubts=(doubt("t1", 3, 4), MORE))
    assert on_record(left((2.5, 9.0), talk=talk)).doubts == (
        doubt("t1", 3, 4), replace(MORE, why=BESIDE, offer="")
    )  # fmt: skip
    for beside in ((5.0, 6.0), (10.0, 10.5)):
        assert quoted(talk, beside) == [talk.doubts[0].why, BESIDE]
    assert quoted(talk, (0.0, 0.5)) == quoted(talk, (10.6, 12.0)) == [talk.doubts[0].why, MORE.why]


def test_typed_words_and_hums_do_not_say_where_the_second_listener_heard_it() -> None:
    """They may have come between the words and the doubt."""
    later = retold(TALK.turns[0], "I did not hit him then").turn
    assert quoted(replace(TALK, turns=(later, TALK.turns[1]), doubts=(MORE,)), (5.0, 6.0)) == [BESIDE]
    hum = replace(TALK.turns[0], words=(*TALK.turns[0].words, Word("um", 3.0, 3.4, 0.9)))
    assert quoted(replace(TALK, turns=(hum, TALK.turns[1]), doubts=(MORE,)), (5.0, 6.0)) == [BESIDE]


def test_a_quote_is_taken_out_of_every_piece_of_its_doubt() -> None:
    """A long one is cut, and each piece says the same."""
    pieces = (replace(MORE, from_word=0, to_word=1), MORE)
    assert quoted(replace(TALK, doubts=pieces), (5.0, 6.0)) == [BESIDE, BESIDE]


def test_a_turn_whose_words_have_no_times_is_left_out_whole() -> None:
    """Nobody can say which of it lies there; elsewhere it stays."""
    whole = replace(TALK, turns=(replace(TALK.turns[0], words=()),), doubts=(doubt("t1", 0, 1),))
    assert texts(left((2.4, 3.0), talk=whole)) == [TOKEN] and on_record(left((2.4, 3.0), talk=whole)).doubts == ()
    assert texts(left((2.5, 3.0), talk=whole)) == ["I did not hit him"]
    assert texts(left((0.0, 9.0), talk=replace(TALK, turns=(replace(TALK.turns[0], text="", words=()),)))) == [""]


def test_the_workers_own_account_can_be_left_out_and_a_jotting_can_not() -> None:
    """A jotting is no sound."""
    both = [replace(TALK.turns[0], id=TurnId(m), manner=m) for m in (Manner.DICTATED, Manner.SEEN)]
    assert texts(left((0.0, 5.0), talk=replace(TALK, turns=tuple(both)))) == [TOKEN, "I did not hit him"]


WORDS = st.lists(st.tuples(st.floats(0.02, 2.0), st.floats(0.0, 3.0)), min_size=1, max_size=7)


@given(WORDS, st.data())
def test_the_seconds_of_words_leave_out_those_and_no_other(
    lengths: list[tuple[float, float]], data: st.DataObject
) -> None:
    """However long they are and however they touch."""
    ends = list(itertools.accumulate(length + pause for length, pause in lengths))
    spoken = turn("t1", " ".join(f"w{at}" for at in range(len(ends))), 0.0)
    words = tuple(
        replace(word, start=end - length - pause, end=end - pause)
        for word, end, (length, pause) in zip(spoken.words, ends, lengths, strict=True)
    )
    spoken = replace(spoken, words=words, end=ends[-1])
    first = data.draw(st.integers(0, len(ends) - 1))
    last = data.draw(st.integers(first + 1, len(ends)))
    span = span_of_words(spoken, first, last)
    talk = replace(TALK, turns=(spoken,), doubts=(), left_out=(span,))
    kept = [word.text for word in on_record(talk).turns[0].words if word.text != TOKEN]
    assert kept == [f"w{at}" for at in range(len(ends)) if not first <= at < last]
    assert span.start <= middle(words[first]) < span.end


def test_typed_words_that_reach_into_their_neighbours_are_left_out_alone() -> None:
    """What was typed between two words without a pause has half of the time of each."""
    mended = retold(turn("t1", "I did hit him", 0.0), "I did really not hit him").turn
    for at, word in enumerate(mended.words):
        left_out = replace(TALK, turns=(mended,), doubts=(), left_out=(span_of_words(mended, at, at + 1),))
        spoken = mended.text.split()
        assert texts(left_out) == [" ".join([*spoken[:at], TOKEN, *spoken[at + 1 :]])], word.text


def test_no_words_have_no_seconds() -> None:
    """Neither has a place that isn't there."""
    for first, last in ((1, 1), (9, 12), (-1, 2)):
        with pytest.raises(ValueError):
            span_of_words(TALK.turns[0], first, last)


def test_where_sound_was_silenced_a_token_stands_even_if_nothing_is_heard() -> None:
    """Another pass hears 'I did hit him': without it the meaning would be turned round."""
    heard = said("I did hit him", "he fell")
    ids = iter([TurnId("t8"), TurnId("t9")])
    assert with_tokens(heard, (), ids) is heard
    now = with_tokens(heard, (LeftOut(0.9, 1.1), LeftOut(5.0, 6.0), LeftOut(10.0, 10.5)), ids)
    assert [(each.id, each.text) for each in now.turns] == [
        ("t1", "I did [left out] hit him"), ("t8", TOKEN), ("t2", "[left out] fell")
    ]  # fmt: skip
    assert now.left_out == (LeftOut(0.9, 1.1), LeftOut(5.0, 6.0), LeftOut(10.0, 10.5))
    assert [each.text for each in on_record(now).turns] == [each.text for each in now.turns]
    moved = with_tokens(replace(heard, doubts=(doubt("t1", 2, 3),)), (LeftOut(0.9, 1.1),), ids)
    assert moved.doubts == (doubt("t1", 3, 4),)
