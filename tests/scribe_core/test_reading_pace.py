"""Confirming faster than a person can read is stopped gently, once, and by numbers alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scribe import actions
from scribe.errors import NotFound
from scribe.reading_pace import AT_A_GLANCE, CONFIRMED_FAST, FASTEST, Pace, ReadingClock, ReadTooFast, pace_of, words_of
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import Document, SectionId
from tests.scribe_core.make import D1, HEALTH, HOME, a_document, a_visit


class Clock:
    """Seconds that pass when the test says so."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def long() -> Document:
    """A note with three hundred words under one heading and a few under another."""
    health, home = a_document().sections
    return replace(a_document(), sections=(replace(health, claims=(), written="word " * 300), home))


@pytest.mark.parametrize(
    ("words", "seconds", "too_fast"),
    [
        (300, 39.9, True),
        (300, 40.0, False),
        (300, 75.0, False),
        (AT_A_GLANCE, 0.0, False),
        (AT_A_GLANCE + 1, 0.0, True),
        (0, 0.0, False),
    ],
)
def test_only_what_nobody_can_have_read_is_too_fast(words: int, seconds: float, too_fast: bool) -> None:
    """At 450 words a minute, half as much again as the fastest of most readers; two lines need no time."""
    assert FASTEST == 450.0
    assert Pace(words, seconds).too_fast is too_fast


def test_it_says_how_long_reading_takes() -> None:
    """In words and seconds, so that the worker can judge."""
    assert "300 words were here for 5 seconds. Reading them takes about 76." in str(Pace(300, 5.2))
    assert "for 1 second." in str(Pace(300, 1.2)) and "about 1." in str(Pace(1, 0.0))
    assert "for less than a second." in str(Pace(51, 0.2))


def test_words_are_counted_as_they_are_shown() -> None:
    """What was taken out is not read; a section that isn't there has no words."""
    assert words_of(long(), HEALTH) == 300 and words_of(long(), HOME) == 2
    assert pace_of(long(), HEALTH, -3.0) == Pace(300, 0.0)
    with pytest.raises(NotFound):
        words_of(long(), SectionId("none"))


def test_sections_on_the_screen_share_its_seconds_by_their_words() -> None:
    """Nobody reads two at once; hidden ones get none; listening counts as reading."""
    now = Clock()
    clock = ReadingClock(now)
    now.now += 50.0
    clock.show({HEALTH: 300, HOME: 100})
    assert clock.seconds(HEALTH) == 0.0, "nothing was on the screen before"
    now.now += 40.0
    assert (clock.seconds(HEALTH), clock.seconds(HOME)) == (30.0, 10.0)
    clock.show({HOME: 100})
    now.now += 10.0
    clock.show({})
    now.now += 1000.0
    assert (clock.seconds(HEALTH), clock.seconds(HOME)) == (30.0, 20.0)
    clock.listened(HEALTH, 12.5)
    clock.listened(HEALTH, -1.0)
    assert clock.seconds(HEALTH) == 42.5 and clock.seconds(SectionId("other")) == 0.0


def test_sections_without_words_and_a_clock_that_goes_back_do_no_harm() -> None:
    """An empty section has the seconds in which it was there; time that goes back is no time."""
    now = Clock()
    clock = ReadingClock(now)
    clock.show({HOME: 0})
    now.now += 4.0
    assert clock.seconds(HOME) == 4.0
    now.now -= 100.0
    assert clock.seconds(HOME) == 4.0
    assert ReadingClock().seconds(HOME) == 0.0


def test_confirming_too_fast_is_stopped_once_and_recorded_as_numbers(vault: Vault) -> None:
    """One key more confirms it; the record then has words and seconds, and no word of it. Read, it is not stopped."""
    vault.add_visit(a_visit())
    vault.save_document(long())
    session = Session(vault, Settings(), None)  # type: ignore[arg-type]
    with pytest.raises(ReadTooFast, match="300 words") as stopped:
        actions.confirm_section(session, D1, HEALTH, 3.0)
    assert stopped.value.pace == Pace(300, 3.0)
    assert vault.document(D1) == long() and vault.audit.rows_about(D1, CONFIRMED_FAST) == ()
    after = actions.confirm_section(session, D1, HEALTH, 3.04, again=True)
    assert after.sections[0].confirmed_at is not None
    (row,) = vault.audit.rows_about(D1, CONFIRMED_FAST)
    assert dict(row.facts) == {"words": 300, "seconds": 3.0}
    actions.unconfirm_section(session, D1, HEALTH)
    actions.confirm_section(session, D1, HEALTH, 60.0)
    actions.confirm_section(session, D1, HOME, 0.0, again=True)
    actions.unconfirm_section(session, D1, HOME)
    assert actions.confirm_section(session, D1, HOME).sections[1].confirmed_at is not None
    assert len(vault.audit.rows_about(D1, CONFIRMED_FAST)) == 1
