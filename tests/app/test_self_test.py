"""`fairnote doctor --self-test` on the real engines, files and window: what works is told, and so is what doesn't."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from models import catalogue, engines
from models.catalogue import InstalledModel
from models.errors import EngineFailed
from models.progress import Cancellation
from scribe import self_test
from scribe.self_test import LIBRARIES, Part, SelfTestFailed, heard_enough, import_each, parts, try_part
from scribe.settings import Settings

ROOT = Path(__file__).parents[2]


def test_every_part_works_and_the_workers_own_folders_are_left_alone(tmp_path: Path) -> None:
    """The whole self-test as IT runs it, in a home of its own: all parts, exit status 0, and nothing written there."""
    home, out, temporary = tmp_path / "home", tmp_path / "tested.json", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    places = {name: str(home / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    done = subprocess.run(
        [sys.executable, "-m", "ui.entry", "doctor", "--self-test", "--seconds", "140", "--json", str(out)],
        env={**os.environ, **places, "HOME": str(home), "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=150, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["fine"] and set(told["parts"]) == {part.key for part in parts("", Settings())}
    assert all(line.startswith("ok ") for line in done.stdout.splitlines()[:-1])
    assert not (home / "XDG_DATA_HOME").exists() and not (home / ".local").exists()
    assert not list(temporary.glob("fairnote*"))


def test_a_window_that_can_not_be_opened_fails_the_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The part that fails is told with its sentence, the others are still tried, and the exit status says so."""
    from scribe import cli

    some = tuple(part for part in parts("ui.unseen:no_such_function", Settings()) if part.key in ("vault", "window"))
    monkeypatch.setattr(self_test, "parts", lambda window, settings: some)
    assert cli.run(["doctor", "--self-test"], window="ui.unseen:no_such_function") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("ok  Vault") and lines[1].startswith("!   Window")
    assert lines[2] == "Fairnote does not work as it is installed here."


def started(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """What the parts with models start under these settings, and what is told of each."""
    begun: list[str] = []

    def start(model: InstalledModel, *, device: str = "", idle_seconds: float | None) -> None:
        begun.append(f"{model.kind} {device}".strip())
        raise EngineFailed

    for name in ("transcriber", "second", "speakers", "writer"):
        monkeypatch.setattr(engines, f"start_{name}", start)
    with_models = [one for one in parts("", settings) if one.key in ("speech", "second_opinion", "speakers", "writer")]
    return begun, [try_part(one, Cancellation()).value for one in with_models]


def test_no_model_is_started_that_it_has_withdrawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even for a try: that is said instead. Where IT has closed the graphics card, it isn't used."""
    settings = Settings(models_folder=tmp_path / "models", gpu="never")
    begun, _ = started(settings, monkeypatch)
    assert begun == ["transcriber cpu", "second opinion", "speakers", "writer cpu"]
    every = tuple(catalogue.starter(kind).files[-1].sha256 for kind in catalogue.KINDS)
    begun, told = started(Settings(models_folder=tmp_path / "models", withdrawn_models=every), monkeypatch)
    assert not begun and all("has withdrawn this model" in value for value in told)


def test_what_is_over_time_counts_as_failed() -> None:
    """Nobody is told that a part works which was not tried."""
    late = Cancellation()
    late.ask()
    tried = try_part(Part("vault", "Vault", lambda cancel: "fine"), late)
    assert not tried.fine and "not tried" in tried.value


def test_an_unexpected_failure_tells_its_class_alone() -> None:
    """The text of an exception may hold anything; the next part is tried all the same."""

    def fail(cancel: Cancellation) -> str:
        raise ValueError("Mrs Begum")

    tried = try_part(Part("some", "Something", fail), Cancellation())
    assert (tried.value, tried.fine) == ("failed (ValueError)", False)


def test_a_missing_module_is_named() -> None:
    """IT can tell what is missing in an installation."""
    with pytest.raises(SelfTestFailed, match=r"no_such_module \(ModuleNotFoundError\)"):
        import_each(("json", "no_such_module"))


def test_too_few_words_are_not_enough() -> None:
    """A recogniser that hears something else has not passed."""
    with pytest.raises(SelfTestFailed, match="Only 3 of 16 words"):
        heard_enough("Hello. I met her in the street.")
    assert heard_enough("Hello Mrs Begum, I am Jo the social worker. Is it all right?").startswith("11 of 16")


def test_every_library_that_fairnote_depends_on_is_tried() -> None:
    """A new dependency has to be put into the self-test, or be one of the window's or an engine's."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=~!]", line)[0].lower() for line in wanted}
    elsewhere = {"pyside6", "faster-whisper", "llama-cpp-python", "onnxruntime", "rapidocr", "pypdf"}
    called = {"apsw": "apsw-sqlite3mc", "docx": "python-docx", "minisign": "py-minisign", "nacl": "pynacl"}
    assert {called.get(name, name.lower()) for name in LIBRARIES} | elsewhere == names
