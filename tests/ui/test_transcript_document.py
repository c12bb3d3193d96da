"""The transcript as a document, by keyboard: from what was said to captions that are saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from scribe.visit import DocumentStage, Doubt, Transcript, Turn, TurnId, VisitId
from tests.ui.fakes import FakeActions, transcript
from tests.ui.test_walk import KEY, approve, main_key, press, read_to_the_end, save, shown, type_in
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.approve import ApproveScreen
from ui.screens.export import ExportScreen
from ui.screens.review import ReviewScreen
from ui.screens.transcript import TranscriptScreen
from ui.widgets.line_list import LineList
from ui.words import ApproveTranscript, ExportTranscript, Review, ReviewTranscript
from ui.words import Transcript as Words

V4 = VisitId("v4")
HOUR = 600
"""Turns of an hour's talk."""


def an_hour() -> Transcript:
    """Turns of six seconds; each twentieth has a doubt."""
    said = tuple(
        Turn(TurnId(f"t{n}"), ("p1", "p2", "p3")[n % 3], n * 6.0, n * 6 + 5.5, f"This was said in turn {n}, all of it.")
        for n in range(HOUR)
    )
    doubts = tuple(Doubt(TurnId(f"t{n}"), 0, 1, "low confidence") for n in range(0, HOUR, 20))
    return replace(transcript(), turns=said, doubts=doubts, seconds=3600.0)


def checking(whole: Window, fake: FakeActions, said: Transcript | None = None) -> ReviewScreen:
    """The review of a transcript document, in front."""
    if said is not None:
        fake.transcripts[V4] = said
    fake.transcript_document(None, V4)
    whole.window.go_to(Place(Go.REVIEW, V4, transcript=True))
    screen = whole.window.screen_shown
    assert isinstance(screen, ReviewScreen) and isinstance(screen.draft, LineList)
    return screen


def menu_of(whole: Window, qtbot: QtBot) -> list[QAction]:
    """What the menu of the words offers, once they are there."""
    screen = whole.window.screen_shown
    assert isinstance(screen, TranscriptScreen)
    qtbot.waitUntil(lambda: screen.mending is not None)
    assert screen.mending is not None
    screen.mending.menu.fill()
    return screen.mending.menu.actions()


def choose(whole: Window, qtbot: QtBot, words: str) -> None:
    """Choose an entry of that menu."""
    next(action for action in menu_of(whole, qtbot) if action.text() == words).trigger()


