"""What makes a note shorter without losing anything: neighbours under one name, questions cut to their matter, and
answers that need no question.
"""

import pytest

from scribe.notes.draft import draft_note
from scribe.notes.material import Material
from scribe.notes.templates import template
from tests.notes.people import BEGUM, JO, turns

NOTE = template("case-note")


def told(*said: tuple[str, str], detail: str = "full") -> list[str]:
    """The claims of a draft of this talk."""
    note = draft_note(Material((BEGUM, JO), turns(*said)), NOTE, detail=detail)
    return [claim.text for section in note.sections for claim in section.claims]


def test_neighbours_of_one_speaker_stand_under_one_name() -> None:
    """Each part stays the sentence that it was, and all of them are evidence."""
    said = (("S1", "I eat toast."), ("S3", "Right."), ("S1", "I sleep in the chair."))
    note = draft_note(Material((BEGUM, JO), turns(*said)), NOTE)
    (claim,) = [claim for section in note.sections for claim in section.claims]
    assert claim.text == "Mrs Begum said she eats toast; that she sleeps in the chair."
    assert [each.turn for each in claim.evidence] == ["t1", "t3"]


@pytest.mark.parametrize(
    "second", ["He takes my money.", "It hurts.", "If it rains I stay in.", "I don't want carers."]
)
def test_what_points_back_or_carries_weight_stands_alone(second: str) -> None:
    """Nothing that stands beside it may say who 'he' is, or colour how it is read."""
    found = told(("S1", "I eat toast."), ("S3", "I see the garden from here."), ("S1", second))
    assert "Mrs Begum said she eats toast." in found


def test_two_quotations_of_one_speaker_need_one_name() -> None:
    """Each has marks of its own, so that nobody takes them for one sentence."""
    found = told(("S1", "We had the wind in."), ("S3", "Right."), ("S1", "We had the rain in."))
    assert found == ['Mrs Begum said: "We had the wind in." "We had the rain in."']


def test_things_that_were_asked_one_by_one_and_denied_are_one_sentence() -> None:
    """The same 'no' to each; another answer stands alone."""
    asked = [("S3", "Do you use a stick?"), ("S1", "No."), ("S3", "Do you use a frame?"), ("S1", "No.")]
    assert told(*asked) == ["Asked whether she uses a stick and whether she uses a frame, Mrs Begum said no."]
    assert len(told(*asked[:3], ("S1", "Yes."))) == 2


@pytest.mark.parametrize(
    ("question", "answer", "claim"),
    [
        ("Do you smoke at all?", "No, I don't smoke.", "Mrs Begum said no, she doesn't smoke."),
        ("Is it crampy?", "No, not really.", "Asked whether it is crampy, Mrs Begum said no, not really."),
        ("Did it start suddenly?", "Yes, on Monday.",
         "Asked whether it started suddenly, Mrs Begum said yes, on Monday."),
        ("Okay. And how long has it been going on?", "About three weeks.",
         "Asked how long it has been going on, Mrs Begum said about three weeks."),
        ("In terms of your health, are you normally well?", "Yes.",
         'Jo Reed asked: "are you normally well?" Mrs Begum said: "Yes."'),
    ],
)  # fmt: skip
def test_a_question_is_as_short_as_its_answer_allows(question: str, answer: str, claim: str) -> None:
    """It is cut to its matter, told where the rules can, and left out where every word of it is in the answer."""
    assert told(("S3", question), ("S1", answer)) == [claim]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Do you smoke or drink?", "No, I don't smoke."),
        ("Are you happy for me to ring your son?", "Yes, ring my son."),
        ("If you fall, do you press the button?", "Yes, I press the button."),
    ],
)
def test_a_question_stays_where_its_answer_hangs_on_it(question: str, answer: str) -> None:
    """A choice, a consent or a condition is never left out."""
    assert any(
        question.split()[-1].rstrip("?") in claim and "sked" in claim
        for claim in told(("S3", question), ("S1", answer))
    )


def test_how_somebody_finds_something_stays_in_their_own_words() -> None:
    """'Wonderful.' may be meant or not: the question is told, and the word is quoted."""
    assert told(("S3", "How is your sleep?"), ("S1", "Wonderful.")) == [
        'Asked how her sleep is, Mrs Begum said: "Wonderful."'
    ]


def test_what_the_worker_only_says_again_is_folded() -> None:
    """'You also mentioned …' tells nothing that was not told; it is listed."""
    said = (("S1", "I cough at night."), ("S3", "You also mentioned a cough in the daytime as well."))
    assert not any("also mentioned" in claim for claim in told(*said, detail="standard"))
