"""What a recording promises, whatever the microphone, the disk and the child do."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import psutil
import pytest

from models.process import SpawnedChild
from scribe.audio_gaps import ASLEEP, LOST, MISSING, PAUSED, STOPPED, TOO_BUSY
from scribe.audio_store import EncryptedAudio
from scribe.capture_child import Ended, Since
from scribe.capture_opening import OPEN_WITHIN
from scribe.capture_watch import LOST_AFTER, real_seconds
from scribe.errors import DiskFull, NoMicrophone
from scribe.microphone_trial import NO_MORE
from scribe.recorder import (
    ANOTHER,
    INTERRUPTED,
    LOST_SENTENCE,
    SILENT,
    SLOW_DISK,
    RecordedAudio,
    RecordingHandle,
    RecordingState,
    microphones,
    start_recording,
    try_microphone,
)
from scribe.takes import CHILD_GONE, REMARKS, TOO_SLOW, TakeRunner
from scribe.visit import Gap
from tests.audio.fault_rounds import fault_rounds, note_figures
from tests.audio.folder_takes import FolderTakes

Start = Callable[..., RecordingHandle]


@pytest.fixture
def store(tmp_path: Path) -> FolderTakes:
    """Where the takes go."""
    return FolderTakes(tmp_path)


@pytest.fixture
def start(store: FolderTakes) -> Iterator[Start]:
    """Starts recordings with a fake microphone; stops what a test leaves behind."""
    handles: list[RecordingHandle] = []

    def begin(microphone: str, device: str | None = None) -> RecordingHandle:
        handle = start_recording(store, device, opener=f"tests.audio.fake_microphones:{microphone}")
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


def unbroken(samples: np.ndarray) -> bool:
    """Whether these are a ramp's samples with none missing."""
    return bool(np.all((np.diff(samples.astype(int)) == 1) | (samples[1:] == 1)))


def test_a_recording_holds_every_sample_and_is_finished(start: Start, store: FolderTakes) -> None:
    """Each sample that the microphone gave is in the file, in order; seconds and SHA-256 are those of the file."""
    handle = start("steady")
    assert handle.state is RecordingState.STARTING
    wait_for(lambda: handle.seconds >= 1.0)
    assert handle.state is RecordingState.RECORDING and handle.warning == ""
    assert -40 < handle.level <= handle.peak <= 0 and handle.minutes_left > 0
    recorded = handle.stop()
    samples = store.samples()
    assert samples[0] == 1 and unbroken(samples)
    assert store.begun[0].state.finished
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


def test_another_rate_is_resampled(start: Start, store: FolderTakes) -> None:
    """A 48 kHz microphone's 440 Hz is 440 Hz at 16 kHz, as loud as it was, for as long as it was."""
    handle = start("other_rate")
    wait_for(lambda: handle.seconds >= 1.5)
    handle.stop()
    samples = store.samples()[1_600:17_600].astype(float)
    strongest = int(np.abs(np.fft.rfft(samples)).argmax())
    assert strongest == 440
    assert abs(np.abs(samples).max() - 3_277) < 60


def test_a_pause_keeps_nothing_and_is_marked(start: Start, store: FolderTakes) -> None:
    """What is said in a pause is not stored; the gap says where and how long."""
    handle = start("steady")
    wait_for(lambda: handle.seconds >= 0.5)
    handle.pause()
    wait_for(lambda: handle.state is RecordingState.PAUSED)
    before = handle.seconds
    time.sleep(1.0)
    assert handle.seconds - before <= 0.25  # what was heard before the pause may have been on its way to the disk
    handle.resume()
    wait_for(lambda: handle.seconds >= before + 0.5)
    recorded = handle.stop()
    (gap,) = recorded.gaps
    assert gap.why == "paused" and 0.9 < gap.end - gap.start < 1.6
    at = round(gap.start * 16_000)
    samples = store.samples().astype(int)
    assert unbroken(samples[:at]) and unbroken(samples[at:])
    assert 14_000 < (samples[at] - samples[at - 1]) % 30_000 < 26_000


