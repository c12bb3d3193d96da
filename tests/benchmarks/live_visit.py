"""A visit that is heard while it is recorded, as in the app: a growing encrypted file, Stop, and the transcript.

Run: python -m tests.benchmarks.live_visit SOUND OUT [--pace N] [--voices]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, cast

from models.errors import ChildDied
from models.process import SpawnedChild
from models.speakers import SpeakerFinder
from scribe import actions, lifecycle
from scribe.audio_store import FRAME_SAMPLES, FRAME_SECONDS, AudioWriter, EncryptedAudio
from scribe.errors import NothingHeard
from scribe.ids import new_id
from scribe.jobs import run_here
from scribe.keys import MemoryHolder
from scribe.lifecycle import Move
from scribe.recorder import RecordedAudio, RecordingState
from scribe.session import InstalledEngines, Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import (
    Agreed,
    Agreement,
    AudioOrigin,
    Gap,
    Person,
    PersonId,
    Recording,
    RecordingId,
    Role,
    Sha256,
    Transcript,
    Visit,
    VisitId,
    VisitStage,
)
from tests.benchmarks.made_visits import NAMES
from tests.benchmarks.sound_files import read_wav

if TYPE_CHECKING:
    from scribe.live import LiveListening
    from scribe.recorder import RecordingHandle


@dataclass(frozen=True)
class LiveRun:
    """How it went. `waited`: seconds from Stop to the transcript in the vault, of which `left_listening` until the live
    listening had let go; `behind`: how many seconds of sound were not words yet when Stop was pressed.
    """

    waited: float
    left_listening: float
    behind: float
    seconds: float
    pace: float
    text: str
    marked: int


# --- the recording


def play_into(connection: Connection, sound: Path, place: EncryptedAudio, pace: float) -> None:
    """Run in the recording's child: add a frame whenever one is due, until there is no more; then finish the file.

    Sends the seconds that are on the disk, then the SHA-256 of all samples.
    """
    with AudioWriter(place.path, place.key, place.recording_id) as writer:
        began = time.monotonic()
        for number, pcm in enumerate(read_wav(sound, FRAME_SAMPLES), start=1):
            time.sleep(max(0.0, began + number * FRAME_SECONDS / pace - time.monotonic()))
            writer.write(pcm)
            connection.send(writer.seconds)
    connection.send((writer.seconds, writer.sha256))
    connection.close()


@dataclass(frozen=True)
class Take:
    """As `scribe.recorder.Take`: the one file of this recording."""

    audio: EncryptedAudio
    seconds: float
    ended: bool


class ReplayHandle:
    """What a `RecordingHandle` shows of a recording, for one that is played into its file and ends with it."""

    level = peak = -30.0
    gaps: tuple[Gap, ...] = ()
    minutes_left = float("inf")
    warning = ""
    microphone = "a file"

    def __init__(self, sound: Path, place: EncryptedAudio, pace: float) -> None:
        self._place = place
        self._child = SpawnedChild("tests.benchmarks.live_visit:play_into", (sound, place, pace), name="recording")
        self.seconds = 0.0
        self._recorded: RecordedAudio | None = None
        self._over = threading.Event()
        threading.Thread(target=self._follow, name="recording", daemon=True).start()

    def _follow(self) -> None:
        try:
            while self._recorded is None:
                self._note(self._child.receive(0.5))
        except ChildDied:
            pass  # `stop` tells of it
        self._over.set()

    def _note(self, message: object) -> None:
        match message:
            case float():
                self.seconds = message
            case (float(seconds), str(sha256)):
                self.seconds = seconds
                self._recorded = RecordedAudio(seconds, Sha256(sha256), ())

    @property
    def state(self) -> RecordingState:
        """RECORDING once there is sound, STOPPED at the end."""
        if self._over.is_set():
            return RecordingState.STOPPED
        return RecordingState.RECORDING if self.seconds else RecordingState.STARTING

    @property
    def takes(self) -> tuple[Take, ...]:
        """The one file, once something is in it."""
        return (Take(self._place, self.seconds, self._over.is_set()),) if self.seconds else ()

    def wait(self) -> None:
        """Wait until all has been played."""
        self._over.wait()

    def stop(self) -> RecordedAudio:
        """What was recorded. Raises `ChildDied` where playing failed."""
        self._over.wait()
        self._child.stop(grace=1.0)
        if self._recorded is None:
            raise ChildDied
        return self._recorded


# --- the visit


class WordsAlone(InstalledEngines):
    """The starter models without the one that tells voices apart: what words cost is reported apart from voices."""

    def speakers(self) -> SpeakerFinder | None:
        """None."""
        return None


@contextmanager
def temporary_session(*, voices: bool = True) -> Iterator[Session]:
    """The real actions' session on a vault that is thrown away, with the starter models."""
    with tempfile.TemporaryDirectory(prefix="fairnote-bench-") as folder:
        vault = Vault.create(Path(folder) / "vault", MemoryHolder())
        with Session(vault, Settings(), InstalledEngines() if voices else WordsAlone()) as session:
            yield session


