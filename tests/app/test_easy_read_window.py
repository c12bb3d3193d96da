"""Letters and Easy Read in the real window, on a real vault and with the real engine: from a text to a saved PDF."""

from __future__ import annotations

import shutil
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scribe import actions
from scribe.errors import NotApproved
from scribe.jobs import run_here
from scribe.keys import MemoryHolder
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import Document, DocumentId, DocumentStage
from tests.app.test_actions import Engines
from tests.scribe_core.make import approve_all, with_document
from tests.ui.fake_easy import LETTER
from tests.ui.fake_reviewing import Unhurried
from tests.ui.test_walk import holder, main_key, press, shown, type_in
from ui.__main__ import Window, build
from ui.desk import Go, Place
from ui.screens.approve import ApproveScreen
from ui.screens.easy_read import EasyReadScreen
from ui.screens.easy_read_papers import PapersScreen
from ui.screens.easy_read_start import EasyStartScreen
from ui.screens.erase import EraseScreen
from ui.screens.export import ExportScreen
from ui.words_easy_read import Easy, EasyReady, ExportEasy, Opening, Who

pytest.importorskip("typst", reason="typst is not installed")
KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TEXT = "\n\n".join(text for _, text in LETTER)
MAKES = 60_000
"""Milliseconds that a busy machine may take to start a child and write a letter of ten sentences in it."""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An empty vault."""
    settings = Settings(worker_name="Jo Reed", export_folder=tmp_path)
    with Vault.create(tmp_path / "vault", MemoryHolder()) as vault:
        yield Session(vault, settings, Engines())  # type: ignore[arg-type]


@pytest.fixture
def whole(qtbot: QtBot, session: Session) -> Iterator[Window]:
    """The real window, at the visits."""
    made = build(actions, session.settings, lambda: session, lambda: session)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.show("visits")
    qtbot.waitUntil(lambda: made.window.screen_shown is not made.opening)
    yield made
    made.window.close()
    made.close()


def easy(whole: Window) -> EasyReadScreen:
    """The editor, which is in front."""
    screen = whole.window.screen_shown
    assert isinstance(screen, EasyReadScreen)
    screen.pacing.clock = Unhurried()
    return screen


def begin(qtbot: QtBot, whole: Window) -> EasyReadScreen:
    """From the list of visits to the Easy Read of a letter that was pasted, by keyboard."""
    whole.window.go_to(Place(Go.PAPERS))
    shown(qtbot, whole, PapersScreen)
    main_key(qtbot, whole)
    shown(qtbot, whole, EasyStartScreen)
    start = whole.window.screen_shown
    assert isinstance(start, EasyStartScreen)
    start.pasted.setPlainText(TEXT)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: start.who is not None)
    assert start.who is not None
    assert start.who.name.text() == "Mrs Dacre" and start.who.writer.text() == "Larkmoor Council"
    assert start.who.date.text() == "2 March 2026"
    assert start.main.accessibleName() == Who.START
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: isinstance(whole.window.screen_shown, EasyReadScreen), timeout=MAKES)
    return easy(whole)


def kept(session: Session, document: DocumentId) -> Document:
    """The Easy Read as it is in the vault."""
    return actions.document(session, document)


def to_approval(qtbot: QtBot, whole: Window) -> None:
    """The main key until there is nothing left; a flag gets the first ready reason."""
    screen = easy(whole)
    for _ in range(200):
        QApplication.processEvents()
        if not screen.obstacles:
            break
        said = screen.main.accessibleName()
        press(qtbot, whole, KEY.Key_1) if said == Easy.SETTLE else main_key(qtbot, whole)
    assert not screen.obstacles, screen.main.accessibleName()
    main_key(qtbot, whole)
    shown(qtbot, whole, ApproveScreen)


def to_export(qtbot: QtBot, whole: Window) -> ExportScreen:
    """Approved, and on to where it is saved."""
    to_approval(qtbot, whole)
    main_key(qtbot, whole)
    press(qtbot, whole, KEY.Key_Space)
    main_key(qtbot, whole)
    shown(qtbot, whole, ExportScreen)
    export = whole.window.screen_shown
    assert isinstance(export, ExportScreen)
    return export


def test_a_letter_is_checked_changed_approved_and_only_then_leaves(
    whole: Window, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """By keyboard: a flag is settled by changing its line, the rest is confirmed, what was left out is looked at; the
    PDF is refused before and written after, and a change after approval makes it refused again.
    """
    screen = begin(qtbot, whole)
    document = screen.document
    with pytest.raises(NotApproved):
        run_here(actions.export_document(session, document.id, "pdf", tmp_path / "early.pdf"))
    press(qtbot, whole, KEY.Key_F8)
    line = screen.lines.line_id
    assert line is not None and screen.is_flagged(line)
    press(qtbot, whole, KEY.Key_Return)
    assert screen.editing
    screen.lines.editor.box.selectAll()
    type_in(qtbot, "You must pay within 14 days of the date on the invoice.")
    qtbot.waitUntil(lambda: screen.lines.editor.said.accessibleName() not in ("", Easy.EDIT_HELP))
    press(qtbot, whole, KEY.Key_Return)
    assert not screen.editing
    changed = next(c for s in kept(session, document.id).sections for c in s.claims if c.id == line)
    assert changed.text == "You must pay within 14 days of the date on the invoice."
    to_approval(qtbot, whole)
    assert kept(session, document.id).omissions_seen_at is not None
    main_key(qtbot, whole)
    press(qtbot, whole, KEY.Key_Space)
    main_key(qtbot, whole)
    shown(qtbot, whole, ExportScreen)
    export = whole.window.screen_shown
    assert isinstance(export, ExportScreen)
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: export.document.stage is DocumentStage.EXPORTED, timeout=MAKES)
    saved = list(tmp_path.glob("*.pdf"))
    assert len(saved) == 1 and saved[0].read_bytes().startswith(b"%PDF")
    export.reopen.click()
    shown(qtbot, whole, EasyReadScreen)
    press(qtbot, whole, KEY.Key_Delete)
    with pytest.raises(NotApproved):
        run_here(actions.export_document(session, document.id, "pdf", tmp_path / "late.pdf"))


def test_a_line_that_says_another_amount_than_the_letter_is_marked_at_once(
    whole: Window, session: Session, qtbot: QtBot
) -> None:
    """While it is typed, and after it is kept: it has to be settled before approval."""
    screen = begin(qtbot, whole)
    line = next(c for s in screen.document.sections for c in s.claims if "£63.45" in c.text)
    screen.lines.go_to(line.id)
    press(qtbot, whole, KEY.Key_Return)
    screen.lines.editor.box.selectAll()
    type_in(qtbot, "You will pay £64.35.")
    qtbot.waitUntil(lambda: "£63.45" in screen.lines.editor.said.accessibleName())
    press(qtbot, whole, KEY.Key_Return)
    assert screen.is_flagged(line.id)
    assert any(one.claim == line.id for one in actions.obstacles(session, screen.document.id))
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert not screen.is_flagged(line.id)
    back = next(c for s in kept(session, screen.document.id).sections for c in s.claims if c.id == line.id)
    assert back.text == line.text


def test_what_is_taken_out_is_listed_and_put_back(whole: Window, session: Session, qtbot: QtBot) -> None:
    """Del takes a line out, the list of what was left out has its words; Del again puts it back."""
    screen = begin(qtbot, whole)
    line = next(c for s in screen.document.sections for c in s.claims if "right" in c.text)
    before = len(screen.document.omissions)
    screen.lines.go_to(line.id)
    press(qtbot, whole, KEY.Key_Delete)
    assert len(kept(session, screen.document.id).omissions) == before + 1
    assert screen.left_out_tab.text() == Easy.left_out_tab(before + 1)
    button = screen.lines.button_of(line.id)
    assert button is not None and Easy.REMOVED in button.accessibleName()
    press(qtbot, whole, KEY.Key_Delete)
    assert len(kept(session, screen.document.id).omissions) == before
    press(qtbot, whole, KEY.Key_A)
    type_in(qtbot, "Ask Jo if you need help.")
    press(qtbot, whole, KEY.Key_Return)
    added = [c for s in kept(session, screen.document.id).sections for c in s.claims if "Ask Jo" in c.text]
    assert len(added) == 1 and added[0].open_flag and screen.lines.line_id == added[0].id
    assert holder() is screen.lines.button_of(added[0].id)


def test_it_is_among_the_letters_afterwards(whole: Window, session: Session, qtbot: QtBot) -> None:
    """The list says what comes next, and leads back to the line where nothing was lost."""
    screen = begin(qtbot, whole)
    document = screen.document.id
    press(qtbot, whole, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    shown(qtbot, whole, PapersScreen)
    papers = whole.window.screen_shown
    assert isinstance(papers, PapersScreen) and len(papers.buttons) == 1
    assert "Mrs Dacre" in papers.buttons[0].accessibleName()
    press(qtbot, whole, KEY.Key_Return)
    shown(qtbot, whole, EasyReadScreen)
    assert easy(whole).document.id == document
    assert EasyReady.THERE in {made.text()[3:] for made in easy(whole).deciding.ready.buttons}


def test_of_an_approved_note_what_is_not_theirs_is_taken_out_and_listed(
    whole: Window, session: Session, qtbot: QtBot
) -> None:
    """From the note's own screen; its Easy Read stands beside it, and doesn't hold once the note was changed."""
    with_document(session.vault)
    note = approve_all(session.vault).document
    whole.window.go_to(Place(Go.EXPORT, note.visit))
    export = whole.window.screen_shown
    assert isinstance(export, ExportScreen)
    export.make_easy.click()
    shown(qtbot, whole, EasyStartScreen)
    start = whole.window.screen_shown
    assert isinstance(start, EasyStartScreen) and start.who is not None
    assert start.who.name.text() == "Mrs Amina Begum"
    gone = [each.text for each, tick in start.who.ticks if tick.isChecked()]
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: isinstance(whole.window.screen_shown, EasyReadScreen), timeout=MAKES)
    screen = easy(whole)
    assert screen.document.visit == note.visit and actions.latest_document(session, note.visit) == note
    assert [one.text for one in screen.document.omissions][: len(gone)] == gone
    assert not any(text in line.text for text in gone for line in screen.shown.page.lines)
    actions.reopen(session, note.id)
    whole.window.go_to(Place(Go.EASY_READ, note.visit, document=screen.document.id))
    assert "note" in easy(whole).notice.words


def test_a_letter_is_erased_as_a_visit_is(whole: Window, session: Session, qtbot: QtBot) -> None:
    """Del among the letters goes to erasing, which asks for everything; then it is in no list."""
    begin(qtbot, whole)
    whole.window.go_to(Place(Go.PAPERS))
    press(qtbot, whole, KEY.Key_Delete)
    shown(qtbot, whole, EraseScreen)
    assert actions.list_papers(session)


def test_the_page_that_is_shown_is_the_pdf_and_follows_the_choices(
    whole: Window, session: Session, qtbot: QtBot
) -> None:
    """The preview comes; large print makes another page of it, and is kept."""
    screen = begin(qtbot, whole)
    press(qtbot, whole, KEY.Key_V)
    pane = screen.page_pane
    qtbot.waitUntil(lambda: bool(pane.which.accessibleName()), timeout=MAKES)
    before = pane.picture.pixmap().toImage()
    assert not before.isNull()
    pane.opener.click()
    pane.large.click()
    easy_part = kept(session, screen.document.id).easy
    assert easy_part is not None and easy_part.choices.is_large_print
    qtbot.waitUntil(lambda: pane.picture.pixmap().toImage() != before, timeout=MAKES)
    pane.checked_by.setText("Sam Lee")
    pane.keep_checked()
    assert "Checked by Sam Lee" in actions.shown_text(session, screen.document.id)


def test_half_typed_words_are_asked_about_before_they_are_lost(whole: Window, session: Session, qtbot: QtBot) -> None:
    """Leaving or closing while a line is being typed says so first; what is kept is not asked about."""
    screen = begin(qtbot, whole)
    press(qtbot, whole, KEY.Key_Return)
    type_in(qtbot, " And more.")
    whole.window.close()
    assert whole.window.isVisible() and screen.notice.words == Easy.CLOSING
    type_in(qtbot, " Yes.")
    press(qtbot, whole, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert whole.window.screen_shown is screen and screen.lines.editor.words.endswith("And more. Yes.")
    press(qtbot, whole, KEY.Key_Return)
    assert not screen.editing
    press(qtbot, whole, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    shown(qtbot, whole, PapersScreen)
    claims = (c.text for s in kept(session, screen.document.id).sections for c in s.claims)
    assert any(text.endswith("And more. Yes.") for text in claims)


def test_a_pasted_letter_is_asked_about_before_it_is_lost(whole: Window, qtbot: QtBot) -> None:
    """Leaving, or closing the window, with a letter in hand that nothing has kept says so first."""
    whole.window.go_to(Place(Go.PAPERS))
    main_key(qtbot, whole)
    shown(qtbot, whole, EasyStartScreen)
    start = whole.window.screen_shown
    assert isinstance(start, EasyStartScreen)
    start.pasted.setPlainText(TEXT)
    press(qtbot, whole, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert whole.window.screen_shown is start and start.notice.words == Opening.LEAVING
    press(qtbot, whole, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    shown(qtbot, whole, PapersScreen)


def test_what_is_half_typed_outlives_whatever_else_is_done(whole: Window, session: Session, qtbot: QtBot) -> None:
    """A part is confirmed, or a change undone, while a line is being typed: the words are there when it is opened
    again, and are asked about before they are lost.
    """
    screen = begin(qtbot, whole)
    first, *_, last = (key for key in screen.line_ids if not screen.is_flagged(key))
    screen.lines.go_to(last)
    press(qtbot, whole, KEY.Key_Return)
    screen.lines.editor.box.setPlainText("My own half typed words")
    screen.acts.move(0)
    assert not screen.editing
    press(qtbot, whole, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert whole.window.screen_shown is screen and screen.notice.words == Easy.LEAVING
    screen.lines.go_to(last)
    press(qtbot, whole, KEY.Key_Return)
    assert screen.lines.editor.words == "My own half typed words"
    press(qtbot, whole, KEY.Key_Return)
    assert not screen.editing and screen.may_leave() == ""
    screen.lines.go_to(first)
    screen.lines.go_to(last)
    press(qtbot, whole, KEY.Key_Return)
    assert screen.lines.editor.words == screen.claim(last).text  # type: ignore[union-attr]


@pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("espeak-ng") or shutil.which("flite")),
    reason="no espeak-ng or flite on this machine",
)
def test_a_real_voice_reads_the_approved_page_into_a_file(
    whole: Window, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """Chosen and saved in the window: a sound as long as the words take to say, that is not silent."""
    document = begin(qtbot, whole).document
    export = to_export(qtbot, whole)
    spoken = next(each for each in export.formats.buttons() if each.property("format") == "wav")
    assert spoken.isEnabled() and export.no_voice.isHidden()
    spoken.click()
    main_key(qtbot, whole)
    qtbot.waitUntil(lambda: kept(session, document.id).stage is DocumentStage.EXPORTED, timeout=MAKES)
    (made,) = tmp_path.glob("*.wav")
    with wave.open(str(made), "rb") as sound:
        seconds, samples = sound.getnframes() / sound.getframerate(), sound.readframes(sound.getnframes())
    words = len(actions.shown_text(session, document.id).split())
    assert seconds > words / 6 and len(set(samples)) > 50


def test_without_a_voice_the_window_says_why_there_is_no_sound(
    whole: Window, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the eye and to a screen reader, before anything is tried."""
    monkeypatch.setattr("scribe.spoken_file.shutil.which", lambda _: None)
    monkeypatch.setattr("scribe.spoken_file.sys.platform", "linux")
    begin(qtbot, whole)
    export = to_export(qtbot, whole)
    spoken = next(each for each in export.formats.buttons() if each.property("format") == "wav")
    assert not spoken.isEnabled() and ExportEasy.NO_VOICE in spoken.accessibleName() and export.no_voice.isVisible()
