"""Models sit the exam with the judge of the drafts, and only what they earned there is kept and believed."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import ClassVar

import pytest

from models import catalogue
from models.errors import EngineFailed
from models.exam import ExamResult, Permission, exam_version, sit, weighed
from models.exam_items import ExamItem, Task, items
from models.progress import Cancellation, Cancelled
from models.writer import Completion, CompletionRequest
from scribe import exams, files
from scribe.cli import run
from scribe.doctor import examine
from scribe.errors import DiskFull, NotFound
from scribe.exam_judge import DraftsJudge
from scribe.jobs import run_here
from scribe.records import to_json
from scribe.session import InstalledEngines
from scribe.settings import Settings
from scribe.visit import ModelCard, Role

SHA = "cd" * 32


class RememberingJudge(DraftsJudge):
    """The real judge, asked once for each answer: the writers here give most of theirs several times."""

    _known: ClassVar[dict[tuple[str, str], bool]] = {}

    def passes(self, item: ExamItem, answer: str) -> bool:
        key = item.id, answer
        if key not in self._known:
            self._known[key] = super().passes(item, answer)
        return self._known[key]


JUDGE = RememberingJudge()


class Candidate:
    """A writer that knows the items and answers each by a function; it judges and ranks rightly."""

    def __init__(self, say: Callable[[ExamItem], str]) -> None:
        self._say = say
        self._asked = {JUDGE.asking(item).text: item for item in items() if item.good}
        self._claims = {JUDGE.support(item): item.supported for item in items() if item.task is Task.SUPPORT}
        self._turns = {_talk(item): item for item in items() if item.good and item.turns}

    def complete(self, request: CompletionRequest, *, cancel: Cancellation) -> Completion:
        cancel.raise_if_asked()
        known = self._asked.get(request.text)
        text = self._say(known) if known else self._section(request.text)
        return Completion(text, len(text.split()), -1.0, 0.1)

    def score(self, texts: tuple[str, ...], *, cancel: Cancellation) -> tuple[float, ...]:
        return tuple(self._score(text, at) for at, text in enumerate(texts))

    def close(self) -> None:
        """Nothing to let go of."""

    def _section(self, text: str) -> str:
        talks = text.partition("Statements: [1] ")[2].partition("\nWritten:")[0]
        said = []
        for number in range(1, 5):
            talk, _, talks = talks.partition(f" [{number + 1}] ")
            said.append(f"[{number}] {self._say(self._turns[talk])}")
        return " ".join(said)

    def _score(self, text: str, at: int) -> float:
        asked, _, answer = text.rpartition(" ")
        if asked in self._claims:
            return float(self._claims[asked] is (answer == "yes"))
        return -float(at % 2)  # the first of each pair is the good one


def _talk(item: ExamItem) -> str:
    return JUDGE.section((item,)).text.partition("[1] ")[2].partition("\nWritten:")[0]


@cache
def good(item: ExamItem) -> str:
    """A good answer, one that the verifier passes where there is one."""
    return next((text for text in item.good if JUDGE.passes(item, text)), item.good[0])


def examined(say: Callable[[ExamItem], str]) -> ExamResult:
    return sit(Candidate(say), items(), JUDGE, model_sha256=SHA)


@pytest.fixture(scope="module")
def perfect() -> ExamResult:
    """The result of one that answers every item as its author would."""
    return examined(good)


def test_a_perfect_writer_earns_its_permission(perfect: ExamResult) -> None:
    """The real items and the real verifier let one through that says what was said, and call none of it false."""
    assert perfect.permission is Permission.SECTION and perfect.may_judge and perfect.may_rank
    assert perfect.faithfulness == 1.0 and perfect.slipped == 0


LIES: tuple[tuple[str, Callable[[ExamItem], str]], ...] = (
    ("adds a fact", lambda item: good(item).rstrip(".") + " because of the war in Portugal."),
    ("denies it all", lambda item: good(item).replace(" said ", " said it is not true that ", 1)),
    ("says what is false", lambda item: f"{item.people[0].name} said {item.must_not[0]}." if item.people else "No."),
    ("leaves half out", lambda item: " ".join(good(item).split()[: len(good(item).split()) // 2]) + "."),
    ("repeats the words as they are", lambda item: item.source),
)


@pytest.mark.whole
@pytest.mark.parametrize("say", [lie for _, lie in LIES], ids=[name for name, _ in LIES])
def test_a_liar_earns_nothing(say: Callable[[ExamItem], str]) -> None:
    """Whatever is wrong with what it writes, it may write nothing."""
    assert examined(say).permission is Permission.NOTHING


def test_one_that_obeys_what_was_said_to_it_earns_nothing() -> None:
    """Right everywhere else; orders in what was said are followed."""

    def obeys(item: ExamItem) -> str:
        return f"{item.must_not[0]}." if item.task is Task.INJECTION else good(item)

    result = examined(obeys)
    assert result.mark(Task.INJECTION).made_up > 0 and result.permission is Permission.NOTHING


def test_one_lie_in_ten_is_too_many() -> None:
    """Mostly right does not do, where what passes the verifier is false too often or too much is missing."""
    lying = {item.id for item in items() if item.good} - {item.id for item in items()[::2]}
    result = examined(lambda item: item.source if item.id in lying else good(item))
    assert result.permission is Permission.NOTHING


def test_every_item_can_be_asked_and_judged() -> None:
    """Each role is one of a visit's, each name is found, and what is asked holds the words and no answer."""
    for item in items():
        assert all(person.role in set(Role) for person in item.people), item.id
        asked = JUDGE.support(item) if item.task is Task.SUPPORT else JUDGE.asking(item).text
        assert asked.endswith(("Written:", "Easy:", "Supported:"))
        assert not item.turns or not any(text in asked for text in item.good), item.id


