"""Marking what was said off the record: words, turns, from a time to a time; and what is warned of."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from scribe.off_record import on_record
from scribe.visit import LeftOut, TurnId, VisitId
from tests.ui.fakes import FakeActions
from tests.ui.mending import mending_of, words_of
from tests.ui.test_walk import KEY, holder, press
from ui.__main__ import Window
from ui.screens.transcript_mending import Mending
from ui.widgets.dialog import SureDialog
from ui.widgets.off_record_times import TimesDialog, seconds_of
from ui.words import Common
from ui.words_transcript import OffRecord

V3 = VisitId("v3")
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HARM = "At 0:08: “He hit me.”"


@pytest.fixture
def mending(whole: Window, qtbot: QtBot) -> Mending:
    """The words of a visit."""
    return mending_of(words_of(qtbot, whole, V3))


def text(fake: FakeActions, turn: str) -> str:
    """What a turn says in what is stored."""
    return next(each.text for each in fake.transcripts[V3].turns if each.id == turn)


def test_x_marks_words_and_puts_them_back(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """The words stay, crossed out; what it does and what it doesn't do is said; the same key takes the mark off."""
    for _ in range(2):
        press(qtbot, whole, KEY.Key_Right)
    press(qtbot, whole, KEY.Key_Right, SHIFT)
    press(qtbot, whole, KEY.Key_X)
    row = mending.list.current()
    assert row is not None and row.left_out == ((1, 3),)
    assert text(fake, "t1").startswith("Hello, Mrs Begum.")
    assert mending._screen.intro.accessibleName() == OffRecord.MARKED and mending._screen.notice.words == ""
    press(qtbot, whole, KEY.Key_X)
    assert fake.transcripts[V3].left_out == ()


def test_turns_that_are_chosen_are_one_stretch(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """From the start of the first to the end of the last; words of harm among them are warned of."""
    fake.harm_off_record = ("At 0:08: “He hit me.”",)
    press(qtbot, whole, KEY.Key_Down, SHIFT)
    press(qtbot, whole, KEY.Key_X)
    assert fake.transcripts[V3].left_out == (LeftOut(1.0, 11.2),)
    assert OffRecord.HARM in mending._screen.notice.words and "He hit me" in mending._screen.notice.words


def test_from_a_time_to_a_time(mending: Mending, fake: FakeActions, qtbot: QtBot) -> None:
    """Minutes and seconds; a wrong time is said and changes nothing."""
    mending.off_times()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, TimesDialog)
    asked.start.setText("0:25")
    asked.end.setText("0:20")
    asked.leave_out.click()
    assert asked.isVisible() and asked.wrong.accessibleName() == OffRecord.TIME_WRONG
    asked.end.setText("0:34.")
    asked.choose()
    assert asked.isVisible()
    asked.end.setText("0:34")
    asked.choose()
    assert fake.transcripts[V3].left_out == (LeftOut(25.0, 34.0),)
    assert mending._screen.intro.accessibleName() == OffRecord.marked_times("0:25", "0:34")


def test_the_times_that_it_begins_with_leave_no_word_on_the_record(
    mending: Mending, fake: FakeActions, qtbot: QtBot
) -> None:
    """A turn that ends between two seconds is marked to its end, by what the window offers."""
    said = fake.transcripts[V3]
    turn = said.turns[1]
    words = tuple(replace(word, start=8 + 0.45 * n, end=8.45 + 0.45 * n) for n, word in enumerate(turn.words))
    turn = replace(turn, words=words, start=8.0, end=words[-1].end)
    assert turn.end % 1
    mending.book.show(fake._said(V3, turns=tuple(turn if each.id == turn.id else each for each in said.turns)))
    mending.list.go_to(turn.id)
    mending.off_times()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, TimesDialog)
    asked.choose()
    row = mending.list.current()
    assert row is not None and row.all_left_out


def test_only_where_policy_says_so_is_the_sound_silenced(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """Without it there is no such entry; with it, Enter at the question changes nothing, and the other button does."""
    mending.menu.fill()
    assert OffRecord.SILENCE not in [action.text() for action in mending.menu.actions()]
    session = whole.desk.session
    session.settings = replace(session.settings, off_record="silence")
    mending = mending_of(words_of(qtbot, whole, V3))
    assert not mending.book.may_silence()
    press(qtbot, whole, KEY.Key_X)
    for answer in (KEY.Key_Return, None):
        mending.ask_to_silence()
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, SureDialog)
        if answer is not None:
            press(qtbot, whole, answer)
        else:
            asked.yes.click()
    qtbot.waitUntil(lambda: fake.silenced == 1)
    qtbot.waitUntil(lambda: mending._screen.intro.accessibleName() == OffRecord.SILENCED)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("1:02:03", 3723.0),
        ("12:30", 750.0),
        (" 0:45 ", 45.0),
        ("75:00", 4500.0),
        ("1:2:03", 3723.0),
        ("12", None),
        ("12.5", None),
        ("12.30", None),
        ("1:75", None),
        ("1:75:00", None),
        ("1:5", None),
        ("", None),
        ("a", None),
        ("1::2", None),
        ("9" * 400, None),
        ("9" * 5000, None),
        ("9" * 5000 + ":00", None),
    ],
)
def test_times_are_read_as_people_type_them(typed: str, seconds: float | None) -> None:
    """Hours are not needed. '12' and '12.5' may be minutes or seconds, so they are no times."""
    assert seconds_of(typed) == seconds


