"""What the worker jotted, marked or dictated, among the words and as the source of a statement."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from scribe.visit import Evidence, Kind, Manner, Turn, TurnId, VisitId
from tests.ui.fakes import FakeActions
from tests.ui.test_walk import KEY, press
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.own_turns import span_to_play
from ui.screens.review import ReviewScreen
from ui.screens.transcript import TranscriptScreen
from ui.words import Transcript

V3, V4 = VisitId("v3"), VisitId("v4")


def words_screen(whole: Window, fake: FakeActions) -> TranscriptScreen:
    """The words of a visit with a jotting, a mark and a dictated turn in them."""
    fake.put_own_turns(V3)
    whole.window.go_to(Place(Go.TRANSCRIPT, V3))
    screen = whole.window.screen_shown
    assert isinstance(screen, TranscriptScreen)
    return screen


def choose(screen: TranscriptScreen, turn: str) -> None:
    """Choose a turn in the list."""
    assert screen.model is not None and screen.said is not None
    row = next(number for number, one in enumerate(screen.said.turns) if one.id == turn)
    screen.list.setCurrentIndex(screen.model.index(row))


def test_each_of_the_workers_own_is_named_in_words(whole: Window, fake: FakeActions) -> None:
    """A row says whether it was jotted, marked or dictated, to the eye and to a screen reader."""
    screen = words_screen(whole, fake)
    assert screen.model is not None and screen.said is not None
    for turn_id, said in (("j1", "You jotted: seen"), ("j2", "You marked this moment"), ("t20", "Your own account")):
        row = next(number for number, one in enumerate(screen.said.turns) if one.id == turn_id)
        assert screen.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole).startswith(said)


def test_a_jotting_is_never_given_to_a_speaker(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """At a jotting there are no speakers to choose, and a number key changes nothing; at a spoken turn there are."""
    screen = words_screen(whole, fake)
    choose(screen, "j1")
    assert not any(made.isVisibleTo(screen) for made in screen.people)
    before = fake.transcripts[V3]
    press(qtbot, whole, KEY.Key_1)
    assert fake.transcripts[V3] == before
    choose(screen, "t2")
    assert all(made.isVisibleTo(screen) for made in screen.people)


def test_all_turns_of_a_voice_leave_the_workers_own_alone(whole: Window, fake: FakeActions) -> None:
    """Naming a whole voice changes spoken turns only, also where the worker's jottings carry the same speaker."""
    screen = words_screen(whole, fake)
    choose(screen, "t1")
    screen.whole_voice.setChecked(True)
    screen.people[0].click()
    by_id = {turn.id: turn.speaker for turn in fake.transcripts[V3].turns}
    assert (by_id[TurnId("t1")], by_id[TurnId("t3")]) == ("p1", "p1")
    assert (by_id[TurnId("j1")], by_id[TurnId("t20")]) == ("p3", "p3")


def test_a_mark_has_no_words_to_change(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """E does nothing at a mark, and opens the words of a jotting."""
    screen = words_screen(whole, fake)
    choose(screen, "j2")
    press(qtbot, whole, KEY.Key_E)
    assert screen.edit_frame.isHidden()
    choose(screen, "j1")
    press(qtbot, whole, KEY.Key_E)
    assert screen.editor.toPlainText() == "Kettle on the floor."


def test_jottings_play_from_five_seconds_before(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """P at a jotting plays what led to it; a jotting in the first seconds plays from the start."""
    screen = words_screen(whole, fake)
    choose(screen, "j2")
    press(qtbot, whole, KEY.Key_P)
    qtbot.waitUntil(lambda: fake.played == [(25.0, 40.0)])
    assert span_to_play(Turn(TurnId("j9"), "p3", 2.0, 2.0, "", manner=Manner.MARK)) == (0.0, 12.0)
    assert span_to_play(Turn(TurnId("t9"), "p3", 2.0, 3.0, "x", manner=Manner.DICTATED)) == (2.0, 3.0)


def test_the_source_of_a_statement_can_be_a_jotting(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The review says that it was jotted, and plays from five seconds before it."""
    fake.put_own_turns(V4)
    note = fake.notes[V4]
    first = note.sections[0]
    text = "Kettle on the floor."
    seen = replace(
        first.claims[0],
        text=text,
        kind=Kind.OBSERVED,
        evidence=(Evidence(TurnId("j1"), 0, len(text), 10.0, 10.0),),
    )
    fake.notes[V4] = replace(note, sections=(replace(first, claims=(seen, *first.claims[1:])), *note.sections[1:]))
    whole.window.go_to(Place(Go.REVIEW, V4))
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    made = review.draft.button_of(seen.id)
    assert made is not None
    made.choose()
    assert Transcript.MANNERS[Manner.SEEN] in [label.text() for label in review.evidence.findChildren(QLabel)]
    review.evidence.ask_play()
    qtbot.waitUntil(lambda: fake.played == [(5.0, 20.0)])