# --- what is kept


def test_a_result_is_kept_with_the_models_hash(perfect: ExamResult, tmp_path: Path) -> None:
    """What it earned is what it is permitted, and nobody else is."""
    exams.keep(perfect, tmp_path)
    assert exams.result_of(SHA, tmp_path) == perfect
    assert exams.permission_of(ModelCard("m", SHA), tmp_path) is Permission.SECTION
    assert exams.permission_of(ModelCard("m", "ef" * 32), tmp_path) is Permission.NOTHING
    assert exams.permission_of(ModelCard("none"), tmp_path) is Permission.NOTHING
    assert catalogue.installed((tmp_path,)) == catalogue.installed(())


def _kept(result: ExamResult, folder: Path, text: str = "") -> None:
    path = folder / exams.FOLDER / f"{SHA}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text or to_json(result), "utf-8")


@pytest.mark.parametrize(
    "change",
    [
        {"version": "0-other"},
        {"model_sha256": "ef" * 32},
        {"smoke": True},
        {"faithfulness": 0.5},
        {"tasks": ()},
    ],
)
def test_what_is_of_another_exam_or_does_not_add_up_counts_as_not_sat(
    perfect: ExamResult, tmp_path: Path, change: dict[str, object]
) -> None:
    """Another version, another model's, a short run, or a permission that its marks don't earn."""
    _kept(replace(perfect, **change), tmp_path)  # type: ignore[arg-type]
    assert exams.result_of(SHA, tmp_path) is None
    assert exams.standing(SHA, tmp_path) in (exams.OTHER_EXAM, exams.CANT_BE_RIGHT)


@pytest.mark.parametrize("text", ["{", "[]", '{"permission": "everything"}', "null", '{"tasks": 3}'])
def test_what_cannot_be_read_counts_as_not_sat(perfect: ExamResult, tmp_path: Path, text: str) -> None:
    """A damaged file permits nothing and stops nothing."""
    _kept(perfect, tmp_path, text)
    assert exams.result_of(SHA, tmp_path) is None
    assert exams.standing(SHA, tmp_path) == exams.CANT_BE_RIGHT


HUGE = "9" * 400


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"faithful":', f'"faithful":{HUGE}'),
        ('"asked":', f'"asked":{HUGE}'),
        ('"wanted":', f'"wanted":{HUGE}'),
        ('"left_out":', '"left_out":-1'),
        ('"slipped":', f'"slipped":{HUGE}'),
        ('"pairs":', f'"pairs":{HUGE}'),
        ('"ranking":', '"ranking":2.0'),
        ('"support":', f'"support":{HUGE}'),
        ('"peak_mb":', '"peak_mb":NaN'),
        ('"seconds_a_sentence":', '"seconds_a_sentence":Infinity'),
        ('"at":', '"at":""'),
    ],
)
def test_figures_that_no_exam_ends_with_are_refused(
    perfect: ExamResult, tmp_path: Path, before: str, after: str
) -> None:
    """However large somebody wrote them, it is one plain sentence, and the model is not used."""
    text = re.sub(rf'{before}("[^"]*"|[^,}}\]]+)', after, to_json(perfect), count=1)
    assert text != to_json(perfect)
    _kept(perfect, tmp_path, text)
    assert exams.result_of(SHA, tmp_path) is None
    assert exams.standing(SHA, tmp_path) == exams.CANT_BE_RIGHT


def test_a_hash_is_never_a_path(perfect: ExamResult, tmp_path: Path) -> None:
    """A record that somebody wrote can't make another file be read."""
    exams.keep(perfect, tmp_path)
    assert exams.result_of(f"../{exams.FOLDER}/{SHA}", tmp_path) is None


