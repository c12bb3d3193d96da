"""Rows 10 to 20 of the table of faults, each run with its control and with the control switched off.

A test that passes either way shows nothing. `dev.py faults --without-controls` prints, row by row, what keeps the fault
harmless, and that the tests of it fail when just that is taken out of the source that they run.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.controls_off.sitecustomize import CONTROL_OFF

ROOT = Path(__file__).resolve().parent.parent
LONGEST_SECONDS = 300
_COUNTED = re.compile(r"(\d+) (passed|failed|error|skipped)")


@dataclass(frozen=True)
class Control:
    """What keeps a fault harmless: words of a module's source, what stands there without it, and tests that fail then.

    No tests: nobody has built it yet, and the table says so.
    """

    row: int
    name: str
    edits: tuple[tuple[str, str, str], ...] = ()
    tests: tuple[str, ...] = ()
    seconds: int = LONGEST_SECONDS
    """After which a test that can't end without its control counts as failed."""


KEYS, AUDIT = "tests/scribe_core/test_keys.py::", "tests/scribe_core/test_audit.py::"
CONTROLS: tuple[Control, ...] = (
    Control(
        10, "a change is committed before it is acknowledged",
        (("scribe.vault_database", '"COMMIT" if self._depth == 1 else',
          '("COMMIT" if __import__("sys").argv[0] != "-c" else "SELECT 1") if self._depth == 1 else'),
         ("scribe.vault_database", '"BEGIN IMMEDIATE" if self._depth == 0 else',
          '("SELECT 1" if self._open.in_transaction else "BEGIN IMMEDIATE") if self._depth == 0 else')),
        ("tests/scribe_core/test_vault.py::test_no_acknowledged_row_is_lost_when_the_program_is_killed",),
    ),
    Control(
        11, "a vault is checked when it is opened, and a damaged one is only read",
        (("scribe.vault_database", 'return bool(self._open.pragma("quick_check") == "ok")', "return True"),),
        ("tests/scribe_core/test_vault.py::test_a_damaged_page_makes_the_vault_read_only",),
    ),
    Control(
        12, "a keychain that fails is told from one that has no key",
        (("scribe.keys", "D-Bus and Windows add theirs\n        raise KeychainError from error",
          "D-Bus and Windows add theirs\n        return None"),),
        (f"{KEYS}test_a_keychain_that_fails_is_not_damage",
         f"{KEYS}test_a_vault_is_not_made_when_its_key_can_not_be_kept"),
    ),
    Control(
        12, "a vault's key is sealed to the council's recovery key when it is opened",
        (("scribe.opening", "        keep_sealed_if_possible(vault, settings.recovery_public_key)\n", ""),),
        ("tests/scribe_core/test_recovery.py::test_a_keychain_that_was_emptied_is_filled_again",
         "tests/scribe_core/test_recovery.py::test_a_blocked_keychain_gives_way_to_a_passphrase"),
    ),
    Control(
        13, "the keychain is chosen by Fairnote, not by a file or a variable",
        (("scribe.keys", "backend = _backend_for(sys.platform)", "return keyring.get_keyring()"),),
        (f"{KEYS}test_nothing_can_swap_the_keychain", f"{KEYS}test_a_working_keychain_is_pinned"),
    ),
    Control(
        14, "a model's files are compared with their hashes before they are opened",
        (("models.catalogue", "if _size(path) != file.size_bytes or sha256_of(path) != file.sha256:", "if False:"),),
        ("tests/models/test_catalogue.py::test_one_flipped_byte_is_refused",
         "tests/models/test_writer.py::test_a_gguf_that_was_changed_is_refused_before_it_is_opened"),
    ),
    Control(
        14, "a model pack is signed by the key that IT has set",
        (("models.pack_signing", "        trusted.verify(data, found)\n", ""),),
        ("tests/scribe_core/test_model_packs.py::test_no_parser_is_started_for_a_model_that_is_not_signed",
         "tests/models/test_packs.py::test_another_key_is_refused"),
    ),
    Control(
        15, "whatever a parser raises becomes one sentence without its text",
        (("easyread.reading_child", "becomes a sentence\n        raise DocumentRefused(refusals.DAMAGED) from error",
          "becomes a sentence\n        raise"),),
        ("tests/easyread/test_reading_hostile.py::test_it_is_refused_in_one_sentence[pages in a circle]",),
    ),
    Control(
        15, "a child has limits of processor time",
        (("models.child", "    _limit(start.limits)\n", ""),),
        ("tests/models/test_process.py::test_a_child_that_uses_too_much_processor_time_is_killed",), seconds=40,
    ),
    Control(
        15, "a child can't fill the memory of the program that it talks to",
        (("models.facts", '{("datetime", n) for n in (',
          '{("builtins", "range"), ("builtins", "bytearray")} | {("datetime", n) for n in ('),),
        ("tests/models/test_facts.py::test_nothing_is_made_that_grows",),
    ),
    Control(
        16, "the kernel refuses internet sockets",
        (("models.no_internet", "return internet_is_refused() or (_set_filter() and internet_is_refused())",
          "return True"),),
        ("tests/models/test_no_internet.py::test_native_code_is_refused",
         "tests/models/test_no_internet.py::test_a_child_of_fairnote_refuses_by_itself"),
    ),
    Control(
        16, "libraries are told that there is no network",
        (("models.offline", "    os.environ.update(missing)\n", ""),),
        ("tests/test_offline.py::test_go_offline_reaches_the_library_that_would_download",
         "tests/test_offline.py::test_children_inherit_it"),
    ),
    Control(
        16, "the proof counts every socket, in every process",
        (("watched_calls", 'if call in ("socket", "socketpair"):', 'if call == "socketpair":'),),
        ("tests/test_offline.py::test_the_proof_catches_a_native_socket_and_a_stray_file",
         "tests/test_offline.py::test_a_socket_that_is_refused_was_asked_for_all_the_same"),
    ),
    Control(
        16, "the proof sees what is written elsewhere",
        (("watched_calls", "    return path.startswith(NOTHING_KEPT)",
          "    return True or path.startswith(NOTHING_KEPT)"),),
        ("tests/test_offline.py::test_the_proof_catches_a_native_socket_and_a_stray_file",
         "tests/test_offline.py::test_own_folders_are_own_and_their_neighbours_are_not"),
    ),
    Control(
        17, "what was said is never read as a command to the model",
        (("models.llama_engine", "found, room, True, False)", "found, room, True, True)"),),
        ("tests/models/test_writer.py::TestLlama::test_what_was_said_is_never_read_as_a_command_to_the_model",),
    ),
    Control(
        18, "an approval is of one text, letter by letter",
        (("scribe.approval",
          "if approval.version != document.version or text_sha256(text_of_blocks(shown)) != approval.text_sha256:",
          "if False:"),),
        ("tests/scribe_core/test_approval.py::test_a_change_behind_its_back_voids_it",),
    ),
    Control(
        19, "the end of the audit is kept outside the database",
        (("scribe.audit", "                *self._outside.problems(stored),\n", ""),),
        (f"{AUDIT}test_a_tail_that_is_cut_off_is_found", f"{AUDIT}test_a_tail_that_was_cut_and_written_again_is_found"),
    ),
    Control(
        19, "heads that are kept outside the vault are looked for in it",
        (("scribe.audit_outside", "    if not all(map(known, logged)):", "    if False:"),),
        ("tests/scribe_core/test_audit_outside.py::test_a_whole_vault_of_last_week_is_found",),
    ),
    Control(
        20, "a clock that jumped is not believed until a person says so",
        (("scribe.passed_time", "if last is not None and not believable(last, now):", "if False:"),),
        ("tests/scribe_core/test_keeping.py::test_a_clock_that_jumps_400_days_erases_nothing_and_asks",
         "tests/scribe_core/test_keeping.py::test_a_jump_with_plans_tells_them_anew",
         "tests/scribe_core/test_keeping.py::test_an_erased_visit_survives_a_clock_that_jumps"),
    ),
    Control(
        20, "whatever is due is told for a week before it goes",
        (("scribe.keeping", "max(each.at, now + notice)", "each.at"),),
        ("tests/scribe_core/test_keeping.py::test_a_clock_that_was_behind_when_it_was_filed_takes_nobody_by_surprise",),
    ),
    Control(
        20, "time in which nobody looked is no notice",
        (("scribe.keeping", "if unseen > timedelta(0):", "if False:"),),
        ("tests/scribe_core/test_keeping.py::test_time_without_a_look_is_no_notice",
         "tests/scribe_core/test_keeping.py::test_whoever_looks_once_a_week_is_told_at_seven_looks"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """How the tests of a control ended, once with it and once without."""

    control: Control
    with_it: str
    without_it: str

    @property
    def good(self) -> bool:
        """Whether the control is shown to matter: all pass with it, and each fails without."""
        return (self.with_it, self.without_it) == ("passes", "fails")

    @property
    def line(self) -> str:
        """For the table."""
        return f"{self.control.row:>3}  with: {self.with_it:<8} without: {self.without_it:<14} {self.control.name}"


def look(control: Control) -> Seen:
    """Run the tests of a control twice."""
    if not control.tests:
        return Seen(control, "MISSING", "MISSING")
    return Seen(control, outcome(control, off=False), outcome(control, off=True))


def outcome(control: Control, *, off: bool) -> str:
    """'passes' or 'fails' where all of the tests do; else what came of them."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if off:
        folders = [str(ROOT / "tests" / "controls_off"), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment |= {CONTROL_OFF: json.dumps(control.edits), "PYTHONPATH": os.pathsep.join(folders)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *control.tests]
    run = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = run.communicate(timeout=control.seconds)
    except subprocess.TimeoutExpired:
        if os.name == "posix":
            os.killpg(run.pid, signal.SIGKILL)
        run.kill()
        run.communicate()
        return "fails" if off else "NEVER ENDS"
    return verdict(said, run.returncode)


def verdict(said: str, status: int) -> str:
    """What the last lines of a run of tests say."""
    if "CONTROL MOVED" in said:
        return "CONTROL MOVED"
    counted = {what: int(number) for number, what in _COUNTED.findall(said.strip().rpartition("\n")[2])}
    if status == 0 and counted.keys() == {"passed"}:
        return "passes"
    if status == 1 and counted.keys() == {"failed"}:
        return "fails"
    return ", ".join(f"{number} {what}" for what, number in counted.items()) or "DID NOT RUN"


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table; 0 only if every control that is there is shown to matter. Numbers choose rows."""
    rows = {int(each) for each in arguments if each.isdigit()}
    seen = []
    for control in CONTROLS:
        if not rows or control.row in rows:
            seen.append(look(control))
            print(seen[-1].line, flush=True)
    bad = [each for each in seen if not each.good and each.control.tests]
    missing = [str(each.control.row) for each in seen if not each.control.tests]
    print(f"Rows without a test yet: {', '.join(missing) or 'none'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
