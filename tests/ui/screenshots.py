"""Saves a picture of every screen at 100% and 200%: python -m tests.ui.screenshots FOLDER."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from models.progress import Progress
from scribe.keeping import Outlook, Planned
from scribe.model_packs import NOBODY
from scribe.passed_time import Doubt
from scribe.reading_pace import ReadingClock
from scribe.settings import Settings
from scribe.since_last import PerhapsSomebodyElse
from scribe.vault_keeping import Kept
from scribe.visit import Agreed, ClaimId, DocumentId, DocumentStage, SectionId, TurnId, VisitId, VisitStage
from tests.ui.fake_easy import scan
from tests.ui.fake_reviewing import NOW
from tests.ui.fake_writing import LETTER
from tests.ui.fakes import FakeActions, FakeHarm, FakeLive, FakeSession, FakeTrial, full_house
from ui.__main__ import Window, build
from ui.desk import Go, Place
from ui.job_bridge import JobBridge
from ui.screens.easy_read import EasyReadScreen
from ui.screens.easy_read_start import EasyStartScreen
from ui.screens.erase import EraseScreen
from ui.screens.review import ReviewScreen
from ui.screens.sound import SoundScreen
from ui.screens.transcript import TranscriptScreen
from ui.screens.transcript_mending import Mending
from ui.screens.writing import WritingScreen
from ui.small_window import SmallWindow
from ui.widgets.draft_list import DraftList

SIZE = (1366, 768)
_MOST_TURNS = 25
"""What moves all the time, as a blinking caret does, is taken as it is after this many."""


def settle() -> None:
    """Let layouts and short work finish."""
    loop = QEventLoop()
    QTimer.singleShot(120, loop.quit)
    loop.exec()


def come_to_rest(shown: QWidget) -> None:
    """Wait until two pictures of a widget in a row are the same: a busy machine lays out what is new in many turns."""
    before = None
    for _ in range(_MOST_TURNS):
        settle()
        now = shown.grab().toImage()
        if now == before:
            return
        before = now


@contextmanager
def window(fake: FakeActions, **settings: object) -> Iterator[Window]:
    """A window on a fake, shown and opened."""
    chosen = replace(Settings(worker_name="Jo Reed"), **settings)  # type: ignore[arg-type]
    session = FakeSession(chosen)
    made = build(fake, chosen, lambda: session, lambda: session)
    made.window.resize(*SIZE)
    made.show("visits")
    while made.window.screen_shown is made.opening:
        settle()
    try:
        yield made
    finally:
        made.window.close()
        made.close()
        made.window.deleteLater()  # a look that is set later is worked out for every widget that is left
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def places() -> tuple[tuple[str, Callable[[Window, FakeActions], None]], ...]:
    """Each picture's name and how to come to it."""

    def at(go: Go, number: int = 0, *, late: bool = False) -> Callable[[Window, FakeActions], None]:
        visit = VisitId(f"v{number}") if number else None
        return lambda w, _: w.window.go_to(Place(go, visit, late=late))

    def quality(w: Window, fake: FakeActions) -> None:
        fake.put_quality()
        w.window.go_to(Place(Go.QUALITY))

    def to_be_erased(w: Window, fake: FakeActions) -> None:
        fake.outlook = Outlook(tuple(Planned(Kept.SOUND, VisitId("v1"), f"204-10{n}", NOW) for n in range(7)))
        look_after(w)

    def doubted_date(w: Window, fake: FakeActions) -> None:
        fake.outlook = Outlook(doubt=Doubt(NOW.replace(year=2028), NOW))
        look_after(w)

    def recording(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.SOUND, VisitId("v1")))
        settle()
        assert w.window.screen_shown is not None
        w.window.screen_shown.main.click()

    def transcript(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.TRANSCRIPT, VisitId("v3")))
        screen = w.window.screen_shown
        assert isinstance(screen, TranscriptScreen)
        for _ in range(50):
            if screen.mending is not None:
                return
            settle()
        raise AssertionError("the words did not come")

    def jotted(w: Window, fake: FakeActions) -> None:
        fake.put_jottings(VisitId("v1"))
        fake.handle.minutes_left = 42.0
        recording(w, fake)
        let_it_hear(w)

    def warned(w: Window, fake: FakeActions) -> None:
        fake.handle.state = "lost"
        fake.handle.warning = (
            "No sound comes from the microphone any more. What was recorded is safe. Plug it in again."
        )
        fake.live = FakeLive(behind=130.0)
        recording(w, fake)
        settle()

    def trying(w: Window, fake: FakeActions) -> None:
        fake.trial = FakeTrial(finished=False)
        w.window.go_to(Place(Go.SOUND, VisitId("v1")))
        sound(w).ready.microphone.try_or_stop()
        settle()
        settle()
        settle()

    def several(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.SOUND, VisitId("v1")))
        sound(w).ready.take([Path(f"New recording {n}.m4a") for n in (10, 1, 2)])

    def refused(w: Window, fake: FakeActions) -> None:
        first, *others = fake.visit_rows[VisitId("v1")].people
        said_no = replace(first, agreement=replace(first.agreement, answer=Agreed.NO))
        fake.change_people(None, VisitId("v1"), (said_no, *others))
        w.window.go_to(Place(Go.SOUND, VisitId("v1")))

    def account(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.SOUND, VisitId("v2"), account=True))

    def dictating(w: Window, fake: FakeActions) -> None:
        account(w, fake)
        sound(w).main.click()
        let_it_hear(w)

    def asked(w: Window, fake: FakeActions) -> None:
        recording(w, fake)
        settle()
        sound(w).asked_to_stop.click()
        settle()

    def keep_or_erase(w: Window, fake: FakeActions) -> None:
        asked(w, fake)
        while not sound(w).who_asked.buttons:
            settle()
        made = sound(w).who_asked.buttons[0]
        assert isinstance(made, QPushButton)
        made.click()

    def harm(w: Window, fake: FakeActions) -> None:
        fake.harm = FakeHarm(
            ("At 3:12: “He grabbed my arm and I fell.”", "At 9:40: “I am scared of him at night.”"), known=True
        )
        w.window.go_to(Place(Go.ERASE, VisitId("v2")))
        settle()

    def not_known(w: Window, fake: FakeActions) -> None:
        fake.harm = FakeHarm((), known=False)
        w.window.go_to(Place(Go.ERASE, VisitId("v2")))
        settle()

    def sure(w: Window, fake: FakeActions) -> None:
        screen = erasing(w)
        screen.why.setText("They asked for the recording to stop.")
        screen.main.click()

    def erasing(w: Window) -> EraseScreen:
        w.window.go_to(Place(Go.ERASE, VisitId("v2")))
        settle()
        screen = w.window.screen_shown
        assert isinstance(screen, EraseScreen)
        return screen

    def gone(w: Window, fake: FakeActions) -> None:
        sure(w, fake)
        w.window.screen_shown._erase()  # type: ignore[union-attr]
        settle()

    def held(w: Window, fake: FakeActions) -> None:
        fake.hold_visit(None, VisitId("v2"), "Asked for by the court, case 2026-114.")
        w.window.go_to(Place(Go.ERASE, VisitId("v2")))

    def list_of_all(w: Window, fake: FakeActions) -> None:
        fake.put(8, VisitStage.RECORDING)
        for number in (4, 5, 6, 7):
            del fake.visit_rows[VisitId(f"v{number}")]
        fake.put_erased(VisitId("v2"))
        w.window.go_to(Place(Go.VISITS))
        w.window.screen_shown.erased.opener.click()  # type: ignore[union-attr]

    def own_turns(w: Window, fake: FakeActions) -> None:
        fake.put_own_turns(VisitId("v3"))
        w.window.go_to(Place(Go.TRANSCRIPT, VisitId("v3")))
        settle()
        screen = w.window.screen_shown
        assert isinstance(screen, TranscriptScreen) and screen.mending is not None
        screen.list.go_to_row(2)

    def gaps(w: Window, fake: FakeActions) -> None:
        fake.put_gaps(VisitId("v3"))
        w.window.go_to(Place(Go.TRANSCRIPT, VisitId("v3")))
        settle()
        screen = w.window.screen_shown
        assert isinstance(screen, TranscriptScreen)
        screen.list.go_to_row(5)

    def words_of(w: Window, fake: FakeActions) -> Mending:
        fake.put_to_check(VisitId("v3"))
        w.window.go_to(Place(Go.TRANSCRIPT, VisitId("v3")))
        for _ in range(20):
            settle()
            screen = w.window.screen_shown
            assert isinstance(screen, TranscriptScreen)
            if screen.mending is not None:
                return screen.mending
        raise AssertionError("the words did not come")

    def checking(w: Window, fake: FakeActions) -> None:
        words_of(w, fake).checking.go_on()

    def changing(w: Window, fake: FakeActions) -> None:
        mending = words_of(w, fake)
        mending.list.go_to(TurnId("t9"))
        mending.list.choose_words(3, 3)
        mending.edit()

    def replacing(w: Window, fake: FakeActions) -> None:
        mending = words_of(w, fake)
        mending.replace()
        mending.bar.text.setText("the")

    def whose_voice(w: Window, fake: FakeActions) -> None:
        mending = words_of(w, fake)
        settle()
        mending.naming.hear_next()
        mending.voices.ask_how_many()

    def leaving_out(w: Window, fake: FakeActions) -> None:
        fake.harm_off_record = ("At 0:31: “I found her on the floor when I came home from work.”",)
        mending = words_of(w, fake)
        mending.list.go_to(TurnId("t5"))
        mending.off_record()

    def only_jotted(w: Window, fake: FakeActions) -> None:
        fake.put_jottings(VisitId("v1"))
        w.window.go_to(Place(Go.TRANSCRIPT, VisitId("v1")))

    def jotted_without_sound(w: Window, fake: FakeActions) -> None:
        fake.put_jottings(VisitId("v1"))
        w.window.go_to(Place(Go.SOUND, VisitId("v1")))

    def on_hold(w: Window, fake: FakeActions) -> None:
        fake.hold_visit(None, VisitId("v2"), "Asked for by the court, case 2026-114.")
        w.window.go_to(Place(Go.HOLD, VisitId("v2")))

    def hold_in_the_list(w: Window, fake: FakeActions) -> None:
        on_hold(w, fake)
        w.window.go_to(Place(Go.VISITS))

    def words_when(w: Window, fake: FakeActions) -> None:
        w.desk.session.settings = replace(w.desk.session.settings, locked=frozenset({"live_words"}))
        w.window.go_to(Place(Go.SETTINGS))
        settle()
        area = w.window.screen_shown.scroll_area  # type: ignore[union-attr]
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())

    def models_locked(w: Window, fake: FakeActions) -> None:
        fake.models_locked = NOBODY
        fake.held[3] = replace(fake.held[3], allowed=False)
        w.window.go_to(Place(Go.MODELS))

    def models_remove(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.MODELS))
        w.window.screen_shown._ask_to_remove("Owl-8B")  # type: ignore[union-attr]

    def working(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.TRANSCRIPT, VisitId("v2")))
        screen = w.window.screen_shown
        assert screen is not None
        bridge = JobBridge(screen)
        screen.main.setEnabled(False)
        screen.working.follow("Turning the sound into words", bridge)
        bridge.latest = Progress(4, 10, "Minute 4 of 10")
        screen.working._began -= 60
        screen.working._show(bridge.latest)

    def flag(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.REVIEW, VisitId("v4")))
        settle()
        assert w.window.screen_shown is not None
        w.window.screen_shown.main.click()

    def rich(w: Window, fake: FakeActions) -> ReviewScreen:
        fake.put_rich(VisitId("v4"))
        w.window.go_to(Place(Go.REVIEW, VisitId("v4")))
        settle()
        screen = w.window.screen_shown
        assert isinstance(screen, ReviewScreen)
        return screen

    def undone(w: Window, fake: FakeActions) -> None:
        screen = rich(w, fake)
        screen.undo_button.setFocus()
        screen.acts.take_out()
        screen.undoing.undo()

    def left_out(w: Window, fake: FakeActions) -> None:
        screen = rich(w, fake)
        screen.draft.go_to_claim(ClaimId("c5"))
        screen.toggle_omissions()
        settle()

    def nothing_said(w: Window, fake: FakeActions) -> None:
        rich(w, fake).acts.empty_by_key()
        settle()

    def how_to_know(w: Window, fake: FakeActions) -> None:
        screen = rich(w, fake)
        screen.draft.go_to_claim(ClaimId("c3"))
        screen.evidence.how.toggle()
        settle()

    def own_words(w: Window, fake: FakeActions) -> None:
        screen = rich(w, fake)
        screen.acts.change("Mrs Begum said she slipped in the bathroom on Monday.", None, None)
        settle()

    def too_fast(w: Window, fake: FakeActions) -> None:
        screen = rich(w, fake)
        fake.accept_claim(None, screen.document.id, ClaimId("c3"), "I checked it with her")
        screen.show_document(fake.notes[VisitId("v4")])
        screen.pacing.clock = ReadingClock()
        screen.acts.confirm_section(SectionId("fall"))

    def harm_first(w: Window, fake: FakeActions) -> None:
        fake.put_harm(VisitId("v3"))
        w.window.go_to(Place(Go.HARM, VisitId("v3")))
        settle()
        settle()

    def harm_at_words(w: Window, fake: FakeActions) -> None:
        fake.put_harm(VisitId("v3"))
        w.window.go_to(Place(Go.TRANSCRIPT, VisitId("v3")))
        for _ in range(4):
            settle()

    def harm_at_sound(w: Window, fake: FakeActions) -> None:
        fake.put_harm(VisitId("v2"))
        w.window.go_to(Place(Go.SOUND, VisitId("v2")))
        settle()
        settle()

    def urgent(w: Window, fake: FakeActions) -> None:
        harm_first(w, fake)
        assert w.window.screen_shown is not None
        w.window.screen_shown.main.click()
        settle()

    def read_back(w: Window, fake: FakeActions) -> None:
        fake.correct_read_back(
            None, fake.notes[VisitId("v4")].id, "It was the Thursday", SectionId("fall"), ClaimId("c1")
        )
        w.window.go_to(Place(Go.READ_BACK, VisitId("v4")))
        settle()

    def correcting(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.READ_BACK, VisitId("v4")))
        settle()
        w.window.screen_shown.correct()  # type: ignore[union-attr]
        settle()

    def since(w: Window, fake: FakeActions) -> None:
        fake.put_since(VisitId("v4"))
        screen = rich(w, fake)
        settle()
        screen.since.show()
        settle()

    def whose_note(w: Window, fake: FakeActions) -> None:
        fake.perhaps = PerhapsSomebodyElse(VisitId("v0"), "Mrs Begum", "Mrs Amina Begum", NOW)
        since(w, fake)

    def not_theirs(w: Window, fake: FakeActions) -> None:
        fake.whose = False
        whose_note(w, fake)

    def reason(w: Window, fake: FakeActions) -> None:
        flag(w, fake)
        settle()
        w.window.screen_shown.evidence.deciding.begin_reason()  # type: ignore[union-attr]
        settle()

    def rewording(w: Window, fake: FakeActions) -> None:
        flag(w, fake)
        settle()
        w.window.screen_shown.evidence.deciding.begin_edit()  # type: ignore[union-attr]
        settle()

    def rewording_action(w: Window, fake: FakeActions) -> None:
        screen = rich(w, fake)
        assert isinstance(screen.draft, DraftList)
        screen.draft.go_to_actions()
        screen.evidence.deciding.begin_edit()
        settle()

    def urgent_approved(w: Window, fake: FakeActions) -> None:
        urgent(w, fake)
        made = fake.confirm_section(None, fake.extracts[VisitId("v3")].id, SectionId("said"))
        fake.approve(None, made.id, "Jo Reed", "x", fake.shown_text(None, made.id))
        w.window.go_to(Place(Go.EXPORT, VisitId("v3"), urgent=True))

    def urgent_to_approve(w: Window, fake: FakeActions) -> None:
        urgent(w, fake)
        w.window.go_to(Place(Go.APPROVE, VisitId("v3"), urgent=True))

    def omissions(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.REVIEW, VisitId("v4")))
        w.window.screen_shown.show_omissions()  # type: ignore[union-attr]

    def found(w: Window, fake: FakeActions) -> None:
        visit = fake.put(9, VisitStage.TRANSCRIBED, DocumentStage.IN_REVIEW, practice=True, reference="PRACTICE")
        fake.planted = ClaimId("c1")
        w.window.go_to(Place(Go.REVIEW, visit))
        settle()
        w.window.screen_shown.acts.take_out()  # type: ignore[union-attr]

    def lines(w: Window, fake: FakeActions) -> None:
        fake.transcript_document(None, VisitId("v4"))
        w.window.go_to(Place(Go.REVIEW, VisitId("v4"), transcript=True))
        settle()
        assert w.window.screen_shown is not None
        w.window.screen_shown.main.click()

    def captions_to_save(w: Window, fake: FakeActions) -> None:
        made = fake.transcript_document(None, VisitId("v4"))
        for claim in made.open_flags:
            fake.accept_claim(None, made.id, claim.id, "I know the voice")
        for section in made.sections:
            fake.confirm_section(None, made.id, section.id)
        fake.approve(None, made.id, "Jo Reed", "x", fake.shown_text(None, made.id))
        w.window.go_to(Place(Go.EXPORT, VisitId("v4"), transcript=True))

    def by_policy(w: Window, **values: object) -> None:
        settings = replace(w.desk.session.settings, **values, locked=frozenset(values))  # type: ignore[arg-type]
        w.desk.session.settings = settings

    def second_needed(w: Window, fake: FakeActions) -> None:
        by_policy(w, second_approver="required")
        approved(w, fake)

    def second_reads(w: Window, fake: FakeActions) -> None:
        second_needed(w, fake)
        assert w.window.screen_shown is not None
        w.window.screen_shown.main.click()

    def ways_closed(w: Window, fake: FakeActions) -> None:
        by_policy(w, export_formats=("pdf", "copy"), export_folders=(Path("/srv/records"),))
        approved(w, fake)

    def wording(w: Window, fake: FakeActions) -> None:
        words = "I would like to record our talk, so that I can listen to you.\n\nYou can say no at any time."
        by_policy(w, consent_wording=words)
        w.window.go_to(Place(Go.AGREEMENT, VisitId("v1")))

    def set_by_it(w: Window, fake: FakeActions) -> None:
        by_policy(w, live_words="after", captions="off", second_approver="required", export_formats=("pdf", "docx"))
        w.window.go_to(Place(Go.SETTINGS))
        settle()
        area = w.window.screen_shown.scroll_area  # type: ignore[union-attr]
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())

    def approved(w: Window, fake: FakeActions) -> None:
        note = fake.notes[VisitId("v5")]
        fake.approve(w.desk.session, note.id, "Jo Reed", "x", fake.shown_text(w.desk.session, note.id))
        w.window.go_to(Place(Go.EXPORT, VisitId("v5")))

    def playing(w: Window, fake: FakeActions) -> None:
        flag(w, fake)
        settle()
        screen = w.window.screen_shown
        assert screen is not None
        screen.play(VisitId("v4"), 60.0, 66.5)
        settle()

    def line_focus(w: Window, fake: FakeActions) -> None:
        flag(w, fake)
        settle()
        w.window.screen_shown.reading_help.toggle_focus()  # type: ignore[union-attr]
        settle()

    def spaced(w: Window, fake: FakeActions) -> None:
        w.change_setting("letter_spacing", 35)
        w.change_setting("line_length", 60)
        flag(w, fake)

    def papers(w: Window, fake: FakeActions) -> None:
        fake.put_easy()
        w.window.go_to(Place(Go.PAPERS))

    def doubtful(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.EASY_START))
        screen = w.window.screen_shown
        assert isinstance(screen, EasyStartScreen)
        screen._read(scan())

    def who_reads(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.EASY_START))
        screen = w.window.screen_shown
        assert isinstance(screen, EasyStartScreen)
        screen._read(fake.letter)

    def note_to_easy(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.EASY_START, VisitId("v6"), document=DocumentId("d-v6")))

    def easy(w: Window, fake: FakeActions) -> EasyReadScreen:
        document = fake.put_easy()
        w.window.go_to(Place(Go.EASY_READ, document.visit, document=document.id))
        screen = w.window.screen_shown
        assert isinstance(screen, EasyReadScreen)
        return screen

    def easy_read(w: Window, fake: FakeActions) -> None:
        easy(w, fake)

    def easy_flag(w: Window, fake: FakeActions) -> None:
        easy(w, fake).onward.go()

    def easy_edit(w: Window, fake: FakeActions) -> None:
        screen = easy(w, fake)
        screen.onward.go()
        screen.begin_edit()

    def easy_words(w: Window, fake: FakeActions) -> None:
        screen = easy(w, fake)
        fake.offers = (
            "You must pay within 14 days of the date on the invoice.",
            "You have 14 days to pay.\nThe 14 days start on the date on the invoice.",
            "We must get your payment within 14 days of the date on the invoice.",
        )
        screen.onward.go()
        screen.deciding.show_repairs(fake.offers)

    def easy_left_out(w: Window, fake: FakeActions) -> None:
        screen = easy(w, fake)
        screen.show_left_out()
        screen.left_out.choose(0)

    def easy_page(w: Window, fake: FakeActions) -> None:
        screen = easy(w, fake)
        screen.show_page()
        screen.page_pane.opener.click()

    def easy_report(w: Window, fake: FakeActions) -> None:
        easy(w, fake).show_report()

    def easy_approve(w: Window, fake: FakeActions) -> None:
        document = fake.put_easy()
        w.window.go_to(Place(Go.APPROVE, document.visit, document=document.id))

    def writing(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.WRITING))
        assert isinstance(w.window.screen_shown, WritingScreen)
        w.window.screen_shown.start.show_text(LETTER)

    def writing_changes(w: Window, fake: FakeActions) -> None:
        writing(w, fake)
        screen = w.window.screen_shown
        assert isinstance(screen, WritingScreen)
        screen.main.click()
        while screen.book is None:
            settle()
        settle()
        screen.main.click()

    def writing_own(w: Window, fake: FakeActions) -> None:
        writing_changes(w, fake)
        assert isinstance(w.window.screen_shown, WritingScreen)
        w.window.screen_shown.choosing.own_button.click()

    def writing_tab(number: int) -> Callable[[Window, FakeActions], None]:
        def go(w: Window, fake: FakeActions) -> None:
            writing_changes(w, fake)
            assert isinstance(w.window.screen_shown, WritingScreen)
            w.window.screen_shown.show_tab(number)

        return go

    def dictating_text(w: Window, fake: FakeActions) -> None:
        writing(w, fake)
        assert isinstance(w.window.screen_shown, WritingScreen)
        w.text_help.dictate_or_stop(w.window.screen_shown.start.box)
        settle()
        settle()

    def spelling(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.WRITING))
        assert isinstance(w.window.screen_shown, WritingScreen)
        box = w.window.screen_shown.start.box
        box.setPlainText("Her asesment is due. Her fizzical health is better.")
        w.text_help.attend(box)
        for _ in range(8):
            settle()

    writing_result, writing_short, writing_report = (writing_tab(number) for number in (1, 2, 3))

    return (
        ("01-visits", at(Go.VISITS)),
        ("01-to-be-erased", to_be_erased),
        ("01-doubted-date", doubted_date),
        ("02-new-visit", at(Go.NEW_VISIT)),
        ("02-templates", at(Go.TEMPLATES)),
        ("03-people", at(Go.PEOPLE, 1)),
        ("04-agreement", at(Go.AGREEMENT, 1)),
        ("05-sound", at(Go.SOUND, 1)),
        ("06-recording", recording),
        ("07-transcribe", working),
        ("08-transcript", transcript),
        ("09-review", at(Go.REVIEW, 4)),
        ("10-review-flag", flag),
        ("11-review-omissions", omissions),
        ("12-practice-found", found),
        ("13-approve", at(Go.APPROVE, 5)),
        ("14-export", approved),
        ("15-file", at(Go.EXPORT, 6)),
        ("16-done", at(Go.EXPORT, 7)),
        ("17-settings", at(Go.SETTINGS)),
        ("18-help", at(Go.HELP)),
        ("19-models", at(Go.MODELS)),
        ("19a-models-locked", models_locked),
        ("19b-models-remove", models_remove),
        ("19-quality", quality),
        ("19-quality-none", at(Go.QUALITY)),
        ("70-playing", playing),
        ("71-line-focus", line_focus),
        ("72-spaced", spaced),
        ("30-trying", trying),
        ("31-several-files", several),
        ("32-said-no", refused),
        ("33-jotted", jotted),
        ("34-microphone-lost", warned),
        ("35-done", at(Go.SOUND, 2)),
        ("36-account", account),
        ("37-dictating", dictating),
        ("38-asked-to-stop", asked),
        ("38-keep-or-erase", keep_or_erase),
        ("39-erase", lambda w, _: w.window.go_to(Place(Go.ERASE, VisitId("v2")))),
        ("40-erase-harm", harm),
        ("41-erase-not-known", not_known),
        ("42-erase-sure", sure),
        ("43-erased", gone),
        ("44-held", held),
        ("45-recover-and-erased", list_of_all),
        ("46-own-turns", own_turns),
        ("47-gaps", gaps),
        ("48-only-jotted", only_jotted),
        ("49-jotted-without-sound", jotted_without_sound),
        ("60-hold", at(Go.HOLD, 2)),
        ("61-on-hold", on_hold),
        ("62-hold-in-the-list", hold_in_the_list),
        ("63-words-when", words_when),
        ("64-transcript-lines", lines),
        ("65-transcript-save", captions_to_save),
        ("80-undone", undone),
        ("81-left-out-here", left_out),
        ("82-nothing-said", nothing_said),
        ("83-how-to-know", how_to_know),
        ("84-own-words", own_words),
        ("85-too-fast", too_fast),
        ("86-harm-first", harm_first),
        ("87-harm-at-the-words", harm_at_words),
        ("88-harm-at-the-sound", harm_at_sound),
        ("89-urgent", urgent),
        ("90-read-back", read_back),
        ("91-correcting", correcting),
        ("92-since", since),
        ("93-whose-note", whose_note),
        ("94-not-theirs", not_theirs),
        ("95-reason", reason),
        ("96-rewording", rewording),
        ("97-rewording-action", rewording_action),
        ("110-second-needed", second_needed),
        ("111-second-reads", second_reads),
        ("112-ways-closed", ways_closed),
        ("113-wording", wording),
        ("114-set-by-it", set_by_it),
        ("98-urgent-approve", urgent_to_approve),
        ("99-urgent-approved", urgent_approved),
        ("75-papers", papers),
        ("76-open-letter", at(Go.EASY_START)),
        ("77-doubtful", doubtful),
        ("78-who-reads", who_reads),
        ("79-easy-read", easy_read),
        ("79a-easy-flag", easy_flag),
        ("79b-easy-edit", easy_edit),
        ("79c-easy-words", easy_words),
        ("79d-easy-left-out", easy_left_out),
        ("79e-easy-page", easy_page),
        ("79f-easy-report", easy_report),
        ("79g-easy-approve", easy_approve),
        ("79h-note-to-easy", note_to_easy),
        ("100-writing", writing),
        ("106-dictating", dictating_text),
        ("107-spelling", spelling),
        ("101-writing-changes", writing_changes),
        ("102-writing-own", writing_own),
        ("103-writing-result", writing_result),
        ("104-writing-short", writing_short),
        ("105-writing-report", writing_report),
        ("70-checking", checking),
        ("71-changing", changing),
        ("72-replacing", replacing),
        ("73-whose-voice", whose_voice),
        ("74-off-the-record", leaving_out),
    )


