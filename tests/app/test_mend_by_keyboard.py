"""A real transcript in a real vault, mended with the keyboard alone; closed, opened again, everything is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scribe import actions
from scribe.edit_log import EditKind
from scribe.jobs import run_here
from scribe.keys import MemoryHolder
from scribe.practice import read_practice
from scribe.session import InstalledEngines, Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import Person, PersonId, Role, Transcript, VisitStage
from tests.app.test_actions import KEY as VAULT_KEY
from tests.app.test_actions import V1, agreed
from tests.scribe_core.make import a_visit
from tests.ui.mending import mending_of, there
from tests.ui.test_walk import holder, main_key, press, type_in
from ui.__main__ import Window, build
from ui.desk import Go, Place
from ui.screens.transcript_mending import Mending
from ui.words_transcript import Transcript as Words

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WORK = 240_000
"""Milliseconds that the recogniser may take on a busy machine; on an idle one it takes some twenty seconds."""
PEOPLE = (
    Person(PersonId("p1"), "Mrs Amina Begum", Role.PERSON, "she"),
    Person(PersonId("p2"), "Adam Rahman", Role.FAMILY, "he"),
    Person(PersonId("p3"), "Jo Reed", Role.WORKER, "they"),
)


@contextmanager
def opened(folder: Path) -> Iterator[Session]:
    """A session on the vault in this folder, with the models that are installed."""
    settings = Settings(vault_folder=folder, worker_name="Jo Reed")
    vault = Vault.open_or_create(folder, MemoryHolder(VAULT_KEY))
    with Session(vault, settings, InstalledEngines(settings.models_folder)) as session:
        yield session


@contextmanager
def shown(qtbot: QtBot, session: Session) -> Iterator[Window]:
    """The window, at the words of the visit."""
    made = build(actions, session.settings, lambda: session, lambda: session)
    qtbot.addWidget(made.window)
    made.desk.session = session
    made.window.resize(1366, 768)
    made.window.show()
    made.window.go_to(Place(Go.TRANSCRIPT, V1))
    yield made
    made.window.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault with the sound of the practice visit, as if it had been brought in."""
    sound = read_practice().audio
    with opened(tmp_path / "vault") as session:
        session.vault.add_visit(agreed(replace(a_visit(), people=PEOPLE)))
        run_here(actions.import_audio(session, V1, [sound]))
    return tmp_path / "vault"


