"""The screen of writing help: by keyboard alone, on the real engine, and nothing of it kept."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from easyread.rewriting import Easier, Rewrite
from scribe import actions
from scribe.files import FileAlreadyThere
from scribe.jobs import Job
from tests.ui.fake_writing import LETTER, rewritten
from tests.ui.fakes import FakeActions
from tests.ui.test_walk import KEY, main_key, press, type_in
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.visits import VisitsScreen
from ui.screens.writing import CHANGES, REPORT, RESULT, SHORT, WritingScreen
from ui.widgets.ready_reasons import all_in_view
from ui.words_writing import Writing as Words
from ui.writing_book import How

CTRL = Qt.KeyboardModifier.ControlModifier


def screen_of(whole: Window) -> WritingScreen:
    """The screen, in front."""
    if not isinstance(whole.window.screen_shown, WritingScreen):
        whole.window.go_to(Place(Go.WRITING))
    screen = whole.window.screen_shown
    assert isinstance(screen, WritingScreen)
    return screen


def with_changes(whole: Window, qtbot: QtBot, text: str = LETTER) -> WritingScreen:
    """A text, put in and looked at."""
    screen = screen_of(whole)
    screen.start.show_text(text)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: screen.book is not None, timeout=60_000)
    return screen


def test_a_text_is_made_easier_by_keyboard_alone(whole: Window, qtbot: QtBot) -> None:
    """Typed, looked at, all safe changes used, the one that changes a date refused, copied."""
    screen = screen_of(whole)
    type_in(qtbot, LETTER)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: screen.book is not None)
    book = screen.book
    assert book is not None
    assert screen.main.accessibleName() == Words.ALL_SAFE
    main_key(qtbot, whole)
    assert {at: chosen.how for at, chosen in book.chosen.items()} == {0: How.NEW, 3: How.NEW, 4: How.NEW}
    assert screen.at == 2
    assert screen.main.accessibleName() == Words.NEXT
    press(qtbot, whole, KEY.Key_K)
    assert book.open == ()
    main_key(qtbot, whole)
    assert screen.tab == RESULT
    main_key(qtbot, whole)
    copied = QApplication.clipboard().text()
    assert "30 March 2026" in copied
    assert "The Council will pay the remaining £151.05 a week." in copied
    assert "retain" not in copied


def test_nothing_is_used_that_was_not_chosen(whole: Window, qtbot: QtBot) -> None:
    """Until the worker chooses, the text is the text."""
    screen = with_changes(whole, qtbot)
    assert screen.book is not None
    assert screen.book.text == LETTER


def test_each_sentence_is_taken_refused_or_taken_back_by_one_key(whole: Window, qtbot: QtBot) -> None:
    """A takes, K keeps, Ctrl+Z takes the last choice back, up and down move."""
    screen = with_changes(whole, qtbot)
    book = screen.book
    assert book is not None
    press(qtbot, whole, KEY.Key_A)
    assert book.chosen[0].how is How.NEW
    assert screen.at == 2
    press(qtbot, whole, KEY.Key_Down)
    press(qtbot, whole, KEY.Key_K)
    assert book.chosen[3].how is How.OLD
    assert book.words(3) == book.sentence(3).before
    press(qtbot, whole, KEY.Key_Z, CTRL)
    assert 3 not in book.chosen


def test_own_words_are_held_to_the_sentence_too(whole: Window, qtbot: QtBot) -> None:
    """What a worker types is used as they wish it, and marked where a figure of the sentence is not in it."""
    screen = with_changes(whole, qtbot)
    book = screen.book
    assert book is not None
    screen.list.go_to(3)
    press(qtbot, whole, KEY.Key_E)
    assert screen.choosing.writing
    assert screen.main.text() == Words.SAVE_OWN, "the main button must not leave what is typed behind"
    screen.choosing.box.selectAll()
    type_in(qtbot, "We pay the rest.")
    press(qtbot, whole, KEY.Key_Return, CTRL)
    assert screen.main.text() != Words.SAVE_OWN
    qtbot.waitUntil(lambda: book.chosen[3].remark not in ("", Words.CHECKING))
    assert book.words(3) == "We pay the rest."
    assert "£151.05" in book.chosen[3].remark
    assert book.chosen[3].remark in screen.list.cards[3].accessibleName()


def test_was_and_now_are_said_in_words(whole: Window, qtbot: QtBot) -> None:
    """A screen reader hears both, whether it is chosen, and why; nothing is struck through."""
    screen = with_changes(whole, qtbot)
    name = screen.list.cards[2].accessibleName()
    assert name.startswith(f"{Words.WAS}: A request must be made")
    assert f"{Words.NOW}: You must write" in name
    assert "30 May 2026" in name and Words.UNDECIDED in name
    shown = [made.text() for made in screen.list.findChildren(type(screen.title))]
    assert not any("<s>" in each or "line-through" in each for each in shown)


def test_the_four_parts_and_their_keys(whole: Window, qtbot: QtBot) -> None:
    """Ctrl+1 to 4 show the changes, the text, the short version with its pages, and the counts."""
    screen = with_changes(whole, qtbot)
    for key, tab in ((KEY.Key_2, RESULT), (KEY.Key_3, SHORT), (KEY.Key_4, REPORT), (KEY.Key_1, CHANGES)):
        press(qtbot, whole, key, CTRL)
        assert screen.tab == tab
    short = [made.accessibleName() for made in screen.short.findChildren(QWidget)]
    assert "Your maximum weekly contribution will be £63.45." in short
    counts = [made.accessibleName() for made in screen.report.findChildren(QWidget)]
    assert Words.counted("Long sentences", 2, 0) in counts


def test_both_are_read_aloud(whole: Window, qtbot: QtBot) -> None:
    """From the sentence that is chosen on: the old words, then the new ones."""
    screen = with_changes(whole, qtbot)
    screen.list.go_to(3)
    words = [passage.text for passage in screen._to_read()]
    assert words[:4] == [
        f"{Words.WAS}.",
        "The remaining £151.05 a week will be met by the Council.",
        f"{Words.NOW}.",
        "The Council will pay the remaining £151.05 a week.",
    ]


def test_the_text_is_asked_about_before_it_is_lost(whole: Window, qtbot: QtBot) -> None:
    """Going back says that it is not kept; going once more leaves. What was copied is not asked about."""
    screen = with_changes(whole, qtbot)
    press(qtbot, whole, KEY.Key_Escape)
    assert whole.window.screen_shown is screen
    assert screen.notice.words == Words.LEAVING
    press(qtbot, whole, KEY.Key_Escape)
    assert isinstance(whole.window.screen_shown, VisitsScreen)
    screen = with_changes(whole, qtbot)
    screen.show_tab(RESULT)
    screen.main.click()
    press(qtbot, whole, KEY.Key_Escape)
    assert isinstance(whole.window.screen_shown, VisitsScreen)


def test_closing_the_window_asks_once(whole: Window, qtbot: QtBot) -> None:
    """The first request says that the text is not kept, in words about the text; the second closes."""
    screen = with_changes(whole, qtbot)
    whole.window.close()
    assert screen.notice.words == Words.CLOSING
    assert whole.window.isVisible()
    whole.window.close()
    qtbot.waitUntil(lambda: whole.window.stack.count() == 0)


def test_a_document_is_opened_and_the_result_saved(
    whole: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's own choosers; what is saved is the text as it is chosen now."""
    letter, to = tmp_path / "letter.txt", tmp_path / "new"
    letter.write_text(LETTER, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(letter), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(to), ""))
    screen = screen_of(whole)
    fake: Any = screen.desk.actions
    fake.letter = fake.source_from_text(LETTER)
    press(qtbot, whole, KEY.Key_O, CTRL)
    qtbot.waitUntil(lambda: screen.start.text == LETTER)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: screen.book is not None)
    main_key(qtbot, whole)
    press(qtbot, whole, KEY.Key_2, CTRL)
    press(qtbot, whole, KEY.Key_S, CTRL)
    saved = to.with_suffix(".txt").read_text(encoding="utf-8")
    assert screen.book is not None
    assert saved == screen.book.text + "\n"


