"""What playing a stretch promises."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from scribe.audio_store import AudioWriter, EncryptedAudio
from scribe.errors import NoSpeaker
from scribe.player import NO_PORTAUDIO, play

KEY = bytes(range(32))


@pytest.fixture
def audio(tmp_path: Path) -> EncryptedAudio:
    """Three seconds of sound."""
    with AudioWriter(tmp_path / "a.fna", KEY, "rec-1", fsync=False) as writer:
        writer.write(b"\x01\x02" * 48_000)
    return EncryptedAudio(tmp_path / "a.fna", KEY, "rec-1")


def test_a_span_is_played_to_its_end(audio: EncryptedAudio) -> None:
    """It takes as long as the span, says how far it is, and ends without a problem at the span's end."""
    playing = play(audio, 1.0, 1.6, opener="tests.audio.fake_speakers:working")
    assert not playing.finished and playing.at >= 1.0
    assert wait_until_finished(playing) and playing.problem == ""
    assert playing.at == pytest.approx(1.6)
    playing.stop()


def wait_until_finished(playing: object, seconds: float = 10.0) -> bool:
    """Whether it ended in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if playing.wait(0.2):  # type: ignore[attr-defined]
            return True
    return False


def test_a_span_past_the_end_stops_where_the_sound_does(audio: EncryptedAudio) -> None:
    """Asking for more than there is plays what there is."""
    playing = play(audio, 2.5, 99.0, opener="tests.audio.fake_speakers:working")
    assert wait_until_finished(playing) and playing.problem == ""
    assert playing.at == pytest.approx(3.0)


def test_stop_is_at_once(audio: EncryptedAudio) -> None:
    """Stopping ends the child, and may be done twice."""
    playing = play(audio, 0.0, 3.0, opener="tests.audio.fake_speakers:working")
    while playing.at == 0.0:
        time.sleep(0.01)
    began = time.monotonic()
    playing.stop()
    playing.stop()
    assert time.monotonic() - began < 1.0
    assert playing.finished and playing.problem == "" and playing.at < 3.0


@pytest.mark.parametrize("speaker", ["none_there", "broken"])
def test_no_speaker_is_a_plain_sentence(audio: EncryptedAudio, speaker: str) -> None:
    """Without a speaker the worker reads that, and nothing of the driver's own words."""
    playing = play(audio, 0.0, 1.0, opener=f"tests.audio.fake_speakers:{speaker}")
    assert wait_until_finished(playing)
    assert playing.problem == NoSpeaker.sentence


def test_a_machine_without_sound_says_so(audio: EncryptedAudio) -> None:
    """On a machine that has no output device the real speaker fails with a plain sentence; on another it plays."""
    playing = play(audio, 0.0, 0.3)
    assert wait_until_finished(playing, 20)
    assert playing.problem in ("", NoSpeaker.sentence, NO_PORTAUDIO)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """A recording whose file is gone is a sentence, not silence."""
    gone = EncryptedAudio(tmp_path / "none.fna", KEY, "rec-1")
    playing = play(gone, 0.0, 1.0, opener="tests.audio.fake_speakers:working")
    assert wait_until_finished(playing)
    assert "not where it was put" in playing.problem
