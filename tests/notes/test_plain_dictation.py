"""What a worker dictates without care: no word is lost, nobody named by guess, nothing taken for a task or a sight."""

from __future__ import annotations

import time

import pytest

from easyread.language.words import words
from scribe.notes.draft import DraftNote, Material, draft_note
from scribe.notes.due import by_when
from scribe.notes.own_evidence import differences
from scribe.notes.own_kinds import kind_of
from scribe.notes.own_sentences import MIXED
from scribe.notes.own_words import as_dictated
from scribe.notes.templates import template
from scribe.notes.utterances import tidy
from scribe.notes.verify import sources_of, verify
from scribe.notes.weight import weight, worker_weight
from scribe.visit import Claim, Kind
from tests.notes.dictated import WHO, dictated
from tests.notes.people import ADAM, BEGUM, JO

NOTE = template("case-note")
PEOPLE = (BEGUM, ADAM, JO)


def note_of(*said: str) -> DraftNote:
    """The draft of these turns, dictated after a visit to Mrs Begum."""
    return draft_note(Material(PEOPLE, tuple(dictated(each, at) for at, each in enumerate(said, start=1))), NOTE)


def claims(*said: str) -> list[Claim]:
    """The claims of the draft, in the order of the account."""
    found = [claim for section in note_of(*said).sections for claim in section.claims]
    return sorted(found, key=lambda claim: (claim.evidence[0].turn, claim.evidence[0].start_char))


# --- no word is lost
@pytest.mark.parametrize(
    "said",
    [
        "one one milligram tablet at night and two two milligram tablets",
        "blood pressure was one one five over seventy",
        "The place where he was was not safe",
        "What she says she does does not match what I saw",
        "the carers who do do a good job",
        "She said no no no when I asked",
        "What he wants he wants now",
        "What she does she does well",
        "I gave her her tablets",
        "Adam and I, I think, were both there",
        "She was very very tired",
        "The wound is 5 mm deep",
        "It is 5 mm, maybe 6 mm",
        "She was sort of frightened of him",
        "There was, kind of, a bruise",
        "She was, you know, low",
        "I mean, she may fall",
        "She shouted help me help me",
        "mm deep",
    ],
)
def test_no_word_is_taken_for_one_said_twice_or_for_a_sound(said: str) -> None:
    """Numbers, units, hedges, and what only sounds like a restart stand in the note as they were said."""
    assert words(as_dictated(said)) == words(said)
    assert not differences(said, as_dictated(said))
    assert [words(claim.text) for claim in claims(said)] == [words(said)]


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("the the GP rang", "The GP rang."),
        ("I I saw a bruise", "I saw a bruise."),
        ("in the in the kitchen", "In the kitchen."),
        ("She said, er, she said she fell", "She said she fell."),
        ("um it was, uh, cold", "It was, cold."),
    ],
)
def test_restarts_and_sounds_may_go(said: str, written: str) -> None:
    """An article, a pronoun, or two words and more that were begun again."""
    assert as_dictated(said) == written
    assert not differences(said, written)


@pytest.mark.parametrize(
    ("said", "written", "lost"),
    [
        ("She takes two two milligram tablets.", "She takes two milligram tablets.", ("two",)),
        ("The wound is 5 mm deep.", "The wound is 5 deep.", ("mm",)),
        ("She was sort of scared.", "She was scared.", ("sort", "of")),
        ("She said no no.", "She said no.", ("no",)),
        ("The car came to a full stop there.", "The car came to a there.", ("full", "stop")),
        ("I saw a bruise.", "I saw a big bruise.", ("big",)),
    ],
)
def test_the_own_words_are_measured_by_what_was_said_and_not_by_what_was_tidied(
    said: str, written: str, lost: tuple[str, ...]
) -> None:
    """Whatever tidies them: a word lost or added is seen, and the claim fails."""
    assert differences(said, written) == lost
    turn = dictated(said)
    right = claims(said)[0]
    failed = {check.rule for check in verify(written, sources_of(right, (turn,)), PEOPLE) if not check.passed}
    assert "quotation" in failed


