"""What becomes an action: who does what, by when, from which words; and what does not."""

import pytest

from scribe.notes.draft import draft_note
from scribe.notes.due import by_when
from scribe.notes.material import Material
from scribe.notes.templates import template
from scribe.visit import Action, Person, PersonId, Role
from tests.notes.people import turns

PEOPLE = (
    Person(PersonId("w"), "Jo Reed", Role.WORKER, "she"),
    Person(PersonId("p"), "Stan Hobbs", Role.PERSON, "he"),
    Person(PersonId("f"), "Lorraine Hobbs", Role.FAMILY, "she"),
    Person(PersonId("i"), "Amal Warsame", Role.INTERPRETER, "she"),
)
NOTE = template("case-note")


def actions(*said: tuple[str, str]) -> list[Action]:
    """The actions of a draft of this talk."""
    return list(draft_note(Material(PEOPLE, turns(*said)), NOTE, detail="brief").actions)


@pytest.mark.parametrize(
    ("said", "text", "by"),
    [
        ("I'll get on to housing today.", "Jo Reed to get on to housing today.", "today"),
        ("I'm back Monday.", "Jo Reed to be back Monday.", "Monday"),
        ("I've got to ring the surgery by four.", "Jo Reed to ring the surgery by four.", "four"),
        ("I'll need to tell the speech team.", "Jo Reed to tell the speech team.", ""),
        ("We need to get you a rail.", 'Jo Reed said: "We need to get you a rail."', ""),
        ("Let me find out.", 'Jo Reed said: "Let me find out."', ""),
        ("I'll see if we can get a gate.", 'Jo Reed said: "I\'ll see if we can get a gate."', ""),
        ("I'll come back Tuesday the ninth at two.", "Jo Reed to come back Tuesday the ninth at two.", "Tuesday the ninth at two"),  # noqa: E501
        ("If it gets worse I'll call the doctor.", 'Jo Reed said: "If it gets worse I\'ll call the doctor."', ""),
        ("I'll tell them what you told me today.", 'Jo Reed said: "I\'ll tell them what you told me today."', ""),
        ("I'll call the doctor if it gets worse.", 'Jo Reed said: "I\'ll call the doctor if it gets worse."', ""),
    ],
)  # fmt: skip
def test_what_a_worker_undertakes_is_an_action(said: str, text: str, by: str) -> None:
    """With its day or hour, and its condition; in the very words where a plain form is not sure."""
    assert [(each.text, each.by, each.owner) for each in actions(("w", said))] == [(text, by, "w")]


@pytest.mark.parametrize(
    "said",
    [
        "The council will send somebody round.",
        "They'll ring you on Monday.",
        "I might have to talk to the police.",
        "I won't ring him.",
        "I'll write that down in your words.",
        "I have to ring them every week.",
        "I'll ask you some questions.",
        "I can sort of feel it.",
    ],
)
def test_what_nobody_here_undertakes_is_no_action(said: str) -> None:
    """What services will do, what may be, what is done every week and what is done in this talk stay as said."""
    assert actions(("w", said)) == []


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ((("w", "Can you send me that letter?"), ("p", "Yes.")), "p"),
        ((("w", "Can you get the form done by Friday please, Stan?"), ("p", "Yeah, will do.")), "p"),
        ((("w", "If he comes back will you ring 999?"), ("f", "Yeah. Yeah, I will.")), "f"),
        ((("w", "Can we have a second person at night?"), ("f", "I can do that from tonight.")), "f"),
        ((("w", "I can put in for an assessment for you, if you'd want that?"), ("f", "Yeah, go on then.")), "w"),
        ((("w", "Shall I ring your son?"), ("p", "Yes please.")), "w"),
    ],
)
def test_an_agreed_request_or_offer_is_an_action_of_the_one_who_does_it(
    said: tuple[tuple[str, str], ...], owner: str
) -> None:
    """Question and answer stand in their own words, and both are its evidence."""
    (action,) = actions(*said)
    assert action.owner == owner and {each.turn for each in action.evidence} == {"t1", "t2"}
    assert said[0][1] in action.text and said[1][1] in action.text


@pytest.mark.parametrize(
    "said",
    [
        (("w", "Shall I ring your son?"), ("p", "No, don't.")),
        (("w", "Would you like me to refer you?"), ("p", "Yes, but not yet.")),
        (("w", "Can you send me that letter?"), ("p", "No.")),
        (("w", "Can you ring for help in the night?"), ("p", "Yes.")),
        (("w", "Can I ask about your tablets?"), ("p", "Yes.")),
        (("w", "Can you send me that letter?"), ("i", "Yes.")),
        (("w", "Would you be able to?"), ("p", "Yes.")),
    ],
)
def test_a_refusal_a_condition_or_an_ability_is_no_action(said: tuple[tuple[str, str], ...]) -> None:
    """'No', 'Yes, but not yet', and 'Can you …?' that asks what somebody is able to do."""
    assert actions(*said) == []


@pytest.mark.parametrize(
    ("said", "beside"),
    [
        (
            (("w", "I'd like you to have an advocate. I'll make that referral today."),),
            'Jo Reed to make that referral today. Just before, Jo Reed said: "I\'d like you to have an advocate."',
        ),
        (
            (("w", "Has anybody told the GP?"), ("f", "I rang them and nobody answered."), ("w", "Leave it with me.")),
            'Jo Reed said: "Leave it with me." Just before, Jo Reed asked: "Has anybody told the GP?" '
            'Lorraine Hobbs said: "I rang them and nobody answered."',
        ),
        (
            (("f", "I can't pay for a night sitter."), ("w", "Of course. I'll take that to my manager.")),
            'Jo Reed to take that to her manager. Just before, Lorraine Hobbs said: "I can\'t pay for a night sitter."',
        ),
    ],
)  # fmt: skip
def test_a_promise_that_points_back_stands_beside_what_it_points_to(
    said: tuple[tuple[str, str], ...], beside: str
) -> None:
    """'I'll sort that' says nothing alone, so what was said just before is quoted with it, and is evidence too."""
    (action,) = actions(*said)
    assert action.text == beside and len(action.evidence) > 1


def test_a_promise_within_a_longer_sentence_is_an_action_and_stays_in_the_note() -> None:
    """What else the sentence says is not lost."""
    said = "Because he broke the order, I've got to talk to my manager today and there will be a meeting."
    note = draft_note(Material(PEOPLE, turns(("w", said))), NOTE, detail="standard")
    assert [(each.text, each.by) for each in note.actions] == [(f'Jo Reed said: "{said}"', "today")]
    assert said in " ".join(claim.text for section in note.sections for claim in section.claims)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ring by four", "four"),
        ("ring at ten to four", "ten to four"),
        ("ring by two people", ""),
        ("do it by the twentieth", "the twentieth"),
        ("meet on the twenty-fourth at ten", "the twenty-fourth at ten"),
        ("come Tuesday the ninth at two", "Tuesday the ninth at two"),
        ("come out, probably next week", "probably next week"),
        ("call within two weeks", "within two weeks"),
        ("do it by the first door", ""),
    ],
)
def test_hours_and_days_of_the_month_that_stand_alone_are_known(text: str, day: str) -> None:
    """'By four' is an hour; 'by two people' is none."""
    assert by_when(text) == day