def test_a_microphone_pulled_out_is_noticed_and_recording_goes_on_in_a_new_take(
    start: Start, store: FolderTakes
) -> None:
    """Silence without a word is 'lost' within two seconds, with a sentence; a fresh child goes on, the gap is marked.

    What the old one had is whole, and its `close` that hangs for ever is left behind.
    """
    handle = start("pulled_out")
    wait_for(lambda: handle.seconds >= 0.75)
    first = handle.pid
    noticed = wait_for(lambda: handle.state is RecordingState.LOST)
    assert noticed < LOST_AFTER + 1.0 and handle.warning == LOST_SENTENCE
    wait_for(lambda: handle.state is RecordingState.RECORDING)
    assert handle.warning == "" and handle.pid != first
    wait_for(lambda: len(handle.takes) == 2 and handle.takes[1].seconds >= 0.5)
    assert handle.takes[0].ended and not handle.takes[1].ended
    began = time.monotonic()
    recorded = handle.stop()
    assert time.monotonic() - began < 4
    assert [take.audio for take in handle.takes] == store.begun
    (gap,) = recorded.gaps
    assert gap.why == LOST and gap.start == handle.takes[0].seconds and LOST_AFTER < gap.end - gap.start < 6
    assert store.gaps == [Gap(0.0, gap.end - gap.start, LOST)]
    first_kept, remark = store.kept["rec-1"]
    assert first_kept.gaps == () and remark == REMARKS[LOST] and abs(first_kept.seconds - 1.0) < 0.05
    assert store.kept["rec-2"][0].gaps == tuple(store.gaps) and store.kept["rec-2"][1] == ""
    for number, audio in enumerate(store.begun, 1):
        assert audio.state.finished and unbroken(store.samples(number))
    assert recorded.seconds == sum(kept.seconds for kept, _ in store.kept.values())


def test_a_microphone_that_stays_away_leaves_one_empty_place_and_the_gap_is_marked_at_the_end(
    start: Start, store: FolderTakes, tmp_path: Path
) -> None:
    """However often it is tried, no file is made until sound comes; stopping in the gap marks it, and doesn't hang."""
    plug = tmp_path / "plug"
    plug.touch()
    handle = start("pluggable", str(plug))
    wait_for(lambda: handle.seconds >= 0.5)
    plug.unlink()
    wait_for(lambda: handle.state is RecordingState.LOST)
    began = time.monotonic()
    wait_for(lambda: time.monotonic() - began > 3.0)
    assert handle.state is RecordingState.LOST
    recorded = handle.stop()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r1.fna"]
    (gap,) = recorded.gaps
    assert gap.start == recorded.seconds and gap.why == LOST and gap.end - gap.start > 4.5
    assert store.kept["rec-1"][0].gaps == (gap,) and store.kept["rec-2"][0].seconds == 0.0
    assert [take.audio.recording_id for take in handle.takes] == ["rec-1"]
    assert handle.state is RecordingState.STOPPED


def test_it_goes_on_with_another_microphone_and_says_so(start: Start, tmp_path: Path) -> None:
    """The chosen one is tried twice; then the system's own is taken, and the worker is told its name."""
    plug = tmp_path / "plug"
    plug.touch()
    handle = start("one_of_two", str(plug))
    wait_for(lambda: handle.seconds >= 0.5)
    assert handle.microphone == "fake" and handle.warning == ""
    plug.unlink()
    wait_for(lambda: handle.state is RecordingState.LOST)
    wait_for(lambda: handle.state is RecordingState.RECORDING)
    assert handle.microphone == "built in" and handle.warning == ANOTHER.format(name="built in")