def test_the_three_ways_to_write(whole: Window, qtbot: QtBot) -> None:
    """Each has a name and says what it does; hard words are explained to who asks for it."""
    screen = screen_of(whole)
    for kind, made in screen.start.kinds.items():
        assert isinstance(made, QRadioButton)
        assert made.accessibleDescription() == Words.KINDS[kind][1]
    screen.start.kinds[Easier.SECOND_LANGUAGE].setChecked(True)
    with_changes(whole, qtbot)
    assert screen.book is not None
    assert screen.book.sentence(0).explained[0].word == "outcome"


def test_the_text_can_be_worked_on_again(whole: Window, qtbot: QtBot) -> None:
    """The new text becomes the text; starting again has the one that was put in."""
    screen = with_changes(whole, qtbot)
    main_key(qtbot, whole)
    screen.show_tab(RESULT)
    screen.edit_button.click()
    assert screen.at_start
    assert "The Council will pay" in screen.start.text


def test_every_control_has_a_name(whole: Window, qtbot: QtBot) -> None:
    """For a screen reader, before and after the text was looked at."""
    screen = with_changes(whole, qtbot)
    controls = [*screen.findChildren(QPushButton), *screen.findChildren(QRadioButton), screen.start.box, screen.text]
    assert all(made.accessibleName() for made in controls)


