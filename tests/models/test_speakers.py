"""Tests of telling voices apart: the real networks on real speech, in a child and in this process."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models import voice_traces
from models.catalogue import InstalledModel, starter
from models.engines import ChildSpeakers, start_speakers
from models.errors import ChildDied, ModelDamaged, ModelMissing
from models.progress import Cancellation, Cancelled
from models.speaker_engine import Sound, SpeakerEngine
from models.speakers import SpeakerTurn, TracedSound
from models.transcriber import AudioSource
from models.voice_traces import CHUNK, HOP
from tests.benchmarks.diarization_error import read_rttm, score
from tests.benchmarks.made_talks import SAMPLE_RATE, Samples, SoundOfSamples

PHONE = Path(__file__).resolve().parents[3] / "shared" / "data" / "speech" / "phonecall" / "sample.wav"


@pytest.fixture(scope="module")
def model() -> InstalledModel:
    try:
        return starter("speakers")
    except ModelMissing:
        pytest.skip("the networks of voices are not built: run dev.py")


@pytest.fixture(scope="module")
def engine(model: InstalledModel) -> SpeakerEngine:
    return SpeakerEngine(model.folder)


@pytest.fixture(scope="module")
def phone() -> Samples:
    """Half a minute of two people on the telephone."""
    from scribe.audio_file import AudioFile

    if not PHONE.is_file():
        pytest.skip("shared/data/speech/phonecall is not beside this repository")
    return np.concatenate(list(AudioFile(PHONE).blocks()))


@pytest.fixture(scope="module")
def part(phone: Samples) -> Samples:
    """Three chunks of it, in which both speak."""
    return phone[7 * SAMPLE_RATE : 21 * SAMPLE_RATE]


@pytest.fixture(scope="module")
def traced(engine: SpeakerEngine, phone: Samples) -> TracedSound:
    """Its traces, by one pass."""
    return TracedSound(0.0, tuple(heard(engine, SoundOfSamples(phone))))


def heard(engine: Any, audio: AudioSource, start: float = 0.0, name: str = "a sound") -> list[bytes]:
    """All traces of a whole sound from `start` on."""
    found, more = [], True
    while more:
        step = engine.listen(name, audio, start, True, send=lambda _: None, cancel=Cancellation())
        found.append(step.traces)
        start, more = step.until, step.more
    assert start == step.read
    return found


def settled(engine: SpeakerEngine, *sounds: TracedSound, speakers: int | None = None) -> tuple[SpeakerTurn, ...]:
    return engine.settle(sounds, speakers, send=lambda _: None, cancel=Cancellation())


class Growing:
    """A sound of which so many samples are there."""

    def __init__(self, samples: Samples) -> None:
        self.samples, self.there = samples, 0

    def seconds(self) -> float:
        return self.there / SAMPLE_RATE

    def blocks(self, start: float = 0.0) -> Iterator[Samples]:
        yield from SoundOfSamples(self.samples[: self.there]).blocks(start)


# --- real sound
def test_two_people_on_the_telephone_are_told_apart(engine: SpeakerEngine, phone: Samples, traced: TracedSound) -> None:
    """At most 5% of diarization error, as promised; and the turns come in order, with their voices numbered in it."""
    found = settled(engine, traced)
    error = score(read_rttm(PHONE.with_suffix(".rttm")), found)
    assert error.found == 2 and error.rate <= 0.05
    assert list(found) == sorted(found, key=lambda turn: turn.start) and found[0].speaker == "S1"
    assert all(0 <= turn.start < turn.end <= len(phone) / SAMPLE_RATE + 0.1 for turn in found)


def test_a_sound_that_grows_gives_the_turns_of_one_that_is_whole(engine: SpeakerEngine, part: Samples) -> None:
    """Whatever the steps at which it grew, and even where the engine forgot where it was in between."""
    growing, chance = Growing(part), np.random.default_rng(7)
    found, until = list[bytes](), 0.0
    while growing.there < len(part):
        growing.there = min(len(part), growing.there + int(chance.integers(1, 4 * SAMPLE_RATE)))
        step = engine.listen("live", growing, until, False, send=lambda _: None, cancel=Cancellation())
        assert step.until >= until and not step.more
        found.append(step.traces)
        until = step.until
        if chance.random() < 0.3:
            engine.close()
    assert sum(map(bool, found)) == 2  # the last chunk waits for the end
    found += heard(engine, growing, until, "live")
    at_once = TracedSound(0.0, tuple(heard(engine, SoundOfSamples(part))))
    live = settled(engine, TracedSound(0.0, tuple(found)))
    assert live == settled(engine, at_once) and len({turn.speaker for turn in live}) == 2


def test_two_sounds_of_one_visit_share_their_voices(engine: SpeakerEngine, traced: TracedSound) -> None:
    """A visit may have several recordings; times are the visit's."""
    once, twice = settled(engine, traced), settled(engine, traced, replace(traced, offset=100.0))
    later = [SpeakerTurn(turn.speaker, turn.start + 100, turn.end + 100) for turn in once]
    assert {turn.speaker for turn in twice} == {turn.speaker for turn in once}
    assert score([*once, *later], twice).rate < 0.02


