"""What stood in a visit of which nothing may be lost, before it was overwritten or taken out: copied, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from scribe.edit_log import Edit
from scribe.records import utc_now, utc_text
from scribe.review_steps import ReviewStep
from scribe.visit import Document, HeardPart, Jotting, OwnPicture, Recording, Transcript, Visit, VisitId

if TYPE_CHECKING:
    from scribe.vault_database import Database

Fact = Visit | Recording | Transcript | Edit | Jotting | HeardPart | Document | ReviewStep | OwnPicture


class Table(StrEnum):
    """The tables whose facts are sealed with a visit's key."""

    VISITS = "visits"
    RECORDINGS = "recordings"
    TRANSCRIPTS = "transcripts"
    EDITS = "edits"
    JOTTINGS = "jottings"
    HEARD = "heard"
    DOCUMENTS = "documents"
    REVIEW_STEPS = "review_steps"
    OWN_PICTURES = "own_pictures"


@dataclass(frozen=True)
class Kept:
    """What a table holds: the kind of fact, the name that it is sealed by, and the columns of its visit and its id."""

    kind: type[Fact]
    sealed_as: str
    visit: str = "visit"
    thing: str = "id"


KEPT: dict[Table, Kept] = {
    Table.VISITS: Kept(Visit, "visit {visit}", visit="id"),
    Table.RECORDINGS: Kept(Recording, "recording {thing}"),
    Table.TRANSCRIPTS: Kept(Transcript, "transcript {visit}", thing="visit"),
    Table.EDITS: Kept(Edit, "edit {visit}", thing="number"),
    Table.JOTTINGS: Kept(Jotting, "jotting {visit} {thing}"),
    Table.HEARD: Kept(HeardPart, "heard {visit}", thing="number"),
    Table.DOCUMENTS: Kept(Document, "document {thing}"),
    Table.REVIEW_STEPS: Kept(ReviewStep, "review {visit}", thing="number"),
    Table.OWN_PICTURES: Kept(OwnPicture, "picture {visit} {thing}"),
}


@dataclass(frozen=True)
class Earlier:
    """A fact of a visit as it was until `at` (UTC), when it was overwritten or taken out."""

    fact: Fact
    at: datetime


class EarlierFacts:
    """The part of the vault that copies what is about to be overwritten, still sealed, as rows that are only added."""

    _database: Database

    def _set_aside(self, table: Table, visit_id: VisitId, thing_id: str | None) -> None:
        """Copy one fact of a visit, or all of a table's where `thing_id` is None. A new one has nothing to copy."""
        kept = KEPT[table]
        chosen, ids = f"{kept.visit} = ?", (visit_id, thing_id)
        if thing_id is not None:
            chosen += f" AND {kept.thing} = ?"
        self._database.write(
            f"INSERT INTO earlier (visit, what, id, fact, at) SELECT ?, ?, {kept.thing}, fact, ? FROM {table.value}"
            f" WHERE {chosen} ORDER BY rowid",
            (visit_id, table.value, utc_text(utc_now()), *(each for each in ids if each is not None)),
        )
