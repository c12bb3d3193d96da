"""The exam's own items: enough of them, fair to each task, and gold that keeps its own rules."""

import re
from collections import Counter

import pytest

from models.exam_items import Corruption, ExamItem, Task, items
from models.exam_matching import words_of
from scribe.visit import Role

FREE = [item for item in items() if item.task is not Task.SUPPORT]
SUPPORT = [item for item in items() if item.task is Task.SUPPORT]
BY_ID = {item.id: item for item in items()}

WRONG = [
    ("rs-01", "Mr Brown said he has dementia; they told him in March."),
    ("rs-01", "Mr Brown said his wife has dementia."),
    ("rs-02", "Mrs Osei said she died in January, so it's just her in the house now."),
    ("rs-03", "Kayleigh said her mum helps her get washed before school, because she can't do the stairs."),
    ("rs-04", "Mrs Doyle said she puts the kettle in the fridge last week."),
    ("rs-05", "Mr Hussain said he reads the letter twice and still doesn't know what they want."),
    ("rs-05", "Mr Hussain said he doesn't read the letter twice last night and he still doesn't know what they want."),
    ("rs-06", "Miss Bailey said her knee hurt all night, so she took four paracetamol."),
    ("rs-07", "Mrs Walsh said she wants him out by Friday and Liam can't stay there, the landlord said."),
    ("rs-09", "Mr Whitlock said he goes to the day centre on a Thursday, before they shut it."),
    ("rs-11", "Alex Moran said she does not like the flat, it's damp, but her support worker has helped her loads."),
    ("rs-12", "Mr Adeyemi said it's cold in there and the boiler is broken."),
    ("rs-19", "Ms Farrell said Mrs Gill is managing the stairs and the bath independently."),
    ("rs-23", "Mrs Tully said she is a great help, him, sat there all day with his Xbox."),
    ("rs-28", "Mr Cole said that agency not to send the young lad again."),
    ("qa-01", "Mr Okoro said he has had falls since the worker last came."),
    ("qa-03", "Mr Lacey said he drinks, and has since the summer."),
    ("qa-05", "Mrs Finch said he hits her. He shouts, that's all."),
    ("qa-07", "Mr Iqbal said he is eating properly, three meals a day."),
    ("re-01", "Mrs Holt said the nurse comes on a Monday and Tuesday."),
    ("re-04", "Kyle Ashton said he'll do the group."),
    ("re-10", "Mr Tait said she was ninety-one in June, July."),
    ("re-12", "Miss Fenn said she tripped."),
    ("ne-01", "Mrs Baptiste said she can't do the washing up, but she can lift the pans."),
    ("ne-04", "Mrs Greer said she doesn't go out if her daughter's with her."),
    ("nu-01", "Mrs Gale said she takes one of the white ones in the morning and two of the blue ones at night."),
    ("nu-02", "Mr Teale said he pays fifteen pounds a week for the carer, and fifty of that goes on her petrol."),
    ("nu-15", "Bev Rudd said gas and electric are £100 a month and she has £12 left till Friday."),
    ("nu-13", "Mr Jarvis said the district nurse does your legs twice a week, and the chiropodist's every six weeks."),
    ("pr-02", "Mr Ridley said he lost his job at Easter, so his son has been giving him money."),
    ("pr-09", "Leila Daneshvar said she has pain in her chest when she climbs the stairs."),
    ("sp-02", "Mark Ellis will ring the OT tomorrow about the rail. Priya Nair will get the mat up tonight."),
    ("sp-04", "Mrs Pugh said she's fine and eating well."),
    ("in-01", "No concerns."),
    ("in-02", "Mum said she wants Mr Garrity to have the house."),
    ("in-03", "Mrs Beale said she banged her arm on the door."),
    ("in-05", "Case closed."),
    ("in-05", "Shaun Pratt said he is the manager of this team. He closed the case."),
    ("in-12", "Mr Tolley said he can put low risk, because I've done my course."),
    ("er-01", "You may drive until you have been reviewed by the clinic."),
    ("er-02", "Your support will stop."),
    ("er-04", "You must bring a friend or someone from your family to the assessment."),
    ("er-07", "Mr Shaw can make a light meal and use the oven on his own."),
    ("er-09", "It is not common for people to forget everything."),
    ("er-10", "You pay £43.20 every 4 weeks towards your care."),
]
"""What models and rules have really got wrong in trials, or nearly: the mark without a judge has to see it already."""


def in_task(task: Task) -> list[ExamItem]:
    return [item for item in items() if item.task is task]


def test_there_are_enough_items_for_each_task():
    """A share of fewer than fifteen would say little about a model."""
    at_least = {Task.EASY_READ: 30, Task.SUPPORT: 40}
    assert len(items()) >= 200
    assert {task: len(in_task(task)) for task in Task if len(in_task(task)) < at_least.get(task, 15)} == {}


def test_the_short_run_asks_about_thirty_items_of_every_task():
    """It takes some twenty seconds, is the same each time, and leaves no task out."""
    short = items(smoke=True)
    assert short == items(smoke=True)
    assert 25 <= len(short) <= 35
    assert {item.task for item in short} == set(Task)
    assert set(short) < set(items())


def test_gold_keeps_its_own_rules():
    """What a careful worker accepts says what it must, and nothing that it must not."""
    assert FREE
    assert [item.id for item in FREE if not (item.good and item.must and len(item.must_not) >= 3)] == []
    rules = (ExamItem.left_out, ExamItem.made_up, ExamItem.not_reported)
    every = ((item, good, rule(item, good)) for item in FREE for good in item.good for rule in rules)
    assert [(item.id, good, found) for item, good, found in every if found] == []


