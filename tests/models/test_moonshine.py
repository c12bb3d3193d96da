"""Tests of the second recogniser on its real weights: what it hears, that it invents nothing, that it stops."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from models.catalogue import starter
from models.engines import start_second
from models.errors import ModelDamaged, ModelMissing
from models.moonshine_engine import MoonshineEngine, _loops, cut, open_moonshine
from models.progress import Cancellation, Cancelled
from models.second_opinion import LONGEST, SecondHearing, Stretch
from tests.benchmarks.nothing import KINDS
from tests.benchmarks.transcription import LIBRISPEECH, normalise, references

RATE = 16_000
needs_speech = pytest.mark.skipif(not LIBRISPEECH.is_dir(), reason="../shared/data/speech is not here")


@dataclass(frozen=True)
class Samples:
    """Samples as a sound, in blocks of an odd length."""

    samples: np.ndarray

    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / RATE

    def blocks(self, start: float = 0.0) -> Iterator[np.ndarray]:
        """From `start` on."""
        for at in range(int(start * RATE), len(self.samples), 1_999):
            yield self.samples[at : at + 1_999]


@pytest.fixture(scope="module")
def engine() -> MoonshineEngine:
    """The model, in this process."""
    try:
        return open_moonshine(starter("second opinion"))
    except ModelMissing:
        pytest.skip("the second recogniser is not installed: run dev.py")


def heard(engine: MoonshineEngine, sound: Samples, *stretches: Stretch) -> tuple[SecondHearing, ...]:
    """What it hears."""
    found: list[SecondHearing] = []
    engine.listen(sound, stretches, send=found.append, cancel=Cancellation())  # type: ignore[arg-type]
    return tuple(found)


@needs_speech
def test_it_hears_what_was_said_with_a_confidence_for_each_word(engine: MoonshineEngine) -> None:
    """Two real sentences in one sound, asked about apart: each has its own words, and none of the other's."""
    import jiwer

    from scribe.audio_file import AudioFile

    chosen = [path for path in references() if path.stem in ("1688-142285-0002", "367-130732-0000")]
    sounds = [np.concatenate(list(AudioFile(path).blocks())) for path in chosen]
    edge = len(sounds[0]) / RATE
    whole = Samples(np.concatenate(sounds).astype(np.float32))
    both = heard(engine, whole, Stretch(0.0, edge), Stretch(edge, whole.seconds()))
    for path, one in zip(chosen, both, strict=True):
        text = " ".join(word for word, _ in one.words)
        assert one.usable and jiwer.wer(normalise(references()[path]), normalise(text)) < 0.2
        assert all(0.0 < sure <= 1.0 and word == word.strip() for word, sure in one.words)


@pytest.mark.parametrize("kind", ["silence", "hum", "rain", "music", "breathing"])
def test_where_nobody_speaks_it_hears_nothing_that_counts(kind: str, engine: MoonshineEngine) -> None:
    """Half a minute of it, asked about as if somebody had spoken: no text, or a loop that says so of itself."""
    samples = KINDS[kind](30, np.random.default_rng(11)).astype(np.float32)
    found = heard(engine, Samples(samples), *(Stretch(float(at), at + 10.0) for at in (0, 10, 20)))
    assert [" ".join(word for word, _ in one.words) for one in found] == ["", "", ""]


def test_a_moment_and_a_day_are_both_asked_about_in_vain(engine: MoonshineEngine) -> None:
    """A stretch of some samples is filled up, one past the sound's end is empty, and of a long one the rest is left."""
    quiet = Samples(np.zeros(2 * RATE, np.float32))
    found = heard(engine, quiet, Stretch(0.5, 0.51), Stretch(5.0, 6.0), Stretch(5.0, 9e4))
    assert [one.words for one in found] == [(), (), ()]


def test_each_stretch_is_cut_out_to_the_sample() -> None:
    """Overlapping, touching, far apart or going back: the samples are those of the times."""
    sound = Samples(np.arange(60 * RATE, dtype=np.float32))
    times = ((0.0, 1.0), (0.9, 2.0), (2.0, 2.5), (40.0, 41.0), (3.0, 4.0), (59.5, 61.0))
    asked = [Stretch(*each) for each in times]
    for stretch, samples in zip(asked, cut(sound, asked), strict=True):
        first = round(stretch.start * RATE)
        assert samples.tolist() == list(range(first, min(round(stretch.end * RATE), 60 * RATE)))
    (long,) = cut(sound, [Stretch(1.0, 60.0)])
    assert len(long) == LONGEST * RATE


@pytest.mark.parametrize(
    ("tokens", "loops"),
    [
        ([5, 6] * 4, True),
        ([9, *[1, 2, 3] * 4, 7], True),
        ([4] * 7, True),
        ([4] * 4, False),
        ([1, 2, 1, 2, 1, 3, 4, 5], False),
        (list(range(40)), False),
        ([], False),
    ],
)
def test_a_loop_is_known(tokens: list[int], loops: bool) -> None:
    """The same few tokens over and over are a loop; 'no no no' is not."""
    assert _loops(tokens) == loops


def test_it_stops_between_two_stretches(engine: MoonshineEngine) -> None:
    """Nothing is listened to once somebody has asked it to stop."""
    cancel = Cancellation()
    cancel.ask()
    with pytest.raises(Cancelled):
        engine.listen(Samples(np.zeros(RATE, np.float32)), [Stretch(0.0, 1.0)], send=print, cancel=cancel)


def test_it_lives_in_a_child_that_leaves_when_idle() -> None:
    """The proxy answers the same, starts on first use, and lets go of the memory when there is nothing to do."""
    try:
        second = start_second(starter("second opinion"), idle_seconds=0.2)
    except ModelMissing:
        pytest.skip("the second recogniser is not installed: run dev.py")
    process = second.process  # type: ignore[attr-defined]
    try:
        assert process.pid is None
        quiet = Samples(np.zeros(RATE, np.float32))
        found: list[SecondHearing] = []
        second.listen(quiet, [Stretch(0.0, 0.5), Stretch(0.5, 1.0)], on_heard=found.append, cancel=Cancellation())
        assert found == [SecondHearing(()), SecondHearing(())]
        assert process.pid is not None
        looks = 0
        while process.pid is not None and looks < 200:
            process._watch.join(0.05)
            looks += 1
        assert process.pid is None
    finally:
        second.close()


@pytest.mark.parametrize("name", ["encoder_model.onnx", "decoder_model_merged.onnx", "tokenizer.json"])
def test_a_file_that_was_changed_is_not_opened(name: str, tmp_path: Path, engine: MoonshineEngine) -> None:
    """One flipped byte, and the model is refused before any library reads it."""
    model = starter("second opinion")
    folder = Path(shutil.copytree(model.path, tmp_path / "copy"))
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(ModelDamaged, match=name.replace(".", r"\.")):
        open_moonshine(replace(model, path=folder))