class Keyboard:
    """A person at the keyboard: whatever has the focus gets the key."""

    def __init__(self, qtbot: QtBot, whole: Window) -> None:
        self.qtbot, self.whole = qtbot, whole

    def __call__(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press these, one after another."""
        for key in keys:
            press(self.qtbot, self.whole, key, held)

    def type(self, words: str) -> None:
        """Type."""
        type_in(self.qtbot, words)

    def tab_to(self, wanted: QWidget) -> None:
        """Press Tab until the keyboard is there."""
        for _ in range(60):
            if holder() is wanted:
                return
            self(KEY.Key_Tab)
        raise AssertionError(wanted.accessibleName())


def said(session: Session) -> Transcript:
    """The transcript as it is stored."""
    found = actions.transcript(session, V1)
    assert found is not None
    return found


def speakers(session: Session) -> set[str]:
    """Who speaks."""
    return {turn.speaker for turn in said(session).turns}


def test_a_transcript_is_mended_with_the_keyboard_alone(folder: Path, qtbot: QtBot) -> None:
    """From the sound to the words; voices named, a word put right, turns split and joined, places checked, words
    replaced, taken back and done again, a turn off the record. After a restart all of it is there, and can be undone.
    """
    with opened(folder) as session, shown(qtbot, session) as whole:
        keys = Keyboard(qtbot, whole)
        turn_into_words(qtbot, whole)
        mending = mending_of(there(qtbot, whole))
        name_voices(keys, mending, session)
        put_words_right(keys, mending, session)
        split_and_join(keys, mending, session)
        check_places(keys, mending, session)
        replace_and_undo(keys, mending, session)
        leave_out(keys, mending, session)
        last = type_and_leave(keys, mending, session)
    with opened(folder) as session, shown(qtbot, session) as whole:
        keys = Keyboard(qtbot, whole)
        again = mending_of(there(qtbot, whole))
        assert said(session) == last and again.book.said == last
        assert actions.visit(session, V1).stage is VisitStage.TRANSCRIBED
        pressed = 0
        while said(session).left_out and pressed < 9:  # what was typed last is stored at every pause
            keys(KEY.Key_Z, held=CONTROL)
            pressed += 1
        assert said(session).left_out == () and pressed > 1
        for _ in range(pressed):
            keys(KEY.Key_Y, held=CONTROL)
        assert said(session) == last


def turn_into_words(qtbot: QtBot, whole: Window) -> None:
    """The main key, and a while."""
    screen = whole.window.screen_shown
    assert screen is not None and screen.main.text() == Words.START
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: screen.main.text() == Words.DRAFT and screen.main.isEnabled(), timeout=WORK)


def name_voices(keys: Keyboard, mending: Mending, session: Session) -> None:
    """V and the number of whoever speaks there in the script, until every voice has a name."""
    script = read_practice().speaker_turns
    digits = {"S1": KEY.Key_1, "S2": KEY.Key_2, "S3": KEY.Key_3}
    named = 0
    while mending.book.nameless():
        keys.qtbot.waitUntil(lambda: bool(mending.naming._unnamed()))
        keys(KEY.Key_V)
        label = mending.naming.naming
        voice = next(each for each in mending.naming._known if each.label == label)
        middle = (voice.sample_start + voice.sample_end) / 2
        turn = min(script, key=lambda one: abs((one.start + one.end) / 2 - middle))
        keys(digits[turn.speaker])
        named += 1
        assert label not in speakers(session) and named < 9
    assert named > 1 and speakers(session) <= {"p1", "p2", "p3"}
    assert actions.undoable(session, V1) is EditKind.VOICE


def put_words_right(keys: Keyboard, mending: Mending, session: Session) -> None:
    """The third word of the second turn, chosen by arrows, typed over."""
    mending.list.setFocus()
    keys(KEY.Key_Home, KEY.Key_Down, KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, KEY.Key_E)
    before = mending.list.current()
    assert before is not None
    keys.type("Motability,")
    keys(KEY.Key_Return)
    after = next(turn for turn in said(session).turns if turn.id == before.turn.id)
    words = before.turn.text.split()
    assert after.text.split() == [*words[:2], "Motability,", *words[3:]]
    assert [w.start for w in after.words[3:]] == [w.start for w in before.turn.words[3:]]


def split_and_join(keys: Keyboard, mending: Mending, session: Session) -> None:
    """S before a word, the second part given to another person by a number; then joined again."""
    before = mending.list.current()
    count = len(said(session).turns)
    assert before is not None
    keys(KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, KEY.Key_S)
    assert len(said(session).turns) == count + 1
    keys(KEY.Key_2, KEY.Key_Up, KEY.Key_Up)
    row = mending.list.current()
    assert row is not None and row.turn.id == before.turn.id
    keys(KEY.Key_M)
    assert len(said(session).turns) == count
    assert next(t.text for t in said(session).turns if t.id == before.turn.id) == before.turn.text


def check_places(keys: Keyboard, mending: Mending, session: Session) -> None:
    """N to the next place; R, it is right: it goes on to the next by itself."""
    count = len(mending.checking.places)
    for _ in range(min(2, count)):
        if mending.checking.current is None:
            keys(KEY.Key_N)
        place = mending.checking.current
        assert place is not None
        keys(KEY.Key_R)
        assert place not in actions.to_check(session, V1)
    assert len(actions.to_check(session, V1)) <= max(0, count - 2)


def replace_and_undo(keys: Keyboard, mending: Mending, session: Session) -> None:
    """Ctrl+H, what, by what, Replace all; Ctrl+Z takes all of it back, Ctrl+Y does it again."""
    text = " ".join(turn.text for turn in said(session).turns)
    assert "bath" in text and "tub" not in text
    keys(KEY.Key_H, held=CONTROL)
    keys.type("bath")
    keys.qtbot.waitUntil(lambda: bool(mending.searching.found))
    keys.tab_to(mending.bar.by)
    keys.type("tub")
    keys.tab_to(mending.bar.all_button)
    keys(KEY.Key_Space)
    replaced = said(session)
    assert "bath" not in " ".join(turn.text for turn in replaced.turns)
    keys(KEY.Key_Escape)
    keys(KEY.Key_Z, held=CONTROL)
    assert " ".join(turn.text for turn in said(session).turns) == text
    keys(KEY.Key_Y, held=CONTROL)
    assert said(session) == replaced


def leave_out(keys: Keyboard, mending: Mending, session: Session) -> None:
    """X at a turn: its words stay, and no draft has them."""
    keys(KEY.Key_Home, KEY.Key_Down, KEY.Key_Down, KEY.Key_Down, KEY.Key_X)
    row = mending.list.current()
    assert row is not None and row.all_left_out
    drafted = actions.drafted_from(session, V1)
    assert drafted is not None
    text = next(turn.text for turn in drafted.turns if turn.id == row.turn.id)
    assert row.turn.text not in text and row.turn.text in [turn.text for turn in said(session).turns]


def type_and_leave(keys: Keyboard, mending: Mending, session: Session) -> Transcript:
    """Half a sentence, and the window is closed: it is stored with the closing."""
    keys(KEY.Key_Down, KEY.Key_E, KEY.Key_End)
    editor = mending.editing.editor
    assert editor is not None
    keys.type(" and half a")
    turn = editor.turn_id
    keys.whole.window.close()
    assert next(each.text for each in said(session).turns if each.id == turn).endswith("and half a")
    return said(session)