def test_number_words_said_twice_stay_in_talk_too() -> None:
    """'One one five' is a figure, and '5 mm' has a unit; a word said again is still tidied."""
    assert tidy("It was one one five over seventy.") == "It was one one five over seventy."
    assert tidy("It is 5 mm deep.") == "It is 5 mm deep."
    assert tidy("I mm I've been, I've been tired.") == "I I've been tired."


# --- who is meant
@pytest.mark.parametrize(
    "before",
    [
        "Her stepdaughter let me in.",
        "The interpreter was late.",
        "i rang sandra at the agency.",
        "Mrs Begum was with her advocate.",
        "Mrs Begum's keyworker let me in.",
        "Mrs Begum and a volunteer were at home.",
        "Mrs Begum and her sister-in-law were at home.",
        "Adam and his ex-wife were at home.",
        "Adam's ex let me in.",
        "Precious let me in.",
        "Mrs Begum let Precious in.",
        "Mrs Begum rang her.",
        "Mrs Begum was with somebody.",
        "I saw a bruise.",
        "I visited the home.",
    ],
)
def test_nobody_is_named_where_somebody_else_may_be_meant(before: str) -> None:
    """The sentence just before has to be about the person, and to speak of nobody else."""
    last = claims(f"{before} She told me she takes money out of the purse.")[-1]
    assert (last.text, last.why) == ("She told me she takes money out of the purse.", WHO)


@pytest.mark.parametrize(
    "before",
    [
        "Mrs Begum let me in.",
        "Mrs Begum was in the kitchen on Monday.",
        "I visited Mrs Begum at home.",
        "Mrs Begum said she fell.",
    ],
)
def test_the_one_the_sentence_before_is_about_is_named(before: str) -> None:
    """It goes on from one sentence to the next, and ends where somebody else comes in."""
    found = claims(f"{before} She was tired. She had a bruise. Her keyworker rang. She was cross.")
    assert [claim.text for claim in found[1:3]] == ["She (Mrs Begum) was tired.", "She (Mrs Begum) had a bruise."]
    assert found[-1].why == WHO


# --- promises
@pytest.mark.parametrize(
    "said",
    [
        "I will mention that the flat was cold.",
        "I will say that Adam was kind.",
        "I will add that the door was open.",
        "I will note that she was calm.",
        "I will admit I was surprised.",
        "I will begin with the kitchen.",
        "I will start with the kitchen.",
        "I will remember her face.",
        "I will report that she was calm.",
        "I will come back to that later.",
        "I will return to the bruise later.",
        "I will close by saying she was well.",
        "I will help you to see why.",
        "I'm going to the case conference.",
        "I have agreed to nothing.",
        "I have agreed to respite.",
        "I have agreed to a joint visit.",
        "I have agreed to contact with her father.",
        "I will no longer visit alone.",
        "I will in no way visit.",
        "I will hardly ever visit.",
        "I will definitely not visit.",
        "I will tell nobody.",
        "I will visit no more.",
        "I will not ring the GP.",
        "I will see what happens.",
        "I will tell you what I saw.",
        "Plan: nothing for now.",
        "The neighbour to ring the office.",
        "Adam to his credit rang the GP.",
    ],
)
def test_an_account_is_no_task(said: str) -> None:
    """It stands in the note, under a heading, and in no list of things to do."""
    note = note_of(said)
    assert note.actions == ()
    assert [claim.text for claim in claims(said)] == [said]


