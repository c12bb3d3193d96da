"""Where nothing was recorded, in the list of turns: said in words, reached by keyboard, never taken for speech."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from scribe.visit import TurnId, VisitId
from tests.ui.fakes import FakeActions
from tests.ui.mending import mending_of, words_of
from tests.ui.test_walk import KEY, press
from ui.__main__ import Window
from ui.screens.transcript import TranscriptScreen
from ui.widgets.turn_list import TURN
from ui.words import Transcript

V3 = VisitId("v3")
PAUSED = "Paused: not recorded for 5 minutes."


def words_screen(whole: Window, fake: FakeActions, qtbot: QtBot) -> TranscriptScreen:
    """The words of a visit with gaps: before the first turn, between turns, and after the last."""
    fake.put_gaps(V3)
    return words_of(qtbot, whole, V3)


def spoken(screen: TranscriptScreen) -> list[str]:
    """What a screen reader says of each row, in order."""
    model = screen.model
    assert model is not None
    return [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def gap_row(screen: TranscriptScreen) -> int:
    """The row of the pause, which stands between two turns."""
    return spoken(screen).index(PAUSED)


def test_each_gap_has_a_line_of_its_own_at_its_place(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Before the first turn that begins at or after it, and after the last turn where there is none."""
    rows = spoken(words_screen(whole, fake, qtbot))
    assert rows[0] == "A moment was not recorded, shorter than 0.2 seconds: the laptop was too busy."
    pause = rows.index(PAUSED)
    assert rows[pause - 1].startswith("Mrs Amina Begum, 0:25.")
    assert rows[pause + 1].startswith("Adam Rahman, 0:31.")
    lost = rows.index("Not recorded for 14 seconds: the microphone was lost.")
    assert rows[lost + 1] == rows[0]
    assert rows[lost + 2].startswith("Mrs Amina Begum, 1:00.")
    assert rows[-1] == "Not recorded for 1 hour 5 minutes: the laptop was asleep."
    assert len(rows) == 12 + 5


def test_the_list_opens_at_the_first_turn(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Also where something before it was not recorded."""
    screen = words_screen(whole, fake, qtbot)
    assert screen.list.currentIndex().data(TURN).id == "t1"


def test_a_gap_is_reached_by_keyboard_and_is_no_speech(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The arrows come past it; there it can't be chosen, named, played or changed, and the screen says why."""
    screen = words_screen(whole, fake, qtbot)
    assert screen.model is not None
    row = gap_row(screen)
    screen.list.setCurrentIndex(screen.model.index(row - 1))
    press(qtbot, whole, KEY.Key_Down)
    assert screen.list.currentIndex().row() == row
    assert screen.list.selectionModel().selectedIndexes() == []
    assert mending_of(screen).who.title.accessibleName() == Transcript.GAP
    mending = mending_of(screen)
    shown = (*mending.who.people, mending.who.whole_voice, mending.play_button, mending.edit_button)
    assert not any(made.isVisibleTo(screen) for made in (*shown, mending.check.right_button))
    before = fake.transcripts[V3]
    for key in (KEY.Key_1, KEY.Key_P, KEY.Key_E, KEY.Key_R):
        press(qtbot, whole, key)
    assert mending.editing.editor is None
    assert (fake.transcripts[V3], fake.played) == (before, [])
    press(qtbot, whole, KEY.Key_Down)
    assert screen.list.currentIndex().data(TURN).id == "t5"
    assert all(made.isVisibleTo(screen) for made in mending.who.people)


def test_naming_several_turns_at_once_leaves_out_the_gap_between(
    whole: Window, fake: FakeActions, qtbot: QtBot
) -> None:
    """A selection across a gap is the turns on both sides of it."""
    screen = words_screen(whole, fake, qtbot)
    assert screen.model is not None
    screen.list.setCurrentIndex(screen.model.index(gap_row(screen) - 1))
    for _ in range(2):
        press(qtbot, whole, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, whole, KEY.Key_3)
    assert [turn.id for turn in fake.transcripts[V3].turns if turn.speaker == "p3"] == [
        "t1", "t3", "t4", "t5", "t6", "t11"
    ]  # fmt: skip


def test_after_naming_the_next_turn_is_chosen_past_a_gap(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A number key names the turn and goes on to the next one that can be named; the last one stays."""
    screen = words_screen(whole, fake, qtbot)
    assert screen.model is not None
    screen.list.setCurrentIndex(screen.model.index(gap_row(screen) - 1))
    press(qtbot, whole, KEY.Key_1)
    assert screen.list.currentIndex().data(TURN).id == "t5"
    screen.list.setCurrentIndex(screen.model.index(screen.model.rowCount() - 2))
    press(qtbot, whole, KEY.Key_1)
    assert screen.list.currentIndex().data(TURN).id == TurnId("t12")
