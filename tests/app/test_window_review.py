"""The review in the real window on a real vault: every change of it is stored, and taken back, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from scribe import actions
from scribe.jobs import run_here
from scribe.session import Session
from scribe.visit import Document, DocumentStage
from tests.app.test_review_actions import session as session  # the fixture
from tests.scribe_core.make import V1
from ui.__main__ import Window, build
from ui.desk import Go, Place
from ui.screens.approve import ApproveScreen
from ui.screens.base import Screen
from ui.screens.export import ExportScreen
from ui.screens.harm import HarmScreen
from ui.screens.read_back import ReadBackScreen
from ui.screens.review import ReviewScreen
from ui.widgets.draft_list import DraftList
from ui.words_review import Undoing

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def whole(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[Window]:
    """The real window on the visit of `tests.app.test_review_actions`, drafted."""
    run_here(actions.draft_note(session, V1))
    made = build(actions, session.settings, lambda: session, lambda: session)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.show("visits")
    qtbot.waitUntil(lambda: made.window.screen_shown is not made.opening)
    yield made
    made.window.close()
    made.close()


def press(qtbot: QtBot, whole: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """A key goes to whatever has the keyboard."""
    QTest.keyClick(holder(qtbot, whole), key, modifier)


def holder(qtbot: QtBot, whole: Window) -> QWidget:
    """What has the keyboard."""
    whole.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def shown(qtbot: QtBot, whole: Window, kind: type[Screen]) -> Screen:
    """Wait until that screen is in front."""
    qtbot.waitUntil(lambda: isinstance(whole.window.screen_shown, kind))
    screen = whole.window.screen_shown
    assert screen is not None
    return screen


def note_of(session: Session) -> Document:
    """The note as it is kept."""
    note = actions.latest_document(session, V1)
    assert note is not None
    return note


def reviewing(qtbot: QtBot, whole: Window) -> ReviewScreen:
    """The review of the note."""
    whole.window.go_to(Place(Go.REVIEW, V1))
    screen = shown(qtbot, whole, ReviewScreen)
    assert isinstance(screen, ReviewScreen)
    return screen


def test_what_is_moved_taken_out_and_confirmed_is_taken_back_step_by_step(
    whole: Window, session: Session, qtbot: QtBot
) -> None:
    """Three changes by key are kept; three times Ctrl+Z, after the screen was left, and the note is as drafted."""
    review = reviewing(qtbot, whole)
    before = note_of(session)
    press(qtbot, whole, KEY.Key_M)
    QTest.keyClick(review.moving.menu, KEY.Key_1)
    press(qtbot, whole, KEY.Key_Delete)
    press(qtbot, whole, KEY.Key_N)
    press(qtbot, whole, KEY.Key_N)
    changed = note_of(session)
    assert any(claim.moved_from and claim.removed for section in changed.sections for claim in section.claims)
    assert sum(1 for section in changed.sections if section.confirmed_at) > 2
    review = reviewing(qtbot, whole)
    for _ in range(3):
        press(qtbot, whole, KEY.Key_Z, CONTROL)
        assert review.notice.words.startswith(Undoing.UNDONE)
    assert note_of(session).sections == before.sections
    assert note_of(session).omissions == before.omissions


def test_what_was_left_out_of_a_section_is_added_to_it(whole: Window, session: Session, qtbot: QtBot) -> None:
    """What is taken out and may matter stands beside its own section at once; one key quotes it there."""
    review = reviewing(qtbot, whole)
    assert isinstance(review.draft, DraftList)
    heavy = next(c for s in review.document.sections for c in s.claims if c.of_weight and "Wednesday" in c.text)
    review.draft.go_to_claim(heavy.id)
    press(qtbot, whole, KEY.Key_Delete)
    press(qtbot, whole, KEY.Key_O)
    for _ in range(10):
        if "Begum, 0:" in holder(qtbot, whole).accessibleName():  # the answer, after its question
            break
        press(qtbot, whole, KEY.Key_Down)
    press(qtbot, whole, KEY.Key_Return)
    section = next(each for each in note_of(session).sections if heavy.id in [claim.id for claim in each.claims])
    assert "I slipped in the bathroom on Wednesday" in section.claims[-1].text
    assert section.claims[-1].id != heavy.id


def test_harm_is_chosen_read_approved_and_ready_to_leave(whole: Window, session: Session, qtbot: QtBot) -> None:
    """From the review Ctrl+U quotes the harm; the extract passes the whole gate, and the note is as it was."""
    reviewing(qtbot, whole)
    before = note_of(session)
    press(qtbot, whole, KEY.Key_U, CONTROL)
    harm = shown(qtbot, whole, HarmScreen)
    assert isinstance(harm, HarmScreen)
    qtbot.waitUntil(lambda: len(harm.list.lines) > 0)
    assert "all my tablets" in harm.list.lines[0].accessibleName()
    press(qtbot, whole, KEY.Key_Return, CONTROL)
    review = shown(qtbot, whole, ReviewScreen)
    assert isinstance(review, ReviewScreen)
    for _ in range(20):
        if not review.obstacles:
            break
        asks = review.onward.at is not None and review.onward.at.claim is not None
        if asks:
            press(qtbot, whole, KEY.Key_K, CONTROL)
            QTest.keyClicks(holder(qtbot, whole), "I listened to it again")
        press(qtbot, whole, KEY.Key_Return, CONTROL)
    press(qtbot, whole, KEY.Key_Return, CONTROL)
    approving = shown(qtbot, whole, ApproveScreen)
    assert isinstance(approving, ApproveScreen)
    approving.name.setText("Jo Reed")
    approving.tick.setChecked(True)
    press(qtbot, whole, KEY.Key_Return, CONTROL)
    shown(qtbot, whole, ExportScreen)
    (extract,) = actions.urgent_extracts(session, V1)
    assert extract.stage is DocumentStage.APPROVED
    assert "all my tablets" in actions.shown_text(session, extract.id)
    assert note_of(session).sections == before.sections


def test_what_the_person_says_to_the_note_is_kept_in_their_words(whole: Window, session: Session, qtbot: QtBot) -> None:
    """Read back, corrected and undone, by keyboard; that it was read is in the audit as numbers."""
    reviewing(qtbot, whole)
    press(qtbot, whole, KEY.Key_B, CONTROL)
    screen = shown(qtbot, whole, ReadBackScreen)
    assert isinstance(screen, ReadBackScreen)
    press(qtbot, whole, KEY.Key_C)
    QTest.keyClicks(holder(qtbot, whole), "It was my sister, not my daughter")
    press(qtbot, whole, KEY.Key_Return)
    said = [c.text for s in note_of(session).sections for c in s.claims if "my sister" in c.text]
    assert len(said) == 1
    assert "my sister" in holder(qtbot, whole).accessibleName()
    press(qtbot, whole, KEY.Key_Return, CONTROL)
    shown(qtbot, whole, ReviewScreen)
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert not [c for s in note_of(session).sections for c in s.claims if "my sister" in c.text]
