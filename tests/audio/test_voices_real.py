"""What finding voices promises with the real recogniser and the real networks, on a real telephone call."""

from __future__ import annotations

import os
import signal
import time
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.engines import ChildSpeakers
from scribe import actions
from scribe.jobs import run_here
from scribe.keys import MemoryHolder
from scribe.session import InstalledEngines, Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import Agreed, RecordingId, Transcript, Turn
from tests.audio.live_recording import GrowingRecording
from tests.audio.sounds import SPEECH
from tests.audio.test_voices import until
from tests.benchmarks.word_voices import PHONE_CALL, phone_call, score
from tests.scribe_core.make import V1, a_visit

needs_speech = pytest.mark.skipif(not SPEECH.is_dir(), reason="../shared/data/speech is not here")


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Session]:
    """A vault with one planned visit, the starter recogniser and the finder of voices. Skips where that is not here."""
    engines = InstalledEngines()
    if engines.speakers() is None:
        pytest.skip("the model that tells voices apart is not here")
    vault = Vault.open_or_create(tmp_path / "vault", MemoryHolder())
    with Session(vault, Settings(vault_folder=tmp_path / "vault"), engines) as made:
        visit = a_visit()
        people = tuple(replace(p, agreement=replace(p.agreement, answer=Agreed.YES)) for p in visit.people)
        made.vault.add_visit(replace(visit, people=people))
        yield made


def written_down(session: Session) -> Transcript:
    run_here(actions.transcribe_visit(session, V1))
    made = actions.transcript(session, V1)
    assert made is not None
    return made


def spoken(made: Transcript) -> list[tuple[str, float, float, str]]:
    return [(turn.speaker, turn.start, turn.end, turn.text) for turn in made.turns]


def right(turns: tuple[Turn, ...]) -> float:
    """Share of the words that the right one of two is said to have spoken."""
    return score(phone_call(), turns).share


@pytest.mark.long
@needs_speech
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_two_on_the_telephone_are_told_apart_live_as_after(real: Session, tmp_path: Path) -> None:
    """Nearly every word is given to the one who said it; live, with the child killed on the way, no other than after.

    Both voices can be heard; told that three spoke, no word changes.
    """
    with wave.open(str(PHONE_CALL / "sample.wav"), "rb") as file:
        pcm = file.readframes(file.getnframes())
    recording = GrowingRecording(real.vault, V1)
    actions.listen_live(real, V1, recording)  # type: ignore[arg-type]
    finder = real.engines.speakers()
    assert isinstance(finder, ChildSpeakers)
    killed = False
    for at in range(0, len(pcm), 16_000):
        recording.write(pcm[at : at + 16_000])
        time.sleep(0.05)
        if not killed and real.traces_of(V1).of(RecordingId("r1")).until > 0 and finder.process.pid is not None:
            os.kill(finder.process.pid, signal.SIGKILL)
            killed = True
    until(lambda: real.traces_of(V1).of(RecordingId("r1")).until > 10.0, seconds=30)
    recording.stop()
    live = written_down(real)
    assert {turn.speaker for turn in live.turns} == {"S1", "S2"} and right(live.turns) > 0.9
    assert real.traces == {}
    assert spoken(written_down(real)) == spoken(live)

    heard = actions.voices(real, V1)
    assert [voice.label for voice in heard] == ["S1", "S2"]
    assert all(1.0 < voice.sample_end - voice.sample_start <= 3.0 for voice in heard)
    run_here(actions.find_voices(real, V1, speakers=3))
    again = actions.transcript(real, V1)
    assert again is not None
    words = [[word for turn in each.turns for word in turn.words] for each in (live, again)]
    assert words[0] == words[1]
