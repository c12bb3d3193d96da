"""Tests on real weights that where nobody speaks, no word reaches a transcript, from either recogniser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models.catalogue import starter
from models.engines import start_second, start_transcriber
from models.errors import ModelMissing
from models.second_opinion import SecondOpinion
from models.transcriber import Transcriber
from scribe.audio_file import AudioFile
from scribe.errors import NothingHeard
from scribe.transcribing import transcribe
from scribe.visit import ModelCard, Transcript
from tests.benchmarks.nothing import KINDS, make_nothing
from tests.benchmarks.sound_files import SAMPLE_RATE, write_wav
from tests.benchmarks.transcription import LIBRISPEECH, references

Both = tuple[Transcriber, SecondOpinion]
SECONDS = 120


@pytest.fixture(scope="module")
def both() -> Iterator[Both]:
    """Both recognisers, each in its child."""
    try:
        first, second = start_transcriber(starter("transcriber")), start_second(starter("second opinion"))
    except ModelMissing:
        pytest.skip("the starter models are not installed: run dev.py")
    yield first, second
    first.close()
    second.close()


def written(both: Both, sound: Path) -> Transcript:
    """The transcript of a file that both listened to."""
    second = (both[1], ModelCard("second", "cd" * 32))
    return transcribe(both[0], ModelCard("first"), AudioFile(sound), "", second=second)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "babble"])
def test_two_minutes_without_a_word_give_no_transcript(kind: str, both: Both, tmp_path: Path) -> None:
    """Silence, hum, rain, music and breathing: no 'thank you', no 'thanks for watching', nothing."""
    with pytest.raises(NothingHeard):
        written(both, make_nothing(kind, SECONDS, tmp_path))


@pytest.mark.skipif(not LIBRISPEECH.is_dir(), reason="../shared/data/speech is not here")
@pytest.mark.parametrize("kind", ["silence", "rain", "breathing"])
def test_between_two_sentences_nothing_is_invented(kind: str, both: Both, tmp_path: Path) -> None:
    """A minute of it between two things that somebody said: words before it and after it, and none in it."""
    (short,) = (path for path in references() if path.stem == "1688-142285-0002")
    speech = np.concatenate(list(AudioFile(short).blocks()))
    between = KINDS[kind](60, np.random.default_rng(3))
    sound = tmp_path / "visit.wav"
    write_wav(sound, [speech, between, speech])
    said = written(both, sound)
    begins, ends = len(speech) / SAMPLE_RATE, len(speech) / SAMPLE_RATE + 60
    middles = [(word.start + word.end) / 2 for turn in said.turns for word in turn.words]
    assert [middle for middle in middles if begins + 0.5 < middle < ends - 0.5] == []
    assert min(middles) < begins and max(middles) > ends
    assert all("Thank you" not in doubt.why + doubt.offer for doubt in said.doubts)
