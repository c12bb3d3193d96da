"""What playing a stretch promises."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from scribe.audio_store import AudioWriter, EncryptedAudio
from scribe.errors import MoveNotAllowed, NoSpeaker
from scribe.player import STOPPED_BY_ITSELF, Player, Playing
from scribe.speaker import NO_PORTAUDIO
from tests.audio.fake_speakers import HEARD

KEY = bytes(range(32))
SECONDS = 6
Start = Callable[..., Playing]


@pytest.fixture(scope="module")
def samples() -> np.ndarray:
    """Six seconds of noise, no two of whose samples could be taken for each other."""
    return np.random.default_rng(5).integers(-9000, 9000, SECONDS * 16_000).astype("<i2")


@pytest.fixture
def audio(tmp_path: Path, samples: np.ndarray) -> EncryptedAudio:
    """The same, kept."""
    with AudioWriter(tmp_path / "a.fna", KEY, "rec-1", fsync=False) as writer:
        writer.write(samples.tobytes())
    return EncryptedAudio(tmp_path / "a.fna", KEY, "rec-1")


@pytest.fixture
def players() -> Iterator[Callable[..., Player]]:
    """Makes players, and closes them."""
    made: list[Player] = []

    def make(speaker: str = "working", **options: float) -> Player:
        made.append(Player(opener=f"tests.audio.fake_speakers:{speaker}", **options))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def player(players: Callable[..., Player]) -> Player:
    """One whose speaker works."""
    return players()


def until(what: Callable[[], bool], seconds: float = 10.0) -> float:
    """Wait until it is so, and give the seconds that took."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.002)
    return time.monotonic() - began


def child_of(player: Player) -> int:
    """Its child's process."""
    assert player._line is not None
    return player._line._child.pid


def test_a_span_is_played_to_its_end(player: Player, audio: EncryptedAudio) -> None:
    """It takes as long as the span, says how far it is, and ends without a problem at the span's end."""
    playing = player.play(audio, 1.0, 1.6)
    assert not playing.finished and playing.at >= 1.0
    took = until(lambda: playing.at > 1.01) and until(lambda: playing.finished)
    assert playing.problem == "" and playing.at == pytest.approx(1.6)
    assert 0.4 < took < 1.2


def test_a_span_past_the_end_stops_where_the_sound_does(player: Player, audio: EncryptedAudio) -> None:
    """Asking for more than there is plays what there is."""
    playing = player.play(audio, SECONDS - 0.5, 99.0)
    assert playing.wait(10) and playing.problem == ""
    assert playing.at == pytest.approx(SECONDS)