def windows() -> tuple[tuple[str, Callable[[Window, FakeActions], QWidget]], ...]:
    """Each picture of a window beside the large one: its name, and how to come to it."""

    def small(w: Window, fake: FakeActions) -> QWidget:
        dict(places())["06-recording"](w, fake)
        let_it_hear(w)
        windows = sound(w).windows
        assert windows is not None
        windows.open_small()
        assert windows.small is not None
        return windows.small

    def jotting(w: Window, fake: FakeActions) -> QWidget:
        made = small(w, fake)
        assert isinstance(made, SmallWindow)
        made.jot()
        made.entry.line.setText("Fridge nearly empty")
        return made

    def lost(w: Window, fake: FakeActions) -> QWidget:
        made = small(w, fake)
        fake.handle.state = "lost"
        fake.handle.warning = (
            "No sound comes from the microphone any more. What was recorded is safe. Plug it in again."
        )
        return made

    def locked(w: Window, fake: FakeActions) -> QWidget:
        dict(places())["06-recording"](w, fake)
        settle()
        w.idle_lock.lock()
        page = w.idle_lock.page
        assert page is not None
        return page

    def locked_by_passphrase(w: Window, fake: FakeActions) -> QWidget:
        fake.passphrase = "a passphrase"
        fake.handle.state = "lost"
        fake.handle.warning = (
            "No sound comes from the microphone any more. What was recorded is safe. Plug it in again."
        )
        return locked(w, fake)

    def captions(w: Window, fake: FakeActions) -> QWidget:
        dict(places())["06-recording"](w, fake)
        let_it_hear(w)
        windows = sound(w).windows
        assert windows is not None
        windows.show_or_hide_captions()
        assert windows.captions is not None
        return windows.captions

    return (
        ("50-small", small),
        ("51-small-jotting", jotting),
        ("52-small-lost", lost),
        ("53-captions", captions),
        ("54-locked", locked),
        ("55-locked-passphrase", locked_by_passphrase),
    )


