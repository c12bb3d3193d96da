"""The record can't be changed unnoticed, and holds no content."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scribe.audit import START, NotForTheAudit
from scribe.errors import DataDamaged, FairnoteError
from scribe.keys import MemoryHolder
from scribe.vault import Vault
from scribe.vault_folder import VaultFiles
from tests.scribe_core.make import V1, a_visit, approve_all, with_document


def _tampered(vault: Vault, statement: str) -> None:
    """What somebody with the key and no scruples could do."""
    vault._database.write("DROP TRIGGER IF EXISTS audit_is_never_changed")
    vault._database.write("DROP TRIGGER IF EXISTS audit_is_never_deleted")
    vault._database.write(statement)


def test_a_whole_record_says_so(vault: Vault) -> None:
    """Every row is counted, the head is the last row's hash, and the sentence says that it holds."""
    vault.add_visit(a_visit())
    report = vault.audit.check()
    assert report.whole and report.rows == 2 and report.head == vault.audit.head() == vault.audit.rows()[-1].hash
    assert "none changed, none missing" in str(report)


@pytest.mark.parametrize("statement", ["UPDATE audit SET event = 'x'", "DELETE FROM audit"])
def test_rows_can_not_be_changed_or_deleted(vault: Vault, statement: str) -> None:
    """The database itself refuses, and the record is as it was."""
    with pytest.raises(FairnoteError):
        vault._database.write(statement)
    assert vault.audit.check().whole


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET event = 'other' WHERE seq = 2",
        "UPDATE audit SET facts = '{}' WHERE seq = 3",
        "UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 1",
        "DELETE FROM audit WHERE seq = 2",
        "UPDATE audit SET seq = seq + 10",
    ],
)
def test_a_changed_row_is_found(vault: Vault, statement: str) -> None:
    """One changed or missing row anywhere breaks the chain."""
    with_document(vault)
    _tampered(vault, statement)
    report = vault.audit.check()
    assert not report.whole and "was changed or removed" in str(report)


def test_a_tail_that_is_cut_off_is_found(vault: Vault) -> None:
    """The chain alone would not see it: the head outside the database does (fault table, row 19)."""
    with_document(vault)
    _tampered(vault, "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")
    assert "cut off" in str(vault.audit.check())


def test_a_tail_that_was_cut_and_written_again_is_found(vault: Vault) -> None:
    """Other rows in place of those that were cut off don't match the head that was kept."""
    with_document(vault)
    outside = VaultFiles(vault.folder).head
    kept = outside.read_bytes()
    _tampered(vault, "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")
    vault.audit.add("innocent", "x1")
    outside.write_bytes(kept)
    assert "not the one that was kept" in str(vault.audit.check())


def test_heads_of_approvals_have_to_be_in_the_chain(vault: Vault) -> None:
    """Even with the outside file gone, an approval remembers a head that is no longer there."""
    with_document(vault)
    approve_all(vault)
    VaultFiles(vault.folder).head.unlink()
    assert "is missing" in str(vault.audit.check())
    _tampered(vault, "DELETE FROM audit WHERE event = 'approve'")
    assert "an approval or an export refers to" in str(vault.audit.check())


@pytest.mark.parametrize("text", ["", "[]", '{"rows": 1}', '{"rows": 1, "head": "x", "seal": "y"}'])
def test_a_changed_outside_head_is_found(vault: Vault, text: str) -> None:
    """The outside head is sealed with a key, so writing another one shows."""
    VaultFiles(vault.folder).head.write_text(text)
    assert "was changed or is damaged" in str(vault.audit.check())


def test_a_head_that_lags_behind_is_still_true(vault: Vault) -> None:
    """Killed between the commit and the outside head: the record holds."""
    outside = VaultFiles(vault.folder).head
    kept = outside.read_bytes()
    vault.add_visit(a_visit())
    outside.write_bytes(kept)
    assert json.loads(kept)["rows"] == 1 and vault.audit.check().whole


@pytest.mark.parametrize("words", ["Mrs Begum fell", "a" * 65, "tablets; daily", "line\nbreak", "Zoë", "x'y"])
def test_content_is_refused(vault: Vault, words: str) -> None:
    """Free text is refused as event, subject, fact or name of a fact, and nothing is added."""
    rows = vault.audit.rows()
    adding: tuple[Callable[[], object], ...] = (
        lambda: vault.audit.add(words, V1),
        lambda: vault.audit.add("event", words),
        lambda: vault.audit.add("event", V1, fact=words),
        lambda: vault.audit.add("event", V1, **{words: 1}),
        lambda: vault.audit.add("event", V1, fact=["Begum"]),  # type: ignore[arg-type]
    )
    for add in adding:
        with pytest.raises(NotForTheAudit):
            add()
    assert vault.audit.rows() == rows


def test_ids_hashes_and_numbers_are_taken(vault: Vault) -> None:
    """What belongs in the record comes back as it was given."""
    vault.audit.add("export", "d1", file="a" * 64, version=2, seconds=1.5, stage="in review", model="tiny.en")
    facts = dict(vault.audit.rows()[-1].facts)
    assert facts == {"file": "a" * 64, "version": 2, "seconds": 1.5, "stage": "in review", "model": "tiny.en"}


def test_the_record_goes_on_after_reopening(tmp_path: Path) -> None:
    """The chain continues from the last row of the time before."""
    holder = MemoryHolder()
    with Vault.create(tmp_path / "v", holder) as vault:
        vault.add_visit(a_visit())
        head = vault.audit.head()
    with Vault.open(tmp_path / "v", holder) as vault:
        vault.audit.add("opened", "x1")
        assert vault.audit.rows()[-1].previous == head and vault.audit.check().whole


