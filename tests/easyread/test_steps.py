"""What each step makes of a sentence, and which sentences it must leave alone."""

import pytest

from easyread.fidelity import Reader
from easyread.page import LineKind, Profile
from easyread.steps import (
    active,
    apart,
    asides,
    conditions,
    doerless,
    figures,
    listing,
    openings,
    persons,
    splitting,
    supposed,
    verbs,
    wording,
)
from easyread.steps.piece import Piece, Setting
from easyread.words import glossary, replacements


def setting(profile=Profile.EASY_READ, *, name="Mrs Begum", is_you=True, writer="Hillside Council"):
    return Setting(profile, Reader(name, is_you, writer), glossary(), replacements(), says_you=True)


def made(step, text, given=None):
    return [
        f"- {piece.text}" if piece.kind is LineKind.LIST else piece.text
        for piece in step(Piece(text), given or setting())
    ]


def unchanged(step, text, given=None):
    return made(step, text, given) == [text]


@pytest.mark.parametrize(
    ("step", "text", "expected"),
    [
        (openings.drop_opening, "Please note that charges will rise.", ["Charges will rise."]),
        (openings.drop_opening, "I am writing to inform you that your claim has ended.", ["Your claim has ended."]),
        (
            openings.drop_opening,
            "With reference to your letter of 3 March, we can confirm that your account is in credit.",
            ["This is about your letter of 3 March.", "Your account is in credit."],
        ),
        (
            openings.drop_opening,
            "We are writing to inform you that your claim has ended, and that your rent is late.",
            ["Your claim has ended.", "Your rent is late."],
        ),
        (
            wording.long_forms,
            "You don't have to pay and we won't ask.",
            ["You do not have to pay and we will not ask."],
        ),
        (wording.plain_patterns, "You are not required to pay.", ["You do not have to pay."]),
        (wording.plain_patterns, "The tenant is required to pay.", ["The tenant must pay."]),
        (wording.plain_patterns, "You are not entitled to help.", ["You do not have a right to help."]),
        (wording.plain_patterns, "In the event that you move, tell us.", ["If you move, tell us."]),
        (wording.plain_patterns, "You must pay no later than 5 May.", ["You must pay by 5 May."]),
        (wording.plain_patterns, "We share this where there is a risk.", ["We share this if there is a risk."]),
        (wording.should_you, "Should you wish to appeal, write to us.", ["If you wish to appeal, write to us."]),
        (wording.should_you, "Should the tenant wish to go, tell us.", ["If the tenant wishes to go, tell us."]),
        (
            wording.failure_to,
            "Failure to pay may result in your benefit being stopped.",
            ["If you do not pay, your benefit may be stopped."],
        ),
        (wording.attendance, "Your attendance at the meeting is required.", ["You must come to the meeting."]),
        (
            wording.subject_to,
            "Your payment will start on 1 June, subject to a check.",
            ["Your payment will start on 1 June, but this depends on a check."],
        ),
        (persons.say_you, "The applicant must provide proof.", ["You must provide proof."]),
        (persons.say_you, "Mrs Begum is well and has her own home.", ["You are well and have your own home."]),
        (persons.say_you, "The letter is for Mrs Begum.", ["The letter is for you."]),
        (persons.say_we, "The Council has a duty to help.", ["We have a duty to help."]),
        (persons.say_we, "You must tell the Council.", ["You must tell us."]),
        (persons.say_we, "The Council's policy is new.", ["Our policy is new."]),
        (active.by_somebody, "The plan was made by Dr Patel on 4 May.", ["Dr Patel made the plan on 4 May."]),
        (active.by_somebody, "You were not told by us.", ["We did not tell you."]),
        (active.by_somebody, "Repairs will be carried out by the landlord.", ["The landlord will carry out repairs."]),
        (
            active.by_somebody,
            "PIP is not affected by your income or savings.",
            ["Your income or savings do not affect PIP."],
        ),
        (doerless.by_nobody, "Your benefit will be stopped.", ["Your benefit will stop."]),
        (doerless.by_nobody, "You will be given a copy.", ["You will get a copy."]),
        (doerless.by_nobody, "A copy will be sent to you on 5 May.", ["You will get a copy on 5 May."]),
        (doerless.by_nobody, "A meeting will be held on Monday.", ["There will be a meeting on Monday."]),
        (doerless.by_nobody, "Concerns have been raised about you.", ["There are concerns about you."]),
        (verbs.nouns_to_verbs, "You can make an application for help.", ["You can apply for help."]),
        (verbs.nouns_to_verbs, "We will undertake an assessment of your needs.", ["We will assess your needs."]),
        (verbs.nouns_to_verbs, "He has made a complaint about us.", ["He has complained about us."]),
        (
            asides.brackets,
            "Some people (for example, carers) can ask.",
            ["Some people can ask.", "For example, carers."],
        ),
        (
            asides.relatives,
            "Your nurse, who is called Jo, will visit you.",
            ["Your nurse is called Jo.", "Your nurse will visit you."],
        ),
        (
            asides.names,
            "You can call your officer, Jo Reed, on 01632 960123.",
            ["Your officer is Jo Reed.", "You can call your officer on 01632 960123."],
        ),
        (
            listing.lists,
            "You must tell us about any wages, pensions, savings or property that you have.",
            ["You must tell us about any of these that you have:", "- wages", "- pensions", "- savings", "- property"],
        ),
        (
            listing.lists,
            "You must not keep animals, run a business, or sublet any part of it.",
            ["You must not:", "- keep animals", "- run a business", "- or sublet any part of it"],
        ),
        (
            splitting.clauses,
            "You must complete the form and return it to us by 5 May.",
            ["You must complete the form.", "You must return it to us by 5 May."],
        ),
        (
            splitting.clauses,
            "Do not ignore this letter or throw it away.",
            ["Do not ignore this letter.", "Do not throw it away."],
        ),
        (
            splitting.clauses,
            "You may pay the whole sum now or pay it in parts.",
            ["You may pay the whole sum now.", "Or you may pay it in parts."],
        ),
        (
            apart.reasons,
            "We cannot process your claim because we have not received your form.",
            ["We cannot process your claim.", "This is because we have not received your form."],
        ),
        (
            conditions.conditions,
            "You may be asked to pay the full cost of your care if you do not give us the facts.",
            ["If you do not give us the facts:", "- you may be asked to pay the full cost of your care."],
        ),
        (
            conditions.conditions,
            "If you disagree with this, you can ask us to look again, and you must do so within a month.",
            ["If you disagree with this:", "- you can ask us to look again", "- you must do so within a month."],
        ),
        (figures.figures, "You have twenty-eight days from 03/08/2026.", ["You have 28 days from 3 August 2026."]),
        (figures.figures, "About 15% of tenants owe rent.", ["About 15 out of 100 tenants owe rent."]),
        (figures.figures, "You must reply within two months.", ["You must reply within 2 months."]),
        (
            splitting.clauses,
            "The account must be opened in May and must not be used for others.",
            ["The account must be opened in May.", "The account must not be used for others."],
        ),
        (
            splitting.clauses,
            "Bank statements must be kept for 6 years and submitted every year.",
            ["Bank statements must be kept for 6 years.", "Bank statements must be submitted every year."],
        ),
        (
            active.by_somebody,
            "A visit that is cancelled by the agency is free.",
            ["A visit that the agency cancels is free."],
        ),
        (
            doerless.by_nobody,
            "The team can be contacted on 01632 960123.",
            ["You can contact the team on 01632 960123."],
        ),
        (
            conditions.conditions,
            "The carer must not give any medicines unless they have been prescribed by a doctor for you.",
            ["The carer must not give any medicines unless:", "- they have been prescribed by a doctor for you."],
        ),
        (
            asides.that_is,
            "You must ask us for this within one month of the date of this letter, that is by 27 May 2026.",
            ["You must ask us for this within one month of the date of this letter.", "That is by 27 May 2026."],
        ),
    ],
)
def test_a_step_does_what_it_says(step, text, expected):
    """The examples of the steps, and more."""
    assert made(step, text) == expected


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (openings.drop_opening, "You must note that date."),
        (wording.plain_patterns, "This is the home where there is a lift."),
        (persons.say_you, "Mrs Begum told her daughter that she is ill."),
        (persons.say_you, "Mrs Begum Ali is her neighbour."),
        (persons.say_we, "The Council has a policy and it is new."),
        (active.by_somebody, "You will be told by 5 May."),
        (active.by_somebody, "The charge must be paid by direct debit."),
        (active.by_somebody, "Anyone whose savings are checked by us will not be asked."),
        (doerless.by_nobody, "Your views must be taken into account."),
        (supposed.by_the_writer, "A decision must be made in their best interests."),
        (supposed.by_the_writer, "You will be contacted by the provider."),
        (asides.brackets, "You must pay the charge (£62.40) by card."),
        (asides.relatives, "People who get Pension Credit do not have to pay."),
        (listing.lists, "If you have a friend, a relative or an advocate, they can come with you."),
        (splitting.clauses, "You must not keep pets or run a business without our consent."),
        (splitting.clauses, "You should not sign this until you have read it and you understand it."),
        (splitting.clauses, "You must pay the rent now or leave the property today."),
        (apart.reasons, "You will not be refused support because you do not have a bank account."),
        (figures.figures, "One of you must sign the form."),
        (figures.figures, "More than 50% of your income, but less than 75%, may count."),
        (active.by_somebody, "No payment will be made until the form has been signed by you and returned to us."),
        (active.by_somebody, "The account must be opened by you and must not be used by others."),
        (active.by_somebody, "Your son was seen by Dr Lowe, who gave him a tablet."),
        (active.by_somebody, "He was told by the police that he must not call you, or come near."),
        (active.by_somebody, "Your benefits may be increased, reduced or stopped by us."),
        (doerless.by_nobody, "You must be sent a copy of the plan."),
        (doerless.by_nobody, "You were offered a flat on 3 May."),
        (doerless.by_nobody, "Your benefits are increased, reduced or stopped."),
        (supposed.by_the_writer, "You will not be charged or lose your place."),
        (supposed.by_the_writer, "It was accepted that you are ill."),
        (supposed.by_the_writer, "The team can be contacted by post."),
        (listing.lists, "You can phone us between 9am and 5pm, Monday to Friday, or by e-mail at care@example.org."),
        (listing.lists, "You must not stop paying for food, heating or medicines in order to pay the arrears."),
        (splitting.clauses, "Should it be so that he is ill, and he is not free to leave, we must have leave for it."),
        (splitting.clauses, "No payment will be made until the form has been signed by you and returned to us."),
        (apart.although, "While it is in force, we must not take action."),
        (
            conditions.conditions,
            "The court may wait with an order for as long as you keep to the terms of the agreement.",
        ),
        (
            conditions.conditions,
            "You can look at our pages for many hours or call our free line if you need more help.",
        ),
    ],
)
def test_a_step_leaves_alone_what_it_is_not_sure_of(step, text):
    """A condition, a doer or a person that might be read wrong is not touched."""
    assert unchanged(step, text)


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (persons.say_you, "The applicant must provide proof."),
        (persons.say_we, "The Council will reply."),
        (supposed.by_the_writer, "You will be contacted within 5 days."),
        (supposed.by_the_reader, "Payment must be made by 5 May."),
    ],
)
def test_nobody_is_put_in_who_was_not_named(step, text):
    """Without a reader's card there is no 'you' for a third person and no 'we'."""
    assert unchanged(step, text, setting(name=None, is_you=False, writer=None))


def test_an_assumed_doer_is_flagged():
    """Where the writer is known, 'we' may stand for a doer that is not named, but a person is asked to look."""
    (piece,) = supposed.by_the_writer(Piece("You will be contacted within 5 days."), setting())
    assert piece.text == "We will contact you within 5 days."
    assert piece.why and "Hillside Council" in piece.why


def test_plain_english_is_split_later_than_easy_read():
    """A sentence of 15 to 25 words stays whole in plain English."""
    text = "If you disagree with this decision of ours, you can ask us to look at it again within a month."
    assert len(made(conditions.conditions, text)) == 2
    assert unchanged(conditions.conditions, text, setting(Profile.PLAIN))