def test_nothing_of_a_visit_is_read_or_kept(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The screen asks no action that has to do with a visit."""
    asked: list[str] = []

    class Watched:
        """Notes each action that is asked for."""

        def __getattr__(self, name: str) -> object:
            asked.append(name)
            return getattr(fake, name)

    whole.desk.actions = Watched()  # type: ignore[assignment]
    screen = with_changes(whole, qtbot)
    main_key(qtbot, whole)
    screen.show_tab(RESULT)
    screen.main.click()
    assert screen.visit_shown() is None
    assert set(asked) <= {"rewrite_job", "own_folder", "words_to_spell", "misspelt_words"}


def test_with_the_real_engine(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A sentence of a real letter gets easier words, in a child, with its amount as it was."""
    fake.rewrite_job = actions.rewrite_job  # type: ignore[method-assign]
    text = (
        "The remaining £151.05 a week will be met by the Council.\n\n"
        "Please read this letter carefully and retain it for your records.\n"
    )
    screen = with_changes(whole, qtbot, text)
    book = screen.book
    assert book is not None
    assert book.open_safe
    main_key(qtbot, whole)
    assert "£151.05" in book.text
    assert "retain" not in book.text
    assert book.text.count("\n\n") == 1


def test_saving_never_harms_a_file_that_is_there(
    whole: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that '.txt' was added to is another file than the person was asked about; a full disk leaves the old
    text, and nothing of the new one counts as saved.
    """
    there = tmp_path / "new.txt"
    there.write_text("An older letter.", encoding="utf-8")
    screen = with_changes(whole, qtbot)
    screen.show_tab(RESULT)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "new"), ""))
    press(qtbot, whole, KEY.Key_S, CTRL)
    assert there.read_text(encoding="utf-8") == "An older letter."
    assert FileAlreadyThere.sentence in screen.notice.words and screen.unkept
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(there), ""))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as on_a_full_disk:
        on_a_full_disk.setattr(os, "fsync", full)
        press(qtbot, whole, KEY.Key_S, CTRL)
    assert there.read_text(encoding="utf-8") == "An older letter." and screen.unkept
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".txt"] == []
    press(qtbot, whole, KEY.Key_S, CTRL)
    assert screen.book is not None and there.read_text(encoding="utf-8") == screen.book.text + "\n"


def long_rewrite(sentences: int) -> Rewrite:
    """So many sentences, each with a plainer one."""
    once = rewritten(LETTER, Easier.PLAIN)
    changed = replace(once.sentences[4], block=0)
    return replace(once, sentences=(changed,) * sentences)


def test_a_long_text_is_gone_through_with_only_what_is_near_the_view_made(
    whole: Window, fake: FakeActions, qtbot: QtBot
) -> None:
    """Down goes from one to the next; the last is as near as the first; and all are used with one key."""
    job = Job("writing help", "easy read", lambda _: long_rewrite(300), lambda _: None)
    fake.rewrite_job = lambda *_: job  # type: ignore[method-assign]
    screen = with_changes(whole, qtbot)
    assert len(screen.list.order) == 300
    for at in (0, 299, 150):
        screen.list.go_to(at)
        qtbot.waitUntil(lambda: all_in_view(screen.list.cards[at]))  # noqa: B023
        assert whole.window.focusWidget() is screen.list.cards[at] and len(screen.list.made) < 60
    for at in range(151, 170):
        press(qtbot, whole, KEY.Key_Down)
        assert screen.at == at
    main_key(qtbot, whole)
    assert screen.book is not None and not screen.book.open


def test_the_councils_own_words_are_used(whole: Window, fake: FakeActions, qtbot: QtBot, tmp_path: Path) -> None:
    """For a text, and for a worker's own words of a sentence."""
    fake.own = tmp_path
    given: list[object] = []
    job, check = fake.rewrite_job, fake.check_wording
    fake.rewrite_job = lambda text, kind, own=None: (given.append(own), job(text, kind))[1]  # type: ignore[method-assign]
    fake.check_wording = lambda *a: (given.append(a[-1]), check(*a))[1]  # type: ignore[method-assign]
    screen = with_changes(whole, qtbot)
    screen.list.go_to(0)
    screen._use_own("You must pay.")
    qtbot.waitUntil(lambda: len(given) == 2)
    assert given == [tmp_path, tmp_path]
