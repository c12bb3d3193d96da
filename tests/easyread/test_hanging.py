"""What hangs on a long sentence gets a line of its own, and a single thing under 'If …:' is no list."""

import pytest

from easyread.page import LineKind
from easyread.simplify import variants
from easyread.steps import hanging, joints, persons, splitting, supposed, when
from easyread.steps.conditions import alone
from easyread.steps.piece import Piece
from tests.easyread.test_steps import made, setting, unchanged


@pytest.mark.parametrize(
    ("step", "text", "expected"),
    [
        (
            hanging.for_which,
            "You can ask us to look at it again by filling in form N7, for which a fee of £30 is due.",
            ["You can ask us to look at it again by filling in form N7.", "A fee of £30 is due for this."],
        ),
        (
            hanging.said_of_what,
            "Residents who want to keep a dog must get written permission, which may be taken back at any time.",
            [
                "Residents who want to keep a dog must get written permission.",
                "This permission may be taken back at any time.",
            ],
        ),
        (
            hanging.and_if,
            "Your rent account is £418 in arrears, and unless you pay by 21 May 2027, we will go to court.",
            ["Your rent account is £418 in arrears.", "Unless you pay by 21 May 2027, we will go to court."],
        ),
        (
            hanging.front_purpose,
            "To work out your share, we need to see your bank statements for the last 3 months.",
            ["We need to see your bank statements for the last 3 months.", "This is to work out your share."],
        ),
        (
            hanging.front_time,
            "From 5 April 2027, the charge for day services will go up to £18.40 for each session.",
            ["The charge for day services will go up to £18.40 for each session.", "This is from 5 April 2027."],
        ),
        (
            hanging.by_doing,
            "You can ask for a copy of your records in large print by writing to the records office.",
            [
                "You can ask for a copy of your records in large print.",
                "You can do this by writing to the records office.",
            ],
        ),
        (
            hanging.no_decision,
            "No decision will be taken until you have read the report.",
            ["We will not decide until you have read the report."],
        ),
        (
            joints.having,
            "Having looked at the roof, our surveyor has decided to mend it.",
            ["Our surveyor has looked at the roof.", "The surveyor has decided to mend it."],
        ),
        (
            splitting.clauses,
            "Your property has been taken as evidence and will be kept until the end of the case.",
            ["Your property has been taken as evidence.", "Your property will be kept until the end of the case."],
        ),
        (
            supposed.by_the_writer,
            "The last day for an appeal cannot be extended.",
            ["We cannot extend the last day for an appeal."],
        ),
        (
            supposed.by_the_writer,
            "No charge will be made for the assessment.",
            ["We will not charge you for the assessment."],
        ),
        (supposed.by_the_writer, "Nothing will be shared.", ["We will not share anything."]),
        (supposed.by_the_writer, "You must be told why.", ["We must tell you why."]),
        (
            when.when,
            "There will be an inspection of the property on Tuesday 9 February 2027 between 10am and 12 noon.",
            [
                "There will be an inspection of the property.",
                "It will be on Tuesday 9 February 2027 between 10am and 12 noon.",
            ],
        ),
        (persons.say_we, "You have a place at Hillside Council.", ["You have a place at Hillside Council."]),
    ],
)
def test_a_line_of_its_own(step, text, expected):
    """Each as it is read aloud."""
    assert made(step, text) == expected


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (supposed.by_the_writer, "You may be sent to prison for this."),
        (supposed.by_the_writer, "You may be fined by the court."),
        (supposed.by_the_writer, "A charge may be added."),
        (supposed.by_the_writer, "You may be evicted."),
        (
            hanging.front_time,
            "After that, you must appeal to the panel within one month of the date on the long notice.",
        ),
        (hanging.front_time, "On 3 June 2026 this Service heard of a concern about money missing from your room here."),
        (hanging.and_if, "If you owe us rent, and unless you pay by 21 May 2027, we will go to court for it."),
        (
            hanging.said_of_what,
            "Residents who want a dog must get written permission, which we may take back later on.",
        ),
        (hanging.by_doing, "You must not reach us by writing to the office that was closed at the end of the year."),
    ],
)
def test_what_is_not_sure_stays(step, text):
    """Another may do it, or the end may belong to another word."""
    assert unchanged(step, text)


def test_one_thing_under_a_condition_is_no_list():
    """A plain sentence where it has at most 15 words, else a line without a bullet."""
    lead, item = Piece("If you do not pay:"), Piece("your tenancy may end.", LineKind.LIST)
    assert [piece.text for piece in alone((lead, item), setting())] == ["If you do not pay, your tenancy may end."]
    longer = Piece("we may ask the court for an order that ends your tenancy of the flat.", LineKind.LIST)
    kept = alone((lead, longer), setting())
    assert [(piece.text, piece.kind) for piece in kept] == [(lead.text, LineKind.IDEA), (longer.text, LineKind.IDEA)]
    several = (lead, item, longer)
    assert alone(several, setting()) == several


def test_a_single_result_stands_under_its_condition():
    """No line of a page is a list of one."""
    best = variants("You will be charged a penalty of £50 if you carelessly give us any wrong information.", setting())[
        0
    ]
    assert best.texts == ("If you carelessly give us any wrong information:", "we will charge you a penalty of £50.")
    assert all(piece.kind is LineKind.IDEA for piece in best.pieces)
