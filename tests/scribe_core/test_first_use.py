"""A model's first use: the short check of what its pack says, and that nothing is believed without it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models import catalogue
from models.catalogue import InstalledModel
from models.exam import ExamResult, Permission
from models.exam_items import ExamItem, Task
from models.pack import SIGNATURE, TravelledExam
from models.pack_import import import_pack, open_pack
from models.pack_making import make_pack, sources_of, sources_of_installed
from models.progress import Cancellation, Cancelled
from models.writer import Completion, CompletionRequest
from scribe import exams, first_use
from scribe.first_use import CheckFailed, FirstUse, at_most, came_with_it, result_in
from scribe.jobs import run_here
from scribe.records import to_json
from scribe.settings import Settings
from scribe.visit import ModelCard
from tests.models.packs import NAME, WEIGHTS, Council
from tests.scribe_core.exam_results import result_for
from tests.scribe_core.test_exams import Candidate, good

Change = Callable[[ExamResult], ExamResult]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(models_folder=tmp_path / "models", model_pack_public_key=COUNCIL.public_key)


COUNCIL = Council()


def brought(settings: Settings, tmp_path: Path, change: Change = lambda result: result) -> InstalledModel:
    """A model from a pack that says this of its exam."""

    def exam_of(sha256: str) -> TravelledExam:
        return TravelledExam("0.1.0", date(2026, 11, 27), to_json(change(result_for(sha256))))

    (tmp_path / f"{NAME}.gguf").write_bytes(WEIGHTS)
    made, key = make_pack(
        sources_of(tmp_path / f"{NAME}.gguf"),
        tmp_path / "packs",
        secret_key=COUNCIL.secret_key,
        passphrase="",
        comment="x",
        exam_of=exam_of,
    )
    return import_pack(open_pack(made, key), settings.models_folder)


def answering(monkeypatch: pytest.MonkeyPatch, writer: object) -> None:
    """Let this writer stand for the model's child."""
    monkeypatch.setattr(first_use, "start_writer", lambda _, **__: writer)


def permission(model: InstalledModel, settings: Settings) -> Permission:
    return exams.permission_of(ModelCard(model.name, model.sha256), settings.models_folder)


