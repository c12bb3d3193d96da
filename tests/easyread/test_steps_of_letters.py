"""What the steps make of the ways in which councils write letters, and what they must leave alone there."""

from itertools import pairwise
from pathlib import Path

import pytest

from easyread.page import LineKind
from easyread.simplify import variants
from easyread.steps import (
    active,
    apart,
    asides,
    conditions,
    doerless,
    joints,
    listing,
    openings,
    persons,
    supposed,
    when,
    wording,
)
from easyread.steps.piece import Piece
from tests.easyread.test_steps import made, setting, unchanged

LETTERS = Path(__file__).parent / "council_letters.txt"


@pytest.mark.parametrize(
    ("step", "text", "expected"),
    [
        (supposed.by_the_writer, "Your complaint will be looked into.", ["Your complaint will be looked into."]),
        (supposed.by_the_writer, "Your claim has been investigated.", ["We have looked into your claim."]),
        (supposed.by_the_writer, "It will be assumed that you agree.", ["We will assume that you agree."]),
        (supposed.by_the_writer, "You will continue to be charged £58.", ["We will continue to charge you £58."]),
        (supposed.by_the_writer, "You will be given 28 days' notice.", ["We will give you 28 days' notice."]),
        (
            supposed.by_the_writer,
            "Residents are requested to park in the yard.",
            ["We ask residents to park in the yard."],
        ),
        (supposed.by_the_reader, "A new visit may be requested.", ["You may ask for a new visit."]),
        (supposed.by_the_reader, "Your carers should be informed.", ["You should tell your carers."]),
        (supposed.by_the_reader, "The money must not be used:", ["You must not use the money:"]),
        (supposed.by_the_reader, "Staff must be treated with respect.", ["You must treat staff with respect."]),
        (
            supposed.by_the_reader,
            "After that, an appeal must be lodged with the panel.",
            ["After that, you must appeal to the panel."],
        ),
        (
            supposed.by_the_reader,
            "No further appeal can be made to us.",
            ["You cannot make any further appeal to us."],
        ),
        (
            supposed.forbidden,
            "Parking in front of the shed is not permitted at any time.",
            ["You must not park in front of the shed at any time."],
        ),
        (doerless.reaches, "It must be received by us within 7 days.", ["It must reach us within 7 days."]),
        (doerless.ends_of_several, "Rents are increased or reduced.", ["Rents go up or go down."]),
        (
            doerless.by_nobody,
            "A certificate will be issued to each participant.",
            ["Each participant will get a certificate."],
        ),
        (
            doerless.by_nobody,
            "An inspection of your home has been arranged for Tuesday 9 February 2027.",
            ["There will be an inspection of your home on Tuesday 9 February 2027."],
        ),
        (doerless.by_nobody, "No evidence of neglect was found.", ["There was no evidence of neglect."]),
        (
            joints.having,
            "Having considered the facts, we have decided to refuse it.",
            ["We have considered the facts.", "We have decided to refuse it."],
        ),
        (joints.however, "The charge, however, will go up.", ["But the charge will go up."]),
        (
            joints.neither,
            "Neither you nor your family may use it.",
            ["You may not use it.", "Your family may not use it."],
        ),
        (
            joints.ends,
            "We will give you a flat of your own, starting on Monday 12 October 2026.",
            ["We will give you a flat of your own.", "This is from Monday 12 October 2026."],
        ),
        (
            joints.ends,
            "Please send any questions that you have to the team, quoting your reference number.",
            ["Please send any questions that you have to the team.", "Please quote your reference number."],
        ),
        (
            joints.ends,
            "We will look at your plan again in June, and after that at least once every 12 months.",
            ["We will look at your plan again in June.", "After that, we will do this at least once every 12 months."],
        ),
        (
            joints.completed,
            "Following the completion of your check by Mr Day on 3 May 2027, you must pay £5.",
            ["Mr Day completed your check on 3 May 2027.", "You must pay £5."],
        ),
        (
            apart.although,
            "We will try to finish it in May, although this may change.",
            ["We will try to finish it in May.", "But this may change."],
        ),
        (
            apart.purposes,
            "You must let our engineers into your home so that they can do the yearly check of the gas.",
            ["You must let our engineers into your home.", "This is so that they can do the yearly check of the gas."],
        ),
        (
            apart.exceptions,
            "We are open from 9am, except on Fridays, when we open at 10am.",
            ["We are open from 9am, except on Fridays.", "On Fridays we open at 10am."],
        ),
        (
            when.when,
            "You must send us a copy of your new tenancy agreement and your rent book by 5 May 2027.",
            [
                "You must send us a copy of your new tenancy agreement and your rent book.",
                "You must do this by 5 May 2027.",
            ],
        ),
        (
            when.when_and_where,
            "He would like to meet you on Thursday 18 June 2026 at 2.15pm in the quiet room at the home.",
            [
                "He would like to meet you in the quiet room at the home.",
                "He would like to do this on Thursday 18 June 2026 at 2.15pm.",
            ],
        ),
        (
            conditions.conditions,
            "We can only look at a late claim for this money if there is a good reason why it is late.",
            ["We can only look at a late claim for this money if:", "- there is a good reason why it is late."],
        ),
        (
            conditions.conditions,
            "You can only appeal against this decision of ours if you have first asked us to look again.",
            ["You can only appeal against this decision of ours if:", "- you have first asked us to look again."],
        ),
        (
            listing.lists,
            "You need an aid to prepare food, prompting to wash or bathe, and social support to engage with others.",
            [
                "You need:",
                "- an aid to prepare food",
                "- prompting to wash or bathe",
                "- social support to engage with others",
            ],
        ),
        (persons.say_we, "This is between Hillside Council (the Council) and you.", ["This is between us and you."]),
        (
            listing.lists,
            "By signing below you confirm that this was explained to you and that nobody has put pressure on you.",
            [
                "By signing below you confirm:",
                "- that this was explained to you",
                "- that nobody has put pressure on you",
            ],
        ),
        (persons.say_we, "You need the consent of the Council.", ["You need our consent."]),
        (openings.drop_opening, "I am writing to notify you of the charge.", ["This letter is about the charge."]),
        (wording.plain_patterns, "Ask no later than five days before.", ["Ask at least five days before."]),
        (
            asides.relatives,
            "It will cost £11 a month, which is included in the payment.",
            ["It will cost £11 a month.", "This is included in the payment."],
        ),
    ],
)  # fmt: skip
def test_a_step_makes_plain_what_councils_write(step, text, expected):
    """Each says the same in plainer words, one thing a line."""
    assert made(step, text) == expected


