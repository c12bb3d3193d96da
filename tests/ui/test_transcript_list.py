"""The list of turns: only what changed is touched, what is being read stays where it is, and words can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scribe.edit_log import Edit, EditKind
from scribe.transcript_changes import words_changed
from scribe.transcript_edits import standing
from scribe.visit import Doubt, Gap, Transcript, TurnId, Visit, VisitId, VisitStage
from tests.ui.fakes import NOW, PEOPLE
from tests.ui.long_transcript import long_transcript
from ui.theme import Look
from ui.widgets.turn_layouts import KEPT
from ui.widgets.turn_list import TurnList, TurnModel
from ui.widgets.turn_painting import inside
from ui.words_transcript import Transcript as Words

VISIT = Visit(VisitId("v1"), "204-101", "case-note", VisitStage.TRANSCRIBED, NOW, PEOPLE)
KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def said() -> Transcript:
    """An hour of talk."""
    return long_transcript()


@pytest.fixture
def turns(qtbot: QtBot, said: Transcript) -> Iterator[TurnList]:
    """The list of it, shown, with every height measured."""
    made = TurnList(Look())
    qtbot.addWidget(made)
    made.show_model(TurnModel(VISIT, said))
    made.resize(700, 500)
    made.show()
    qtbot.waitExposed(made)
    settled(qtbot, made)
    made.go_to_row(0)
    yield made


def settled(qtbot: QtBot, turns: TurnList) -> None:
    """Wait until each row has been measured and laid out."""
    width = turns.painter.width
    qtbot.waitUntil(lambda: all(turns.layouts.measured(row, width) for row in turns.turns.rows))
    qtbot.waitUntil(lambda: not turns._measuring.isActive())


def changes(turns: TurnList, said: Transcript) -> list[int]:
    """Which rows the model says have changed when it is shown this."""
    rows: list[int] = []

    def note(top: QModelIndex, bottom: QModelIndex) -> None:
        rows.extend(range(top.row(), bottom.row() + 1))

    turns.turns.dataChanged.connect(note)
    turns.turns.show(said)
    turns.turns.dataChanged.disconnect(note)
    return rows


def test_only_the_row_that_changed_is_touched(turns: TurnList, said: Transcript) -> None:
    """Other words in a turn, or another doubt about it, change its row; the others stay the same objects."""
    before = list(turns.turns.rows)
    edit = Edit(EditKind.WORDS, "Jo Reed", NOW, (words_changed(said, TurnId("t7"), "quite other words"),))
    assert changes(turns, standing(said, (edit,))) == [6]
    assert [n for n, row in enumerate(turns.turns.rows) if row is not before[n]] == [6]
    more = (*said.doubts, Doubt(TurnId("t9"), 0, 1, "x"))
    assert changes(turns, replace(said, doubts=more)) == [6, 8]


def test_a_turn_that_comes_or_goes_moves_no_selection(turns: TurnList, said: Transcript) -> None:
    """Rows are put in and taken out where they belong, and whoever is further down stays at the same turn."""
    turns.go_to(TurnId("t40"))
    new = replace(said.turns[10], id=TurnId("t900"))
    turns.turns.show(replace(said, turns=(*said.turns[:11], new, *said.turns[11:])))
    assert turns.turns.turn(11) == new and turns.turns.rowCount() == 601
    row = turns.current()
    assert row is not None and row.turn.id == "t40" and turns.currentIndex().row() == 40
    turns.turns.show(replace(said, gaps=(Gap(0.0, 5.0, "paused"),)))
    row = turns.current()
    assert row is not None and row.turn.id == "t40" and turns.turns.rowCount() == 601
    turns.turns.show(replace(said, turns=said.turns[20:]))
    row = turns.current()
    assert row is not None and row.turn.id == "t40"


def test_what_is_being_read_stays_where_it_is(turns: TurnList, said: Transcript, qtbot: QtBot) -> None:
    """Doubts that appear above, which make turns longer, don't move the turn that the person is at."""
    turns.go_to(TurnId("t300"))
    top = turns.visualRect(turns.currentIndex()).top()
    doubts = tuple(Doubt(turn.id, n, n + 1, "x") for turn in said.turns[:290] for n in range(0, len(turn.words), 2))
    turns.turns.show(replace(said, doubts=doubts))
    settled(qtbot, turns)
    assert turns.visualRect(turns.currentIndex()).top() == top
    turns.verticalScrollBar().setValue(turns.verticalScrollBar().value() + 4000)
    first = turns.indexAt(QPoint(12, 8))
    seen = turns.visualRect(first).top()
    turns.turns.show(said)
    settled(qtbot, turns)
    assert turns.visualRect(first).top() == seen


