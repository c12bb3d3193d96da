"""Runs the tests of the faults and attacks that Fairnote must survive, and prints the table row by row."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import without_controls
from tests.audio.fault_rounds import FIGURES, ROUNDS


@dataclass(frozen=True)
class Fault:
    """One row: its number, what goes wrong, what must happen, and where it is tested (parts of test ids)."""

    row: int
    fault: str
    required: str
    tests: tuple[str, ...] = ()


FAULTS: tuple[Fault, ...] = (
    Fault(
        1,
        "kill -9 while recording",
        "at most 1 s lost, goes on by itself, recovered however old",
        (
            "test_kill_9_loses_at_most_a_second",
            "test_kill_9_with_a_real_microphone",
            "test_a_killed_recording_goes_on",
            "test_all_parts_of_an_interrupted_recording",
            "test_an_unfinished_recording_is_offered",
        ),
    ),
    Fault(
        2,
        "torn last frame",
        "the valid prefix, labelled",
        ("test_a_truncated_file_gives_exactly_its_whole_frames", "test_a_cut_at_a_frame_boundary"),
    ),
    Fault(
        3,
        "flipped byte in audio",
        "stops there, keeps the file, says so",
        ("test_a_changed_bit_stops_reading_there",),
    ),
    Fault(
        4,
        "disk full",
        "warned early, prefix kept, visible stop",
        (
            "test_audio_store.py::test_a_full_disk",
            "test_recorder.py::test_a_full_disk",
            "test_a_vault_that_takes_no_more_rows",
        ),
    ),
    Fault(
        5,
        "microphone unplugged",
        "alarm within 2 s, reopened, gap marked and audited",
        (
            "test_a_microphone_pulled_out_is_noticed",
            "test_a_microphone_that_is_unloaded_and_loaded_again",
            "test_a_microphone_that_stays_away",
            "test_a_microphone_lost_in_a_pause",
        ),
    ),
    Fault(6, "audio server dies", "as 5, no hang", ("test_a_sound_server_that_dies_and_comes_back",)),
    Fault(
        7,
        "stop() hangs",
        "child killed, data safe",
        ("test_a_child_that_hangs_is", "test_stop_does_not_hang_when_the_microphone_or_the_server_is_gone"),
    ),
    Fault(
        8,
        "microphone denied or all zeros",
        "refused or warned within 3 s",
        (
            "test_zeros_after_sound_open_the_microphone_anew",
            "test_no_microphone_is_a_plain_sentence",
            "test_it_is_not_recording_before_the_first_sound",
            "test_a_silent_microphone_is_warned_of",
        ),
    ),
    Fault(
        9,
        "sleep, lid closed",
        "gap marked, reopened",
        ("test_a_laptop_that_slept", "test_a_child_that_stood_still", "test_a_sleep_shows_in_the_clocks"),
    ),
    Fault(
        10,
        "crash in a database write",
        "acknowledged rows survive",
        ("test_no_acknowledged_row_is_lost_when_the_program_is_killed",),
    ),
    Fault(
        11,
        "database damaged",
        "read-only, never recreated",
        ("test_a_damaged_page_makes_the_vault_read_only", "test_a_damaged_first_page", "test_an_empty_database_file"),
    ),
    Fault(
        12,
        "keyring missing or blocked",
        "clear refusal or recovery key, nothing deleted",
        (
            "test_a_keychain_that_fails_is_not_damage",
            "test_a_vault_is_not_made_when_its_key",
            "test_a_keychain_that_was_emptied",
            "test_a_blocked_keychain_gives_way",
            "test_without_the_seal_there_is_no_recovery",
        ),
    ),
    Fault(
        13,
        "keyring backend swapped",
        "ignored",
        (
            "test_nothing_can_swap_the_keychain",
            "test_a_working_keychain_is_pinned",
            "test_without_the_pin_the_keychain_is_swapped",
        ),
    ),
    Fault(
        14,
        "model tampered with",
        "refused before its parser runs",
        (
            "test_one_flipped_byte_is_refused",
            "test_weights_that_were_changed_are_refused",
            "test_a_gguf_that_was_changed_is_refused",
            "test_packs.py::test_a_pack_that_was_changed_is_refused",
            "test_packs.py::test_a_file_that_is_not_the_one_that_was_signed",
            "test_no_parser_is_started_for_a_model_that_is_not_signed",
            "test_without_the_signature_its_parser_would_run",
        ),
    ),
    Fault(
        15,
        "hostile document or audio file",
        "child killed, app lives",
        (
            "test_what_is_no_sound_has_its_own_sentence",
            "test_reading_hostile.py::",
            "test_a_child_that_uses_too_much",
            "test_a_child_that_wants_too_much",
            "test_a_small_message_can_not_fill_the_memory",
            "tests/fuzz/test_found.py::",
        ),
    ),
    Fault(
        16,
        "hidden network use",
        "no internet socket, no stray file",
        ("tests/test_offline.py::", "test_no_internet.py::"),
    ),
    Fault(
        17,
        "an instruction spoken or written",
        "treated as content",
        ("test_what_was_said_is_never_read_as_a_command",),
    ),
    Fault(
        18,
        "an edit after approval",
        "approval void, export refused",
        (
            "test_one_changed_letter_voids_it",
            "test_a_text_that_changed_meanwhile_is_not_exported",
            "test_a_change_behind_its_back",
        ),
    ),
    Fault(
        19,
        "audit tail deleted",
        "detected",
        (
            "test_a_tail_that_is_cut_off_is_found",
            "test_a_tail_that_was_cut_and_written_again",
            "test_a_whole_vault_of_last_week_is_found",
            "test_without_the_heads_outside",
        ),
    ),
    Fault(
        20,
        "clock jumps 400 days",
        "no mass deletion; asks",
        (
            "test_a_clock_that_jumps_400_days_erases_nothing_and_asks",
            "test_a_jump_with_plans_tells_them_anew",
            "test_a_clock_that_was_behind_when_it_was_filed",
            "test_an_erased_visit_survives_a_clock_that_jumps",
            "test_a_laptop_whose_clock_really_jumps",
        ),
    ),
)


@dataclass(eq=False)  # pytest keeps its plug-ins in a set
class Collected:
    """A pytest plug-in that keeps the tests that some row names, and remembers how each ended."""

    outcomes: dict[str, str] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Drop every test that no row names."""
        items[:] = [item for item in items if any(names(fault, item.nodeid) for fault in FAULTS)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember the worst of set-up, call and clearing up."""
        if self.outcomes.get(report.nodeid) != "failed" and (report.when == "call" or report.outcome != "passed"):
            self.outcomes[report.nodeid] = report.outcome


def names(fault: Fault, node_id: str) -> bool:
    """Whether this row is tested by this test."""
    return any(part in node_id for part in fault.tests)


def verdict(fault: Fault, outcomes: dict[str, str]) -> str:
    """'survived', 'FAILED', 'partly run' (some skipped), 'not run here' (all skipped, or gone) or 'no test yet'."""
    found = [outcome for node_id, outcome in outcomes.items() if names(fault, node_id)]
    if not fault.tests:
        return "no test yet"
    if "failed" in found:
        return "FAILED"
    if "passed" not in found:
        return "not run here"
    return "partly run" if "skipped" in found else "survived"


KILLS = 200
"""How many kills at random moments the whole of row 1 is; faults that take longer are tried a tenth as often."""


def main(arguments: Sequence[str]) -> int:
    """Run them; 0 only if no row failed and each row that names a test had one that ran and passed.

    `--without-controls` shows that the tests of rows 10 to 20 fail without what they test.
    `--short` tries each fault as often as the everyday tests do; anything else goes to pytest.
    """
    if "--without-controls" in arguments:
        return without_controls.main(arguments)
    if "--short" not in arguments:
        os.environ[ROUNDS] = str(KILLS)
    others = [argument for argument in arguments if argument != "--short"]
    collected = Collected()
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures"
        os.environ[FIGURES] = str(figures)
        status = pytest.main(["-q", *others], plugins=[collected])
        measured = figures.read_text(encoding="utf-8").splitlines() if figures.exists() else []
    verdicts = {fault: verdict(fault, collected.outcomes) for fault in FAULTS}
    print()
    for fault, result in verdicts.items():
        print(f"{fault.row:>3}  {result:<13} {fault.fault}: {fault.required}")
    for line in measured:
        print(f"     {line}")
    good = status == pytest.ExitCode.OK and not {"FAILED", "not run here"} & set(verdicts.values())
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
