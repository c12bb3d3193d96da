"""What an exported file shows, whatever its format: the approved blocks, then who approved them and how to check it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scribe.approval import ApprovedDocument
from scribe.document_text import MONTHS, PRACTICE, Block, BlockKind, tidy
from scribe.visit import Approval, Document, Sha256, TurnId, Word

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LANGUAGE = "en-GB"


@dataclass(frozen=True)
class Printed:
    """Everything that goes into a file. `running` is on every page; `blocks` are exactly what was approved."""

    title: str
    reference: str
    at: datetime
    blocks: tuple[Block, ...]
    particulars: tuple[Block, ...]
    running: str
    practice: bool
    spoken: Mapping[TurnId, tuple[Word, ...]] = field(default_factory=dict)
    """When the words of each turn were said, for captions. It is never shown."""


def printed(
    approved: ApprovedDocument,
    audit_head: Sha256,
    spoken: Mapping[TurnId, tuple[Word, ...]] | None = None,
    second: Approval | None = None,
) -> Printed:
    """What to print of an approved document. `audit_head` is the audit's head as it is on the file; `second` is the
    second person's approval, if there is one."""
    document, reference = approved.document, tidy(approved.visit.reference)
    return Printed(
        title=tidy(document.title),
        reference=reference,
        at=approved.approval.at,
        blocks=approved.blocks,
        particulars=_particulars(approved, second, reference, audit_head),
        running=PRACTICE if document.practice else _running(document, reference),
        practice=document.practice,
        spoken=spoken or {},
    )


def _particulars(
    approved: ApprovedDocument, second: Approval | None, reference: str, audit_head: Sha256
) -> tuple[Block, ...]:
    approval = approved.approval
    name = approval.approver
    lines = (
        f"{_made(approved.document)} Checked and approved by {name} (author); not a manager's authorisation.",
        f"Approved: {moment_in_words(approval.at)}",
        f"Statement by {name}: {approval.statement}",
        *(_also(second) if second else ()),
        # An Easy Read is given to a person, and says nothing of a visit.
        *(() if approved.document.is_easy_read else (f"Visit reference: {reference}",)),
        f"Document version: {approval.version}",
        f"Fingerprint of the approved text (SHA-256): {approval.text_sha256}",
        f"Head of the audit record: {audit_head}",
    )
    heading = Block(BlockKind.HEADING, "About this document")
    return (heading, *(Block(BlockKind.PARAGRAPH, unicodedata.normalize("NFC", line)) for line in lines))


def _also(second: Approval) -> tuple[str, str]:
    return (
        f"Also read and approved by {second.approver}: {moment_in_words(second.at)}",
        f"Statement by {second.approver}: {second.statement}",
    )


def _running(document: Document, reference: str) -> str:
    title = tidy(document.title)
    return title if document.is_easy_read else f"{title}, {reference}"


def _made(document: Document) -> str:
    return "Written down by AI." if document.is_transcript else "Drafted with AI."


def moment_in_words(moment: datetime) -> str:
    """A moment in local time with its zone, such as 'Friday 20 November 2026 at 15:04 (UTC+00:00)'.

    The words are our own: the system's depend on its language and would not be British English on each laptop.
    """
    local = moment.astimezone()
    offset = local.strftime("%z")
    zone = f"UTC{offset[:3]}:{offset[3:5]}"
    day = f"{_DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year}"
    return f"{day} at {local:%H:%M} ({zone})"
