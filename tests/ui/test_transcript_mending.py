"""Mending what was said, at the keyboard: check, name, change, split, join, search, undo, leave out."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from scribe.edit_log import EditKind
from scribe.errors import DiskFull
from scribe.jobs import JobContext
from scribe.visit import Doubt, Manner, Turn, TurnId, VisitId
from tests.ui.fakes import FakeActions
from tests.ui.mending import mending_of, there, words_of
from tests.ui.test_walk import KEY, holder, main_key, press, type_in
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.read_aloud import NOWHERE, ReadPlace
from ui.screens.review import ReviewScreen
from ui.screens.transcript_mending import Mending
from ui.screens.visits import VisitsScreen
from ui.widgets.dialog import SureDialog
from ui.widgets.known_words import KnownWordsDialog
from ui.words_transcript import Again, Checking, Editing, KnownWords, More, OffRecord, Searching, Undo
from ui.words_transcript import Transcript as Words
from ui.words_transcript import Voices as VoiceWords

V3 = VisitId("v3")
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
DOUBTS = (
    Doubt(TurnId("t2"), 3, 4, "The two listeners heard different words here.", "find"),
    Doubt(TurnId("t5"), 1, 2, "low confidence"),
    Doubt(TurnId("t10"), 11, 13, "low confidence"),
)


@pytest.fixture
def mending(whole: Window, fake: FakeActions, qtbot: QtBot) -> Mending:
    """The words of a visit with three places to check, and a voice without a name."""
    fake._said(V3, doubts=DOUBTS)
    return mending_of(words_of(qtbot, whole, V3))


def text(fake: FakeActions, turn: str) -> str:
    """What a turn says in what is stored."""
    return next(each.text for each in fake.transcripts[V3].turns if each.id == turn)


def here(mending: Mending) -> tuple[str, tuple[int, int] | None]:
    """At which turn the person is, and at which of its words."""
    row = mending.list.current()
    assert row is not None
    return row.turn.id, mending.list.words


# --- checking


def test_n_goes_round_the_places_and_says_each(mending: Mending, whole: Window, qtbot: QtBot) -> None:
    """N and F8 to the next place, Shift+N back; the panel gives its words, why it is doubtful, and what is offered."""
    assert mending.check.count.accessibleName() == "3 places to check"
    press(qtbot, whole, KEY.Key_N)
    assert here(mending) == ("t2", (3, 4))
    assert mending.check.place.accessibleName() == "“fine.”"
    assert mending.check.why.accessibleName() == "The two listeners heard different words here."
    assert mending.check.offer.accessibleName() == "Was it “find”?"
    press(qtbot, whole, KEY.Key_F8)
    assert here(mending) == ("t5", (1, 2))
    assert mending.check.why.accessibleName() == "Fairnote was not sure what it heard here."
    assert not mending.check.take_button.isVisibleTo(mending.check)
    press(qtbot, whole, KEY.Key_N)
    assert here(mending) == ("t10", (11, 13))
    press(qtbot, whole, KEY.Key_N)
    assert here(mending) == ("t2", (3, 4))
    press(qtbot, whole, KEY.Key_N, SHIFT)
    assert here(mending) == ("t10", (11, 13))


def test_r_and_o_settle_a_place_and_go_on(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """What is right stays, what is offered takes the place of the words; after the last one nothing is left."""
    press(qtbot, whole, KEY.Key_N)
    press(qtbot, whole, KEY.Key_O)
    assert text(fake, "t2") == "Yes, that is find. You can record it."
    assert here(mending) == ("t5", (1, 2))
    press(qtbot, whole, KEY.Key_R)
    assert here(mending) == ("t10", (11, 13))
    press(qtbot, whole, KEY.Key_R)
    assert fake.transcripts[V3].doubts == ()
    assert mending.check.count.accessibleName() == Checking.DONE
    assert not mending.check.next_button.isVisibleTo(mending.check)


def test_a_place_with_several_doubts_is_settled_and_taken_back_as_one(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """One R and one Ctrl+Z: each doubt about those words is settled, and each is there again."""
    fake._said(V3, doubts=(*fake.transcripts[V3].doubts, Doubt(TurnId("t2"), 3, 4, "low confidence")))
    mending.book.show(fake.transcripts[V3])
    before = fake.transcripts[V3]
    press(qtbot, whole, KEY.Key_N)
    press(qtbot, whole, KEY.Key_R)
    assert [each.turn for each in fake.transcripts[V3].doubts] == ["t5", "t10"]
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert set(fake.transcripts[V3].doubts) == set(before.doubts)


def test_at_a_place_p_plays_it_with_what_is_around(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """A second before and after; at any other word, from there to the end of the turn."""
    press(qtbot, whole, KEY.Key_N)
    press(qtbot, whole, KEY.Key_P)
    word = fake.transcripts[V3].turns[1].words[3]
    qtbot.waitUntil(lambda: fake.played == [(word.start - 1, word.end + 1)])
    mending._screen.stop_playing()
    press(qtbot, whole, KEY.Key_Left)
    press(qtbot, whole, KEY.Key_P)
    before, turn = fake.transcripts[V3].turns[1].words[2], fake.transcripts[V3].turns[1]
    qtbot.waitUntil(lambda: fake.played[1:] == [(before.start, turn.end)])


def test_a_place_beside_silence_is_played_with_what_may_be_in_it(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """Where no words were made out after it: on to the next word, eight seconds at most; the reason is a sentence."""
    why = "somebody may speak for about 9 seconds after this, and no words were made out"
    mending.book.show(fake._said(V3, doubts=(Doubt(TurnId("t2"), 7, 8, why),)))
    press(qtbot, whole, KEY.Key_N)
    assert mending.check.why.accessibleName() == f"S{why[1:]}."
    press(qtbot, whole, KEY.Key_P)
    word = fake.transcripts[V3].turns[1].words[7]
    qtbot.waitUntil(lambda: fake.played == [(word.start - 1, word.end + 8)])


def test_a_second_listener_adds_places_without_moving_anything(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """It works by itself once the words are shown; what it finds appears, and the person stays where they are."""
    may_go = threading.Event()
    fake.work_gate = lambda _: (may_go.wait(10), None)[1]  # type: ignore[method-assign]
    fake.more_doubts = DOUBTS
    mending = mending_of(words_of(qtbot, whole, V3))
    assert mending.check.help.accessibleName() == Checking.LISTENING
    mending.list.go_to(TurnId("t8"))
    mending.list.choose_words(2, 2)
    press(qtbot, whole, KEY.Key_E)
    type_in(qtbot, "half")
    may_go.set()
    qtbot.waitUntil(lambda: mending.check.help.accessibleName() == Checking.HELP)
    assert mending.check.count.accessibleName() == "3 places to check"
    editor = mending.editing.editor
    assert editor is not None and "half" in editor.text and holder() is editor.edit
    assert "half" in text(fake, "t8")


def test_the_second_listener_goes_on_when_the_screen_is_left(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A draft is made and read meanwhile; it isn't begun twice, and what it finds is there on coming back."""
    may_end, asked = threading.Event(), list[bool]()

    def wait(context: JobContext) -> None:
        may_end.wait(5)
        asked.append(context.cancel.asked)

    fake.work_gate = wait  # type: ignore[method-assign]
    fake.more_doubts = (Doubt(TurnId("t7"), 1, 2, "heard differently"),)
    words_of(qtbot, whole, V3)
    whole.window.go_to(Place(Go.VISITS))
    words_of(qtbot, whole, V3)
    may_end.set()
    qtbot.waitUntil(lambda: fake.more_doubts[0] in fake.transcripts[V3].doubts)
    assert asked == [False]


