"""What a sentence means only by the talk around it: the draft keeps that beside it, and one matter together."""

import pytest

from scribe.document_text import empty_line
from scribe.notes.draft import draft_note
from scribe.notes.leaning import closed, points_back
from scribe.notes.material import DraftNote, Material
from scribe.notes.templates import template
from scribe.visit import Claim, Turn, TurnId
from tests.gold.pairs import person

WORKER, PERSON = "W: Ann Lee, worker, she", "P: Joan Price, person, she"
FAMILY, OTHER = "F: Tom Price, family, he", "X: Kim Vo, other, he"


def _drafted(*lines: str, kind: str = "case-note", people: tuple[str, ...] = (WORKER, PERSON, FAMILY)) -> DraftNote:
    turns = []
    for at, line in enumerate(lines):
        speaker, said = line.split(": ", 1)
        turns.append(Turn(TurnId(f"t{at}"), speaker, 4.0 * at, 4.0 * at + 3.5, said))
    return draft_note(Material(tuple(map(person, people)), tuple(turns)), template(kind))


def _claims(note: DraftNote) -> list[Claim]:
    return [claim for section in note.sections for claim in section.claims]


def _texts(note: DraftNote) -> list[str]:
    return [claim.text for claim in _claims(note)]


def _heading(note: DraftNote, said: str) -> str:
    return next(one.id for one in note.sections if any(said in claim.text for claim in one.claims))


@pytest.mark.parametrize(
    "answer",
    [
        "He shouted at me again.",
        "I would rather you rang my son.",
        "I'd go to my sister's house.",
        "I really don't mind.",
        "I told the girl and she laughed.",
        "Be two year in March.",
        "Oh yes, Bernie knows everything.",
        "Then yes, ring the bank.",
        "I haven't told anyone.",
        "I think I do.",
        "If my son agrees to pay.",
        "I have got two.",
    ],
)
def test_an_answer_that_points_back_is_known(answer: str) -> None:
    """'He', 'then', 'yes', a bare 'I do' or what would be: each means something else without the question."""
    assert points_back(answer, "What happened?")


@pytest.mark.parametrize(
    "answer", ["I eat bread and jam.", "My carer came on Friday.", "I fell in the bath this morning."]
)
def test_an_answer_that_says_all_points_nowhere(answer: str) -> None:
    """A whole sentence of its own words stands without its question, unless that asks what would be."""
    assert not points_back(answer, "What happened?")
    assert points_back(answer, "What would you do if it happened?")


@pytest.mark.parametrize(
    ("asked", "yes_or_no"), [("Do you sleep?", True), ("What do you eat?", False), ("Tell me.", False)]
)
def test_a_question_for_yes_or_no_is_known(asked: str, yes_or_no: bool) -> None:
    """One with 'what' or 'how' asks for more."""
    assert closed(asked) is yes_or_no


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Has anybody told the GP?", "I rang the surgery, they said somebody would ring back."),
        ("Was that something you agreed to?", "He told me after."),
        ("Do you remember leaving the gas on?", "I've an electric cooker."),
        ("Are you working at the moment?", "I was at the school."),
        ("Bernie is here, is that all right with you?", "Oh yes, Bernie knows everything."),
    ],
)
def test_an_answer_has_its_question_beside_it(asked: str, answered: str) -> None:
    """Neither consent nor an answer aside is read without what was asked, in one statement of the note."""
    note = _drafted(f"W: {asked}", f"P: {answered}", people=(WORKER, PERSON))
    assert not any(line.text == asked for line in note.omissions)
    assert {each.turn for each in _claims(note)[0].evidence} == {"t0", "t1"}


def test_a_late_answer_stands_with_the_question_and_all_between() -> None:
    """'May I?' 'Will he know?' 'Not today.' 'Then yes.': one quotation, so that the yes is to what was asked."""
    note = _drafted("W: May I ring the bank?", "P: Will he know?", "W: Not today.", "P: Then yes, ring them.")
    assert _texts(note) == [
        'Ann Lee asked: "May I ring the bank?" Joan Price asked: "Will he know?" Ann Lee said: "Not today." '
        'Joan Price said: "Then yes, ring them."'
    ]
    assert all(claim.checks and not claim.flagged for claim in _claims(note))


def test_a_yes_after_a_newer_question_is_not_the_answer_to_an_older_one() -> None:
    """Where another question was answered in between, a later 'yes' is tied to no question before that."""
    note = _drafted(
        "W: May I ring the bank?", "P: Will he know?", "W: Not today. Is it warm in here?", "P: It is.",
        "W: Good.", "P: Yes, lovely.",
    )  # fmt: skip
    assert not any("ring the bank" in text and "lovely" in text for text in _texts(note))