def sound(w: Window) -> SoundScreen:
    """The sound screen, which is in front."""
    screen = w.window.screen_shown
    assert isinstance(screen, SoundScreen)
    return screen


def look_after(w: Window) -> None:
    """Have what is kept looked after, and wait until it is told."""
    while w.desk.work.under_way("keeping") is not None:
        settle()
    w.keeping.look()
    settle()


def let_it_hear(w: Window) -> None:
    """Long enough for the meter to say what it hears."""
    for _ in range(40):
        settle()
        part = sound(w).recording
        if part is not None and part.meter.zone:
            return


def save_all(folder: Path) -> None:
    """Every screen at both sizes in the light theme, and the review in every theme."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in (100, 200):
        for name, go in places():
            save(folder / f"{name}-{size}.png", go, text_size=size)
        for name, open_it in windows():
            save_window(folder / f"{name}-{size}.png", open_it, text_size=size)
    with window(FakeActions()) as made:
        made.window.grab().save(str(folder / "00-first-use-100.png"))
    flag = dict(places())["10-review-flag"]
    for theme in ("dark", "cream", "blue", "contrast"):
        save(folder / f"20-{theme}-100.png", flag, theme=theme)
        save(folder / f"22-{theme}-100.png", dict(places())["33-jotted"], theme=theme)
    for font in ("Lexend", "OpenDyslexic"):
        save(folder / f"21-{font}-100.png", flag, font=font)


def save(path: Path, go: Callable[[Window, FakeActions], None], **settings: object) -> None:
    """One picture."""
    fake = full_house()
    with window(fake, **settings) as made:
        go(made, fake)
        come_to_rest(made.window)
        made.window.grab().save(str(path))


def save_window(path: Path, open_it: Callable[[Window, FakeActions], QWidget], **settings: object) -> None:
    """One picture of a window beside the large one."""
    fake = full_house()
    with window(fake, **settings) as made:
        shown = open_it(made, fake)
        come_to_rest(shown)
        shown.grab().save(str(path))


if __name__ == "__main__":
    save_all(Path(sys.argv[1]))
