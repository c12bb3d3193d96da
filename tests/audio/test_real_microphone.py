"""Real faults of a real microphone: PortAudio records from a PulseAudio of the test's own, and something goes wrong.

Few rounds in the everyday run; `dev.py faults` runs all of them.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from scribe.audio_gaps import ASLEEP, LOST, STOPPED
from scribe.capture_watch import LOST_AFTER
from scribe.recorder import LOST_SENTENCE, SILENT, RecordingHandle, RecordingState, microphones, start_recording
from tests.audio.fault_rounds import fault_rounds, note_figures
from tests.audio.folder_takes import FolderTakes
from tests.audio.pulse import HAVE_PULSE, MICROPHONE, Pulse, wait_for
from tests.audio.sounds import real_speech, write_sound

pytestmark = pytest.mark.skipif(not HAVE_PULSE, reason="pulseaudio is not installed (dev.py test installs it as root)")
KILLS = fault_rounds(8)
ROUNDS = max(1, KILLS // 10)
"""How often the faults that take longer are tried."""


@pytest.fixture
def pulse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulse]:
    """A microphone named 'fakemic'."""
    running = Pulse(tmp_path)
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    yield running
    running.close()


@dataclass
class Recorded:
    """A recording that goes on, and where its takes are."""

    handle: RecordingHandle
    store: FolderTakes

    @property
    def recording(self) -> bool:
        return self.handle.state is RecordingState.RECORDING

    @property
    def lost(self) -> bool:
        return self.handle.state is RecordingState.LOST

    def takes(self, number: int) -> bool:
        """Whether so many takes hold sound, and the last of them is being filled."""
        return len(self.handle.takes) == number and self.recording

    def check_whole(self) -> None:
        """Every take that was begun and holds sound can be read to its end, which is where its child stopped."""
        for take in self.handle.takes:
            state = take.audio.state
            assert take.ended and state.damaged_at is None
            assert state.seconds == pytest.approx(take.seconds)
            assert self.store.kept[take.audio.recording_id][0].seconds == pytest.approx(take.seconds)


@pytest.fixture
def recorded(pulse: Pulse, tmp_path: Path) -> Iterator[Recorded]:
    """A recording of 'fakemic' that has begun."""
    folder = tmp_path / "takes"
    folder.mkdir()
    store = FolderTakes(folder)
    begun = Recorded(start_recording(store, MICROPHONE), store)
    wait_for(lambda: begun.recording)
    yield begun
    began = time.monotonic()
    begun.handle.stop()
    assert time.monotonic() - began < 7, "stop() hung"


def noise(seconds: float) -> np.ndarray:
    """Sound of which no two stretches are alike, so that any of it can be found again."""
    return (np.random.default_rng(7).normal(0, 4_000, int(seconds * 16_000))).astype(np.int16)


def found_at(piece: np.ndarray, place: np.ndarray) -> tuple[int, float]:
    """Where in `place` this piece is, in samples, and how alike it is there (1: the same)."""
    size = 1 << (len(place) + len(piece)).bit_length()
    crossed = np.fft.irfft(np.fft.rfft(place, size) * np.conj(np.fft.rfft(piece, size)), size)[: len(place)]
    at = int(crossed.argmax())
    there = place[at : at + len(piece)]
    return at, float(crossed[at] / (np.linalg.norm(there) * np.linalg.norm(piece) + 1e-9))


def test_speech_is_recorded_through_a_real_sound_system(pulse: Pulse, recorded: Recorded, tmp_path: Path) -> None:
    """What is said into the microphone is in the file, recognisably the same, at the right length."""
    assert MICROPHONE in [microphone.name for microphone in microphones()]
    assert MICROPHONE in recorded.handle.microphone
    speech = real_speech()[: 4 * 16_000]
    began = recorded.handle.seconds
    speaking = pulse.play(write_sound(tmp_path / "speech.wav", speech))
    wait_for(lambda: speaking.poll() is not None)
    assert speaking.returncode == 0
    whole = recorded.handle.stop()
    assert 3.9 < whole.seconds - began < 6 and not whole.gaps
    _, likeness = found_at(speech.astype(float), recorded.store.samples().astype(float))
    assert likeness > 0.9


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_kill_9_with_a_real_microphone(pulse: Pulse, recorded: Recorded, tmp_path: Path) -> None:
    """Row 1. Killed at random moments: at most a second of what another program heard until then is missing.

    Nothing is unreadable, recording goes on by itself, and each gap is marked as long as it was.
    """
    pulse.play(write_sound(tmp_path / "noise.wav", noise(KILLS * 4 + 30)))
    heard = tmp_path / "witness"
    pulse.witness(heard)
    wait_for(lambda: heard.exists() and heard.stat().st_size > 32_000)
    wait_for(lambda: recorded.handle.level > -60.0)
    kills, away, chance = [], [], random.Random(3)
    for number in range(1, KILLS + 1):
        time.sleep(chance.uniform(0.3, 2.0))
        killed = recorded.handle.pid
        kills.append(heard.stat().st_size // 2)
        os.kill(killed, signal.SIGKILL)
        away.append(wait_for(lambda n=number, k=killed: recorded.handle.pid != k and recorded.takes(n + 1)))
    wait_for(lambda: recorded.handle.takes[-1].seconds > 0.5)
    whole = recorded.handle.stop()
    recorded.check_whole()
    assert [gap.why for gap in whole.gaps] == [STOPPED] * KILLS == [gap.why for gap in recorded.store.gaps]
    gaps = [gap.end - gap.start for gap in whole.gaps]
    lost, wrong = compare(recorded, np.fromfile(heard, dtype="<i2").astype(float), kills, gaps)
    note_figures("seconds lost at a kill -9 (PulseAudio, against a second recorder)", lost)
    note_figures("seconds until it records again after a kill -9 (PulseAudio)", away)
    note_figures("seconds by which the marked gap differs from the real one", wrong)
    assert max(lost) <= 1.0 and max(wrong) < 0.75


def compare(
    recorded: Recorded, witness: np.ndarray, kills: list[int], gaps: list[float]
) -> tuple[list[float], list[float]]:
    """For each kill: seconds that the witness had heard by then and the take lacks; and how wrong its gap is."""
    lost, wrong = [], []
    second = 16_000
    for number, (killed, gap) in enumerate(zip(kills, gaps, strict=True), 1):
        tail = recorded.store.samples(number)[-3_200:].astype(float)
        head = recorded.store.samples(number + 1)[1_600:4_800].astype(float)
        first = max(0, killed - 4 * second)
        ended, tail_like = found_at(tail, witness[first : killed + second])
        ended += first + len(tail)
        began, head_like = found_at(head, witness[ended : ended + 12 * second])
        began += ended - 1_600
        assert min(tail_like, head_like) > 0.9
        lost.append((killed - ended) / second)
        wrong.append(abs((began - ended) / second - gap))
    return lost, wrong


def test_a_microphone_that_is_unloaded_and_loaded_again(pulse: Pulse, recorded: Recorded) -> None:
    """Row 5. Noticed within two seconds; back in a new take once it is there again; the gap is marked."""
    noticed, back = [], []
    for number in range(1, ROUNDS + 1):
        wait_for(lambda n=number: recorded.takes(n) and recorded.handle.takes[-1].seconds > 0.5)
        pulse.unplug()
        noticed.append(wait_for(lambda: recorded.lost))
        assert recorded.handle.warning == LOST_SENTENCE
        time.sleep(1.0)
        assert recorded.lost
        pulse.plug_in()
        back.append(wait_for(lambda n=number: recorded.takes(n + 1)))
    whole = recorded.handle.stop()
    recorded.check_whole()
    assert [gap.why for gap in whole.gaps] == [LOST] * ROUNDS == [gap.why for gap in recorded.store.gaps]
    assert all(LOST_AFTER < gap.end - gap.start < 12 for gap in whole.gaps)
    note_figures("seconds until an unplugged microphone is noticed", noticed)
    note_figures("seconds until it records again once it is plugged in", back)
    assert max(noticed) < LOST_AFTER + 0.5


def test_a_sound_server_that_dies_and_comes_back(pulse: Pulse, recorded: Recorded) -> None:
    """Row 6. The same when the whole sound server is killed, and nothing hangs."""
    noticed, back = [], []
    for number in range(1, ROUNDS + 1):
        wait_for(lambda n=number: recorded.takes(n) and recorded.handle.takes[-1].seconds > 0.5)
        pulse.kill()
        noticed.append(wait_for(lambda: recorded.lost))
        time.sleep(1.0)
        pulse.start()
        back.append(wait_for(lambda n=number: recorded.takes(n + 1), 30.0))
    whole = recorded.handle.stop()
    recorded.check_whole()
    assert [gap.why for gap in whole.gaps] == [LOST] * ROUNDS
    note_figures("seconds until a dead sound server is noticed", noticed)
    note_figures("seconds until it records again once the server is back", back)
    assert max(noticed) < LOST_AFTER + 0.5


def test_stop_does_not_hang_when_the_microphone_or_the_server_is_gone(pulse: Pulse, recorded: Recorded) -> None:
    """Row 7. PortAudio's own stop hangs then; ours doesn't, and all that was recorded is there, with the gap."""
    wait_for(lambda: recorded.handle.seconds > 0.5)
    pulse.unplug()
    wait_for(lambda: recorded.lost)
    pulse.kill()
    began = time.monotonic()
    whole = recorded.handle.stop()
    note_figures("seconds that stop() takes without microphone and server", [time.monotonic() - began])
    recorded.check_whole()
    (gap,) = whole.gaps
    assert whole.seconds > 0.5 and gap.start == whole.seconds and gap.why == LOST


def test_a_silent_microphone_is_warned_of(pulse: Pulse, tmp_path: Path) -> None:
    """Row 8. A sink that nothing plays into gives zeros, as a denied microphone does: warned of within 3 seconds."""
    warned = []
    for number in range(ROUNDS):
        folder = tmp_path / f"takes{number}"
        folder.mkdir()
        handle = start_recording(FolderTakes(folder), MICROPHONE)
        wait_for(lambda h=handle: h.state is RecordingState.RECORDING)
        warned.append(wait_for(lambda h=handle: h.warning == SILENT))
        handle.stop()
    note_figures("seconds until a silent microphone is warned of", warned)
    assert max(warned) <= 3.0


@pytest.mark.skipif(os.name != "posix", reason="SIGSTOP is a matter of POSIX")
def test_a_laptop_that_slept(pulse: Pulse, recorded: Recorded) -> None:
    """Row 9. Nothing ran for four seconds: the gap is marked as a sleep, and recording goes on in a new take."""
    back = []
    for number in range(1, ROUNDS + 1):
        wait_for(lambda n=number: recorded.takes(n) and recorded.handle.takes[-1].seconds > 0.5)
        stopped = recorded.handle.pid
        os.kill(stopped, signal.SIGSTOP)
        time.sleep(4.0)
        os.kill(stopped, signal.SIGCONT)
        back.append(wait_for(lambda n=number: recorded.takes(n + 1)))
    whole = recorded.handle.stop()
    recorded.check_whole()
    assert [gap.why for gap in whole.gaps] == [ASLEEP] * ROUNDS
    assert all(4.0 < gap.end - gap.start < 8.0 for gap in whole.gaps)
    note_figures("seconds until it records again after a sleep", back)
