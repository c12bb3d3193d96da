"""Edits of a visit's transcript are kept, undone and done again, across restarts, and nothing of them is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

import apsw
import pytest

from scribe import vault_schema
from scribe.edit_log import MACHINE, Edit, EditKind, EditState
from scribe.editing import edited, keep_pass, redo, redoable, undo, undoable
from scribe.errors import MoveNotAllowed, NotFound
from scribe.keys import MemoryHolder
from scribe.lifecycle import Move, advance, destroy_erased, hold
from scribe.transcript_changes import words_changed
from scribe.transcript_edits import standing
from scribe.vault import RecordKept, Vault, VisitErased, VisitHidden
from scribe.vault_database import VaultTooNew
from scribe.visit import LeftOut, Transcript, TurnId, VisitId
from tests.scribe_core.make import AT, V1, a_visit
from tests.scribe_core.said import said

T1, T2 = TurnId("t1"), TurnId("t2")
TALK = said("he can wash", "and dress")


def write(vault: Vault, turn_id: TurnId, text: str) -> bool:
    """Other words for a turn."""

    def make(now: Transcript) -> Edit:
        return Edit(EditKind.WORDS, "Jo Reed", AT, (words_changed(now, turn_id, text),))

    return edited(vault, V1, make)


def name(vault: Vault, turn_id: TurnId, speaker: str, by: str = "Jo Reed") -> bool:
    """Another speaker; by a machine, another voice."""
    kind = EditKind.VOICES_FOUND if by == MACHINE else EditKind.SPEAKER
    return edited(vault, V1, lambda _: Edit(kind, by, AT, turns=(turn_id,), speaker=speaker))


def texts(vault: Vault) -> list[str]:
    now = vault.transcript(V1)
    assert now is not None
    return [turn.text for turn in now.turns]


@pytest.fixture
def visited(vault: Vault) -> Vault:
    """A visit with a transcript."""
    vault.add_visit(a_visit())
    vault.save_transcript(V1, TALK)
    return vault


def test_what_the_machine_made_and_what_a_person_did_are_both_kept(visited: Vault) -> None:
    """The one is never changed by the other."""
    assert write(visited, T1, "he can't wash")
    assert texts(visited) == ["he can't wash", "and dress"] and visited.machine_transcript(V1) == TALK
    (kept,) = visited.edits(V1)
    assert (kept.state, kept.edit.kind, kept.edit.by) == (EditState.STANDS, EditKind.WORDS, "Jo Reed")


def test_undo_has_no_limit_and_survives_a_restart(tmp_path: Path) -> None:
    """Back to what the machine made, and forward again, each time after the vault was closed and opened."""
    holder, folder = MemoryHolder(), tmp_path / "vault"
    with Vault.create(folder, holder) as vault:
        vault.add_visit(a_visit())
        vault.save_transcript(V1, TALK)
        for number in range(9):
            write(vault, T1, f"take {number}")
        last = vault.transcript(V1)
    for step, move in ((8, undo), (8, redo)):
        for _ in range(step + 1):
            with Vault.open(folder, holder) as vault:
                move(vault, V1)
        with Vault.open(folder, holder) as vault:
            assert vault.transcript(V1) == (TALK if move is undo else last)
            with pytest.raises(MoveNotAllowed, match="nothing to"):
                move(vault, V1)


def test_what_was_undone_before_something_new_is_kept_and_never_stands_again(visited: Vault) -> None:
    """There is one way forward, and nothing is deleted."""
    write(visited, T1, "one")
    write(visited, T1, "two")
    undo(visited, V1)
    write(visited, T2, "three")
    assert redoable(visited, V1) is None and texts(visited) == ["one", "three"]
    assert [kept.state for kept in visited.edits(V1)] == [EditState.STANDS, EditState.OVERTAKEN, EditState.STANDS]
    with pytest.raises(MoveNotAllowed, match="nothing to do again"):
        redo(visited, V1)
    assert visited.edits(V1)[1].edit.puts[0].turns[0].text == "two"


def test_a_machines_edit_is_passed_over_by_undo_and_takes_no_redo_away(visited: Vault) -> None:
    """What a later pass found stays; the person's edits before it are undone and done again."""
    write(visited, T1, "one")
    name(visited, T2, "S2", MACHINE)
    undo(visited, V1)
    name(visited, T1, "S1", MACHINE)
    now = visited.transcript(V1)
    assert now is not None and [turn.speaker for turn in now.turns] == ["S1", "S2"]
    assert texts(visited)[0] == "he can wash"
    redo(visited, V1)
    assert texts(visited)[0] == "one" and undoable(visited, V1) is not None
    undo(visited, V1)
    with pytest.raises(MoveNotAllowed, match="nothing to undo"):
        undo(visited, V1)


