"""What IT has set, in the window: what is closed isn't offered, a second person approves, and the worker is told."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from scribe.settings import TABLE, WAYS_OUT, Settings
from scribe.visit import Agreed, Agreement, VisitId
from tests.ui.fakes import FakeActions, FakeSession
from ui.__main__ import Window, main
from ui.desk import Go, Place
from ui.screen_capture import BLACK, EXCLUDE, guard_from_capture
from ui.screens.agreement import AgreementScreen
from ui.screens.approve import ApproveScreen
from ui.screens.approve_too import ApproveTooScreen
from ui.screens.export import ExportScreen
from ui.screens.settings import SettingsScreen
from ui.screens.sound import SoundScreen
from ui.theme import THEMES
from ui.words import Export
from ui.words import Settings as SettingsWords
from ui.words_policies import ApproveToo, Consent, SetByIt, WaysOut

V5 = VisitId("v5")


def set_by_it(session: FakeSession, **values: Any) -> None:
    """As if a policy had said so."""
    session.settings = replace(session.settings, **values, locked=frozenset(values))


def said(screen: QWidget) -> list[str]:
    """Every text that is on a screen."""
    return [label.accessibleName() for label in screen.findChildren(QLabel) if label.isVisibleTo(screen)]


def approved_note(whole: Window, fake: FakeActions, session: FakeSession) -> ExportScreen:
    """The screen on which an approved note is saved."""
    note = fake.latest_document(session, V5)
    assert note is not None
    fake.approve(session, note.id, "Jo Reed", "x", fake.shown_text(session, note.id))
    return export_screen(whole)


def export_screen(whole: Window) -> ExportScreen:
    """The same, opened once more."""
    whole.window.go_to(Place(Go.EXPORT, V5))
    screen = whole.window.screen_shown
    assert isinstance(screen, ExportScreen)
    return screen


def test_the_themes_are_those_of_the_table() -> None:
    """So a policy can name each of them, and none that isn't there."""
    assert tuple(theme.id for theme in THEMES) == TABLE["theme"].metadata["choices"]


# --- what leaves


def test_only_open_formats_and_folders_are_offered(
    whole: Window, fake: FakeActions, session: FakeSession, tmp_path: Path
) -> None:
    """The screen says that IT has closed some, saves in IT's folder at first, and offers no copying that is closed."""
    set_by_it(session, export_formats=("pdf", "txt"), export_folders=(tmp_path,))
    screen = approved_note(whole, fake, session)
    formats = [radio.property("format") for radio in screen.findChildren(QRadioButton)]
    assert formats == ["pdf", "txt"] and screen.formats.checkedButton().property("format") == "pdf"
    assert screen.folder.text() == str(tmp_path) and not screen.copies
    assert WaysOut.SOME_FORMATS in said(screen) and WaysOut.only_in(str(tmp_path)) in said(screen)


def test_without_policy_every_format_is_offered(whole: Window, fake: FakeActions, session: FakeSession) -> None:
    """And nothing is said of IT."""
    screen = approved_note(whole, fake, session)
    assert len(screen.findChildren(QRadioButton)) == len(Export.FORMATS) and screen.copies
    assert not any("IT team" in words for words in said(screen))


def test_with_no_format_left_nothing_is_saved_and_it_is_said(
    whole: Window, fake: FakeActions, session: FakeSession
) -> None:
    """The main button says it again."""
    set_by_it(session, export_formats=("wav",))
    screen = approved_note(whole, fake, session)
    assert WaysOut.NO_FORMAT in said(screen)
    screen.main.click()
    assert not fake.exported and WaysOut.NO_FORMAT in said(screen)


