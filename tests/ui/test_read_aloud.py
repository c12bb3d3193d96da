"""What reading aloud promises: sentence by sentence, stopped at once, and a plain sentence where there is no voice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from scribe.speech_log import settings_log, started_to_log
from scribe.visit import VisitId
from tests.ui.fakes import FakeActions
from tests.ui.test_player_bar import press
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.read_aloud import NOWHERE, Passage, ReadAloud, Reading, ReadPlace, sentences
from ui.screens.approve import ApproveScreen
from ui.screens.review import ReviewScreen
from ui.theme import THEMES
from ui.voice_child import Say, _Voice
from ui.widgets.text_reading import mark_in, passages_of
from ui.widgets.voice_card import VoiceCard
from ui.words_reading import ReadAloud as Words
from ui.words_reading import Settings

speech = pytest.importorskip("PySide6.QtTextToSpeech", reason="libpulse is missing", exc_type=ImportError)
TEXT = "Mrs Begum slipped on Wednesday.  She hurt her leg! Did anyone see it?"
_R, _L = Qt.Key.Key_R, Qt.Key.Key_L
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LONG = "She slipped in the bathroom on Wednesday and her grandson found her on the floor when he came home. " * 4


def _is_word(place: ReadPlace) -> bool:
    """Whether a word is told, and not only its sentence."""
    return place.word_end > 0


@pytest.fixture
def aloud(qtbot: QtBot) -> Iterator[ReadAloud]:
    """A reader with Qt's own stand-in for an engine, in a child as a real one."""
    made = ReadAloud(engine="mock")
    yield made
    made.close()


def test_a_text_is_cut_into_its_sentences() -> None:
    """Every sentence once, with the characters that it has in the text; what holds no words is not read."""
    found = tuple(sentences(Passage("a", TEXT + " … ")))
    assert [one.text for one in found] == ["Mrs Begum slipped on Wednesday.", "She hurt her leg!", "Did anyone see it?"]
    assert all(TEXT[one.start : one.end] == one.text for one in found)
    assert tuple(sentences(Passage("b", " \n "))) == ()


def test_signs_beyond_the_first_plane_move_nothing() -> None:
    """Qt counts an emoji as two characters; the sentences after it are cut where they are."""
    text = "She smiled \U0001f600 at him. Then she left."
    assert [one.text for one in sentences(Passage("a", text))] == ["She smiled \U0001f600 at him.", "Then she left."]


def test_sentence_and_word_are_told_as_they_are_read(aloud: ReadAloud, qtbot: QtBot) -> None:
    """Each sentence in turn, over several passages, and each word where the voice tells; then it has ended."""
    told: list[ReadPlace] = []
    aloud.at.connect(told.append)
    with qtbot.waitSignal(aloud.ended, timeout=20_000, check_params_cb=lambda problem: problem == ""):
        aloud.read([Passage("a", TEXT), Passage("b", "Nobody did.")])
        assert aloud.state is Reading.PREPARING
    read = [place for place in told if not place.word_end]
    found = [ReadPlace("a", one.start, one.end) for one in sentences(Passage("a", TEXT))]
    assert read == [*found, ReadPlace("b", 0, 11), NOWHERE]
    assert ReadPlace("a", 33, 50, 33, 36) in told and TEXT[33:36] == "She"
    assert aloud.state is Reading.SILENT


def test_a_pause_keeps_the_sentence_and_stop_ends(aloud: ReadAloud, qtbot: QtBot) -> None:
    """It goes on with the sentence that it was in; after stop there is nothing to go on with."""
    read: list[int] = []
    aloud.at.connect(lambda place: read.append(place.start) if not place.word_end else None)
    with qtbot.waitSignal(aloud.at, timeout=20_000, check_params_cb=_is_word):
        aloud.read([Passage("a", TEXT)])
    aloud.skip(1)
    aloud.pause()
    assert aloud.state is Reading.PAUSED
    with qtbot.waitSignal(aloud.at, timeout=20_000, check_params_cb=_is_word):
        aloud.resume()
    assert read == [0, 33, 33]
    with qtbot.waitSignal(aloud.ended):
        aloud.stop()
    aloud.resume()
    assert aloud.state is Reading.SILENT


