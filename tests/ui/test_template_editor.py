"""Changing a kind of note in the window: by keyboard alone, with the draft beside it, and nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from scribe.document_text import NOT_DISCUSSED
from scribe.notes.templates import TemplateAspect, template
from scribe.visit import Aspect, Claim, ClaimId, Kind, Section, SectionId, VisitId
from tests.ui.fakes import FakeActions
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.new_visit import NewVisitScreen
from ui.screens.settings import SettingsScreen
from ui.screens.template_editor import TemplateEditorScreen
from ui.widgets.draft_list import SectionCard
from ui.widgets.section_form import SectionForm, aspects_in, words_in
from ui.words_templates import Templates as Words

NOTE = template("case-note")


def editor(whole: Window, qtbot: QtBot) -> TemplateEditorScreen:
    """The screen, its first draft made."""
    whole.window.go_to(Place(Go.TEMPLATES))
    screen = whole.window.screen_shown
    assert isinstance(screen, TemplateEditorScreen)
    made(screen, qtbot)
    return screen


def made(screen: TemplateEditorScreen, qtbot: QtBot) -> None:
    """Wait until the draft beside it is that of what is in the fields."""
    qtbot.waitUntil(lambda: screen.preview.state.accessibleName() == Words.SHOWN and not screen._pause.isActive())


def awake(whole: Window, qtbot: QtBot) -> None:
    """The offscreen platform forgets now and then which window is active."""
    whole.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


HELD = Qt.KeyboardModifier
NONE, ALT, CONTROL = HELD.NoModifier, HELD.AltModifier, HELD.ControlModifier


def press(whole: Window, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the keyboard is."""
    awake(whole, qtbot)
    qtbot.keyClick(QApplication.focusWidget(), key, held)


def test_it_is_reached_from_the_settings(whole: Window, qtbot: QtBot) -> None:
    """By a button there; going back leads to the settings' screen beneath."""
    whole.window.go_to(Place(Go.SETTINGS))
    screen = whole.window.screen_shown
    assert isinstance(screen, SettingsScreen)
    opener = next(each for each in screen.findChildren(QPushButton) if each.accessibleName() == Words.OPEN)
    opener.click()
    assert isinstance(whole.window.screen_shown, TemplateEditorScreen)


def test_every_part_of_a_heading_is_shown_and_given_back_unchanged(qtbot: QtBot) -> None:
    """Whatever the fields don't show of it stays as it was."""
    form = SectionForm()
    qtbot.addWidget(form)
    for name in ("case-note", "care-act-assessment", "mental-capacity", "child-and-family-visit"):
        for section in template(name).sections:
            form.show_section(section)
            assert form.section() == section


def test_a_change_is_seen_in_the_draft_beside_it(whole: Window, qtbot: QtBot) -> None:
    """A moment after the last key."""
    screen = editor(whole, qtbot)
    assert NOTE.sections[0].heading in screen.preview.shown
    screen.form.heading.selectAll()
    QApplication.sendEvent(screen.form.heading, key_of("Why we came"))
    made(screen, qtbot)
    assert screen.template.sections[0].heading == "Why we came"
    assert "Why we came" in screen.preview.shown and NOTE.sections[0].heading not in screen.preview.shown
    assert screen.headings.currentText() == "1. Why we came"


def key_of(text: str) -> object:
    """A press of a key that types a text, as an input method does."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)


def test_the_draft_beside_it_shows_the_heading_that_is_changed(whole: Window, qtbot: QtBot) -> None:
    """It scrolls there, and back."""
    screen = editor(whole, qtbot)
    screen.kind.setCurrentIndex(1)
    screen.kind.activated.emit(1)
    made(screen, qtbot)
    bar = screen.preview.area.verticalScrollBar()
    screen.go_to_heading(len(screen.template.sections) - 1)
    qtbot.waitUntil(lambda: bar.value() > 0)
    screen.go_to_heading(0)
    qtbot.waitUntil(lambda: bar.value() < bar.maximum() // 2)


def test_what_is_wrong_is_said_plainly_and_the_draft_stays(whole: Window, qtbot: QtBot, fake: FakeActions) -> None:
    """A heading without words, or no place for what fits nowhere else; then it can't be saved either."""
    screen = editor(whole, qtbot)
    shown = screen.preview.shown
    screen.form.heading.clear()
    screen.look_again()
    assert "Heading 1 has no words." in screen.faults.accessibleName() and screen.preview.shown == shown
    screen.main.click()
    assert fake.templates_kept == {}
    screen.form.heading.setText("Words")
    screen.go_to_heading(len(screen.template.sections) - 1)
    screen.form.fallback.click()
    screen.look_again()
    assert "Exactly one section must be the fallback" in screen.faults.accessibleName()