@pytest.mark.parametrize(
    ("said", "text", "owner", "by"),
    [
        ("On Monday I will ring the GP.", "On Monday I will ring the GP.", "S3", "Monday"),
        (
            "I have promised Mia that I will visit on Friday.",
            "I have promised Mia that I will visit on Friday.",
            "S3",
            "Friday",
        ),  # noqa: E501
        ("Adam to bring in bank statements by Monday.", "Adam to bring in bank statements by Monday.", "S2", "Monday"),
        ("Plan: ring the GP on Friday.", "Plan: ring the GP on Friday.", "S3", "Friday"),
        ("To do: order a commode.", "To do: order a commode.", "S3", ""),
        ("I will ring her tomorrow.", "I will ring her tomorrow.", "S3", "tomorrow"),
        ("I will ring the office on Monday, no, Tuesday.", "I will ring the office on Monday, no, Tuesday.", "S3", ""),
        ("I will ring the office on Monday or Tuesday.", "I will ring the office on Monday or Tuesday.", "S3", ""),
        (
            "I have agreed with Adam that I will visit on Friday.",
            "I have agreed with Adam that I will visit on Friday.",
            "S3",
            "Friday",
        ),  # noqa: E501
        ("I will let the office know.", "Jo Reed to let the office know.", "S3", ""),
        ("I will try to ring the office.", "I will try to ring the office.", "S3", ""),
    ],
)
def test_a_task_that_is_sure_is_an_action_in_the_words_said(said: str, text: str, owner: str, by: str) -> None:
    """With its owner, and a day only where there is one."""
    assert [(each.text, each.owner, each.by) for each in note_of(said).actions] == [(text, owner, by)]


def test_a_task_of_weight_is_a_claim_too() -> None:
    """'I will ring the police because he hit her' tells of more than a call."""
    said = "I will ring the police because Adam hit her."
    assert len(note_of(said).actions) == 1 and [claim.text for claim in claims(said)] == [said]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ring on Monday, no, Tuesday", ""),
        ("ring on Monday or Tuesday", ""),
        ("ring on Monday and Tuesday", ""),
        ("ring on Monday maybe", ""),
        ("ring on Monday", "Monday"),
        ("ring at half past two", "half past two"),
        ("ring at quarter to nine", "quarter to nine"),
        ("ring at 2pm", "2pm"),
        ("ring at ten o'clock", "ten o'clock"),
        ("ring on Monday at 2pm", "Monday at 2pm"),
        ("ring at 2pm on Monday", "Monday"),
        ("ring", ""),
    ],
)
def test_a_day_is_given_only_where_one_was_named(text: str, day: str) -> None:
    """Two days, or a doubt, are none."""
    assert by_when(text) == day


# --- sentences
def test_dictation_without_punctuation_is_cut_where_a_new_clause_begins() -> None:
    """A turn ends a sentence, and so do 'i saw', 'she told me' and 'i will' after a whole clause."""
    found = note_of(
        "mrs begum let me in i saw a bruise on her arm she told me adam did it",
        "the flat was cold full stop the kettle was broken new paragraph i think she is low",
        "i will ring the office on friday",
    )
    said = sorted(
        (claim for section in found.sections for claim in section.claims),
        key=lambda claim: (claim.evidence[0].turn, claim.evidence[0].start_char),
    )
    assert [(claim.text, claim.kind) for claim in said] == [
        ("Mrs begum let me in.", Kind.QUOTED),
        ("I saw a bruise on her arm.", Kind.OBSERVED),
        ("She told me adam did it.", Kind.REPORTED),
        ("The flat was cold.", Kind.QUOTED),
        ("The kettle was broken.", Kind.QUOTED),
        ("I think she is low.", Kind.VIEW),
    ]
    assert [action.text for action in found.actions] == ["Jo Reed to ring the office on friday."]


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (("she told me that the", "carers come at eight"), ["She told me that the carers come at eight."]),
        (("she said that adam", "hits her"), ["She said that adam hits her."]),
        (("she is in pain and", "um", "her leg is swollen"), ["She is in pain and her leg is swollen."]),
        (("adam hits her i saw the bruise",), ["Adam hits her.", "I saw the bruise."]),
        (("i will put in my view that she is well",), ["I will put in my view that she is well."]),
        (("she fell and", "hit her head"), ["She fell and hit her head."]),
        (("adam wanted to kill", "herself"), ["Adam wanted to kill herself."]),
        (("the flat was cold", "the kettle was broken"), ["The flat was cold.", "The kettle was broken."]),
        (("she was low comma she told me she cries",), ["She was low, she told me she cries."]),
        (("the car came to a full stop she said nothing",), ["The car came to a full stop.", "She said nothing."]),
        (("if she agrees i will speak to adam",), ["If she agrees i will speak to adam."]),
        (("the bruise i saw was old",), ["The bruise i saw was old."]),
        (("she was in bed the day i saw her",), ["She was in bed the day i saw her."]),
        (("she showed me the bruise she told me about",), ["She showed me the bruise she told me about."]),
        (("adam told me i will be sorry",), ["Adam told me i will be sorry."]),
        (("she was upset when i saw her",), ["She was upset when i saw her."]),
        (("Her arm was sore, she said it hurts.",), ["Her arm was sore, she said it hurts."]),
        (("I saw a bruise, she told me she fell.",), ["I saw a bruise.", "She told me she fell."]),
        (("I saw a bruise and she told me she fell.",), ["I saw a bruise.", "And she told me she fell."]),
    ],
)
def test_a_sentence_is_cut_only_where_both_sides_stand_alone(said: tuple[str, ...], parts: list[str]) -> None:
    """What another word governs stays with it."""
    assert [claim.text for claim in claims(*said)] == parts


