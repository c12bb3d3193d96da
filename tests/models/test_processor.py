"""An old processor gets the build that it can run, or a sentence; never a crash."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models import processor
from models.processor import ProcessorTooOld, choose_writer_library, flags_of, is_fast

NEW = "processor\t: 0\nflags\t\t: fpu sse4_2 avx f16c fma avx2 bmi1 bmi2\n\nprocessor\t: 1\nflags\t\t: fpu\n"
OLD = "processor\t: 0\nflags\t\t: fpu sse4_2 avx\n"


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A laptop of 2012."""
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(OLD, encoding="ascii")
    monkeypatch.setattr(processor, "_CPUINFO", cpuinfo)
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("LLAMA_CPP_LIB_PATH", raising=False)


def test_what_a_processor_can_do_is_read() -> None:
    """Of the first one; a text without flags tells nothing."""
    assert flags_of(NEW) >= processor.FAST and not flags_of(OLD) >= processor.FAST
    assert flags_of("nothing") == frozenset()


def test_this_machine_uses_the_fast_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is put in its way."""
    monkeypatch.delenv("LLAMA_CPP_LIB_PATH", raising=False)
    assert is_fast()
    choose_writer_library()
    assert "LLAMA_CPP_LIB_PATH" not in os.environ


def test_an_old_processor_gets_the_baseline_build(old: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The folder is told before the library is imported."""
    folder = tmp_path / "some_llama" / "lib_baseline"
    folder.mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("LLAMA_CPP_LIB_PATH", "")
    choose_writer_library("some_llama")
    assert os.environ["LLAMA_CPP_LIB_PATH"] == str(folder)


def test_without_one_it_is_told_and_not_crashed(old: None) -> None:
    """Drafts are made by rules then."""
    with pytest.raises(ProcessorTooOld, match="too old"):
        choose_writer_library("no_such_package_here")
