"""A rewrite is shown as changes that can each be taken or refused; taking all makes the rewrite."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from easyread.differences import accepted, differences, page_differences
from easyread.fidelity import Reader
from easyread.language.words import word_list
from easyread.page import Profile
from easyread.simplify import simplify
from tests.easyread.sources import source_of

READER = Reader("Mrs Begum", True, "Hillside Council")
LETTERS = sorted((Path(__file__).parent / "letters").glob("*.txt"))
WORDS = st.lists(st.sampled_from([*word_list("we will pay £40 by 5 May . You must not , go"), "\n"]), max_size=12)


def pairs(before, after, **more):
    return [(one.before, one.after, one.safe) for one in differences(before, after, READER, **more)]


def test_plain_words_are_changes_by_themselves():
    """Two words of one sentence that stand apart are two changes."""
    said = "We will commence the work in May. Prior to the visit, please ensure that it is clear."
    told = "We will start the work in May. Before the visit, please make sure that it is clear."
    assert pairs(said, told) == [
        ("commence", "start", True),
        ("Prior to", "Before", True),
        ("ensure", "make sure", True),
    ]


def test_a_sentence_that_was_turned_round_is_one_change():
    """Half of 'a nurse did the check' for 'the check was done by a nurse' would be nonsense."""
    (one,) = differences("The check was completed by a nurse.", "A nurse completed the check.", READER)
    assert (one.before, one.after) == ("The check was completed by a nurse", "A nurse completed the check")


def test_a_changed_fact_is_not_safe_and_says_why():
    """Only such changes need to be shown one by one."""
    said, told = "You must pay £40 at once. We will notify you.", "You must pay £45 at once. We will tell you."
    unsafe, safe = differences(said, told, READER)
    assert not unsafe.safe and "£4" in unsafe.why
    assert safe.safe


def test_a_meaning_that_was_put_in_is_a_change_of_its_own():
    """What a hard word means can be refused without its sentence."""
    meaning = "An advocate is someone who helps a person to speak up."
    found = pairs("You may obtain an advocate.", f"You may get an advocate.\n{meaning}", explained=[meaning])
    assert found == [("obtain", "get", True), ("", f"\n{meaning}", True)]


@given(WORDS, WORDS)
@settings(deadline=None, max_examples=60)
def test_all_changes_make_the_other_text_and_none_leave_it(before, after):
    """Whatever the texts."""
    said, told = " ".join(before), " ".join(after)
    found = differences(said, told, READER)
    assert accepted(said, found) == told
    assert accepted(said, []) == said
    assert all(one.before == one.before_span.of(said) and one.after == one.after_span.of(told) for one in found)


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_page_as_changes_of_its_source(path):
    """Its lines as one text; each change stands where it says."""
    source = source_of(path.read_text())
    page = simplify(source, Profile.PLAIN, READER)
    text, found = page_differences(page, READER)
    assert accepted(source.text, found) == text
    assert all(one.before == one.before_span.of(source.text) for one in found)
    assert all(line.text in text for line in page.lines)
    assert sum(one.safe for one in found) >= 0.9 * len(found)
