"""An approval is of the exact text that was shown, by a named person, after everything was settled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scribe import review
from scribe.approval import ApprovedDocument, NameNeeded, approve, approved, holds
from scribe.document_text import text_sha256
from scribe.errors import ApprovalVoid, MoveNotAllowed, NotApproved, NotFound, NotReadyToApprove
from scribe.lifecycle import Move, OnRecord, advance
from scribe.review_actions import change, reopen, start_review
from scribe.vault import Vault
from scribe.visit import DocumentId, DocumentStage, Person, PersonId, Role, VisitStage
from tests.scribe_core.make import C1, D1, HEALTH, V1, approve_all, review_all, text_of, with_document

WHO = {"approver": "Jo Reed", "statement": "I have read all of it."}


def test_an_approval_binds_name_time_version_and_text(vault: Vault) -> None:
    """What is kept is the SHA-256 of the text that was shown, and the audit's head at that moment."""
    with_document(vault)
    ready = approve_all(vault)
    approval = vault.approval(D1)
    assert approval == ready.approval and approval is not None
    assert approval.text_sha256 == text_sha256(text_of(vault)) == text_sha256(ready.text)
    assert (approval.approver, approval.statement, approval.version) == ("Jo Reed", "I have read all of it.", 1)
    assert approval.audit_head in {row.hash for row in vault.audit.rows()}
    assert vault.document(D1).stage is DocumentStage.APPROVED


def test_an_approved_document_can_not_be_made_elsewhere(vault: Vault) -> None:
    """Neither its class nor a copy of a real one gives another."""
    with_document(vault)
    ready = approve_all(vault)
    with pytest.raises(NotApproved):
        ApprovedDocument(ready.document, ready.visit, ready.approval, ready.blocks)
    with pytest.raises(NotApproved):
        replace(ready, _made_by=None)


def test_text_that_was_not_shown_is_not_approved(vault: Vault) -> None:
    """If one letter differs between the window and the vault, nothing is approved."""
    with_document(vault)
    review_all(vault)
    shown = text_of(vault).replace("5 mg", "50 mg")
    with pytest.raises(NotReadyToApprove, match="What was shown"):
        approve(vault, D1, **WHO, shown=shown)
    assert vault.approval(D1) is None and vault.document(D1).stage is DocumentStage.IN_REVIEW


@pytest.mark.parametrize(
    ("approver", "statement"),
    [("", "I read"), ("  \n", "I read"), ("Jo", ""), ("\u200b", "I"),
     *[(blank, "I read") for blank in ("\u200d", "\u3164", "\u2800", "\u115f", "\ufe0f", ".")], ("Jo", "\u3164")],
)  # fmt: skip
def test_a_name_and_a_statement_are_needed(vault: Vault, approver: str, statement: str) -> None:
    """Nobody, or a name that can't be seen, approves nothing."""
    with_document(vault)
    review_all(vault)
    with pytest.raises(NameNeeded):
        approve(vault, D1, approver=approver, statement=statement, shown=text_of(vault))


def test_a_draft_can_not_be_approved_before_its_review(vault: Vault) -> None:
    """Outside a review it isn't possible; in a review what is missing is named."""
    with_document(vault)
    with pytest.raises(MoveNotAllowed):
        approve(vault, D1, **WHO, shown=text_of(vault))
    start_review(vault, D1)
    with pytest.raises(NotReadyToApprove, match="Settle what is to be checked in 'Health and medicines'"):
        approve(vault, D1, **WHO, shown=text_of(vault))
    assert vault.approval(D1) is None


def test_nothing_is_approved_twice(vault: Vault) -> None:
    """A second approval of the same version is refused and the first stays."""
    with_document(vault)
    first = approve_all(vault).approval
    with pytest.raises(MoveNotAllowed):
        approve(vault, D1, approver="Somebody Else", statement="Me too", shown=text_of(vault))
    assert vault.approval(D1) == first


def test_one_changed_letter_voids_it(vault: Vault) -> None:
    """A change through the review reopens; a change behind its back is void all the same (fault table, row 18)."""
    with_document(vault)
    approve_all(vault)
    change(vault, D1, lambda d: review.edit_claim(d, C1, "Mrs Begum said she takes 6 mg at dawn."))
    document = vault.document(D1)
    assert (document.stage, document.version) == (DocumentStage.IN_REVIEW, 2)
    assert next(s for s in document.sections if s.id == HEALTH).confirmed_at is None
    with pytest.raises(NotApproved):
        approved(vault, D1)


