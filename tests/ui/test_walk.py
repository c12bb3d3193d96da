"""The whole job by keyboard, from the list of visits to the filed note."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from scribe.jobs import JobContext
from scribe.visit import Agreed, ClaimId, DocumentId, DocumentStage, SectionId, VisitId, VisitStage
from tests.ui.fakes import FakeActions, FakeSession
from ui.__main__ import Window
from ui.clipboard import private
from ui.desk import Go, Place
from ui.screens.agreement import AgreementScreen
from ui.screens.approve import ApproveScreen
from ui.screens.export import ExportScreen, free_name
from ui.screens.new_visit import NewVisitScreen, PeopleScreen
from ui.screens.review import ReviewScreen
from ui.screens.sound import SoundScreen
from ui.screens.transcript import TranscriptScreen
from ui.screens.visits import VisitsScreen
from ui.words import Approve, Common, NewVisit, Recording, Review, Sound, Visits
from ui.words import Export as ExportWords
from ui.words import Transcript as TranscriptWords

KEY = Qt.Key


def press(
    qtbot: QtBot, whole: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key goes to whatever has the keyboard, as it does for a person.

    The offscreen platform takes the window's activation away now and then; Qt gives the keyboard back to what had it.
    A modifier is let go of afterwards: QTest leaves it down, and a list that is told what to choose would add to it.
    """
    whole.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClick(holder(), key, modifier)
    if modifier != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(whole.window, KEY.Key_Control)


