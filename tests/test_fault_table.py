"""The table of faults says of each row what its tests said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.fault_table import FAULTS, Fault, verdict
from tests.without_controls import CONTROLS, Control, look
from tests.without_controls import verdict as read_verdict

ROOT = Path(__file__).resolve().parents[1]


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


def test_no_row_names_a_test_that_is_gone():
    """A test that was given another name would be missed by nobody: the others of its row still pass."""
    tests = [
        f"{path.relative_to(ROOT).as_posix()}::{name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    ]
    gone = [part for fault in FAULTS for part in fault.tests if not any(part in test for test in tests)]
    gone += [test for control in CONTROLS for test in control.tests if _bare(test) not in tests]
    assert gone == []


def _bare(test: str) -> str:
    """Without its class and its example."""
    file, *_, name = test.partition("[")[0].split("::")
    return f"{file}::{name}"


# --- without controls
def test_the_words_of_every_control_stand_in_its_source_once():
    """A control that was written in other words would otherwise be switched off nowhere."""
    for control in CONTROLS:
        for module, words, _ in control.edits:
            source = "\n".join(
                path.read_text(encoding="utf-8")
                for path in (ROOT / f"{module.replace('.', '/')}.py", ROOT / "packaging" / f"{module}.py")
                if path.exists()
            )
            assert source.count(words) == 1, (control.row, control.name)


def test_every_row_from_10_to_20_has_a_control():
    """Or a gap that the table prints."""
    assert {control.row for control in CONTROLS} == set(range(10, 21))


@pytest.mark.parametrize(
    ("said", "status", "expected"),
    [
        (".. [100%]\n2 passed in 0.1s\n", 0, "passes"),
        ("F [100%]\n1 failed in 0.1s\n", 1, "fails"),
        ("F. [100%]\n1 failed, 1 passed in 0.1s\n", 1, "1 failed, 1 passed"),
        ("E [100%]\n1 error in 0.1s\n", 1, "1 error"),
        ("s [100%]\n1 skipped in 0.1s\n", 0, "1 skipped"),
        ("ERROR: not found: tests/x.py::y\n", 4, "DID NOT RUN"),
        ("CONTROL MOVED: scribe.keys has no such words", 1, "CONTROL MOVED"),
    ],
)
def test_only_a_whole_failure_is_one(said, status, expected):
    """A test that couldn't run, or one of two that passed all the same, shows nothing."""
    assert read_verdict(said, status) == expected


def test_a_control_is_shown_to_matter_in_a_run_of_its_own():
    """With it the test passes; without it, in the process that it starts too, it fails."""
    pinned = next(control for control in CONTROLS if control.row == 13)
    seen = look(pinned)
    assert (seen.with_it, seen.without_it, seen.good) == ("passes", "fails", True)
    assert not look(Control(99, "nobody has built it")).good
