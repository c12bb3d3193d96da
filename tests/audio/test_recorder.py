"""What a recording promises, whatever the microphone, the disk and the child do."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from scribe.audio_store import EncryptedAudio
from scribe.capture_child import LOST_AFTER, OPEN_WITHIN
from scribe.errors import DiskFull, NoMicrophone
from scribe.recorder import (
    CHILD_GONE,
    LOST_SENTENCE,
    SILENT,
    RecordedAudio,
    RecordingHandle,
    RecordingState,
    microphones,
    start_recording,
)

KEY = bytes(range(32))
Start = Callable[..., RecordingHandle]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts recordings with a fake microphone; stops what a test leaves behind."""
    handles: list[RecordingHandle] = []

    def begin(microphone: str, device: str | None = None) -> RecordingHandle:
        opener = f"tests.audio.fake_microphones:{microphone}"
        handle = start_recording(tmp_path / "r.fna", KEY, "rec-1", device, opener=opener)
        handles.append(handle)
        return handle

    yield begin
    for handle in handles:
        handle.stop()


def wait_for(what: Callable[[], bool], seconds: float = 15.0) -> float:
    """Wait until something is true, and give the time that took; fails if it never is."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.01)
    return time.monotonic() - began


def audio(tmp_path: Path) -> EncryptedAudio:
    """What is in the file."""
    return EncryptedAudio(tmp_path / "r.fna", KEY, "rec-1")


def heard(tmp_path: Path) -> np.ndarray:
    """All samples in the file."""
    return np.frombuffer(b"".join(audio(tmp_path).frames()), dtype="<i2")


def unbroken(samples: np.ndarray) -> bool:
    """Whether these are a ramp's samples with none missing."""
    return bool(np.all((np.diff(samples.astype(int)) == 1) | (samples[1:] == 1)))


def test_a_recording_holds_every_sample_and_is_finished(start: Start, tmp_path: Path) -> None:
    """Each sample that the microphone gave is in the file, in order; seconds and SHA-256 are those of the file."""
    handle = start("steady")
    assert handle.state is RecordingState.STARTING
    wait_for(lambda: handle.seconds >= 1.0)
    assert handle.state is RecordingState.RECORDING and handle.warning == ""
    assert -40 < handle.level <= handle.peak <= 0 and handle.minutes_left > 0
    recorded = handle.stop()
    samples = heard(tmp_path)
    assert samples[0] == 1 and unbroken(samples)
    assert audio(tmp_path).state.finished
    assert recorded == RecordedAudio(len(samples) / 16_000, hashlib.sha256(samples.tobytes()).hexdigest(), ())  # type: ignore[arg-type]
    assert handle.state is RecordingState.STOPPED and handle.stop() == recorded


def test_it_is_not_recording_before_the_first_sound(start: Start) -> None:
    """A microphone that opens but gives nothing never shows 'recording', and is given up with a sentence."""
    handle = start("never_gives_sound")
    states = set()
    wait_for(lambda: states.add(handle.state) or handle.state is RecordingState.FAILED, OPEN_WITHIN + 10)  # type: ignore[func-returns-value]
    assert states == {RecordingState.STARTING, RecordingState.FAILED}
    assert handle.warning == NoMicrophone.sentence
    assert handle.stop().seconds == 0.0


@pytest.mark.parametrize("microphone", ["not_there", "breaks"])
def test_no_microphone_is_a_plain_sentence(start: Start, microphone: str) -> None:
    """Where nothing can be opened, the worker reads why and what to do, and nothing of the driver's own words."""
    handle = start(microphone)
    wait_for(lambda: handle.state is RecordingState.FAILED)
    assert handle.warning == NoMicrophone.sentence
    assert handle.stop() == RecordedAudio(0.0, hashlib.sha256().hexdigest(), ())  # type: ignore[arg-type]


def test_a_microphone_that_hangs_while_opening_is_given_up(start: Start) -> None:
    """Opening that never returns doesn't hang the child, the window, or `stop`."""
    handle = start("hangs")
    wait_for(lambda: handle.state is RecordingState.FAILED, OPEN_WITHIN + 10)
    began = time.monotonic()
    assert handle.stop().seconds == 0.0
    assert time.monotonic() - began < 3


def test_another_rate_is_resampled(start: Start, tmp_path: Path) -> None:
    """A 48 kHz microphone's 440 Hz is 440 Hz at 16 kHz, as loud as it was, for as long as it was."""
    handle = start("other_rate")
    wait_for(lambda: handle.seconds >= 1.5)
    handle.stop()
    samples = heard(tmp_path)[1_600:17_600].astype(float)
    strongest = int(np.abs(np.fft.rfft(samples)).argmax())
    assert strongest == 440
    assert abs(np.abs(samples).max() - 3_277) < 60


def test_a_pause_keeps_nothing_and_is_marked(start: Start, tmp_path: Path) -> None:
    """What is said in a pause is not stored; the gap says where and how long."""
    handle = start("steady")
    wait_for(lambda: handle.seconds >= 0.5)
    handle.pause()
    wait_for(lambda: handle.state is RecordingState.PAUSED)
    before = handle.seconds
    time.sleep(1.0)
    assert handle.seconds == before
    handle.resume()
    wait_for(lambda: handle.seconds >= before + 0.5)
    recorded = handle.stop()
    (gap,) = recorded.gaps
    assert gap.why == "paused" and 0.9 < gap.end - gap.start < 1.6
    at = round(gap.start * 16_000)
    samples = heard(tmp_path).astype(int)
    assert unbroken(samples[:at]) and unbroken(samples[at:])
    assert 14_000 < (samples[at] - samples[at - 1]) % 30_000 < 26_000


