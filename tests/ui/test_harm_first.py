"""Possible harm before anything else, and an urgent extract of it, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scribe.visit import DocumentStage, VisitId
from tests.ui.fakes import FakeActions
from tests.ui.test_walk import KEY, main_key, press, read_to_the_end, shown
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.approve import ApproveScreen
from ui.screens.export import ExportScreen
from ui.screens.harm import HarmScreen
from ui.screens.review import ReviewScreen
from ui.screens.sound import SoundScreen
from ui.screens.transcript import TranscriptScreen
from ui.words_urgent import ApproveUrgent, ExportUrgent, Harm, ReviewUrgent

CONTROL = Qt.KeyboardModifier.ControlModifier
V2, V3 = VisitId("v2"), VisitId("v3")


def open_harm(whole: Window, fake: FakeActions, qtbot: QtBot, visit: VisitId) -> HarmScreen:
    """The screen with what was found in it."""
    fake.put_harm(visit)
    whole.window.go_to(Place(Go.HARM, visit))
    screen = whole.window.screen_shown
    assert isinstance(screen, HarmScreen)
    qtbot.waitUntil(lambda: len(screen.list.lines) == 2)
    return screen


def test_harm_is_quoted_first_when_the_words_are_there(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The transcript opens with the first quotation above it; Ctrl+U leads to all of it."""
    fake.put_harm(V3)
    whole.window.go_to(Place(Go.TRANSCRIPT, V3))
    screen = whole.window.screen_shown
    assert isinstance(screen, TranscriptScreen)
    qtbot.waitUntil(lambda: screen.notice.words.startswith(Harm.found(2)))
    assert "He hurt my left leg" in screen.notice.words
    press(qtbot, whole, KEY.Key_U, CONTROL)
    shown(qtbot, whole, HarmScreen)


