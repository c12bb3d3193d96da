"""A second recogniser: Moonshine Base English on onnxruntime, one thread, greedy; runs only in a child.

How the two networks are called was read from the model's own description and its authors' package
(useful-moonshine-onnx): the decoder is given 1 to begin with and ends with 2, and its first call makes the memory of
the sound that all later calls use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.catalogue import InstalledModel, verify
from models.child import Send
from models.phantoms import is_phantom
from models.progress import Cancellation
from models.second_opinion import LONGEST, SecondHearing, Stretch
from models.transcriber import SAMPLE_RATE, AudioSource

Samples = NDArray[np.float32]

_BEGIN, _END = 1, 2
_HEADS, _HEAD_SIZE = 8, 52
_TOKENS_A_SECOND = 6.5
"""No English is faster: the authors' own limit against loops."""
_SPARE_TOKENS = 6
_SHORTEST = SAMPLE_RATE // 4
"""Samples that the encoder needs at least; less is filled up with silence."""
_REPEATS = 4
"""How often a run of tokens may follow upon itself before it is a loop."""
_WORD_STARTS = "▁"


def open_moonshine(model: InstalledModel) -> MoonshineEngine:
    """Check the model's files, then open it. Raises `ModelMissing` or `ModelDamaged`."""
    verify(model)
    return MoonshineEngine(model)


class MoonshineEngine:
    """An opened model: the service behind `engines.ChildSecondOpinion`."""

    def __init__(self, model: InstalledModel) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3

        def session(name: str) -> Any:  # noqa: ANN401 - an untyped library
            return onnxruntime.InferenceSession(str(model.path / name), options, providers=["CPUExecutionProvider"])

        self._encoder, self._decoder = session("encoder_model.onnx"), session("decoder_model_merged.onnx")
        self._tokens = Tokenizer.from_file(str(model.path / "tokenizer.json"))
        self._remembered = [each.name for each in self._decoder.get_inputs() if each.name.startswith("past_key_values")]

    def listen(self, audio: AudioSource, stretches: Sequence[Stretch], *, send: Send, cancel: Cancellation) -> None:
        """As `SecondOpinion.listen`."""
        for samples in cut(audio, stretches):
            cancel.raise_if_asked()
            send(self._hear(samples))

    def _hear(self, samples: Samples) -> SecondHearing:
        most = int(len(samples) / SAMPLE_RATE * _TOKENS_A_SECOND) + _SPARE_TOKENS
        padded = np.pad(samples, (0, max(0, _SHORTEST - len(samples))))
        tokens, sure = self._write(self._encoder.run(None, {"input_values": padded[None]})[0], most)
        if len(tokens) >= most or _loops(tokens):
            return SecondHearing((), usable=False)
        words = tuple(self._words(tokens, sure))
        return SecondHearing(() if is_phantom(" ".join(word for word, _ in words)) else words)

    def _write(self, sound: NDArray[np.float32], most: int) -> tuple[list[int], list[float]]:
        """The likeliest token after each, and how likely it was, until the end of the text or `most` of them.

        The whole is never judged in one call: the numbers are 8 bits wide, and what a position gives depends a little
        on which others it is worked out with.
        """
        tokens: list[int] = []
        sure: list[float] = []
        memory = {name: np.zeros((1, _HEADS, 0, _HEAD_SIZE), np.float32) for name in self._remembered}
        token = _BEGIN
        while len(tokens) < most:
            given = {"input_ids": np.array([[token]], np.int64), "use_cache_branch": np.array([token != _BEGIN])}
            scores, *made = self._decoder.run(None, {"encoder_hidden_states": sound, **given, **memory})
            memory = {
                name: new if token == _BEGIN or ".decoder." in name else memory[name]
                for name, new in zip(self._remembered, made, strict=True)
            }
            chances = _chances(scores[0, -1])
            token = int(chances.argmax())
            if token == _END:
                break
            tokens.append(token)
            sure.append(float(chances[token]))
        return tokens, sure

    def _words(self, tokens: list[int], sure: list[float]) -> Iterator[tuple[str, float]]:
        """The tokens as words; a word is as sure as the least sure part of it."""
        parts: list[tuple[list[int], float]] = []
        for token, chance in zip(tokens, sure, strict=True):
            if not parts or str(self._tokens.id_to_token(token)).startswith(_WORD_STARTS):
                parts.append(([], 1.0))
            parts[-1] = ([*parts[-1][0], token], min(parts[-1][1], chance))
        for pieces, least in parts:
            for word in self._tokens.decode(pieces).split():
                yield word, round(least, 3)


def cut(audio: AudioSource, stretches: Sequence[Stretch]) -> Iterator[Samples]:
    """The samples of each stretch, at most LONGEST seconds of it. The sound is read once, and what was passed let go.

    For a stretch that begins before what is still held, it is read afresh.
    """
    blocks: Iterator[Samples] = iter(())
    held, at = np.zeros(0, np.float32), -1  # `at`: the sample with which `held` begins; none before anything was read
    for stretch in stretches:
        first = round(stretch.start * SAMPLE_RATE)
        last = round(min(stretch.end, stretch.start + LONGEST) * SAMPLE_RATE)
        if at < 0 or first < at:
            # A quarter of a sample on, so that no rounding of seconds gives the sample before.
            blocks, held, at = iter(audio.blocks((first + 0.25) / SAMPLE_RATE)), np.zeros(0, np.float32), first
        parts, end = [held], at + len(held)
        while end < last and (block := next(blocks, None)) is not None:
            end += len(block)
            parts.append(block)
            if end <= first:
                parts, at = [], end
        joined = np.concatenate([np.zeros(0, np.float32), *parts])
        yield joined[max(0, first - at) : max(0, last - at)]
        held, at = joined[max(0, first - at) :], max(first, at)


def _chances(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores as chances that sum up to 1."""
    raised = np.exp(scores - scores.max())
    chances: NDArray[np.float32] = raised / raised.sum()
    return chances


def _loops(tokens: list[int]) -> bool:
    """Whether a run of up to eight tokens comes _REPEATS times in a row, other than one short word said again."""
    for size in range(1, 9):
        same = [one == other for one, other in zip(tokens, tokens[size:], strict=False)]
        longest = max((len(list(run)) for alike, run in groupby(same) if alike), default=0)
        if longest >= size * (_REPEATS - 1) and longest + size >= _SPARE_TOKENS:
            return True
    return False


__all__ = ["MoonshineEngine", "cut", "open_moonshine"]
