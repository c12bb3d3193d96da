"""The whole job on the real practice visit, in the real window, by keyboard: from the sound to the filed note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from scribe import actions
from scribe.opening import open_practice
from scribe.session import Session
from scribe.settings import Settings
from scribe.visit import DocumentStage
from ui.__main__ import Window, build
from ui.screens.approve import ApproveScreen
from ui.screens.base import Screen
from ui.screens.export import ExportScreen
from ui.screens.review import ReviewScreen
from ui.screens.transcript import TranscriptScreen
from ui.screens.visits import VisitsScreen
from ui.words import Export, Review, Transcript

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
WORK = 120_000
"""Milliseconds that the models may take on a busy machine; on an idle one they take some ten seconds."""


def no_session() -> Session:
    """Only the practice visit is opened here."""
    raise AssertionError


@pytest.fixture
def whole(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """The real window, with the practice visit opening in it."""
    settings = replace(Settings(), export_folder=tmp_path)
    made = build(actions, settings, no_session, lambda: open_practice(settings))
    qtbot.addWidget(made.window)
    made.window.resize(1280, 800)
    made.show("practice")
    yield made
    made.window.close()
    made.close()


def press(qtbot: QtBot, whole: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """A key goes to whatever has the keyboard."""
    QTest.keyClick(holder(qtbot, whole), key, modifier)


def main_key(qtbot: QtBot, whole: Window) -> None:
    """Ctrl+Enter: the main button."""
    press(qtbot, whole, KEY.Key_Return, CONTROL)


def holder(qtbot: QtBot, whole: Window) -> QWidget:
    """What has the keyboard. The offscreen platform forgets now and then which window is active."""
    whole.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def shown(qtbot: QtBot, whole: Window, kind: type[Screen]) -> Screen:
    """Wait until that screen is in front."""
    qtbot.waitUntil(lambda: isinstance(whole.window.screen_shown, kind), timeout=WORK)
    screen = whole.window.screen_shown
    assert screen is not None
    return screen


def tab_to(qtbot: QtBot, whole: Window, wanted: QWidget) -> None:
    """Press Tab until the keyboard is there."""
    for _ in range(60):
        if holder(qtbot, whole) is wanted:
            return
        press(qtbot, whole, KEY.Key_Tab)
    raise AssertionError(wanted.accessibleName())


def test_the_practice_visit_from_sound_to_filed(whole: Window, qtbot: QtBot, tmp_path: Path) -> None:
    """At the keyboard the planted statement is found, the rest settled and confirmed, the note approved and filed."""
    words = shown(qtbot, whole, TranscriptScreen)
    assert isinstance(words, TranscriptScreen)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: words.main.text() == Transcript.DRAFT and words.main.isEnabled(), timeout=WORK)
    main_key(qtbot, whole)
    review = shown(qtbot, whole, ReviewScreen)
    assert isinstance(review, ReviewScreen)
    find_the_planted_statement(qtbot, whole, review)
    settle_the_rest(qtbot, whole, review)
    approve(qtbot, whole, review)
    save_both_files(qtbot, whole, tmp_path)
    file_it(qtbot, whole)


def find_the_planted_statement(qtbot: QtBot, whole: Window, review: ReviewScreen) -> None:
    """Go down the statements; where the sound says something else, take it out."""
    planted = whole.desk.session.practice.planted.text
    claims = {claim.id: claim.text for section in review.document.sections for claim in section.claims}
    assert planted in claims.values()
    for _ in claims:
        if review.item is not None and claims.get(review.item.id) == planted:
            break
        press(qtbot, whole, KEY.Key_Down)
    press(qtbot, whole, KEY.Key_Delete)
    assert review.notice.words.startswith(Review.FOUND_TITLE)


def settle_the_rest(qtbot: QtBot, whole: Window, review: ReviewScreen) -> None:
    """The main key, and a reason wherever one is asked for, until only approval is left."""
    presses = 0
    while review.main.text() != Review.TO_APPROVE:
        asks = review.main.text() == Review.SETTLE
        if asks:
            press(qtbot, whole, KEY.Key_K, CONTROL)
            QTest.keyClicks(holder(qtbot, whole), "I listened to it again")
        main_key(qtbot, whole)
        presses += 1
        assert presses < 300, review.main.text()
    note = actions.document(whole.desk.session, review.document.id)
    assert all(section.confirmed_at for section in note.sections)
    assert actions.obstacles(whole.desk.session, note.id) == ()


def approve(qtbot: QtBot, whole: Window, review: ReviewScreen) -> None:
    """The text in the field is the very text that is approved."""
    main_key(qtbot, whole)
    approving = shown(qtbot, whole, ApproveScreen)
    assert isinstance(approving, ApproveScreen)
    assert approving.text.toPlainText() == actions.shown_text(whole.desk.session, review.document.id)
    tab_to(qtbot, whole, approving.tick)
    press(qtbot, whole, KEY.Key_Space)
    main_key(qtbot, whole)
    shown(qtbot, whole, ExportScreen)


def save_both_files(qtbot: QtBot, whole: Window, folder: Path) -> None:
    """First Word, by the main key; then PDF, by Tab, an arrow and Space."""
    export = shown(qtbot, whole, ExportScreen)
    assert isinstance(export, ExportScreen)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: export.main.text() == Export.FILED and export.main.isEnabled(), timeout=WORK)
    tab_to(qtbot, whole, export.formats.buttons()[0])
    press(qtbot, whole, KEY.Key_Right)
    press(qtbot, whole, KEY.Key_Space)
    tab_to(qtbot, whole, export.save_another)
    press(qtbot, whole, KEY.Key_Space)
    qtbot.waitUntil(
        lambda: not export.working.busy and export.notice.words.endswith(".pdf " + str(folder)), timeout=WORK
    )
    assert {path.suffix: path.read_bytes()[:2] for path in folder.iterdir()} == {".docx": b"PK", ".pdf": b"%P"}


def file_it(qtbot: QtBot, whole: Window) -> None:
    """The record number, and back to the list, which says that the visit is finished."""
    export = shown(qtbot, whole, ExportScreen)
    assert isinstance(export, ExportScreen)
    tab_to(qtbot, whole, export.record)
    QTest.keyClicks(holder(qtbot, whole), "LAS-204-118")
    main_key(qtbot, whole)
    assert export.document.stage is DocumentStage.FILED
    main_key(qtbot, whole)
    rows = shown(qtbot, whole, VisitsScreen)
    assert isinstance(rows, VisitsScreen)
    assert [summary.next_step for summary in rows.summaries] == ["done"]
