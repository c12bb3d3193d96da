"""Makes talks of one to eight people from read speech, with who speaks when known to the hundredth of a second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.speakers import SpeakerTurn

Samples = NDArray[np.float32]
SAMPLE_RATE = 16_000
_HOP = SAMPLE_RATE // 100
_BLOCK = SAMPLE_RATE // 4
_PAUSE = 30
"""Frames of 10 ms without speech that part two phrases."""
_SHORTEST = 0.3
"""Seconds: what is shorter is a click or a breath, and no phrase."""
_LONGEST = 5.0
LEVEL = 0.05
"""Root mean square of a phrase at its speaker's ordinary loudness."""


@dataclass(frozen=True)
class Talk:
    """A made talk: its name, its samples at SAMPLE_RATE, and the truth."""

    name: str
    samples: Samples
    turns: tuple[SpeakerTurn, ...]


@dataclass(frozen=True)
class SoundOfSamples:
    """Samples as an `AudioSource`; picklable."""

    samples: Samples

    def seconds(self) -> float:
        """Length in seconds."""
        return len(self.samples) / SAMPLE_RATE

    def blocks(self, start: float = 0.0) -> Iterator[Samples]:
        """A quarter of a second at a time."""
        for at in range(int(start * SAMPLE_RATE), len(self.samples), _BLOCK):
            yield self.samples[at : at + _BLOCK]


@dataclass(frozen=True)
class SoundInFile:
    """Samples that `numpy.save` wrote, as an `AudioSource`: a child reads them for itself, as it does the app's."""

    path: Path

    def seconds(self) -> float:
        """Length in seconds."""
        return len(np.load(self.path, mmap_mode="r")) / SAMPLE_RATE

    def blocks(self, start: float = 0.0) -> Iterator[Samples]:
        """A quarter of a second at a time."""
        samples = np.load(self.path, mmap_mode="r")
        for at in range(int(start * SAMPLE_RATE), len(samples), _BLOCK):
            yield np.array(samples[at : at + _BLOCK])


@dataclass(frozen=True)
class Room:
    """What the sound goes through. `echo`: seconds until it is 60 dB down; `noise`: dB that it is below speech."""

    name: str
    echo: float = 0.0
    noise: float | None = None


CLEAN = Room("clean")
ROOMS = (CLEAN, Room("noise", noise=18.0), Room("echo", echo=0.45), Room("both", echo=0.35, noise=15.0))
Voices = Mapping[str, Sequence[Samples]]
"""Each speaker's phrases."""