def test_a_change_behind_its_back_voids_it(vault: Vault) -> None:
    """Text that is saved in another way, a renamed person or another reference no longer matches the approval."""
    with_document(vault)
    approve_all(vault)
    document, visit = vault.document(D1), vault.visit(V1)
    vault.save_document(replace(document, title="Another note"))
    with pytest.raises(ApprovalVoid):
        approved(vault, D1)
    vault.save_document(document)
    vault.save_visit(replace(visit, people=(Person(PersonId("p2"), "Sam Lee", Role.WORKER),)))
    with pytest.raises(ApprovalVoid):
        approved(vault, D1)
    vault.save_visit(visit)
    assert approved(vault, D1).text == text_of(vault)


def test_an_approval_of_another_version_is_void(vault: Vault) -> None:
    """If the version number alone differs, the approval doesn't hold."""
    with_document(vault)
    approve_all(vault)
    vault._database.write("UPDATE documents SET version = 2")
    with pytest.raises(ApprovalVoid):
        approved(vault, D1)


def test_a_stage_alone_is_no_approval(vault: Vault) -> None:
    """A document that was moved to 'approved' without a person's approval can't leave."""
    with_document(vault)
    review_all(vault)
    advance(vault, D1, Move.APPROVE)
    with pytest.raises(NotApproved):
        approved(vault, D1)


def test_an_erased_visit_has_nothing_approved(vault: Vault) -> None:
    """A hidden visit's notes can't leave, even if one got there approved: erasing itself is refused then."""
    with_document(vault)
    approve_all(vault)
    with pytest.raises(OnRecord):
        advance(vault, V1, Move.ERASE)
    vault.write_visit_stage(V1, VisitStage.ERASED)
    with pytest.raises(NotApproved):
        approved(vault, D1)


def test_what_is_approved_is_a_record(vault: Vault) -> None:
    """After approval a change that leaves the text as it is isn't taken; no change at all is harmless."""
    with_document(vault)
    approve_all(vault)
    with pytest.raises(MoveNotAllowed, match="Reopen"):
        change(vault, D1, lambda d: review.unconfirm_section(d, HEALTH))
    assert change(vault, D1, lambda d: d).stage is DocumentStage.APPROVED
    assert approved(vault, D1).approval.version == 1


def test_reopening_and_approving_again(vault: Vault) -> None:
    """Reopened, it can't leave; approved again, it can, as version 2."""
    with_document(vault)
    approve_all(vault)
    reopen(vault, D1)
    with pytest.raises(NotApproved):
        approved(vault, D1)
    with pytest.raises(MoveNotAllowed):
        reopen(vault, D1)
    assert approve_all(vault).approval.version == 2


def test_practice_follows_the_same_path(vault: Vault) -> None:
    """A practice note is approved like any other, and its text says what it is."""
    with_document(vault, practice=True)
    assert "PRACTICE: not a real visit" in approve_all(vault).text


def test_what_is_not_there_is_not_approved(vault: Vault) -> None:
    """An unknown document is not found."""
    with pytest.raises(NotFound):
        approve(vault, DocumentId("no"), **WHO, shown="")
    with pytest.raises(NotFound):
        approved(vault, DocumentId("no"))


def test_whether_it_holds_is_what_can_be_exported(vault: Vault) -> None:
    """True only while the text is what was approved, whatever the stage says."""
    with_document(vault)
    assert not holds(vault, D1) and not holds(vault, DocumentId("no"))
    approve_all(vault)
    visit = vault.visit(V1)
    assert holds(vault, D1)
    vault.save_visit(replace(visit, people=(Person(PersonId("p2"), "Sam Lee", Role.WORKER),)))
    assert vault.document(D1).stage is DocumentStage.APPROVED and not holds(vault, D1)
    vault.save_visit(visit)
    assert holds(vault, D1)


def test_half_a_character_is_not_what_was_shown(vault: Vault) -> None:
    """A broken text handed in as 'shown' is refused in a sentence."""
    with_document(vault)
    review_all(vault)
    with pytest.raises(NotReadyToApprove):
        approve(vault, D1, **WHO, shown=text_of(vault) + "\ud800")
