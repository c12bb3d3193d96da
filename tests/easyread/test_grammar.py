"""What the steps are told of a sentence: its verbs, whose they are, and whether they are passive."""

from pathlib import Path

import pytest

from easyread.grammar import passives, read, words_in
from easyread.language import tagger

OFFICIALESE = Path(__file__).parent / "officialese.txt"


def groups(text):
    clause = read(text)
    return [clause.slice(group.start, group.end) for group in clause.groups]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You may be asked to pay if you do not tell us.", ["may be asked", "do not tell"]),
        ("Your needs change and your review is on Monday.", ["change", "is"]),
        ("She needs prompting to take her tablets.", ["needs"]),
        ("The plan has not been reviewed since 5 May 2026.", ["has not been reviewed"]),
        ("The tenant must not keep animals, run a business, or sublet any part of it.", ["must not keep"]),
        ("You can request a review of the charge.", ["can request"]),
        ("In May you may appeal.", ["may appeal"]),
    ],
)
def test_verbs_are_found_in_groups(text, expected):
    """A word that can be a noun too is a verb only where it is one."""
    assert groups(text) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Your care and support plan will be reviewed.", "will be reviewed", "Your care and support plan"),
        ("Within 28 days you must reply.", "must reply", "you"),
        ("The cost of the equipment will rise.", "will rise", "The cost of the equipment"),
        ("The carer who visits you in the morning will help.", "will help", None),
        ("Failure to pay the charge may lead to a fine.", "may lead", None),
        ("Anyone whose savings are below £14,250 will not pay.", "will not pay", None),
        ("Please contact us.", "contact", None),
    ],
)
def test_the_subject_is_told_or_unsure(text, verb, expected):
    """Where the subject can't be told for sure there is none, and a step leaves the sentence alone."""
    clause = read(text)
    group = next(group for group in clause.groups if clause.slice(group.start, group.end) == verb)
    subject = clause.subject(group)
    assert (clause.slice(*subject) if subject else None) == expected


@pytest.mark.parametrize(
    "text",
    ["You will be told.", "The letter was sent to you.", "It has been decided.", "The form is being checked by Jo."],
)
def test_a_passive_is_one(text):
    """Be and a participle."""
    assert len(passives(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["The office is closed.", "You are worried.", "We have decided.", "You are going home.", "She is called Jo."],
)
def test_a_state_is_no_passive(text):
    """What somebody is like is no passive, nor is a thing that somebody did."""
    assert not passives(text)


def test_marks_are_no_words():
    """A sum is one word, an address is one, a mark none."""
    assert words_in("You owe £1,200.50 (a month): write to care@example.org.") == 8


def test_all_of_our_officialese_is_read():
    """Each sentence that is one has a verb."""
    lines = [line for line in OFFICIALESE.read_text().splitlines() if line.endswith(".")]
    assert len(lines) > 150
    assert [line for line in lines if not read(line).groups] == []


def test_what_is_too_long_for_a_word_is_not_read_letter_by_letter():
    """An address or a run of letters of any length is given to the model as one name."""
    given = tagger._shown("a" * 5_000)
    assert given == tagger._shown("b" * 46) == tagger._shown("https://example.org/a")
    assert tagger._shown("antidisestablishmentarianism") == "antidisestablishmentarianism"
    assert groups(f"You must pay {'x' * 5_000} now.") == ["must pay"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was stopped by the Department for Work and Pensions in May.", ["Department for Work and Pensions"]),
        ("We passed it to Smith, Jones and Partners, who act for us.", ["Smith, Jones and Partners"]),
        ("You will stay in a Bed and Breakfast.", ["Bed and Breakfast"]),
        ("You can ask the Secretary of State for Work and Pensions.", ["Secretary of State for Work and Pensions"]),
        ("Mrs Reid and Mr Bell came on Monday, Tuesday and Friday.", []),
        ("You and Mrs Reid must sign, and Mr Bell may.", []),
        ("Your Rights and Responsibilities", []),
    ],
)
def test_a_name_with_a_joint_in_it_is_one_word(text, expected):
    """Nothing cuts a name at its 'and', 'for' or comma; two persons, two days and a heading in capitals are none."""
    assert [word.text for word in read(text).words if " " in word.text] == expected
    assert words_in(text) == len(text.split())
