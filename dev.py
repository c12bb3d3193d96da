#!/usr/bin/env python3
"""Sets Fairnote up in a fresh clone, then runs, tests, checks or measures it: `python3 dev.py demo`, `… test`.

Needs nothing but Python 3.11 to 3.13 and the package registries; works on Linux and Windows.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  said before an import that an older Python can't read
    sys.exit(f"Fairnote needs Python 3.11 to 3.13; this is {sys.version.split()[0]}.")

_CLONE = Path(__file__).resolve().parent
sys.path[:0] = [str(_CLONE / "packaging"), str(_CLONE)]

import relock  # noqa: E402
import set_up  # noqa: E402
import system_libraries  # noqa: E402
from console import SetUpFailed, say  # noqa: E402

ROOT = set_up.ROOT
INTERRUPTED = 130  # what a shell reports for Ctrl+C


@dataclass(frozen=True)
class Command:
    """One thing that dev.py does; `run` takes the arguments after its name and returns the exit status."""

    run: Callable[[list[str]], int]
    help: str


def in_venv(*command: str | Path, offscreen: bool = False) -> int:
    """Run one of the environment's programs in the clone; its exit status."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"} if offscreen else None
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode


def program(name: str) -> Path:
    """Where a program of the environment is."""
    return set_up.PYTHON.with_name(name + (".exe" if os.name == "nt" else ""))


def set_up_tests() -> None:
    """Set up, and bring what only the tests need, where that is possible."""
    set_up.set_up()
    system_libraries.install_fake_microphone(set_up.WORK / "logs" / "fake-microphone.log")


def do_setup(_: list[str]) -> int:
    """Set up, and nothing else."""
    set_up.set_up()
    say(f"Ready. The window: {program('fairnote')}")
    return 0


def do_demo(arguments: list[str]) -> int:
    """The main job on the practice visit."""
    set_up.set_up()
    return in_venv(program("fairnote"), "demo", *arguments)


def do_test(arguments: list[str]) -> int:
    """The everyday tests, with --whole those too that go through every lie, document and screen, or with --all every
    test; --in-turn runs one after the other; the rest goes to pytest.
    """
    set_up_tests()
    everyday = "not long" if "--whole" in arguments else "not long and not whole"
    chosen = [] if "--all" in arguments else ["-m", everyday]
    together = () if "--in-turn" in arguments else TOGETHER
    others = [argument for argument in arguments if argument not in ("--all", "--whole", "--in-turn")]
    whole = [] if others else [*together, *COVERAGE]
    return in_venv(set_up.PYTHON, "-m", "pytest", *chosen, *whole, *others, offscreen=True)


# Most of the time goes by in waiting for what happens at the pace of real life: three files of tests run side by side.
TOGETHER = ("-n", "3", "--dist", "loadfile")


# What keeps a visit safe and unapproved text in: every branch of it is tested, or the whole run fails.
GUARDS = ("lifecycle", "approval", "audit", "vault", "export")
COVERAGE = [*(f"--cov=scribe.{module}" for module in GUARDS), "--cov-branch", "--cov-fail-under=100"]


def do_check(arguments: list[str]) -> int:
    """Lint, types, import contracts, tests; all of them are run, and any failure fails the whole."""
    parser = argparse.ArgumentParser(prog="dev.py check", description=do_check.__doc__)
    parser.add_argument("--no-tests", action="store_true", help="leave the tests out")
    options = parser.parse_args(arguments)
    set_up.set_up()
    failed = [title for title, command in CHECKS if _failed(title, command)]
    if not options.no_tests and do_test([]) != 0:
        failed.append("Tests")
    say(f"Check: failed: {', '.join(failed)}" if failed else "Check: all passed")
    return 1 if failed else 0


CHECKS: tuple[tuple[str, tuple[str | Path, ...]], ...] = (
    ("Lint", (program("ruff"), "check", ".")),
    ("Format", (program("ruff"), "format", "--check", ".")),
    ("Types", (program("mypy"),)),
    ("Import contracts", (program("lint-imports"),)),
)


def _failed(title: str, command: Sequence[str | Path]) -> bool:
    say(f"{title}:")
    return in_venv(*command) != 0