@pytest.mark.parametrize(
    ("step", "text"),
    [
        # Anybody may have done it: a condition says nothing of who.
        (supposed.by_the_writer, "If an appointment is cancelled, a charge may be applied."),
        (supposed.by_the_writer, "You do not have to pay while your appeal is considered by the panel."),
        (supposed.by_the_writer, "The team can be contacted at any time."),
        (supposed.by_the_writer, "The person who was invited did not come."),
        # A duty that is not the reader's.
        (supposed.by_the_reader, "An authorisation must be obtained."),
        (supposed.by_the_reader, "Your views must be taken into account."),
        (supposed.by_the_reader, "Your needs must be met."),
        (supposed.by_the_reader, "Care must be provided within 7 days."),
        (supposed.by_the_reader, "The police must be informed."),
        (supposed.by_the_reader, "Confidentiality must be kept."),
        (supposed.by_the_reader, "You must be given notice."),
        (supposed.forbidden, "Nothing is not permitted."),
        # A limit, a 'not' or a condition that the time may belong to.
        (when.when, "You do not have to send us a copy of your tenancy agreement or of your rent book by 5 May 2027."),
        (when.when, "You must only send us a copy of your tenancy agreement and of your rent book by 5 May 2027."),
        (when.when, "If you disagree you must send us a copy of your tenancy agreement and of the book by 5 May 2027."),
        (when.when, "You must pay by 5 May 2027."),
        # A date that may be of a noun.
        (
            when.when,
            "A check was done on 5 May 2026 under the Act, further to your stay at the Lodge on 20 April 2026.",
        ),
        (when.when, "You must tell us in writing about every single change to your benefits after 5 May 2027."),
        (when.when, "You must tell us in writing about any work on the kitchen or the roof done by 5 May 2027."),
        (supposed.by_the_reader, "A complaint can be taken down over the phone."),
        (active.by_somebody, "It was checked by Dr Eze and by Callum Reid, social worker, on 27 October 2026."),
        (apart.purposes, "We will not visit you at home in the morning so that you can have your breakfast in peace."),
        (apart.tails, "You can have this letter and the other ones in large print, in Braille or in another language."),
        (listing.lists, "To look at your application, we need proof of your income, your savings and your rent."),
        (joints.neither, "Neither of them may use it."),
        (joints.ends, "You must not keep any animals in the flat, including dogs."),
    ],
)
def test_what_is_not_sure_is_left_alone(step, text):
    """Who does it, until when and on what condition are never guessed."""
    assert unchanged(step, text)


def test_nobody_is_put_in_without_a_word_to_the_worker():
    """A line that says 'we' or 'you' for nobody in the source is flagged."""
    for step, text in (
        (supposed.by_the_writer, "Your claim has been investigated."),
        (supposed.by_the_reader, "Staff must be treated with respect."),
        (supposed.forbidden, "Parking on the grass is not permitted."),
    ):
        (piece,) = step(Piece(text), setting())
        assert piece.why and piece.text != text


def test_few_sentences_of_council_letters_stay_as_they_are():
    """Of eighty that were written before the steps were, at most one in five; none leads into a list of nothing."""
    given = setting(name="Mr Adeyemi", writer="Brookfield Borough Council")
    texts = [line for line in LETTERS.read_text().splitlines() if line and not line.startswith("#")]
    best = [variants(text, given)[0] for text in texts]
    copied = [text for text, one in zip(texts, best, strict=True) if one.texts == (text,)]
    assert len(copied) <= len(texts) / 5
    for one in best:
        assert not one.texts[-1].endswith(":")
        for before, piece in pairwise(one.pieces):
            led = piece.kind is LineKind.LIST or before.text.endswith(":")
            assert not piece.text[:1].islower() or led
