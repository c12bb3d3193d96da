"""Makes the six kinds of sound in which nobody says a word to anybody: whatever is written of them was invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scribe.audio_file import AudioFile
from tests.benchmarks.sound_files import SAMPLE_RATE, write_wav
from tests.benchmarks.transcription import references

Samples = NDArray[np.floating]
SEED = 1_908
VOICES = 10
"""Voices of the babble: from eight on nobody can follow one of them."""


def make_nothing(kind: str, seconds: int, folder: Path, seed: int = SEED) -> Path:
    """So many seconds of one of KINDS as a file; the same seed makes the same sound."""
    sound = folder / f"nothing-{kind}.wav"
    write_wav(sound, [KINDS[kind](seconds, np.random.default_rng(seed))])
    return sound


def silence(seconds: int, chance: np.random.Generator) -> Samples:
    """Half of it plain zeros, as a muted microphone gives, half the faint noise of a good one in an empty room."""
    samples = np.zeros(seconds * SAMPLE_RATE)
    half = len(samples) // 2
    samples[half:] = _as_loud(chance.standard_normal(len(samples) - half), -84)
    return samples


def hum(seconds: int, chance: np.random.Generator) -> Samples:
    """The mains: 50 Hz that drifts a little, with its harmonics, over a faint noise."""
    time = np.arange(seconds * SAMPLE_RATE) / SAMPLE_RATE
    phase = 2 * np.pi * (50 * time + 0.2 * np.sin(2 * np.pi * time / 37))
    strengths = {1: 1.0, 2: 0.5, 3: 0.45, 4: 0.15, 5: 0.25, 6: 0.08, 7: 0.12, 9: 0.06, 11: 0.04}
    mains = sum(strength * np.sin(n * phase + n) for n, strength in strengths.items())
    return _as_loud(np.asarray(mains), -32) + _as_loud(chance.standard_normal(len(time)), -66)


def rain(seconds: int, chance: np.random.Generator) -> Samples:
    """Rain on a window: a wide hiss that swells and falls, and single drops that ring for some milliseconds."""
    samples = np.concatenate(list(_hiss(seconds, chance)))
    time = np.arange(len(samples)) / SAMPLE_RATE
    samples *= 1 + 0.35 * np.sin(2 * np.pi * time / 11) * np.sin(2 * np.pi * time / 29)
    ring = np.arange(round(0.03 * SAMPLE_RATE)) / SAMPLE_RATE
    for start in chance.integers(0, len(samples) - len(ring), 25 * seconds):
        pitch, fade = chance.uniform(800, 5_000), chance.uniform(0.002, 0.008)
        drop = np.sin(2 * np.pi * pitch * ring) * np.exp(-ring / fade)
        samples[start : start + len(ring)] += chance.exponential(2.0) * drop
    return _as_loud(samples, -34)


def _hiss(seconds: int, chance: np.random.Generator) -> Iterator[Samples]:
    """Noise as rain makes it: strongest from 500 Hz to 4 kHz, weaker on both sides. Second by second."""
    hertz = np.fft.rfftfreq(SAMPLE_RATE, 1 / SAMPLE_RATE)
    shape = 1 / (1 + (400 / np.maximum(hertz, 1)) ** 2) / (1 + (hertz / 4_500) ** 2)
    for _ in range(seconds):
        yield np.fft.irfft(np.fft.rfft(chance.standard_normal(SAMPLE_RATE)) * shape, SAMPLE_RATE)


def babble(seconds: int, chance: np.random.Generator) -> Samples:
    """A television in the next room: VOICES real voices at once, each at its own speed, every second one backwards."""
    talks = [np.concatenate(list(AudioFile(path).blocks())) for path in references()]
    mixed = np.zeros(seconds * SAMPLE_RATE)
    for voice in range(VOICES):
        mixed += _voice(talks, len(mixed), 0.85 + 0.04 * voice, voice % 2 == 1, chance)
    return _as_loud(mixed, -30)


def _voice(talks: list[Samples], length: int, speed: float, backwards: bool, chance: np.random.Generator) -> Samples:
    """One voice without a pause, all of its sentences equally loud."""
    said: list[Samples] = []
    have = 0
    while have < length:
        talk = talks[chance.integers(len(talks))]
        talk = np.interp(np.arange(0, len(talk) - 1, speed), np.arange(len(talk)), talk[::-1] if backwards else talk)
        said.append(_as_loud(talk, -20))
        have += len(talk)
    return np.concatenate(said)[:length]


# Four chords in the key of C, as semitones from middle C; the melody keeps to the notes of each chord and of the scale.
_CHORDS = ((0, 4, 7), (-5, -1, 2), (-3, 0, 4), (-7, -3, 0))
_SCALE = (0, 2, 4, 7, 9, 12, 14, 16)
_BEAT = 0.5


def music(seconds: int, chance: np.random.Generator) -> Samples:
    """A tune over chords with a bass and a soft beat, as a radio might play."""
    samples = np.zeros(seconds * SAMPLE_RATE + 4 * SAMPLE_RATE)
    for beat in range(round(seconds / _BEAT)):
        chord = _CHORDS[beat // 4 % len(_CHORDS)]
        if beat % 4 == 0:
            _play(samples, beat, [(note, 0.5) for note in chord] + [(chord[0] - 24, 0.9)], 2.2)
        for half in range(2):
            if chance.random() < 0.8:
                _play(samples, beat + half / 2, [(int(chance.choice(_SCALE)) + 12, 0.8)], 0.7)
        _tap(samples, beat, chance)
    return _as_loud(samples[: seconds * SAMPLE_RATE], -26)


def _play(samples: Samples, beat: float, notes: list[tuple[int, float]], seconds: float) -> None:
    """Strike notes (semitones from middle C, and how loud) that die away, with the overtones of a plucked string."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    shape = np.minimum(1, time / 0.01) * np.exp(-3 * time / seconds)
    start = round(beat * _BEAT * SAMPLE_RATE)
    for note, loud in notes:
        hertz = 261.63 * 2 ** (note / 12)
        tone = sum(np.sin(2 * np.pi * n * hertz * time) / n**1.5 for n in range(1, 6))
        samples[start : start + len(time)] += loud * shape * tone


