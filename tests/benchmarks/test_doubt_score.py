"""Tests of the scorer of doubts, by cases worked out by hand, and of the sounds it is used on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.second_opinion import SecondHearing
from scribe.second_stretches import stretches_of
from scribe.visit import Doubt, ModelCard, Transcript, Turn, TurnId, Word
from tests.benchmarks.doubt_score import Score, error_rate, is_right, voted
from tests.benchmarks.spoilt import Babble, Echo
from tests.benchmarks.transcription import LIBRISPEECH
from tests.benchmarks.two_listeners import Talk


def said(text: str, *doubts: Doubt, sure: float = 0.5) -> Transcript:
    """A turn of half a second a word."""
    words = tuple(Word(word, at / 2, at / 2 + 0.4, sure) for at, word in enumerate(text.split()))
    turn = Turn(TurnId("t1"), "", 0.0, len(words) / 2, text, words)
    return Transcript((turn,), ModelCard("x"), 60.0, "", doubts=doubts)


def doubt(first: int, last: int, offer: str = "") -> Doubt:
    """Words of that turn."""
    return Doubt(TurnId("t1"), first, last, "why", offer)


def test_each_word_is_counted_once_as_wrong_or_right_and_as_marked_or_not() -> None:
    """Said: 'Mr. Fox ran home today'. Written: 'mister box ran at home': one other word, one too many, one missing."""
    score = Score()
    score.add(said("Mr. Box ran at home", doubt(0, 2), doubt(4, 5)), "mister fox ran home today")
    assert (score.wrong, score.wrong_marked) == (2, 1)
    assert (score.right, score.right_marked) == (3, 2)
    assert (score.lost, score.lost_marked) == (1, 1)
    assert score.recall == 0.5 and score.right_share == pytest.approx(2 / 3)


def test_nothing_written_is_no_error_of_the_scorer() -> None:
    """All that was said is missing, and there is no word to mark."""
    score = Score()
    score.add(replace(said(""), turns=()), "anything at all")
    assert (score.wrong, score.right, score.recall) == (0, 0, 0.0)


def test_an_offer_is_right_where_it_brings_the_text_nearer() -> None:
    """And one that makes it no better is not."""
    talk = Talk("r", "he took fifty pills", said("he took fifteen pills"), ())
    assert is_right(talk, doubt(2, 3, "fifty"))
    assert not is_right(talk, doubt(2, 3, "fifteen"))
    assert not is_right(talk, doubt(3, 4, "bills"))


@pytest.mark.parametrize(("lead", "text"), [(0.0, "he took fifty pills"), (0.5, "he took fifteen pills")])
def test_a_vote_lets_the_surer_have_its_way(lead: float, text: str) -> None:
    """The first is 0.5 sure and the second 0.9; with a lead of half, the first wins."""
    transcript = said("he took fifteen pills")
    heard = SecondHearing(tuple((word, 0.9) for word in ["he", "took", "fifty", "pills"]))
    talk = Talk("r", "he took fifty pills", transcript, (), stretches_of(transcript), (heard,))
    assert voted(talk, lead) == text
    assert error_rate([talk], [voted(talk, lead)]) == (0.0 if lead == 0.0 else 25.0)


@pytest.mark.skipif(not LIBRISPEECH.is_dir(), reason="../shared/data/speech is not here")
def test_voices_behind_are_as_much_quieter_as_was_asked() -> None:
    """Ten decibels under the voice, and other sound each time."""
    voice = np.sin(np.arange(32_000) / 20)
    babble = Babble(10.0, 10)
    one, other = babble(voice) - voice, babble(voice) - voice
    for behind in (one, other):
        assert 20 * np.log10(np.sqrt(np.mean(voice**2)) / np.sqrt(np.mean(behind**2))) == pytest.approx(10, abs=0.1)
    assert not np.allclose(one, other)


def test_an_echo_dies_away_and_is_as_loud_as_before() -> None:
    """A click is followed by less and less, and the whole is as strong as the click was."""
    click = np.zeros(16_000)
    click[100] = 1.0
    heard = Echo(0.5)(click)
    assert np.sum(heard**2) == pytest.approx(1.0)
    early, late = np.sum(heard[200:4_000] ** 2), np.sum(heard[4_000:8_000] ** 2)
    assert early > 10 * late > 0 and np.allclose(heard[8_200:], 0, atol=1e-6)
