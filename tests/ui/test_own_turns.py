"""What the worker jotted, marked or dictated, among the words and as the source of a statement."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from scribe.visit import Evidence, Jotting, Kind, Manner, Turn, TurnId, VisitId
from tests.ui.fakes import NOW, FakeActions
from tests.ui.mending import mending_of, there, words_of
from tests.ui.test_walk import KEY, main_key, named, press, shown
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.own_turns import span_to_play
from ui.screens.review import ReviewScreen
from ui.screens.sound import SoundScreen
from ui.screens.transcript import TranscriptScreen
from ui.words import Sound, Transcript

V1, V2, V3, V4 = (VisitId(f"v{number}") for number in range(1, 5))


def words_screen(whole: Window, fake: FakeActions, qtbot: QtBot) -> TranscriptScreen:
    """The words of a visit with a jotting, a mark and a dictated turn in them."""
    fake.put_own_turns(V3)
    return words_of(qtbot, whole, V3)


def typed(screen: TranscriptScreen) -> str:
    """What is in the editor."""
    editor = mending_of(screen).editing.editor
    assert editor is not None
    return editor.text


def choose(screen: TranscriptScreen, turn: str) -> None:
    """Choose a turn in the list."""
    assert screen.model is not None and screen.said is not None
    row = next(number for number, one in enumerate(screen.said.turns) if one.id == turn)
    screen.list.setCurrentIndex(screen.model.index(row))


def test_each_of_the_workers_own_is_named_in_words(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A row says whether it was jotted, marked or dictated, to the eye and to a screen reader."""
    screen = words_screen(whole, fake, qtbot)
    assert screen.model is not None and screen.said is not None
    for turn_id, said in (("j1", "You jotted: seen"), ("j2", "You marked this moment"), ("t20", "Your own account")):
        row = next(number for number, one in enumerate(screen.said.turns) if one.id == turn_id)
        assert screen.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole).startswith(said)


def test_a_jotting_is_never_given_to_a_speaker(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """At a jotting there are no speakers to choose, and a number key changes nothing; at a spoken turn there are."""
    screen = words_screen(whole, fake, qtbot)
    choose(screen, "j1")
    assert not any(made.isVisibleTo(screen) for made in mending_of(screen).who.people)
    before = fake.transcripts[V3]
    press(qtbot, whole, KEY.Key_1)
    assert fake.transcripts[V3] == before
    choose(screen, "t2")
    assert all(made.isVisibleTo(screen) for made in mending_of(screen).who.people)


def test_all_turns_of_a_voice_leave_the_workers_own_alone(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Naming a whole voice changes spoken turns only, also where the worker's jottings carry the same speaker."""
    screen = words_screen(whole, fake, qtbot)
    choose(screen, "t1")
    mending_of(screen).who.whole_voice.setChecked(True)
    mending_of(screen).who.people[0].click()
    by_id = {turn.id: turn.speaker for turn in fake.transcripts[V3].turns}
    assert (by_id[TurnId("t1")], by_id[TurnId("t3")]) == ("p1", "p1")
    assert (by_id[TurnId("j1")], by_id[TurnId("t20")]) == ("p3", "p3")


def test_a_mark_has_no_words_to_change(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """E does nothing at a mark, and opens the words of a jotting."""
    screen = words_screen(whole, fake, qtbot)
    choose(screen, "j2")
    press(qtbot, whole, KEY.Key_E)
    assert mending_of(screen).editing.editor is None
    choose(screen, "j1")
    press(qtbot, whole, KEY.Key_E)
    assert typed(screen) == "Kettle on the floor."


def test_jottings_play_from_five_seconds_before(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """P at a jotting plays what led to it; a jotting in the first seconds plays from the start."""
    screen = words_screen(whole, fake, qtbot)
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


def test_a_visit_that_was_only_jotted_leads_to_its_note(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Where no sound came, the screen of the sound offers the note; what was jotted is shown and can be mended."""
    fake.put_jottings(V1)
    whole.window.go_to(Place(Go.SOUND, V1))
    sound = whole.window.screen_shown
    assert isinstance(sound, SoundScreen)
    named(sound, Sound.FROM_JOTTINGS).click()
    shown(qtbot, whole, TranscriptScreen)
    screen = there(qtbot, whole)
    assert screen.model is not None
    assert screen.model.rowCount() == 3
    assert screen.title.accessibleName() == Transcript.JOTTED_TITLE
    press(qtbot, whole, KEY.Key_E)
    assert typed(screen).startswith("Rug by the stairs")
    press(qtbot, whole, KEY.Key_Escape)
    main_key(qtbot, whole)
    shown(qtbot, whole, ReviewScreen)


def test_without_sound_there_is_nothing_to_play(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """No button offers it and the key does nothing, among the jottings and beside the note that was made of them."""
    fake.put_jottings(V1)
    screen = words_of(qtbot, whole, V1)
    assert not mending_of(screen).play_button.isVisibleTo(screen)
    press(qtbot, whole, KEY.Key_P)
    screen.main.click()
    shown(qtbot, whole, ReviewScreen)
    review = whole.window.screen_shown
    assert isinstance(review, ReviewScreen)
    press(qtbot, whole, KEY.Key_F8)
    assert review.item is not None
    assert not review.evidence.play_button.isVisibleTo(review)
    review.evidence.ask_play()
    assert whole.desk.work.under_way("play") is None
    assert fake.played == []


def test_marks_alone_make_no_note(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """A visit in which only moments were marked, or that has sound, is not offered a note from its jottings."""
    fake.jotted[V1] = (Jotting(TurnId("j1"), 3.0, Manner.MARK, "", NOW),)
    fake.put_jottings(V2)
    for visit in (V1, V2):
        whole.window.go_to(Place(Go.SOUND, visit))
        sound = whole.window.screen_shown
        assert isinstance(sound, SoundScreen)
        assert not sound.from_jottings.isVisibleTo(sound)


def test_a_visit_that_was_only_dictated_leads_on(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """With the worker's own account alone, the words ask for no names, and the main button writes the draft."""
    fake.put_own_turns(V3)
    own = tuple(turn for turn in fake.transcripts[V3].turns if turn.manner is Manner.DICTATED)
    fake.transcripts[V3] = replace(fake.transcripts[V3], turns=own, doubts=())
    screen = words_of(qtbot, whole, V3)
    assert mending_of(screen).who.title.accessibleName() == Transcript.OWN
    assert mending_of(screen).who.help.accessibleName() == Transcript.OWN_HELP
    assert mending_of(screen).play_button.isVisibleTo(screen)
    main_key(qtbot, whole)
    shown(qtbot, whole, ReviewScreen)


def test_sound_without_speech_is_not_the_end_of_the_way(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Before there are words, the screen leads to the worker's own account too."""
    whole.window.go_to(Place(Go.TRANSCRIPT, V2))
    screen = whole.window.screen_shown
    assert isinstance(screen, TranscriptScreen)
    named(screen, Transcript.MORE_SOUND).click()
    shown(qtbot, whole, SoundScreen)
    sound = whole.window.screen_shown
    assert isinstance(sound, SoundScreen) and sound.account
