"""The only place where an `ApprovedDocument` is made: a named person read this exact text and approved it."""

from __future__ import annotations

from dataclasses import dataclass, field

from scribe.document_text import Block, blocks, can_be_seen, text_of_blocks, text_sha256, tidy
from scribe.errors import ApprovalVoid, FairnoteError, NotApproved, NotFound, NotReadyToApprove
from scribe.jottings import out_of_date
from scribe.lifecycle import Move, advance
from scribe.logs import keep_head_in_system_log
from scribe.records import utc_now
from scribe.review import Obstacle, obstacles
from scribe.review_actions import LEFT_REVIEW
from scribe.vault import Vault
from scribe.visit import Agreed, Approval, Document, DocumentId, DocumentStage, Person, Visit, VisitStage

NOTE_CHANGED = (
    "The note that this Easy Read is of was reopened or changed since. Approve the note, and make its Easy Read again."
)
OUT_OF_DATE = "The words were changed after this was drafted. Draft it again."

_MADE_HERE = object()
"""Held by this module alone; without it an `ApprovedDocument` can't be made."""


class NameNeeded(FairnoteError):
    """An approval is somebody's: it needs a name and what they state."""

    sentence = "Give your name and the statement that you agree to. Nothing was approved."


@dataclass(frozen=True)
class ApprovedDocument:
    """Text that was approved and has been checked against its approval. Only `approve` and `approved` can make one."""

    document: Document
    visit: Visit
    approval: Approval
    blocks: tuple[Block, ...]
    _made_by: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._made_by is not _MADE_HERE:
            raise NotApproved

    @property
    def text(self) -> str:
        """The approved text."""
        return text_of_blocks(self.blocks)


def approve(vault: Vault, document_id: DocumentId, *, approver: str, statement: str, shown: str) -> ApprovedDocument:
    """Bind the SHA-256 of the text that was `shown` to a person's name, if it is the document's text.

    Raises `NameNeeded`, `NotReadyToApprove` while anything stands in the way or when the text shown isn't the text
    kept, and `MoveNotAllowed` outside a review. Nothing has changed then.
    """
    name, words = tidy(approver), tidy(statement)
    if not (can_be_seen(name) and can_be_seen(words)):
        raise NameNeeded
    with vault.transaction():
        document = vault.document(document_id)
        _refuse_unready(vault, document)
        text = _rendered(document, vault.visit(document.visit))
        if text_sha256(text) != text_sha256(shown):
            raise NotReadyToApprove("What was shown is not what is kept now. Nothing was approved. Read it again.")
        _keep(vault, document, name, words, text)
        result = approved(vault, document_id)
    keep_head_in_system_log("approved", document_id, vault.audit.head(), vault.id)
    return result


def approved(vault: Vault, document_id: DocumentId) -> ApprovedDocument:
    """The approved document, rendered again and compared with its approval.

    Raises `NotApproved`, or `ApprovalVoid` when a letter of it, its version or its stage is not as it was approved.
    """
    with vault.reading():
        document, approval = vault.document(document_id), vault.approval(document_id)
        visit = vault.visit(document.visit)
    if document.stage not in LEFT_REVIEW or approval is None or visit.stage is VisitStage.ERASED:
        raise NotApproved
    shown = blocks(document, visit)
    if approval.version != document.version or text_sha256(text_of_blocks(shown)) != approval.text_sha256:
        raise ApprovalVoid
    if not note_holds(vault, document):
        raise ApprovalVoid(NOTE_CHANGED)
    return ApprovedDocument(document, visit, approval, shown, _MADE_HERE)


def holds(vault: Vault, document_id: DocumentId) -> bool:
    """Whether the document could be exported now: approved, and to the letter what was approved.

    A person's new name or another reference changes the text without a new stage: then the stage still says
    'approved' and this says False. Raises `DataDamaged` only.
    """
    try:
        approved(vault, document_id)
    except (NotApproved, NotFound):
        return False
    return True


def withdrawn(vault: Vault, document_id: DocumentId) -> tuple[Person, ...]:
    """Who at the visit took their agreement to recording back. An export is possible, and must not be silent."""
    with vault.reading():
        visit = vault.visit(vault.document(document_id).visit)
    return tuple(person for person in visit.people if person.agreement.answer is Agreed.WITHDRAWN)


def obstacles_now(vault: Vault, document_id: DocumentId) -> tuple[Obstacle, ...]:
    """Everything that stands in the way of approving a document: in itself, and in the transcript it is from."""
    with vault.reading():
        document = vault.document(document_id)
        stale = [Obstacle(OUT_OF_DATE)] if out_of_date(vault, document) else []
        if not note_holds(vault, document):
            stale.append(Obstacle(NOTE_CHANGED))
    return (*stale, *obstacles(document))


def note_holds(vault: Vault, document: Document) -> bool:
    """Whether the note that an Easy Read is of is approved to the letter as it was then; True where it is of none."""
    note = document.easy.of_note if document.easy else None
    if note is None:
        return True
    approval = vault.approval(note.document)
    as_then = approval is not None and (approval.version, approval.text_sha256) == (note.version, note.text_sha256)
    return as_then and holds(vault, note.document)


def _refuse_unready(vault: Vault, document: Document) -> None:
    found = obstacles_now(vault, document.id)
    if document.stage is DocumentStage.IN_REVIEW and found:
        raise NotReadyToApprove(f"This can't be approved yet. {found[0].sentence}")


def _rendered(document: Document, visit: Visit) -> str:
    return text_of_blocks(blocks(document, visit))


def _keep(vault: Vault, document: Document, name: str, words: str, text: str) -> None:
    digest = text_sha256(text)
    # The name and the statement too, as hashes: in the audit they can't be changed afterwards.
    signed = {"approver": text_sha256(name), "statement": text_sha256(words)}
    advance(vault, document.id, Move.APPROVE, version=document.version, text=digest, **signed)
    head = vault.audit.head()
    vault.write_approval(Approval(document.id, document.version, digest, name, words, utc_now(), head))