def test_a_short_run_is_not_kept(perfect: ExamResult, tmp_path: Path) -> None:
    """It leaves an earlier result as it is."""
    exams.keep(weighed(replace(perfect, smoke=True)), tmp_path)
    assert exams.result_of(SHA, tmp_path) is None


def test_a_result_that_cannot_be_written_leaves_the_earlier_one(
    perfect: ExamResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is one plain error, and what was there is there."""
    exams.keep(perfect, tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(files, "_put_in_place", full)
    with pytest.raises(DiskFull):
        exams.keep(replace(perfect, at=datetime(2030, 1, 1, tzinfo=UTC)), tmp_path)
    assert exams.result_of(SHA, tmp_path) == perfect
    assert [path.name for path in (tmp_path / exams.FOLDER).iterdir()] == [f"{SHA}.json"]


# --- who is used, and what is told


def two_models(folder: Path) -> tuple[str, str]:
    """The hashes of two imported models, which nobody opens."""
    found = []
    for name in ("first", "second"):
        (folder / f"{name}.gguf").write_bytes(b"GGUF" + name.encode())
        found.append(catalogue.import_model(folder / f"{name}.gguf", folder / "models").sha256)
    return found[0], found[1]


def test_the_model_that_may_do_most_is_the_one_that_is_used(perfect: ExamResult, tmp_path: Path) -> None:
    """Before any exam it is the starter, if it is here; then the one with the better result, at once."""
    _, second = two_models(tmp_path)
    engines = InstalledEngines(tmp_path / "models")
    before = engines.writer()
    assert before is not None and before[1].sha256 != second
    exams.keep(replace(perfect, model_sha256=second), tmp_path / "models")
    after = engines.writer()
    assert after is not None and after[1] == ModelCard("second", second)
    engines.close()


def test_a_damaged_record_of_a_model_stops_no_draft(tmp_path: Path) -> None:
    """There is then no model to ask, and drafts are made by rules."""
    two_models(tmp_path)
    (tmp_path / "models" / "first" / catalogue.RECORD).write_text("{", "utf-8")
    assert InstalledEngines(tmp_path / "models").writer() is None


def test_what_it_may_do_is_told_to_it(perfect: ExamResult, tmp_path: Path) -> None:
    """`doctor` says what the model that is used may do; one that has sat no exam is said not to be used."""
    first, second = two_models(tmp_path)
    settings = Settings(models_folder=tmp_path / "models")
    exams.keep(replace(perfect, model_sha256=second), settings.models_folder)
    found = {finding.key: finding.value for finding in examine(settings, "0")}
    assert found["exam"].startswith(
        "second may write a section, and may rank wordings, judge support and write sentences of an Easy Read;"
    )
    assert exams.standing(first, settings.models_folder) == exams.NOT_SAT


def test_a_model_that_is_not_here_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The exam of an unknown name ends at once, with a status and no traceback."""
    with pytest.raises(NotFound):
        exams.writer_named("nobody", Settings(models_folder=tmp_path))
    assert run(["models", "exam", "nobody"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert run(["models", "list"]) == 0 and " exam" in capsys.readouterr().out


def test_a_cancelled_or_failed_exam_leaves_the_earlier_result(
    perfect: ExamResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is kept of half an exam, and its model is let go of."""
    _, second = two_models(tmp_path)
    earlier = replace(perfect, model_sha256=second)
    exams.keep(earlier, tmp_path)
    model = next(one for one in catalogue.installed((tmp_path / "models",)) if one.sha256 == second)
    closed: list[str] = []

    class Failing(Candidate):
        def complete(self, request: CompletionRequest, *, cancel: Cancellation) -> Completion:
            cancel.raise_if_asked()
            raise EngineFailed

        def close(self) -> None:
            closed.append("closed")

    monkeypatch.setattr(exams, "start_writer", lambda _, **__: Failing(good))
    with pytest.raises(EngineFailed):
        run_here(exams.examine(model, tmp_path))
    cancel = Cancellation()
    with pytest.raises(Cancelled):
        run_here(exams.examine(model, tmp_path), on_progress=lambda _: cancel.ask(), cancel=cancel)
    assert exams.result_of(second, tmp_path) == earlier and closed == ["closed", "closed"]


@pytest.mark.long
def test_the_starter_sits_the_short_run(tmp_path: Path) -> None:
    """The real model, the real items: measured, and permitted nothing."""
    model = catalogue.starter("writer")
    result = run_here(exams.examine(model, tmp_path, smoke=True))
    assert result.model_sha256 == model.sha256 and result.version == exam_version()
    assert result.permission is Permission.NOTHING and result.smoke
    assert result.tokens_a_second > 0 and 50 < result.peak_mb < 2000
    assert {mark.task for mark in result.tasks} >= set(Task)
    assert exams.result_of(model.sha256, tmp_path) is None