def test_a_claim_of_mixed_kinds_that_cannot_be_cut_is_flagged() -> None:
    """Somebody has to say which of it was seen."""
    (claim,) = claims("I saw a bruise on her arm, unless she told me it was dirt, I think it was old.")
    assert claim.flagged and MIXED in (claim.why or "")
    (plain,) = claims("I wrote down what she said about it.")
    assert not plain.flagged


# --- weight
@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("She is going to hang herself", "suicide"),
        ("Mia said Tyler touches her privates", "harm"),
        ("She took thirty tablets last night", "suicide"),
        ("She took 30 tablets last night", "suicide"),
        ("She swallowed a packet of paracetamol", "suicide"),
        ("Tyler pushed Mia down the stairs", "harm"),
        ("tyler pushed mia down the stairs", "harm"),
        ("Tyler kicked Mia", "harm"),
        ("He shoved her against the wall", "harm"),
        ("He dragged her by the hair", "harm"),
        ("Dad shook the baby", "harm"),
        ("Adam locks Mrs Begum in her room", "abuse"),
        ("He won't let her see her sister", "abuse"),
        ("Adam does not let Mrs Begum see her sister", "abuse"),
        ("Finger marks on her upper arm", "harm"),
        ("Black eye", "harm"),
        ("He spat at her", "harm"),
        ("He held a pillow over her face", "harm"),
        ("He beats her", "harm"),
        ("Sexual assault", "harm"),
        ("She may have been groomed", "harm"),
        ("FGM", "harm"),
        ("Forced marriage", "abuse"),
        ("Mia self-harms", "suicide"),
        ("She cut her wrists", "suicide"),
        ("She said life isn't worth living", "suicide"),
        ("She doesn't want to be here any more", "suicide"),
        ("She is terrified of Tyler", "abuse"),
        ("There is a machete under the bed", "risk"),
        ("I saw Tyler grab Mia by the arm", "harm"),
    ],
)
def test_harm_to_anybody_has_weight(said: str, kind: str) -> None:
    """Whoever did it to whom, by name or not."""
    assert kind in weight(said)


@pytest.mark.parametrize(
    "said",
    [
        "She would not let me look in the bedroom",
        "Adam let me in",
        "He pushed the door",
        "I shook her hand",
        "She is sexually active",
        "The pain kicks in at night",
        "It is well-controlled, yeah",
        "She can't swallow the tablets",
        "She can't go on the stairs",
        "It is a stabbing pain",
        "She takes 12 tablets a day",
    ],
)
def test_what_is_no_harm_has_no_such_weight(said: str) -> None:
    """The worker who isn't let into a bedroom isn't abused."""
    assert not {"harm", "abuse", "suicide"} & set(worker_weight(said))


def test_a_phrase_of_weight_over_two_turns_or_pieces_is_seen() -> None:
    """Both have it."""
    both = claims("Adam said the plan is to kill.", "Herself she said nothing of.")
    assert ["suicide" in claim.of_weight for claim in both] == [True, True]
    long = " ".join(["the room was blue and the wall was green and"] * 13)[:568] + " and she wanted to die " + "x " * 20
    found = claims(long)
    assert len(found) > 1 and any("suicide" in claim.of_weight for claim in found)


