"""Where IT asks for two approvals, nothing leaves until another named person has approved the very same text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scribe.approval import NameNeeded
from scribe.document_text import text_sha256
from scribe.errors import NotApproved, NotReadyToApprove
from scribe.export import export, verify_file
from scribe.review_actions import reopen
from scribe.second_approval import ApprovedTwice, SamePerson, approve_too, may_be_one, second_approval
from scribe.vault import Vault
from tests.scribe_core.make import D1, approve_all, text_of, with_document

WHO = {"approver": "Ola Smith", "statement": "I have read all of it too."}


def test_a_second_approval_binds_another_name_to_the_same_text(vault: Vault) -> None:
    """It is kept with the text's SHA-256 and audited with hashes of the name and the statement, never the words."""
    with_document(vault)
    first = approve_all(vault).approval
    second = approve_too(vault, D1, **WHO, shown=text_of(vault))
    assert second_approval(vault, D1) == second
    assert (second.text_sha256, second.version, second.approver) == (first.text_sha256, 1, "Ola Smith")
    row = vault.audit.rows()[-1]
    assert row.event == "approve too" and row.hash == second.audit_head
    assert dict(row.facts)["approver"] == text_sha256("Ola Smith")
    assert "Ola" not in json.dumps(dict(row.facts)) and vault.audit.check().whole


@pytest.mark.parametrize(
    "name",
    [
        *("Jo Reed", " jo  reed ", "JO REED", "Jó Reed", "Jo-Reed", "J\u200bo Reed", "JoReed"),
        *("J. Reed", "REED, Jo", "Jo A. Reed", "Mrs Jo Reed", "Reed", "Jo", "J.R.", "jr", "Jo Réed (Mrs)"),
    ],
)
def test_the_first_approver_is_no_second_one(vault: Vault, name: str) -> None:
    """However the name is written: what can be taken for the first one's name is no other person's."""
    with_document(vault)
    approve_all(vault)
    with pytest.raises(SamePerson):
        approve_too(vault, D1, approver=name, statement="I", shown=text_of(vault))
    assert second_approval(vault, D1) is None


def test_what_can_not_be_approved_a_second_time(vault: Vault) -> None:
    """Nothing that isn't approved, no text that wasn't shown, nobody, and nothing twice."""
    with_document(vault)
    with pytest.raises(NotApproved):
        approve_too(vault, D1, **WHO, shown=text_of(vault))
    approve_all(vault)
    with pytest.raises(NotReadyToApprove, match="What was shown"):
        approve_too(vault, D1, **WHO, shown=text_of(vault) + ".")
    for approver, statement in (("", "I"), ("Ola", "\u200b")):
        with pytest.raises(NameNeeded):
            approve_too(vault, D1, approver=approver, statement=statement, shown=text_of(vault))
    assert second_approval(vault, D1) is None
    approve_too(vault, D1, **WHO, shown=text_of(vault))
    with pytest.raises(ApprovedTwice):
        approve_too(vault, D1, approver="Sam", statement="I", shown=text_of(vault))


def test_it_holds_no_longer_than_the_first(vault: Vault, tmp_path: Path) -> None:
    """After reopening and approving again a second person has to read it again."""
    with_document(vault)
    approve_all(vault)
    approve_too(vault, D1, **WHO, shown=text_of(vault))
    reopen(vault, D1)
    with pytest.raises(NotApproved):
        second_approval(vault, D1)
    approve_all(vault)
    assert second_approval(vault, D1) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Jo Reed", "Jane Reed"), ("Jo Reed", "Jo Smith"), ("Jo Reed", "J Smith"), ("Jo Reed", "Sam")),
        *(("Anne Reed", "Anne-Marie Reed"), ("Mohammed Ali", "Mohammed Ali Khan"), ("Li Ming", "Li Hong")),
        *(("राम", "रमा"), ("李明", "李红")),
    ],
)
def test_names_in_full_are_told_apart(one: str, other: str) -> None:
    """Colleagues with a name in common can approve each other's notes, in any script."""
    assert not may_be_one(one, other) and not may_be_one(other, one)


def test_the_audit_has_both_names_by_their_hashes_and_finds_one_that_was_changed(vault: Vault) -> None:
    """So that whoever has the vault's key can't put another second name beside the first unseen."""
    with_document(vault)
    approve_all(vault)
    approve_too(vault, D1, **WHO, shown=text_of(vault))
    facts = dict(vault.audit.rows()[-1].facts)
    assert (facts["first"], facts["approver"]) == (text_sha256("Jo Reed"), text_sha256("Ola Smith"))
    assert vault.audit.check().whole
    vault._database.write("UPDATE second_approvals SET approver = 'Sam Field'")
    assert "An approval is not as it was given" in str(vault.audit.check())
    vault._database.write("DELETE FROM second_approvals")
    assert "An approval that the record tells of is missing" in str(vault.audit.check())


def test_a_file_is_verified_with_both_names(vault: Vault, tmp_path: Path) -> None:
    """Where one person approved, one is named."""
    with_document(vault)
    ready = approve_all(vault)
    export(vault, ready, "txt", tmp_path / "one.txt")
    assert "approved it too" not in str(verify_file(vault, tmp_path / "one.txt"))
    second = approve_too(vault, D1, **WHO, shown=text_of(vault))
    export(vault, ready, "txt", tmp_path / "two.txt")
    found = verify_file(vault, tmp_path / "two.txt")
    assert found.holds and found.second == second
    assert "that Jo Reed approved on" in str(found) and "Ola Smith approved it too, on" in str(found)
