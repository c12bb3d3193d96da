"""The record screen with its small window and its captions: what is told, what is kept, what a key does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from scribe.errors import DiskFull
from scribe.visit import Agreed, Manner, VisitId, VisitStage
from tests.ui.fakes import FakeActions, FakeHandle, FakeLive, FakeLiveState, FakeTrial
from tests.ui.test_walk import KEY, holder, main_key, press, shown, start_recording, type_in
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.recording_watch import look
from ui.screens.sound import SoundScreen
from ui.screens.transcript import TranscriptScreen
from ui.small_window import SmallWindow
from ui.widgets.bring_in import by_name
from ui.widgets.level_meter import LevelMeter, Loudness, Zone
from ui.words import Account, Common, Files, Jottings, Level, Recording, Small, Sound
from ui.words import Microphone as MicrophoneWords

V1 = VisitId("v1")
CONTROL = Qt.KeyboardModifier.ControlModifier


def sound_screen(whole: Window, visit: VisitId = V1, *, account: bool = False) -> SoundScreen:
    """The sound screen of a visit, in front."""
    whole.window.go_to(Place(Go.SOUND, visit, account=account))
    screen = whole.window.screen_shown
    assert isinstance(screen, SoundScreen)
    return screen


def jotted(fake: FakeActions) -> list[tuple[Manner, str]]:
    """What was kept, in order."""
    return [(one.manner, one.text) for one in fake.jotted.get(V1, ())]


# --- by keyboard only


def test_a_recording_by_keyboard_alone(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Start, mark, jot in each manner, pause, go on, stop, words: every step is a key, and each is kept."""
    screen = sound_screen(whole)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: screen.handle is not None)
    press(qtbot, whole, KEY.Key_M)
    for number, (key, text) in enumerate(((KEY.Key_1, "pans"), (KEY.Key_2, "my pills"), (KEY.Key_3, "calm"))):
        press(qtbot, whole, KEY.Key_J) if number == 0 else None
        press(qtbot, whole, key, CONTROL)
        type_in(qtbot, text)
        press(qtbot, whole, KEY.Key_Return)
    assert jotted(fake) == [
        (Manner.MARK, ""), (Manner.SEEN, "pans"), (Manner.TOLD, "my pills"), (Manner.VIEW, "calm")
    ]  # fmt: skip
    assert fake.handle.state == "recording"  # the p, m and j of what was typed are letters
    press(qtbot, whole, KEY.Key_Escape)
    press(qtbot, whole, KEY.Key_P)
    assert screen.recording is not None
    assert screen.recording.state.accessibleName() == Recording.PAUSED
    press(qtbot, whole, KEY.Key_P)
    assert screen.recording.state.accessibleName() == Recording.RECORDING
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: screen.handle is None)
    main_key(qtbot, whole)
    shown(qtbot, whole, TranscriptScreen)


