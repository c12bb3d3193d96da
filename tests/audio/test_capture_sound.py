"""What the file of a take promises of its gaps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scribe.audio_gaps import MISSING, PAUSED, TOO_BUSY, recorded_gaps
from scribe.audio_store import EncryptedAudio
from scribe.capture_sound import BUSY_AGAIN_WITHIN, SoundFile
from scribe.visit import Gap

SECOND = bytes(32_000)


@pytest.fixture
def audio(tmp_path: Path) -> EncryptedAudio:
    """Where the sound goes."""
    return EncryptedAudio(tmp_path / "r.fna", bytes(range(32)), "rec-1")


@pytest.fixture
def sound(audio: EncryptedAudio) -> Iterator[SoundFile]:
    """A file that is being filled, at 16 kHz."""
    file = SoundFile(audio, 16_000)
    yield file
    file.end()
    assert file.wait(10.0)


def test_a_laptop_that_is_too_busy_for_an_hour_is_marked_now_and_then(sound: SoundFile, audio: EncryptedAudio) -> None:
    """One mark stands for all within some seconds, beside the sound too; other gaps are all there."""
    for _ in range(60):
        sound.mark(0.0, TOO_BUSY)
        sound.mark(0.0, TOO_BUSY)
        sound.write(SECOND)
    sound.mark(2.0, MISSING)
    sound.mark(0.0, TOO_BUSY)
    sound.end()
    assert sound.wait(10.0)
    seconds, _, gaps = sound.facts
    assert seconds == 60.0 and gaps == recorded_gaps(audio)
    often = [Gap(at, at, TOO_BUSY) for at in range(0, 60, int(BUSY_AGAIN_WITHIN))]
    assert list(gaps) == [*often, Gap(60.0, 62.0, MISSING), Gap(60.0, 60.0, TOO_BUSY)]


def test_each_gap_is_told_once(sound: SoundFile) -> None:
    """A report holds what is new, however many gaps there were before."""
    told = []
    for number in range(1, 4):
        sound.begin_gap(PAUSED)
        sound.mark(float(number), PAUSED)
        sound.write(SECOND)
        while sound.waiting:
            assert sound.error is None
            sound.wait(0.01)
        told.append(sound.new_gaps())
    assert told == [(Gap(0.0, 1.0, PAUSED),), (Gap(1.0, 3.0, PAUSED),), (Gap(2.0, 5.0, PAUSED),)]
    assert sound.new_gaps() == ()


def test_a_file_that_can_not_be_made_is_an_error_that_is_kept(sound: SoundFile, audio: EncryptedAudio) -> None:
    """Nothing hangs, nothing that is there is touched, and whoever gives the sound can see why."""
    sound.write(SECOND)
    sound.end()
    assert sound.wait(10.0)
    before = audio.path.read_bytes()
    second = SoundFile(audio, 16_000)
    second.write(SECOND)
    second.end()
    assert second.wait(10.0) and isinstance(second.error, FileExistsError)
    assert second.facts == (0.0, "", ()) and audio.path.read_bytes() == before