def test_the_last_turn_is_all_in_view_at_once(qtbot: QtBot, said: Transcript) -> None:
    """Also before the heights above it are measured."""
    made = TurnList(Look())
    qtbot.addWidget(made)
    made.show_model(TurnModel(VISIT, said))
    made.resize(700, 500)
    made.show()
    qtbot.waitExposed(made)
    made.go_to_row(599)
    assert made.viewport().rect().contains(made.visualRect(made.currentIndex()))
    settled(qtbot, made)
    assert made.viewport().rect().contains(made.visualRect(made.currentIndex()))


def test_few_rows_are_kept_laid_out(turns: TurnList) -> None:
    """Memory doesn't grow with the length of the visit."""
    assert len(turns.layouts._kept) <= KEPT


def test_nothing_of_a_turn_that_is_gone_is_kept(turns: TurnList, said: Transcript, qtbot: QtBot) -> None:
    """Heights and lines are forgotten with the row."""
    turns.turns.show(replace(said, turns=said.turns[:5]))
    settled(qtbot, turns)
    assert {known[0] for known in turns.layouts._heights.values()} == set(turns.turns.rows)
    assert {laid.row for laid in turns.layouts._kept.values()} <= set(turns.turns.rows)


def test_left_and_right_move_among_words_and_on_to_the_next_turn(turns: TurnList, said: Transcript) -> None:
    """With Shift several are chosen; at the end of a turn the first word of the next one comes."""
    words = len(said.turns[0].words)
    assert turns.words is None
    for _ in range(3):
        QTest.keyClick(turns, KEY.Key_Right)
    assert turns.words == (2, 3)
    QTest.keyClick(turns, KEY.Key_Right, SHIFT)
    assert turns.words == (2, 4)
    QTest.keyClick(turns, KEY.Key_Left)
    assert turns.words == (2, 3)
    for _ in range(words - 2):
        QTest.keyClick(turns, KEY.Key_Right)
    row = turns.current()
    assert row is not None and (row.turn.id, turns.words) == ("t2", (0, 1))
    QTest.keyClick(turns, KEY.Key_Left)
    row = turns.current()
    assert row is not None and (row.turn.id, turns.words) == ("t1", (words - 1, words))
    QTest.keyClick(turns, KEY.Key_Down)
    assert turns.words is None


def test_a_click_puts_the_cursor_on_the_word(turns: TurnList, said: Transcript) -> None:
    """Wherever in the lines of a turn it stands; a click on the name chooses the whole turn."""
    row = turns.turns.turn_row(1)
    assert row is not None
    area = inside(turns.visualRect(turns.turns.index(1)))
    laid = turns.layouts.laid(row, turns.painter.width)
    for number in (0, len(row.turn.words) - 1):
        span = row.span(number, number + 1)
        assert span is not None
        middle = laid.boxes(*laid.shown.span(*span))[0].center().toPoint()
        QTest.mouseClick(turns.viewport(), Qt.MouseButton.LeftButton, pos=area.topLeft() + middle)
        assert turns.words == (number, number + 1)
    QTest.mouseClick(turns.viewport(), Qt.MouseButton.LeftButton, pos=area.topLeft() + QPoint(6, 6))
    assert turns.words is None and turns.currentIndex().row() == 1


def test_plain_keys_go_to_the_screen(turns: TurnList, qtbot: QtBot) -> None:
    """Letters with and without Shift, digits, Space and Enter; a key that is held down is one press."""
    heard: list[str] = []
    turns.key_pressed.connect(heard.append)
    QTest.keyClicks(turns, "n7")
    QTest.keyClick(turns, KEY.Key_N, SHIFT)
    QTest.keyClick(turns, KEY.Key_Space)
    QTest.keyClick(turns, KEY.Key_Return)
    assert heard == ["N", "7", "Shift+N", "Space", "Enter"]


def test_a_screen_reader_gets_each_turn_as_a_row(turns: TurnList, said: Transcript) -> None:
    """With the speaker, the time, the words and what there is to know of them; as many rows as there are turns."""
    interface = QAccessible.queryAccessibleInterface(turns)
    assert interface is not None and interface.text(QAccessible.Text.Name) == Words.LIST
    assert interface.childCount() == len(said.turns)
    for number in range(2):
        shown, child = turns.turns.turn_row(number), interface.child(number)
        assert shown is not None and child is not None
        assert child.text(QAccessible.Text.Name) == shown.spoken()
        assert shown.spoken().endswith(Words.MISHEARD) is bool(shown.doubts) is (number == 0)
