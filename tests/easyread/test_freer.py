"""What the check of fidelity makes of versions as people who write Easy Read write them, and of lies about them."""

import pytest

from easyread.frames import in_frames
from easyread.leaning import carried_on, questions_told
from easyread.normal import normal
from tests.easyread.pair_lists import READER, faults, pairs

TOO_STRICT = 47
"""Of the 87 true ones: most change the words and the grammar at once. Before there were frames, 50 of the first 60."""
NOT_CAUGHT = frozenset(
    (
        "Our office can ask you to help fill in the form.",
        "The housing office must give you your keys by the last day of your tenancy.",
        "You must bring your keys back to the housing office. | Do this on or before the first day of your tenancy.",
    )
)
"""Lies that pass: 'assistance is available from us' names nobody who helps, nor whose keys they are."""


@pytest.mark.parametrize(
    ("source", "text"), [pair for pair in pairs("freer_pairs.txt", "F") if pair[1] not in NOT_CAUGHT]
)
def test_a_lie_about_a_free_version_is_stopped(source, text):
    """However freely a page is written, what it changes is told."""
    assert faults(source, text)


def test_free_versions_pass():
    """No more of them are refused wrongly than is known."""
    alarmed = [text for source, text in pairs("freer_pairs.txt", "T") if faults(source, text)]
    assert len(alarmed) <= TOO_STRICT, alarmed


OTHER_STYLES_TOO_STRICT = 21
"""Of 60 versions in other styles; 35 before what was loosened for them."""
OTHER_STYLES_NOT_CAUGHT = frozenset(("We can get you an interpreter if you pay us beforehand.",))


def test_versions_in_other_styles_pass():
    """Shorter, in another order, cut in three, under a question: no more are refused than is known."""
    alarmed = [text for source, text in pairs("free_styles.txt", "T") if faults(source, text)]
    assert len(alarmed) <= OTHER_STYLES_TOO_STRICT, alarmed


@pytest.mark.parametrize(("source", "text"), pairs("free_styles.txt", "F"))
def test_lies_in_other_styles_are_stopped(source, text):
    """Each sentence has one."""
    assert faults(source, text) or text in OTHER_STYLES_NOT_CAUGHT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You will not get it unless you pay.", "If you do not pay, you will not get it."),
        ("You must not leave unless you tell us.", "Do not leave unless you tell us."),
        ("You have until 5 June 2026 to appeal.", "The last day to appeal is 5 June 2026."),
        ("You need to pay.", "You must pay."),
        ("Smoking alarms must on no account be covered.", "Smoking alarms must never be covered."),
        ("Tenants must pay.", "You must pay."),
        ("Tenants who smoke must pay.", "If you smoke, you must pay."),
        ("You lack capacity to decide.", "You can not decide."),
        ("You must ensure that the alarm is tested.", "You must test the alarm."),
        ("No further action is required on your part.", "You do not have to do anything."),
        ("You can come between 7am and 10pm.", "You can come from 7am to 10pm."),
        ("We were unable to visit you.", "We could not visit you."),
        ("You can not come until 9 June 2026.", "You can come only from 9 June 2026."),
        ("Reply no later than 5 days before the hearing.", "Reply at least 5 days before the hearing."),
        ("You are not required to pay for the visit.", "The visit is free."),
    ],
)
def test_two_ways_of_saying_one_thing_are_one_frame(one, other):
    """What they do is the same, and so is their one wording."""
    assert normal(one, READER).lower().rstrip(".") == normal(other, READER).lower().rstrip(".")


def test_a_question_is_the_condition_of_the_line_that_answers_it():
    """A heading that asks says nothing by itself; several questions are one condition."""
    told = questions_told(("How do I appeal?", "Are you 18?", "Do you disagree?", "Then write to us.", "It is free."))
    assert told == ("If you are 18 and you disagree, write to us.", "It is free.")


def test_what_leans_on_the_line_before_is_said_in_full():
    """'If you do not' is of the duty before it, and 'otherwise you cannot' makes an 'only'."""
    assert tuple(one.lower() for one in carried_on(("You must tell us.", "otherwise, we may stop it."))) == (
        "you must tell us.",
        "if you do not tell us, we may stop it.",
    )
    assert carried_on(("We may stop it.", "This can only happen if you lie.")) == ("We may stop it only if you lie.",)
    assert carried_on(("You can come if you pay.", "otherwise, you can not.")) == ("You can come only if you pay.",)


@pytest.mark.parametrize(
    ("source", "lie"),
    [
        ("You will not get it unless you pay.", "You will get it unless you pay."),
        ("You must pay by 5 June 2026.", "You have until 6 June 2026 to pay."),
        ("You must not leave without telling us.", "You must tell us after you leave."),
        ("You may appeal by 5 June 2026.", "You must appeal by 5 June 2026."),
        ("Payment may be stopped.", "We will stop your payment."),
        ("You must not smoke.", "You can smoke."),
        ("You must tell us.", "Please tell us."),
        ("Contact us by 5 June 2026.", "You can contact us."),
        ("You can write to us.", "Write to us."),
        ("Reply within 14 days.", "Reply in 15 days."),
        ("We will reply in 14 days.", "We will reply within 14 days."),
        ("Residents must not smoke.", "We must not smoke."),
        ("You will not be charged.", "You do not have to be there."),
        ("You must tell us. Otherwise we may stop it.", "You must tell us. | We may stop it."),
        ("If you disagree, you may write to us.", "If you disagree, you must write to us."),
        ("You can only get help if you ask.", "You can get help if you ask."),
        ("Residents may use the kitchen.", "We may use the kitchen."),
        ("The resident of number 4 may use the garden.", "You may use the garden, and not number 4."),
        ("Other residents may use the kitchen.", "You may use the kitchen."),
        ("No action is required on your part.", "You must do something."),
        ("You can come between 7am and 10pm.", "You can come from 10pm to 7am."),
        ("We were unable to visit you.", "We cannot visit you."),
        ("You cannot come until 9 June 2026.", "You can come until 9 June 2026."),
        ("We may stop it if you lie.", "We may stop it. | This will happen if you lie."),
        ("We may stop it if you lie.", "We may stop it. | This can happen if you do not lie."),
    ],
)
def test_what_a_frame_lets_pass_is_no_lie(source, lie):
    """Each thing that was loosened has its lie."""
    assert faults(source, lie)


def test_frames_leave_other_sentences_alone():
    """A text without one of them stays as it is."""
    assert in_frames("we will write to you about your plan.") == "we will write to you about your plan."
