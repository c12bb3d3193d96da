"""The rules of reported speech: what they write, and what they refuse."""

import pytest

from scribe.notes.people import People
from scribe.notes.questions import asked
from scribe.notes.reported import reported
from scribe.notes.voice import NotSure, Voice
from scribe.visit import Person, PersonId, Role
from tests.notes.people import VISIT


@pytest.mark.parametrize(
    ("speaker", "said", "told"),
    [
        ("S1", "I mostly eat toast.", "she mostly eats toast"),
        ("S1", "I get up and make a cup of tea, and then I sit down.", "she gets up and makes a cup of tea, and then she sits down"),  # noqa: E501
        ("S1", "I did not want to bother anyone.", "she did not want to bother anyone"),
        ("S1", "My sister telephones me on Sundays.", "her sister telephones her on Sundays"),
        ("S1", "Well, the stairs are difficult, love.", "the stairs are difficult"),
        ("S1", "I'd had my tea.", "she'd had her tea"),
        ("S1", "Dawn comes on Tuesdays.", "Dawn comes on Tuesdays"),
        ("S2", "I found her on the floor when I came home.", "he found her on the floor when he came home"),
        ("S2", "I haven't got a key.", "he hasn't got a key"),
        ("S3", "I am the social worker.", "they are the social worker"),
        ("S3", "I was here on Friday.", "they were here on Friday"),
    ],
)  # fmt: skip
def test_persons_and_agreement_change_and_tense_stays(speaker: str, said: str, told: str) -> None:
    """'I' becomes the given pronoun, the verb agrees with it, and nothing else changes."""
    assert reported(said, Voice(speaker, VISIT)) == told


def test_unknown_pronouns_are_never_guessed() -> None:
    """Somebody called Mary whose pronouns were not given is 'they'."""
    people = People((Person(PersonId("S1"), "Mary", Role.PERSON),))
    assert reported("I wash my face.", Voice("S1", people)) == "they wash their face"


@pytest.mark.parametrize(
    ("speaker", "said"),
    [
        ("S1", "I put the kettle in the fridge."),
        ("S1", "I hurt my leg."),
        ("S1", "He said to him, you cannot stay here."),
        ("S1", "My wife says I have dementia."),
        ("S1", "Get me my stick."),
        ("S1", "She helps me wash."),
        ("S2", "He takes two."),
        ("S1", "You can record it."),
        ("S1", "We go to church."),
        ("S1", "I am lonely."),
        ("S1", "I was going to... no."),
        ("S1", "Mostly toast."),
        ("S1", "Can't get up the stairs."),
        ("S1", "I need to sit down and have a rest."),
        ("S1", "I it was a party."),
        ("S1", "Seems all right."),
    ],
)
def test_what_is_not_sure_is_refused(speaker: str, said: str) -> None:
    """These shapes are known traps: the rules leave them to quotation."""
    with pytest.raises(NotSure):
        reported(said, Voice(speaker, VISIT))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Are you managing your meals?", "Asked whether she is managing her meals"),
        ("Do you take your tablets?", "Asked whether she takes her tablets"),
        ("Did you see him?", "Asked whether she saw him"),
        ("Any falls?", "Asked about any falls"),
        ("How are you managing with washing?", "Asked how she is managing with washing"),
        ("Is there anyone who helps you?", "Asked whether there is anyone who helps her"),
        ("Please tell me about your fall.", "Asked about her fall"),
    ],
)
def test_a_question_is_told_of_the_one_who_answered(question: str, told: str) -> None:
    """'You' is the one who answered, and the words stand in the order of a statement."""
    assert asked(question, Voice("S3", VISIT, "S1"), Voice("S1", VISIT)) == told


@pytest.mark.parametrize(
    "question",
    ["You don't fall, do you?", "Don't you take them?", "Is it this or that?", "What?", "Why is that. Is it pain?"],
)
def test_a_question_with_a_trap_is_refused(question: str) -> None:
    """A 'no' to a negative question could mean either."""
    with pytest.raises(NotSure):
        asked(question, Voice("S3", VISIT, "S1"), Voice("S1", VISIT))


@pytest.mark.parametrize(
    "text", ["It itches me neck.", "He came down on me bottom.", "I want me own door.", "I take me tablets at six."]
)
def test_me_that_may_be_my_is_left_as_it_was_said(text: str) -> None:
    """'Me' for 'my' is how many people speak; told as 'him' or 'her' it would be nonsense."""
    with pytest.raises(NotSure):
        reported(text, Voice("S2", VISIT))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("My sister helps me wash.", "his sister helps him wash"),
        ("The nurse rings me every day.", "the nurse rings him every day"),
        ("The chemist sends me tablets.", "the chemist sends him tablets"),
        ("The gas man saw me today.", "the gas man saw him today"),
    ],
)
def test_me_that_is_an_object_is_told(text: str, told: str) -> None:
    """After a verb that is done to somebody, or at the end."""
    assert reported(text, Voice("S2", VISIT)) == told