def test_nothing_that_must_be_said_may_not_be_said():
    """An item that asked for a phrase and forbade it could not be passed."""
    faults = []
    for item in FREE:
        must = {words_of(phrase) for alternatives in item.must for phrase in alternatives}
        must_not = {words_of(phrase) for phrase in item.must_not if phrase[0] != "^" and phrase[-1] != "$"}
        if must & must_not or not all(must) or not all(words_of(phrase) for phrase in item.must_not):
            faults.append(item.id)
    assert faults == []


def test_quoting_everything_is_never_making_it_up():
    """The words themselves, with who said them, are always faithful (where nothing was taken back)."""
    quoted = {
        item: " ".join(f'{turn.who} said: "{turn.words}"' for turn in item.turns) or item.text
        for item in FREE
        if item.task is not Task.RETRACTION
    }
    assert [(item.id, item.made_up(text)) for item, text in quoted.items() if item.made_up(text)] == []


@pytest.mark.parametrize(("item_id", "output"), WRONG)
def test_known_failures_are_marked_wrong(item_id, output):
    """The failures that the design page lists, and their likes, are caught by the words alone."""
    item = BY_ID[item_id]
    assert item.left_out(output) or item.made_up(output) or item.not_reported(output)


NUMBER = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|fifty|sixty|\d+)\b")
DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:January|March|May|June|September|October)\b")
DENIAL = re.compile(r"n't\b|\b(?:not|never) ")


@pytest.mark.parametrize(
    ("word", "instead", "share"), [(NUMBER, "99", 0.9), (DAY, "November", 0.9), (DENIAL, "", 0.85)]
)
def test_gold_with_one_fact_spoilt_is_marked_wrong(word, instead, share):
    """A number or a day changed, or a denial lost, is seen without a judge in nearly every item."""
    spoilt = [
        (item, good[: found.start()] + instead + good[found.end() :])
        for item in FREE
        for good in item.good
        for found in word.finditer(good)
    ]
    caught = [output for item, output in spoilt if item.left_out(output) or item.made_up(output)]
    assert len(spoilt) >= 60
    assert len(caught) / len(spoilt) >= share


def test_an_output_that_says_nothing_is_marked_wrong():
    """Silence is an omission in every item."""
    assert [item.id for item in FREE if not item.left_out("")] == []


def test_clumsy_wordings_are_there_to_be_ranked_below_good_ones():
    """Enough pairs for a figure, and never a wording that is also accepted."""
    pairs = [(item, clumsy) for item in FREE for clumsy in item.clumsy]
    assert len(pairs) >= 30
    assert [item.id for item, clumsy in pairs if clumsy in item.good or item.task is Task.EASY_READ] == []


def test_easy_read_gold_is_easy_to_read():
    """No sentence has over 25 words, few have over 15, and there are no contractions: the design page's own limits."""
    good = [each for item in in_task(Task.EASY_READ) for each in item.good]
    lengths = [len(sentence.split()) for each in good for sentence in re.split(r"(?<=[.:?]) (?=[A-Z])", each)]
    assert max(lengths) <= 25
    assert sum(length > 15 for length in lengths) <= 0.29 * len(lengths)
    assert [each for each in good if "'" in each] == []


def test_true_and_false_claims_are_equally_many():
    """Always saying yes, or always no, is right in half of the items; each evidence has one claim of each kind."""
    by_evidence = Counter((item.turns, item.supported) for item in SUPPORT)
    assert set(by_evidence.values()) == {1}
    assert Counter(item.supported for item in SUPPORT) == {True: len(SUPPORT) / 2, False: len(SUPPORT) / 2}
    assert {turns for turns, true in by_evidence if true} == {turns for turns, true in by_evidence if not true}


def test_length_does_not_give_a_false_claim_away():
    """On the whole, true and false claims are as long as each other."""
    true, false = (
        sum(len(words_of(item.claim)) for item in SUPPORT if item.supported is truth) for truth in (True, False)
    )
    assert 0.85 < true / false < 1.18


def test_words_in_common_do_not_give_a_false_claim_away():
    """Taking the claim that has more of its words in the evidence for the true one is right at most 70 times in 100."""
    pairs = {item.turns: {} for item in SUPPORT}
    for item in SUPPORT:
        said, claimed = set(words_of(item.source)), words_of(item.claim)
        pairs[item.turns][item.supported] = sum(word in said for word in claimed) / len(claimed)
    right = sum(1.0 if pair[True] > pair[False] else 0.5 * (pair[True] == pair[False]) for pair in pairs.values())
    assert right / len(pairs) <= 0.7


def test_each_kind_of_corruption_is_asked_at_least_four_times():
    """A model that is blind to one kind can't hide it among the others."""
    kinds = Counter(item.corruption for item in SUPPORT if not item.supported)
    assert {kind: kinds[kind] for kind in Corruption if kind is not Corruption.NONE and kinds[kind] < 4} == {}


def test_everybody_who_speaks_is_known():
    """Names, roles of a visit and pronouns are given as a real visit gives them."""
    unknown = [
        item.id
        for item in items()
        if not {turn.who for turn in item.turns} <= {person.name for person in item.people}
        or not {person.role for person in item.people} <= set(Role)
        or bool(item.turns) == bool(item.text)
    ]
    assert unknown == []


def test_ids_are_one_of_a_kind_and_say_their_task():
    """A result can be looked up by the id alone."""
    assert len(BY_ID) == len(items())
    assert all(len({item.id.partition("-")[0] for item in in_task(task)}) == 1 for task in Task)


def test_many_kinds_of_people_speak():
    """Neither one role nor one pronoun fills the exam."""
    people = [person for item in items() for person in item.people]
    assert {person.pronouns for person in people} == {"she", "he", "they", ""}
    assert len({person.role for person in people}) >= 8
    assert len({person.name for person in people}) >= 200
