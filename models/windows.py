"""Cuts a sound of any length into windows of speech that a recogniser can take whole, without the long silences."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.transcriber import SAMPLE_RATE, AudioSource, Segment

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
_WORTH_HEARING_AGAIN = 2.0
"""Seconds of speech between two words that are heard once more, by themselves."""
_LONGEST_WORD = 1.0
"""Seconds that a word can be taken to last."""
_BATCH = 32
"""Frames that are judged at once, about a second. Always as many: a VAD's sums come out otherwise in a batch of another
size, by a hair, and then live words would not be those of a pass over the finished file."""
_WARM = 10
"""Batches that a new judge hears before its first verdict."""
_BLOCK = 60 * _BATCH
"""Frames after which a new judge takes over, about a minute. Silero VAD remembers minutes, so that one that begins in
the middle judges otherwise; with judges that begin at known places, a sound can be gone on with anywhere, and the
windows, and so the words, come out as if nothing had happened in between."""

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

    def missed(self, heard: Sequence[Segment], used: int) -> Iterator[tuple[int, int]]:
        """Stretches of the first `used` frames, as first and last, in which there is speech and no word was heard.

        Whisper now and then leaves out many seconds between two sentences, without a sign.
        """
        # Over what is left out, the word before it is often drawn out.
        spoken = sorted((w.start, min(w.end, w.start + _LONGEST_WORD)) for segment in heard for w in segment.words)
        edges = [0.0, *(time for span in spoken for time in span), used * FRAME_SECONDS]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            first, last = max(0, int(start / FRAME_SECONDS)), min(used, round(end / FRAME_SECONDS))
            if sum(frame.speaking for frame in self.frames[first:last]) * FRAME_SECONDS >= _WORTH_HEARING_AGAIN:
                yield first, last

    def joined_between(self, first: float, second: float) -> bool:
        """Whether a silence was taken out between two times of this window."""
        one, two = (min(max(int(t / FRAME_SECONDS), 0), len(self.frames) - 1) for t in (first, second))
        return self.frames[two].index - self.frames[one].index != two - one

    def heard(self, start: float, end: float) -> float:
        """The share of a stretch of this window in which the VAD hears speech, 0 to 1."""
        first = min(max(int(start / FRAME_SECONDS), 0), len(self.frames) - 1)
        last = min(max(first + 1, round(end / FRAME_SECONDS)), len(self.frames))
        return sum(frame.speaking for frame in self.frames[first:last]) / (last - first)


class JudgedSound:
    """The frames of a sound, in order, each judged once; the sound may still be growing while it is read."""

    def __init__(self, new_judge: Callable[[], Judge], start: float = 0.0) -> None:
        """Begin at `start` seconds, or so far before that the frames there are judged as from the beginning."""
        self._new_judge = new_judge
        self._judge = new_judge()
        self.first = int(start / FRAME_SECONDS + 1e-6)
        """The number of the frame at `start`; of those before, only how long nobody spoke is of use."""
        self._index = max(0, self.first - _LONG_SILENCE) // _BLOCK * _BLOCK
        self._batch = max(0, self._index - _WARM * _BATCH)
        """The number of the first frame of the next batch."""
        self._lately: deque[Samples] = deque(maxlen=_WARM)
        self._read = self._batch * FRAME
        self._rest: Samples = np.zeros(0, np.float32)
        self._blocks: Iterator[Samples] | None = None
        self._judged: deque[Frame] = deque()
        self._speaking = False
        self._finished = False

    @property
    def read(self) -> float:
        """Seconds of the sound that were read so far."""
        return self._read / SAMPLE_RATE

    @property
    def next_index(self) -> int:
        """The number of the frame that `next` gives next."""
        return self._index - len(self._judged)

    def next(self, audio: AudioSource, *, whole: bool) -> Frame | None:
        """The next frame, or None where there is none yet.

        `whole` says that nothing will be added to the sound: its last frame is then filled up with silence.
        """
        while not self._judged and self._judge_more(audio, whole):
            pass
        return self._judged.popleft() if self._judged else None

    def _judge_more(self, audio: AudioSource, whole: bool) -> bool:
        """Judge the next batch, if all of it is there. False where there is nothing more to be had now."""
        if self._finished:
            return False
        if self._blocks is None:
            # A quarter of a sample on, so that no rounding of seconds gives the sample before.
            self._blocks = iter(audio.blocks((self._read + 0.25) / SAMPLE_RATE))
        parts = [self._rest]
        count = len(self._rest)
        while count < _BATCH * FRAME:
            block = next(self._blocks, None)
            if block is None:
                self._blocks = None
                self._finished = whole
                break
            parts.append(block)
            count += len(block)
            self._read += len(block)
        joined = np.concatenate(parts)
        if self._finished:
            joined = np.pad(joined, (0, -count % FRAME))
        for at in range(0, len(joined) - _BATCH * FRAME + 1, _BATCH * FRAME):
            self._keep(joined[at : at + _BATCH * FRAME].reshape(-1, FRAME))
        self._rest = joined[len(joined) - len(joined) % (_BATCH * FRAME) :]
        if self._finished:
            self._keep(self._rest.reshape(-1, FRAME))
        return self._blocks is not None

    def _keep(self, batch: Samples) -> None:
        """Judge a batch and keep its frames, unless it comes before those that are wanted."""
        if not len(batch):
            return
        if self._batch % _BLOCK == 0:
            self._judge, self._speaking = self._new_judge(), False
            for earlier in self._lately:
                self._verdicts(earlier)
        if self._batch >= self._index:
            for samples, (speech, speaking) in zip(batch, self._verdicts(batch), strict=True):
                self._judged.append(Frame(self._index, samples, speech, speaking))
                self._index += 1
        self._lately.append(batch)
        self._batch += _BATCH

    def _verdicts(self, batch: Samples) -> list[tuple[float, bool]]:
        """Of each frame its probability of speech, and whether somebody speaks."""
        found = []
        for speech in self._judge(batch):
            self._speaking = bool(speech >= _SPEECH_FROM or (self._speaking and speech >= _SPEECH_UNTIL))
            found.append((float(speech), self._speaking))
        return found


class Cutter:
    """Gathers frames into windows: none where nobody speaks, each cut at a pause where there is one.

    Add a frame, then take what is ready. Whoever has taken a window says by `used` how many of its frames are done
    with: the rest begins the next window, so that a sentence that the recogniser left unfinished is heard again with
    what follows it.
    """

    def __init__(self) -> None:
        self.held: list[Frame] = []
        """What was gathered and is in no window yet."""
        self._lead: deque[Frame] = deque(maxlen=_PAD)
        self._silent = _LONG_SILENCE
        self._due = False
        self._ended = False
        self._cut = 0

    def first_waiting(self, next_index: int) -> int:
        """The number of the first frame that is not done with, `next_index` being the next to be added."""
        if self.held:
            return self.held[0].index
        return self._lead[0].index if self._lead else next_index

    def passed(self, frame: Frame) -> None:
        """A frame from before the place where gathering begins: all that counts is how long it was silent there."""
        self._silent = 0 if frame.speaking else min(self._silent + 1, _LONG_SILENCE)

    def add(self, frame: Frame) -> None:
        """The next frame."""
        self._silent = 0 if frame.speaking else self._silent + 1
        if self._silent < _LONG_SILENCE:
            self.held += [*self._lead, frame]
            self._lead.clear()
            return
        if self._silent == _LONG_SILENCE:
            keep = max(0, len(self.held) - (self._silent - 1 - _PAD))
            self._lead.extend(self.held[keep:])
            self.held = self.held[:keep]
            self._due = len(self.held) >= _LONG_ENOUGH
        self._lead.append(frame)

    def end(self) -> None:
        """Nothing more will come: what is held is ready."""
        if not self._ended and self._silent < _LONG_SILENCE:
            self.held = self.held[: len(self.held) - max(0, self._silent - _PAD)]
        self._ended = True

    def take(self) -> Window | None:
        """A window that is ready, or None."""
        while (cut := self._ready()) and not any(frame.speaking for frame in self.held[:cut]):
            self._drop(cut)
        self._cut = cut
        return Window(tuple(self.held[:cut])) if cut else None

    def used(self, count: int) -> None:
        """So many frames (at least one) of the window that was taken last are done with."""
        self._drop(max(1, min(count, self._cut)))

    def _ready(self) -> int:
        """How many frames the next window has, or 0 where it is not ready."""
        if len(self.held) > _LONGEST:
            return _best_cut(self.held)
        return len(self.held) if self._due or self._ended else 0

    def _drop(self, count: int) -> None:
        self.held = self.held[count:]
        self._due = False


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
