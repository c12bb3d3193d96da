"""Words are found wherever they stand, whatever the shape of an apostrophe, and nowhere else."""

from __future__ import annotations

import pytest

from scribe.transcript_search import Found, SearchFor, find_words
from scribe.visit import TurnId
from tests.scribe_core.said import turn

TURNS = (turn("t1", "He can’t wash. Can he?", 0.0), turn("t2", "a well-known can", 10.0))


def places(text: str, **how: bool) -> list[tuple[str, str]]:
    """The turns and the texts that were found."""
    by_id = {each.id: each.text for each in TURNS}
    return [(each.turn, by_id[each.turn][each.start_char : each.end_char]) for each in find_words(TURNS, text, **how)]


def test_every_place_in_order() -> None:
    """Each with the characters where it stands."""
    assert find_words(TURNS, "can") == (
        Found(TurnId("t1"), 3, 6), Found(TurnId("t1"), 15, 18), Found(TurnId("t2"), 13, 16)
    )  # fmt: skip


def test_a_straight_apostrophe_finds_a_curly_one_and_the_other_way_round() -> None:
    """Nobody types the one that happens to stand there."""
    assert places("can't") == places("can’t") == [("t1", "can’t")]


@pytest.mark.parametrize(
    ("text", "how", "found"),
    [
        ("can", {"whole_words": True}, ["Can", "can"]),
        ("Can", {"match_case": True}, ["Can"]),
        ("known", {"whole_words": True}, ["known"]),
        ("can't  wash", {}, ["can’t wash"]),
        (".", {}, ["."]),
        ("", {}, []),
        ("  ", {"whole_words": True}, []),
        ("he", {"whole_words": True, "match_case": True}, ["he"]),
        ("(", {}, []),
    ],
)
def test_whole_words_and_case(text: str, how: dict[str, bool], found: list[str]) -> None:
    """A word is whole where no letter and no apostrophe with a letter goes on; marks stand for themselves."""
    assert [each for _, each in places(text, **how)] == found


def test_what_is_put_there_is_put_as_it_is() -> None:
    """Nothing in it has a meaning of its own."""
    assert SearchFor("can’t").replaced("He can't.", r"\1 can") == r"He \1 can."
    assert SearchFor("").replaced("He can't.", "x") == "He can't."
