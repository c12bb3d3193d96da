"""A recording's sound on disk: encrypted in quarter-second frames, so that the good part of any file can be read.

The format is described in docs/decisions/0006-audio-frames.md. A file is a header and then frames of one size; a frame
that is shorter than that is the last one, and marks the file as finished. There is no way to append to a file that
somebody else began: a writer always makes a new file, so two frames can never be sealed with one nonce.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from nacl import bindings
from nacl.exceptions import CryptoError

from scribe.errors import DataDamaged, DiskFull

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 16_000
"""Samples a second; mono, 16-bit little-endian."""
FRAME_SAMPLES = 4_000
FRAME_SECONDS = FRAME_SAMPLES / SAMPLE_RATE
"""A quarter of a second, so that with every delay in between at most one second is lost."""
FRAME_PCM = FRAME_SAMPLES * 2
TAG = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
FRAME_BYTES = FRAME_PCM + TAG
FRAMES_A_SYNC = 40
"""How many frames go onto the disk together at most, where several wait: ten seconds, so that it is seen to go on."""

_MAGIC = b"FAIRNAUD"
_VERSION = 1
_SALT = 15
_ID_ROOM = 64
_HEADER = struct.Struct(f"<8sHIH{_SALT}sB{_ID_ROOM}s")
HEADER_BYTES = _HEADER.size
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

MISSING = (
    "The file with this recording's sound is not where it was put. Fairnote deleted nothing. "
    "Ask IT to restore it from a backup."
)


@dataclass(frozen=True)
class AudioState:
    """How much of a file can be read, and whether that is all of it.

    `seconds` is the length of the valid prefix. `damaged_at` is the second at which a frame is not what was written
    (None: no such frame). `torn` says that the last frame was only half written (or that a short last one was changed).
    """

    seconds: float
    finished: bool
    damaged_at: float | None = None
    torn: bool = False

    @property
    def sentence(self) -> str:
        """What a person should know of it, in plain words; '' if all is well."""
        if self.damaged_at is not None:
            place = f"The sound is damaged {self.damaged_at:.1f} seconds in."
            return f"{place} What comes before is whole. The file was kept as it is."
        if not self.finished:
            return f"The recording was interrupted. Its first {self.seconds:.1f} seconds are safe."
        return ""


_BESIDE = 2


def _nonce(salt: bytes, counter: int, kind: int) -> bytes:
    """24 bytes: random for the file, then which frame, then 1 for the last frame, 0 for the others, and _BESIDE for
    what is no frame and is kept in another file. Never the same twice.
    """
    return salt + struct.pack("<QB", counter, kind)


def _make_header(recording_id: str) -> bytes:
    name = recording_id.encode()
    if not 0 < len(name) <= _ID_ROOM:
        raise ValueError(f"a recording's id has 1 to {_ID_ROOM} bytes")
    return _HEADER.pack(_MAGIC, _VERSION, SAMPLE_RATE, FRAME_SAMPLES, secrets.token_bytes(_SALT), len(name), name)


def _salt_of(header: bytes, recording_id: str) -> bytes | None:
    """The salt in a header of this version and recording; None if it is anything else."""
    if len(header) < HEADER_BYTES:
        return None
    magic, version, rate, frame, salt, length, name = _HEADER.unpack(header)
    expected = (_MAGIC, _VERSION, SAMPLE_RATE, FRAME_SAMPLES, recording_id.encode())
    return bytes(salt) if (magic, version, rate, frame, bytes(name[:length])) == expected else None


class AudioWriter:
    """Writes one new file. Not for use from two threads at once.

    With `fsync`, all whole frames are on the disk before `write` returns; without, all of it is when `close` returns
    (for sound that exists elsewhere too). Raises `FileExistsError` if the file is there, and `DiskFull` when there is
    no room: what was written until then stays valid, and what was given with that call is kept in memory and tried
    again at the next `write` or `close`.
    """

    def __init__(self, path: Path, key: bytes, recording_id: str, fsync: bool = True) -> None:
        self.path = path
        self.folder = path.parent
        self._key = key
        self._fsync = fsync
        self._header = _make_header(recording_id)
        self._salt = _salt_of(self._header, recording_id) or b""
        self._rest = bytearray()
        self._waiting: list[tuple[bytes, bytes]] = []
        self._frames = 0
        self._offset = 0
        self._written = 0
        self._digest = hashlib.sha256()
        self._ending = False
        self._closed = False
        self._file: BinaryIO = open(path, "xb", buffering=0, opener=_private)  # noqa: SIM115 - closed by close()
        try:
            self._put(self._header)
            sync_folder(path.parent)
        except OSError as error:
            self._file.close()
            path.unlink(missing_ok=True)  # made just now; it held no sound yet
            raise _said(error) from error

    @property
    def seconds(self) -> float:
        """Seconds that are in the file, and with `fsync` on the disk."""
        return self._written / (2 * SAMPLE_RATE)

    @property
    def seconds_given(self) -> float:
        """Seconds that were given to `write`: the next sample's place. Up to a frame of it is not in the file yet."""
        waiting = sum(len(pcm) for pcm, _ in self._waiting)
        return (self._written + waiting + len(self._rest)) / (2 * SAMPLE_RATE)

    @property
    def sha256(self) -> str:
        """SHA-256 of the samples that are in the file, as 16-bit little-endian."""
        return self._digest.hexdigest()

    def write(self, pcm: bytes) -> None:
        """Add samples, 16-bit little-endian mono at SAMPLE_RATE, as many as there are. Raises `DiskFull`."""
        if self._ending or self._closed:
            raise ValueError("this recording was ended")
        self._rest += pcm
        while len(self._rest) >= FRAME_PCM:
            frame = bytes(self._rest[:FRAME_PCM])
            del self._rest[:FRAME_PCM]
            self._seal(frame, last=False)
        self._drain()

    def close(self) -> None:
        """Write what is left and mark the file as finished. Raises `DiskFull`: it then stays readable, unfinished."""
        if self._closed:
            return
        self._ending = True  # from here on nothing is added, so a second try seals the same last frame
        self._drain()
        last = bytes(self._rest[: len(self._rest) // 2 * 2])
        try:
            self._put(self._encrypt(last, last=True))
            self._count(last)
            if not self._fsync:
                _sync(self._file)
        except OSError as error:
            raise _said(error) from error
        self._closed = True
        self._rest.clear()
        self._file.close()

    def abandon(self) -> None:
        """Let go of the file as it is, unfinished. Safe to call at any time; what was written stays readable."""
        self._closed = True
        self._file.close()

    def seal_beside(self, counter: int, data: bytes) -> bytes:
        """Seal what belongs to this recording and is no sound. A `counter` may never be used twice."""
        nonce = _nonce(self._salt, counter, _BESIDE)
        return bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(data, self._header, nonce, self._key)

    def __enter__(self) -> AudioWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Finish the file, or leave it unfinished if something went wrong."""
        if kind is None:
            self.close()
        else:
            self.abandon()

    def _seal(self, pcm: bytes, *, last: bool) -> None:
        self._waiting.append((pcm, self._encrypt(pcm, last=last)))
        self._frames += 1

    def _encrypt(self, pcm: bytes, *, last: bool) -> bytes:
        nonce = _nonce(self._salt, self._frames, last)
        return bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(pcm, self._header, nonce, self._key)

    def _drain(self) -> None:
        """Put the waiting frames on the disk. One that fails stays first in line, sealed as it was, nonce and all."""
        while self._waiting:
            self._put_together(self._waiting[:FRAMES_A_SYNC])

    def _put_together(self, frames: list[tuple[bytes, bytes]]) -> None:
        """The first frames that wait, synchronised once: a slow disk takes as long for ten as for one.

        None of them counts before that. Where there is room for only some of them, those count.
        """
        before, put, failed = self._offset, 0, None
        try:
            for _, sealed in frames:
                self._write(sealed)
                put += 1
        except OSError as error:
            failed = error
        try:
            self._sync_now()
        except OSError as error:
            self._offset = before
            raise _said(error) from error
        for pcm, _ in frames[:put]:
            self._count(pcm)
        del self._waiting[:put]
        if failed is not None:
            raise _said(failed) from failed

    def _count(self, pcm: bytes) -> None:
        self._written += len(pcm)
        self._digest.update(pcm)

    def _put(self, data: bytes) -> None:
        before = self._offset
        self._write(data)
        try:
            self._sync_now()
        except OSError:
            self._offset = before
            raise

    def _write(self, data: bytes) -> None:
        """Write all of `data` where the last whole frame ended, over any torn rest of a try that failed."""
        self._file.seek(self._offset)
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]
        self._offset += len(data)

    def _sync_now(self) -> None:
        if self._fsync:
            _sync(self._file)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o600)


def new_private_file(path: Path) -> int:
    """Make a file that only this user can read, and give its number. Raises `FileExistsError`."""
    return _private(str(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0))


def _sync(file: BinaryIO) -> None:
    """Onto the disk, contents and length. Windows and macOS have only `fsync`."""
    getattr(os, "fdatasync", os.fsync)(file.fileno())


def sync_folder(folder: Path) -> None:
    """Put the new file's name onto the disk too. Windows has no such call, and needs none."""
    if os.name != "posix":
        return
    at = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(at)
    finally:
        os.close(at)


def _said(error: OSError) -> DiskFull | OSError:
    return DiskFull() if error.errno in _NO_ROOM else error


@dataclass(frozen=True)
class EncryptedAudio:
    """The sound of one recording, for reading: a `models.transcriber.AudioSource` that can be pickled.

    Each read goes to the file again and keeps one frame in memory; the file may still grow. Raises `DataDamaged` if the
    file is not there.
    """

    path: Path
    key: bytes
    recording_id: str

    def __repr__(self) -> str:
        """Without the key."""
        return f"EncryptedAudio({self.recording_id!r})"

    def seconds(self) -> float:
        """Length of the valid prefix, in seconds."""
        return self.state.seconds

    @property
    def state(self) -> AudioState:
        """How much can be read.

        The first look at a file checks every frame (about a second for four hours of sound); a later look only what is
        new since.
        """
        return _look(self)

    def frames(self, start: float = 0.0) -> Iterator[bytes]:
        """The samples from `start` seconds on, as 16-bit little-endian, a frame or less at a time.

        Ends where the valid part ends.
        """
        first = max(0, int(start * SAMPLE_RATE))
        skip = first % FRAME_SAMPLES * 2
        for pcm in self._sealed_from(first // FRAME_SAMPLES):
            if pcm[skip:]:
                yield pcm[skip:]
            skip = 0

    def pcm(self, start: float, end: float) -> bytes:
        """The samples between two times, as 16-bit little-endian mono; fewer where the valid part ends earlier."""
        wanted = (max(0, int(end * SAMPLE_RATE)) - max(0, int(start * SAMPLE_RATE))) * 2
        found = bytearray()
        for pcm in self.frames(start):
            if len(found) >= wanted:
                break
            found += pcm
        return bytes(found[: max(0, wanted)])

    def blocks(self, start: float = 0.0) -> Iterator[NDArray[np.float32]]:
        """The samples from `start` seconds on, in blocks of at most a quarter of a second, each between -1 and 1."""
        import numpy as np

        for pcm in self.frames(start):
            yield np.frombuffer(pcm, dtype="<i2").astype(np.float32) / np.float32(32768)

    def open_beside(self, counter: int, sealed: bytes) -> bytes | None:
        """What `AudioWriter.seal_beside` sealed, or None where it is not that."""
        with _open(self.path) as file:
            header = file.read(HEADER_BYTES)
        salt = _salt_of(header, self.recording_id)
        if salt is None:
            return None
        nonce = _nonce(salt, counter, _BESIDE)
        try:
            return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, header, nonce, self.key)
        except CryptoError:
            return None

    def _sealed_from(self, index: int) -> Iterator[bytes]:
        with _open(self.path) as file:
            reader = _Reader(file, self)
            while (frame := reader.frame(index)) is not None:
                yield frame.pcm
                if frame.last:
                    return
                index += 1


@dataclass(frozen=True)
class _Frame:
    pcm: bytes
    last: bool


class _Reader:
    """One pass over an open file."""

    def __init__(self, file: BinaryIO, audio: EncryptedAudio) -> None:
        self._file = file
        self._key = audio.key
        self._header = file.read(HEADER_BYTES)
        self._salt = _salt_of(self._header, audio.recording_id)
        self.short = False
        """Whether the frame asked for last was cut off, and is no last frame."""
        self.missing = False
        """Whether there was nothing at all where the frame asked for last would be."""

    def frame(self, index: int) -> _Frame | None:
        """Frame `index`, or None where the valid part ends."""
        self._file.seek(HEADER_BYTES + index * FRAME_BYTES)
        sealed = self._file.read(FRAME_BYTES)
        self.missing = not sealed and len(self._header) == HEADER_BYTES
        self.short = len(sealed) < FRAME_BYTES and not self.missing
        if self._salt is None or len(sealed) < TAG:
            return None
        last = len(sealed) < FRAME_BYTES
        try:
            pcm = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
                sealed, self._header, _nonce(self._salt, index, last), self._key
            )
        except CryptoError:
            return None
        return _Frame(pcm, last)


@dataclass
class _Seen:
    """What was found in a file when it was last looked at: so many whole frames, and the state."""

    stamp: tuple[int, int, int]
    frames: int
    state: AudioState


_seen: dict[tuple[str, bytes], _Seen] = {}
_SEEN_AT_MOST = 64


def _look(audio: EncryptedAudio) -> AudioState:
    """The state of a file, looking again only at what has changed since the last look."""
    name = (str(audio.path), hashlib.sha256(audio.key + audio.recording_id.encode()).digest())
    with _open(audio.path) as file:
        info = os.fstat(file.fileno())
        stamp = (info.st_ino, info.st_size, info.st_mtime_ns)
        known = _seen.get(name)
        if known is not None and known.stamp == stamp:
            return known.state
        grown = known is not None and known.stamp[0] == stamp[0] and known.stamp[1] < stamp[1]
        frames, state = _check(_Reader(file, audio), known.frames if known is not None and grown else 0)
    if len(_seen) >= _SEEN_AT_MOST:
        _seen.clear()
    _seen[name] = _Seen(stamp, frames, state)
    return state


def _check(reader: _Reader, index: int) -> tuple[int, AudioState]:
    """How many whole frames are valid, the first `index` being known to be, and what that means."""
    while (frame := reader.frame(index)) is not None:
        if frame.last:
            seconds = index * FRAME_SECONDS + len(frame.pcm) / 2 / SAMPLE_RATE
            return index, AudioState(seconds, finished=True)
        index += 1
    seconds = index * FRAME_SECONDS
    damaged = None if reader.missing or reader.short else seconds
    return index, AudioState(seconds, finished=False, damaged_at=damaged, torn=reader.short)


def _open(path: Path) -> BinaryIO:
    try:
        return open(path, "rb", buffering=0)
    except FileNotFoundError as error:
        raise DataDamaged(MISSING) from error