def test_what_was_promised_in_between_stays_an_action() -> None:
    """A promise on the way to a late answer is in the quotation and among the actions."""
    note = _drafted(
        "W: Can I tell the GP?", "P: What for?", "W: I'll write to them about the tablets.", "P: In that case you can."
    )
    assert [action.text for action in note.actions] == ["Ann Lee to write to them about the tablets."]
    assert any("tell the GP" in text and "In that case" in text for text in _texts(note))


@pytest.mark.parametrize(("offer", "reply"), [
    ("I'll ask the nurse to come.", "That would be good actually."),
    ("I'd like you to have a key safe.", "I don't want that."),
])  # fmt: skip
def test_a_reply_to_an_offer_has_the_offer_beside_it(offer: str, reply: str) -> None:
    """'I'd like that' and 'I don't want that' are agreed to something, and the note says to what."""
    assert f'Ann Lee said: "{offer}" Joan Price said: "{reply}"' in _texts(_drafted(f"W: {offer}", f"P: {reply}"))


def test_a_second_short_answer_stands_with_the_first() -> None:
    """Where one answers for another, what that other says is in the same statement."""
    note = _drafted("W: Is she eating?", "F: She has three meals a day.", "P: Toast.")
    assert _texts(note) == [
        'Ann Lee asked: "Is she eating?" Tom Price said: "She has three meals a day." Joan Price said: "Toast."'
    ]


def test_what_is_told_before_a_question_is_a_statement() -> None:
    """'He threatened me, and who'd believe me?' is no mere question; nor is 'She's lost weight, hasn't she?'."""
    note = _drafted("W: Mm.", "P: He threatened me with a knife, and who'd believe me?", "W: Mm.",
                    "F: She's lost two stone, hasn't she?", "W: Right.")  # fmt: skip
    told = _texts(note)
    assert 'Joan Price said: "He threatened me with a knife".' in told
    assert "Tom Price said: \"She's lost two stone, hasn't she?\"" in told
    assert [line.text for line in note.omissions if line.why == "question only"] == ["and who'd believe me?"]


def test_a_tag_that_is_answered_is_a_question_with_its_answer() -> None:
    """'It's cold, isn't it?' 'Yes, it is.': the two stay together, also where a visited person asks."""
    note = _drafted("P: The stairs are steep, aren't they?", "F: Yes, they are.")
    assert _texts(note) == ['Joan Price asked: "The stairs are steep, aren\'t they?" Tom Price said: "Yes, they are."']


def test_what_somebody_asked_is_told_with_who_asked_it() -> None:
    """'He shouts at me, where's my dinner?': the question is his, and is not cut from the sentence."""
    note = _drafted("W: Mm.", "P: He shouts at me, where's my dinner?")
    assert _texts(note) == ['Joan Price said: "He shouts at me, where\'s my dinner?"']


def test_how_are_you_is_a_question_where_more_than_fine_is_said() -> None:
    """A greeting that is answered by what somebody feels was a question; 'Fine, thanks' of an adult was none."""
    note = _drafted("W: How are you?", "P: A bit lonely.", people=(WORKER, PERSON))
    assert _texts(note) == ['Asked how she is, Joan Price said: "A bit lonely."']
    assert not _texts(_drafted("W: How are you?", "P: Fine, thanks."))


def test_who_seems_to_interpret_is_said_to_speak_for_another() -> None:
    """'She says …' by one whom nobody named as an interpreter is said so, and their 'I' has to be looked at."""
    note = _drafted(
        "W: Where is the pain?", "X: She says her leg hurts.", "W: How long?", "X: She says for two weeks.",
        "W: Who helps?", "X: I am afraid of my son.", people=(WORKER, PERSON, OTHER),
    )  # fmt: skip
    told = _texts(note)
    assert 'Ann Lee asked: "Where is the pain?" Kim Vo, speaking for another, said: "She says her leg hurts."' in told
    claim = next(claim for claim in _claims(note) if "afraid" in claim.text)
    assert "who also spoke for another" in claim.text
    assert claim.flagged and claim.why == "Whose words are these? This person also spoke for somebody else."


def test_kin_who_tell_what_somebody_says_give_their_own_account_otherwise() -> None:
    """One 'she says' of a daughter makes her no interpreter."""
    note = _drafted("F: She says her leg hurts.", "W: Mm.", "F: I clean the house on Saturdays.")
    assert "Tom Price said he cleans the house on Saturdays." in _texts(note)


