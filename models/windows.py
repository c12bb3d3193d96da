"""Cuts a sound of any length into windows of speech that a recogniser can take whole, without the long silences."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.transcriber import SAMPLE_RATE

Samples = NDArray[np.float32]
FRAME = 512
"""Samples of one frame, 32 ms: what Silero VAD judges at a time."""
FRAME_SECONDS = FRAME / SAMPLE_RATE

# The hysteresis, the 2 s and the 0.4 s are faster-whisper's own VAD defaults (faster_whisper.vad.VadOptions).
_SPEECH_FROM = 0.5
_SPEECH_UNTIL = 0.35
_LONG_SILENCE = round(2.0 / FRAME_SECONDS)
_PAD = round(0.4 / FRAME_SECONDS)
# Whisper takes 30 s. Windows of 12 s or more cost no accuracy (14.4% WER against 15.3% at 5 s and 16.8% at each pause).
_LONGEST = int(29.9 / FRAME_SECONDS)
_SHORTEST_CUT = round(12.0 / FRAME_SECONDS)
_LONG_ENOUGH = round(20.0 / FRAME_SECONDS)
_PAUSE = round(1.0 / FRAME_SECONDS)
_WORTH_HEARING = 0.5
"""Seconds of speech after the last word that are heard again with the next window. Word ends are often this early."""
_BATCH = round(8.0 / FRAME_SECONDS)

Judge = Callable[[Samples], NDArray[np.float32]]
"""Gives each row (one frame of FRAME samples) its probability of speech, remembering what came before."""


@dataclass(frozen=True)
class Frame:
    """32 ms of sound: its place in the recording, its samples, and whether somebody speaks."""

    index: int
    samples: Samples
    speech: float
    speaking: bool


@dataclass(frozen=True)
class Window:
    """Up to 30 s of sound with the long silences taken out; knows where each of its seconds lies in the recording."""

    frames: tuple[Frame, ...]

    @property
    def samples(self) -> Samples:
        """All its samples, joined."""
        return np.concatenate([frame.samples for frame in self.frames])

    @property
    def start(self) -> float:
        """Seconds from the start of the recording to its first sample."""
        return self.frames[0].index * FRAME_SECONDS

    @property
    def end(self) -> float:
        """Seconds from the start of the recording to its last sample."""
        return (self.frames[-1].index + 1) * FRAME_SECONDS

    def used(self, until: float) -> int:
        """How many frames are done with when the last word ended at `until` seconds: all, if hardly a sound is left."""
        place = int(until / FRAME_SECONDS)
        left = sum(frame.speaking for frame in self.frames[place:]) * FRAME_SECONDS
        return place if place > 0 and left >= _WORTH_HEARING else len(self.frames)

    def at(self, seconds: float) -> float:
        """The recording's time of a time in this window."""
        place = min(max(int(seconds / FRAME_SECONDS), 0), len(self.frames) - 1)
        return self.frames[place].index * FRAME_SECONDS + (seconds - place * FRAME_SECONDS)

    def joined_between(self, first: float, second: float) -> bool:
        """Whether a silence was taken out between two times of this window."""
        one, two = (min(max(int(t / FRAME_SECONDS), 0), len(self.frames) - 1) for t in (first, second))
        return self.frames[two].index - self.frames[one].index != two - one

    def heard(self, start: float, end: float) -> float:
        """The share of a stretch of this window in which the VAD hears speech, 0 to 1."""
        first = min(max(int(start / FRAME_SECONDS), 0), len(self.frames) - 1)
        last = min(max(first + 1, round(end / FRAME_SECONDS)), len(self.frames))
        return sum(frame.speaking for frame in self.frames[first:last]) / (last - first)


def frames(blocks: Iterable[Samples], judge: Judge, first: int = 0) -> Iterator[Frame]:
    """The sound as judged frames, in order; the last one is filled up with silence."""
    index, speaking = first, False
    for batch in _batches(blocks):
        for samples, speech in zip(batch, judge(batch), strict=True):
            speaking = speech >= _SPEECH_FROM or (speaking and speech >= _SPEECH_UNTIL)
            yield Frame(index, samples, float(speech), bool(speaking))
            index += 1


def _batches(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """Blocks of any length as arrays of whole frames, about 8 s each: one call of the VAD for each."""
    held: list[Samples] = []
    count = 0
    for block in blocks:
        held.append(block)
        count += len(block)
        if count >= _BATCH * FRAME:
            joined = np.concatenate(held)
            whole = count - count % FRAME
            yield joined[:whole].reshape(-1, FRAME)
            held, count = [joined[whole:]], count - whole
    if count:
        joined = np.concatenate(held)
        yield np.pad(joined, (0, -count % FRAME)).reshape(-1, FRAME)


def windows(judged: Iterable[Frame]) -> Generator[Window, int | None, None]:
    """The windows of a sound in order: none where nobody speaks, each cut at a pause where there is one.

    Whoever takes a window may `send` how many of its frames were used up (at least one): the rest then begins the next
    window, so that a sentence that the recogniser left unfinished is heard again with what follows it.
    """
    held: list[Frame] = []
    lead: deque[Frame] = deque(maxlen=_PAD)
    silent = _LONG_SILENCE
    for frame in judged:
        silent = 0 if frame.speaking else silent + 1
        if silent >= _LONG_SILENCE:
            if silent == _LONG_SILENCE:
                keep = max(0, len(held) - (silent - 1 - _PAD))
                lead.extend(held[keep:])
                held = held[:keep]
                if len(held) >= _LONG_ENOUGH:
                    held = yield from _offer(held, len(held))
            lead.append(frame)
            continue
        held += [*lead, frame]
        lead.clear()
        while len(held) > _LONGEST:
            held = yield from _offer(held, _best_cut(held))
    if silent < _LONG_SILENCE:
        held = held[: len(held) - max(0, silent - _PAD)]
    while any(frame.speaking for frame in held):
        held = yield from _offer(held, len(held))


def _offer(held: list[Frame], cut: int) -> Generator[Window, int | None, list[Frame]]:
    """Give the first `cut` frames as a window; returns what is left to be heard."""
    if not any(frame.speaking for frame in held[:cut]):
        return held[cut:]
    used = yield Window(tuple(held[:cut]))
    return held[cut if used is None else max(1, min(used, cut)) :]


def _best_cut(held: list[Frame]) -> int:
    """Where to cut: in the longest late pause, or else where it is quietest in the last seconds."""
    best, best_value = 0, 0.0
    run = 0
    for place in range(_SHORTEST_CUT, min(len(held), _LONGEST)):
        jumped = held[place].index - held[place - 1].index > 1
        run = 0 if held[place].speaking else run + 1
        if jumped or run >= 3:
            value = (1.0 if jumped else min(run, _PAUSE) / _PAUSE) + 0.8 * place / _LONGEST
            if value > best_value:
                best, best_value = (place if jumped else place - run // 2), value
    if best:
        return best
    late = range(_LONGEST - _PAUSE * 4, min(len(held), _LONGEST))
    return min(late, key=lambda place: held[place].speech)
