"""What a second listener finds while the note is reviewed: it is flagged there, and nothing that is typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from scribe.visit import VisitId
from tests.ui.conftest import Window
from tests.ui.fakes import FakeActions
from ui.desk import Go, Place
from ui.screens.review import ReviewScreen
from ui.words import Review

V4 = VisitId("v4")


@pytest.fixture
def review(whole: Window, qtbot: QtBot) -> ReviewScreen:
    """The note's review, in front, once the second listener has nothing more to say."""
    whole.window.go_to(Place(Go.REVIEW, V4))
    screen = whole.window.screen_shown
    assert isinstance(screen, ReviewScreen)
    qtbot.waitUntil(lambda: screen.desk.work.under_way(f"second {V4}") is None)
    return screen


def flag_one(fake: FakeActions, screen: ReviewScreen) -> None:
    """The second listener doubts words that an unflagged statement hangs on."""
    sections = list(screen.document.sections)
    at, section = next((n, s) for n, s in enumerate(sections) if any(not c.flagged for c in s.claims))
    one = next(claim for claim in section.claims if not claim.flagged)
    claims = tuple(replace(c, flagged=True, why="Listen to it.") if c.id == one.id else c for c in section.claims)
    sections[at] = replace(section, claims=claims, confirmed_at=None)
    fake.notes[V4] = replace(fake.notes[V4], sections=tuple(sections))
    screen._look_for_flags()


def test_a_late_flag_is_shown_and_told(review: ReviewScreen, fake: FakeActions) -> None:
    """The count goes up, and a sentence says why."""
    before = len(review.document.open_flags)
    flag_one(fake, review)
    assert len(review.document.open_flags) == before + 1
    assert review.notice.words.startswith(Review.late_doubts(1))


def test_what_is_half_typed_stays(review: ReviewScreen, fake: FakeActions) -> None:
    """Words that are being changed, and a reason, are nobody's to take away."""
    review.draft.choose_first()
    review.evidence.deciding.edit_button.click()
    review.evidence.deciding.editor.setPlainText("Half of what I wanted to sa")
    flag_one(fake, review)
    deciding = review.evidence.deciding
    assert deciding.editing and deciding.editor.toPlainText() == "Half of what I wanted to sa"
    assert review.notice.words.startswith(Review.late_doubts(1))
