"""Copies a sound file into the vault: decoded in a child, encrypted as it comes, the file itself only ever read."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from models.child import Limits
from models.errors import ChildDied, UnreadableAudio
from models.process import stream
from models.progress import Cancellation, OnProgress, Progress, ignore_progress
from scribe.audio_reader import DAMAGED_PARTS, SoundLength, SoundRead
from scribe.audio_store import AudioWriter
from scribe.errors import FileRefused

LIMITS = Limits(cpu_seconds=3_600, memory_bytes=2 << 30)
"""A four-hour file takes two minutes and a quarter of a gigabyte; what needs ten times that is hostile."""
CRASHED = (
    "The program that reads sound files stopped at this one, so it may be damaged. It was not changed. "
    "Try it in another form, such as wav or mp3."
)
NOT_THERE = "There is no file there. Nothing was changed."
A_FOLDER = "This is a folder, not a sound file. Nothing was changed."
NOT_A_FILE = "This is not an ordinary file, so it was not opened. Nothing was changed."
NOT_ALLOWED = "You are not allowed to read this file. It was not opened or changed. Ask whoever owns it, or IT."
CAN_NOT_OPEN = "This file could not be opened. It was not changed. Check that its disk or stick is still there."


@dataclass(frozen=True)
class ImportedAudio:
    """What was taken in: its length, the SHA-256 of the original file, and a sentence where part of it is missing."""

    seconds: float
    sha256: str
    remark: str = ""


def import_audio(
    source: Path,
    destination: Path,
    key: bytes,
    recording_id: str,
    *,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> ImportedAudio:
    """Decode `source` into a new encrypted file at `destination`, in constant memory.

    Raises `FileRefused` or `UnreadableAudio` with a sentence that says what is wrong, `DiskFull`, or `Cancelled`. When
    it raises, what it had written of the copy is removed: all of that is still in the original, which never changes.
    """
    refuse_at_once(source)
    writer = AudioWriter(destination, key, recording_id, fsync=False)
    try:
        done = _copy(source, writer, on_progress, cancel or Cancellation())
        writer.close()
    except BaseException:
        writer.abandon()
        destination.unlink(missing_ok=True)  # made by this very call
        raise
    return ImportedAudio(writer.seconds, done.read.sha256, _remark(done, writer.seconds))


@dataclass(frozen=True)
class _Done:
    read: SoundRead
    claimed: float


def _copy(source: Path, writer: AudioWriter, on_progress: OnProgress, cancel: Cancellation) -> _Done:
    claimed = 0.0

    def take(message: object) -> None:
        nonlocal claimed
        match message:
            case SoundLength(seconds):
                claimed = seconds
            case bytes():
                writer.write(message)
                on_progress(Progress(writer.seconds, claimed, "seconds of sound read"))

    try:
        read = stream(
            "scribe.audio_reader:send_sound",
            (source.absolute(),),
            on_message=take,
            cancel=cancel,
            limits=LIMITS,
            name="sound file",
        )
    except ChildDied as error:
        raise UnreadableAudio(CRASHED) from error
    assert isinstance(read, SoundRead)
    return _Done(read, claimed)


def refuse_at_once(source: Path) -> None:
    """Raise `FileRefused` for what can be seen without reading: nothing there, a folder, a pipe, no permission."""
    try:
        mode = source.stat().st_mode
        if stat.S_ISDIR(mode):
            raise FileRefused(A_FOLDER)
        if not stat.S_ISREG(mode):
            raise FileRefused(NOT_A_FILE)
        source.open("rb").close()
    except FileNotFoundError as error:
        raise FileRefused(NOT_THERE) from error
    except PermissionError as error:
        raise FileRefused(NOT_ALLOWED) from error
    except OSError as error:
        raise FileRefused(CAN_NOT_OPEN) from error


def _remark(done: _Done, seconds: float) -> str:
    """What a worker should know where not all of the file could be read; '' otherwise."""
    said = [DAMAGED_PARTS] if done.read.damaged_parts else []
    if done.claimed - seconds > max(1.0, done.claimed / 100):
        there, lasts = _minutes(seconds), _minutes(done.claimed)
        said.append(f"The file says that it lasts {lasts}, but only {there} could be read.")
    return " ".join(said)


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d} minutes"
