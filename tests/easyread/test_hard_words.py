"""Which words are hard: by the glossary first, then by how often they are written."""

from __future__ import annotations

import pytest

from easyread import words


@pytest.mark.parametrize("word", ["capacity", "review", "eligible", "advocate", "benefit", "assessment", "Reablement"])
def test_a_word_of_the_glossary_is_hard_however_common(word):
    """'Capacity' is common in shops, and hard in a letter of a council."""
    assert words.is_hard(word)


@pytest.mark.parametrize("word", ["notwithstanding", "ascertain", "sufficient", "commencing", "remuneration", "liaise"])
def test_rare_words_and_words_with_a_plainer_one_are_hard(word):
    """They are to be replaced or explained."""
    assert words.is_hard(word)


@pytest.mark.parametrize(
    "word",
    ["letter", "house", "understand", "toothbrush", "wheelchair", "Begum", "Aisha", "42", "£30", "14th", "mum's"],
)
def test_common_and_everyday_words_names_and_numbers_are_not_hard(word):
    """'Toothbrush' is rare in print and known to all."""
    assert not words.is_hard(word)


@pytest.mark.parametrize(("short", "whole"), [("PIP", "Personal Independence Payment"), ("GPs", "doctors")])
def test_a_short_form_is_expanded(short, whole):
    """Also in the plural."""
    assert words.expansion(short) == whole


def test_a_short_form_of_several_meanings_or_of_none_is_not_expanded():
    """'CTR' may be either; the worker chooses. 'OT' in small letters is no short form."""
    assert words.expansion("CTR") is None and len(words.expansions("CTR")) == 2
    assert words.expansion("XQZ") is None and words.expansions("XQZ") == ()
    assert words.expansion("pip") is None


def test_short_forms_that_everybody_knows_may_stay():
    """NHS, GP and UK need no expansion."""
    assert all(map(words.is_known_acronym, ("NHS", "GP", "UK", "TV")))
    assert not words.is_known_acronym("PIP")


@pytest.mark.parametrize(
    ("text", "said", "plain"),
    [
        ("It was ticking all the boxes.", "ticking all the boxes", "have all that is needed"),
        ("We kept an eye on him.", "kept an eye on", "watch"),
        ("They jumped through hoops.", "jumped through hoops", "do many things to get something"),
        ("She is keeping her head above water.", "keeping her head above water", "just manage"),
        ("We meet on an ad hoc basis.", "ad hoc", "only when needed"),
        ("Vice versa.", "Vice versa", "the other way round"),
    ],
)
def test_sayings_are_found_with_their_verbs_and_owners_changed(text, said, plain):
    """A saying is the same one in the past and with 'her' for 'your'."""
    (found,) = words.idioms.find(text)
    assert (found.span.of(text), found.plain) == (said, plain)


@pytest.mark.parametrize(
    "text", ["Tick the box.", "The boxes are heavy.", "Keep an open mind.", "He came to the table."]
)
def test_plain_talk_is_no_saying(text):
    """Words that mean what they say stay."""
    assert words.idioms.find(text) == ()


def test_two_words_for_one_thing_are_found_over_all_texts():
    """'Your doctor' in one line and 'the GP' in another may be two people to a reader."""
    (clash,) = words.clashes(["See your doctor.", "The GP will write. The GP knows."])
    assert clash.keep == "doctor" and clash.words == ("doctor", "GP")
    assert [(word, number) for word, number, _ in clash.places] == [("doctor", 0), ("GP", 1), ("GP", 1)]


def test_a_word_inside_a_term_clashes_with_nothing():
    """'Council Tax' and 'local authority' are two things."""
    assert words.clashes(["Pay your council tax.", "The local authority will write."]) == ()
    assert words.clashes(["See your doctor. The doctor knows."]) == ()


def test_the_hard_words_of_a_text_are_its_terms_and_its_rare_words():
    """A term of several words is one; names, numbers and addresses are none."""
    text = "Hillside Council must ascertain if Mr Grant's direct payment is sufficient: www.example.org/ascertain."
    assert [span.of(text) for span in words.hard_words(text)] == ["ascertain", "direct payment", "sufficient"]
