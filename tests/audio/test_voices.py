"""What finding voices promises: who said it, live or after, for all takes, and no word less where it can't be done."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.errors import ChildDied, EngineFailed, ModelMissing
from models.progress import Cancellation, Cancelled, Progress, ignore_progress
from models.scripted import ScriptedSpeakerFinder, ScriptedTranscriber
from models.speakers import SpeakerFinder, SpeakerTurn, TracedSound, Traces
from models.transcriber import AudioSource, Listened, Segment, Transcriber, Word
from scribe import actions, keys, lifecycle, vault_keeping, vault_parcels
from scribe import vault as vault_module
from scribe.errors import MoveNotAllowed, NotFound, SoundAdded
from scribe.following import DEATHS_AT_MOST, LiveState
from scribe.jobs import JobContext, run_here
from scribe.keys import MemoryHolder
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import Agreed, AudioOrigin, Manner, ModelCard, PersonId, RecordingId, Transcript
from scribe.voice_listening import VoiceListening
from scribe.voices import VOICES
from tests.audio.live_recording import GrowingRecording
from tests.scribe_core.make import V1, a_visit

QUIET, LOUD, LOUDER = 0.1, 0.3, 0.6


def sound(*spoken: tuple[float, float]) -> bytes:
    """Seconds of a tone at a loudness each; 0.0 is silence."""
    parts = []
    for loudness, seconds in spoken:
        at = np.arange(round(seconds * 16_000)) / 16_000
        parts.append(loudness * np.sin(2 * np.pi * 200 * at))
    return (np.concatenate(parts) * 32_767).astype("<i2").tobytes()


def said(text: str, start: float, end: float) -> Segment:
    """A segment whose words share its time."""
    words = text.split()
    step = (end - start) / len(words)
    listed = tuple(Word(word, start + i * step, start + (i + 1) * step, 0.9) for i, word in enumerate(words))
    return Segment(text, start, end, listed)


TALK = sound((QUIET, 3.0), (0.0, 0.5), (LOUD, 3.0), (0.0, 0.5), (QUIET, 3.0))
SCRIPT = (
    said("How are you today?", 0.0, 3.0),
    said("Not so well.", 3.5, 6.5),
    said("I am sorry.", 7.0, 10.0),
)
WHO = [("S1", "How are you today?"), ("S2", "Not so well."), ("S1", "I am sorry.")]


class Engines:
    """A recogniser that hears SCRIPT in each take, and a finder of voices that may be missing."""

    def __init__(self, finder: SpeakerFinder | None, script: tuple[Segment, ...] = SCRIPT) -> None:
        self.finder, self.script = finder, script

    def transcriber(self) -> tuple[Transcriber, ModelCard]:
        return ScriptedTranscriber(self.script), ModelCard("scripted", "ab" * 32)

    def writer(self) -> None:
        return None

    def speakers(self) -> SpeakerFinder | None:
        return self.finder

    def second_opinion(self) -> None:
        return None

    def close(self) -> None:
        """Nothing to stop."""


def opened(folder: Path, finder: SpeakerFinder | None) -> Session:
    """A vault with one planned visit where everybody agreed."""
    vault = Vault.open_or_create(folder, MemoryHolder())
    made = Session(vault, Settings(vault_folder=folder), Engines(finder))
    visit = a_visit()
    people = tuple(replace(p, agreement=replace(p.agreement, answer=Agreed.YES)) for p in visit.people)
    made.vault.add_visit(replace(visit, people=people))
    return made


@pytest.fixture
def finder() -> ScriptedSpeakerFinder:
    """What tells voices apart by how loud they are."""
    return ScriptedSpeakerFinder()


@pytest.fixture
def session(tmp_path: Path, finder: ScriptedSpeakerFinder) -> Iterator[Session]:
    with opened(tmp_path / "vault", finder) as made:
        yield made


@pytest.fixture
def recording(session: Session) -> Iterator[GrowingRecording]:
    made = GrowingRecording(session.vault, V1)
    yield made
    made.die()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever follows a recording looks at it often."""
    monkeypatch.setattr("scribe.following.LOOK_EVERY", 0.02)


