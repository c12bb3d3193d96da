"""Playing a visit's sound, on a real vault: the very seconds, at a speed, and none once the vault is closed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scribe import actions
from scribe.errors import MoveNotAllowed, NothingHeard
from scribe.player import Player
from scribe.session import Session
from tests.app.test_actions import SECOND, imported, session
from tests.audio.fake_speakers import HEARD
from tests.scribe_core.make import V1

__all__ = ["session"]


@pytest.fixture(autouse=True)
def heard(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what is heard is noted."""
    session.player = Player(opener="tests.audio.fake_speakers:working")
    monkeypatch.setenv(HEARD, str(tmp_path / "heard"))
    return tmp_path / "heard"


def test_a_span_goes_over_from_one_recording_to_the_next(session: Session, tmp_path: Path, heard: Path) -> None:
    """Seconds are those of the visit, however many recordings it is in, and every sample is as it was recorded."""
    imported(session, tmp_path, 2)
    imported(session, tmp_path, 2, "more.wav")
    playing = actions.play_span(session, V1, 1.75, 2.25)
    assert playing.wait(20) and playing.problem == "" and playing.at == pytest.approx(2.25)
    once = np.frombuffer(SECOND, dtype="<i2")
    assert np.array_equal(np.fromfile(heard, dtype="<i2"), np.concatenate([once[-4000:], once[:4000]]))


def test_speed_and_repeat_are_handed_on(session: Session, tmp_path: Path, heard: Path) -> None:
    """At half the speed it lasts twice as long; repeated, it goes on until it is stopped."""
    imported(session, tmp_path, 2)
    actions.get_ready_to_play(session)
    assert actions.play_span(session, V1, 0.0, 0.5, speed=0.5).wait(20)
    assert heard.stat().st_size / 32_000 == pytest.approx(1.0, rel=0.02)
    playing = actions.play_span(session, V1, 0.0, 0.2, loop=True)
    assert not playing.wait(0.8)
    playing.stop()


def test_nothing_is_played_of_a_vault_that_is_closed(session: Session, tmp_path: Path) -> None:
    """Closing the visits stops the sound and ends the child that holds a key."""
    imported(session, tmp_path, 2)
    playing = actions.play_span(session, V1, 0.0, 2.0, loop=True)
    session.close()
    assert playing.finished
    with pytest.raises(MoveNotAllowed):
        session.player.get_ready()


def test_without_sound_that_is_said(tmp_path: Path, session: Session) -> None:
    """A visit that nothing was recorded of has nothing to play."""
    with pytest.raises(NothingHeard):
        actions.play_span(session, V1, 0.0, 1.0)
