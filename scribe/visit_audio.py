"""All the sound of one visit as one sound, however many recordings it is in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scribe.audio_store import EncryptedAudio
from scribe.errors import NothingHeard
from scribe.vault import Vault
from scribe.visit import Gap, Recording, VisitId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PIECE = 60.0
"""Seconds of sound held in memory at a time."""


@dataclass(frozen=True)
class VisitAudio:
    """The recordings of a visit one after the other: a `models.transcriber.AudioSource` that can be pickled.

    Times are seconds from the start of the first recording.
    """

    parts: tuple[EncryptedAudio, ...]
    lengths: tuple[float, ...]
    """Seconds of each part, known when this was made."""
    gaps: tuple[Gap, ...]
    source_sha256: str
    """SHA-256 of what was imported or recorded; of the list of them where there are several."""

    def seconds(self) -> float:
        """Length of all parts together, in seconds."""
        return sum(self.lengths)

    def blocks(self, start: float = 0.0) -> Iterator[NDArray[np.float32]]:
        """The samples from `start` seconds on, as short mono blocks."""
        for offset, part, length in self._placed():
            if start < offset + length:
                yield from part.blocks(max(0.0, start - offset))

    def pcm(self, start: float, end: float) -> bytes:
        """The samples between two times, as 16-bit little-endian mono at 16 kHz."""
        return b"".join(
            part.pcm(max(0.0, start - offset), min(length, end - offset))
            for offset, part, length in self._placed()
            if start < offset + length and end > offset
        )

    def samples_sha256(self) -> str:
        """SHA-256 of all the samples."""
        digest = hashlib.sha256()
        at, total = 0.0, self.seconds()
        while at < total:
            digest.update(self.pcm(at, min(at + PIECE, total)))
            at += PIECE
        return digest.hexdigest()

    def _placed(self) -> Iterator[tuple[float, EncryptedAudio, float]]:
        offset = 0.0
        for part, length in zip(self.parts, self.lengths, strict=True):
            yield offset, part, length
            offset += length


def visit_audio(vault: Vault, visit_id: VisitId, recordings: tuple[Recording, ...] | None = None) -> VisitAudio:
    """The sound of these recordings, or of all the visit's finished ones. Raises `NothingHeard` where there is none."""
    chosen = tuple(r for r in vault.recordings(visit_id) if r.finished) if recordings is None else recordings
    if not chosen:
        raise NothingHeard
    key = vault.visit_key(visit_id)
    parts = tuple(EncryptedAudio(vault.audio_folder / r.file_name, key, r.id) for r in chosen)
    lengths = tuple(part.seconds() for part in parts)
    return VisitAudio(parts, lengths, _gaps(chosen, lengths), _sha256(chosen))


def _gaps(recordings: tuple[Recording, ...], lengths: tuple[float, ...]) -> tuple[Gap, ...]:
    offsets = [sum(lengths[:i]) for i in range(len(lengths))]
    return tuple(
        replace(gap, start=gap.start + offset, end=gap.end + offset)
        for recording, offset in zip(recordings, offsets, strict=True)
        for gap in recording.gaps
    )


def _sha256(recordings: tuple[Recording, ...]) -> str:
    hashes = [recording.audio_sha256 for recording in recordings]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()
