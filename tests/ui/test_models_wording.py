"""A statement that a language model worded: it says so, and one button has the rules' wording back."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from scribe.visit import Claim, VisitId, WrittenBy
from tests.ui.conftest import Window
from tests.ui.fakes import FakeActions
from ui.desk import Go, Place
from ui.screens.review import ReviewScreen
from ui.words import Review

V4 = VisitId("v4")
RULES = "Mrs Begum said that she slipped in the bathroom, on Wednesday."


def test_the_rules_wording_can_be_had_back(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The model's wording is told beside that of the rules; after the button the statement is the rules' again."""
    note = fake.notes[V4]
    first = note.sections[0]
    by_model = replace(first.claims[0], by_rules=RULES, written_by=WrittenBy.MODEL)
    sections = (replace(first, claims=(by_model, *first.claims[1:])), *note.sections[1:])
    fake.notes[V4] = replace(note, sections=sections)
    whole.window.go_to(Place(Go.REVIEW, V4))
    screen = whole.window.screen_shown
    assert isinstance(screen, ReviewScreen)
    qtbot.waitUntil(lambda: screen.desk.work.under_way(f"second {V4}") is None)
    pane = screen.evidence

    def claim() -> Claim:
        return screen.document.sections[0].claims[0]

    screen.draft.focus_line(by_model.id)
    assert pane.history.accessibleName() == Review.by_model(RULES) and pane.rules_button.isVisibleTo(pane)
    pane.rules_button.click()
    assert (claim().text, claim().written_by) == (RULES, WrittenBy.RULES)
    assert not pane.rules_button.isVisibleTo(pane)
    screen.draft.focus_line(first.claims[1].id)
    assert not pane.rules_button.isVisibleTo(pane)
