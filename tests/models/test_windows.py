"""Tests of the cutting of sound into windows: nothing said is lost, silence is left out, memory stays small."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.phantoms import invented
from models.transcriber import Segment, Word
from models.whisper_engine import in_recording
from models.windows import FRAME, FRAME_SECONDS, Frame, Samples, Window, frames, windows


def loud(batch: Samples) -> NDArray[np.float32]:
    """A stand-in for the VAD: a frame is speech as far as it is loud."""
    return np.asarray(np.abs(batch).mean(axis=1), dtype=np.float32)


def talk(*stretches: tuple[float, bool]) -> Samples:
    """Sound of (seconds, whether somebody speaks) stretches; each sample of speech is marked by its place."""
    parts = [np.full(round(seconds * 16_000), 1.0 if speaking else 0.0, np.float32) for seconds, speaking in stretches]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def cut(sound: Samples, block: int = 4_000) -> list[Window]:
    """The windows of a sound that comes in blocks."""
    return list(windows(frames((sound[at : at + block] for at in range(0, len(sound), block)), loud)))


def test_silence_gives_no_window() -> None:
    """Where nobody speaks there is nothing to recognise, so nothing can be invented."""
    assert cut(talk((120, False))) == [] and cut(talk()) == []


def test_a_short_talk_is_one_window_with_its_pauses() -> None:
    """Pauses under two seconds stay as they are: the recogniser sees what the bare library would."""
    (window,) = cut(talk((3, False), (5, True), (1.5, False), (5, True), (3, False)))
    assert window.start == pytest.approx(3 - 0.4, abs=0.05) and window.end == pytest.approx(14.5 + 0.4, abs=0.1)


def test_a_long_silence_is_left_out_and_times_stay_true() -> None:
    """Two remarks an hour apart share a window, and each keeps its own time."""
    (window,) = cut(talk((5, True), (3600, False), (5, True)))
    assert len(window.samples) < 12 * 16_000
    assert window.at(2.0) == pytest.approx(2.0, abs=0.001)
    assert window.at(8.0) == pytest.approx(3605 + 8.0 - 5.4 - 0.4, abs=0.1)
    assert window.joined_between(2.0, 8.0) and not window.joined_between(2.0, 4.0)


def test_a_window_is_cut_at_a_pause_where_there_is_one() -> None:
    """A sentence is not cut in two while a pause is near."""
    first, second = cut(talk((20, True), (0.5, False), (25, True)))
    assert first.end == pytest.approx(20.25, abs=0.1) and second.start == pytest.approx(first.end)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0.1, 50), st.booleans()), max_size=8), st.integers(300, 40_000))
def test_every_moment_of_speech_is_in_exactly_one_window(stretches: list[tuple[float, bool]], block: int) -> None:
    """Nothing that is said is lost or heard twice, no window is over 30 s, and order is kept, whatever the talk."""
    sound = talk(*stretches)
    found = cut(sound, block)
    places = [frame.index for window in found for frame in window.frames]
    assert places == sorted(set(places))
    padded = np.pad(sound, (0, -len(sound) % FRAME)).reshape(-1, FRAME)
    spoken = {int(n) for n in np.nonzero(loud(padded) >= 0.5)[0]}
    assert spoken <= set(places)
    assert all(len(window.samples) <= 30 * 16_000 for window in found)
    assert all(any(frame.speaking for frame in window.frames) for window in found)


def test_four_hours_need_no_more_memory_than_a_minute() -> None:
    """Windows come while the sound is read; never is more than about a minute of it held."""
    read = 0

    def hours() -> Iterator[Samples]:
        nonlocal read
        minute = talk((25, True), (0.6, False), (25, True), (9.4, False))
        for _ in range(240):
            for at in range(0, len(minute), 16_000):
                read += 16_000
                yield minute[at : at + 16_000]

    count, behind = 0, 0.0
    for window in windows(frames(hours(), loud)):
        count += 1
        behind = max(behind, read / 16_000 - window.end)
    assert read == 4 * 3600 * 16_000 and count >= 480 and behind < 60


def test_a_segment_over_a_taken_out_silence_becomes_two() -> None:
    """What was said before and after a silence is never one piece that claims to last through it."""
    held = tuple(Frame(n if n < 50 else n + 1000, np.zeros(FRAME, np.float32), 1.0, True) for n in range(100))
    window = Window(held)
    words = (Word("yes", 0.5, 0.9, 0.9), Word("toast", 2.0, 2.4, 0.8))
    first, second = in_recording(Segment("yes toast", 0.5, 2.4, words), window)
    assert (first.text, first.start, first.end) == ("yes", 0.5, 0.9)
    assert second.text == "toast" and second.start == pytest.approx(2.0 + 1000 * FRAME_SECONDS, abs=0.001)


@pytest.mark.parametrize(
    ("text", "heard", "no_speech", "dropped"),
    [
        ("I fell on Tuesday.", 0.0, 0.1, True),
        ("Thank you.", 0.2, 0.1, True),
        ("Thank you.", 0.9, 0.9, True),
        ("Thank you.", 0.9, 0.1, False),
        ("I fell on Tuesday.", 0.2, 0.7, False),
    ],
)
def test_only_inventions_are_dropped(text: str, heard: float, no_speech: float, dropped: bool) -> None:
    """Words where nobody spoke go, and known phantoms where hardly anybody did; a real 'thank you' stays."""
    assert invented(text, heard, no_speech) is dropped
