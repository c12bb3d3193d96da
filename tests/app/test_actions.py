"""What the actions promise, on a real vault with stand-ins for the models."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import wave
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from models.errors import UnreadableAudio
from models.exam import Permission, TaskMark, exam_version, weighed
from models.exam_items import Task
from models.progress import Cancellation, Cancelled, Progress
from models.scripted import ScriptedTranscriber, ScriptedWriter
from models.transcriber import AudioSource, Segment, Transcriber
from models.transcriber import Word as HeardWord
from models.writer import Writer
from scribe import actions, exams, lifecycle, recorder
from scribe.audio_gaps import STOPPED, GapWriter
from scribe.audio_recovery import CUT_OFF, IMPORT_NOT_FINISHED, NOTHING_RECORDED, UNREADABLE, tidy_sound
from scribe.audio_store import AudioWriter
from scribe.edit_log import EditKind
from scribe.errors import AgreementMissing, DiskFull, MoveNotAllowed, NotFound, NothingHeard
from scribe.jobs import JobContext, run_here
from scribe.keys import MemoryHolder, PassphraseHolder
from scribe.opening import PRACTICE_PREFIX, clear_left_practice, open_session
from scribe.session import Session
from scribe.settings import Settings
from scribe.takes import REMARKS
from scribe.transcript_carrying import RECUT
from scribe.vault import Vault
from scribe.visit import (
    Agreed,
    AudioOrigin,
    DocumentId,
    Gap,
    ModelCard,
    Recording,
    RecordingId,
    Transcript,
    Turn,
    TurnId,
    Visit,
    VisitId,
    VisitStage,
    WrittenBy,
)
from scribe.visit_audio import DAMAGED, visit_audio
from scribe.visit_takes import WENT_ON
from tests.notes.exam_results import result as exam_result
from tests.scribe_core.make import AT, V1, a_document, a_visit

ROOT = Path(__file__).parents[2]
SECOND = array("h", ((at * 37) % 2_001 - 1_000 for at in range(16_000))).tobytes()
KEY = bytes(range(32))


class Engines:
    """A recogniser that hears a script, and no writer."""

    def __init__(self) -> None:
        self.heard: tuple[Segment, ...] = ()
        self.told: dict[str, tuple[Segment, ...]] = {}
        """What it hears when told a name."""
        self.sources: list[AudioSource] = []

    def transcriber(self) -> tuple[Transcriber, ModelCard]:
        """The stand-in."""
        return ScriptedTranscriber(self.heard, self.told), ModelCard("scripted")

    def writer(self) -> tuple[Writer, ModelCard] | None:
        """None: drafting does without."""
        return None

    def speakers(self) -> None:
        """None: nobody is told from anybody."""
        return

    def second_opinion(self) -> None:
        """None: the transcript does without."""
        return

    def close(self) -> None:
        """Nothing to stop."""


def segment(text: str, start: float, end: float, confidence: float = 0.9) -> Segment:
    """What is heard from `start` to `end`, its words spread evenly."""
    words = text.split()
    step = (end - start) / len(words)
    listed = tuple(HeardWord(w, start + i * step, start + (i + 1) * step, confidence) for i, w in enumerate(words))
    return Segment(text, start, end, listed)


def agreed(visit: Visit) -> Visit:
    """The visit with everybody's 'yes'."""
    people = tuple(replace(p, agreement=replace(p.agreement, answer=Agreed.YES)) for p in visit.people)
    return replace(visit, people=people)


def opened(folder: Path) -> Session:
    """A session on the vault in this folder."""
    vault = Vault.open_or_create(folder, MemoryHolder(KEY))
    return Session(vault, Settings(vault_folder=folder), Engines())


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault with one planned visit, where everybody agreed."""
    with opened(tmp_path / "vault") as made:
        made.vault.add_visit(agreed(a_visit()))
        yield made


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recordings use a microphone that works."""
    real = recorder.start_recording
    opener = "tests.audio.fake_microphones:steady"
    monkeypatch.setattr(recorder, "start_recording", lambda *given: real(*given, opener=opener))


