"""Lies that were tried on the verifier by hand, and true sentences that it has to let through."""

from pathlib import Path

from scribe.notes.claim_case import Source
from scribe.notes.verify import verify
from scribe.visit import Person, PersonId, Role

PEOPLE = (
    Person(PersonId("P"), "Mrs Nora Ellis", Role.PERSON, "she"),
    Person(PersonId("S"), "Peter Ellis", Role.FAMILY, "he"),
    Person(PersonId("W"), "Tom Adeyemi", Role.WORKER, "he"),
)
TRUE = """
P: I was hit by my husband and I was kicked. => Mrs Ellis said she was hit by her husband and she was kicked.
P: I have a few friends. => Mrs Ellis said she has a few friends.
P: I'm not very well. => Mrs Ellis said she is not very well.
P: I'm really tired. => Mrs Ellis said she is tired.
P: I mean, I like, it hurts. => Mrs Ellis said she likes, it hurts.
P: I only eat one meal. => Mrs Ellis said she eats only one meal.
P: I only sleep if it is dark. => Mrs Ellis said she sleeps only if it is dark.
P: Peter washes my back and my feet. => Mrs Ellis said Peter Ellis washes her back and feet.
P: A man took my phone and he called me names. => Mrs Ellis said a man took her phone and called her names.
P: The carers come at seven, and they stay an hour. => Mrs Ellis said the carers come at seven and stay an hour.
P: I usually stay until nine, unless my son is ill. => Mrs Ellis said unless her son is ill she usually stays until 9.
P: My son looks after my cat when I'm ill. => Mrs Ellis said when she's ill her son looks after her cat.
P: I left the gas on again last night. => Mrs Ellis said last night she left the gas on again.
W: Any falls since I came? / P: No, none at all. => Mrs Ellis said there have been no falls since Tom Adeyemi came.
W: Do you have an alarm? / P: Yes, but I leave it off. => Mrs Ellis said she has an alarm but leaves it off.
W: Do you still drive? / P: No. I gave up in May. => Mrs Ellis said she no longer drives and gave up in May.
W: How many pillows do you sleep with? / P: Three. => Mrs Ellis said she sleeps with three pillows.
W: How often does the nurse come? / P: Twice a week. => Mrs Ellis said the nurse comes twice a week.
W: Have you fallen since May? / P: Once, in here. => Mrs Ellis said she has fallen once since May, in here.
W: Are you allergic to anything? / P: No. => Mrs Ellis said she is not allergic to anything.
W: Who takes you there? / P: Peter does. => Mrs Ellis said Peter Ellis takes her there.
"""
ANSWERED_FALSELY = """
W: Do you have pain? / P: No. => Mrs Ellis said she has pain.
W: Do you have pain? / P: Yes. => Mrs Ellis said she has no pain.
W: Do you have pain? / P: Not really. => Mrs Ellis said she does not have pain.
W: Do you have pain? / P: No, not really. => Mrs Ellis said she does not have pain.
W: Do you have pain? / P: Sometimes. => Mrs Ellis said she has pain.
W: Do you have pain? / P: Yes, sometimes. => Mrs Ellis said she has pain.
W: Do you have pain or fever? / P: Yes. => Mrs Ellis said she has pain or fever.
W: Don't you eat? / P: No. => Mrs Ellis said she doesn't eat.
W: Do you hit Peter? / P: Yes. => Mrs Ellis said Peter Ellis hits her.
W: Does Peter hit you? / P: Yes. => Mrs Ellis said she hits Peter Ellis.
W: Does Peter hit you? / P: No. => Mrs Ellis said Peter Ellis hits her, no.
W: Were you refused help? / P: Yes. => Mrs Ellis said she refused help.
W: You eat, do you? / P: Yes. => Mrs Ellis said she eats.
W: Who hits you? / P: Nobody. => Mrs Ellis said Peter Ellis hits her.
W: Who hits you? / P: Peter does. => Mrs Ellis said she hits Peter Ellis.
W: How many tablets do you take? / P: Three. => Mrs Ellis said she takes four tablets.
W: How many tablets do you take? / P: Three or four. => Mrs Ellis said she takes three tablets.
W: Does Peter hit you? / P: Yes. => Mrs Ellis said Peter Ellis hits her.
W: Any falls? / P: No. => Tom Adeyemi said there were no falls.
W: Do you want to go home? / P: I don't know. => Mrs Ellis said she wants to go home.
W: Can you wash? I can help. / P: Yes. => Mrs Ellis said she can wash.
"""


def test_lies_told_by_hand_are_caught() -> None:
    """Each lie of lies_by_hand.txt: who did it to whom, degree, scope of 'not' and 'only', owners, order."""
    lies = (Path(__file__).parent / "lies_by_hand.txt").read_text(encoding="utf-8")
    assert _judged(lies, passes=True) == []


def test_an_answer_is_told_with_its_question_and_no_other_way() -> None:
    """What an answer says with its question may be one sentence; a hedge, a 'no' and the one who did it stay."""
    assert _judged(ANSWERED_FALSELY, passes=True) == []


def test_truth_in_another_form_is_let_through() -> None:
    """Another order, an owner named once, a noun as subject, 'only' where it belongs, question and answer as one."""
    assert _judged(TRUE, passes=False) == []


def test_the_same_in_the_words_of_a_tidy_worker_is_let_through() -> None:
    """Passive and active, ways to deny, words of one sense, asides and restarts, and words that stand here or there."""
    truth = (Path(__file__).parent / "truth_by_hand.txt").read_text(encoding="utf-8")
    assert _judged(truth, passes=False) == []


def _judged(text: str, *, passes: bool) -> list[str]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines
    return [line for line in lines if _passes(line) is passes]


def _passes(line: str) -> bool:
    said, claim = line.split(" => ")
    sources = tuple(Source(each[0], each[3:]) for each in said.split(" / "))
    return all(check.passed for check in verify(claim, sources, PEOPLE, before=()))