def holder() -> QWidget:
    """What has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def main_key(qtbot: QtBot, whole: Window) -> None:
    """Ctrl+Enter: the main button."""
    press(qtbot, whole, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)


def type_in(qtbot: QtBot, words: str) -> None:
    """Type into whatever has the keyboard."""
    QTest.keyClicks(holder(), words)


def shown(qtbot: QtBot, whole: Window, kind: type[QWidget]) -> None:
    """Wait until that screen is in front."""
    qtbot.waitUntil(lambda: isinstance(whole.window.screen_shown, kind))


def test_from_new_visit_to_filed_by_keyboard(whole: Window, fake: FakeActions, qtbot: QtBot, tmp_path: Path) -> None:
    """Every step can be done from the keyboard: nothing in this test uses the mouse."""
    press(qtbot, whole, KEY.Key_N, Qt.KeyboardModifier.ControlModifier)
    shown(qtbot, whole, NewVisitScreen)
    type_in(qtbot, "204-200")
    main_key(qtbot, whole)
    shown(qtbot, whole, PeopleScreen)
    type_in(qtbot, "Mrs Amina Begum")
    press(qtbot, whole, KEY.Key_Return)
    main_key(qtbot, whole)
    shown(qtbot, whole, AgreementScreen)
    press(qtbot, whole, KEY.Key_Down)
    main_key(qtbot, whole)
    shown(qtbot, whole, SoundScreen)
    visit = next(v for v in fake.visit_rows.values() if v.reference == "204-200")
    assert [p.agreement.answer for p in visit.people if p.name == "Mrs Amina Begum"] == [Agreed.YES]
    record_and_transcribe(whole, qtbot)
    settle_everything(whole, fake, qtbot, visit.id)
    approve_export_file(whole, fake, qtbot, visit.id, tmp_path)


def record_and_transcribe(whole: Window, qtbot: QtBot) -> None:
    """Start, pause, go on, stop; words; draft."""
    sound = whole.window.screen_shown
    assert isinstance(sound, SoundScreen)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: sound.handle is not None)
    press(qtbot, whole, KEY.Key_P)
    assert sound.recording is not None
    assert sound.recording.state.accessibleName() == Recording.PAUSED
    press(qtbot, whole, KEY.Key_P)
    assert sound.recording.state.accessibleName() == Recording.RECORDING
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: sound.handle is None)
    main_key(qtbot, whole)
    shown(qtbot, whole, TranscriptScreen)
    words = whole.window.screen_shown
    assert isinstance(words, TranscriptScreen)
    qtbot.waitUntil(lambda: words.mending is not None and words.main.text() == TranscriptWords.DRAFT)
    press(qtbot, whole, KEY.Key_1)
    main_key(qtbot, whole)
    shown(qtbot, whole, ReviewScreen)


def settle_everything(whole: Window, fake: FakeActions, qtbot: QtBot, visit: VisitId) -> None:
    """The flag with a reason, then the main key until there is nothing left but approval."""
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    press(qtbot, whole, KEY.Key_F8)
    assert review.item is not None and review.item.id == "c3"
    press(qtbot, whole, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    type_in(qtbot, "She showed me which leg")
    press(qtbot, whole, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert fake.notes[visit].open_flags == ()
    read_to_the_end(whole, qtbot)
    assert fake.obstacles(None, fake.notes[visit].id) == ()
    main_key(qtbot, whole)
    shown(qtbot, whole, ApproveScreen)


def read_to_the_end(whole: Window, qtbot: QtBot) -> None:
    """Read on and confirm with the main key alone, until it offers the approval."""
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    for _ in range(60):
        if review.main.text() == Review.TO_APPROVE:
            break
        main_key(qtbot, whole)


def approve(whole: Window, fake: FakeActions, qtbot: QtBot, document: DocumentId) -> ExportScreen:
    """Be told of the tick, tick, and approve the exact text."""
    approving = whole.window.screen_shown
    assert isinstance(approving, ApproveScreen)
    assert approving.text.toPlainText() == fake.shown_text(None, document)
    main_key(qtbot, whole)
    assert approving.notice.words == Approve.TICK_MISSING
    press(qtbot, whole, KEY.Key_Space)
    main_key(qtbot, whole)
    shown(qtbot, whole, ExportScreen)
    export = whole.window.screen_shown
    assert isinstance(export, ExportScreen)
    return export


def save(export: ExportScreen, whole: Window, qtbot: QtBot, folder: Path, *, kind: str = "") -> None:
    """Save it to the folder; `kind`: another format than the one offered."""
    export.folder.setText(str(folder))
    for radio in export.formats.buttons():
        radio.setChecked(radio.isChecked() or radio.property("format") == kind)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: export.document.stage is DocumentStage.EXPORTED)


def approve_export_file(whole: Window, fake: FakeActions, qtbot: QtBot, visit: VisitId, folder: Path) -> None:
    """Tick, approve, save, file, and back to the list."""
    export = approve(whole, fake, qtbot, fake.notes[visit].id)
    save(export, whole, qtbot, folder)
    assert [to.parent for _, to in fake.exported] == [folder]
    type_in(qtbot, "LAS-99")
    main_key(qtbot, whole)
    assert fake.filed == {fake.notes[visit].id: "LAS-99"}
    assert export.main.text() == ExportWords.TO_VISITS
    main_key(qtbot, whole)
    shown(qtbot, whole, VisitsScreen)


def test_next_step_of_each_visit_opens_its_screen(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Pressing a visit in the list leads to the one thing that its row says comes next."""
    kinds = [SoundScreen, TranscriptScreen, TranscriptScreen, ReviewScreen, ReviewScreen, ExportScreen, ExportScreen]
    for number, kind in enumerate(kinds):
        rows = whole.window.screen_shown
        assert isinstance(rows, VisitsScreen)
        rows.buttons[number].click()
        assert isinstance(whole.window.screen_shown, kind)
        whole.window.back()


