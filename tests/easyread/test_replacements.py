"""Plain words are offered in the form that fits, and not where they would say something else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from easyread import words


def plainer(text: str) -> str:
    """The text with all safe offers taken."""
    for offer in reversed(words.replacements().find(text)):
        if offer.safe:
            text = text[: offer.span.start] + offer.plain + text[offer.span.end :]
    return text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("We commence on Monday.", "We start on Monday."),
        ("You can withdraw £200.", "You can take out £200."),
        ("We will recover £1,250.50.", "We will get back £1,250.50."),
        ("It commences on Monday.", "It starts on Monday."),
        ("We commenced last week.", "We started last week."),
        ("The work has commenced.", "The work has started."),
        ("By utilising the bus you save money.", "By using the bus you save money."),
        ("She has provided proof.", "She has given proof."),
        ("They had obtained a loan.", "They had got a loan."),
        ("She undertook the task and has undertaken the next.", "She did the task and has done the next."),
        ("He was notified of the change.", "He was told about the change."),
        ("They are demonstrating how it works.", "They are showing how it works."),
        ("We endeavoured to help.", "We tried to help."),
        ("The council finalised and amended it.", "The council finished and changed it."),
        ("Commence now. COMMENCE NOW.", "Start now. START NOW."),
        ("An adequate home.", "A good enough home."),
        ("This is an amendment.", "This is a change."),
        ("It is a modification of an amendment.", "It is a change of a change."),
        ("Individuals and an individual.", "People and a person."),
        ("The individual's wishes", "The person's wishes"),
        ("It was spent in accordance with the plan.", "It was spent in line with the plan."),
        ("It will cease once you tell them to.", "It will stop once you tell them to."),
        ("You do not satisfy the criteria for it.", "You do not meet the rules for it."),
        ("Your financial circumstances changed.", "Your money situation changed."),
        ("We reimbursed them and rectified it.", "We paid them back and put it right."),
        ("Return it if you reside at home.", "Return it if you live at home."),
        ("We will advise you of the date.", "We will tell you about the date."),
        ("We will provide your social worker with a copy.", "We will give your social worker a copy."),
        ("Therefore, we stopped.", "So, we stopped."),
        ("I am writing to inform you that it is late.", "I want to tell you that it is late."),
        ("Points of contact are below.", "People to talk to are below."),
        ("The cost, i.e. £4, is low, e.g. for tea.", "The cost, that is £4, is low, for example for tea."),
    ],
)
def test_plain_words_take_the_form_number_article_and_capitals_of_the_hard_ones(text, plain):
    """'Commenced' becomes 'started', 'has undertaken' 'has done', 'an adequate' 'a good enough'."""
    assert plainer(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("You can ask us to delete the recording.", None),
        ("We deleted your photos and the words in them.", None),
        ("Your data will be deleted.", None),
        ("If you ask us to delete it, we will.", None),
        ("You can ask for the deletion of your file.", None),
        ("Delete the words that do not apply.", "Take out the words that do not apply."),
    ],
)
def test_what_is_kept_about_somebody_is_deleted_and_not_taken_out(text, plain):
    """'Take out' is right of words on a page; a recording that is taken out is still there."""
    assert plainer(text) == (plain or text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("You are required to pay.", "You must pay."),
        ("She is required to pay.", "She must pay."),
        ("I am obliged to pay.", "I must pay."),
        ("The tenant is required to pay.", "The tenant must pay."),
        ("Today Mrs Begum is required to pay.", "Today Mrs Begum must pay."),
        ("Applicants will be required to pay.", "Applicants will have to pay."),
        ("You were required to pay.", "You had to pay."),
        ("You will be required to pay.", "You will have to pay."),
        ("You may be required to pay.", "You may have to pay."),
        ("You should not be required to pay.", "You should not have to pay."),
        ("You have been required to pay.", "You have had to pay."),
        ("You are not required to pay.", "You do not have to pay."),
        ("She is not obliged to pay.", "She does not have to pay."),
        ("They were not required to pay.", "They did not have to pay."),
        ("You are also required to sign.", "You must also sign."),
        ("She is no longer required to pay.", "She no longer has to pay."),
        ("No one is required to pay.", "No one has to pay."),
        ("Neither of them is required to pay.", "Neither of them has to pay."),
        ("You are entitled to a refund.", "You have a right to a refund."),
        ("She is entitled to appeal.", "She has a right to appeal."),
        ("She is not entitled to it.", "She does not have a right to it."),
        ("She will be entitled to it.", "She will have a right to it."),
        ("You are obliged to keep it and to show it.", "You have to keep it and to show it."),
        ("You are permitted to stay.", "You are allowed to stay."),
        ("You are not permitted to stay.", "You are not allowed to stay."),
        ("You may remain.", "You may stay."),
        ("You may not remain.", "You may not stay."),
        ("You should assist her.", "You should help her."),
        ("We have a duty to assist.", "We must help."),
        ("We do not have a duty to assist.", "We do not have to help."),
        ("He had a duty to assist.", "He had to help."),
        ("If you are unable to come, you will be unable to vote.", "If you cannot come, you will not be able to vote."),
        ("If you fail to pay, we act.", "If you do not pay, we act."),
        ("If she fails to pay, we act.", "If she does not pay, we act."),
        ("You must not fail to pay.", "You must not fail to pay."),
        ("They did not fail to pay.", "They did not fail to pay."),
        ("She may fail to pay.", "She may fail to pay."),
        ("Should you wish to appeal, write.", "If you want to appeal, write."),
        ("You can stay provided that you pay.", "You can stay as long as you pay."),
        ("Pay at least £5 and not less than £2 a day.", "Pay at least £5 and at least £2 a day."),
        ("It is in excess of £50 per week.", "It is more than £50 a week."),
        ("Stay until such time as we write.", "Stay until we write."),
    ],
)
def test_what_must_may_and_should_be_done_stays_exactly_that(text, plain):
    """An obligation, a permission, advice and a right never change places, nor does their time or their 'not'."""
    assert plainer(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "Your address is 4 High Street.",
        "We will address the meeting.",
        "He executed a will.",
        "The council may review it.",
        "Payments must be received by Friday.",
        "The remaining balance is £20.",
        "We require you to pay.",
        "The law requires the landlord to pay.",
        "Pay no later than 14 days after this letter.",
        "Your weekly charge is £20.",
        "Daily living skills matter.",
        "The Individual Support Service is here.",
        "Ask the Assistance Team.",
        "See www.example.org/commence or write to assist@example.org.",
        "Our reference is ABC/commence/2026.",
        "The equipment provided is yours.",
        "A residence permit is needed.",
        "We require a deposit.",
        "The Council may require a deposit.",
        "The law requires proof.",
        "It is done as required by law.",
        "You can save that money.",
        "It is cold at this time of year.",
        "Costs exceeded it.",
        "Proof is required to open an account.",
        "Entry to your home is required to check the gas.",
        "Consent to being recorded is asked for.",
        "Use the graph object to see it.",
        "An attempt to help was made.",
        "The money is intended to help.",
        "Keep it up to date.",
        "The money owing to you will be paid.",
        "Tell us whether or not you can come.",
        "It provides a tool compatible with this one.",
        "The Request Team is here.",
        "You may be accompanied by a friend.",
        "They are able to walk and to run.",
        "Buy only the services specified in it.",
        "The Sunny Homecare Ltd van is here.",
        "Tell them immediately after the fall.",
        "The required documents are here.",
        "This correspondence is late.",
        "Those who cease to qualify must say so.",
        "He will retain a lawyer to act.",
        "She paid once a week, in advance.",
        "A subject access request was made.",
        "It is an outstanding school.",
        "She lives independently.",
        "Adult social care assessment",
        "The council's permit is here.",
        "He is of sound mind, in respect of money.",
    ],
)
def test_nothing_is_replaced_where_the_sense_may_be_another(text):
    """What isn't sure is left to a person."""
    assert plainer(text) == text


