"""A real sound server plays: how soon a sound is heard, whether `at` is what is heard, how soon it is silent."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from scribe.audio_store import AudioWriter, EncryptedAudio
from scribe.errors import NoSpeaker
from scribe.player import Player
from tests.audio.pulse import HAVE_PULSE, Pulse, wait_for

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not HAVE_PULSE, reason="pulseaudio is not installed (dev.py test installs it as root)"),
]
KEY = bytes(range(32))
RATE = 16_000
BURSTS = (1, 2, 3, 4, 5, 6, 7)


@pytest.fixture
def pulse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulse]:
    """A sound server whose sink is the laptop's own speaker."""
    running = Pulse(tmp_path)
    (tmp_path / "home" / ".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    yield running
    running.close()


@pytest.fixture
def audio(tmp_path: Path) -> EncryptedAudio:
    """Eight seconds with a short tone at each full second."""
    sound = np.zeros(8 * RATE)
    for second in BURSTS:
        sound[second * RATE : second * RATE + 3200] = 12_000 * np.sin(2 * np.pi * 500 * np.arange(3200) / RATE)
    with AudioWriter(tmp_path / "a.fna", KEY, "rec-1", fsync=False) as writer:
        writer.write(sound.astype("<i2").tobytes())
    return EncryptedAudio(tmp_path / "a.fna", KEY, "rec-1")


class Listener:
    """Hears what the speaker plays, and notes when each sound began (monotonic seconds)."""

    def __init__(self, pulse: Pulse, path: Path) -> None:
        pulse.witness(path)
        self.onsets: list[float] = []
        self.loud_at = 0.0
        self._file = path.open("rb")
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while not self._over.wait(0.003):
            heard = np.frombuffer(self._file.read() or b"", dtype="<i2")
            if len(heard) and np.abs(heard.astype(int)).max() > 1500:
                now = time.monotonic()
                if now - self.loud_at > 0.15:
                    self.onsets.append(now)
                self.loud_at = now

    def close(self) -> None:
        """Hear no more."""
        self._over.set()
        self._thread.join()
        self._file.close()


@pytest.fixture
def listener(pulse: Pulse, tmp_path: Path) -> Iterator[Listener]:
    """Somebody who listens."""
    made = Listener(pulse, tmp_path / "heard.raw")
    time.sleep(0.5)
    yield made
    made.close()


def sound_begins(player: Player, audio: EncryptedAudio, listener: Listener) -> float:
    """Seconds from the key to the sound."""
    count = len(listener.onsets)
    began = time.monotonic()
    playing = player.play(audio, 1.0, 1.2)
    wait_for(lambda: len(listener.onsets) > count)
    took = listener.onsets[count] - began
    playing.wait(5)
    time.sleep(0.3)
    return took


def test_a_sound_begins_soon_after_the_key(pulse: Pulse, audio: EncryptedAudio, listener: Listener) -> None:
    """Within 0.3 s where the screen has made it ready, also after a rest; within 0.1 s right after another sound.

    The best of three, because what is measured is the program and not the machine's other work.
    """
    first, rested, following = [], [], []
    for _ in range(3):
        player = Player()
        try:
            player.get_ready()
            time.sleep(2)
            first.append(sound_begins(player, audio, listener))
            following.append(sound_begins(player, audio, listener))
            time.sleep(6)  # it has let go of the device
            rested.append(sound_begins(player, audio, listener))
        finally:
            player.close()
    print(f"first {first} following {following} rested {rested}")
    assert min(first) < 0.3 and min(rested) < 0.3 and min(following) < 0.1


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
def test_at_is_what_is_heard(pulse: Pulse, audio: EncryptedAudio, listener: Listener, speed: float) -> None:
    """When a tone comes out of the speaker, `at` says within a tenth of a second where that tone is."""
    player = Player()
    playing = player.play(audio, 0.0, 6.0, speed=speed)
    off = []
    try:
        for second in BURSTS[:5]:
            count = len(listener.onsets)
            wait_for(lambda count=count: len(listener.onsets) > count, 20)  # type: ignore[misc]
            late = time.monotonic() - listener.onsets[count]
            off.append(playing.at - late * speed - second)
    finally:
        player.close()
    print(f"speed {speed}: off by {[round(o, 3) for o in off]}")
    assert sorted(map(abs, off))[-2] < 0.1  # the listener of this test may be held up once


def test_stop_and_pause_silence_at_once(pulse: Pulse, tmp_path: Path, listener: Listener) -> None:
    """What the device still has is heard, and no more: 0.2 s, the server's own buffer and the witness's included."""
    with AudioWriter(tmp_path / "b.fna", KEY, "rec-2", fsync=False) as writer:
        writer.write((9000 * np.sin(np.arange(10 * RATE) / 5)).astype("<i2").tobytes())
    player = Player()
    playing = player.play(EncryptedAudio(tmp_path / "b.fna", KEY, "rec-2"), 0.0, 10.0)
    try:
        for act in (playing.pause, playing.stop):
            wait_for(lambda: time.monotonic() - listener.loud_at < 0.05)
            time.sleep(0.3)
            asked = time.monotonic()
            act()
            time.sleep(0.5)
            print(f"silent after {listener.loud_at - asked:.3f}")
            assert listener.loud_at - asked < 0.2
            playing.resume()
    finally:
        player.close()


def test_a_server_that_dies_is_said(pulse: Pulse, audio: EncryptedAudio) -> None:
    """Playing ends with a plain sentence, and the next one plays where there is a server again."""
    player = Player()
    playing = player.play(audio, 0.0, 8.0)
    wait_for(lambda: playing.at > 0.3)
    pulse.kill()
    began = time.monotonic()
    assert playing.wait(10) and playing.problem == NoSpeaker.sentence
    print(f"said after {time.monotonic() - began:.2f}")
    pulse.start()
    playing = player.play(audio, 1.0, 1.5)
    assert playing.wait(10) and playing.problem == ""
    player.close()
