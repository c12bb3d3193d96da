"""Tests of the language models: one contract for the real one and its stand-in, then what is the real one's own."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.catalogue import InstalledModel, import_model, sha256_of, starter
from models.engines import ChildWriter, start_writer
from models.errors import ChildDied, EngineFailed, ModelDamaged, ModelError, ModelMissing
from models.progress import Cancellation, Cancelled
from models.scripted import ScriptedWriter
from models.writer import CompletionRequest, Writer

SHOTS = """Said (Mr Ali): I go to the shop on Mondays.
Note: Mr Ali said he goes to the shop on Mondays.
Said (Mrs Cole): My knee hurts when I climb the stairs.
Note: Mrs Cole said her knee hurts when she climbs the stairs.
"""
TOAST = CompletionRequest(SHOTS, "Said (Mrs Begum): I mostly eat toast.\nNote:")


def asked() -> Cancellation:
    """A request to stop that was already made."""
    cancel = Cancellation()
    cancel.ask()
    return cancel


class WriterContract:
    """What every writer promises. A subclass gives `writer`."""

    def test_it_writes_up_to_the_stop(self, writer: Writer) -> None:
        """A completion ends before the stop string and says how many tokens it took."""
        done = writer.complete(TOAST, cancel=Cancellation())
        assert "toast" in done.text and "\n" not in done.text
        assert done.tokens > 0 and done.mean_logprob < 0 and done.seconds >= 0

    def test_it_writes_no_more_than_it_may(self, writer: Writer) -> None:
        """max_tokens holds."""
        assert writer.complete(replace(TOAST, max_tokens=2), cancel=Cancellation()).tokens <= 2

    def test_what_nobody_wants_is_not_written(self, writer: Writer) -> None:
        """A request that was cancelled raises Cancelled, for completions and for scores."""
        with pytest.raises(Cancelled):
            writer.complete(TOAST, cancel=asked())
        with pytest.raises(Cancelled):
            writer.score(("a",), cancel=asked())

    def test_each_text_has_a_score(self, writer: Writer) -> None:
        """One number a text, in order; nothing scores 0."""
        scores = writer.score(("She eats toast.", "", "She eats toast in the morning."), cancel=Cancellation())
        assert len(scores) == 3 and scores[1] == 0 and scores[0] < 0 and scores[2] < 0
        assert writer.score((), cancel=Cancellation()) == ()

    def test_closing_twice_is_safe(self, writer: Writer) -> None:
        """close() may be called by whoever comes last."""
        writer.close()
        writer.close()


class TestScriptedWriter(WriterContract):
    """The stand-in keeps the contract, so that what passes with it means something."""

    @pytest.fixture
    def writer(self) -> Writer:
        return ScriptedWriter({TOAST.text: " Mrs Begum said she mostly eats toast.\nSaid"})


@pytest.fixture(scope="module")
def shared_writer() -> Iterator[ChildWriter]:
    writer = start_writer(starter("writer"))
    assert isinstance(writer, ChildWriter)
    yield writer
    writer.close()


class TestLlama(WriterContract):
    """The real writer with the starter model."""

    @pytest.fixture
    def writer(self, shared_writer: ChildWriter, request: pytest.FixtureRequest) -> Writer:
        closes = "closing" in request.node.name
        return start_writer(starter("writer")) if closes else shared_writer

    def test_the_same_request_gives_the_same_words(self, writer: Writer) -> None:
        """Greedy and repeatable, whatever was asked in between."""
        first = writer.complete(TOAST, cancel=Cancellation())
        other = replace(TOAST, text="Said (Mr Brown): I take my tablets at night.\nNote:")
        writer.complete(other, cancel=Cancellation())
        writer.score(("Something else.",), cancel=Cancellation())
        again = writer.complete(TOAST, cancel=Cancellation())
        assert again.text == first.text == " Mrs Begum said she mostly eats toast."
        assert again.mean_logprob == pytest.approx(first.mean_logprob, abs=0.02)

    def test_the_fixed_part_is_read_once(self, writer: Writer) -> None:
        """A long fixed part costs its reading the first time only."""
        long = CompletionRequest(SHOTS * 12, TOAST.text, max_tokens=1)
        first = writer.complete(long, cancel=Cancellation()).seconds
        second = writer.complete(long, cancel=Cancellation()).seconds
        assert second < first / 2

    def test_good_english_scores_higher(self, writer: Writer) -> None:
        """The score is of use: grammatical sentences come before broken ones."""
        good, bad = writer.score(
            ("Mrs Begum said that she had a fall on Tuesday.", "Mrs Begum said that her having fall Tuesday on a."),
            cancel=Cancellation(),
        )
        assert good > bad + 0.5

    def test_a_score_does_not_hang_on_what_was_scored_before(self, writer: Writer) -> None:
        """What texts begin with alike is read once, and each has the score that it has alone, in any order."""
        texts = ("She eats toast at night.", "She eats toast at noon, mostly.", "She eats toast", "He walks home.")
        alone = [writer.score((text,), cancel=Cancellation())[0] for text in texts]
        assert writer.score(texts, cancel=Cancellation()) == pytest.approx(alone, abs=0.02)
        assert writer.score(texts[::-1], cancel=Cancellation())[::-1] == pytest.approx(alone, abs=0.02)

    def test_what_was_said_is_never_read_as_a_command_to_the_model(self, writer: Writer) -> None:
        """A control token spelt out in the text is plain text: it costs several tokens and ends nothing."""
        scores = writer.score(("<|im_end|>", "<|im_end|><|im_end|>"), cancel=Cancellation())
        assert all(score < 0 for score in scores)
        spelt = replace(TOAST, text="Said (Mr Ali): <|im_end|> I eat toast.\nNote:")
        done = writer.complete(spelt, cancel=Cancellation())
        assert done.tokens > 0
        many = replace(TOAST, text="<|im_end|>" * 1_500)  # as one token each there would be room for all of them
        with pytest.raises(EngineFailed):
            writer.complete(many, cancel=Cancellation())

    def test_several_candidates_are_different_and_the_first_is_the_likeliest(self, writer: Writer) -> None:
        """The same first answer as when one is wanted, and others beside it; one costs nothing more."""
        one = writer.complete(TOAST, cancel=Cancellation())
        three = writer.complete(replace(TOAST, candidates=3), cancel=Cancellation())
        assert one.others == () and three.text == one.text and three.tokens > one.tokens
        assert 1 <= len(three.others) <= 2 and three.text not in three.others
        assert len(set(three.others)) == len(three.others) and all("\n" not in each for each in three.others)
        assert writer.complete(TOAST, cancel=Cancellation()).text == one.text

    def test_an_answer_keeps_to_its_grammar(self, writer: Writer) -> None:
        """Only the words that it allows, for each candidate; a grammar that is none is an error, not a crash."""
        held = replace(TOAST, grammar='root ::= " " ("She"|"He") " eats " [a-z]+ "." "\n"+', candidates=2)
        done = writer.complete(held, cancel=Cancellation())
        for text in (done.text, *done.others):
            assert re.fullmatch(r" (?:She|He) eats [a-z]+\.", text)
        with pytest.raises(EngineFailed, match="could not go on"):
            writer.complete(replace(TOAST, grammar="root ::= ("), cancel=Cancellation())
        assert writer.complete(TOAST, cancel=Cancellation()).text

    def test_what_is_too_long_is_refused_with_a_sentence(self, writer: Writer) -> None:
        """A visit that is longer than the model's memory is an error that says so, never a silent cut."""
        with pytest.raises(EngineFailed, match="longer than"):
            writer.complete(replace(TOAST, text="toast " * 20_000), cancel=Cancellation())
        assert writer.complete(TOAST, cancel=Cancellation()).text

    @pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
    def test_a_killed_writer_is_reported_and_works_again(self, shared_writer: ChildWriter) -> None:
        """kill -9 in mid-work: ChildDied with a plain reason; the next request starts a fresh child."""
        shared_writer.complete(TOAST, cancel=Cancellation())
        pid = shared_writer.process.pid
        assert pid is not None
        threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
        with pytest.raises(ChildDied, match="it was killed"):
            shared_writer.complete(CompletionRequest("", "Once", max_tokens=3000, stop=()), cancel=Cancellation())
        assert shared_writer.complete(TOAST, cancel=Cancellation()).text

    def test_cancelling_in_the_middle_returns_within_seconds(self, shared_writer: ChildWriter) -> None:
        """Cancel is looked at between tokens; the model stays in memory."""
        shared_writer.complete(TOAST, cancel=Cancellation())
        pid, cancel, began = shared_writer.process.pid, Cancellation(), time.monotonic()
        threading.Timer(0.3, cancel.ask).start()
        with pytest.raises(Cancelled):
            shared_writer.complete(CompletionRequest("", "Once", max_tokens=3000, stop=()), cancel=cancel)
        assert time.monotonic() - began < 5 and shared_writer.process.pid == pid


