"""Speech to text with faster-whisper, window by window; the only module that imports it, and only in a child."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from models import phantoms
from models.catalogue import InstalledModel, verify
from models.child import Send
from models.errors import ModelMissing
from models.machine import physical_cores
from models.progress import Cancellation
from models.transcriber import SAMPLE_RATE, AudioSource, Listened, Segment, TranscribeOptions, Word
from models.windows import FRAME, FRAME_SECONDS, Cutter, Frame, Judge, JudgedSound, Samples, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOOP = 2.4
"""How many times smaller a text may become by compression before it is a loop: the library's own threshold."""
_NO_REPEAT = 3
"""Words (tokens) in a row that may not come again in a reading with loops forbidden."""
_LOOK_AT_MOST = 60.0
"""Seconds of sound without a window after which a step ends, so that others get their turn."""
_SAME_SECOND = 0.001
"""Seconds that a place may differ by having been written down and read again."""
_SOUNDS_AT_ONCE = 4
"""How many sounds' places are remembered. Of one more, the oldest is forgotten: it is then read again from `start`."""


class _Heard(Exception):  # noqa: N818 - not an error
    """The library wants a second look at a window. What is left of it is better heard with what follows."""


def open_whisper(model: InstalledModel, device: str) -> WhisperEngine:
    """Check the model's files while the libraries load, then open it. Raises `ModelMissing` or `ModelDamaged`."""
    for name in ("model.bin", "config.json", "tokenizer.json"):
        # Without these faster-whisper would ask a hub for them.
        if not (model.path / name).is_file():
            raise ModelMissing(f"A file of the model {model.name} is missing: {name}. Nothing is lost. Ask IT.")
    checking = _Checking(model)
    import faster_whisper

    checking.finish()
    return WhisperEngine(faster_whisper, model, device)


class _Checking(threading.Thread):
    """Hashes a model's files on a thread: hashing and importing both wait for the disk, and not for each other."""

    def __init__(self, model: InstalledModel) -> None:
        super().__init__(name="checking", daemon=True)
        self._model = model
        self._failure: Exception | None = None
        self.start()

    def run(self) -> None:
        """Check; keep the failure for the thread that waits."""
        try:
            verify(self._model)
        except Exception as failure:  # raised again in finish()
            self._failure = failure

    def finish(self) -> None:
        """Wait for the check. Raises what it found."""
        self.join()
        if self._failure is not None:
            raise self._failure


class Hearing:
    """Where listening to one sound has come to."""

    def __init__(self, new_judge: Callable[[], Judge], start: float, total: float) -> None:
        self.sound = JudgedSound(new_judge, start)
        self.cutter = Cutter()
        self.total = total
        self._start = start

    def add(self, frame: Frame) -> None:
        """The next frame of the sound."""
        if frame.index < self.sound.first:
            self.cutter.passed(frame)
        else:
            self.cutter.add(frame)

    @property
    def until(self) -> float:
        """The second up to which all that is said was heard."""
        until = self.cutter.first_waiting(self.sound.next_index) * FRAME_SECONDS
        return max(self._start, min(until, self.sound.read))  # the last frame may have been filled up


