"""The figures of drafts for people: added up for the worker, and as a file of rows for the team. Nothing is sent."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from statistics import median

from scribe.quality import QualityRow

COLUMNS = (*(each.name for each in fields(QualityRow)), "edit_distance")
"""Of the file, in this order: kept stable, because teams add files together."""


@dataclass(frozen=True)
class Quality:
    """Rows added up. Shares are 0 to 1; `minutes` is the median, or None where no document had sound."""

    documents: int
    words_changed: float
    """Edit distance: words changed, added and removed, out of the words of the longer text, over all documents."""
    statements: int
    kept: int
    edited: int
    removed: int
    omissions_added: int
    flags: int
    flags_accepted: int
    flags_edited: int
    flags_removed: int
    minutes: float | None
    heard_words: int
    heard_words_changed: int


def added_up(rows: Sequence[QualityRow]) -> Quality:
    """All rows as one. A document that was approved at several versions counts with its last one."""
    last = tuple({row.id: row for row in sorted(rows, key=lambda row: row.version)}.values())
    edits = sum(row.words_changed + row.words_added + row.words_removed for row in last)
    words = sum(max(row.draft_words, row.approved_words) for row in last)
    minutes = [row.minutes for row in last if row.minutes >= 0]

    def total(name: str) -> int:
        return sum(getattr(row, name) for row in last)

    return Quality(
        documents=len(last),
        words_changed=edits / words if words else 0.0,
        statements=total("statements"),
        kept=total("kept"),
        edited=total("edited"),
        removed=total("removed"),
        omissions_added=total("omissions_added"),
        flags=total("flags"),
        flags_accepted=total("flags_accepted"),
        flags_edited=total("flags_edited"),
        flags_removed=total("flags_removed"),
        minutes=median(minutes) if minutes else None,
        heard_words=total("heard_words"),
        heard_words_changed=total("heard_words_changed"),
    )


def by_month(rows: Sequence[QualityRow]) -> tuple[tuple[str, Quality], ...]:
    """Each month with its own figures, the newest first."""
    months = sorted({row.month for row in rows}, reverse=True)
    return tuple((month, added_up([row for row in rows if row.month == month])) for month in months)


def as_csv(rows: Sequence[QualityRow]) -> str:
    """A line for each approved version, under the names of `COLUMNS`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")  # RFC 4180
    writer.writeheader()
    writer.writerows({**asdict(row), "edit_distance": f"{row.distance:.4f}"} for row in rows)
    return out.getvalue()


def lines(quality: Quality) -> tuple[str, ...]:
    """The figures as sentences, for the command line."""
    if not quality.documents:
        return ("No document was approved yet, so there are no figures.",)
    told = [
        f"Documents approved: {quality.documents}. Words changed since the draft: {quality.words_changed:.0%}.",
        f"Statements drafted: {quality.statements}, of them kept as they were {quality.kept}, edited {quality.edited}, "
        f"taken out {quality.removed}. Put in of what was left out: {quality.omissions_added}.",
        f"Statements flagged: {quality.flags}, of them kept {quality.flags_accepted}, edited {quality.flags_edited}, "
        f"taken out {quality.flags_removed}.",
    ]
    if quality.minutes is not None:
        told.append(f"Half of them were approved within {quality.minutes:.0f} minutes of Stop.")
    if quality.heard_words:
        share = quality.heard_words_changed / quality.heard_words
        told.append(f"{share:.1%} of the words that were heard were put right.")
    return (*told, "These figures hold no words of any visit. They stay on this laptop.")