def waits_for(what: Callable[[], bool], seconds: float = 15.0) -> None:
    """Wait until something is true; fails if it never is."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)


def sound_file(folder: Path, seconds: int, name: str = "sound.wav") -> Path:
    """A sound file of so many seconds."""
    path = folder / name
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(SECOND * seconds)
    return path


def interrupted(session: Session, seconds: int, *, gaps: tuple[Gap, ...] = (), finish: bool = False) -> Recording:
    """A recording as a crash of the whole app leaves it."""
    recording = Recording(RecordingId("r-cut"), V1, "r-cut.fna", AudioOrigin.RECORDED, AT)
    with session.vault.transaction():
        lifecycle.advance(session.vault, V1, lifecycle.Move.START_RECORDING)
        session.vault.save_recording(recording)
    writer = AudioWriter(session.vault.audio_folder / "r-cut.fna", session.vault.visit_key(V1), "r-cut")
    writer.write(SECOND * seconds)
    marks = GapWriter(writer)
    for number, gap in enumerate(gaps):
        marks.put(number, gap)
    marks.close()
    (writer.close if finish else writer.abandon)()
    return recording


def imported(session: Session, folder: Path, seconds: int, name: str = "sound.wav") -> Recording:
    """Sound taken in from a file."""
    (done,) = run_here(actions.import_audio(session, V1, [sound_file(folder, seconds, name)]))
    return done


def hears(session: Session, *segments: Segment) -> None:
    """What the recogniser is going to hear."""
    engines = session.engines
    assert isinstance(engines, Engines)
    engines.heard = segments


def transcribed(session: Session, *segments: Segment) -> Transcript:
    """Transcribe, hearing these."""
    hears(session, *segments)
    run_here(actions.transcribe_visit(session, V1))
    said = actions.transcript(session, V1)
    assert said is not None
    return said


def damage(session: Session, recording: Recording, share: float) -> None:
    """Change one byte of a recording's file, that far in."""
    path = session.vault.audio_folder / recording.file_name
    data = bytearray(path.read_bytes())
    data[int(len(data) * share)] ^= 1
    path.write_bytes(data)


# --- sound that was damaged after it was kept


def test_sound_damaged_later_is_a_gap_and_nothing_after_it_moves(session: Session, tmp_path: Path) -> None:
    """A damaged recording keeps its length: silence, a gap that says so, and the next recording at its old times."""
    first = imported(session, tmp_path, 8)
    imported(session, tmp_path, 4)
    whole = visit_audio(session.vault, V1)
    tail = whole.pcm(8.5, 9.5)
    assert whole.gaps == () and actions.sound_remarks(session, V1) == ()
    damage(session, first, 0.5)
    audio = visit_audio(session.vault, V1)
    (gap,) = audio.gaps
    assert gap.why == DAMAGED and 3.5 <= gap.start <= 4.0 and gap.end == 8.0
    assert audio.seconds() == 12.0 and audio.pcm(8.5, 9.5) == tail
    samples = np.concatenate(list(audio.blocks()))
    assert len(samples) == 12 * 16_000
    assert not samples[int(gap.start * 16_000) : 8 * 16_000].any() and samples[8 * 16_000 :].any()
    assert len(np.concatenate(list(audio.blocks(6.0)))) == 6 * 16_000
    assert len(audio.pcm(2.0, 10.0)) == 8 * 32_000
    (sentence,) = actions.sound_remarks(session, V1)
    assert "damaged after it was kept" in sentence and "of its 8.0 seconds" in sentence


def test_the_transcript_of_damaged_sound_carries_the_gap(session: Session, tmp_path: Path) -> None:
    """The gap is in the transcript, no turn runs across it, and later words keep their times."""
    damage(session, imported(session, tmp_path, 8), 0.5)
    imported(session, tmp_path, 4)
    said = transcribed(session, segment("before it", 3.0, 3.6), segment("after it", 3.9, 7.5))
    assert [gap.why for gap in said.gaps] == [DAMAGED] and said.seconds == 12.0
    assert [turn.text for turn in said.turns] == ["before it", "after it", "before it"]
    assert said.turns[-1].start == 11.0 and said.turns[-1].end == pytest.approx(11.6)


# --- recordings that were cut off


def test_a_recovered_recording_has_its_gaps_says_that_it_was_cut_off_and_is_audited(session: Session) -> None:
    """Gaps come from the disk, one that never ended too; the remark says what happened; the audit says 'recovered'."""
    gaps = (Gap(1.0, 3.0, "paused"), Gap(2.0, 2.0, "microphone lost"))
    interrupted(session, 3, gaps=gaps)
    done = actions.recover_recording(session, V1)
    assert done.gaps == gaps and done.seconds == 3.0 and len(done.audio_sha256) == 64
    assert done.remark.startswith(CUT_OFF) and "3.0 seconds are safe" in done.remark
    assert session.vault.recordings(V1) == (done,)
    assert dict(session.vault.audit.rows()[-1].facts)["recovered"] is True
    assert actions.visit(session, V1).stage is VisitStage.RECORDED
    assert actions.sound_remarks(session, V1) == (done.remark,)


