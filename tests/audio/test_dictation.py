"""Dictating into a text box: words come while it goes on, and nothing of the sound stays, whatever happens."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.errors import ChildDied, ModelMissing
from models.progress import Cancellation
from models.scripted import ScriptedTranscriber
from models.transcriber import AudioSource, Listened, Segment, TranscribeOptions, Transcriber
from scribe import actions, recorder
from scribe.actions.writing import DICTATED, DICTATING, RECORDING
from scribe.audio_store import EncryptedAudio
from scribe.dictation import Dictation
from scribe.errors import MoveNotAllowed
from scribe.keys import MemoryHolder
from scribe.session import InstalledEngines, Session
from scribe.settings import Settings
from scribe.vault import Vault
from tests.app.test_actions import agreed, opened
from tests.audio.sounds import real_speech
from tests.scribe_core.make import V1, a_visit

SAID = (Segment("I visited today.", 0.2, 0.5, ()), Segment("The rail is loose.", 0.6, 1.0, ()))
STEADY = "tests.audio.fake_microphones:steady"


def until(what: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something is true; fails if it never is."""
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.02)


def dictate(folder: Path, hears: Transcriber | None = None, opener: str = STEADY) -> Dictation:
    """A dictation whose recogniser hears SAID."""
    ear = hears or ScriptedTranscriber(SAID)
    return Dictation(folder, lambda: (ear, TranscribeOptions()), opener=opener)


def test_words_come_while_it_goes_on_and_the_sound_is_gone_after_it(tmp_path: Path) -> None:
    """The first words are there before it is stopped; afterwards not even the folder is."""
    folder = tmp_path / "dictated"
    made = dictate(folder)
    until(lambda: len(made.words) == 1)
    assert made.listening
    assert list(folder.iterdir())
    until(lambda: len(made.words) == 2)
    made.stop()
    until(lambda: made.ended)
    assert made.words == ("I visited today.", "The rail is loose.")
    assert made.why == ""
    assert not folder.exists()


def test_what_is_on_the_disk_meanwhile_is_encrypted(tmp_path: Path) -> None:
    """Under a key that is nowhere but in memory: with another key the file says nothing."""
    folder = tmp_path / "dictated"
    made = dictate(folder)
    until(lambda: any(file.stat().st_size > 20_000 for file in folder.glob("*.fna")))
    (file,) = folder.glob("*.fna")
    kept = tmp_path / "stolen.fna"
    kept.write_bytes(file.read_bytes())
    name, key = file.stem, made._store._key
    made.give_up()
    ramp = bytes(range(1, 60))
    assert ramp not in kept.read_bytes()
    assert EncryptedAudio(kept, key, name).seconds() > 0
    assert EncryptedAudio(kept, bytes(32), name).seconds() == 0


def test_given_up_it_is_gone_at_once(tmp_path: Path) -> None:
    """What was not made out yet is let go of."""
    made = dictate(tmp_path / "dictated", ScriptedTranscriber(()))
    until(lambda: made.listening)
    made.give_up()
    assert made.ended
    assert not (tmp_path / "dictated").exists()


def test_what_a_crash_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    """Nobody could have read it."""
    folder = tmp_path / "dictated"
    folder.mkdir()
    (folder / "old.fna").write_bytes(b"noise")
    made = dictate(folder)
    assert not (folder / "old.fna").exists()
    made.give_up()


def test_a_microphone_that_is_not_there_is_told(tmp_path: Path) -> None:
    """In its own plain sentence; and it is over."""
    made = dictate(tmp_path / "dictated", opener="tests.audio.fake_microphones:not_there")
    until(lambda: made.ended)
    assert made.why
    assert made.words == ()


class Dies(ScriptedTranscriber):
    """A recogniser whose child dies so many times."""

    def __init__(self, times: int) -> None:
        super().__init__(SAID)
        self.times = times

    def listen(
        self, name: str, audio: AudioSource, options: TranscribeOptions,
        *, start: float, whole: bool, cancel: Cancellation,
    ) -> Listened:  # fmt: skip
        """As `Transcriber.listen`."""
        if self.times:
            self.times -= 1
            raise ChildDied
        return super().listen(name, audio, options, start=start, whole=whole, cancel=cancel)


