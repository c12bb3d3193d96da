"""Everything that the fuzzer ever found is read or refused in a sentence, and each parser reads what it should."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.fuzz.target import refused
from tests.fuzz.targets import TARGETS

FOUND = Path(__file__).parent / "found"
FILES = sorted(path for path in FOUND.rglob("*") if path.is_file())
NEVER_READ = {"model-record": "its model isn't there", "exam-result": ""}
LARGEST = 64 << 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_is_read_or_refused(path: Path) -> None:
    """There is no third outcome; a parser that hangs or dies takes this test with it."""
    refused(TARGETS[path.parent.name].read, path.read_bytes())


def test_what_was_found_is_small_and_belongs_to_a_target() -> None:
    """A finding is kept as the few bytes that matter."""
    assert [path.name for path in FILES if path.stat().st_size > LARGEST] == []
    assert {path.parent.name for path in FILES} <= TARGETS.keys()


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_each_parser_reads_something(name: str) -> None:
    """A fuzzer that only ever sees refusals gets no further than the first line of a parser."""
    target = TARGETS[name]
    seeds = target.seeds()
    answers = [refused(target.read, seed) for seed in seeds]
    assert seeds and (name in NEVER_READ or not all(answers))
    assert all(len(seed) <= target.longest for seed in seeds)


def test_a_target_is_no_refusal_of_everything_that_goes_wrong() -> None:
    """An error that is not ours, or has no sentence, is a finding."""

    def fails(_: bytes) -> None:
        raise KeyError("somebody's words")

    with pytest.raises(KeyError):
        refused(fails, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="atheris exists for Linux only")
def test_the_fuzzer_finds_what_is_there_to_be_found(tmp_path, monkeypatch) -> None:
    """Run for a moment on a parser with a fault behind three letters, it comes back with the bytes that show it."""
    pytest.importorskip("atheris")
    from tests.fuzz import __main__ as fuzz

    monkeypatch.setattr(fuzz, "WORK", tmp_path / "work")
    monkeypatch.setattr(fuzz, "FOUND", tmp_path / "found")
    monkeypatch.setenv("PYTHONPATH", os.fspath(fuzz.ROOT))
    monkeypatch.setitem(TARGETS, "planted", TARGETS["gguf"])
    monkeypatch.setattr(fuzz, "MODULE", "tests.fuzz.planted")
    ran = fuzz.run("planted", 30)
    assert ran.status and ran.edges, ran.line
    assert [path.read_bytes()[:3] for path in ran.found] == [b"bad"]
    assert re.search(r"planted .* crash-", ran.line)


def test_what_ran_already_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All targets take hours: a run that was cut off goes on with those that it had not come to, or found something."""
    pytest.importorskip("atheris")
    from tests.fuzz import __main__ as fuzz

    came: list[str] = []

    def run(target: str, seconds: int) -> fuzz.Ran:
        came.append(target)
        return fuzz.Ran(target, seconds, seconds, 1, 1, (), int(target == "svg"))

    monkeypatch.setattr(fuzz, "RAN", tmp_path / "ran.txt")
    monkeypatch.setattr(fuzz, "run", run)
    assert fuzz.main(["gguf", "svg", "--seconds", "1"]) == 1
    assert fuzz.main(["gguf", "svg", "html", "--seconds", "1", "--go-on"]) == 1
    assert came == ["gguf", "svg", "svg", "html"]
