"""Tests of the count of diarization errors, on cases small enough to be worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.speakers import SpeakerTurn
from tests.benchmarks.diarization_error import read_rttm, score

TRUTH = (SpeakerTurn("ann", 0.0, 10.0), SpeakerTurn("bob", 10.0, 20.0))


def test_the_truth_has_no_error_whatever_its_voices_are_called() -> None:
    """Labels are matched, not compared."""
    found = (SpeakerTurn("S2", 0.0, 10.0), SpeakerTurn("S1", 10.0, 20.0))
    error = score(TRUTH, found)
    assert error.rate == 0.0 and (error.found, error.true) == (2, 2)
    assert error.speech == pytest.approx(20 - 4 * 0.25)  # a quarter of a second at each end, and two where they meet


def test_each_kind_of_fault_is_counted_for_what_it_is() -> None:
    """Two seconds unheard, one second too many, and three seconds given to the wrong voice."""
    found = (
        SpeakerTurn("S1", 2.0, 13.0),
        SpeakerTurn("S2", 13.0, 20.0),
        SpeakerTurn("S2", 22.0, 23.0),
    )
    error = score(TRUTH, found, collar=0.0)
    assert (error.missed, error.false_alarm, error.confusion) == pytest.approx((2.0, 1.0, 3.0))
    assert error.rate == pytest.approx(6 / 20)


def test_where_two_speak_at_once_each_of_them_counts() -> None:
    """Overlap is scored: one voice found of two is half missed."""
    truth = (SpeakerTurn("ann", 0.0, 10.0), SpeakerTurn("bob", 5.0, 10.0))
    error = score(truth, (SpeakerTurn("S1", 0.0, 10.0),), collar=0.0)
    assert error.speech == pytest.approx(15.0) and error.missed == pytest.approx(5.0) and error.confusion == 0.0


def test_what_lies_in_a_collar_is_not_scored() -> None:
    """A turn that begins and ends a fifth of a second late is right."""
    assert score(TRUTH[:1], (SpeakerTurn("S1", 0.2, 10.2),)).rate == 0.0
    assert score(TRUTH[:1], (SpeakerTurn("S1", 0.5, 10.5),)).missed == pytest.approx(0.25)


def test_voices_are_matched_so_that_the_whole_error_is_smallest() -> None:
    """A split voice keeps its larger part, and a greedy match would be worse."""
    truth = (SpeakerTurn("ann", 0.0, 10.0), SpeakerTurn("bob", 10.0, 16.0))
    found = (SpeakerTurn("S1", 0.0, 4.0), SpeakerTurn("S1", 10.0, 15.0), SpeakerTurn("S2", 4.0, 10.0))
    error = score(truth, found, collar=0.0)
    assert error.confusion == pytest.approx(4.0) and error.missed == pytest.approx(1.0)


def test_no_speech_and_nothing_found_is_right() -> None:
    """And anything found in it is wrong."""
    assert score((), ()).rate == 0.0
    assert score((), (SpeakerTurn("S1", 1.0, 2.0),)).rate == 1.0


def test_rttm_files_are_read(tmp_path: Path) -> None:
    """NIST's form: beginning and length."""
    (tmp_path / "a.rttm").write_text("SPEAKER a 1 0.500 2.250 <NA> <NA> MÉO069 <NA> <NA>\n", "utf-8")
    assert read_rttm(tmp_path / "a.rttm") == (SpeakerTurn("MÉO069", 0.5, 2.75),)