def test_a_second_person_reads_and_approves_before_anything_can_be_saved(
    whole: Window, fake: FakeActions, session: FakeSession
) -> None:
    """One button leads there; no name is filled in; the first approver is refused; then it can be saved."""
    set_by_it(session, second_approver="required")
    screen = approved_note(whole, fake, session)
    assert not screen.saving.isVisibleTo(screen) and not screen.copying.isVisibleTo(screen)
    assert WaysOut.SECOND_NEEDED in said(screen)
    screen.main.click()
    second = whole.window.screen_shown
    assert isinstance(second, ApproveTooScreen) and isinstance(second, ApproveScreen)
    assert second.name.text() == "" and second.tick.text() == "" and ApproveToo.NOT_MANAGER in said(second)
    assert second.text.toPlainText() == second.shown
    second.main.click()
    assert whole.window.screen_shown is second and not fake.second_approvals
    second.name.setText("Jo Reed")
    second.tick.setChecked(True)
    second.main.click()
    assert whole.window.screen_shown is second and not fake.second_approvals
    assert any("another person" in words for words in said(second))
    second.name.setText("Ola Smith")
    second.main.click()
    after = whole.window.screen_shown
    assert isinstance(after, ExportScreen) and after.saving.isVisibleTo(after)
    assert any(words.startswith("Also approved by Ola Smith") for words in said(after))
    assert session.settings.worker_name == "Jo Reed"


# --- before and while recording


def test_the_councils_wording_is_shown_where_agreement_is_written_down(whole: Window, session: FakeSession) -> None:
    """Before the first person's answer; without the policy there is no such card."""
    whole.window.go_to(Place(Go.AGREEMENT, VisitId("v1")))
    screen = whole.window.screen_shown
    assert screen is not None and Consent.TITLE not in said(screen)
    whole.window.go_to(Place(Go.VISITS))
    set_by_it(session, consent_wording="We record so that we listen.\nYou can say no.")
    whole.window.go_to(Place(Go.AGREEMENT, VisitId("v1")))
    screen = whole.window.screen_shown
    assert screen is not None
    words = said(screen)
    assert words.index(Consent.TITLE) + 1 == words.index("We record so that we listen.\nYou can say no.")


def test_an_answer_says_in_which_words_it_was_asked_for(whole: Window, fake: FakeActions, session: FakeSession) -> None:
    """Those on the screen when it was given, also when IT has set others since; without an answer there are none."""
    set_by_it(session, consent_wording="You can say no.")
    first, *others = fake.visit_rows[VisitId("v1")].people
    fake.change_people(session, VisitId("v1"), (replace(first, agreement=Agreement()), *others))
    whole.window.go_to(Place(Go.AGREEMENT, VisitId("v1")))
    screen = whole.window.screen_shown
    assert isinstance(screen, AgreementScreen)
    card = screen.cards[0]
    assert card.told.isHidden()
    card.answer.setCurrentIndex(card.answer.findData(Agreed.YES.value))
    assert not card.told.isHidden() and card.told.accessibleName() == Consent.IN_THESE
    whole.window.go_to(Place(Go.VISITS))
    set_by_it(session, consent_wording="It is deleted after 30 days.")
    whole.window.go_to(Place(Go.AGREEMENT, VisitId("v1")))
    screen = whole.window.screen_shown
    assert isinstance(screen, AgreementScreen)
    assert screen.cards[0].told.accessibleName() == Consent.in_others("You can say no.")
    assert fake.visit_rows[VisitId("v1")].people[0].agreement.wording == "You can say no."


@pytest.mark.parametrize("captions", ["on", "off"])
def test_captions_are_there_only_where_it_lets_them_be(
    whole: Window, fake: FakeActions, session: FakeSession, qtbot: QtBot, captions: str
) -> None:
    """Neither the button nor the key C opens them where they are off."""
    set_by_it(session, captions=captions)
    whole.window.go_to(Place(Go.SOUND, VisitId("v1")))
    screen = whole.window.screen_shown
    assert isinstance(screen, SoundScreen)
    screen.main.click()
    qtbot.waitUntil(lambda: screen.watch is not None and screen.watch.live is not None)
    assert screen.watch is not None and screen.windows is not None
    screen._look(screen.watch.look())
    assert screen.recording is not None
    assert screen.recording.captions_button.isVisibleTo(screen) is (captions == "on")
    screen._captions()
    assert (screen.windows.captions is not None) is (captions == "on")


# --- settings


def test_what_it_has_set_is_greyed_and_told(whole: Window, session: FakeSession) -> None:
    """A choice that has a card is greyed there; all else that IT has set is listed, a key only as set."""
    set_by_it(session, theme="dark", second_approver="required", recovery_public_key="age1" + "q" * 58)
    whole.window.go_to(Place(Go.SETTINGS))
    screen = whole.window.screen_shown
    assert isinstance(screen, SettingsScreen)
    words = said(screen)
    assert words.count(SettingsWords.SET_BY_IT) == 1 and "Set by your IT team" in SettingsWords.SET_BY_IT
    assert words[words.index(SetByIt.HELP) + 1 :][:2] == ["Recovery public key: set", "Second approver: required"]
    greyed = [radio for radio in screen.findChildren(QRadioButton) if not radio.isEnabled()]
    assert len(greyed) == len(THEMES)


