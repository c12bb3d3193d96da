"""Compares our transcription with bare faster-whisper: `wer` for words, `speed` for the time of whole commands."""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scribe.audio_file import AudioFile

if TYPE_CHECKING:
    from models.transcriber import Segment

LIBRISPEECH = Path(__file__).resolve().parents[3] / "shared" / "data" / "speech" / "librispeech"

BARE = """
import sys, json
from faster_whisper import WhisperModel
model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8")
segments, _ = model.transcribe(sys.argv[2], beam_size=5, word_timestamps=True, condition_on_previous_text=False)
with open(sys.argv[3], "w") as out:
    words = lambda s: [[w.word, float(w.start), float(w.end), float(w.probability)] for w in s.words]
    json.dump([{"text": s.text, "words": words(s)} for s in segments], out)
"""
"""The bare library's whole program: import, open, listen with the same beam and word times, write."""


def normalise(text: str) -> str:
    """Text as it is compared: lower case, titles written out as the references do, letters, digits and ' only."""
    text = re.sub(r"\bmr\b\.?", "mister", text.lower().replace("’", "'"))
    text = re.sub(r"\bmrs\b\.?", "missus", text)
    text = re.sub(r"\bdr\b\.?", "doctor", text)
    return " ".join(re.sub(r"[^a-z0-9' ]+", " ", text).split())


def references(folder: Path = LIBRISPEECH) -> dict[Path, str]:
    """Each sound file of the set with its exact words."""
    rows = (line.split("\t") for line in (folder / "refs.tsv").read_text("utf-8").splitlines() if line.strip())
    return {folder / name: words for name, words in rows}


def our_words(paths: list[Path]) -> list[str]:
    """What our engine hears in each file, one file at a time."""
    return [" ".join(segment.text for segment in found) for found in heard_segments(paths)]


def heard_segments(paths: list[Path], hot_words: tuple[str, ...] = ()) -> list[list[Segment]]:
    """The segments that our engine hears in each file, one file at a time."""
    from models.catalogue import starter
    from models.engines import start_transcriber
    from models.progress import Cancellation, ignore_progress
    from models.transcriber import TranscribeOptions, transcribe

    transcriber = start_transcriber(starter("transcriber"))
    heard: list[list[Segment]] = []
    try:
        for path in paths:
            found: list[Segment] = []
            transcribe(
                transcriber, AudioFile(path), TranscribeOptions(hot_words=hot_words), on_segment=found.append,
                on_progress=ignore_progress, cancel=Cancellation(),
            )  # fmt: skip
            heard.append(found)
    finally:
        transcriber.close()
    return heard


def bare_words(paths: list[Path]) -> list[str]:
    """What bare faster-whisper hears in each file with the same weights, beam and options."""
    from models.offline import go_offline

    go_offline()
    from faster_whisper import WhisperModel

    from models.catalogue import starter

    model = WhisperModel(str(starter("transcriber").path), device="cpu", compute_type="int8")
    heard = []
    for path in paths:
        segments, _ = model.transcribe(str(path), beam_size=5, word_timestamps=True, condition_on_previous_text=False)
        heard.append(" ".join(segment.text.strip() for segment in segments))
    return heard


def word_error_rates() -> tuple[float, float]:
    """Word error rates in per cent over all files, ours and the bare library's, after `normalise`."""
    import jiwer

    truth = references()
    paths = list(truth)
    wanted = [normalise(truth[path]) for path in paths]
    ours, bare = ([normalise(text) for text in hear(paths)] for hear in (our_words, bare_words))
    return 100 * jiwer.wer(wanted, ours), 100 * jiwer.wer(wanted, bare)


def join(target: Path, seconds: float = 300.0) -> float:
    """Write the set's files one after another as one WAV of at least `seconds` s; gives its length."""
    import wave

    import numpy as np

    length = 0
    with wave.open(str(target), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16_000)
        for path in references():
            for block in AudioFile(path).blocks():
                out.writeframes((block * 32767).astype(np.int16).tobytes())
                length += len(block)
            if length >= seconds * 16_000:
                break
    return length / 16_000


@dataclass(frozen=True)
class Took:
    """What a whole command took: seconds on the clock, and seconds of processor time of it and its children."""

    wall: float
    cpu: float


def timed(command: list[str]) -> Took:
    """Run a whole command and time it. Raises if it fails."""
    began, used = time.monotonic(), os.times()
    subprocess.run(command, check=True, capture_output=True)
    now = os.times()
    cpu = now.children_user + now.children_system - used.children_user - used.children_system
    return Took(time.monotonic() - began, cpu)


def speed(rounds: int, seconds: float) -> tuple[Took, Took, float]:
    """Median seconds of ours and of the bare library on one joined file, in alternation; and that file's length."""
    from models.catalogue import starter

    with tempfile.TemporaryDirectory() as folder:
        sound, script = Path(folder) / "joined.wav", Path(folder) / "bare.py"
        length = join(sound, seconds)
        script.write_text(BARE, "utf-8")
        bare = [sys.executable, str(script), str(starter("transcriber").path), str(sound), f"{folder}/bare.json"]
        fairnote = str(Path(sys.executable).with_name("fairnote"))
        app = [fairnote, "transcribe", str(sound), "--second-opinion", "off", "--json", f"{folder}/ours.json"]
        times: list[tuple[Took, Took]] = []
        for _ in range(rounds):
            times.append((timed(app), timed(bare)))
            mine, theirs = times[-1]
            print(
                f"ours {mine.wall:.1f} s ({mine.cpu:.1f} s of processor), "
                f"bare {theirs.wall:.1f} s ({theirs.cpu:.1f} s of processor)", flush=True,
            )  # fmt: skip
    return _median(mine for mine, _ in times), _median(theirs for _, theirs in times), length


def _median(times: Iterable[Took]) -> Took:
    took = list(times)
    return Took(statistics.median(t.wall for t in took), statistics.median(t.cpu for t in took))


def print_words() -> None:
    """Print the word error rates."""
    ours, bare = word_error_rates()
    print(f"WER on {len(references())} files: ours {ours:.2f}%, bare {bare:.2f}%, difference {ours - bare:+.2f} points")


def print_speed(rounds: int, seconds: float) -> None:
    """Print the times and their ratios."""
    mine, bare, length = speed(rounds, seconds)
    print(f"{length:.0f} s of sound, medians of {rounds}")
    print(f"clock: ours {mine.wall:.1f} s, bare {bare.wall:.1f} s, ratio {mine.wall / bare.wall:.3f}")
    print(f"processor time: ours {mine.cpu:.1f} s, bare {bare.cpu:.1f} s, ratio {mine.cpu / bare.cpu:.3f}")


def main() -> int:
    """Print the measurement that was asked for, or both."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.transcription", description=__doc__)
    parser.add_argument("which", nargs="?", choices=("wer", "speed"), help="one of the two alone")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=300.0, help="the least length of the joined sound")
    asked = parser.parse_args()
    if asked.which != "speed":
        print_words()
    if asked.which != "wer":
        print_speed(asked.rounds, asked.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
