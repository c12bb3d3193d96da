"""A recording that grows as a test says: real encrypted files, and a handle that shows them as the recorder's does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scribe import lifecycle
from scribe.audio_store import AudioWriter, EncryptedAudio
from scribe.lifecycle import Move
from scribe.vault import Vault
from scribe.visit import AudioOrigin, Recording, RecordingId, VisitId


@dataclass(frozen=True)
class Take:
    """As `scribe.recorder.Take`."""

    audio: EncryptedAudio
    seconds: float
    ended: bool


class GrowingRecording:
    """A visit's recording whose sound a test writes. `state`, `seconds` and `takes` are those of a handle."""

    def __init__(self, vault: Vault, visit: VisitId, first: int = 1) -> None:
        self._vault, self._visit, self._first = vault, visit, first
        self._writers: list[AudioWriter] = []
        self._rows: list[Recording] = []
        self.takes: tuple[Take, ...] = ()
        self.state = "recording"
        lifecycle.advance(vault, visit, Move.START_RECORDING)
        self.new_take()

    @property
    def seconds(self) -> float:
        """Of all takes."""
        return sum(take.seconds for take in self.takes)

    def new_take(self) -> None:
        """The take before is over; the next begins."""
        if self._writers:
            self._end_take()
        number = len(self._rows) + self._first
        row = Recording(
            RecordingId(f"r{number}"), self._visit, f"r{number}.fna", AudioOrigin.RECORDED, datetime.now(UTC)
        )
        self._vault.save_recording(row)
        key, path = self._vault.visit_key(self._visit), self._vault.audio_folder / row.file_name
        self._writers.append(AudioWriter(path, key, row.id, fsync=False))
        self._rows.append(row)
        self.takes = (*self.takes, Take(EncryptedAudio(path, key, row.id), 0.0, False))

    def write(self, pcm: bytes) -> None:
        """More sound: 16-bit samples at 16 kHz."""
        self._writers[-1].write(pcm)
        self._show(self._writers[-1].seconds, ended=False)

    def stop(self) -> None:
        """Stop and keep it, as `actions.stop_recording` does."""
        self._end_take()
        self.state = "stopped"
        lifecycle.advance(self._vault, self._visit, Move.FINISH_RECORDING)

    def die(self) -> None:
        """The whole app is gone: the file ends where it ends, and nobody has written down that it did."""
        self._writers[-1].abandon()

    def _end_take(self) -> None:
        writer = self._writers[-1]
        writer.close()
        done = replace(self._rows[-1], finished=True, seconds=writer.seconds, audio_sha256=writer.sha256)
        self._vault.save_recording(done)
        self._show(writer.seconds, ended=True)

    def _show(self, seconds: float, *, ended: bool) -> None:
        self.takes = (*self.takes[:-1], replace(self.takes[-1], seconds=seconds, ended=ended))
