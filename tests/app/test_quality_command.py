"""`fairnote quality` on a real vault: figures for the terminal, for scripts, and as a team's file."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scribe import cli, commands_visits
from scribe.keys import MemoryHolder
from scribe.named_files import Result
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from tests.scribe_core.make import V1, approve_all, with_document


class _Open(Session):
    """A session whose vault stays open for the next command of the test."""

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    """One document that is approved."""
    with Vault.create(tmp_path / "vault", MemoryHolder()) as made:
        with_document(made)
        approve_all(made)
        monkeypatch.setattr(commands_visits, "open_vault", lambda: _Open(made, Settings(), None))  # type: ignore[arg-type]
        yield made


def test_it_is_told_in_the_terminal(vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    """Sentences, and no name among them."""
    assert cli.run(["quality"]) == 0
    said = capsys.readouterr().out
    assert "Documents approved: 1." in said and "Begum" not in said and "REF" not in said


def test_the_file_of_a_team_holds_rows_and_no_names(vault: Vault, tmp_path: Path) -> None:
    """Written whole; an existing file of figures is renewed."""
    out = tmp_path / "figures.csv"
    for _ in range(2):
        assert cli.run(["quality", "--csv", str(out)]) == 0
    text = out.read_bytes().decode("ascii")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["statements"] == "3" and "Begum" not in text and "d1" not in text.replace(row["id"], "")


def test_scripts_get_json_and_nothing_else(vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output."""
    assert cli.run(["quality", "--json", "-"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["total"]["documents"] == len(data["rows"]) == 1


def test_a_folder_that_is_not_there_is_refused_before_anything(
    vault: Vault, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence and exit status 1."""
    assert cli.run(["quality", "--csv", str(tmp_path / "no" / "figures.csv")]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.parametrize("option", ["--csv", "--json"])
@pytest.mark.parametrize("name", ["vault.db", "vault.json", "audit-head.json", "audio/figures", "figures"])
def test_figures_are_never_written_among_the_vaults_own_files(
    vault: Vault, tmp_path: Path, option: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of figures is renewed; one of the vault's would be lost, and all visits with it."""
    path = vault.folder / name
    before = path.read_bytes() if path.exists() else None
    (tmp_path / "way").symlink_to(vault.folder)
    for to in (path, tmp_path / "way" / name):
        assert cli.run(["quality", option, str(to)]) == 1
        assert "in the folder in which visits are kept" in capsys.readouterr().err
    assert (path.read_bytes() if path.exists() else None) == before


class _Pipe(io.TextIOWrapper):
    """Standard output as it is in a pipe on Windows; `said` is what went through."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="cp1252", newline="\n")

    @property
    def said(self) -> str:
        return self.bytes.getvalue().decode("cp1252")


def test_a_name_that_a_pipe_has_no_letters_for_stops_nothing(
    vault: Vault, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows pipes have 250 letters; JSON says the others so that nothing is lost."""
    vault.save_visit(replace(vault.visit(V1), reference="Łucja 17"))
    monkeypatch.setattr(sys, "stdout", pipe := _Pipe())
    assert cli.run(["visits", "show", V1]) == 0
    assert "?ucja 17" in pipe.said and "-----" in pipe.said
    told = Result("-")
    monkeypatch.setattr(sys, "stdout", pipe := _Pipe())
    told.write({"reference": "Łucja 😀"})
    pipe.flush()
    assert json.loads(pipe.said) == {"reference": "Łucja 😀"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's full device")
def test_results_that_find_no_room_are_said(
    vault: Vault, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where they were few, and are written at the very end only."""
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert cli.run(["visits", "show", V1]) == 1
        monkeypatch.undo()
        assert "disk is full" in capsys.readouterr().err
        with contextlib.suppress(OSError):
            full.close()
