"""Terms are found by whole words, in all their forms, where they mean what the glossary says."""

from __future__ import annotations

import pytest

from easyread import words
from easyread.fields import fields_of
from easyread.glossary import Glossary, Term, glossary


def found(text: str) -> list[str]:
    return [one.span.of(text) for one in words.glossary().find(text)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Ask for a direct payment.", ["direct payment"]),
        ("Direct payments can be used for this.", ["Direct payments"]),
        ("A lasting power of attorney is needed.", ["lasting power of attorney"]),
        ("Two lasting powers of attorney were made.", ["lasting powers of attorney"]),
        ("The carer's assessment is free.", ["carer's assessment"]),
        ("The carer’s needs count too.", ["carer"]),
        ("She was deprived of her liberty.", ["deprived of her liberty"]),
        ("We started a section 42 enquiry.", ["section 42 enquiry"]),
        ("Safeguarding enquiries take time.", ["Safeguarding enquiries"]),
        ("Children in need get help.", ["Children in need"]),
        ("You have rent arrears.", ["rent arrears"]),
        ("Ask your OT or the OTs.", ["OT", "OTs"]),
        ("It is a long-term condition.", ["long-term condition"]),
        ("A long term condition.", ["long term condition"]),
        ("He was evicted.", ["evicted"]),
        ("A DoLS authorisation", ["DoLS authorisation"]),
        ("The Care Act 2014 says so.", ["Care Act 2014"]),
        ("An education, health and care plan", ["education, health and care plan"]),
    ],
)
def test_a_term_is_found_in_its_forms_and_the_longest_wins(text, terms):
    """Plurals, owners, hyphens, capitals and other names: a reader's word is the same word."""
    assert found(text) == terms


@pytest.mark.parametrize(
    "text",
    [
        "You will get a letter.",
        "Will this help?",
        "They appeal to your good nature.",
        "Please start with a capital letter.",
        "The hearing aid is broken.",
        "We grant them time.",
        "She was not at home.",
        "A pip in an apple.",
        "We got to the hospital.",
        "They neglect him.",
        "Do they award it?",
        "The room was at full capacity.",
    ],
)
def test_a_word_in_another_sense_is_not_taken_for_a_term(text):
    """A meaning that doesn't belong there would say something that is not so."""
    assert found(text) == []


def test_a_will_is_found_where_it_is_a_paper():
    """'Will' is nearly always the verb."""
    assert found("In her will she left a house. She will sell it.") == ["will"]


def test_short_forms_are_found_with_their_own_capitals_only():
    """'Salt' is no therapist, 'mash' is food."""
    assert found("Put salt in the mash.") == []
    assert found("The SALT team and the MASH") == ["SALT", "MASH"]


def test_plain_words_have_the_number_of_the_term():
    """'Local authorities' are 'councils'."""
    one, two = words.glossary().find("The local authority asked other local authorities.")
    assert (one.plain, two.plain) == ("council", "councils")


def test_plain_words_with_no_plural_are_not_offered_for_a_plural():
    """'Money oweds' is no word."""
    for term in words.glossary().terms:
        plain = words.Found(term, words.glossary().find("carer")[0].span, plural=True).plain
        assert not plain.endswith(("oweds", "helps", "homes home"))


def test_terms_never_lie_in_one_another():
    """A care and support plan review is one thing."""
    text = "The care and support plan review looks at your care plan."
    assert found(text) == ["care and support plan review", "care plan"]


def test_a_term_can_be_looked_up_by_any_of_its_names():
    """Also by a short form and whatever its capitals."""
    look = words.glossary().term
    assert look("LPA") == look("Lasting Power of Attorney") == look("lasting powers of attorney")
    assert look("lpa") is None and look("table") is None


def test_terms_do_not_reach_over_two_lines():
    """The end of a heading and the start of a line are no phrase."""
    assert found("Your direct\npayment is late") == []


def test_addresses_hold_no_terms():
    """What stands in a web or e-mail address can't be explained."""
    assert found("Write to advocacy@example.org or see www.example.org/advocacy/appeal.") == []


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("This is from the Department for Work and Pensions.", []),
        ("We will tell the Ministry of Justice.", []),
        ("Pensions are paid each week.", ["pension"]),
        ("You will get a pension.", ["pension"]),
    ],
)
def test_a_word_of_a_name_is_no_term(line: str, terms: list[str]) -> None:
    assert [found.term.word for found in glossary().find(line)] == terms


COURT = "The court will hear the claim. The judge may make an order. You are the defendant."
SCHOOL = "The school has a place for your child. The teacher and the governors agree."


def test_a_sense_of_one_field_is_told_only_where_the_text_is_about_it() -> None:
    told = Glossary(
        [
            Term("capacity", "Capacity means being able to decide.", about=("mind",)),
            Term("tenant", "A tenant is a person who rents."),
        ]
    )
    line = "The class has a capacity of 8 and the tenant knows."
    assert [found.word for found in told.find(line)] == ["capacity", "tenant"]
    assert [found.word for found in told.of_text(SCHOOL).find(line)] == ["tenant"]
    about = "She has dementia. The Mental Capacity Act says who decides."
    assert [found.word for found in told.of_text(about).find(line)] == ["capacity", "tenant"]


def test_one_word_of_a_field_by_the_way_makes_no_text_about_it() -> None:
    assert "court" in fields_of(COURT) and "court" not in fields_of(SCHOOL + " The court is near.")
    assert "school" in fields_of(SCHOOL)