def test_changing_the_speed_reads_the_sentence_again(aloud: ReadAloud, qtbot: QtBot) -> None:
    """From its start, and not the whole text."""
    read: list[int] = []
    aloud.at.connect(lambda place: read.append(place.start) if not place.word_end else None)
    with qtbot.waitSignal(aloud.at, timeout=20_000, check_params_cb=_is_word):
        aloud.read([Passage("a", LONG)])
    aloud.skip(1)
    aloud.set_speed(150)
    assert read[0] == 0 and read[1] == read[2] > 0


def test_what_asks_for_nothing_ends_at_once(aloud: ReadAloud, qtbot: QtBot) -> None:
    """No voice is started for a text without words."""
    with qtbot.waitSignal(aloud.ended):
        aloud.read([Passage("a", " ")])
    assert aloud._child is None


def test_without_an_engine_one_plain_sentence_says_what_to_do(qtbot: QtBot) -> None:
    """The window goes on; the worker reads whom to ask for what."""
    made = ReadAloud(engine="there is none of this name")
    with qtbot.waitSignal(made.ended, timeout=20_000, check_params_cb=lambda told: told == Words.WHY_NOT["none"]):
        made.read([Passage("a", TEXT)])
    assert made._child is None and made.state is Reading.SILENT


def test_a_voice_that_dies_is_no_failure_of_the_window(aloud: ReadAloud, qtbot: QtBot) -> None:
    """It is said, and the next reading starts another."""
    with qtbot.waitSignal(aloud.at, timeout=20_000, check_params_cb=_is_word):
        aloud.read([Passage("a", LONG)])
    assert aloud._child is not None
    with qtbot.waitSignal(aloud.ended, timeout=20_000, check_params_cb=lambda told: told == Words.STOPPED):
        aloud._child._process.kill()
    with qtbot.waitSignal(aloud.at, timeout=20_000, check_params_cb=_is_word):
        aloud.read([Passage("a", TEXT)])


def test_closing_ends_the_voice(aloud: ReadAloud, qtbot: QtBot) -> None:
    """Nothing is heard of a screen that is gone, and no process stays."""
    with qtbot.waitSignal(aloud.at, timeout=20_000, check_params_cb=_is_word):
        aloud.read([Passage("a", LONG)])
    assert aloud._child is not None
    child = aloud._child
    aloud.close()
    aloud.close()
    assert not child.alive and aloud.state is Reading.SILENT


def test_nothing_of_it_is_loaded_before_it_is_used() -> None:
    """Qt's speech is loaded by the child alone: opening a screen costs nothing."""
    loads = "import sys, ui.__main__, ui.screens.review; sys.exit('PySide6.QtTextToSpeech' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loads], env={**os.environ, "PYTHONPATH": os.getcwd()}).returncode == 0


class DeafEngine(QObject):
    """An engine that takes what it is given and never speaks, as Speech Dispatcher does once it was paused."""

    stateChanged = Signal(object)  # noqa: N815 (Qt's names)
    sayingWord = Signal(str, int, int, int)  # noqa: N815
    State = speech.QTextToSpeech.State

    def availableLocales(self) -> list[QLocale]:  # noqa: N802
        return [QLocale(QLocale.Language.English)]

    def setLocale(self, locale: QLocale) -> None:  # noqa: N802
        pass

    def availableVoices(self) -> list[object]:  # noqa: N802
        names = ("Alice", "Alice+Adam", "Microsoft Sonia Online (Natural)")
        return [SimpleNamespace(name=lambda name=name: name) for name in names]

    def state(self) -> object:
        return self.State.Ready

    def setVoice(self, voice: object) -> None:  # noqa: N802
        pass

    def setRate(self, rate: float) -> None:  # noqa: N802
        pass

    def say(self, text: str) -> None:
        pass


def test_a_voice_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child ends and the worker is told, instead of waiting for nothing."""
    voice = _Voice(DeafEngine(), lambda _: None)  # type: ignore[arg-type]
    voice.say(Say(1, "Hello.", "", 100))
    voice.look()
    monkeypatch.setattr("ui.voice_child._ANSWERS_WITHIN", -1.0)
    with pytest.raises(TimeoutError):
        voice.look()
    assert Words.WHY_NOT["stuck"]


def test_voices_that_send_words_away_are_not_offered() -> None:
    """Windows may list voices of Microsoft's servers: their names say so. Variants of one voice are one voice."""
    assert _Voice(DeafEngine(), lambda _: None).names == ("Alice",)  # type: ignore[arg-type]


