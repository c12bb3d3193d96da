"""Actions on the figures of drafts: kept on this laptop, and sent nowhere."""

from __future__ import annotations

from scribe import quality
from scribe.quality import QualityRow
from scribe.quality_report import Quality, added_up, by_month
from scribe.session import Session


def quality_rows(session: Session) -> tuple[QualityRow, ...]:
    """A row of figures for each version that was approved, oldest first. Raises `DataDamaged`."""
    return quality.quality_rows(session.vault)


def quality_figures(session: Session) -> tuple[Quality, tuple[tuple[str, Quality], ...]]:
    """The figures of all approved documents, and of those of each month, the newest first. Raises `DataDamaged`."""
    rows = quality.quality_rows(session.vault)
    return added_up(rows), by_month(rows)
