"""Which models came to a laptop and went again is on record, whoever did it and by whatever way."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.catalogue import RECORD, InstalledModel
from scribe import actions, commands_models, keys, logs, model_record
from scribe.cli import run
from scribe.governance import user_name
from scribe.jobs import run_here
from scribe.model_packs import HeldModel, bring_in, held
from scribe.opening import open_session
from scribe.session import Session
from scribe.settings import Settings
from tests.models.packs import WEIGHTS
from tests.scribe_core.keychains import Keychain


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A laptop with a keychain, on which everyone may bring models in."""
    chain = Keychain()
    monkeypatch.setattr(keys, "_backend_for", lambda _: chain)
    monkeypatch.setattr("keyring.set_keyring", lambda _: None)
    made = Settings(vault_folder=tmp_path / "vault", models_folder=tmp_path / "models", who_imports_models="everyone")
    monkeypatch.setattr(commands_models, "load_settings", lambda: made)
    return made


@pytest.fixture
def system_log(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    written: list[str] = []
    monkeypatch.setattr(logs, "_write_to_system_log", written.append)
    return written


@pytest.fixture
def gguf(tmp_path: Path) -> Path:
    path = tmp_path / "robin.gguf"
    path.write_bytes(WEIGHTS)
    return path


def opened(settings: Settings) -> Session:
    return open_session(settings, lambda _: "")


def told(session: Session) -> list[tuple[str, str, dict[str, object]]]:
    return [(row.event, row.subject, dict(row.facts)) for row in session.vault.audit.rows() if "model" in row.event]


def line(event: str, model: InstalledModel) -> str:
    return f"{event} {model.sha256} kind writer by user {user_name()}"


def test_a_command_tells_the_system_log_and_the_vault_finds_it(
    settings: Settings, system_log: list[str], gguf: Path
) -> None:
    """Who, which model and what in the system's log, which has the time; in the vault at its next opening, once."""
    opened(settings).close()
    assert run(["models", "import", str(gguf), "--anyway"]) == 0
    (model,) = (one.model for one in model_held(settings))
    assert system_log == [line("model brought in", model)]
    assert run(["models", "import", str(gguf), "--anyway"]) == 1
    opened(settings).close()
    with opened(settings) as session:
        assert told(session) == [("model found here", model.sha256, {"kind": "writer"})]
    assert run(["models", "remove", "robin"]) == 0
    assert run(["models", "remove", "robin"]) == 1
    assert system_log == [line("model brought in", model), line("model taken away", model)]
    opened(settings).close()
    with opened(settings) as session:
        assert told(session)[1:] == [("model no longer here", model.sha256, {"kind": "writer"})]
        assert session.vault.audit.check().whole


def test_what_somebody_copied_by_hand_is_found_too(settings: Settings, gguf: Path) -> None:
    """The record is of what is here, not only of what was asked for."""
    model = bring_in(gguf, settings, anyway=True)
    with opened(settings) as session:
        assert told(session) == [("model found here", model.sha256, {"kind": "writer"})]
    shutil.rmtree(model.folder)
    with opened(settings) as session:
        assert told(session)[1:] == [("model no longer here", model.sha256, {"kind": "writer"})]


def test_what_the_window_did_is_not_told_twice(settings: Settings, gguf: Path, tmp_path: Path) -> None:
    """Nor is what comes with Fairnote."""
    with opened(settings) as session:
        assert told(session) == []
        run_here(actions.bring_in_model(session, gguf))
    with opened(settings) as session:
        assert [event for event, _, _ in told(session)] == ["model brought in"]
        actions.remove_model(session, "robin")
    with opened(settings) as session:
        assert [event for event, _, _ in told(session)] == ["model brought in", "model taken away"]


def test_a_laptop_without_a_log_says_so(
    settings: Settings, gguf: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The model is here all the same, and the vault will tell of it."""

    def none(_: str) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(logs, "_write_to_system_log", none)
    assert run(["models", "import", str(gguf), "--anyway"]) == 0
    assert model_record.NOT_LOGGED in capsys.readouterr().err


def test_a_record_of_a_model_that_is_damaged_keeps_nobody_from_their_vault(settings: Settings, gguf: Path) -> None:
    """`fairnote doctor` says which it is."""
    model = bring_in(gguf, settings, anyway=True)
    (model.folder / RECORD).write_text("{")
    with opened(settings) as session:
        assert told(session) == []


def model_held(settings: Settings) -> list[HeldModel]:
    return [one for one in held(settings) if one.removable]


def test_a_folder_of_models_that_can_not_be_read_keeps_nobody_from_their_vault(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked into at the next opening."""

    def refuse(*_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as closed:
        closed.setattr("models.pack_import.installed", refuse)
        with opened(settings) as session:
            assert told(session) == []