@pytest.mark.parametrize("speakers", [1, 2, 3])
def test_the_number_of_people_that_the_worker_says_is_kept(
    engine: SpeakerEngine, traced: TracedSound, speakers: int
) -> None:
    """Even where it is wrong: who was there knows better."""
    assert len({turn.speaker for turn in settled(engine, traced, speakers=speakers)}) == speakers


# --- sounds without speech
@pytest.mark.parametrize("kind", ["nothing at all", "a moment", "zeros", "hiss", "hum", "chords"])
def test_what_is_no_speech_has_no_turns(engine: SpeakerEngine, kind: str) -> None:
    """Not a voice in silence, noise or music, and none in sounds that are too short."""
    times = np.arange(12 * SAMPLE_RATE) / SAMPLE_RATE
    chords = sum(0.1 * np.sin(2 * np.pi * pitch * times) for pitch in (220, 277, 330, 440))
    made = {
        "nothing at all": np.zeros(0),
        "a moment": 0.1 * np.sin(times[:800]),
        "zeros": np.zeros(len(times)),
        "hiss": 0.05 * np.random.default_rng(1).standard_normal(len(times)),
        "hum": 0.1 * np.sin(2 * np.pi * 50 * times) + 0.05 * np.sin(2 * np.pi * 150 * times),
        "chords": np.asarray(chords) * np.exp(-3 * (2 * times % 1)),
    }[kind]
    traces = heard(engine, SoundOfSamples(made.astype(np.float32)))
    assert settled(engine, TracedSound(0.0, tuple(traces))) == ()


def test_no_sounds_give_no_turns(engine: SpeakerEngine) -> None:
    """A visit of which nothing was recorded is no error."""
    assert settled(engine) == () and settled(engine, TracedSound(5.0, ()), speakers=3) == ()