@pytest.mark.parametrize("word", ["address", "issue", "execute", "review", "discharge", "charge", "appeal", "notice"])
def test_words_of_several_senses_have_no_safe_row(word):
    """A person chooses among the senses."""
    rows = [row for row in words.replacements().rows if row.hard == word]
    assert rows and not any(row.safe for row in rows)


def test_an_unsure_row_is_offered_as_unsafe_with_each_of_its_senses():
    """The editor shows them; nothing takes them by itself."""
    offers = words.replacements().find("We will issue it.")
    assert {(offer.plain, offer.safe) for offer in offers} == {("give", False), ("send", False)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The review is late.", "noun"),
        ("They want to review the plan.", "verb"),
        ("We will review it.", "verb"),
        ("Your review was kind.", "noun"),
    ],
)
def test_the_part_of_speech_is_read_from_the_neighbours(text, kind):
    """Only rows of the part of speech that stands there are offered."""
    rows = {offer.row.part for offer in words.replacements().find(text)}
    assert rows <= {kind}


def test_offers_do_not_overlap_unless_they_are_choices_for_one_place():
    """All safe offers can be taken at once."""
    text = (
        "In the event that you are required to submit additional documentation prior to the commencement of the "
        "assessment, we will notify you of the reason and provide you with assistance on a weekly basis."
    )
    spans = [offer.span for offer in words.replacements().find(text)]
    for one, two in zip(spans, spans[1:], strict=False):
        assert one == two or one.end <= two.start
    assert plainer(text) == (
        "If you must send extra papers before the start of the assessment, we will tell you about the reason and "
        "give you help every week."
    )


def test_a_term_of_the_glossary_is_never_broken():
    """'Financial assessment' stays whole, to be explained."""
    for text in ("A financial assessment and a needs assessment.", "The complaints procedure", "Ordinary residence"):
        terms = [found.span for found in words.glossary().find(text)]
        for offer in words.replacements().find(text):
            assert not any(term.start <= offer.span.start and offer.span.end < term.end for term in terms)


def test_taking_all_safe_offers_leaves_nothing_safe_to_take():
    """A text is done in one go, and is not changed further by being done again."""
    text = "You are required to notify us of any alteration in a timely manner and to utilise the additional funds."
    assert plainer(plainer(text)) == plainer(text)


PIECES = [
    "You", "are", "is", "not", "required to", "the", "an", "council", "commenced", "enclosed", "may", "be", "provided",
    "with", "sufficient", "individuals", "'s", "’s", ",", ".", "\n", "£20", "per week", "no later than", "it", "return",
    "prior to", "MUST", "Mrs Begum", "assist@example.org", "and to", "to", "in the event that", "-", "(", ")", "e.g.",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_offers_that_lie_in_it_and_keep_its_figures_and_addresses(text):
    """Whatever stands there, nothing is raised, places are right, and no figure or address changes."""
    for offer in words.replacements().find(text):
        assert 0 <= offer.span.start < offer.span.end <= len(text) and offer.plain
    for found in words.glossary().find(text):
        assert found.span.of(text).strip() == found.span.of(text) != ""
    after = plainer(text)
    for kept in ("£20", "assist@example.org", "Mrs Begum"):
        assert after.count(kept) == text.count(kept)
