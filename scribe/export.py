"""The only way out: writes approved text to a file, after checking once more that it is what was approved."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from scribe.approval import ApprovedDocument, approved
from scribe.document_text import section_text
from scribe.errors import ApprovalVoid, FileRefused, NotApproved
from scribe.export_shape import Printed, moment_in_words, printed
from scribe.files import FileAlreadyThere, PartialFile
from scribe.lifecycle import Move, advance
from scribe.logs import keep_head_in_system_log
from scribe.records import utc_now
from scribe.vault import Vault
from scribe.visit import Approval, SectionId, Sha256
from scribe.visit import Export as Exported

Format = Literal["docx", "pdf", "html", "txt"]
FORMATS: tuple[str, ...] = get_args(Format)
COPY = "copy"
"""Recorded as the format of a section that was copied for pasting."""


@dataclass(frozen=True)
class Verification:
    """Whether a file is one that left this vault, who approved it and when, and whether that is still the latest."""

    file_sha256: Sha256
    export: Exported | None = None
    approval: Approval | None = None
    current: bool = False
    """Whether the approval still holds: not reopened or changed since."""

    @property
    def holds(self) -> bool:
        """Whether the file is byte for byte one that was exported from approved text."""
        return self.export is not None and self.approval is not None

    def __str__(self) -> str:
        if self.export is None or self.approval is None:
            return "This file is not one that was exported from this vault, or it was changed since."
        said = (
            f"This is the text that {self.approval.approver} approved on {moment_in_words(self.approval.at)}, version"
            f" {self.export.version}, exported on {moment_in_words(self.export.at)}. The file was not changed."
        )
        if self.current:
            return f"{said} It is still the approved version."
        return f"{said} The note was reopened or changed after that, so this is no longer the latest."


def export(
    vault: Vault,
    approved_document: ApprovedDocument,
    format: str,  # noqa: A002 - the name that the interface has
    to: Path,
    *,
    overwrite: bool = False,
) -> Exported:
    """Write the approved text to `to`, and record it: stage, export and audit row in one transaction.

    Raises `NotApproved` or `ApprovalVoid` when it is no longer what was approved, `FileRefused` for another format,
    `FileAlreadyThere`, `DiskFull`, `WriteFailed` or `PdfNotPossible`. Nothing is left at `to` then.
    """
    if not isinstance(approved_document, ApprovedDocument):
        raise NotApproved
    writer = _writer(format)
    if to.exists() and not overwrite:
        raise FileAlreadyThere
    _recheck(vault, approved_document)
    head = vault.audit.head()
    data = writer(printed(approved_document, head))
    exported = _exported(approved_document, format, data)
    partial = PartialFile(to, data)
    try:
        with vault.transaction():
            _recheck(vault, approved_document)
            _record(vault, exported, head)
            # Last, so that no file appears unless everything else is ready to be committed.
            partial.put_in_place(overwrite=overwrite)
    finally:
        partial.give_up()
    keep_head_in_system_log("exported", exported.document, vault.audit.head())
    return exported


def copy_section(vault: Vault, approved_document: ApprovedDocument, section_id: SectionId) -> str:
    """The approved text of one section for pasting, recorded as an export. Raises as `export` does, and `NotFound`."""
    with vault.transaction():
        _recheck(vault, approved_document)
        text = section_text(approved_document.document, section_id)
        _record(vault, _exported(approved_document, COPY, text.encode()), vault.audit.head())
    return text


def verify_file(vault: Vault, path: Path) -> Verification:
    """Say whether a file is an export of this vault, by its SHA-256. Raises `FileRefused` when it can't be read."""
    try:
        with path.open("rb") as file:
            digest = Sha256(hashlib.file_digest(file, "sha256").hexdigest())
    except OSError:
        raise FileRefused("That file can't be read. It was not changed.") from None
    with vault.reading():
        known = vault.export_of_file(digest)
        if known is None:
            return Verification(digest)
        approval = vault.approval_of_version(known.document, known.version)
        return Verification(digest, known, approval, _still_approved(vault, known))


def _writer(name: str) -> Callable[[Printed], bytes]:
    """What writes a format. Each is imported only when it is asked for: Word and PDF are slow to load."""
    if name == "docx":
        from scribe.export_docx import docx_file as writer
    elif name == "pdf":
        from scribe.export_pdf import pdf_file as writer
    elif name == "html":
        from scribe.export_html import html_file as writer
    elif name == "txt":
        from scribe.export_text import text_file as writer
    else:
        raise FileRefused(f"Choose one of these: {', '.join(FORMATS)}. Nothing was exported.")
    return writer


def _recheck(vault: Vault, approved_document: ApprovedDocument) -> None:
    """The vault has to say the same now as what is about to be written."""
    now = approved(vault, approved_document.document.id)
    if (now.blocks, now.approval) != (approved_document.blocks, approved_document.approval):
        raise ApprovalVoid


def _exported(approved_document: ApprovedDocument, made_as: str, data: bytes, at: datetime | None = None) -> Exported:
    approval = approved_document.approval
    digest = Sha256(hashlib.sha256(data).hexdigest())
    return Exported(approval.document, approval.version, made_as, approval.text_sha256, digest, at or utc_now())


def _record(vault: Vault, exported: Exported, head: Sha256) -> None:
    vault.write_export(exported, head)
    advance(
        vault,
        exported.document,
        Move.EXPORT,
        version=exported.version,
        format=exported.format,
        text=exported.text_sha256,
        file=exported.file_sha256,
    )


def _still_approved(vault: Vault, known: Exported) -> bool:
    try:
        return approved(vault, known.document).approval.version == known.version
    except NotApproved:
        return False