# --- the speech service's log


@pytest.mark.parametrize(
    ("service", "voices", "logs"),
    [
        ("LogLevel  3\n", ("Debug 0\n",), False),
        ("LogLevel 4\n#LogLevel 5\n#CustomLogFile x y\n", ("# Debug 1\n",), False),
        ("", (), False),
        ('LogLevel  "5"\n', (), True),
        ("loglevel 5", (), True),
        ('LogLevel 3\nCustomLogFile "protocol" "/var/log/x"\n', (), True),
        ("LogLevel 3\n", ("AddVoice x\n", "Debug 1\n"), True),
    ],
)
def test_a_service_that_writes_down_what_it_says_is_found_out(
    service: str, voices: tuple[str, ...], logs: bool
) -> None:
    """Level 5, a log file of its own, or a voice's debugging: each was seen to write every sentence into a file."""
    assert settings_log(service, voices) is logs


@pytest.mark.parametrize(
    ("command", "logs"),
    [
        ("speech-dispatcher --spawn --communication-method unix_socket", False),
        ("speech-dispatcher -l 3", False),
        ("speech-dispatcher -s -l 5", True),
        ("speech-dispatcher -l5", True),
        ("speech-dispatcher --log-level=5", True),
        ("speech-dispatcher -D", True),
        ("speech-dispatcher -l", False),
    ],
)
def test_a_service_that_was_started_so_is_found_out(command: str, logs: bool) -> None:
    """The command line goes before the settings file."""
    assert started_to_log(command.split()) is logs


