"""Measures whether each word is given to the one who said it, with turns that are true, roughly true, and found.

Run: python -m tests.benchmarks.word_voices [--talks N]
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.progress import Cancellation, ignore_progress
from models.speakers import SpeakerFinder, SpeakerTurn
from models.transcriber import Segment, TranscribeOptions, Transcriber, Word, transcribe
from scribe.audio_file import AudioFile
from scribe.practice import FOLDER as PRACTICE
from scribe.session import InstalledEngines
from scribe.transcribing import turns_from_segments
from scribe.visit import Turn
from scribe.voices import voices_in
from tests.benchmarks.sound_files import SAMPLE_RATE, write_wav
from tests.benchmarks.transcription import LIBRISPEECH, normalise, references

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PHONE_CALL = LIBRISPEECH.parent / "phonecall"
SHORT = (1, 3)
"""Words of a short turn, such as 'yes' or 'of course'."""
PAUSES = (-0.4, 0.6)
"""Seconds between two turns of a made talk; below 0 the next begins before the last one has ended."""


@dataclass(frozen=True)
class Talk:
    """A sound, who truly speaks when in it, and every word with the one who says it."""

    name: str
    sound: Path
    turns: tuple[SpeakerTurn, ...]
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Score:
    """Of the words that could be found in the truth: how many, and how many were given to the right one; and turns."""

    words: int
    right: int
    turns: int
    true_turns: int

    @property
    def share(self) -> float:
        """Right words among those found, 0 to 1."""
        return self.right / max(1, self.words)


def phone_call() -> Talk:
    """A real telephone call of two, half a minute; turns of its .rttm, words of its .stm."""
    rows = (line.split() for line in (PHONE_CALL / "sample.rttm").read_text("utf-8").splitlines())
    turns = tuple(SpeakerTurn(row[7], float(row[3]), float(row[3]) + float(row[4])) for row in rows if row)
    names = {"Diane": "speaker90", "Sheila": "speaker91"}
    lines = [line.split(maxsplit=5) for line in (PHONE_CALL / "sample.stm").read_text("utf-8").splitlines()]
    words = tuple((word, names[line[2]]) for line in lines for word in normalise(line[5]).split())
    return Talk("phone call", PHONE_CALL / "sample.wav", turns, words)


def practice_visit() -> Talk:
    """The practice visit: three made voices, whose script is known."""
    script = json.loads((PRACTICE / "script.json").read_text("utf-8"))
    turns = tuple(SpeakerTurn(turn["speaker"], turn["start"], turn["end"]) for turn in script["turns"])
    words = tuple((word, turn["speaker"]) for turn in script["turns"] for word in normalise(turn["text"]).split())
    return Talk("practice visit", PRACTICE / script["audio"]["file"], turns, words)


class MadeTalks:
    """Talks of two to four readers, cut from read speech at words, with many turns of one to three words.

    What is said in a piece is taken to be what the recogniser hears in its whole sentence: who says it is sure.
    """

    def __init__(self, transcriber: Transcriber) -> None:
        self._spoken: dict[str, list[tuple[NDArray[np.float32], list[Word]]]] = {}
        for path in references():
            heard = [word for segment in listen(transcriber, path) for word in segment.words]
            self._spoken.setdefault(path.name.split("-")[0], []).append((_samples(path), heard))

    def make(self, seed: int, folder: Path, seconds: float = 120.0) -> Talk:
        """The same seed makes the same talk."""
        import numpy as np

        chance = random.Random(seed)
        readers = chance.sample(sorted(self._spoken), chance.randint(2, 4))
        sound = _room(seconds + 60.0, seed)
        turns, words = list[SpeakerTurn](), list[tuple[str, str]]()
        at, last = 0.0, ""
        while at < seconds:
            reader = chance.choice([each for each in readers if each != last])
            samples, said = self._piece(reader, chance)
            start = max(0.0, at + chance.uniform(*PAUSES))
            place = round(start * SAMPLE_RATE)
            sound[place : place + len(samples)] += samples
            turns.append(SpeakerTurn(reader, start, start + len(samples) / SAMPLE_RATE))
            words += [(word, reader) for each in said for word in normalise(each.text).split()]
            at, last = max(at, turns[-1].end), reader
        path = folder / f"talk-{seed}.wav"
        write_wav(path, [np.asarray(sound[: round((at + 0.5) * SAMPLE_RATE)])])
        return Talk(f"talk {seed}, {len(readers)} readers", path, tuple(turns), tuple(words))

    def _piece(self, reader: str, chance: random.Random) -> tuple[NDArray[np.float32], list[Word]]:
        samples, words = chance.choice([each for each in self._spoken[reader] if len(each[1]) > 4])
        first = chance.randrange(len(words) - 3)
        count = chance.randint(*SHORT) if chance.random() < 0.4 else chance.randint(4, 24)
        chosen = words[first : first + count]
        start, end = max(0.0, chosen[0].start - 0.03), chosen[-1].end + 0.03
        return samples[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)], chosen


def listen(transcriber: Transcriber, path: Path) -> list[Segment]:
    """What the recogniser hears in a file."""
    found: list[Segment] = []
    transcribe(
        transcriber, AudioFile(path), TranscribeOptions(), on_segment=found.append, on_progress=ignore_progress,
        cancel=Cancellation(),
    )  # fmt: skip
    return found


def roughly(turns: Sequence[SpeakerTurn], seed: int) -> tuple[SpeakerTurn, ...]:
    """Turns as a finder of voices gives them: edges off by a quarter of a second, and a wrong label now and then."""
    chance = random.Random(seed)
    voices = sorted({turn.speaker for turn in turns})
    found = []
    for turn in turns:
        start, end = turn.start + chance.gauss(0, 0.12), turn.end + chance.gauss(0, 0.12)
        found.append(replace(turn, start=start, end=max(end, start + 0.1)))
        if turn.end - turn.start > 3 and chance.random() < 0.5:
            at, lasts = chance.uniform(turn.start + 1, turn.end - 1), chance.uniform(0.3, 0.6)
            other = chance.choice([voice for voice in voices if voice != turn.speaker])
            cut = found.pop()
            found += [replace(cut, end=at), SpeakerTurn(other, at, at + lasts), replace(cut, start=at + lasts)]
    return tuple(each for each in found if each.end > each.start)


def score(talk: Talk, turns: Sequence[Turn]) -> Score:
    """Each word beside the word of the truth that it stands for; labels are matched so that most words are right."""
    heard = [(word, turn.speaker) for turn in turns for each in turn.words for word in normalise(each.text).split()]
    blocks = difflib.SequenceMatcher(None, [w for w, _ in talk.words], [w for w, _ in heard], autojunk=False)
    pairs = [
        (talk.words[block.a + n][1], heard[block.b + n][1])
        for block in blocks.get_matching_blocks()
        for n in range(block.size)
    ]
    names = _names(pairs)
    return Score(len(pairs), sum(names.get(said) == true for true, said in pairs), len(turns), len(talk.turns))


def _names(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Whose each label is: the pair that shares most words first, each label and each person once."""
    names: dict[str, str] = {}
    for true, said in sorted(set(pairs), key=lambda pair: -pairs.count(pair)):
        if said not in names and true not in names.values():
            names[said] = true
    return names