def test_a_visit_that_was_handed_over_says_so(
    whole: Window, fake: FakeActions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the list, with who has it now; pressing it leads nowhere, and tells why."""
    listed = tuple(replace(row, next_step="handed over") for row in fake.list_visits(None))
    monkeypatch.setattr(fake, "list_visits", lambda _: listed)
    whole.window.go_to(Place(Go.VISITS))
    rows = whole.window.screen_shown
    assert isinstance(rows, VisitsScreen) and Visits.NEXT["handed over"] in rows.buttons[0].accessibleName()
    rows.buttons[0].click()
    assert whole.window.screen_shown is rows and rows.notice.words == Visits.HANDED_OVER


def test_unfiled_notes_are_told_at_start(whole: Window, fake: FakeActions) -> None:
    """A note that was exported more than a day ago and not filed is told above the list, with the way to it."""
    screen = whole.window.screen_shown
    assert screen is not None
    assert screen.notice.words == f"{Visits.unfiled(1)} {Visits.unfiled_which(('204-106',))}"
    named(screen, Visits.open_unfiled("204-106")).click()
    assert isinstance(whole.window.screen_shown, ExportScreen)


def test_who_is_there_comes_before_the_form(whole: Window) -> None:
    """The people of a visit are seen first, and the form for one more says what it is for."""
    whole.window.go_to(Place(Go.PEOPLE, VisitId("v1")))
    screen = whole.window.screen_shown
    assert isinstance(screen, PeopleScreen)
    every = screen.findChildren(QPushButton)
    change = next(made for made in every if made.accessibleName() == NewVisit.change("Adam Rahman"))
    assert change.mapTo(screen, QPoint()).y() < screen.name.mapTo(screen, QPoint()).y()
    assert screen.first_focus() is screen.main and screen.form_title.accessibleName() == NewVisit.ADD_TITLE
    change.click()
    assert screen.name.text() == "Adam Rahman" and screen.form_title.accessibleName() == NewVisit.CHANGE_PERSON


def test_recording_can_not_be_left_by_accident(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """While recording, going back and closing once both say how to stop; closing again stops, keeps and closes."""
    whole.window.go_to(Place(Go.SOUND, VisitId("v1")))
    sound = whole.window.screen_shown
    assert isinstance(sound, SoundScreen)
    sound.main.click()
    qtbot.waitUntil(lambda: sound.handle is not None)
    whole.window.back()
    assert whole.window.screen_shown is sound
    assert sound.notice.words == Sound.CANT_LEAVE
    assert whole.window.close() is False
    assert sound.notice.words == Sound.CANT_CLOSE
    assert whole.window.close() is False  # it is being saved
    qtbot.waitUntil(lambda: not whole.window.isVisible())
    assert fake.visit_rows[VisitId("v1")].stage is VisitStage.RECORDED


def test_late_arrival_goes_over_the_recording_and_back(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Somebody who arrives late is added and asked while recording goes on; then the recording is in front."""
    whole.window.go_to(Place(Go.SOUND, VisitId("v1")))
    sound = whole.window.screen_shown
    assert isinstance(sound, SoundScreen)
    sound.main.click()
    qtbot.waitUntil(lambda: sound.handle is not None)
    sound.go.emit(Place(Go.PEOPLE, VisitId("v1"), late=True))
    people = whole.window.screen_shown
    assert isinstance(people, PeopleScreen)
    people.name.setText("Dr Okafor")
    people.main.click()
    agreement = whole.window.screen_shown
    assert isinstance(agreement, AgreementScreen)
    agreement.cards[-1].answer.setCurrentIndex(1)
    agreement.main.click()
    assert whole.window.screen_shown is sound
    assert sound.handle is not None
    late = fake.visit_rows[VisitId("v1")].people[-1]
    assert (late.name, late.arrived_late, late.agreement.answer) == ("Dr Okafor", True, Agreed.YES)


def test_planted_statement_is_told_when_found(whole: Window, fake: FakeActions) -> None:
    """In practice, taking the planted statement out says so; taking another out does not."""
    visit = fake.put(9, VisitStage.TRANSCRIBED, DocumentStage.IN_REVIEW, practice=True)
    fake.planted = ClaimId("c2")
    whole.window.go_to(Place(Go.REVIEW, visit))
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    assert whole.window.practice_banner.isVisible()
    take_out(review, "c1")
    assert review.notice.words == ""
    take_out(review, "c2")
    assert review.notice.words.startswith(Review.FOUND_TITLE)


def test_planted_statement_that_nobody_found_is_told_after_approving(whole: Window, fake: FakeActions) -> None:
    """Where it stands, what was really said, and that a real note tells nobody; nothing where there is none left."""
    visit = fake.put(9, VisitStage.TRANSCRIBED, DocumentStage.APPROVED, practice=True)
    (section, *_) = fake.notes[visit].sections
    fake.planted = section.claims[0].id
    told = told_at_export(whole, visit)
    for words in (ExportWords.MISSED_TITLE, section.heading, section.claims[0].text, ExportWords.REOPEN):
        assert words in told
    fake.planted = None
    assert ExportWords.MISSED_TITLE not in told_at_export(whole, visit)


def told_at_export(whole: Window, visit: VisitId) -> str:
    """What is said first where the approved note is saved."""
    whole.window.go_to(Place(Go.EXPORT, visit))
    export = whole.window.screen_shown
    assert isinstance(export, ExportScreen)
    return export.notice.words


def take_out(review: ReviewScreen, claim: str) -> None:
    """Choose a statement and take it out."""
    made = review.draft.button_of(ClaimId(claim))
    assert made is not None
    made.choose()
    review.evidence.deciding.remove_button.click()


def test_review_saves_each_change_at_once(whole: Window, fake: FakeActions) -> None:
    """Taking out, putting back, changing, and writing are each stored the moment they are made."""
    visit = VisitId("v4")
    whole.window.go_to(Place(Go.REVIEW, visit))
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    take_out(review, "c1")
    assert fake.notes[visit].sections[0].claims[0].removed
    take_out(review, "c1")
    assert not fake.notes[visit].sections[0].claims[0].removed
    review.evidence.deciding.begin_edit()
    review.evidence.deciding.editor.setPlainText("Mrs Begum slipped on Wednesday.")
    review.evidence.deciding.ask_change()
    assert fake.notes[visit].sections[0].claims[0].text == "Mrs Begum slipped on Wednesday."
    writing = review.draft.sections[SectionId("view")].writing
    assert writing is not None
    writing.setPlainText("A rail would lower the risk.")
    whole.window.go_to(Place(Go.VISITS))
    assert fake.notes[visit].sections[3].written == "A rail would lower the risk."


def test_evidence_marks_and_plays_the_very_words(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The words that a statement came from are marked in their turn, and play from their first to their last second."""
    whole.window.go_to(Place(Go.REVIEW, VisitId("v4")))
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    made = review.draft.button_of(ClaimId("c5"))
    assert made is not None
    made.choose()
    shown_words = [label.text() for label in review.evidence.findChildren(QWidget) if hasattr(label, "text")]
    assert any("I mostly eat toast</u></b>" in words for words in shown_words)
    review.evidence.play_button.click()
    qtbot.waitUntil(lambda: fake.played == [(60.0, 66.5)])


def test_omission_can_be_added_to_a_section(whole: Window, fake: FakeActions) -> None:
    """What was left out can be put into a section, in its own words, and leaves the list."""
    visit = VisitId("v4")
    whole.window.go_to(Place(Go.REVIEW, visit))
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    review.show_omissions()
    review.omissions.section.setCurrentIndex(1)
    review.omissions.add_button.click()
    note = fake.notes[visit]
    assert len(note.omissions) == 1
    assert "blood pressure tablets" in note.sections[1].claims[-1].text


def wait_to_be_asked(context: JobContext) -> None:
    """Work that goes on until it is asked to stop."""
    while not context.cancel.asked:
        threading.Event().wait(0.005)


def test_cancelled_work_changes_nothing(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Cancel stops the words from being written; the screen says that nothing was lost and offers to start again."""
    fake.work_gate = wait_to_be_asked
    whole.window.go_to(Place(Go.TRANSCRIPT, VisitId("v2"), begin=True))
    screen = whole.window.screen_shown
    assert isinstance(screen, TranscriptScreen)
    assert screen.working.busy
    with qtbot.waitSignal(whole.desk.work.under_way("transcribe v2").cancelled):  # type: ignore[union-attr]
        press(qtbot, whole, KEY.Key_Escape)
    assert fake.transcripts.get(VisitId("v2")) is None
    assert screen.main.isEnabled()


def test_copied_text_is_marked_to_be_kept_nowhere() -> None:
    """Clipboard histories and cloud clipboards are told to leave the copied text alone."""
    data = private("words")
    formats = " ".join(data.formats())
    assert data.text() == "words"
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    for name in (
        "ExcludeClipboardContentFromMonitorProcessing",
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
    ):
        assert name in formats


def test_export_never_writes_over_a_file(tmp_path: Path) -> None:
    """A name that is taken gets a number; the reference loses whatever no file system likes."""
    first = free_name(tmp_path, "204/118 B", 2, "pdf")
    assert first.name == "fairnote-204-118-B-v2.pdf"
    first.touch()
    assert free_name(tmp_path, "204/118 B", 2, "pdf").name == "fairnote-204-118-B-v2-2.pdf"


def start_recording(whole: Window, qtbot: QtBot) -> SoundScreen:
    """A recording that is under way."""
    whole.window.go_to(Place(Go.SOUND, VisitId("v1")))
    sound = whole.window.screen_shown
    assert isinstance(sound, SoundScreen)
    sound.main.click()
    qtbot.waitUntil(lambda: sound.handle is not None)
    return sound


def named(screen: QWidget, words: str) -> QPushButton:
    """The button that says this."""
    return next(made for made in screen.findChildren(QPushButton) if made.text() == words and made.isVisibleTo(screen))


def test_somebody_who_asks_to_stop_is_heard_at_once(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The recording stops first; then whoever asked is noted as withdrawn, what was said before stays, and so does
    the sound; going on to the words is no longer the main button."""
    sound = start_recording(whole, qtbot)
    named(sound, Recording.ASKED_TO_STOP).click()
    qtbot.waitUntil(lambda: sound.handle is None)
    assert fake.visit_rows[VisitId("v1")].stage is VisitStage.RECORDED
    named(sound, "Adam Rahman").click()
    answers = {p.name: p.agreement for p in fake.visit_rows[VisitId("v1")].people}
    assert answers["Adam Rahman"].answer is Agreed.WITHDRAWN
    assert answers["Adam Rahman"].what_was_said.startswith("Yes, that is fine Asked for the recording to stop")
    assert answers["Mrs Amina Begum"].answer is Agreed.YES
    assert sound.notice.words.startswith(Sound.withdrawn("Adam Rahman"))
    assert sound.main.text() == Common.ALL_VISITS
    assert sound.words_anyway.isVisibleTo(sound)


def test_a_dead_microphone_leaves_the_visit_as_it_was(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A recording that failed with no sound at all is given up, and the screen says why and offers to start again."""
    sound = start_recording(whole, qtbot)
    fake.handle.state, fake.handle.seconds, fake.handle.warning = "failed", 0.0, "The microphone was unplugged."
    sound.main.click()
    qtbot.waitUntil(lambda: sound.handle is None)
    assert fake.visit_rows[VisitId("v1")].stage is VisitStage.PLANNED
    assert sound.notice.words == "The microphone was unplugged."
    assert sound.main.text() == Sound.RECORD


def test_what_is_missing_of_an_imported_file_is_told(
    whole: Window, fake: FakeActions, qtbot: QtBot, tmp_path: Path
) -> None:
    """The remark that came with an imported file is shown above how much sound there is."""
    fake.remark = "The last 4 seconds could not be read."
    whole.window.go_to(Place(Go.SOUND, VisitId("v1")))
    sound = whole.window.screen_shown
    assert isinstance(sound, SoundScreen)
    sound.ready.drop.dropped.emit([tmp_path / "visit.wav"])
    qtbot.waitUntil(lambda: fake.remark in sound.notice.words)
    assert sound.done.saved.accessibleName() == Sound.saved(754.0)


def test_reference_can_be_put_right(whole: Window, fake: FakeActions) -> None:
    """From the people of a visit, its reference and kind of note can be changed, and the people are still there."""
    whole.window.go_to(Place(Go.PEOPLE, VisitId("v1")))
    screen = whole.window.screen_shown
    assert screen is not None
    named(screen, NewVisit.change_visit("204-101")).click()
    page = whole.window.screen_shown
    assert isinstance(page, NewVisitScreen)
    assert page.reference.text() == "204-101"
    page.reference.setText("204-110")
    page.main.click()
    assert isinstance(whole.window.screen_shown, PeopleScreen)
    visit = fake.visit_rows[VisitId("v1")]
    assert (visit.reference, visit.template, len(visit.people)) == ("204-110", "care-act-assessment", 3)


def test_what_is_not_settled_leads_back_from_the_approval(whole: Window) -> None:
    """Where something is still to be done, the main button goes back to it, and nothing claims to be confirmed."""
    whole.window.go_to(Place(Go.APPROVE, VisitId("v4")))
    screen = whole.window.screen_shown
    assert isinstance(screen, ApproveScreen)
    assert screen.main.text() == Approve.TO_REVIEW
    screen.main.click()
    assert isinstance(whole.window.screen_shown, ReviewScreen)


def test_owner_and_date_of_an_action_can_be_changed(whole: Window, fake: FakeActions) -> None:
    """Changing an action asks for who does it and by when, and both are stored with the words."""
    whole.window.go_to(Place(Go.REVIEW, VisitId("v4")))
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    review.draft.agreed.buttons[0].choose()
    review.evidence.deciding.begin_edit()
    review.evidence.deciding.owner.setCurrentIndex(review.evidence.deciding.owner.findData("p2"))
    review.evidence.deciding.by.setText("Monday")
    assert review.main.text() == Review.SAVE_CHANGE
    review.main.click()
    action = fake.notes[VisitId("v4")].actions[0]
    assert (action.owner, action.by) == ("p2", "Monday")


def test_section_is_confirmed_only_when_its_end_was_in_view(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A section longer than the view says 'Read on' until its last statement has been seen."""
    note = fake.notes[VisitId("v4")]
    first = note.sections[1]
    long = tuple(replace(first.claims[0], id=ClaimId(f"long{n}")) for n in range(40))
    fake.notes[VisitId("v4")] = replace(note, sections=(replace(first, claims=long),), actions=(), omissions=())
    whole.window.go_to(Place(Go.REVIEW, VisitId("v4")))
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    review.go_to_next()
    assert review.main.text() == Review.READ_ON
    seen = [review.main.text()]
    while review.main.text() == Review.READ_ON and len(seen) < 40:
        main_key(qtbot, whole)
        seen.append(review.main.text())
    assert seen[-1] == Review.CONFIRM_SECTION
    assert len(seen) > 3


def test_flag_offers_the_one_next_step(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """At a flag the main button puts the keyboard on the choices; where a reason is typed it keeps with that."""
    whole.window.go_to(Place(Go.REVIEW, VisitId("v4")))
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    press(qtbot, whole, KEY.Key_F8)
    assert review.main.text() == Review.SETTLE
    main_key(qtbot, whole)
    assert review.evidence.deciding.edit_button.hasFocus()
    press(qtbot, whole, KEY.Key_4)
    type_in(qtbot, "She showed me")
    assert review.main.text() == Review.KEEP_SO
    main_key(qtbot, whole)
    assert fake.notes[VisitId("v4")].open_flags == ()


def test_nothing_new_is_begun_in_practice(whole: Window, fake: FakeActions, session: FakeSession) -> None:
    """In practice the list says so, keeps the way out in view, and starts no visit that would be thrown away."""
    session.practice = object()
    whole.window.go_to(Place(Go.VISITS))
    rows = whole.window.screen_shown
    assert isinstance(rows, VisitsScreen)
    assert whole.window.practice_banner.isVisible()
    assert rows.main.text() == Visits.GO_ON_PRACTISING


def test_what_is_wrong_with_the_sound_is_told(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A recording that was cut off, or damaged since, says so where its words are read."""
    fake.remarks = ("This recording was cut off. Everything before that is kept.",)
    words = next(v for v in fake.visit_rows.values() if v.stage is VisitStage.TRANSCRIBED)
    whole.window.go_to(Place(Go.TRANSCRIPT, words.id))
    screen = whole.window.screen_shown
    assert screen is not None
    qtbot.waitUntil(lambda: fake.remarks[0] in screen.notice.words)


def test_a_withdrawal_is_told_before_the_note_leaves(whole: Window, fake: FakeActions) -> None:
    """Somebody took their agreement back after the note was approved: the worker reads that before saving it."""
    note = next(note for note in fake.notes.values() if note.id in fake.approvals)
    visit = fake.visit_rows[note.visit]
    first, *others = visit.people
    gone = replace(first, agreement=replace(first.agreement, answer=Agreed.WITHDRAWN))
    fake.visit_rows[visit.id] = replace(visit, people=(gone, *others))
    whole.window.go_to(Place(Go.EXPORT, visit.id))
    screen = whole.window.screen_shown
    assert isinstance(screen, ExportScreen)
    assert gone.name in screen.notice.words


def test_a_void_approval_is_told_before_the_note_leaves(whole: Window, fake: FakeActions) -> None:
    """Where the text is no longer what was approved, the export screen says so at once."""
    note = next(note for note in fake.notes.values() if note.id in fake.approvals)
    del fake.approvals[note.id]
    whole.window.go_to(Place(Go.EXPORT, note.visit))
    screen = whole.window.screen_shown
    assert isinstance(screen, ExportScreen)
    assert ExportWords.VOID in screen.notice.words
