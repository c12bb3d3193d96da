"""What playing at another speed promises."""

from __future__ import annotations

import numpy as np
import pytest

from scribe.tempo import Tempo

RATE = 16_000
SPEEDS = (0.5, 0.75, 1.25, 1.5, 2.0)


def played(samples: np.ndarray, speed: float, piece: int = 1600) -> np.ndarray:
    """The samples at that speed, fed in pieces as the player does."""
    tempo = Tempo(speed)
    pieces = [tempo.feed(samples[n : n + piece].astype("<i2").tobytes()) for n in range(0, len(samples), piece)]
    return np.frombuffer(b"".join([*pieces, tempo.end()]), dtype="<i2").astype(float)


def tone(hertz: float, seconds: float = 5.0) -> np.ndarray:
    """A pure tone."""
    return 8000 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)


def peak(samples: np.ndarray) -> float:
    """The strongest frequency, in Hz."""
    return float(np.argmax(np.abs(np.fft.rfft(samples * np.hanning(len(samples)))))) * RATE / len(samples)


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("hertz", [110.0, 220.0, 1000.0])
def test_the_pitch_stays(speed: float, hertz: float) -> None:
    """The strongest frequency of a tone moves by less than one per cent."""
    assert peak(played(tone(hertz), speed)) == pytest.approx(hertz, rel=0.01)


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("seconds", [0.4, 1.0, 5.0])
def test_the_length_is_right(speed: float, seconds: float) -> None:
    """Within two per cent, of a word as of a turn."""
    assert len(played(tone(220.0, seconds), speed)) == pytest.approx(seconds * RATE / speed, rel=0.02)


@pytest.mark.parametrize("speed", SPEEDS)
def test_nothing_clicks_where_pieces_meet(speed: float) -> None:
    """A tone of one loudness never jumps further from one sample to the next than the tone itself does."""
    steepest = 8000 * 2 * np.pi * 220 / RATE
    inner = played(tone(220.0), speed)[1600:-1600]
    assert np.abs(np.diff(inner)).max() <= 1.05 * steepest


@pytest.mark.parametrize("speed", SPEEDS)
def test_each_moment_is_where_it_is_reckoned_to_be(speed: float) -> None:
    """Bursts a second apart come within a tenth of a second of their place, so that the spoken word can be marked."""
    sound = np.zeros(RATE * 6)
    for second in range(1, 6):
        sound[second * RATE : second * RATE + 3200] = tone(300.0, 0.2)
    loud = np.abs(played(sound, speed)) > 2000
    starts = [n for n in np.flatnonzero(loud) if not loud[max(0, n - 1600) : n].any()]
    assert [n * speed / RATE for n in starts] == pytest.approx([1, 2, 3, 4, 5], abs=0.1)