def test_an_empty_record_is_whole(vault: Vault) -> None:
    """Before the first row the head is all zeros; emptying a record that had rows is found."""
    _tampered(vault, "DELETE FROM audit")
    assert vault.audit.head() == START and "cut off" in str(vault.audit.check())
    VaultFiles(vault.folder).head.unlink()
    assert vault.audit.check().whole


def test_a_row_that_can_not_be_read_is_damage(vault: Vault) -> None:
    """Facts that aren't JSON are damage when they are listed, and break the chain when it is checked."""
    _tampered(vault, "UPDATE audit SET facts = 'words'")
    with pytest.raises(DataDamaged):
        vault.audit.rows()
    assert not vault.audit.check().whole


# --- an end that was lost stays lost
def _rolled_back(folder: Path) -> MemoryHolder:
    """A vault whose database is an older one, under the head of the newer one."""
    holder = MemoryHolder()
    with Vault.create(folder, holder) as vault:
        vault.add_visit(a_visit())
    older = (folder / "vault.db").read_bytes()
    with Vault.open(folder, holder) as vault:
        for number in range(3):
            vault.add_visit(a_visit(f"later{number}"))
    (folder / "vault.db").write_bytes(older)
    return holder


def test_an_older_database_is_reported_for_ever(tmp_path: Path) -> None:
    """Opening and writing afterwards don't make it forgotten, and the head that tells of it is kept."""
    holder = _rolled_back(tmp_path / "v")
    head = (tmp_path / "v" / "audit-head.json").read_bytes()
    for number in range(3):
        with Vault.open(tmp_path / "v", holder) as vault:
            vault.add_visit(a_visit(f"new{number}"))
            report = vault.audit.check()
            assert not report.whole and "it once had 5 entries" in str(report)
            assert [row.event for row in vault.audit.rows()].count("end of record lost") == 1
    assert [p.read_bytes() for p in (tmp_path / "v").glob("audit-head.lost-*.json")] == [head]


def test_a_rollback_while_it_is_open_is_seen_at_the_next_row(vault: Vault) -> None:
    """The head that is kept is compared before it is replaced, not only on opening."""
    vault.add_visit(a_visit())
    _tampered(vault, "DELETE FROM audit WHERE seq = 2")
    vault.audit.add("innocent", "x1")
    assert "it once had 2 entries" in str(vault.audit.check())
    _tampered(vault, "DELETE FROM audit WHERE event = 'end of record lost'")
    assert "kept as evidence" in str(vault.audit.check())


@pytest.mark.parametrize("text", [None, "{}", "[" * 100_000, "folder"])
def test_a_head_that_is_gone_or_damaged_is_not_quietly_made_again(tmp_path: Path, text: str | None) -> None:
    """Removing or spoiling the outside head and writing on is reported from then on."""
    holder = MemoryHolder()
    with Vault.create(tmp_path / "v", holder) as vault:
        vault.add_visit(a_visit())
    head = VaultFiles(tmp_path / "v").head
    head.unlink()
    if text == "folder":
        head.mkdir()
    elif text is not None:
        head.write_text(text)
    with Vault.open(tmp_path / "v", holder) as vault:
        vault.add_visit(a_visit("v2"))
        report = str(vault.audit.check())
    assert ("was missing on" if text is None else "was changed or damaged on") in report
    assert json.loads(head.read_bytes())["rows"] == 4
    assert len(list((tmp_path / "v").glob("audit-head.lost-*"))) == (text is not None)


def test_killed_before_the_first_head_is_no_loss(tmp_path: Path) -> None:
    """Between the first row and the first head a program may be stopped: nothing is reported."""
    holder = MemoryHolder()
    Vault.create(tmp_path / "v", holder).close()
    VaultFiles(tmp_path / "v").head.unlink()
    with Vault.open(tmp_path / "v", holder) as vault:
        assert vault.audit.check().whole and VaultFiles(tmp_path / "v").head.exists()


def test_evidence_is_never_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the loss can't be recorded or the head can't be set aside, the old head stays where it is."""
    holder = _rolled_back(tmp_path / "v")
    head = VaultFiles(tmp_path / "v").head
    kept = head.read_bytes()

    def stuck(*_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as broken:
        broken.setattr("scribe.audit._OutsideHead.set_aside", stuck)
        with Vault.open(tmp_path / "v", holder) as vault:
            vault.add_visit(a_visit("new"))
            assert not vault.audit.check().whole
    assert head.read_bytes() == kept


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE approvals SET approver = 'Somebody Else'", "not as it was given"),
        ("UPDATE approvals SET statement = 'Never read it.'", "not as it was given"),
        ("UPDATE approvals SET version = 7", "not as it was given"),
        ("UPDATE audit SET facts = '{\"approver\"' WHERE event = 'approve'", "not as it was given"),
        ("DELETE FROM approvals", "is missing"),
    ],
)
def test_who_approved_is_bound_by_the_chain(vault: Vault, statement: str, words: str) -> None:
    """Another approver, statement or version in the table of approvals, or none, is found by the check."""
    with_document(vault)
    approve_all(vault)
    assert vault.audit.check().whole
    _tampered(vault, statement)
    assert words in str(vault.audit.check())


def test_a_row_about_a_loss_that_can_not_be_read_is_a_broken_chain(vault: Vault) -> None:
    """Spoiling the row that tells of a loss shows in the chain itself."""
    vault.add_visit(a_visit())
    _tampered(vault, "UPDATE audit SET event = 'end of record lost', facts = 'x' WHERE seq = 2")
    assert "Entry 2 of the record was changed" in str(vault.audit.check())
