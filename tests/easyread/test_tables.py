"""The head of a table is known by its words, or by the figures under it; a list of values is never taken for one."""

import pytest

from easyread.fidelity import Reader
from easyread.page import LineKind, Profile
from easyread.reading import source_from_text
from easyread.simplify import simplify
from easyread.source import BlockKind
from easyread.tables import heads_columns
from tests.gold.easyread_documents import source_of

HEADS = (
    (("Charge", "Each week"), ("Rent", "£101.72"), ("Service charge", "£7.35")),
    (("Meter", "Last bill", "This bill"), ("Gas", "4,210", "4,388"), ("Electric", "911", "1,002")),
    (("Visit", "First round"), ("Home", "3 May 2026"), ("Clinic", "10 May 2026")),
    (("Band", "Your share"), ("A", "20%"), ("B", "35%")),
    (("Step", "Who does it"), ("Plan", "The team"), ("Check", "The manager")),
)
VALUES = (
    (("Your social worker", "Jo Reed"), ("Telephone", "01632 960 001"), ("Date of visit", "3 May 2026")),
    (("Service charge", "waived"), ("Rent", "£101.72"), ("Total", "£101.72")),
    (("Deposit", "None"), ("Rent", "£101.72"), ("Total", "£101.72")),
    (("Service charge", "£7.35"), ("Rent", "£101.72"), ("Total", "£109.07")),
    (("Your landlord", "Fernside Homes"), ("Rent", "£101.72")),
)


@pytest.mark.parametrize("rows", HEADS)
def test_a_row_that_heads_columns(rows: tuple[tuple[str, ...], ...]) -> None:
    assert heads_columns(rows)


@pytest.mark.parametrize("rows", VALUES)
def test_a_row_of_values_heads_nothing(rows: tuple[tuple[str, ...], ...]) -> None:
    assert not heads_columns(rows)


def test_a_head_is_said_in_each_row_and_listed_as_left_out() -> None:
    source = source_of("You pay these charges.\nCharge | Each week\nRent | £101.72\nHeating | £1.85", frozenset())
    assert [block.kind for block in source.blocks].count(BlockKind.ROW) == 3
    page = simplify(source, Profile.EASY_READ, Reader())
    texts = [line.text for line in page.lines]
    assert "Rent. Each week: £101.72" in texts and "Charge: Each week" not in texts
    assert any(one.text == "Charge | Each week" for one in page.left_out)


def test_rows_with_an_empty_line_between_them_are_one_table() -> None:
    source = source_from_text("Help | Hours now | New hours\n\nMeals | 3.5 | 7\n\nShopping | 3 | 1\n\nYours sincerely")
    texts = [line.text for line in simplify(source, Profile.EASY_READ, Reader()).lines]
    assert "Meals. Hours now: 3.5; New hours: 7" in texts and "Shopping. Hours now: 3; New hours: 1" in texts


def test_two_tables_with_an_empty_line_between_them_stay_two() -> None:
    source = source_from_text("Cost | Each week\nRent | £90.00\n\nDay | Time\nMonday | 9am\nTuesday | 10am")
    texts = [line.text for line in simplify(source, Profile.EASY_READ, Reader()).lines]
    assert "Rent. Each week: £90.00" in texts and "Monday. Time: 9am" in texts


def test_no_list_is_made_before_an_item_that_would_go_on_with_it() -> None:
    text = (
        "If support is still needed after that period, a financial assessment will be done and you may be asked to pay."
        "\n- You may put your full weight on your leg."
    )
    lines = simplify(source_of(text, frozenset()), Profile.EASY_READ, Reader()).lines
    at = next(at for at, line in enumerate(lines) if "full weight" in line.text)
    assert not any(line.kind is LineKind.LIST or line.text.endswith(":") for line in lines[:at])
