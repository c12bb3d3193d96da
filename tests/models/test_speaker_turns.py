"""Tests of when somebody is taken to speak: what is leant on, and what overlapping chunks say together."""

from __future__ import annotations

import numpy as np
import pytest

from models import voice_traces, voice_turns
from models.transcriber import SAMPLE_RATE
from models.voice_traces import CENTRE, CHUNK, FRAME, FRAME_SECONDS, FRAMES, HOP, SIZE, Chances, Samples, Traces


def unsure(speaks: float) -> Chances:
    """Log probabilities of the seven classes where the first voice speaks at every frame with this chance."""
    shares = np.array([1 - speaks, speaks, 0, 0, 0, 0, 0])
    return np.tile(np.log(np.maximum(shares, 1e-9)), (FRAMES, 1)).astype(np.float32)


def background(seconds: float = CHUNK / SAMPLE_RATE) -> Samples:
    """The quiet noise of a room, 45 dB under the loudest there can be."""
    noise = np.random.default_rng(1).standard_normal(round(seconds * SAMPLE_RATE))
    return (10 ** (-45 / 20) * noise).astype(np.float32)


def at(seconds: float) -> int:
    return round((seconds * SAMPLE_RATE - CENTRE) / FRAME)


@pytest.mark.parametrize("volume", [0.3, 1.0, 3.0])
def test_a_faint_voice_is_believed_where_the_sound_stands_out_of_its_background(volume: float) -> None:
    """A chance of a third is enough 25 dB above the background, at any volume, and not within the background."""
    sound = background()
    sound[4 * SAMPLE_RATE : 6 * SAMPLE_RATE] *= 10 ** (25 / 20)
    chance = voice_traces.chances(unsure(0.35), volume * sound)[:, 0]
    assert chance[at(4.3) : at(5.7)].min() > 0.5
    assert chance[: at(3.7)].max() < 0.4 and chance[at(6.3) :].max() < 0.4


@pytest.mark.parametrize("speaks", [0.02, 0.1])
def test_a_loud_noise_that_is_hardly_a_voice_is_none(speaks: float) -> None:
    """However loud a bang is, it must also seem to be a voice."""
    sound = background()
    sound[4 * SAMPLE_RATE : 5 * SAMPLE_RATE] *= 100
    assert voice_traces.chances(unsure(speaks), sound).max() < 0.5


@pytest.mark.parametrize("sound", [np.zeros(CHUNK, np.float32), background(0.01), background(0.5), background()])
def test_sound_that_does_not_change_is_no_more_likely_a_voice(sound: Samples) -> None:
    """Digital silence, an even noise, and the shortest of sounds give what the segmentation gave, until they end."""
    chance = voice_traces.chances(unsure(0.35), sound)[:, 0]
    inside = np.arange(FRAMES) * FRAME + CENTRE < len(sound)
    assert np.allclose(chance[inside], 0.35, atol=0.01) and not chance[~inside].any()


def two_chunks(first: float, second: float) -> Traces:
    """One voice for a second and a half; the second chunk, in which it begins, hears too little for a piece of it."""
    begins, ends, step = 200, 300, HOP // FRAME
    chances = np.zeros((2, FRAMES, 3), np.uint8)
    chances[0, begins:ends, 0] = round(255 * first)
    chances[1, begins - step : ends - step, 1] = round(255 * second)
    voice = np.zeros((1, SIZE), np.float16)
    voice[0, 0] = 1
    return Traces(
        places=np.array([0, 1], np.int32), chances=chances, chunk=np.array([0], np.int32), voice=np.array([0], np.int8),
        span=np.array([(0, FRAMES)], np.int16), seconds=np.array([1.7], np.float32), clear=np.array([True]),
        embedding=voice,
    )  # fmt: skip


def test_somebody_who_speaks_is_the_likeliest_voice_where_none_is_likely_enough() -> None:
    """Two chunks that agree that one speaks make a turn, though only one of them knows whose it is."""
    (turn,) = voice_turns.settle([(10.0, two_chunks(0.9, 0.4))], None)
    assert (turn.speaker, turn.start) == ("S1", pytest.approx(10 + 200 * FRAME_SECONDS, abs=0.05))
    assert turn.end - turn.start == pytest.approx(100 * FRAME_SECONDS, abs=0.05)
    assert not voice_turns.settle([(10.0, two_chunks(0.9, 0.05))], None)
