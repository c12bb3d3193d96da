"""The only way out: writes approved text to a file, after checking once more that it is what was approved."""

from __future__ import annotations

import contextlib
import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from scribe.approval import ApprovedDocument, approved, withdrawn
from scribe.document_text import section_text
from scribe.errors import ApprovalVoid, FairnoteError, FileRefused, NotApproved
from scribe.export_shape import Printed, moment_in_words, printed
from scribe.files import FileAlreadyThere, PartialFile, clear_stale, is_taken
from scribe.lifecycle import Move, advance
from scribe.logs import keep_head_in_system_log
from scribe.records import utc_now
from scribe.transcript_document import word_times
from scribe.vault import Vault
from scribe.vault_folder import refuse_among_vaults_files
from scribe.visit import Approval, SectionId, Sha256, TurnId, Word
from scribe.visit import Export as Exported

if TYPE_CHECKING:
    from scribe.export_easy_read import Means

log = logging.getLogger(__name__)

Format = Literal["docx", "pdf", "html", "txt", "vtt", "srt", "wav"]
FORMATS: tuple[str, ...] = get_args(Format)
CAPTIONS = ("vtt", "srt")
"""Formats that only a transcript can have: a note has no times."""
SPOKEN = "wav"
"""The format that only an Easy Read can have: it is made to be listened to."""
_OTHERS = f"Choose one of these: {', '.join(one for one in FORMATS if one not in (*CAPTIONS, SPOKEN))}."
ONLY_OF_A_TRANSCRIPT = f"Captions can only be made of a transcript that was approved. Nothing was exported. {_OTHERS}"
ONLY_OF_AN_EASY_READ = f"Only an Easy Read that was approved can be saved as sound. Nothing was exported. {_OTHERS}"
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
    finished: bool = True
    """False when Fairnote was stopped while the file was being put in its place."""
    second: Approval | None = None
    """The second person's approval of the same text, where there is one."""

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
        if self.second is not None:
            said += f" {self.second.approver} approved it too, on {moment_in_words(self.second.at)}."
        if not self.finished:
            said += " Fairnote was stopped before that export was finished."
        if self.current:
            return f"{said} It is still the approved version."
        return f"{said} It was reopened or changed after that, so this is no longer the latest."


def export(
    vault: Vault,
    approved_document: ApprovedDocument,
    format: str,  # noqa: A002 - the name that the interface has
    to: Path,
    *,
    overwrite: bool = False,
    means: Means | None = None,
) -> Exported:
    """Write the approved text to `to`, and record it, so that no file is ever there that the vault doesn't know.

    The record that it is begun, with the file's SHA-256, is on the disk before the file gets its name; the stage, the
    export and their audit row follow in one transaction. Raises `NotApproved` or `ApprovalVoid` when it is no longer
    what was approved, `FileRefused` for another format, `FileAlreadyThere`, `DiskFull`, `WriteFailed`, `NameRefused`,
    `PdfNotPossible` or what `easy_read_file` raises. Then nothing is left at `to`, and a file that was to be
    overwritten is still there. `means` are what an Easy Read is made with.
    """
    if not isinstance(approved_document, ApprovedDocument):
        raise NotApproved
    if format not in FORMATS:
        raise FileRefused(f"Choose one of these: {', '.join(FORMATS)}. Nothing was exported.")
    if is_taken(to) and not overwrite:
        raise FileAlreadyThere
    refuse_among_vaults_files(to)
    clear_stale(to.parent)
    # From here on what the vault says is used, never what the caller's object says.
    ready = _recheck(vault, approved_document)
    head = vault.audit.head()
    data = _file_of(vault, ready, head, format, means)
    exported = _exported(ready, format, data)
    partial = PartialFile(to, data)
    try:
        _send_out(vault, ready, exported, head, partial, overwrite)
    finally:
        partial.give_up()
    keep_head_in_system_log("exported", exported.document, vault.audit.head(), vault.id)
    return exported


def _send_out(
    vault: Vault, ready: ApprovedDocument, exported: Exported, head: Sha256, partial: PartialFile, overwrite: bool
) -> None:
    """Begun, in place, done. The vault is held all the while, so that nothing is changed between these."""
    with vault.reading():
        with vault.transaction():
            _recheck(vault, ready)
            vault.write_begun_export(exported, head)
            vault.audit.add("export begun", exported.document, version=exported.version, file=exported.file_sha256)
        with _undone_on_failure(vault, exported, partial):
            partial.put_in_place(overwrite=overwrite, keep_old=True)
            with vault.transaction():
                _record(vault, exported, head)