def test_a_microphone_lost_in_a_pause_comes_back_quietly_and_nothing_of_the_pause_is_kept(
    start: Start, store: FolderTakes, tmp_path: Path
) -> None:
    """Nobody is alarmed by what nobody missed: it is opened anew after the pause, whose gap is marked as a pause."""
    plug = tmp_path / "plug"
    plug.touch()
    handle = start("pluggable", str(plug))
    wait_for(lambda: handle.seconds >= 0.5)
    handle.pause()
    wait_for(lambda: handle.state is RecordingState.PAUSED)
    before = handle.seconds
    plug.unlink()
    paused = time.monotonic()
    wait_for(lambda: time.monotonic() - paused > LOST_AFTER + 0.5)
    assert handle.state is RecordingState.PAUSED and handle.warning == ""
    plug.touch()
    handle.resume()
    said = set()
    wait_for(lambda: bool(said.add((handle.state, handle.warning))) or len(handle.takes) == 2)  # type: ignore[func-returns-value]
    assert {warning for _, warning in said} == {""} and RecordingState.LOST not in {state for state, _ in said}
    recorded = handle.stop()
    (gap,) = recorded.gaps
    assert gap.why == PAUSED and gap.end - gap.start > LOST_AFTER + 0.5
    assert store.kept["rec-1"][0].seconds - before < 0.3 and store.samples(2)[0] == 1


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_a_child_killed_in_a_pause_leaves_the_pause_a_pause(start: Start, store: FolderTakes) -> None:
    """No microphone is opened until the worker goes on; the gap is one pause, from where the sound ended."""
    handle = start("steady")
    wait_for(lambda: handle.seconds >= 0.5)
    handle.pause()
    wait_for(lambda: handle.state is RecordingState.PAUSED)
    killed = handle.pid
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: handle.takes[0].ended)
    assert handle.state is RecordingState.PAUSED and handle.pid == killed and handle.warning == ""
    handle.resume()
    wait_for(lambda: handle.state is RecordingState.RECORDING)
    wait_for(lambda: handle.seconds > handle.takes[0].seconds)
    assert [gap.why for gap in handle.stop().gaps] == [PAUSED]
    assert store.kept["rec-1"][0].gaps == ()


def test_zeros_after_sound_open_the_microphone_anew_once(start: Start, store: FolderTakes) -> None:
    """Some drivers give zeros after a sleep: a fresh child is tried, and not again when that gives zeros too."""
    handle = start("falls_silent")
    wait_for(lambda: len(handle.takes) == 2)
    wait_for(lambda: handle.warning == SILENT)
    wait_for(lambda: handle.takes[1].seconds > 4.0)
    assert len(handle.takes) == 2 and [gap.why for gap in handle.stop().gaps] == [LOST]


def test_a_microphone_that_gives_too_little_is_noticed(start: Start, store: FolderTakes) -> None:
    """Half of the sound is missing: that is marked as a gap of what is missing, and it is opened anew once."""
    handle = start("gives_too_little")
    wait_for(lambda: len(handle.takes) == 2, 20)
    kept, remark = store.kept["rec-1"]
    assert remark == REMARKS[MISSING] and kept.gaps[0].why == MISSING
    assert 1.0 < kept.gaps[0].end - kept.gaps[0].start < 4.0