class WhisperEngine:
    """An opened Whisper model: the service behind `engines.ChildTranscriber`."""

    def __init__(self, library: Any, model: InstalledModel, device: str) -> None:  # noqa: ANN401 - an untyped library
        self._library = library
        self._folder = str(model.path)
        self._remark = ""
        self._device, self._compute = "cpu", "int8"
        self._whisper = self._open(device)
        self._looked = False
        self._hearings: dict[str, Hearing] = {}
        self._encode: Callable[[object], object] = self._whisper.encode
        self._whisper.encode = self._look_once

    def listen(
        self,
        name: str,
        audio: AudioSource,
        options: TranscribeOptions,
        start: float,
        whole: bool,
        *,
        send: Send,
        cancel: Cancellation,
    ) -> Listened:
        """As `Transcriber.listen`."""
        hearing = self._hearings.pop(name, None)
        if hearing is None or abs(hearing.until - start) > _SAME_SECOND:
            hearing = Hearing(StreamingVad, start, audio.seconds() if whole else 0.0)
        segments, more = self._step(hearing, audio, options, whole, cancel)
        if more or not whole:
            self._hearings[name] = hearing
            while len(self._hearings) > _SOUNDS_AT_ONCE:
                self._hearings.pop(next(iter(self._hearings)))
        return Listened(
            tuple(segments), hearing.until, hearing.sound.read, more, hearing.total,
            self._device, self._compute, self._remark,
        )  # fmt: skip

    def caption(self, name: str, *, send: Send, cancel: Cancellation) -> str:
        """As `Transcriber.caption`: one reading, no times of words."""
        hearing = self._hearings.get(name)
        if hearing is None or not any(frame.speaking for frame in hearing.cutter.held):
            return ""
        window = Window(tuple(hearing.cutter.held))
        self._looked = False
        pieces, _ = self._whisper.transcribe(
            window.samples, language="en", beam_size=1, temperature=0.0, without_timestamps=True,
            condition_on_previous_text=False,
        )  # fmt: skip
        said = []
        with contextlib.suppress(_Heard):
            for piece in pieces:
                cancel.raise_if_asked()
                share = window.heard(0.0, len(window.frames) * FRAME_SECONDS)
                if not phantoms.invented(piece.text, share, float(piece.no_speech_prob)):
                    said.append(piece.text.strip())
        return " ".join(said)

    def _step(
        self, hearing: Hearing, audio: AudioSource, options: TranscribeOptions, whole: bool, cancel: Cancellation
    ) -> tuple[list[Segment], bool]:
        """Hear the next window, if there is one; and say whether there is more."""
        looked_from = hearing.sound.read
        while (frame := hearing.sound.next(audio, whole=whole)) is not None:
            cancel.raise_if_asked()
            hearing.add(frame)
            if (window := hearing.cutter.take()) is not None:
                return self._hear(hearing, window, options, cancel), True
            if hearing.sound.read - looked_from > _LOOK_AT_MOST:
                return [], True
        if whole:
            hearing.cutter.end()
            if (window := hearing.cutter.take()) is not None:
                return self._hear(hearing, window, options, cancel), True
        return [], False

    def _hear(
        self, hearing: Hearing, window: Window, options: TranscribeOptions, cancel: Cancellation
    ) -> list[Segment]:
        found: list[Segment] = []
        hearing.cutter.used(self._recognise(window, options, found.append))
        cancel.raise_if_asked()
        return found

    def _open(self, wanted: str) -> Any:  # noqa: ANN401 - an untyped library
        """The model, on the graphics card if there is one, or else on the processor; a fallback leaves a remark."""
        import ctranslate2

        cards = ctranslate2.get_cuda_device_count() if wanted != "cpu" else 0
        if cards:
            try:
                whisper = self._load("cuda", "float16")
                whisper.model.encode(_probe(whisper))  # a missing CUDA library shows on first use, not on opening
                self._device, self._compute = "cuda", "float16"
                return whisper
            except (RuntimeError, ValueError):
                self._remark = "The graphics card could not be used, so this ran on the processor. That is slower."
        elif wanted == "cuda":
            self._remark = "There is no graphics card that can be used, so this ran on the processor. That is slower."
        return self._load("cpu", "int8")

    def _load(self, device: str, compute: str) -> Any:  # noqa: ANN401 - an untyped library
        return self._library.WhisperModel(
            self._folder, device=device, compute_type=compute, cpu_threads=physical_cores(), local_files_only=True
        )

    def _recognise(self, window: Window, options: TranscribeOptions, give: Callable[[Segment], None]) -> int:
        """Give the segments of one window, in order of time; gives the frames used up."""
        heard, until = self._decode(window, options)
        used = window.used(until)
        for first, last in window.missed(heard, used):
            again, _ = self._decode(Window(window.frames[first:last]), options)
            heard = _among(heard, [_later(segment, first * FRAME_SECONDS) for segment in again])
        given = [segment for found in heard for segment in in_recording(found, window)]
        given += [_unheard(window, *frames) for frames in window.missed(heard, used)]
        for segment in sorted(given, key=lambda segment: segment.start):
            give(segment)
        return used

    def _decode(self, window: Window, options: TranscribeOptions) -> tuple[list[Segment], float]:
        """What is said in a window, in its own time and without what was heard where nobody spoke; and where it ends.

        The end is that of the last word of all, or 0.0. A reading that goes round in a loop is done again with loops
        forbidden. The library would draw lots instead: that takes longer, and gives other words each time.
        """
        pieces = self._read(window, options)
        if any(piece.compression_ratio > _LOOP for piece in pieces):
            pieces = self._read(window, options, no_repeat_ngram_size=_NO_REPEAT)
        until, found = 0.0, []
        for piece in pieces:
            heard = _plain(piece)
            if not heard.words:
                continue
            first, until = heard.words[0].start, heard.words[-1].end
            share = window.heard(first, until)
            if not phantoms.invented(heard.text, share, heard.no_speech):
                found.append(heard if share >= phantoms.HARDLY_HEARD else _unsure(heard, share))
        return found, until

    def _read(self, window: Window, options: TranscribeOptions, **more: object) -> list[Any]:
        """The library's segments of one look at a window."""
        self._looked = False
        pieces, _ = self._whisper.transcribe(
            window.samples,
            language="en",
            beam_size=options.beam_size,
            temperature=0.0,
            word_timestamps=True,
            condition_on_previous_text=False,
            hotwords=" ".join(options.hot_words) or None,
            **more,
        )
        read = []
        with contextlib.suppress(_Heard):
            for piece in pieces:
                read.append(piece)
        return read

    def _look_once(self, features: object) -> object:
        """The library's encoder, once a window: a second look would pay its price again for a second of sound."""
        if self._looked:
            raise _Heard
        self._looked = True
        return self._encode(features)


