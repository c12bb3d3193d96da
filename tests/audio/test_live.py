"""What live words promise: the words of a pass over the finished file, whatever dies, and none of it twice."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.engines import ChildTranscriber
from models.errors import ChildDied, ModelMissing
from models.progress import Cancellation, ignore_progress
from models.scripted import ScriptedTranscriber
from models.transcriber import AudioSource, Listened, Segment, TranscribeOptions, Transcriber, Word
from scribe import actions
from scribe.errors import MoveNotAllowed, NothingHeard, SoundAdded
from scribe.hearing import Ear, RecordingHearing
from scribe.jobs import JobContext, run_here
from scribe.keys import MemoryHolder
from scribe.live import BEHIND_FROM, DEATHS_AT_MOST, LiveListening, LiveState, LiveWords
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import Agreed, Manner, ModelCard, RecordingId, Transcript, VisitId, VisitStage
from tests.audio.live_recording import GrowingRecording
from tests.audio.sounds import SPEECH, read_all
from tests.scribe_core.make import V1, a_visit

QUIET = bytes(32_000)
needs_speech = pytest.mark.skipif(not SPEECH.is_dir(), reason="../shared/data/speech is not here")


def said(text: str, start: float, end: float) -> Segment:
    """A segment of one word."""
    return Segment(text, start, end, (Word(text, start, end, 0.9),))


class Engines:
    """A recogniser that hears a script."""

    def __init__(self, transcriber: Transcriber) -> None:
        self.made = transcriber

    def transcriber(self) -> tuple[Transcriber, ModelCard]:
        return self.made, ModelCard("scripted", "ab" * 32)

    def writer(self) -> None:
        return None

    def speakers(self) -> None:
        return None

    def second_opinion(self) -> None:
        return None

    def close(self) -> None:
        self.made.close()


SCRIPT = (said("one", 1.0, 2.0), said("two", 4.0, 5.0), said("three", 8.0, 9.0))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault with one planned visit where everybody agreed, and a recogniser that hears SCRIPT in each take."""
    vault = Vault.open_or_create(tmp_path / "vault", MemoryHolder())
    with Session(vault, Settings(vault_folder=tmp_path / "vault"), Engines(ScriptedTranscriber(SCRIPT))) as made:
        visit = a_visit()
        people = tuple(replace(p, agreement=replace(p.agreement, answer=Agreed.YES)) for p in visit.people)
        made.vault.add_visit(replace(visit, people=people))
        yield made


@pytest.fixture
def recording(session: Session) -> Iterator[GrowingRecording]:
    """A recording that has begun, and is let go of at the end."""
    made = GrowingRecording(session.vault, V1)
    yield made
    made.die()