@contextlib.contextmanager
def _undone_on_failure(vault: Vault, exported: Exported, partial: PartialFile) -> Iterator[None]:
    """If the file can't be put in place or that can't be recorded, it is taken back, and that is recorded."""
    try:
        yield
    except BaseException:
        try:
            partial.take_back()
            vault.audit.add("export failed", exported.document, version=exported.version, file=exported.file_sha256)
        except (OSError, FairnoteError) as error:
            # That it was begun is recorded, so the file is known whether or not it could be taken back.
            log.warning("an export that failed could not be recorded as such: %s", type(error).__name__)
        raise


def copy_section(vault: Vault, approved_document: ApprovedDocument, section_id: SectionId) -> str:
    """The approved text of one section for pasting, recorded as an export. Raises as `export` does, and `NotFound`."""
    with vault.transaction():
        ready = _recheck(vault, approved_document)
        text = section_text(ready.document, section_id)
        _record(vault, _exported(ready, COPY, text.encode()), vault.audit.head())
    return text


def verify_file(vault: Vault, path: Path) -> Verification:
    """Say whether a file is an export of this vault, by its SHA-256. Raises `FileRefused` when it can't be read."""
    try:
        with path.open("rb") as file:
            digest = Sha256(hashlib.file_digest(file, "sha256").hexdigest())
    except (OSError, ValueError):  # a name with a character that no name can have is a ValueError
        raise FileRefused("That file can't be read. It was not changed.") from None
    with vault.reading():
        finished = vault.export_of_file(digest)
        known = finished or vault.begun_export_of_file(digest)
        if known is None:
            return Verification(digest)
        approval = vault.approval_of_version(known.document, known.version)
        second = vault.second_approval(approval) if approval else None
        return Verification(digest, known, approval, _still_approved(vault, known), finished is not None, second)


def _file_of(vault: Vault, ready: ApprovedDocument, head: Sha256, name: str, means: Means | None) -> bytes:
    """The bytes of the file. Raises `FileRefused` for a format that such a document can't have."""
    times = _word_times(vault, ready, name)
    if ready.document.easy is not None:
        from scribe.export_easy_read import Means, easy_read_file

        return easy_read_file(vault, ready, head, name, means or Means())
    return writer_of(name)(printed(ready, head, times, vault.second_approval(ready.approval)))


def writer_of(name: str) -> Callable[[Printed], bytes]:
    """What writes a document in a format. Raises `FileRefused` for a format of an Easy Read alone.

    Each is imported only when it is asked for: Word and PDF are slow to load.
    """
    if name == "docx":
        from scribe.export_docx import docx_file as writer
    elif name == "pdf":
        from scribe.export_pdf import pdf_file as writer
    elif name == "html":
        from scribe.export_html import html_file as writer
    elif name == "txt":
        from scribe.export_text import text_file as writer
    elif name == "vtt":
        from scribe.export_captions import vtt_file as writer
    elif name == "srt":
        from scribe.export_captions import srt_file as writer
    else:
        raise FileRefused(ONLY_OF_AN_EASY_READ)
    return writer


def _word_times(vault: Vault, ready: ApprovedDocument, name: str) -> Mapping[TurnId, tuple[Word, ...]]:
    """When the words were said, where captions need it. Raises `FileRefused` for captions of a note."""
    if name not in CAPTIONS:
        return {}
    if not ready.document.is_transcript:
        raise FileRefused(ONLY_OF_A_TRANSCRIPT)
    return word_times(vault, ready.visit.id)


def _recheck(vault: Vault, approved_document: ApprovedDocument) -> ApprovedDocument:
    """What the vault says now, which has to be the same as what is about to be written."""
    now = approved(vault, approved_document.document.id)
    if (now.blocks, now.approval) != (approved_document.blocks, approved_document.approval):
        raise ApprovalVoid
    return now


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
        # Somebody's agreement to recording that was taken back doesn't undo the record, and is not passed over.
        withdrawn=len(withdrawn(vault, exported.document)),
    )


def _still_approved(vault: Vault, known: Exported) -> bool:
    try:
        return approved(vault, known.document).approval.version == known.version
    except NotApproved:
        return False