def _samples(path: Path) -> NDArray[np.float32]:
    import numpy as np

    return np.concatenate(list(AudioFile(path).blocks()))


def _room(seconds: float, seed: int) -> NDArray[np.float32]:
    import numpy as np

    return np.random.default_rng(seed).standard_normal(round(seconds * SAMPLE_RATE), dtype="float32") * 0.0005


def talks(transcriber: Transcriber, count: int, folder: Path) -> Iterator[Talk]:
    """Every talk that is measured."""
    yield phone_call()
    yield practice_visit()
    made = MadeTalks(transcriber)
    for seed in range(count):
        yield made.make(seed, folder)


def found(finder: SpeakerFinder, talk: Talk) -> tuple[SpeakerTurn, ...]:
    """The turns that are found in its sound, with nothing known of it."""
    return voices_in(AudioFile(talk.sound), finder, on_progress=ignore_progress, cancel=Cancellation())


def main() -> None:
    """Print one row a talk: with true turns, with roughly true ones, and with those that are found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--talks", type=int, default=6, help="how many made talks (6)")
    options = parser.parse_args()
    engines = InstalledEngines()
    transcriber, finder = engines.transcriber()[0], engines.speakers()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for talk in talks(transcriber, options.talks, Path(folder)):
                segments = listen(transcriber, talk.sound)
                kinds = {"true": talk.turns, "roughly": roughly(talk.turns, 1)}
                if finder is not None:
                    kinds["found"] = found(finder, talk)
                for kind, turns in kinds.items():
                    got = score(talk, turns_from_segments(segments, speaker_turns=turns))
                    print(
                        f"{talk.name:22} {kind:8} {got.words:5} words {100 * got.share:6.1f}% right"
                        f" {got.turns:4} turns of {got.true_turns:4}, {len({turn.speaker for turn in turns})} voices",
                        flush=True,
                    )
    finally:
        engines.close()


if __name__ == "__main__":
    main()