# --- chunks
@pytest.mark.parametrize("length", [1, HOP, CHUNK - 1, CHUNK, CHUNK + 1, CHUNK + HOP, CHUNK + HOP + 1, 5 * CHUNK])
def test_chunks_are_the_same_whenever_they_are_asked_for(length: int) -> None:
    """To the sample, at the lengths where a chunk is just full."""
    samples = np.arange(length, dtype=np.float32)
    at_once = list(Sound(0).chunks(SoundOfSamples(samples), whole=True))
    growing, sound, found = Growing(samples), Sound(0), []
    for there in {length // 3, length // 2, length - 1, length}:
        growing.there = max(growing.there, there)
        found += list(sound.chunks(growing, whole=False))
    found += list(sound.chunks(growing, whole=True))
    assert [place for place, _ in found] == [place for place, _ in at_once] == list(range(len(at_once)))
    assert all(np.array_equal(one, other) for (_, one), (_, other) in zip(found, at_once, strict=True))
    assert all(len(chunk) == CHUNK for _, chunk in at_once[:-1]) and len(at_once[-1][1]) <= CHUNK
    assert sound.at == sound.read == length and list(sound.chunks(growing, whole=True)) == []


def test_only_the_last_seconds_are_held(engine: SpeakerEngine) -> None:
    """Memory doesn't grow with the sound."""
    sound, most = Sound(0), 0
    for _ in sound.chunks(SoundOfSamples(np.zeros(60 * SAMPLE_RATE, np.float32)), whole=True):
        most = max(most, len(sound._held))
    assert most <= CHUNK + SAMPLE_RATE


def test_every_second_of_a_voice_is_in_exactly_one_of_its_pieces() -> None:
    """The pieces of a voice of a chunk cover it without a gap, and none is too short to be told or longer than 2 s."""
    chance = np.random.default_rng(2)
    for _ in range(200):
        speaking = np.repeat(chance.random((40, 3)) < chance.uniform(0.1, 0.9), 15, axis=0)[: voice_traces.FRAMES]
        found = voice_traces.pieces(speaking.astype(np.float32))
        for voice in {piece.voice for piece in found}:
            own = [piece for piece in found if piece.voice == voice]
            assert [own[0].first, *(p.last for p in own)] == [*(p.first for p in own), voice_traces.FRAMES]
            assert len({piece.clear for piece in own}) == 1
            for piece in own:
                assert 0.19 <= piece.made_of.sum() * voice_traces.FRAME_SECONDS <= 2.05
                assert not piece.made_of[: piece.first].any() and not piece.made_of[piece.last :].any()


def test_traces_are_what_they_were_when_they_come_back(traced: TracedSound) -> None:
    """They travel as bytes; others' bytes are refused."""
    first = voice_traces.unpack(traced.traces[0])
    assert voice_traces.unpack(first.pack()).embedding.tobytes() == first.embedding.tobytes()
    for spoilt in (b"", b"PK\x03\x04", traced.traces[0][:200], b"\x80\x04N."):
        with pytest.raises(ValueError, match="not the traces of voices"):
            voice_traces.unpack(spoilt)


# --- the child
@pytest.fixture
def speakers(model: InstalledModel) -> Iterator[ChildSpeakers]:
    child = start_speakers(model)
    assert isinstance(child, ChildSpeakers)
    yield child
    child.close()


def test_a_child_that_dies_is_an_ordinary_error_and_nothing_is_lost(
    speakers: ChildSpeakers, part: Samples, engine: SpeakerEngine
) -> None:
    """Listening goes on in a new child from the very place, and the turns are the same."""
    audio = SoundOfSamples(part)
    first = speakers.listen("a", audio, start=0.0, whole=False, cancel=Cancellation())
    assert first.until > 0 and speakers.process.pid is not None
    if os.name == "posix":
        os.kill(speakers.process.pid, signal.SIGKILL)
        with pytest.raises(ChildDied):
            speakers.listen("a", audio, start=first.until, whole=True, cancel=Cancellation())
    second = speakers.listen("a", audio, start=first.until, whole=True, cancel=Cancellation())
    found = speakers.settle([TracedSound(0.0, (first.traces, second.traces))], speakers=None, cancel=Cancellation())
    at_once = TracedSound(0.0, tuple(heard(engine, audio)))
    assert not second.more and found and found == settled(engine, at_once)


def test_asked_to_stop_it_stops(engine: SpeakerEngine, phone: Samples, traced: TracedSound) -> None:
    """Before the next chunk, and before settling."""
    asked = Cancellation()
    asked.ask()
    with pytest.raises(Cancelled):
        engine.listen("b", SoundOfSamples(phone), 0.0, True, send=lambda _: None, cancel=asked)
    with pytest.raises(Cancelled):
        engine.settle([traced], None, send=lambda _: None, cancel=asked)


def test_networks_that_are_not_the_checked_ones_are_not_opened(model: InstalledModel, tmp_path: Path) -> None:
    """A changed byte is noticed before the library sees it."""
    folder = Path(shutil.copytree(model.folder, tmp_path / "voices"))
    spoilt = bytearray((folder / "embedding.onnx").read_bytes())
    spoilt[1000] ^= 1
    (folder / "embedding.onnx").write_bytes(spoilt)
    child = start_speakers(replace(model, path=folder))
    try:
        with pytest.raises(ModelDamaged):
            child.settle([], speakers=None, cancel=Cancellation())
    finally:
        child.close()
