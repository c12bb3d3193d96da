"""Text completion with llama.cpp, by its C interface; the only module that imports llama_cpp, and only in a child.

The C interface is used, and not the wrapper's `Llama` class, because that class compiles the chat template that a GGUF
carries: a template is code (CVE-2024-34359), and our prompts are our own.
"""

from __future__ import annotations

import ctypes
import statistics
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.catalogue import InstalledModel, verify
from models.child import Send
from models.errors import EngineFailed
from models.machine import physical_cores
from models.progress import Cancellation
from models.writer import Completion, CompletionRequest

Logits = NDArray[np.float32]

_CONTEXT = 4096
"""Tokens at most that are kept; a model trained on fewer gets fewer. One section's statements fit well."""
_BATCH = 256
_SCORE_BATCH = 64
"""Tokens whose likelihoods are asked for at once: with 256,000 words in a vocabulary each costs a megabyte."""
_STORY, _SCRATCH = 0, 1
"""Two sequences in one cache: completions keep theirs, so that measuring and scoring don't cost the shots."""
_SLOWER = 3.0
"""When writing has become this much slower than measured, the threads are measured again."""

_CANT_OPEN = "The model {name} could not be opened: its file is damaged or of an unknown kind. Nothing is lost."
_TOO_LONG = "This is longer than the model {name} can read at once. Nothing is lost. It will be done without the model."
_CANT_GO_ON = "The model {name} could not go on. Nothing is lost. Try again; if it happens again, tell IT."


@dataclass
class _Read:
    """Tokens that were read to be scored, and the log-likelihood of what came after each."""

    tokens: list[int]
    likelihoods: list[float]


def open_llama(model: InstalledModel, device: str) -> LlamaEngine:
    """Check the model's file, then open it. Raises `ModelMissing`, `ModelDamaged` or `EngineFailed`."""
    verify(model)
    import llama_cpp

    return LlamaEngine(llama_cpp, model, device)