# --- kinds
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I saw in the notes that she fell.", Kind.REPORTED),
        ("I saw from the care plan that she fell.", Kind.REPORTED),
        ("I saw on the system that she fell.", Kind.REPORTED),
        ("I saw in her letter a date.", Kind.REPORTED),
        ("I saw on the floor a plate.", Kind.OBSERVED),
        ("I found out that she fell.", Kind.REPORTED),
        ("I heard about the fall.", Kind.REPORTED),
        ("I heard she had fallen.", Kind.REPORTED),
        ("I heard he had left.", Kind.REPORTED),
        ("I heard Adam had left.", Kind.REPORTED),
        ("I heard Adam shouting.", Kind.OBSERVED),
        ("There was a fall in 2019.", Kind.QUOTED),
        ("There was a fall on Tuesday.", Kind.QUOTED),
        ("There were falls on 3rd March.", Kind.QUOTED),
        ("There was a history of falls.", Kind.QUOTED),
        ("There was mould on the wall.", Kind.OBSERVED),
        ("I noticed Adam was unconvincing.", Kind.VIEW),
        ("I could see he was lying.", Kind.VIEW),
        ("I saw that she was lying on the floor.", Kind.OBSERVED),
        ("It seemed to me that Adam told her what to say.", Kind.VIEW),
        ("I formed the view that she was told what to say.", Kind.VIEW),
        ("I doubt she said that.", Kind.VIEW),
        ("I had the impression that she was low.", Kind.VIEW),
        ("It is likely she fell.", Kind.VIEW),
        ("I have concerns about what Adam said.", Kind.VIEW),
        ("I am not concerned about the home.", Kind.VIEW),
        ("The carers say she eats well.", Kind.REPORTED),
        ("Her sons tell me she eats well.", Kind.REPORTED),
        ("They report no falls.", Kind.REPORTED),
        ("The nurse rang to say she fell.", Kind.REPORTED),
        ("It is alleged that he hit her.", Kind.REPORTED),
        ("Apparently she fell.", Kind.REPORTED),
        ("I gather she fell.", Kind.REPORTED),
        ("School report that she is late.", Kind.REPORTED),
        ("I noticed Adam was told off.", Kind.OBSERVED),
        ("I felt her hand.", Kind.OBSERVED),
        ("I felt her hand was forced.", Kind.VIEW),
        ("Adam appeared at the door.", Kind.OBSERVED),
        ("Adam appeared tired.", Kind.VIEW),
        ("Nobody has told her that he died.", Kind.QUOTED),
        ("It is hard to say.", Kind.QUOTED),
        ("I read the report.", Kind.QUOTED),
    ],
)
def test_the_kind_claims_no_more_than_the_words_do(text: str, kind: Kind) -> None:
    """What was read or heard of is not seen, and a judgement is a view."""
    assert kind_of(text) is kind


@pytest.mark.parametrize("said", ["Hello this is Jo Reed dictating a note", "OK, thanks, that's it."])
def test_how_a_dictation_begins_and_ends_is_small_talk(said: str) -> None:
    """Listed as left out."""
    note = note_of("I saw a bruise.", said)
    assert [(line.text, line.why) for line in note.omissions] == [(said, "small talk")]


def test_what_is_told_with_the_greeting_is_no_small_talk() -> None:
    """A note about a fall is about a fall."""
    assert len(claims("Hello this is Jo Reed dictating a note about how Mrs Begum fell.")) == 1


@pytest.mark.parametrize("said", ["i saw ", "full stop she ", "I saw a cat. "])
def test_twice_the_dictation_takes_about_twice_as_long(said: str) -> None:
    """No rule goes over all of a long turn for each word. Tests beside it share the processor: best of three."""

    def seconds(times: int) -> float:
        began = time.process_time()
        note_of(said * times)
        return time.process_time() - began

    seconds(10)
    assert any(seconds(400) / max(0.02, seconds(200)) <= 3.2 for _ in range(3))
