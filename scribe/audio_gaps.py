"""What was not recorded, kept beside a recording's sound as it happens, so that it is known after any crash.

The file is named after the sound's, and holds records of one size, each sealed with the sound's key and header: which
gap, where in the sound it lies, how long it lasted, and why. A gap is written when it begins and again when it ends.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from scribe.audio_store import TAG, AudioWriter, EncryptedAudio, new_private_file, sync_folder
from scribe.visit import Gap

PAUSED, LOST, TOO_BUSY = "paused", "microphone lost", "the laptop was too busy"
ASLEEP, STOPPED, MISSING = "the laptop was asleep", "the recording program stopped", "sound was missing"
_WHYS = (PAUSED, LOST, TOO_BUSY, ASLEEP, STOPPED, MISSING)
"""A file holds the place in this list: a new why goes to its end."""
_GAP = struct.Struct("<IddB")
_COUNTER = struct.Struct("<I")
_RECORD_BYTES = _COUNTER.size + _GAP.size + TAG


def gaps_path(sound: Path) -> Path:
    """Where the gaps of the sound in this file are."""
    return sound.with_name(f"{sound.name}.gaps")


class GapWriter:
    """Writes down the gaps of one recording while it goes on. The file is made at the first gap."""

    def __init__(self, writer: AudioWriter) -> None:
        self._writer = writer
        self._path = gaps_path(writer.path)
        self._file: int | None = None
        self._counter = 0
        self._offset = 0

    def put(self, number: int, gap: Gap) -> None:
        """Gap `number` is like this now; one that still goes on ends where it starts. Raises `OSError`."""
        # Counted before it is written: whatever of it got onto the disk, its nonce is never used again.
        counter, self._counter = self._counter, self._counter + 1
        plain = _GAP.pack(number, gap.start, gap.end, _WHYS.index(gap.why))
        record = _COUNTER.pack(counter) + self._writer.seal_beside(counter, plain)
        if self._file is None:
            self._file = new_private_file(self._path)
            sync_folder(self._path.parent)
        os.lseek(self._file, self._offset, os.SEEK_SET)
        if os.write(self._file, record) == len(record):
            self._offset += len(record)
        if gap.why != TOO_BUSY:  # a laptop that is too busy is not given more to wait for
            os.fsync(self._file)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def recorded_gaps(audio: EncryptedAudio) -> tuple[Gap, ...]:
    """The gaps that were written down, as far as they can be read. Nothing is changed."""
    path = gaps_path(audio.path)
    if not path.exists():
        return ()
    data = path.read_bytes()
    found: dict[int, Gap] = {}
    for at in range(0, len(data) - _RECORD_BYTES + 1, _RECORD_BYTES):
        (counter,) = _COUNTER.unpack_from(data, at)
        plain = audio.open_beside(counter, data[at + _COUNTER.size : at + _RECORD_BYTES])
        if plain is None:
            break
        number, start, end, why = _GAP.unpack(plain)
        found[number] = Gap(start, end, _WHYS[why])
    return tuple(found[number] for number in sorted(found))
