"""A model that IT has withdrawn is not started any more, and whatever it had a part in can be found."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

import pytest

from models import catalogue
from models.errors import ModelMissing
from scribe import (
    actions,
    cli,
    commands_models,
    commands_visits,
    commands_work,
    evaluating_recordings,
    exams,
    model_packs,
)
from scribe.doctor import examine
from scribe.errors import NotFound
from scribe.first_use import FirstUse
from scribe.session import InstalledEngines, Session, installed_engines
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import ModelCard, Transcript, Turn, TurnId, WrittenBy
from scribe.withdrawn_models import ModelWithdrawn, NoHash, touched_by
from tests.scribe_core.make import D1, V1, a_document, approve_all, with_document
from tests.scribe_core.test_exams import two_models

MODEL, OTHER = "ab" * 32, "cd" * 32


def test_a_withdrawn_writer_drafts_nothing(tmp_path: Path) -> None:
    """The next model takes its place; with all withdrawn there is none, and drafts are made by rules alone."""
    first, second = two_models(tmp_path)
    every = [model.sha256 for model in exams.writers((tmp_path / "models",))]
    assert {first, second} <= set(every)
    for withdrawn in (every[:1], every[:-1]):
        settings = Settings(models_folder=tmp_path / "models", withdrawn_models=tuple(withdrawn))
        engines = installed_engines(settings)
        found = engines.writer()
        assert found is not None and found[1].sha256 == every[len(withdrawn)]
        engines.close()
    settings = Settings(models_folder=tmp_path / "models", withdrawn_models=tuple(every))
    assert installed_engines(settings).writer() is None
    told = {finding.key: finding for finding in examine(settings, "0")}
    assert "rules alone" in told["exam"].value and not told["writer"].fine


def test_a_withdrawn_model_sits_no_exam(vault: Vault, tmp_path: Path) -> None:
    """The next one does; with all withdrawn there is nothing to examine, and that is said."""
    two_models(tmp_path)
    every = [model.sha256 for model in exams.writers((tmp_path / "models",))]
    settings = Settings(models_folder=tmp_path / "models", withdrawn_models=tuple(every[:-1]))
    made = Session(vault, settings, InstalledEngines())
    assert actions.exam_standing(made).endswith(f" {exams.NOT_SAT}.")
    assert actions.examine_writer(made).name == "exam"
    made.settings = replace(settings, withdrawn_models=tuple(every))
    assert actions.exam_standing(made) == ""
    with pytest.raises(ModelWithdrawn):
        actions.examine_writer(made)
    made.jobs.close()
    made.player.close()


def test_a_withdrawn_model_of_speech_is_refused_with_a_sentence(tmp_path: Path) -> None:
    """The worker is told that IT has withdrawn it; voices and the second recogniser are only left out."""
    try:
        every = [catalogue.starter(kind) for kind in ("transcriber", "speakers", "second opinion")]  # type: ignore[arg-type]
    except ModelMissing:
        pytest.skip("the starter models are not installed")
    engines = InstalledEngines(withdrawn={file.sha256 for model in every for file in model.files[-1:]})
    with pytest.raises(ModelWithdrawn, match="withdrawn"):
        engines.transcriber()
    assert engines.speakers() is None and engines.second_opinion() is None
    with pytest.raises(ModelWithdrawn):
        InstalledEngines(withdrawn={every[0].sha256}).transcriber()


def test_what_a_model_touched_is_found(vault: Vault) -> None:
    """The note that it was asked for and how many sentences are its own; the transcript that it heard; no other."""
    document = a_document()
    claims = document.sections[0].claims
    by_model = (replace(claims[0], written_by=WrittenBy.MODEL), *claims[1:])
    sections = (replace(document.sections[0], claims=by_model), document.sections[1])
    with_document(vault, replace(document, sections=sections))
    (found,) = touched_by(vault, MODEL)
    assert (found.visit.id, found.document, found.on_record) == (V1, D1, False)
    assert found.how.endswith("in there: 1")
    turns = (Turn(TurnId("t1"), "p1", 0.0, 3.0, "I take five."),)
    vault.save_transcript(V1, Transcript(turns, ModelCard("ear", OTHER), 3.0, "ef" * 32, second_opinion=MODEL))
    assert [(one.document, one.how) for one in touched_by(vault, OTHER)][0] == (None, "heard")
    assert touched_by(vault, MODEL[:8])[0].how == "listened to a second time"
    assert touched_by(vault, "ee" * 32) == ()


def test_what_was_approved_is_said_to_be_on_record(vault: Vault) -> None:
    """Then somebody outside may have to be told."""
    with_document(vault)
    approve_all(vault)
    assert [one.on_record for one in touched_by(vault, MODEL)] == [True]


def test_the_command_lists_what_a_model_touched(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line a document, with its visit and whether it is on record; a sentence where there is nothing."""
    with_document(vault)
    approve_all(vault)
    made = Session(vault, Settings(), InstalledEngines())
    monkeypatch.setattr(commands_visits, "open_vault", lambda: contextlib.nullcontext(made))
    assert cli.run(["visits", "list", "--drafted-by", MODEL.upper()]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{V1}  ") and str(D1) in line and "approved, or may have left" in line
    assert cli.run(["visits", "list", "--drafted-by", OTHER]) == 0
    assert capsys.readouterr().out == "That model had no part in anything here.\n"
    assert cli.run(["visits", "list", "--drafted-by", "x"]) == 1
    assert "SHA-256" in capsys.readouterr().err
    made.jobs.close()
    made.player.close()


@pytest.mark.parametrize("given", ["", "ab", "not a hash", "g" * 64, "ab" * 40])
def test_what_is_no_hash_is_refused(vault: Vault, given: str) -> None:
    """With a sentence that says where hashes are to be found."""
    with pytest.raises(NoHash, match="models list"):
        touched_by(vault, given)


def test_the_graphics_card_can_be_forbidden() -> None:
    """Each model is then started on the processor."""
    never = installed_engines(Settings(gpu="never"))
    assert never._device == "cpu" and installed_engines(Settings())._device == "auto"


def test_a_withdrawn_model_is_neither_checked_nor_asked_for_one(tmp_path: Path) -> None:
    """It is listed, so that it can be taken away, and only says that it was withdrawn."""
    first, second = two_models(tmp_path)
    settings = Settings(models_folder=tmp_path / "models", withdrawn_models=(first,))
    held = {each.model.sha256: each for each in model_packs.held(settings)}
    assert held[first].withdrawn and held[first].standing == model_packs.WITHDRAWN
    assert held[first].first_use is FirstUse.NOTHING and held[second].first_use is not FirstUse.NOTHING
    assert not held[second].withdrawn


def test_recordings_are_evaluated_by_models_that_may_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A withdrawn recogniser isn't started for this either."""
    try:
        model = catalogue.starter("transcriber")
    except ModelMissing:
        pytest.skip("the starter models are not installed")
    settings = Settings(models_folder=tmp_path, withdrawn_models=(model.sha256,))
    monkeypatch.setattr(commands_work, "load_settings", lambda: settings)
    monkeypatch.setattr(evaluating_recordings, "read_recordings", lambda _: ())
    monkeypatch.setattr(evaluating_recordings, "evaluate_recordings", lambda *_, **__: pytest.fail("it was started"))
    (tmp_path / evaluating_recordings.LIST).write_text("consented = true\n", "utf-8")
    assert cli.run(["evaluate", str(tmp_path)]) == 1
    assert "withdrawn" in capsys.readouterr().err


def test_the_command_examines_one_that_may_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no name is given, a withdrawn model doesn't stand in the way of the next one; named, it is refused."""
    two_models(tmp_path)
    every = exams.writers((tmp_path / "models",))
    settings = Settings(models_folder=tmp_path / "models", withdrawn_models=(every[0].sha256,))
    asked = []

    def examine_none(model: catalogue.InstalledModel, *_: object, **__: object) -> None:
        asked.append(model.sha256)
        raise NotFound

    monkeypatch.setattr(commands_models, "load_settings", lambda: settings)
    monkeypatch.setattr(exams, "examine", examine_none)
    assert cli.run(["models", "exam"]) == 1 and asked == [every[1].sha256]
    capsys.readouterr()
    assert cli.run(["models", "exam", every[0].name]) == 1 and len(asked) == 1
    assert "withdrawn" in capsys.readouterr().err