def do_bench(arguments: list[str]) -> int:
    """Fairnote side by side with its peers, or the benchmark that is named; the rest are its options."""
    named = bool(arguments) and not arguments[0].startswith("-")
    if named and arguments[0] not in BENCHMARKS:
        raise SetUpFailed(f"There is no benchmark called {arguments[0]}. There are: {', '.join(BENCHMARKS)}.")
    set_up.set_up()
    if named:
        return in_venv(set_up.PYTHON, "-m", f"tests.benchmarks.{arguments[0]}", *arguments[1:])
    set_up.set_up_peers()
    return in_venv(set_up.PYTHON, "-m", "tests.benchmarks", *arguments)


BENCHMARKS = (
    "diarization", "doubts", "easyread", "easyread_lies", "easyread_pairs", "lying_writers", "primock", "soak",
    "stop_to_draft", "transcription", "verifier",
)  # fmt: skip
"""Modules of tests/benchmarks that measure one thing each; without a name it is the side-by-side table."""


def do_accessibility(arguments: list[str]) -> int:
    """Walk every widget of every screen: names, roles, order of Tab, contrast, targets; takes a quarter of an hour."""
    set_up_tests()
    return in_venv(set_up.PYTHON, "-m", "tests.ui.accessibility", *arguments, offscreen=True)


def do_faults(arguments: list[str]) -> int:
    """The tests of the faults and attacks to survive, row by row of the table in tests/fault_table.py; --short: few
    rounds of each; --without-controls: rows 10 to 20 with what keeps each fault harmless, and without it."""
    set_up_tests()
    return in_venv(set_up.PYTHON, "-m", "tests.fault_table", *arguments, offscreen=True)


def do_fuzz(arguments: list[str]) -> int:
    """A fuzzer on every parser of bytes that Fairnote didn't make, or on the one that is named; --seconds N each."""
    set_up.set_up()
    return in_venv(set_up.PYTHON, "-m", "tests.fuzz", *arguments)


def do_prove_offline(arguments: list[str]) -> int:
    """The whole job with no network and then with one, every socket and written file watched; --program, --json."""
    import prove_offline

    if "--program" not in arguments:
        set_up_tests()
    return prove_offline.main(arguments)


def do_package(arguments: list[str]) -> int:
    """What is installed on other machines: `dev.py package` alone lists the kinds."""
    import package

    if arguments and arguments[0] in package.KINDS:
        set_up.set_up()
    return package.main(arguments)


def do_lock(arguments: list[str]) -> int:
    """Make the lock files again from pyproject.toml and packaging/*.in; --upgrade takes newer versions."""
    set_up.set_up()
    relock.relock(set_up.PYTHON, upgrade="--upgrade" in arguments)
    return 0


COMMANDS = {
    "setup": Command(do_setup, "make .venv with everything in it, and stop there"),
    "demo": Command(do_demo, "the main job on the practice visit (sets up first, as all of these do)"),
    "test": Command(do_test, "the everyday tests; --whole, --all: more of them; --in-turn; other options go to pytest"),
    "check": Command(do_check, "lint, types, import contracts and tests; --no-tests leaves the tests out"),
    "bench": Command(do_bench, "Fairnote side by side with its peers; --json FILE; or one benchmark by its name"),
    "accessibility": Command(do_accessibility, "walk every widget of every screen and print what falls short"),
    "faults": Command(
        do_faults, "the tests of the faults and attacks to survive, row by row; --short, --without-controls"
    ),
    "fuzz": Command(do_fuzz, "a fuzzer on every parser, or on TARGET; --seconds N for each, --go-on (Linux)"),
    "prove-offline": Command(
        do_prove_offline, "the whole job, watched: no internet socket, no stray file; --program, --json (Linux)"
    ),
    "package": Command(do_package, "what is installed on other machines: bundle, deb, …; alone it lists the kinds"),
    "lock": Command(do_lock, "make the lock files again; --upgrade takes newer versions"),
}


def usage() -> str:
    """What `dev.py` alone prints."""
    lines = "\n".join(f"  {name:<14} {command.help}" for name, command in COMMANDS.items())
    return f"usage: python3 dev.py COMMAND [options]\n\n{lines}"


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit status."""
    name, rest = (arguments[0], list(arguments[1:])) if arguments else ("", [])
    if name not in COMMANDS:
        asked_for_help = name in ("-h", "--help", "help")
        print(usage(), file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else 2
    try:
        return COMMANDS[name].run(rest)
    except SetUpFailed as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. Run the same command again: it carries on where it stopped.", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
