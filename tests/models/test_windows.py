"""Tests of the cutting of sound into windows: nothing said is lost, silence is left out, memory stays small."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.phantoms import invented
from models.transcriber import AudioSource, Segment, Word
from models.whisper_engine import Hearing, in_recording
from models.windows import FRAME, FRAME_SECONDS, Cutter, Frame, JudgedSound, Samples, Window


def loud(batch: Samples) -> NDArray[np.float32]:
    """A stand-in for the VAD: a frame is speech as far as it is loud."""
    return np.asarray(np.abs(batch).mean(axis=1), dtype=np.float32)


def talk(*stretches: tuple[float, bool]) -> Samples:
    """Sound of (seconds, whether somebody speaks) stretches; each sample of speech is marked by its place."""
    parts = [np.full(round(seconds * 16_000), 1.0 if speaking else 0.0, np.float32) for seconds, speaking in stretches]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


class Growing:
    """Sound that comes in blocks, of which only the first `there` samples are there yet."""

    def __init__(self, sound: Samples, block: int = 4_000) -> None:
        self.sound, self.block, self.there = sound, block, len(sound)

    def seconds(self) -> float:
        return self.there / 16_000

    def blocks(self, start: float = 0.0) -> Iterator[Samples]:
        for at in range(int(start * 16_000), self.there, self.block):
            yield self.sound[at : min(at + self.block, self.there)]


def windows(audio: AudioSource, *, share: float = 1.0) -> Iterator[Window]:
    """The windows of a sound, each used up by that share (at least half of it, as its speech would be heard again)."""
    sound, cutter = JudgedSound(lambda: loud), Cutter()
    while (frame := sound.next(audio, whole=True)) is not None:
        cutter.add(frame)
        while (window := cutter.take()) is not None:
            yield window
            cutter.used(round(len(window.frames) * share))
    cutter.end()
    while (window := cutter.take()) is not None:
        yield window
        cutter.used(len(window.frames))


def cut(sound: Samples, block: int = 4_000) -> list[Window]:
    """The windows of a sound that comes in blocks."""
    return list(windows(Growing(sound, block)))


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


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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

    class Hours(Growing):
        def blocks(self, start: float = 0.0) -> Iterator[Samples]:
            nonlocal read
            for _ in range(240):
                for at in range(0, len(self.sound), 16_000):
                    read += 16_000
                    yield self.sound[at : at + 16_000]

    count, behind = 0, 0.0
    for window in windows(Hours(talk((25, True), (0.6, False), (25, True), (9.4, False)))):
        count += 1
        behind = max(behind, read / 16_000 - window.end)
    assert read == 4 * 3600 * 16_000 and count >= 480 and behind < 60


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.floats(0.1, 50), st.booleans()), max_size=6), st.lists(st.integers(1, 400_000), max_size=12)
)
def test_a_sound_that_grows_is_cut_as_if_it_had_been_whole(
    stretches: list[tuple[float, bool]], steps: list[int]
) -> None:
    """Live or afterwards: the same windows, however the sound came, so the same words."""
    audio = Growing(talk(*stretches))
    whole = [[frame.index for frame in window.frames] for window in windows(audio)]
    there, total, found = 0, len(audio.sound), []
    sound, cutter = JudgedSound(lambda: loud), Cutter()
    for step in (*steps, total):
        there = min(total, there + step)
        audio.there = there
        while (frame := sound.next(audio, whole=(step, there) == (total, total))) is not None:
            cutter.add(frame)
            while (window := cutter.take()) is not None:
                found.append([frame.index for frame in window.frames])
                cutter.used(len(window.frames))
    cutter.end()
    while (window := cutter.take()) is not None:
        found.append([frame.index for frame in window.frames])
        cutter.used(len(window.frames))
    assert found == whole and sound.read * 16_000 == pytest.approx(total)


def test_what_is_not_used_up_begins_the_next_window() -> None:
    """A sentence that the recogniser left unfinished is heard again with what follows it, and nothing is left out."""
    found = list(windows(Growing(talk((70, True))), share=0.9))
    assert all(second.start == pytest.approx(first.start + 0.9 * len(first.frames) * FRAME_SECONDS, abs=0.04)
               for first, second in zip(found, found[1:], strict=False))  # fmt: skip
    assert found[-1].end == pytest.approx(70, abs=0.1)


def test_speech_without_a_word_is_found_again() -> None:
    """Seconds of speech between two words, or under one that is drawn out, are known; pauses and what is left for the
    next window are not."""
    (window,) = cut(talk((6, True), (1, False), (10, True)))
    said = (Word("one", 0.0, 3.5, 0.9), Word("two", 6.0, 6.3, 0.9), Word("three", 16.5, 16.9, 0.9))
    missed = list(window.missed([Segment("", 0.0, 17.0, said)], len(window.frames)))
    seconds = [(round(first * FRAME_SECONDS, 1), round(last * FRAME_SECONDS, 1)) for first, last in missed]
    assert seconds == [(1.0, 6.0), (6.3, 16.5)]
    assert list(window.missed([Segment("", 0.0, 17.0, said)], round(2.5 / FRAME_SECONDS))) == []


def test_listening_can_go_on_from_where_it_was_sure() -> None:
    """After a crash nothing that was not in a window yet is missed: what is waiting is heard from its first frame."""
    audio = Growing(talk((10, True), (1, False), (10, True)))
    sound, cutter = JudgedSound(lambda: loud), Cutter()
    while (frame := sound.next(audio, whole=False)) is not None:
        cutter.add(frame)
    assert cutter.take() is None and cutter.first_waiting(sound.next_index) == 0
    audio = Growing(talk((25, True), (60, False)))
    sound, cutter = JudgedSound(lambda: loud), Cutter()
    while (frame := sound.next(audio, whole=False)) is not None:
        cutter.add(frame)
        if (window := cutter.take()) is not None:
            cutter.used(len(window.frames))
    assert cutter.first_waiting(sound.next_index) * FRAME_SECONDS == pytest.approx(85 - 0.4, abs=0.1)


class Remembering:
    """A stand-in for a VAD with a long memory: what it says of a frame hangs on all that it was given before."""

    def __init__(self) -> None:
        self.level = 0.0

    def __call__(self, batch: Samples) -> NDArray[np.float32]:
        """How loud each frame is, with what remains of all the frames before."""
        given = []
        for loudness in loud(batch):
            self.level = 0.995 * self.level + 0.005 * float(loudness)
            given.append(min(1.0, 0.8 * float(loudness) + 0.4 * self.level))
        return np.asarray(given, dtype=np.float32)


def heard_from(sound: Samples, start: float) -> list[tuple[float, Samples]]:
    """The windows of a sound from a place on, each with the place up to which all was heard after it."""
    hearing, found = Hearing(Remembering, start, 0.0), []

    def take() -> None:
        while (window := hearing.cutter.take()) is not None:
            hearing.cutter.used(round(len(window.frames) * 0.9))
            found.append((hearing.until, window.samples))

    while (frame := hearing.sound.next(Growing(sound), whole=True)) is not None:
        hearing.add(frame)
        take()
    hearing.cutter.end()
    take()
    return found


def test_a_sound_is_gone_on_with_as_if_nothing_had_happened() -> None:
    """From each place up to which all was heard: the windows that come after are the same, sample for sample."""
    chance = np.random.default_rng(3)
    sound = np.concatenate(
        [np.full(round(16_000 * chance.uniform(0.2, 6.0)), chance.uniform(0.0, 1.0), np.float32) for _ in range(90)]
    )
    whole = heard_from(sound, 0.0)
    assert len(whole) > 8
    for number, (until, _) in enumerate(whole[:-1]):
        again, rest = heard_from(sound, until), whole[number + 1 :]
        assert [place for place, _ in again] == [place for place, _ in rest]
        assert all(np.array_equal(one, other) for (_, one), (_, other) in zip(again, rest, strict=True))


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
