"""What the benchmark's own parts promise: the sounds it makes, what it counts, and how it adds up."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import wave
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from scribe.audio_store import EncryptedAudio
from tests.benchmarks.__main__ import hear_visit, heard, read
from tests.benchmarks.live_visit import ReplayHandle
from tests.benchmarks.made_visits import NAMES, MadeVisit, make_visit
from tests.benchmarks.meter import ROOT, CommandFailed, Used, run_metered
from tests.benchmarks.nothing import KINDS, VOICES, make_nothing
from tests.benchmarks.played_microphone import PlayedMicrophone
from tests.benchmarks.report import (
    Heard,
    Report,
    as_json,
    as_text,
    longest_to_shortest,
    nothing_row,
    ratios,
    this_machine,
    visit_row,
)
from tests.benchmarks.runners import BARE, LIVE, PEER, POST_HOC, Run, Runner
from tests.benchmarks.sound_files import write_wav
from tests.benchmarks.transcription import LIBRISPEECH, normalise, references

needs_speech = pytest.mark.skipif(not (LIBRISPEECH / "refs.tsv").is_file(), reason="../shared/data/speech is not here")


def samples_of(path: Path) -> np.ndarray:
    """All samples of a WAV file."""
    with wave.open(str(path), "rb") as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")


def a_run(waited: float, text: str = "", cpu: float = 10.0, peak: float = 300.0, marked: int = 0) -> Run:
    """One run that took so long."""
    return Run(waited, Used(waited, cpu, peak), text, marked)


# --- the sounds


@needs_speech
def test_a_made_visit_is_the_same_each_time_and_a_longer_one_begins_with_it(tmp_path: Path) -> None:
    """Every word in it is known, it is as long as asked for, and the same seed gives the same sound to the sample."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    short, again, longer = make_visit(0.5, first), make_visit(0.5, second), make_visit(1, first)
    assert short.words == again.words and np.array_equal(samples_of(short.sound), samples_of(again.sound))
    assert longer.words.startswith(short.words) and len(longer.words) > len(short.words)
    assert short.seconds == len(samples_of(short.sound)) / 16_000
    assert 30 <= short.seconds < 30 + 8 + 36  # at most a pause and the longest utterance more
    assert set(short.words.split()) <= set(" ".join(references().values()).split())