def test_escape_in_the_line_leaves_only_the_line(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Esc while jotting gives the keyboard back to the screen, keeps what is typed, and leaves nothing."""
    screen = start_recording(whole, qtbot)
    press(qtbot, whole, KEY.Key_J)
    type_in(qtbot, "half")
    press(qtbot, whole, KEY.Key_Escape)
    assert screen.recording is not None
    assert holder() is screen.main
    assert screen.notice.words == ""
    assert screen.recording.pad.entry.typed == "half"


# --- what is told


def test_recording_and_paused_are_said_only_when_it_is_so() -> None:
    """The state in words is what the recorder says it does, not what was asked of it."""
    handle = FakeHandle(state="starting")
    assert look(handle, None).state == Sound.STARTING  # type: ignore[arg-type]
    handle.state = "recording"
    assert look(handle, None, wants_pause=True).state == Recording.PAUSING  # type: ignore[arg-type]
    handle.state = "paused"
    assert look(handle, None, wants_pause=True).state == Recording.PAUSED  # type: ignore[arg-type]
    handle.state = "lost"
    assert look(handle, None).state == Recording.LOST  # type: ignore[arg-type]
    handle.state = "failed"
    assert look(handle, None).state == Recording.FAILED  # type: ignore[arg-type]


def test_room_on_the_disk_is_told_when_it_gets_little() -> None:
    """Above an hour nothing is said; below it, the minutes."""
    handle = FakeHandle()
    assert look(handle, None).room == ""  # type: ignore[arg-type]
    handle.minutes_left = 200.0
    assert look(handle, None).room == ""  # type: ignore[arg-type]
    handle.minutes_left = 42.9
    assert look(handle, None).room == Recording.room(42)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "behind", "said"),
    [
        (FakeLiveState.LISTENING, 0.0, Recording.WORDS_KEEP_UP),
        (FakeLiveState.LISTENING, 125.0, "The words are 2 minutes behind. Nothing is lost: they catch up after Stop."),
        (FakeLiveState.CATCHING_UP, 24.0, Recording.behind(24.0)),
        (FakeLiveState.WAITING_FOR_POWER, 500.0, Recording.POWER_WORDS),
        (FakeLiveState.FAILED, 0.0, Recording.LATE_WORDS),
        (FakeLiveState.OFF, 0.0, ""),
    ],
)
def test_how_far_the_words_are_is_told(state: FakeLiveState, behind: float, said: str) -> None:
    """One line says whether the words keep up, by how much not, or that they come later."""
    assert look(FakeHandle(), FakeLive(state, behind)).live == said  # type: ignore[arg-type]


def test_why_there_are_no_live_words_is_told() -> None:
    """Where they failed, the line says that they come later, and then the reason."""
    live = FakeLive(FakeLiveState.FAILED, why="The model is not on this laptop.")
    said = look(FakeHandle(), live).live  # type: ignore[arg-type]
    assert said == f"{Recording.LATE_WORDS} The model is not on this laptop."


@pytest.mark.parametrize("how", ["raises", "none"])
def test_recording_works_without_live_words(whole: Window, fake: FakeActions, qtbot: QtBot, how: str) -> None:
    """Where there are no live words there is no line of them and no captions, and nothing is told of it as an error."""
    fake.live = None
    fake.live_error = RuntimeError() if how == "raises" else None
    screen = start_recording(whole, qtbot)
    qtbot.waitUntil(lambda: whole.desk.work.under_way("live") is None)
    assert screen.recording is not None
    assert not screen.recording.live.isVisibleTo(screen)
    assert not screen.recording.captions_button.isVisibleTo(screen)
    assert screen.notice.words == ""
    screen.main.click()
    qtbot.waitUntil(lambda: screen.handle is None)
    assert fake.visit_rows[V1].stage is VisitStage.RECORDED


def test_live_words_are_stopped_after_the_sound_is_safe(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Stop ends the words too; even if they refuse, the recording is kept and the screen goes on."""
    screen = start_recording(whole, qtbot)
    live = fake.live
    assert live is not None and screen.watch is not None
    qtbot.waitUntil(lambda: screen.watch is not None and screen.watch.live is live)
    stages = []

    def stop(now: bool = False) -> None:
        stages.append(fake.visit_rows[V1].stage)
        raise RuntimeError

    live.stop = stop  # type: ignore[method-assign]
    screen.main.click()
    qtbot.waitUntil(lambda: screen.handle is None)
    assert stages == [VisitStage.RECORDED]
    assert screen.main.text() == Sound.TRANSCRIBE


def test_agreement_of_each_person_is_on_one_line(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Who agreed, and who was not asked yet, is said by name while recording."""
    screen = start_recording(whole, qtbot)
    assert screen.recording is not None
    assert screen.recording.agreement.accessibleName() == "Agreed: Mrs Amina Begum, Adam Rahman"
    first, second, *others = fake.visit_rows[V1].people
    late = replace(second, agreement=replace(second.agreement, answer=Agreed.NOT_ASKED))
    fake.change_people(None, V1, (first, late, *others))
    screen.come_back()
    assert screen.recording.agreement.accessibleName() == "Agreed: Mrs Amina Begum. Not asked yet: Adam Rahman"


# --- the meter


def hear(loudness: Loudness, clock: list[float], level: float, peak: float, seconds: float) -> None:
    """Let it hear the same for some seconds, ten times a second."""
    for _ in range(round(seconds * 10)):
        clock[0] += 0.1
        loudness.hear(level, peak)


def test_meter_says_the_zone_and_not_each_breath() -> None:
    """Speech is 'good' through a pause of two seconds; after longer silence it is 'too quiet'."""
    clock = [0.0]
    loudness = Loudness(lambda: clock[0])
    assert loudness.zone is Zone.NOTHING
    hear(loudness, clock, -25.0, -12.0, 2.0)
    assert loudness.zone is Zone.GOOD
    hear(loudness, clock, -70.0, -65.0, 2.0)
    assert loudness.zone is Zone.GOOD
    hear(loudness, clock, -70.0, -65.0, 3.0)
    assert loudness.zone is Zone.TOO_QUIET
    hear(loudness, clock, -8.0, -0.5, 1.0)
    assert loudness.zone is Zone.TOO_LOUD


def test_one_slammed_door_is_not_too_loud() -> None:
    """A single loud tenth of a second changes no words."""
    clock = [0.0]
    loudness = Loudness(lambda: clock[0])
    hear(loudness, clock, -25.0, -12.0, 1.0)
    hear(loudness, clock, -5.0, 0.0, 0.1)
    hear(loudness, clock, -25.0, -12.0, 0.5)
    assert loudness.zone is Zone.GOOD


def test_peak_is_held_and_then_falls() -> None:
    """The loudest moment stays to be seen for over a second; then it comes down, and so does the bar."""
    clock = [0.0]
    loudness = Loudness(lambda: clock[0])
    hear(loudness, clock, -20.0, -6.0, 0.1)
    hear(loudness, clock, -60.0, -60.0, 1.0)
    assert loudness.peak == -6.0
    assert loudness.bar < -20.0
    hear(loudness, clock, -60.0, -60.0, 4.0)
    assert loudness.peak == pytest.approx(-60.0)


def test_meter_tells_a_screen_reader_the_zone(qtbot: QtBot) -> None:
    """Its name is the zone in words, and is 'listening' again when it rests."""
    meter = LevelMeter()
    qtbot.addWidget(meter)
    for _ in range(5):
        meter.show_level(-25.0, -12.0)
    assert meter.accessibleName() == Level.spoken(Level.GOOD)
    meter.rest()
    assert Level.GOOD not in meter.accessibleName()


# --- jottings


def test_a_jotting_has_the_time_when_it_was_begun(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The moment is when J was pressed, however long the typing took; of a later recording, after the earlier sound."""
    fake.visit_rows[V1] = replace(fake.visit_rows[V1], stage=VisitStage.RECORDED)
    screen = sound_screen(whole)
    screen.done.record_more.emit()
    fake.handle.seconds = 5.0
    screen.main.click()
    qtbot.waitUntil(lambda: screen.handle is not None)
    press(qtbot, whole, KEY.Key_J)
    fake.handle.seconds = 65.0
    type_in(qtbot, "letters unopened")
    press(qtbot, whole, KEY.Key_Return)
    assert [one.at for one in fake.jotted[V1]] == [754.0 + 5.0]


def test_half_a_jotting_is_kept_at_stop(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """What is typed and not yet added when the recording is stopped is kept."""
    screen = start_recording(whole, qtbot)
    press(qtbot, whole, KEY.Key_J)
    type_in(qtbot, "letters unopened")
    screen.main.click()
    qtbot.waitUntil(lambda: screen.handle is None)
    assert jotted(fake) == [(Manner.SEEN, "letters unopened")]


def test_a_jotting_that_can_not_be_stored_never_holds_up_stop(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The recording stops all the same, and what was typed is shown, so that it is not lost."""
    screen = start_recording(whole, qtbot)
    press(qtbot, whole, KEY.Key_J)
    type_in(qtbot, "letters unopened")
    fake.jotting_error = DiskFull()
    screen.main.click()
    qtbot.waitUntil(lambda: screen.handle is None)
    assert fake.visit_rows[V1].stage is VisitStage.RECORDED
    assert screen.notice.words.startswith(Jottings.NOT_KEPT)
    assert "letters unopened" in screen.notice.words


def test_jottings_can_be_changed_removed_and_put_back(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Change opens the words and the kind; Remove takes it out at once, and it can be put back as it was."""
    fake.put_jottings(V1)
    screen = start_recording(whole, qtbot)
    assert screen.recording is not None
    pad = screen.recording.pad
    seen = fake.jotted[V1][0]
    pad.entry.change(seen)
    assert (pad.entry.typed, pad.entry.manner) == (seen.text, Manner.SEEN)
    pad.entry.line.setText("Rug is loose")
    press(qtbot, whole, KEY.Key_2, CONTROL)
    press(qtbot, whole, KEY.Key_Return)
    assert (Manner.TOLD, "Rug is loose") in jotted(fake)
    pad._remove(fake.jotted[V1][0])
    assert (Manner.TOLD, "Rug is loose") not in jotted(fake)
    pad.put_back.click()
    assert (Manner.TOLD, "Rug is loose") in jotted(fake)
    assert fake.jotted[V1][-1].at == seen.at


def test_a_mark_can_be_given_words(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A marked moment becomes a jotting of the chosen kind, at the same time."""
    screen = start_recording(whole, qtbot)
    press(qtbot, whole, KEY.Key_M)
    assert screen.recording is not None
    screen.recording.pad.entry.change(fake.jotted[V1][0])
    type_in(qtbot, "she winced")
    press(qtbot, whole, KEY.Key_Return)
    assert jotted(fake) == [(Manner.SEEN, "she winced")]


# --- before recording


def test_trying_the_microphone_says_plainly_that_we_can_hear(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """T shows the meter and says 'We can hear you'; starting to record ends the test first."""
    screen = sound_screen(whole)
    press(qtbot, whole, KEY.Key_T)
    microphone = screen.ready.microphone
    qtbot.waitUntil(lambda: microphone.said.words == MicrophoneWords.HEARD)
    assert microphone.meter.isVisibleTo(screen)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: screen.handle is not None)
    assert fake.trial.stopped


def test_a_silent_microphone_is_told(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A test that ends without any sound says so, and what to do."""
    fake.trial = FakeTrial(heard=False, level=-100.0, peak=-100.0, finished=True)
    screen = sound_screen(whole)
    screen.ready.microphone.try_or_stop()
    qtbot.waitUntil(lambda: screen.ready.microphone.said.words == MicrophoneWords.NOTHING)
    assert not screen.ready.microphone.trying
    qtbot.waitUntil(lambda: fake.trial.stopped)


def test_a_test_does_not_outlive_its_screen(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Going elsewhere stops the test, also one that had not begun to hear."""
    screen = sound_screen(whole)
    screen.ready.microphone.try_or_stop()
    whole.window.go_to(Place(Go.VISITS))
    qtbot.waitUntil(lambda: fake.trial.stopped)


def test_several_files_become_one_visit_in_the_order_shown(
    whole: Window, fake: FakeActions, qtbot: QtBot, tmp_path: Path
) -> None:
    """Dropped files are in the order of their names; they can be moved and taken out before they are brought in."""
    ten, one, two = (tmp_path / f"visit {n}.m4a" for n in (10, 1, 2))
    screen = sound_screen(whole)
    screen.ready.drop.dropped.emit([ten, one, two])
    assert screen.ready.files == (one, two, ten)
    assert screen.main.text() == Files.bring_in(3)
    screen.ready.order._buttons[2][0].click()  # visit 10 up
    screen.ready.order._buttons[0][2].click()  # visit 1 out
    assert screen.main.text() == Files.bring_in(2)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: screen.main.text() == Sound.TRANSCRIBE)
    assert fake.brought_in == [(ten, two)]


def test_names_with_numbers_sort_as_people_count() -> None:
    """'2' comes before '10', and letters before or after do not matter."""
    names = ["b 10.wav", "B 2.wav", "a.wav", "b 2 (1).wav"]
    assert [path.name for path in by_name(map(Path, names))] == ["a.wav", "b 2 (1).wav", "B 2.wav", "b 10.wav"]


def test_files_can_be_left_out_after_all(whole: Window, fake: FakeActions, tmp_path: Path) -> None:
    """'Not now' takes every file out again, and the screen offers to record as before."""
    screen = sound_screen(whole)
    screen.ready.drop.dropped.emit([tmp_path / "1.wav", tmp_path / "2.wav"])
    screen.not_now.click()
    assert screen.ready.files == ()
    assert screen.main.text() == Sound.RECORD


# --- the worker's own account


def test_own_account_needs_nobody_elses_agreement(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Where somebody said no, the visit can't be recorded, and the worker can still dictate."""
    first, *others = fake.visit_rows[V1].people
    fake.change_people(None, V1, (replace(first, agreement=replace(first.agreement, answer=Agreed.NO)), *others))
    screen = sound_screen(whole)
    assert screen.main.text() == Sound.FIX_AGREEMENT
    assert not screen.ready.microphone.isVisibleTo(screen)
    press(qtbot, whole, KEY.Key_D)
    assert screen.main.text() == Account.START
    assert screen.intro.accessibleName() == Account.INTRO
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: screen.handle is not None)
    assert fake.started == [(None, True)]
    assert screen.recording is not None
    assert screen.recording.agreement.accessibleName() == Account.ONLY_YOU
    assert not screen.asked_to_stop.isVisibleTo(screen)


def test_own_account_can_be_added_to_a_transcript(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """From the words there is a way to dictate more; afterwards the words have to be made of all the sound."""
    visit = VisitId("v3")
    whole.window.go_to(Place(Go.TRANSCRIPT, visit))
    screen = sound_screen(whole, visit, account=True)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: screen.handle is not None)
    assert fake.started == [(None, True)]
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: screen.handle is None)
    assert not screen.account
    assert screen.main.text() == Sound.TRANSCRIBE


# --- the small window


def small_window(screen: SoundScreen) -> SmallWindow:
    """The small window, opened."""
    screen._small()
    assert screen.windows is not None and screen.windows.small is not None
    return screen.windows.small


def test_small_window_stands_in_for_the_large_one(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Ctrl+M puts the small window in its place; closing it brings the large one back, and the recording goes on."""
    screen = start_recording(whole, qtbot)
    press(qtbot, whole, KEY.Key_M, CONTROL)
    assert screen.windows is not None and screen.windows.small is not None
    small = screen.windows.small
    assert small.isVisible() and not whole.window.isVisible()
    assert small.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    small.close()
    assert whole.window.isVisible()
    assert screen.windows.small is None
    assert fake.handle.state == "recording"
    assert screen.handle is not None


def test_small_window_pauses_marks_and_jots(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Its keys do what those of the large window do, and both say the same."""
    screen = start_recording(whole, qtbot)
    small = small_window(screen)
    small.pause_button.click()
    assert fake.handle.state == "paused"
    assert small.state.accessibleName() == Recording.PAUSED
    assert small.pause_button.text() == Small.RESUME
    small.pause_button.click()
    small.mark_button.click()
    small.jot()
    QTest.keyClicks(small.entry.line, "dog")
    QTest.keyClick(small.entry.line, KEY.Key_Return)
    assert jotted(fake) == [(Manner.MARK, ""), (Manner.SEEN, "dog")]
    small.close()
    assert screen.recording is not None
    assert screen.recording.pause_button.text() == Recording.PAUSE


def test_warnings_show_in_the_small_window(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Whoever has only the small window open is warned there."""
    small = small_window(start_recording(whole, qtbot))
    fake.handle.state, fake.handle.warning = "lost", "No sound comes any more."
    qtbot.waitUntil(lambda: small.notice.words == "No sound comes any more.")
    assert small.state.accessibleName() == Recording.LOST
    fake.handle.state, fake.handle.warning = "recording", ""
    qtbot.waitUntil(lambda: small.notice.words == "")


def test_that_every_second_is_saved_is_said_only_while_it_is_so(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Not in a pause, and not while the microphone is lost."""
    part = start_recording(whole, qtbot).recording
    assert part is not None
    qtbot.waitUntil(lambda: part.saved.isVisible())
    fake.handle.state = "lost"
    qtbot.waitUntil(lambda: not part.saved.isVisible())
    fake.handle.state = "recording"
    qtbot.waitUntil(lambda: part.saved.isVisible())


def test_what_is_half_typed_moves_with_the_window(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Going back to the large window, a jotting that is not finished is in its line, with its kind."""
    screen = start_recording(whole, qtbot)
    small = small_window(screen)
    small.jot()
    small.entry.choose(Manner.VIEW)
    small.entry.line.setText("tired, I thi")
    small.close()
    assert screen.recording is not None
    entry = screen.recording.pad.entry
    assert (entry.typed, entry.manner) == ("tired, I thi", Manner.VIEW)
    assert jotted(fake) == []


def test_stop_in_the_small_window_saves_in_the_large_one(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Stop brings the large window back, and the recording is kept."""
    screen = start_recording(whole, qtbot)
    small_window(screen).stop_button.click()
    qtbot.waitUntil(lambda: screen.handle is None)
    assert whole.window.isVisible()
    assert fake.visit_rows[V1].stage is VisitStage.RECORDED


# --- captions


def captions(screen: SoundScreen, qtbot: QtBot) -> QWidget:
    """The captions, once there are live words."""
    qtbot.waitUntil(lambda: screen.recording is not None and screen.recording.captions_button.isVisibleTo(screen))
    screen._captions()
    assert screen.windows is not None and screen.windows.captions is not None
    return screen.windows.captions


def test_captions_show_what_is_settled_and_what_is_not(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Settled words are heavier than those that may change; closing the window turns captions off."""
    screen = start_recording(whole, qtbot)
    made = captions(screen, qtbot)
    live = fake.live
    assert live is not None
    qtbot.waitUntil(lambda: live.captions)
    qtbot.waitUntil(lambda: made.caption.accessibleName() == live.caption)  # type: ignore[attr-defined]
    assert made.settled.accessibleName() == live.words  # type: ignore[attr-defined]
    assert made.settled.font().weight() > made.caption.font().weight()  # type: ignore[attr-defined]
    made.close()
    qtbot.waitUntil(lambda: not live.captions)
    assert screen.windows is not None and screen.windows.captions is None
    assert screen.handle is not None


def test_captions_can_be_larger_and_on_top(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The text grows by button; 'Always on top' keeps the window shown."""
    made = captions(start_recording(whole, qtbot), qtbot)
    before = made.caption.fontInfo().pixelSize()  # type: ignore[attr-defined]
    assert before == 28
    made.larger.click()  # type: ignore[attr-defined]
    assert made.caption.fontInfo().pixelSize() > before  # type: ignore[attr-defined]
    made.on_top.setChecked(True)  # type: ignore[attr-defined]
    assert made.isVisible()
    assert made.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_captions_follow_the_text_size(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Larger text in the large window is larger in the captions too, on top of what was chosen there."""
    made = captions(start_recording(whole, qtbot), qtbot)
    made.larger.click()  # type: ignore[attr-defined]
    before = made.caption.fontInfo().pixelSize()  # type: ignore[attr-defined]
    whole.change_setting("text_size", 200)
    for words in (made.caption, made.settled):  # type: ignore[attr-defined]
        assert words.fontInfo().pixelSize() == 2 * before
    whole.change_setting("text_size", 100)
    assert made.caption.fontInfo().pixelSize() == before  # type: ignore[attr-defined]


def test_captions_end_with_the_recording(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """No window with what was said stays open after Stop."""
    screen = start_recording(whole, qtbot)
    captions(screen, qtbot)
    screen.main.click()
    qtbot.waitUntil(lambda: screen.handle is None)
    left = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not whole.window]
    assert left == []


# --- they asked me to stop


def test_keeping_or_erasing_is_a_step_of_its_own(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """First who asked, then keep or erase; the main button makes no words of it meanwhile."""
    screen = start_recording(whole, qtbot)
    screen.asked_to_stop.click()
    qtbot.waitUntil(lambda: screen.handle is None)
    assert screen.who_asked.isVisibleTo(screen) and not screen.keep_or_erase.isVisibleTo(screen)
    assert screen.main.text() == Common.ALL_VISITS
    press(qtbot, whole, KEY.Key_Space)  # the first person has the keyboard
    assert fake.visit_rows[V1].people[0].agreement.answer is Agreed.WITHDRAWN
    assert screen.keep_or_erase.isVisibleTo(screen)
    screen.keep_or_erase.keep_button.click()
    assert not screen.keep_or_erase.isVisibleTo(screen)
    assert V1 in fake.visit_rows


def test_larger_text_does_not_forget_who_has_to_be_asked(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Changing the text size while recording, or while it is asked who wanted to stop, leaves the screen as it is."""
    screen = start_recording(whole, qtbot)
    whole.change_setting("text_size", 150)
    assert whole.window.screen_shown is screen
    assert screen.notice.words == ""
    screen.asked_to_stop.click()
    qtbot.waitUntil(lambda: screen.handle is None)
    whole.change_setting("text_size", 100)
    assert whole.window.screen_shown is screen
    assert screen.who_asked.isVisibleTo(screen)


def test_who_asked_is_written_down_even_without_sound(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Where the microphone had given nothing, it is still asked who wanted to stop."""
    fake.handle.state, fake.handle.seconds = "failed", 0.0
    screen = start_recording(whole, qtbot)
    screen.asked_to_stop.click()
    qtbot.waitUntil(lambda: screen.handle is None)
    assert screen.who_asked.isVisibleTo(screen)