def test_from_what_was_said_to_captions_by_keyboard(
    whole: Window, fake: FakeActions, qtbot: QtBot, tmp_path: Path
) -> None:
    """The note of the visit is left alone; every sentence on the way says 'transcript', and the main key leads on."""
    note = fake.notes[V4]
    whole.window.go_to(Place(Go.TRANSCRIPT, V4))
    choose(whole, qtbot, Words.TO_DOCUMENT)
    shown(qtbot, whole, ReviewScreen)
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen) and review.title.accessibleName() == ReviewTranscript.TITLE
    assert review.omissions_tab.isHidden()
    press(qtbot, whole, KEY.Key_F8)
    assert review.evidence.flag.words.startswith(ReviewTranscript.FLAG_TITLE)
    press(qtbot, whole, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    type_in(qtbot, "I know her voice")
    press(qtbot, whole, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    read_to_the_end(whole, qtbot)
    main_key(qtbot, whole)
    shown(qtbot, whole, ApproveScreen)
    export = approve(whole, fake, qtbot, fake.written_out[V4].id)
    assert export.title.accessibleName() == ExportTranscript.TITLE
    save(export, whole, qtbot, tmp_path, kind="vtt")
    assert [to.name for _, to in fake.exported] == ["fairnote-204-104-transcript-v1.vtt"]
    assert fake.notes[V4] == note and fake.written_out[V4].id in fake.approvals


def test_an_approved_transcript_is_opened_where_it_can_be_saved(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Asked for again, it isn't read a second time; changing it again goes back to its lines."""
    made = fake.transcript_document(None, V4)
    fake.written_out[V4] = replace(made, stage=DocumentStage.APPROVED)
    whole.window.go_to(Place(Go.TRANSCRIPT, V4))
    choose(whole, qtbot, Words.TO_DOCUMENT)
    shown(qtbot, whole, ExportScreen)
    export = whole.window.screen_shown
    assert isinstance(export, ExportScreen) and export.document.is_transcript
    export.reopen.click()
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen) and review.document.is_transcript


def test_before_it_leaves_the_worker_is_told_that_the_words_are_others_now(whole: Window, fake: FakeActions) -> None:
    """Something may have been put off the record since it was approved."""
    made = fake.transcript_document(None, V4)
    for claim in made.open_flags:
        fake.accept_claim(None, made.id, claim.id, "I know the voice")
    for section in made.sections:
        fake.confirm_section(None, made.id, section.id)
    fake.approve(None, made.id, "Jo Reed", "Read.", fake.shown_text(None, made.id))
    for stale, told in ((False, ""), (True, ExportTranscript.CHANGED_SINCE)):
        fake.stale = stale
        whole.window.go_to(Place(Go.EXPORT, V4, transcript=True))
        assert whole.window.screen_shown.notice.words.startswith(told)  # type: ignore[union-attr]
        assert bool(whole.window.screen_shown.notice.words) is stale  # type: ignore[union-attr]


def test_a_note_offers_no_captions(whole: Window) -> None:
    """Only of a transcript are there any."""
    whole.window.go_to(Place(Go.EXPORT, VisitId("v6")))
    export = whole.window.screen_shown
    assert isinstance(export, ExportScreen)
    assert {radio.property("format") for radio in export.formats.buttons()} == {"docx", "pdf", "html", "txt"}


def test_without_sound_there_is_nothing_to_make_a_document_of(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """With jottings alone it isn't in the menu."""
    talk = fake.transcripts[V4]
    for seconds, there in ((talk.seconds, True), (0.0, False)):
        fake.transcripts[V4] = replace(talk, seconds=seconds)
        whole.window.go_to(Place(Go.VISITS))
        whole.window.go_to(Place(Go.TRANSCRIPT, V4))
        assert (Words.TO_DOCUMENT in [action.text() for action in menu_of(whole, qtbot)]) is there


def test_a_new_look_stays_at_the_transcript(whole: Window, fake: FakeActions) -> None:
    """Another theme makes the screen again, of the same document."""
    checking(whole, fake)
    whole.window.rebuild()
    screen = whole.window.screen_shown
    assert isinstance(screen, ReviewScreen) and screen.document.is_transcript


def test_lines_are_mended_taken_out_and_put_back_by_key(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """E changes a line, Delete takes it out and puts it back, P plays it; what was taken out is said in words."""
    screen = checking(whole, fake)
    press(qtbot, whole, KEY.Key_Down)
    assert screen.item is not None and screen.item.id == "c2"
    press(qtbot, whole, KEY.Key_P)
    qtbot.waitUntil(lambda: fake.played == [(8.8, 11.2)])
    press(qtbot, whole, KEY.Key_Delete)
    assert fake.written_out[V4].sections[0].claims[1].removed
    row = screen.draft.currentIndex()  # type: ignore[union-attr]
    assert row.data().endswith(f"{ReviewTranscript.REMOVED}.")
    press(qtbot, whole, KEY.Key_Delete)
    assert not fake.written_out[V4].sections[0].claims[1].removed
    press(qtbot, whole, KEY.Key_E)
    screen.evidence.deciding.editor.setPlainText("Mrs Amina Begum: Yes, you can record it.")
    press(qtbot, whole, KEY.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert fake.written_out[V4].sections[0].claims[1].text == "Mrs Amina Begum: Yes, you can record it."
    assert screen.draft.currentIndex().data().endswith(f"{ReviewTranscript.EDITED}.")  # type: ignore[union-attr]
    assert screen.draft.hasFocus()


def test_the_doubtful_words_are_marked_in_their_turn(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A line is its whole turn: marking all of it would mark nothing."""
    screen = checking(whole, fake)
    texts = [label.text() for label in screen.evidence.findChildren(QLabel)]
    assert not any("<u" in text for text in texts)
    press(qtbot, whole, KEY.Key_F8)
    texts = [label.text() for label in screen.evidence.findChildren(QLabel)]
    assert sum("tablet at</u></b>" in text for text in texts) == 1


def test_a_section_is_confirmed_only_when_its_end_was_in_view(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The main button says 'Read on' until the last line was shown; a confirmed section can be opened again."""
    screen = checking(whole, fake, replace(an_hour(), doubts=()))
    qtbot.waitUntil(lambda: screen.draft.measured)  # type: ignore[union-attr]
    first = screen.document.sections[0].id
    press(qtbot, whole, KEY.Key_F8)
    assert screen.item is not None and screen.item.section == screen.document.sections[1].id
    screen.draft.go_to_section(first)
    qtbot.waitUntil(lambda: screen.main.text() == Review.READ_ON)
    assert not screen.reading.done(first)
    for _ in range(100):
        if screen.main.text() != Review.READ_ON:
            break
        main_key(qtbot, whole)
    assert screen.main.text() == Review.CONFIRM_SECTION and screen.reading.done(first)
    assert not screen.reading.done(screen.document.sections[1].id)
    main_key(qtbot, whole)
    assert fake.written_out[V4].sections[0].confirmed_at is not None
    assert screen.item is not None and screen.item.section == screen.document.sections[1].id
    screen.draft.go_to_claim(screen.document.sections[0].claims[0].id)
    assert screen.open_again.isVisibleTo(screen)
    screen.open_again.click()
    assert fake.written_out[V4].sections[0].confirmed_at is None and not screen.open_again.isVisibleTo(screen)


def test_headings_are_said_with_their_first_line(whole: Window, fake: FakeActions) -> None:
    """A screen reader hears where a section begins and whether it is confirmed; arrow keys pass headings by."""
    screen = checking(whole, fake)
    draft = screen.draft
    assert isinstance(draft, LineList)
    assert draft.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).startswith("0:00 to 10:00. 0:01 Jo Reed: ")
    assert not draft.model().index(0, 0).flags() & Qt.ItemFlag.ItemIsEnabled
    assert draft.model().index(0, 0).data() == "0:00 to 10:00."
    assert draft.model().index(0, 0).data(Qt.ItemDataRole.EditRole) is None


def test_a_line_is_found_wherever_it_is(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The last flag of an hour comes into view, also when it is asked for while the lines are still measured."""
    screen = checking(whole, fake, an_hour())
    draft = screen.draft
    assert isinstance(draft, LineList)
    last = screen.document.open_flags[-1].id
    draft.go_to_claim(last)
    qtbot.waitUntil(lambda: draft.measured)
    qtbot.waitUntil(lambda: draft.viewport().rect().intersects(draft.visualRect(draft.currentIndex())))
    assert screen.item is not None and screen.item.id == last and draft.currentIndex().row() > HOUR - 25


@pytest.mark.parametrize("size", [100, 200])
def test_an_hour_is_measured_a_little_at_a_time(whole: Window, fake: FakeActions, qtbot: QtBot, size: int) -> None:
    """While 600 lines are laid out the event loop goes round at least once for every other batch."""
    rounds = 0

    def count() -> None:
        nonlocal rounds
        rounds += 1

    timer = QTimer(interval=0)
    timer.timeout.connect(count)
    whole.window.setting_changed.emit("text_size", size)
    screen = checking(whole, fake, an_hour())
    timer.start()
    qtbot.waitUntil(lambda: screen.draft.measured)  # type: ignore[union-attr]
    timer.stop()
    assert rounds >= HOUR / 60
    QApplication.processEvents()


def test_words_of_the_transcript_never_say_note() -> None:
    """What is overridden for a transcript is about a transcript."""
    for words in (ReviewTranscript, ApproveTranscript, ExportTranscript):
        own = [value for value in vars(words).values() if isinstance(value, str)]
        assert not [text for text in own if "note" in text.lower().split()]