@needs_speech
def test_a_made_visit_has_pauses_in_which_the_room_is_heard(tmp_path: Path) -> None:
    """No stretch of it is plain zeros, as no microphone gives them; and there are seconds in which nobody speaks."""
    samples = samples_of(make_visit(1, tmp_path).sound).astype(float)
    levels = np.sqrt(np.mean(samples[: len(samples) // 1_600 * 1_600].reshape(-1, 1_600) ** 2, axis=1))
    assert levels.min() > 5
    assert np.count_nonzero(levels < 40) > 20


@needs_speech
def test_nobody_at_the_visit_is_named_in_it() -> None:
    """A recogniser that writes their names has made them up."""
    said = set(normalise(" ".join(references().values())).split())
    assert said.isdisjoint(normalise(" ".join(NAMES)).replace("missus", "").split())


@needs_speech
@pytest.mark.parametrize("kind", KINDS)
def test_a_nothing_sound_is_as_long_as_asked_and_the_same_each_time(kind: str, tmp_path: Path) -> None:
    """Made twice it is the same; nothing in it is cut off at full scale; all but silence can be heard."""
    samples = samples_of(make_nothing(kind, 10, tmp_path))
    assert len(samples) == 160_000
    assert np.array_equal(samples, samples_of(make_nothing(kind, 10, tmp_path)))
    assert np.abs(samples.astype(int)).max() < 32_000
    level = 20 * np.log10(np.sqrt(np.mean((samples[80_000:] / 32_768) ** 2)))
    assert level < -80 if kind == "silence" else -38 < level < -24


def test_the_hum_is_the_mains_and_the_babble_has_voices_enough(tmp_path: Path) -> None:
    """The strongest tone of the hum is at 50 Hz; eight voices or more make words that nobody can follow."""
    strongest = np.abs(np.fft.rfft(samples_of(make_nothing("hum", 10, tmp_path)).astype(float))).argmax() / 10
    assert abs(strongest - 50) < 0.5
    assert VOICES >= 8


# --- what is measured

BUSY_PARENT = """
import subprocess, sys
held = b"x" * 40_000_000
subprocess.run([sys.executable, "-c", sys.argv[1]], check=True)
"""
BUSY_CHILD = """
import time
held = bytearray(b"y" * 60_000_000)
until = time.process_time() + 0.6
while time.process_time() < until: pass
time.sleep(0.5)
"""


def test_a_command_is_measured_with_all_that_it_starts() -> None:
    """The memory of a command and its child is added up, and the child's processor time counts."""
    used = run_metered([sys.executable, "-c", BUSY_PARENT, BUSY_CHILD]).or_fail().used
    assert 100 < used.peak_mb < 250
    assert used.seconds > 1.1
    if sys.platform != "win32":
        assert 0.6 <= used.cpu_seconds < 3


def test_a_command_that_fails_is_no_measurement() -> None:
    """Its exit status and its last words are told."""
    with pytest.raises(CommandFailed, match="exit status 3: no such model"):
        run_metered([sys.executable, "-c", "import sys; sys.stderr.write('no such model'); sys.exit(3)"]).or_fail()


def test_words_that_are_lost_in_a_row_are_counted() -> None:
    """A few wrong words and a sentence that is missing are different things: the longest run of lost words is told."""
    said = "i fell on monday and my son found me he comes at six"
    texts = {BARE: "I fell on Sunday. He comes at 6.", PEER: "I fell on Monday, and my son found me. He comes at six."}
    assert heard(said, texts, BARE) == Heard(53.85, 5)
    assert heard(said, texts, PEER) == Heard(0.0, 0)


def test_live_text_is_compared_with_the_text_of_one_pass() -> None:
    """Where both were made, and in no other case."""
    texts = {POST_HOC: "one two three four", LIVE: "one two three for", BARE: "one"}
    assert heard("one two three four", texts, LIVE).apart == 25.0
    assert heard("one two three four", texts, POST_HOC).apart is None
    assert heard("one two three four", {LIVE: "one"}, LIVE).apart is None


def test_of_babble_only_unmarked_words_were_invented() -> None:
    """There real voices speak, so a word that is marked as doubtful is fair; in rain no word is."""
    run = a_run(5, marked=3)
    assert nothing_row(LIVE, "babble", 60, run, 7).invented == 4
    assert nothing_row(LIVE, "rain", 60, run, 7).invented == 7
    assert nothing_row(BARE, "babble", 60, a_run(5), 7).invented == 7


def test_programs_take_turns_and_every_second_round_goes_the_other_way_round() -> None:
    """What a machine does on the side, or its heat, falls on all of them; the median of the rounds is given."""
    order: list[str] = []
    waits = {"a": iter((1.0, 9.0, 2.0)), "b": iter((4.0, 4.0, 4.0))}

    def runner(name: str) -> Runner:
        def listen(sound: Path, folder: Path) -> Run:
            order.append(name)
            return a_run(next(waits[name]), "yes")

        return Runner(name, name, listen)

    visit = MadeVisit(Path("visit.wav"), 1, 60.0, "yes")
    rows = hear_visit([runner("a"), runner("b")], visit, 3, Path())
    assert "".join(order) == "abbaab"
    assert [(row.program, row.waited, row.rounds) for row in rows] == [("a", 2.0, (1, 9, 2)), ("b", 4.0, (4, 4, 4))]


# --- how it is told


def a_report() -> Report:
    """Two visits and a nothing-sound."""
    report = Report(this_machine(), "tiny.en", 8.0, 1)
    for minutes, bare, live in ((5, 20.0, 2.0), (60, 240.0, 2.2)):
        report.visits.append(visit_row(BARE, minutes, minutes * 60, [a_run(bare, cpu=bare)], Heard(14.0, 2)))
        report.visits.append(visit_row(LIVE, minutes, minutes * 60, [a_run(live, cpu=bare * 1.2)], Heard(14.5, 3, 0.3)))
    report.nothing.append(nothing_row(PEER, "rain", 600, a_run(30), 11))
    return report


def test_ours_is_set_beside_the_bare_library() -> None:
    """Ratios are of the same visit; the longest visit's wait is set beside the shortest's."""
    rows = a_report().visits
    assert [(r.minutes, r.waited, r.cpu, r.peak, r.wer_points) for r in ratios(rows)] == [
        (5, 0.1, 1.2, 1.0, 0.5),
        (60, 0.009, 1.2, 1.0, 0.5),
    ]
    assert longest_to_shortest(rows) == 1.1
    assert longest_to_shortest(rows[:2]) is None


def test_the_table_and_the_json_tell_the_same() -> None:
    """Every row of the report is in both, with the load and the cores of the machine."""
    report = a_report()
    told = json.loads(json.dumps(as_json(report)))
    assert told["visits"] == json.loads(json.dumps([asdict(row) for row in report.visits]))
    assert told["machine"]["cores"] and told["live_longest_to_shortest"] == 1.1
    lines = as_text(report).splitlines()
    assert f"{report.machine.cores} cores" in lines[0] and any(line.startswith("load ") for line in lines)
    assert Counter(tuple(line.split()[:3]) for line in lines)["60", "min", "Fairnote,"] == 1
    assert any(line.split() == ["rain", PEER, "11", "11", "11", "1.00"] for line in lines)


def test_what_is_asked_for_is_understood_or_refused() -> None:
    """Parts and programs can be chosen; a name that there is none of ends it."""
    quick = read(["--quick", "--only", "nothing,live"])
    assert list(quick.minutes) == [2] and quick.nothing_seconds == 60
    assert quick.wants_part("nothing") and not quick.wants_part("visits")
    everything = read([])
    assert list(everything.minutes) == [5, 20, 60]
    assert everything.wants_part("visits") and everything.wants_part("nothing")
    for wrong in (["--only", "music"], ["--minutes", "0"], ["--rounds", "0"]):
        with pytest.raises(SystemExit):
            read(wrong)


# --- what is played


def test_a_played_recording_is_the_file_to_the_sample(tmp_path: Path) -> None:
    """What the replay writes is what was in the WAV, finished; its handle then says that it has ended."""
    sound, place = tmp_path / "a.wav", EncryptedAudio(tmp_path / "a.fna", bytes(range(32)), "r-1")
    write_wav(sound, [np.linspace(-0.5, 0.5, 20_100)])
    handle = ReplayHandle(sound, place, pace=20)
    recorded = handle.stop()
    assert recorded.seconds == 20_100 / 16_000 and place.state.finished
    assert b"".join(place.frames()) == samples_of(sound).tobytes()
    assert str(handle.state) == "stopped"
    (take,) = handle.takes
    assert take.ended and take.seconds == recorded.seconds


def test_a_played_microphone_gives_the_file_and_then_a_quiet_room(tmp_path: Path) -> None:
    """In pieces of 20 ms, each sample once; after the end it goes on, and never with plain zeros."""
    sound, enough = tmp_path / "a.wav", threading.Event()
    write_wav(sound, [np.linspace(-0.5, 0.5, 3_200)])
    pieces: list[bytes] = []

    def hear(pcm: bytes, lost: bool) -> None:
        assert not lost
        pieces.append(pcm)
        if len(pieces) == 15:
            enough.set()

    microphone = PlayedMicrophone(sound, hear)
    assert enough.wait(10)
    microphone.close()
    assert b"".join(pieces[:10]) == samples_of(sound).tobytes()
    assert len(pieces[14]) == 640 and any(pieces[14])


# --- the soak


def test_the_rows_of_a_soak_come_back_as_they_were_and_are_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    """A value that is not known stays unknown; the picture has something in it besides its paper."""
    from PySide6.QtGui import QColor, QImage

    from tests.benchmarks.soak import Sample, read_csv, write_csv
    from tests.benchmarks.soak_curve import WIDTH, draw

    rows = [
        Sample(0.2, 10.0, 120.0, 20.0, 300.0, 0.0, None, 12.0),
        Sample(0.4, 20.0, 121.0, 20.5, 310.0, 0.0, 0.5, 9.0),
        Sample(0.6, 30.0, 122.0, 20.5, 312.0, 0.0, 6.0, 11.0),
    ]
    write_csv(rows, tmp_path / "soak.csv")
    assert read_csv(tmp_path / "soak.csv") == rows
    draw([asdict(row) for row in rows], tmp_path / "soak.png")
    picture = QImage(str(tmp_path / "soak.png"))
    assert picture.width() == WIDTH
    colours = {picture.pixelColor(x, y).name() for x in range(0, WIDTH, 2) for y in range(60, 390)}
    assert {"#1f4e79", "#b3541e", "#2e7d4f", QColor("white").name()} <= colours


def test_the_soak_adds_nothing_heavy_to_the_window() -> None:
    """What is measured as the window's memory is the window: no sound or model library comes in with the measuring."""
    heavy = {"numpy", "av", "soxr", "faster_whisper"}
    look = f"import sys, tests.benchmarks.soak; print(sorted({heavy} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_a_line_is_broken_where_nothing_is_known_and_a_scale_ends_at_a_round_number() -> None:
    """A gap is no zero."""
    from tests.benchmarks.soak_curve import nice_top, unbroken

    rows = [{"minute": float(n), "behind_s": value} for n, value in enumerate((None, 1.0, 2.0, None, 3.0))]
    assert unbroken(rows, "behind_s") == [[(1, 1), (2, 2)], [(4, 3)]]
    assert [nice_top(value) for value in (0, 0.3, 1, 12, 130, 501)] == [1, 0.5, 1, 20, 200, 1_000]


# --- all of it


@needs_speech
@pytest.mark.long
def test_the_quick_benchmark_measures_afterwards_and_live() -> None:
    """With --json - standard output is JSON alone; live is not slower than afterwards, and as good within a point."""
    command = [sys.executable, "-m", "tests.benchmarks", "--quick", "--only", "visits,afterwards,live", "--json", "-"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    afterwards, live = json.loads(ended.stdout)["visits"]
    assert (afterwards["program"], live["program"]) == (POST_HOC, LIVE)
    assert live["waited"] < afterwards["waited"]
    assert abs(live["heard"]["wer"] - afterwards["heard"]["wer"]) <= 1.0
    assert afterwards["heard"]["wer"] < 30 and live["peak_mb"] > 100
