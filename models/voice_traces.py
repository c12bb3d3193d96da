"""What is kept of a sound to tell its voices apart later: who seems to speak, and what each piece is like."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models import voice_features
from models.transcriber import SAMPLE_RATE

FRAME = 270
"""Samples from one frame of the segmentation to the next, 17 ms."""
FRAMES = 589
"""Frames that the segmentation gives for a chunk."""
CHUNK = 10 * SAMPLE_RATE
"""Samples that the segmentation looks at."""
HOP = 160 * FRAME
"""Samples from one chunk to the next, 2.7 s: a whole number of its frames, and of the features' as well."""
CENTRE = 495
"""Samples from the beginning of a frame's sight to its middle."""
FRAME_SECONDS = FRAME / SAMPLE_RATE
SIZE = 192
"""Numbers in an embedding."""
_AT_MOST = round(2.0 / FRAME_SECONDS)
"""Frames of a piece: long enough to tell a voice by, short enough that hardly two are in it."""
_PAUSE = round(0.15 / FRAME_SECONDS)
_AT_LEAST = round(0.2 / FRAME_SECONDS)
"""Frames that a track needs to be anybody's."""

Samples = NDArray[np.float32]
Chances = NDArray[np.float32]
"""The chance that each of a chunk's three voices speaks: [FRAMES, 3]. Each chunk has an order of its own for them."""

# The segmentation believes too late in quiet voices far from the microphone, and in one beneath another. A word that
# nobody is said to have spoken is a worse fault than a moment too much. So its log probabilities are leant on:
_TO_BOTH = 0.5
"""What is added for two voices at once."""
_TO_SPEECH, _FROM, _AT_MOST_TO_SPEECH = 0.1, 12.0, 1.5
"""What is taken from 'nobody' for each dB by which a moment is louder than the background, from so many dB, up to so
much: what stands out of a quiet room is rarely nobody."""
_AROUND = SAMPLE_RATE // 5
"""Samples before and after a frame that its loudness is taken from."""
_BACKGROUND, _QUIETEST = 20, -60.0
"""The background is the loudness that so many per cent of the frames stay under, or this, in dB, where it is less."""
# The segmentation's seven classes: nobody, one of three voices, two of them.
_CLASSES = np.array(
    [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]], dtype=np.float32
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """Up to two seconds of one voice of a chunk: the frames that it stands for, and those that it is made from.

    `clear`: nobody else speaks in the latter.
    """

    voice: int
    first: int
    last: int
    made_of: NDArray[np.bool_]
    clear: bool


@dataclass(frozen=True)
class Traces:
    """The traces of chunks that follow each other, and of the pieces in them; a row for each."""

    places: NDArray[np.int32]
    """The number of each chunk: it begins at that many times HOP."""
    chances: NDArray[np.uint8]
    """The chances of each chunk, in 255ths: [chunks, FRAMES, 3]."""
    chunk: NDArray[np.int32]
    """The number of the chunk that each piece is of."""
    voice: NDArray[np.int8]
    span: NDArray[np.int16]
    """First frame, and the one after the last: [pieces, 2]."""
    seconds: NDArray[np.float32]
    """How much each piece was made from."""
    clear: NDArray[np.bool_]
    embedding: NDArray[np.float16]

    def pack(self) -> bytes:
        """As bytes."""
        packed = io.BytesIO()
        np.savez(packed, **self.__dict__)
        return packed.getvalue()


def unpack(packed: bytes) -> Traces:
    """What `pack` gave. Raises ValueError where it is something else."""
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            return Traces(**{name: arrays[name] for name in Traces.__dataclass_fields__})
    except (OSError, KeyError, ValueError, EOFError, TypeError, AttributeError, zipfile.BadZipFile):
        raise ValueError("these are not the traces of voices") from None


def joined(parts: Sequence[Traces]) -> Traces:
    """All of a sound's, one after the other; `parts` holds at least one."""
    return Traces(**{n: np.concatenate([getattr(part, n) for part in parts]) for n in Traces.__dataclass_fields__})


def chances(classes: NDArray[np.float32], sound: Samples) -> Chances:
    """Of log probabilities of a chunk's seven classes, the chance of each voice; none after the end of its sound."""
    leaning = np.zeros_like(classes)
    leaning[:, 0] = -np.clip(_TO_SPEECH * (_stands_out(sound) - _FROM), 0, _AT_MOST_TO_SPEECH)
    leaning[:, 4:] = _TO_BOTH
    likely = np.exp(classes + leaning)
    chance = np.asarray(likely / likely.sum(1, keepdims=True) @ _CLASSES)
    chance[_middles() >= len(sound)] = 0.0
    return chance


def _stands_out(sound: Samples) -> NDArray[np.float64]:
    """By how many dB each frame of a chunk is louder than the background of its sound; [FRAMES]."""
    energy = np.concatenate([[0.0], np.cumsum(sound.astype(float) ** 2)])
    first, last = (np.clip(_middles() + side * _AROUND, 0, len(sound)) for side in (-1, 1))
    loud = 10 * np.log10((energy[last] - energy[first]) / np.maximum(last - first, 1) + 1e-10)
    inside = loud[_middles() < len(sound)]
    background = max(float(np.percentile(inside, _BACKGROUND)), _QUIETEST) if len(inside) else 0.0
    return np.asarray(loud - background)


def _middles() -> NDArray[np.intp]:
    """The sample of a chunk at the middle of each frame; [FRAMES]."""
    return np.arange(FRAMES, dtype=np.intp) * FRAME + CENTRE


def pieces(chance: Chances) -> list[Piece]:
    """The pieces of a chunk: of the seconds in which one speaks alone, or where those are too few, of all."""
    active = chance > 0.5
    alone = active & (active.sum(1, keepdims=True) == 1)
    found: list[Piece] = []
    for voice in range(active.shape[1]):
        for clear, frames in ((True, alone[:, voice]), (False, active[:, voice])):
            if frames.sum() >= _AT_LEAST:
                found += _parts(voice, frames, clear)
                break
    return found


def _parts(voice: int, frames: NDArray[np.bool_], clear: bool) -> list[Piece]:
    """Whole stretches of speech as long as they fit, as another may speak after a pause; long ones in equal shares."""
    shares: list[NDArray[np.intp]] = []
    for stretch in _stretches(np.flatnonzero(frames)):
        if shares and len(shares[-1]) + len(stretch) <= _AT_MOST:
            shares[-1] = np.concatenate([shares[-1], stretch])
        else:
            shares += np.array_split(stretch, -(-len(stretch) // _AT_MOST))
    # A moment between two others is too short to be heard as anybody's: it goes with the one before it.
    shares = [share for share in shares if len(share) >= _AT_LEAST] or [np.concatenate(shares)]
    edges = [0, *(int(share[0]) for share in shares[1:]), len(frames)]
    found = []
    for share, first, last in zip(shares, edges[:-1], edges[1:], strict=True):
        made_of = np.zeros(len(frames), dtype=bool)
        made_of[share] = True
        found.append(Piece(voice, first, last, made_of, clear))
    return found


def _stretches(places: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Frames in runs, parted where for a moment there is none."""
    return np.split(places, np.flatnonzero(np.diff(places) > _PAUSE) + 1)


def frames_of_features(count: int) -> NDArray[np.intp]:
    """The segmentation's frame at each of a chunk's first `count` frames of features."""
    middles = np.arange(count) * voice_features.STEP + voice_features.LENGTH // 2
    return np.clip(np.round((middles - CENTRE) / FRAME).astype(np.intp), 0, FRAMES - 1)
