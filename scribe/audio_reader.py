"""Reads sound files of many kinds as 16 kHz mono samples; runs in child processes only, since a file may be hostile."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from models.errors import UnreadableAudio

SAMPLE_RATE = 16_000
PIECE_BYTES = 2 * SAMPLE_RATE
"""At least a second of samples in each piece that is given on."""
KINDS = "wav,w64,flac,mp3,mov,mp4,m4a,3gp,3g2,mj2,ogg,matroska,webm,aac,aiff,amr,caf"
"""The only file formats that are opened. Playlists, which could name other files or addresses, are not among them."""
_READ_BYTES = 1 << 16
_LOOK_BYTES = 4096
_LOWEST_RATE, _HIGHEST_RATE = 1_000, 768_000
"""Hz, wider than any recorder's. Bringing a rate beyond them to ours takes gigabytes of a file of a few bytes."""

EMPTY = "This file is empty: there is nothing in it. It was not changed."
TEXT = "This file holds text, not sound, whatever its name says. It was not changed."
CUT_SHORT = (
    "This looks like a phone or video recording that was cut short: the part that says how to read it is missing. "
    "It was not changed. Copy it from the phone or recorder again."
)
NOT_SOUND = (
    "This file could not be read as sound. It may be damaged, or of a kind that Fairnote does not know. "
    "It was not changed. Use wav, flac, mp3, m4a, ogg, opus, webm or mp4."
)
NO_SOUND_IN_IT = "There is no sound track in this file. It was not changed."
NO_SAMPLES = "There is a sound track in this file, but not a moment of sound in it. The file was not changed."
CHANGED = "This file changed while it was being read, so nothing was kept of it. Try again once it is finished."
DAMAGED_PARTS = "Parts of the file are damaged and were passed over."


class SoundReader:
    """One sound file, opened once and read only. Raises `UnreadableAudio`, whose sentence tells nothing of the file.

    Its SHA-256 is taken from the same bytes as they pass; what the decoder had no need of is read at the end.
    """

    def __init__(self, path: Path) -> None:
        import av

        self.damaged_parts = 0
        """How many pieces could not be decoded and were passed over."""
        self._file = _HashedFile(path)
        try:
            start = self._file.look()
            refuse_by_first_bytes(start)
            self._share_there = _share_there(start, self._file.size)
            options = {"format_whitelist": KINDS, "protocol_whitelist": ""}
            self._container: Any = av.open(
                self._file, "r", container_options=options, metadata_errors="replace", buffer_size=_READ_BYTES
            )
        except (av.error.FFmpegError, UnicodeError) as error:
            self._file.close()
            raise UnreadableAudio(CUT_SHORT if start[4:8] == b"ftyp" else NOT_SOUND) from error
        except UnreadableAudio:
            self._file.close()
            raise
        if not self._container.streams.audio:
            self.close()
            raise UnreadableAudio(NO_SOUND_IN_IT)

    def seconds(self) -> float:
        """Length as the file says it, which may be wrong; 0.0 where it says nothing."""
        import av

        stream = self._container.streams.audio[0]
        if stream.duration and stream.time_base:
            return float(stream.duration * stream.time_base) / self._share_there
        return float(self._container.duration / av.time_base) / self._share_there if self._container.duration else 0.0

    def pcm(self) -> Iterator[bytes]:
        """The samples of the first sound track: 16-bit little-endian mono at SAMPLE_RATE, a second or more at a time.

        Raises `UnreadableAudio` if there are none.
        """
        held = bytearray()
        some = False
        for frame in self._resampled():
            held += bytes(frame.planes[0])[: frame.samples * 2]
            if len(held) >= PIECE_BYTES:
                yield bytes(held)
                some = True
                held.clear()
        if held:
            yield bytes(held)
        elif not some:
            raise UnreadableAudio(NO_SAMPLES)

    def sha256(self) -> str:
        """SHA-256 of the whole file. Raises `UnreadableAudio` if it changed since it was opened."""
        return self._file.sha256()

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()
        self._file.close()

    def __enter__(self) -> SoundReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _resampled(self) -> Iterator[Any]:
        """Frames of 16-bit mono at SAMPLE_RATE. A file may change its rate on the way: each part gets a resampler."""
        import av

        shape: object = None
        resampler: Any = None
        try:
            for frame in self._decoded():
                if shape != (now := (frame.format.name, frame.layout.name, frame.sample_rate)):
                    yield from resampler.resample(None) if resampler else ()
                    resampler, shape = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE), now
                frame.pts = None  # the samples follow each other, whatever the clock of the file says
                yield from resampler.resample(frame)
            yield from resampler.resample(None) if resampler else ()
        except av.error.FFmpegError as error:  # of samples that are decoded, so it is what the file says of them
            raise UnreadableAudio(NOT_SOUND) from error

    def _decoded(self) -> Iterator[Any]:
        """Frames as they are in the file. What can't be decoded is counted and passed over."""
        import av

        packets = self._container.demux(self._container.streams.audio[0])
        while True:
            try:
                packet = next(packets, None)
            except av.error.FFmpegError:  # the rest of the file can't be read
                self.damaged_parts += 1
                return
            if packet is None:
                return
            try:
                frames = packet.decode()
            except av.error.EOFError:
                continue
            except av.error.FFmpegError:
                self.damaged_parts += 1
                continue
            if any(not _LOWEST_RATE <= frame.sample_rate <= _HIGHEST_RATE for frame in frames):
                raise UnreadableAudio(NOT_SOUND)
            yield from frames


