"""A word of several senses is told in the one that its line and its letter have, or not at all."""

from __future__ import annotations

import pytest

from easyread import words

LETTERS = {
    "": "",
    "benefits": "Your Universal Credit claim. The DWP will write to you.",
    "court": "The court will list the case. The judge has read the papers.",
    "mind": "He has dementia. This is about his mental capacity.",
    "care": "Your social worker will look at your support plan.",
    "health": "Your hospital consultant has written to your GP.",
    "school": "The head teacher will meet you at the school.",
    "supply": "Your electricity supplier will read the meter.",
    "crime": "The police know who the offender is.",
}
"""Two words of a field make a letter one about it."""


def told(text: str, field: str = "") -> dict[str, str]:
    found = words.glossary().of_text(f"{LETTERS[field]}\n{text}").find(text)
    return {one.word: one.meaning for one in found}


@pytest.mark.parametrize(
    ("field", "text", "word", "begins"),
    [
        ("", "You are three weeks in arrears with your rent.", "arrears", "Arrears are money that someone should"),
        ("", "Care is billed every 4 weeks in arrears.", "in arrears", "In arrears means after the time"),
        ("", "Your account is in arrears.", "in arrears", "In arrears means late"),
        ("", "The repair will cost in the region of £420.", "in the region of", "In the region of means about"),
        ("", "You are under no compulsion to sign.", "under no compulsion", "Under no compulsion means free"),
        ("", "A duty adviser will be there.", "duty adviser", "A duty adviser is a person who gives free legal help"),
        ("", "The pass is valid until May.", "valid", "Valid means able to be used"),
        ("mind", "He had the capacity to decide on 5 May.", "capacity", "Capacity is being able to decide"),
        ("mind", "The team has no capacity for new referrals.", "capacity", "Capacity is how many people"),
        ("court", "The claimant is your landlord.", "claimant", "A claimant is a person who starts a court case"),
        ("benefits", "Each claimant gets a letter.", "claimant", "A claimant is a person who asks for money"),
        ("court", "Special measures were agreed.", "special measures", "Special measures are ways to make it easier"),
        ("school", "It is in special measures.", "special measures", "Special measures are extra checks"),
        ("school", "He was excluded for two days.", "excluded", "Excluded means not allowed in school"),
        ("supply", "You pay a charge that excluded VAT.", "excluded", "Excluded means left out"),
        ("school", "She was given a detention.", "detention", "A detention is a time kept back at school"),
        ("crime", "He is in detention.", "detention", "A detention is an act of keeping a person"),
        ("", "The undertaking will transfer to a new employer.", "undertaking", "An undertaking is a business"),
        ("", "She gave the court an undertaking.", "undertaking", "An undertaking is a promise"),
        ("", "You have trouble undertaking journeys.", "undertaking", "Undertaking means doing"),
        ("", "We could not accommodate your request.", "accommodate", "To accommodate means to change plans to fit"),
        ("", "The council must accommodate homeless people.", "accommodate", "To accommodate means to give a place"),
        ("", "You have been referred to the pain clinic.", "referred", "Referred means sent to another service"),
        ("", "Staff must refer to the plan.", "refer to", "Refer to means speak about or look at"),
        ("", "The court prescribed a form for this.", "prescribed", "Prescribed means set by a rule"),
        ("", "Renewal of the kitchen window", "renewal", "Renewal is putting in a new one"),
        ("", "Renewal of your membership", "renewal", "Renewal is making something go on"),
        ("", "She declined the offer.", "declined", "Declined means said no to"),
        ("", "Her memory has declined.", "declined", "Declined means become worse"),
        ("", "The police charge is one of assault.", "charge", "A charge is a claim by the police"),
        ("", "The weekly charge for care is £40.", "charge", "A charge is an amount that a person must pay"),
        ("supply", "Buy a top-up at the shop.", "top-up", "A top-up is money put on a card"),
        ("care", "A top-up is paid by his family.", "top-up", "A top-up is extra money for a home"),
        ("", "Your licence was endorsed with points.", "endorsed", "Endorsed means marked with a driving crime"),
        ("", "He has no fixed abode.", "no fixed abode", "No fixed abode means no home"),
        ("", "You may give written representations.", "written representations", "Written representations are letters"),
        ("", "The council will consider your representations.", "representation", "Representation is what a person"),
        ("", "Legal representation is free at court.", "legal representation", "Legal representation is having"),
        ("health", "Discharge from the ear can smell.", "discharge from the ear", "Discharge from the ear is liquid"),
        ("health", "The letter comes after your discharge.", "discharge", "Discharge is leaving hospital"),
    ],
)
def test_a_word_is_told_in_the_sense_that_it_has(field, text, word, begins):
    """A meaning in another sense says what is not so in somebody's letter."""
    assert told(text, field).get(word, "").startswith(begins)


@pytest.mark.parametrize(
    ("field", "text", "word"),
    [
        ("", "The walking route measures 2.3 miles.", "measure"),
        ("", "You must give 14 days' notice of the possession claim.", "notice"),
        ("health", "You may have to stay in a hospital bed.", "hospital bed"),
        ("", "Arrears had built up.", "built-up"),
        ("", "Tenancy reference", "reference"),
        ("", "Please remove your possessions from the property.", "possession"),
        ("", "The estate will be cleaned in May.", "estate"),
        ("", "Keep your home safe and secure.", "secure"),
        ("", "The room has a device for disabled people.", "disabled"),
        ("health", "Your hearing was tested by the audiologist.", "hearing"),
        ("health", "Ask about the risks and benefits of surgery.", "benefit"),
        ("supply", "You can top up your meter at the shop.", "top-up"),
        ("supply", "The standard rate of VAT is added.", "standard rate"),
        ("", "Help with washing, dressing and personal grooming", "grooming"),
        ("health", "The recovery of the costs is agreed.", "recovery"),
        ("school", "The behaviour is challenging at times.", "challenging"),
    ],
)
def test_a_word_in_a_sense_that_is_not_known_is_not_told(field, text, word):
    """No explanation is better than a wrong one."""
    assert word not in told(text, field)