def until(what: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for something to be so."""
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.01)


def finish(session: Session) -> Transcript:
    """The job after Stop."""
    run_here(actions.transcribe_visit(session, V1))
    made = actions.transcript(session, V1)
    assert made is not None
    return made


def who_said(made: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in made.turns]


def recorded(session: Session, pcm: bytes, first: int = 1) -> None:
    """A recording of this sound, finished."""
    recording = GrowingRecording(session.vault, V1, first)
    recording.write(pcm)
    recording.stop()
    recording.die()


# --- after the visit, and live


def test_each_turn_has_the_label_of_its_voice(session: Session) -> None:
    """Voices are S1, S2 … in the order in which they first speak."""
    recorded(session, TALK)
    assert who_said(finish(session)) == WHO


def test_voices_are_listened_to_while_the_recording_goes_on(
    session: Session, recording: GrowingRecording, finder: ScriptedSpeakerFinder
) -> None:
    """What was listened to live is not listened to again; the transcript is that of one pass afterwards."""
    actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
    recording.write(TALK)
    until(lambda: session.traces_of(V1).of(RecordingId("r1")).until >= 9.5)
    live = finder.listens
    recording.stop()
    assert who_said(finish(session)) == WHO
    assert finder.listens <= live + 2 and finder.settles == [None]


def test_voices_wait_where_words_are_left_for_later(
    session: Session, recording: GrowingRecording, finder: ScriptedSpeakerFinder
) -> None:
    """The setting 'after' holds for voices too: all of it is done after Stop."""
    session.settings = replace(session.settings, live_words="after")
    actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
    recording.write(TALK)
    assert session.live_voices[V1].state is LiveState.OFF
    recording.stop()
    assert finder.listens == 0 and who_said(finish(session)) == WHO and finder.listens == 2


def test_words_come_first_on_a_slow_laptop(
    session: Session, recording: GrowingRecording, finder: ScriptedSpeakerFinder
) -> None:
    """While words are behind no voice is listened to."""
    behind = True
    recording.write(TALK)
    live = VoiceListening(
        session.vault, V1, recording, lambda: finder, session.traces_of(V1), words_are_behind=lambda: behind  # type: ignore[arg-type]
    )  # fmt: skip
    time.sleep(0.1)
    assert finder.listens == 0
    behind = False
    until(lambda: finder.listens > 0)
    live.stop()


def test_takes_and_added_sound_share_their_voices(session: Session, finder: ScriptedSpeakerFinder) -> None:
    """All recordings of a visit lie on one time line, and a voice has one label in all of them."""
    recorded(session, TALK)
    recorded(session, sound((LOUD, 3.0), (0.0, 0.5), (LOUDER, 3.0), (0.0, 0.5), (QUIET, 3.0)), first=2)
    made = finish(session)
    assert [speaker for speaker, _ in who_said(made)] == ["S1", "S2", "S1", "S2", "S3", "S1"]
    assert made.turns[3].start == 10.0 and finder.settles == [None]


def test_two_takes_of_a_live_recording_are_both_listened_to(
    session: Session, recording: GrowingRecording, finder: ScriptedSpeakerFinder
) -> None:
    """A recording that was reopened goes on in its next file, and so do its voices."""
    actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
    recording.write(TALK)
    recording.new_take()
    recording.write(TALK)
    until(lambda: session.traces_of(V1).of(RecordingId("r1")).whole)
    until(lambda: session.traces_of(V1).of(RecordingId("r2")).until >= 9.5)
    recording.stop()
    assert who_said(finish(session)) == WHO + WHO


def test_no_voice_is_sought_in_what_the_worker_dictated(session: Session, recording: GrowingRecording) -> None:
    """There is one voice in it, and whose it is is known: it is not traced, live or after."""
    recording.write(TALK)
    recording.stop()
    dictated = GrowingRecording(session.vault, V1, first=2)
    row = replace(session.vault.recordings(V1)[1], origin=AudioOrigin.DICTATED)
    session.vault.save_recording(row)
    dictated._rows[0] = row
    actions.listen_live(session, V1, dictated)  # type: ignore[arg-type]
    dictated.write(TALK)
    until(lambda: session.live[V1].looked >= 9.0 and session.live_voices[V1]._following.looked > 9.0)
    dictated.stop()
    dictated.die()
    assert session.traces_of(V1).of(RecordingId("r2")).pieces == []
    made = finish(session)
    assert [turn.speaker for turn in made.turns if turn.manner is Manner.DICTATED] == ["p2"] * 1
    assert who_said(made)[:3] == WHO


def test_a_voice_without_words_has_no_turn(session: Session) -> None:
    """A cough is no turn; and labels count the voices that said something."""
    recorded(session, sound((LOUDER, 0.5), (0.0, 2.5)) + TALK)
    engines = session.engines
    assert isinstance(engines, Engines)
    engines.script = tuple(
        replace(each, start=each.start + 3, end=each.end + 3, words=tuple(
            replace(word, start=word.start + 3, end=word.end + 3) for word in each.words
        )) for each in SCRIPT
    )  # fmt: skip
    assert who_said(finish(session)) == WHO


# --- names


def test_transcribed_again_named_voices_keep_their_names(session: Session) -> None:
    """Who was named is named again, also in sound that came since; who was not has the label of now."""
    recorded(session, TALK)
    made = finish(session)
    assert {turn.speaker for turn in made.turns} == {"S1", "S2"}
    actions.name_voice(session, V1, "S2", PersonId("p1"))
    recorded(session, sound((LOUDER, 3.0), (0.0, 0.5), (LOUD, 3.0), (0.0, 0.5), (QUIET, 3.0)), first=2)
    again = finish(session)
    assert [turn.speaker for turn in again.turns] == ["S1", "p1", "S1", "S3", "p1", "S1"]


def dictated(session: Session, pcm: bytes, first: int) -> None:
    """The worker's own account, finished."""
    recording = GrowingRecording(session.vault, V1, first)
    recording._rows[0] = replace(recording._rows[0], origin=AudioOrigin.DICTATED)
    recording.write(pcm)
    recording.stop()
    recording.die()


def test_after_a_dictation_the_visit_is_not_listened_to_again(session: Session, finder: ScriptedSpeakerFinder) -> None:
    """Its voices are known: those that were told apart with the worker's number, under the names that were given."""
    recorded(session, sound((QUIET, 3.0), (0.0, 0.5), (LOUD, 3.0), (0.0, 0.5), (0.14, 3.0)))
    finish(session)
    run_here(actions.find_voices(session, V1, speakers=2))
    actions.name_voice(session, V1, "S2", PersonId("p1"))
    listens = finder.listens
    dictated(session, TALK, 2)
    made = finish(session)
    assert [(turn.speaker, turn.manner) for turn in made.turns[:4]] == [
        ("S1", Manner.SPOKEN), ("p1", Manner.SPOKEN), ("S1", Manner.SPOKEN), ("p2", Manner.DICTATED),
    ]  # fmt: skip
    assert finder.listens == listens and finder.settles == [None, 2]


def test_transcribed_once_more_voices_are_found_once_more(session: Session, finder: ScriptedSpeakerFinder) -> None:
    """All of it is made again, words and voices; names that were given stay."""
    recorded(session, TALK)
    finish(session)
    actions.name_voice(session, V1, "S2", PersonId("p1"))
    made = finish(session)
    assert [turn.speaker for turn in made.turns] == ["S1", "p1", "S1"] and finder.settles == [None, None]


# --- where it can't be done


def test_without_weights_the_transcript_comes_as_before(tmp_path: Path) -> None:
    """Nobody is told from anybody, and not a word is missing."""
    with opened(tmp_path / "vault", None) as session:
        recorded(session, TALK)
        made = finish(session)
        assert {turn.speaker for turn in made.turns} == {""}
        assert [turn.text for turn in made.turns] == ["How are you today? Not so well. I am sorry."]


class Fails(ScriptedSpeakerFinder):
    """A finder whose listening fails at certain steps."""

    def __init__(self, at: Sequence[int], error: Callable[[], Exception] = ChildDied) -> None:
        super().__init__()
        self.at, self.error = at, error

    def listen(self, name: str, audio: AudioSource, *, start: float, whole: bool, cancel: Cancellation) -> Traces:
        if self.listens + 1 in self.at:
            self.listens += 1
            raise self.error()
        return super().listen(name, audio, start=start, whole=whole, cancel=cancel)


def test_a_finder_that_dies_during_the_visit_is_started_again(tmp_path: Path) -> None:
    """It goes on from the last second that is traced; neither words nor voices are lost."""
    finder = Fails((1, 2, 4))
    with opened(tmp_path / "vault", finder) as session:
        recording = GrowingRecording(session.vault, V1)
        actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
        recording.write(TALK)
        until(lambda: session.traces_of(V1).of(RecordingId("r1")).until >= 9.5)
        recording.stop()
        assert who_said(finish(session)) == WHO


def test_a_finder_that_dies_each_time_costs_no_word(tmp_path: Path) -> None:
    """Live and after Stop it is given up after a few deaths at one place. The transcript comes, without voices."""
    finder = Fails(range(1, 1000))
    with opened(tmp_path / "vault", finder) as session:
        recording = GrowingRecording(session.vault, V1)
        live = actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
        recording.write(TALK)
        until(lambda: session.live_voices[V1].state is LiveState.FAILED)
        assert finder.listens == DEATHS_AT_MOST + 1 and live.state is not LiveState.FAILED
        recording.stop()
        made = finish(session)
        assert {turn.speaker for turn in made.turns} == {""} and "sorry." in made.turns[-1].text
        assert finder.listens == 2 * (DEATHS_AT_MOST + 1)


def test_what_failed_live_is_done_after_the_visit(tmp_path: Path) -> None:
    """A failure for good ends live listening; after Stop it is tried again."""
    finder = Fails((1,), EngineFailed)
    with opened(tmp_path / "vault", finder) as session:
        recording = GrowingRecording(session.vault, V1)
        actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
        recording.write(TALK)
        until(lambda: session.live_voices[V1].state is LiveState.FAILED)
        recording.stop()
        assert who_said(finish(session)) == WHO


class Unsettled(ScriptedSpeakerFinder):
    """One that listens and then can't decide."""

    def settle(
        self, sounds: Sequence[TracedSound], *, speakers: int | None, cancel: Cancellation
    ) -> tuple[SpeakerTurn, ...]:
        raise RuntimeError("of no kind that anybody knows")


def test_voices_that_can_not_be_settled_cost_no_word(tmp_path: Path) -> None:
    """Whatever goes wrong at the end, the transcript is kept."""
    with opened(tmp_path / "vault", Unsettled()) as session:
        recorded(session, TALK)
        assert {turn.speaker for turn in finish(session).turns} == {""}


class Slow(ScriptedSpeakerFinder):
    """One whose second step takes until it is let, or asked to stop."""

    let = False

    def listen(self, name: str, audio: AudioSource, *, start: float, whole: bool, cancel: Cancellation) -> Traces:
        if start > 0:
            until(lambda: self.let or cancel.asked)
        return super().listen(name, audio, start=start, whole=whole, cancel=cancel)


def test_cancelled_while_voices_are_listened_to_it_goes_on_from_there(tmp_path: Path) -> None:
    """A choice is no failure: nothing is kept as transcript, and the next time goes on. Progress says what it does."""
    finder = Slow()
    with opened(tmp_path / "vault", finder) as session:
        recorded(session, TALK)
        cancel = Cancellation()

        def on_progress(progress: Progress) -> None:
            if progress.label == VOICES and progress.done > 0:
                assert (progress.done, progress.total) == (5.0, 10.0)
                cancel.ask()

        with pytest.raises(Cancelled):
            actions.transcribe_visit(session, V1).work(JobContext(on_progress, cancel))
        assert actions.transcript(session, V1) is None and finder.listens == 1
        finder.let = True
        assert who_said(finish(session)) == WHO and finder.listens == 2


class Unheard(ScriptedTranscriber):
    """A recogniser that fails."""

    def listen(self, *_: object, **__: object) -> Listened:
        raise EngineFailed


def test_where_the_words_fail_nobody_goes_on_listening_to_voices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job fails as it would without voices, and leaves nothing running."""
    finder = Slow()
    with opened(tmp_path / "vault", finder) as session:
        recorded(session, TALK)
        ear = (Unheard(()), ModelCard("scripted"))
        monkeypatch.setattr(session.engines, "transcriber", lambda: ear)
        with pytest.raises(EngineFailed):
            run_here(actions.transcribe_visit(session, V1))
        assert finder.listens <= 1 and not [each for each in threading.enumerate() if each.name == "voices"]


# --- nothing is kept of how anybody sounds


def sealed_things(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Everything that the vault is given to keep from now on, before it is sealed."""
    kept: list[bytes] = []
    real = keys.seal

    def seal(key: bytes, plain: bytes, name: str) -> bytes:
        kept.append(plain)
        return real(key, plain, name)

    for module in (vault_module, vault_keeping, vault_parcels):
        monkeypatch.setattr(module, "seal", seal)
    return kept


class Marked(ScriptedSpeakerFinder):
    """One whose traces can be recognised wherever they are."""

    MARK = b"how somebody sounds"

    def listen(self, name: str, audio: AudioSource, *, start: float, whole: bool, cancel: Cancellation) -> Traces:
        found = super().listen(name, audio, start=start, whole=whole, cancel=cancel)
        return replace(found, traces=self.MARK + found.traces)

    def settle(
        self, sounds: Sequence[TracedSound], *, speakers: int | None, cancel: Cancellation
    ) -> tuple[SpeakerTurn, ...]:
        bare = [replace(each, traces=tuple(p.removeprefix(self.MARK) for p in each.traces)) for each in sounds]
        return super().settle(bare, speakers=speakers, cancel=cancel)


@pytest.mark.parametrize("held", [False, True])
def test_no_trace_of_a_voice_is_ever_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: bool) -> None:
    """Not while it records, not when the transcript is made, not under a hold: in no row, and in no file."""
    kept = sealed_things(monkeypatch)
    with opened(tmp_path / "vault", Marked()) as session:
        if held:
            lifecycle.hold(session.vault, V1, "The police asked for it")
        recording = GrowingRecording(session.vault, V1)
        actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
        recording.write(TALK)
        until(lambda: session.traces_of(V1).of(RecordingId("r1")).until >= 9.5)
        recording.stop()
        assert who_said(finish(session)) == WHO
        assert session.traces == {} and session.live_voices == {}
        finish(session)
        assert session.traces == {}
        assert kept and not [each for each in kept if Marked.MARK in each]
        assert not any("trace" in str(fact) for fact in session.vault.earlier(V1))
    files = [path for path in (tmp_path / "vault").rglob("*") if path.is_file()]
    assert len(files) > 3 and not any(Marked.MARK in path.read_bytes() for path in files)