def until(what: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for something to be so."""
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.01)


def heard(session: Session) -> list[str]:
    """The words that are in the vault so far."""
    return [segment.text for part in session.vault.heard(V1) for segment in part.segments]


def finish(session: Session) -> Transcript:
    """The job after Stop."""
    run_here(actions.transcribe_visit(session, V1))
    found = actions.transcript(session, V1)
    assert found is not None
    return found


def test_words_are_kept_while_the_recording_goes_on_and_the_rest_after_it(
    session: Session, recording: GrowingRecording
) -> None:
    """What was heard live isn't heard again; what was not is heard after Stop; together they are the transcript."""
    live = actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
    recording.write(QUIET * 6)
    until(lambda: heard(session) == ["one", "two"])
    assert live.words == "one two" and live.state is LiveState.LISTENING
    live.stop()
    recording.write(QUIET * 6)
    recording.stop()
    made = finish(session)
    assert [turn.text for turn in made.turns] == ["one", "two", "three"] and made.seconds == 12.0
    assert session.vault.visit_stage(V1) is VisitStage.TRANSCRIBED and V1 not in session.live


def test_nothing_is_heard_twice_by_two_who_listen(session: Session, recording: GrowingRecording) -> None:
    """Whoever comes second with the same stretch of sound goes on from where the first has kept it."""
    recording.write(QUIET * 10)
    ear = Ear(ScriptedTranscriber(SCRIPT), ModelCard("scripted", "ab" * 32), TranscribeOptions())
    take = recording.takes[0]
    both = [RecordingHearing(session.vault, V1, RecordingId("r1"), ear) for _ in range(2)]
    for _ in range(4):
        for hearing in both:
            hearing.step(take.audio, whole=True, cancel=Cancellation())
    assert heard(session) == ["one", "two", "three"] and both[0].until == both[1].until == 10.0


def test_sound_that_comes_while_words_are_made_is_not_left_out(session: Session, recording: GrowingRecording) -> None:
    """The job that did not know of it does not call the visit transcribed; asked again, it hears the rest."""
    recording.write(QUIET * 6)
    recording.stop()
    job = actions.transcribe_visit(session, V1)
    made = job.work(JobContext(ignore_progress, Cancellation()))
    more = GrowingRecording(session.vault, V1, first=2)
    with pytest.raises(SoundAdded):
        job.keep(made)
    with pytest.raises(SoundAdded):
        run_here(actions.transcribe_visit(session, V1))
    more.write(QUIET * 3)
    more.stop()
    more.die()
    with pytest.raises(SoundAdded):
        job.keep(made)
    assert session.vault.visit_stage(V1) is VisitStage.RECORDED
    assert [turn.text for turn in finish(session).turns] == ["one", "two", "one"]


def test_live_words_do_not_begin_after_stop(session: Session, recording: GrowingRecording) -> None:
    """A request that comes late listens to nothing: the job after Stop has begun already."""
    recording.write(QUIET * 6)
    recording.stop()
    with pytest.raises(MoveNotAllowed):
        actions.listen_live(session, V1, recording)  # type: ignore[arg-type]


def test_a_visit_where_nobody_spoke_can_be_drafted_from_its_jottings(
    session: Session, recording: GrowingRecording
) -> None:
    """A muted microphone costs the sound, not what the worker typed."""
    recording.write(QUIET)
    recording.stop()
    with pytest.raises(NothingHeard):
        run_here(actions.transcribe_visit(session, V1))
    actions.add_jotting(session, V1, Manner.SEEN, "The fridge was empty", 0.5)
    assert [turn.text for turn in finish(session).turns] == ["The fridge was empty"]
    note = run_here(actions.draft_note(session, V1))
    assert "The fridge was empty" in actions.shown_text(session, note.id)


def test_takes_follow_each_other_on_one_time_line(session: Session, recording: GrowingRecording) -> None:
    """A recording that was reopened goes on in its next file; its words have the visit's own times."""
    actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
    recording.write(QUIET * 6)
    recording.new_take()
    recording.write(QUIET * 3)
    until(lambda: heard(session) == ["one", "two", "one"])
    recording.stop()
    made = finish(session)
    assert [(turn.text, turn.start) for turn in made.turns] == [("one", 1.0), ("two", 4.0), ("one", 7.0)]


def test_an_app_that_was_killed_goes_on_from_what_was_heard(session: Session, recording: GrowingRecording) -> None:
    """Words that were settled are in the vault; after recovery only the rest is heard."""
    live = actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
    recording.write(QUIET * 6)
    until(lambda: heard(session) == ["one", "two"])
    live.stop()
    recording.write(QUIET * 5)
    recording.die()
    recovered = actions.recover_recording(session, V1)
    assert recovered.seconds >= 10.5
    assert [turn.text for turn in finish(session).turns] == ["one", "two", "three"]


class Dies(ScriptedTranscriber):
    """A recogniser whose process dies at certain steps."""

    def __init__(self, at: tuple[int, ...]) -> None:
        super().__init__(SCRIPT)
        self.at, self.steps = at, 0

    def listen(
        self, name: str, audio: AudioSource, options: TranscribeOptions, *, start: float, whole: bool,
        cancel: Cancellation,
    ) -> Listened:  # fmt: skip
        self.steps += 1
        if self.steps in self.at:
            raise ChildDied
        return super().listen(name, audio, options, start=start, whole=whole, cancel=cancel)


def listening(session: Session, transcriber: Transcriber, recording: GrowingRecording) -> LiveListening:
    """Live words by this recogniser."""
    ear = Ear(transcriber, ModelCard("scripted", "ab" * 32), TranscribeOptions())
    return LiveListening(session.vault, V1, recording, lambda: ear)  # type: ignore[arg-type]


def test_a_recogniser_that_dies_now_and_then_is_started_again(session: Session, recording: GrowingRecording) -> None:
    """It goes on from the last second that is sure: nothing is lost, and nothing is there twice."""
    recording.write(QUIET * 10)
    live = listening(session, Dies((1, 2, 4)), recording)
    until(lambda: heard(session) == ["one", "two", "three"])
    assert live.state is LiveState.LISTENING
    live.stop()


def test_deaths_in_one_take_are_not_held_against_the_next(session: Session, recording: GrowingRecording) -> None:
    """A take that was heard to its end is a place that it got past."""
    recording.write(QUIET)
    recording.new_take()
    recording.write(QUIET * 3)
    live = listening(session, Dies((1, 2, 3, 5, 6, 7)), recording)  # step 4 hears the first take, which has no word
    until(lambda: heard(session) == ["one"])
    assert live.state is LiveState.LISTENING
    live.stop()


def test_a_recogniser_that_dies_each_time_is_left_for_later(session: Session, recording: GrowingRecording) -> None:
    """After a few deaths at one place live words end, with a sentence; the recording and the words so far are safe."""
    recording.write(QUIET * 10)
    dies = Dies(tuple(range(2, 50)))
    live = listening(session, dies, recording)
    until(lambda: live.state is LiveState.FAILED)
    assert live.why and dies.steps == 2 + DEATHS_AT_MOST and heard(session) == ["one"]
    live.stop()
    recording.stop()
    assert [turn.text for turn in finish(session).turns] == ["one", "two", "three"]


def test_a_model_that_is_missing_is_said_and_the_recording_goes_on(
    session: Session, recording: GrowingRecording
) -> None:
    """Live words fail with the model's own sentence."""

    def missing() -> Ear:
        raise ModelMissing

    live = LiveListening(session.vault, V1, recording, missing)  # type: ignore[arg-type]
    until(lambda: live.state is LiveState.FAILED)
    assert live.why == ModelMissing.sentence
    live.stop()


def test_words_wait_for_mains_power_where_they_are_to(
    session: Session, recording: GrowingRecording, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On battery nothing is listened to; plugged in, it begins by itself."""
    monkeypatch.setattr("scribe.following.POWER_EVERY", 0.05)
    plugged = False
    recording.write(QUIET * 10)
    ear = Ear(ScriptedTranscriber(SCRIPT), ModelCard("scripted"), TranscribeOptions())
    live = LiveListening(
        session.vault, V1, recording, lambda: ear, when=LiveWords.ON_MAINS, mains=lambda: plugged  # type: ignore[arg-type]
    )  # fmt: skip
    until(lambda: live.state is LiveState.WAITING_FOR_POWER)
    assert heard(session) == [] and live.behind == 10.0
    plugged = True
    until(lambda: len(heard(session)) == 3)
    assert live.state is LiveState.LISTENING and live.behind == 0.0
    live.stop()


def test_words_can_be_left_until_after_the_visit(session: Session, recording: GrowingRecording) -> None:
    """The setting 'after' listens to nothing, and the job after Stop does all of it."""
    session.settings = replace(session.settings, live_words="after")
    live = actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
    recording.write(QUIET * 10)
    assert live.state is LiveState.OFF
    recording.stop()
    assert len(finish(session).turns) == 3


class Slow(ScriptedTranscriber):
    """A laptop that can't keep up: a step begins only when it is let."""

    def __init__(self) -> None:
        super().__init__(SCRIPT)
        self.let = False

    def listen(
        self, name: str, audio: AudioSource, options: TranscribeOptions, *, start: float, whole: bool,
        cancel: Cancellation,
    ) -> Listened:  # fmt: skip
        until(lambda: self.let or cancel.asked)
        return super().listen(name, audio, options, start=start, whole=whole, cancel=cancel)


def test_it_says_by_how_much_it_is_behind(session: Session, recording: GrowingRecording) -> None:
    """Seconds on the disk that nobody listened to; none while it keeps up."""
    slow = Slow()
    live = listening(session, slow, recording)
    recording.write(QUIET * 3)
    assert live.behind == 0.0
    recording.write(QUIET * 97)
    assert live.behind == 100.0 > BEHIND_FROM and live.state is LiveState.CATCHING_UP
    slow.let = True
    until(lambda: live.behind == 0.0)
    live.stop()


# --- the real recogniser


def talk(files: int) -> bytes:
    """Real speech with pauses in it."""
    chance = np.random.default_rng(7)
    parts: list[bytes] = []
    for path in sorted(SPEECH.glob("*.flac"))[:files]:
        parts += [read_all(path).tobytes(), bytes(2 * round(16_000 * chance.uniform(0.3, 3.0)))]
    return b"".join(parts)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Session]:
    """A vault with the starter recogniser."""
    from scribe.session import InstalledEngines

    vault = Vault.open_or_create(tmp_path / "vault", MemoryHolder())
    with Session(vault, Settings(vault_folder=tmp_path / "vault"), InstalledEngines()) as made:
        made.vault.add_visit(a_visit())
        made.vault.add_visit(replace(a_visit(), id=VisitId("v2")))
        yield made


def words_of(made: Transcript) -> list[tuple[str, float]]:
    """Each word and when it begins."""
    return [(word.text, word.start) for turn in made.turns for word in turn.words]


def live_words(session: Session, sound: bytes, *, kill_at: tuple[float, ...] = ()) -> Transcript:
    """Record that sound, ten times as fast as it was spoken, with live words; the recogniser is killed on the way."""
    recording = GrowingRecording(session.vault, V1)
    live = actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
    live.show_captions(True)
    killed = 0
    for at in range(0, len(sound), 16_000):
        recording.write(sound[at : at + 16_000])
        time.sleep(0.05)
        if killed < len(kill_at) and recording.seconds > kill_at[killed]:
            killed += _kill(session)
    assert killed == len(kill_at)
    recording.stop()
    return finish(session)


def _kill(session: Session) -> int:
    transcriber = session.engines.transcriber()[0]
    assert isinstance(transcriber, ChildTranscriber)
    if transcriber.process.pid is None:
        return 0
    os.kill(transcriber.process.pid, signal.SIGKILL)
    return 1


@needs_speech
def test_live_words_are_those_of_one_pass_over_the_finished_file(real: Session, tmp_path: Path) -> None:
    """Word for word and second for second, with captions on: live costs no accuracy."""
    sound = talk(8)
    made = live_words(real, sound)
    path = tmp_path / "whole.wav"
    _write_wav(path, sound)
    real.vault.save_visit(replace(real.vault.visit(V1), id=VisitId("v2")))
    other = VisitId("v2")
    people = tuple(
        replace(p, agreement=replace(p.agreement, answer=Agreed.YES)) for p in real.vault.visit(other).people
    )
    actions.change_people(real, other, people)
    run_here(actions.import_audio(real, other, (path,)))
    run_here(actions.transcribe_visit(real, other))
    after = actions.transcript(real, other)
    assert after is not None and len(words_of(made)) > 100
    assert words_of(made) == words_of(after)


@needs_speech
def test_captions_come_before_the_words_are_settled(real: Session) -> None:
    """What is being said is shown while it is not sure yet, to whoever asked for it, and never kept."""
    recording = GrowingRecording(real.vault, V1)
    live = actions.listen_live(real, V1, recording)  # type: ignore[arg-type]
    recording.write(talk(1)[: 32_000 * 8])
    until(lambda: live.behind == 0.0 and live.looked >= 7.0)
    assert live.caption == ""
    live.show_captions(True)
    until(lambda: len(live.caption.split()) > 5)
    assert heard(real) == [] and live.words == ""
    live.show_captions(False)
    assert live.caption == ""
    recording.stop()
    live.stop()


@needs_speech
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_a_killed_recogniser_costs_no_word(real: Session) -> None:
    """Killed twice on the way it goes on from the last second that is sure: the same words at the same seconds."""
    made = live_words(real, talk(8), kill_at=(20.0, 45.0))
    assert len(words_of(made)) > 100
    assert words_of(made) == words_of(finish(real))


def _write_wav(path: Path, pcm: bytes) -> None:
    import wave

    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(pcm)
