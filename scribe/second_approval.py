"""A second named person's approval of the very text that the first approved. It holds as long as the first does."""

from __future__ import annotations

import unicodedata

from scribe.approval import NameNeeded, approved
from scribe.document_text import can_be_seen, text_sha256, tidy
from scribe.errors import FairnoteError, NotReadyToApprove
from scribe.logs import keep_head_in_system_log
from scribe.records import utc_now
from scribe.vault import Vault
from scribe.visit import Approval, DocumentId


class SamePerson(FairnoteError):
    """The second approver has the name of the first."""

    sentence = "The second approval has to be another person's. Nothing was approved. Let a colleague read it."


class ApprovedTwice(FairnoteError):
    """There is a second approval already."""

    sentence = "A second person has approved this already. Nothing was changed."


def approve_too(vault: Vault, document_id: DocumentId, *, approver: str, statement: str, shown: str) -> Approval:
    """Bind a second person's name to the text that is approved, if it is the text that was `shown` to them.

    Raises `NotApproved` or `ApprovalVoid` where the first approval isn't there or holds no more, `NameNeeded`,
    `SamePerson`, `ApprovedTwice`, and `NotReadyToApprove` where the text shown isn't the text that was approved.
    """
    name, words = tidy(approver), tidy(statement)
    if not (can_be_seen(name) and can_be_seen(words)):
        raise NameNeeded
    with vault.transaction():
        first = approved(vault, document_id).approval
        if _alike(name) == _alike(first.approver):
            raise SamePerson
        if vault.second_approval(first) is not None:
            raise ApprovedTwice
        if text_sha256(shown) != first.text_sha256:
            raise NotReadyToApprove("What was shown is not what was approved. Nothing was approved. Read it again.")
        signed = {"approver": text_sha256(name), "statement": text_sha256(words)}
        vault.audit.add("approve too", document_id, version=first.version, text=first.text_sha256, **signed)
        second = Approval(document_id, first.version, first.text_sha256, name, words, utc_now(), vault.audit.head())
        vault.write_second_approval(first, second)
    keep_head_in_system_log("approved too", document_id, vault.audit.head(), vault.id)
    return second


def second_approval(vault: Vault, document_id: DocumentId) -> Approval | None:
    """The second approval that holds now. Raises `NotApproved` or `ApprovalVoid` where the first doesn't."""
    with vault.reading():
        return vault.second_approval(approved(vault, document_id).approval)


def _alike(name: str) -> str:
    """A name without accents, capitals, spaces or points: 'J. Reed' and 'j reed' are one person's."""
    split = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in split if letter.isalnum())