@pytest.mark.skipif(sys.platform != "linux", reason="the speech service is Linux's")
def test_where_spoken_words_are_logged_nothing_is_read(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker reads why, and what IT has to change."""
    folder = tmp_path / "speech-dispatcher"
    folder.mkdir()
    (folder / "speechd.conf").write_text("LogLevel 5\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    made = ReadAloud()
    with qtbot.waitSignal(made.ended, timeout=20_000, check_params_cb=lambda told: told == Words.WHY_NOT["logged"]):
        made.read([Passage("a", TEXT)])


# --- in the review


@pytest.fixture
def review(whole: Window) -> ReviewScreen:
    """A note that is being checked, read by Qt's stand-in."""
    whole.window.go_to(Place(Go.REVIEW, VisitId("v4")))
    screen = whole.window.screen_shown
    assert isinstance(screen, ReviewScreen) and screen.reading_help is not None
    screen.reading_help.aloud._engine = "mock"
    return screen


def test_the_review_is_read_from_where_the_person_is(review: ReviewScreen, fake: FakeActions, qtbot: QtBot) -> None:
    """Ctrl+R reads the chosen statement and goes on; what is read is marked and chosen, and the keyboard stays."""
    assert review.reading_help is not None
    second = review.draft.lines[1]
    second.setFocus()
    second.choose()
    press(review, _R)
    with qtbot.waitSignal(review.reading_help.aloud.at, timeout=20_000, check_params_cb=_is_word):
        pass
    assert review.reading_help.read_button.text() == Words.STOP
    assert "background-color" in second._words.text()
    qtbot.waitUntil(lambda: review.item == review.draft.lines[2].item, timeout=20_000)
    assert "background-color" not in second._words.text() and review.window().focusWidget() is second
    press(review, _R)
    assert not review.reading_help.reading
    assert all("background-color" not in made._words.text() for made in review.draft.lines)
    assert review.item == review.draft.lines[2].item


def test_playing_and_reading_are_never_heard_at_once(review: ReviewScreen, fake: FakeActions, qtbot: QtBot) -> None:
    """Each stops the other; Esc stops the voice before it goes back; leaving stops it too."""
    help_ = review.reading_help
    assert help_ is not None
    review.play(review.visit.id, 60.0, 66.5)
    qtbot.waitUntil(lambda: review.player_bar.playing)
    help_.read_or_stop()
    assert fake.playing.finished and help_.reading
    review.play(review.visit.id, 60.0, 66.5)
    assert not help_.reading
    qtbot.waitUntil(lambda: review.player_bar.playing)
    review.stop_playing()
    help_.read_or_stop()
    assert review.escape() and not help_.reading
    help_.read_or_stop()
    child = help_.aloud._child
    assert child is not None
    review.close_down()
    assert not child.alive


def test_line_focus_follows_the_statement(review: ReviewScreen, fake: FakeActions, qtbot: QtBot) -> None:
    """What is chosen is clear, the rest dimmed; the key turns it on and off, and it is kept."""
    assert review.reading_help is not None
    focus = review.reading_help.focus
    assert not focus.on
    review.draft.lines[0].choose()
    press(review, _L, _CTRL | _SHIFT)
    assert focus.on and review.reading_help.focus_button.isChecked() and review.desk.look.line_focus
    qtbot.waitUntil(lambda: focus.band is not None and focus.band.height() == review.draft.lines[0].height())
    first = focus.band
    review.draft.lines[1].choose()
    qtbot.waitUntil(lambda: focus.band != first)
    focus.point_at(review.draft.lines[2].mapTo(review.draft.area.viewport(), review.draft.lines[2].rect().center()))
    assert focus.band is not None and focus.band.height() == review.draft.lines[2].height()
    press(review, _L, _CTRL | _SHIFT)
    assert not focus.on and not review.desk.look.line_focus


# --- in the text that is approved


def test_the_text_to_be_approved_is_read_and_marked_but_not_changed(whole: Window, qtbot: QtBot) -> None:
    """From the caret's line on, or what is chosen; the marks are beside the text, and the caret goes along."""
    whole.window.go_to(Place(Go.APPROVE, VisitId("v5")))
    screen = whole.window.screen_shown
    assert isinstance(screen, ApproveScreen) and screen.reading_help is not None
    screen.reading_help.aloud._engine = "mock"
    before = screen.text.toHtml()
    screen.text.moveCursor(QTextCursor.MoveOperation.Down)
    line = screen.text.textCursor().block().position()
    with qtbot.waitSignal(screen.reading_help.aloud.at, timeout=20_000, check_params_cb=_is_word):
        screen.reading_help.read_or_stop()
    marked = [one.cursor.selectedText() for one in screen.text.extraSelections()]
    assert marked and screen.text.textCursor().position() >= line
    assert screen.text.toHtml() == before and screen.text.toPlainText() == screen.shown
    screen.reading_help.read_or_stop()
    assert screen.text.extraSelections() == []


def test_what_is_chosen_is_read_alone(qtbot: QtBot) -> None:
    """A selection is read and no more, wherever signs of two units stand before it."""
    field = QPlainTextEdit("One \U0001f600 two three.\nFour five.")
    qtbot.addWidget(field)
    cursor = field.textCursor()
    cursor.setPosition(7)
    cursor.setPosition(10, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    (passage,) = passages_of(field)
    assert passage == Passage(7, "two")
    mark_in(field, (passage,), ReadPlace(7, 0, 3), THEMES[0])
    assert field.extraSelections()[0].cursor.selectedText() == "two"
    field.setTextCursor(QTextCursor(field.document()))
    assert passages_of(field) == (Passage(0, field.toPlainText()),)


# --- in the settings


def test_voices_are_found_heard_and_chosen(qtbot: QtBot) -> None:
    """None is started until it is asked for; then each English one is a choice, the British first, and kept at once."""
    card = VoiceCard("", False, lambda: 100, engine="mock")
    qtbot.addWidget(card)
    assert [radio.text() for radio in card.radios] == [Settings.USUAL_VOICE] and card._aloud is None
    card.find_button.click()
    qtbot.waitUntil(lambda: len(card.radios) > 1, timeout=20_000)
    assert [radio.text() for radio in card.radios] == [Settings.USUAL_VOICE, "Bob", "Anne", "Charly", "Mary"]
    with qtbot.waitSignal(card.chosen, check_params_cb=lambda name: name == "Anne"):
        card.radios[2].click()
    assert card._aloud is not None
    with qtbot.waitSignal(card._aloud.ended, timeout=20_000, check_params_cb=lambda problem: problem == ""):
        card.try_button.click()
    card.close_down()


def test_where_there_is_no_voice_the_settings_say_so(qtbot: QtBot) -> None:
    """And the button can be pressed again once IT has installed one."""
    card = VoiceCard("", True, lambda: 100, engine="there is none of this name")
    qtbot.addWidget(card)
    assert not card.radios[0].isEnabled()
    card.find_button.click()
    qtbot.waitUntil(lambda: card._told.accessibleName() == Words.WHY_NOT["none"], timeout=20_000)
    assert card.find_button.isEnabled()
    card.close_down()
