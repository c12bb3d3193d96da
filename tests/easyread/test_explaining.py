"""What a page explains: each word once and in its sense, nothing of a letter's form, nothing that is plain enough."""

from __future__ import annotations

import re

import pytest

from easyread.fidelity import Reader
from easyread.glossary import Glossary, Term
from easyread.page import Line, LineKind, Profile, WrittenBy
from easyread.simplify import simplify
from easyread.source import Span
from easyread.steps.explaining import WHICH_SENSE, with_meanings
from easyread.word_forms import are_akin
from easyread.words import glossary, replacements
from tests.easyread.sources import source_of

READER = Reader(name="Mrs Bell", is_you=True, writer="Larkmoor Council")
LETTER = """Adult Social Care, Income Team

Date: 2 March 2026

Dear Mrs Bell

{}

Yours sincerely

Ann Reed

Charging and Income Manager
"""


def explained(text: str) -> list[str]:
    page = simplify(source_of(LETTER.format(text)), Profile.EASY_READ, READER)
    return [line.text for line in page.lines if line.kind is LineKind.EXPLAIN]


def said(text: str) -> list[str]:
    page = simplify(source_of(text), Profile.EASY_READ, READER)
    return [line.text for line in page.lines if line.kind is not LineKind.EXPLAIN]


def test_the_head_and_the_end_of_a_letter_explain_nothing():
    """'Income' in 'Income Manager' is a name; in the letter itself it is explained."""
    assert explained("The visit is on Monday.") == []
    assert any(one.startswith("Income is") for one in explained("We looked at your income."))


def test_of_two_words_of_one_root_the_first_alone_is_explained():
    """Who was told 'evicted' needs no 'eviction'; a creditor is no credit."""
    told = explained("You cannot be evicted. Only a court may order an eviction.")
    assert sum("evict" in one.lower().split(" means ")[0] for one in told) == 1
    assert are_akin("overpay", "overpayment") and are_akin("investigate", "investigation")
    assert not are_akin("credit", "creditor") and not are_akin("term", "terminate")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("The money must be used to meet the outcomes in your plan.", "An outcome is a thing that a person wants"),
        ("You cannot veto the outcome.", "An outcome is a decision"),
        ("Do not eat for 6 hours before the procedure.", "A procedure is a test or treatment"),
        ("The council has a procedure for this.", "A procedure is a set way"),
        ("Your GP will have a copy of the consultation.", "A consultation is a talk with a doctor"),
        ("Interest of 4.75% a year is added.", "Interest is extra money"),
        ("Your complaint was acknowledged.", "Acknowledged means said to have come"),
        ("You could be prosecuted.", "Prosecuted means taken to court"),
    ],
)
def test_a_word_is_told_by_its_sense(text, begins):
    """The words beside it decide."""
    assert any(found.meaning.startswith(begins) for found in glossary().find(text)), text


def test_no_meaning_bends_a_verb_that_is_bent_already():
    """'Is true' never becomes 'issed true'."""
    for term in glossary().terms:
        for found in glossary().find(f"It was {term.word}.") if term.gloss else ():
            assert not re.search(r"\b(?:issed|ared|ising|waised|hased)\b", found.meaning), found.meaning


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Please quote your reference.", "Please give your reference."),
        ("You will be told about the outcome within 20 working days.", "result within 20 working days"),
        ("This letter is available in large print upon request.", "in large print if you ask."),
        ("If you do not disclose a change, you may lose money.", "If you do not tell us about a change"),
        ("Under no circumstances should you lift the tiles.", "You should never lift the tiles."),
        ("Cash must not be given to staff under any circumstances.", "Cash must not be given to staff for any reason."),
    ],
)
def test_officialese_that_has_plain_words_is_replaced_and_not_explained(text, plain):
    """What can be said plainly needs no line of its own."""
    assert plain in " ".join(said(text))


def test_what_must_be_said_is_no_list_of_what_must_be_done():
    """'Must say whether it plans to keep, amend or end the plan' puts no duty on it to amend the plan."""
    text = "The council must notify you within four weeks whether it proposes to maintain, amend or cease the plan."
    assert not any(line.startswith(("change", "amend", "or cease")) for line in said(text))


def test_as_long_as_stays_whole():
    """'As:', '- long as you sign it' is no English."""
    text = "Your daughter or a friend may complete it on your behalf, provided that you sign it."
    assert not any(re.search(r"(?<!long) as:$|^long as", line) for line in said(text))


def test_a_word_that_had_to_stay_is_told_by_its_plain_one():
    """A line in the source's own words leaves nobody alone with 'elapsed'."""
    line = Line("l1", "Four weeks have elapsed, irrespective of holidays.", Span(0, 10), written_by=WrittenBy.SOURCE)
    lines, told = with_meanings([line], glossary(), plain=replacements())
    assert "Elapsed means passed." in [line.text for line in lines]
    assert "elapsed" in [one.word for one in told]


@pytest.mark.parametrize(
    "text",
    ["You are not obliged to pay.", "We act in order to help.", "You must inform me.", "It is the whole of the sum."],
)
def test_no_word_of_duty_or_of_persons_is_told_by_its_plain_one(text):
    """'Not obliged to means do not have to' is no meaning; 'to' tells nothing of 'in order to'."""
    lines, _ = with_meanings([Line("l1", text, Span(0, 10))], glossary(), plain=replacements())
    told = " ".join(line.text for line in lines if line.kind is LineKind.EXPLAIN)
    assert not re.search(r"have to|\bmeans to\.|\bme\b|\bof the\b", told)


def test_who_was_told_of_the_whole_term_is_not_told_of_its_last_word():
    """A personal budget tells what a budget is; a standing order nothing of 'standing'."""
    told = explained("You have a personal budget. The budget is £300 a week.")
    assert len([one for one in told if "udget" in one.split(" is ")[0]]) == 1


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Your standing charge for gas is 30p a day.", "A standing charge is an amount to pay every day"),
        ("You can buy a shared ownership home.", "Shared ownership means buying part of a home."),
        ("The court may set aside the judgment.", "Set aside means that a decision does not count any more."),
        ("Your personal allowance is shown in your tax code.", "A personal allowance is money that a person can have"),
    ],
)
def test_terms_of_common_words_are_explained(text, meaning):
    """No word of them is rare, and nobody knows them."""
    assert any(found.meaning.startswith(meaning) for found in glossary().find(text))


@pytest.mark.parametrize(
    "text", ["Please set aside an hour.", "There is a standing charge against him.", "Section 2: Your stay in hospital"]
)
def test_such_a_term_in_another_sense_is_not(text):
    """Its company tells."""
    assert not [
        found for found in glossary().find(text) if found.term.word in ("set aside", "standing charge", "section 2")
    ]


def test_money_has_no_a():
    """'A subsidy is a money' is no English."""
    for term in glossary().terms:
        assert not re.search(r" is an? (?:money|help|what|how|all|one|people|things|where|when)\b", term.meaning), (
            term.word
        )


def test_a_person_is_asked_where_no_word_tells_the_sense():
    line = Line("l1", "The hearing is adjourned.", Span(0, 25), LineKind.IDEA)
    asked = Glossary([Term("adjourned", "Adjourned means stopped until later.", ask=True)])
    shown, explained = with_meanings([line], asked)
    assert [(one.text, one.flagged, one.why) for one in shown] == [
        ("The hearing is adjourned.", False, None),
        ("Adjourned means stopped until later.", True, WHICH_SENSE),
    ]
    assert [one.word for one in explained] == ["adjourned"]
