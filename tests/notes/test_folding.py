"""What a shorter note leaves out for its length, and what it never does."""

import pytest

from scribe.notes.draft import draft_note
from scribe.notes.material import Material
from scribe.notes.templates import template
from scribe.visit import Person, PersonId, Role
from tests.notes.people import turns

PEOPLE = (
    Person(PersonId("w"), "Jo Reed", Role.WORKER, "she"),
    Person(PersonId("p"), "Stan Hobbs", Role.PERSON, "he"),
    Person(PersonId("d"), "Dr Anika Shah", Role.PROFESSIONAL, "she"),
)
NOTE = template("case-note")


def left_out(*said: tuple[str, str], detail: str = "brief") -> list[str]:
    """What a draft of this talk leaves out for length."""
    note = draft_note(Material(PEOPLE, turns(*said)), NOTE, detail=detail)
    return [line.text for line in note.omissions if line.why == "left out for length"]


@pytest.mark.parametrize("detail", ["brief", "standard"])
@pytest.mark.parametrize(
    ("speaker", "fact"),
    [
        ("p", "Thirty-four."),
        ("p", "They never."),
        ("p", "It's gas."),
        ("p", "He shouts."),
        ("p", "No, Thursday."),
        ("p", "I've not been out of the house on my own since my wife was taken in to the hospital."),
        ("d", "It was consistent with gripping."),
        ("d", "I can't date it exactly."),
        ("d", "I saw him on the sixth."),
        ("w", "There are two night men."),
    ],
)
def test_a_number_a_no_a_correction_or_a_finding_is_never_left_out_for_length(
    speaker: str, fact: str, detail: str
) -> None:
    """Few words save nothing and may be the fact that matters."""
    assert left_out(("w", "We talked a while about the weather."), (speaker, fact), detail=detail)[1:] == []


@pytest.mark.parametrize(
    "said",
    ["That sounds frightening.", "That's fair enough.", "I'm sorry.", "Thank you for being honest.", "I hear that."],
)
def test_what_only_shows_that_the_worker_heard_is_folded(said: str) -> None:
    """Sympathy is no statement of the note, and is listed."""
    assert left_out(("p", "I fell in the kitchen."), ("w", said), detail="standard") == [said]


@pytest.mark.parametrize("said", ["That's not right.", "That isn't safe.", "It is not good."])
def test_a_worker_who_says_that_something_is_not_right_is_not_folded(said: str) -> None:
    """A view of few words is no sympathy."""
    assert left_out(("p", "He keeps the money in his own purse."), ("w", said)) == []


def test_a_long_explanation_of_the_worker_is_folded_in_a_brief_note_alone() -> None:
    """What the worker explains at length is listed at 'brief' and stands in the note at 'standard'."""
    said = "The people from the team go round to everybody who has been home from the ward for a while."
    assert left_out(("w", said)) == [said]
    assert left_out(("w", said), detail="standard") == []


def test_what_leads_on_is_folded_and_what_a_meeting_tells_is_not() -> None:
    """'I'm just going to ask …' of the worker is no statement; a professional beside a worker gives an account."""
    assert left_out(("w", "I'm just going to go through a list of things with you."), detail="standard")
    assert left_out(("d", "We've taken a first account."), detail="standard") == []
    assert left_out(("w", "You were found out on the bypass in your pyjamas."), detail="standard") == []


def quoted(*said: tuple[str, str]) -> list[str]:
    """The claims of a full draft of this talk."""
    note = draft_note(Material(PEOPLE, turns(*said)), NOTE, detail="full")
    return [claim.text for section in note.sections for claim in section.claims]


def test_what_is_said_in_one_breath_is_one_quotation() -> None:
    """Two sentences of one turn that have to be quoted need the speaker's name once, and both are evidence."""
    said = "We went to the market hall. We had a look round by the pond."
    note = draft_note(Material(PEOPLE, turns(("p", said))), NOTE, detail="full")
    (claim,) = [claim for section in note.sections for claim in section.claims]
    assert claim.text == f'Stan Hobbs said: "{said}"' and len(claim.evidence) == 2


def test_a_disclosure_is_never_joined_to_what_stands_beside_it() -> None:
    """It is quoted alone, whatever was said in the same breath."""
    told = quoted(("p", "He hit me with his, his stick. The wind, it comes in under the, the door."))
    assert 'Stan Hobbs said: "He hit me with his, his stick."' in told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I sleep in the chair most nights, yeah.", "Stan Hobbs said he sleeps in the chair most nights."),
        ("You know, I sleep in the chair most nights.", "Stan Hobbs said he sleeps in the chair most nights."),
        (
            "I sleep in the chair, but, I wash upstairs.",
            "Stan Hobbs said he sleeps in the chair, but he washes upstairs.",
        ),
        ("I don't know, you know.", 'Stan Hobbs said: "I don\'t know, you know."'),
    ],
)
def test_what_is_only_heard_keeps_no_sentence_from_being_told(said: str, told: str) -> None:
    """A last 'yeah', a 'you know' set off and the pause after 'but' go; no other word does."""
    assert quoted(("p", said)) == [told]


def test_the_last_of_two_corrections_stands_beside_them() -> None:
    """'Thirty-four. No, hang on, thirty-five is it. Thirty-four.': all three are quoted together."""
    said = "Fourth of the second, thirty-four. No, hang on, thirty-five is it. Thirty-four."
    note = draft_note(Material(PEOPLE, turns(("w", "What's her date of birth?"), ("p", said))), NOTE, detail="brief")
    claims = [claim.text for section in note.sections for claim in section.claims]
    assert any(said in claim for claim in claims)


def test_a_short_denial_stands_with_what_it_denies() -> None:
    """'They never.' alone says nothing."""
    note = draft_note(
        Material(PEOPLE, turns(("d", "The police brought you back."), ("p", "They never."))), NOTE, detail="brief"
    )
    claims = [claim.text for section in note.sections for claim in section.claims]
    assert claims == ['Dr Shah said: "The police brought you back." Stan Hobbs said: "They never."']