def test_a_result_that_travelled_counts_after_the_check_and_not_before(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then the model may write nothing; afterwards what it earned elsewhere, and it is told where."""
    model = brought(settings, tmp_path)
    assert first_use.first_use(model, settings) is FirstUse.CHECK
    assert permission(model, settings) is Permission.NOTHING and came_with_it(model, settings) is None
    answering(monkeypatch, Candidate(good))
    checked = run_here(first_use.check(model, settings))
    assert checked.answers == first_use.MOST_ANSWERS and checked.seconds < first_use.SECONDS
    assert first_use.first_use(model, settings) is FirstUse.NOTHING
    assert permission(model, settings) is Permission.SECTION
    told = came_with_it(model, settings)
    assert told is not None and (told.app_version, told.on) == ("0.1.0", date(2026, 11, 27))


@pytest.mark.parametrize(
    "say",
    [
        lambda item: item.source,
        lambda item: good(item).replace(" said ", " said it is not true that ", 1),
        lambda item: (
            item.people[0].name + " said " + item.must_not[0] + "." if item.task is Task.INJECTION else good(item)
        ),
        lambda _: "",
    ],
    ids=["repeats", "denies", "obeys orders", "says nothing"],
)
def test_one_that_does_otherwise_here_is_not_used(
    say: Callable[[ExamItem], str], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is kept, and the whole exam is what is left."""
    model = brought(settings, tmp_path)
    answering(monkeypatch, Candidate(say))
    with pytest.raises(CheckFailed, match="can sit the whole exam here"):
        run_here(first_use.check(model, settings))
    assert permission(model, settings) is Permission.NOTHING
    assert first_use.first_use(model, settings) is FirstUse.CHECK


class Slow(Candidate):
    """Answers well, and takes a third of a second for each."""

    takes = 0.35

    def complete(self, request: CompletionRequest, *, cancel: Cancellation) -> Completion:
        ends = time.monotonic() + self.takes
        while time.monotonic() < ends:
            cancel.raise_if_asked()
            time.sleep(0.01)
        return super().complete(request, cancel=Cancellation())


def test_one_that_is_too_slow_here_says_so_and_ends_in_time(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A result that rests on no answer counts for nothing."""
    model = brought(settings, tmp_path)
    monkeypatch.setattr(Slow, "takes", 60.0)
    answering(monkeypatch, Slow(good))
    monkeypatch.setattr(first_use, "SECONDS", first_use._TO_STOP + 1.0)
    began = time.monotonic()
    with pytest.raises(CheckFailed, match="too slow for the short check: no answer"):
        run_here(first_use.check(model, settings))
    assert time.monotonic() - began < first_use.SECONDS
    assert permission(model, settings) is Permission.NOTHING


def test_the_time_ends_it_with_what_there_is(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enough good answers are enough."""
    model = brought(settings, tmp_path)
    for item in first_use._few():
        good(item)  # so that this machine's speed is not what is measured
    answering(monkeypatch, Slow(good))
    monkeypatch.setattr(first_use, "SECONDS", first_use._TO_STOP + 2.5)
    checked = run_here(first_use.check(model, settings))
    assert 1 <= checked.answers < first_use.MOST_ANSWERS
    assert permission(model, settings) is Permission.SECTION


@pytest.mark.parametrize("right", [True, False])
def test_one_answer_is_enough_if_it_is_right(
    right: bool, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large model on a small laptop manages no more in the time; its result is of this very file."""
    model = brought(settings, tmp_path)
    answering(monkeypatch, Candidate(good if right else lambda item: item.source))
    monkeypatch.setattr(first_use, "MOST_ANSWERS", 1)
    if not right:
        with pytest.raises(CheckFailed):
            run_here(first_use.check(model, settings))
        return
    assert run_here(first_use.check(model, settings)).answers == 1


def test_a_stopped_check_keeps_nothing(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody's wish is no failure of the model."""
    model = brought(settings, tmp_path)
    answering(monkeypatch, Slow(good))
    cancel = Cancellation()
    with pytest.raises(Cancelled):
        run_here(first_use.check(model, settings), on_progress=lambda _: cancel.ask(), cancel=cancel)
    assert permission(model, settings) is Permission.NOTHING


FORGED: dict[str, Change] = {
    "of another model": lambda result: replace(result, model_sha256="00" * 32),
    "of another exam": lambda result: replace(result, version="1-0123456789abcdef"),
    "of a short run": lambda result: replace(result, smoke=True),
    "claims more than its marks": lambda result: replace(result_for(result.model_sha256, right=0.5), may_judge=True),
    "claims a section": lambda r: replace(result_for(r.model_sha256, right=0.5), permission=Permission.SECTION),
    "impossible": lambda result: replace(result, readability=7.0),
}


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED.keys())
def test_a_result_that_can_not_be_right_needs_the_whole_exam(
    change: Change, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even signed: it is weighed again here. No child is started for it."""
    model = brought(settings, tmp_path, change)
    assert first_use.first_use(model, settings) is FirstUse.EXAM
    monkeypatch.setattr(first_use, "start_writer", lambda _, **__: pytest.fail("it was started"))
    with pytest.raises(CheckFailed, match="nothing to check"):
        run_here(first_use.check(model, settings))


@pytest.mark.parametrize("result", ["{}", "[]", '{"model_sha256": 7}', json.dumps({"tasks": [[]]})])
def test_what_is_no_result_is_none(result: str) -> None:
    """However it is broken."""
    assert result_in(TravelledExam("0.1.0", date(2026, 11, 27), result), "ab" * 32) is None


def test_without_its_signature_a_result_is_worth_nothing(settings: Settings, tmp_path: Path) -> None:
    """What stands in the folder of models can be written by whoever uses the laptop."""
    model = brought(settings, tmp_path)
    (model.folder / SIGNATURE).unlink()
    assert first_use.first_use(model, settings) is FirstUse.EXAM


def test_only_language_models_are_examined(settings: Settings) -> None:
    """The others need nothing before they are used."""
    assert first_use.first_use(catalogue.starter("transcriber"), settings) is FirstUse.NOTHING


def test_the_items_are_of_every_task_of_writing() -> None:
    """Two of each, orders first, so that a slow laptop still sees them."""
    few = first_use._few()
    assert len(few) == first_use.MOST_ANSWERS and few[0].task is Task.INJECTION
    assert len({item.task for item in few[:8]}) == 8


@pytest.mark.parametrize(
    ("right", "asked", "share", "likely"), [(16, 16, 0.9, 1.0), (0, 2, 0.5, 0.25), (0, 4, 1.0, 0.0)]
)
def test_how_likely_so_few_right_answers_are(right: int, asked: int, share: float, likely: float) -> None:
    """The binomial distribution."""
    assert at_most(right, asked, share) == pytest.approx(likely)


@pytest.mark.long
def test_the_real_starter_is_checked_in_twenty_seconds(settings: Settings, tmp_path: Path) -> None:
    """The real model from a real pack: what it earned elsewhere, nothing to write, counts after a check in time."""

    def exam_of(sha256: str) -> TravelledExam:
        return TravelledExam("0.1.0", date(2026, 11, 27), to_json(result_for(sha256, right=0.1)))

    made, key = make_pack(
        sources_of_installed(catalogue.starter("writer")),
        tmp_path / "packs",
        secret_key=COUNCIL.secret_key,
        passphrase="",
        comment="x",
        exam_of=exam_of,
    )
    model = import_pack(open_pack(made, key), settings.models_folder)
    checked = run_here(first_use.check(model, settings))
    assert checked.seconds <= first_use.SECONDS
    assert permission(model, settings) is Permission.NOTHING
    assert first_use.first_use(model, settings) is FirstUse.NOTHING


@pytest.mark.parametrize(("gpu", "device"), [("never", "cpu"), ("allowed", "auto")])
def test_the_check_is_made_where_it_lets_models_run(
    gpu: str, device: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where IT has closed the graphics card, the first start of a model doesn't use it either."""
    model, devices = brought(settings, tmp_path), []

    def start(_: InstalledModel, *, device: str = "auto") -> Candidate:
        devices.append(device)
        return Candidate(good)

    monkeypatch.setattr(first_use, "start_writer", start)
    run_here(first_use.check(model, replace(settings, gpu=gpu)))
    assert devices == [device]