def test_a_recording_that_the_child_still_finished_is_marked_as_cut_off_too(session: Session) -> None:
    """The app was killed and the child closed the file: whole sound, yet cut off."""
    interrupted(session, 2, finish=True)
    assert actions.recover_recording(session, V1).remark == CUT_OFF


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
@pytest.mark.parametrize("goes_on", [True, False])
def test_a_pause_survives_kill_9_of_the_whole_app(tmp_path: Path, goes_on: bool) -> None:
    """Pause, go on or not, kill the app: what is recovered has the pause as a gap, with its length if it ended."""
    script = """
import os, sys, time
from pathlib import Path
from scribe import actions, recorder
from tests.app.test_actions import V1, agreed, a_visit, opened
if __name__ == "__main__":
    real = recorder.start_recording
    recorder.start_recording = lambda *given: real(*given, opener="tests.audio.fake_microphones:steady")
    session = opened(Path(sys.argv[1]))
    session.vault.add_visit(agreed(a_visit()))
    handle = actions.start_recording(session, V1)
    while handle.seconds < 0.5: time.sleep(0.02)
    handle.pause(); time.sleep(1.0)
    if sys.argv[2] == "True":
        handle.resume()
        while not handle.gaps: time.sleep(0.02)
    os.kill(handle.pid, 9)
    os.kill(os.getpid(), 9)
"""
    (tmp_path / "app.py").write_text(script)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(tmp_path / "app.py"), str(tmp_path / "v"), str(goes_on)]
    ended = subprocess.run(command, env=environment, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    with opened(tmp_path / "v") as session:
        assert actions.list_visits(session)[0].next_step == "recover"
        done = actions.recover_recording(session, V1)
        (gap,) = done.gaps
        assert gap.why == "paused" and 0 < gap.start <= done.seconds
        assert 0.8 < gap.end - gap.start < 2.5 if goes_on else gap.end == gap.start
        assert done.remark.startswith(CUT_OFF)


def test_a_recording_that_can_not_begin_leaves_the_visit_as_it_was(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no child can be started the visit is planned again, and can be recorded or given a file."""

    def fails(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(recorder, "start_recording", fails)
    with pytest.raises(MemoryError):
        actions.start_recording(session, V1)
    assert actions.visit(session, V1).stage is VisitStage.PLANNED
    assert actions.list_visits(session)[0].next_step == "record"
    with pytest.raises(NothingHeard):
        visit_audio(session.vault, V1)


def test_a_transcribed_visit_that_can_not_be_recorded_again_stays_transcribed(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transcript still covers all of the sound, so nothing has to be done again."""
    imported(session, tmp_path, 2)
    transcribed(session, segment("hello there", 0.2, 1.0))

    def fails(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(recorder, "start_recording", fails)
    with pytest.raises(OSError, match="^$"):
        actions.start_recording(session, V1)
    assert actions.visit(session, V1).stage is VisitStage.TRANSCRIBED


def test_recovering_where_no_file_was_ever_made_says_so_and_frees_the_visit(session: Session, steady: None) -> None:
    """Power went before the child made its file: nothing was recorded, and recording works again."""
    with session.vault.transaction():
        lifecycle.advance(session.vault, V1, lifecycle.Move.START_RECORDING)
        session.vault.save_recording(Recording(RecordingId("r-1"), V1, "r-1.fna", AudioOrigin.RECORDED, AT))
    done = actions.recover_recording(session, V1)
    assert done.seconds == 0.0 and done.remark == NOTHING_RECORDED
    assert actions.visit(session, V1).stage is VisitStage.PLANNED
    assert actions.sound_remarks(session, V1) == (NOTHING_RECORDED,)
    handle = actions.start_recording(session, V1)
    while handle.seconds < 0.3:
        assert handle.warning == ""
    kept = actions.stop_recording(session, V1, handle)
    assert kept.seconds > 0.2 and kept.remark == "" and actions.visit(session, V1).stage is VisitStage.RECORDED
    assert actions.sound_remarks(session, V1) == ()


@pytest.mark.parametrize("seconds", [0, 3])
def test_a_file_without_a_readable_moment_frees_the_visit(session: Session, seconds: int) -> None:
    """A file of nothing but its head held nothing; one that is damaged from its first moment is kept, and said."""
    recording = interrupted(session, seconds)
    path = session.vault.audio_folder / recording.file_name
    if seconds:
        damage(session, recording, 0.01)
    before = path.read_bytes()
    done = actions.recover_recording(session, V1)
    assert done.seconds == 0.0 and done.remark == (UNREADABLE if seconds else NOTHING_RECORDED)
    assert actions.visit(session, V1).stage is VisitStage.PLANNED and path.read_bytes() == before


def test_nobody_is_recorded_who_has_not_agreed(session: Session) -> None:
    """Recording and importing are refused, and nothing is stored, while somebody said no."""
    people = a_visit().people
    actions.change_people(session, V1, people)
    with pytest.raises(AgreementMissing):
        actions.start_recording(session, V1)
    with pytest.raises(AgreementMissing):
        actions.import_audio(session, V1, [Path("x.wav")])
    assert session.vault.recordings(V1) == () and list(session.vault.audio_folder.iterdir()) == []


# --- recordings that go on by themselves


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_a_killed_recording_goes_on_and_each_part_is_kept_and_audited(session: Session, steady: None) -> None:
    """Each part has a row of its own, kept when it ends; the gap is in the sound of the visit, the reopening on record.

    Together they are one sound, and the visit is recorded once it is stopped.
    """
    handle = actions.start_recording(session, V1)
    waits_for(lambda: handle.seconds >= 0.5)
    os.kill(handle.pid, signal.SIGKILL)
    waits_for(lambda: len(handle.takes) == 2)
    waits_for(lambda: session.vault.recordings(V1)[0].finished)
    first, second = session.vault.recordings(V1)
    assert first.remark == REMARKS[STOPPED] and not second.finished and second.remark == WENT_ON
    assert actions.list_visits(session)[0].next_step == "record"
    done = actions.stop_recording(session, V1, handle)
    assert session.vault.recordings(V1) == (first, done) and done.finished and done.remark == ""
    assert first.gaps == () and [gap.why for gap in done.gaps] == [STOPPED] and done.gaps[0].start == 0.0
    whole = visit_audio(session.vault, V1)
    assert whole.seconds() == first.seconds + done.seconds == handle.seconds and whole.gaps == handle.gaps
    (row,) = [row for row in session.vault.audit.rows() if row.event == "recording reopened"]
    assert row.subject == done.id and dict(row.facts)["why"] == STOPPED
    assert actions.visit(session, V1).stage is VisitStage.RECORDED
    assert actions.sound_remarks(session, V1) == (REMARKS[STOPPED],)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_a_vault_that_takes_no_more_rows_stops_it_visibly_and_nothing_is_lost(
    session: Session, steady: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker sees why; what was recorded is kept at 'stop', although the vault refused to keep it before."""
    handle = actions.start_recording(session, V1)
    waits_for(lambda: handle.seconds >= 0.5)

    def full(_: Recording) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(session.vault, "save_recording", full)
        os.kill(handle.pid, signal.SIGKILL)
        waits_for(lambda: str(handle.state) == "failed")
    assert handle.warning == DiskFull.sentence
    done = actions.stop_recording(session, V1, handle)
    assert done.seconds >= 0.5 and done.remark.startswith(CUT_OFF) and session.vault.recordings(V1) == (done,)
    assert actions.visit(session, V1).stage is VisitStage.RECORDED


def took(session: Session, name: str, seconds: int, remark: str = "") -> None:
    """One part of an interrupted recording: its row, and a file that was cut off if it holds any sound."""
    session.vault.save_recording(
        Recording(RecordingId(name), V1, f"{name}.fna", AudioOrigin.RECORDED, AT, remark=remark)
    )
    if seconds:
        writer = AudioWriter(session.vault.audio_folder / f"{name}.fna", session.vault.visit_key(V1), name)
        writer.write(SECOND * seconds)
        writer.abandon()


def test_all_parts_of_an_interrupted_recording_are_recovered(session: Session) -> None:
    """The app and the laptop went down: each part is kept in order, one that holds nothing too, and it is audited."""
    lifecycle.advance(session.vault, V1, lifecycle.Move.START_RECORDING)
    took(session, "r-1", 2)
    took(session, "r-2", 3, WENT_ON)
    took(session, "r-3", 0, WENT_ON)
    done = actions.recover_recording(session, V1)
    kept = session.vault.recordings(V1)
    assert [(each.id, each.seconds, each.finished) for each in kept] == [
        ("r-1", 2.0, True), ("r-2", 3.0, True), ("r-3", 0.0, True)
    ]  # fmt: skip
    assert done == kept[1] and done.remark.startswith(CUT_OFF) and kept[2].remark == ""
    assert visit_audio(session.vault, V1).seconds() == 5.0
    assert dict(session.vault.audit.rows()[-1].facts)["recovered"] is True


def test_parts_that_were_kept_before_the_crash_are_recovered_as_they_are(session: Session) -> None:
    """Killed between the last part and the visit's own stage, or while no sound came: nothing is lost or said twice."""
    for name, remark in (("r-2", WENT_ON), ("", "")):
        lifecycle.advance(session.vault, V1, lifecycle.Move.START_RECORDING)
        before = Recording(RecordingId("r-1"), V1, "r-1.fna", AudioOrigin.RECORDED, AT, True, 2.0, "0" * 64)
        session.vault.save_recording(before)
        if name:
            took(session, name, 0, remark)
        assert actions.recover_recording(session, V1) == before
        assert actions.visit(session, V1).stage is VisitStage.RECORDED
    with pytest.raises(NotFound):
        actions.recover_recording(session, V1)


def test_an_unfinished_recording_is_offered_whatever_the_clock_says(session: Session, tmp_path: Path) -> None:
    """Years old or from the future: it is offered at each start, tidying leaves it, and it is recovered whole."""
    lifecycle.advance(session.vault, V1, lifecycle.Move.START_RECORDING)
    took(session, "r-1", 2)
    row = session.vault.recordings(V1)[0]
    for days in (-4_000, 4_000):
        session.vault.save_recording(replace(row, started_at=AT + timedelta(days=days)))
        old = AT.timestamp() + days * 86_400
        os.utime(session.vault.audio_folder / "r-1.fna", (old, old))
        assert tidy_sound(session.vault).cleared == 0
        assert actions.list_visits(session)[0].next_step == "recover"
    assert actions.recover_recording(session, V1).seconds == 2.0
    assert (session.vault.audio_folder / "r-1.fna").exists()


def test_what_fails_deletes_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recovery that can't write, or can't read, leaves the file and the row as they were, and is offered again."""
    lifecycle.advance(session.vault, V1, lifecycle.Move.START_RECORDING)
    took(session, "r-1", 2)
    before = (session.vault.audio_folder / "r-1.fna").read_bytes()

    def fails(*_: object, **facts: object) -> None:
        raise DiskFull

    for owner, name in ((session.vault, "save_recording"), (lifecycle, "advance"), (session.vault, "visit_key")):
        with monkeypatch.context() as patched:
            patched.setattr(owner, name, fails)
            with pytest.raises(DiskFull):
                actions.recover_recording(session, V1)
        assert actions.list_visits(session)[0].next_step == "recover"
        assert (session.vault.audio_folder / "r-1.fna").read_bytes() == before
    assert actions.recover_recording(session, V1).seconds == 2.0


def test_recording_twice_at_once_is_refused_and_the_first_goes_on(session: Session, steady: None) -> None:
    """What is refused ends nothing that somebody else began."""
    handle = actions.start_recording(session, V1)
    with pytest.raises(MoveNotAllowed):
        actions.start_recording(session, V1)
    waits_for(lambda: handle.seconds >= 0.3)
    assert actions.visit(session, V1).stage is VisitStage.RECORDING and len(session.vault.recordings(V1)) == 1
    actions.stop_recording(session, V1, handle)


def test_dictating_needs_nobody_elses_agreement(session: Session, steady: None) -> None:
    """The worker's own account, after the visit: kept as what it is."""
    actions.change_people(session, V1, a_visit().people)
    with pytest.raises(AgreementMissing):
        actions.start_recording(session, V1)
    handle = actions.start_recording(session, V1, dictated=True)
    waits_for(lambda: handle.seconds >= 0.3)
    assert actions.stop_recording(session, V1, handle).origin is AudioOrigin.DICTATED


# --- several files


def test_several_files_are_one_visit_in_the_order_given(session: Session, tmp_path: Path) -> None:
    """Each is a recording of its own, one after the other, and progress runs over all of them."""
    files = [sound_file(tmp_path, seconds, f"{seconds}.wav") for seconds in (3, 1, 2)]
    told: list[float] = []
    done = run_here(actions.import_audio(session, V1, files), on_progress=lambda now: told.append(now.done / now.total))
    assert [each.seconds for each in done] == [3.0, 1.0, 2.0] and session.vault.recordings(V1) == done
    assert told == sorted(told) and 0.9 < told[-1] <= 1.0
    assert visit_audio(session.vault, V1).seconds() == 6.0
    moved = session.vault.audit.rows()[-1]
    assert (moved.event, dict(moved.facts)["files"]) == ("import sound", 3)


@pytest.mark.parametrize("how", ["refused", "cancelled"])
def test_of_several_files_all_or_none_are_taken_in(session: Session, tmp_path: Path, how: str) -> None:
    """One can't be read, or the worker thinks again: no copy is left, the visit and the files are as they were."""
    files = [sound_file(tmp_path, seconds, f"{seconds}.wav") for seconds in (3, 1, 2)]
    cancel = Cancellation()
    if how == "refused":
        files[2].write_text("no sound at all")

    def on_progress(now: Progress) -> None:
        if how == "cancelled" and now.done > 1.0:
            cancel.ask()

    with pytest.raises((UnreadableAudio, Cancelled)):
        run_here(actions.import_audio(session, V1, files), on_progress=on_progress, cancel=cancel)
    assert list(session.vault.audio_folder.iterdir()) == [] and all(path.exists() for path in files)
    assert actions.visit(session, V1).stage is VisitStage.PLANNED
    assert actions.recorded_seconds(session, V1) == 0.0 and tidy_sound(session.vault).cleared == 0


# --- imports that were not finished


def test_an_import_that_is_refused_at_its_end_leaves_no_file(session: Session, tmp_path: Path) -> None:
    """The visit began to be recorded meanwhile: the copy goes, the original stays."""
    original = sound_file(tmp_path, 2)
    job = actions.import_audio(session, V1, [original])
    lifecycle.advance(session.vault, V1, lifecycle.Move.START_RECORDING)
    with pytest.raises(MoveNotAllowed):
        run_here(job)
    assert list(session.vault.audio_folder.iterdir()) == [] and original.exists()
    assert actions.recorded_seconds(session, V1) == 0.0


def test_an_import_cancelled_at_its_very_end_leaves_no_copy(session: Session, tmp_path: Path) -> None:
    """The copies were whole already: they go, the file stays, and the visit can be recorded or given files again."""
    cancel = Cancellation()
    original = sound_file(tmp_path, 2)
    job = actions.import_audio(session, V1, [original])

    def work(context: JobContext) -> tuple[Recording, ...]:
        done = job.work(context)
        cancel.ask()
        return done

    with pytest.raises(Cancelled):
        run_here(replace(job, work=work), cancel=cancel)
    assert list(session.vault.audio_folder.iterdir()) == [] and original.exists()
    assert actions.visit(session, V1).stage is VisitStage.PLANNED
    assert imported(session, tmp_path, 2).seconds == 2.0


def test_an_import_that_ended_with_the_app_is_cleared_when_the_vault_is_next_opened(
    session: Session, tmp_path: Path
) -> None:
    """Its copy is known from before its first frame, so it is cleared; recordings and unknown files never are."""
    kept = imported(session, tmp_path, 1)
    actions.import_audio(session, V1, [sound_file(tmp_path, 2)]).work(JobContext(lambda _: None, Cancellation()))
    lifecycle.advance(session.vault, V1, lifecycle.Move.TRANSCRIBE)
    cut = interrupted(session, 1, gaps=(Gap(0.5, 1.0, "paused"),))
    (session.vault.audio_folder / "r-unknown.fna").write_bytes(b"?")
    assert len(list(session.vault.audio_folder.iterdir())) == 5
    found = tidy_sound(session.vault)
    assert (found.cleared, found.unknown) == (1, ("r-unknown.fna",))
    left = {path.name for path in session.vault.audio_folder.iterdir()}
    assert left == {kept.file_name, cut.file_name, f"{cut.file_name}.gaps", "r-unknown.fna"}
    assert tidy_sound(session.vault).cleared == 0
    assert IMPORT_NOT_FINISHED in [each.remark for each in session.vault.recordings(V1)]
    assert actions.recover_recording(session, V1).seconds == 1.0
    assert visit_audio(session.vault, V1).seconds() == 2.0


# --- transcripts


def test_transcribing_again_keeps_what_the_worker_put_right(session: Session, tmp_path: Path) -> None:
    """More sound comes in: edited words, named speakers and accepted doubts of the old part are still there.

    Of a turn in which one word was put right, the other words are doubted as before.
    """
    imported(session, tmp_path, 6)
    first = segment("he can wash", 0.5, 1.5, 0.3)
    second = segment("she cooks well", 3.0, 4.0, 0.3)
    said = transcribed(session, first, second)
    assert [turn.text for turn in said.turns] == ["he can wash", "she cooks well"] and len(said.doubts) == 2
    actions.edit_turn(session, V1, TurnId("t1"), "he can't wash")
    actions.assign_speaker(session, V1, (TurnId("t1"), TurnId("t2")), "p2")
    actions.accept_doubt(session, V1, said.doubts[1])
    imported(session, tmp_path, 4)
    again = transcribed(session, segment("something new", 1.0, 2.0, 0.2))
    assert [(t.text, t.speaker, t.edited) for t in again.turns] == [
        ("he can't wash", "p2", True), ("she cooks well", "p2", False), ("something new", "", False)
    ]  # fmt: skip
    doubted = [(doubt.turn, doubt.from_word, doubt.to_word) for doubt in again.doubts]
    assert doubted == [("t1", 0, 1), ("t1", 2, 3), ("t3", 0, 2)]


def test_a_correction_whose_turn_is_cut_differently_now_stays_in_its_seconds(session: Session, tmp_path: Path) -> None:
    """What is heard in them now is not put beside it; the worker is asked to look, and the next time too."""
    imported(session, tmp_path, 9)
    transcribed(session, segment("he can wash", 0.5, 1.5), segment("and dress", 3.0, 4.0))
    actions.edit_turn(session, V1, TurnId("t1"), "he can't wash")
    merged = segment("he can wash and dress", 0.5, 3.0)
    for _ in range(2):
        again = transcribed(session, merged)
        assert [turn.text for turn in again.turns] == ["he can't wash", "wash and dress"]
        assert [(doubt.turn, doubt.why) for doubt in again.doubts] == [("t1", RECUT)]
    assert actions.undoable(session, V1) is EditKind.CARRIED
    assert [turn.text for turn in actions.undo(session, V1).turns] == ["he can wash and dress"]


def test_a_corrected_turn_where_nothing_is_heard_any_more_stays(session: Session, tmp_path: Path) -> None:
    """The recogniser hears nothing there now; what the worker wrote down is kept in its place."""
    imported(session, tmp_path, 9)
    transcribed(session, segment("he can wash", 2.0, 3.0), segment("and dress", 5.0, 6.0))
    actions.edit_turn(session, V1, TurnId("t1"), "he can't wash")
    again = transcribed(session, segment("hello", 0.5, 1.0, 0.2), segment("and dress", 5.0, 6.0))
    assert [(t.id, t.text) for t in again.turns] == [("t3", "hello"), ("t1", "he can't wash"), ("t2", "and dress")]
    assert [doubt.turn for doubt in again.doubts] == ["t3"]


def test_edits_of_a_transcript_are_audited_by_id_and_hash(session: Session, tmp_path: Path) -> None:
    """What was changed, undone and done again is on record, and not a word of it."""
    imported(session, tmp_path, 3)
    transcribed(session, segment("he can wash", 0.5, 1.5))
    actions.edit_turn(session, V1, TurnId("t1"), "he can't wash")
    actions.assign_speaker(session, V1, (TurnId("t1"),), "p2")
    actions.undo(session, V1)
    actions.redo(session, V1)
    rows = session.vault.audit.rows()[-4:]
    assert [row.event for row in rows] == ["transcript edited"] * 2 + ["edit undone", "edit done again"]
    edited, named, undone, redone = (dict(row.facts) for row in rows)
    assert edited["turn"] == "t1" and edited["before"] != edited["after"] == named["before"]
    assert undone["edit"] == named["edit"] == redone["edit"] and undone["after"] == named["before"]
    assert [each["kind"] for each in (edited, named)] == [EditKind.WORDS, EditKind.SPEAKER]
    assert "wash" not in str(rows) and session.vault.audit.check().whole


def test_edits_from_many_threads_are_all_kept(session: Session) -> None:
    """Each thread edits a turn of its own, and none of them undoes another's."""
    turns = tuple(Turn(TurnId(f"t{n}"), "p1", n, n + 1, "old") for n in range(24))
    session.vault.save_transcript(V1, Transcript(turns, ModelCard("x"), 24.0, ""))
    together(*(lambda n=n: actions.edit_turn(session, V1, TurnId(f"t{n}"), "new") for n in range(24)))
    said = actions.transcript(session, V1)
    assert said is not None and [turn.text for turn in said.turns] == ["new"] * 24


def test_a_withdrawal_is_not_undone_by_a_change_of_the_reference(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two threads change the same visit, one its people and one its reference: both changes are there."""
    save = session.vault.save_visit

    def slowly(visit: Visit) -> None:
        time.sleep(0.02)  # what was read is old by now, if anybody else could write meanwhile
        save(visit)

    monkeypatch.setattr(session.vault, "save_visit", slowly)
    people = actions.visit(session, V1).people
    gone = replace(people[0], agreement=replace(people[0].agreement, answer=Agreed.WITHDRAWN))
    for number in range(3):
        actions.change_people(session, V1, people)
        together(
            lambda n=number: [actions.change_visit(session, V1, f"ref {n} {i}", "case-note") for i in range(3)],
            lambda: (time.sleep(0.005), actions.change_people(session, V1, (gone, *people[1:]))),
        )
        now = actions.visit(session, V1)
        assert now.people[0].agreement.answer is Agreed.WITHDRAWN and now.reference == f"ref {number} 2"


def together(*tasks: object) -> None:
    """Do all of these at once, each in a thread."""
    threads = [threading.Thread(target=task) for task in tasks]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# --- documents, visits


def test_the_latest_document_is_the_one_drafted_last_whatever_the_clock_said(session: Session) -> None:
    """The laptop's clock went back a year between two drafts: the second is still the latest."""
    session.vault.save_document(replace(a_document("d-2"), created_at=AT + timedelta(days=365)))
    session.vault.save_document(replace(a_document("d-1"), created_at=AT))
    latest = actions.latest_document(session, V1)
    assert latest is not None and latest.id == DocumentId("d-1")


def test_from_a_planned_visit_to_a_draft_out_of_date(session: Session, tmp_path: Path) -> None:
    """Each step's next step is what the list says, and an edit of the transcript makes the draft out of date."""

    def step() -> str:
        return {row.visit.id: row.next_step for row in actions.list_visits(session)}[visit.id]

    visit = actions.plan_visit(session, " REF 1 ", "case-note", agreed(a_visit()).people)
    assert visit.reference == "REF 1" and step() == "record"
    run_here(actions.import_audio(session, visit.id, [sound_file(tmp_path, 5)]))
    assert step() == "transcribe" and actions.recorded_seconds(session, visit.id) == 5.0
    hears(session, segment("I fell on Monday.", 1.0, 3.0))
    run_here(actions.transcribe_visit(session, visit.id))
    assert step() == "draft"
    actions.assign_speaker(session, visit.id, (TurnId("t1"),), "p1")
    note = run_here(actions.draft_note(session, visit.id))
    assert step() == "review" and not actions.out_of_date(session, note.id)
    assert "fell on Monday" in actions.shown_text(session, note.id)
    actions.edit_turn(session, visit.id, TurnId("t1"), "I fell on Tuesday.")
    assert actions.out_of_date(session, note.id)


def test_a_draft_asks_a_model_only_as_far_as_its_kept_result_permits(session: Session, tmp_path: Path) -> None:
    """Without a result it is not asked; with one it is, and what it offers is checked and kept with its model."""
    writer = ScriptedWriter(("Mrs Begum said she eats toast.",) * 2)
    card, models = ModelCard("scripted", "ab" * 32), tmp_path / "models"
    session.settings = replace(session.settings, models_folder=models)
    session.engines.writer = lambda: (writer, card)  # type: ignore[method-assign]
    imported(session, tmp_path, 5)
    hears(session, segment("I mostly eat toast.", 1.0, 3.0))
    run_here(actions.transcribe_visit(session, V1))
    actions.assign_speaker(session, V1, (TurnId("t1"),), "p1")
    assert run_here(actions.draft_note(session, V1)).model.name == "none" and writer.requests == []
    earned = weighed(
        replace(
            exam_result(sha256=card.sha256),
            version=exam_version(),
            tasks=tuple(TaskMark(task, 10, 10, 10, wanted=10) for task in Task),
        )
    )
    exams.keep(earned, models)
    note = run_here(actions.draft_note(session, V1))
    assert earned.permission is Permission.SENTENCE and len(writer.requests) == 1
    claim = next(claim for section in note.sections for claim in section.claims)
    assert (note.model, claim.candidate and claim.candidate.failed_rules) == (card, ("modality",))
    assert claim.written_by is WrittenBy.RULES  # a word too few is no shorter wording


def test_a_draft_needs_something_that_was_said(session: Session) -> None:
    """Without a transcript drafting is refused at once; without sound so is transcribing."""
    with pytest.raises(NothingHeard):
        actions.draft_note(session, V1)
    with pytest.raises(NothingHeard):
        actions.transcribe_visit(session, VisitId("v1"))


def test_a_lost_file_is_said_and_not_passed_over(session: Session, tmp_path: Path) -> None:
    """A recording whose file is gone stops transcribing with a sentence; it is never left out quietly."""
    from scribe.errors import DataDamaged

    kept = imported(session, tmp_path, 2)
    shutil.move(session.vault.audio_folder / kept.file_name, tmp_path / "elsewhere")
    with pytest.raises(DataDamaged, match="not where it was put"):
        actions.transcribe_visit(session, V1)


# --- opening


def left_practice(folder: Path, name: str) -> Path:
    """A practice vault as a program that was killed leaves it."""
    place = folder / f"{PRACTICE_PREFIX}{name}"
    Vault.create(place, MemoryHolder()).close()
    return place


def test_practice_vaults_of_killed_programs_are_cleared_and_no_other_folder_is(tmp_path: Path) -> None:
    """What nobody has open goes; one that is open, being made, linked, or a worker's own vault stays."""
    left = left_practice(tmp_path, "left")
    in_use = Vault.create(tmp_path / f"{PRACTICE_PREFIX}open", MemoryHolder())
    (tmp_path / f"{PRACTICE_PREFIX}new").mkdir()
    elsewhere = left_practice(tmp_path / "elsewhere", "x")
    (tmp_path / f"{PRACTICE_PREFIX}link").symlink_to(elsewhere)
    own = tmp_path / f"{PRACTICE_PREFIX}own"
    Vault.create(own, PassphraseHolder("a passphrase")).close()
    other = left_practice(tmp_path, "y").rename(tmp_path / "fairnote")
    with in_use:
        assert clear_left_practice(tmp_path) == 1
    assert not left.exists() and other.exists() and own.exists() and elsewhere.exists()
    assert (tmp_path / f"{PRACTICE_PREFIX}new").exists() and in_use.folder.exists()


def test_opening_the_workers_vault_clears_imports_and_names_what_it_does_not_know(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import that was killed half-way is gone after the next opening; a file that no visit knows is only named."""
    folder = session.vault.folder
    half = Recording(RecordingId("r-half"), V1, "r-half.fna", AudioOrigin.IMPORTED, AT)
    session.vault.save_recording(half)
    for name in (half.file_name, "r-unknown.fna"):
        (folder / "audio" / name).write_bytes(b"?")
    session.close()
    monkeypatch.setattr("scribe.opening._holder", lambda *_: MemoryHolder(KEY))
    with open_session(Settings(vault_folder=folder), lambda _: "", Engines()) as again:
        assert again.unknown_sound == ("r-unknown.fna",)
        assert [path.name for path in (folder / "audio").iterdir()] == ["r-unknown.fna"]
        with pytest.raises(NothingHeard):
            visit_audio(again.vault, V1)