def test_an_erased_visit_leaves_no_trace_in_memory(session: Session) -> None:
    """A visit that was never transcribed keeps its traces no longer than itself."""
    recording = GrowingRecording(session.vault, V1)
    actions.listen_live(session, V1, recording)  # type: ignore[arg-type]
    recording.write(TALK)
    until(lambda: session.traces_of(V1).of(RecordingId("r1")).until >= 9.5)
    recording.stop()
    session.stop_live(V1)
    assert V1 in session.traces
    actions.erase_visit(session, V1, why="She asked for it", no_harm=True)
    assert session.traces == {}


def test_closing_forgets_all_voices(tmp_path: Path) -> None:
    """A visit that is left for tomorrow is listened to again then."""
    with opened(tmp_path / "vault", ScriptedSpeakerFinder()) as session:
        recorded(session, TALK)
        cancel = Cancellation()
        job = actions.transcribe_visit(session, V1)
        job.work(JobContext(ignore_progress, cancel))
        assert session.traces
    assert session.traces == {}


# --- told apart again, and heard


def test_voices_are_told_apart_again_with_the_number_that_the_worker_gives(
    session: Session, finder: ScriptedSpeakerFinder
) -> None:
    """Three had been found where two spoke; no word is other than before, nor is any trace kept."""
    recorded(session, sound((QUIET, 3.0), (0.0, 0.5), (LOUD, 3.0), (0.0, 0.5), (0.14, 3.0)))
    before = finish(session)
    assert [turn.speaker for turn in before.turns] == ["S1", "S2", "S3"]
    run_here(actions.find_voices(session, V1, speakers=2))
    after = actions.transcript(session, V1)
    assert after is not None and who_said(after) == WHO and finder.settles == [None, 2]
    assert session.traces == {}
    assert session.vault.audit.check().whole


