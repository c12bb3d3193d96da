"""Where IT asks for two approvals, nothing leaves until another named person has approved the very same text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scribe.approval import NameNeeded
from scribe.document_text import text_sha256
from scribe.errors import NotApproved, NotReadyToApprove
from scribe.review_actions import reopen
from scribe.second_approval import ApprovedTwice, SamePerson, approve_too, second_approval
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


@pytest.mark.parametrize("name", ["Jo Reed", " jo  reed ", "JO REED", "Jó Reed", "Jo-Reed", "J\u200bo Reed"])
def test_the_first_approver_is_no_second_one(vault: Vault, name: str) -> None:
    """However the name is written."""
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