@dataclass(frozen=True)
class SoundLength:
    """Seconds that a file says it lasts; 0.0 where it doesn't say."""

    seconds: float


@dataclass(frozen=True)
class SoundRead:
    """What is known once all of a file was read."""

    sha256: str
    damaged_parts: int


def send_sound(send: Callable[[object], None], should_stop: Callable[[], bool], path: Path) -> SoundRead:
    """Run by `models.process.stream`: send the length, then the samples, as bytes. Raises `UnreadableAudio`."""
    with SoundReader(path) as reader:
        send(SoundLength(reader.seconds()))
        for pcm in reader.pcm():
            if should_stop():
                break
            send(pcm)
        return SoundRead(reader.sha256(), reader.damaged_parts)


def decode(path: Path) -> Iterator[bytes]:
    """The samples of a sound file: 16-bit little-endian mono at SAMPLE_RATE, in order. Raises `UnreadableAudio`."""
    with SoundReader(path) as reader:
        yield from reader.pcm()


def seconds_of(path: Path) -> float:
    """Length of a sound file as it says itself, 0.0 where it doesn't. Raises `UnreadableAudio`."""
    with SoundReader(path) as reader:
        return reader.seconds()


def refuse_by_first_bytes(start: bytes) -> None:
    """Raise `UnreadableAudio` where the first bytes already show that this is no sound."""
    if not start:
        raise UnreadableAudio(EMPTY)
    printable = sum(byte in b"\t\n\r" or 32 <= byte < 127 or byte >= 128 for byte in start)
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(start) - 3:  # not just a character that the look cut in two
            return
    if printable == len(start):
        raise UnreadableAudio(TEXT)


def _share_there(start: bytes, size: int) -> float:
    """How much of a wav is there, between 0 and 1: its header says how long it should be. 1 for anything else."""
    said = int.from_bytes(start[4:8], "little") + 8
    if start[:4] != b"RIFF" or said >= 0xFFFF_FF00:  # a recorder that did not know the length yet writes the highest
        return 1.0
    return min(1.0, size / said)


class _HashedFile(io.RawIOBase):
    """A file opened once, read only, whose SHA-256 grows with each byte that is read for the first time."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = open(path, "rb", buffering=0)  # noqa: SIM115 - closed by close()
        self._began = self._stamp()
        self.size = self._began[0]
        self._digest = hashlib.sha256()
        self._hashed = 0
        self._at = 0

    def look(self) -> bytes:
        """The first bytes, without moving on."""
        start = self.read(_LOOK_BYTES)
        self.seek(0)
        return start or b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size) or b""
        if self._at <= self._hashed < self._at + len(data):
            self._digest.update(data[self._hashed - self._at :])
            self._hashed = self._at + len(data)
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = self._file.seek(offset, whence)
        return self._at

    def tell(self) -> int:
        return self._at

    def sha256(self) -> str:
        self.seek(self._hashed)
        while self.read(_READ_BYTES):
            pass
        if self._stamp() != self._began:
            raise UnreadableAudio(CHANGED)
        return self._digest.hexdigest()

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()

    def _stamp(self) -> tuple[int, int]:
        info = os.fstat(self._file.fileno())
        return info.st_size, info.st_mtime_ns