def test_only_one_heading_takes_what_fits_nowhere_else(whole: Window, qtbot: QtBot) -> None:
    """Choosing it at another heading takes it from the one before."""
    screen = editor(whole, qtbot)
    screen.form.fallback.click()
    assert [each.fallback for each in screen.template.sections].count(True) == 1
    assert screen.template.sections[0].fallback


def test_headings_are_moved_added_and_removed_by_keys(whole: Window, qtbot: QtBot) -> None:
    """Each by a key or a button that Tab comes to, and the heading stays in hand."""
    screen = editor(whole, qtbot)
    first, second = (each.heading for each in screen.template.sections[:2])
    awake(whole, qtbot)
    screen.form.heading.setFocus()
    press(whole, qtbot, Qt.Key.Key_Down, ALT)
    assert [each.heading for each in screen.template.sections[:2]] == [second, first]
    assert screen.form.heading.text() == first
    press(whole, qtbot, Qt.Key.Key_Up, ALT)
    assert [each.heading for each in screen.template.sections[:2]] == [first, second]
    press(whole, qtbot, Qt.Key.Key_PageDown, CONTROL)
    assert screen.form.heading.text() == second
    screen.more.setFocus()
    press(whole, qtbot, Qt.Key.Key_Space)
    assert screen.form.heading.text() == Words.NEW_HEADING and screen.form.heading.hasFocus()
    assert screen.template.sections[2].id == "new-heading"
    screen.fewer.setFocus()
    press(whole, qtbot, Qt.Key.Key_Space)
    assert screen.template.sections == NOTE.sections