def planned_visit(session: Session) -> Visit:
    """A visit to which everybody has agreed."""
    agreed = Agreement(Agreed.YES, "asked aloud", "yes", "the worker", datetime.now(UTC))
    people = (
        Person(PersonId("p1"), NAMES[0], Role.PERSON, "she", agreement=agreed),
        Person(PersonId("p2"), NAMES[1], Role.WORKER),
    )
    visit = Visit(VisitId(new_id("v")), "BENCH", "case-note", VisitStage.PLANNED, datetime.now(UTC), people)
    session.vault.add_visit(visit)
    return visit


def begin(session: Session, visit_id: VisitId) -> tuple[Recording, EncryptedAudio]:
    """The row of a recording that has begun, and where its sound goes."""
    recording_id = RecordingId(new_id("r"))
    recording = Recording(recording_id, visit_id, f"{recording_id}.fna", AudioOrigin.RECORDED, datetime.now(UTC))
    with session.vault.transaction():
        lifecycle.advance(session.vault, visit_id, Move.START_RECORDING)
        session.vault.save_recording(recording)
    key = session.vault.visit_key(visit_id)
    return recording, EncryptedAudio(session.vault.audio_folder / recording.file_name, key, recording_id)


def finish(session: Session, recording: Recording, recorded: RecordedAudio) -> None:
    """The row of a recording that has ended."""
    done = replace(recording, finished=True, seconds=recorded.seconds, audio_sha256=recorded.sha256)
    with session.vault.transaction():
        session.vault.save_recording(done)
        lifecycle.advance(session.vault, recording.visit, Move.FINISH_RECORDING)


def listen(session: Session, visit_id: VisitId, handle: ReplayHandle) -> LiveListening:
    """Begin to listen to a recording that goes on."""
    return actions.listen_live(session, visit_id, cast("RecordingHandle", handle))


def run(sound: Path, pace: float, *, voices: bool = False) -> LiveRun:
    """Record, listen live, press Stop when all has been played, and wait for the transcript."""
    with temporary_session(voices=voices) as session:
        visit = planned_visit(session)
        recording, place = begin(session, visit.id)
        handle = ReplayHandle(sound, place, pace)
        listening = listen(session, visit.id, handle)
        handle.wait()
        behind, stopped = float(listening.behind), time.monotonic()
        finish(session, recording, handle.stop())
        listening.stop()
        left = time.monotonic() - stopped
        transcript = _transcribe(session, visit.id)
        waited = time.monotonic() - stopped
    text = " ".join(turn.text for turn in transcript.turns) if transcript else ""
    marked = sum(d.to_word - d.from_word for d in transcript.doubts) if transcript else 0
    return LiveRun(waited, left, behind, handle.seconds, pace, text, marked)


def _transcribe(session: Session, visit_id: VisitId) -> Transcript | None:
    """The transcript that is in the vault then; None where nobody spoke."""
    try:
        return run_here(actions.transcribe_visit(session, visit_id))
    except NothingHeard:
        return None


def main() -> int:
    """Write how it went."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.live_visit", description=__doc__)
    parser.add_argument("sound", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pace", type=float, default=1.0, help="how many times faster than real life it is played")
    parser.add_argument("--voices", action="store_true", help="tell voices apart as well")
    asked = parser.parse_args()
    asked.out.write_text(json.dumps(asdict(run(asked.sound, asked.pace, voices=asked.voices))), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
