"""Words that a person typed get times, and words that were heard keep their own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.visit import Turn, TurnId, Word
from scribe.word_times import middle, retold, spliced, with_words
from tests.scribe_core.said import doubt, turn, words


def test_words_that_are_the_same_keep_their_times_and_confidence() -> None:
    """Capitals, marks and the shape of an apostrophe make no other word; a new one shares what lies between."""
    heard = turn("t1", "he can't wash and dress", 10.0)
    now = retold(heard, "He can’t really wash, and  dress.").turn
    assert now.text == "He can’t really wash, and dress." and now.edited
    kept = [word for word in now.words if word.text != "really"]
    assert [(w.start, w.end, w.confidence) for w in kept] == [(w.start, w.end, w.confidence) for w in heard.words]
    (new,) = [word for word in now.words if word.text == "really"]
    assert new.confidence == 1.0 and middle(heard.words[1]) < middle(new) < middle(heard.words[2])


def test_as_many_other_words_take_the_times_of_those_they_replace() -> None:
    """One misheard word is put right in its own time."""
    now = retold(turn("t1", "big gum came", 0.0), "big Begum came").turn
    assert [(w.text, w.start, w.end) for w in now.words] == [("big", 0, 0.5), ("Begum", 0.5, 1.0), ("came", 1.0, 1.5)]
    assert [w.confidence for w in now.words] == [0.9, 1.0, 0.9]


def test_doubts_about_words_that_stay_are_kept_and_move_with_them() -> None:
    """Putting one word right says nothing of the others: they stay doubted, and nothing is offered in their place."""
    heard = turn("t1", "the cat sat down here", 0.0)
    doubts = (doubt("t1", 0, 1), doubt("t1", 1, 2), doubt("t1", 3, 5), doubt("t1", 2, 4))
    now = retold(heard, "so the bat sat right down here")
    assert now.doubts(doubts) == (
        doubt("t1", 1, 2), doubt("t1", 5, 7), doubt("t1", 3, 4), doubt("t1", 5, 6)
    )  # fmt: skip
    eight = (replace(doubt("t1", 0, 5, "he cat sat down there"), why="hard to hear"),)
    mended = retold(heard, "the cat lay down here").doubts(eight)
    assert mended == (replace(eight[0], to_word=2, offer=""), replace(eight[0], from_word=3, offer=""))


def test_a_word_of_several_parts_stays_one_word() -> None:
    """A known word keeps what was heard for it, and its doubt, when another word of its turn is put right."""
    known = (Word("Take", 0, 0.5, 0.9), Word("folic acid", 0.5, 1.5, 0.5, "frolic a sid"), Word("dally", 1.5, 2, 0.9))
    heard = Turn(TurnId("t1"), "", 0, 2, "Take folic acid dally", known)
    now = retold(heard, "Take folic acid, daily")
    assert now.turn.words[1] == replace(known[1], text="folic acid,") and now.turn.words[2].text == "daily"
    assert now.doubts((doubt("t1", 1, 2, "frolic a sid"),)) == (doubt("t1", 1, 2, "frolic a sid"),)
    parted = retold(heard, "Take folic salt dally").turn.words
    assert [(word.text, word.start, word.end, word.heard) for word in parted] == [
        ("Take", 0, 0.5, ""), ("folic", 0.5, 1.0, ""), ("salt", 1.0, 1.5, ""), ("dally", 1.5, 2, "")
    ]  # fmt: skip
    token = replace(heard, text="Take [left out] dally", words=(known[0], Word("[left out]", 0.5, 1.5, 1.0), known[2]))
    assert retold(token, "Take [left out] daily").turn.words[1] == token.words[1]


def test_a_turn_without_words_gets_them() -> None:
    """Talk that was typed has no times of words: they share those of the turn."""
    typed = Turn(TurnId("t1"), "", 4.0, 8.0, "he is well  now")
    assert [(w.text, w.start, w.end) for w in with_words(typed).words] == [
        ("he", 4.0, 5.0), ("is", 5.0, 6.0), ("well", 6.0, 7.0), ("now", 7.0, 8.0)
    ]  # fmt: skip
    assert with_words(typed).text == typed.text and not with_words(typed).edited
    assert with_words(turn("t1", "a b", 0.0)) == turn("t1", "a b", 0.0)


def test_words_put_in_a_place_leave_the_others_as_they_are() -> None:
    """However many more or fewer they are; nothing at all takes words out."""
    heard = turn("t1", "a b c d", 0.0)
    more = spliced(heard, 1, 3, ["x", "y", "z"])
    assert more.turn.text == "a x y z d" and more.places == (0, None, None, 4)
    assert more.turn.words[0] == heard.words[0] and more.turn.words[-1] == heard.words[-1]
    assert spliced(heard, 1, 3, []).turn.text == "a d"


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "A.", "not", "…", "don't"]), max_size=9).map(" ".join)


@given(TEXTS, TEXTS)
def test_whatever_is_typed_stands_there_with_times_in_order(before: str, after: str) -> None:
    """The text is what was typed; the middles of its words are in order and inside the turn."""
    heard = Turn(TurnId("t1"), "p1", 3.0, 9.0, before, words(before, 3.0))
    now = retold(heard, after)
    assert now.turn.text == after == " ".join(word.text for word in now.turn.words)
    middles = [middle(word) for word in now.turn.words]
    assert middles == sorted(middles) and len(set(middles)) == len(middles)
    assert all(heard.start <= at <= heard.end for at in middles) and all(w.start <= w.end for w in now.turn.words)
    for place, word in zip(now.places, heard.words, strict=True):
        if place is not None:
            kept = now.turn.words[place]
            assert (kept.start, kept.end, kept.confidence) == (word.start, word.end, word.confidence)


@given(st.integers(0, 4), st.integers(0, 4))
def test_words_of_no_length_still_get_a_time_each(at: int, count: int) -> None:
    """Where the recogniser put words side by side without a gap, what is typed between has a middle of its own."""
    heard = turn("t1", "a b c d", 0.0)
    typed = [*"abcd"[:at], *(f"x{n}" for n in range(count)), *"abcd"[at:]]
    middles = [middle(word) for word in retold(heard, " ".join(typed)).turn.words]
    assert middles == sorted(set(middles))


def test_word_is_what_it_sounds_like() -> None:
    """A word keeps what was heard in the place of it while it stays."""
    both = (Word("Begum", 0, 0.5, 0.4, "big gum"), Word("came", 0.5, 1, 0.9))
    known = Turn(TurnId("t1"), "", 0.0, 1.0, "Begum came", both)
    assert retold(known, "Begum went").turn.words[0] == known.words[0]
    assert retold(known, "Bedum came").turn.words[0] == Word("Bedum", 0, 0.5, 1.0)


def test_no_words_have_no_middle_between_them() -> None:
    """An empty turn can be filled."""
    empty = Turn(TurnId("t1"), "", 5.0, 5.0, "")
    assert [word.text for word in retold(empty, "yes").turn.words] == ["yes"]
    assert retold(empty, "yes").turn.words[0].start == pytest.approx(5.0)
