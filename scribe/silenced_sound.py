"""Copies of a recording's sound in which some seconds are silent, and the end of the file that one replaces."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.progress import Cancellation
from scribe.audio_gaps import gaps_path
from scribe.audio_store import SAMPLE_RATE, AudioWriter, EncryptedAudio, sync_folder
from scribe.errors import DataDamaged
from scribe.ids import new_id
from scribe.visit import LeftOut, Recording

_OVERWRITE_BYTES = 1 << 20


def silent_copy_name(recording: Recording) -> str:
    """A new name for a copy of this recording. Whose it is can be told from it, so one that is left can be cleared."""
    return f"{new_id(recording.id)}.fna"


def is_silent_copy(name: str, recording: Recording) -> bool:
    """Whether this is the name of a copy of this recording: all that is in it is in the recording itself too."""
    return re.fullmatch(rf"{re.escape(recording.id)}-[0-9a-f]{{16}}\.fna", name) is not None


def write_silent_copy(audio: EncryptedAudio, path: Path, silent: Sequence[LeftOut], cancel: Cancellation) -> str:
    """Write all the sound of `audio` with these seconds silent, in constant memory, and read it again to compare.

    Gives the SHA-256 of the new samples, 16-bit little-endian. Raises `Cancelled`, `DiskFull`, and `DataDamaged` where
    what was written can't be read back; the copy is gone then.
    """
    try:
        with AudioWriter(path, audio.key, audio.recording_id, fsync=False) as writer:
            for pcm in _silenced(audio, silent):
                cancel.raise_if_asked()
                writer.write(pcm)
        _compare(EncryptedAudio(path, audio.key, audio.recording_id), audio, silent, cancel)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return writer.sha256


def destroy(sound: Path) -> None:
    """Overwrite a file of sound and remove it, with the gaps that lie beside it. Nothing happens where it is gone.

    On a disk that puts what is written elsewhere the old contents may outlast this; they are encrypted. Raises
    `OSError`.
    """
    for path in (sound, gaps_path(sound)):
        if path.exists():
            _overwrite(path)
            path.unlink()
    sync_folder(sound.parent)


def _silenced(audio: EncryptedAudio, silent: Sequence[LeftOut]) -> Iterator[bytes]:
    """The frames of the sound, zero in every sample of which anything lies in the silent seconds."""
    at = 0
    for pcm in audio.frames():
        count = len(pcm) // 2
        frame = bytearray(pcm)
        for span in silent:
            first = max(0, int(span.start * SAMPLE_RATE) - at)
            last = min(count, -int(-span.end * SAMPLE_RATE // 1) - at)
            if first < last:
                frame[2 * first : 2 * last] = bytes(2 * (last - first))
        at += count
        yield bytes(frame)


def _compare(copy: EncryptedAudio, audio: EncryptedAudio, silent: Sequence[LeftOut], cancel: Cancellation) -> None:
    """Raise `DataDamaged` unless the copy is whole and says exactly what it should."""
    found = copy.frames()
    for wanted in _silenced(audio, silent):
        cancel.raise_if_asked()
        if next(found, None) != wanted:
            raise DataDamaged
    if next(found, None) is not None or not copy.state.finished:
        raise DataDamaged


def _overwrite(path: Path) -> None:
    with open(path, "r+b", buffering=0) as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, _OVERWRITE_BYTES)))
        os.fsync(file.fileno())
