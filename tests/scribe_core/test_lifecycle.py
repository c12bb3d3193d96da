"""Stages change in one place, by one table, with their audit row or not at all."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scribe import lifecycle
from scribe.document_text import text_sha256
from scribe.errors import MoveNotAllowed, NotFound
from scribe.export import copy_section, export
from scribe.files import PartialFile
from scribe.keys import MemoryHolder
from scribe.lifecycle import (
    ALLOWED,
    Held,
    Move,
    OnRecord,
    advance,
    destroy_erased,
    file_document,
    hold,
    may,
    release,
    restore,
)
from scribe.records import utc_now
from scribe.review_actions import reopen, start_review
from scribe.vault import Vault, VisitErased
from scribe.visit import DocumentStage, VisitId, VisitStage
from tests.scribe_core.make import D1, HOME, V1, a_visit, approve_all, with_document

SCRIBE = Path(__file__).parents[2] / "scribe"
RESTORABLE = timedelta(days=7)


@pytest.mark.parametrize("stage", [*VisitStage, *DocumentStage])
@pytest.mark.parametrize("move", list(Move))
def test_every_move_does_what_the_table_says(vault: Vault, stage: VisitStage | DocumentStage, move: Move) -> None:
    """From each stage each move either gives the table's stage and one audit row, or is refused and changes nothing."""
    with_document(vault)
    thing = V1 if isinstance(stage, VisitStage) else D1
    if stage is VisitStage.ERASED:
        advance(vault, V1, Move.ERASE)
    elif isinstance(stage, VisitStage):
        vault.write_visit_stage(V1, stage)
    else:
        vault.write_document_stage(D1, stage, new_version=False)
    rows = vault.audit.rows()
    if may(stage, move):
        advance(vault, thing, move, version=1)
        added = vault.audit.rows()[len(rows) :]
        assert [(row.event, row.subject) for row in added] == [(move.value, thing)]
        expected = ALLOWED[stage, move]
    else:
        with pytest.raises((MoveNotAllowed, NotFound)):
            advance(vault, thing, move)
        assert vault.audit.rows() == rows
        expected = stage
    now = vault.visit(V1).stage if isinstance(stage, VisitStage) else vault.document(D1).stage
    assert now is expected