def test_a_microphone_pulled_out_is_noticed_within_two_seconds_and_stop_does_not_hang(
    start: Start, tmp_path: Path
) -> None:
    """Silence without a word becomes 'lost' with a sentence; a `close` that hangs is left behind; the sound is safe."""
    handle = start("pulled_out")
    wait_for(lambda: handle.seconds >= 0.75)
    noticed = wait_for(lambda: handle.state is RecordingState.LOST)
    assert noticed < LOST_AFTER + 1.0 and handle.warning == LOST_SENTENCE
    began = time.monotonic()
    recorded = handle.stop()
    assert time.monotonic() - began < 4
    assert audio(tmp_path).state.finished
    assert abs(recorded.seconds - 1.0) < 0.05 and unbroken(heard(tmp_path))
    assert [gap.why for gap in recorded.gaps] == ["microphone lost"]


def test_a_microphone_that_comes_back_goes_on_and_the_gap_is_marked(start: Start) -> None:
    """After a silence the recording goes on by itself; what was missed is marked with its length."""
    handle = start("comes_back")
    wait_for(lambda: handle.state is RecordingState.LOST)
    wait_for(lambda: handle.state is RecordingState.RECORDING)
    wait_for(lambda: handle.seconds >= 1.0)
    (gap,) = handle.stop().gaps
    assert abs(gap.start - 0.5) < 0.05 and abs(gap.end - gap.start - 3.0) < 0.3


def test_nothing_but_zeros_is_warned_of_within_three_seconds(start: Start) -> None:
    """A microphone that the system denies gives zeros; the worker hears of it while there is still time."""
    handle = start("all_zeros")
    wait_for(lambda: handle.state is RecordingState.RECORDING)
    assert wait_for(lambda: handle.warning == SILENT) < 3.5
    assert handle.level == -100.0


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
@pytest.mark.parametrize("after", [0.31, 0.74, 1.18])
def test_kill_9_loses_at_most_a_second(start: Start, tmp_path: Path, after: float) -> None:
    """Killed at any moment, the file holds all but the last second of what the microphone gave, and reads cleanly."""
    delivered = tmp_path / "delivered"
    handle = start("steady", str(delivered))
    wait_for(lambda: handle.state is RecordingState.RECORDING)
    time.sleep(after)
    os.kill(handle.pid, signal.SIGKILL)
    wait_for(lambda: handle.state is RecordingState.FAILED)
    given = delivered.stat().st_size * 0.020
    assert handle.warning == CHILD_GONE
    recorded = handle.stop()
    samples = heard(tmp_path)
    assert recorded.seconds == len(samples) / 16_000
    assert recorded.sha256 == hashlib.sha256(samples.tobytes()).hexdigest()
    assert 0 <= given - recorded.seconds <= 1.0
    assert unbroken(samples) and not audio(tmp_path).state.finished
    print(f"lost {given - recorded.seconds:.3f} s")


@pytest.mark.skipif(os.name != "posix", reason="SIGSTOP is a matter of POSIX")
def test_a_child_that_hangs_is_stopped_and_the_data_is_safe(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child that answers nothing is killed by `stop`, and what it had written is the recording."""
    monkeypatch.setattr("scribe.recorder.STOP_WITHIN", 1.0)
    handle = start("steady")
    wait_for(lambda: handle.seconds >= 1.0)
    os.kill(handle.pid, signal.SIGSTOP)
    began = time.monotonic()
    recorded = handle.stop()
    assert time.monotonic() - began < 8
    assert recorded.seconds >= 1.0 and unbroken(heard(tmp_path))
    assert handle.state is RecordingState.FAILED


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="needs root, to mount a tmpfs")
def test_a_full_disk_stops_visibly_and_keeps_the_prefix(tmp_path: Path) -> None:
    """Little room is warned of from the start; when it is gone, the recording stops with a sentence and is whole."""
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48k", "none", str(place)], capture_output=True).returncode:
        pytest.skip("this machine does not allow mounting")
    try:
        opener = "tests.audio.fake_microphones:steady"
        handle = start_recording(place / "r.fna", KEY, "rec-1", opener=opener)
        wait_for(lambda: "minutes more" in handle.warning)
        wait_for(lambda: handle.state is RecordingState.FAILED)
        assert handle.warning == DiskFull.sentence
        recorded = handle.stop()
        stored = EncryptedAudio(place / "r.fna", KEY, "rec-1")
        assert recorded.seconds == stored.seconds() > 0.9
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_microphones_are_typed_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for the microphones gives a list, empty on a machine that has none, or one plain sentence."""
    try:
        found = microphones()
    except NoMicrophone as error:
        assert "PortAudio" in str(error)
    else:
        assert all(microphone.id and microphone.name for microphone in found)


def test_the_parent_never_loads_what_the_child_needs() -> None:
    """Importing recorder, player and import loads no numpy, soxr, av or sounddevice: the window stays quick."""
    code = (
        "import sys, scribe.recorder, scribe.player, scribe.audio_import, scribe.transcribing, scribe.transcript_json\n"
        "print([m for m in ('numpy', 'soxr', 'av', 'sounddevice') if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"
