"""How well voices are told apart: diarization error on real sound and on made talks, processor time, and memory.

Run: python -m tests.benchmarks.diarization [--seeds 1 2] [--of-each 10] [--only phone meetings joined talks alone hour]
A collar of 0.25 s around each true beginning and end isn't scored; overlap is.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from models.catalogue import starter
from models.engines import ChildSpeakers, start_speakers
from models.progress import Cancellation
from models.speakers import SpeakerTurn, TracedSound
from scribe.audio_file import AudioFile
from tests.benchmarks.diarization_error import DiarizationError, read_rttm, score
from tests.benchmarks.made_talks import (
    ROOMS,
    SAMPLE_RATE,
    Samples,
    SoundInFile,
    Talk,
    Voices,
    load_voices,
    make_talk,
)

SPEECH = Path(__file__).resolve().parents[3] / "shared" / "data" / "speech"
_BETWEEN = 0.3
"""Seconds of silence between two clips that are joined."""
_CLIPS_JOINED = (2, 2, 3)
"""The seven clips, in a shuffled order, make a longer sound of so many each."""


@dataclass
class Spent:
    """What the child has used: seconds of sound, and of processor time."""

    sound: float = 0.0
    cpu: float = 0.0


def listen(speakers: ChildSpeakers, name: str, samples: Samples, spent: Spent | None = None) -> TracedSound:
    """All traces of a whole sound."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound.npy"
        np.save(path, samples)
        return _listen(speakers, name, SoundInFile(path), spent)


def _listen(speakers: ChildSpeakers, name: str, sound: SoundInFile, spent: Spent | None) -> TracedSound:
    traces, until, more = list[bytes](), 0.0, True
    while more:
        began = _cpu(speakers)
        step = speakers.listen(name, sound, start=until, whole=True, cancel=Cancellation())
        if spent and began:  # the first step of all also opens the networks
            spent.cpu += _cpu(speakers) - began
            spent.sound += step.until - until
        traces.append(step.traces)
        until, more = step.until, step.more
    return TracedSound(0.0, tuple(traces))


def _cpu(speakers: ChildSpeakers) -> float:
    """Seconds of processor time that the child has used, or 0 where it isn't there."""
    pid = speakers.process.pid
    if pid is None:
        return 0.0
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


# --- what is listened to
def read(path: Path) -> Samples:
    """A file's samples."""
    return np.concatenate(list(AudioFile(path).blocks()))


def phone(_: argparse.Namespace) -> Iterator[Talk]:
    """The phone call."""
    path = SPEECH / "phonecall" / "sample.wav"
    yield Talk("phone call", read(path), read_rttm(path.with_suffix(".rttm")))


def meetings(_: argparse.Namespace) -> Iterator[Talk]:
    """The meeting clips, one by one."""
    for path in sorted((SPEECH / "meetings").glob("*.wav")):
        yield Talk(path.stem, read(path), read_rttm(path.with_suffix(".rttm")))


def joined(options: argparse.Namespace) -> Iterator[Talk]:
    """The clips in a shuffled order, two, two and three after each other, for each seed."""
    clips = list(meetings(options))
    for seed in options.seeds:
        order = iter(np.random.default_rng(seed).permutation(len(clips)))
        for count in _CLIPS_JOINED:
            yield join([clips[place] for place in itertools.islice(order, count)])


def join(clips: Sequence[Talk]) -> Talk:
    """Sounds one after the other; people of different clips are different people."""
    at, turns, parts = 0.0, list[SpeakerTurn](), list[Samples]()
    for clip in clips:
        turns += [SpeakerTurn(turn.speaker, turn.start + at, turn.end + at) for turn in clip.turns]
        parts += [clip.samples, np.zeros(round(_BETWEEN * SAMPLE_RATE), np.float32)]
        at += (len(parts[-2]) + len(parts[-1])) / SAMPLE_RATE
    return Talk("+".join(clip.name for clip in clips), np.concatenate(parts), tuple(turns))


def talks(options: argparse.Namespace) -> Iterator[Talk]:
    """Talks of one to five read speakers, in rooms by turns; of three or more, a third have a voice that is rare."""
    voices = load_voices(SPEECH / "librispeech")
    for seed, count, number in itertools.product(options.seeds, range(1, 6), range(options.of_each)):
        chance = np.random.default_rng([seed, count, number])
        yield _talk(f"{count} people {seed}-{number}", voices, chance, count, number)


def _talk(name: str, voices: Voices, chance: np.random.Generator, count: int, number: int) -> Talk:
    chosen = [str(speaker) for speaker in chance.permutation(list(voices))[:count]]
    return make_talk(
        name, {speaker: voices[speaker] for speaker in chosen}, chance,
        room=ROOMS[number % len(ROOMS)], seconds=float(chance.uniform(45, 90)), rare=count >= 3 and number % 3 == 0,
    )  # fmt: skip


