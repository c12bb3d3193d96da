"""What the note makes of talk as it is: questions in one breath, echoes, 'Yeah.' while somebody talks, pauses."""

from __future__ import annotations

from scribe.notes.draft import draft_note
from scribe.notes.material import Material
from scribe.notes.templates import template
from scribe.notes.utterances import tidy, utterances
from scribe.visit import Omission
from tests.notes.people import BEGUM, JO, turns

NOTE = template("case-note")
PAIR = (BEGUM, JO)
"""Mrs Begum is S1; Jo Reed, the worker, is S3."""


def claims(*said: tuple[str, str], detail: str = "standard") -> list[str]:
    """The text of every claim."""
    note = draft_note(Material(PAIR, turns(*said)), NOTE, detail=detail)
    return [claim.text for section in note.sections for claim in section.claims]


def left_out(*said: tuple[str, str]) -> tuple[Omission, ...]:
    """What is in no claim."""
    return draft_note(Material(PAIR, turns(*said)), NOTE, detail="full").omissions


# --- one answer to several questions


def test_a_no_to_several_questions_is_a_no_to_all_of_them() -> None:
    """'Any pain? Any rash?' 'No.': neither question is lost, and the 'No' is tied to no single one."""
    assert claims(("S3", "Any headaches? Any dizziness?"), ("S1", "No.")) == [
        "Asked about any headaches and any dizziness, Mrs Begum said no."
    ]
    assert claims(("S3", "Any tingling? Any numbness? Any weakness?"), ("S1", "No.")) == [
        "Asked about any tingling, any numbness and any weakness, Mrs Begum said no."
    ]


def test_a_yes_after_two_questions_is_not_given_to_the_last_alone() -> None:
    """Nobody knows which of them it answers, so both are shown."""
    said = claims(("S3", "Is the pain worse at night? Does it stop you sleeping?"), ("S1", "Yeah."))
    assert len(said) == 1 and "worse at night" in said[0] and "sleeping" in said[0]


def test_an_answer_of_its_own_words_needs_the_last_question_only() -> None:
    """Somebody who asks again in other words is answered once, and an open question is not answered by 'No'."""
    said = claims(("S3", "Do you live alone? Who lives with you?"), ("S1", "My son lives with me."))
    assert said == ["Mrs Begum said her son lives with her."]
    said = claims(("S3", "How are your legs? Any pain?"), ("S1", "No."))
    assert said == ["Asked about any pain, Mrs Begum said no."]


# --- what leads up to a question, and what answers none


def test_what_leads_up_to_a_question_is_apart_from_it() -> None:
    """'Can I just check, …' says nothing; the question is then a simple one."""
    said = (("S3", "Can I just double-check, do you have any neck pain?"), ("S1", "No."))
    assert claims(*said) == ["Asked whether she has any neck pain, Mrs Begum said no."]
    assert [(line.text, line.why) for line in left_out(*said)] == [("Can I just double-check,", "small talk")]


def test_a_yeah_while_somebody_asks_is_not_the_answer() -> None:
    """'Where does it hurt?' 'Yeah.' 'In my arm.': the arm is the answer, and a bare 'Yeah' to it would be none."""
    said = (("S3", "Where does it hurt?"), ("S1", "Yeah."), ("S1", "In my left arm."))
    assert [text for text in claims(*said) if "Yeah" in text] == []
    assert any("hurt" in text and "left arm" in text for text in claims(*said))


def test_a_statement_with_the_sound_of_a_question_is_one() -> None:
    """'You're eating well?' 'Yes.' is reported; a 'Yes' to 'You're not …?' may mean either, and is quoted."""
    assert claims(("S3", "You're eating well?"), ("S1", "Yes.")) == [
        "Asked whether she is eating well, Mrs Begum said yes."
    ]
    assert claims(("S3", "You're not going out?"), ("S1", "Yes.")) == [
        'Jo Reed asked: "You\'re not going out?" Mrs Begum said: "Yes."'
    ]


# --- echoes


def test_what_the_worker_only_says_again_is_no_statement() -> None:
    """'On the left side.' 'Left side, okay.': once is enough, and the second stands in the list of what is left out."""
    said = (("S3", "Where is it?"), ("S1", "On the left side."), ("S3", "Left side, okay."))
    assert not any("Left side, okay" in text for text in claims(*said, detail="full"))
    assert ("Left side, okay.", "small talk") in [(line.text, line.why) for line in left_out(*said)]


def test_an_echo_that_says_something_else_is_a_statement() -> None:
    """Another side, another number, a 'no' that nobody said, or something of weight: each stays in the note."""
    for answer, echo in (
        ("On the left side.", "Right side, okay."),
        ("It was six weeks ago.", "Seven weeks, okay."),
        ("It is itchy.", "Not itchy, okay."),
        ("I had a fall.", "A fall, okay."),
    ):
        assert any(echo.rstrip(".") in text for text in claims(("S1", answer), ("S3", echo), detail="full")), echo


def test_the_person_who_says_it_again_is_heard() -> None:
    """Only the one who asks repeats to show that they listen."""
    said = claims(("S3", "Your sister left."), ("S1", "My sister left."), detail="full")
    assert any("sister left" in text and text.startswith("Mrs Begum") for text in said)


# --- pauses


def test_an_um_leaves_no_comma_where_no_sentence_pauses() -> None:
    """The copy that the rules read is plain; a new start after the 'um' keeps its comma."""
    assert tidy("My mum had, uh, high blood pressure.") == "My mum had high blood pressure."
    assert tidy("It is, um, I am not sure.") == "It is, I am not sure."
    assert tidy("I fell, um, last week.") == "I fell, last week."
    assert tidy("It was, uh, no it was Tuesday.") == "It was, no it was Tuesday."


def test_a_sentence_does_not_begin_with_a_comma() -> None:
    """What the recogniser left of a word that it didn't hear is no part of the words."""
    assert [each.original for each in utterances(turns(("S1", ", not really. , I fell.")))] == [
        "not really.",
        "I fell.",
    ]


def test_a_quotation_does_not_end_with_an_um() -> None:
    """The words before it are letter for letter what was said."""
    said = claims(("S1", "It's, it's quite a lot worse in the mornings, um."))
    assert said == ["Mrs Begum said: \"It's, it's quite a lot worse in the mornings\"."]


# --- the brief note


def test_a_brief_note_keeps_what_was_denied() -> None:
    """'Any fever?' 'No.' is two words of answer and as much as 'Any fever?' 'Yes, since Monday.'"""
    assert claims(("S3", "Do you have any fever?"), ("S1", "No."), detail="brief") == [
        "Asked whether she has any fever, Mrs Begum said no."
    ]


def test_what_is_said_with_the_sound_of_a_question_is_kept() -> None:
    """'It's worse at night?' 'Okay.': the worker's 'Okay' is short, and what it answers isn't."""
    for detail in ("brief", "standard"):
        said = claims(("S1", "So it's, it's like a rash on my arm?"), ("S3", "Okay."), detail=detail)
        assert any("rash on my arm" in text for text in said)


def test_a_brief_note_keeps_what_the_person_cannot_do() -> None:
    """What isn't or can't be done is what help is needed with; a light fact is left out."""
    said = (("S1", "I cannot get into the bath."), ("S1", "The bus that goes by the market was late again."))
    assert claims(*said, detail="brief") == ["Mrs Begum said she cannot get into the bath."]
