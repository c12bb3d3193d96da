"""The figures of approved documents as they are kept: rows that are only added, and that hold no content."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from scribe.vault_database import Database


class QualityRows:
    """The part of the vault that keeps figures. They outlive a visit's key, so nothing of a visit may be in them."""

    _database: Database

    def quality_rows(self) -> tuple[tuple[str, int, str], ...]:
        """Each row's id, version and facts, in the order in which they were added."""
        rows = self._database.rows("SELECT document, version, facts FROM quality ORDER BY number")
        return tuple((str(row[0]), cast(int, row[1]), str(row[2])) for row in rows)

    def add_quality_row(self, row_id: str, version: int, facts: str) -> None:
        """For `scribe.quality` only, which looks that there is no content in `facts`. A row that is there stays."""
        self._database.write(
            "INSERT OR IGNORE INTO quality (document, version, facts) VALUES (?, ?, ?)", (row_id, version, facts)
        )

    def approvals_that_hold(self) -> tuple[str, ...]:
        """The ids of all documents whose approval was not made void."""
        rows = self._database.rows("SELECT DISTINCT document FROM approvals WHERE void_at IS NULL ORDER BY number")
        return tuple(str(row[0]) for row in rows)