def phrases(sentence: Samples) -> list[Samples]:
    """A read sentence, cut where nobody speaks for 0.3 s or more, in phrases of at most 5 s."""
    # The difference of neighbours: without the rumble that some were recorded with, which is louder than speech.
    frames = np.diff(sentence)[: (len(sentence) - 1) // _HOP * _HOP].reshape(-1, _HOP)
    loud = np.sqrt(np.convolve((frames**2).mean(1), np.ones(5) / 5, mode="same"))
    quiet, ordinary = np.percentile(loud, (8, 90))
    # Some were recorded in a noisy room: a pause is what is near the quietest.
    speaking = loud > max(0.1 * ordinary, min(2.5 * quiet, 0.3 * ordinary), 1e-5)
    places = np.flatnonzero(speaking)
    if not len(places):
        return []
    cuts = np.flatnonzero(np.diff(places) > _PAUSE)
    starts, ends = places[np.r_[0, cuts + 1]], places[np.r_[cuts, len(places) - 1]] + 1
    found = [part for a, b in zip(starts, ends, strict=True) for part in _short_enough(sentence[a * _HOP : b * _HOP])]
    return [phrase for phrase in found if len(phrase) >= _SHORTEST * SAMPLE_RATE]


def _short_enough(phrase: Samples) -> list[Samples]:
    """The phrase, or its parts, cut where it is quietest: some readers go on for 20 s."""
    if len(phrase) <= _LONGEST * SAMPLE_RATE:
        return [phrase]
    loud = (phrase[: len(phrase) // _HOP * _HOP].reshape(-1, _HOP) ** 2).mean(1)
    smooth = np.convolve(loud, np.ones(5) / 5, mode="same")
    early, late = len(smooth) // 5, len(smooth) * 4 // 5
    cut = (early + int(smooth[early:late].argmin())) * _HOP
    return _short_enough(phrase[:cut]) + _short_enough(phrase[cut:])


def make_talk(
    name: str, voices: Voices, chance: np.random.Generator, *, room: Room = CLEAN, seconds: float = 90.0,
    rare: bool = False, overlap: float = 0.15, pauses: tuple[float, float] = (0.05, 0.9), in_order: bool = False,
) -> Talk:  # fmt: skip
    """A talk of all of `voices` that lasts about so long; with `rare`, the last of them says two or three short things.

    A turn is one or more phrases, less than half a second apart, as those who write down who spoke count them.

    `overlap`: the share of turns that begin before the one before them has ended. `pauses`: the fewest and most seconds
    between two others. `in_order`: each says all of what they have to say, once through.
    """
    speakers = list(voices)
    often = speakers[:-1] if rare and len(speakers) > 1 else speakers
    order = _order(often, chance)
    rare_at = set(chance.uniform(0.15, 0.9, size=int(chance.integers(2, 4)))) if rare else set()
    said = dict.fromkeys(speakers, 0)
    loudness = {speaker: LEVEL * 10 ** (chance.uniform(-4, 4) / 20) for speaker in speakers}
    echoes = {speaker: _echo(room.echo, chance) for speaker in speakers}
    sound, turns, at = np.zeros(round((seconds + 40) * SAMPLE_RATE), np.float32), list[SpeakerTurn](), 0.5
    while at < seconds:
        due = [place for place in rare_at if place * seconds <= at]
        rare_at -= set(due)
        speaker = speakers[-1] if due else next(order)
        count = int(chance.choice([1, 1, 2, 3]))
        first = said[speaker] if in_order else int(chance.integers(len(voices[speaker])))
        began = at
        short = due or chance.random() < 0.3
        for phrase in _pick(voices[speaker], first, 1 if short else count, 2.0 if short else _LONGEST):
            said[speaker] += 1
            level = float(np.sqrt((phrase**2).mean()))
            start = round(at * SAMPLE_RATE)
            heard = _through(phrase, echoes[speaker])[: len(sound) - start] * np.float32(loudness[speaker] / level)
            sound[start : start + len(heard)] += heard
            ended = at + len(phrase) / SAMPLE_RATE
            at = ended + chance.uniform(0.1, 0.4)
        turns.append(SpeakerTurn(speaker, began, ended))
        early = len(speakers) > 1 and chance.random() < overlap and ended - began > 1.5
        at = turns[-1].end + (-chance.uniform(0.2, 0.8) if early else chance.uniform(*pauses))
    whole = sound[: round((max(turn.end for turn in turns) + 0.7) * SAMPLE_RATE)]
    return Talk(f"{name}-{room.name}", _in_noise(whole, room.noise, chance), tuple(turns))


def _order(speakers: list[str], chance: np.random.Generator) -> Iterator[str]:
    """Who speaks next, for ever: everybody once in a while, seldom in a fixed round."""
    before = ""
    while True:
        for speaker in chance.permutation(speakers):
            if speaker != before or len(speakers) == 1:
                yield str(speaker)
                before = speaker


def _pick(said: Sequence[Samples], first: int, count: int, longest: float) -> list[Samples]:
    """So many phrases that follow each other, none of them longer than so many seconds."""
    return [said[(first + place) % len(said)][: round(longest * SAMPLE_RATE)] for place in range(count)]


def _echo(seconds: float, chance: np.random.Generator) -> Samples:
    """What a room makes of a click: the click, then noise that dies away."""
    if not seconds:
        return np.ones(1, np.float32)
    times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    tail = chance.standard_normal(len(times)) * 10 ** (-3 * times / seconds)
    tail[: round(0.004 * SAMPLE_RATE)] = 0.0
    tail *= chance.uniform(0.5, 1.0) / np.sqrt((tail**2).sum())
    tail[0] = 1.0
    return np.asarray(tail, dtype=np.float32)


def _through(phrase: Samples, echo: Samples) -> Samples:
    """The phrase as it is heard in the room."""
    length = len(phrase) + len(echo) - 1
    size = 1 << length.bit_length()
    heard = np.fft.irfft(np.fft.rfft(phrase, size) * np.fft.rfft(echo, size), size)
    return np.asarray(heard[:length], dtype=np.float32)


def _in_noise(sound: Samples, below: float | None, chance: np.random.Generator) -> Samples:
    """With the noise of a room, so many dB below ordinary speech, or so little that only digital silence is gone."""
    spectrum = np.fft.rfft(chance.standard_normal(len(sound)))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 20))  # 3 dB less each octave, as rooms and fans have it
    noise = np.fft.irfft(spectrum, len(sound))
    level = LEVEL * 10 ** (-(60.0 if below is None else below) / 20)
    return np.asarray((sound + noise * (level / np.sqrt((noise**2).mean()))).astype(np.float32))


def load_voices(folder: Path) -> dict[str, list[Samples]]:
    """The phrases of every speaker of a folder of read sentences, named SPEAKER-CHAPTER-NUMBER.flac."""
    from scribe.audio_file import AudioFile

    found: dict[str, list[Samples]] = {}
    for path in sorted(folder.glob("*.flac")):
        sentence = np.concatenate(list(AudioFile(path).blocks()))
        found.setdefault(path.name.partition("-")[0], []).extend(phrases(sentence))
    return found
