"""What undo says: one plain sentence for the weightiest thing that differs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scribe import review
from scribe.visit import ClaimId, Document, SectionId, VisitId
from tests.ui.fakes import draft
from ui.review_changes import what_changed
from ui.words_review import Undoing

C1, C3, A1, FALL = ClaimId("c1"), ClaimId("c3"), ClaimId("a1"), SectionId("fall")
NOTE = draft(VisitId("v1"))
FIRST = NOTE.sections[0].claims[0].text
THIRD = NOTE.sections[0].claims[2].text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d, Undoing.CHANGED),
        (lambda d: review.remove_claim(d, C1), Undoing.gone(FIRST)),
        (lambda d: review.edit_claim(d, C1, "She fell."), Undoing.says("She fell.")),
        (lambda d: review.accept_claim(d, C3, "I heard it"), Undoing.flag_settled(THIRD)),
        (
            lambda d: review.move_claim(d, C1, SectionId("nutrition")),
            Undoing.moved(FIRST, "Managing and maintaining nutrition"),
        ),
        (lambda d: review.write_section(d, SectionId("view"), "A rail."), Undoing.written("The worker's view")),
        (lambda d: review.remove_action(d, A1), Undoing.gone("Ask for a rail by the bath.")),
        (
            lambda d: review.confirm_section(d, SectionId("work")),
            Undoing.sections(("Work, training, education or volunteering",), confirmed=True),
        ),
        (review.confirm_actions, Undoing.ACTIONS_DONE),
        (review.see_omissions, Undoing.LIST_DONE),
    ],
)
def test_each_change_has_its_sentence(change: Callable[[Document], Document], says: str) -> None:
    """What was done is named with its words or its heading."""
    assert what_changed(NOTE, change(NOTE)) == says


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: review.remove_claim(d, C1), Undoing.back(FIRST)),
        (lambda d: review.accept_claim(d, C3, "I heard it"), Undoing.flag_open(THIRD)),
        (lambda d: review.add_omission(d, 0, FALL), Undoing.gone),
        (review.confirm_actions, Undoing.ACTIONS_OPEN),
        (review.see_omissions, Undoing.LIST_OPEN),
    ],
)
def test_what_is_taken_back_is_said_the_other_way_round(
    change: Callable[[Document], Document], says: str | Callable[[str], str]
) -> None:
    """From after to before; what was put in is no longer in the note."""
    told = what_changed(change(NOTE), NOTE)
    assert told.endswith("is no longer in the note.") if callable(says) else told == says
