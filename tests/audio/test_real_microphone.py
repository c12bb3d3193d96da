"""Recording through PortAudio from a microphone that is there: one that PulseAudio plays into."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from scribe.audio_store import EncryptedAudio
from scribe.capture_child import LOST_AFTER
from scribe.recorder import RecordingState, microphones, start_recording
from tests.audio.sounds import real_speech, write_sound

HAVE_PULSE = shutil.which("pulseaudio") and shutil.which("paplay") and shutil.which("pactl")
pytestmark = [pytest.mark.long, pytest.mark.skipif(not HAVE_PULSE, reason="pulseaudio is not installed")]
KEY = bytes(range(32))


class Pulse:
    """A PulseAudio of this test's own, with one sink whose monitor is the microphone."""

    def __init__(self, folder: Path) -> None:
        places = {"XDG_RUNTIME_DIR": "run", "HOME": "home", "PULSE_RUNTIME_PATH": "pulse", "PULSE_STATE_PATH": "state"}
        self.environment = {name: str(folder / place) for name, place in places.items()}
        for place in self.environment.values():
            Path(place).mkdir(mode=0o700)
        socket = folder / "run" / "native"
        self.environment["PULSE_SERVER"] = f"unix:{socket}"
        microphone = 'pcm.fakemic { type pulse device "fake.monitor" hint { show on description "FakeMic" } }\n'
        (folder / "home" / ".asoundrc").write_text(microphone)
        modules = [
            f"module-native-protocol-unix socket={socket} auth-anonymous=1",
            "module-null-sink sink_name=fake rate=16000 channels=1",
        ]
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"]
        command += [part for module in modules for part in ("-L", module)]
        self.server = subprocess.Popen(
            command, env={**os.environ, **self.environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(lambda: socket.exists() and self.run("pactl", "info").returncode == 0)

    def run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """A command that talks to it."""
        return subprocess.run(command, env={**os.environ, **self.environment}, capture_output=True)

    def play(self, path: Path) -> subprocess.Popen[bytes]:
        """Somebody speaks into the microphone."""
        return subprocess.Popen(["paplay", "--device=fake", str(path)], env={**os.environ, **self.environment})

    def close(self) -> None:
        """Stop it."""
        self.server.kill()
        self.server.wait()


@pytest.fixture
def pulse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulse]:
    """A microphone named 'fakemic'."""
    running = Pulse(tmp_path)
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    yield running
    running.close()


def wait_for(what: Callable[[], bool], seconds: float = 15.0) -> float:
    """Wait until something is true, and give the time that took."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.02)
    return time.monotonic() - began


def test_speech_is_recorded_through_a_real_sound_system(pulse: Pulse, tmp_path: Path) -> None:
    """What is said into the microphone is in the file, recognisably the same, at the right length."""
    names = [microphone.name for microphone in microphones()]
    assert "fakemic" in names
    speech = real_speech()[: 4 * 16_000]
    source = write_sound(tmp_path / "speech.wav", speech)
    handle = start_recording(tmp_path / "r.fna", KEY, "rec-1", "fakemic")
    wait_for(lambda: handle.state is RecordingState.RECORDING)
    began = handle.seconds
    speaking = pulse.play(source)
    wait_for(lambda: speaking.poll() is not None)
    assert speaking.returncode == 0
    recorded = handle.stop()
    assert 3.9 < recorded.seconds - began < 6 and not recorded.gaps
    heard = np.concatenate(list(EncryptedAudio(tmp_path / "r.fna", KEY, "rec-1").blocks()))
    size = 1 << 18
    crossed = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(speech / 32768, size)), size)
    assert crossed.max() / (np.linalg.norm(heard) * np.linalg.norm(speech / 32768)) > 0.9


def test_a_microphone_that_is_unloaded_is_noticed_and_stop_does_not_hang(pulse: Pulse, tmp_path: Path) -> None:
    """Pulling it out is noticed within two seconds, with the real PortAudio, and what was recorded is safe."""
    handle = start_recording(tmp_path / "r.fna", KEY, "rec-1", "fakemic")
    wait_for(lambda: handle.seconds >= 1.0)
    pulse.run("pactl", "unload-module", "module-null-sink")
    noticed = wait_for(lambda: handle.state in (RecordingState.LOST, RecordingState.FAILED))
    assert noticed < LOST_AFTER + 1.0 and handle.warning
    began = time.monotonic()
    recorded = handle.stop()
    assert time.monotonic() - began < 7
    assert recorded.seconds >= 1.0
    assert EncryptedAudio(tmp_path / "r.fna", KEY, "rec-1").seconds() == pytest.approx(recorded.seconds)
    print(f"noticed after {noticed:.2f} s; kept {recorded.seconds:.2f} s; gaps {recorded.gaps}")


def test_a_sound_server_that_dies_is_noticed_and_stop_does_not_hang(pulse: Pulse, tmp_path: Path) -> None:
    """The same when the whole sound server is killed."""
    handle = start_recording(tmp_path / "r.fna", KEY, "rec-1", "fakemic")
    wait_for(lambda: handle.seconds >= 1.0)
    pulse.server.kill()
    noticed = wait_for(lambda: handle.state in (RecordingState.LOST, RecordingState.FAILED))
    assert noticed < LOST_AFTER + 1.0
    began = time.monotonic()
    assert handle.stop().seconds >= 1.0
    assert time.monotonic() - began < 7