def test_tab_comes_to_everything(whole: Window, qtbot: QtBot) -> None:
    """Without a mouse each field and button is reached, the main button last."""
    screen = editor(whole, qtbot)
    form = screen.form
    wanted = {
        screen.kind, screen.name, screen.order, screen.detail, screen.headings, screen.up, screen.down, screen.more,
        screen.fewer, form.heading, form.strong, form.hints, form.aspects, form.fallback, form.prompt, form.required,
        screen.main,
    }  # fmt: skip
    reached: set[QWidget | None] = set()
    for _ in range(60):
        press(whole, qtbot, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert wanted <= reached


def test_it_is_saved_and_used_from_then_on(whole: Window, qtbot: QtBot, fake: FakeActions) -> None:
    """By Ctrl+Enter; the screen says where, and nothing is in hand any more."""
    screen = editor(whole, qtbot)
    screen.name.setText("Our note")
    press(whole, qtbot, Qt.Key.Key_Return, CONTROL)
    assert fake.templates_kept["case-note"].title == "Our note"
    assert "/council/templates" in screen.notice.accessibleName()
    assert screen.kind.currentText() == "Our note" and whole.window.desk.templates_in_hand == {}


def test_another_kind_of_note_is_made_of_it(whole: Window, qtbot: QtBot, fake: FakeActions) -> None:
    """With an id of its own, so that the first stays what it was."""
    screen = editor(whole, qtbot)
    screen.name.setText("Hospital visit")
    next(each for each in screen.findChildren(QPushButton) if each.text() == Words.SAVE_AS).click()
    assert set(fake.templates_kept) == {"hospital-visit"}
    assert screen.kind.currentData() == "hospital-visit" and whole.window.desk.templates_in_hand == {}


def test_changes_that_are_not_saved_are_there_again(whole: Window, qtbot: QtBot) -> None:
    """Esc leaves at once, and loses nothing."""
    screen = editor(whole, qtbot)
    screen.name.setText("Half done")
    press(whole, qtbot, Qt.Key.Key_Escape)
    assert not isinstance(whole.window.screen_shown, TemplateEditorScreen)
    again = editor(whole, qtbot)
    assert again.name.text() == "Half done" and again.notice.accessibleName() == Words.IN_HAND


def test_a_bad_file_of_the_councils_is_told(whole: Window, qtbot: QtBot, fake: FakeActions) -> None:
    """Here, and where a visit is planned."""
    fake.bad_templates = ("The template broken.toml can't be used.",)
    assert "broken.toml" in editor(whole, qtbot).notice.accessibleName()
    whole.window.back()
    whole.window.go_to(Place(Go.NEW_VISIT))
    assert whole.window.screen_shown is not None
    assert "broken.toml" in whole.window.screen_shown.notice.accessibleName()


def test_a_kind_that_can_not_be_read_is_told_and_another_can_be_chosen(
    whole: Window, qtbot: QtBot, fake: FakeActions
) -> None:
    """Nothing of it can be typed into, and no key does anything; the next kind opens as ever."""
    fake.templates_refused = {"case-note"}
    whole.window.go_to(Place(Go.TEMPLATES))
    screen = whole.window.screen_shown
    assert isinstance(screen, TemplateEditorScreen)
    assert "can't be used" in screen.notice.accessibleName() and not screen.form.isEnabled()
    for key, held in ((Qt.Key.Key_Down, ALT), (Qt.Key.Key_PageDown, CONTROL), (Qt.Key.Key_Return, CONTROL)):
        press(whole, qtbot, key, held)
    assert whole.window.desk.templates_in_hand == {} == fake.templates_kept
    screen.kind.setCurrentIndex(1)
    screen.kind.activated.emit(1)
    made(screen, qtbot)
    assert screen.form.isEnabled() and screen.template.id == "care-act-assessment"


def test_what_was_not_discussed_stands_under_its_section_in_the_review(qtbot: QtBot) -> None:
    """After the statements, in the words that are approved."""
    asked = (Aspect("help", "help needed"), Aspect("danger", "danger"))
    claim = Claim(ClaimId("c1"), "Mrs Begum said she cannot wash.", Kind.REPORTED, (), aspect="help")
    card = SectionCard(Section(SectionId("wash"), "Washing", (claim,), aspects=asked))
    qtbot.addWidget(card)
    card.show_section(card.section, lambda _: None, NOT_DISCUSSED)
    assert card.empty.accessibleName() == "Not discussed: danger" and not card.empty.isHidden()
    both = replace(card.section, claims=(replace(claim, aspect="help danger"),))
    card.show_section(both, lambda _: None, NOT_DISCUSSED)
    assert card.empty.isHidden()


def test_where_a_visit_is_planned_it_says_when_to_use_each_kind(whole: Window, fake: FakeActions) -> None:
    """And a kind that is gone is not changed to another without a word."""
    whole.window.go_to(Place(Go.NEW_VISIT))
    screen = whole.window.screen_shown
    assert isinstance(screen, NewVisitScreen)
    assert screen.about.accessibleName() == template("case-note").about
    screen.template.setCurrentIndex(1)
    assert screen.about.accessibleName() == template("care-act-assessment").about
    first = VisitId("v1")
    fake.visit_rows[first] = replace(fake.visit_rows[first], template="gone")
    whole.window.go_to(Place(Go.NEW_VISIT, first))
    again = whole.window.screen_shown
    assert isinstance(again, NewVisitScreen)
    assert again.template.currentText() == "gone (can't be used now)" and again.about.isHidden()


@pytest.mark.parametrize(
    ("text", "found"),
    [("", ()), ("Stairs,  grab   rail\nget up;stairs,", ("stairs", "grab rail", "get up"))],
)
def test_words_are_taken_with_commas_or_lines_between(text: str, found: tuple[str, ...]) -> None:
    """Each once, in small letters."""
    assert words_in(text) == found


def test_an_aspect_keeps_what_is_not_shown_of_it() -> None:
    """Its id and its weights; a new one gets an id of its own."""
    old = TemplateAspect("danger", "Danger", ("fall",), ("edge",), ("falls",))
    kept, new, second = aspects_in("Danger: burn\nTime taken\nTime taken", [old])
    assert kept == TemplateAspect("danger", "Danger", ("burn",), ("edge",), ("falls",))
    assert (new.id, second.id) == ("time-taken", "time-taken-2")
