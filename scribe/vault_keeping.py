"""What the vault keeps for erasing in time: each recording's own key, when it was last in use, and what is planned."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from scribe.errors import NotFound, SoundErased
from scribe.keys import new_key, seal, unseal
from scribe.records import to_json, utc_text
from scribe.visit import DocumentId, Recording, RecordingId, VisitId

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from scribe.vault_database import Database


class Kept(StrEnum):
    """What can be due for erasing."""

    SOUND = "sound"
    """All the sound of one visit; its words and notes stay."""
    DRAFT = "draft"
    """One document that nobody approved."""
    VISIT = "visit"
    """A visit that was erased, and can be brought back until then."""


@dataclass(frozen=True)
class Plan:
    """That something will be erased: what, of which visit, since when that is said, and from when on it is done."""

    kind: Kept
    thing: str
    """The id of the visit, or of the document."""
    visit: VisitId
    told_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class LastSeen:
    """A look at the clocks: what the laptop's clock said (UTC), seconds since the laptop was started, and which start
    that was ('' where the system doesn't say).
    """

    wall: datetime
    boot_seconds: float
    boot: str


class Keeping:
    """The part of the vault that knows what may go when. Names in its tables are ids alone."""

    _database: Database

    # --- each recording's own key
    def make_sound_key(self, recording: Recording) -> None:
        """Give a new recording a key of its own, sealed with its visit's. For before its first sound."""
        sealed = seal(self.visit_key(recording.visit), new_key(), _key_name(recording.id))
        self._database.write(
            "INSERT INTO sound_keys (recording, visit, sealed_key) VALUES (?, ?, ?)",
            (recording.id, recording.visit, sealed),
        )

    def sound_key(self, recording: Recording) -> bytes:
        """The 32 bytes that a recording's sound is encrypted with: the visit's, where it is from an earlier version.

        Raises `SoundErased`, and `VisitErased` where the visit's key was destroyed.
        """
        visit_key = self.visit_key(recording.visit)
        if recording.erased_at is not None:
            raise SoundErased
        rows = self._database.rows("SELECT sealed_key FROM sound_keys WHERE recording = ?", (recording.id,))
        if not rows:
            return visit_key
        if rows[0][0] is None:
            raise SoundErased
        return unseal(visit_key, cast(bytes, rows[0][0]), _key_name(recording.id))

    def destroy_sound_key(self, recording: Recording, at: datetime) -> None:
        """For `scribe.erasing_parts` only: make a recording unreadable for ever, also one of a visit that another has.

        One of an earlier version has no key of its own: that it is gone is written down, and its file is overwritten.
        """
        gone = to_json(replace(recording, erased_at=at, replaces=""))
        fact = seal(self.visit_key(recording.visit), gone.encode(), f"recording {recording.id}")
        self._database.write("UPDATE recordings SET fact = ? WHERE id = ?", (fact, recording.id))
        self._database.write(
            "INSERT INTO sound_keys VALUES (?, ?, NULL) ON CONFLICT (recording) DO UPDATE SET sealed_key = NULL",
            (recording.id, recording.visit),
        )

    def recordings_without_key(self) -> tuple[RecordingId, ...]:
        """Recordings whose visit's key, or own key, was destroyed: what is left of their files may go."""
        rows = self._database.rows(
            "SELECT recordings.id FROM recordings JOIN visits ON visits.id = recordings.visit"
            " LEFT JOIN sound_keys ON sound_keys.recording = recordings.id"
            " WHERE visits.sealed_key IS NULL OR (sound_keys.recording IS NOT NULL AND sound_keys.sealed_key IS NULL)"
        )
        return tuple(RecordingId(str(row[0])) for row in rows)

    def visit_ids(self) -> tuple[VisitId, ...]:
        """Every visit that isn't erased, without a look into it: one that is damaged is there too."""
        rows = self._database.rows("SELECT id FROM visits WHERE stage <> 'erased' ORDER BY created_at DESC, id")
        return tuple(VisitId(str(row[0])) for row in rows)

    def visits_to_look_at(self, *, drafts: bool) -> tuple[VisitId, ...]:
        """Visits of which anything could be due: with a document on record, and with sound left, or drafts if asked.

        Without a look into them: an hour's documents take long to open, and most visits have nothing left to erase.
        """
        rows = self._database.rows(
            "SELECT id FROM visits WHERE stage <> 'erased'"
            " AND EXISTS (SELECT 1 FROM documents WHERE visit = visits.id"
            "  AND stage IN ('approved', 'exported', 'filed'))"
            " AND (EXISTS (SELECT 1 FROM recordings LEFT JOIN sound_keys ON sound_keys.recording = recordings.id"
            "   WHERE recordings.visit = visits.id"
            "   AND (sound_keys.recording IS NULL OR sound_keys.sealed_key IS NOT NULL))"
            "  OR (? AND EXISTS (SELECT 1 FROM documents WHERE visit = visits.id"
            "   AND stage IN ('drafted', 'in review'))))"
            " ORDER BY created_at, id",
            (drafts,),
        )
        return tuple(VisitId(str(row[0])) for row in rows)

    # --- what goes with it
    def forget_draft(self, visit_id: VisitId, document_id: DocumentId) -> None:
        """For `scribe.erasing_parts` only: take a document out that was never approved, with what was undone in it.
        Also where another worker has the visit. Raises `NotFound`.
        """
        with self.transaction():
            steps = "DELETE FROM review_steps WHERE visit = ? AND document = ?"
            self._database.write(steps, (visit_id, document_id))
            self._database.write("DELETE FROM documents WHERE visit = ? AND id = ?", (visit_id, document_id))
            if not self._database.changed():
                raise NotFound

    def forget_record_numbers(self, visit_id: VisitId) -> None:
        """For `scribe.references` only: the numbers of the case system under which a visit's notes were filed."""
        self._database.write(
            "UPDATE filed SET record_number = '' WHERE document IN (SELECT id FROM documents WHERE visit = ?)",
            (visit_id,),
        )

    # --- time
    def last_seen(self) -> LastSeen | None:
        """The clocks when they were last believed; None in a vault that never looked."""
        rows = self._database.rows("SELECT wall, boot_seconds, boot FROM seen_time")
        if not rows:
            return None
        wall, seconds, boot = rows[0]
        return LastSeen(datetime.fromisoformat(str(wall)), float(cast(float, seconds)), str(boot))

    def write_last_seen(self, seen: LastSeen) -> None:
        """Believe the clocks as they are now."""
        self._database.write(
            "INSERT INTO seen_time VALUES (1, ?, ?, ?) ON CONFLICT (only) DO UPDATE SET"
            " wall = excluded.wall, boot_seconds = excluded.boot_seconds, boot = excluded.boot",
            (utc_text(seen.wall), seen.boot_seconds, seen.boot),
        )

    # --- what is planned
    def plans(self) -> tuple[Plan, ...]:
        """What is planned, the soonest first."""
        rows = self._database.rows("SELECT kind, thing, visit, told_at, due_at FROM plans ORDER BY due_at, thing")
        return tuple(
            Plan(
                Kept(str(kind)),
                str(thing),
                VisitId(str(visit)),
                datetime.fromisoformat(str(told)),
                datetime.fromisoformat(str(due)),
            )
            for kind, thing, visit, told, due in rows
        )

    def write_plan(self, plan: Plan) -> None:
        """Plan to erase something, or plan it anew."""
        self._database.write(
            "INSERT INTO plans VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, thing) DO UPDATE SET"
            " told_at = excluded.told_at, due_at = excluded.due_at",
            (plan.kind.value, plan.thing, plan.visit, utc_text(plan.told_at), utc_text(plan.due_at)),
        )

    def drop_plan(self, plan: Plan) -> None:
        """It is done, or will not be."""
        self._database.write("DELETE FROM plans WHERE kind = ? AND thing = ?", (plan.kind.value, plan.thing))

    def forget_plans(self, visit_id: VisitId) -> None:
        """For `scribe.references` only: all of the visit goes now, so there is nothing left to plan."""
        self._database.write("DELETE FROM plans WHERE visit = ?", (visit_id,))

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """As in `scribe.vault`."""

    @abstractmethod
    def visit_key(self, visit_id: VisitId) -> bytes:
        """As in `scribe.vault`."""


def _key_name(recording_id: RecordingId) -> str:
    return f"sound key {recording_id}"