def test_turns_that_overlap_are_marked_to_the_last_end(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """Somebody may say a word while another goes on: nothing of either is left on the record."""
    one, other = fake.transcripts[V3].turns[1:3]
    said = tuple(replace(word, start=one.start + 0.5, end=one.start + 1.0) for word in other.words)
    within = replace(other, start=one.start + 0.5, end=one.start + 1.0, words=said)
    turns = tuple(within if each.id == other.id else each for each in fake.transcripts[V3].turns)
    mending.book.show(fake._said(V3, turns=turns))
    mending.list.go_to(one.id)
    press(qtbot, whole, KEY.Key_Down, SHIFT)
    press(qtbot, whole, KEY.Key_X)
    assert {turn.text for turn in on_record(fake.transcripts[V3]).turns[1:3]} == {"[left out]"}


def test_turns_that_lie_apart_are_marked_and_taken_back_as_one(
    mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot
) -> None:
    """Two stretches, one Ctrl+Z; put back by X together, they come back by one as well."""
    mending.list.go_to_row(1)
    mending.list.selectionModel().select(mending.model.index(4), QItemSelectionModel.SelectionFlag.Select)
    press(qtbot, whole, KEY.Key_X)
    assert len(fake.transcripts[V3].left_out) == 2
    assert mending._screen.intro.accessibleName() == OffRecord.MARKED
    marked = fake.transcripts[V3]
    press(qtbot, whole, KEY.Key_X)
    assert fake.transcripts[V3].left_out == ()
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert fake.transcripts[V3] == marked
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert fake.transcripts[V3].left_out == ()


# --- words of harm


def test_a_warning_of_harm_goes_with_the_mark(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """Ctrl+Z puts the words back, and there is nothing to warn of any more; the turn is still in view."""
    fake.harm_off_record = (HARM,) * 6
    turns, height = mending.list, mending.list.viewport().height()
    turns.go_to(TurnId("t10"))
    press(qtbot, whole, KEY.Key_X)
    qtbot.waitUntil(lambda: turns.viewport().height() < height)
    assert turns.viewport().rect().contains(turns.visualRect(turns.currentIndex()).topLeft())
    mending.book.edit(TurnId("t1"), "Other words")
    assert HARM in mending._screen.notice.words
    for _ in range(2):
        press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert mending._screen.notice.words == "" and fake.transcripts[V3].left_out == ()


def test_a_warning_of_harm_can_be_hidden(mending: Mending, fake: FakeActions, whole: Window, qtbot: QtBot) -> None:
    """By a button of its own; the words stay marked, and the keyboard goes back to the list."""
    fake.harm_off_record = (HARM,)
    press(qtbot, whole, KEY.Key_X)
    (hide,) = mending._screen.notice.findChildren(QPushButton)
    assert hide.text() == Common.DISMISS
    hide.setFocus()
    hide.click()
    assert mending._screen.notice.words == "" and holder() is mending.list
    assert fake.transcripts[V3].left_out


def test_the_window_does_not_wait_for_harm_in_much_talk(mending: Mending, fake: FakeActions, qtbot: QtBot) -> None:
    """It is marked at once, and the words of harm are told when they are known."""
    may_go, threads = threading.Event(), []

    def slow(*_: object) -> tuple[str, ...]:
        threads.append(threading.current_thread())
        may_go.wait(10)
        return (HARM,)

    fake.harm_left_out = slow  # type: ignore[method-assign]
    mending.leaving_out.leave_out((0.0, 100.0))
    assert fake.transcripts[V3].left_out == (LeftOut(0.0, 100.0),)
    assert mending._screen.intro.accessibleName() == OffRecord.looking(OffRecord.MARKED)
    may_go.set()
    qtbot.waitUntil(lambda: HARM in mending._screen.notice.words)
    assert mending._screen.intro.accessibleName() == OffRecord.MARKED
    assert threading.main_thread() not in threads


def test_harm_in_what_was_put_back_meanwhile_is_not_warned_of(
    mending: Mending, fake: FakeActions, qtbot: QtBot
) -> None:
    """The answer comes too late, and says nothing."""
    may_go = threading.Event()

    def slow(*_: object) -> tuple[str, ...]:
        may_go.wait(10)
        return (HARM,)

    fake.harm_left_out = slow  # type: ignore[method-assign]
    mending.leaving_out.leave_out((0.0, 100.0))
    mending.undo()
    bridge = mending._screen.desk.work.under_way(f"harm {V3}")
    assert bridge is not None
    with qtbot.waitSignal(bridge.ended):
        may_go.set()
    assert mending._screen.notice.words == ""
