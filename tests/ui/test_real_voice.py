"""A real voice reads aloud on a real sound server: it is heard, it stops, and what it says is written nowhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.audio.pulse import HAVE_PULSE, Pulse, wait_for
from ui.read_aloud import Passage, ReadAloud, Reading

HAVE_VOICE = HAVE_PULSE and shutil.which("speech-dispatcher") and any(Path("/usr/lib").rglob("sd_espeak-ng"))
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not HAVE_VOICE, reason="speech-dispatcher with espeak-ng, or pulseaudio, is missing"),
]
WORDS = "Wednesday"
TEXT = f"She slipped in the bathroom on {WORDS}. Her grandson found her on the floor when he came home from work."


@pytest.fixture
def pulse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulse]:
    """A sound server, and a speech service that plays to it, both of the test's own."""
    running = Pulse(tmp_path)
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SPEECHD_ADDRESS", raising=False)
    service = subprocess.Popen(
        ["speech-dispatcher", "-s", "-t", "0"], env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wait_for(lambda: any((tmp_path / "run").rglob("speechd.sock")))
    yield running
    service.terminate()
    service.wait()
    running.close()


def loud_until(path: Path) -> float:
    """Seconds of the recording until the last loud sound; 0 where it is silent."""
    heard = np.abs(np.fromfile(path, dtype="<i2").astype(int))
    loud = np.flatnonzero(heard > 1000)
    return float(loud[-1]) / 16_000 if len(loud) else 0.0


def test_a_text_is_heard_and_left_nowhere(pulse: Pulse, tmp_path: Path, qtbot: QtBot) -> None:
    """Both sentences are heard to their end, and no file of the service's holds a word of them."""
    heard = tmp_path / "heard.raw"
    pulse.witness(heard)
    aloud = ReadAloud()
    names: list[tuple[str, ...]] = []
    aloud.voices.connect(names.append)
    began = time.monotonic()
    with qtbot.waitSignal(aloud.ended, timeout=60_000, check_params_cb=lambda problem: problem == ""):
        aloud.read([Passage("a", TEXT)])
    print(f"{len(names[0])} voices, first {names[0][0]}; read in {time.monotonic() - began:.1f} s")
    assert names[0][0].startswith("English (Great Britain)")
    assert loud_until(heard) > 3.0
    aloud.close()
    files = [file for file in tmp_path.rglob("*") if file.is_file() and file != heard]
    assert any(file.name == "speech-dispatcher.log" for file in files)
    assert [file.name for file in files if WORDS.encode() in file.read_bytes()] == []


def test_stop_and_close_are_heard_at_once(pulse: Pulse, tmp_path: Path, qtbot: QtBot) -> None:
    """Silence within half a second; after a pause the sentence is heard again, which the service's own pause breaks."""
    aloud = ReadAloud()
    with qtbot.waitSignal(aloud.voices, timeout=60_000):
        aloud.find_voices()
    for act in (aloud.pause, aloud.stop, aloud.close):
        heard = tmp_path / f"heard-{act.__name__}.raw"
        pulse.witness(heard)
        aloud.read([Passage("a", TEXT)])
        qtbot.waitUntil(lambda heard=heard: loud_until(heard) > 0, timeout=30_000)  # type: ignore[misc]
        qtbot.wait(500)
        act()
        qtbot.wait(500)
        said = loud_until(heard)
        qtbot.wait(1500)
        assert loud_until(heard) <= said + 0.1, act.__name__
    assert aloud.state is Reading.SILENT
