"""Dictation, read-back and spelling in every text box: one mechanism, never in passwords and codes, each can be off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from scribe.errors import MoveNotAllowed
from scribe.visit import VisitId
from tests.ui.fakes import FakeActions, FakeSession, full_house
from tests.ui.screenshots import places, settle, windows
from tests.ui.test_walk import KEY, press, type_in
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.errors import explain
from ui.read_aloud import Reading
from ui.screens.passphrase import PassphraseDialog
from ui.screens.writing import WritingScreen
from ui.widgets.field import code, line, lines
from ui.widgets.spelling_marks import choose_in, text_in
from ui.widgets.text_help import BoxHelp, moved, why_not
from ui.words_writing import TextHelp as Words

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WITHOUT = {
    "Reference": "a record number",
    "Passphrase": "a secret",
    "The same passphrase again": "a secret",
    "Folder": "where a file goes",
    "Record number in the case system": "a record number",
    "From": "a time",
    "To": "a time",
}
"""Every box of the program that gets no help, by its name, and why."""


def boxes(within: QWidget) -> list[QLineEdit | QPlainTextEdit | QTextEdit]:
    """Every text box in a window that can be typed in, shown or not."""
    kinds = (QLineEdit, QPlainTextEdit, QTextEdit)
    every = [made for kind in kinds for made in within.findChildren(kind)]
    return [made for made in every if not made.isReadOnly()]


def writing_box(whole: Window) -> QPlainTextEdit:
    """The box of the screen of writing help, with the keyboard in it."""
    whole.window.go_to(Place(Go.WRITING))
    screen = whole.window.screen_shown
    assert isinstance(screen, WritingScreen)
    screen.start.box.setFocus()
    return screen.start.box


def name_line(whole: Window, qtbot: QtBot) -> QLineEdit:
    """A box of one line: a name among the people of a visit."""
    whole.window.go_to(Place(Go.PEOPLE, VisitId("v1")))
    found = next(made for made in boxes(whole.window) if isinstance(made, QLineEdit) and why_not(made) == "")
    found.setFocus()
    return found


def help_in(whole: Window, box: QWidget, qtbot: QtBot) -> BoxHelp:
    """What helps in a box."""
    whole.window.activateWindow()
    box.setFocus()
    qtbot.waitUntil(lambda: whole.text_help.helper_of(box) is not None)
    found = whole.text_help.helper_of(box)
    assert found is not None
    return found


# --- everywhere
@pytest.mark.whole
def test_every_text_box_of_every_screen_has_it(qtbot: QtBot, whole: Window) -> None:
    """All screens in all their states are walked through; each box that can be typed in has it, or is on the list."""
    without, with_it = set(), 0
    for name, go in places():
        fake = full_house()
        whole.desk.actions = fake
        go(whole, fake)
        for box in boxes(whole.window):
            if why_not(box):
                without.add(box.accessibleName())
                continue
            whole.text_help.attend(box)
            assert whole.text_help.helper_of(box) is not None, (name, box.accessibleName())
            with_it += 1
        finish(whole, qtbot)
    fake = full_house()
    whole.desk.actions = fake
    small = dict(windows())["51-small-jotting"](whole, fake)
    (line_of_jottings,) = boxes(small)
    whole.text_help.attend(line_of_jottings)
    assert whole.text_help.helper_of(line_of_jottings) is not None
    finish(whole, qtbot)
    assert with_it > 20
    assert without <= set(WITHOUT), without


def finish(whole: Window, qtbot: QtBot) -> None:
    """Whatever goes on is left, as at the end of a day."""
    screen = whole.window.screen_shown
    assert screen is not None
    while whole.window.stack.count():
        whole.window._drop()
    whole.window.show_screen(whole._fresh_opening())


def test_the_keyboard_brings_it(whole: Window, qtbot: QtBot) -> None:
    """Nothing is done by a screen: a box that nobody knew of has it as soon as the keyboard is in it."""
    box = QPlainTextEdit(whole.window)
    box.show()
    help_in(whole, box, qtbot)


def test_never_in_passwords_and_codes(qtbot: QtBot, whole: Window) -> None:
    """Neither keys, nor marks, nor a menu."""
    dialog = PassphraseDialog(True)
    qtbot.addWidget(dialog)
    assert {why_not(box) for box in dialog.findChildren(QLineEdit)} == {"password"}
    box = code("asesment")
    qtbot.addWidget(box)
    box.setParent(whole.window)
    box.show()
    box.setFocus()
    assert why_not(box) == "code"
    press(qtbot, whole, KEY.Key_D, CTRL)
    assert whole.text_help.dictating is None
    assert whole.text_help.helper_of(box) is None


def test_a_box_that_becomes_secret_has_it_no_more(whole: Window, qtbot: QtBot) -> None:
    """It is looked at with each key."""
    box = name_line(whole, qtbot)
    help_in(whole, box, qtbot)
    box.setEchoMode(QLineEdit.EchoMode.Password)
    press(qtbot, whole, KEY.Key_D, CTRL)
    assert whole.text_help.dictating is None


# --- dictation
def test_words_are_dictated_where_the_caret_is(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Ctrl+D begins and ends it; words come while it goes on and after it, and Ctrl+Z takes them back."""
    box = writing_box(whole)
    help_in(whole, box, qtbot)
    box.setPlainText("Before after")
    choose_in(box, 6, 6)
    fake.dictation.last = ("The rail is loose.",)
    press(qtbot, whole, KEY.Key_D, CTRL)
    qtbot.waitUntil(lambda: whole.text_help.dictating is not None)
    fake.dictation.words = ("I visited today.",)
    qtbot.waitUntil(lambda: text_in(box) == "Before I visited today. after")
    dictating = whole.text_help.dictating
    assert dictating is not None
    assert dictating.bar.isVisible()
    assert dictating.bar.accessibleName() == Words.LISTENING
    press(qtbot, whole, KEY.Key_D, CTRL)
    qtbot.waitUntil(lambda: whole.text_help.dictating is None)
    assert fake.dictation.stopped
    assert text_in(box) == "Before I visited today. The rail is loose. after"