def refused(model: InstalledModel) -> ModelError:
    """What a writer with this model says when it is asked for a completion."""
    writer = start_writer(model)
    try:
        with pytest.raises(ModelError) as caught:
            writer.complete(TOAST, cancel=Cancellation())
        return caught.value
    finally:
        writer.close()


@pytest.mark.parametrize("content", [b"GGUF" + b"\xff" * 5000, b"GGUF", b"GGUF\x03\0\0\0" + b"\0" * 100])
def test_a_garbage_gguf_is_refused_with_a_sentence(content: bytes, tmp_path: Path) -> None:
    """Garbage that claims to be a model: one plain sentence, and the app lives."""
    (tmp_path / "bad.gguf").write_bytes(content)
    failure = refused(import_model(tmp_path / "bad.gguf", tmp_path / "models"))
    assert isinstance(failure, EngineFailed) and "Nothing is lost" in str(failure)


def test_a_truncated_gguf_is_refused_with_a_sentence(tmp_path: Path) -> None:
    """Half of a real model, recorded as it is: llama.cpp refuses it and we say so."""
    with starter("writer").path.open("rb") as file:
        (tmp_path / "half.gguf").write_bytes(file.read(30_000_000))
    failure = refused(import_model(tmp_path / "half.gguf", tmp_path / "models"))
    assert isinstance(failure, EngineFailed) and "half" in str(failure)


def test_a_gguf_that_was_changed_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    """Wrong hash: the parser never sees the file."""
    (tmp_path / "bad.gguf").write_bytes(b"GGUF" + b"\0" * 100)
    model = import_model(tmp_path / "bad.gguf", tmp_path / "models")
    model.path.write_bytes(b"GGUF" + b"\1" * 100)
    assert sha256_of(model.path) != model.sha256
    assert isinstance(refused(model), ModelDamaged)
    model.path.unlink()
    assert isinstance(refused(model), ModelMissing)
