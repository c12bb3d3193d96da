"""Who spoke, by segmentation and embeddings on onnxruntime; only child processes import it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import voice_features, voice_traces, voice_turns
from models.catalogue import InstalledModel, verify
from models.child import Send
from models.progress import Cancellation
from models.speakers import SpeakerTurn, TracedSound, Traces
from models.transcriber import SAMPLE_RATE, AudioSource
from models.voice_traces import CHUNK, HOP

Samples = NDArray[np.float32]
_CHUNKS_AT_ONCE = 8
"""Chunks in a step, about 20 s of sound: so soon is a request to stop heard, and so much is lost with a child."""
_SOUNDS_AT_ONCE = 4
"""How many sounds' last seconds are remembered; of one more, the oldest is read again."""


def open_speakers(model: InstalledModel) -> SpeakerEngine:
    """Check the model's files, then open them. Raises `ModelMissing` or `ModelDamaged`."""
    verify(model)
    return SpeakerEngine(model.folder)


class SpeakerEngine:
    """Both networks, opened: the service behind `engines.ChildSpeakers`."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One thread, one chunk at a time: sums come out the same however the sound arrives, and nobody else waits.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # pieces of many lengths would fill it for ever

        def opened(name: str) -> Any:  # noqa: ANN401 - an untyped library
            return onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])

        self._segmentation, self._embedding = opened("segmentation.onnx"), opened("embedding.onnx")
        self._sounds: dict[str, Sound] = {}

    def listen(
        self, name: str, audio: AudioSource, start: float, whole: bool, *, send: Send, cancel: Cancellation
    ) -> Traces:
        """As `SpeakerFinder.listen`."""
        at = round(start * SAMPLE_RATE)
        sound = self._sounds.pop(name, None)
        if sound is None or sound.at != at:
            sound = Sound(at)
        found = []
        for place, samples in sound.chunks(audio, whole=whole):
            cancel.raise_if_asked()
            found.append(self._trace(place, samples))
            if len(found) == _CHUNKS_AT_ONCE:
                break
        if not (whole and sound.finished):
            self._sounds[name] = sound
            while len(self._sounds) > _SOUNDS_AT_ONCE:
                self._sounds.pop(next(iter(self._sounds)))
        packed = voice_traces.joined(found).pack() if found else b""
        return Traces(packed, sound.at / SAMPLE_RATE, sound.read / SAMPLE_RATE, len(found) == _CHUNKS_AT_ONCE)

    def settle(
        self, sounds: Sequence[TracedSound], speakers: int | None, *, send: Send, cancel: Cancellation
    ) -> tuple[SpeakerTurn, ...]:
        """As `SpeakerFinder.settle`."""
        cancel.raise_if_asked()
        read = [(sound.offset, [voice_traces.unpack(part) for part in sound.traces if part]) for sound in sounds]
        heard = [(offset, voice_traces.joined(parts)) for offset, parts in read if parts]
        return voice_turns.settle(heard, speakers) if heard else ()

    def close(self) -> None:
        """As `SpeakerFinder.close`."""
        self._sounds.clear()

    def _trace(self, place: int, samples: Samples) -> voice_traces.Traces:
        """What one chunk tells."""
        # Filled up with its mirror image: the sudden end of a hum would be heard as somebody's first word.
        full = np.pad(samples, (0, CHUNK - len(samples)), mode="reflect")
        (classes,) = self._segmentation.run(None, {"sound": full[None, None]})
        chance = voice_traces.chances(classes[0], samples)
        pieces = voice_traces.pieces(chance)
        voices = self._embeddings(full, pieces) if pieces else []
        return voice_traces.Traces(
            places=np.array([place], np.int32),
            chances=np.round(chance * 255).clip(0, 255).astype(np.uint8)[None],
            chunk=np.full(len(pieces), place, np.int32),
            voice=np.array([piece.voice for piece in pieces], np.int8),
            span=np.array([(piece.first, piece.last) for piece in pieces], np.int16).reshape(-1, 2),
            seconds=np.array([piece.made_of.sum() * voice_traces.FRAME_SECONDS for piece in pieces], np.float32),
            clear=np.array([piece.clear for piece in pieces], np.bool_),
            embedding=np.array(voices, np.float16).reshape(len(pieces), voice_traces.SIZE),
        )

    def _embeddings(self, samples: Samples, pieces: Sequence[voice_traces.Piece]) -> list[NDArray[np.float32]]:
        features = voice_features.log_mels(samples)
        frames = voice_traces.frames_of_features(len(features))
        found = []
        for piece in pieces:
            own = features[piece.made_of[frames]]
            usual = features[_of_voice(pieces, piece.voice)[frames]].mean(0)
            (voice,) = self._embedding.run(None, {"features": (own - usual)[None]})
            found.append(voice[0] / max(float(np.linalg.norm(voice[0])), 1e-9))
        return found


def _of_voice(pieces: Sequence[voice_traces.Piece], voice: int) -> NDArray[np.bool_]:
    """All frames that the pieces of this voice are made from: what is common to them is the room's and no voice's."""
    return np.asarray(np.any([piece.made_of for piece in pieces if piece.voice == voice], axis=0))


class Sound:
    """A sound that may still grow, read as chunks that overlap; remembers the last seconds of it."""

    def __init__(self, at: int) -> None:
        """Begin at sample `at`."""
        self.at = at
        self.read = at
        self.finished = False
        self._held: Samples = np.zeros(0, np.float32)
        self._blocks: Iterator[Samples] | None = None

    def chunks(self, audio: AudioSource, *, whole: bool) -> Iterator[tuple[int, Samples]]:
        """The number and the samples of each chunk that is there; where the sound is `whole`, a last one is shorter."""
        while not self.finished:
            self._fill(audio)
            last = len(self._held) <= CHUNK  # a full chunk waits for a sample more: it may be the last of all
            if last and not whole:
                return
            self.finished = last
            if not len(self._held):
                return
            place, chunk = self.at // HOP, self._held[:CHUNK]
            self.at = self.read if self.finished else self.at + HOP
            self._held = self._held[HOP:]
            yield place, chunk

    def _fill(self, audio: AudioSource) -> None:
        """Read on until there is a chunk and a sample more, or no more sound."""
        if self._blocks is None:
            # A quarter of a sample on, so that no rounding of seconds gives the sample before.
            self._blocks = iter(audio.blocks((self.read + 0.25) / SAMPLE_RATE))
        parts = [self._held]
        count = len(self._held)
        while count <= CHUNK:
            block = next(self._blocks, None)
            if block is None:
                self._blocks = None
                break
            parts.append(block)
            count += len(block)
            self.read += len(block)
        self._held = np.concatenate(parts)