def test_a_line_is_dictated_too(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """One short thing has no stop at its end: it is a name, or a word."""
    box = name_line(whole, qtbot)
    help_in(whole, box, qtbot)
    fake.dictation.words = ("Mrs Amina Begum.",)
    press(qtbot, whole, KEY.Key_D, CTRL)
    qtbot.waitUntil(lambda: box.text() == "Mrs Amina Begum")
    press(qtbot, whole, KEY.Key_Escape)
    qtbot.waitUntil(lambda: fake.dictation.stopped)


def test_leaving_the_box_closes_the_microphone(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """What was said goes into the box that it was said for."""
    box = writing_box(whole)
    help_in(whole, box, qtbot)
    fake.dictation.last = ("The end.",)
    press(qtbot, whole, KEY.Key_D, CTRL)
    qtbot.waitUntil(lambda: whole.text_help.dictating is not None)
    settle()
    press(qtbot, whole, KEY.Key_Tab)
    qtbot.waitUntil(lambda: fake.dictation.stopped and whole.text_help.dictating is None)
    assert text_in(box) == "The end."


def test_leaving_the_screen_gives_it_up(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """No microphone stays open when the box is gone."""
    box = name_line(whole, qtbot)
    help_in(whole, box, qtbot)
    press(qtbot, whole, KEY.Key_D, CTRL)
    qtbot.waitUntil(lambda: whole.text_help.dictating is not None)
    whole.window.go_to(Place(Go.VISITS))
    qtbot.waitUntil(lambda: fake.dictation.stopped)
    qtbot.waitUntil(lambda: whole.text_help.dictating is None)


def test_why_it_can_not_be_dictated_is_said_beside_the_box(
    whole: Window, fake: FakeActions, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one plain sentence, which one key puts away."""
    refused = MoveNotAllowed("A visit is being recorded, so nothing can be dictated now.")

    def refuse(*_: object) -> None:
        raise refused

    monkeypatch.setattr(fake, "start_dictation", refuse)
    box = writing_box(whole)
    help_in(whole, box, qtbot)
    press(qtbot, whole, KEY.Key_D, CTRL)
    qtbot.waitUntil(lambda: whole.text_help.dictating is not None)
    dictating = whole.text_help.dictating
    assert dictating is not None
    qtbot.waitUntil(lambda: explain(refused).what in dictating.bar.accessibleName())
    press(qtbot, whole, KEY.Key_Escape)
    qtbot.waitUntil(lambda: whole.text_help.dictating is None)


# --- reading back
def test_what_is_chosen_is_read_back_or_all(whole: Window, qtbot: QtBot) -> None:
    """Ctrl+Shift+R; again, or Esc, is quiet. The screen is not left."""
    whole.text_help.engine = "mock"
    box = writing_box(whole)
    help_in(whole, box, qtbot)
    box.setPlainText("One here. Two there.")
    press(qtbot, whole, KEY.Key_R, CTRL | SHIFT)
    assert [passage.text for passage in whole.text_help._passages] == ["One here. Two there."]
    aloud = whole.text_help._aloud
    assert aloud is not None
    qtbot.waitUntil(lambda: aloud.state is Reading.READING, timeout=20_000)
    press(qtbot, whole, KEY.Key_Escape)
    assert not whole.text_help.reading
    assert isinstance(whole.window.screen_shown, WritingScreen)
    choose_in(box, 10, 20)
    press(qtbot, whole, KEY.Key_R, CTRL | SHIFT)
    assert [passage.text for passage in whole.text_help._passages] == ["Two there."]
    press(qtbot, whole, KEY.Key_R, CTRL | SHIFT)
    assert not whole.text_help.reading


# --- spelling
def marked_in(box: QPlainTextEdit) -> list[str]:
    """The words that have a wavy line, as Qt draws them."""
    found = []
    block = box.document().begin()
    while block.isValid():
        for each in block.layout().formats():
            assert isinstance(each, QTextLayout.FormatRange)
            if each.format.underlineStyle() is QTextCharFormat.UnderlineStyle.WaveUnderline:
                found.append(block.text()[each.start : each.start + each.length])
        block = block.next()
    return found


def test_misspelt_words_are_marked_but_not_while_they_are_typed(whole: Window, qtbot: QtBot) -> None:
    """The mark comes when the word is left; the text is not touched, and nothing is there to be undone."""
    box = writing_box(whole)
    helper = help_in(whole, box, qtbot)
    type_in(qtbot, "An asesment")
    qtbot.waitUntil(lambda: helper.found == ((3, 11),))
    assert marked_in(box) == []
    type_in(qtbot, " of her fizzical ")
    qtbot.waitUntil(lambda: marked_in(box) == ["asesment", "fizzical"])
    assert text_in(box) == "An asesment of her fizzical "
    before = box.document().availableUndoSteps()
    helper.look()
    settle()
    assert box.document().availableUndoSteps() == before


def test_one_key_and_a_number_put_a_word_right(whole: Window, qtbot: QtBot) -> None:
    """Ctrl+. goes to the next misspelt word and offers at most five; Enter takes the likeliest."""
    box = writing_box(whole)
    helper = help_in(whole, box, qtbot)
    box.setPlainText("Her asesment is due")
    qtbot.waitUntil(lambda: helper.found != ())
    choose_in(box, 0, 0)
    press(qtbot, whole, KEY.Key_Period, CTRL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [each.data() for each in menu.actions() if each.data()]
    assert offered == ["assessment", "assessments", "ascent"]
    qtbot.keyClick(menu, KEY.Key_Return)
    qtbot.waitUntil(lambda: text_in(box) == "Her assessment is due")
    qtbot.waitUntil(lambda: helper.found == ())


def test_a_word_that_is_right_is_left_alone(whole: Window, qtbot: QtBot) -> None:
    """From then on, in every box, until the program is closed."""
    box = writing_box(whole)
    helper = help_in(whole, box, qtbot)
    box.setPlainText("asesment")
    qtbot.waitUntil(lambda: helper.found != ())
    helper._leave_word((0, 8))
    qtbot.waitUntil(lambda: helper.found == () and helper.marks.spans == ())


def test_a_line_is_marked_without_a_change(whole: Window, qtbot: QtBot) -> None:
    """Neither its text, nor its caret, nor what is chosen in it."""
    box = name_line(whole, qtbot)
    helper = help_in(whole, box, qtbot)
    box.setText("Her asesment")
    box.setSelection(0, 3)
    qtbot.waitUntil(lambda: helper.marks.spans == ((4, 12),))
    assert (box.text(), box.selectedText()) == ("Her asesment", "Her")


def test_no_text_is_looked_at_once_the_window_is_closed(whole: Window, qtbot: QtBot) -> None:
    """Who types and closes at once has closed what would have looked: nothing is asked of it."""
    box = writing_box(whole)
    helper = help_in(whole, box, qtbot)
    box.setPlainText("Her asesment is due.")
    whole.close()
    assert not whole.text_help.ready
    helper.look()
    assert helper.found == ()


def test_the_names_of_the_visit_are_right(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """What is asked for is that visit's; on the screen of writing help there is none."""
    asked: list[object] = []
    known = fake.words_to_spell
    fake.words_to_spell = lambda session, visit=None: (asked.append(visit), known(session, visit))[1]  # type: ignore
    box = name_line(whole, qtbot)
    help_in(whole, box, qtbot)
    box.setText("Begum")
    qtbot.waitUntil(lambda: bool(asked))
    assert set(asked) == {VisitId("v1")}
    asked.clear()
    other = writing_box(whole)
    help_in(whole, other, qtbot)
    other.setPlainText("Begum")
    qtbot.waitUntil(lambda: bool(asked))
    assert set(asked) == {None}


def test_marks_move_with_the_text() -> None:
    """A span before a change stays, one after it moves, one that was touched is gone."""
    assert moved(((0, 3), (8, 11)), "bad one bad", "bad one or bad") == ((0, 3), (11, 14))
    assert moved(((0, 3),), "bad one", "bald one") == ()
    assert moved((), "", "x") == ()


# --- each can be switched off
@pytest.mark.parametrize("setting", list(Words.SETTINGS_EACH))
def test_each_can_be_switched_off(
    whole: Window, session: FakeSession, fake: FakeActions, qtbot: QtBot, setting: str
) -> None:
    """What is off does nothing; its key is free for the box then."""
    session.settings = replace(session.settings, **{setting: "off"})
    box = writing_box(whole)
    helper = help_in(whole, box, qtbot)
    box.setPlainText("asesment here")
    choose_in(box, 13, 13)
    helper.look()
    settle()
    press(qtbot, whole, KEY.Key_D, CTRL)
    press(qtbot, whole, KEY.Key_R, CTRL | SHIFT)
    settle()
    assert (whole.text_help.dictating is None) == (setting == "box_dictation")
    assert (helper.found == ()) == (setting == "box_spelling")
    whole.text_help.close()


@pytest.fixture(autouse=True)
def _quiet(whole: Window) -> Iterator[None]:
    """No voice outlives its test."""
    yield
    whole.text_help.close()


def test_boxes_of_other_makers_are_known() -> None:
    """The two functions that make fields make boxes that get it."""
    assert why_not(line()) == why_not(lines()) == ""
