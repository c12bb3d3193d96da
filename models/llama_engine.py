"""Text completion with llama.cpp, by its C interface; the only module that imports llama_cpp, and only in a child.

The C interface is used, and not the wrapper's `Llama` class, because that class compiles the chat template that a GGUF
carries: a template is code (CVE-2024-34359), and our prompts are our own.
"""

from __future__ import annotations

import contextlib
import ctypes
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.catalogue import InstalledModel, verify
from models.child import Send
from models.errors import EngineFailed
from models.machine import physical_cores
from models.processor import choose_writer_library
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
_LOOKED_AT = 40
"""Of the likeliest tokens so many are held to a grammar first; the rest only where it allows none of them."""
_SLOWER = 3.0
"""When writing has become this much slower than measured, the threads are measured again."""

_CANT_OPEN = "The model {name} could not be opened: its file is damaged or of an unknown kind. Nothing is lost."
_TOO_LONG = "This is longer than the model {name} can read at once. Nothing is lost. It will be done without the model."
_CANT_GO_ON = "The model {name} could not go on. Nothing is lost. Try again; if it happens again, tell IT."


@dataclass
class _Written:
    """An answer: its text, its tokens with their log-likelihoods, and where it could have gone on otherwise.

    Each of `forks` is how much likelier the token that was taken was, its place, and the one that came second.
    """

    text: str
    tokens: list[int]
    likelihoods: list[float]
    forks: list[tuple[float, int, int]]


@dataclass
class _Read:
    """Tokens that were read to be scored, and the log-likelihood of what came after each."""

    tokens: list[int]
    likelihoods: list[float]


def open_llama(model: InstalledModel, device: str) -> LlamaEngine:
    """Check the model's file, then open it. Raises `ModelMissing`, `ModelDamaged` or `EngineFailed`."""
    verify(model)
    choose_writer_library()
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
        first = self._write(logits, request, cancel)
        self._notice_pace(time.monotonic() - started, len(first.tokens))
        mean = statistics.fmean(first.likelihoods) if first.likelihoods else 0.0
        others = self._others(tokens, first, request, cancel) if request.candidates > 1 else []
        count = len(first.tokens) + sum(len(each.tokens) for each in others)
        texts = tuple(dict.fromkeys(each.text for each in others if each.text != first.text))
        return Completion(first.text, count, mean, time.monotonic() - began, self.remark, texts)

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

    def _write(
        self, logits: Logits, request: CompletionRequest, cancel: Cancellation, start: tuple[int, ...] = ()
    ) -> _Written:
        """Take the likeliest token again and again, until a stop string, the model's own end, or enough.

        `start` are tokens that the answer begins with: `logits` are of what comes after them.
        """
        done = _Written("", [], [], [])
        written = b"".join(map(self._piece, start))
        with self._held_to(request.grammar, start) as grammar:
            for place in range(len(start), request.max_tokens):
                cancel.raise_if_asked()
                token, second = grammar.best(logits)
                if token is None or self._c.llama_vocab_is_eog(self._vocab, token):
                    break
                longer = written + self._piece(token)
                text = longer.decode("utf-8", "ignore")
                ends = [at for stop in request.stop if stop and (at := text.find(stop)) >= 0]
                if ends:
                    done.text = text[: min(ends)]
                    return done
                written = longer
                if second is not None and not self._c.llama_vocab_is_eog(self._vocab, second):
                    done.forks.append((float(logits[token] - logits[second]), place, second))
                done.tokens.append(token)
                done.likelihoods.append(log_likelihood(logits, token))
                grammar.took(token)
                self._decode([token], len(self._held), _STORY, every=False)
                self._held.append(token)
                logits = self._logits(-1)
        done.text = written.decode("utf-8", "ignore")
        return done

    def _others(
        self, prompt: list[int], first: _Written, request: CompletionRequest, cancel: Cancellation
    ) -> list[_Written]:
        """Other answers: each goes on from one of the places where the first was least sure of itself."""
        made = []
        for _, place, second in sorted(first.forks)[: request.candidates - 1]:
            start = (*first.tokens[:place], second)
            logits = self._read([*prompt, *start], cancel)
            made.append(self._write(logits, request, cancel, start))
        return made

    @contextlib.contextmanager
    def _held_to(self, grammar: str, start: tuple[int, ...]) -> Iterator[_Grammar]:
        """What an answer is held to, from after its `start`. Raises `EngineFailed` for a grammar that is none."""
        sampler = None
        if grammar:
            sampler = self._c.llama_sampler_init_grammar(self._vocab, grammar.encode(), b"root")
            if not sampler:
                raise EngineFailed(_CANT_GO_ON.format(name=self._name))
        try:
            held = _Grammar(self._c, sampler)
            for token in start:
                held.took(token)
            yield held
        finally:
            if sampler:
                self._c.llama_sampler_free(sampler)

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


class _Grammar:
    """What an answer may go on with: anything where there is no sampler."""

    def __init__(self, library: Any, sampler: Any) -> None:  # noqa: ANN401 - ctypes all through
        self._c, self._sampler = library, sampler

    def best(self, logits: Logits) -> tuple[int | None, int | None]:
        """The likeliest token that is allowed, and the second of those that were looked at; None where there is none.

        The whole vocabulary is only looked through where none of the likeliest few is allowed.
        """
        for count in (_LOOKED_AT, len(logits)):
            count = min(count, len(logits))
            some = np.argpartition(logits, -count)[-count:] if count < len(logits) else np.arange(count)
            some = some[np.argsort(-logits[some], kind="stable")]
            allowed = self._allowed(some, logits)
            if allowed:
                return allowed[0], allowed[1] if len(allowed) > 1 else None
        return None, None

    def took(self, token: int) -> None:
        """That token was taken: it has to be one that was allowed."""
        if self._sampler:
            self._c.llama_sampler_accept(self._sampler, token)

    def _allowed(self, tokens: NDArray[np.int64], logits: Logits) -> list[int]:
        """Those that are allowed, in the same order."""
        if not self._sampler:
            return [int(token) for token in tokens[:2]]
        data = np.zeros(len(tokens), dtype=[("id", np.int32), ("logit", np.float32), ("p", np.float32)])
        data["id"], data["logit"] = tokens, logits[tokens]
        array = self._c.llama_token_data_array(
            data=data.ctypes.data_as(ctypes.POINTER(self._c.llama_token_data)),
            size=len(tokens),
            selected=-1,
            sorted=False,
        )
        self._c.llama_sampler_apply(self._sampler, ctypes.byref(array))
        return [int(each["id"]) for each in data if np.isfinite(each["logit"])]


def log_likelihood(logits: Logits, token: int) -> float:
    """The natural logarithm of a token's probability, from unnormalised ones."""
    top = float(logits.max())
    return float(logits[token]) - top - float(np.log(np.exp(logits - top).sum()))