def test_keys_work_wherever_the_keyboard_is(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """After a button was pressed by mouse, the letters still do what they say."""
    mending.check.next_button.click()
    mending.check.next_button.setFocus()
    press(qtbot, whole, KEY.Key_R)
    assert here(mending) == ("t5", (1, 2)) and len(fake.transcripts[V3].doubts) == 2


def test_larger_text_keeps_the_place(mending: Mending, whole: Window, qtbot: QtBot) -> None:
    """The screen is made again in the new look, at the turn where the person was."""
    mending.list.go_to(TurnId("t9"))
    press(qtbot, whole, KEY.Key_Plus, CONTROL)
    qtbot.waitUntil(lambda: whole.window.screen_shown is not mending._screen)
    assert here(mending_of(there(qtbot, whole)))[0] == "t9"


# --- changing words


def test_words_are_changed_where_they_stand(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """E opens the turn with the chosen words chosen; typing takes their place; Enter keeps it."""
    press(qtbot, whole, KEY.Key_N)
    press(qtbot, whole, KEY.Key_E)
    type_in(qtbot, "fine!")
    press(qtbot, whole, KEY.Key_Return)
    assert text(fake, "t2") == "Yes, that is fine! You can record it."
    assert mending.editing.editor is None and holder() is mending.list


@pytest.mark.parametrize("key", [KEY.Key_Escape, KEY.Key_Return])
def test_esc_and_enter_both_keep_and_ctrl_z_takes_back(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot, key: Qt.Key
) -> None:
    """Nothing that was typed is lost by a key; to have it as it was, it is taken back."""
    before = text(fake, "t1")
    press(qtbot, whole, KEY.Key_E)
    type_in(qtbot, " More")
    press(qtbot, whole, key)
    assert text(fake, "t1") == f"{before} More"
    assert mending.undo_button.text() == "Undo: words of a turn"
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert text(fake, "t1") == before
    press(qtbot, whole, KEY.Key_Y, CONTROL)
    assert text(fake, "t1") == f"{before} More"


def test_ctrl_enter_while_typing_never_presses_the_main_button(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """It keeps the words; pressed again, it is the main button."""
    press(qtbot, whole, KEY.Key_E)
    type_in(qtbot, " x")
    main_key(qtbot, whole)
    assert mending.editing.editor is None and V3 not in fake.notes
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: isinstance(whole.window.screen_shown, ReviewScreen))


def test_what_is_typed_is_stored_when_typing_pauses(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """A crash costs no more than a moment: the editor stays open, and the keyboard in it."""
    press(qtbot, whole, KEY.Key_E)
    type_in(qtbot, " half a sen")
    editor = mending.editing.editor
    assert editor is not None
    with qtbot.waitSignal(editor.typed):
        pass
    assert text(fake, "t1").endswith("half a sen")
    type_in(qtbot, "tence")
    press(qtbot, whole, KEY.Key_Return)
    assert text(fake, "t1").endswith("half a sentence")


@pytest.mark.parametrize("way", ["elsewhere", "another turn", "draft", "closed"])
def test_whatever_way_one_leaves_the_words_are_stored(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot, way: str
) -> None:
    """Going to another screen or turn, writing the draft, closing the window."""
    press(qtbot, whole, KEY.Key_E)
    type_in(qtbot, " typed")
    if way == "elsewhere":
        whole.window.go_to(Place(Go.VISITS))
    elif way == "another turn":
        mending.list.go_to(TurnId("t4"))
        assert mending.editing.editor is None
    elif way == "draft":
        mending._screen.main.click()
    else:
        whole.window.close()
    assert text(fake, "t1").endswith("typed")


def test_what_can_not_be_stored_stays_in_the_editor(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """It is told; nobody is let go to another screen before what was typed has been shown once more."""
    fake.edit_error = DiskFull()
    press(qtbot, whole, KEY.Key_E)
    type_in(qtbot, " lost?")
    press(qtbot, whole, KEY.Key_Return)
    editor = mending.editing.editor
    assert editor is not None and editor.text.endswith("lost?")
    assert "disk is full" in mending._screen.notice.words
    whole.window.go_to(Place(Go.VISITS))
    assert "lost?" in mending._screen.notice.words and whole.window.screen_shown is mending._screen
    fake.edit_error = None
    whole.window.go_to(Place(Go.VISITS))
    assert isinstance(whole.window.screen_shown, VisitsScreen)
    assert text(fake, "t1").endswith("lost?")


def test_a_turn_is_never_emptied(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """Words that are all deleted stay as they were; the screen says how to leave a turn out."""
    before = text(fake, "t1")
    press(qtbot, whole, KEY.Key_E)
    press(qtbot, whole, KEY.Key_A, CONTROL)
    press(qtbot, whole, KEY.Key_Delete)
    press(qtbot, whole, KEY.Key_Return)
    assert text(fake, "t1") == before
    assert "off the record" in mending._screen.intro.accessibleName()


# --- splitting and joining


def test_s_splits_and_m_joins(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """S before the word that is chosen, with the second part chosen, to be named by a number; M puts it together."""
    before = text(fake, "t1")
    press(qtbot, whole, KEY.Key_S)
    assert len(fake.transcripts[V3].turns) == 12
    for _ in range(4):
        press(qtbot, whole, KEY.Key_Right)
    press(qtbot, whole, KEY.Key_S)
    assert (text(fake, "t1"), text(fake, "t13")) == ("Hello, Mrs Begum.", before.removeprefix("Hello, Mrs Begum. "))
    assert here(mending) == ("t13", None)
    press(qtbot, whole, KEY.Key_Up)
    press(qtbot, whole, KEY.Key_M)
    assert text(fake, "t1") == before and len(fake.transcripts[V3].turns) == 12


def test_shift_enter_splits_at_the_cursor(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """While typing; what was typed is in it."""
    press(qtbot, whole, KEY.Key_E)
    press(qtbot, whole, KEY.Key_Home, CONTROL)
    type_in(qtbot, "Oh. ")
    press(qtbot, whole, KEY.Key_Return, SHIFT)
    assert text(fake, "t1") == "Oh." and text(fake, "t13").startswith("Hello, Mrs Begum.")
    assert mending.editing.editor is None


# --- naming


def test_v_then_a_number_names_a_whole_voice(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """V plays three seconds of the voice; the number names all of it; then the card is gone."""
    fake._said(V3, turns=tuple(replace(t, speaker="S4") if t.id == "t7" else t for t in fake.transcripts[V3].turns))
    mending.book.show(fake.transcripts[V3])
    assert mending.voices.isVisibleTo(mending._screen)
    qtbot.waitUntil(lambda: bool(mending.naming._known))
    press(qtbot, whole, KEY.Key_V)
    qtbot.waitUntil(lambda: fake.played == [(70.0, 73.0)])
    assert "Voice 4" in mending.voices.help.accessibleName()
    press(qtbot, whole, KEY.Key_2)
    named = {turn.id for turn in fake.transcripts[V3].turns if turn.speaker == "p2"}
    assert {"t7", "t10"} <= named
    assert not mending.voices.isVisibleTo(mending._screen)
    assert mending.undo_button.text() == "Undo: name of a voice"


def test_after_moving_on_a_number_names_the_turn(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """A voice that was heard is named at once or not at all."""
    press(qtbot, whole, KEY.Key_V)
    press(qtbot, whole, KEY.Key_Down)
    press(qtbot, whole, KEY.Key_2)
    speakers = {turn.id: turn.speaker for turn in fake.transcripts[V3].turns}
    assert (speakers[TurnId("t2")], speakers[TurnId("t10")]) == ("p2", "S4")


def test_esc_leaves_the_naming_and_not_the_screen(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """A number is about the turns that are chosen again, and that is said."""
    qtbot.waitUntil(lambda: bool(mending.naming._known))
    press(qtbot, whole, KEY.Key_V)
    qtbot.waitUntil(lambda: mending._screen.player_bar.playing)
    mending._screen.stop_playing()
    press(qtbot, whole, KEY.Key_Escape)
    assert whole.window.screen_shown is mending._screen and mending.naming.naming == ""
    assert mending._screen.intro.accessibleName() == VoiceWords.NOT_NAMED


def test_whole_voices_of_several_turns_are_named_and_taken_back_as_one(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """A voice with a label and all turns of a person, chosen together: one number, one Ctrl+Z."""
    before = fake.transcripts[V3]
    mending.list.go_to(TurnId("t2"))
    row = mending.model.row_of(TurnId("t10"))
    mending.list.selectionModel().select(mending.model.index(row or 0), QItemSelectionModel.SelectionFlag.Select)
    press(qtbot, whole, KEY.Key_A)
    press(qtbot, whole, KEY.Key_2)
    after = {turn.id: turn.speaker for turn in fake.transcripts[V3].turns}
    speakers = {turn.speaker for turn in before.turns if turn.id in ("t2", "t10")}
    assert len(speakers) == 2 and "p2" not in speakers
    assert all(after[turn.id] == ("p2" if turn.speaker in speakers else turn.speaker) for turn in before.turns)
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert fake.transcripts[V3] == before


def test_a_is_said_and_is_about_one_number(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """What the next number does is said, then how many turns it changed; the one after is about one turn again."""
    spoken = [turn.id for turn in fake.transcripts[V3].turns if turn.speaker == "p1"]
    mending.list.go_to(TurnId("t2"))
    press(qtbot, whole, KEY.Key_A)
    assert mending._screen.intro.accessibleName() == Words.WHOLE_ON
    press(qtbot, whole, KEY.Key_A)
    assert mending._screen.intro.accessibleName() == Words.WHOLE_OFF
    press(qtbot, whole, KEY.Key_A)
    press(qtbot, whole, KEY.Key_2)
    speakers = {turn.id: turn.speaker for turn in fake.transcripts[V3].turns}
    assert all(speakers[each] == "p2" for each in spoken)
    assert mending._screen.intro.accessibleName() == Words.given(len(spoken), "Adam Rahman")
    assert not mending.who.whole_voice.isChecked()
    press(qtbot, whole, KEY.Key_1)
    now = {turn.id: turn.speaker for turn in fake.transcripts[V3].turns}
    assert [each for each in now if now[each] != speakers[each]] == ["t3"]


def test_voices_are_told_apart_again_with_the_workers_number(mending: Mending, fake: FakeActions, qtbot: QtBot) -> None:
    """The number is the worker's, or none where they are not sure; the words are the same afterwards."""
    before = fake.transcripts[V3]
    mending.ask_how_many()
    mending.voices.count.setCurrentIndex(3)
    mending.voices.again_button.click()
    qtbot.waitUntil(lambda: fake.asked_speakers == [3] and not mending._screen.working.busy)
    mending.voices.count.setCurrentIndex(0)
    mending.voices.again_button.click()
    qtbot.waitUntil(lambda: fake.asked_speakers == [3, None] and not mending._screen.working.busy)
    assert fake.transcripts[V3] == before


def test_where_voices_can_not_be_told_apart_it_is_not_offered(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """No button and no entry of the menu leads there."""
    fake.tells_voices = False
    mending = mending_of(words_of(qtbot, whole, V3))
    qtbot.waitUntil(lambda: bool(mending.naming._known))
    assert VoiceWords.WRONG not in [made.text() for made in mending.voices.findChildren(QPushButton)]
    mending.menu.fill()
    assert More.AGAIN not in [action.text() for action in mending.menu.actions()]


# --- hearing


def test_the_word_that_is_heard_is_marked(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """It moves with the sound, and the list goes along; at the end nothing is marked."""
    press(qtbot, whole, KEY.Key_Space)
    qtbot.waitUntil(lambda: mending._screen.player_bar.playing)
    assert fake.played == [(1.0, 95.0)]
    turn = fake.transcripts[V3].turns[8]
    fake.playing.at = turn.words[4].start + 0.01
    qtbot.waitUntil(lambda: mending.list.marks.spoken is not None and mending.list.marks.spoken[0] == "t9")
    start, end = mending.list.marks.spoken[1]  # type: ignore[index]
    assert turn.text[start:end] == turn.words[4].text
    row = mending.list.turns.index(8)
    assert mending.list.viewport().rect().contains(mending.list.visualRect(row))
    fake.playing.finished = True
    qtbot.waitUntil(lambda: mending.list.marks.spoken is None)


def test_space_pauses_and_goes_on(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """The same key, from the same place."""
    press(qtbot, whole, KEY.Key_Space)
    qtbot.waitUntil(lambda: mending._screen.player_bar.playing)
    press(qtbot, whole, KEY.Key_Space)
    assert fake.playing.paused
    press(qtbot, whole, KEY.Key_Space)
    assert not fake.playing.paused and len(fake.played) == 1


def test_esc_is_silence_first(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """While something is heard; then it leaves the words that are chosen; only then it goes back."""
    press(qtbot, whole, KEY.Key_N)
    press(qtbot, whole, KEY.Key_P)
    qtbot.waitUntil(lambda: mending._screen.player_bar.playing)
    press(qtbot, whole, KEY.Key_Escape)
    assert fake.playing.paused and mending.list.words is not None
    press(qtbot, whole, KEY.Key_Escape)
    assert mending.list.words is None and whole.window.screen_shown is mending._screen
    press(qtbot, whole, KEY.Key_Escape)
    assert isinstance(whole.window.screen_shown, VisitsScreen)


def test_p_at_another_place_plays_that(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """While something is heard: the other place; at the same place, silence."""
    press(qtbot, whole, KEY.Key_P)
    qtbot.waitUntil(lambda: mending._screen.player_bar.playing)
    press(qtbot, whole, KEY.Key_Down)
    press(qtbot, whole, KEY.Key_P)
    qtbot.waitUntil(lambda: len(fake.played) == 2 and mending._screen.player_bar.playing)
    press(qtbot, whole, KEY.Key_P)
    assert not mending._screen.player_bar.playing and len(fake.played) == 2


def test_l_plays_the_turn_over_and_over(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """Until it is pressed again."""
    press(qtbot, whole, KEY.Key_L)
    qtbot.waitUntil(lambda: mending._screen.player_bar.playing)
    assert fake.played_how == (1.0, True)
    press(qtbot, whole, KEY.Key_L)
    assert not mending._screen.player_bar.playing and not mending._screen.player_bar.loop


def test_l_after_p_goes_on_over_and_over(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """What is heard is heard again from its start, and repeats; with nothing to hear nothing is switched on."""
    bar = mending._screen.player_bar
    press(qtbot, whole, KEY.Key_P)
    qtbot.waitUntil(lambda: bar.playing)
    press(qtbot, whole, KEY.Key_L)
    qtbot.waitUntil(lambda: len(fake.played) == 2 and bar.playing)
    assert fake.played_how == (1.0, True)
    press(qtbot, whole, KEY.Key_L)
    mending.list.setCurrentIndex(mending.model.index(-1))
    press(qtbot, whole, KEY.Key_L)
    assert not bar.loop and mending._screen.intro.accessibleName() == Words.NO_SOUND


@pytest.mark.parametrize("key", [KEY.Key_P, KEY.Key_Escape])
def test_sound_that_is_stopped_before_it_begins_does_not_begin(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot, key: Qt.Key
) -> None:
    """The child may take a moment: P again, or Esc, is answered all the same, and Esc goes nowhere else."""
    may_go, begin = threading.Event(), fake.play_span

    def slow(*about: Any, **how: Any) -> Any:  # noqa: ANN401
        may_go.wait(10)
        return begin(*about, **how)

    fake.play_span = slow  # type: ignore[method-assign]
    mending.list.choose_words(0, 0)
    press(qtbot, whole, KEY.Key_P)
    press(qtbot, whole, key)
    bridge = mending._screen.desk.work.under_way("play")
    assert bridge is not None
    with qtbot.waitSignal(bridge.ended):
        may_go.set()
    assert not mending._screen.player_bar.playing and fake.playing.finished
    assert mending.list.words == (0, 1) and whole.window.screen_shown is mending._screen


def test_it_plays_while_words_are_typed(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """Ctrl+Space plays the turn; the keyboard stays in its words, and what is typed goes there."""
    press(qtbot, whole, KEY.Key_E)
    press(qtbot, whole, KEY.Key_Space, CONTROL)
    qtbot.waitUntil(lambda: mending._screen.player_bar.playing)
    editor = mending.editing.editor
    assert editor is not None and holder() is editor.edit
    type_in(qtbot, " yes")
    press(qtbot, whole, KEY.Key_Space, CONTROL)
    assert fake.playing.paused and editor.text.endswith("yes")


# --- searching


def test_words_are_found_while_they_are_typed(mending: Mending, whole: Window, qtbot: QtBot) -> None:
    """Every place is counted and marked; F3 goes on and round; Esc closes, with no marks left."""
    press(qtbot, whole, KEY.Key_F, CONTROL)
    type_in(qtbot, "the")
    qtbot.waitUntil(lambda: mending.bar.count.accessibleName() == "1 of 8 places")
    assert sum(len(spans) for spans in mending.list.marks.found.values()) == 8
    press(qtbot, whole, KEY.Key_F3)
    assert mending.bar.count.accessibleName() == "2 of 8 places" and here(mending)[0] == "t4"
    press(qtbot, whole, KEY.Key_F3, SHIFT)
    press(qtbot, whole, KEY.Key_F3, SHIFT)
    assert mending.bar.count.accessibleName() == "8 of 8 places"
    mending.bar.whole.setChecked(True)
    assert mending.bar.count.accessibleName() == "1 of 7 places"
    press(qtbot, whole, KEY.Key_Escape)
    assert mending.bar.isHidden() and mending.list.marks.found == {} and holder() is mending.list


def test_one_place_or_all_are_replaced_and_undone_as_one(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """Enter in 'replace with' replaces the place that is shown; 'Replace all' is one change."""
    press(qtbot, whole, KEY.Key_H, CONTROL)
    type_in(qtbot, "bath")
    qtbot.waitUntil(lambda: mending.bar.count.accessibleName() == "1 of 2 places")
    mending.bar.by.setFocus()
    type_in(qtbot, "Bath")
    press(qtbot, whole, KEY.Key_Return)
    assert "the Bathroom" in text(fake, "t4") and "the bath." in text(fake, "t11")
    assert here(mending)[0] == "t11"
    mending.searching.replace_all()
    assert "the Bath." in text(fake, "t11")
    assert mending._screen.intro.accessibleName() == Searching.replaced(1)  # the other stood there already
    mending.undo()
    assert "the bath." in text(fake, "t11") and "the Bathroom" in text(fake, "t4")


def test_many_places_are_replaced_while_the_window_goes_on(mending: Mending, fake: FakeActions, qtbot: QtBot) -> None:
    """It is one change all the same."""
    assert sum(turn.text.lower().count("e") for turn in fake.transcripts[V3].turns) > 20
    mending.replace()
    mending.bar.text.setText("e")
    qtbot.waitUntil(lambda: len(mending.searching.found) > 20)
    mending.bar.by.setText("ee")
    mending.searching.replace_all()
    qtbot.waitUntil(lambda: text(fake, "t1").startswith("Heello"))
    qtbot.waitUntil(lambda: mending.book.said == fake.transcripts[V3])
    assert mending.book.undoable() is EditKind.REPLACED and len(fake.done[V3]) == 1


def test_what_was_jotted_is_not_replaced_and_not_counted(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """It is the worker's own note: how many places are in it is said."""
    said = fake.transcripts[V3]
    jotted = Turn(TurnId("j1"), "p3", 94.0, 94.0, "Bath is cold, rail by the bath", manner=Manner.SEEN)
    mending.book.show(fake._said(V3, turns=(*said.turns, jotted)))
    mending.replace()
    mending.bar.text.setText("by the bath")
    qtbot.waitUntil(lambda: len(mending.searching.found) == 2)
    mending.bar.by.setText("near the bath")
    mending.searching.replace_all()
    assert "near the bath" in text(fake, "t11") and "by the bath" in text(fake, "j1")
    assert mending._screen.intro.accessibleName() == Searching.replaced(1, 1)
    mending.searching.replace_all()
    assert mending._screen.intro.accessibleName() == Searching.replaced(0, 1)


def test_replacing_never_empties_a_turn(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """As in the editor: nothing is changed, the turn is shown, and why is said."""
    before = fake.transcripts[V3]
    mending.replace()
    mending.bar.text.setText("Did you hurt yourself?")
    qtbot.waitUntil(lambda: mending.searching.now == 0)
    for replace_it in (mending.searching.replace_one, mending.searching.replace_all):
        mending.say("")
        replace_it()
        assert mending._screen.intro.accessibleName() == Editing.EMPTY
    assert fake.transcripts[V3] == before and here(mending)[0] == "t6"


def test_esc_in_the_list_closes_the_search(mending: Mending, whole: Window, qtbot: QtBot) -> None:
    """Also where nothing was found; only the next Esc goes back."""
    mending.find()
    mending.bar.text.setText("zebra")
    qtbot.waitUntil(lambda: mending.bar.count.accessibleName() == Searching.NONE)
    mending.list.setFocus()
    press(qtbot, whole, KEY.Key_Escape)
    assert not mending.searching.open and whole.window.screen_shown is mending._screen


def test_both_fields_have_a_label_that_stays(mending: Mending) -> None:
    """Also while something is typed in them, and a screen reader has it too."""
    mending.replace()
    labels = {each.buddy(): each for each in mending.bar.findChildren(QLabel) if each.buddy() is not None}
    for field in (mending.bar.text, mending.bar.by):
        assert labels[field].isVisible() and labels[field].accessibleName() == field.accessibleName() != ""


def test_nothing_found_is_said(mending: Mending, whole: Window, qtbot: QtBot) -> None:
    """In words, and nothing is marked."""
    press(qtbot, whole, KEY.Key_F, CONTROL)
    type_in(qtbot, "zebra")
    qtbot.waitUntil(lambda: mending.bar.count.accessibleName() == Searching.NONE)


# --- undo


def test_undo_goes_to_what_it_takes_back(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """The button says what it will take back; with nothing to undo there is no button."""
    assert not mending.undo_button.isVisibleTo(mending._screen)
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert mending._screen.intro.accessibleName() == Undo.NOTHING
    mending.book.edit(TurnId("t9"), "Other words")
    mending.list.go_to(TurnId("t1"))
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert here(mending)[0] == "t9" and text(fake, "t9").startswith("I mostly eat toast")
    press(qtbot, whole, KEY.Key_Z, CONTROL | SHIFT)
    assert text(fake, "t9") == "Other words"


# --- words to know, and the menu


def test_words_to_know_are_added_and_removed(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """K opens them; Enter adds; the place where they are taken out is a button with the word in its name."""
    press(qtbot, whole, KEY.Key_K)
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, KnownWordsDialog)
    asked.entry.setText("  Motability ")
    asked.add()
    assert fake.words_known[V3] == ("Motability",)
    asked._remove("Motability")
    assert fake.words_known[V3] == ()
    asked.close()


def test_the_sound_is_turned_into_words_again_for_words_to_know(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """From the menu, asked once more; the new words are shown, and the help of the words to know names the way."""
    assert More.WORDS_AGAIN in KnownWords.HELP
    mending.menu.fill()
    entry = next(each for each in mending.menu.actions() if each.text() == More.WORDS_AGAIN)
    mending.book.edit(TurnId("t9"), "Other words")
    entry.trigger()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, SureDialog)
    asked.yes.click()
    qtbot.waitUntil(lambda: mending._screen.intro.accessibleName() == Again.DONE)
    assert mending.book.said == fake.transcripts[V3] and text(fake, "t9").startswith("I mostly eat")


def test_words_made_again_are_shown_on_a_screen_that_was_opened_meanwhile(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """It goes on while the person is elsewhere; whoever comes back sees that it does, and then the new words."""
    may_go = threading.Event()
    fake.work_gate = lambda _: (may_go.wait(10), None)[1]  # type: ignore[method-assign]
    mending.words_again.emit()
    whole.window.go_to(Place(Go.VISITS))
    screen = words_of(qtbot, whole, V3)
    assert screen.working.busy
    may_go.set()
    qtbot.waitUntil(lambda: screen.intro.accessibleName() == Again.DONE)
    assert not screen.working.busy


def test_the_menu_has_what_can_be_done_with_its_keys(mending: Mending, whole: Window, qtbot: QtBot) -> None:
    """F10 opens it; what can't be done here is not in it."""
    press(qtbot, whole, KEY.Key_F10)
    assert mending.menu.isVisible()
    lines = {action.text().split("\t")[0]: action for action in mending.menu.actions() if action.text()}
    assert lines["Split the turn before this word"].text().endswith("\tS")
    assert "Put back what was heard" not in lines and "Words to know" in lines
    mending.menu.close()


def test_the_turns_are_read_aloud_from_here(mending: Mending) -> None:
    """Each behind the name of whoever begins to speak; of words that are chosen, only those; a gap is told."""
    mending.list.go_to(TurnId("t7"))
    said = [passage.text for passage in mending.reading.passages()]
    assert said[:4] == ["Mrs Amina Begum.", "Yes. I hurt my left leg. It is still sore in the mornings.",
                        "I did not want to bother anyone.", "I mostly eat toast. I can't stand at the cooker for long "
                        "any more."]  # fmt: skip
    mending.list.choose_words(1, 3)
    assert [(p.key, p.text) for p in mending.reading.passages()] == [(("t7", 5), "I hurt my")]
    mending.reading._show(ReadPlace(("t7", 5), 0, 9, 2, 6))
    turn = mending.book.turn(TurnId("t7"))
    marks = mending.list.marks
    assert turn is not None and marks.spoken is not None and marks.sentence is not None
    assert (turn.text[slice(*marks.spoken[1])], turn.text[slice(*marks.sentence[1])]) == ("hurt", "I hurt my")
    mending.reading._show(NOWHERE)
    assert (marks.spoken, marks.sentence) == (None, None)


def test_what_is_off_the_record_is_not_read_aloud(mending: Mending, fake: FakeActions) -> None:
    """A voice in a room is heard by others: in the place of those words it says that they are off the record."""
    mending.list.go_to(TurnId("t7"))
    words = fake.transcripts[V3].turns[6].words
    mending.leaving_out.leave_out((words[1].start, words[5].end))
    mending.leaving_out.leave_out((fake.transcripts[V3].turns[7].start, fake.transcripts[V3].turns[7].end))
    said = [(passage.key, passage.text) for passage in mending.reading.passages()]
    assert said[1:5] == [
        (("t7", 0), "Yes. "),
        ("name", OffRecord.ALOUD),
        (("t7", 24), " It is still sore in the mornings."),
        ("name", OffRecord.ALOUD),
    ]
    mending.list.choose_words(3, 6)
    assert [passage.text for passage in mending.reading.passages()] == [OffRecord.ALOUD, " It"]