def test_told_apart_again_the_words_that_were_typed_and_the_names_stay(session: Session) -> None:
    """The worker had put words right and said who somebody was, also while the sound was listened to again."""
    recorded(session, TALK)
    made = finish(session)
    actions.edit_turn(session, V1, made.turns[1].id, "Not so good.")
    job = actions.find_voices(session, V1, speakers=2)
    result = job.work(JobContext(ignore_progress, Cancellation()))
    actions.assign_speaker(session, V1, (made.turns[1].id,), "p1")
    job.keep(result)
    after = actions.transcript(session, V1)
    assert after is not None and who_said(after) == [WHO[0], ("p1", "Not so good."), WHO[2]]


def test_one_person_needs_no_finding(tmp_path: Path) -> None:
    """Where the worker says that one person spoke, nothing is listened to, and no model is needed."""
    with opened(tmp_path / "vault", None) as session:
        recorded(session, TALK)
        finish(session)
        assert not actions.can_find_voices(session) and actions.voices(session, V1) == ()
        run_here(actions.find_voices(session, V1, speakers=1))
        (voice,) = actions.voices(session, V1)
        assert voice.label == "S1" and voice.seconds == 10.0


def test_what_can_not_be_told_apart_is_said(tmp_path: Path) -> None:
    """No model, no transcript, and no such number of people: each has its sentence, and nothing changes."""
    with opened(tmp_path / "vault", None) as session:
        with pytest.raises(NotFound):
            actions.find_voices(session, V1, speakers=None)
        recorded(session, TALK)
        before = finish(session)
        for number in (0, 9):
            with pytest.raises(MoveNotAllowed, match="from 1 to 8"):
                actions.find_voices(session, V1, speakers=number)
        with pytest.raises(ModelMissing, match="not here"):
            run_here(actions.find_voices(session, V1, speakers=None))
        assert actions.transcript(session, V1) == before


def test_voices_are_not_told_apart_in_sound_that_is_not_written_down(session: Session) -> None:
    """Sound that came meanwhile is turned into words first."""
    recorded(session, TALK)
    finish(session)
    job = actions.find_voices(session, V1, speakers=2)
    result = job.work(JobContext(ignore_progress, Cancellation()))
    recorded(session, TALK, first=2)
    with pytest.raises(SoundAdded):
        job.keep(result)


def test_a_voice_can_be_heard(session: Session) -> None:
    """Three clear seconds of each, named or not, at their place in the visit's sound."""
    recorded(session, TALK)
    made = finish(session)
    actions.assign_speaker(session, V1, (made.turns[1].id,), "p1")
    heard = actions.voices(session, V1)
    assert [(each.label, each.turns, each.seconds) for each in heard] == [("S1", 2, 6.0), ("p1", 1, 3.0)]
    assert (heard[1].sample_start, heard[1].sample_end) == (3.5, 6.5)