def test_at_its_own_speed_every_sample_is_heard_as_it_was_recorded(
    player: Player, audio: EncryptedAudio, samples: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is faded, filtered, left out or heard twice, wherever the span begins."""
    monkeypatch.setenv(HEARD, str(tmp_path / "heard"))
    assert player.play(audio, 1.0333, 1.7777).wait(10)
    heard = np.fromfile(tmp_path / "heard", dtype="<i2")
    assert np.array_equal(heard, samples[round(1.0333 * 16_000) : round(1.7777 * 16_000)])


def test_a_pause_keeps_the_place(player: Player, audio: EncryptedAudio) -> None:
    """It stands still while it is paused, and goes on from where it was heard last."""
    playing = player.play(audio, 0.0, 3.0)
    until(lambda: playing.at > 0.3)
    playing.pause()
    time.sleep(0.1)
    at = playing.at
    time.sleep(0.2)
    assert playing.paused and playing.at == at and not playing.finished
    playing.resume()
    assert not playing.paused and until(lambda: playing.at > at + 0.1) < 1.0
    playing.stop()


@pytest.mark.parametrize("to", [0.2, 4.0])
def test_seeking_goes_anywhere_in_the_recording(player: Player, audio: EncryptedAudio, to: float) -> None:
    """Back before the span's start too, so that what led to it can be heard."""
    playing = player.play(audio, 2.0, 5.0)
    until(lambda: playing.at > 2.1)
    playing.seek(to)
    until(lambda: to <= playing.at < to + 0.3)
    playing.stop()


def test_seeking_past_the_end_ends_it(player: Player, audio: EncryptedAudio) -> None:
    """There is nothing after the span's end."""
    playing = player.play(audio, 0.0, 2.0)
    playing.seek(99.0)
    assert playing.wait(5) and playing.at == pytest.approx(2.0)


@pytest.mark.parametrize("speed", [0.5, 2.0])
def test_at_another_speed_a_span_takes_as_long_as_that_asks(
    player: Player, audio: EncryptedAudio, speed: float
) -> None:
    """`at` stays in seconds of the recording."""
    playing = player.play(audio, 1.0, 2.0, speed=speed)
    until(lambda: playing.at > 1.02)
    took = until(lambda: playing.finished)
    assert took == pytest.approx(0.98 / speed, abs=0.25)
    assert playing.at == pytest.approx(2.0, abs=0.03)


def test_the_speed_changes_while_it_plays(player: Player, audio: EncryptedAudio) -> None:
    """From one moment to the next, at the same place; what is out of range is the nearest that is in it."""
    playing = player.play(audio, 0.0, 6.0, speed=0.5)
    until(lambda: playing.at > 0.2)
    before = playing.at
    playing.set_speed(9.0)
    assert playing.speed == 2.0
    until(lambda: playing.at > before + 0.1)
    assert playing.at < before + 0.5
    began, at = time.monotonic(), playing.at
    until(lambda: playing.at > at + 1.0)
    assert time.monotonic() - began < 1.0  # it would have taken two seconds
    playing.stop()


def test_a_loop_begins_again_until_it_is_told_not_to(player: Player, audio: EncryptedAudio) -> None:
    """From the span's start; told to end, it plays to the end once more."""
    playing = player.play(audio, 1.0, 1.4, loop=True)
    for _ in range(2):
        until(lambda: playing.at > 1.25)
        until(lambda: playing.at < 1.2)
    playing.set_loop(False)
    assert playing.wait(5) and playing.at == pytest.approx(1.4)


def test_a_loop_of_nothing_ends(player: Player, audio: EncryptedAudio) -> None:
    """Where there is no sound there is nothing to repeat."""
    assert player.play(audio, 99.0, 100.0, loop=True).wait(5)


def test_stop_is_at_once_and_the_next_begins_at_once(player: Player, audio: EncryptedAudio) -> None:
    """Stopping never waits and may be done twice; the child that is warm begins the next within a tenth of a second."""
    playing = player.play(audio, 0.0, 3.0)
    until(lambda: playing.at > 0.1)
    began = time.monotonic()
    playing.stop()
    playing.stop()
    assert time.monotonic() - began < 0.2
    assert playing.finished and playing.problem == "" and 0.1 < playing.at < 3.0
    child, waits = child_of(player), []
    for _ in range(5):  # the best of five: the machine may be busy
        following = player.play(audio, 0.0, 3.0)
        waits.append(until(lambda following=following: following.at > 0.0))  # type: ignore[misc]
    assert min(waits) < 0.1 + 0.05  # the tenth, and what `at` may be late
    assert child_of(player) == child
    following.stop()


def test_what_plays_stops_when_something_else_is_played(player: Player, audio: EncryptedAudio) -> None:
    """Only one thing is heard at a time, and what is asked of the earlier one is not done to the later."""
    first = player.play(audio, 0.0, 5.0)
    until(lambda: first.at > 0.1)
    second = player.play(audio, 3.0, 5.0)
    assert first.finished
    first.seek(0.0)
    first.pause()
    until(lambda: second.at > 3.1)
    second.stop()


def test_asking_how_far_it_is_never_waits(player: Player, audio: EncryptedAudio) -> None:
    """A screen asks thirty times a second from its own thread: the slowest of a thousand takes under 20 ms."""
    playing = player.play(audio, 0.0, 5.0)
    times = []
    for _ in range(1000):
        began = time.perf_counter()
        _ = playing.at, playing.finished
        times.append(time.perf_counter() - began)
    playing.stop()
    assert sorted(times)[-5] < 0.02


def test_an_idle_child_leaves_and_the_next_span_has_another(
    players: Callable[..., Player], audio: EncryptedAudio
) -> None:
    """Nothing stays in memory that nobody uses."""
    player = players(idle_seconds=0.5)
    player.get_ready()
    first = child_of(player)
    assert player._line is not None
    line = player._line
    until(lambda: not line.look())
    playing = player.play(audio, 0.0, 0.2)
    assert playing.wait(10) and playing.problem == "" and child_of(player) != first


def test_a_paused_child_leaves_too_and_its_place_is_kept(players: Callable[..., Player], audio: EncryptedAudio) -> None:
    """Somebody who pauses and goes home leaves nothing behind; what is paused is over, where it is."""
    player = players(idle_seconds=0.5)
    playing = player.play(audio, 0.0, 3.0)
    until(lambda: playing.at > 0.1)
    playing.pause()
    playing.seek(1.5)
    line = player._line
    assert line is not None
    until(lambda: not line.look())
    assert playing.finished and playing.paused and playing.problem == "" and playing.at == pytest.approx(1.5)


@pytest.mark.parametrize("speaker", ["none_there", "broken", "pulled_out"])
def test_no_speaker_is_a_plain_sentence(players: Callable[..., Player], audio: EncryptedAudio, speaker: str) -> None:
    """Without a speaker the worker reads that, and nothing of the driver's own words; asked again it is tried again."""
    player = players(speaker)
    for _ in range(2):
        playing = player.play(audio, 0.0, 1.0)
        assert playing.wait(10)
        assert playing.problem == NoSpeaker.sentence


def test_a_child_that_dies_is_said(player: Player, audio: EncryptedAudio) -> None:
    """The worker reads that playing stopped; the next one plays."""
    playing = player.play(audio, 0.0, 5.0)
    until(lambda: playing.at > 0.1)
    os.kill(child_of(player), 9)
    assert playing.wait(5) and playing.problem == STOPPED_BY_ITSELF
    assert player.play(audio, 0.0, 0.2).wait(10)


def test_a_hung_speaker_holds_nobody_up(players: Callable[..., Player], audio: EncryptedAudio) -> None:
    """A driver that never comes back: stopping does not wait for it, and the next span gets a child of its own."""
    player = players("hung")
    playing = player.play(audio, 0.0, 1.0)
    time.sleep(0.3)
    first, began = child_of(player), time.monotonic()
    playing.stop()
    assert time.monotonic() - began < 0.2 and playing.finished
    player.play(audio, 0.0, 1.0)
    assert child_of(player) != first


def test_closing_ends_the_child(player: Player, audio: EncryptedAudio) -> None:
    """With the session goes the sound; nothing can be played after it."""
    playing = player.play(audio, 0.0, 5.0)
    child = child_of(player)
    player.close()
    player.close()
    assert playing.finished and not psutil.pid_exists(child)
    with pytest.raises(MoveNotAllowed):
        player.play(audio, 0.0, 1.0)


def test_a_machine_without_sound_says_so(audio: EncryptedAudio) -> None:
    """On a machine that has no output device the real speaker fails with a plain sentence; on another it plays."""
    player = Player()
    playing = player.play(audio, 0.0, 0.3)
    assert playing.wait(20)
    assert playing.problem in ("", NoSpeaker.sentence, NO_PORTAUDIO)
    player.close()


def test_a_missing_file_is_said(player: Player, tmp_path: Path) -> None:
    """A recording whose file is gone is a sentence, not silence."""
    gone = EncryptedAudio(tmp_path / "none.fna", KEY, "rec-1")
    playing = player.play(gone, 0.0, 1.0)
    assert playing.wait(10)
    assert "not where it was put" in playing.problem


def test_a_cut_does_not_click(player: Player, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a seek the sound comes up from silence instead of jumping to where the wave is."""
    loud = np.full(16_000 * 3, 12_000, "<i2")
    with AudioWriter(tmp_path / "b.fna", KEY, "rec-2", fsync=False) as writer:
        writer.write(loud.tobytes())
    monkeypatch.setenv(HEARD, str(tmp_path / "heard"))
    playing = player.play(EncryptedAudio(tmp_path / "b.fna", KEY, "rec-2"), 0.0, 3.0)
    until(lambda: playing.at > 0.2)
    playing.seek(1.0)
    until(lambda: playing.at > 1.1)
    playing.stop()
    heard = np.fromfile(tmp_path / "heard", dtype="<i2").astype(int)
    quiet = np.flatnonzero(heard == 0)
    assert len(quiet) and max(b - a for a, b in itertools.pairwise(heard[quiet[0] :])) < 400
