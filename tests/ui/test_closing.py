"""No recording goes on unseen: starting, leaving, coming back, and closing the window in every state of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from scribe.errors import DiskFull
from scribe.jobs import JobContext
from scribe.session import OpenRecording
from scribe.visit import Manner, VisitId, VisitStage
from tests.ui.fakes import FakeActions, FakeHandle, FakeLive
from tests.ui.mending import words_of
from tests.ui.test_recording import CONTROL, V1, jotted, small_window, sound_screen
from tests.ui.test_walk import KEY, press, start_recording, type_in
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.sound import SoundScreen
from ui.screens.visits import VisitsScreen
from ui.words import Recording, Sound, Transcript

WAIT = 20.0


class Gate:
    """Holds up whoever passes, until it is opened."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()

    def __call__(self, *_: object) -> None:
        self.reached.set()
        assert self.opened.wait(WAIT)


def starting(whole: Window, fake: FakeActions, qtbot: QtBot) -> tuple[SoundScreen, Gate]:
    """A screen whose microphone is being started, and what holds that up."""
    gate = Gate()
    fake.start_gate = gate
    screen = sound_screen(whole)
    screen.main.click()
    qtbot.waitUntil(gate.reached.is_set)
    return screen, gate


# --- starting


def test_the_screen_can_not_be_left_while_the_microphone_starts(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Alt+Left, another screen, Esc, Space and a click where Cancel was change nothing: then the recording is shown."""
    screen, gate = starting(whole, fake, qtbot)
    press(qtbot, whole, KEY.Key_Space)
    press(qtbot, whole, KEY.Key_Escape)
    screen.working.cancel.click()
    assert not screen.working.cancel.isVisible()
    whole.window.back()
    assert whole.window.screen_shown is screen
    assert screen.notice.words == Sound.CANT_LEAVE_STARTING
    whole.window.go_to(Place(Go.VISITS))
    assert whole.window.screen_shown is screen
    gate.opened.set()
    qtbot.waitUntil(lambda: screen.handle is not None)
    assert screen.main.text() == Recording.STOP
    assert fake.handle.state == "recording"


def test_nothing_else_is_offered_while_the_microphone_starts(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """No second microphone is tried, no file brought in, nothing erased."""
    screen, gate = starting(whole, fake, qtbot)
    for button in (screen.ready, screen.erase_button, screen.hold_button, screen.not_now, screen.from_jottings):
        assert not button.isVisibleTo(screen)
    gate.opened.set()
    qtbot.waitUntil(lambda: screen.handle is not None)


def test_a_start_that_nobody_waits_for_any_more_is_stopped_and_kept(
    whole: Window, fake: FakeActions, qtbot: QtBot
) -> None:
    """Everything is cancelled while the microphone starts: what was started is stopped, not left to go on."""
    _, gate = starting(whole, fake, qtbot)
    whole.desk.work.cancel_all()
    gate.opened.set()
    qtbot.waitUntil(lambda: fake.visit_rows[V1].stage is VisitStage.RECORDED)
    assert fake.handle.state == "stopped" and fake.recordings == {}


def test_a_microphone_that_can_not_be_started_can_be_tried_again(
    whole: Window, fake: FakeActions, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason is told, the screen is as before, and it can be left."""

    def fails(*_: object, **__: object) -> None:
        raise DiskFull

    screen = sound_screen(whole)
    with monkeypatch.context() as broken:
        broken.setattr(fake, "start_recording", fails)
        screen.main.click()
        qtbot.waitUntil(lambda: "full" in screen.notice.words)
    assert screen.may_leave() == "" and screen.ready.isVisibleTo(screen)
    screen.main.click()
    qtbot.waitUntil(lambda: screen.handle is not None)


# --- coming back


def test_a_recording_that_goes_on_is_shown_by_the_screen_that_opens(
    whole: Window, fake: FakeActions, qtbot: QtBot
) -> None:
    """It is the same recording: paused as it was, the worker's own account, its jottings after the earlier sound."""
    fake.handle = FakeHandle(seconds=30.0, state="paused")
    fake.visit_rows[V1] = replace(fake.visit_rows[V1], stage=VisitStage.RECORDING)
    fake.recordings[V1] = OpenRecording(fake.handle, 100.0, True)  # type: ignore[arg-type]
    screen = sound_screen(whole)
    assert screen.handle is fake.handle and screen.account
    assert screen.recording is not None
    assert screen.recording.state.accessibleName() == Recording.PAUSED
    assert screen.recording.pause_button.text() == Recording.RESUME
    press(qtbot, whole, KEY.Key_M)
    assert [one.at for one in fake.jotted[V1]] == [130.0]
    press(qtbot, whole, KEY.Key_P)
    assert fake.handle.state == "recording"
    whole.window.back()
    assert whole.window.screen_shown is screen
    screen.main.click()
    qtbot.waitUntil(lambda: screen.handle is None)
    assert fake.visit_rows[V1].stage is VisitStage.RECORDED


def test_files_that_are_being_brought_in_are_shown_by_the_screen_that_opens(
    whole: Window, fake: FakeActions, qtbot: QtBot, tmp_path: Path
) -> None:
    """Left and opened again, the screen shows the same import and offers nothing else until it has ended."""
    gate = Gate()

    def hold(_: JobContext) -> None:
        gate()

    fake.work_gate = hold
    screen = sound_screen(whole)
    screen.ready.drop.dropped.emit([tmp_path / "visit.wav"])
    whole.window.back()
    assert isinstance(whole.window.screen_shown, VisitsScreen)
    again = sound_screen(whole)
    assert again is not screen and again.working.busy
    assert not again.main.isEnabled() and not again.ready.isVisibleTo(again)
    gate.opened.set()
    qtbot.waitUntil(lambda: again.main.text() == Sound.TRANSCRIBE)
    assert again.main.isEnabled() and len(fake.brought_in) == 1


# --- closing


def test_each_recording_is_asked_about_before_the_window_closes(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A close that was thought better of in one recording does not count for the next one."""
    screen = start_recording(whole, qtbot)
    assert whole.window.close() is False
    screen.main.click()
    qtbot.waitUntil(lambda: screen.handle is None)
    screen.done.record_more.emit()
    fake.handle.state = "recording"
    screen.main.click()
    qtbot.waitUntil(lambda: screen.handle is not None)
    assert whole.window.close() is False
    assert screen.notice.words == Sound.CANT_CLOSE
    assert fake.handle.state == "recording" and not screen.working.busy


def test_closing_shows_that_it_saves_and_cuts_the_words_short(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The window stays until the sound is kept, also what is half typed; no time is taken for the words."""
    screen = start_recording(whole, qtbot)
    qtbot.waitUntil(lambda: screen.watch is not None and screen.watch.live is not None)
    press(qtbot, whole, KEY.Key_J)
    press(qtbot, whole, KEY.Key_1, CONTROL)
    type_in(qtbot, "letters unopened")
    whole.window.go_to(Place(Go.HELP))
    assert whole.window.close() is False
    assert whole.window.screen_shown is not screen
    assert whole.window.screen_shown is not None
    assert whole.window.screen_shown.notice.words == Sound.CANT_CLOSE
    assert whole.window.close() is False
    assert whole.window.screen_shown is screen
    assert screen.working.isVisible() and not screen.working.cancel.isVisible()
    assert screen.may_leave() == Sound.CANT_LEAVE_STOPPING
    qtbot.waitUntil(lambda: not whole.window.isVisible())
    assert fake.visit_rows[V1].stage is VisitStage.RECORDED
    assert jotted(fake) == [(Manner.SEEN, "letters unopened")]
    assert fake.live is not None and fake.live.at_once
    assert whole.window.stack.count() == 0


def test_closing_while_stop_still_waits_for_the_words(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Nothing is kept twice and nothing raises: the words are cut short, and the window closes."""
    waits, cut = threading.Event(), threading.Event()

    class Slow(FakeLive):
        """Live words that take their time, unless they are told not to."""

        def stop(self, now: bool = False) -> None:
            waits.set()
            if now:
                cut.set()
            assert cut.wait(WAIT)

    fake.live = Slow()
    screen = start_recording(whole, qtbot)
    qtbot.waitUntil(lambda: screen.watch is not None and screen.watch.live is not None)
    screen.main.click()
    qtbot.waitUntil(waits.is_set)
    assert fake.visit_rows[V1].stage is VisitStage.RECORDED
    assert whole.window.close() is False  # it is being saved: there is nothing to ask
    qtbot.waitUntil(lambda: not whole.window.isVisible())
    assert cut.is_set() and whole.window.stack.count() == 0


def test_closing_while_the_microphone_starts(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Asked first, as ever; closed again, what has begun is stopped and kept, and then the window closes."""
    screen, gate = starting(whole, fake, qtbot)
    assert whole.window.close() is False
    assert screen.notice.words == Sound.CANT_CLOSE
    assert whole.window.close() is False
    gate.opened.set()
    qtbot.waitUntil(lambda: not whole.window.isVisible())
    assert fake.handle.state == "stopped" and fake.recordings == {}
    assert fake.visit_rows[V1].stage is VisitStage.RECORDED


def test_closing_where_it_can_not_be_saved(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """It is told, and the window stays; to close once more closes, and the recording is recovered another time."""
    screen = start_recording(whole, qtbot)
    fake.stop_error = DiskFull()
    whole.window.close()
    assert whole.window.close() is False
    qtbot.waitUntil(lambda: "full" in screen.notice.words)
    assert whole.window.isVisible() and screen.handle is not None
    assert whole.window.close() is True
    assert V1 in fake.recordings  # the session keeps it, or the next opening


def test_what_can_not_be_kept_of_a_jotting_is_shown_before_closing(
    whole: Window, fake: FakeActions, qtbot: QtBot
) -> None:
    """The sound is saved and the window stays, with the words that could not be stored; then it closes at once."""
    screen = start_recording(whole, qtbot)
    press(qtbot, whole, KEY.Key_J)
    type_in(qtbot, "letters unopened")
    fake.jotting_error = DiskFull()
    whole.window.close()
    assert whole.window.close() is False
    qtbot.waitUntil(lambda: "letters unopened" in screen.notice.words)
    assert fake.visit_rows[V1].stage is VisitStage.RECORDED and whole.window.isVisible()
    assert whole.window.close() is True


def test_no_window_of_a_recording_outlives_its_screen(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Where the screen is replaced all the same, its small window goes and the large one is there."""
    small = small_window(start_recording(whole, qtbot))
    whole.window.show_screen(VisitsScreen(whole.desk), Place(Go.VISITS))
    assert not small.isVisible() and whole.window.isVisible()


# --- nothing was said


def test_sound_without_speech_leads_to_the_draft_from_the_jottings(
    whole: Window, fake: FakeActions, qtbot: QtBot
) -> None:
    """It is said that nobody is heard, and the draft is written from what was jotted."""
    visit = VisitId("v3")
    said = fake.transcripts[visit]
    fake.put_own_turns(visit)
    jots = tuple(t for t in fake.transcripts[visit].turns if t.manner in (Manner.SEEN, Manner.MARK))
    fake.transcripts[visit] = replace(said, turns=jots, doubts=())
    screen = words_of(qtbot, whole, visit)
    assert screen.title.accessibleName() == Transcript.NO_SPEECH_TITLE
    assert screen.intro.accessibleName() == Transcript.NO_SPEECH_INTRO
    assert screen.main.text() == Transcript.DRAFT
    screen.main.click()
    qtbot.waitUntil(lambda: visit in fake.notes)


@pytest.mark.parametrize("marked", [True, False])
def test_sound_without_speech_or_jotted_words_leads_to_dictating(
    whole: Window, fake: FakeActions, qtbot: QtBot, marked: bool
) -> None:
    """There is nothing to write a draft from: the worker's own account comes first."""
    visit = VisitId("v3")
    fake.put_own_turns(visit)
    marks = tuple(t for t in fake.transcripts[visit].turns if marked and t.manner is Manner.MARK)
    fake.transcripts[visit] = replace(fake.transcripts[visit], turns=marks, doubts=())
    screen = words_of(qtbot, whole, visit)
    assert screen.intro.accessibleName() == Transcript.NOTHING_WRITTEN_INTRO
    assert screen.main.text() == Transcript.MORE_SOUND
    screen.main.click()
    sound = whole.window.screen_shown
    assert isinstance(sound, SoundScreen) and sound.account
