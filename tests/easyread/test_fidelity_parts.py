"""The check of fidelity in its parts: what is a fault, what is only looked at, and what the tables may hold."""

import pytest

from easyread import senses
from easyread.fidelity import Reader, compare, looks
from easyread.word_files import shipped

READER = Reader("Mrs Begum", True, "Hillside Council")


def rules(source, *lines, reader=READER):
    return {fault.rule for fault in compare(source, lines, reader)}


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("A request should be made within 10 working days.", "We should ask within 10 working days."),
        ("Emergency repairs are attended to within 24 hours.", "You do emergency repairs within 24 hours."),
        ("Staff must be treated with respect.", "We must treat staff with respect."),
        ("You must be given one month's notice.", "We must be given one month's notice."),
        ("The decision will be confirmed in writing.", "You will write to you about the decision."),
        ("He can, for instance, decide what he eats.", "You can, for instance, decide what he eats."),
        ("An interpreter has been booked for your father.", "An interpreter has been booked for you."),
    ],
)
def test_nobody_else_does_it(source, line):
    """Whom the source names keeps it; whom it does not name comes in only where no one else could do it."""
    assert rules(source, line) & {"owner", "lost"}


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("Invoices are issued every four weeks.", "We issue a bill every 4 weeks."),
        ("Payment must be received within 14 days.", "You must pay within 14 days."),
        ("You will not be charged for this visit.", "You will not pay for this visit."),
        ("You must be told why.", "We must tell you why."),
        ("The service will be stopped.", "The service will stop."),
    ],
)
def test_who_alone_can_do_it_may_be_named(source, line):
    """The writer sends bills, the reader pays them; who is charged pays."""
    assert not compare(source, [line], READER)


def test_a_writer_who_is_not_known_does_nothing():
    """'We' is nobody where the card names no writer."""
    assert "owner" in rules("Invoices are issued every four weeks.", "We issue a bill every 4 weeks.", reader=Reader())


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (
            "If you cancel, the visit is free. The carer will wait for you.",
            ("The visit is free.", "If you cancel, the carer will wait for you."),
        ),
        ("You may end the plan if you move house.", ("You may end the plan even if you move house.",)),
        ("You may end the plan provided that no rent is due.", ("You may end the plan although no rent is due.",)),
        ("We will write before the meeting.", ("We will write after the meeting.",)),
        ("You cannot be moved without a court order.", ("You cannot be moved with a court order.",)),
        ("You can pay by cheque or by cash.", ("You can pay by cheque and by cash.",)),
        ("Some carers must pay.", ("All carers must pay.",)),
        ("Some carers must pay.", ("Carers must pay.",)),
        ("You must do one of the following by 5 May:", ("You must do all of the following by 5 May:",)),
        ("Reply within 14 working days.", ("Reply within 14 days.",)),
        ("This may affect your benefits.", ("This can affect your benefits.",)),
        ("Your rent was reduced by £4.", ("Your rent was increased by £4.",)),
        ("You must reply straight away.", ("You must reply.",)),
        ("We will usually write to you.", ("We will write to you.",)),
    ],
)
def test_small_words_turn_a_meaning_round(source, lines):
    """Conditions, order, number, sureness: each at the word that it belongs to."""
    assert rules(source, *lines)


@pytest.mark.parametrize(
    "source",
    [
        "You can take your complaint to the Ombudsman and ask for a refund.",
        "You must send the form and your passport.",
    ],
)
def test_no_item_of_a_row_goes(source):
    """What one of two items says is lost where no word of it is left."""
    assert rules(source, source.split(" and ")[0] + ".") & {"lost", "rights", "obligation"}


def test_a_line_that_only_explains_a_word_adds_nothing():
    """It names the word, says what it is in general, and speaks of nobody, no figure, no duty and no time."""
    source = "You can appeal to the tribunal."
    assert not compare(source, [source, "A tribunal is a kind of court that is apart from the council."], READER)
    assert compare(source, [source, "The tribunal is the place where you must pay."], READER)
    assert compare(source, [source, "A swimming pool is a place with water."], READER)


def test_everyday_words_are_looked_at_and_no_fault():
    """'Looks' shows a person what differs; a new thing, a new quality or a new deed is a fault all the same."""
    source, line = "Your carer will accompany you to the clinic.", "Your carer will go with you to the clinic."
    assert not compare(source, [line], READER)
    assert {look.sort for look in looks(source, [line], READER)} <= {"differs"}
    assert compare(source, ["Your carer will take a taxi with you to the clinic."], READER)


def test_a_row_never_holds_a_word_and_its_opposite():
    """Antonyms lie close: none may stand for the other by our table, nor by a sense that WordNet gives."""
    rows = [row.split() for row in shipped("fidelity")["alike"]]
    assert [(one, two) for row in rows for one in row for two in row if senses.are_opposite(one, two)] == []
    for one, two in (("open", "close"), ("accept", "refuse"), ("safe", "unsafe"), ("before", "after")):
        assert senses.are_opposite(one, two)
        assert not any(senses.share_a_meaning(one, two, part) for part in "nvar")


def test_without_wordnet_the_check_is_only_stricter(monkeypatch):
    """Where the table was not built nothing fails, and no lie passes for it."""
    monkeypatch.setattr(senses, "_wordnet", dict)
    senses.share_a_meaning.cache_clear()
    try:
        assert not senses.share_a_meaning("expense", "cost", "n")
        assert compare("You must pay £40.", ["You may pay £40."], READER)
    finally:
        senses.share_a_meaning.cache_clear()