def test_harm_is_quoted_first_after_stop(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Of what was heard while recording it is quoted before the words are made; an extract needs the words."""
    fake.put_harm(V2)
    whole.window.go_to(Place(Go.SOUND, V2))
    sound = whole.window.screen_shown
    assert isinstance(sound, SoundScreen)
    qtbot.waitUntil(sound.done.harm.isVisible)
    assert "He hurt my left leg" in sound.done.harm.quoted.accessibleName()
    press(qtbot, whole, KEY.Key_U, CONTROL)
    shown(qtbot, whole, HarmScreen)
    screen = whole.window.screen_shown
    assert isinstance(screen, HarmScreen)
    qtbot.waitUntil(lambda: screen.main.text() == Harm.WORDS_FIRST)
    main_key(qtbot, whole)
    shown(qtbot, whole, TranscriptScreen)


def test_nothing_is_said_of_harm_where_none_was_found(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """No notice, no card; the screen itself says that nothing found is not nothing said."""
    whole.window.go_to(Place(Go.TRANSCRIPT, V3))
    words = whole.window.screen_shown
    assert isinstance(words, TranscriptScreen)
    qtbot.waitUntil(lambda: words.mending is not None and whole.desk.work.under_way("harm v3") is None)
    assert words.notice.words == ""
    whole.window.go_to(Place(Go.HARM, V3))
    screen = whole.window.screen_shown
    assert isinstance(screen, HarmScreen)
    qtbot.waitUntil(lambda: screen.notice.words == Harm.NONE)


def test_an_urgent_extract_leaves_within_few_keys(
    whole: Window, fake: FakeActions, qtbot: QtBot, tmp_path: Path
) -> None:
    """The grave statement is chosen already: make, confirm, approve, copy; no more than eight keys to the clipboard."""
    open_harm(whole, fake, qtbot, V3)
    main_key(qtbot, whole)
    shown(qtbot, whole, ReviewScreen)
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    assert review.title.accessibleName() == ReviewUrgent.TITLE
    assert [each.id for each in fake.extracts[V3].sections[0].claims] == ["c1"]
    assert not review.evidence.move_button.isVisible()
    assert not review.omissions_tab.isVisible()
    qtbot.waitUntil(lambda: review.reading.done("said"))
    main_key(qtbot, whole)
    main_key(qtbot, whole)
    shown(qtbot, whole, ApproveScreen)
    approving = whole.window.screen_shown
    assert isinstance(approving, ApproveScreen)
    assert approving.title.accessibleName() == ApproveUrgent.TITLE
    assert approving.text.toPlainText() == fake.shown_text(None, fake.extracts[V3].id)
    approving.tick.setFocus()
    press(qtbot, whole, KEY.Key_Space)
    main_key(qtbot, whole)
    shown(qtbot, whole, ExportScreen)
    export = whole.window.screen_shown
    assert isinstance(export, ExportScreen)
    assert export.title.accessibleName() == ExportUrgent.TITLE
    export.copies[0].setFocus()
    press(qtbot, whole, KEY.Key_Space)
    assert "He hurt my left leg" in QApplication.clipboard().text()
    export.folder.setText(str(tmp_path))
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: fake.extracts[V3].stage is DocumentStage.EXPORTED)
    assert [to.name for _, to in fake.exported] == ["fairnote-204-103-urgent-v1.docx"]
    assert V3 not in fake.notes


@pytest.mark.parametrize(("visit", "to"), [("v3", TranscriptScreen), ("v4", ReviewScreen), ("v6", ExportScreen)])
def test_from_an_extract_to_the_note_is_one_step(
    whole: Window, fake: FakeActions, qtbot: QtBot, visit: str, to: type
) -> None:
    """A button that says so and F8: to what was said where no note is drafted, to the note, or to the approved note.
    At the end of the extract it is the main button.
    """
    fake.put_harm(VisitId(visit))
    chosen = fake.harm_said[VisitId(visit)][:1]
    fake.urgent_extract(None, VisitId(visit), harm=chosen)
    for stage in (DocumentStage.APPROVED, DocumentStage.FILED):
        fake.extracts[VisitId(visit)] = replace(fake.extracts[VisitId(visit)], stage=stage)
        whole.window.go_to(Place(Go.EXPORT, VisitId(visit), urgent=True))
        export = whole.window.screen_shown
        assert isinstance(export, ExportScreen) and export.to_note is not None
        filed = stage is DocumentStage.FILED
        assert export.to_note.isVisible() != filed
        words = ExportUrgent.NO_NOTE_YET if to is TranscriptScreen else ExportUrgent.TO_NOTE
        assert (export.main if filed else export.to_note).text() == words
        press(qtbot, whole, KEY.Key_F8)
        shown(qtbot, whole, to)
        assert not getattr(getattr(whole.window.screen_shown, "document", None), "is_urgent", False)


def test_what_is_chosen_is_chosen_by_the_person(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Enter puts a statement in or out; with none chosen nothing is made, and it says so."""
    screen = open_harm(whole, fake, qtbot, V3)
    assert screen.main.text() == Harm.make(1)
    press(qtbot, whole, KEY.Key_Space)
    main_key(qtbot, whole)
    assert screen.notice.words == Harm.NOTHING_CHOSEN
    assert fake.extracts == {}
    press(qtbot, whole, KEY.Key_Down)
    press(qtbot, whole, KEY.Key_Space)
    main_key(qtbot, whole)
    shown(qtbot, whole, ReviewScreen)
    assert [each.id for each in fake.extracts[V3].sections[0].claims] == ["c2"]


def test_the_words_of_harm_are_heard_with_the_question(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """P plays from the beginning of the question to the end of the answer."""
    open_harm(whole, fake, qtbot, V3)
    press(qtbot, whole, KEY.Key_P)
    qtbot.waitUntil(lambda: fake.played == [(35.3, 40.0)])


def test_an_extract_that_was_begun_is_gone_on_with(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """It is not made twice: the screen offers the one that is not approved yet, and it opens again after a new look."""
    open_harm(whole, fake, qtbot, V3)
    main_key(qtbot, whole)
    screen = open_harm(whole, fake, qtbot, V3)
    next(made for made in screen.others.findChildren(type(screen.main)) if made.text() == Harm.GO_ON).click()
    shown(qtbot, whole, ReviewScreen)
    whole.change_setting("text_size", 150)
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    assert review.document.is_urgent
    read_to_the_end(whole, qtbot)
    assert fake.extracts[V3].sections[0].confirmed_at is not None
