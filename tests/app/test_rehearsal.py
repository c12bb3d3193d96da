"""The rehearsal goes through the whole job on the practice visit, and can't be pointed at anything else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from scribe import actions, settings
from scribe.session import Session
from tests.app.test_review_actions import session as session  # the fixture: a visit that is no practice
from tests.models.packs import Council
from ui.__main__ import build
from ui.rehearsal import NoPractice, Rehearsal, rehearsal_settings
from ui.words_rehearsal import Rehearsed

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """`fairnote rehearse …`, in a home of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ui.entry", "rehearse", *map(str, arguments)],
        cwd=ROOT, env={**os.environ, "HOME": str(home), "DISPLAY": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_real_visit_can_not_be_rehearsed(qtbot: QtBot, session: Session) -> None:
    """In a window on somebody's vault it refuses before it has pressed a key, and nothing there has changed."""
    made = build(actions, session.settings, lambda: session, lambda: session)
    qtbot.addWidget(made.window)
    made.desk.session = session
    rows = len(session.vault.audit.rows())
    with pytest.raises(NoPractice):
        Rehearsal(made).refuse_what_is_real()
    assert len(session.vault.audit.rows()) == rows
    made.window.close()


def test_it_knows_no_other_letter_and_no_vault() -> None:
    """A letter or a vault that could be named would be approved without anybody having read it."""
    done = run("--help", home=Path(tempfile.gettempdir()))
    options = {word.strip("[],") for word in done.stdout.split() if word.strip("[],").startswith("--")}
    assert options == {"--help", "--to", "--record"}


def test_it_writes_into_an_empty_folder_only(tmp_path: Path) -> None:
    """Nothing that is there already is in danger."""
    (tmp_path / "mine").write_text("kept")
    for folder in (tmp_path, tmp_path / "none"):
        done = run("--to", folder, home=tmp_path)
        assert done.returncode == 2 and Rehearsed.NOT_EMPTY in done.stderr
    assert (tmp_path / "mine").read_text() == "kept"


def test_what_it_says_about_models_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that is withdrawn or not signed is not rehearsed with, and nothing else of the laptop's is taken over."""
    (tmp_path / "models").mkdir()
    key = Council().public_key
    policy = {
        "models_folder": str(tmp_path / "models"),
        "gpu": "never",
        "model_pack_public_key": key,
        "withdrawn_models": ["ab" * 32],
        "vault_folder": str(tmp_path / "vault"),
    }
    (tmp_path / "policy.json").write_text(json.dumps(policy))
    monkeypatch.setattr(settings, "policy_file", lambda: tmp_path / "policy.json")
    assert rehearsal_settings(tmp_path) == settings.Settings(
        models_folder=tmp_path / "models",
        gpu="never",
        model_pack_public_key=key,
        withdrawn_models=("ab" * 32,),
        export_folder=tmp_path,
        locked=frozenset({"models_folder"}),
    )


@pytest.mark.long
def test_the_whole_job_by_itself(tmp_path: Path) -> None:
    """From the sound to saved files, on the real models; all of the note is marked as practice, no vault is left."""
    (tmp_path / "saved").mkdir()
    done = run("--to", tmp_path / "saved", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == Rehearsed.EASY_READ
    saved = sorted(path.suffix for path in (tmp_path / "saved").iterdir())
    assert saved == [".docx", ".html", ".pdf", ".pdf", ".txt"]
    text = next((tmp_path / "saved").glob("*.txt")).read_text("utf-8")
    assert "PRACTICE" in text
    assert not list(tmp_path.rglob("vault.json"))
