"""Tests of text as it is spoken: two ways of writing the same are the same, and two things said are not."""

from __future__ import annotations

import pytest

from scribe.spoken_words import spoken


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I'm gonna go, OK?", "I am going to go okay"),
        ("20 mg", "twenty milligrams"),
        ("£12.50 a week", "twelve pounds fifty a week"),
        ("in 1987", "in nineteen eighty-seven"),
        ("in 2008", "in two thousand and eight"),
        ("2,500", "two thousand five hundred"),
        ("the 21st of June", "the twenty-first of June"),
        ("at 8.30am", "at eight thirty am"),
        ("3.5 litres", "three point five litres"),
        ("5%", "five percent"),
        ("0161", "zero one six one"),
        ("She can't, won't, doesn't", "she can not will not does not"),
        ("It's colour, realised and travelled", "it is color realized and traveled"),
        ("Um, mum was, er, there", "Mom was there"),
        ("Mr. Jones", "mister jones"),
    ],
)  # fmt: skip
def test_two_ways_of_writing_the_same_are_the_same(one: str, other: str) -> None:
    """How a number, a contraction or an American spelling is written is no doubt about what was said."""
    assert spoken(one) == spoken(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("She can go", "She can't go"),
        ("fifteen", "fifty"),
        ("15 mg", "15 ml"),
        ("£15", "£50"),
        ("first", "one"),
        ("four", "for"),
        ("he was", "she was"),
        ("filled", "filed"),
        ("our", "or"),
        ("2008", "2018"),
    ],
)
def test_what_means_something_else_is_not_the_same(one: str, other: str) -> None:
    """A dropped 'not', another dose or another person stays a difference."""
    assert spoken(one) != spoken(other)