class LlamaEngine:
    """An opened GGUF model: the service behind `engines.ChildWriter`."""

    def __init__(self, library: Any, model: InstalledModel, device: str) -> None:  # noqa: ANN401 - ctypes all through
        self._c, self._name = library, model.name
        library.llama_backend_init()
        self.remark = ""
        self._model, self._context = self._open(str(model.path).encode(), device)
        self._vocab = library.llama_model_get_vocab(self._model)
        self._words = int(library.llama_vocab_n_tokens(self._vocab))
        self._memory = library.llama_get_memory(self._context)
        self._room = int(library.llama_n_ctx(self._context))
        self._batch = library.llama_batch_init(_BATCH, 0, 1)
        self._held: list[int] = []
        self.threads, self._pace = self._measure_threads()

    def complete(self, request: CompletionRequest, *, send: Send, cancel: Cancellation) -> Completion:
        """As `Writer.complete`."""
        began = time.monotonic()
        tokens = self._tokens(request.fixed + request.text)
        if len(tokens) + request.max_tokens > self._room:
            raise EngineFailed(_TOO_LONG.format(name=self._name))
        logits = self._read(tokens, cancel)
        started = time.monotonic()
        text, likelihoods = self._write(logits, request, cancel)
        self._notice_pace(time.monotonic() - started, len(likelihoods))
        mean = statistics.fmean(likelihoods) if likelihoods else 0.0
        return Completion(text, len(likelihoods), mean, time.monotonic() - began, self.remark)

    def score(self, texts: tuple[str, ...], *, send: Send, cancel: Cancellation) -> tuple[float, ...]:
        """As `Writer.score`; a text of no tokens scores 0. What a text begins with like the one before is read once."""
        try:
            read = _Read([], [])
            return tuple(self._score(text, read, cancel) for text in texts)
        finally:
            self._c.llama_memory_seq_rm(self._memory, _SCRATCH, -1, -1)

    def _open(self, path: bytes, device: str) -> tuple[Any, Any]:
        """Model and context: on the graphics card where this build can, or else on the processor."""
        can = bool(self._c.llama_supports_gpu_offload())
        if device == "cuda" and not can:
            self.remark = "This build can't use a graphics card, so the model runs on the processor. That is slower."
        if can and device != "cpu":
            opened = self._try(path, -1)
            if opened is not None:
                return opened
            self.remark = "The graphics card could not be used, so the model runs on the processor. That is slower."
        opened = self._try(path, 0)
        if opened is None:
            raise EngineFailed(_CANT_OPEN.format(name=self._name))
        return opened

    def _try(self, path: bytes, layers: int) -> tuple[Any, Any] | None:
        """Open with that many layers on the graphics card (-1: all); None if llama.cpp won't."""
        wanted = self._c.llama_model_default_params()
        wanted.n_gpu_layers = 0x7FFFFFFF if layers < 0 else layers
        model = self._c.llama_model_load_from_file(path, wanted)
        if not model:
            return None
        shape = self._c.llama_context_default_params()
        shape.n_ctx = min(_CONTEXT, int(self._c.llama_model_n_ctx_train(model)) or _CONTEXT)
        shape.n_batch = shape.n_ubatch = _BATCH
        shape.n_seq_max, shape.kv_unified = 2, True
        shape.n_threads = shape.n_threads_batch = 1
        shape.no_perf = True
        context = self._c.llama_init_from_model(model, shape)
        if not context:
            self._c.llama_model_free(model)
            return None
        return model, context

    def _tokens(self, text: str) -> list[int]:
        """Token numbers, with the model's own start; what looks like a control token in `text` stays plain text."""
        data = text.encode()
        room = len(data) + 8
        found = (self._c.llama_token * room)()
        count = self._c.llama_tokenize(self._vocab, data, len(data), found, room, True, False)
        if count < 0:
            raise EngineFailed(_CANT_GO_ON.format(name=self._name))
        return list(found[:count]) or [self._start()]

    def _start(self) -> int:
        """The token that begins a text, or the one for a new line where the model has none."""
        start = int(self._c.llama_vocab_bos(self._vocab))
        return start if start >= 0 else max(0, int(self._c.llama_vocab_nl(self._vocab)))

    def _read(self, tokens: list[int], cancel: Cancellation) -> Logits:
        """Read a prompt, only from where it differs from the last; gives the likelihoods of what comes next."""
        same = 0
        while same < min(len(tokens) - 1, len(self._held)) and tokens[same] == self._held[same]:
            same += 1
        same = self._forget_after(same)
        for at in range(same, len(tokens), _BATCH):
            cancel.raise_if_asked()
            self._decode(tokens[at : at + _BATCH], at, _STORY, every=False)
            self._held = tokens[: at + _BATCH]
        return self._logits(-1)

    def _forget_after(self, count: int) -> int:
        """Keep the first `count` tokens of the story; gives how many could be kept (some kinds of model keep none)."""
        if not self._c.llama_memory_seq_rm(self._memory, _STORY, count, -1):
            self._c.llama_memory_seq_rm(self._memory, _STORY, -1, -1)
            count = 0
        self._held = self._held[:count]
        return count

    def _write(self, logits: Logits, request: CompletionRequest, cancel: Cancellation) -> tuple[str, list[float]]:
        """Take the likeliest token again and again, until a stop string, the model's own end, or enough."""
        written = b""
        likelihoods: list[float] = []
        for _ in range(request.max_tokens):
            cancel.raise_if_asked()
            token = int(np.argmax(logits))
            if self._c.llama_vocab_is_eog(self._vocab, token):
                break
            longer = written + self._piece(token)
            text = longer.decode("utf-8", "ignore")
            ends = [at for stop in request.stop if stop and (at := text.find(stop)) >= 0]
            if ends:
                return text[: min(ends)], likelihoods
            written = longer
            likelihoods.append(log_likelihood(logits, token))
            self._decode([token], len(self._held), _STORY, every=False)
            self._held.append(token)
            logits = self._logits(-1)
        return written.decode("utf-8", "ignore"), likelihoods

    def _score(self, text: str, read: _Read, cancel: Cancellation) -> float:
        tokens = self._tokens(text)
        if tokens[0] != self._start():
            tokens = [self._start(), *tokens]
        tokens = tokens[: self._room // 2]
        self._keep(read, tokens)
        for at in range(len(read.likelihoods), len(tokens) - 1, _SCORE_BATCH):
            cancel.raise_if_asked()
            some = tokens[at : min(at + _SCORE_BATCH, len(tokens) - 1)]
            self._decode(some, at, _SCRATCH, every=True)
            read.tokens += some
            read.likelihoods += [log_likelihood(self._logits(n), tokens[at + n + 1]) for n in range(len(some))]
        return sum(read.likelihoods) / (len(tokens) - 1) if len(tokens) > 1 else 0.0

    def _keep(self, read: _Read, tokens: list[int]) -> None:
        """Forget all that was read but what these tokens begin with."""
        same = 0
        while same < min(len(tokens) - 1, len(read.tokens)) and tokens[same] == read.tokens[same]:
            same += 1
        same = max(0, same - 1)  # what comes after the last one alike has another likelihood
        if not self._c.llama_memory_seq_rm(self._memory, _SCRATCH, same, -1):
            self._c.llama_memory_seq_rm(self._memory, _SCRATCH, -1, -1)
            same = 0
        del read.tokens[same:], read.likelihoods[same:]

    def _decode(self, tokens: list[int], at: int, sequence: int, *, every: bool) -> None:
        """Run the model over tokens at position `at`; likelihoods after each one, or after the last only."""
        batch = self._batch
        batch.n_tokens = len(tokens)
        for n, token in enumerate(tokens):
            batch.token[n], batch.pos[n] = token, at + n
            batch.n_seq_id[n], batch.seq_id[n][0] = 1, sequence
            batch.logits[n] = every or n == len(tokens) - 1
        if self._c.llama_decode(self._context, batch) != 0:
            self._c.llama_memory_clear(self._memory, True)
            self._held = []
            raise EngineFailed(_CANT_GO_ON.format(name=self._name))

    def _logits(self, place: int) -> Logits:
        """The likelihoods (unnormalised logarithms, one a token) after the token at `place` of the last batch."""
        found = self._c.llama_get_logits_ith(self._context, place)
        return np.ctypeslib.as_array(found, shape=(self._words,))

    def _piece(self, token: int) -> bytes:
        buffer = ctypes.create_string_buffer(256)
        count = self._c.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, False)
        return buffer.raw[: max(0, count)]

    def _measure_threads(self) -> tuple[int, float]:
        """Try one thread, two, four … up to the cores; keep the fastest, and its seconds a token.

        Threads of llama.cpp wait by spinning: on a busy 2-core machine two can be ten times slower than one.
        """
        cores = physical_cores()
        tries = sorted({1, cores, *(n for n in (2, 4, 6, 8) if n < cores)})
        paces = {threads: self._pace_of(threads) for threads in tries}
        best = min(paces, key=lambda threads: paces[threads])
        self._c.llama_set_n_threads(self._context, best, best)
        return best, paces[best]

    def _pace_of(self, threads: int) -> float:
        """Seconds a token with that many threads: the median of a few, after one to warm up."""
        self._c.llama_set_n_threads(self._context, threads, threads)
        took = []
        for at in range(6):
            began = time.monotonic()
            self._decode([self._start()], at, _SCRATCH, every=False)
            took.append(time.monotonic() - began)
        self._c.llama_memory_seq_rm(self._memory, _SCRATCH, -1, -1)
        return statistics.median(took[1:])

    def _notice_pace(self, seconds: float, tokens: int) -> None:
        """The laptop may have become busy, or quiet again after the measurement was made."""
        if tokens >= 4 and seconds / tokens > _SLOWER * self._pace:
            self.threads, self._pace = self._measure_threads()


def log_likelihood(logits: Logits, token: int) -> float:
    """The natural logarithm of a token's probability, from unnormalised ones."""
    top = float(logits.max())
    return float(logits[token]) - top - float(np.log(np.exp(logits - top).sum()))