def test_what_it_has_set_is_told_in_plain_words(whole: Window, session: FakeSession) -> None:
    """Not as a policies file has it: every way out has a name that a worker knows."""
    set_by_it(session, second_approver="unless_urgent", export_formats=("docx", "pdf", "copy"))
    whole.window.go_to(Place(Go.SETTINGS))
    screen = whole.window.screen_shown
    assert isinstance(screen, SettingsScreen)
    assert "Export formats: Word, PDF, copying a section" in said(screen)
    assert "Second approver: required, except for urgent extracts" in said(screen)
    assert set(WAYS_OUT) <= SetByIt.PLAIN["export_formats"].keys()


def test_without_policy_no_card_of_it_is_there(whole: Window) -> None:
    """Nothing is said of IT."""
    whole.window.go_to(Place(Go.SETTINGS))
    screen = whole.window.screen_shown
    assert screen is not None and SetByIt.TITLE not in said(screen)


# --- what can't be read


def test_the_window_does_not_open_without_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A policy that can't be read is said in a box and on standard error, and no vault is opened."""
    spoilt = tmp_path / "policies.json"
    spoilt.write_text("{")
    shown: list[str] = []
    monkeypatch.setattr("scribe.settings.policy_file", lambda: spoilt)
    monkeypatch.setattr("ui.__main__.start_log", lambda: None)
    monkeypatch.setattr("ui.__main__.has_display", lambda _: True)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box.text()))
    assert main() == 1
    assert shown == ["The policy file can't be read as JSON. It was not changed. Ask IT."]
    assert capsys.readouterr().err.strip() == shown[0]


@pytest.mark.skipif(sys.platform == "win32", reason="the folder of settings is set by the environment on Linux")
def test_the_program_ends_with_a_sentence_where_its_settings_are_spoilt(tmp_path: Path) -> None:
    """As a person starts it: exit status 1, one line, no traceback, and the file stays as it is."""
    folder = tmp_path / "Fairnote"
    folder.mkdir()
    (folder / "settings.json").write_text('{"text_size": 900}')
    result = subprocess.run(
        [sys.executable, "-m", "ui.entry"],
        capture_output=True,
        text=True,
        timeout=120,
        env={
            **os.environ,
            "XDG_CONFIG_HOME": str(tmp_path),
            "XDG_STATE_HOME": str(tmp_path),
            "QT_QPA_PLATFORM": "offscreen",
        },
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert result.returncode == 1 and "between 100 and 200" in result.stderr
    assert "Traceback" not in result.stderr and (folder / "settings.json").read_text() == '{"text_size": 900}'


# --- screenshots


def test_every_window_is_kept_out_of_screen_capture(qtbot: QtBot, qapp: QApplication) -> None:
    """Each when it is shown; where Windows is too old for it, it is shown black instead. Parts of a window are none."""
    asked: list[tuple[int, int]] = []

    def old_windows(handle: int, affinity: int) -> bool:
        asked.append((handle, affinity))
        return affinity == BLACK

    guard = guard_from_capture(qapp, Settings(exclude_from_capture="on"), old_windows)
    assert guard is not None
    try:
        first, second = QWidget(), QWidget()
        inside = QLabel("words", first)
        for widget in (first, second):
            qtbot.addWidget(widget)
            widget.show()
        qtbot.waitUntil(lambda: len({handle for handle, _ in asked}) >= 2)
        handles = {int(first.winId()), int(second.winId())}
        assert {handle for handle, _ in asked} == handles and inside.isVisible()
        assert {affinity for _, affinity in asked} == {EXCLUDE, BLACK}
    finally:
        qapp.removeEventFilter(guard)


def test_without_policy_windows_are_left_alone(qapp: QApplication) -> None:
    """And so are those of a system that can't hide them."""

    def never(*_: int) -> bool:
        raise AssertionError

    assert guard_from_capture(qapp, Settings(), never) is None
