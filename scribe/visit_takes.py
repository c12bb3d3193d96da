"""Keeps the takes of a recording in the vault: a row of its own for each, stored before its first sound."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scribe import lifecycle
from scribe.audio_recovery import NOTHING_RECORDED
from scribe.audio_store import EncryptedAudio
from scribe.ids import new_id
from scribe.lifecycle import Move
from scribe.records import utc_now
from scribe.vault import Vault
from scribe.visit import AudioOrigin, Gap, Recording, RecordingId, VisitId
from scribe.visit_audio import sound_of

if TYPE_CHECKING:
    from scribe.takes import RecordedAudio

WENT_ON = "Recording went on here after a gap."
"""What the row of a take that is not the first says while it is being filled."""


def new_recording(visit_id: VisitId, origin: AudioOrigin) -> Recording:
    """The facts of a recording that begins now."""
    recording_id = RecordingId(new_id("r"))
    return Recording(recording_id, visit_id, f"{recording_id}.fna", origin, utc_now())


class VisitTakes:
    """A `scribe.takes.TakeStore` for one recording of a visit. The first take moves the visit's stage."""

    def __init__(self, vault: Vault, visit_id: VisitId, origin: AudioOrigin) -> None:
        self._vault, self._visit, self._origin = vault, visit_id, origin
        self._rows: dict[str, Recording] = {}
        self._any_sound = False

    @property
    def begun(self) -> bool:
        """Whether the first take's row is stored."""
        return bool(self._rows)

    def begin(self) -> EncryptedAudio:
        """Store a new row. Raises what the vault raises, and `MoveNotAllowed` where the visit can't be recorded now."""
        recording = new_recording(self._visit, self._origin)
        with self._vault.transaction():
            if self._rows:
                recording = replace(recording, remark=WENT_ON)
            else:
                lifecycle.advance(self._vault, self._visit, Move.START_RECORDING)
            self._vault.save_recording(recording)
            self._vault.make_sound_key(recording)
        self._rows[recording.id] = recording
        return sound_of(self._vault, recording)

    def reopened(self, audio: EncryptedAudio, gap: Gap) -> None:
        """Put it on record."""
        lasted = round(gap.end - gap.start, 2)
        self._vault.audit.add("recording reopened", audio.recording_id, why=gap.why, seconds=lasted)

    def keep(self, audio: EncryptedAudio, recorded: RecordedAudio, problem: str) -> None:
        """Store what the take holds."""
        self._any_sound = self._any_sound or recorded.seconds > 0
        done = replace(
            self._rows[audio.recording_id],
            finished=True,
            seconds=recorded.seconds,
            audio_sha256=recorded.sha256,
            gaps=recorded.gaps,
            remark=problem if recorded.seconds else "" if self._any_sound else NOTHING_RECORDED,
        )
        self._vault.save_recording(done)