def test_only_the_lifecycle_changes_a_stage() -> None:
    """No other module calls what writes a stage, voids an approval or destroys a key."""
    guarded = {"write_visit_stage", "write_document_stage", "write_erasure", "destroy_visit_key", "write_filed"}
    guarded |= {"write_hold"}
    for path in SCRIBE.rglob("*.py"):
        if path.name in ("lifecycle.py",):
            continue
        calls = {
            node.func.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert not calls & guarded, path.name


def test_an_erased_visit_is_hidden_and_comes_back_as_it_was(vault: Vault) -> None:
    """Erasing hides; within seven days it can be restored to the stage that it had."""
    with_document(vault)
    advance(vault, V1, Move.IMPORT_SOUND)
    advance(vault, V1, Move.ERASE)
    assert vault.visits() == () and [one[0] for one in vault.erased_visits()] == [V1]
    with pytest.raises(MoveNotAllowed):
        advance(vault, D1, Move.START_REVIEW)
    restore(vault, V1, restorable=RESTORABLE)
    row = vault.audit.rows()[-1]
    assert (row.event, row.facts) == ("restore", (("after", "recorded"), ("before", "erased")))
    assert vault.visit(V1).stage is VisitStage.RECORDED and vault.erased_visits() == () and vault.erasure(V1) is None


def test_only_its_key_ends_what_can_be_brought_back(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """After seven days its key may be destroyed, and not before; until it is, the visit comes back."""
    with_document(vault)
    with pytest.raises(MoveNotAllowed):
        destroy_erased(vault, V1, restorable=RESTORABLE)
    advance(vault, V1, Move.ERASE)
    with pytest.raises(MoveNotAllowed):
        destroy_erased(vault, V1, restorable=RESTORABLE, at=utc_now() + timedelta(days=6, hours=23))
    later = utc_now() + timedelta(days=7)
    monkeypatch.setattr(lifecycle, "utc_now", lambda: later)
    restore(vault, V1, restorable=RESTORABLE)
    assert vault.visit(V1).stage is VisitStage.PLANNED
    advance(vault, V1, Move.ERASE)
    later += timedelta(days=7)
    destroy_erased(vault, V1, restorable=RESTORABLE)
    with pytest.raises(VisitErased):
        restore(vault, V1, restorable=RESTORABLE)
    with pytest.raises(VisitErased):
        vault.document(D1)
    assert vault.visit_stage(V1) is VisitStage.ERASED and vault.audit.rows()[-1].event == "key destroyed"


def test_policy_says_for_how_long_an_erased_visit_comes_back(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """With thirty days it comes back on the thirtieth; with none, never, and its key may go at once."""
    with_document(vault)
    advance(vault, V1, Move.ERASE)
    later = utc_now() + timedelta(days=29, hours=23)
    monkeypatch.setattr(lifecycle, "utc_now", lambda: later)
    with pytest.raises(MoveNotAllowed):
        destroy_erased(vault, V1, restorable=timedelta(days=30))
    restore(vault, V1, restorable=timedelta(days=30))
    advance(vault, V1, Move.ERASE)
    with pytest.raises(MoveNotAllowed, match="can't be brought back"):
        restore(vault, V1, restorable=timedelta(0))
    destroy_erased(vault, V1, restorable=timedelta(0))
    with pytest.raises(VisitErased):
        restore(vault, V1, restorable=timedelta(days=30))


def test_a_visit_that_no_erasing_hid_can_not_be_brought_back(vault: Vault) -> None:
    """A stage alone is not enough: there is nothing to come back to."""
    vault.add_visit(a_visit())
    vault.write_visit_stage(V1, VisitStage.ERASED)
    with pytest.raises(MoveNotAllowed):
        restore(vault, V1, restorable=RESTORABLE)


def test_a_hold_stops_every_erasing_until_it_is_released(vault: Vault) -> None:
    """Held, a visit can be neither hidden nor destroyed; the audit has the reason's hash and never its words."""
    with_document(vault)
    with pytest.raises(MoveNotAllowed, match="Say why"):
        hold(vault, V1, " \u200b ")
    assert hold(vault, V1, " Court   order 12 ").held == "Court order 12" == vault.visit(V1).held
    rows = vault.audit.rows()
    with pytest.raises(Held):
        advance(vault, V1, Move.ERASE)
    assert vault.visit(V1).stage is VisitStage.PLANNED and vault.audit.rows() == rows
    assert rows[-1].event == "hold" and "Court" not in str(rows[-1]) and len(str(dict(rows[-1].facts)["why"])) == 64
    assert release(vault, V1).held == "" and vault.audit.rows()[-1].event == "release hold"
    advance(vault, V1, Move.ERASE)


def test_a_hold_keeps_what_is_hidden_already_and_lets_it_be_read(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hold that comes after erasing stops the key from being destroyed, and the visit comes back at any time."""
    with_document(vault)
    advance(vault, V1, Move.ERASE)
    hold(vault, V1, "court")
    later = utc_now() + timedelta(days=400)
    monkeypatch.setattr(lifecycle, "utc_now", lambda: later)
    with pytest.raises(Held):
        destroy_erased(vault, V1, restorable=RESTORABLE)
    restore(vault, V1, restorable=RESTORABLE)
    assert vault.visit(V1).stage is VisitStage.PLANNED and vault.document(D1).title == "Case note"


def test_a_second_hold_does_not_take_the_place_of_the_first(vault: Vault) -> None:
    """One release would free both, and the first reason would be gone; and what isn't held can't be released."""
    vault.add_visit(a_visit())
    with pytest.raises(MoveNotAllowed, match="no legal hold"):
        release(vault, V1)
    hold(vault, V1, "court order 12")
    rows = vault.audit.rows()
    with pytest.raises(MoveNotAllowed, match="already"):
        hold(vault, V1, "inquest")
    assert vault.visit(V1).held == "court order 12" and vault.audit.rows() == rows
    release(vault, V1)
    assert hold(vault, V1, "court order 12 and the inquest").held


def test_saving_a_visit_changes_neither_its_hold_nor_what_it_keeps_the_record_of(vault: Vault) -> None:
    """Those are for the lifecycle and for erasing; an older value of the visit, saved late, takes nothing back."""
    vault.add_visit(replace(a_visit(), record_of="v0"))
    vault.write_harm_seen(V1)
    hold(vault, V1, "court")
    vault.save_visit(replace(a_visit(), reference="NEW"))
    expected = replace(a_visit(), reference="NEW", held="court", record_of="v0", harm_seen=True)
    assert vault.visit(V1) == expected


def test_a_hold_can_not_be_guessed_from_the_audit(vault: Vault, tmp_path: Path) -> None:
    """Its reason is a keyed hash: not the SHA-256 of the words, and another in another vault."""
    hashes = set()
    with Vault.create(tmp_path / "other", MemoryHolder()) as other:
        for each in (vault, other):
            each.add_visit(a_visit())
            hold(each, V1, "court")
            hashes.add(dict(each.audit.rows()[-1].facts)["why"])
    assert len(hashes) == 2 and text_sha256("court") not in hashes


def test_an_export_that_was_only_begun_may_be_out(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was not finished, and nobody can be sure of the file: the visit is kept, also once the note is reopened."""
    with_document(vault)
    ready = approve_all(vault)

    def stopped(*_: object, **__: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(PartialFile, "put_in_place", stopped)
    with pytest.raises(OSError):
        export(vault, ready, "txt", tmp_path / "note.txt")
    reopen(vault, D1)
    assert vault.exports(D1) == ()
    with pytest.raises(OnRecord):
        advance(vault, V1, Move.ERASE)


def test_what_is_being_recorded_can_not_be_erased(vault: Vault) -> None:
    """Its sound would go on into a hidden visit."""
    vault.add_visit(a_visit())
    advance(vault, V1, Move.START_RECORDING)
    with pytest.raises(MoveNotAllowed):
        advance(vault, V1, Move.ERASE)


def test_a_note_on_record_keeps_its_visit(vault: Vault) -> None:
    """Approved, a visit can't be erased; reopened, it can, unless any version of the note has left."""
    with_document(vault)
    approve_all(vault)
    with pytest.raises(OnRecord):
        advance(vault, V1, Move.ERASE)
    reopen(vault, D1)
    advance(vault, V1, Move.ERASE)
    restore(vault, V1, restorable=RESTORABLE)
    ready = approve_all(vault)
    copy_section(vault, ready, HOME)
    file_document(vault, D1, "M-1")
    assert reopen(vault, D1).stage is DocumentStage.IN_REVIEW
    with pytest.raises(OnRecord, match="looks after your records"):
        advance(vault, V1, Move.ERASE)


def test_filing_needs_a_number_and_an_export(vault: Vault) -> None:
    """A note that never left can't be filed; a mistyped number can be corrected; reopening ends it."""
    with_document(vault)
    ready = approve_all(vault)
    with pytest.raises(MoveNotAllowed):
        file_document(vault, D1, "M-1")
    assert vault.filed(D1) is None
    copy_section(vault, ready, HOME)
    with pytest.raises(MoveNotAllowed, match="record number"):
        file_document(vault, D1, "  ")
    file_document(vault, D1, " M-  1 ")
    file_document(vault, D1, "M-2")
    filed = vault.filed(D1)
    assert filed is not None and filed.record_number == "M-2" and vault.document(D1).stage is DocumentStage.FILED
    reopen(vault, D1)
    assert vault.filed(D1) is None and vault.document(D1).version == 2


def test_reopening_is_a_new_version_without_an_approval(vault: Vault) -> None:
    """However it is reopened, the version grows and the approval is void in the same step."""
    with_document(vault)
    approve_all(vault)
    advance(vault, D1, Move.REOPEN)
    assert vault.approval(D1) is None and vault.document(D1).version == 2
    assert vault.approval_of_version(D1, 1) is not None
    assert start_review(vault, D1).stage is DocumentStage.IN_REVIEW


def test_nothing_moves_that_is_not_there(vault: Vault) -> None:
    """An unknown visit or document is not found."""
    for move in (Move.TRANSCRIBE, Move.APPROVE):
        with pytest.raises(NotFound):
            advance(vault, VisitId("no"), move)
    with pytest.raises(NotFound):
        vault.write_visit_stage(VisitId("no"), VisitStage.RECORDED)


def test_a_stage_is_not_changed_without_its_audit_row(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the audit row can't be written, the stage stays."""
    vault.add_visit(a_visit())

    def broken(*_: object, **__: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(vault.audit, "add", broken)
    with pytest.raises(OSError):
        advance(vault, V1, Move.IMPORT_SOUND)
    assert vault.visit(V1).stage is VisitStage.PLANNED