@pytest.mark.parametrize(("said", "told"), [
    ("I last saw my son on Monday.", "Joan Price said she last saw her son on Monday."),
    ("I last a week on my pension.", "Joan Price said she lasts a week on her pension."),
])  # fmt: skip
def test_last_is_a_verb_only_where_none_follows(said: str, told: str) -> None:
    """'I last saw him' is never 'she lasts saw him'."""
    assert _texts(_drafted(f"P: {said}", people=(WORKER, PERSON))) == [told]


def test_when_somebody_last_did_something_is_asked_in_the_past() -> None:
    """'When did you last visit?' is 'when she last visited'."""
    note = _drafted("W: When did you last visit?", "P: About a week ago.", people=(WORKER, PERSON))
    assert _texts(note) == ["Asked when she last visited, Joan Price said about a week ago."]


def test_what_goes_on_about_one_matter_stands_under_one_heading() -> None:
    """A comment that leads nowhere by its own words goes with what was talked of; a new question doesn't."""
    note = _drafted(
        "P: I pay my rent at the bank now.", "W: And how did that come about?",
        "P: They said it would be quicker.", "F: It is a good way.", "W: Have you met Tracey?", "P: Not yet.",
    )  # fmt: skip
    assert _heading(note, "quicker") == _heading(note, "good way") == "money"
    assert _heading(note, "Tracey") != "money"


def test_the_own_matters_of_others_are_no_outcome_of_the_adult() -> None:
    """The wife's hip and the daughter's job are placed elsewhere; what they do for the adult, and can't, stays."""
    note = _drafted(
        "P: My wife can't wash herself.", "W: Mm.", "F: I'm doing two jobs.", "W: Mm.", "P: My daughter cooks for me.",
        kind="care-act-assessment",
    )  # fmt: skip
    outcomes = {one.id for one in template("care-act-assessment").sections if one.aspects}
    assert _heading(note, "wash herself") not in outcomes
    assert _heading(note, "two jobs") == "family"
    assert _heading(note, "cooks") == "nutrition"


def test_an_empty_heading_points_to_where_its_matter_stands() -> None:
    """'Not discussed' is said of no heading that was asked about: it points to where the answer went."""
    note = _drafted(
        "W: Are you working at the moment?", "P: No. I look after the grandchildren all day.",
        kind="care-act-assessment",
    )  # fmt: skip
    work = next(one for one in note.sections if one.id == "work")
    money = next(one for one in note.sections if one.id == "money")
    assert not work.claims
    assert empty_line(note.omissions, work, note.sections).startswith("See: Carrying out any caring")
    assert empty_line(note.omissions, money, note.sections) == "Not discussed"


def test_an_interpreters_wishes_are_the_persons() -> None:
    """What is wished through a named interpreter stands under what the person wants."""
    note = _drafted("I: I want to go home.", people=(WORKER, PERSON, "I: Amal Nur, interpreter, she"))
    assert _heading(note, "go home") == "wishes"


@pytest.mark.parametrize(("answer", "told"), [
    ("No more than anyone.", "no more than anyone"), ("No tablets.", "no tablets"), ("No, tablets.", "no, tablets"),
])  # fmt: skip
def test_a_no_that_belongs_to_a_noun_is_no_answer_by_itself(answer: str, told: str) -> None:
    """'No more than anyone' is never 'no, more than anyone'."""
    note = _drafted("W: Do you have any worries?", f"P: {answer}", people=(WORKER, PERSON))
    assert _texts(note) == [f"Asked whether she has any worries, Joan Price said {told}."]


def test_consent_has_its_condition_beside_it() -> None:
    """'All right then. If Carol agrees.' is one statement: nobody reads that it is all right without the condition."""
    note = _drafted("W: Could we bring the bed down?", "P: All right then. If Carol agrees.", people=(WORKER, PERSON))
    assert _texts(note) == [
        'Ann Lee asked: "Could we bring the bed down?" Joan Price said: "All right then. If Carol agrees."'
    ]


def test_a_doubt_after_a_statement_stays_with_it() -> None:
    """'Monday, I think, or is it Tuesday?' is never told as Monday alone."""
    note = _drafted("W: When is the blood test?", "F: Monday, I think, or is it Tuesday?", "P: I'm not going.")
    assert 'Ann Lee asked: "When is the blood test?" Tom Price said: "Monday, I think, or is it Tuesday?"' in _texts(
        note
    )


