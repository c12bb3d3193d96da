"""The table of faults says of each row what its tests said."""

from __future__ import annotations

import pytest

from tests.fault_table import FAULTS, Fault, verdict


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ({"t.py::a": "passed", "t.py::b": "passed"}, "survived"),
        ({"t.py::a": "passed", "t.py::b": "failed"}, "FAILED"),
        ({"t.py::a": "passed", "t.py::b": "skipped"}, "partly run"),
        ({"t.py::a": "skipped"}, "not run here"),
        ({"other.py::a": "passed"}, "not run here"),
    ],
)
def test_a_row_is_survived_only_when_all_of_it_ran_and_passed(outcomes, expected):
    """One failure fails the row, and a test that was skipped or is gone doesn't count as passed."""
    assert verdict(Fault(1, "a fault", "what must happen", ("t.py::",)), outcomes) == expected


def test_a_row_without_a_test_says_so():
    """No row looks tested that isn't."""
    assert verdict(Fault(1, "a fault", "what must happen"), {"t.py::a": "passed"}) == "no test yet"


def test_the_table_has_its_twenty_rows():
    """Numbered as in the design."""
    assert [fault.row for fault in FAULTS] == list(range(1, 21))
