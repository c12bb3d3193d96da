"""Makes turns from the traces of a visit: groups the pieces by voice, and puts the chunks' answers on one time line."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models import voice_clusters, voice_groups
from models.speakers import MOST_SPEAKERS, SpeakerTurn
from models.transcriber import SAMPLE_RATE
from models.voice_traces import CENTRE, FRAME, FRAMES, HOP, Traces

SPEAKING = 0.5
"""The chance from which somebody is taken to speak."""
_SHORTEST = 0.1
"""Seconds: what is shorter is no turn."""
_BREATH = 0.5
"""Seconds of silence inside of one turn."""
Active = NDArray[np.float32]


def settle(sounds: Sequence[tuple[float, Traces]], speakers: int | None) -> tuple[SpeakerTurn, ...]:
    """The turns of all sounds, given as the second at which each begins and its traces, in order of time."""
    pieces = _all_pieces([traces for _, traces in sounds])
    labels = voice_clusters.cluster(pieces, speakers=speakers, most=MOST_SPEAKERS)
    found: list[SpeakerTurn] = []
    done = 0
    for offset, traces in sounds:
        own = labels[done : done + len(traces.chunk)]
        done += len(own)
        found += _turns(offset, _time_line(traces, own, int(labels.max(initial=-1)) + 1), speakers is not None)
    return _named(found)


def _all_pieces(sounds: Sequence[Traces]) -> voice_groups.Pieces:
    """The pieces of all sounds; chunks of different sounds are different moments."""
    firsts = itertools.accumulate((int(t.places.max(initial=-1)) + 1 for t in sounds), initial=0)
    moments = [t.chunk + first for t, first in zip(sounds, firsts, strict=False)]
    return voice_groups.Pieces(
        voices=np.concatenate([t.embedding for t in sounds]).astype(np.float32),
        seconds=np.concatenate([t.seconds for t in sounds]).astype(float),
        moments=np.concatenate(moments).astype(np.intp),
        tracks=np.concatenate([t.voice for t in sounds]).astype(np.intp),
        clear=np.concatenate([t.clear for t in sounds]),
        overlap=np.concatenate([_overlap(t) for t in sounds]),
    )


def _overlap(traces: Traces) -> NDArray[np.float64]:
    """How many chunks see the middle of each piece: fewer at the ends of a sound."""
    step, middles = HOP // FRAME, traces.chunk * (HOP // FRAME) + traces.span.mean(1)
    first = np.maximum(np.ceil((middles - FRAMES + 1) / step), traces.places.min(initial=0))
    last = np.minimum(np.floor(middles / step), traces.places.max(initial=0))
    return np.asarray(np.maximum(last - first + 1, 1.0), dtype=float)


def _time_line(traces: Traces, labels: NDArray[np.intp], voices: int) -> Active:
    """The chance of each voice at each frame of a sound, the mean of all chunks that saw it: [voices, frames]."""
    step = HOP // FRAME
    frames = (int(traces.places.max(initial=0)) + 1) * step + FRAMES
    total, seen = np.zeros((voices, frames), np.float32), np.zeros(frames, np.float32)
    anybody = np.zeros(frames, np.float32)
    rows = {int(place): row for row, place in enumerate(traces.places)}
    for place, row in rows.items():
        seen[place * step : place * step + FRAMES] += 1
        chances = traces.chances[row] / np.float32(255)
        anybody[place * step : place * step + FRAMES] += np.minimum(chances.sum(1), 1)
    for chunk, voice, (first, last), label in zip(
        traces.chunk.tolist(), traces.voice.tolist(), traces.span.tolist(), labels.tolist(), strict=True
    ):
        if label >= 0:
            at = chunk * step
            total[label, at + first : at + last] += traces.chances[rows[chunk], first:last, voice] / np.float32(255)
    seen = np.maximum(seen, 1)
    return _with_somebody((total / seen).astype(np.float32), (anybody / seen).astype(np.float32))


def _with_somebody(active: Active, anybody: NDArray[np.float32]) -> Active:
    """The same, but where somebody speaks and no voice is likely enough, it is the likeliest.

    Some chunks hear a far voice too faintly for a piece of it, or take it for two: they still say that one speaks.
    """
    if not len(active):
        return active
    likeliest = active.max(0)
    frames = np.flatnonzero((anybody > SPEAKING) & (likeliest <= SPEAKING) & (likeliest > 0))
    active[active.argmax(0)[frames], frames] = anybody[frames]
    return active


def _turns(offset: float, active: Active, everybody: bool) -> Iterator[SpeakerTurn]:
    """The stretches in which each voice speaks; with `everybody`, its likeliest ones where it is never likely."""
    for label, chance in enumerate(active):
        enough = min(SPEAKING, float(chance.max(initial=0.0)) * 0.9) if everybody else SPEAKING
        edges = np.flatnonzero(np.diff(np.concatenate([[0], chance > enough, [0]]).astype(int)))
        times = (edges * FRAME + CENTRE - FRAME // 2) / SAMPLE_RATE
        spans = [(float(start), float(end)) for start, end in times.reshape(-1, 2)]
        for start, end in _without_breaths(spans):
            if end - start >= _SHORTEST:
                yield SpeakerTurn(str(label), round(offset + start, 3), round(offset + end, 3))


def _without_breaths(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for start, end in spans:
        if found and start - found[-1][1] < _BREATH:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _named(turns: list[SpeakerTurn]) -> tuple[SpeakerTurn, ...]:
    """In order of time, the voices called S1, S2 … in the order in which they first speak."""
    names: dict[str, str] = {}
    found = []
    for turn in sorted(turns, key=lambda turn: (turn.start, turn.end)):
        name = names.setdefault(turn.speaker, f"S{len(names) + 1}")
        found.append(SpeakerTurn(name, turn.start, turn.end))
    return tuple(found)