def test_a_third_who_answers_stands_with_the_question_and_the_question_back() -> None:
    """'Did you tell the doctor?' 'Should I have?', and the daughter: 'I told him.'"""
    note = _drafted("W: Did you tell the doctor?", "P: Should I have?", "F: I told him.")
    assert _texts(note) == [
        'Ann Lee asked: "Did you tell the doctor?" Joan Price asked: "Should I have?" Tom Price said: "I told him."'
    ]


def test_your_in_a_question_is_nobody_sure_where_another_answers() -> None:
    """The wife who answers 'What about your meals?' with 'I cook' was not asked about her meals."""
    note = _drafted("P: I wash at the sink.", "W: What about your meals?", "F: I cook.")
    assert 'Ann Lee asked: "What about your meals?" Tom Price said: "I cook."' in _texts(note)


def test_that_is_private_is_said_of_what_another_has_told() -> None:
    """Who is told on may ask for silence: both statements are there, flagged."""
    note = _drafted("F: He used to hit her, you know.", "P: Tom! That's private.", "W: I see.")
    flagged = [claim.text for claim in _claims(note) if claim.why and "not be written down" in claim.why]
    assert any("used to hit her" in text for text in flagged)
    assert any("private" in text for text in flagged)


def test_an_answer_to_another_stays_where_the_next_question_stands_on_it() -> None:
    """'We've suspended him, haven't we?' 'You have. Is that with pay?' 'Yes.': no sentence of it goes missing."""
    people = (WORKER, "J: Jo Pickering, professional, she", "C: Colin Reeve, person, he")
    note = _drafted(
        "J: We've suspended him, haven't we?", "W: You have. Is that with pay?", "J: Yes.", people=people,
        kind="safeguarding-minutes",
    )  # fmt: skip
    assert 'Jo Pickering asked: "We\'ve suspended him, haven\'t we?" Ann Lee said: "You have."' in _texts(note)


def test_what_was_said_at_the_same_time_as_a_question_is_quoted() -> None:
    """Where two spoke at once nobody is told to have answered: both stand in their own words."""
    turns = (
        Turn(TurnId("t0"), "W", 0.0, 6.0, "Do you get on with your neighbours?"),
        Turn(TurnId("t1"), "P", 2.0, 7.0, "No, not really."),
    )
    note = draft_note(Material((person(WORKER), person(PERSON)), turns), template("case-note"))
    assert _texts(note) == ['Ann Lee asked: "Do you get on with your neighbours?" Joan Price said: "No, not really."']


@pytest.mark.parametrize("talk", [
    ("W: Shall I ask for help in the mornings?", "P: She'd never have it.", "W: Would you?", "P: I would."),
    ("W: Can I speak to Vera too?", "P: She may be cross.", "W: I'll be careful.", "P: Then you can."),
    ("W: What did the therapist say?", "P: Who?", "W: The lady who measured the bath.", "P: She said a stairlift."),
    ("W: Would you talk to me on your own?", "P: What about?", "W: Just to see how you are.", "P: If you want."),
    ("W: Have you told the nurse?", "P: What would she do? She only comes for the dressing."),
])  # fmt: skip
def test_what_was_agreed_stands_with_all_that_led_to_it(talk: tuple[str, ...]) -> None:
    """Half a question, 'Then you can.', and the answer after 'Who?' are in one statement with where the talk began."""
    turns = {each.turn for claim in _claims(_drafted(*talk, people=(WORKER, PERSON))) for each in claim.evidence}
    claims = _claims(_drafted(*talk, people=(WORKER, PERSON)))
    assert len(claims) == 1
    assert turns == {f"t{at}" for at in range(len(talk))}
    assert not claims[0].flagged


def test_a_wish_that_tells_of_harm_keeps_its_weight_when_somebody_answers_it() -> None:
    """'I want to kill myself.' 'I don't want that.' is two statements, and the first stays of the gravest weight."""
    note = _drafted("P: I want to kill myself.", "F: I don't want that.")
    heavy = [one for section in note.sections for one in section.claims if "kill myself" in one.text]
    assert any("suicide" in one.of_weight for one in heavy)


def test_who_also_tells_their_own_story_is_not_said_to_speak_for_another() -> None:
    """What kin confess after telling what somebody says is never told as said for that person."""
    note = _drafted(
        "F: He says he wants more help.", "F: My dad says he's tired.", "W: And you?",
        "F: I'm shattered and I hit him last night.",
    )  # fmt: skip
    told = next(text for text in _texts(note) if "hit him" in text)
    assert "speaking for another, said: \"I'm shattered" not in told