def _tap(samples: Samples, beat: int, chance: np.random.Generator) -> None:
    """A brush on a drum."""
    time = np.arange(round(0.12 * SAMPLE_RATE)) / SAMPLE_RATE
    start = round(beat * _BEAT * SAMPLE_RATE)
    samples[start : start + len(time)] += 0.25 * chance.standard_normal(len(time)) * np.exp(-time / 0.03)


def breathing(seconds: int, chance: np.random.Generator) -> Samples:
    """Somebody asleep or short of breath close to the microphone: air in, air out with a lower pitch, then a rest."""
    samples = np.concatenate(list(_hiss(seconds, chance)))
    time = np.arange(len(samples)) / SAMPLE_RATE
    phase = (time + 0.3 * np.sin(2 * np.pi * time / 23)) % 4.0
    drawn = np.clip(np.sin(np.pi * phase / 1.4), 0, 1) * (phase < 1.4)
    let_out = np.clip(np.sin(np.pi * (phase - 1.6) / 1.6), 0, 1) * ((phase > 1.6) & (phase < 3.2))
    low = np.convolve(samples, np.hanning(24) / 12, mode="same")
    return _as_loud(samples * drawn + low * let_out, -32) + _as_loud(chance.standard_normal(len(time)), -72)


def _as_loud(samples: Samples, dbfs: float) -> Samples:
    """The same sound at a mean level of so many dBFS."""
    mean = float(np.sqrt(np.mean(np.square(samples))))
    return np.asarray(samples * (10 ** (dbfs / 20) / max(mean, 1e-9)))


KINDS: dict[str, Callable[[int, np.random.Generator], Samples]] = {
    "silence": silence, "hum": hum, "rain": rain, "babble": babble, "music": music,
    "breathing": breathing,
}  # fmt: skip