def test_what_changes_nothing_is_no_edit(visited: Vault) -> None:
    """So undo never seems to do nothing, and the record says only what was done."""
    rows = len(visited.audit.rows())
    assert not write(visited, T1, " he can  wash ") and not name(visited, T1, "")
    assert visited.edits(V1) == () and len(visited.audit.rows()) == rows


def test_without_a_transcript_there_is_nothing_to_edit(vault: Vault) -> None:
    """Each way says so."""
    vault.add_visit(a_visit())
    assert vault.transcript(V1) is None and vault.machine_transcript(V1) is None and vault.edits(V1) == ()
    for act in (lambda: write(vault, T1, "x"), lambda: undo(vault, V1), lambda: redo(vault, V1)):
        with pytest.raises(NotFound):
            act()


@pytest.mark.parametrize("where", ["add_edit", "audit"])
def test_an_edit_that_fails_leaves_everything_as_it_was(
    visited: Vault, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Also what is read afterwards, though the edit had been read before it was taken back with its transaction."""
    write(visited, T1, "one")
    before, rows, edits = visited.transcript(V1), visited.audit.rows(), visited.edits(V1)

    def broken(*_: object, **__: object) -> None:
        raise OSError("no")

    with monkeypatch.context() as patched:
        patched.setattr(*((visited, "mark_edit") if where == "add_edit" else (visited.audit, "add")), broken)
        for act in (lambda: undo(visited, V1), *((lambda: write(visited, T1, "two"),) if where == "audit" else ())):
            with pytest.raises(OSError):
                act()
    assert (visited.transcript(V1), visited.audit.rows(), visited.edits(V1)) == (before, rows, edits)
    write(visited, T1, "three")
    assert texts(visited)[0] == "three" and len(visited.edits(V1)) == 2


def test_reading_again_after_an_edit_gives_what_all_edits_together_give(visited: Vault) -> None:
    """Going on from what was read before is only faster."""
    for number in range(5):
        write(visited, T1, f"take {number}")
        visited.transcript(V1)
    undo(visited, V1)
    name(visited, T2, "S2", MACHINE)
    warm = visited.transcript(V1)
    edits = [kept.edit for kept in visited.edits(V1) if kept.state is EditState.STANDS]
    visited.forget_transcript()
    assert warm == visited.transcript(V1) == standing(TALK, edits)
    visited.add_visit(replace(a_visit("v2")))
    visited.save_transcript(VisitId("v2"), said("another"))
    assert visited.edits(VisitId("v2")) == () and visited.transcript(V1) == warm


def test_a_first_pass_is_the_base(vault: Vault) -> None:
    """There is nothing to carry over yet."""
    vault.add_visit(a_visit())
    keep_pass(vault, V1, TALK)
    assert vault.transcript(V1) == TALK == vault.machine_transcript(V1)


# --- held, hidden, destroyed
def test_a_hold_keeps_every_edit_without_a_copy(visited: Vault) -> None:
    """They are only added to; a base that is replaced is copied, as ever."""
    write(visited, T1, "one")
    hold(visited, V1, "court")
    undo(visited, V1)
    write(visited, T1, "two")
    assert visited.earlier(V1) == ()
    keep_pass(visited, V1, said("he can wash", "and dress", "and more"))
    assert [each.fact for each in visited.earlier(V1)] == [TALK] and texts(visited)[0] == "two"
    assert [kept.edit.puts[0].turns[0].text for kept in visited.edits(V1)] == ["one", "two"]


def test_a_hidden_visit_is_not_edited_and_a_destroyed_one_not_read(visited: Vault) -> None:
    """Not even from memory."""
    write(visited, T1, "one")
    visited.transcript(V1)
    advance(visited, V1, Move.ERASE)
    for act in (lambda: write(visited, T1, "x"), lambda: undo(visited, V1), lambda: keep_pass(visited, V1, TALK)):
        with pytest.raises(VisitHidden):
            act()
    assert texts(visited)[0] == "one"
    destroy_erased(visited, V1, restorable=timedelta(0))
    for read in (visited.transcript, visited.machine_transcript, visited.edits):
        with pytest.raises(VisitErased):
            read(V1)


def test_what_must_be_recorded_of_an_erased_visit_takes_no_edits(vault: Vault) -> None:
    """It holds a note and nothing else."""
    vault.add_visit(replace(a_visit(), record_of="v0"))
    with pytest.raises(RecordKept):
        vault.add_edit(V1, Edit(EditKind.WORDS, "Jo Reed", AT))


def test_edits_are_sealed_with_the_visits_key(tmp_path: Path) -> None:
    """What was typed is on the disk nowhere as it is, and another visit's key doesn't open it."""
    holder, folder = MemoryHolder(), tmp_path / "vault"
    with Vault.create(folder, holder) as vault:
        vault.add_visit(a_visit())
        vault.save_transcript(V1, TALK)
        write(vault, T1, "her son hits her")
        (sealed,) = vault._database.rows("SELECT fact FROM edits")[0]
        assert isinstance(sealed, bytes) and b"hits" not in sealed and b"words of a turn" not in sealed
    assert all(b"her son hits" not in path.read_bytes() for path in folder.rglob("*") if path.is_file())


# --- the version before
@dataclass(frozen=True)
class _EditThen:
    """What an edit was: one voice, one stretch."""

    kind: EditKind
    by: str
    at: datetime
    voice: str = ""
    span: LeftOut | None = None
    by_machine: ClassVar[bool] = False


def test_an_edit_of_one_voice_or_one_stretch_is_read_as_it_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was off the record stays so; the version before refuses what this one writes, and never passes it over."""
    holder, folder = MemoryHolder(), tmp_path / "vault"
    before = vault_schema.STEPS[: vault_schema.STEPS.index(vault_schema.SEVERAL_IN_AN_EDIT)]
    with monkeypatch.context() as patched:
        patched.setattr("scribe.vault_database.STEPS", before)
        patched.setattr("scribe.vault_database.migrate.__defaults__", (before,))
        with Vault.create(folder, holder) as vault:
            vault.add_visit(a_visit())
            vault.save_transcript(V1, TALK)
            for then in (
                _EditThen(EditKind.VOICE, "Jo Reed", AT, voice="S1"),
                _EditThen(EditKind.LEFT_OUT, "Jo Reed", AT, span=LeftOut(1.0, 2.0)),
            ):
                vault.add_edit(V1, then)  # type: ignore[arg-type]
    with Vault.open(folder, holder) as vault:
        assert [(kept.edit.voices, kept.edit.spans) for kept in vault.edits(V1)] == [
            (("S1",), ()), ((), (LeftOut(1.0, 2.0),))
        ]  # fmt: skip
        now = vault.transcript(V1)
        assert now is not None and now.left_out == (LeftOut(1.0, 2.0),)
        undo(vault, V1)
        assert vault.transcript(V1) == TALK
    with monkeypatch.context() as patched:
        patched.setattr("scribe.vault_database.STEPS", before)
        with pytest.raises(VaultTooNew):
            Vault.open(folder, holder)


def test_a_vault_of_the_version_before_is_read_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transcript that was changed in place then is the base now, with its words as they were written then."""
    holder, folder = MemoryHolder(), tmp_path / "vault"
    changed = replace(TALK, turns=(replace(TALK.turns[0], text="he can't wash", edited=True), TALK.turns[1]))
    before = vault_schema.STEPS[: vault_schema.STEPS.index(vault_schema.EDITS)]
    with monkeypatch.context() as patched:
        patched.setattr("scribe.vault_database.STEPS", before)
        patched.setattr("scribe.vault_database.migrate.__defaults__", (before,))
        patched.setattr("scribe.records.IN_ROWS", frozenset())
        with Vault.create(folder, holder) as vault:
            vault.add_visit(a_visit())
            fact = vault._sealed(V1, f"transcript {V1}", changed)
            vault._database.write("INSERT INTO transcripts VALUES (?, ?)", (V1, fact))
            with pytest.raises(apsw.SQLError):
                vault._database._open.execute("SELECT * FROM edits")
    with Vault.open(folder, holder) as vault:
        assert vault.transcript(V1) == changed == vault.machine_transcript(V1) and vault.edits(V1) == ()
        write(vault, T2, "and rest")
        assert texts(vault) == ["he can't wash", "and rest"]
        undo(vault, V1)
        assert vault.transcript(V1) == changed