def alone(_: argparse.Namespace) -> Iterator[Talk]:
    """Each read speaker alone: all sentences with long pauses, in each room."""
    voices = load_voices(SPEECH / "librispeech")
    for (speaker, said), room in itertools.product(voices.items(), ROOMS):
        chance = np.random.default_rng(len(said))
        yield make_talk(
            f"{speaker} alone", {speaker: said}, chance, room=room, seconds=100, pauses=(0.3, 6.0), in_order=True
        )


GROUPS: dict[str, Callable[[argparse.Namespace], Iterator[Talk]]] = {
    "phone": phone, "meetings": meetings, "joined": joined, "talks": talks, "alone": alone,
}  # fmt: skip


# --- what is reported
def line(name: str, error: DiarizationError) -> str:
    """One sound's row."""
    parts = (error.missed, error.false_alarm, error.confusion)
    shares = "  ".join(f"{part / max(error.speech, 1e-9):6.1%}" for part in parts)
    return f"{name:34} {error.rate:7.1%}  {shares}   {error.found} of {error.true}"


def summary(name: str, errors: Sequence[DiarizationError]) -> str:
    """The mean over sounds, the whole as one, and how often the count was right."""
    speech = sum(error.speech for error in errors)
    faults = [sum(getattr(error, kind) for error in errors) for kind in ("missed", "false_alarm", "confusion")]
    shares = "  ".join(f"{fault / speech:6.1%}" for fault in faults)
    right = sum(error.found == error.true for error in errors)
    mean = statistics.mean(error.rate for error in errors)
    whole = f"count right in {right} of {len(errors)}; all as one {sum(faults) / speech:.1%}"
    return f"{name:34} {mean:7.1%}  {shares}   {whole}"


def run(options: argparse.Namespace) -> None:
    """Listen to every group that is asked for, and print."""
    speakers, spent = start_speakers(starter("speakers"), idle_seconds=None), Spent()
    assert isinstance(speakers, ChildSpeakers)
    try:
        print(f"{'sound':34} {'error':>7}  {'missed':>6}  {'false':>6}  {'mixed':>6}   voices found", flush=True)
        for group in (group for group in GROUPS if group in options.only):
            errors: dict[str, list[DiarizationError]] = {}
            for talk in GROUPS[group](options):
                sound = listen(speakers, talk.name, talk.samples, spent)
                found = speakers.settle([sound], speakers=None, cancel=Cancellation())
                error = score(talk.turns, found)
                errors.setdefault(group if group != "talks" else talk.name[:8], []).append(error)
                print(line(talk.name, error), flush=True)
            for name, some in errors.items():
                print(summary(f"MEAN {name}", some), flush=True)
        share = spent.cpu / max(spent.sound, 1e-9)
        print(f"processor: {share:.3f} s for each of {spent.sound:.0f} s of sound", flush=True)
        if "hour" in options.only:
            print(hour(speakers, options), flush=True)
    finally:
        speakers.close()


def hour(speakers: ChildSpeakers, options: argparse.Namespace) -> str:
    """Listens to talks joined to an hour, and settles them: seconds, and the most memory."""
    parts: list[Talk] = []
    options = argparse.Namespace(**{**vars(options), "of_each": 1})
    while sum(len(part.samples) for part in parts) < options.minutes * 60 * SAMPLE_RATE:
        options.seeds = [1_000 + len(parts)]
        parts += list(talks(options))
    whole = join(parts).samples[: round(options.minutes * 60 * SAMPLE_RATE)]
    listen(speakers, "a moment", whole[:SAMPLE_RATE])  # opens the networks
    pid = speakers.process.pid
    assert pid is not None
    before = psutil.Process(pid).memory_info().rss
    spent = Spent()
    sound = listen(speakers, "hour", whole, spent)
    heard = psutil.Process(pid).memory_info().rss
    began, cpu = time.monotonic(), _cpu(speakers)
    found = speakers.settle([sound], speakers=None, cancel=Cancellation())
    took, used = time.monotonic() - began, _cpu(speakers) - cpu
    return (
        f"{options.minutes} minutes: settled in {took:.1f} s ({used:.1f} s of processor time), "
        f"{len({turn.speaker for turn in found})} voices, {len(found)} turns; "
        f"listening {spent.cpu / spent.sound:.3f} s a second; "
        f"memory {before / 1e6:.0f} MB before, {heard / 1e6:.0f} MB after listening; "
        f"traces {sum(map(len, sound.traces)) / 1e6:.1f} MB"
    )


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="diarization", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--of-each", type=int, default=10, help="talks of each number of people, for each seed")
    parser.add_argument("--minutes", type=float, default=60, help="how long the hour is")
    parser.add_argument("--only", nargs="+", choices=[*GROUPS, "hour"], default=[*GROUPS, "hour"])
    run(parser.parse_args())
    return 0


if __name__ == "__main__":
    sys.exit(main())
