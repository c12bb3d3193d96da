"""The head of a table is known by its words, or by the figures under it; a list of values is never taken for one."""

import pytest

from easyread.fidelity import Reader
from easyread.page import Profile
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