def _plain(piece: Any) -> Segment:  # noqa: ANN401 - an untyped library
    """A segment of the library's as ours; its numbers are numpy's, which no other process should need to know."""
    words = tuple(
        Word(word.word.strip(), float(word.start), float(word.end), float(word.probability))
        for word in piece.words
        if word.word.strip()
    )
    return Segment(piece.text.strip(), float(piece.start), float(piece.end), words, float(piece.no_speech_prob))


def _unsure(segment: Segment, share: float) -> Segment:
    """The segment with no word surer than the share of its time in which anybody speaks."""
    return replace(segment, words=tuple(replace(w, confidence=min(w.confidence, share)) for w in segment.words))


def _unheard(window: Window, first: int, last: int) -> Segment:
    """A segment without words: somebody speaks in these frames, and nothing was made out."""
    speaking = [frame.index for frame in window.frames[first:last] if frame.speaking]
    return Segment("", speaking[0] * FRAME_SECONDS, (speaking[-1] + 1) * FRAME_SECONDS, ())


def in_recording(segment: Segment, window: Window) -> Iterator[Segment]:
    """A segment in window time as segments in recording time, split where a silence had been taken out."""
    part: list[Word] = []
    for word in segment.words:
        if part and window.joined_between(_middle(part[-1]), _middle(word)):
            yield _moved(segment, part, window)
            part = []
        part.append(word)
    if part:
        yield _moved(segment, part, window)


def _moved(segment: Segment, part: list[Word], window: Window) -> Segment:
    """The words of one part, each moved as a whole by the shift of its middle, so that none spans a silence."""
    words = []
    for word in part:
        shift = window.at(_middle(word)) - _middle(word)
        words.append(replace(word, start=round(word.start + shift, 3), end=round(word.end + shift, 3)))
    text = segment.text if len(part) == len(segment.words) else " ".join(word.text for word in part)
    return Segment(text, words[0].start, words[-1].end, tuple(words), segment.no_speech)


def _later(segment: Segment, by: float) -> Segment:
    """The same, so many seconds later."""
    words = tuple(replace(word, start=word.start + by, end=word.end + by) for word in segment.words)
    return replace(segment, start=segment.start + by, end=segment.end + by, words=words)


def _among(heard: list[Segment], again: list[Segment]) -> list[Segment]:
    """Both in order of time, word by word: a segment that went over what was left out is cut there.

    A word that lasts into what was heard after it ends where that begins.
    """
    if not again:
        return heard
    spoken = sorted(((w, s) for s in (*heard, *again) for w in s.words), key=lambda pair: pair[0].start)
    ends = [*(word.start for word, _ in spoken[1:]), spoken[-1][0].end]
    cut = [(replace(word, end=min(word.end, end)), segment) for (word, segment), end in zip(spoken, ends, strict=True)]
    runs = [list(run) for _, run in itertools.groupby(cut, key=lambda pair: id(pair[1]))]
    return [_of_words(run[0][1], tuple(word for word, _ in run)) for run in runs]


def _of_words(segment: Segment, words: tuple[Word, ...]) -> Segment:
    """The segment, or as much of it as these words are."""
    text = segment.text if len(words) == len(segment.words) else " ".join(word.text for word in words)
    return Segment(text, words[0].start, words[-1].end, words, segment.no_speech)


def _middle(word: Word) -> float:
    return (word.start + word.end) / 2


class StreamingVad:
    """Silero VAD that remembers where it was, so that a sound of any length can be judged a piece at a time."""

    def __init__(self) -> None:
        from faster_whisper.vad import get_vad_model

        self._run: Callable[..., Any] = get_vad_model().session.run
        self._hidden = np.zeros((1, 1, 128), dtype=np.float32)
        self._cell = np.zeros((1, 1, 128), dtype=np.float32)
        self._before = np.zeros(64, dtype=np.float32)

    def __call__(self, batch: Samples) -> NDArray[np.float32]:
        """The probability of speech of each row of FRAME samples."""
        if batch.shape[1] != FRAME:
            raise ValueError(f"the VAD judges frames of {FRAME} samples")
        # Each frame is judged with the 64 samples before it.
        before = np.concatenate([self._before[None, :], batch[:-1, -64:]])
        self._before = batch[-1, -64:].copy()
        inputs = {"input": np.concatenate([before, batch], axis=1), "h": self._hidden, "c": self._cell}
        judged, self._hidden, self._cell = self._run(None, inputs)
        return np.asarray(judged, dtype=np.float32).reshape(-1)


def _probe(whisper: Any) -> Any:  # noqa: ANN401 - an untyped library
    """A moment of silence as the encoder takes it."""
    from faster_whisper.transcribe import get_ctranslate2_storage

    features = whisper.feature_extractor(np.zeros(SAMPLE_RATE, dtype=np.float32))
    return get_ctranslate2_storage(np.expand_dims(features, 0))


__all__ = ["StreamingVad", "WhisperEngine", "in_recording", "open_whisper"]