def test_a_take_that_ends_before_it_reports_is_still_told_to_be_a_reopening(
    store: FolderTakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where it is stopped at once after it went on: the store audits that, once for the take."""
    between = Gap(0.0, 0.5, STOPPED)
    ends = [
        Ended(1.0, "0" * 64, (), since=Since(real_seconds() - 1.0, STOPPED)),
        Ended(1.0, "1" * 64, (between, Gap(0.5, 0.6, LOST))),
    ]

    class SaysOnlyItsEnd:
        def __init__(self, _: str, args: tuple[EncryptedAudio, object], **more: object) -> None:
            args[0].path.touch()

        def receive(self, _: float) -> Ended:
            return ends.pop(0)

        def stop(self, grace: float) -> None:
            pass

    monkeypatch.setattr("scribe.takes.SpawnedChild", SaysOnlyItsEnd)
    runner = TakeRunner(store, store.begin(), None, "")
    wait_for(lambda: runner.seen.state is RecordingState.STOPPED)
    assert store.gaps == [between] and list(store.kept) == ["rec-1", "rec-2"]


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_kill_9_loses_at_most_a_second(start: Start, store: FolderTakes, tmp_path: Path) -> None:
    """Killed at random moments, again and again: each take holds all but the last second of what came, and reads.

    Recording goes on by itself each time, within seconds, and the gap between two takes is marked.
    """
    counts = tmp_path / "counts"
    counts.mkdir()
    handle = start("steady", str(counts))
    lost, away, chance = [], [], random.Random(1)
    for number in range(1, fault_rounds(4) + 1):
        wait_for(lambda n=number: handle.state is RecordingState.RECORDING and len(store.begun) == n)
        time.sleep(chance.uniform(0.3, 2.0))
        killed = handle.pid
        os.kill(killed, signal.SIGKILL)
        away.append(wait_for(lambda k=killed: handle.pid != k and handle.state is RecordingState.RECORDING))
        wait_for(lambda n=number: f"rec-{n}" in store.kept)
        recorded, remark = store.kept[f"rec-{number}"]
        samples = store.samples(number)
        assert recorded.seconds == len(samples) / 16_000 and unbroken(samples)
        assert recorded.sha256 == hashlib.sha256(samples.tobytes()).hexdigest()
        assert remark == REMARKS[STOPPED] and not store.begun[number - 1].state.damaged_at
        lost.append((counts / str(killed)).stat().st_size * 0.020 - recorded.seconds)
        assert 0 <= lost[-1] <= 1.0
    whole = handle.stop()
    assert handle.state is RecordingState.STOPPED
    assert [gap.why for gap in whole.gaps] == [STOPPED] * len(lost) == [gap.why for gap in store.gaps]
    note_figures("seconds lost at a kill -9 (fake microphone)", lost)
    note_figures("seconds until it records again after a kill -9 (fake microphone)", away)


# --- a slow disk


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    """Where each child counts the pieces that its microphone has given."""
    folder = tmp_path / "counts"
    folder.mkdir()
    return folder


def given(counts: Path, pid: int) -> int:
    """How many samples the microphone of this child has given so far."""
    return (counts / str(pid)).stat().st_size * 320


def test_a_disk_that_is_too_slow_for_each_frame_loses_nothing(
    start: Start, store: FolderTakes, counts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a second for whatever is stored: what waits is stored together, the child lives, and Stop waits for it."""
    monkeypatch.setattr("scribe.takes.SILENT_CHILD", 2.0)
    monkeypatch.setattr("scribe.takes.STOP_WITHIN", 0.8)
    handle = start("slow_disk", str(counts))
    wait_for(lambda: handle.state is RecordingState.RECORDING)
    child = handle.pid
    wait_for(lambda: handle.seconds >= 7.0)
    assert handle.warning == ""
    before = given(counts, child)
    recorded = handle.stop()
    assert handle.state is RecordingState.STOPPED and recorded.gaps == () and len(store.begun) == 1
    assert len(store.samples()) >= before and unbroken(store.samples())


def test_a_disk_that_stands_still_is_waited_for_and_the_worker_is_told(
    start: Start, store: FolderTakes, counts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For longer than a child may be silent, in the recording and at its end: all of it is held, and then stored."""
    for limit in ("SILENT_CHILD", "STOP_WITHIN"):
        monkeypatch.setattr(f"scribe.takes.{limit}", 1.0)
    monkeypatch.setattr("scribe.recorder.WARN_WAITING", 2.0)
    handle = start("disk_that_may_stand_still", str(counts))
    wait_for(lambda: handle.seconds >= 0.5)
    child, still = handle.pid, counts / "still"
    still.touch()
    wait_for(lambda: handle.warning == SLOW_DISK.format(seconds=3))
    assert handle.state is RecordingState.RECORDING
    before = given(counts, child)
    with ThreadPoolExecutor(1) as pool:
        stopping = pool.submit(handle.stop)
        began = time.monotonic()
        wait_for(lambda: time.monotonic() - began > 2.0)
        assert not stopping.done()
        still.unlink()
        recorded = stopping.result(10.0)
    assert handle.state is RecordingState.STOPPED and recorded.gaps == () and len(store.begun) == 1
    assert len(store.samples()) >= before and unbroken(store.samples())


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a child that is ended still waits for the disk")
def test_what_a_disk_never_stores_is_marked_and_told(
    start: Start, store: FolderTakes, counts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop does not wait for ever: what was held in memory is then a gap at the end, as long as it was."""
    monkeypatch.setattr("scribe.takes.STOP_AT_MOST", 1.5)
    handle = start("disk_that_may_stand_still", str(counts))
    wait_for(lambda: handle.seconds >= 0.5)
    child = handle.pid
    (counts / "still").touch()
    stored = handle.seconds
    wait_for(lambda: given(counts, child) > (stored + 2.0) * 16_000)
    heard = given(counts, child) / 16_000
    recorded = handle.stop()
    assert handle.state is RecordingState.FAILED and handle.warning == TOO_SLOW
    (gap,) = recorded.gaps
    assert gap.why == STOPPED and gap.start == recorded.seconds >= stored
    assert abs(gap.end - heard) < 0.4
    assert store.kept["rec-1"] == (recorded, TOO_SLOW) and unbroken(store.samples())


def test_a_pause_on_a_disk_that_stands_still_begins_and_ends_where_it_was_pressed(
    start: Start, store: FolderTakes, counts: Path
) -> None:
    """What was said before Pause and after Resume is kept, though none of it was stored yet; and nothing between."""
    handle = start("disk_that_may_stand_still", str(counts))
    wait_for(lambda: handle.seconds >= 0.5)
    child, still = handle.pid, counts / "still"
    still.touch()
    wait_for(lambda: given(counts, child) > (handle.seconds + 1.0) * 16_000)
    at_pause = given(counts, child)
    handle.pause()
    wait_for(lambda: handle.state is RecordingState.PAUSED, 1.0)
    wait_for(lambda: given(counts, child) > at_pause + 16_000)
    at_resume = given(counts, child)
    handle.resume()
    wait_for(lambda: given(counts, child) > at_resume + 8_000)
    still.unlink()
    (gap,) = handle.stop().gaps
    at = round(gap.start * 16_000)
    samples = store.samples()
    assert gap.why == PAUSED and unbroken(samples[:at]) and unbroken(samples[at:])
    assert abs(at - at_pause) < 1_600 and abs(int(samples[at]) - (at_resume % 30_000 + 1)) < 1_600
    assert abs(gap.end - gap.start - (at_resume - at_pause) / 16_000) < 0.1


def test_what_no_memory_is_left_for_is_marked(start: Start, store: FolderTakes, counts: Path) -> None:
    """A disk that stands still for too long costs what comes then, and not a second that is not marked."""
    handle = start("disk_that_may_stand_still_with_little_memory", str(counts))
    wait_for(lambda: handle.seconds >= 0.5)
    child, still = handle.pid, counts / "still"
    still.touch()
    before = given(counts, child)
    wait_for(lambda: given(counts, child) > before + 32_000)
    still.unlink()
    wait_for(lambda: len(handle.gaps) == 1)
    heard = given(counts, child) / 16_000
    recorded = handle.stop()
    (gap,) = recorded.gaps
    assert gap.why == TOO_BUSY and 1.0 < gap.end - gap.start < 2.5
    assert recorded.seconds + gap.end - gap.start >= heard - 0.05


def test_a_laptop_that_is_too_busy_is_marked_before_the_piece_that_lacks_something(start: Start) -> None:
    """Fifty times within a second are one gap, where it began; gaps that come later are added to it."""
    handle = start("overflows")
    wait_for(lambda: handle.seconds >= 2.0)
    handle.pause()
    wait_for(lambda: handle.state is RecordingState.PAUSED)
    handle.resume()
    wait_for(lambda: len(handle.gaps) == 2)
    first, second = handle.gaps
    assert first == Gap(0.5, 0.5, TOO_BUSY) and second.why == PAUSED
    assert handle.stop().gaps == (first, second)


def test_room_that_nobody_can_tell_stops_nothing(start: Start) -> None:
    """Where the system does not say how full the disk is, recording goes on."""
    handle = start("disk_of_unknown_size")
    wait_for(lambda: handle.seconds >= 0.5)
    assert handle.warning == "" and handle.minutes_left == float("inf")


# --- the child and its parent


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_a_gap_begins_where_the_file_ends_whatever_was_reported_last(
    start: Start, store: FolderTakes, counts: Path
) -> None:
    """Frames that came onto the disk after the last report are not counted as missed."""
    handle = start("reports_rarely", str(counts))
    wait_for(lambda: handle.seconds >= 0.5)
    child, reported = handle.pid, handle.seconds
    wait_for(lambda: given(counts, child) > (reported + 2.0) * 16_000)
    killed = time.monotonic()
    os.kill(child, signal.SIGKILL)
    wait_for(lambda: len(list(counts.iterdir())) == 2)
    away = time.monotonic() - killed
    wait_for(lambda: len(handle.takes) == 2)
    assert handle.takes[0].seconds > reported + 1.0
    assert handle.gaps[0].end - handle.gaps[0].start < away + 0.5


def test_a_child_that_is_not_understood_is_ended_before_another_listens(start: Start, tmp_path: Path) -> None:
    """Two never have the microphone at once, and recording goes on."""
    handle = start("garbled_once", str(tmp_path / "once"))
    first = 0

    def another() -> bool:
        nonlocal first
        first = first or handle.pid
        return handle.pid not in (0, first)

    wait_for(another)
    assert has_left(first)
    wait_for(lambda: handle.seconds >= 0.5)


def test_pause_never_waits_for_a_child_that_has_gone(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is pressed in the window's own thread: how the child ended is for another thread to find out."""
    handle = start("steady")
    wait_for(lambda: handle.seconds >= 0.5)
    with monkeypatch.context() as gone:
        gone.setattr(SpawnedChild, "died", lambda _: pytest.fail("waited for"))
        gone.setattr(Connection, "send", broken_pipe)
        handle.pause()
        handle.resume()
    assert handle.state is RecordingState.RECORDING


def broken_pipe(connection: Connection, message: object) -> None:
    """Nobody reads what is sent."""
    raise BrokenPipeError


def has_left(pid: int) -> bool:
    """Whether a process has ended, be it that nobody has asked for its exit status yet."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_when_the_whole_app_is_killed_the_child_finishes_its_file_and_leaves(store: FolderTakes) -> None:
    """Nobody is recorded by a program that is gone, and all that came until then is whole."""
    script = (
        "import os, sys, time\nfrom pathlib import Path\nfrom scribe.recorder import start_recording\n"
        "from tests.audio.folder_takes import FolderTakes\n"
        "handle = start_recording(FolderTakes(Path(sys.argv[1])), opener='tests.audio.fake_microphones:steady')\n"
        "while handle.seconds < 0.5: time.sleep(0.02)\n"
        "print(handle.pid, flush=True)\nos.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", script, str(store.folder)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[2], timeout=60)
    store.begin()
    wait_for(lambda: has_left(int(ended.stdout)), 5.0)
    assert store.begun[0].state.finished and store.begun[0].seconds() >= 0.5 and unbroken(store.samples())


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_a_vault_that_takes_no_more_rows_stops_it_visibly(tmp_path: Path) -> None:
    """Where the next take can't be stored, recording fails with that sentence, and what there is is kept."""
    store = FolderTakes(tmp_path, room=1)
    handle = start_recording(store, opener="tests.audio.fake_microphones:steady")
    wait_for(lambda: handle.seconds >= 0.5)
    os.kill(handle.pid, signal.SIGKILL)
    wait_for(lambda: handle.state is RecordingState.FAILED)
    assert handle.warning == DiskFull.sentence
    assert handle.stop().seconds == store.kept["rec-1"][0].seconds >= 0.5


@pytest.mark.skipif(os.name != "posix", reason="SIGSTOP is a matter of POSIX")
def test_a_child_that_hangs_is_stopped_and_the_data_is_safe(
    start: Start, store: FolderTakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child that answers nothing is killed by `stop`, and what it had written is the recording."""
    monkeypatch.setattr("scribe.takes.STOP_WITHIN", 1.0)
    handle = start("steady")
    wait_for(lambda: handle.seconds >= 1.0)
    os.kill(handle.pid, signal.SIGSTOP)
    began = time.monotonic()
    recorded = handle.stop()
    assert time.monotonic() - began < 8
    assert recorded.seconds >= 1.0 and unbroken(store.samples())
    assert handle.state is RecordingState.FAILED and handle.warning == CHILD_GONE


@pytest.mark.skipif(os.name != "posix", reason="SIGSTOP is a matter of POSIX")
def test_a_child_that_hangs_is_replaced_while_the_recording_goes_on(
    start: Start, store: FolderTakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to notice: after some seconds without a word another child goes on, and the gap is marked."""
    monkeypatch.setattr("scribe.takes.SILENT_CHILD", 1.0)
    handle = start("steady")
    wait_for(lambda: handle.seconds >= 0.5)
    hangs = handle.pid
    os.kill(hangs, signal.SIGSTOP)
    wait_for(lambda: handle.pid != hangs and handle.state is RecordingState.RECORDING)
    wait_for(lambda: len(handle.takes) == 2)
    (gap,) = handle.stop().gaps
    assert gap.why == STOPPED and gap.end - gap.start > 1.0 and unbroken(store.samples(1))


@pytest.mark.skipif(os.name != "posix", reason="SIGSTOP is a matter of POSIX")
def test_a_child_that_stood_still_marks_a_sleep_and_is_replaced(start: Start, store: FolderTakes) -> None:
    """Nothing ran for three seconds, as when the lid is closed: the gap says so, and a new take goes on."""
    handle = start("steady")
    wait_for(lambda: handle.seconds >= 0.5)
    os.kill(handle.pid, signal.SIGSTOP)
    time.sleep(3.0)
    os.kill(handle.pid, signal.SIGCONT)
    wait_for(lambda: handle.state is RecordingState.LOST)
    assert handle.warning == INTERRUPTED
    wait_for(lambda: len(handle.takes) == 2)
    (gap,) = handle.stop().gaps
    assert gap.why == ASLEEP and 3.0 < gap.end - gap.start < 6.0
    assert store.kept["rec-1"][1] == REMARKS[ASLEEP] and unbroken(store.samples(1))


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="needs root, to mount a tmpfs")
def test_a_full_disk_stops_visibly_and_keeps_the_prefix(tmp_path: Path) -> None:
    """Little room is warned of from the start; when it is gone, the recording stops with a sentence and is whole."""
    place = tmp_path / "small"
    place.mkdir()
    for _ in range(fault_rounds(10) // 10):
        mount = ["mount", "-t", "tmpfs", "-o", "size=48k", "none", str(place)]
        if subprocess.run(mount, capture_output=True).returncode:
            pytest.skip("this machine does not allow mounting")
        try:
            store = FolderTakes(place)
            handle = start_recording(store, opener="tests.audio.fake_microphones:steady")
            wait_for(lambda h=handle: "minutes more" in h.warning)
            wait_for(lambda h=handle: h.state is RecordingState.FAILED)
            assert handle.warning == DiskFull.sentence and len(store.begun) == 1
            recorded = handle.stop()
            assert recorded.seconds == store.begun[0].seconds() > 0.9
            assert store.kept["rec-1"] == (recorded, DiskFull.sentence)
        finally:
            subprocess.run(["umount", str(place)], check=True)


# --- trying a microphone


def test_a_tried_microphone_shows_how_loud_it_is_and_whether_somebody_spoke(tmp_path: Path) -> None:
    """An empty room is not taken for speech; speech is; nothing is kept, and stopping it ends the child."""
    trial = try_microphone(opener="tests.audio.fake_microphones:speaking")
    wait_for(lambda: trial.level > -100.0)
    assert not trial.heard
    wait_for(lambda: trial.heard)
    assert -25 < trial.level <= trial.peak < -15 and trial.warning == "" and not trial.finished
    trial.stop()
    assert trial.finished and trial.level == -100.0


@pytest.mark.parametrize(("microphone", "sentence"), [("not_there", NoMicrophone.sentence), ("pulled_out", NO_MORE)])
def test_a_tried_microphone_that_does_not_work_says_so(microphone: str, sentence: str) -> None:
    """It ends by itself with a sentence: nothing to open, or pulled out while it is tried."""
    trial = try_microphone(opener=f"tests.audio.fake_microphones:{microphone}")
    wait_for(lambda: trial.finished)
    assert trial.warning == sentence
    trial.stop()


def test_a_tried_microphone_that_is_denied_is_warned_of() -> None:
    """Nothing but zeros, before anybody relies on it."""
    trial = try_microphone(opener="tests.audio.fake_microphones:all_zeros")
    wait_for(lambda: trial.warning == SILENT, 5.0)
    trial.stop()


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
