"""The visit is over, the worker sits in the car: from Stop to a filed note by keyboard alone, with few keys and soon.

How many keys it takes is counted. Reading takes the time that reading takes: the review's clock goes on by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources.practice import practice_files
from scribe import actions, lifecycle
from scribe.keys import MemoryHolder
from scribe.lifecycle import Move
from scribe.practice import read_practice
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import DocumentStage, ModelCard, Transcript, Turn, TurnId, Word
from tests.app.car import KEYS_AT_MOST, Worker
from tests.app.test_actions import Engines
from tests.scribe_core.make import V1, a_visit
from ui.__main__ import Window, build
from ui.desk import Go, Place

UNSURE = {("t25", "tablets"), ("t32", "ninety")}
"""Turns of the script, and a word of each that the recogniser was not sure of."""


def said_at_practice() -> Transcript:
    """The practice visit as its script has it, with the times of its words."""
    script = json.loads(practice_files()[1].read_text("utf-8"))
    return Transcript(tuple(map(a_turn, script["turns"])), ModelCard("scripted"), 190.0, "ab" * 32)


def a_turn(told: dict[str, Any]) -> Turn:
    """A turn of the script, its words evenly over its seconds."""
    said, start = told["text"].split(), told["start"]
    each = (told["end"] - start) / len(said)
    words = tuple(
        Word(word, start + each * at, start + each * (at + 1), 0.2 if (told["id"], word) in UNSURE else 0.95)
        for at, word in enumerate(said)
    )
    return Turn(TurnId(told["id"]), told["speaker"], start, told["end"], told["text"], words)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A real vault with the words of the practice visit, as they are after Stop."""
    settings = Settings(vault_folder=tmp_path / "vault", worker_name="Jo Reed", export_folder=tmp_path)
    with Session(Vault.create(tmp_path / "vault", MemoryHolder()), settings, Engines()) as made:  # type: ignore[arg-type]
        made.vault.add_visit(replace(a_visit(), people=read_practice().people))
        made.vault.save_transcript(V1, said_at_practice())
        for move in (Move.IMPORT_SOUND, Move.TRANSCRIBE):
            lifecycle.advance(made.vault, V1, move)
        yield made


@pytest.fixture
def worker(qtbot: QtBot, session: Session) -> Iterator[Worker]:
    """Somebody at the real window on it, where the words are."""
    made: Window = build(actions, session.settings, lambda: session, lambda: session)
    qtbot.addWidget(made.window)
    made.desk.session = session
    made.window.resize(1366, 768)
    made.window.show()
    made.window.go_to(Place(Go.TRANSCRIPT, V1))
    yield Worker(qtbot, made)
    QApplication.clipboard().clear()  # what a section was copied as must not outlive the application
    made.window.close()


def test_urgent_extract_and_note_are_approved_copied_and_filed_with_few_keys(
    worker: Worker, session: Session, tmp_path: Path
) -> None:
    """Harm first, then the note: 25 keys, and one for each filled section and flag; each section is read meanwhile."""
    worker.makes_an_extract()
    worker.goes_back_to_the_words()
    worker.writes_the_note()
    worker.approves_the_note()
    note = actions.latest_document(session, V1)
    (extract,) = actions.urgent_extracts(session, V1)
    assert note is not None and note.stage is DocumentStage.APPROVED and extract.stage is DocumentStage.APPROVED
    assert worker.stopped == 0, "nobody who read at their usual pace is told that they were too quick"
    filled = sum(1 for section in note.sections if section.claims)
    flags = sum(1 for section in note.sections for claim in section.claims if claim.flagged)
    print(worker.told(f"{filled} filled sections, {flags} flags"))
    assert flags > 0 and worker.keys["note"] <= KEYS_AT_MOST + filled + flags
    worker.copies_and_files("LAS-99")
    note = actions.latest_document(session, V1)
    assert note is not None and note.stage is DocumentStage.FILED
    assert [path.suffix for path in tmp_path.glob("fairnote-*")] == [".docx"]
