"""What IT closes is closed in the actions, which window and commands call: formats, folders, one approver."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scribe import actions
from scribe.export import FORMATS
from scribe.jobs import run_here
from scribe.keys import MemoryHolder
from scribe.session import Session
from scribe.settings import WAYS_OUT, Settings
from scribe.vault import Vault
from scribe.visit import URGENT, DocumentStage
from scribe.ways_out import SecondApprovalMissing, WayClosed, asks_for_two, may_be_saved_in, open_formats
from tests.app.test_actions import Engines
from tests.scribe_core.make import D1, HEALTH, approve_all, text_of, with_document


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A note that was approved."""
    with Vault.create(tmp_path / "vault", MemoryHolder()) as vault:
        with_document(vault)
        approve_all(vault)
        yield Session(vault, Settings(), Engines())  # type: ignore[arg-type]


def set_by_it(session: Session, **settings: Any) -> None:
    """As if a policy had said so."""
    session.settings = replace(session.settings, **settings)


def test_every_format_of_an_export_is_one_that_it_can_close() -> None:
    """The table of settings and the exporter know the same ways."""
    assert set(WAYS_OUT) == {*FORMATS, "copy"}


def test_a_closed_format_writes_nothing(session: Session, tmp_path: Path) -> None:
    """The sentence names those that are open; nothing is written, recorded or moved on."""
    set_by_it(session, export_formats=("pdf", "copy"))
    with pytest.raises(WayClosed, match="as docx.*may be used: pdf"):
        actions.export_document(session, D1, "docx", tmp_path / "note.docx")
    assert not list(tmp_path.glob("note*")) and not session.vault.exports(D1)
    assert session.vault.document(D1).stage is DocumentStage.APPROVED
    assert "Begum" in actions.copy_section(session, D1, HEALTH)


def test_copying_can_be_closed(session: Session) -> None:
    """Then no text is handed out, and no copy is recorded."""
    set_by_it(session, export_formats=("docx",))
    with pytest.raises(WayClosed, match="copied"):
        actions.copy_section(session, D1, HEALTH)
    assert not session.vault.exports(D1)


def test_files_are_saved_in_the_folders_of_it_alone(session: Session, tmp_path: Path) -> None:
    """In such a folder or one in it; not beside it, not by '..', and not through a link that leads out."""
    inside, outside = tmp_path / "records", tmp_path / "elsewhere"
    (inside / "deep").mkdir(parents=True)
    outside.mkdir()
    set_by_it(session, export_folders=(inside,))
    closed = [outside, inside / ".." / "elsewhere", tmp_path / "records-too"]
    if sys.platform != "win32":
        (inside / "link").symlink_to(outside)
        closed.append(inside / "link")
    for folder in closed:
        with pytest.raises(WayClosed, match="these folders alone"):
            actions.export_document(session, D1, "txt", folder / "note.txt")
    assert not list(outside.iterdir()) and not session.vault.exports(D1)
    run_here(actions.export_document(session, D1, "txt", inside / "deep" / "note.txt"))
    assert (inside / "deep" / "note.txt").exists() and session.vault.exports(D1)


def test_a_folder_that_nobody_can_find_is_not_one_of_its() -> None:
    """Where IT names none, it is for the exporter to say that it can't be written to."""
    lost = Path("~nobody-of-this-name/records")
    assert not may_be_saved_in(Settings(export_folders=(Path("/srv"),)), lost)
    assert may_be_saved_in(Settings(), lost)


def test_a_way_that_is_closed_between_asking_and_doing_is_closed(session: Session, tmp_path: Path) -> None:
    """It is looked at once more when the job runs."""
    job = actions.export_document(session, D1, "txt", tmp_path / "note.txt")
    set_by_it(session, export_formats=("pdf",))
    with pytest.raises(WayClosed):
        run_here(job)
    assert not (tmp_path / "note.txt").exists()


def test_without_captions_there_are_no_files_of_captions() -> None:
    """Also where the list of formats has them."""
    assert {"vtt", "srt"}.isdisjoint(open_formats(Settings(captions="off")))
    assert open_formats(Settings()) == WAYS_OUT


def test_what_can_not_wait_need_not_wait_for_a_colleague(session: Session, tmp_path: Path) -> None:
    """Where IT says so, an urgent extract leaves with one approval, and a note still doesn't."""
    set_by_it(session, second_approver="unless_urgent")
    note = session.vault.document(D1)
    assert asks_for_two(session.settings, note)
    assert not asks_for_two(session.settings, replace(note, template=URGENT))
    assert asks_for_two(Settings(second_approver="required"), replace(note, template=URGENT))
    with pytest.raises(SecondApprovalMissing):
        actions.export_document(session, D1, "txt", tmp_path / "note.txt")


def test_one_approval_is_not_enough_where_it_asks_for_two(session: Session, tmp_path: Path) -> None:
    """Neither a file nor a copy leaves; with the second person's approval both do. Without the policy one is enough."""
    assert not actions.needs_second_approval(session, D1)
    set_by_it(session, second_approver="required")
    assert actions.needs_second_approval(session, D1)
    with pytest.raises(SecondApprovalMissing):
        actions.export_document(session, D1, "txt", tmp_path / "note.txt")
    with pytest.raises(SecondApprovalMissing):
        actions.copy_section(session, D1, HEALTH)
    assert not session.vault.exports(D1) and actions.second_approval(session, D1) is None
    made = actions.approve_too(session, D1, "Ola Smith", "I have read all of it.", text_of(session.vault))
    assert actions.second_approval(session, D1) == made and not actions.needs_second_approval(session, D1)
    run_here(actions.export_document(session, D1, "txt", tmp_path / "note.txt"))
    assert "Also read and approved by Ola Smith" in (tmp_path / "note.txt").read_text("utf-8")
    assert actions.copy_section(session, D1, HEALTH)
    actions.reopen(session, D1)
    assert actions.second_approval(session, D1) is None and not actions.needs_second_approval(session, D1)