def test_a_recogniser_that_dies_is_started_again(tmp_path: Path) -> None:
    """Nothing that was said is lost by it."""
    made = dictate(tmp_path / "dictated", Dies(2))
    until(lambda: len(made.words) == 2)
    made.stop()
    until(lambda: made.ended)
    assert made.why == ""


def test_one_that_always_dies_ends_it_with_a_sentence(tmp_path: Path) -> None:
    """The microphone is closed, and the sound is gone."""
    made = dictate(tmp_path / "dictated", Dies(9))
    until(lambda: made.ended)
    assert made.why == ChildDied.sentence
    assert not (tmp_path / "dictated").exists()


def test_without_a_recogniser_it_says_so(tmp_path: Path) -> None:
    """The microphone does not stay open."""

    def missing() -> tuple[Transcriber, TranscribeOptions]:
        raise ModelMissing

    made = Dictation(tmp_path / "dictated", missing, opener=STEADY)
    until(lambda: made.ended)
    assert made.why == ModelMissing.sentence
    assert not made.listening


# --- by the actions
@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A vault with one visit, and a microphone that works."""
    real = recorder.start_recording

    def steady(*given: object, **_: object) -> object:
        return real(*given, opener=STEADY)  # type: ignore[arg-type]

    monkeypatch.setattr(recorder, "start_recording", steady)
    with opened(tmp_path / "vault") as made:
        made.vault.add_visit(agreed(a_visit()))
        yield made


def test_one_thing_is_dictated_at_a_time(session: Session) -> None:
    """And none while a visit is recorded: its sound would be in the text."""
    first = actions.start_dictation(session)
    with pytest.raises(MoveNotAllowed, match=DICTATING[:20]):
        actions.start_dictation(session)
    first.give_up()
    handle = actions.start_recording(session, V1)
    with pytest.raises(MoveNotAllowed, match=RECORDING[:20]):
        actions.start_dictation(session)
    actions.stop_recording(session, V1, handle)


def test_a_recording_closes_the_microphone_of_a_dictation(session: Session) -> None:
    """Whoever begins to record does not also dictate."""
    dictation = actions.start_dictation(session)
    handle = actions.start_recording(session, V1)
    until(lambda: dictation.ended)
    actions.stop_recording(session, V1, handle)


def test_closing_leaves_nothing_of_it(tmp_path: Path, session: Session) -> None:
    """No microphone, no file; and the vault knows of nothing."""
    dictation = actions.start_dictation(session)
    until(lambda: dictation.listening)
    assert session.vault.recordings(V1) == ()
    session.close()
    assert dictation.ended
    assert not (tmp_path / "vault" / DICTATED).exists()


@pytest.mark.long
def test_real_words_by_the_real_recogniser(tmp_path: Path) -> None:
    """Somebody reads some seconds aloud: most of it is there, and nothing of the sound."""
    speech = real_speech()
    sound = tmp_path / "spoken.raw"
    sound.write_bytes(speech.tobytes())
    vault = Vault.open_or_create(tmp_path / "vault", MemoryHolder())
    with Session(vault, Settings(vault_folder=tmp_path / "vault"), InstalledEngines()) as real:
        try:
            transcriber = real.engines.transcriber()[0]
        except ModelMissing:
            pytest.skip("the starter recogniser is not installed")
        made = Dictation(
            tmp_path / "vault" / DICTATED,
            lambda: (transcriber, TranscribeOptions()),
            str(sound),
            opener="tests.audio.fake_microphones:reading_a_file",
        )
        until(lambda: made._handle.seconds > len(speech) / 16_000 + 0.3, 60)
        made.stop()
        until(lambda: made.ended, 60)
        assert made.why == ""
        assert len(" ".join(made.words).split()) > 10
        assert not (tmp_path / "vault" / DICTATED).exists()
