"""All the sound of one visit as one sound, however many recordings it is in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scribe.audio_store import FRAME_SAMPLES, SAMPLE_RATE, EncryptedAudio
from scribe.errors import NothingHeard, SoundErased
from scribe.vault import Vault
from scribe.visit import Gap, Recording, VisitId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DAMAGED = "the sound is damaged from here"


@dataclass(frozen=True)
class VisitAudio:
    """The recordings of a visit one after the other: a `models.transcriber.AudioSource` that can be pickled.

    Times are seconds from the start of the first recording. A part of which less can be read than was recorded is
    silent from there on, so that the times of what follows stay as they were.
    """

    parts: tuple[EncryptedAudio, ...]
    lengths: tuple[float, ...]
    """Seconds of each part as it was recorded."""
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
                yield from _filled(part, max(0.0, start - offset), length)

    def apart(self) -> tuple[VisitAudio, ...]:
        """Each recording alone, its times from its own start; silent too where it can't be read."""
        return tuple(VisitAudio((part,), (length,), (), "") for _, part, length in self._placed())

    def pcm(self, start: float, end: float) -> bytes:
        """The samples between two times, as 16-bit little-endian mono at 16 kHz."""
        return b"".join(
            _filled_pcm(part, max(0.0, start - offset), min(length, end - offset))
            for offset, part, length in self._placed()
            if start < offset + length and end > offset
        )

    def _placed(self) -> Iterator[tuple[float, EncryptedAudio, float]]:
        offset = 0.0
        for part, length in zip(self.parts, self.lengths, strict=True):
            yield offset, part, length
            offset += length


def visit_audio(vault: Vault, visit_id: VisitId) -> VisitAudio:
    """The sound of all the visit's finished recordings, with a gap where one is damaged.

    Raises `NothingHeard` where there is none, `SoundErased` where it was erased, and `DataDamaged` where a file is
    missing.
    """
    chosen = heard_recordings(vault, visit_id)
    if not chosen:
        raise NothingHeard
    parts = tuple(sound_of(vault, recording) for recording in chosen)
    lengths = tuple(recording.seconds for recording in chosen)
    return VisitAudio(parts, lengths, _gaps(chosen, parts), source_sha256(chosen))


def sound_of(vault: Vault, recording: Recording) -> EncryptedAudio:
    """A recording's file and its key. Raises `SoundErased`."""
    return EncryptedAudio(vault.audio_folder / recording.file_name, vault.sound_key(recording), recording.id)


def refuse_erased(vault: Vault, visit_id: VisitId) -> None:
    """Raise `SoundErased` where sound of the visit was erased: what is added could not be put in its place."""
    if any(recording.erased_at is not None for recording in vault.recordings(visit_id)):
        raise SoundErased


def heard_recordings(vault: Vault, visit_id: VisitId) -> tuple[Recording, ...]:
    """A visit's recordings that are finished and have any sound, in order."""
    return tuple(r for r in vault.recordings(visit_id) if r.finished and r.seconds > 0)


def sound_damage(vault: Vault, visit_id: VisitId) -> tuple[str, ...]:
    """A plain sentence for each recording of which less can be read than was recorded. Raises `DataDamaged` as above.

    Looking at it for the first time reads all of the sound: about a second for four hours. What was erased is not
    damaged.
    """
    sentences = []
    for recording in heard_recordings(vault, visit_id):
        if recording.erased_at is not None:
            continue
        readable = sound_of(vault, recording).seconds()
        if recording.seconds - readable > _A_SAMPLE:
            sentences.append(DAMAGED_SINCE.format(readable=readable, recorded=recording.seconds))
    return tuple(sentences)


DAMAGED_SINCE = (
    "The sound of a recording was damaged after it was kept: of its {recorded:.1f} seconds, only the first "
    "{readable:.1f} can be read. The file was left as it is. Ask IT to restore it from a backup."
)
_A_SAMPLE = 1.5 / SAMPLE_RATE


def _gaps(recordings: tuple[Recording, ...], parts: tuple[EncryptedAudio, ...]) -> tuple[Gap, ...]:
    found: list[Gap] = []
    offset = 0.0
    for recording, part in zip(recordings, parts, strict=True):
        readable = part.seconds()
        gaps = recording.gaps
        if recording.seconds - readable > _A_SAMPLE:
            gaps = (*gaps, Gap(readable, recording.seconds, DAMAGED))
        found += [replace(gap, start=gap.start + offset, end=gap.end + offset) for gap in gaps]
        offset += recording.seconds
    return tuple(found)


def _filled_pcm(part: EncryptedAudio, start: float, end: float) -> bytes:
    """The part's samples between two times, with silence in the place of what can't be read."""
    wanted = (int(end * SAMPLE_RATE) - int(start * SAMPLE_RATE)) * 2
    return part.pcm(start, end).ljust(max(0, wanted), b"\0")


def _filled(part: EncryptedAudio, start: float, length: float) -> Iterator[NDArray[np.float32]]:
    """The part's samples from `start` on: exactly as many as were recorded, silent where they can't be read."""
    import numpy as np

    left = round(length * SAMPLE_RATE) - int(start * SAMPLE_RATE)
    for block in part.blocks(start):
        yield block[: max(0, left)]
        left -= len(block)
        if left <= 0:
            return
    while left > 0:
        yield np.zeros(min(left, FRAME_SAMPLES), dtype=np.float32)
        left -= FRAME_SAMPLES


def source_sha256(recordings: tuple[Recording, ...]) -> str:
    """SHA-256 of what these were made of; of the list of them where there are several. One at least."""
    hashes = [recording.audio_sha256 for recording in recordings]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()
