"""Only the reader of a letter is 'you': in letters about couples, families, carers and joint tenants the others keep
their names, and where it is not sure who is meant nobody becomes 'you'."""

from dataclasses import replace

import pytest

from easyread.fidelity import Reader
from easyread.page import Profile
from easyread.reading import source_from_text
from easyread.simplify import simplify
from easyread.steps import asides, persons
from easyread.steps.piece import Piece
from easyread.steps.singled_out import two_in_one_role
from tests.easyread.test_steps import setting


def said(name: str, text: str) -> str:
    (piece,) = persons.say_you(Piece(text), setting(name=name))
    return piece.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mr Alan Marsh", "Mr and Mrs Marsh must each return the form by 3 May."),
        ("Mrs Joan Marsh", "Mr and Mrs Marsh's joint savings are £14,300."),
        ("Joan Marsh", "Alan and Joan Marsh have saved £900."),
        ("Mr Alan Marsh", "You and your wife must both sign, and Mr Marsh must bring his passport."),
        ("Mr Alan Marsh", "Mrs Marsh is Mr Marsh's wife and she receives her own pension of £94.20 a week."),
        ("Ms Priya Nair", "Ms Nair's son Dev told his teacher that he was hungry."),
        ("Ms Priya Nair", "Ms Nair said that her mother had fallen and that she needed help."),
        ("Ms Priya Nair", "Ms Nair cares for Mrs Nair, who is her mother, for 35 hours a week."),
        ("Mr Tom Reid", "The carer, Ms Reid, told Mr Reid that she could no longer lift him."),
        ("Mr Tom Reid", "Mr Reid's carer will phone Mr Reid before 9am if she is late."),
        ("Mr Tom Reid", "The tenant and Mr Reid must both agree before the tenancy is changed."),
        ("Mr Tom Reid", "Mr Reid and Mr Shah must tell each other before either of them has visitors."),
        ("Mr Tom Reid", "You must tell Mr Reid's landlord if Mr Reid moves out."),
        ("Mr Tom Reid", "Mr Reid lives with Mr Reid senior, his father."),
        ("Mr Tom Reid", "The claimant was ordered to pay the respondent's costs by 1 December."),
        ("Amina Begum", "Amina Begum and Yusuf Begum will meet the nurse at their home."),
        ("Mr and Mrs Marsh", "Mrs Marsh must bring her passport."),
    ],
)
def test_nobody_is_you_where_another_may_be_meant(name, text):
    """The sentence stays as it was."""
    assert said(name, text) == text


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "Mr Alan Marsh",
            "Mr Marsh and Mrs Marsh have been assessed as needing a flat.",
            "You and Mrs Marsh have been assessed as needing a flat.",
        ),
        (
            "Mr Alan Marsh",
            "Mr Alan Marsh and Mrs Joan Marsh are joint tenants of 4 Mill Lane.",
            "You and Mrs Joan Marsh are joint tenants of 4 Mill Lane.",
        ),
        ("Mr Tom Reid", "Ms Lowe cares for Mr Reid every night.", "Ms Lowe cares for you every night."),
        ("Mr Tom Reid", "Mr Reid must pay half of his rent.", "You must pay half of your rent."),
    ],
)
def test_the_reader_is_you_and_the_other_keeps_the_name(name, text, expected):
    """'You and Mrs Marsh', never 'you and you'."""
    assert said(name, text) == expected


@pytest.mark.parametrize(
    "text",
    ["Mr and Mrs Marsh share a flat.", "You are joint tenants.", "The tenants must agree.", "The respondent won."],
)
def test_a_role_that_two_have_is_nobodys(text):
    """In a document with two tenants 'the tenant' is not sure to be its reader."""
    assert two_in_one_role(text)
    both = replace(setting(name="Mr Alan Marsh"), two_in_one_role=True)
    (piece,) = persons.say_you(Piece("The tenant must pay."), both)
    assert piece.text == "The tenant must pay."


def test_no_name_of_a_couple_is_lost_on_a_page():
    """Each name and sum of a letter about a couple stands on its page."""
    text = (
        "Dear Mr Marsh\n\nMr and Mrs Marsh's joint savings are £14,300. Mrs Marsh gets a pension of £94.20 a week. "
        "The tenant must tell us by 3 May 2027 if Mr or Mrs Marsh moves out."
    )
    page = simplify(source_from_text(text), Profile.EASY_READ, Reader("Mr Alan Marsh", True, "Hillside Council"))
    made = " ".join(line.text for line in page.lines)
    assert all(fact in made for fact in ("Mr and Mrs Marsh's joint savings", "£14,300", "Mrs Marsh gets", "£94.20"))
    assert "Mr or Mrs Marsh" in made
    assert "you" not in made.lower()


def test_a_place_of_the_writer_keeps_its_name():
    """'A place at Oakfield School' is no 'place at us'."""
    school = setting(writer="Oakfield School")
    (piece,) = persons.say_we(Piece("Your son has a place at Oakfield School."), school)
    assert piece.text == "Your son has a place at Oakfield School."


def test_what_which_is_of_agrees_with_it():
    """'The results of your test, which was taken on 8 March' speaks of the test."""
    made = asides.relatives(Piece("The results of your test, which was taken on 8 March, were normal."), setting())
    assert [piece.text for piece in made] == [
        "The results of your test were normal.",
        "Your test was taken on 8 March.",
    ]
