"""What left the vault and who said that it may: approvals, exports and filings, as rows that are only added."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from scribe.records import utc_text
from scribe.visit import Approval, DocumentId, Export, Filed, Sha256

if TYPE_CHECKING:
    from scribe.vault_database import Database


class Ledger:
    """The part of the vault that keeps approvals, exports and filings. Their names of workers outlive a visit's key."""

    _database: Database

    def approval(self, document_id: DocumentId) -> Approval | None:
        """The approval that holds now, if there is one."""
        rows = self._database.rows(
            "SELECT document, version, text_sha256, approver, statement, at, audit_head FROM approvals"
            " WHERE document = ? AND void_at IS NULL ORDER BY number DESC LIMIT 1",
            (document_id,),
        )
        return _approval(rows[0]) if rows else None

    def approval_of_version(self, document_id: DocumentId, version: int) -> Approval | None:
        """The last approval of one version, whether it still holds or not."""
        rows = self._database.rows(
            "SELECT document, version, text_sha256, approver, statement, at, audit_head FROM approvals"
            " WHERE document = ? AND version = ? ORDER BY number DESC LIMIT 1",
            (document_id, version),
        )
        return _approval(rows[0]) if rows else None

    def write_approval(self, approval: Approval) -> None:
        """For `scribe.approval` only."""
        self._database.write(
            "INSERT INTO approvals (document, version, text_sha256, approver, statement, at, audit_head)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            _approval_values(approval),
        )

    def second_approval(self, first: Approval) -> Approval | None:
        """The second person's approval that goes with this one, if there is one."""
        rows = self._database.rows(
            "SELECT document, version, text_sha256, approver, statement, at, audit_head FROM second_approvals"
            " WHERE first_head = ?",
            (first.audit_head,),
        )
        return _approval(rows[0]) if rows else None

    def write_second_approval(self, first: Approval, second: Approval) -> None:
        """For `scribe.second_approval` only."""
        self._database.write(
            "INSERT INTO second_approvals"
            " (first_head, document, version, text_sha256, approver, statement, at, audit_head)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (first.audit_head, *_approval_values(second)),
        )

    def void_approvals(self, document_id: DocumentId, at: datetime) -> None:
        """For the lifecycle only: the approvals so far no longer hold. The rows stay."""
        self._database.write(
            "UPDATE approvals SET void_at = ? WHERE document = ? AND void_at IS NULL", (utc_text(at), document_id)
        )

    def exports(self, document_id: DocumentId) -> tuple[Export, ...]:
        """Every file that was made of a document, oldest first."""
        rows = self._database.rows(
            "SELECT document, version, format, text_sha256, file_sha256, at FROM exports"
            " WHERE document = ? ORDER BY number",
            (document_id,),
        )
        return tuple(_export(row) for row in rows)

    def may_be_out(self, document_id: DocumentId) -> bool:
        """Whether a file of it was made, or was begun and may be somewhere: what was begun is not always ended."""
        rows = self._database.rows(
            "SELECT 1 FROM exports WHERE document = ? UNION SELECT 1 FROM begun_exports WHERE document = ?",
            (document_id, document_id),
        )
        return bool(rows)

    def export_of_file(self, file_sha256: Sha256) -> Export | None:
        """The latest export that made exactly this file."""
        return self._of_file("exports", file_sha256)

    def begun_export_of_file(self, file_sha256: Sha256) -> Export | None:
        """The latest export that was about to make exactly this file, whether it was finished or not."""
        return self._of_file("begun_exports", file_sha256)

    def _of_file(self, table: str, file_sha256: Sha256) -> Export | None:
        rows = self._database.rows(
            f"SELECT document, version, format, text_sha256, file_sha256, at FROM {table}"
            " WHERE file_sha256 = ? ORDER BY number DESC LIMIT 1",
            (file_sha256,),
        )
        return _export(rows[0]) if rows else None

    def write_export(self, export: Export, audit_head: Sha256) -> None:
        """For `scribe.export` only. `audit_head` is the one that is printed on the file."""
        self._write_export("exports", export, audit_head)

    def write_begun_export(self, export: Export, audit_head: Sha256) -> None:
        """For `scribe.export` only: before the file gets its name."""
        self._write_export("begun_exports", export, audit_head)

    def _write_export(self, table: str, export: Export, audit_head: Sha256) -> None:
        self._database.write(
            f"INSERT INTO {table} (document, version, format, text_sha256, file_sha256, at, audit_head)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                export.document,
                export.version,
                export.format,
                export.text_sha256,
                export.file_sha256,
                utc_text(export.at),
                audit_head,
            ),
        )

    def filed(self, document_id: DocumentId) -> Filed | None:
        """Where the document's present version was filed, if it was."""
        rows = self._database.rows(
            "SELECT filed.record_number, filed.at FROM filed JOIN documents ON documents.id = filed.document"
            " AND documents.version = filed.version WHERE filed.document = ? ORDER BY filed.number DESC LIMIT 1",
            (document_id,),
        )
        return Filed(str(rows[0][0]), datetime.fromisoformat(str(rows[0][1]))) if rows else None

    def write_filed(self, document_id: DocumentId, version: int, filed: Filed) -> None:
        """For the lifecycle only."""
        self._database.write(
            "INSERT INTO filed (document, version, record_number, at) VALUES (?, ?, ?, ?)",
            (document_id, version, filed.record_number, utc_text(filed.at)),
        )


def _approval(row: tuple[object, ...]) -> Approval:
    document, version, text, approver, statement, at, head = row
    return Approval(
        DocumentId(str(document)),
        cast(int, version),
        Sha256(str(text)),
        str(approver),
        str(statement),
        datetime.fromisoformat(str(at)),
        Sha256(str(head)),
    )


def _approval_values(approval: Approval) -> tuple[str | int, ...]:
    return (
        approval.document,
        approval.version,
        approval.text_sha256,
        approval.approver,
        approval.statement,
        utc_text(approval.at),
        approval.audit_head,
    )


def _export(row: tuple[object, ...]) -> Export:
    document, version, made_as, text, file, at = row
    return Export(
        DocumentId(str(document)),
        cast(int, version),
        str(made_as),
        Sha256(str(text)),
        Sha256(str(file)),
        datetime.fromisoformat(str(at)),
    )
